/* Many small objects → object streams (ISO 32000-1, 7.5.7): compressed together, and none of
 * libharu's. Their numbers follow one another and are known before they are made. */
#ifndef SEI_PDF_PACK_H
#define SEI_PDF_PACK_H

#include "pdf/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `count` (> 0) objects are to come, and no other object until the end: returns the number of the
 * first. At most once a document. */
uint32_t sei_pdf_pack_begin(sei_pdf_document *document, uint32_t count);

/* The next one, a dictionary: its entries (copied). */
void sei_pdf_pack_add(sei_pdf_document *document, sei_str entries);

/* All have come. */
void sei_pdf_pack_end(sei_pdf_document *document);

/* Where packed object number `index` (from 0) is: the number of its stream, and its place in it. */
uint32_t sei_pdf_pack_stream(const sei_pdf_document *document, uint32_t index);
uint32_t sei_pdf_pack_place(uint32_t index);

#ifdef __cplusplus
}
#endif

#endif
