/* Page references behind links inside the book: set with figures that stand in for the folio,
 * printed when all pages are known. */
#ifndef SEI_FLOW_REFERENCE_H
#define SEI_FLOW_REFERENCE_H

#include "flow/emit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether the link, in the paragraph or other leaf, is followed by a reference: none in headings,
 * none to a note, and none between a blank and its answer. */
bool sei_reference_is_wanted(const sei_layout *layout, const sei_node *leaf, const sei_node *link);
/* Adds the reference's spans; `form` has what they have in common. */
void sei_reference_add(sei_layout *layout, const sei_node *link, sei_span form,
                       sei_span_list *spans);
/* Whether the span stands in for the folio of the anchor that is its tag. */
bool sei_reference_is_folio(const sei_span *span);
/* Prints all folios that are pending. */
void sei_reference_print(sei_emit *emit);

#ifdef __cplusplus
}
#endif

#endif
