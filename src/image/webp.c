/* WebP through libwebp; of an animation the first frame. The container (WebP Container
 * Specification: RIFF chunks of a four-letter name and a length, padded to even) is walked here,
 * since the library decodes single images only: a frame's own chunks, handed over without the RIFF
 * header, are one. */
#include <string.h>

#include <webp/decode.h>

#include "image/codec.h"

#define LOSSY 1 /* WebPBitstreamFeatures.format; an animation's is 0: mixed */

typedef struct webp_frame {
    sei_str bytes; /* what the library decodes */
    uint32_t x, y; /* place on the canvas */
} webp_frame;

/* The first chunk of the name, its payload; false when there is none. */
static bool find_chunk(sei_str bytes, sei_str name, sei_str *payload) {
    size_t at = 12;
    while (at <= bytes.size && bytes.size - at >= 8) {
        size_t length = sei_little32(bytes, at + 4);
        if (length > bytes.size - at - 8)
            length = bytes.size - at - 8;
        if (sei_str_equal(sei_str_slice(bytes, at, at + 4), name)) {
            *payload = sei_str_slice(bytes, at + 8, at + 8 + length);
            return true;
        }
        at += 8 + length + (length & 1);
    }
    return false;
}

static uint32_t little24(sei_str bytes, size_t at) {
    return sei_little16(bytes, at) | (uint32_t)(unsigned char)bytes.at[at + 2] << 16;
}

/* ANMF: x and y halved, width and height less one, duration, flags; then the frame's chunks. */
static webp_frame first_frame(sei_str bytes) {
    sei_str payload;
    if (!find_chunk(bytes, SEI_STR("ANMF"), &payload) || payload.size < 16)
        return (webp_frame){bytes, 0, 0};
    return (webp_frame){sei_str_slice(payload, 16, payload.size), 2 * little24(payload, 0),
                        2 * little24(payload, 3)};
}

static bool read_features(sei_str bytes, WebPBitstreamFeatures *features) {
    return WebPGetFeatures((const uint8_t *)bytes.at, bytes.size, features) == VP8_STATUS_OK;
}

bool sei_webp_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    WebPBitstreamFeatures features;
    if (!read_features(bytes, &features))
        return sei_status_set(status, SEI_FAILED_INPUT, "the WebP image has no header");
    info->width = (uint32_t)features.width;
    info->height = (uint32_t)features.height;
    info->is_lossy = features.format == LOSSY;
    return true;
}

static bool fail_damaged(sei_image_job *job) {
    return sei_status_set(job->status, SEI_FAILED_INPUT, "the WebP image is damaged");
}

/* A frame that covers only a part lies on a transparent canvas. */
static void put_frame(sei_image_samples *samples, const webp_frame *frame, const uint8_t *pixels,
                      uint32_t width, uint32_t height) {
    if (width < samples->width || height < samples->height)
        memset(samples->alpha, 0, (size_t)samples->width * samples->height);
    for (uint32_t y = 0; y < height && frame->y + y < samples->height; y++)
        for (uint32_t x = 0; x < width && frame->x + x < samples->width; x++) {
            const uint8_t *pixel = pixels + 4 * ((size_t)y * width + x);
            size_t at = (size_t)(frame->y + y) * samples->width + frame->x + x;
            memcpy(samples->color + 3 * at, pixel, 3);
            samples->alpha[at] = pixel[3];
        }
}

/* An opaque image goes straight into its samples. */
static bool decode_opaque(sei_image_job *job, const webp_frame *frame) {
    sei_image_samples *samples = job->samples;
    sei_samples_new(samples, job->arena, job->info.width, job->info.height, 3, false);
    return WebPDecodeRGBInto((const uint8_t *)frame->bytes.at, frame->bytes.size, samples->color,
                             (size_t)samples->width * samples->height * 3,
                             (int)samples->width * 3) != NULL;
}

static bool decode_onto_canvas(sei_image_job *job, const webp_frame *frame, uint32_t width,
                               uint32_t height) {
    sei_memory *memory = job->arena->memory;
    size_t size = (size_t)width * height * 4;
    sei_samples_new(job->samples, job->arena, job->info.width, job->info.height, 3, true);
    uint8_t *pixels = sei_memory_resize(memory, NULL, size);
    bool decoded = WebPDecodeRGBAInto((const uint8_t *)frame->bytes.at, frame->bytes.size, pixels,
                                      size, (int)width * 4) != NULL;
    if (decoded)
        put_frame(job->samples, frame, pixels, width, height);
    sei_memory_free(memory, pixels);
    return decoded;
}

bool sei_webp_decode(sei_image_job *job) {
    WebPBitstreamFeatures features;
    webp_frame frame = first_frame(job->bytes);
    if (!read_features(frame.bytes, &features) || features.has_animation ||
        (uint32_t)features.width > job->info.width || (uint32_t)features.height > job->info.height)
        return fail_damaged(job);
    uint32_t width = (uint32_t)features.width, height = (uint32_t)features.height;
    bool fills = width == job->info.width && height == job->info.height;
    bool decoded = fills && !features.has_alpha ? decode_opaque(job, &frame)
                                                : decode_onto_canvas(job, &frame, width, height);
    return decoded || fail_damaged(job);
}
