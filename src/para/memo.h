/* What para remembers for one job: which characters it has reported missing, and whether a glyph's
 * blank half may be trimmed. Lives in the arena of the results. */
#ifndef SEI_PARA_MEMO_H
#define SEI_PARA_MEMO_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reports a character that no font has, once a job: GLYPH_MISSING at the cluster's place. */
void sei_memo_report_missing(sei_passage *passage, const sei_cluster *cluster, uint32_t code_point);

/* Whether the glyph's ink stays in the half of a 1 em body that JLREQ's body model assumes for the
 * class (typography.md 1.3): brackets in the right half, closers, stops and commas in the left,
 * dots in the middle, within 0.06 em. */
bool sei_memo_is_trimmable(sei_passage *passage, const sei_segment *segment, uint32_t glyph,
                           sei_jlreq_class class);

#ifdef __cplusplus
}
#endif

#endif
