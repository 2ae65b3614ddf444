/* The dispatch: block nodes → strips, one file a kind.
 *
 * The walk goes up and down the tree by its links; open containers are frames on the layout's
 * stack, so that no nesting can exhaust the C stack. A container's open function pushes a frame,
 * its close function pops it. */
#include "flow/qr_code.h"

/* The rule of a thematic break takes a third of the measure. */
#define RULE_PART 3

/* Whether a paragraph is a row of images, with nothing else but spaces between them. */
static bool is_images(const sei_node *paragraph) {
    bool has_image = false;
    for (const sei_node *node = paragraph->first; node != NULL; node = node->next) {
        const bool is_blank =
            node->kind == SEI_NODE_SOFT_BREAK || node->kind == SEI_NODE_LINE_BREAK ||
            (node->kind == SEI_NODE_TEXT && sei_str_trim_ascii(node->as.text).size == 0);
        if (node->kind != SEI_NODE_IMAGE && !is_blank)
            return false;
        has_image |= node->kind == SEI_NODE_IMAGE;
    }
    return has_image;
}

static sei_length indent_of(const sei_layout *layout, const sei_frame *frame) {
    if (frame->is_first)
        return frame->first_indent;
    return frame->align == SEI_STYLE_LEFT
               ? sei_length_from_em(frame->look.size, layout->style->paragraph.indent)
               : 0;
}

static void lay_paragraph(sei_layout *layout, const sei_node *node) {
    sei_frame *frame = sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, frame);
    if (is_images(node)) { /* as one image stands that is a block */
        style.align = layout->style->figures.align;
        style.is_justified = false;
    } else {
        style.indent = indent_of(layout, frame);
    }
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add(layout, node, frame->look, frame->measure - style.indent, spans);
    if (spans->size == 0 && layout->cursor.labels.size == 0)
        return;
    frame->is_first = false;
    if (layout->style->paragraph.gap > 0)
        sei_layout_want_length(layout, layout->style->paragraph.gap);
    const sei_length size = frame->look.size;
    const sei_codes codes = layout->codes;
    layout->codes = (sei_codes){0}; /* the lines bring notes, which are paragraphs too */
    sei_text_add_lines(layout, sei_text_set(layout, &style, spans, node), size);
    for (size_t i = 0; i < codes.size; i++)
        sei_qr_code_lay(layout, codes.at[i]);
    if (layout->style->paragraph.gap > 0)
        sei_layout_want_length(layout, layout->style->paragraph.gap);
}

static void lay_page_break(sei_layout *layout, const sei_node *node) {
    (void)node; /* it prints nothing */
    if (layout->cursor.group == NULL && layout->cursor.page_break == SEI_STYLE_BREAK_NONE &&
        layout->out->size > 0)
        layout->cursor.page_break = SEI_STYLE_BREAK_PAGE;
}

static void lay_rule_line(sei_layout *layout, const sei_node *node) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_strip strip = {.lines = 1, .height = layout->grid.size};
    if (layout->cursor.group != NULL) {
        strip = (sei_strip){
            .group = layout->cursor.group, .lead = layout->cursor.lead, .height = frame->look.size};
    }
    sei_strip_part part = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT, .node = node};
    part.as.rect.width = frame->measure / RULE_PART;
    part.as.rect.height = layout->style->rules.width;
    part.as.rect.color = sei_layout_color(layout->style->colors.rule);
    part.at = frame->inset + (frame->measure - part.as.rect.width) / 2;
    part.down = (strip.height - part.as.rect.height) / 2;
    sei_layout_add_strip(layout, strip, &part, 1);
}

static void lay_rule(sei_layout *layout, const sei_node *node) {
    switch (layout->style->rules.kind) {
    case SEI_RULES_LINE:
        lay_rule_line(layout, node);
        return;
    case SEI_RULES_PAGE_BREAK:
        lay_page_break(layout, node);
        return;
    case SEI_RULES_SPACE:
        sei_layout_want_space(layout, 1);
        return;
    }
}

static void lay_heading(sei_layout *layout, const sei_node *node) {
    sei_heading_lay(layout, node, node->as.heading.level);
}

/* How a kind of block is laid. What has none is laid by others: chapters by flow.c, notes at their
 * marks, inlines with their paragraph (spans.c, whose switch knows of all kinds). */
typedef struct block_rule {
    void (*open)(sei_layout *layout, const sei_node *node);
    void (*close)(sei_layout *layout); /* behind the children, which are walked; NULL: a leaf */
} block_rule;

static const block_rule rules[SEI_NODE_KIND_COUNT] = {
    [SEI_NODE_HEADING] = {lay_heading, NULL},
    [SEI_NODE_PARAGRAPH] = {lay_paragraph, NULL},
    [SEI_NODE_CELL] = {lay_paragraph, NULL}, /* only outside a table */
    [SEI_NODE_LIST] = {sei_list_open, sei_list_close},
    [SEI_NODE_ITEM] = {sei_item_open, sei_item_close},
    [SEI_NODE_QUOTE] = {sei_quote_open, sei_quote_close},
    [SEI_NODE_CALLOUT] = {sei_callout_open, sei_callout_close},
    [SEI_NODE_CALLOUT_TITLE] = {sei_callout_title_lay, NULL},
    [SEI_NODE_CODE_BLOCK] = {sei_code_lay, NULL},
    [SEI_NODE_MATH_BLOCK] = {sei_code_lay, NULL},
    [SEI_NODE_TABLE] = {sei_table_lay, NULL},
    [SEI_NODE_FIGURE] = {sei_figure_lay, NULL},
    [SEI_NODE_RULE] = {lay_rule, NULL},
    [SEI_NODE_PAGE_BREAK] = {lay_page_break, NULL},
    [SEI_NODE_QR_CODE] = {sei_qr_code_lay, NULL}, /* of an address in a note */
    [SEI_NODE_INDEX_ENTRY] = {sei_index_entry_lay, NULL},
    [SEI_NODE_DIVISION] = {sei_division_open, sei_division_close},
    [SEI_NODE_EMBEDDED] = {sei_embedded_open, sei_division_close},
};

/* Lays a leaf, or opens a container: true when its children are to be walked and it is to be
 * closed. */
static bool open_block(sei_layout *layout, const sei_node *node) {
    const block_rule *rule = &rules[node->kind];
    sei_layout_anchor(layout, node->kind == SEI_NODE_NOTES ? 0 : node->anchor);
    if (rule->open != NULL)
        rule->open(layout, node);
    return rule->close != NULL;
}

void sei_blocks_lay(sei_layout *layout, const sei_node *root) {
    const sei_node *node = root->first;
    while (node != NULL) {
        if (open_block(layout, node)) {
            if (node->first != NULL) {
                node = node->first;
                continue;
            }
            rules[node->kind].close(layout);
        }
        while (node->next == NULL && node->parent != root) {
            node = node->parent;
            rules[node->kind].close(layout);
        }
        node = node->next;
    }
}
