/* The contents: an entry for every part and chapter, and for headings down to the style's depth,
 * its folio at the line's end, leaders between.
 *
 * It is laid when the body's pages are known, so the folios are final; since the front matter
 * counts its pages apart, its length changes none of them. The folios' column has one width for all
 * (DESIGN, invariant 6). */
#include "flow/emit.h"

#include "base/buf.h"

#define FOLIO_COLUMN_MILLE 2500 /* least width of the folios' column, em/1000 */
#define LEADER_GAP_MILLE 500    /* white beside the leaders */
#define LEADERS_MAX 200         /* of one entry */
#define SMALL_DEPTH 3           /* entries of this depth and below are set smaller: */
#define SMALL_MILLE 900

struct contents {
    sei_layout *layout;
    const sei_page_list *pages;
    sei_length column;                        /* of the folios */
    sei_length leader;                        /* width of one; */
    sei_length pitch;                         /* of each that follows it */
    const sei_text *leaders[LEADERS_MAX + 1]; /* by their number: set when asked for */
    bool has_levels;                          /* some entries stand below others */
};

bool sei_contents_has(const sei_entry *entry, int depth) {
    const sei_node *node = entry->node;
    const bool is_chapter = node->kind != SEI_NODE_HEADING || sei_chapter_is_title(node);
    return entry->depth <= depth || (is_chapter && depth > 1);
}

/* The first line of a text, for what it leads to. */
static sei_strip_part entry_part(const sei_text *text, const sei_node *node, sei_length at,
                                 sei_length baseline) {
    sei_strip_part part = sei_text_part(text, 0, at, baseline);
    part.role = SEI_ROLE_ENTRY;
    part.node = node;
    return part;
}

static void lay_title(sei_layout *layout) {
    const sei_style_heading *style = &layout->style->headings[0];
    const sei_text_look look = sei_layout_look(style->font, style->size, style->color);
    sei_para_style para = sei_layout_para_style(layout, sei_layout_frame(layout));
    para.size = look.size;
    para.is_justified = false;
    para.is_heading = true;
    const sei_str title = sei_style_contents_title(layout->style, layout->book->info.lang);
    const sei_text *text = sei_text_set_plain(layout, &para, look, title, layout->book->root);
    sei_strip strip = {.lines = (uint16_t)style->lines};
    strip.height = style->lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    const sei_strip_part part =
        entry_part(text, layout->book->root, 0, sei_text_baseline(look.size, strip.height));
    sei_layout_add_strip(layout, strip, &part, 1);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

static sei_text_look plain_look(const sei_layout *layout) {
    const sei_style *style = layout->style;
    return sei_layout_look(style->text.font, style->text.size, style->text.color);
}

static const sei_text *set_leaders(struct contents *contents, size_t count) {
    sei_layout *layout = contents->layout;
    sei_buf dots;
    sei_buf_init(&dots, layout->request->memory);
    for (size_t i = 0; i < count; i++)
        sei_buf_add(&dots, SEI_STR("…"));
    const sei_str text = sei_arena_copy(layout->request->arena, sei_buf_str(&dots));
    sei_buf_fini(&dots);
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    return sei_text_set_plain(layout, &style, plain_look(layout), text, layout->book->root);
}

/* As many leaders as there is room for, ranged on the right, so that those of all entries stand
 * below one another: NULL when there is no room. */
static const sei_text *find_leaders(struct contents *contents, sei_length room) {
    const sei_length rest = room - contents->leader;
    const size_t fit = rest >= 0 && contents->pitch > 0 ? 1 + (size_t)(rest / contents->pitch) : 0;
    const size_t count = fit < LEADERS_MAX ? fit : LEADERS_MAX;
    if (count > 0 && contents->leaders[count] == NULL)
        contents->leaders[count] = set_leaders(contents, count);
    return contents->leaders[count];
}

static const sei_text *set_folio(const struct contents *contents, const sei_entry *entry) {
    sei_layout *layout = contents->layout;
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    sei_text_look look = plain_look(layout);
    look.tabular = true;
    return sei_text_set_plain(layout, &style, look, contents->pages->at[entry->page].label,
                              layout->book->root);
}

/* The last line of an entry has its leaders and its folio. */
static size_t add_tail(struct contents *contents, const sei_entry *entry, sei_length end,
                       sei_length baseline, sei_strip_part *parts) {
    const sei_length size = contents->layout->style->text.size;
    const sei_length measure = contents->layout->measure;
    const sei_text *folio = set_folio(contents, entry);
    const sei_length gap = sei_length_from_em(size, LEADER_GAP_MILLE);
    const sei_length right = measure - contents->column;
    size_t count = 0;
    parts[count++] = entry_part(folio, entry->node, measure - sei_text_length(folio), baseline);
    const sei_text *leaders = find_leaders(contents, right - end - gap);
    if (leaders != NULL) {
        parts[count] = sei_text_part(leaders, 0, right - sei_text_length(leaders), baseline);
        parts[count++].role = SEI_ROLE_LAYOUT;
    }
    return count;
}

/* What others stand below is bold; what stands low is small. */
static sei_text_look entry_look(const struct contents *contents, int depth) {
    sei_text_look look = plain_look(contents->layout);
    if (depth == 1 && contents->has_levels) {
        look.bold = true;
        look.role = SEI_FACE_SANS;
    } else if (depth >= SMALL_DEPTH) {
        look.size = sei_length_from_em(look.size, SMALL_MILLE);
    }
    return look;
}

static const sei_text *set_entry(const struct contents *contents, const sei_entry *entry,
                                 const sei_frame *frame) {
    sei_layout *layout = contents->layout;
    const sei_text_look look = entry_look(contents, entry->depth);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.is_justified = false;
    style.size = look.size;
    style.hang = frame->look.size;
    sei_span_list *spans = sei_spans_begin(layout);
    const sei_span span = {.kind = SEI_SPAN_TEXT,
                           .text = entry->title,
                           .look = look,
                           .node = layout->book->root,
                           .link = entry->node};
    SEI_VEC_ADD(layout->arena, spans, span);
    return sei_text_set(layout, &style, spans, layout->book->root);
}

static void lay_entry(struct contents *contents, const sei_entry *entry) {
    sei_layout *layout = contents->layout;
    const sei_length size = layout->style->text.size;
    sei_frame frame = *sei_layout_frame(layout);
    sei_frame_indent(&frame, (entry->depth - 1) * size);
    frame.measure -= contents->column + size;
    const sei_text *text = set_entry(contents, entry, &frame);
    const sei_length baseline = sei_text_baseline(size, layout->grid.size);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_strip_part parts[3] = {entry_part(text, entry->node, frame.inset, baseline)};
        parts[0].as.line.index = i;
        size_t count = 1;
        if (i + 1 == text->lines.count) {
            const sei_length end = frame.inset + text->lines.at[i].length;
            count += add_tail(contents, entry, end, baseline, parts + 1);
        }
        const sei_strip strip = {.lines = 1,
                                 .height = layout->grid.size,
                                 .break_cost = i > 0 ? SEI_COST_WIDOW : SEI_COST_FREE};
        sei_layout_add_strip(layout, strip, parts, count);
    }
}

