/* One page's draws → its operators and resources (ISO 32000-1, 8 and 9). show.c shows the glyphs.
 *
 * The rule that is easy to break: fill colour and font outlast a text object, so they are set only
 * when they change; what sets others is wrapped in q and Q. */
#include "pdf/document.h"
#include "pdf/syntax.h"

#define SLANT 218 /* tan 12 degrees in 1/1024 */
#define LIGHT 230 /* grey of the box for an image that proved broken */

#define MARK_NONE UINT32_MAX

typedef struct content {
    sei_pdf_document *document;
    uint32_t page; /* its number */
    sei_length height;
    sei_buf *out;
    sei_buf fonts, images; /* entries of /Resources */
    bool is_transparent;   /* an image with a mask is shown */
    bool in_text;          /* between BT and ET */
    bool has_fill;
    sei_color fill;
    uint32_t owner;  /* of the marked content that is open; MARK_NONE */
    sei_length size; /* of the font that is set; 0: none */
    uint32_t font;
} content;

static void put(content *c, const char *operators) {
    sei_buf_add(c->out, sei_str_from(operators));
}

static void enter_text(content *c) {
    if (!c->in_text) {
        put(c, "BT\n");
        c->in_text = true;
    }
}

static void leave_text(content *c) {
    if (c->in_text) {
        put(c, "ET\n");
        c->in_text = false;
    }
}

/* Sets the colour of fills or strokes by its channels, 0 … 1 with four decimals; in grey, its
 * lightness (the luma of ITU-R BT.601), so that a printer takes no coloured ink. */
static void put_color(content *c, sei_color color, bool is_stroke) {
    const bool is_gray = c->document->request->imposition.is_gray;
    const uint8_t channels[] = {color.red, color.green, color.blue};
    const uint8_t gray = sei_pdf_gray(color.red, color.green, color.blue);
    for (int i = 0; i < (is_gray ? 1 : 3); i++)
        sei_pdf_put_length(c->out, ((is_gray ? gray : channels[i]) * SEI_POINT + 127) / 255);
    put(c, is_gray ? (is_stroke ? "G\n" : "g\n") : is_stroke ? "RG\n" : "rg\n");
}

static void set_fill(content *c, sei_color color) {
    if (c->has_fill && color.red == c->fill.red && color.green == c->fill.green &&
        color.blue == c->fill.blue)
        return;
    put_color(c, color, false);
    c->fill = color;
    c->has_fill = true;
}

static void set_font(content *c, uint32_t number, sei_length size) {
    if (c->size == size && c->font == number)
        return;
    sei_pdf_font *font = &c->document->fonts.at[number];
    if (font->page != c->page + 1) {
        font->page = c->page + 1;
        sei_buf_print(&c->fonts, "/F%u %u 0 R", (unsigned)number, (unsigned)font->number);
    }
    sei_buf_print(c->out, "/F%u ", (unsigned)number);
    sei_pdf_put_length(c->out, size);
    put(c, "Tf\n");
    c->font = number;
    c->size = size;
}

/* The text matrix that puts the pen at the run's first glyph. */
static void put_matrix(content *c, const sei_draw *draw) {
    const sei_run *run = draw->as.run.run;
    put(c, "1 0 ");
    sei_pdf_put_length(c->out, run->slanted ? SLANT : 0);
    put(c, "1 ");
    sei_pdf_put_length(c->out, (int64_t)draw->as.run.x + run->glyphs[0].along);
    sei_pdf_put_length(c->out, (int64_t)c->height - draw->as.run.y);
    put(c, "Tm\n");
}

static void draw_run(content *c, const sei_draw *draw, const sei_pdf_run *note) {
    const sei_run *run = draw->as.run.run;
    if (run->glyph_count == 0 || run->size <= 0 || c->document->fonts.at[note->font].number == 0)
        return;
    enter_text(c);
    set_fill(c, run->color);
    set_font(c, note->font, run->size);
    put_matrix(c, draw);
    sei_pdf_show_run(c->document, run, note, c->out);
}

/* "x y width height re": a box, taken in on every side. */
static void put_box(content *c, const sei_box *box, sei_length inset) {
    sei_pdf_put_length(c->out, (int64_t)box->x + inset);
    sei_pdf_put_length(c->out, (int64_t)c->height - box->y - box->height + inset);
    sei_pdf_put_length(c->out, (int64_t)box->width - 2 * (int64_t)inset);
    sei_pdf_put_length(c->out, (int64_t)box->height - 2 * (int64_t)inset);
    put(c, "re\n");
}

static void fill_box(content *c, const sei_box *box, sei_color color) {
    leave_text(c);
    set_fill(c, color);
    put_box(c, box, 0);
    put(c, "f\n");
}

/* Stroke colour, width, and dashes of three widths with gaps of two. */
static void put_stroke(content *c, sei_color color, sei_length line, bool dashed) {
    put_color(c, color, true);
    sei_pdf_put_length(c->out, line);
    put(c, "w\n");
    if (dashed) {
        put(c, "[");
        sei_pdf_put_length(c->out, 3 * (int64_t)line);
        sei_pdf_put_length(c->out, 2 * (int64_t)line);
        put(c, "]0 d\n");
    }
}

/* A dashed rule: a stroke along the middle of its box, as thick as the box is thin. */
static void draw_dashed_rule(content *c, const sei_box *box, sei_color color) {
    bool is_level = box->width >= box->height;
    sei_length line = is_level ? box->height : box->width;
    int64_t bottom = (int64_t)c->height - box->y - box->height;
    leave_text(c);
    put(c, "q\n");
    put_stroke(c, color, line, true);
    sei_pdf_put_length(c->out, (int64_t)box->x + (is_level ? 0 : line / 2));
    sei_pdf_put_length(c->out, bottom + (is_level ? line / 2 : 0));
    put(c, "m\n");
    sei_pdf_put_length(c->out, (int64_t)box->x + (is_level ? box->width : line / 2));
    sei_pdf_put_length(c->out, bottom + (is_level ? line / 2 : box->height));
    put(c, "l\nS\nQ\n");
}

