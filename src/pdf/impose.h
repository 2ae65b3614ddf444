/* Imposition: which pages stand where on the sheets that are printed, folded and cut.
 *
 * A plan is geometry alone: it knows neither PDF nor what is on a page, so that a test can fold it.
 * Places are from a sheet's bottom left corner, as PDF has them. */
#ifndef SEI_PDF_IMPOSE_H
#define SEI_PDF_IMPOSE_H

#include "base/arena.h"
#include "base/length.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_impose_scheme {
    SEI_IMPOSE_NONE,
    SEI_IMPOSE_SADDLE, /* sheets folded once and laid into each other, in one or several signatures
                        */
    SEI_IMPOSE_TWO_UP, /* two pages beside each other in reading order, nothing folded */
    SEI_IMPOSE_ZINE8,  /* one side of one sheet, folded three times and cut once: eight pages */
    SEI_IMPOSE_PAD4    /* single pages, filled up to a multiple of four, for a shop that imposes */
} sei_impose_scheme;

typedef enum sei_impose_sides {
    SEI_IMPOSE_BOTH,  /* front, back, front, back … */
    SEI_IMPOSE_FRONT, /* fronts alone, then backs alone, for printers that print one side */
    SEI_IMPOSE_BACK
} sei_impose_sides;

typedef struct sei_imposition {
    sei_impose_scheme scheme;
    uint32_t signature;      /* SADDLE: sheets in a signature; 0: all sheets are one */
    sei_length sheet_width;  /* of the sheet, in either orientation; 0: what the pages need, for */
    sei_length sheet_height; /* ZINE8 A4 */
    bool turns_on_long_edge; /* how the printer turns the sheet over */
    sei_impose_sides sides;
    sei_length creep; /* SADDLE: how far one sheet pushes the next one outwards */
    bool has_marks;   /* for folding and cutting */
    bool is_gray;     /* no colours */
} sei_imposition;

/* The pages to impose. */
typedef struct sei_impose_pages {
    uint32_t count;
    sei_length width, height;
    bool binds_right;
    bool ends_with_cover; /* blanks stand before the last page, not behind it */
} sei_impose_pages;

#define SEI_IMPOSE_SIGNATURE_MAX 64 /* sheets: more do not fold */
#define SEI_IMPOSE_BLANK UINT32_MAX
#define SEI_IMPOSE_CELLS_MAX 8 /* on a side */

/* A page on a sheet. */
typedef struct sei_impose_cell {
    uint32_t page;            /* or SEI_IMPOSE_BLANK */
    sei_length x, y;          /* of its place's bottom left corner on the sheet */
    sei_length width, height; /* of its place: beyond it the page is cut off */
    sei_length shift;         /* of the page in its place, to the right: creep */
    bool is_upside_down;
} sei_impose_cell;

/* A line to fold or cut along, across the whole area of the pages. */
typedef struct sei_impose_line {
    sei_length x1, y1, x2, y2;
    bool is_cut;
} sei_impose_line;

/* One side of a sheet. */
typedef struct sei_impose_side {
    const sei_impose_cell *cells;
    uint32_t cell_count;
    bool is_back;
} sei_impose_side;

typedef struct sei_impose_plan {
    const sei_impose_side *sides; /* in the order of printing */
    uint32_t side_count;
    uint32_t sheet_count;                /* of paper */
    uint32_t blank_count;                /* pages added */
    sei_length width, height;            /* of a sheet as it is in the file */
    sei_length left, bottom, right, top; /* of the area that the pages take */
    int32_t scale;                       /* of the pages, 1/1024 */
    sei_impose_line lines[4];            /* to fold or cut along */
    uint32_t line_count;
} sei_impose_plan;

/* "saddle", "saddle:4", "2up", "zine8", "pad4", "none": fills scheme and signature. False
 * (untouched) when it is none. */
bool sei_impose_parse(sei_str text, sei_imposition *imposition);

/* "A4", "297x420mm": fills the sheet's size. False (untouched) when it is none. */
bool sei_impose_parse_sheet(sei_str text, sei_imposition *imposition);

/* "0.1mm": fills creep. False (untouched) when it is no length from 0 to an inch. */
bool sei_impose_parse_creep(sei_str text, sei_imposition *imposition);

/* The sheets of paper that a document takes, printed on both sides (a zine: on one). */
uint32_t sei_impose_sheet_count(sei_impose_scheme scheme, uint32_t page_count);

/* Plans the sheets, on the arena. False with a status when the pages cannot be imposed so. */
bool sei_impose_plan_make(const sei_imposition *imposition, const sei_impose_pages *pages,
                          sei_arena *arena, sei_impose_plan *plan, sei_status *status);

/* Where a point of a page (from its bottom left corner) stands on the sheet. */
void sei_impose_point(const sei_impose_plan *plan, const sei_impose_cell *cell, sei_length *x,
                      sei_length *y);

#ifdef __cplusplus
}
#endif

#endif
