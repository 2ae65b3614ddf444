/* Embeds that show no note: images of the vault, images on the network, files that paper cannot
 * show, and whatever is missing. What has no picture keeps its place as an image without one, for
 * which writers draw a box with its name. */
#include "base/path.h"
#include "book/splice.h"

static bool report(sei_splice *splice, sei_diag_id id, const sei_node *node) {
    return sei_assembly_report_once(splice->assembly, id, node);
}

/* An alternative text that only repeats the file's name is no caption. */
static bool is_caption(sei_str alt, sei_str path) {
    return alt.size > 0 && !sei_str_equal(alt, sei_path_name(path)) &&
           !sei_str_equal(alt, sei_path_stem(path));
}

/* Told once a place, however often the note is embedded. */
static void report_without_text(sei_splice *splice, const sei_node *embed, sei_str path) {
    const sei_source *source = sei_assembly_source(splice->assembly, embed);
    uint32_t asset = embed->as.link.image.asset;
    bool is_shown = splice->assembly->assets.at[asset - 1].kind != SEI_ASSET_BROKEN;
    if (is_shown && report(splice, SEI_DIAG_IMAGE_TEXT, embed))
        sei_diag_add(splice->assembly->diags, SEI_DIAG_IMAGE_TEXT, source, embed->offset,
                     "the image \"%.*s\" has no text; its file's name stands in",
                     SEI_STR_ARG(sei_path_name(path)));
}

sei_node *sei_picture_replace(sei_splice *splice, sei_node *embed, const sei_vault_file *file) {
    sei_assembly *assembly = splice->assembly;
    sei_image_node *image = &embed->as.link.image;
    sei_str written = image->alt, path = file ? file->path : embed->as.link.target.path;
    if (file && sei_asset_is_image(file->path)) {
        image->asset =
            sei_asset_add(assembly, file, sei_assembly_source(assembly, embed), embed->offset);
    }
    if (image->asset == 0) {
        image->alt = sei_path_name(path);
    } else if (written.size == 0) {
        image->alt = sei_path_stem(path);
        report_without_text(splice, embed, path);
    }
    if (!sei_slot_is_own_line(embed)) {
        if (image->asset == 0 && is_caption(written, path) && !sei_asset_is_image(path))
            return sei_slot_replace_by_text(splice, embed, written);
        embed->kind = SEI_NODE_IMAGE;
        return sei_node_skip(splice->chapter, embed);
    }
    sei_node *figure = sei_node_new(assembly->arena, SEI_NODE_FIGURE, embed->source, embed->offset);
    figure->as = embed->as;
    sei_slot_lift(splice, embed, figure);
    if (is_caption(written, path)) {
        sei_node *text = sei_node_new(assembly->arena, SEI_NODE_TEXT, embed->source, embed->offset);
        text->as.text = written;
        sei_node_append(figure, text);
    }
    return sei_node_skip(splice->chapter, figure);
}

sei_node *sei_picture_replace_remote(sei_splice *splice, sei_node *embed) {
    sei_assembly *assembly = splice->assembly;
    const sei_source *source = sei_assembly_source(assembly, embed);
    sei_str written = embed->as.link.image.alt, url;
    bool is_allowed = sei_link_clean_url(assembly->arena, embed->as.link.target.path, &url);
    if (!is_allowed) {
        if (report(splice, SEI_DIAG_URL_UNSAFE, embed)) {
            sei_diag_add(assembly->diags, SEI_DIAG_URL_UNSAFE, source, embed->offset,
                         "an embed that is neither a file of the vault nor http or https is "
                         "printed as text");
        }
        return sei_slot_replace_by_text(splice, embed, written);
    }
    if (report(splice, SEI_DIAG_IMAGE_REMOTE, embed)) {
        sei_diag_add(assembly->diags, SEI_DIAG_IMAGE_REMOTE, source, embed->offset,
                     "an image on the network is not fetched; put it into the vault");
    }
    sei_node *text = sei_node_new(assembly->arena, SEI_NODE_TEXT, embed->source, embed->offset);
    text->as.text = written.size > 0 ? written : url;
    embed->kind = SEI_NODE_LINK;
    embed->as.link.image = (sei_image_node){0};
    embed->as.link.target.path = url;
    embed->as.link.target.is_markdown_link = true;
    sei_node_append(embed, text);
    return sei_node_skip(splice->chapter, embed);
}

sei_node *sei_picture_replace_media(sei_splice *splice, sei_node *embed,
                                    const sei_vault_file *file) {
    sei_str name = sei_path_name(file->path);
    if (report(splice, SEI_DIAG_EMBED_UNSUPPORTED, embed)) {
        sei_diag_add(splice->assembly->diags, SEI_DIAG_EMBED_UNSUPPORTED,
                     sei_assembly_source(splice->assembly, embed), embed->offset,
                     "the %s \"%.*s\" has no printed form; its name stands in its place",
                     sei_asset_is_media(name) ? sei_asset_word(name) : "file", SEI_STR_ARG(name));
    }
    return sei_picture_replace(splice, embed, file);
}
