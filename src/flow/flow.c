/* Book + style → pages, in one screen: the body's sections are laid, paged and emitted one after
 * another; then the front matter, which needs the body's folios (contents); then all is put
 * together.
 *
 * A section's strips are dropped when its pages stand. The front matter has folios of its own, so
 * that nothing in the body depends on it (flow/contents.c). */
#include "flow/flow.h"

#include "flow/reference.h"

#include <stdlib.h>
#include <string.h>

#define INDEX_COLUMN 12 /* characters at least */

/* The whole run. */
struct flow {
    const sei_flow_request *request;
    sei_arena job, section, scratch;
    sei_layout layout;
    sei_emit emit;
    sei_strips strips;
    sei_page_list front, body;
    const sei_node *section_node; /* that the body's section begins with */
};

static void init_flow(struct flow *flow, const sei_flow_request *request) {
    *flow = (struct flow){.request = request};
    sei_arena_init(&flow->job, request->memory);
    sei_arena_init(&flow->section, request->memory);
    sei_arena_init(&flow->scratch, request->memory);
    sei_layout_init(&flow->layout, request, &flow->job, &flow->section, &flow->scratch);
    sei_emit_init(&flow->emit, &flow->layout, &flow->job);
}

static void fini_flow(struct flow *flow) {
    sei_arena_fini(&flow->scratch);
    sei_arena_fini(&flow->section);
    sei_arena_fini(&flow->job);
}

static void begin_section(struct flow *flow, int columns) {
    sei_arena_fini(&flow->section);
    sei_arena_init(&flow->section, flow->request->memory);
    sei_layout_begin(&flow->layout, &flow->strips, columns);
    sei_layout_push(&flow->layout, flow->request->book->root);
}

/* The section becomes pages. */
static void end_section(struct flow *flow) {
    sei_layout *layout = &flow->layout;
    sei_layout_end(layout);
    sei_layout_pop(layout);
    sei_page_builder builder;
    sei_page_fill fill;
    sei_page_builder_init(&builder, &flow->section, &layout->grid, &flow->strips, &layout->notes,
                          sei_emit_is_recto(&flow->emit));
    while (sei_page_builder_next(&builder, &fill))
        sei_emit_page(&flow->emit, &fill);
    sei_emit_close(&flow->emit);
}

static int contents_depth(const sei_style *style) {
    for (size_t i = 0; i < style->front_count; i++)
        if (style->front[i] == SEI_PART_CONTENTS)
            return style->contents.depth;
    return 0;
}

/* Behind chapters stand the pages for notes that the style asks for, not behind a part's title. */
static void end_body_section(struct flow *flow) {
    static const sei_page_fill for_notes = {.is_for_notes = true};
    const sei_node *node = flow->section_node;
    const bool has_text = node->kind == SEI_NODE_CHAPTER && !node->as.chapter.is_index;
    end_section(flow);
    for (int i = 0; has_text && i < flow->request->style->study.notes_pages; i++)
        sei_emit_page(&flow->emit, &for_notes);
    sei_emit_close(&flow->emit);
}

/* Titles of parts have the page's whole width. The short lines of an index stand in two columns
 * where these are wide enough. */
static int columns_of(const struct flow *flow, const sei_node *node) {
    const sei_style *style = flow->request->style;
    const sei_length two = 2 * INDEX_COLUMN * style->text.size + style->text.column_gap;
    if (sei_chapter_has_page(&flow->layout, node))
        return 1;
    const bool is_index = node->kind == SEI_NODE_CHAPTER && node->as.chapter.is_index;
    return is_index && style->text.columns == 1 && flow->layout.width >= two ? 2
                                                                             : style->text.columns;
}

/* A section is what stands from one page break to the next: a part's title, a chapter, or several
 * of them. */
