/* Plain glyphs: those that shaping leaves as the character table gave them. For this layer alone.
 */
#ifndef SEI_FONT_PLAIN_H
#define SEI_FONT_PLAIN_H

#include "font/face.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One bit a glyph: set where some lookup may change it among plain characters. */
struct sei_plain {
    bool is_usable; /* false: the face needs the shaper for this script and language always */
    uint32_t glyph_count;
    uint8_t touched[];
};

/* Whether a character can be plain at all: no mark, not ignorable, of a script whose shaping is one
 * character one glyph but for the font's own lookups. */
bool sei_plain_may_be(uint32_t code_point);

/* For a face, script and language with the CJK features (shape.h): made on first demand and kept on
 * the face. NULL when there is no memory. */
const sei_plain *sei_plain_find(const sei_face *face, sei_script script, sei_lang lang);
void sei_plain_close(sei_plain *plain, sei_memory *memory); /* NULL allowed */

static inline bool sei_plain_is_touched(const sei_plain *plain, uint32_t glyph) {
    return plain->touched[glyph / 8] >> (glyph % 8) & 1;
}

#ifdef __cplusplus
}
#endif

#endif
