/* Assets → images as they are shipped: named by number, in formats that every reader takes. */
#include <string.h>

#include "epub/plan.h"
#include "image/image.h"

/* A photograph stays JPEG, the rest becomes PNG. */
static bool encode(sei_arena *arena, sei_str original, const sei_image_samples *samples,
                   sei_epub_image *image, sei_status *status) {
    sei_image_info info;
    image->media_type = "image/jpeg";
    if (sei_image_probe(original, &info, status) && info.is_lossy &&
        sei_image_encode_jpeg(arena, samples, &image->bytes))
        return true;
    image->media_type = "image/png";
    return sei_image_encode_png(arena, samples, SEI_PNG_PHOTOGRAPH, &image->bytes, status);
}

/* Readers take PNG, JPEG and GIF; the rest is made anew, and so is what is damaged. */
static bool convert_bitmap(sei_arena *arena, const sei_asset *asset, const char *media_type,
                           sei_epub_image *image, sei_status *status) {
    sei_image_samples samples;
    bool damaged;
    image->media_type = media_type;
    image->bytes = asset->bytes;
    if (media_type && !asset->is_damaged)
        return true;
    return sei_image_decode(arena, asset->bytes, 0, &samples, &damaged, status) &&
           encode(arena, asset->bytes, &samples, image, status);
}

static bool convert(sei_arena *arena, const sei_asset *asset, sei_epub_image *image,
                    sei_status *status) {
    switch (asset->kind) {
    case SEI_ASSET_PNG:
        return convert_bitmap(arena, asset, "image/png", image, status);
    case SEI_ASSET_JPEG:
        return convert_bitmap(arena, asset, "image/jpeg", image, status);
    case SEI_ASSET_GIF:
        return convert_bitmap(arena, asset, "image/gif", image, status);
    case SEI_ASSET_WEBP:
    case SEI_ASSET_AVIF:
        return convert_bitmap(arena, asset, NULL, image, status);
    case SEI_ASSET_SVG:
        image->media_type = "image/svg+xml";
        return sei_image_clean_svg(arena, asset->bytes, &image->bytes, status);
    case SEI_ASSET_BROKEN:
        break;
    }
    return false;
}

static const char *suffix_of(const char *media_type) {
    static const struct {
        const char *media_type, *suffix;
    } suffixes[] = {{"image/png", "png"},
                    {"image/jpeg", "jpg"},
                    {"image/gif", "gif"},
                    {"image/svg+xml", "svg"}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcmp(media_type, suffixes[i].media_type) == 0)
            return suffixes[i].suffix;
    return "bin";
}

/* What book found broken has no name and is shown as its text. */
static void plan_image(sei_epub_plan *plan, size_t number) {
    sei_epub_image *image = &plan->images[number];
    sei_status ignored = {0};
    if (convert(plan->request->arena, &plan->request->book->assets[number], image, &ignored))
        image->name = sei_arena_print(plan->request->arena, "image/img%03zu.%s", number + 1,
                                      suffix_of(image->media_type));
}

void sei_epub_plan_images(sei_epub_plan *plan) {
    const sei_book *book = plan->request->book;
    plan->images = SEI_NEW_ARRAY(plan->request->arena, sei_epub_image, book->asset_count);
    for (size_t i = 0; i < book->asset_count; i++)
        plan_image(plan, i);
    if (!sei_epub_plan_cover(plan) && !sei_epub_cover_make(plan->request, &plan->made_cover))
        plan->made_cover.name = SEI_STR("");
}

const sei_epub_image *sei_epub_plan_cover(const sei_epub_plan *plan) {
    uint32_t cover = plan->request->book->cover;
    const sei_epub_image *image = cover ? &plan->images[cover - 1] : NULL;
    if (image && image->name.size)
        return image;
    return plan->made_cover.name.size ? &plan->made_cover : NULL;
}
