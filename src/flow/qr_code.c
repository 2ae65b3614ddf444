/* An address → one strip: its QR code (ISO/IEC 18004, made by libqrencode), and beside it the
 * address as text, so that it can be typed too.
 *
 * The white of four modules around the code is part of it, on any background. The rule that is easy
 * to break: a module is never less than 0.35 mm, or cameras fail on what a plain printer prints. An
 * address whose code would be too large for that is text alone. */
#include "flow/qr_code.h"

#include <qrencode.h>
#include <string.h>

#define QUIET 4                          /* modules of white around */
#define MODULE (SEI_POINT * 1134 / 1000) /* 0.4 mm */
#define MODULE_MIN (SEI_POINT * 993 / 1000)
#define BYTES_MAX 600
#define SIDE_MAX 117        /* modules of version 25, which holds 997 bytes */
#define PART_MAX 500        /* of the measure that the code may take, per mille */
#define CLEARANCE_MILLE 250 /* white above and below, em/1000 */

typedef struct qr_code {
    uint32_t side; /* modules; 0: there is none */
    const uint8_t *cells;
} qr_code;

/* The code lives as long as the pages. What libqrencode holds is released before anything is
 * allocated, which may unwind. */
static qr_code encode(const sei_layout *layout, sei_str address) {
    uint8_t cells[SIDE_MAX * SIDE_MAX];
    qr_code code = {0};
    if (address.size == 0 || address.size > BYTES_MAX)
        return code;
    QRcode *made =
        QRcode_encodeData((int)address.size, (const unsigned char *)address.at, 0, QR_ECLEVEL_M);
    if (made != NULL && made->width <= SIDE_MAX) {
        code.side = (uint32_t)made->width;
        for (uint32_t i = 0; i < code.side * code.side; i++)
            cells[i] = made->data[i] & 1u;
    }
    QRcode_free(made);
    uint8_t *kept = SEI_NEW_ARRAY(layout->request->arena, uint8_t, (size_t)code.side * code.side);
    memcpy(kept, cells, (size_t)code.side * code.side);
    code.cells = kept;
    return code;
}

/* As large as is comfortable, smaller where the measure is narrow; 0: it does not fit. */
static sei_length module_of(const qr_code *code, sei_length measure) {
    const sei_length room = sei_length_scale(measure, PART_MAX, 1000);
    const sei_length most = room / (sei_length)(code->side + 2 * QUIET);
    return most < MODULE_MIN ? 0 : most < MODULE ? most : MODULE;
}

/* White, and the squares on it. */
static void set_code(sei_strip_part parts[2], const sei_node *node, const qr_code *code,
                     sei_length module) {
    const sei_length length = (sei_length)(code->side + 2 * QUIET) * module;
    parts[0] = (sei_strip_part){.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT, .node = node};
    parts[0].as.rect.width = parts[0].as.rect.height = length;
    parts[0].as.rect.color = (sei_color){255, 255, 255};
    parts[1] = (sei_strip_part){.kind = SEI_STRIP_QR, .role = SEI_ROLE_CONTENT, .node = node};
    parts[1].at = parts[1].down = QUIET * module;
    parts[1].as.qr.module = module;
    parts[1].as.qr.side = code->side;
    parts[1].as.qr.cells = code->cells;
}

static const sei_text *set_text(sei_layout *layout, const sei_node *paragraph, sei_length measure) {
    const sei_frame *frame = sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, frame);
    sei_text_look look = frame->look;
    look.size = layout->style->footnotes.size;
    style.size = look.size;
    style.measure = measure;
    style.align = SEI_STYLE_LEFT;
    style.is_justified = false;
    sei_span_list *spans = sei_spans_begin(layout);
    sei_spans_add(layout, paragraph, look, measure, spans);
    return sei_text_set(layout, &style, spans, paragraph);
}

/* Off the grid, in the group that is open or in one of its own. */
static sei_strip new_strip(sei_layout *layout, sei_length height) {
    sei_strip strip = {
        .group = layout->cursor.group, .lead = layout->cursor.lead, .height = height};
    if (strip.group == NULL) {
        sei_strip_group *group = SEI_NEW(layout->arena, sei_strip_group);
        group->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        strip.group = group;
        strip.break_cost = SEI_COST_NEVER; /* the link stands right above */
    }
    return strip;
}

/* The code at the line's head, the text in the middle of its height. */
static void lay_beside(sei_layout *layout, const sei_node *node, const qr_code *code,
                       sei_length module) {
    sei_frame *frame = sei_layout_frame(layout);
    const sei_length at = frame->inset + (frame->is_first ? frame->first_indent : 0);
    const sei_length side = (sei_length)(code->side + 2 * QUIET) * module;
    const sei_length text_at = at + side + layout->style->footnotes.size / 2;
    const sei_length size = layout->style->footnotes.size;
    const sei_length feed = size + layout->style->footnotes.line_gap;
    const sei_text *text = set_text(layout, node->first, frame->inset + frame->measure - text_at);
    const sei_length text_height = (sei_length)text->lines.count * feed - (feed - size);
    const sei_length height = side > text_height ? side : text_height;
    const sei_length top = (height - text_height) / 2;
    sei_strip_part *parts = SEI_NEW_ARRAY(layout->arena, sei_strip_part, text->lines.count + 2);
    set_code(parts, node, code, module);
    parts[0].at += at;
    parts[1].at += at;
    for (uint32_t i = 0; i < text->lines.count; i++)
        parts[i + 2] = sei_text_part(text, i, text_at,
                                     top + (sei_length)i * feed + sei_text_baseline(size, size));
    frame->is_first = false;
    layout->cursor.label_drop = top;
    sei_layout_add_strip(layout, new_strip(layout, height), parts, text->lines.count + 2);
    layout->cursor.lines_below_heading = 2;
}

void sei_qr_code_lay(sei_layout *layout, const sei_node *node) {
    const bool is_in_note = node->parent->kind == SEI_NODE_NOTE;
    const bool is_wanted = !is_in_note || layout->style->links.external == SEI_LINKS_QR;
    const qr_code code =
        is_wanted ? encode(layout, node->as.link.target.path) : (qr_code){.side = 0};
    const sei_length module =
        code.side > 0 ? module_of(&code, sei_layout_frame(layout)->measure) : 0;
    if (module > 0)
        lay_beside(layout, node, &code, module);
    else
        sei_blocks_lay(layout, node);
}
