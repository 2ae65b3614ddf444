/* A page's draws → pixels, in the order in which they stand: the same boxes and glyphs that pdf
 * writes as operators. A length becomes 1/64 pixel by one division; nothing is moved to whole
 * pixels. Images are decoded for each place they have and dropped again. */
#include "base/limits.h"
#include "raster/canvas.h"
#include "raster/raster.h"

#define LENGTHS_IN_INCH (72 * SEI_POINT)
#define DASH 3  /* widths of a dash … */
#define SPACE 2 /* … and of the space behind it */

static const sei_color light = {230, 230, 230}; /* of the box for an image that proved broken */
static const sei_color fold = {200, 200, 200};

typedef struct drawing {
    const sei_raster_request *request;
    sei_image_samples *canvas;
    int64_t shift; /* of the page to the right, in 1/64 pixel */
} drawing;

static int64_t to_pixels(int64_t length, int dpi) {
    const int64_t scaled = length * dpi * SEI_CANVAS_UNIT;
    return (scaled + (scaled < 0 ? -LENGTHS_IN_INCH : LENGTHS_IN_INCH) / 2) / LENGTHS_IN_INCH;
}

static int64_t across(const drawing *d, int64_t x) {
    return d->shift + to_pixels(x, d->request->dpi);
}

static int64_t down(const drawing *d, int64_t y) {
    return to_pixels(y, d->request->dpi);
}

static sei_canvas_box box_on(const drawing *d, const sei_box *box) {
    return (sei_canvas_box){across(d, box->x), down(d, box->y),
                            across(d, (int64_t)box->x + box->width),
                            down(d, (int64_t)box->y + box->height)};
}

/* --- glyphs ---------------------------------------------------------------------------------- */

static void draw_run(const drawing *d, const sei_draw *draw) {
    const sei_run *run = draw->as.run.run;
    sei_glyph_pen pen = {.em = to_pixels(run->size, d->request->dpi),
                         .slanted = run->slanted,
                         .width = d->canvas->width,
                         .height = d->canvas->height};
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const sei_arena_mark mark = sei_arena_mark_take(d->request->arena);
        sei_glyph_mask mask;
        pen.x = across(d, (int64_t)draw->as.run.x + run->glyphs[i].along);
        pen.y = down(d, (int64_t)draw->as.run.y - run->glyphs[i].across);
        if (sei_face_cover(run->face, d->request->arena, run->glyphs[i].id, &pen, &mask))
            sei_canvas_stamp(d->canvas, &mask, run->color);
        sei_arena_mark_release(d->request->arena, mark);
    }
}

/* --- boxes ----------------------------------------------------------------------------------- */

/* A rule along its longer side: whole, or in dashes as long as pdf's. */
static void draw_rule(const drawing *d, const sei_box *rule, sei_color color, bool dashed) {
    const bool is_level = rule->width >= rule->height;
    const int64_t end = is_level ? rule->width : rule->height;
    const int64_t line = is_level ? rule->height : rule->width;
    const int64_t step = (DASH + SPACE) * line;
    const bool shows_dashes = dashed && to_pixels(step, d->request->dpi) >= SEI_CANVAS_UNIT;
    for (int64_t at = 0; at < end; at += shows_dashes ? step : end) {
        const int64_t left = end - at,
                      dash = shows_dashes && DASH * line < left ? DASH * line : left;
        sei_box part = *rule;
        if (is_level) {
            part.x = (sei_length)(rule->x + at);
            part.width = (sei_length)dash;
        } else {
            part.y = (sei_length)(rule->y + at);
            part.height = (sei_length)dash;
        }
        const sei_canvas_box box = box_on(d, &part);
        sei_canvas_fill(d->canvas, &box, color);
    }
}

static void draw_frame(const drawing *d, const sei_draw *draw) {
    const sei_box *box = &draw->as.rect.box;
    const sei_length line = draw->as.rect.line, inner = box->height - 2 * line;
    const sei_box sides[] = {{box->x, box->y, box->width, line},
                             {box->x, box->y + box->height - line, box->width, line},
                             {box->x, box->y + line, line, inner},
                             {box->x + box->width - line, box->y + line, line, inner}};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        draw_rule(d, &sides[i], draw->as.rect.color, draw->as.rect.dashed);
}

/* --- QR codes -------------------------------------------------------------------------------- */

static int64_t whole_pixel(int64_t place) {
    return (place + SEI_CANVAS_UNIT / 2) / SEI_CANVAS_UNIT * SEI_CANVAS_UNIT;
}

/* The squares' edges are moved to whole pixels, so that a camera can read a coarse picture. */
static void draw_cells(const drawing *d, const sei_draw *draw, uint32_t row, uint32_t from,
                       uint32_t to) {
    const int64_t x = draw->as.qr.x, y = draw->as.qr.y, module = draw->as.qr.module;
    const sei_canvas_box box = {
        whole_pixel(across(d, x + from * module)), whole_pixel(down(d, y + row * module)),
        whole_pixel(across(d, x + to * module)), whole_pixel(down(d, y + (row + 1) * module))};
    sei_canvas_fill(d->canvas, &box, (sei_color){0, 0, 0});
}