static void flow_body(struct flow *flow) {
    const sei_node *root = flow->request->book->root;
    flow->emit.contents_depth = contents_depth(flow->request->style);
    flow->emit.pages = &flow->body;
    flow->emit.furniture = SEI_FURNITURE_ALL;
    for (const sei_node *node = root->first; node != NULL;) {
        const sei_style_break page_break = sei_chapter_break(&flow->layout, node);
        if (page_break != SEI_STYLE_BREAK_NONE && node != root->first)
            end_body_section(flow);
        if (page_break != SEI_STYLE_BREAK_NONE) {
            begin_section(flow, columns_of(flow, node));
            flow->layout.section_folio = flow->emit.first_page + (uint32_t)flow->body.size;
            flow->layout.section_first = node->id;
            flow->section_node = node;
        }
        sei_chapter_lay(&flow->layout, node, page_break);
        node = node->kind == SEI_NODE_PART ? sei_node_next(root, node) : sei_node_skip(root, node);
    }
    if (root->first != NULL)
        end_body_section(flow);
}

/* A page of front or back matter laid by `lay`. */
static void flow_page(struct flow *flow, void (*lay)(sei_layout *)) {
    flow->emit.furniture = SEI_FURNITURE_NONE;
    begin_section(flow, 1);
    lay(&flow->layout);
    end_section(flow);
}

static void flow_blank(struct flow *flow) {
    const sei_page_fill blank = {.is_blank = true};
    sei_emit_page(&flow->emit, &blank);
    sei_emit_close(&flow->emit);
}

static void flow_contents(struct flow *flow) {
    if (flow->emit.contents_depth < 1 || flow->emit.entries.size == 0)
        return;
    flow->emit.furniture =
        flow->request->style->foot.hides_front ? SEI_FURNITURE_NONE : SEI_FURNITURE_FOLIO;
    begin_section(flow, 1);
    sei_contents_lay(&flow->layout, flow->emit.entries.at, flow->emit.entries.size, &flow->body);
    end_section(flow);
}

/* A cover and titles stand on a recto, the back cover on a verso. */
static void flow_side(struct flow *flow, sei_style_part part) {
    const bool wants_recto =
        part == SEI_PART_COVER || part == SEI_PART_HALF_TITLE || part == SEI_PART_TITLE_PAGE;
    const bool wants_verso = part == SEI_PART_BACK_COVER;
    const bool is_recto = sei_emit_is_recto(&flow->emit);
    if ((wants_recto && !is_recto) || (wants_verso && is_recto))
        flow_blank(flow);
}

static void flow_part(struct flow *flow, sei_style_part part) {
    switch (part) {
    case SEI_PART_COVER:
        if (flow->request->book->cover != 0)
            sei_emit_cover(&flow->emit, flow->request->book->cover);
        else
            flow_page(flow, sei_front_lay_cover);
        return;
    case SEI_PART_HALF_TITLE:
        flow_page(flow, sei_front_lay_half_title);
        return;
    case SEI_PART_TITLE_PAGE:
        flow_page(flow, sei_front_lay_title);
        return;
    case SEI_PART_CONTENTS:
        flow_contents(flow);
        return;
    case SEI_PART_COLOPHON:
        flow_page(flow, sei_front_lay_colophon);
        return;
    case SEI_PART_BACK_COVER:
        flow_page(flow, sei_front_lay_back_cover);
        return;
    }
}

static void flow_matter(struct flow *flow, sei_style_part part) {
    flow_side(flow, part);
    flow->emit.matter = 1 + (uint32_t)part;
    flow_part(flow, part);
    flow->emit.matter = 0;
}

/* Front matter has roman folios; the body begins on a recto behind it. */
static void flow_front(struct flow *flow) {
    const sei_style *style = flow->request->style;
    flow->emit.pages = &flow->front;
    flow->emit.is_roman = true;
    for (size_t i = 0; i < style->front_count; i++)
        flow_matter(flow, style->front[i]);
    if (flow->front.size % 2 == 1)
        flow_blank(flow);
}

