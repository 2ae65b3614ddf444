/* Build: cmark's tree → ours. Private to markdown/.
 *
 * build.c walks cmark's tree once; build_inline.c makes text and what was lifted out of it into
 * nodes; html.c does so with HTML, html_table.c and cell.c with what is in tables; then notes.c
 * binds footnotes and finish.c brings every paragraph into its last form. Elements of HTML and
 * highlights are open only within the cmark node they began in. */
#ifndef SEI_MARKDOWN_BUILD_H
#define SEI_MARKDOWN_BUILD_H

#include "base/map.h"
#include "markdown/html.h"
#include "markdown/parse.h"
#include "markdown/scan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An element of HTML, a highlight or an implied paragraph that is open. */
typedef struct sei_element {
    sei_str name; /* "==": a highlight, "": an implied paragraph */
    sei_html_action action;
    sei_node *node;
    sei_node *outer; /* what was open when it began */
    bool is_closed;  /* by a tag of its own */
} sei_element;

/* A node of cmark's that is open. */
typedef struct sei_frame_mark {
    sei_node *outer;
    size_t element_count;
} sei_frame_mark;

typedef struct sei_build {
    sei_arena *arena; /* the tree's */
    sei_arena *scratch;
    sei_scan *scan;
    cmark_mem *cmark_memory;
    sei_node *root;
    sei_node *current; /* where the next node goes */
    SEI_VEC(sei_frame_mark) frames;
    SEI_VEC(sei_element) elements;
    bool is_in_thead;  /* rows that open are of a table's head */
    size_t link_depth; /* links around `current` */
    bool is_in_image;
    size_t drop_depth;             /* elements around it that vanish with their text */
    sei_map urls;                  /* each once: a reference may repeat a long one often */
    SEI_VEC(sei_node *) notes;     /* NOTE, in the order of the text */
    sei_map notes_by_label;        /* folded label → NOTE */
    sei_node **inline_notes;       /* by the number of the mark's lift */
    SEI_VEC(sei_node *) block_ids; /* TEXT "^id", label set: a name if it ends its block */
    SEI_VEC(sei_node *) displays;  /* MATH that may stand alone */
    /* Places: see place.c. */
    const size_t *line_starts; /* of scan.out */
    size_t line_count;
    size_t cursor, leaf_end, window;
    size_t
        head_end; /* of the line of a table's first row whose place cmark does not know, else 0 */
} sei_build;

/* The tree of a parsed note. */
sei_node *sei_build_run(sei_scan *scan, sei_parse *parse, cmark_node *document, sei_arena *arena);

sei_node *sei_build_add(sei_build *build, sei_node_kind kind, size_t offset);
sei_node *sei_build_add_text(sei_build *build, sei_str text,
                             size_t offset); /* not below `current`'s atoms */
sei_str sei_build_restore(sei_build *build, sei_str text);
/* A target's path, shared with equal ones. */
sei_str sei_build_url(sei_build *build, sei_str url);

/* build_inline.c */
/* cmark's text, with placeholders. `ends` tells what stands beside it: see sei_text_edges. */
typedef struct sei_text_edges {
    bool begins_open; /* something that is no space stands before */
    bool ends_open;   /* … behind */
} sei_text_edges;
void sei_build_text(sei_build *build, sei_str text, sei_text_edges edges);
void sei_build_break(sei_build *build, sei_node_kind kind, size_t offset);
void sei_build_link_target(sei_build *build, sei_node *node, cmark_node *from);
/* IMAGE with children → its alternative text and size, or a LINK for a video. */
void sei_build_finish_image(sei_build *build, sei_node *image);

/* html.c */
void sei_build_html_inline(sei_build *build, sei_str html, size_t offset);
void sei_build_html_block(sei_build *build, sei_str html);
/* A list's attributes of the element's name. */
void sei_html_list_read(sei_str name, sei_node *list);
/* Text of HTML with its character references read. */
sei_str sei_build_decode(sei_build *build, sei_str text);
void sei_build_push(sei_build *build, sei_str name, sei_html_action action, sei_node *node);
void sei_build_pop(sei_build *build); /* the last element */
void sei_build_pop_to(sei_build *build, size_t element_count);
/* The elements that are open within the innermost cmark node begin with this one. */
size_t sei_build_element_base(const sei_build *build);

/* html_table.c */
/* A cell's attributes of its tag. */
void sei_html_cell_read(const sei_html_tag *tag, sei_node *cell);
/* Closes a table of HTML: heads, columns, alignments; one without cells goes. */
void sei_html_table_finish(sei_build *build, sei_node *table);

/* cell.c */
/* A block's tag within a cell: lists and their items open, any other begins a line. */
void sei_cell_open_block(sei_build *build, const sei_html_element *element, size_t offset);
/* Lines of code within a cell. */
void sei_cell_add_code(sei_build *build, sei_str text);
/* What is no item goes out of a cell's lists, or into an item; no line break stands beside one. */
void sei_cell_settle_lists(sei_build *build, sei_node *cell);
/* Lines with markers ("- a<br>- b") become lists; the cell's texts have been settled. */
void sei_cell_read_lines(sei_build *build, sei_node *cell);

/* place.c: where things stand in scan.out, by looking for them behind the one before. */
void sei_place_init(sei_build *build);
size_t sei_place_block(const sei_build *build, cmark_node *node); /* a byte of the source */
void sei_place_begin_table(sei_build *build, cmark_node *table);
void sei_place_end_head(sei_build *build);
void sei_place_begin_leaf(sei_build *build, cmark_node *node);
size_t sei_place_here(sei_build *build);               /* right behind the last one */
size_t sei_place_find(sei_build *build, sei_str text); /* … and moves behind it */
void sei_place_leave_link(sei_build *build);           /* behind "](…)" */
void sei_place_leave_code(sei_build *build, sei_str text);
void sei_place_next_line(sei_build *build);

/* language.c: a message when a code block's language has no printed form */
void sei_build_report_language(sei_build *build, const sei_node *block);

/* notes.c */
void sei_notes_add(sei_build *build, sei_node *note);
void sei_notes_bind(sei_build *build);

/* finish.c */
void sei_finish(sei_build *build);

#ifdef __cplusplus
}
#endif

#endif
