/* Many small objects → object streams (ISO 32000-1, 7.5.7): compressed together, and those that no
 * one but us asks for are none of libharu's. */
#ifndef SEI_PDF_PACK_H
#define SEI_PDF_PACK_H

#include "pdf/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers for `count` objects behind libharu's, which get no more; returns the first. Once a
 * document. */
uint32_t sei_pdf_pack_reserve(sei_pdf_document *document, uint32_t count);

/* A dictionary: its number and its entries (copied). */
void sei_pdf_pack_add(sei_pdf_document *document, uint32_t number, sei_str entries);

/* All have come. */
void sei_pdf_pack_end(sei_pdf_document *document);

/* The number of objects in stream number `index`. */
uint32_t sei_pdf_pack_count(const sei_pdf_document *document, size_t index);

/* Where packed object number `index` (from 0, in the order they came) is: in which of the streams,
 * and where in it. */
size_t sei_pdf_pack_stream(size_t index);
unsigned sei_pdf_pack_place(size_t index);

#ifdef __cplusplus
}
#endif

#endif
