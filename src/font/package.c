/* A code point → the Debian package that likely holds a font for it: the last word of a
 * "glyph-missing" message. Ranges are Unicode 15 blocks; packages are Debian 12's. */
#include "font/font.h"

typedef struct block_package {
    uint32_t from, to; /* both included */
    const char *package;
} block_package;

/* Sorted by code point; what lies between is FALLBACK_PACKAGE. */
static const block_package block_packages[] = {
    {0x0000, 0x058F, "fonts-dejavu"},       /* Latin, Greek, Cyrillic, Armenian */
    {0x1100, 0x11FF, "fonts-noto-cjk"},     /* Hangul jamo */
    {0x1200, 0x139F, "fonts-noto-core"},    /* Ethiopic */
    {0x1E00, 0x20CF, "fonts-dejavu"},       /* Latin and Greek additions, punctuation */
    {0x20D0, 0x2BFF, "fonts-symbola"},      /* symbols */
    {0x2E80, 0x31FF, "fonts-noto-cjk"},     /* radicals, kana, CJK symbols */
    {0x3200, 0x4DBF, "fonts-noto-cjk"},     /* enclosed CJK, extension A */
    {0x4DC0, 0x4DFF, "fonts-symbola"},      /* hexagrams */
    {0x4E00, 0x9FFF, "fonts-noto-cjk"},     /* unified ideographs */
    {0xA960, 0xA97F, "fonts-noto-cjk"},     /* Hangul jamo extended */
    {0xAC00, 0xD7FF, "fonts-noto-cjk"},     /* Hangul syllables */
    {0xF900, 0xFAFF, "fonts-noto-cjk"},     /* compatibility ideographs */
    {0xFE10, 0xFE4F, "fonts-noto-cjk"},     /* vertical forms */
    {0xFF00, 0xFFEF, "fonts-noto-cjk"},     /* full-width and half-width forms */
    {0x10000, 0x1AFEF, "fonts-noto-extra"}, /* historic scripts */
    {0x1AFF0, 0x1B16F, "fonts-noto-cjk"},   /* kana extensions */
    {0x1D000, 0x1FBFF, "fonts-symbola"},    /* music, mathematics, game pieces, emoji */
    {0x20000, 0x3FFFF, "fonts-hanazono"},   /* ideographs of planes 2 and 3 */
};

#define FALLBACK_PACKAGE "fonts-noto-core"

const char *sei_font_package_for(uint32_t code_point) {
    size_t from = 0, to = sizeof block_packages / sizeof *block_packages;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (block_packages[middle].to < code_point)
            from = middle + 1;
        else
            to = middle;
    }
    if (from < sizeof block_packages / sizeof *block_packages &&
        block_packages[from].from <= code_point)
        return block_packages[from].package;
    return FALLBACK_PACKAGE;
}
