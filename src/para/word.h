/* Latin words → where a line may divide them. Private to para/. */
#ifndef SEI_PARA_WORD_H
#define SEI_PARA_WORD_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sets SEI_CLUSTER_HYPHEN_AFTER inside the passage's words, where its style lets them be divided
 * and its language has patterns. Classes must be known. */
void sei_word_divide(sei_passage *passage);

#ifdef __cplusplus
}
#endif

#endif