/* The entries that are shown, in order. One of depth 1 with others below it is a group, which is
 * set apart from what stands above and below it. */
static void lay_entries(struct contents *contents, const sei_entry *entries, size_t count) {
    sei_layout *layout = contents->layout;
    const int depth = layout->style->contents.depth;
    const sei_entry *above = NULL;
    for (size_t i = 0; i < count; i++) {
        const sei_entry *entry = &entries[i];
        if (!sei_contents_has(entry, depth))
            continue;
        size_t next = i + 1;
        while (next < count && !sei_contents_has(&entries[next], depth))
            next++;
        const bool leads = next < count && entries[next].depth > entry->depth;
        if (above != NULL && entry->depth == 1 && (leads || above->depth > 1))
            sei_layout_want_space(layout, 1);
        if (next == count && layout->cursor.break_cost < SEI_COST_WIDOW)
            layout->cursor.break_cost = SEI_COST_WIDOW; /* no page with one entry */
        lay_entry(contents, entry);
        if (leads)
            layout->cursor.break_cost = SEI_COST_SUB_HEADING;
        above = entry;
        i = next - 1;
    }
}

static sei_length leader_width(sei_layout *layout, sei_str leaders) {
    const sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    const sei_span span = {.kind = SEI_SPAN_TEXT,
                           .text = leaders,
                           .look = plain_look(layout),
                           .node = layout->book->root};
    return sei_para_width(&layout->para, &style, &span, 1);
}

void sei_contents_lay(sei_layout *layout, const sei_entry *entries, size_t count,
                      const sei_page_list *pages) {
    struct contents contents = {.layout = layout, .pages = pages};
    contents.column = sei_length_from_em(layout->style->text.size, FOLIO_COLUMN_MILLE);
    contents.leader = leader_width(layout, SEI_STR("…"));
    contents.pitch = leader_width(layout, SEI_STR("……")) - contents.leader;
    for (size_t i = 0; i < count; i++) {
        contents.has_levels |=
            entries[i].depth > 1 && sei_contents_has(&entries[i], layout->style->contents.depth);
    }
    layout->cursor.is_opening = true;
    lay_title(layout);
    lay_entries(&contents, entries, count);
}
