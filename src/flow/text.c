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
    if (count > 0) {
        memcpy(copy, at, count * size);
    }
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
    if (layout->items != NULL) {
        sei_para_dump(&layout->para, style, text->spans, text->span_count, layout->items);
    }
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
    for (uint32_t i = 0; i < text->lines.count; i++) {
        longest = text->lines.at[i].length > longest ? text->lines.at[i].length : longest;
    }
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

void sei_text_take_anchors(sei_layout *layout, const sei_text *text, uint32_t from, uint32_t to) {
    const bool is_end = to == text->lines.count;
    const uint32_t end = is_end || to == 0 ? UINT32_MAX : last_span(text, to - 1);
    for (size_t i = 0; i < text->anchor_count; i++) {
        const uint32_t span = text->anchors[i].span;
        if ((from == 0 || span > last_span(text, from - 1)) && (is_end || span <= end)) {
            sei_layout_anchor(layout, text->anchors[i].anchor);
        }
    }
}

/* The tallest inline image of a line. */
static sei_length tallest_box(const sei_text *text, const sei_line *line) {
    sei_length tallest = 0;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const sei_span *span = &text->spans[line->pieces[i].span];
        if (span->kind == SEI_SPAN_BOX && span->height > tallest) {
            tallest = span->height;
        }
    }
    return tallest;
}

static uint16_t line_cost(const sei_layout *layout, uint32_t index, uint32_t count) {
    const uint32_t orphans = (uint32_t)layout->style->paragraph.orphans;
    const uint32_t widows = (uint32_t)layout->style->paragraph.widows;
    if (index == 0 || (index >= orphans && count - index >= widows)) {
        return SEI_COST_FREE;
    }
    return SEI_COST_WIDOW;
}

static sei_strip line_strip(const sei_layout *layout, const sei_text *text, uint32_t index,
                            sei_length size, sei_length *baseline) {
    const sei_length box = tallest_box(text, &text->lines.at[index]);
    const sei_length room =
        sei_text_baseline(size, layout->cursor.group ? size : layout->grid.size);
    sei_strip strip = {.break_cost = line_cost(layout, index, text->lines.count)};
    *baseline = room;
    if (layout->cursor.group != NULL) {
        const sei_length more = box > room ? box - room : 0;
        strip.group = layout->cursor.group;
        strip.lead = layout->cursor.lead;
        strip.height = size + more;
        *baseline += more;
        return strip;
    }
    const sei_length feed = sei_page_grid_feed(&layout->grid);
    const sei_length more = box > room + layout->grid.gap / 2 ? box - room : 0;
    const int lines = 1 + (more + feed - 1) / feed;
    strip.lines = (uint16_t)lines;
    strip.height = lines * feed - layout->grid.gap;
    *baseline += (lines - 1) * feed;
    return strip;
}

void sei_text_add_lines(sei_layout *layout, const sei_text *text, sei_length size) {
    const sei_frame frame = *sei_layout_frame(layout);
    sei_layout_cursor *cursor = &layout->cursor;
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_length baseline = 0;
        const sei_strip strip = line_strip(layout, text, i, size, &baseline);
        if (cursor->lines_below_heading == 1 && cursor->break_cost < SEI_COST_LONE_LINE) {
            cursor->break_cost = SEI_COST_LONE_LINE;
        }
        if (text->anchor_count > 0) {
            sei_text_take_anchors(layout, text, i, i + 1);
        }
        const sei_strip_part part = sei_text_part(text, i, frame.inset, baseline);
        sei_strip *added = sei_layout_add_strip(layout, strip, &part, 1);
        cursor->lines_below_heading += cursor->lines_below_heading < 2;
        sei_note_carry(layout, added);
    }
}
