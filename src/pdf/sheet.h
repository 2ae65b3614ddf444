/* The sheets of an imposed document, while it is made. */
#ifndef SEI_PDF_SHEET_H
#define SEI_PDF_SHEET_H

#include "page/page.h"
#include "pdf/impose.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sei_pdf_document;

#define SEI_PDF_NO_SHEET UINT32_MAX

/* Where a page stands. */
typedef struct sei_pdf_spot {
    uint32_t side; /* of the plan, SEI_PDF_NO_SHEET: on none */
    const sei_impose_cell *cell;
} sei_pdf_spot;

typedef struct sei_pdf_sheets {
    sei_impose_plan plan;
    uint32_t *forms;     /* by page: its object's number */
    sei_pdf_spot *spots; /* by page */
} sei_pdf_sheets;

/* What a plan must know of a document's pages, of which there is at least one. */
sei_impose_pages sei_pdf_sheet_pages(const sei_pages *pages, const sei_style *style);

/* Plans the sheets that the request asks for: document->sheets, NULL when the pages stay single.
 * False with document->status. */
bool sei_pdf_sheet_plan(struct sei_pdf_document *document);

/* How many pages the file has. */
uint32_t sei_pdf_sheet_count(const struct sei_pdf_document *document);

/* The page of the file that a page of the book stands on: itself when nothing is imposed;
 * SEI_PDF_NO_SHEET. */
uint32_t sei_pdf_sheet_of(const struct sei_pdf_document *document, uint32_t page);

/* A point of a page, from its bottom left corner, becomes the same on its sheet. */
void sei_pdf_sheet_point(const struct sei_pdf_document *document, uint32_t page, sei_length *x,
                         sei_length *y);

/* A page's operators (packed) become a form; its entries are in document->entries. */
void sei_pdf_sheet_add_form(struct sei_pdf_document *document, uint32_t page, sei_str packed);

/* Writes all sheets, when all pages are forms. */
void sei_pdf_sheet_write(struct sei_pdf_document *document);

#ifdef __cplusplus
}
#endif

#endif
