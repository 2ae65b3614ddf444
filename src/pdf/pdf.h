/* PDF: pages → the bytes of one file, through libharu's object layer (DESIGN, section 6). The only
 * layer that includes hpdf.h. It takes no layout decision. */
#ifndef SEI_PDF_PDF_H
#define SEI_PDF_PDF_H

#include "base/diag.h"
#include "base/status.h"
#include "page/page.h"
#include "pdf/impose.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a file claims to be besides PDF 1.7; bits. A-2a takes A-2u in. */
typedef enum sei_pdf_standard {
    SEI_PDF_UA_1 = 1 << 0, /* accessible: ISO 14289-1 */
    SEI_PDF_A_2A = 1 << 1, /* archival and tagged: ISO 19005-2, level A */
    SEI_PDF_A_2U = 1 << 2  /* archival, level U */
} sei_pdf_standard;

#define SEI_PDF_STANDARDS "ua-1,a-2a" /* the default */

/* From a list of names, commas between: "ua-1,a-2a", "a-2u", "1.7". False (value untouched) when
 * one is not known. */
bool sei_pdf_standards_parse(sei_str list, unsigned *standards);

typedef struct sei_pdf_request {
    const sei_book *book;
    const sei_pages *pages;
    const sei_style *style;
    sei_memory *memory;   /* scratch: subsets, streams */
    sei_diags *diags;     /* image-broken and the like */
    const char *producer; /* "seihon 0.1.0" */
    int64_t epoch;        /* SOURCE_DATE_EPOCH, or -1: used when the notes give no date */
    unsigned standards;   /* bits of sei_pdf_standard; an imposed file claims no more than A-2u */
    sei_imposition imposition;
} sei_pdf_request;

/* Writes to an open descriptor from its present place. False with a status on failure; the bytes
 * written so far are then worthless. Deterministic. */
bool sei_pdf_write(const sei_pdf_request *request, int fd, sei_status *status);

/* The lightness of a colour (the luma of ITU-R BT.601). */
static inline uint8_t sei_pdf_gray(uint8_t red, uint8_t green, uint8_t blue) {
    return (uint8_t)((299 * red + 587 * green + 114 * blue + 500) / 1000);
}

#ifdef __cplusplus
}
#endif

#endif
