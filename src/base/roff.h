/* Text for manual pages: roff's escapes and its tagged paragraphs (man(7)). */
#ifndef SEI_BASE_ROFF_H
#define SEI_BASE_ROFF_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds text with backslashes, hyphens and a line's first control character escaped. */
void sei_roff_add_text(sei_buf *out, sei_str text);

/* Begins a tagged paragraph: a bold name, what it takes in italics ("" for nothing), and text. */
void sei_roff_add_term(sei_buf *out, sei_str name, sei_str takes, sei_str text);

#ifdef __cplusplus
}
#endif

#endif
