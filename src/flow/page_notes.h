/* The notes of a page in the making: page_builder.c decides which strips it takes, page_notes.c how
 * many of their notes go with them. */
#ifndef SEI_FLOW_PAGE_NOTES_H
#define SEI_FLOW_PAGE_NOTES_H

#include "flow/page_builder.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Body lines that a divided note leaves room for. */
#define SEI_PAGE_LINES_BESIDE_NOTE 4

/* The state of a page after one more strip. */
typedef struct sei_page_trial {
    sei_length bottom;    /* of the body */
    sei_length used;      /* the same with the group's clearance below */
    sei_length notes;     /* height of the page's notes */
    sei_note_place place; /* how far they are placed */
    size_t placed;        /* size of the body list */
} sei_page_trial;

/* What notes of this height take from the page, their rule and the white above it included. */
sei_length sei_page_notes_area(const sei_page_grid *grid, sei_length notes);
bool sei_page_notes_done(const sei_note_place *place);
/* Places the strip's notes under `notes` of others and beside the trial's body: the last may be
 * divided. False when they cannot begin as they must. */
bool sei_page_notes_fit(const sei_page_builder *builder, const sei_strip *strip, sei_length notes,
                        sei_page_trial *trial);
/* The notes left over from earlier pages: they come first, and leave some lines to the body unless
 * they are through. */
void sei_page_notes_begin(const sei_page_builder *builder, sei_page_trial *trial);
/* A page of notes alone: at least one strip, whatever its height. */
void sei_page_notes_fill(const sei_page_builder *builder, sei_page_trial *trial);
/* What the body has left over goes to the notes that are not through. */
void sei_page_notes_top_up(const sei_page_builder *builder, sei_page_trial *trial);
/* Sets the page's notes from the foot of the type area upwards. */
void sei_page_notes_set(sei_page_builder *builder, const sei_page_trial *trial,
                        sei_page_fill *fill);
/* The note that a page break divides, when a page begins or ends at `place`; NULL: none. */
const sei_node *sei_page_notes_divided(const sei_page_builder *builder,
                                       const sei_note_place *place);
/* The notes that are due after the page and not begun. */
void sei_page_notes_find_waiting(const sei_page_builder *builder, sei_page_fill *fill);

#ifdef __cplusplus
}
#endif

#endif
