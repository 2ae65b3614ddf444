/* A page's draws → pixels, in the order in which they stand: the same boxes and glyphs that pdf
 * writes as operators. A length becomes 1/64 pixel by one division; nothing is moved to whole
 * pixels. Images are decoded for each place they have and dropped again. On a sheet each page is
 * drawn for itself and laid, turned where it must be, on whole pixels. */
#include <string.h>

#include "base/limits.h"
#include "raster/canvas.h"
#include "raster/raster.h"

#define WHOLE SEI_POINT                          /* a scale of 1 */
#define LENGTHS_IN_INCH (72 * SEI_POINT * WHOLE) /* times a scale */
#define DASH 3                                   /* widths of a dash … */
#define SPACE 2                                  /* … and of the space behind it */

static const sei_color light = {230, 230, 230}; /* of the box for an image that proved broken */
static const sei_color fold = {200, 200, 200};

typedef struct drawing {
    const sei_raster_request *request;
    sei_image_samples *canvas;
    int64_t dpi;   /* times the scale */
    int64_t shift; /* of the page to the right, in 1/64 pixel */
} drawing;

static int64_t to_pixels(int64_t length, int64_t dpi) {
    const int64_t scaled = length * dpi * SEI_CANVAS_UNIT;
    return (scaled + (scaled < 0 ? -LENGTHS_IN_INCH : LENGTHS_IN_INCH) / 2) / LENGTHS_IN_INCH;
}

static int64_t across(const drawing *d, int64_t x) {
    return d->shift + to_pixels(x, d->dpi);
}

static int64_t down(const drawing *d, int64_t y) {
    return to_pixels(y, d->dpi);
}

static sei_canvas_box box_on(const drawing *d, const sei_box *box) {
    return (sei_canvas_box){across(d, box->x), down(d, box->y),
                            across(d, (int64_t)box->x + box->width),
                            down(d, (int64_t)box->y + box->height)};
}

/* --- glyphs ---------------------------------------------------------------------------------- */

