/* A paragraph: styled text → lines.
 *
 * In four phases, each a file: itemise (language, script, face → shaped clusters with one JLREQ
 * class each), items (boxes, glue with natural, stretch and shrink per adjustment step, penalties,
 * from the class-pair tables), break (first-fit or total-fit over items; knows nothing of text),
 * justify (the excess is spent in JLREQ's order with exact sums). The rule that is easy to break:
 * only gaps are adjusted, and the right edges agree exactly. Axes are logical: along the line and
 * across it.
 *
 * Rules: spec/typography.md 1–5 as README.md in this folder retells; tables in src/para/jlreq/. */
#ifndef SEI_PARA_PARA_H
#define SEI_PARA_PARA_H

#include "base/diag.h"
#include "font/font.h"
#include "page/page.h"
#include "para/hyphen.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a piece of text looks. */
typedef struct sei_text_look {
    sei_face_role role;
    bool bold, italic;
    sei_length size;
    sei_length raise; /* off the baseline: superscripts */
    sei_color color;
    bool is_verbatim; /* code: no gaps at CJK/Latin boundaries, spaces kept, no punctuation trim */
    bool tabular;     /* tabular figures */
} sei_text_look;

typedef enum sei_span_kind {
    SEI_SPAN_TEXT,
    SEI_SPAN_BREAK, /* a forced line break */
    SEI_SPAN_BOX,   /* something of a given size: inline image, reserved page reference */
    SEI_SPAN_MARK   /* a reference mark (JLREQ cl-20): text glued to the character before */
} sei_span_kind;

/* A piece of a paragraph. Spans are concatenated before anything is decided: where a span begins or
 * ends inside a word changes looks only, never breaks or gaps (a test holds this). */
typedef struct sei_span {
    sei_span_kind kind;
    sei_str text; /* UTF-8; TEXT, MARK */
    sei_text_look look;
    const sei_node *node;     /* the atom it came from */
    uint32_t node_offset;     /* of `text` in the node's text */
    const sei_node *link;     /* LINK, NOTE_MARK …: a clickable ancestor, or NULL */
    uint32_t decoration;      /* SEI_DECORATE_… */
    sei_length width, height; /* BOX: along and across (above the baseline) */
    uint32_t tag;             /* the caller's: NOTE_MARK's note, BOX's image … */
} sei_span;

#define SEI_DECORATE_UNDERLINE 1u
#define SEI_DECORATE_STRIKE 2u
#define SEI_DECORATE_HIGHLIGHT 4u
#define SEI_DECORATE_CODE 8u
#define SEI_DECORATE_TAG 16u
#define SEI_DECORATE_KEY 32u

/* How the whole paragraph is set. */
typedef struct sei_para_style {
    sei_length measure;  /* line length */
    sei_length indent;   /* first line, from the line's head */
    sei_length hang;     /* later lines, from the line's head */
    sei_length size;     /* the em of the paragraph */
    sei_profile profile; /* never AUTO here: see sei_para_profile */
    sei_kinsoku kinsoku;
    bool hanging;
    int32_t latin_gap; /* em/1000 */
    bool hyphenate;
    sei_style_align align; /* LEFT with is_justified: flush both sides */
    bool is_justified;     /* else ragged: no gap is adjusted, except to fit */
    bool is_heading;       /* balanced turnover lines, punctuation tighter */
    bool is_verbatim;      /* code: every newline a break, wrapped anywhere */
    sei_lang lang;         /* of the paragraph; NONE is guessed from its text */
    bool first_fit;        /* the simple breaker, for comparison */
} sei_para_style;

/* A piece of a line on its baseline. */
typedef struct sei_line_piece {
    const sei_run *run; /* NULL for a BOX */
    uint32_t span;      /* number of the span it came from */
    sei_length along;   /* from the line's head (measure start), indent included */
    sei_length length;  /* its extent, its own inner gaps included */
} sei_line_piece;

typedef struct sei_line {
    const sei_line_piece *pieces;
    uint32_t piece_count;
    uint32_t first_mark, mark_count; /* of sei_lines.marks: SEI_SPAN_MARK spans on this line */
    sei_length length;               /* set length, indent included */
    sei_length above, below;         /* ink needed off the baseline: tallest run or box */
    bool is_last;                    /* of the paragraph, or before a forced break */
    bool has_hyphen;                 /* a hyphen was added at its end */
} sei_line;

typedef struct sei_lines {
    const sei_line *at;
    uint32_t count;
    const uint32_t *marks; /* span numbers of MARK spans in order */
    uint64_t character_count;
} sei_lines;

/* What setting needs besides text and style; owned by flow, one a job. */
typedef struct sei_para_context {
    sei_arena *arena;   /* results */
    sei_arena *scratch; /* taken back at the end of every call */
    sei_font_set *fonts;
    sei_diags *diags;
    const sei_source *const *sources; /* by number, for diagnostics */
    struct sei_para_reported
        *reported;              /* what para remembers for the job, in `arena`; starts NULL */
    sei_hyphenator *hyphenator; /* NULL: words are divided at U+00AD only */
} sei_para_context;

/* Sets a paragraph. Cannot fail on content; an empty one gives one empty line. */
sei_lines sei_para_set(sei_para_context *context, const sei_para_style *style,
                       const sei_span *spans, size_t span_count);

/* The width of the text in one line, natural gaps: for table columns, markers and boxes. */
sei_length sei_para_width(sei_para_context *context, const sei_para_style *style,
                          const sei_span *spans, size_t span_count);

/* AUTO resolved by language. */
sei_profile sei_para_profile(sei_profile profile, sei_lang lang);

/* The items with the chosen breaks, as text: `--dump items`. */
void sei_para_dump(sei_para_context *context, const sei_para_style *style, const sei_span *spans,
                   size_t span_count, sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
