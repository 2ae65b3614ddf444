/* The layout's own moves: sections, frames, panels, and adding strips.
 *
 * The rule that is easy to break: what waits in the cursor (space, labels, anchors, headings)
 * belongs to the next strip, whatever it is; sei_layout_add_strip is the only place that takes it.
 */
#include "flow/layout.h"

#include <string.h>

/* No container may leave less measure than this many characters (or the column's, if less). */
#define CHARACTERS_MIN 8
#define LABEL_PARTS 3 /* a task box, its filling, a text */

/* Not a book of one note, which is called what the book is. */
static bool has_chapters(const sei_book *book) {
    const sei_node *first = book->root->first;
    const sei_node *next = first != NULL ? first->next : NULL;
    const bool is_index =
        next != NULL && next->kind == SEI_NODE_CHAPTER && next->as.chapter.is_index;
    if (first == NULL || (next != NULL && !is_index) || first->kind == SEI_NODE_PART)
        return first != NULL;
    return first->as.chapter.title.size > 0 &&
           !sei_str_equal(first->as.chapter.title, book->info.title);
}

/* The white above the note rule: at least the line gap (spec/typography 6.7), and what the mark of
 * a divided note needs, which stands beside the rule. */
static sei_length note_space(const sei_style *style) {
    const sei_length half = style->footnotes.size / 2;
    return style->text.line_gap > half ? style->text.line_gap : half;
}

void sei_layout_init(sei_layout *layout, const sei_flow_request *request, sei_arena *job,
                     sei_arena *section, sei_arena *scratch) {
    const sei_style *style = request->style;
    *layout = (sei_layout){.request = request,
                           .style = style,
                           .book = request->book,
                           .width = sei_style_type_width(style),
                           .lang = request->book->info.lang,
                           .arena = section,
                           .job = job};
    layout->grid = (sei_page_grid){.size = style->text.size,
                                   .gap = style->text.line_gap,
                                   .lines = style->text.lines,
                                   .columns = 1,
                                   .note_space = note_space(style),
                                   .note_drop = style->footnotes.size * 5 / 7};
    layout->para = (sei_para_context){.arena = request->arena,
                                      .scratch = scratch,
                                      .fonts = request->fonts,
                                      .hyphenator = request->hyphenator,
                                      .diags = request->diags,
                                      .sources = request->book->sources};
    const size_t ids = (size_t)request->book->node_count + 1;
    layout->note_numbers = SEI_NEW_ARRAY(job, uint32_t, ids);
    layout->note_homes = SEI_NEW_ARRAY(job, sei_note_home, ids);
    layout->note_places = SEI_NEW_ARRAY(job, uint32_t, ids);
    layout->anchor_folios = SEI_NEW_ARRAY(job, uint32_t, request->book->anchor_count + 1);
    layout->has_chapters = has_chapters(request->book);
    sei_estimate_make(layout);
}

/* Columns hold whole characters; what is over goes to the gaps. */
static sei_length column_measure(const sei_layout *layout, int columns) {
    const sei_style *style = layout->style;
    const sei_length measure = (layout->width - (columns - 1) * style->text.column_gap) / columns;
    return columns == 1 ? layout->width : measure - measure % style->text.size;
}

void sei_layout_begin(sei_layout *layout, sei_strips *out, int columns) {
    *out = (sei_strips){0};
    layout->out = out;
    layout->grid.columns = columns;
    layout->measure = column_measure(layout, columns);
    layout->lang = layout->book->info.lang;
    layout->notes = (sei_laid_notes){0};
    layout->note_count = 0;
    layout->listed.size = layout->listed.room = 0;
    layout->codes = (sei_codes){0};
    layout->cursor = (sei_layout_cursor){.lines_below_heading = 2};
    layout->frames = (sei_frames){0};
    layout->spans = (sei_span_list){0};
}

sei_text_look sei_layout_look(sei_style_font font, sei_length size, sei_rgb color) {
    return (sei_text_look){.role = (sei_face_role)font.role,
                           .bold = font.bold,
                           .size = size,
                           .color = sei_layout_color(color)};
}

