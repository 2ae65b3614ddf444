/* Shaping from the inside: the features and properties that shape.c and plain.c must agree on. */
#ifndef SEI_FONT_SHAPE_H
#define SEI_FONT_SHAPE_H

#include "font/face.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What CJK runs switch off (spec/typography.md 1.1), as HarfBuzz takes it. */
extern const hb_feature_t sei_shape_cjk_features[];
extern const unsigned sei_shape_cjk_feature_count;

/* HB_SCRIPT_INVALID for SEI_SCRIPT_OTHER: HarfBuzz guesses from the text. */
hb_script_t sei_shape_script(sei_script script);
hb_language_t sei_shape_language(sei_lang lang);

#ifdef __cplusplus
}
#endif

#endif
