/* Cover and back cover, set from the book's metadata where no picture is given: nothing reaches the
 * page's edge, since most printers cannot print there.
 *
 * The cover has a thick rule at its head with the title hanging from it, and the authors and the
 * publisher above a thin rule at its foot; the EPUB's made cover is alike (epub/cover.c). The back
 * cover says what the book is about and who made it. Each is one page: what finds no room on it is
 * said elsewhere in the book. */
#include "flow/front.h"

#define HEAD_RULE (SEI_POINT * 4)
#define FOOT_RULE (SEI_POINT * 4 / 5)

/* Sizes in em/1000 of the text. */
#define SUBTITLE_MILLE 1250
#define AUTHOR_MILLE 1250
#define TEXT_MILLE 1000
#define SMALL_MILLE 850

#define TITLE_LINES 4
#define WHITE_PART 8 /* of the page's lines are white above the title */

static sei_rgb color_of(const sei_layout *layout) {
    return layout->style->headings[0].color;
}

static void add_line(sei_layout *layout, sei_str text, sei_face_role role, int32_t size) {
    sei_front_add_text(layout, (sei_front_line){text, role, false, size, SEI_STYLE_LEFT});
}

/* Running text, in the size of the book's. */
static void add_prose(sei_layout *layout, sei_str text) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, frame);
    style.indent = sei_length_from_em(frame->look.size, layout->style->paragraph.indent);
    if (text.size > 0) {
        sei_text_add_lines(
            layout, sei_text_set_plain(layout, &style, frame->look, text, layout->book->root),
            frame->look.size);
    }
}

/* Takes back what was laid from strip `first` on when the page has no room for it. */
static void keep_on_page(sei_layout *layout, size_t first) {
    if (sei_front_lines_used(layout) > layout->grid.lines)
        layout->out->size = first;
}

void sei_front_lay_cover(sei_layout *layout) {
    static const int32_t sizes[] = {2600, 2200, 1900, 1600, 1300, 1000, 0};
    const sei_book_info *info = &layout->book->info;
    sei_front_add_rule(layout, HEAD_RULE, color_of(layout));
    sei_front_add_blank(layout, layout->grid.lines / WHITE_PART);
    sei_front_add_title(layout, sizes, TITLE_LINES, SEI_STYLE_LEFT);
    sei_front_add_blank(layout, info->subtitle.size > 0 ? 1 : 0);
    add_line(layout, info->subtitle, SEI_FACE_SANS, SUBTITLE_MILLE);
    const size_t spring = layout->out->size;
    sei_front_add_blank(layout, 1);
    add_line(layout, sei_front_by_line(layout), sei_front_face(layout), AUTHOR_MILLE);
    add_line(layout, info->publisher, sei_front_face(layout), TEXT_MILLE);
    sei_front_add_rule(layout, FOOT_RULE, color_of(layout));
    sei_front_fit(layout, spring);
    keep_on_page(layout, spring);
}

void sei_front_lay_back_cover(sei_layout *layout) {
    const sei_book_info *info = &layout->book->info;
    const int white = layout->grid.lines / WHITE_PART;
    sei_front_add_rule(layout, FOOT_RULE, color_of(layout));
    sei_front_add_blank(layout, white > 0 ? white : 1);
    const size_t spring = layout->out->size;
    add_prose(layout, info->description);
    sei_front_add_blank(layout, 1);
    keep_on_page(layout, spring);
    const size_t foot = layout->out->size;
    add_line(layout, info->title, SEI_FACE_SANS, SMALL_MILLE);
    add_line(layout, info->publisher.size > 0 ? info->publisher : sei_front_authors(layout),
             sei_front_face(layout), SMALL_MILLE);
    sei_front_add_rule(layout, HEAD_RULE, color_of(layout));
    keep_on_page(layout, foot);
    sei_front_fit(layout, foot - 1);
}
