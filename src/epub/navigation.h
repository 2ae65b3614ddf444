/* What leads a reader through the book: the navigation document and the NCX. */
#ifndef SEI_EPUB_NAVIGATION_H
#define SEI_EPUB_NAVIGATION_H

#include "epub/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

sei_str sei_navigation_document(const sei_epub_plan *plan);
sei_str sei_navigation_ncx(const sei_epub_plan *plan);

#ifdef __cplusplus
}
#endif

#endif
