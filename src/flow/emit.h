/* Emitting: filled pages → the display list, the last step of flow and the only one that knows x
 * and y. Also collects what depends on where things came to stand: anchors, outline, running heads,
 * the page map. */
#ifndef SEI_FLOW_EMIT_H
#define SEI_FLOW_EMIT_H

#include "flow/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A heading, chapter or part and the page it came to stand on: outline and contents are made of
 * these. */
typedef struct sei_entry {
    const sei_node *node;
    sei_str title; /* with its number */
    int depth;     /* 1 … ; never more than one above the entry before */
    uint32_t page; /* in the list of pages it was emitted to */
    sei_length y;
} sei_entry;

typedef SEI_VEC(sei_page) sei_page_list;

/* A running head set last, kept while its text stays the same. */
typedef struct sei_running_head {
    sei_str text;
    sei_lines lines;
} sei_running_head;

/* A folio that is printed when all pages are known, in place of figures that stand in for it. */
typedef struct sei_pending_folio {
    sei_span span;      /* its tag is the anchor */
    const sei_run *run; /* the figures */
    sei_draw *draw;     /* on its page; until that is made, NULL: */
    size_t index;       /* of the draw in the page in the making */
} sei_pending_folio;

/* What running heads may name. */
typedef struct sei_head_titles {
    sei_str part, chapter, section;
} sei_head_titles;

/* What surrounds the type area. */
typedef enum sei_furniture {
    SEI_FURNITURE_NONE,  /* title page, colophon */
    SEI_FURNITURE_FOLIO, /* contents */
    SEI_FURNITURE_ALL
} sei_furniture;

typedef struct sei_emit {
    sei_layout *layout;
    sei_arena *arena;     /* of the pages */
    sei_arena *job;       /* of the lists in the making */
    sei_page_list *pages; /* that are being added to */
    sei_furniture furniture;
    uint32_t matter;     /* what is laid, as in sei_page_map_entry */
    bool is_roman;       /* folios of the front matter */
    uint32_t first_page; /* folio of pages->at[0] */
    int chapter_depth;  /* entries down to it are the running heads' chapters, one more: sections */
    int depth;          /* of the entry before */
    int contents_depth; /* entries down to it are linked to from the contents; 0: none */
    SEI_VEC(sei_page_anchor) anchors;
    SEI_VEC(sei_entry) entries;
    SEI_VEC(sei_page_map_entry) map;
    SEI_VEC(sei_pending_folio) pending;
    sei_head_titles titles;      /* as they hold at the end of the page */
    sei_head_titles page_titles; /* the first that begin on the page, else those before */
    bool chapter_seen, section_seen;
    sei_running_head heads[2]; /* verso, recto */
    /* the page in the making */
    sei_str label;
    SEI_VEC(sei_draw) draws;
    SEI_VEC(sei_page_link) links;
    bool is_open;
    sei_page_fill first; /* its first column, for what the page is; the arrays are gone */
    sei_box area;        /* the type area */
    sei_length x, y;     /* of the column */
    bool is_recto, is_mapped;
    uint32_t last_note;        /* where pages number their notes: the number given last */
    bool has_waiting_notes;    /* some go on counting on the next page */
    bool is_repeat;            /* what is drawn is a table's head set again */
    const sei_node *link_node; /* whose text was asked for last */
    sei_str link_text;
} sei_emit;

/* entry.c: the anchor that the contents lead to: the node's own, else one numbered behind the
 * book's: notes have one too. */
uint32_t sei_entry_anchor(const sei_book *book, const sei_node *node);
/* The anchor at the note's first mark, numbered behind those. */
uint32_t sei_entry_mark_anchor(const sei_book *book, const sei_node *note);

void sei_emit_init(sei_emit *emit, sei_layout *layout, sei_arena *job);
/* Adds one column to the open page; the first of a page closes the page before it. */
void sei_emit_page(sei_emit *emit, const sei_page_fill *fill);
/* Closes the open page, if there is one. */
void sei_emit_close(sei_emit *emit);
/* Whether the next page is a recto. */
bool sei_emit_is_recto(const sei_emit *emit);
/* A page with one image as large as it goes. */
void sei_emit_cover(sei_emit *emit, uint32_t asset);

/* Adds a draw to the page in the making. */
void sei_emit_draw(sei_emit *emit, sei_draw draw);
void sei_emit_rect(sei_emit *emit, const sei_node *node, sei_box box, sei_color color);
/* What is drawn stands for the page in the page map, unless something does. */
void sei_emit_map(sei_emit *emit, const sei_node *node, uint32_t offset);

/* panel.c: the panels of the strips that were placed; nothing of them reaches below `floor`. */
void sei_panels_emit(sei_emit *emit, const sei_placed *placed, size_t count, sei_length floor);
/* line.c: a part of kind LINE of a strip whose top is `top`. */
void sei_line_emit(sei_emit *emit, const sei_strip_part *part, sei_length top);
/* entry.c: a target, and a part of kind HEADING. */
void sei_entry_emit_anchor(sei_emit *emit, uint32_t anchor, sei_length top);
void sei_entry_emit(sei_emit *emit, const sei_strip_part *part, sei_length top);
/* note_area.c: where pages number their notes, gives those that begin here their numbers; to be
 * done before anything of the page is drawn. */
void sei_note_area_number(sei_emit *emit, const sei_page_fill *fill);
/* The rule above the page's notes, and the marks of a note that is divided. */
void sei_note_area_emit(sei_emit *emit, const sei_page_fill *fill);

/* paper.c: what is to be written on by hand, in the margin or on the whole page. */
void sei_paper_emit(sei_emit *emit, const sei_page_fill *fill);
/* How far the margin to write in moves the type area towards the fold. */
sei_length sei_paper_shift(const sei_layout *layout);

/* furniture.c: running heads and folio of the page in the making. */
void sei_furniture_emit(sei_emit *emit, const sei_page_fill *fill);
/* A line around the text, in the measure; what does not fit is cut off at a break, with an ellipsis
 * in its place. */
sei_lines sei_furniture_set(const sei_emit *emit, sei_style_font font, sei_length size,
                            sei_str text);
/* Draws its first line from (x, y), the line's head on the baseline; `form` has the draws' role and
 * node. */
void sei_furniture_draw(sei_emit *emit, const sei_lines *lines, sei_length x, sei_length y,
                        sei_draw form);
/* "{title}" and its like replaced; on the pages' arena. */
sei_str sei_furniture_text(const sei_emit *emit, sei_str form);

/* The folio of page number n (from 1). */
sei_str sei_page_label(sei_arena *arena, uint32_t n, bool is_roman);

/* front.c: sections made of what the book is, not of its tree. Each lays itself into the open
 * section. */
void sei_front_lay_title(sei_layout *layout);
void sei_front_lay_half_title(sei_layout *layout);
void sei_front_lay_colophon(sei_layout *layout);
/* cover.c: of a book without a picture for it. */
void sei_front_lay_cover(sei_layout *layout);
void sei_front_lay_back_cover(sei_layout *layout);
/* contents.c: whether contents of this depth (0: none) show the entry. */
bool sei_contents_has(const sei_entry *entry, int depth);
/* Entries down to the style's depth; their pages are those of `pages`. */
void sei_contents_lay(sei_layout *layout, const sei_entry *entries, size_t count,
                      const sei_page_list *pages);

#ifdef __cplusplus
}
#endif

#endif
