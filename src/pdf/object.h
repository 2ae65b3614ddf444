/* Objects in libharu's cross-reference table, and its first error.
 *
 * A dictionary of libharu's costs some 300 bytes an entry, so what we make is a dictionary of
 * libharu's without entries, whose write hook writes ours as ready text. After an error every
 * function here does nothing and returns NULL or 0; the caller asks sei_pdf_object_ok once, at the
 * end of its part. */
#ifndef SEI_PDF_OBJECT_H
#define SEI_PDF_OBJECT_H

#include "pdf/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Starts libharu's document. Its memory comes from the request's and never unwinds out of libharu.
 */
void sei_pdf_object_open(sei_pdf_document *document);

/* Lets libharu's document go, unless it failed: then its memory is left to the request's owner,
 * since libharu cannot free what it made by halves. */
void sei_pdf_object_close(sei_pdf_document *document);

/* Whether libharu has had no error yet; sets the status otherwise. */
bool sei_pdf_object_ok(sei_pdf_document *document);

/* An indirect dictionary without entries. */
HPDF_Dict sei_pdf_object_new(sei_pdf_document *document);

/* Gives a dictionary its entries (copied): text between << and >>. */
void sei_pdf_object_set(sei_pdf_document *document, HPDF_Dict dict, sei_str entries);

/* Both in one; returns the object's number. */
uint32_t sei_pdf_object_add(sei_pdf_document *document, sei_str entries);

uint32_t sei_pdf_object_number(HPDF_Dict dict);

/* Whether the object is a dictionary of nothing but the entries given to it: those. */
bool sei_pdf_object_entries(void *object, sei_str *entries);

/* The number that the next object gets. */
uint32_t sei_pdf_object_count(const sei_pdf_document *document);

/* A stream of bytes that are borrowed until the file is written; /Length is libharu's. Returns the
 * object's number. */
uint32_t sei_pdf_stream_add(sei_pdf_document *document, sei_str bytes, sei_str entries);

/* The bytes as a zlib stream (Filter /FlateDecode), on the document's arena. */
sei_str sei_pdf_stream_pack(sei_pdf_document *document, sei_str bytes);

/* Adds a page (its number goes on from the last one's). */
HPDF_Page sei_pdf_page_new(sei_pdf_document *document);

/* Gives a page its operators (packed, borrowed) and its entries (copied) besides /Type, /Parent and
 * /Contents. */
void sei_pdf_page_set(sei_pdf_document *document, HPDF_Page page, sei_str packed, sei_str entries);

/* "[left bottom right top]": a box of a page, where it stands in the file. */
void sei_pdf_put_rectangle(const sei_pdf_document *document, sei_buf *out, uint32_t page,
                           const sei_box *box);

/* "/Dest[12 0 R /XYZ x y null]": a place on a page (< count), given from its top left corner. False
 * when the page is not in the file. */
bool sei_pdf_put_destination(const sei_pdf_document *document, sei_buf *out, uint32_t page,
                             sei_length x, sei_length y);

#ifdef __cplusplus
}
#endif

#endif
