/* Is this font file fit for use? Asked before HarfBuzz or FreeType sees a byte of it. */
#ifndef SEI_FONT_SFNT_H
#define SEI_FONT_SFNT_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_SFNT_TAG(a, b, c, d)                                                                   \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* What the tables that must be there say. */
typedef struct sei_sfnt {
    bool is_cff;      /* CFF outlines; else glyf */
    bool is_variable; /* has fvar */
    int units_per_em; /* 16..16384 */
    uint32_t glyph_count;
    bool may_embed;      /* OS/2 fsType does not forbid embedding or subsetting */
    uint32_t code_pages; /* OS/2 ulCodePageRange1, 0 when there is none */
} sei_sfnt;

/* Faces in the file: 1, a collection's count, or 0 when it is no sfnt. */
uint32_t sei_sfnt_face_count(sei_str bytes);

/* Checks one face: its table directory lies in the file, the tables that a PDF needs are there, and
 * the numbers that size other tables agree with them. NULL when it is fit, else what is wrong, as
 * words for a message ("no outlines"). */
const char *sei_sfnt_check(sei_str bytes, uint32_t index, sei_sfnt *sfnt);

#ifdef __cplusplus
}
#endif

#endif
