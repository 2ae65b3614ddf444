/* Clusters to shaped segments: faces, scripts, glyphs, bodies. */
#ifndef SEI_PARA_ITEMISE_H
#define SEI_PARA_ITEMISE_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Chooses a face for every cluster, cuts the window into segments of one face, look and script,
 * shapes each once, and gives each cluster its glyphs and advance. Settles what depends on the
 * font: proportional quotation marks become Latin, and punctuation whose ink allows it is TRIMMED.
 */
void sei_itemise(sei_passage *passage);

/* Font units of a segment in sei_length. */
sei_length sei_itemise_scale(const sei_segment *segment, int32_t units);

#ifdef __cplusplus
}
#endif

#endif
