/* Title page, half-title and colophon: a page each, set from the book's metadata on the grid. */
#include "flow/emit.h"

/* Sizes in em/1000 of the text. */
#define TITLE_MILLE 2000
#define HALF_TITLE_MILLE 1400
#define SUBTITLE_MILLE 1200
#define AUTHOR_MILLE 1150
#define TEXT_MILLE 1000
#define SMALL_MILLE 900

/* Empty grid lines that stay at a page's top too. */
static void add_blank(sei_layout *layout, int lines) {
    if (lines > 0) {
        const sei_strip strip = {.lines = (uint16_t)lines,
                                 .height =
                                     lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap};
        sei_layout_add_strip(layout, strip, NULL, 0);
    }
}

static int lines_used(const sei_layout *layout) {
    int lines = 0;
    for (size_t i = 0; i < layout->out->size; i++) {
        lines += layout->out->at[i].lines;
    }
    return lines;
}

typedef struct front_line {
    sei_str text;
    sei_face_role role;
    bool bold;
    int32_t size; /* em/1000 of the text */
    sei_style_align align;
} front_line;

/* A text that takes as many grid lines as its size asks for; nothing when it is empty. */
static void add_text(sei_layout *layout, front_line line) {
    const sei_frame *frame = sei_layout_frame(layout);
    if (line.text.size == 0) {
        return;
    }
    sei_text_look look = frame->look;
    look.role = line.role;
    look.bold = line.bold;
    look.size = sei_length_from_em(look.size, line.size);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.size = look.size;
    style.align = line.align;
    style.is_justified = false;
    style.is_heading = true;
    const sei_text *text = sei_text_set_plain(layout, &style, look, line.text, layout->book->root);
    const int lines = sei_page_grid_lines(&layout->grid, look.size + look.size / 4);
    for (uint32_t i = 0; i < text->lines.count; i++) {
        sei_strip strip = {.lines = (uint16_t)lines};
        strip.height = lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
        const sei_strip_part part =
            sei_text_part(text, i, 0, sei_text_baseline(look.size, strip.height));
        sei_layout_add_strip(layout, strip, &part, 1);
    }
}

static sei_str joined(const sei_layout *layout, const sei_str *strings, size_t count) {
    sei_str all = {0};
    for (size_t i = 0; i < count; i++) {
        all = i == 0 ? strings[0]
                     : sei_arena_print(layout->request->arena, "%.*s\xE3\x80\x80%.*s",
                                       SEI_STR_ARG(all), SEI_STR_ARG(strings[i]));
    }
    return all;
}

void sei_front_lay_title(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const int height = layout->grid.lines;
    const sei_style_align center = SEI_STYLE_CENTER;
    add_blank(layout, height / 4);
    add_text(layout, (front_line){info->title, SEI_FACE_SANS, true, TITLE_MILLE, center});
    add_blank(layout, info->subtitle.size > 0 ? 1 : 0);
    add_text(layout, (front_line){info->subtitle, SEI_FACE_SANS, false, SUBTITLE_MILLE, center});
    add_blank(layout, 3);
    const sei_str authors = joined(layout, info->authors, info->author_count);
    add_text(layout, (front_line){authors, SEI_FACE_SERIF, false, AUTHOR_MILLE, center});
    const sei_str date = sei_book_date(info);
    const int foot = (date.size > 0) + (info->publisher.size > 0);
    add_blank(layout, height - lines_used(layout) - foot - 1);
    add_text(layout, (front_line){info->publisher, SEI_FACE_SERIF, false, TEXT_MILLE, center});
    add_text(layout, (front_line){date, SEI_FACE_SERIF, false, TEXT_MILLE, center});
}

void sei_front_lay_half_title(sei_layout *layout) {
    add_blank(layout, layout->grid.lines / 4);
    add_text(layout, (front_line){layout->book->info.title, SEI_FACE_SANS, true, HALF_TITLE_MILLE,
                                  SEI_STYLE_CENTER});
}

void sei_front_lay_colophon(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const sei_str lines[] = {info->subtitle, joined(layout, info->authors, info->author_count),
                             sei_book_date(info),    info->publisher,
                             info->rights,   info->url};
    const size_t count = sizeof lines / sizeof lines[0];
    int used = 2;
    for (size_t i = 0; i < count; i++) {
        used += lines[i].size > 0;
    }
    add_blank(layout, layout->grid.lines - used - 2);
    add_text(layout, (front_line){info->title, SEI_FACE_SANS, true, TEXT_MILLE, SEI_STYLE_LEFT});
    for (size_t i = 0; i < count; i++) {
        add_text(layout,
                 (front_line){lines[i], SEI_FACE_SERIF, false, SMALL_MILLE, SEI_STYLE_LEFT});
    }
}
