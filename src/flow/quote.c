/* Quotes, callouts, divisions and embedded notes: containers that indent their text or put a panel
 * behind it.
 *
 * Their lines stay on the grid; an empty grid line above and below makes room for a panel's
 * padding. A panel that goes over a page's foot is closed there and opened again (flow/strip.h). */
#include "flow/layout.h"

/* A panel's padding beyond its first and last line, in em/1000 of the text; nested ones get less.
 */
#define PADDING_MILLE 650
#define NESTED_PADDING_MILLE 200
#define QUOTE_BAR_WIDTH (SEI_POINT * 3 / 2)

static sei_length padding_of(const sei_layout *layout, const sei_panel *panel) {
    return sei_length_from_em(layout->style->text.size,
                              panel->parent != NULL ? NESTED_PADDING_MILLE : PADDING_MILLE);
}

/* Narrows the frame to whole characters of its text. The remainder goes to the left, so that all
 * right edges of a page agree. */
static void round_measure(sei_frame *frame) {
    if (frame->measure > frame->look.size)
        sei_frame_indent(frame, frame->measure % frame->look.size);
}

static bool is_set_off(const sei_layout *layout) {
    return layout->style->quotes.bar || layout->style->quotes.size != layout->style->text.size;
}

void sei_quote_open(sei_layout *layout, const sei_node *quote) {
    const sei_style *style = layout->style;
    if (is_set_off(layout))
        sei_layout_want_space(layout, 1);
    sei_frame *frame = sei_layout_push(layout, quote);
    if (style->quotes.bar) {
        sei_panel *panel = sei_layout_open_panel(layout, frame);
        panel->bar = QUOTE_BAR_WIDTH;
        panel->bar_color = sei_layout_color(style->colors.rule);
    }
    sei_frame_indent(frame, sei_length_from_em(style->text.size, style->quotes.indent));
    if (layout->cursor.group == NULL) {
        frame->look.size = style->quotes.size;
        round_measure(frame);
    }
    frame->look.color = sei_layout_color(style->quotes.color);
    frame->list_level = 0;
    frame->is_first = false;
}

void sei_quote_close(sei_layout *layout) {
    sei_layout_pop(layout);
    if (is_set_off(layout))
        sei_layout_want_space(layout, 1);
}

void sei_callout_open(sei_layout *layout, const sei_node *callout) {
    const sei_style *style = layout->style;
    const size_t kind = sei_style_callout_kind(callout->as.callout.type);
    sei_layout_want_space(layout, 1);
    sei_frame *frame = sei_layout_push(layout, callout);
    sei_panel *panel = sei_layout_open_panel(layout, frame);
    panel->has_background = true;
    panel->background = sei_layout_color(style->callouts.background);
    panel->bar = style->callouts.bar;
    panel->bar_color = sei_layout_color(style->callouts.kinds[kind].color);
    sei_frame_indent(frame, style->callouts.padding);
    if (layout->cursor.group == NULL) {
        panel->padding = padding_of(layout, panel);
        panel->width += panel->padding; /* into the margin: its text ends with the page's lines */
        frame->look.size = style->callouts.size;
        round_measure(frame);
    } else {
        frame->measure -= style->callouts.padding;
    }
    frame->list_level = 0;
    frame->is_first = false;
    frame->line_cost = SEI_COST_PANEL;
}

void sei_callout_close(sei_layout *layout) {
    sei_layout_pop(layout);
    sei_layout_want_space(layout, 1);
}

/* The type in title case, as Obsidian shows a callout without a title. */
static sei_str type_title(sei_layout *layout, sei_str type) {
    const sei_str name = type.size > 0 ? type : SEI_STR("note");
    const sei_str copy = sei_arena_copy(layout->request->arena, name);
    char first = copy.at[0];
    if (first >= 'a' && first <= 'z')
        first = (char)(first - 'a' + 'A');
    return sei_arena_print(layout->request->arena, "%c%.*s", first, (int)copy.size - 1,
                           copy.at + 1);
}

