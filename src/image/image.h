/* Images: what kind of file, how large, and its samples. The only decoders that untrusted image
 * bytes ever meet are here (libpng, libjpeg-turbo, libwebp, libavif, librsvg), each behind its
 * limits; libharu's are never used (spec/robustness, B1, B5). The type is told by magic bytes,
 * never by name. */
#ifndef SEI_IMAGE_IMAGE_H
#define SEI_IMAGE_IMAGE_H

#include "base/arena.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_image_kind {
    SEI_IMAGE_NONE, /* no image that we know */
    SEI_IMAGE_PNG,
    SEI_IMAGE_JPEG,
    SEI_IMAGE_GIF,
    SEI_IMAGE_WEBP,
    SEI_IMAGE_AVIF,
    SEI_IMAGE_SVG
} sei_image_kind;

typedef struct sei_image_info {
    sei_image_kind kind;
    uint32_t width, height; /* pixels as shown (EXIF orientation applied); SVG: CSS px */
    int orientation;        /* EXIF 1..8 (AVIF: what looks the same); 1 when none */
    bool passes_through; /* JPEG: baseline or progressive Huffman, 8 bit, 1 or 3 components, upright
                          */
    int components;      /* JPEG: 1, 3 or 4 */
    bool is_lossy;       /* a photograph's coding: another loss of its kind does no harm */
} sei_image_info;

/* Reads the header only. False with a status (what is wrong) for a broken or unknown file, or one
 * above SEI_LIMIT_IMAGE_PIXELS. */
bool sei_image_probe(sei_str bytes, sei_image_info *info, sei_status *status);

/* Samples, 8 bits each, rows from the top without padding. */
typedef struct sei_image_samples {
    uint32_t width, height;
    int channels;   /* 1 grey or 3 RGB (sRGB) */
    uint8_t *color; /* width * height * channels */
    uint8_t *alpha; /* width * height, or NULL when opaque */
} sei_image_samples;

/* Decodes the whole image, upright, at its own size (SVG: rasterised `svg_width` pixels wide). The
 * samples are on the arena. A damaged file that still yields rows (truncated JPEG) is decoded with
 * *damaged set. False with a status otherwise; never aborts. */
bool sei_image_decode(sei_arena *arena, sei_str bytes, uint32_t svg_width,
                      sei_image_samples *samples, bool *damaged, sei_status *status);

/* Samples no more than `width` pixels wide, of the same shape, on the arena; as they are when they
 * are not wider (0: however wide). */
void sei_image_shrink(sei_arena *arena, sei_image_samples *samples, uint32_t width);

/* Encodes opaque samples as JPEG, onto the arena. False when they have alpha or JPEG does not halve
 * them: then they are no photograph. */
bool sei_image_encode_jpeg(sei_arena *arena, const sei_image_samples *samples, sei_str *bytes);

/* What a PNG is to hold, which says how it packs best. */
typedef enum sei_png_matter {
    SEI_PNG_PHOTOGRAPH, /* or anything that is not known: rows are packed by their differences */
    SEI_PNG_PAGE        /* text and rules on one ground: rows are packed as they are */
} sei_png_matter;

/* Encodes samples as PNG: for EPUB, whose readers lack WebP and AVIF, and for pictures of pages. */
bool sei_image_encode_png(sei_arena *arena, const sei_image_samples *samples, sei_png_matter matter,
                          sei_str *bytes, sei_status *status);

/* A copy of an SVG safe to ship in an EPUB: no script, no event handlers, no external references,
 * no entities, no foreignObject. False when it is not well-formed. */
bool sei_image_clean_svg(sei_arena *arena, sei_str bytes, sei_str *clean, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
