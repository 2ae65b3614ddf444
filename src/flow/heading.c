/* Headings, and the titles of chapters and parts: one strip of whole grid lines.
 *
 * A heading sticks to the two body lines below it. Headings in a row share their space, and a page
 * may end between them at a price, dearer above a sub-heading than above an equal one: a run of
 * headings longer than a page must be able to break (spec/typography 6.5, JLREQ 4.1). */
#include "flow/layout.h"

#include "base/buf.h"

/* A title that would fill this part of the page is set like text. */
#define PAGE_PART 2
/* A box for a review, of the heading's em, and the gap behind it, of the box: twice
 * before the title. */
#define REVIEW_BOX_MILLE 720
#define REVIEW_GAP_MILLE 300

/* What is printed as a title. */
typedef struct heading_title {
    const sei_node *node;
    sei_str number; /* "" for none */
    int boxes;      /* to tick or date at a review */
} heading_title;

/* A heading of a quote, list or note, or one written as HTML. */
static bool is_aside(const sei_node *node) {
    return node->kind == SEI_NODE_HEADING && node->as.heading.depth == 0;
}

static bool is_made(const sei_node *node) {
    return node->kind == SEI_NODE_HEADING ? node->as.heading.is_made : node->as.chapter.is_made;
}

/* What is printed before the title: the node's own number, else the style's for its level. Asides
 * and what the program adds are not counted, nor is the title of a book of one note. */
static sei_str number_of(sei_layout *layout, const sei_node *node, int level) {
    const bool is_heading = node->kind == SEI_NODE_HEADING;
    const sei_str own = is_heading ? node->as.heading.number : node->as.chapter.number;
    if (own.size > 0 || is_aside(node) || is_made(node) || (!is_heading && !layout->has_chapters))
        return own;
    sei_buf number;
    sei_buf_init(&number, layout->request->memory);
    if (node->kind == SEI_NODE_PART)
        sei_style_number_part(layout->style, level, layout->heading_counts, &number);
    else
        sei_style_number_heading(layout->style, level, layout->heading_counts, &number);
    const sei_str kept = sei_arena_copy(layout->request->arena, sei_buf_str(&number));
    sei_buf_fini(&number);
    return kept;
}

/* Before the title, on a title page above it. */
static void add_number(sei_layout *layout, sei_span_list *spans, const sei_node *node,
                       sei_str number, sei_text_look look) {
    if (number.size == 0)
        return;
    sei_spans_add_text(layout->arena, spans, look, number, node);
    if (sei_chapter_has_page(layout, node)) {
        const sei_span end = {.kind = SEI_SPAN_BREAK, .look = look, .node = node};
        SEI_VEC_ADD(layout->arena, spans, end);
    } else {
        sei_spans_add_text(layout->arena, spans, look, SEI_STR("\xE3\x80\x80"), node);
    }
}

/* How many boxes to tick or date at a review stand before the title. */
static int review_boxes(const sei_layout *layout, const sei_node *node, int level) {
    const bool has_section = node->kind == SEI_NODE_HEADING || node->kind == SEI_NODE_CHAPTER;
    return has_section && !is_aside(node) && !is_made(node) &&
                   level <= layout->style->study.review_level
               ? layout->style->study.review_boxes
               : 0;
}

static void add_boxes(sei_layout *layout, sei_span_list *spans, const heading_title *title,
                      sei_text_look look) {
    look.size = sei_length_from_em(look.size, REVIEW_BOX_MILLE);
    sei_span box = {.kind = SEI_SPAN_BOX, .look = look, .node = title->node, .height = look.size};
    for (int i = 0; i < title->boxes; i++) {
        box.decoration = SEI_DECORATE_KEY;
        box.width = look.size;
        SEI_VEC_ADD(layout->arena, spans, box);
        box.decoration = 0;
        const bool is_last = i + 1 == title->boxes;
        box.width =
            sei_length_from_em(look.size, is_last ? 2 * REVIEW_GAP_MILLE : REVIEW_GAP_MILLE);
        SEI_VEC_ADD(layout->arena, spans, box);
    }
}

static const sei_text *set_title(sei_layout *layout, const heading_title *title, sei_text_look look,
                                 const sei_style_heading *style, sei_length measure) {
    const sei_node *node = title->node;
    sei_span_list *spans = sei_spans_begin(layout);
    add_boxes(layout, spans, title, look);
    add_number(layout, spans, node, title->number, look);
    if (node->kind == SEI_NODE_HEADING)
        sei_spans_add(layout, node, look, measure, spans);
    else
        sei_spans_add_text(layout->arena, spans, look, node->as.chapter.title, node);
    sei_para_style para = sei_layout_para_style(layout, sei_layout_frame(layout));
    para.measure = measure;
    para.size = look.size;
    para.align = style->align;
    para.is_justified = false;
    para.is_heading = true;
    return spans->size > 0 ? sei_text_set(layout, &para, spans, node) : NULL;
}

