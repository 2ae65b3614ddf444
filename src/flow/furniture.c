/* Running heads and folios: what stands around the type area (JLREQ 2.6).
 *
 * Heads stand at the fore-edge, none where a chapter opens; the folio stands below at the fore-edge
 * or in the middle. A part's title page and an empty page have neither (JLREQ 2.6.3). A head is set
 * again only when its text changes; one that is too long ends with an ellipsis where a line might
 * break. */
#include "flow/emit.h"

#include "base/buf.h"

#define ABOVE_MILLE 880
#define BELOW_MILLE 120

sei_str sei_page_label(sei_arena *arena, uint32_t n, bool is_roman) {
    static const struct {
        uint32_t value;
        const char *figure;
    } figures[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                   {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                   {5, "v"},    {4, "iv"},   {1, "i"}};
    if (!is_roman || n >= 4000)
        return sei_arena_print(arena, "%u", (unsigned)n);
    char out[32];
    size_t size = 0;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        for (; n >= figures[i].value; n -= figures[i].value)
            for (const char *c = figures[i].figure; *c != '\0'; c++)
                out[size++] = *c;
    }
    return sei_arena_copy(arena, (sei_str){out, size});
}

sei_str sei_furniture_text(const sei_emit *emit, sei_str form) {
    const struct {
        sei_str name, value;
    } fields[] = {{SEI_STR("{title}"), emit->layout->book->info.title},
                  {SEI_STR("{part}"), emit->page_titles.part},
                  {SEI_STR("{chapter}"), emit->page_titles.chapter},
                  {SEI_STR("{section}"), emit->page_titles.section},
                  {SEI_STR("{page}"), emit->label}};
    sei_buf buf;
    sei_buf_init(&buf, emit->layout->request->memory);
    for (size_t at = 0; at < form.size;) {
        const sei_str rest = sei_str_slice(form, at, form.size);
        size_t taken = 0;
        for (size_t f = 0; f < sizeof fields / sizeof fields[0] && taken == 0; f++) {
            if (sei_str_starts(rest, fields[f].name)) {
                sei_buf_add(&buf, fields[f].value);
                taken = fields[f].name.size;
            }
        }
        if (taken == 0) {
            sei_buf_add_byte(&buf, form.at[at]);
            taken = 1;
        }
        at += taken;
    }
    const sei_str text = sei_arena_copy(emit->arena, sei_buf_str(&buf));
    sei_buf_fini(&buf);
    return text;
}

static sei_lines set_within(const sei_emit *emit, sei_style_font font, sei_length size,
                            sei_str text, sei_length measure) {
    sei_layout *layout = emit->layout;
    const sei_text_look look = sei_layout_look(font, size, layout->style->text.color);
    const sei_frame frame = {.measure = measure, .look = look, .is_ragged = true};
    sei_para_style style = sei_layout_para_style(layout, &frame);
    style.hyphenate = false;
    const sei_span span = {
        .kind = SEI_SPAN_TEXT, .text = text, .look = look, .node = layout->book->root};
    return sei_para_set(&layout->para, &style, &span, 1);
}

/* Without the space or comma at its end, if there is one. */
static sei_str without_end(sei_str text) {
    static const char *const ends[] = {" ", ",", "\xE3\x80\x80", "\xE3\x80\x81", "\xEF\xBC\x8C"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const sei_str end = sei_str_from(ends[i]);
        if (sei_str_ends(text, end))
            return sei_str_slice(text, 0, text.size - end.size);
    }
    return text;
}

/* What of the text is on the first line. */
static sei_str first_line(const sei_lines *lines, sei_str text) {
    size_t size = 0;
    for (uint32_t i = 0; i < lines->at[0].piece_count; i++) {
        const sei_run *run = lines->at[0].pieces[i].run;
        const size_t end = run != NULL ? run->node_offset + run->text.size : 0;
        size = end > size ? end : size;
    }
    return sei_str_slice(text, 0, size < text.size ? size : text.size);
}