static void draw_run(const drawing *d, const sei_draw *draw) {
    const sei_run *run = draw->as.run.run;
    sei_glyph_pen pen = {.em = to_pixels(run->size, d->dpi),
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
    const bool shows_dashes = dashed && to_pixels(step, d->dpi) >= SEI_CANVAS_UNIT;
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

static uint64_t side_pixels(sei_length side, int64_t dpi) {
    return (uint64_t)(to_pixels(side, dpi) + SEI_CANVAS_UNIT - 1) / SEI_CANVAS_UNIT;
}

uint64_t sei_raster_pixels(const sei_page *page, int dpi) {
    const int64_t scaled = (int64_t)dpi * WHOLE;
    return side_pixels(page->width, scaled) * side_pixels(page->height, scaled);
}

/* The largest page of the row, whose size each has in the picture. */
static void measure(const sei_raster_request *request, const sei_page *const *row, size_t count,
                    uint64_t *width, uint64_t *height) {
    const int64_t dpi = (int64_t)request->dpi * WHOLE;
    *width = *height = 1;
    for (size_t i = 0; i < count; i++) {
        const uint64_t w = row[i] ? side_pixels(row[i]->width, dpi) : 0;
        const uint64_t h = row[i] ? side_pixels(row[i]->height, dpi) : 0;
        *width = w > *width ? w : *width;
        *height = h > *height ? h : *height;
    }
}

static void draw_page(const sei_raster_request *request, const sei_page *page,
                      sei_image_samples *canvas, int32_t scale, uint64_t left) {
    const drawing d = {request, canvas, (int64_t)request->dpi * scale,
                       (int64_t)left * SEI_CANVAS_UNIT};
    for (uint32_t i = 0; i < page->draw_count; i++)
        draw_one(&d, &page->draws[i]);
}

static bool check_size(uint64_t width, uint64_t height, sei_status *status) {
    return width * height <= SEI_LIMIT_IMAGE_PIXELS ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "a picture of %llu x %llu pixels is too large; choose a lower --dpi",
                          (unsigned long long)width, (unsigned long long)height);
}

bool sei_raster_draw(const sei_raster_request *request, const sei_page *const *row, size_t count,
                     sei_image_samples *picture, sei_status *status) {
    uint64_t width, height;
    measure(request, row, count, &width, &height);
    const uint64_t whole = width * count;
    if (!check_size(whole, height, status))
        return false;
    sei_canvas_init(picture, request->arena, (uint32_t)whole, (uint32_t)height);
    for (size_t i = 0; i < count; i++) {
        const int64_t x = (int64_t)(width * i) * SEI_CANVAS_UNIT;
        const sei_canvas_box line = {x, 0, x + SEI_CANVAS_UNIT, (int64_t)height * SEI_CANVAS_UNIT};
        if (row[i])
            draw_page(request, row[i], picture, WHOLE, width * i);
        if (i > 0)
            sei_canvas_fill(picture, &line, fold);
    }
    sei_canvas_settle(picture);
    return true;
}

/* --- sheets ---------------------------------------------------------------------------------- */

/* Pixels from one edge up to, not including, the other; rounded to whole ones within the canvas. */
typedef struct span {
    int64_t from, to;
} span;

static int64_t to_whole(int64_t length, int64_t dpi) {
    return whole_pixel(to_pixels(length, dpi)) / SEI_CANVAS_UNIT;
}

static span span_of(int64_t from, int64_t size, int64_t dpi, uint32_t room) {
    const int64_t first = to_whole(from, dpi), end = to_whole(from + size, dpi);
    return (span){first < 0 ? 0 : first, end > room ? room : end};
}

/* Lays the picture of a page, its top left corner at x and y, over the part of the sheet that is
 * the page's. */
static void lay(sei_image_samples *sheet, const sei_image_samples *page, span across, span down,
                int64_t x, int64_t y, bool is_upside_down) {
    for (int64_t to_y = down.from; to_y < down.to; to_y++)
        for (int64_t to_x = across.from; to_x < across.to; to_x++) {
            const int64_t px = is_upside_down ? page->width - 1 - (to_x - x) : to_x - x;
            const int64_t py = is_upside_down ? page->height - 1 - (to_y - y) : to_y - y;
            if (px >= 0 && px < page->width && py >= 0 && py < page->height)
                memcpy(sheet->color + (to_y * sheet->width + to_x) * 3,
                       page->color + (py * page->width + px) * 3, 3);
        }
}

static bool draw_place(const sei_raster_request *request, const sei_raster_sheet *sheet,
                       const sei_raster_place *place, sei_image_samples *picture,
                       sei_status *status) {
    const int64_t dpi = (int64_t)request->dpi * WHOLE,
                  scaled = (int64_t)request->dpi * sheet->scale;
    const uint64_t width = side_pixels(place->page->width, scaled);
    const uint64_t height = side_pixels(place->page->height, scaled);
    const sei_box *box = &place->box;
    sei_image_samples page;
    if (!check_size(width, height, status))
        return false;
    const sei_arena_mark mark = sei_arena_mark_take(request->arena);
    sei_canvas_init(&page, request->arena, (uint32_t)width, (uint32_t)height);
    draw_page(request, place->page, &page, sheet->scale, 0);
    const int64_t left = to_whole((int64_t)box->x + place->shift, dpi);
    const int64_t right = to_whole((int64_t)box->x + box->width + place->shift, dpi);
    const int64_t top = to_whole(box->y, dpi),
                  bottom = to_whole((int64_t)box->y + box->height, dpi);
    lay(picture, &page, span_of(box->x, box->width, dpi, picture->width),
        span_of(box->y, box->height, dpi, picture->height),
        place->is_upside_down ? right - (int64_t)width : left,
        place->is_upside_down ? top : bottom - (int64_t)height, place->is_upside_down);
    sei_arena_mark_release(request->arena, mark);
    return true;
}

uint64_t sei_raster_sheet_pixels(const sei_raster_sheet *sheet, int dpi) {
    const int64_t scaled = (int64_t)dpi * WHOLE;
    return side_pixels(sheet->width, scaled) * side_pixels(sheet->height, scaled);
}

bool sei_raster_draw_sheet(const sei_raster_request *request, const sei_raster_sheet *sheet,
                           sei_image_samples *picture, sei_status *status) {
    const int64_t dpi = (int64_t)request->dpi * WHOLE;
    const uint64_t width = side_pixels(sheet->width, dpi), height = side_pixels(sheet->height, dpi);
    const drawing marks = {request, picture, dpi, 0};
    if (!check_size(width, height, status))
        return false;
    sei_canvas_init(picture, request->arena, (uint32_t)width, (uint32_t)height);
    for (uint32_t i = 0; i < sheet->place_count; i++)
        if (!draw_place(request, sheet, &sheet->places[i], picture, status))
            return false;
    for (uint32_t i = 0; i < sheet->mark_count; i++)
        draw_one(&marks, &sheet->marks[i]);
    sei_canvas_settle(picture);
    return true;
}
