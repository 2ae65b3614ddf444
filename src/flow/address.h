/* Where links out of the book lead, as print says it: in a footnote, in a list at the chapter's
 * end, beside a code to scan, or not at all. */
#ifndef SEI_FLOW_ADDRESS_H
#define SEI_FLOW_ADDRESS_H

#include "flow/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_address_form {
    SEI_ADDRESS_NONE,
    SEI_ADDRESS_MARK,     /* of a note or of the list's entry */
    SEI_ADDRESS_BRACKETS, /* the address itself, in a note */
    SEI_ADDRESS_CODE      /* below the paragraph */
} sei_address_form;

/* What follows the LINK, which stands in what is being laid. */
sei_address_form sei_address_form_of(const sei_layout *layout, const sei_node *link);
/* Whether the NOTE gives an address in the list at the chapter's end, not at a page's foot. */
bool sei_address_is_listed(const sei_layout *layout, const sei_node *note);
/* The mark of such a note, which comes to stand in the list. */
sei_str sei_address_list_mark(sei_layout *layout, const sei_node *note);
/* "（…）" in the language of the text at hand. */
sei_str sei_address_in_brackets(const sei_layout *layout, sei_str address);
/* Lays the list of the chapter at hand, when there is one. */
void sei_address_lay_list(sei_layout *layout);

#ifdef __cplusplus
}
#endif

#endif