static void flow_back(struct flow *flow) {
    const sei_style *style = flow->request->style;
    for (size_t i = 0; i < style->back_count; i++)
        flow_matter(flow, style->back[i]);
}

/* --- putting together --- */

static int compare_anchors(const void *a, const void *b) {
    const sei_page_anchor *left = a;
    const sei_page_anchor *right = b;
    if (left->anchor != right->anchor)
        return left->anchor < right->anchor ? -1 : 1;
    if (left->page != right->page)
        return left->page < right->page ? -1 : 1;
    return left->y < right->y ? -1 : left->y > right->y;
}

static void join_pages(const struct flow *flow, sei_pages *pages) {
    const size_t count = flow->front.size + flow->body.size;
    sei_page *all = SEI_NEW_ARRAY(flow->request->arena, sei_page, count);
    if (flow->front.size > 0)
        memcpy(all, flow->front.at, flow->front.size * sizeof *all);
    if (flow->body.size > 0)
        memcpy(all + flow->front.size, flow->body.at, flow->body.size * sizeof *all);
    pages->at = all;
    pages->count = (uint32_t)count;
}

/* Only the body has anchors; its pages stand behind the front matter. */
static void join_anchors(const struct flow *flow, sei_pages *pages) {
    const size_t count = flow->emit.anchors.size;
    sei_page_anchor *all = SEI_NEW_ARRAY(flow->request->arena, sei_page_anchor, count);
    uint32_t kept = 0;
    if (count > 0)
        qsort(flow->emit.anchors.at, count, sizeof *all, compare_anchors);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || all[kept - 1].anchor != flow->emit.anchors.at[i].anchor) {
            all[kept] = flow->emit.anchors.at[i];
            all[kept++].page += (uint32_t)flow->front.size;
        }
    }
    pages->anchors = all;
    pages->anchor_count = kept;
}

static void join_outline(const struct flow *flow, sei_pages *pages) {
    const size_t count = flow->emit.entries.size;
    sei_outline_entry *all = SEI_NEW_ARRAY(flow->request->arena, sei_outline_entry, count);
    int depth = 0;
    for (size_t i = 0; i < count; i++) {
        const sei_entry *entry = &flow->emit.entries.at[i];
        depth = entry->depth < depth + 1 ? entry->depth : depth + 1;
        all[i] = (sei_outline_entry){.title = entry->title,
                                     .depth = depth,
                                     .page = entry->page + (uint32_t)flow->front.size,
                                     .y = entry->y};
    }
    pages->outline = all;
    pages->outline_count = (uint32_t)count;
}

static void join_map(const struct flow *flow, sei_pages *pages) {
    const size_t count = flow->emit.map.size;
    sei_page_map_entry *all = SEI_NEW_ARRAY(flow->request->arena, sei_page_map_entry, count);
    if (count > 0)
        memcpy(all, flow->emit.map.at, count * sizeof *all);
    pages->map = (sei_page_map){.entries = all, .count = count};
}

static void run(struct flow *flow) {
    flow_body(flow);
    flow_back(flow);
    if (flow->body.size == 0)
        flow_blank(flow); /* an empty book is one empty page */
    sei_reference_print(&flow->emit);
    flow_front(flow);
}

const sei_pages *sei_flow_pages(const sei_flow_request *request) {
    struct flow flow;
    init_flow(&flow, request);
    run(&flow);
    sei_pages *pages = SEI_NEW(request->arena, sei_pages);
    join_pages(&flow, pages);
    join_anchors(&flow, pages);
    join_outline(&flow, pages);
    join_map(&flow, pages);
    pages->character_count = flow.layout.character_count;
    fini_flow(&flow);
    return pages;
}

void sei_flow_dump_items(const sei_flow_request *request, sei_buf *out) {
    struct flow flow;
    init_flow(&flow, request);
    flow.layout.items = out;
    run(&flow);
    fini_flow(&flow);
}