sei_lines sei_furniture_set(const sei_emit *emit, sei_style_font font, sei_length size,
                            sei_str text) {
    const sei_length measure = emit->area.width;
    const sei_lines whole = set_within(emit, font, size, text, measure);
    if (whole.count <= 1 || measure <= 2 * size)
        return whole;
    const sei_lines start = set_within(emit, font, size, text, measure - size);
    sei_str kept = first_line(&start, text);
    for (sei_str less = without_end(kept); less.size < kept.size; less = without_end(kept))
        kept = less;
    const sei_str cut = sei_arena_print(emit->arena, "%.*s\xE2\x80\xA6", SEI_STR_ARG(kept));
    return set_within(emit, font, size, cut, measure);
}

void sei_furniture_draw(sei_emit *emit, const sei_lines *lines, sei_length x, sei_length y,
                        sei_draw form) {
    for (uint32_t i = 0; lines->count > 0 && i < lines->at[0].piece_count; i++) {
        const sei_line_piece *piece = &lines->at[0].pieces[i];
        if (piece->run != NULL) {
            sei_draw draw = form;
            draw.kind = SEI_DRAW_RUN;
            draw.as.run.run = piece->run;
            draw.as.run.x = x + piece->along;
            draw.as.run.y = y;
            sei_emit_draw(emit, draw);
        }
    }
}

/* Where a line begins that stands at the fore-edge: the right end on a recto bound on the left. */
static sei_length fore_edge(const sei_emit *emit, const sei_lines *lines) {
    const bool is_right = emit->is_recto != emit->layout->style->page.binds_right;
    const sei_length rest = emit->area.width - (lines->count > 0 ? lines->at[0].length : 0);
    return emit->area.x + (is_right ? rest : 0);
}

static void emit_running_head(sei_emit *emit) {
    const sei_style *style = emit->layout->style;
    sei_running_head *head = &emit->heads[emit->is_recto ? 1 : 0];
    const sei_str form = emit->is_recto ? style->head.recto : style->head.verso;
    const sei_str text = sei_furniture_text(emit, form);
    if (text.size == 0)
        return;
    if (!sei_str_equal(text, head->text)) {
        head->text = text;
        head->lines = sei_furniture_set(emit, style->head.font, style->head.size, text);
    }
    const sei_length y =
        emit->area.y - style->head.gap - sei_length_from_em(style->head.size, BELOW_MILLE);
    sei_furniture_draw(emit, &head->lines, fore_edge(emit, &head->lines), y,
                       (sei_draw){.role = SEI_ROLE_PAGINATION});
}

static void emit_folio(sei_emit *emit) {
    const sei_style *style = emit->layout->style;
    const sei_length y = emit->area.y + emit->area.height + style->foot.gap +
                         sei_length_from_em(style->foot.size, ABOVE_MILLE);
    if (style->foot.fore_edge.size > 0) {
        const sei_str text = sei_furniture_text(emit, style->foot.fore_edge);
        const sei_lines lines = sei_furniture_set(emit, style->text.font, style->foot.size, text);
        sei_furniture_draw(emit, &lines, fore_edge(emit, &lines), y,
                           (sei_draw){.role = SEI_ROLE_PAGINATION});
    }
    if (style->foot.center.size > 0) {
        const sei_str text = sei_furniture_text(emit, style->foot.center);
        const sei_lines lines = sei_furniture_set(emit, style->text.font, style->foot.size, text);
        const sei_length length = lines.count > 0 ? lines.at[0].length : 0;
        sei_furniture_draw(emit, &lines, emit->area.x + (emit->area.width - length) / 2, y,
                           (sei_draw){.role = SEI_ROLE_PAGINATION});
    }
}

void sei_furniture_emit(sei_emit *emit, const sei_page_fill *fill) {
    if (fill->is_blank || fill->is_title_page || emit->furniture == SEI_FURNITURE_NONE)
        return;
    if (emit->furniture == SEI_FURNITURE_ALL && !fill->is_opening)
        emit_running_head(emit);
    emit_folio(emit);
}
