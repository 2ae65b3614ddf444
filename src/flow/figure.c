/* Figures: the image at its own size (a CSS px is 0.75 pt) or the size wished for, never wider than
 * the measure nor higher than the style allows; the caption below it in small gothic, kept with it.
 * An image that is not there is a frame with its file's name. */
#include "flow/layout.h"

#define PX ((int64_t)SEI_POINT * 3 / 4)
#define CLEARANCE_MILLE 500   /* em/1000 of the text around a figure */
#define CAPTION_GAP_MILLE 600 /* em/1000 of the caption's size above it */
#define MISSING_EMS 20        /* width and … */
#define MISSING_LINES 4       /* … grid lines of a missing image's frame */
#define MISSING_NAME_LINES 3  /* of its name; the rest is left out */
#define MISSING_STROKE (SEI_POINT / 2)

typedef struct figure_box {
    sei_length width, height;
} figure_box;

/* Scales down, keeping the ratio, until both sides fit; at least one unit remains. */
static figure_box fit(int64_t width, int64_t height, sei_length max_width, sei_length max_height) {
    if (width > max_width) {
        height = height * max_width / width;
        width = max_width;
    }
    if (height > max_height) {
        width = width * max_height / height;
        height = max_height;
    }
    return (figure_box){width > 0 ? (sei_length)width : 1, height > 0 ? (sei_length)height : 1};
}

/* A size that was wished for is held against this, so that products stay in 64 bits. */
static int64_t wish(uint32_t pixels) {
    return (pixels < 1000000 ? (int64_t)pixels : 1000000) * PX;
}

bool sei_figure_size(const sei_layout *layout, const sei_image_node *image, sei_length max_width,
                     sei_length max_height, sei_length *width, sei_length *height) {
    if (image->asset == 0 || image->asset > layout->book->asset_count)
        return false;
    const sei_asset *asset = &layout->book->assets[image->asset - 1];
    if (asset->kind == SEI_ASSET_BROKEN || asset->width == 0 || asset->height == 0)
        return false;
    int64_t w = wish(asset->width);
    int64_t h = wish(asset->height);
    if (image->width != 0 && image->height != 0) {
        w = wish(image->width);
        h = wish(image->height);
    } else if (image->width != 0) {
        h = h * wish(image->width) / w;
        w = wish(image->width);
    } else if (image->height != 0) {
        w = w * wish(image->height) / h;
        h = wish(image->height);
    }
    const figure_box box = fit(w, h, max_width, max_height);
    *width = box.width;
    *height = box.height;
    return true;
}

sei_str sei_figure_name(const sei_node *image) {
    const sei_str path = image->as.link.target.path;
    if (path.size == 0)
        return image->as.link.image.alt;
    const size_t slash = sei_str_find_last_byte(path, '/');
    return slash == SEI_STR_NONE ? path : sei_str_slice(path, slash + 1, path.size);
}

static sei_length aligned(const sei_layout *layout, const sei_frame *frame, sei_length width) {
    const sei_length rest = frame->measure - width;
    switch (layout->style->figures.align) {
    case SEI_STYLE_LEFT:
        return frame->inset;
    case SEI_STYLE_CENTER:
        return frame->inset + rest / 2;
    case SEI_STYLE_RIGHT:
        return frame->inset + rest;
    }
    return frame->inset;
}

static sei_text_look caption_look(const sei_layout *layout, const sei_frame *frame) {
    const sei_style *style = layout->style;
    sei_text_look look = sei_layout_look(style->figures.caption_font, style->figures.caption_size,
                                         style->text.color);
    look.size = look.size < frame->look.size ? look.size : frame->look.size;
    return look;
}

static void add_image(sei_layout *layout, const sei_node *node, const sei_strip_group *group,
                      figure_box box) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_strip_part part = {.kind = SEI_STRIP_IMAGE, .role = SEI_ROLE_CONTENT, .node = node};
    part.at = aligned(layout, frame, box.width);
    part.as.image.width = box.width;
    part.as.image.height = box.height;
    part.as.image.asset = node->as.link.image.asset - 1;
    const sei_strip strip = {.group = group, .lead = layout->cursor.lead, .height = box.height};
    sei_layout_add_strip(layout, strip, &part, 1);
}

