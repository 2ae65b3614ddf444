/* The page builder: strips → what stands on each page.
 *
 * One pass over a section's strips; a page looks back over its own strips and ahead over those of
 * the next, so that the work is linear in the pages. Where pages have columns, each is filled as a
 * page is, notes at its own foot, and `page` below means it. Knows nothing of text and draws
 * nothing: emit.c does. */
#ifndef SEI_FLOW_PAGE_BUILDER_H
#define SEI_FLOW_PAGE_BUILDER_H

#include "flow/strip.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The hanmen in block direction. Grid line n begins n * (size + gap) below the top. */
typedef struct sei_page_grid {
    sei_length size, gap;
    int lines;             /* of a column */
    int columns;           /* side by side on a page: at least 1 */
    sei_length note_space; /* least white between body and note rule */
    sei_length note_drop;  /* from the rule to the first note's top */
} sei_page_grid;

sei_length sei_page_grid_feed(const sei_page_grid *grid);
sei_length sei_page_grid_height(const sei_page_grid *grid); /* of the type area */
/* The number of the first grid line that is free below `used`. */
int sei_page_grid_line_below(const sei_page_grid *grid, sei_length used);
/* The number of grid lines that hold `height`: at least 1. */
int sei_page_grid_lines(const sei_page_grid *grid, sei_length height);

typedef struct sei_placed {
    const sei_strip *strip;
    uint32_t index; /* of the strip in its list */
    sei_length top; /* from the top of the type area */
    bool is_repeat; /* a table's head set again: it carries no anchors */
} sei_placed;

typedef struct sei_placed_list {
    sei_placed *at;
    size_t size;
    size_t room;
} sei_placed_list;

/* One column of a page, which is the page where it has one; the arrays are valid until the next
 * call. */
typedef struct sei_page_fill {
    int column; /* from 0, where a page begins */
    const sei_placed *body;
    size_t body_count;
    const sei_placed *notes; /* from the top; the last ends at the foot of the type area */
    size_t note_count;
    sei_length rule;              /* top of the note rule, when there are notes */
    const sei_node *continued;    /* the note that began on a page before, */
    const sei_node *continues;    /* and the one that goes on on the next; NULL: none */
    const sei_laid_note *waiting; /* those whose marks are here, but found no room to begin */
    size_t waiting_count;
    bool is_blank;      /* a verso left empty before a recto */
    bool is_for_notes;  /* to be written on by hand */
    bool is_opening;    /* a chapter begins here */
    bool is_title_page; /* a part's title and nothing else */
} sei_page_fill;

/* How far notes are placed: the next strip is strip `strip` of note `note`; notes before `end` are
 * due. */
typedef struct sei_note_place {
    uint32_t note, strip;
    uint32_t end;
} sei_note_place;

/* Strips [from, end) of the list. */
typedef struct sei_strip_range {
    uint32_t from, end;
} sei_strip_range;

typedef struct sei_page_builder {
    const sei_page_grid *grid;
    const sei_strips *strips;
    const sei_laid_notes *notes;
    sei_arena *arena;
    int column;           /* to be made, */
    bool is_recto;        /* and the page, if it begins one */
    uint32_t next;        /* first strip not placed, but for: */
    sei_strip_range late; /* a figure that waits for the top of the page to be made */
    sei_note_place owed;  /* notes due from the pages before */
    sei_placed_list body, page_notes;
    sei_placed_list ahead; /* the body of a page that is looked at before it is made */
} sei_page_builder;

/* `notes` may be empty; every strip's first_note and note_count name a range of it, ascending
 * without holes. The strips' arrays must not change while the builder is used; `arena` holds what
 * it needs. */
void sei_page_builder_init(sei_page_builder *builder, sei_arena *arena, const sei_page_grid *grid,
                           const sei_strips *strips, const sei_laid_notes *notes, bool is_recto);

/* Makes the next column; false when all strips and notes are placed. Every column takes at least
 * one strip or a note's line (or is a blank verso), so that it ends. A page break leaves the
 * columns behind it empty: the one after it has number 0 again. */
bool sei_page_builder_next(sei_page_builder *builder, sei_page_fill *fill);

#ifdef __cplusplus
}
#endif

#endif
