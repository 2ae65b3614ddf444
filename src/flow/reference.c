/* Page references: behind a link to a place in the book stands that place's folio,
 * 「（12ページ）」.
 *
 * The folio is known when the book's pages are. Until then figures stand in for it: as many as the
 * estimate of the text's length makes likely, or the folio itself when the place has been paged
 * already. The line is broken and justified with them; the folio is printed into their width
 * afterwards, ranged on the right, and set smaller should it prove too narrow, so that no line
 * changes (DESIGN, invariant 6). */
#include "flow/reference.h"

#define FIGURES_MAX 10

/* Of the place's page: exact, or a likely upper bound. */
static uint32_t expected_folio(const sei_layout *layout, uint32_t anchor) {
    const uint32_t known = layout->anchor_folios[anchor];
    const uint32_t here = layout->estimate.lines[layout->section_first];
    const uint32_t there = layout->estimate.lines[layout->book->anchors[anchor - 1].node->id];
    if (known != 0)
        return known;
    const uint32_t pages =
        there > here ? (there - here) / (uint32_t)sei_style_page_lines(layout->style) : 0;
    return layout->section_folio + pages + pages / 4;
}

static sei_str stand_in(sei_layout *layout, uint32_t anchor) {
    const uint32_t folio = expected_folio(layout, anchor);
    char figures[FIGURES_MAX];
    size_t count = 0;
    if (layout->anchor_folios[anchor] != 0)
        return sei_page_label(layout->request->arena, folio, false);
    for (uint32_t rest = folio; count == 0 || rest > 0; rest /= 10)
        figures[count++] = '8';
    return sei_arena_copy(layout->request->arena, (sei_str){figures, count});
}

/* Whether it is a blank's link: the answer has the same number. */
static bool is_study(const sei_node *node) {
    return node->kind == SEI_NODE_LINK && node->first != NULL &&
           node->first->kind == SEI_NODE_BLANK;
}

bool sei_reference_is_wanted(const sei_layout *layout, const sei_node *leaf, const sei_node *link) {
    const uint32_t anchor = link->as.link.target.anchor;
    return layout->style->links.has_page && anchor != 0 && link->first != NULL &&
           leaf->kind != SEI_NODE_HEADING && leaf->kind != SEI_NODE_CALLOUT_TITLE &&
           layout->book->anchors[anchor - 1].node->kind != SEI_NODE_NOTE && !is_study(link) &&
           !is_study(layout->book->anchors[anchor - 1].node);
}

void sei_reference_add(sei_layout *layout, const sei_node *link, sei_span form,
                       sei_span_list *spans) {
    const sei_style_reference words = sei_style_page_reference(layout->lang);
    sei_span folio = form;
    folio.look.tabular = true;
    folio.tag = link->as.link.target.anchor;
    folio.text = stand_in(layout, folio.tag);
    form.text = words.before;
    SEI_VEC_ADD(layout->arena, spans, form);
    SEI_VEC_ADD(layout->arena, spans, folio);
    form.text = words.after;
    SEI_VEC_ADD(layout->arena, spans, form);
}

bool sei_reference_is_folio(const sei_span *span) {
    return span->kind == SEI_SPAN_TEXT && span->tag != 0;
}

/* The folio's figures: one run, at most as wide as what stood in for it. */
static const sei_run *set_folio(sei_emit *emit, const sei_pending_folio *pending, sei_str text) {
    sei_layout *layout = emit->layout;
    sei_span span = pending->span;
    span.text = text;
    const sei_frame frame = {.measure = layout->measure, .look = span.look, .is_ragged = true};
    const sei_para_style style = sei_layout_para_style(layout, &frame);
    const sei_length width = sei_para_width(&layout->para, &style, &span, 1);
    if (width > pending->run->length && width > 0)
        span.look.size = (sei_length)((int64_t)span.look.size * pending->run->length / width);
    const sei_lines lines = sei_para_set(&layout->para, &style, &span, 1);
    return lines.at[0].piece_count > 0 ? lines.at[0].pieces[0].run : pending->run;
}

/* A folio with fewer figures than expected leaves white: it goes before the bracket, unless that
 * begins the line. */
static void close_up(const sei_pending_folio *pending, sei_length white) {
    sei_draw *folio = pending->draw;
    folio->as.run.x += white;
    if (pending->index < 2)
        return;
    sei_draw *bracket = folio - 1;
    const sei_draw *text = folio - 2;
    const bool is_on_line = bracket->kind == SEI_DRAW_RUN && bracket->node == folio->node &&
                            bracket->as.run.y == folio->as.run.y && text->kind == SEI_DRAW_RUN &&
                            text->as.run.y == folio->as.run.y && text->as.run.x < bracket->as.run.x;
    bracket->as.run.x += is_on_line ? white : 0;
}

void sei_reference_print(sei_emit *emit) {
    for (size_t i = 0; i < emit->pending.size; i++) {
        const sei_pending_folio *pending = &emit->pending.at[i];
        const uint32_t folio = emit->layout->anchor_folios[pending->span.tag];
        const sei_str text = folio != 0 ? sei_page_label(emit->arena, folio, false) : SEI_STR("–");
        if (!sei_str_equal(text, pending->run->text)) {
            const sei_run *run = set_folio(emit, pending, text);
            pending->draw->as.run.run = run;
            close_up(pending, pending->run->length - run->length);
        }
    }
}