/* The title of a part or chapter ranks above the headings of its level. */
static int rank_of(const sei_node *node, int level) {
    return node->kind == SEI_NODE_HEADING ? level + 1 : level;
}

/* Whether a heading begins a page by its style: of a title, chapter.c has decided, and what is
 * embedded stays in its host's text. */
static bool may_break(sei_layout *layout, const sei_node *node) {
    return node->kind == SEI_NODE_HEADING && !is_aside(node) &&
           !sei_node_ancestor(node, SEI_NODE_EMBEDDED) &&
           !(layout->has_chapters && sei_chapter_is_title(node));
}

/* Space, page break and their price before a heading. */
static void prepare(sei_layout *layout, const sei_node *node, const sei_style_heading *style,
                    int rank) {
    sei_layout_cursor *cursor = &layout->cursor;
    const int above = cursor->heading_rank;
    const bool is_sub = above != 0 && rank > above;
    if (above == 0 || rank < above)
        sei_layout_want_space(layout, style->lines_before);
    if (above != 0)
        cursor->break_cost = is_sub ? SEI_COST_SUB_HEADING : SEI_COST_NEXT_HEADING;
    if (style->page_break != SEI_STYLE_BREAK_NONE && !is_sub && may_break(layout, node)) {
        if (cursor->page_break < (uint8_t)style->page_break)
            cursor->page_break = (uint8_t)style->page_break;
        cursor->is_opening = true;
    }
}

static void add_heading(sei_layout *layout, const sei_text *text, const sei_style_heading *style,
                        sei_length size, sei_length inset) {
    const sei_length lead = size / 2;
    const int count = (int)text->lines.count;
    const sei_length height = count * (size + lead) - lead;
    /* characters a little larger than the text's may reach into the gaps */
    const int needed = sei_page_grid_lines(&layout->grid, height - layout->grid.gap / 2);
    const int lines = needed > style->lines ? needed : style->lines;
    sei_strip strip = {.lines = (uint16_t)lines, .is_heading = true};
    strip.height = lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    const sei_length top = (strip.height - height) / 2;
    sei_strip_part *parts = SEI_NEW_ARRAY(layout->arena, sei_strip_part, count);
    for (int i = 0; i < count; i++) {
        const sei_length baseline = top + i * (size + lead) + sei_text_baseline(size, size);
        parts[i] = sei_text_part(text, (uint32_t)i, inset, baseline);
    }
    sei_text_take_anchors(layout, text, 0, text->lines.count);
    sei_note_carry(layout, sei_layout_add_strip(layout, strip, parts, (size_t)count));
}

/* Off the grid, in a note, and where the title is longer than a page can bear, it is set like text.
 */
static bool is_plain(const sei_layout *layout, const sei_text *text, sei_length size) {
    const int64_t height = (int64_t)text->lines.count * (size + size / 2);
    return layout->cursor.group != NULL || height > sei_page_grid_height(&layout->grid) / PAGE_PART;
}

void sei_heading_lay(sei_layout *layout, const sei_node *node, int level) {
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    sei_heading_lay_as(layout, node, level, &layout->style->headings[level - 1]);
}

void sei_heading_lay_as(sei_layout *layout, const sei_node *node, int level,
                        const sei_style_heading *style) {
    const sei_frame frame = *sei_layout_frame(layout);
    const sei_str number = number_of(layout, node, level);
    sei_text_look look = sei_layout_look(style->font, style->size, style->color);
    if (layout->cursor.group != NULL)
        look.size = frame.look.size;
    sei_length indent = style->indent;
    if (indent > frame.measure / 2)
        indent = frame.measure / 2;
    if (!is_aside(node)) {
        const sei_numbered heading = {node, number};
        SEI_VEC_ADD(layout->arena, &layout->cursor.headings, heading);
    }
    const heading_title title = {node, number, review_boxes(layout, node, level)};
    const sei_text *text = set_title(layout, &title, look, style, frame.measure - indent);
    if (text == NULL)
        return;
    prepare(layout, node, style, rank_of(node, level));
    if (is_plain(layout, text, look.size))
        sei_text_add_lines(layout, text, look.size);
    else
        add_heading(layout, text, style, look.size, frame.inset + indent);
    layout->cursor.break_cost = SEI_COST_NEVER;
    layout->cursor.heading_rank = rank_of(node, level);
    layout->cursor.lines_below_heading = 0;
}