sei_color sei_layout_color(sei_rgb color) {
    return (sei_color){color.red, color.green, color.blue};
}

sei_frame *sei_layout_frame(sei_layout *layout) {
    return &layout->frames.at[layout->frames.size - 1];
}

sei_frame *sei_layout_push(sei_layout *layout, const sei_node *node) {
    sei_frame frame = {.measure = layout->measure,
                       .look = sei_layout_look(layout->style->text.font, layout->style->text.size,
                                               layout->style->text.color)};
    if (layout->frames.size > 0) {
        frame = *sei_layout_frame(layout);
        frame.panel = NULL;
    }
    frame.node = node;
    SEI_VEC_ADD(layout->arena, &layout->frames, frame);
    return sei_layout_frame(layout);
}

void sei_layout_pop(sei_layout *layout) {
    const sei_frame *frame = &layout->frames.at[--layout->frames.size];
    if (frame->panel != NULL)
        frame->panel->end = (uint32_t)layout->out->size;
}

void sei_frame_indent(sei_frame *frame, sei_length amount) {
    const sei_length most = frame->measure - CHARACTERS_MIN * frame->look.size;
    const sei_length taken = amount > most ? most : amount;
    if (taken > 0) {
        frame->inset += taken;
        frame->measure -= taken;
    }
}

/* The innermost open panel. */
static sei_panel *open_panel(const sei_layout *layout) {
    for (size_t i = layout->frames.size; i > 0; i--)
        if (layout->frames.at[i - 1].panel != NULL)
            return layout->frames.at[i - 1].panel;
    return NULL;
}

sei_panel *sei_layout_open_panel(sei_layout *layout, sei_frame *frame) {
    sei_panel *panel = SEI_NEW(layout->arena, sei_panel);
    panel->parent = open_panel(layout);
    panel->node = frame->node;
    panel->first = (uint32_t)layout->out->size;
    panel->at = frame->inset;
    panel->width = frame->measure;
    frame->panel = panel;
    return panel;
}

sei_para_style sei_layout_para_style(const sei_layout *layout, const sei_frame *frame) {
    const sei_style *style = layout->style;
    return (sei_para_style){.measure = frame->measure,
                            .size = frame->look.size,
                            .profile = sei_para_profile(style->paragraph.profile, layout->lang),
                            .kinsoku = style->paragraph.kinsoku,
                            .hanging = style->paragraph.hanging,
                            .latin_gap = style->paragraph.latin_gap,
                            .hyphenate = style->paragraph.hyphenate,
                            .align = frame->align,
                            .is_justified = frame->align == SEI_STYLE_LEFT && !frame->is_ragged,
                            .lang = layout->lang};
}

void sei_layout_want_space(sei_layout *layout, int lines) {
    if (lines > layout->cursor.space)
        layout->cursor.space = lines;
}

void sei_layout_want_length(sei_layout *layout, sei_length length) {
    const sei_length feed = sei_page_grid_feed(&layout->grid);
    sei_layout_want_space(layout, (length + feed - 1) / feed);
}

void sei_layout_anchor(sei_layout *layout, uint32_t anchor) {
    if (anchor != 0)
        SEI_VEC_ADD(layout->arena, &layout->cursor.anchors, anchor);
}

static sei_strip_part *add_task_box(const sei_layout *layout, const sei_label *label,
                                    sei_length line, sei_strip_part *end) {
    const sei_color color = sei_layout_color(layout->style->text.color);
    const sei_length top = (line - label->box) / 2;
    *end = (sei_strip_part){.kind = SEI_STRIP_FRAME, .role = SEI_ROLE_LABEL, .node = label->node};
    end->at = label->box_at;
    end->down = top;
    end->as.rect.width = end->as.rect.height = label->box;
    end->as.rect.stroke = label->box / 14;
    end->as.rect.color = color;
    end++;
    if (label->is_checked) {
        const sei_length inner = label->box / 4;
        *end =
            (sei_strip_part){.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LABEL, .node = label->node};
        end->at = label->box_at + inner;
        end->down = top + inner;
        end->as.rect.width = end->as.rect.height = label->box - 2 * inner;
        end->as.rect.color = color;
        end++;
    }
    return end;
}

