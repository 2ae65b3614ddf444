/* Assets that pages show → image objects (ISO 32000-1, 8.9). Each asset once, however often it is
 * placed. A JPEG whose header image/ has read and found harmless goes in as it is, unless it is
 * much finer than print; everything else is decoded by image/ and goes in as samples, its alpha as
 * a soft mask, photographs as a JPEG made anew. libharu's own decoders never see a byte
 * (spec/robustness, B1). */
#include "pdf/object.h"

#include "base/limits.h"
#include "image/image.h"

#define DOTS 300       /* an inch, at the largest size that an image is placed at */
#define WIDTH_MAX 6000 /* pixels: 20 inches */
#define POINTS_IN_INCH 72
#define FINER_MAX 2 /* times the pixels across that print shows; above, a JPEG is made anew */

void sei_pdf_image_collect(sei_pdf_document *document) {
    const sei_pages *pages = document->request->pages;
    size_t asset_count = document->request->book->asset_count;
    document->images = SEI_NEW_ARRAY(&document->arena, sei_pdf_image, asset_count);
    for (uint32_t i = 0; i < pages->count; i++) {
        for (uint32_t j = 0; j < pages->at[i].draw_count; j++) {
            const sei_draw *draw = &pages->at[i].draws[j];
            if (draw->kind != SEI_DRAW_IMAGE || draw->as.image.asset >= asset_count)
                continue;
            sei_pdf_image *image = &document->images[draw->as.image.asset];
            if (!image->is_used) {
                image->is_used = true;
                image->node = draw->node;
            }
            if (draw->as.image.box.width > image->width)
                image->width = draw->as.image.box.width;
        }
    }
}

static void report(sei_pdf_document *document, const sei_pdf_image *image, const sei_asset *asset,
                   const char *why) {
    const sei_book *book = document->request->book;
    const sei_node *node = image->node;
    const sei_source *source =
        node && node->source < book->source_count ? book->sources[node->source] : NULL;
    sei_diag_add(document->request->diags, SEI_DIAG_IMAGE_BROKEN, source, source ? node->offset : 0,
                 "the image %.*s cannot be decoded: %s", SEI_STR_ARG(asset->path), why);
}

/* The entries that every image has. */
static sei_buf *put_head(sei_pdf_document *document, uint32_t width, uint32_t height,
                         int components, const char *filter) {
    sei_buf *entries = &document->entries;
    sei_buf_clear(entries);
    sei_buf_print(entries,
                  "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8"
                  "/ColorSpace/%s/Filter/%s",
                  (unsigned)width, (unsigned)height, components == 1 ? "DeviceGray" : "DeviceRGB",
                  filter);
    return entries;
}

static void add_jpeg(sei_pdf_document *document, sei_pdf_image *image, sei_str bytes,
                     uint32_t width, uint32_t height, int components) {
    const sei_buf *entries = put_head(document, width, height, components, "DCTDecode");
    image->number = sei_pdf_stream_add(document, bytes, sei_buf_str(entries));
}

/* Colours become their lightness, in place. */
static void make_gray(sei_image_samples *samples) {
    const size_t pixels = (size_t)samples->width * samples->height;
    if (samples->channels != 3)
        return;
    for (size_t i = 0; i < pixels; i++) {
        const uint8_t *color = &samples->color[3 * i];
        samples->color[i] = sei_pdf_gray(color[0], color[1], color[2]);
    }
    samples->channels = 1;
}

static void add_samples(sei_pdf_document *document, sei_pdf_image *image,
                        const sei_image_samples *samples) {
    size_t pixels = (size_t)samples->width * samples->height;
    uint32_t mask = 0;
    if (samples->alpha) {
        sei_str packed =
            sei_pdf_stream_pack(document, (sei_str){(const char *)samples->alpha, pixels});
        const sei_buf *entries =
            put_head(document, samples->width, samples->height, 1, "FlateDecode");
        mask = sei_pdf_stream_add(document, packed, sei_buf_str(entries));
    }
    sei_str color = {(const char *)samples->color, pixels * (size_t)samples->channels};
    sei_str packed = sei_pdf_stream_pack(document, color);
    sei_buf *entries =
        put_head(document, samples->width, samples->height, samples->channels, "FlateDecode");
    if (mask != 0) {
        sei_buf_print(entries, "/SMask %u 0 R", (unsigned)mask);
        image->has_mask = true;
    }
    image->number = sei_pdf_stream_add(document, packed, sei_buf_str(entries));
}

/* The pixels across that an image is worth in print: what an SVG is drawn with, and no samples have
 * more. */
static uint32_t raster_width(sei_length width) {
    int64_t pixels = ((int64_t)width * DOTS + (int64_t)POINTS_IN_INCH * SEI_POINT - 1) /
                     ((int64_t)POINTS_IN_INCH * SEI_POINT);
    return pixels < 1 ? 1 : pixels > WIDTH_MAX ? WIDTH_MAX : (uint32_t)pixels;
}

/* An asset that proves broken only now keeps number 0: content.c draws a box in its place. */
static void add_image(sei_pdf_document *document, sei_pdf_image *image, const sei_asset *asset) {
    sei_image_info info;
    sei_status status = {SEI_OK, ""};
    if (!sei_image_probe(asset->bytes, &info, &status)) {
        report(document, image, asset, status.message);
        return;
    }
    const bool is_gray = document->request->imposition.is_gray;
    const uint32_t width = raster_width(image->width);
    if (info.passes_through && (!is_gray || info.components == 1) &&
        info.width <= FINER_MAX * width) {
        add_jpeg(document, image, asset->bytes, info.width, info.height, info.components);
        return;
    }
    sei_image_samples samples;
    bool damaged = false;
    if (!sei_image_decode(&document->scratch, asset->bytes, width, &samples, &damaged, &status)) {
        report(document, image, asset, status.message);
        return;
    }
    if (damaged)
        report(document, image, asset, "the file is damaged; what could be read is shown");
    if (is_gray)
        make_gray(&samples);
    sei_image_shrink(&document->scratch, &samples, width);
    sei_str jpeg;
    if (info.is_lossy && sei_image_encode_jpeg(&document->scratch, &samples, &jpeg))
        add_jpeg(document, image, sei_arena_copy(&document->arena, jpeg), samples.width,
                 samples.height, samples.channels); /* the file borrows it to its end */
    else
        add_samples(document, image, &samples);
}

bool sei_pdf_image_add(sei_pdf_document *document) {
    const sei_book *book = document->request->book;
    for (size_t i = 0; i < book->asset_count; i++) {
        sei_pdf_image *image = &document->images[i];
        if (image->is_used && book->assets[i].kind != SEI_ASSET_BROKEN) {
            sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
            add_image(document, image, &book->assets[i]);
            sei_arena_mark_release(&document->scratch, mark);
        }
    }
    return sei_pdf_object_ok(document);
}
