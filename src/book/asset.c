/* An image file of the vault → an asset of the book. The file is read once, wherever it is shown;
 * its kind is told by its bytes (image/), not by its name, which only says that it is meant as an
 * image. */
#include "book/assembly.h"
#include "image/image.h"

bool sei_asset_is_image(sei_str path) {
    const sei_vault_type *type = sei_vault_type_of(path);
    return type && type->kind == SEI_TYPE_IMAGE;
}

bool sei_asset_is_media(sei_str path) {
    const sei_vault_type *type = sei_vault_type_of(path);
    return type && (type->kind == SEI_TYPE_MEDIA || type->kind == SEI_TYPE_VIEW);
}

const char *sei_asset_word(sei_str path) {
    const sei_vault_type *type = sei_vault_type_of(path);
    return type ? type->word : "note";
}

static sei_asset_kind kind_of(sei_image_kind kind) {
    switch (kind) {
    case SEI_IMAGE_NONE:
        return SEI_ASSET_BROKEN;
    case SEI_IMAGE_PNG:
        return SEI_ASSET_PNG;
    case SEI_IMAGE_JPEG:
        return SEI_ASSET_JPEG;
    case SEI_IMAGE_GIF:
        return SEI_ASSET_GIF;
    case SEI_IMAGE_WEBP:
        return SEI_ASSET_WEBP;
    case SEI_IMAGE_AVIF:
        return SEI_ASSET_AVIF;
    case SEI_IMAGE_SVG:
        return SEI_ASSET_SVG;
    }
    return SEI_ASSET_BROKEN;
}

/* Decodes once, so that damage behind the header is known before anything is laid out: what cannot
 * be decoded is shown as a box with its name everywhere, and every verb reports it. An SVG is drawn
 * only when its size is known; its probe has read all of it. */
static bool is_decodable(sei_arena *arena, sei_asset *asset, sei_status *status) {
    sei_image_samples samples;
    if (asset->kind == SEI_ASSET_SVG)
        return true;
    sei_arena_mark mark = sei_arena_mark_take(arena);
    bool decoded = sei_image_decode(arena, asset->bytes, 0, &samples, &asset->is_damaged, status);
    sei_arena_mark_release(arena, mark);
    return decoded;
}

static void probe(sei_assembly *assembly, sei_asset *asset, const sei_source *source,
                  size_t offset) {
    sei_image_info info = {.kind = SEI_IMAGE_NONE};
    sei_status status = {SEI_OK, ""};
    bool is_known = sei_image_probe(asset->bytes, &info, &status);
    asset->kind = is_known ? kind_of(info.kind) : SEI_ASSET_BROKEN;
    if (!is_known || !is_decodable(assembly->arena, asset, &status)) {
        asset->kind = SEI_ASSET_BROKEN;
        sei_diag_add(assembly->diags, SEI_DIAG_IMAGE_BROKEN, source, offset,
                     "the image \"%.*s\" cannot be shown: %s", SEI_STR_ARG(asset->path),
                     status.message);
        return;
    }
    if (asset->is_damaged) {
        sei_diag_add(assembly->diags, SEI_DIAG_IMAGE_BROKEN, source, offset,
                     "the image \"%.*s\" is damaged; what could be read of it is shown",
                     SEI_STR_ARG(asset->path));
    }
    asset->width = info.width;
    asset->height = info.height;
}

uint32_t sei_asset_add(sei_assembly *assembly, const sei_vault_file *file, const sei_source *source,
                       size_t offset) {
    uint32_t *number = sei_map_find(&assembly->assets_by_path, file->path);
    if (number)
        return *number;
    number = SEI_NEW(assembly->arena, uint32_t);
    sei_map_add(&assembly->assets_by_path, file->path, number);
    sei_asset asset = {.path = file->path, .kind = SEI_ASSET_BROKEN};
    SEI_VEC_ADD(assembly->arena, &assembly->inputs, file->info);
    sei_status status = {SEI_OK, ""};
    if (!sei_vault_read(assembly->vault, assembly->arena, file, &asset.bytes, &status)) {
        sei_diag_add(assembly->diags, SEI_DIAG_READ_FAILED, source, offset, "%s", status.message);
        return *number;
    }
    probe(assembly, &asset, source, offset);
    SEI_VEC_ADD(assembly->arena, &assembly->assets, asset);
    *number = (uint32_t)assembly->assets.size;
    return *number;
}