/* The frame that stands for a missing image, with its name in the middle. */
static void add_missing(sei_layout *layout, const sei_node *node, const sei_strip_group *group) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_text_look look = caption_look(layout, frame);
    look.color = sei_layout_color(layout->style->colors.muted);
    sei_length width = MISSING_EMS * frame->look.size;
    width = width < frame->measure ? width : frame->measure;
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.measure = width > 4 * look.size ? width - 2 * look.size : width;
    style.size = look.size;
    style.align = SEI_STYLE_CENTER;
    style.is_justified = false;
    const sei_text *text = sei_text_set_plain(layout, &style, look, sei_figure_name(node), node);
    const uint32_t lines =
        text->lines.count < MISSING_NAME_LINES ? text->lines.count : MISSING_NAME_LINES;
    const sei_length feed = look.size * 3 / 2;
    const sei_length text_height = (sei_length)lines * feed;
    sei_length height = MISSING_LINES * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    height = height > text_height + look.size ? height : text_height + look.size;
    const size_t count = lines + 1;
    sei_strip_part *parts = SEI_NEW_ARRAY(layout->arena, sei_strip_part, count);
    parts[0] = (sei_strip_part){.kind = SEI_STRIP_FRAME, .role = SEI_ROLE_LAYOUT, .node = node};
    parts[0].at = aligned(layout, frame, width);
    parts[0].as.rect.width = width;
    parts[0].as.rect.height = height;
    parts[0].as.rect.stroke = MISSING_STROKE;
    parts[0].as.rect.color = sei_layout_color(layout->style->colors.rule);
    parts[0].as.rect.dashed = true;
    for (uint32_t i = 0; i < lines; i++) {
        const sei_length top = (height - text_height) / 2 + (sei_length)i * feed;
        parts[i + 1] = sei_text_part(text, i, parts[0].at + (width - style.measure) / 2,
                                     top + sei_text_baseline(look.size, feed));
    }
    const sei_strip strip = {.group = group, .lead = layout->cursor.lead, .height = height};
    sei_layout_add_strip(layout, strip, parts, count);
}

void sei_figure_add_caption(sei_layout *layout, const sei_node *node, const sei_strip_group *group,
                            bool is_below) {
    const sei_frame frame = *sei_layout_frame(layout);
    const sei_text_look look = caption_look(layout, &frame);
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add(layout, node, look, frame.measure, spans);
    if (spans->size == 0)
        return;
    sei_para_style style = sei_layout_para_style(layout, &frame);
    style.size = look.size;
    const bool is_one_line =
        sei_para_width(&layout->para, &style, spans->at, spans->size) <= style.measure;
    style.align = is_one_line ? layout->style->figures.align : SEI_STYLE_LEFT;
    style.is_justified = !is_one_line;
    const sei_text *text = sei_text_set(layout, &style, spans, node);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_strip strip = {.group = group, .height = look.size, .lead = look.size / 2};
        if (i == 0)
            strip.lead = is_below ? sei_length_from_em(look.size, CAPTION_GAP_MILLE) : 0;
        strip.break_cost = i > 0 || is_below ? SEI_COST_NEVER : SEI_COST_FREE;
        const sei_strip_part part =
            sei_text_part(text, i, frame.inset, sei_text_baseline(look.size, look.size));
        sei_text_take_anchors(layout, text, i, i + 1);
        sei_note_carry(layout, sei_layout_add_strip(layout, strip, &part, 1));
    }
}

void sei_figure_lay(sei_layout *layout, const sei_node *figure) {
    const sei_frame frame = *sei_layout_frame(layout);
    const sei_length max_height = sei_length_scale(sei_page_grid_height(&layout->grid),
                                                   layout->style->figures.max_height, 1000);
    const sei_strip_group *group = layout->cursor.group;
    if (group == NULL) {
        sei_strip_group *own = SEI_NEW(layout->arena, sei_strip_group);
        own->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        own->may_wait = layout->frames.size == 1;
        group = own;
    }
    figure_box box = {0};
    if (sei_figure_size(layout, &figure->as.link.image, frame.measure, max_height, &box.width,
                        &box.height))
        add_image(layout, figure, group, box);
    else
        add_missing(layout, figure, group);
    sei_figure_add_caption(layout, figure, group, true);
    layout->cursor.lines_below_heading = 2;
}