/* The icon and a space behind it. */
static void add_icon(sei_layout *layout, const sei_node *title, sei_text_look look, sei_str icon,
                     sei_span_list *spans) {
    if (icon.size > 0) {
        sei_text_look emoji = look;
        emoji.role = SEI_FACE_EMOJI;
        emoji.bold = false;
        sei_spans_add_text(layout->arena, spans, emoji, icon, title);
        sei_spans_add_text(layout->arena, spans, look, SEI_STR(" "), title);
    }
}

/* Where the title begins behind so many spans of its icon, for its turnover lines to begin there.
 */
static sei_length title_hang(sei_layout *layout, const sei_para_style *style,
                             const sei_span_list *spans, size_t icon_spans) {
    if (icon_spans == 0 || spans->size == icon_spans)
        return 0;
    const sei_length with_icon = sei_para_width(&layout->para, style, spans->at, icon_spans + 1);
    return with_icon - sei_para_width(&layout->para, style, spans->at + icon_spans, 1);
}

void sei_callout_title_lay(sei_layout *layout, const sei_node *title) {
    const sei_frame *frame = sei_layout_frame(layout);
    const sei_node *callout = title->parent;
    const sei_style_callout *kind =
        &layout->style->callouts.kinds[sei_style_callout_kind(callout->as.callout.type)];
    sei_text_look look = frame->look;
    look.role = (sei_face_role)layout->style->callouts.title_font.role;
    look.bold = layout->style->callouts.title_font.bold;
    look.color = sei_layout_color(kind->color);
    sei_span_list *spans = sei_spans_begin(layout);
    add_icon(layout, title, look, sei_str_from(kind->icon), spans);
    const size_t icon_spans = spans->size;
    if (title->first != NULL) {
        sei_spans_add(layout, title, look, frame->measure, spans);
    } else if (kind->label != NULL && kind->label[0] != '\0') {
        sei_spans_add_text(layout->arena, spans, look, sei_str_from(kind->label), title);
    } else {
        sei_spans_add_text(layout->arena, spans, look, type_title(layout, callout->as.callout.type),
                           title);
    }
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.is_justified = false;
    style.is_heading = true;
    style.hang = title_hang(layout, &style, spans, icon_spans);
    const sei_length size = frame->look.size;
    sei_text_add_lines(layout, sei_text_set(layout, &style, spans, title), size);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

/* A line in bold gothic above what it names. */
static void lay_title(sei_layout *layout, const sei_node *node, sei_str title) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_text_look look = frame->look;
    look.role = SEI_FACE_SANS;
    look.bold = true;
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.is_justified = false;
    const sei_length size = frame->look.size;
    sei_text_add_lines(layout, sei_text_set_plain(layout, &style, look, title, node), size);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

static sei_style_align align_of(sei_align align, sei_style_align outer) {
    switch (align) {
    case SEI_ALIGN_NONE:
        return outer;
    case SEI_ALIGN_LEFT:
        return SEI_STYLE_LEFT;
    case SEI_ALIGN_CENTER:
        return SEI_STYLE_CENTER;
    case SEI_ALIGN_RIGHT:
        return SEI_STYLE_RIGHT;
    }
    return outer;
}

void sei_division_open(sei_layout *layout, const sei_node *division) {
    sei_frame *frame = sei_layout_push(layout, division);
    frame->align = align_of(division->as.division.align, frame->align);
    if (division->as.division.title.size > 0)
        lay_title(layout, division, division->as.division.title);
}

/* What has a title of its own is set apart from the text around it. */
static bool is_apart(const sei_node *node) {
    return node->kind == SEI_NODE_EMBEDDED && node->as.link.title.size > 0;
}

void sei_embedded_open(sei_layout *layout, const sei_node *embedded) {
    const bool is_below_heading = layout->cursor.heading_rank != 0;
    sei_layout_push(layout, embedded);
    if (is_apart(embedded)) {
        sei_layout_want_space(layout, is_below_heading ? 0 : 1);
        lay_title(layout, embedded, embedded->as.link.title);
    }
}

void sei_division_close(sei_layout *layout) {
    if (is_apart(sei_layout_frame(layout)->node))
        sei_layout_want_space(layout, 1);
    sei_layout_pop(layout);
}
