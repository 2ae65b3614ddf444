/* Title page and half-title: a page each, set from the book's metadata on the grid. */
#include "flow/front.h"

/* Sizes in em/1000 of the text. */
#define HALF_TITLE_MILLE 1400
#define SUBTITLE_MILLE 1200
#define AUTHOR_MILLE 1150
#define TEXT_MILLE 1000

#define SMALL_MILLE 800

#define TITLE_LINES 2 /* a title that needs more is set smaller */
#define TITLE_PART 3  /* of the page's lines is the most it takes; else it is set smaller too */

void sei_front_add_blank(sei_layout *layout, int lines) {
    if (lines > 0) {
        const sei_strip strip = {.lines = (uint16_t)lines,
                                 .height =
                                     lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap};
        sei_layout_add_strip(layout, strip, NULL, 0);
    }
}

void sei_front_add_rule(sei_layout *layout, sei_length width, sei_rgb color) {
    const sei_strip strip = {.lines = 1, .height = layout->grid.size};
    sei_strip_part rule = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT};
    rule.node = layout->book->root;
    rule.down = (strip.height - width) / 2;
    rule.as.rect.width = layout->measure;
    rule.as.rect.height = width;
    rule.as.rect.color = sei_layout_color(color);
    sei_layout_add_strip(layout, strip, &rule, 1);
}

/* Changes an empty strip by so many grid lines, as far as one remains; returns how many. */
static int grow(const sei_layout *layout, sei_strip *strip, int lines) {
    const int by = strip->lines + lines < 1 ? 1 - strip->lines : lines;
    strip->lines = (uint16_t)(strip->lines + by);
    strip->height = strip->lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    return by;
}

void sei_front_fit(sei_layout *layout, size_t spring) {
    int rest = layout->grid.lines - sei_front_lines_used(layout);
    rest -= grow(layout, &layout->out->at[spring], rest);
    for (size_t i = layout->out->size; rest < 0 && i > 0; i--)
        if (layout->out->at[i - 1].part_count == 0)
            rest -= grow(layout, &layout->out->at[i - 1], rest);
}

int sei_front_lines_used(const sei_layout *layout) {
    int lines = 0;
    for (size_t i = 0; i < layout->out->size; i++)
        lines += layout->out->at[i].lines;
    return lines;
}

sei_face_role sei_front_face(const sei_layout *layout) {
    return (sei_face_role)layout->style->text.font.role;
}

static const sei_text *set_line(sei_layout *layout, const sei_front_line *line, sei_length *size) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_text_look look = frame->look;
    look.role = line->role;
    look.bold = line->bold;
    look.size = sei_length_from_em(look.size, line->size);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.size = look.size;
    style.align = line->align;
    style.is_justified = false;
    style.is_heading = true;
    *size = look.size;
    return sei_text_set_plain(layout, &style, look, line->text, layout->book->root);
}

/* The grid lines that a line of text takes: characters a little larger than the text's may reach
 * into the gaps. */
static int lines_of(const sei_layout *layout, sei_length size) {
    return sei_page_grid_lines(&layout->grid, size + size / 4 - layout->grid.gap / 2);
}

void sei_front_add_text(sei_layout *layout, sei_front_line line) {
    if (line.text.size == 0)
        return;
    sei_length size = 0;
    const sei_text *text = set_line(layout, &line, &size);
    const int lines = lines_of(layout, size);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_strip strip = {.lines = (uint16_t)lines};
        strip.height = lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
        const sei_strip_part part =
            sei_text_part(text, i, 0, sei_text_baseline(size, strip.height));
        sei_layout_add_strip(layout, strip, &part, 1);
    }
}

static bool is_cjk(const sei_layout *layout) {
    const sei_lang lang = layout->lang;
    return lang == SEI_LANG_JA || lang == SEI_LANG_ZH_HANS || lang == SEI_LANG_ZH_HANT;
}

sei_str sei_front_authors(const sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_str comma = is_cjk(layout) ? SEI_STR("\xE3\x80\x80") : SEI_STR(", ");
    sei_str all = {0};
    for (size_t i = 0; i < info->author_count; i++) {
        all = i == 0 ? info->authors[0]
                     : sei_arena_print(layout->request->arena, "%.*s%.*s%.*s", SEI_STR_ARG(all),
                                       SEI_STR_ARG(comma), SEI_STR_ARG(info->authors[i]));
    }
    return all;
}

