/* The EPUB's style sheet, made from the style: what print alone knows is left out. */
#ifndef SEI_EPUB_SHEET_H
#define SEI_EPUB_SHEET_H

#include "epub/fonts.h"

#ifdef __cplusplus
extern "C" {
#endif

sei_str sei_sheet_make(const sei_epub_request *request, const sei_epub_fonts *fonts);

#ifdef __cplusplus
}
#endif

#endif
