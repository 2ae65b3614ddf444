/* The head of a page's notes: their numbers where pages number them, the rule above them, and what
 * is said of a note that is divided.
 *
 * A note that goes on on the next page says so at the right end of the rule's line; the page that
 * it goes on on has the same behind the rule. Both stand in the white around the rule, which every
 * page with notes has, so that no line gives way to them (spec/typography 6.7). */
#include "flow/emit.h"

/* Of the note's size; the middle of the characters, above the baseline, in em/1000. */
#define MARK_MILLE 750
#define MIDDLE_MILLE 380

/* The notes whose labels are on the strip have the next numbers. */
static void number_labels(sei_emit *emit, const sei_strip *strip) {
    sei_layout *layout = emit->layout;
    const uint32_t folio = emit->first_page + (uint32_t)emit->pages->size;
    for (uint32_t p = 0; p < strip->part_count; p++) {
        const sei_strip_part *part = &strip->parts[p];
        if (part->kind == SEI_STRIP_LINE && part->role == SEI_ROLE_LABEL &&
            part->node->kind == SEI_NODE_NOTE) {
            const uint32_t id = part->node->id;
            layout->note_numbers[id] = ++emit->last_note;
            if (layout->note_homes[id].number == 0)
                layout->note_homes[id] = (sei_note_home){emit->last_note, folio};
        }
    }
}

/* The marks of notes that begin on a page behind this one have numbers as well. */
static void number_waiting(sei_emit *emit, const sei_page_fill *fill) {
    for (size_t i = 0; i < fill->waiting_count; i++) {
        if (fill->waiting[i].repeats == 0) {
            const uint32_t number = emit->last_note + 1 + (uint32_t)i;
            emit->layout->note_numbers[fill->waiting[i].node->id] = number;
        }
    }
}

void sei_note_area_number(sei_emit *emit, const sei_page_fill *fill) {
    if (emit->layout->style->footnotes.numbering != SEI_NUMBER_PAGE)
        return;
    const bool has_waited = emit->has_waiting_notes;
    emit->last_note = has_waited || fill->column > 0 ? emit->last_note : 0;
    emit->has_waiting_notes = fill->waiting_count > 0;
    for (size_t i = 0; i < fill->note_count; i++)
        number_labels(emit, fill->notes[i].strip);
    if (!has_waited)
        number_waiting(emit, fill);
}

/* Sets the note's number in the pattern of one of its marks. */
static sei_lines set_mark(const sei_emit *emit, sei_str pattern, const sei_node *note) {
    const sei_style *style = emit->layout->style;
    const uint32_t number = emit->layout->note_numbers[note->id];
    return sei_furniture_set(emit, style->text.font,
                             sei_length_from_em(style->footnotes.size, MARK_MILLE),
                             sei_style_numbered(pattern, emit->arena, number));
}

static void emit_marks(sei_emit *emit, const sei_page_fill *fill, sei_length rule_end) {
    const sei_draw mark = {.role = SEI_ROLE_LAYOUT};
    const sei_style *style = emit->layout->style;
    const sei_length size = sei_length_from_em(style->footnotes.size, MARK_MILLE);
    const sei_length y = emit->y + fill->rule + sei_length_from_em(size, MIDDLE_MILLE);
    if (fill->continued != NULL && style->footnotes.continued.size > 0) {
        const sei_lines lines = set_mark(emit, style->footnotes.continued, fill->continued);
        sei_furniture_draw(emit, &lines, rule_end, y, mark);
    }
    if (fill->continues != NULL && style->footnotes.continues.size > 0) {
        const sei_lines lines = set_mark(emit, style->footnotes.continues, fill->continues);
        const sei_length x = emit->x + emit->layout->measure - lines.at[0].length;
        sei_furniture_draw(emit, &lines, x, y, mark);
    }
}

void sei_note_area_emit(sei_emit *emit, const sei_page_fill *fill) {
    const sei_style *style = emit->layout->style;
    const sei_length width = sei_length_scale(emit->layout->measure, style->footnotes.rule, 1000);
    const sei_box box = {emit->x, emit->y + fill->rule, width, style->rules.width};
    if (width > 0)
        sei_emit_rect(emit, NULL, box, sei_layout_color(style->text.color));
    emit_marks(emit, fill, width > 0 ? box.x + width + style->footnotes.size / 2 : emit->x);
}