/* Reads two or four figures at `at`; 0 when they are none. */
static int read_figures(sei_str text, size_t at, size_t count) {
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.size || text.at[i] < '0' || text.at[i] > '9')
            return 0;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

sei_str sei_front_date(const sei_layout *layout) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const sei_str date = sei_book_date(&layout->book->info);
    sei_arena *arena = layout->request->arena;
    const int year = read_figures(date, 0, 4);
    const int month = read_figures(date, 5, 2);
    const int day = read_figures(date, 8, 2);
    const bool is_whole = date.size == 10 || (date.size > 10 && date.at[10] == ' ');
    if (!is_whole || year == 0 || month < 1 || month > 12 || day < 1 || day > 31)
        return date;
    if (is_cjk(layout))
        return sei_arena_print(arena, "%d年%d月%d日", year, month, day);
    if (layout->lang == SEI_LANG_KO)
        return sei_arena_print(arena, "%d년 %d월 %d일", year, month, day);
    return layout->lang == SEI_LANG_EN
               ? sei_arena_print(arena, "%d %s %d", day, months[month - 1], year)
               : date;
}

void sei_front_add_title(sei_layout *layout, const int32_t *sizes, uint32_t lines_max,
                         sei_style_align align) {
    sei_front_line line = {
        .text = layout->book->info.title, .role = SEI_FACE_SANS, .bold = true, .align = align};
    sei_length size = 0;
    for (size_t i = 0; sizes[i] > 0; i++) {
        line.size = sizes[i];
        const uint32_t count = set_line(layout, &line, &size)->lines.count;
        const int lines = (int)count * lines_of(layout, size);
        if (count <= lines_max && lines * TITLE_PART <= layout->grid.lines)
            break;
    }
    sei_front_add_text(layout, line);
}

sei_str sei_front_by_line(const sei_layout *layout) {
    const sei_str authors = sei_front_authors(layout);
    const char *behind = is_cjk(layout)                ? "\xE3\x80\x80著"
                         : layout->lang == SEI_LANG_KO ? " 지음"
                                                       : "";
    return authors.size == 0
               ? authors
               : sei_arena_print(layout->request->arena, "%.*s%s", SEI_STR_ARG(authors), behind);
}

void sei_front_lay_title(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const int height = layout->grid.lines;
    const sei_style_align center = SEI_STYLE_CENTER;
    static const int32_t sizes[] = {2000, 1750, 1500, 0};
    sei_front_add_blank(layout, height / 4);
    sei_front_add_title(layout, sizes, TITLE_LINES, center);
    sei_front_add_blank(layout, info->subtitle.size > 0 ? 1 : 0);
    sei_front_add_text(
        layout, (sei_front_line){info->subtitle, SEI_FACE_SANS, false, SUBTITLE_MILLE, center});
    sei_front_add_blank(layout, 3);
    sei_front_add_text(layout, (sei_front_line){sei_front_by_line(layout), sei_front_face(layout),
                                                false, AUTHOR_MILLE, center});
    const size_t spring = layout->out->size;
    sei_front_add_blank(layout, 1);
    sei_front_add_text(layout, (sei_front_line){sei_front_date(layout), sei_front_face(layout),
                                                false, TEXT_MILLE, center});
    sei_front_add_text(layout, (sei_front_line){info->publisher, sei_front_face(layout), false,
                                                TEXT_MILLE, center});
    sei_front_add_text(
        layout, (sei_front_line){info->url, sei_front_face(layout), false, SMALL_MILLE, center});
    sei_front_add_blank(layout, 1);
    sei_front_fit(layout, spring);
}

void sei_front_lay_half_title(sei_layout *layout) {
    sei_front_add_blank(layout, layout->grid.lines / 4);
    sei_front_add_text(layout, (sei_front_line){layout->book->info.title, SEI_FACE_SANS, true,
                                                HALF_TITLE_MILLE, SEI_STYLE_CENTER});
}
