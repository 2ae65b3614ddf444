/* PDF: pages → the bytes of one file, through libharu's object layer (DESIGN, section 6). The only
 * layer that includes hpdf.h. It takes no layout decision. */
#ifndef SEI_PDF_PDF_H
#define SEI_PDF_PDF_H

#include "base/diag.h"
#include "base/status.h"
#include "page/page.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_pdf_request {
    const sei_book *book;
    const sei_pages *pages;
    const sei_style *style;
    sei_memory *memory;   /* scratch: subsets, streams */
    sei_diags *diags;     /* image-broken and the like */
    const char *producer; /* "seihon 0.1.0" */
    int64_t epoch;        /* SOURCE_DATE_EPOCH, or -1: used when the notes give no date */
} sei_pdf_request;

/* Writes to an open descriptor from its present place. False with a status on failure; the bytes
 * written so far are then worthless. Deterministic. */
bool sei_pdf_write(const sei_pdf_request *request, int fd, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
