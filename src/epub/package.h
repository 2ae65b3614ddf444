/* The package document and what points to it: what makes the files one publication. */
#ifndef SEI_EPUB_PACKAGE_H
#define SEI_EPUB_PACKAGE_H

#include "epub/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

sei_str sei_package_opf(const sei_epub_plan *plan);
sei_str sei_package_container(const sei_epub_plan *plan);

#ifdef __cplusplus
}
#endif

#endif
