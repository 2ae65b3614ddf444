/* Footnotes as they work as pop-ups in every reader (spec/epub, 5): plain text in the noteref, one
 * aside a note, the way back first. */
#include "epub/page.h"

static sei_str number_of(const sei_epub_page *page, const sei_node *note) {
    return sei_style_note_mark(page->plan->request->style, page->arena,
                               page->plan->note_numbers[note->id]);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Of two marks in a row, 14 and 15 are not 1415. */
static bool follows_number(const sei_epub_page *page, const sei_node *mark) {
    const sei_node *before = mark->previous;
    if (!before || before->kind != SEI_NODE_NOTE_MARK || !before->as.note.note)
        return false;
    sei_str first = number_of(page, before->as.note.note);
    sei_str second = number_of(page, mark->as.note.note);
    return first.size > 0 && second.size > 0 && is_digit(first.at[first.size - 1]) &&
           is_digit(second.at[0]);
}

/* No element inside the noteref: Apple Books shows a pop-up for plain text only. A mark in a link
 * follows the link: XHTML has no link in a link. */
void sei_page_add_mark(sei_epub_page *page, const sei_node *mark) {
    const sei_node *note = mark->as.note.note;
    if (!note)
        return;
    if (page->link) {
        SEI_VEC_ADD(page->arena, &page->deferred, mark);
        return;
    }
    if (follows_number(page, mark))
        sei_page_add_text(page, "span", "noteref", SEI_STR(","));
    sei_markup_open(&page->markup, "a");
    sei_markup_attribute(&page->markup, "id",
                         sei_epub_plan_mark_id(page->plan, note, mark->as.note.mark_count));
    sei_markup_attribute(&page->markup, "href", sei_page_href(page, note));
    sei_page_add_type(page, "noteref", "doc-noteref");
    sei_page_add_class(page, "noteref");
    sei_markup_text(&page->markup, number_of(page, note));
    sei_markup_close(&page->markup);
}

static void add_back_link(sei_epub_page *page, const sei_node *note, const sei_node *mark,
                          sei_str text) {
    const sei_epub_file *file = sei_epub_plan_file_of(page->plan, mark);
    sei_str name = sei_page_name(page, file);
    sei_str id = sei_epub_plan_mark_id(page->plan, note, mark->as.note.mark_count);
    sei_markup_open(&page->markup, "a");
    sei_markup_attribute(
        &page->markup, "href",
        sei_arena_print(page->arena, "%.*s#%.*s", SEI_STR_ARG(name), SEI_STR_ARG(id)));
    sei_markup_attribute_text(&page->markup, "role", "doc-backlink");
    sei_page_add_class(page, "backlink");
    sei_markup_text(&page->markup, text);
    sei_markup_close(&page->markup);
    sei_markup_text(&page->markup, SEI_STR(" "));
}

/* The way back to each mark: the number for the first, an arrow for the others. */
static void add_ways_back(sei_epub_page *page, const sei_node *note) {
    const sei_epub_marks *marks = &page->plan->marks_of_note[note->id];
    for (size_t i = 0; i < marks->size; i++)
        add_back_link(page, note, marks->at[i], i == 0 ? number_of(page, note) : SEI_STR("↑"));
}

void sei_page_add_back_links(sei_epub_page *page, const sei_node *paragraph) {
    if (paragraph->parent->kind == SEI_NODE_NOTE && !paragraph->previous)
        add_ways_back(page, paragraph->parent);
}

void sei_page_open_note(sei_epub_page *page, const sei_node *note) {
    sei_markup_line(&page->markup);
    sei_page_open_node(page, "aside", note);
    sei_page_add_type(page, "footnote", "doc-footnote");
    sei_page_add_class(page, "footnote");
    if (!note->first || note->first->kind != SEI_NODE_PARAGRAPH) {
        sei_markup_open(&page->markup, "p");
        add_ways_back(page, note);
        sei_markup_close(&page->markup);
    }
}
