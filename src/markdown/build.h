/* Building: cmark's tree → ours. Every switch over cmark's kinds is here; the passes that know
 * Obsidian's meaning of what cmark found are in refine.c. */
#ifndef SEI_MARKDOWN_BUILD_H
#define SEI_MARKDOWN_BUILD_H

#include "markdown/scan.h"

struct cmark_node;

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_BUILD_HTML_MAX 100 /* open HTML elements: as SEI_LIMIT_NESTING */

/* An HTML element that is open: what it became, and where closing it must stop. */
typedef struct sei_build_element {
    sei_str name;
    sei_node *node;
    sei_node *container; /* the innermost node of cmark's own: an end tag cannot leave it */
} sei_build_element;

typedef struct sei_build {
    sei_arena *arena;
    sei_scan *scan;
    sei_node *root;
    sei_node *current;   /* where the next node goes */
    sei_node *container; /* the innermost node that cmark opened */
    sei_node *notes;     /* NOTES, NULL before the first footnote */
    SEI_VEC(sei_node *) note_list; /* by cmark's number - 1 */
    SEI_VEC(sei_node *) mark_list; /* to be bound when all notes are known */
    SEI_VEC(uint32_t) mark_numbers;
    sei_build_element elements[SEI_BUILD_HTML_MAX];
    size_t element_count;
    const size_t *line_starts; /* of the parsed text */
    size_t line_count;
    size_t cursor;       /* in the parsed text: behind the last inline that was placed */
    size_t leaf_end;     /* of the leaf being built, in the parsed text */
    size_t url_budget;   /* bytes that link targets may still add (reference bombs) */
} sei_build;

/* The tree of a parsed document (a cmark node of type DOCUMENT). */
sei_node *sei_build_tree(sei_scan *scan, struct cmark_node *document);

/* Adds a node below build->current. */
sei_node *sei_build_add(sei_build *build, sei_node_kind kind, uint32_t offset);
/* Adds text, its placeholders replaced by the nodes they stand for. `place` is the text's offset in the
 * parsed text. */
void sei_build_add_text(sei_build *build, sei_str text, size_t place);
/* Adds text as it is; `offset` is the source's. */
void sei_build_add_plain(sei_build *build, sei_str text, uint32_t offset);

/* HTML: one tag or a block of them with text between (markdown/html.c). */
void sei_build_add_html(sei_build *build, sei_str html, uint32_t offset, bool is_block);

/* The passes after building: headings, callouts, highlights, tags, tasks, block ids, math blocks, soft
 * breaks, merged texts (markdown/refine.c). */
void sei_refine(sei_build *build);

#ifdef __cplusplus
}
#endif

#endif
