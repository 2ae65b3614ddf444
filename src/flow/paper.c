/* Paper to write on: the wide outer margin beside the text, and pages for notes behind a chapter.
 *
 * Both are rects in a light colour and no content. Rules keep to the text's own line grid, as many
 * lines apart as a hand needs, so that a note in the margin stands on the line that it belongs to;
 * squares and dots have a pitch of their own. The margin gives way to the fold: it is as wide as
 * asked for as far as the fold keeps enough to be bound. */
#include "flow/emit.h"

#define MM(millimetres) ((sei_length)((int64_t)(millimetres)*SEI_POINT * 360 / 127))
#define HAND MM(5)       /* the least space between rules, and the pitch of squares and dots */
#define EDGE MM(5)       /* most printers leave so much of a sheet's edge white */
#define FOLD MM(10)      /* between the fold and the text */
#define NARROWEST MM(12) /* less is of no use to a hand */
#define RULE_WIDTH (SEI_POINT * 3 / 10)
#define DOT_WIDTH (SEI_POINT * 4 / 5)

static sei_length gap_of(const sei_style *style) {
    return style->text.size;
}

sei_length sei_paper_shift(const sei_layout *layout) {
    const sei_style *style = layout->style;
    const sei_length rest = style->page.width - layout->width;
    const sei_length outer = rest / 2 - style->text.shift_x;
    sei_length wanted = style->study.margin_width + gap_of(style) + EDGE;
    if (wanted > rest - FOLD)
        wanted = rest - FOLD;
    return style->study.margin == SEI_PAPER_NONE || wanted <= outer ? 0 : wanted - outer;
}

static void add_rect(sei_emit *emit, sei_box box) {
    sei_emit_rect(emit, NULL, box, sei_layout_color(emit->layout->style->study.paper_color));
}

/* As many lines of the text apart as a hand needs, below where the characters of a line end. */
static void emit_rules(sei_emit *emit, sei_box box) {
    const sei_page_grid *grid = &emit->layout->grid;
    const sei_length feed = sei_page_grid_feed(grid);
    const sei_length pitch = feed * ((HAND + feed - 1) / feed);
    for (sei_length y = grid->size + grid->gap / 4; y < box.height + grid->gap; y += pitch)
        add_rect(emit, (sei_box){box.x, box.y + y, box.width, RULE_WIDTH});
}

/* The largest box of whole squares that fits, in its middle. */
static sei_box whole_squares(sei_box box) {
    const sei_length width = box.width / HAND * HAND, height = box.height / HAND * HAND;
    return (sei_box){box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width,
                     height};
}

static void emit_squares(sei_emit *emit, sei_box box) {
    for (sei_length x = 0; x <= box.width; x += HAND)
        add_rect(emit, (sei_box){box.x + x, box.y, RULE_WIDTH, box.height + RULE_WIDTH});
    for (sei_length y = 0; y <= box.height; y += HAND)
        add_rect(emit, (sei_box){box.x, box.y + y, box.width, RULE_WIDTH});
}

static void emit_dots(sei_emit *emit, sei_box box) {
    for (sei_length y = 0; y <= box.height; y += HAND)
        for (sei_length x = 0; x <= box.width; x += HAND)
            add_rect(emit, (sei_box){box.x + x, box.y + y, DOT_WIDTH, DOT_WIDTH});
}

static void emit_paper(sei_emit *emit, sei_paper_kind kind, sei_box box) {
    switch (kind) {
    case SEI_PAPER_NONE:
    case SEI_PAPER_PLAIN:
        return;
    case SEI_PAPER_RULED:
        emit_rules(emit, box);
        return;
    case SEI_PAPER_DOTTED:
        emit_dots(emit, whole_squares(box));
        return;
    case SEI_PAPER_SQUARED:
        emit_squares(emit, whole_squares(box));
        return;
    }
}

static void emit_margin(sei_emit *emit, sei_box area) {
    const sei_style *style = emit->layout->style;
    const bool is_right = emit->is_recto != style->page.binds_right;
    const sei_length gap = gap_of(style);
    const sei_length outer = is_right ? style->page.width - area.x - area.width : area.x;
    sei_length width = outer - gap - EDGE;
    if (width < NARROWEST)
        return;
    width = width < style->study.margin_width ? width : style->study.margin_width;
    area.x = is_right ? area.x + area.width + gap : area.x - gap - width;
    area.width = width;
    emit_paper(emit, style->study.margin, area);
}

void sei_paper_emit(sei_emit *emit, const sei_page_fill *fill) {
    if (fill->is_for_notes)
        emit_paper(emit, emit->layout->style->study.notes_paper, emit->area);
    else if (emit->furniture == SEI_FURNITURE_ALL && !fill->is_blank && !fill->is_title_page)
        emit_margin(emit, emit->area);
}
