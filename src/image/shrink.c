/* Samples → fewer of them: each new pixel is the mean of the area that it covers, its parts weighed
 * exactly in integers. What is transparent gives no colour. */
#include "image/image.h"

/* A stretch of old pixels under a new one, in parts of which an old pixel has `part`. */
typedef struct stretch {
    uint64_t from, to, part;
} stretch;

static uint64_t weight(stretch s, uint64_t index) {
    uint64_t from = index * s.part, to = from + s.part;
    from = from > s.from ? from : s.from;
    to = to < s.to ? to : s.to;
    return to - from;
}

typedef struct mean {
    uint64_t color[3], alpha, area; /* sums, colour weighed by alpha */
} mean;

static void add_pixel(mean *sums, const sei_image_samples *samples, size_t at, uint64_t area) {
    uint64_t alpha = samples->alpha ? samples->alpha[at] : 255;
    for (int c = 0; c < samples->channels; c++)
        sums->color[c] += samples->color[at * (size_t)samples->channels + (size_t)c] * alpha * area;
    sums->alpha += alpha * area;
    sums->area += area;
}

static mean mean_of(const sei_image_samples *samples, stretch columns, stretch rows) {
    mean sums = {0};
    for (uint64_t y = rows.from / rows.part; y * rows.part < rows.to; y++)
        for (uint64_t x = columns.from / columns.part; x * columns.part < columns.to; x++)
            add_pixel(&sums, samples, (size_t)(y * samples->width + x),
                      weight(columns, x) * weight(rows, y));
    return sums;
}

static void put_pixel(sei_image_samples *samples, size_t at, const mean *sums) {
    uint8_t *color = samples->color + at * (size_t)samples->channels;
    for (int c = 0; c < samples->channels; c++) {
        uint64_t level = sums->alpha ? (sums->color[c] + sums->alpha / 2) / sums->alpha : 255;
        color[c] = (uint8_t)level;
    }
    if (samples->alpha)
        samples->alpha[at] = (uint8_t)((sums->alpha + sums->area / 2) / sums->area);
}

void sei_image_shrink(sei_arena *arena, sei_image_samples *samples, uint32_t width) {
    if (width == 0 || width >= samples->width)
        return;
    uint64_t height = ((uint64_t)samples->height * width + samples->width / 2) / samples->width;
    sei_image_samples small = {
        .width = width, .height = height ? (uint32_t)height : 1, .channels = samples->channels};
    size_t pixels = (size_t)small.width * small.height;
    small.color = sei_arena_alloc_array(arena, pixels, (size_t)small.channels);
    small.alpha = samples->alpha ? sei_arena_alloc_array(arena, pixels, 1) : NULL;
    for (uint64_t y = 0; y < small.height; y++)
        for (uint64_t x = 0; x < small.width; x++) {
            stretch columns = {x * samples->width, (x + 1) * samples->width, small.width};
            stretch rows = {y * samples->height, (y + 1) * samples->height, small.height};
            mean sums = mean_of(samples, columns, rows);
            put_pixel(&small, (size_t)(y * small.width + x), &sums);
        }
    *samples = small;
}
