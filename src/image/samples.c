/* Sample buffers: making, filling by rows, turning upright. */
#include <string.h>

#include "image/codec.h"

void sei_samples_new(sei_image_samples *samples, sei_arena *arena, uint32_t width, uint32_t height,
                     int channels, bool has_alpha) {
    size_t pixels = (size_t)width * height;
    *samples = (sei_image_samples){.width = width, .height = height, .channels = channels};
    samples->color = sei_arena_alloc_array(arena, pixels, (size_t)channels);
    memset(samples->color, 255, pixels * (size_t)channels);
    if (has_alpha) {
        samples->alpha = sei_arena_alloc(arena, pixels);
        memset(samples->alpha, 255, pixels);
    }
}

void sei_samples_put_row(sei_image_samples *samples, uint32_t y, const uint8_t *pixels) {
    size_t channels = (size_t)samples->channels, start = (size_t)y * samples->width;
    uint8_t *color = samples->color + start * channels;
    if (!samples->alpha) {
        memcpy(color, pixels, samples->width * channels);
        return;
    }
    for (uint32_t x = 0; x < samples->width; x++, pixels += channels + 1, color += channels) {
        memcpy(color, pixels, channels);
        samples->alpha[start + x] = pixels[channels];
    }
}

void sei_samples_settle(sei_image_samples *samples) {
    size_t pixels = (size_t)samples->width * samples->height;
    if (!samples->alpha)
        return;
    for (size_t i = 0; i < pixels; i++)
        if (samples->alpha[i] != 255)
            return;
    samples->alpha = NULL;
}

/* EXIF 2.3, tag 0x0112: where the stored row 0 and column 0 are shown. A step in the source for a
 * step to the right and one down in the upright image, and where the upright origin lies. */
typedef struct turn {
    int64_t origin, right, down;
} turn;

static turn turn_of(int orientation, int64_t width, int64_t height) {
    int64_t last_column = width - 1, last_row = (height - 1) * width;
    switch (orientation) {
    case 2:
        return (turn){last_column, -1, width};
    case 3:
        return (turn){last_row + last_column, -1, -width};
    case 4:
        return (turn){last_row, 1, -width};
    case 5:
        return (turn){0, width, 1};
    case 6:
        return (turn){last_row, -width, 1};
    case 7:
        return (turn){last_row + last_column, -width, -1};
    case 8:
        return (turn){last_column, width, -1};
    default:
        return (turn){0, 1, width};
    }
}

static uint8_t *turn_plane(sei_arena *arena, const uint8_t *plane, size_t channels, turn by,
                           uint32_t width, uint32_t height) {
    uint8_t *upright = sei_arena_alloc_array(arena, (size_t)width * height, channels);
    uint8_t *out = upright;
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++, out += channels) {
            int64_t from = by.origin + by.right * x + by.down * y;
            memcpy(out, plane + (size_t)from * channels, channels);
        }
    return upright;
}

void sei_samples_orient(sei_image_samples *samples, sei_arena *arena, int orientation) {
    if (orientation <= 1 || orientation > 8)
        return;
    turn by = turn_of(orientation, samples->width, samples->height);
    uint32_t width = orientation < 5 ? samples->width : samples->height;
    uint32_t height = orientation < 5 ? samples->height : samples->width;
    samples->color =
        turn_plane(arena, samples->color, (size_t)samples->channels, by, width, height);
    if (samples->alpha)
        samples->alpha = turn_plane(arena, samples->alpha, 1, by, width, height);
    samples->width = width;
    samples->height = height;
}
