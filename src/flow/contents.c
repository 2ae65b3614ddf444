/* The contents: an entry for every heading down to the style's depth, its folio at the line's end,
 * leaders between.
 *
 * It is laid when the body's pages are known, so the folios are final; since the front matter
 * counts its pages apart, its length changes none of them. The folios' column has one width for all
 * (DESIGN, invariant 6). */
#include "flow/emit.h"

#include "base/buf.h"

#define FOLIO_COLUMN_MILLE 2500 /* least width of the folios' column, em/1000 */
#define LEADER_GAP_MILLE 500    /* white beside the leaders */

struct contents {
    sei_layout *layout;
    const sei_page_list *pages;
    sei_length column; /* of the folios */
};

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
        sei_text_part(text, 0, 0, sei_text_baseline(look.size, strip.height));
    sei_layout_add_strip(layout, strip, &part, 1);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

static const sei_text *set_folio(const struct contents *contents, const sei_entry *entry,
                                 sei_text_look look) {
    sei_layout *layout = contents->layout;
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    look.bold = false;
    look.role = SEI_FACE_SERIF;
    look.tabular = true;
    return sei_text_set_plain(layout, &style, look, contents->pages->at[entry->page].label,
                              layout->book->root);
}

/* Leaders of whole characters between two places, ranged on the right: NULL when there is no room.
 */
static const sei_text *set_leaders(const struct contents *contents, sei_text_look look,
                                   sei_length room) {
    sei_layout *layout = contents->layout;
    const sei_length count = room / look.size;
    if (count < 1) {
        return NULL;
    }
    sei_buf dots;
    sei_buf_init(&dots, layout->request->memory);
    for (sei_length i = 0; i < count; i++) {
        sei_buf_add(&dots, SEI_STR("…"));
    }
    const sei_str text = sei_arena_copy(layout->request->arena, sei_buf_str(&dots));
    sei_buf_fini(&dots);
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    look.bold = false;
    look.role = SEI_FACE_SERIF;
    return sei_text_set_plain(layout, &style, look, text, layout->book->root);
}

/* The last line of an entry has its leaders and its folio. */
static size_t add_tail(const struct contents *contents, const sei_entry *entry, sei_text_look look,
                       sei_length end, sei_length baseline, sei_strip_part *parts) {
    const sei_length measure = contents->layout->measure;
    const sei_text *folio = set_folio(contents, entry, look);
    const sei_length gap = sei_length_from_em(look.size, LEADER_GAP_MILLE);
    const sei_length right = measure - contents->column;
    size_t count = 0;
    parts[count++] = sei_text_part(folio, 0, measure - sei_text_length(folio), baseline);
    const sei_text *leaders = set_leaders(contents, look, right - end - gap);
    if (leaders != NULL) {
        parts[count] = sei_text_part(leaders, 0, right - sei_text_length(leaders), baseline);
        parts[count++].role = SEI_ROLE_LAYOUT;
    }
    return count;
}

static void lay_entry(const struct contents *contents, const sei_entry *entry, int depth) {
    sei_layout *layout = contents->layout;
    const sei_length size = layout->style->text.size;
    sei_frame frame = *sei_layout_frame(layout);
    sei_frame_indent(&frame, (depth - 1) * size);
    frame.measure -= contents->column + size;
    sei_text_look look = frame.look;
    look.bold = depth == 1;
    look.role = depth == 1 ? SEI_FACE_SANS : look.role;
    sei_para_style style = sei_layout_para_style(layout, &frame);
    style.is_justified = false;
    style.hang = size;
    sei_span_list *spans = sei_spans_begin(layout);
    const sei_span span = {.kind = SEI_SPAN_TEXT,
                           .text = entry->title,
                           .look = look,
                           .node = layout->book->root,
                           .link = entry->node};
    SEI_VEC_ADD(layout->arena, spans, span);
    const sei_text *text = sei_text_set(layout, &style, spans, layout->book->root);
    const sei_length baseline = sei_text_baseline(size, layout->grid.size);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_strip_part parts[3] = {sei_text_part(text, i, frame.inset, baseline)};
        size_t count = 1;
        if (i + 1 == text->lines.count) {
            const sei_length end = frame.inset + text->lines.at[i].length;
            count += add_tail(contents, entry, look, end, baseline, parts + 1);
        }
        const sei_strip strip = {.lines = 1,
                                 .height = layout->grid.size,
                                 .break_cost = i > 0 ? SEI_COST_WIDOW : SEI_COST_FREE};
        sei_layout_add_strip(layout, strip, parts, count);
    }
}

void sei_contents_lay(sei_layout *layout, const sei_entry *entries, size_t count,
                      const sei_page_list *pages) {
    struct contents contents = {.layout = layout, .pages = pages};
    const int depth = layout->style->contents.depth;
    contents.column = sei_length_from_em(layout->style->text.size, FOLIO_COLUMN_MILLE);
    layout->cursor.is_opening = true;
    lay_title(layout);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].depth > depth) {
            continue;
        }
        if (entries[i].depth == 1 && depth > 1) {
            sei_layout_want_space(layout, layout->cursor.break_cost == SEI_COST_NEVER ? 0 : 1);
        }
        lay_entry(&contents, &entries[i], entries[i].depth);
        if (entries[i].depth == 1) {
            layout->cursor.break_cost = SEI_COST_SUB_HEADING;
        }
    }
}
