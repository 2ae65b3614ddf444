/* A preview: pages as PNG pictures, one record after the other in the worker's memory file, which
 * the parent takes apart again. Writer and reader of the records stand here together. */
#ifndef SEI_JOB_PREVIEW_H
#define SEI_JOB_PREVIEW_H

#include "base/diag.h"
#include "base/status.h"
#include "page/page.h"
#include "pdf/impose.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_PREVIEW_DPI 96 /* when nothing is asked for */

/* What is to be shown; zeros ask for all pages, one a picture, at SEI_PREVIEW_DPI. */
typedef struct sei_preview_wish {
    uint32_t first, last; /* pages, or sides of sheets, from 1; last 0: to the end */
    int dpi;
    bool spreads; /* facing pages beside each other in one picture */
} sei_preview_wish;

/* "3", "1-4" or "5-". False (untouched) when it is none. */
bool sei_preview_parse_pages(sei_str text, sei_preview_wish *wish);
/* A whole number within the bounds of raster/raster.h, which *status names when it is not. */
bool sei_preview_parse_dpi(sei_str text, sei_preview_wish *wish, sei_status *status);

typedef struct sei_preview_request {
    const sei_book *book;
    const sei_pages *pages;
    const sei_style *style;
    sei_imposition imposition; /* its scheme NONE: single pages; else the sides of sheets */
    sei_preview_wish wish;
    sei_memory *memory;
    sei_diags *diags;
} sei_preview_request;

/* Draws the pictures and writes their records to the descriptor; *sides: of the sheets, 0 where
 * nothing is imposed. False with a status: no such pages, pages that cannot be imposed, more than
 * SEI_LIMIT_PREVIEW_PIXELS, or it cannot be written. */
bool sei_preview_write(const sei_preview_request *request, int to, uint64_t *sides,
                       sei_status *status);

/* A record read back. */
typedef struct sei_picture {
    uint32_t first, last; /* its pages, or the side that it is, from 1 */
    sei_str png;
} sei_picture;

/* The record at *at of the bytes, which moves behind it. False at the end and where the bytes are
 * no record: they are a child's, so nothing in them is trusted. */
bool sei_preview_read(sei_str bytes, size_t *at, sei_picture *picture);

#ifdef __cplusplus
}
#endif

#endif