static void draw_qr(const drawing *d, const sei_draw *draw) {
    const uint32_t side = draw->as.qr.side;
    for (uint32_t row = 0; row < side; row++) {
        const uint8_t *cells = draw->as.qr.cells + (size_t)row * side;
        for (uint32_t from = 0, to; from < side; from = to + 1) {
            for (to = from; to < side && cells[to]; to++)
                continue;
            draw_cells(d, draw, row, from, to);
        }
    }
}

/* --- images ---------------------------------------------------------------------------------- */

static void report(const drawing *d, const sei_draw *draw, const sei_asset *asset,
                   const char *why) {
    const sei_book *book = d->request->book;
    const sei_source *source = draw->node && draw->node->source < book->source_count
                                   ? book->sources[draw->node->source]
                                   : NULL;
    sei_diag_add(d->request->diags, SEI_DIAG_IMAGE_BROKEN, source, source ? draw->node->offset : 0,
                 "the image %.*s cannot be decoded: %s", SEI_STR_ARG(asset->path), why);
}

/* The image's samples, not many more than the box has pixels. */
static bool decode(const drawing *d, const sei_draw *draw, const sei_asset *asset,
                   const sei_canvas_box *box, sei_image_samples *samples) {
    const int64_t width = (box->right - box->left + SEI_CANVAS_UNIT - 1) / SEI_CANVAS_UNIT;
    const uint32_t wanted = width < 1 ? 1 : (uint32_t)width;
    bool damaged = false;
    sei_status status = {0};
    if (!sei_image_decode(d->request->arena, asset->bytes, wanted, samples, &damaged, &status)) {
        report(d, draw, asset, status.message);
        return false;
    }
    sei_image_shrink(d->request->arena, samples, wanted);
    return true;
}

static void draw_image(const drawing *d, const sei_draw *draw) {
    const sei_book *book = d->request->book;
    const sei_canvas_box box = box_on(d, &draw->as.image.box);
    sei_image_samples samples;
    if (draw->as.image.asset >= book->asset_count || box.right <= box.left || box.bottom <= box.top)
        return;
    const sei_asset *asset = &book->assets[draw->as.image.asset];
    const sei_arena_mark mark = sei_arena_mark_take(d->request->arena);
    if (asset->kind != SEI_ASSET_BROKEN && decode(d, draw, asset, &box, &samples))
        sei_canvas_place(d->canvas, &box, &samples);
    else
        sei_canvas_fill(d->canvas, &box, light);
    sei_arena_mark_release(d->request->arena, mark);
}

/* --- pages ----------------------------------------------------------------------------------- */

static void draw_one(const drawing *d, const sei_draw *draw) {
    switch (draw->kind) {
    case SEI_DRAW_RUN:
        draw_run(d, draw);
        break;
    case SEI_DRAW_RECT:
        draw_rule(d, &draw->as.rect.box, draw->as.rect.color, draw->as.rect.dashed);
        break;
    case SEI_DRAW_FRAME:
        draw_frame(d, draw);
        break;
    case SEI_DRAW_IMAGE:
        draw_image(d, draw);
        break;
    case SEI_DRAW_QR:
        draw_qr(d, draw);
        break;
    }
}

static uint64_t side_pixels(sei_length side, int dpi) {
    return (uint64_t)(to_pixels(side, dpi) + SEI_CANVAS_UNIT - 1) / SEI_CANVAS_UNIT;
}

uint64_t sei_raster_pixels(const sei_page *page, int dpi) {
    return side_pixels(page->width, dpi) * side_pixels(page->height, dpi);
}

/* The largest page of the row, whose size each has in the picture. */
static void measure(const sei_raster_request *request, const sei_page *const *row, size_t count,
                    uint64_t *width, uint64_t *height) {
    *width = *height = 1;
    for (size_t i = 0; i < count; i++) {
        const uint64_t w = row[i] ? side_pixels(row[i]->width, request->dpi) : 0;
        const uint64_t h = row[i] ? side_pixels(row[i]->height, request->dpi) : 0;
        *width = w > *width ? w : *width;
        *height = h > *height ? h : *height;
    }
}

static void draw_page(const sei_raster_request *request, const sei_page *page,
                      sei_image_samples *canvas, uint64_t left) {
    const drawing d = {request, canvas, (int64_t)left * SEI_CANVAS_UNIT};
    for (uint32_t i = 0; i < page->draw_count; i++)
        draw_one(&d, &page->draws[i]);
}

bool sei_raster_draw(const sei_raster_request *request, const sei_page *const *row, size_t count,
                     sei_image_samples *picture, sei_status *status) {
    uint64_t width, height;
    measure(request, row, count, &width, &height);
    const unsigned long long whole = (unsigned long long)width * count;
    if (whole * height > SEI_LIMIT_IMAGE_PIXELS)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "a picture of %llu x %llu pixels is too large; choose a lower --dpi",
                              whole, (unsigned long long)height);
    sei_canvas_init(picture, request->arena, (uint32_t)whole, (uint32_t)height);
    for (size_t i = 0; i < count; i++) {
        const int64_t x = (int64_t)(width * i) * SEI_CANVAS_UNIT;
        const sei_canvas_box line = {x, 0, x + SEI_CANVAS_UNIT, (int64_t)height * SEI_CANVAS_UNIT};
        if (row[i])
            draw_page(request, row[i], picture, width * i);
        if (i > 0)
            sei_canvas_fill(picture, &line, fold);
    }
    sei_canvas_settle(picture);
    return true;
}
