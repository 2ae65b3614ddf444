/* The colophon: what a Japanese book says of itself on its last page (奥付). The title between two
 * rules, below it a row for each fact with its name in the book's language, a rule, the rights. It
 * stands at the page's foot. */
#include "flow/front.h"

/* Sizes in em/1000 of the text. */
#define TITLE_MILLE 1300
#define SUBTITLE_MILLE 1000
#define ROW_MILLE 900
#define SMALL_MILLE 800

#define THICK_RULE (SEI_POINT * 4 / 5)
#define THIN_RULE (SEI_POINT * 3 / 10)
#define NAME_GAP_MILLE 2000 /* between a name and what it names, em/1000 */

static sei_text_look row_look(const sei_layout *layout) {
    const sei_style *style = layout->style;
    return sei_layout_look(style->text.font, sei_length_from_em(style->text.size, ROW_MILLE),
                           style->text.color);
}

/* In a column of the given width. */
static const sei_text *set_cell(sei_layout *layout, sei_str text, sei_length width) {
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    const sei_text_look look = row_look(layout);
    style.size = look.size;
    style.measure = width;
    style.is_justified = false;
    return sei_text_set_plain(layout, &style, look, text, layout->book->root);
}

static void add_row(sei_layout *layout, sei_style_fact which, sei_str value, sei_length column) {
    const sei_length size = row_look(layout).size;
    const sei_length baseline = sei_text_baseline(size, layout->grid.size);
    const sei_text *name =
        set_cell(layout, sei_style_fact_name(layout->lang, which), layout->measure);
    const sei_text *text = set_cell(layout, value, layout->measure - column);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        const sei_strip_part parts[] = {sei_text_part(name, 0, 0, baseline),
                                        sei_text_part(text, i, column, baseline)};
        const sei_strip strip = {.lines = 1, .height = layout->grid.size};
        sei_layout_add_strip(layout, strip, i == 0 ? parts : parts + 1, i == 0 ? 2 : 1);
    }
}

/* The widest name of those that have a row. */
static sei_length name_column(sei_layout *layout, const sei_str *values) {
    sei_length widest = 0;
    for (sei_style_fact which = 0; which < SEI_FACT_COUNT; which++) {
        if (values[which].size > 0) {
            const sei_text *name =
                set_cell(layout, sei_style_fact_name(layout->lang, which), layout->measure);
            const sei_length length = sei_text_length(name);
            widest = length > widest ? length : widest;
        }
    }
    widest += sei_length_from_em(row_look(layout).size, NAME_GAP_MILLE);
    return widest < layout->measure / 2 ? widest : layout->measure / 2;
}

static void add_rows(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_str values[SEI_FACT_COUNT] = {[SEI_FACT_DATE] = sei_front_date(layout),
                                            [SEI_FACT_VERSION] = info->version,
                                            [SEI_FACT_AUTHOR] = sei_front_authors(layout),
                                            [SEI_FACT_PUBLISHER] = info->publisher,
                                            [SEI_FACT_URL] = info->url};
    const sei_length column = name_column(layout, values);
    bool has_rows = false;
    for (sei_style_fact which = 0; which < SEI_FACT_COUNT; which++) {
        if (values[which].size > 0) {
            add_row(layout, which, values[which], column);
            has_rows = true;
        }
    }
    if (has_rows)
        sei_front_add_rule(layout, THICK_RULE, layout->style->text.color);
}

void sei_front_lay_colophon(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_style_align left = SEI_STYLE_LEFT;
    sei_front_add_blank(layout, 1);
    sei_front_add_rule(layout, THICK_RULE, layout->style->text.color);
    sei_front_add_text(layout,
                       (sei_front_line){info->title, SEI_FACE_SANS, true, TITLE_MILLE, left});
    sei_front_add_text(
        layout, (sei_front_line){info->subtitle, SEI_FACE_SANS, false, SUBTITLE_MILLE, left});
    sei_front_add_rule(layout, THIN_RULE, layout->style->text.color);
    add_rows(layout);
    sei_front_add_text(
        layout, (sei_front_line){info->rights, sei_front_face(layout), false, SMALL_MILLE, left});
    sei_front_fit(layout, 0); /* it stands at the foot */
}
