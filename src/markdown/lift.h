/* Lifting: what cmark-gfm must not see is taken out of the text before it parses, a placeholder of
 * private-use characters is left, and a side table remembers what stood there.
 *
 * A placeholder is U+E100, the entry's number in groups of six bits (U+E200 + group, low groups first)
 * and U+E101. U+E001 is put beside a run of '*' and means nothing. Private-use characters of the
 * source in U+E000–E2FF are lifted too, so that every one in the parsed text is ours. cmark takes all
 * of them for ordinary letters, which is what makes **[[設定]]**を bold. */
#ifndef SEI_MARKDOWN_LIFT_H
#define SEI_MARKDOWN_LIFT_H

#include "base/buf.h"
#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_lift_kind {
    SEI_LIFT_LITERAL,  /* text that stands for itself */
    SEI_LIFT_WIKILINK,
    SEI_LIFT_EMBED,
    SEI_LIFT_MATH,
    SEI_LIFT_DISPLAY_MATH,
    SEI_LIFT_URL,
    SEI_LIFT_BLOCK_ID,
    SEI_LIFT_CONTAINER_ID, /* on a line of its own in a quote: names the quote */
    SEI_LIFT_CALLOUT,
    SEI_LIFT_HIGHLIGHT_OPEN,
    SEI_LIFT_HIGHLIGHT_CLOSE,
    SEI_LIFT_PAGE_BREAK
} sei_lift_kind;

typedef struct sei_lift {
    sei_lift_kind kind;
    sei_str whole; /* as it stood in the source */
    sei_str inner; /* between its delimiters */
    uint32_t offset; /* of `whole` in the source's bytes */
} sei_lift;

/* Where a piece of the parsed text came from. */
typedef struct sei_scan_segment {
    size_t at;       /* offset in the parsed text */
    uint32_t source; /* offset in the source's bytes */
    bool is_copied;  /* the bytes were copied: offsets run on; else the whole piece maps to one place */
} sei_scan_segment;

typedef SEI_VEC(sei_lift) sei_lifts;

#define SEI_LIFT_FLANK 0xE001u     /* beside a run of '*' */
#define SEI_LIFT_INLINE_NOTE 0xE003u /* begins the label of an inline note */
#define SEI_LIFT_OPEN 0xE100u
#define SEI_LIFT_CLOSE 0xE101u
#define SEI_LIFT_DIGIT 0xE200u

/* Whether a code point is one that placeholders are made of. */
bool sei_lift_is_reserved(uint32_t code_point);

/* Adds an entry and writes its placeholder. */
void sei_lift_add(sei_arena *arena, sei_lifts *lifts, sei_buf *out, sei_lift lift);

/* The entry whose placeholder begins at *at, which moves behind it; NULL (and *at unmoved) when none
 * does. */
const sei_lift *sei_lift_at(const sei_lifts *lifts, sei_str text, size_t *at);

/* The text with every placeholder replaced by what stood there: for code, URLs, HTML. Borrowed when
 * there is none. */
sei_str sei_lift_restore(sei_arena *arena, const sei_lifts *lifts, sei_str text);

#ifdef __cplusplus
}
#endif

#endif
