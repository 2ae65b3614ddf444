/* An entry of the index: the word, and the pages on which it stands.
 *
 * The index is the body's last section, so that the pages are known when it is laid. A page that
 * holds the word several times is named once, three or more in a row as a range; each leads to the
 * first place of its page. The rule that is easy to break: the numbers are the pages' folios, not
 * the text of the tree's links, which e-readers show. */
#include "flow/emit.h"

#define RANGE_MIN 3 /* pages in a row that are written as a range */
#define TURN_OVER 2 /* em that an entry's further lines stand behind its first */

/* The pages of an entry, in order. */
typedef struct page_list {
    const sei_layout *layout;
    const sei_node *link; /* whose page is next; NULL: no more */
    uint32_t last;        /* page that was given last */
} page_list;

static const sei_node *next_link(const sei_node *node) {
    while (node != NULL && node->kind != SEI_NODE_LINK)
        node = node->next;
    return node;
}

static uint32_t page_of(const page_list *pages) {
    return pages->layout->anchor_folios[pages->link->as.link.target.anchor];
}

/* The next page that was not given yet; 0: none. `link` leads to its first place. */
static uint32_t take_page(page_list *pages, const sei_node **link) {
    uint32_t page = 0;
    for (; pages->link != NULL && page == 0; pages->link = next_link(pages->link->next)) {
        *link = pages->link;
        page = page_of(pages) > pages->last ? page_of(pages) : 0;
    }
    pages->last = page > 0 ? page : pages->last;
    return page;
}

static void add_text(sei_layout *layout, const sei_node *node, const sei_node *link, sei_str text,
                     sei_span_list *spans) {
    sei_span span = {.kind = SEI_SPAN_TEXT,
                     .text = text,
                     .look = sei_layout_frame(layout)->look,
                     .node = node,
                     .link = link};
    span.look.tabular = true;
    SEI_VEC_ADD(layout->arena, spans, span);
}

/* Pages in a row, behind what parts them from the word or the pages before. */
static void add_range(sei_layout *layout, const sei_node *const links[2], const uint32_t range[2],
                      sei_str gap, sei_span_list *spans) {
    sei_arena *arena = layout->request->arena;
    add_text(layout, links[0]->parent, NULL, gap, spans);
    add_text(layout, links[0], links[0], sei_page_label(arena, range[0], false), spans);
    if (range[1] == range[0])
        return;
    const bool is_range = range[1] - range[0] + 1 >= RANGE_MIN;
    add_text(layout, links[0]->parent, NULL, is_range ? SEI_STR("–") : SEI_STR(", "), spans);
    add_text(layout, links[1], links[1], sei_page_label(arena, range[1], false), spans);
}

static void add_pages(sei_layout *layout, const sei_node *entry, sei_span_list *spans) {
    page_list pages = {.layout = layout, .link = next_link(entry->first)};
    const sei_node *links[2] = {NULL, NULL}, *link;
    uint32_t range[2] = {0, 0}, page;
    sei_str gap = entry->first->next->as.text;
    while ((page = take_page(&pages, &link)) != 0) {
        if (range[0] != 0 && page == range[1] + 1) {
            range[1] = page;
            links[1] = link;
            continue;
        }
        if (range[0] != 0) {
            add_range(layout, links, range, gap, spans);
            gap = SEI_STR(", ");
        }
        range[0] = range[1] = page;
        links[0] = links[1] = link;
    }
    if (range[0] != 0)
        add_range(layout, links, range, gap, spans);
}

static void lay_line(sei_layout *layout, const sei_node *node, bool has_pages) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.is_justified = false;
    style.hang = TURN_OVER * frame->look.size;
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add_run(layout, node, node->first, node->first->next, frame->look, frame->measure,
                      spans);
    if (has_pages)
        add_pages(layout, node, spans);
    if (spans->size > 0)
        sei_text_add_lines(layout, sei_text_set(layout, &style, spans, node), frame->look.size);
}

void sei_index_entry_lay(sei_layout *layout, const sei_node *node) {
    if (node->first->next != NULL) {
        lay_line(layout, node, true);
        return;
    }
    sei_layout_want_space(layout, 1);
    sei_frame *frame = sei_layout_push(layout, node);
    frame->look.role = SEI_FACE_SANS;
    frame->look.bold = true;
    lay_line(layout, node, false);
    sei_layout_pop(layout);
    layout->cursor.break_cost = SEI_COST_NEVER; /* a group's title stays with its first entry */
}
