/* One JLREQ class for every cluster, by context. */
#ifndef SEI_PARA_CLASSIFY_H
#define SEI_PARA_CLASSIFY_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sets `class` and the WIDE and SOLID flags of the window's clusters (jlreq/classes-resolve.tsv).
 */
void sei_classify(sei_passage *passage);

/* Whether a digit: ASCII or full-width; Han digits too when `han`. */
bool sei_classify_is_digit(uint32_t code_point, bool han);

#ifdef __cplusplus
}
#endif

#endif
