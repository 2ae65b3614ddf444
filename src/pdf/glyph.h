/* What glyphs stand for: the text of a cluster, and the one text that a glyph's ToUnicode entry
 * tells.
 *
 * A key says a glyph's text in 32 bits, so that the scan compares numbers: the UTF-8 bytes of one
 * character, the first one lowest; or, with 0xFF lowest (no UTF-8 byte), a number into the
 * document's texts. */
#ifndef SEI_PDF_GLYPH_H
#define SEI_PDF_GLYPH_H

#include "pdf/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The key of text[from … to) when that is one character, else 0. A private one (U+E000 … U+F8FF and
 * from U+F0000 on) has none, so that it goes the careful way. */
static inline uint32_t sei_pdf_character_key(sei_str text, size_t from, size_t to) {
    if (to > text.size || from >= to)
        return 0;
    const unsigned char *at = (const unsigned char *)text.at + from;
    uint32_t key = at[0];
    switch (to - from) {
    case 1:
        return at[0] < 0x80 ? key : 0;
    case 2:
        return at[0] >= 0xC0 && at[0] < 0xE0 ? key | (uint32_t)at[1] << 8 : 0;
    case 3:
        return at[0] >= 0xE0 && (at[0] < 0xEE || (at[0] == 0xEF && at[1] >= 0xA4))
                   ? key | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16
                   : 0;
    case 4:
        return at[0] >= 0xF0 && (at[0] < 0xF3 || (at[0] == 0xF3 && at[1] < 0xB0))
                   ? key | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24
                   : 0;
    default:
        return 0;
    }
}

/* The text of a key; `space` holds the bytes of a single character. */
sei_str sei_pdf_glyph_text(const sei_pdf_document *document, uint32_t key, char space[4]);

/* Glyphs that stand for one piece of a run's text. */
typedef struct sei_pdf_cluster {
    uint32_t first, count; /* glyphs of the run */
    sei_str text;          /* without spaces behind it; several spaces are one */
    bool has_space;        /* spaces behind it that no glyph shows */
    bool is_added;         /* a hyphen of the line breaker's, in no text: told as a soft hyphen */
} sei_pdf_cluster;

/* The cluster that begins with glyph number `first` (< glyph_count): 0, then first + count. */
sei_pdf_cluster sei_pdf_cluster_at(const sei_pdf_font *font, const sei_run *run, uint32_t first);

/* Whether a glyph can be shown: it is in the face and is not .notdef (ISO 14289-1, 7.21.8). */
static inline bool sei_pdf_glyph_shows(const sei_pdf_font *font, uint32_t glyph) {
    return glyph != 0 && glyph < font->info->glyph_count;
}

/* Whether what the cluster's glyphs tell, one behind the other, is the cluster's text. */
bool sei_pdf_cluster_is_told(const sei_pdf_document *document, const sei_pdf_font *font,
                             const sei_run *run, const sei_pdf_cluster *cluster);

/* Marks the glyphs of a run as used, with what they stand for; says whether the run is plain. */
bool sei_pdf_glyph_collect(sei_pdf_document *document, sei_pdf_font *font, const sei_run *run);

#ifdef __cplusplus
}
#endif

#endif