static void draw_rect(content *c, const sei_draw *draw) {
    if (draw->as.rect.dashed)
        draw_dashed_rule(c, &draw->as.rect.box, draw->as.rect.color);
    else
        fill_box(c, &draw->as.rect.box, draw->as.rect.color);
}

static void draw_frame(content *c, const sei_draw *draw) {
    leave_text(c);
    put(c, "q\n");
    put_stroke(c, draw->as.rect.color, draw->as.rect.line, draw->as.rect.dashed);
    put_box(c, &draw->as.rect.box, draw->as.rect.line / 2);
    put(c, "S\nQ\n");
}

static void draw_image(content *c, const sei_draw *draw) {
    const sei_box *box = &draw->as.image.box;
    uint32_t asset = draw->as.image.asset;
    if (asset >= c->document->request->book->asset_count)
        return;
    sei_pdf_image *image = &c->document->images[asset];
    if (image->number == 0) {
        fill_box(c, box, (sei_color){LIGHT, LIGHT, LIGHT});
        return;
    }
    if (image->page != c->page + 1) {
        image->page = c->page + 1;
        sei_buf_print(&c->images, "/I%u %u 0 R", (unsigned)asset, (unsigned)image->number);
    }
    c->is_transparent |= image->has_mask;
    leave_text(c);
    put(c, "q\n");
    sei_pdf_put_length(c->out, box->width);
    put(c, "0 0 ");
    sei_pdf_put_length(c->out, box->height);
    sei_pdf_put_length(c->out, box->x);
    sei_pdf_put_length(c->out, (int64_t)c->height - box->y - box->height);
    sei_buf_print(c->out, "cm\n/I%u Do\nQ\n", (unsigned)asset);
}

/* Dark squares, those that touch in a row as one. */
static void draw_qr(content *c, const sei_draw *draw) {
    const sei_length module = draw->as.qr.module;
    const uint32_t side = draw->as.qr.side;
    leave_text(c);
    put_color(c, (sei_color){0, 0, 0}, false);
    for (uint32_t row = 0; row < side; row++) {
        const uint8_t *cells = draw->as.qr.cells + (size_t)row * side;
        for (uint32_t from = 0, to; from < side; from = to + 1) {
            for (to = from; to < side && cells[to]; to++)
                continue;
            const sei_box box = {draw->as.qr.x + (sei_length)from * module,
                                 draw->as.qr.y + (sei_length)row * module,
                                 (sei_length)(to - from) * module, module};
            if (to > from)
                put_box(c, &box, 0);
        }
    }
    put(c, "f\n");
}

static void draw_one(content *c, const sei_draw *draw, size_t *run) {
    switch (draw->kind) {
    case SEI_DRAW_RUN:
        draw_run(c, draw, &c->document->runs.at[(*run)++]);
        break;
    case SEI_DRAW_RECT:
        draw_rect(c, draw);
        break;
    case SEI_DRAW_FRAME:
        draw_frame(c, draw);
        break;
    case SEI_DRAW_IMAGE:
        draw_image(c, draw);
        break;
    case SEI_DRAW_QR:
        draw_qr(c, draw);
        break;
    }
}

/* Marked content neither begins nor ends inside a text object. */
static void end_mark(content *c) {
    leave_text(c);
    if (c->owner != MARK_NONE) {
        put(c, "EMC\n");
        c->owner = MARK_NONE;
    }
}

/* Draws that follow one another and have one owner are one marked content. */
static void mark(content *c, const sei_draw *draw) {
    if (c->document->sheets)
        return;
    uint32_t owner = sei_pdf_mark_find(c->document, draw);
    if (owner != c->owner) {
        end_mark(c);
        sei_pdf_mark_begin(c->document, owner, c->out);
        c->owner = owner;
    }
}

static void put_resources(content *c, sei_buf *entries) {
    sei_buf_add(entries, SEI_STR("/Resources<<"));
    if (c->fonts.size > 0)
        sei_buf_print(entries, "/Font<<%.*s>>", SEI_STR_ARG(sei_buf_str(&c->fonts)));
    if (c->images.size > 0)
        sei_buf_print(entries, "/XObject<<%.*s>>", SEI_STR_ARG(sei_buf_str(&c->images)));
    sei_buf_add(entries, SEI_STR(">>"));
    if (c->is_transparent) /* the space to blend in (ISO 19005-2, 6.2.10) */
        sei_buf_add(entries, SEI_STR("/Group<</S/Transparency/CS/DeviceRGB>>"));
}

void sei_pdf_content_write(sei_pdf_document *document, uint32_t page, size_t *run) {
    const sei_page *from = &document->request->pages->at[page];
    content c = {.document = document,
                 .page = page,
                 .height = from->height,
                 .out = &document->stream,
                 .owner = MARK_NONE};
    sei_buf_init(&c.fonts, document->request->memory);
    sei_buf_init(&c.images, document->request->memory);
    for (uint32_t i = 0; i < from->draw_count; i++) {
        mark(&c, &from->draws[i]);
        draw_one(&c, &from->draws[i], run);
    }
    end_mark(&c);
    put_resources(&c, &document->entries);
    sei_buf_fini(&c.images);
    sei_buf_fini(&c.fonts);
}
