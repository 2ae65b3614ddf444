/* Images by kind: told by their first bytes, measured, decoded and turned upright. The formats
 * themselves are one file each (image/codec.h); here stand the table and the limits common to all.
 */
#include "image/image.h"

#include "base/limits.h"
#include "image/codec.h"

typedef struct image_format {
    sei_image_kind kind;
    bool (*is)(sei_str bytes);
    sei_image_probe_function *probe;
    sei_image_decode_function *decode;
} image_format;

static bool is_png(sei_str bytes) {
    return sei_str_starts(bytes, SEI_STR("\x89PNG\r\n\x1a\n"));
}

static bool is_jpeg(sei_str bytes) {
    return sei_str_starts(bytes, SEI_STR("\xFF\xD8\xFF"));
}

static bool is_gif(sei_str bytes) {
    return sei_str_starts(bytes, SEI_STR("GIF87a")) || sei_str_starts(bytes, SEI_STR("GIF89a"));
}

static bool is_webp(sei_str bytes) {
    return sei_str_starts(bytes, SEI_STR("RIFF")) &&
           sei_str_equal(sei_str_slice(bytes, 8, 12), SEI_STR("WEBP"));
}

static bool is_avif(sei_str bytes) {
    sei_str brand = sei_str_slice(bytes, 8, 12);
    return sei_str_equal(sei_str_slice(bytes, 4, 8), SEI_STR("ftyp")) &&
           (sei_str_equal(brand, SEI_STR("avif")) || sei_str_equal(brand, SEI_STR("avis")));
}

static const image_format formats[] = {
    {SEI_IMAGE_PNG, is_png, sei_png_probe, sei_png_decode},
    {SEI_IMAGE_JPEG, is_jpeg, sei_jpeg_probe, sei_jpeg_decode},
    {SEI_IMAGE_GIF, is_gif, sei_gif_probe, sei_gif_decode},
    {SEI_IMAGE_WEBP, is_webp, sei_webp_probe, sei_webp_decode},
    {SEI_IMAGE_AVIF, is_avif, sei_avif_probe, sei_avif_decode},
    {SEI_IMAGE_SVG, sei_svg_is, sei_svg_probe, sei_svg_decode},
};

static const image_format *find_format(sei_str bytes) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (formats[i].is(bytes))
            return &formats[i];
    return NULL;
}

/* Obsidian shows BMP, so that it is worth a word of its own. */
static bool refuse_unknown(sei_str bytes, sei_status *status) {
    return sei_status_set(status, SEI_FAILED_INPUT,
                          sei_str_starts(bytes, SEI_STR("BM"))
                              ? "BMP images are not read; save the image as PNG or JPEG"
                              : "it is no image of a known kind");
}

bool sei_image_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    const image_format *format = find_format(bytes);
    *info = (sei_image_info){.orientation = 1};
    if (!format)
        return refuse_unknown(bytes, status);
    info->kind = format->kind;
    if (!format->probe(bytes, info, status))
        return false;
    if (info->width == 0 || info->height == 0)
        return sei_status_set(status, SEI_FAILED_INPUT, "the image is empty");
    if (info->height > SEI_LIMIT_IMAGE_PIXELS / info->width)
        return sei_status_set(status, SEI_FAILED_INPUT,
                              "the image has %u by %u pixels; at most %u million are read",
                              (unsigned)info->width, (unsigned)info->height,
                              (unsigned)(SEI_LIMIT_IMAGE_PIXELS / 1000000));
    return true;
}

bool sei_image_decode(sei_arena *arena, sei_str bytes, uint32_t svg_width,
                      sei_image_samples *samples, bool *damaged, sei_status *status) {
    sei_image_job job = {.arena = arena,
                         .bytes = bytes,
                         .svg_width = svg_width,
                         .samples = samples,
                         .damaged = damaged,
                         .status = status};
    const image_format *format = find_format(bytes);
    *damaged = false;
    if (!sei_image_probe(bytes, &job.info, status))
        return false;
    if (!format->decode(&job))
        return false;
    sei_samples_orient(samples, arena, job.info.orientation);
    sei_samples_settle(samples);
    return true;
}