/* At most LABEL_PARTS parts; returns the place behind them. */
static sei_strip_part *add_label(sei_layout *layout, const sei_strip *strip, const sei_label *label,
                                 sei_strip_part *end) {
    const sei_length line =
        (strip->group != NULL ? sei_layout_frame(layout)->look.size : layout->grid.size) +
        2 * layout->cursor.label_drop;
    if (label->box > 0)
        end = add_task_box(layout, label, line, end);
    if (label->text != NULL) {
        *end = sei_text_part(label->text, 0, label->at, sei_text_baseline(label->size, line));
        end->role = SEI_ROLE_LABEL;
        end++;
    }
    return end;
}

/* The parts given, with the cursor's anchors and headings before and its labels. */
static void take_waiting_parts(sei_layout *layout, sei_strip *strip, const sei_strip_part *parts,
                               size_t part_count) {
    sei_layout_cursor *cursor = &layout->cursor;
    const size_t most = part_count + cursor->anchors.size + cursor->headings.size +
                        LABEL_PARTS * cursor->labels.size;
    sei_strip_part *all = SEI_NEW_ARRAY(layout->arena, sei_strip_part, most);
    sei_strip_part *end = all;
    for (size_t i = 0; i < cursor->anchors.size; i++) {
        *end = (sei_strip_part){.kind = SEI_STRIP_ANCHOR};
        end->as.anchor = cursor->anchors.at[i];
        end++;
    }
    for (size_t i = 0; i < cursor->headings.size; i++) {
        *end = (sei_strip_part){.kind = SEI_STRIP_HEADING, .node = cursor->headings.at[i].node};
        end->as.number = cursor->headings.at[i].number;
        end++;
    }
    for (size_t i = 0; i < cursor->labels.size; i++)
        end = add_label(layout, strip, &cursor->labels.at[i], end);
    if (part_count > 0) {
        memcpy(end, parts, part_count * sizeof *parts);
        end += part_count;
    }
    cursor->anchors.size = cursor->headings.size = cursor->labels.size = 0;
    strip->parts = all;
    strip->part_count = (uint32_t)(end - all);
}

void sei_layout_end(sei_layout *layout) {
    const sei_layout_cursor *cursor = &layout->cursor;
    if (cursor->anchors.size + cursor->headings.size == 0)
        return;
    if (layout->out->size == 0) {
        sei_layout_add_strip(layout, (sei_strip){0}, NULL, 0);
        return;
    }
    sei_strip *last = &layout->out->at[layout->out->size - 1];
    take_waiting_parts(layout, last, last->parts, last->part_count);
}

sei_strip *sei_layout_add_strip(sei_layout *layout, sei_strip strip, const sei_strip_part *parts,
                                size_t part_count) {
    sei_layout_cursor *cursor = &layout->cursor;
    strip.panel = open_panel(layout);
    take_waiting_parts(layout, &strip, parts, part_count);
    strip.space_before = (uint8_t)(cursor->space > UINT8_MAX ? UINT8_MAX : cursor->space);
    strip.page_break = cursor->page_break;
    strip.is_opening = cursor->is_opening;
    if (cursor->break_cost > strip.break_cost)
        strip.break_cost = cursor->break_cost;
    const uint16_t line_cost = sei_layout_frame(layout)->line_cost;
    if (strip.panel != NULL && strip.panel->first < layout->out->size &&
        line_cost > strip.break_cost)
        strip.break_cost = line_cost;
    cursor->space = 0;
    cursor->label_drop = 0;
    cursor->page_break = SEI_STYLE_BREAK_NONE;
    cursor->break_cost = SEI_COST_FREE;
    cursor->is_opening = false;
    cursor->heading_rank = 0;
    SEI_VEC_ADD(layout->arena, layout->out, strip);
    return &layout->out->at[layout->out->size - 1];
}
