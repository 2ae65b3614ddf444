/* Pages as pictures: what `preview` shows and what tests compare with a PDF's rendering. Like pdf
 * it draws the display list and decides nothing; links are not drawn. */
#ifndef SEI_RASTER_RASTER_H
#define SEI_RASTER_RASTER_H

#include "base/diag.h"
#include "base/status.h"
#include "image/image.h"
#include "page/page.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_RASTER_DPI_LEAST 10
#define SEI_RASTER_DPI_MOST 1200

typedef struct sei_raster_request {
    const sei_book *book;
    sei_arena *arena;
    sei_diags *diags; /* image-broken */
    int dpi;          /* pixels to the inch, SEI_RASTER_DPI_LEAST … _MOST */
} sei_raster_request;

/* How many pixels a page of that size takes. */
uint64_t sei_raster_pixels(const sei_page *page, int dpi);

/* Draws pages that lie side by side, from the left, into one opaque picture on the arena, of greys
 * where nothing has colour; where two meet, a line shows the fold. Missing pages (NULL) stay as
 * wide as the others and empty. False with a status when the picture would have more than
 * SEI_LIMIT_IMAGE_PIXELS. Deterministic. */
bool sei_raster_draw(const sei_raster_request *request, const sei_page *const *row, size_t count,
                     sei_image_samples *picture, sei_status *status);

/* A page on a side of a sheet. */
typedef struct sei_raster_place {
    const sei_page *page;
    sei_box box;      /* from the sheet's top left corner; beyond it the page is cut off */
    sei_length shift; /* of the page in its box, to the right */
    bool is_upside_down;
} sei_raster_place;

/* A side of a sheet. Pages stand on their box's lower left corner, those upside down hang from its
 * upper right one. */
typedef struct sei_raster_sheet {
    sei_length width, height;
    int32_t scale; /* of the pages, 1/1024 */
    const sei_raster_place *places;
    uint32_t place_count;
    const sei_draw *marks; /* rectangles over the pages, from the sheet's top left corner */
    uint32_t mark_count;
} sei_raster_sheet;

uint64_t sei_raster_sheet_pixels(const sei_raster_sheet *sheet, int dpi);

/* The same for a side of a sheet. */
bool sei_raster_draw_sheet(const sei_raster_request *request, const sei_raster_sheet *sheet,
                           sei_image_samples *picture, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
