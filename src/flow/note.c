/* Notes: the bodies of footnotes as strips of note size, carried by the strip with their first
 * mark.
 *
 * A body has a measure of its own in whole characters of its size, flush with the hanmen's line
 * end; its mark stands at the line's head, one em before the text, and lines turn over by one em
 * (JLREQ 4.2.5). A body is laid once, at the first mark that is met; marks inside a body add their
 * notes to the same strip, by a growing range and not by recursion. */
#include "flow/address.h"
#include "flow/emit.h"

/* What stands for a number that only the page gives: one figure's width is kept for it, or two. */
#define STAND_IN 8
#define LONG_STAND_IN 88

static bool is_page_numbered(const sei_layout *layout) {
    return layout->style->footnotes.numbering == SEI_NUMBER_PAGE;
}

/* No mark has a higher number than there are marks on a page's worth of lines up to it. */
static uint32_t stand_in(sei_layout *layout) {
    const sei_strips *strips = layout->out;
    const size_t window = (size_t)layout->grid.lines;
    uint32_t most = ++layout->marks_set;
    for (size_t i = strips->size > window ? strips->size - window : 0; i < strips->size; i++)
        most += strips->at[i].note_count;
    return most > 9 ? LONG_STAND_IN : STAND_IN;
}

/* The number a mark prints. */
static uint32_t note_number(sei_layout *layout, const sei_node *note) {
    sei_assert(note->id <= layout->book->node_count);
    return is_page_numbered(layout) ? stand_in(layout) : layout->note_numbers[note->id];
}

/* The note of a node's mark, if one is printed and the note stands at a page's foot. */
static const sei_node *marked_note(const sei_layout *layout, const sei_node *node) {
    const sei_node *mark = node->kind == SEI_NODE_NOTE_MARK ? node : NULL;
    if (node->kind == SEI_NODE_LINK && sei_address_form_of(layout, node) == SEI_ADDRESS_MARK)
        mark = node->as.link.paper->mark;
    const sei_node *note = mark != NULL ? mark->as.note.note : NULL;
    return note != NULL && !sei_address_is_listed(layout, note) ? note : NULL;
}

void sei_note_number_all(sei_layout *layout, const sei_node *chapter) {
    uint32_t *last = layout->style->footnotes.numbering == SEI_NUMBER_BOOK ? &layout->last_number
                                                                           : &layout->note_count;
    if (is_page_numbered(layout))
        return;
    for (const sei_node *node = chapter; node != NULL; node = sei_node_next(chapter, node)) {
        const sei_node *note = marked_note(layout, node);
        if (note != NULL && layout->note_numbers[note->id] == 0)
            layout->note_numbers[note->id] = ++*last;
    }
}

sei_str sei_note_mark(sei_layout *layout, const sei_node *note) {
    if (sei_address_is_listed(layout, note))
        return sei_address_list_mark(layout, note);
    return sei_style_note_mark(layout->style, layout->request->arena, note_number(layout, note));
}

/* The frame of a note's text, and the mark that waits for its first line. */
static void open_note(sei_layout *layout, const sei_node *note) {
    const sei_style *style = layout->style;
    sei_frame *frame = sei_layout_push(layout, note);
    const sei_length em = style->footnotes.size;
    frame->look.size = em;
    frame->inset = frame->measure > em ? frame->measure % em : 0;
    frame->measure -= frame->inset;
    sei_label label = {.node = note, .at = frame->inset, .size = em};
    sei_para_style para = sei_layout_para_style(layout, frame);
    para.is_justified = false;
    label.text = sei_text_set_plain(layout, &para, frame->look, sei_note_mark(layout, note), note);
    SEI_VEC_ADD(layout->arena, &layout->cursor.labels, label);
    sei_frame_indent(frame, em);
    frame->is_first = true;
    frame->first_indent = sei_text_length(label.text);
}

/* An empty body is a line with its mark alone. */
static void close_note(sei_layout *layout) {
    if (layout->cursor.labels.size > 0) {
        const sei_frame *frame = sei_layout_frame(layout);
        const sei_length size = frame->look.size;
        const sei_para_style style = sei_layout_para_style(layout, frame);
        const sei_text *text =
            sei_text_set_plain(layout, &style, frame->look, (sei_str){0}, frame->node);
        sei_text_add_lines(layout, text, size);
    }
    sei_layout_pop(layout);
}

