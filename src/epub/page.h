/* One XHTML file while it is written, and what its writers share: xhtml.c frames it, walk.c goes
 * through the tree, block.c, inline.c and note.c write the kinds. Private to epub/. */
#ifndef SEI_EPUB_PAGE_H
#define SEI_EPUB_PAGE_H

#include "epub/markup.h"
#include "epub/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_epub_page {
    const sei_epub_plan *plan;
    const sei_epub_file *file;
    sei_arena *arena;
    sei_markup markup;
    SEI_VEC(size_t) depths;             /* of the writer's stack before each open node */
    SEI_VEC(const sei_node *) deferred; /* marks of notes in the open link, to follow it */
    const sei_node *link;               /* the outermost that is open, or NULL */
    size_t next_break, break_end;       /* numbers in the plan's breaks: those of the file */
    int heading_depth;                  /* of the last heading, 0: none yet */
    bool is_in_head;                    /* the row at hand stands in its table's head */
    bool is_going_on;                   /* the block at hand began in an earlier file */
} sei_epub_page;

/* Writes a block and all below it (walk.c). */
void sei_page_write_tree(sei_epub_page *page, const sei_node *block);
/* Writes the file's blocks, from its first to its end. */
void sei_page_write_blocks(sei_epub_page *page);

/* --- small parts (page.c) -------------------------------------------------------------------- */

/* An element with a class; more attributes may follow. */
void sei_page_open(sei_epub_page *page, const char *element, const char *name);
/* An element with the node's id, when it has one; more attributes may follow. */
void sei_page_open_node(sei_epub_page *page, const char *element, const sei_node *node);
void sei_page_add_class(sei_epub_page *page, const char *name);
void sei_page_add_id(sei_epub_page *page, const sei_node *node);
/* lang and xml:lang, when the language is known and not the book's. */
void sei_page_add_lang(sei_epub_page *page, sei_lang lang);
/* epub:type and the role that goes with it. */
void sei_page_add_type(sei_epub_page *page, const char *type, const char *role);
/* An element with text alone; `name` may be NULL. Nothing when the text is empty. */
void sei_page_add_text(sei_epub_page *page, const char *element, const char *name, sei_str text);
/* Opens h1 … h6; a file's headings skip no level, and what is of no outline (depth 0) stands below
 * the last that is. The title's number is written. */
void sei_page_open_heading(sei_epub_page *page, const sei_node *node, int depth);
/* The way from this file to a node: "#id" or "c002.xhtml#id". */
sei_str sei_page_href(const sei_epub_page *page, const sei_node *node);
/* A file's name as links in this one write it: "" for this one itself. */
sei_str sei_page_name(const sei_epub_page *page, const sei_epub_file *file);
/* The breaks of the page list that stand before the node. */
void sei_page_add_breaks(sei_epub_page *page, const sei_node *node);
void sei_page_add_break(sei_epub_page *page); /* the next one */

/* --- the kinds ------------------------------------------------------------------------------- */

void sei_page_enter_block(sei_epub_page *page, const sei_node *node); /* block.c */
void sei_page_open_list(sei_epub_page *page, const sei_node *list);   /* LIST, CELL_LIST */
void sei_page_add_image(sei_epub_page *page, const sei_node *node);   /* inline.c: FIGURE, IMAGE */
void sei_page_enter_inline(sei_epub_page *page, const sei_node *node);
void sei_page_leave_link(sei_epub_page *page, const sei_node *link);
void sei_page_add_mark(sei_epub_page *page, const sei_node *mark); /* note.c */
void sei_page_open_note(sei_epub_page *page, const sei_node *note);
/* The ways back to a note's marks, when the paragraph is a note's first block. */
void sei_page_add_back_links(sei_epub_page *page, const sei_node *paragraph);

#ifdef __cplusplus
}
#endif

#endif
