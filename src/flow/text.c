/* Spans → a set text → strips, a line each.
 *
 * On the grid a line takes one grid line, and more only when an inline image is higher than its
 * feed: marks, small letters and emoji never change the pitch (spec/typography 6.2). Costs of page
 * breaks between a paragraph's lines come from widows and orphans. */
#include "flow/layout.h"

#include <string.h>

/* An ideographic character box lies 0.88 em above and 0.12 em below the baseline. */
#define BASELINE_MILLE 880

sei_length sei_text_baseline(sei_length size, sei_length height) {
    return (height - size) / 2 + sei_length_from_em(size, BASELINE_MILLE);
}

static void *copy_array(sei_arena *arena, const void *at, size_t count, size_t size) {
    void *copy = sei_arena_alloc_array(arena, count, size);
    if (count > 0)
        memcpy(copy, at, count * size);
    return copy;
}

const sei_text *sei_text_set(sei_layout *layout, const sei_para_style *style,
                             const sei_span_list *spans, const sei_node *block) {
    sei_text *text = SEI_NEW(layout->arena, sei_text);
    text->node = block;
    text->spans = copy_array(layout->arena, spans->at, spans->size, sizeof *spans->at);
    text->span_count = spans->size;
    text->anchor_count = spans->anchors.size;
    text->anchors = copy_array(layout->arena, spans->anchors.at, spans->anchors.size,
                               sizeof *spans->anchors.at);
    text->lines = sei_para_set(&layout->para, style, text->spans, text->span_count);
    layout->character_count += text->lines.character_count;
    if (layout->items != NULL)
        sei_para_dump(&layout->para, style, text->spans, text->span_count, layout->items);
    return text;
}

const sei_text *sei_text_set_plain(sei_layout *layout, const sei_para_style *style,
                                   sei_text_look look, sei_str text, const sei_node *node) {
    sei_span span = {.kind = SEI_SPAN_TEXT, .text = text, .look = look, .node = node};
    const sei_span_list spans = {.at = &span, .size = text.size > 0 ? 1 : 0, .room = 1};
    return sei_text_set(layout, style, &spans, node);
}

sei_length sei_text_length(const sei_text *text) {
    sei_length longest = 0;
    for (uint32_t i = 0; i < text->lines.count; i++)
        longest = text->lines.at[i].length > longest ? text->lines.at[i].length : longest;
    return longest;
}

sei_strip_part sei_text_part(const sei_text *text, uint32_t index, sei_length at,
                             sei_length baseline) {
    sei_strip_part part = {.kind = SEI_STRIP_LINE, .node = text->node, .at = at, .down = baseline};
    part.as.line.text = text;
    part.as.line.index = index;
    return part;
}

/* The number of the last span that line `index` shows. */
static uint32_t last_span(const sei_text *text, uint32_t index) {
    const sei_line *line = &text->lines.at[index];
    return line->piece_count > 0 ? line->pieces[line->piece_count - 1].span : 0;
}

/* The first anchor behind a span: they are sorted by span. */
static size_t first_anchor_behind(const sei_text *text, uint32_t span) {
    size_t from = 0;
    size_t to = text->anchor_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (text->anchors[middle].span > span)
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

void sei_text_take_anchors(sei_layout *layout, const sei_text *text, uint32_t from, uint32_t to) {
    const size_t first = from == 0 ? 0 : first_anchor_behind(text, last_span(text, from - 1));
    const size_t end = to == text->lines.count ? text->anchor_count
                                               : first_anchor_behind(text, last_span(text, to - 1));
    for (size_t i = first; i < end; i++)
        sei_layout_anchor(layout, text->anchors[i].anchor);
}

/* The tallest inline image of a line. */
static sei_length tallest_box(const sei_text *text, const sei_line *line) {
    sei_length tallest = 0;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const sei_span *span = &text->spans[line->pieces[i].span];
        if (span->kind == SEI_SPAN_BOX && span->height > tallest)
            tallest = span->height;
    }
    return tallest;
}

static uint16_t line_cost(const sei_layout *layout, uint32_t index, uint32_t count) {
    const uint32_t orphans = (uint32_t)layout->style->paragraph.orphans;
    const uint32_t widows = (uint32_t)layout->style->paragraph.widows;
    if (index == 0 || (index >= orphans && count - index >= widows))
        return SEI_COST_FREE;
    return SEI_COST_WIDOW;
}

/* Off the grid a line is as high as its characters, or an image of it. */
static sei_strip free_line(const sei_layout *layout, sei_length box, sei_length size,
                           sei_length *baseline) {
    const sei_length room = sei_text_baseline(size, size);
    const sei_length more = box > room ? box - room : 0;
    *baseline = room + more;
    return (sei_strip){
        .group = layout->cursor.group, .lead = layout->cursor.lead, .height = size + more};
}

/* On the grid it takes one line, or those that large characters or an image need. */
static sei_strip grid_line(const sei_layout *layout, sei_length box, sei_length size,
                           sei_length *baseline) {
    const sei_page_grid *grid = &layout->grid;
    const sei_length feed = sei_page_grid_feed(grid);
    const int for_text = sei_page_grid_lines(grid, size - grid->gap / 2);
    const sei_length room = sei_text_baseline(size, for_text * feed - grid->gap);
    const sei_length more = box > room + grid->gap / 2 ? box - room : 0;
    const int lines = for_text + (more + feed - 1) / feed;
    *baseline = room + (lines - for_text) * feed;
    return (sei_strip){.lines = (uint16_t)lines, .height = lines * feed - grid->gap};
}

static sei_strip line_strip(const sei_layout *layout, const sei_text *text, uint32_t index,
                            sei_length size, sei_length *baseline) {
    const sei_length box = tallest_box(text, &text->lines.at[index]);
    sei_strip strip = layout->cursor.group != NULL ? free_line(layout, box, size, baseline)
                                                   : grid_line(layout, box, size, baseline);
    strip.break_cost = line_cost(layout, index, text->lines.count);
    return strip;
}

void sei_text_add_lines(sei_layout *layout, const sei_text *text, sei_length size) {
    const sei_frame frame = *sei_layout_frame(layout);
    sei_layout_cursor *cursor = &layout->cursor;
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_length baseline = 0;
        const sei_strip strip = line_strip(layout, text, i, size, &baseline);
        if (cursor->lines_below_heading == 1 && cursor->break_cost < SEI_COST_LONE_LINE)
            cursor->break_cost = SEI_COST_LONE_LINE;
        sei_text_take_anchors(layout, text, i, i + 1);
        const sei_strip_part part = sei_text_part(text, i, frame.inset, baseline);
        sei_strip *added = sei_layout_add_strip(layout, strip, &part, 1);
        cursor->lines_below_heading += cursor->lines_below_heading < 2;
        sei_note_carry(layout, added);
    }
}
