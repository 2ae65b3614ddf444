/* What each image format gives: how its bytes are told, its header read and its samples decoded.
 * One file a format; image.c holds the table. Every decoder keeps to these rules:
 * - the format's library allocates through sei_memory_try where it lets us; arena memory is taken
 *   while no library object is open that an unwind would leak;
 * - a setjmp stands in a function without heap locals of its own;
 * - sizes are checked against the limits before anything is allocated by them. */
#ifndef SEI_IMAGE_CODEC_H
#define SEI_IMAGE_CODEC_H

#include "image/image.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads the header. *info has the kind set, orientation 1 and the rest zero; the sizes given back
 * are checked by the caller. */
typedef bool sei_image_probe_function(sei_str bytes, sei_image_info *info, sei_status *status);

typedef struct sei_image_job {
    sei_arena *arena;
    sei_str bytes;
    sei_image_info info; /* probed; width and height within the limits */
    uint32_t svg_width;
    sei_image_samples *samples;
    bool *damaged;
    sei_status *status;
} sei_image_job;

/* Decodes; JPEG and AVIF leave their samples as stored, since image.c turns them upright. */
typedef bool sei_image_decode_function(sei_image_job *job);

sei_image_probe_function sei_png_probe, sei_jpeg_probe, sei_gif_probe, sei_webp_probe,
    sei_avif_probe, sei_svg_probe;
sei_image_decode_function sei_png_decode, sei_jpeg_decode, sei_gif_decode, sei_webp_decode,
    sei_avif_decode, sei_svg_decode;

/* Whether the bytes begin an SVG document: an XML prologue and a root element of that name. */
bool sei_svg_is(sei_str bytes);

/* Whether an SVG may keep a picture of this address: a bitmap within it, of a bearable size. */
bool sei_svg_picture_is_safe(sei_arena *arena, sei_str href);

/* Numbers at a place, which must lie inside. */
static inline uint32_t sei_big16(sei_str bytes, size_t at) {
    const unsigned char *b = (const unsigned char *)bytes.at + at;
    return (uint32_t)b[0] << 8 | b[1];
}
static inline uint32_t sei_big32(sei_str bytes, size_t at) {
    return sei_big16(bytes, at) << 16 | sei_big16(bytes, at + 2);
}
static inline uint32_t sei_little16(sei_str bytes, size_t at) {
    const unsigned char *b = (const unsigned char *)bytes.at + at;
    return (uint32_t)b[1] << 8 | b[0];
}
static inline uint32_t sei_little32(sei_str bytes, size_t at) {
    return sei_little16(bytes, at + 2) << 16 | sei_little16(bytes, at);
}

/* Samples of a size with their colour, and on demand alpha, allocated; white and opaque. */
void sei_samples_new(sei_image_samples *samples, sei_arena *arena, uint32_t width, uint32_t height,
                     int channels, bool has_alpha);

/* One row of pixels, alpha last where the samples have one, into row y. */
void sei_samples_put_row(sei_image_samples *samples, uint32_t y, const uint8_t *pixels);

/* Forgets an alpha that is opaque everywhere. */
void sei_samples_settle(sei_image_samples *samples);

/* Turns samples upright from EXIF orientation 2 … 8. */
void sei_samples_orient(sei_image_samples *samples, sei_arena *arena, int orientation);

#ifdef __cplusplus
}
#endif

#endif
