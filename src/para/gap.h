/* The gap between two clusters, from the class-pair tables. */
#ifndef SEI_PARA_GAP_H
#define SEI_PARA_GAP_H

#include "para/items.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ems that a gap without bound may gain. */
#define SEI_GAP_BOUNDLESS 1000

/* Letters of a line that has nothing else to open move apart by a twentieth of an em at most. */
#define SEI_GAP_LETTER 20

/* Sets gap, shrink and stretch of the item that ends with cluster a and is followed by cluster b,
 * with spaces between when b > a + 1. */
void sei_gap_set(const sei_passage *passage, sei_item *item, uint32_t a, uint32_t b);

/* Sets tail and tail_cut of the item of cluster a; `before` is the gap before it. */
void sei_gap_set_tail(const sei_passage *passage, sei_item *item, uint32_t a, sei_length before);

#ifdef __cplusplus
}
#endif

#endif
