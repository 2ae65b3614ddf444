/* Code and TeX blocks: small type off the grid on a panel, in the colours of its language, every
 * line a strip, so that a block splits anywhere. The panel's padding is part of the first and the
 * last strip: where a page ends inside, the edge is open. */
#include "flow/layout.h"

#define PADDING_MILLE 600   /* em/1000 of the code's size, around the code */
#define CLEARANCE_MILLE 350 /* em/1000 of the text's size, around the panel */

static sei_str without_last_newline(sei_str text) {
    while (text.size > 0 && (text.at[text.size - 1] == '\n' || text.at[text.size - 1] == '\r'))
        text.size--;
    return text;
}

static sei_text_look code_look(const sei_layout *layout, const sei_frame *frame) {
    const sei_style *style = layout->style;
    sei_text_look look = sei_layout_look(style->code.font, style->code.size, style->code.color);
    if (look.size > frame->look.size)
        look.size = frame->look.size;
    look.is_verbatim = true;
    return look;
}

/* A stretch of code as its kind is shown. Grey print has the weights and the slant. */
static sei_text_look run_look(const sei_layout *layout, sei_text_look look, sei_code_kind kind) {
    const sei_style *style = layout->style;
    const sei_rgb colors[SEI_CODE_KIND_COUNT] = {
        [SEI_CODE_KEYWORD] = style->code.keyword, [SEI_CODE_STRING] = style->code.string,
        [SEI_CODE_COMMENT] = style->code.comment, [SEI_CODE_NUMBER] = style->code.number,
        [SEI_CODE_NAME] = style->code.name,       [SEI_CODE_INSERTED] = style->code.inserted,
        [SEI_CODE_DELETED] = style->code.deleted,
    };
    look.color = sei_layout_color(colors[kind]);
    look.bold |= kind == SEI_CODE_KEYWORD;
    look.italic |= kind == SEI_CODE_COMMENT;
    return look;
}

/* The text in spans, one for each run and for what stands between them. */
static void add_code(sei_layout *layout, const sei_node *node, sei_text_look look,
                     sei_span_list *spans) {
    const sei_str text = without_last_newline(node->as.code.text);
    size_t at = 0;
    for (size_t i = 0; i < node->as.code.run_count && layout->style->code.has_colors; i++) {
        const sei_code_run *run = &node->as.code.runs[i];
        const size_t end = (size_t)run->from + run->size;
        sei_spans_add_text(layout->arena, spans, look, sei_str_slice(text, at, run->from), node);
        sei_spans_add_text(layout->arena, spans, run_look(layout, look, run->kind),
                           sei_str_slice(text, run->from, end), node);
        at = end;
    }
    sei_spans_add_text(layout->arena, spans, look, sei_str_slice(text, at, text.size), node);
}

static const sei_text *set_code(sei_layout *layout, const sei_node *node, sei_text_look look,
                                sei_length measure) {
    sei_span_list *spans = sei_spans_begin(layout);
    add_code(layout, node, look, spans);
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.measure = measure;
    style.size = look.size;
    style.is_verbatim = true;
    style.is_justified = false;
    style.hyphenate = false;
    style.align = node->kind == SEI_NODE_MATH_BLOCK ? SEI_STYLE_CENTER : SEI_STYLE_LEFT;
    return sei_text_set(layout, &style, spans, node);
}

/* The sign that a line goes on with the one before it. */
static const sei_text *wrap_mark(sei_layout *layout, const sei_node *node, sei_text_look look) {
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    look.color = sei_layout_color(layout->style->colors.rule);
    return sei_text_set_plain(layout, &style, look, SEI_STR("\xE2\x80\xBA"), node);
}

static void add_code_lines(sei_layout *layout, const sei_text *text, sei_text_look look,
                           const sei_strip_group *group, sei_length inset) {
    const sei_length padding = sei_length_from_em(look.size, PADDING_MILLE);
    const sei_text *mark = NULL;
    for (uint32_t i = 0; i < text->lines.count; i++) {
        const bool is_last = i + 1 == text->lines.count;
        const sei_length above = i == 0 ? padding : 0;
        sei_strip strip = {.group = group, .lead = layout->style->code.line_gap};
        strip.height = above + look.size + (is_last ? padding : 0);
        const bool goes_on = i > 0 && !text->lines.at[i - 1].is_last;
        strip.break_cost = i == 1 || is_last || goes_on ? SEI_COST_WIDOW : SEI_COST_FREE;
        strip.break_cost = i == 0 ? SEI_COST_FREE : strip.break_cost;
        const sei_length baseline = above + sei_text_baseline(look.size, look.size);
        sei_strip_part parts[2] = {sei_text_part(text, i, inset, baseline)};
        size_t count = 1;
        if (goes_on && layout->style->code.wrap_mark) {
            mark = mark != NULL ? mark : wrap_mark(layout, text->node, look);
            parts[count] = sei_text_part(mark, 0, inset - padding, baseline);
            parts[count++].role = SEI_ROLE_LAYOUT;
        }
        sei_layout_add_strip(layout, strip, parts, count);
    }
}

void sei_code_lay(sei_layout *layout, const sei_node *code) {
    const sei_text_look look = code_look(layout, sei_layout_frame(layout));
    const sei_strip_group *group = layout->cursor.group;
    if (group == NULL) {
        sei_strip_group *own = SEI_NEW(layout->arena, sei_strip_group);
        own->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        group = own;
    }
    sei_frame *frame = sei_layout_push(layout, code);
    const sei_length padding = sei_length_from_em(look.size, PADDING_MILLE);
    if (code->kind == SEI_NODE_CODE_BLOCK) {
        sei_panel *panel = sei_layout_open_panel(layout, frame);
        panel->has_background = true;
        panel->background = sei_layout_color(layout->style->code.background);
        panel->cut = padding;
    }
    sei_length measure = frame->measure - 2 * padding;
    measure = measure > look.size ? measure : look.size;
    const sei_length inset = frame->inset + padding;
    const sei_text *text = set_code(layout, code, look, measure);
    add_code_lines(layout, text, look, group, inset);
    layout->cursor.lines_below_heading = 2;
    sei_layout_pop(layout);
}
