/* Links that lead out of the book → what print says of where they lead.
 *
 * The book holds for each its address, a mark with a note that gives it, and a video's code
 * (sei_paper); the style says which of them is printed. In a footnote's text the address follows in
 * brackets, since no note stands in a note. The rule that is easy to break: the entries of a list
 * are numbered apart from the notes at the pages' feet, so their marks have a form of their own. */
#include "flow/address.h"

sei_address_form sei_address_form_of(const sei_layout *layout, const sei_node *link) {
    const sei_paper *paper = link->as.link.paper;
    const sei_style *style = layout->style;
    if (paper == NULL || style->links.external == SEI_LINKS_HIDE)
        return SEI_ADDRESS_NONE;
    if (paper->code != NULL && style->links.has_video_codes)
        return SEI_ADDRESS_CODE;
    if (paper->address.size == 0)
        return SEI_ADDRESS_NONE;
    return paper->mark != NULL ? SEI_ADDRESS_MARK : SEI_ADDRESS_BRACKETS;
}

bool sei_address_is_listed(const sei_layout *layout, const sei_node *note) {
    const sei_links_external external = layout->style->links.external;
    return (external == SEI_LINKS_LIST || external == SEI_LINKS_QR) && note->first != NULL &&
           note->first->kind == SEI_NODE_QR_CODE;
}

sei_str sei_address_list_mark(sei_layout *layout, const sei_node *note) {
    uint32_t *number = &layout->note_numbers[note->id];
    if (*number == 0) {
        SEI_VEC_ADD(layout->arena, &layout->listed, note);
        *number = (uint32_t)layout->listed.size;
    }
    return sei_arena_print(layout->request->arena, "[%u]", (unsigned)*number);
}

sei_str sei_address_in_brackets(const sei_layout *layout, sei_str address) {
    const bool is_wide = layout->lang == SEI_LANG_JA || layout->lang == SEI_LANG_ZH_HANS ||
                         layout->lang == SEI_LANG_ZH_HANT;
    return sei_arena_print(layout->request->arena, is_wide ? "（%.*s）" : " (%.*s)",
                           SEI_STR_ARG(address));
}

/* The rule above the list, as the one above a page's notes. */
static void add_rule(sei_layout *layout, const sei_strip_group *group) {
    const sei_style *style = layout->style;
    const sei_strip strip = {.group = group, .height = layout->grid.note_drop};
    sei_strip_part rule = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT};
    rule.node = layout->book->root;
    rule.as.rect.width = sei_length_scale(layout->measure, style->footnotes.rule, 1000);
    rule.as.rect.height = style->rules.width;
    rule.as.rect.color = sei_layout_color(style->text.color);
    sei_layout_add_strip(layout, strip, &rule, rule.as.rect.width > 0 ? 1 : 0);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

void sei_address_lay_list(sei_layout *layout) {
    sei_layout_cursor *cursor = &layout->cursor;
    if (layout->listed.size == 0)
        return;
    const sei_strip_group *group = SEI_NEW(layout->arena, sei_strip_group);
    sei_layout_want_space(layout, 1);
    add_rule(layout, group);
    cursor->group = group;
    cursor->lead = layout->style->footnotes.line_gap;
    for (size_t i = 0; i < layout->listed.size; i++)
        sei_note_lay_listed(layout, layout->listed.at[i]);
    cursor->group = NULL;
    cursor->lead = 0;
    sei_layout_want_space(layout, 1);
    layout->listed.size = 0;
}
