/* The dispatch: block nodes → strips, one file a kind.
 *
 * The walk goes up and down the tree by its links; open containers are frames on the layout's
 * stack, so that no nesting can exhaust the C stack. A container's open function pushes a frame,
 * its close function pops it. */
#include "flow/layout.h"

/* The rule of a thematic break: a third of the measure, thin. */
#define RULE_PART 3
#define RULE_WIDTH (SEI_POINT * 2 / 5)

static void lay_paragraph(sei_layout *layout, const sei_node *node) {
    sei_frame *frame = sei_layout_frame(layout);
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add(layout, node, frame->look, frame->measure, spans);
    if (spans->size == 0 && layout->cursor.labels.size == 0) {
        return;
    }
    sei_para_style style = sei_layout_para_style(layout, frame);
    if (frame->is_first) {
        style.indent = frame->first_indent;
    } else if (frame->align == SEI_STYLE_LEFT) {
        style.indent = sei_length_from_em(frame->look.size, layout->style->paragraph.indent);
    }
    frame->is_first = false;
    if (layout->style->paragraph.gap > 0) {
        sei_layout_want_length(layout, layout->style->paragraph.gap);
    }
    const sei_length size = frame->look.size;
    sei_text_add_lines(layout, sei_text_set(layout, &style, spans, node), size);
    if (layout->style->paragraph.gap > 0) {
        sei_layout_want_length(layout, layout->style->paragraph.gap);
    }
}

static void lay_page_break(sei_layout *layout) {
    if (layout->cursor.group == NULL && layout->cursor.page_break == SEI_STYLE_BREAK_NONE &&
        layout->out->size > 0) {
        layout->cursor.page_break = SEI_STYLE_BREAK_PAGE;
    }
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
    part.as.rect.height = RULE_WIDTH;
    part.as.rect.color = sei_layout_color(layout->style->colors.rule);
    part.at = frame->inset + (frame->measure - part.as.rect.width) / 2;
    part.down = (strip.height - RULE_WIDTH) / 2;
    sei_layout_add_strip(layout, strip, &part, 1);
}

static void lay_rule(sei_layout *layout, const sei_node *node) {
    switch (layout->style->rules.kind) {
    case SEI_RULES_LINE:
        lay_rule_line(layout, node);
        return;
    case SEI_RULES_PAGE_BREAK:
        lay_page_break(layout);
        return;
    case SEI_RULES_SPACE:
        sei_layout_want_space(layout, 1);
        return;
    }
}

static void lay_heading(sei_layout *layout, const sei_node *node) {
    sei_heading_lay(layout, node, node->as.heading.level);
}

/* Lays a leaf, or opens a container: true when its children are to be walked and it is to be
 * closed. */
static bool open_block(sei_layout *layout, const sei_node *node) {
    sei_layout_anchor(layout, node->kind == SEI_NODE_NOTES ? 0 : node->anchor);
    switch (node->kind) {
    case SEI_NODE_HEADING:
        lay_heading(layout, node);
        return false;
    case SEI_NODE_PARAGRAPH:
    case SEI_NODE_CELL: /* only outside a table */
        lay_paragraph(layout, node);
        return false;
    case SEI_NODE_LIST:
        sei_list_open(layout, node);
        return true;
    case SEI_NODE_ITEM:
        sei_item_open(layout, node);
        return true;
    case SEI_NODE_QUOTE:
        sei_quote_open(layout, node);
        return true;
    case SEI_NODE_CALLOUT:
        sei_callout_open(layout, node);
        return true;
    case SEI_NODE_CALLOUT_TITLE:
        sei_callout_title_lay(layout, node);
        return false;
    case SEI_NODE_CODE_BLOCK:
    case SEI_NODE_MATH_BLOCK:
        sei_code_lay(layout, node);
        return false;
    case SEI_NODE_TABLE:
        sei_table_lay(layout, node);
        return false;
    case SEI_NODE_FIGURE:
        sei_figure_lay(layout, node);
        return false;
    case SEI_NODE_RULE:
        lay_rule(layout, node);
        return false;
    case SEI_NODE_PAGE_BREAK:
        lay_page_break(layout);
        return false;
    case SEI_NODE_DIVISION:
        sei_division_open(layout, node);
        return true;
    case SEI_NODE_EMBEDDED:
        sei_embedded_open(layout, node);
        return true;
    case SEI_NODE_BOOK:
    case SEI_NODE_PART:
    case SEI_NODE_CHAPTER:
    case SEI_NODE_ROW:
    case SEI_NODE_NOTES:
    case SEI_NODE_NOTE:
    case SEI_NODE_TEXT:
    case SEI_NODE_SOFT_BREAK:
    case SEI_NODE_LINE_BREAK:
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
    case SEI_NODE_SPAN:
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
    case SEI_NODE_TAG:
    case SEI_NODE_ANCHOR:
    case SEI_NODE_IMAGE:
    case SEI_NODE_LINK:
    case SEI_NODE_NOTE_MARK:
    case SEI_NODE_WIKILINK:
    case SEI_NODE_EMBED:
    case SEI_NODE_KIND_COUNT:
        return false; /* laid by others: chapters by flow.c, notes at their marks */
    }
    return false;
}

static void close_block(sei_layout *layout, const sei_node *node) {
    if (node->kind == SEI_NODE_LIST) {
        sei_list_close(layout);
    } else if (node->kind == SEI_NODE_ITEM) {
        sei_item_close(layout);
    } else if (node->kind == SEI_NODE_QUOTE) {
        sei_quote_close(layout);
    } else if (node->kind == SEI_NODE_CALLOUT) {
        sei_callout_close(layout);
    } else {
        sei_division_close(layout);
    }
}

void sei_blocks_lay(sei_layout *layout, const sei_node *root) {
    const sei_node *node = root->first;
    while (node != NULL) {
        if (open_block(layout, node)) {
            if (node->first != NULL) {
                node = node->first;
                continue;
            }
            close_block(layout, node);
        }
        while (node->next == NULL && node->parent != root) {
            node = node->parent;
            close_block(layout, node);
        }
        node = node->next;
    }
}
