/* Boxes, masks and images → pixels. Coverage is exact area in integers: 1/64 pixel in each
 * direction, 1/4096 of a pixel's area, so that a rule finer than a pixel is as pale as it is fine.
 * Colours are mixed as they are written (sRGB), as PDF viewers do. */
#include "raster/canvas.h"

#include <string.h>

#define UNIT SEI_CANVAS_UNIT
#define AREA (UNIT * UNIT) /* of a whole pixel */

void sei_canvas_init(sei_image_samples *canvas, sei_arena *arena, uint32_t width, uint32_t height) {
    *canvas = (sei_image_samples){.width = width, .height = height, .channels = 3};
    canvas->color = sei_arena_alloc_array(arena, (size_t)width * height, 3);
    memset(canvas->color, 255, (size_t)width * height * 3);
}

static uint8_t *pixel_at(const sei_image_samples *canvas, uint32_t x, uint32_t y) {
    return canvas->color + ((size_t)y * canvas->width + x) * 3;
}

/* `part` of `whole` of the colour over the pixel. */
static void mix(uint8_t *pixel, const uint8_t color[3], uint32_t part, uint32_t whole) {
    for (int c = 0; c < 3; c++)
        pixel[c] = (uint8_t)((pixel[c] * (whole - part) + color[c] * part + whole / 2) / whole);
}

/* The pixels from one place to another, held within the canvas. */
typedef struct span {
    uint32_t from, to;
} span;

static span pixels_of(int64_t from, int64_t to, uint32_t size) {
    const int64_t most = (int64_t)size * UNIT;
    from = from < 0 ? 0 : from > most ? most : from;
    to = to < from ? from : to > most ? most : to;
    return (span){(uint32_t)(from / UNIT), (uint32_t)((to + UNIT - 1) / UNIT)};
}

/* How much of a pixel's side lies between two places. */
static uint32_t overlap(uint32_t pixel, int64_t from, int64_t to) {
    const int64_t start = (int64_t)pixel * UNIT, end = start + UNIT;
    from = from > start ? from : start;
    to = to < end ? to : end;
    return to > from ? (uint32_t)(to - from) : 0;
}

static uint32_t area_in(const sei_canvas_box *box, uint32_t x, uint32_t y) {
    return overlap(x, box->left, box->right) * overlap(y, box->top, box->bottom);
}

void sei_canvas_fill(sei_image_samples *canvas, const sei_canvas_box *box, sei_color color) {
    const uint8_t channels[3] = {color.red, color.green, color.blue};
    const span columns = pixels_of(box->left, box->right, canvas->width);
    const span rows = pixels_of(box->top, box->bottom, canvas->height);
    for (uint32_t y = rows.from; y < rows.to; y++)
        for (uint32_t x = columns.from; x < columns.to; x++)
            mix(pixel_at(canvas, x, y), channels, area_in(box, x, y), AREA);
}

void sei_canvas_stamp(sei_image_samples *canvas, const sei_glyph_mask *mask, sei_color color) {
    const uint8_t channels[3] = {color.red, color.green, color.blue};
    const uint8_t *coverage = mask->coverage;
    for (uint32_t y = 0; y < mask->height; y++)
        for (uint32_t x = 0; x < mask->width; x++, coverage++)
            if (*coverage)
                mix(pixel_at(canvas, mask->x + x, mask->y + y), channels, *coverage, 255);
}

void sei_canvas_settle(sei_image_samples *canvas) {
    const size_t pixels = (size_t)canvas->width * canvas->height;
    uint8_t *color = canvas->color;
    for (size_t i = 0; i < pixels; i++)
        if (color[3 * i] != color[3 * i + 1] || color[3 * i] != color[3 * i + 2])
            return;
    for (size_t i = 0; i < pixels; i++)
        color[i] = color[3 * i];
    canvas->channels = 1;
}

/* --- images ---------------------------------------------------------------------------------- */

/* Between which two samples a pixel's middle lies, and how far behind the first, in 1/UNIT. */
typedef struct between {
    uint32_t first, second, part;
} between;

static between sample_at(uint32_t pixel, int64_t from, int64_t to, uint32_t count) {
    const int64_t most = (int64_t)(count - 1) * UNIT;
    const int64_t middle = (int64_t)pixel * UNIT + UNIT / 2 - from;
    int64_t at = middle * count * UNIT / (to - from) - UNIT / 2;
    at = at < 0 ? 0 : at > most ? most : at;
    const uint32_t first = (uint32_t)(at / UNIT);
    return (between){first, first + (first + 1 < count), (uint32_t)(at % UNIT)};
}

/* A colour with its opacity, 0 … 255; the colour is weighed by it until the end. */
typedef struct tone {
    uint32_t color[3], alpha;
} tone;

static void add_sample(tone *sum, const sei_image_samples *image, uint32_t x, uint32_t y,
                       uint32_t weight) {
    const size_t at = (size_t)y * image->width + x, channels = (size_t)image->channels;
    const uint32_t alpha = (image->alpha ? image->alpha[at] : 255u) * weight;
    for (size_t c = 0; c < 3; c++)
        sum->color[c] += image->color[at * channels + (channels == 3 ? c : 0)] * alpha;
    sum->alpha += alpha;
}

static tone tone_at(const sei_image_samples *image, between column, between row) {
    tone sum = {0};
    const uint32_t right = column.part, down = row.part, left = UNIT - right, up = UNIT - down;
    add_sample(&sum, image, column.first, row.first, left * up);
    add_sample(&sum, image, column.second, row.first, right * up);
    add_sample(&sum, image, column.first, row.second, left * down);
    add_sample(&sum, image, column.second, row.second, right * down);
    for (size_t c = 0; c < 3 && sum.alpha; c++)
        sum.color[c] /= sum.alpha;
    sum.alpha = (sum.alpha + AREA / 2) / AREA;
    return sum;
}

void sei_canvas_place(sei_image_samples *canvas, const sei_canvas_box *box,
                      const sei_image_samples *image) {
    const span columns = pixels_of(box->left, box->right, canvas->width);
    const span rows = pixels_of(box->top, box->bottom, canvas->height);
    for (uint32_t y = rows.from; y < rows.to; y++) {
        const between row = sample_at(y, box->top, box->bottom, image->height);
        for (uint32_t x = columns.from; x < columns.to; x++) {
            const between column = sample_at(x, box->left, box->right, image->width);
            const tone shown = tone_at(image, column, row);
            const uint8_t color[3] = {(uint8_t)shown.color[0], (uint8_t)shown.color[1],
                                      (uint8_t)shown.color[2]};
            mix(pixel_at(canvas, x, y), color, area_in(box, x, y) * shown.alpha / 255, AREA);
        }
    }
}