sei_str sei_note_reference(sei_layout *layout, const sei_note_home *home) {
    const sei_style_reference words = sei_style_page_reference(layout->book->info.lang);
    return sei_arena_print(layout->request->arena, "→ %u%.*s%u%.*s", (unsigned)home->number,
                           SEI_STR_ARG(words.before), (unsigned)home->folio,
                           SEI_STR_ARG(words.after));
}

/* In place of a body that has been set at another mark: where it stands. Only the page that it
 * comes to stand on knows what to print. */
static void lay_reference(sei_layout *layout, const sei_node *note, const sei_node *mark) {
    static const sei_note_home stand_in = {LONG_STAND_IN, LONG_STAND_IN};
    const sei_frame *frame = sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.indent = frame->first_indent;
    style.is_justified = false;
    const sei_length size = frame->look.size;
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add_text(layout->arena, spans, frame->look, sei_note_reference(layout, &stand_in),
                       mark);
    sei_text_add_lines(layout, sei_text_set(layout, &style, spans, note), size);
}

void sei_note_lay_listed(sei_layout *layout, const sei_node *note) {
    open_note(layout, note);
    sei_layout_anchor(layout, sei_entry_anchor(layout->book, note));
    sei_blocks_lay(layout, note);
    close_note(layout);
}

/* Lays the body apart from what is being laid, which waits. */
static void lay_note(sei_layout *layout, size_t index) {
    const sei_layout_cursor cursor = layout->cursor;
    const sei_frames frames = layout->frames;
    sei_strips *out = layout->out;
    sei_strips strips = {0};
    const sei_node *note = layout->notes.at[index].node;
    layout->cursor = (sei_layout_cursor){.lines_below_heading = 2};
    layout->cursor.group = SEI_NEW(layout->arena, sei_strip_group);
    layout->cursor.lead = layout->style->footnotes.line_gap;
    layout->frames = (sei_frames){0};
    layout->out = &strips;
    open_note(layout, note);
    if (layout->notes.at[index].repeats > 0) {
        lay_reference(layout, note, layout->notes.at[index].mark);
    } else {
        sei_layout_anchor(layout, sei_entry_anchor(layout->book, note));
        sei_blocks_lay(layout, note);
    }
    close_note(layout);
    layout->notes.at[index].strips = strips;
    layout->out = out;
    layout->frames = frames;
    layout->cursor = cursor;
}

/* The notes whose marks are on the line join the list: at their first marks, and at all where pages
 * number their notes. */
static void collect_marks(sei_layout *layout, const sei_strip_part *part) {
    const sei_text *text = part->as.line.text;
    const sei_line *line = &text->lines.at[part->as.line.index];
    for (uint32_t i = 0; i < line->mark_count; i++) {
        const sei_span *span = &text->spans[text->lines.marks[line->first_mark + i]];
        const sei_node *note = span->node->as.note.note;
        uint32_t *place = &layout->note_places[note->id];
        if (*place == 0 || is_page_numbered(layout)) {
            const sei_laid_note laid = {.node = note, .mark = span->node, .repeats = *place};
            SEI_VEC_ADD(layout->arena, &layout->notes, laid);
            *place = (uint32_t)layout->notes.size;
        }
    }
}

static void collect_strip(sei_layout *layout, const sei_strip *strip) {
    for (uint32_t i = 0; i < strip->part_count; i++)
        if (strip->parts[i].kind == SEI_STRIP_LINE)
            collect_marks(layout, &strip->parts[i]);
}

void sei_note_carry(sei_layout *layout, sei_strip *strip) {
    layout->marks_set = 0;
    if (layout->is_in_note) {
        collect_strip(layout, strip); /* the range that is being laid grows */
        return;
    }
    const size_t first = layout->notes.size;
    collect_strip(layout, strip);
    layout->is_in_note = true;
    for (size_t i = first; i < layout->notes.size; i++)
        lay_note(layout, i);
    layout->is_in_note = false;
    strip->first_note = (uint32_t)first;
    strip->note_count = (uint32_t)(layout->notes.size - first);
}
