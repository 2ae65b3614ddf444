/* Flow: book + style → pages.
 *
 * Blocks are laid once into strips (unbreakable slices of the column that know their height, how
 * they stick to their neighbours and which notes they carry); pages are filled from strips in one
 * pass with bounded look-back. Body lines sit on the line grid; other blocks take whole lines. A
 * note's mark and its first line share a page. What depends on page numbers (contents, page
 * references) is set in boxes of reserved width and printed afterwards (DESIGN, section 5 and
 * invariant 6).
 *
 * Flow cannot fail on content; only fonts and memory can. Axes are logical until the last step
 * (flow/emit.c) maps them to x and y. */
#ifndef SEI_FLOW_FLOW_H
#define SEI_FLOW_FLOW_H

#include "para/para.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_flow_request {
    const sei_book *book;
    const sei_style *style;
    sei_font_set *fonts;
    sei_arena *arena;   /* the pages */
    sei_memory *memory; /* scratch */
    sei_diags *diags;
    sei_hyphenator *hyphenator; /* NULL: words are divided at U+00AD only */
} sei_flow_request;

const sei_pages *sei_flow_pages(const sei_flow_request *request);

/* `--dump items`: every paragraph's items with its chosen breaks. */
void sei_flow_dump_items(const sei_flow_request *request, sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
