/* What a page has left over: page_builder.c decides which strips it takes, page_space.c where the
 * white goes. */
#ifndef SEI_FLOW_PAGE_SPACE_H
#define SEI_FLOW_PAGE_SPACE_H

#include "flow/page_builder.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Moves the strips of the builder's body, which stand as high as they can, over the lines they
 * have: `notes` is the height of the page's notes, `is_full` says that text goes on behind it. */
void sei_page_space_divide(sei_page_builder *builder, sei_length notes, bool is_full);

/* The lines that the body, on a full page without notes, will be short of all the same. */
int sei_page_space_missing(const sei_page_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
