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

typedef enum fact {
    FACT_DATE,
    FACT_AUTHOR,
    FACT_PUBLISHER,
    FACT_URL,
    FACT_COUNT
} fact;

static sei_str fact_name(sei_lang lang, fact which) {
    static const char *const ja[] = {"発行日", "著者", "発行", "URL"};
    static const char *const zh_hans[] = {"出版日期", "作者", "出版", "网址"};
    static const char *const zh_hant[] = {"出版日期", "作者", "出版", "網址"};
    static const char *const ko[] = {"발행일", "지은이", "펴낸곳", "URL"};
    static const char *const other[] = {"Date", "Author", "Publisher", "URL"};
    switch (lang) {
    case SEI_LANG_JA:
        return sei_str_from(ja[which]);
    case SEI_LANG_ZH_HANS:
        return sei_str_from(zh_hans[which]);
    case SEI_LANG_ZH_HANT:
        return sei_str_from(zh_hant[which]);
    case SEI_LANG_KO:
        return sei_str_from(ko[which]);
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return sei_str_from(other[which]);
}

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

/* A grid line with a rule over the measure in its middle. */
static void add_rule(sei_layout *layout, sei_length width) {
    const sei_strip strip = {.lines = 1, .height = layout->grid.size};
    sei_strip_part rule = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT};
    rule.node = layout->book->root;
    rule.down = (strip.height - width) / 2;
    rule.as.rect.width = layout->measure;
    rule.as.rect.height = width;
    rule.as.rect.color = sei_layout_color(layout->style->text.color);
    sei_layout_add_strip(layout, strip, &rule, 1);
}

static void add_row(sei_layout *layout, fact which, sei_str value, sei_length column) {
    const sei_length size = row_look(layout).size;
    const sei_length baseline = sei_text_baseline(size, layout->grid.size);
    const sei_text *name = set_cell(layout, fact_name(layout->lang, which), layout->measure);
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
    for (fact which = 0; which < FACT_COUNT; which++) {
        if (values[which].size > 0) {
            const sei_text *name =
                set_cell(layout, fact_name(layout->lang, which), layout->measure);
            const sei_length length = sei_text_length(name);
            widest = length > widest ? length : widest;
        }
    }
    widest += sei_length_from_em(row_look(layout).size, NAME_GAP_MILLE);
    return widest < layout->measure / 2 ? widest : layout->measure / 2;
}

static void add_rows(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_str values[FACT_COUNT] = {[FACT_DATE] = sei_front_date(layout),
                                        [FACT_AUTHOR] = sei_front_authors(layout),
                                        [FACT_PUBLISHER] = info->publisher,
                                        [FACT_URL] = info->url};
    const sei_length column = name_column(layout, values);
    bool has_rows = false;
    for (fact which = 0; which < FACT_COUNT; which++) {
        if (values[which].size > 0) {
            add_row(layout, which, values[which], column);
            has_rows = true;
        }
    }
    if (has_rows)
        add_rule(layout, THICK_RULE);
}

/* What is above the colophon fills the page. */
static void fill_above(sei_layout *layout) {
    const int rest = layout->grid.lines - sei_front_lines_used(layout);
    sei_strip *above = &layout->out->at[0];
    if (rest > 0) {
        above->lines = (uint16_t)(above->lines + rest);
        above->height = above->lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    }
}

void sei_front_lay_colophon(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_style_align left = SEI_STYLE_LEFT;
    sei_front_add_blank(layout, 1);
    add_rule(layout, THICK_RULE);
    sei_front_add_text(layout,
                       (sei_front_line){info->title, SEI_FACE_SANS, true, TITLE_MILLE, left});
    sei_front_add_text(
        layout, (sei_front_line){info->subtitle, SEI_FACE_SANS, false, SUBTITLE_MILLE, left});
    add_rule(layout, THIN_RULE);
    add_rows(layout);
    sei_front_add_text(layout,
                       (sei_front_line){info->rights, SEI_FACE_SERIF, false, SMALL_MILLE, left});
    fill_above(layout);
}
