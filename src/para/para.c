/* The paragraph: the phases in order, window by window. A paragraph longer than a window is set
 * from the last line that was certainly right, so that a window's end leaves no trace. */
#include "para/para.h"

#include "para/classify.h"
#include "para/dump.h"
#include "para/itemise.h"
#include "para/lines.h"
#include "para/word.h"

/* Lines at a window's end that are set again with what follows. */
#define WINDOW_OVERLAP 2u

/* Headings: how finely the narrower measure of balanced lines is sought. */
#define BALANCE_STEPS 12

static sei_length larger(sei_length a, sei_length b) {
    return a > b ? a : b;
}

static sei_measures measures_of(const sei_passage *passage) {
    const sei_para_style *style = passage->style;
    sei_measures measures = {larger(style->measure - style->indent, 1),
                             larger(style->measure - style->hang, 1), false};
    if (passage->from > 0)
        measures.first = measures.later;
    measures.is_justified = style->is_justified && style->align == SEI_STYLE_LEFT &&
                            !style->is_heading && !style->is_verbatim;
    return measures;
}

static sei_items items_of(sei_passage *passage, uint32_t from) {
    sei_passage_window(passage, from);
    sei_classify(passage);
    sei_word_divide(passage);
    sei_itemise(passage);
    sei_measures measures = measures_of(passage);
    bool first_is_less = measures.first < measures.later;
    return sei_items_make(passage, first_is_less ? measures.first : measures.later);
}

/* A heading's lines: as many as first-fit needs, as even as they go. The narrowest measure that
 * still gives this many lines is found by halving. */
static sei_broken break_balanced(sei_arena *scratch, const sei_items *items,
                                 const sei_measures *measures) {
    sei_broken best = sei_break_first_fit(scratch, items, measures);
    sei_length low = measures->later / 2, high = measures->later;
    for (int i = 0; i < BALANCE_STEPS && best.count > 1 && low + 1 < high; i++) {
        sei_length middle = low + (high - low) / 2, less = measures->later - middle;
        sei_measures narrower = {larger(measures->first - less, 1), middle, false};
        sei_broken tried = sei_break_first_fit(scratch, items, &narrower);
        bool is_over = false;
        for (uint32_t k = 0; k < tried.count; k++)
            is_over = is_over || tried.at[k].fit.is_over;
        if (tried.count == best.count && !is_over) {
            best = tried;
            high = middle;
        } else {
            low = middle;
        }
    }
    return best;
}

static sei_broken break_items(const sei_passage *passage, const sei_items *items) {
    sei_measures measures = measures_of(passage);
    sei_arena *scratch = passage->context->scratch;
    if (passage->style->is_heading)
        return break_balanced(scratch, items, &measures);
    bool is_simple = passage->style->first_fit || !measures.is_justified;
    sei_breaker *breaker = is_simple ? sei_break_first_fit : sei_break_total_fit;
    return breaker(scratch, items, &measures);
}

/* How many of the window's lines are certain; *next is the byte where the next window begins. */
static uint32_t certain_lines(const sei_passage *passage, const sei_items *items,
                              const sei_broken *broken, uint32_t *next) {
    *next = passage->to;
    if (passage->to >= passage->text.size || broken->count <= WINDOW_OVERLAP)
        return broken->count;
    uint32_t count = broken->count - WINDOW_OVERLAP;
    uint32_t item = broken->at[count].from;
    *next = passage->clusters[items->at[item].cluster].text_at;
    return count;
}

static sei_lines finish(const sei_line_maker *maker) {
    return (sei_lines){maker->lines.at, (uint32_t)maker->lines.size, maker->marks.at,
                       maker->character_count};
}

sei_lines sei_para_set(sei_para_context *context, const sei_para_style *style,
                       const sei_span *spans, size_t span_count) {
    sei_arena_mark outer = sei_arena_mark_take(context->scratch);
    sei_passage passage;
    sei_passage_open(&passage, context, style, spans, span_count);
    sei_line_maker maker = {0};
    uint32_t from = 0;
    do {
        sei_arena_mark mark = sei_arena_mark_take(context->scratch);
        sei_items items = items_of(&passage, from);
        sei_broken broken = break_items(&passage, &items);
        uint32_t count = certain_lines(&passage, &items, &broken, &from);
        sei_lines_add(&maker, &passage, &items, &broken, count);
        sei_arena_mark_release(context->scratch, mark);
    } while (from < passage.text.size);
    sei_arena_mark_release(context->scratch, outer);
    return finish(&maker);
}

sei_length sei_para_width(sei_para_context *context, const sei_para_style *style,
                          const sei_span *spans, size_t span_count) {
    sei_arena_mark outer = sei_arena_mark_take(context->scratch);
    sei_passage passage;
    sei_passage_open(&passage, context, style, spans, span_count);
    sei_items items = items_of(&passage, 0);
    sei_length width = 0;
    uint32_t from = 0;
    for (uint32_t i = 0; i <= items.count; i++) {
        if (i == items.count || items.at[i].flags & SEI_ITEM_END) {
            width = larger(width, sei_items_width(&items, from, i));
            from = i + 1;
        }
    }
    sei_arena_mark_release(context->scratch, outer);
    return width;
}

void sei_para_dump(sei_para_context *context, const sei_para_style *style, const sei_span *spans,
                   size_t span_count, sei_buf *out) {
    sei_arena_mark outer = sei_arena_mark_take(context->scratch);
    sei_passage passage;
    sei_passage_open(&passage, context, style, spans, span_count);
    uint32_t from = 0;
    do {
        sei_arena_mark mark = sei_arena_mark_take(context->scratch);
        sei_items items = items_of(&passage, from);
        sei_broken broken = break_items(&passage, &items);
        uint32_t count = certain_lines(&passage, &items, &broken, &from);
        sei_dump_items(out, &passage, &items, &broken, count);
        sei_arena_mark_release(context->scratch, mark);
    } while (from < passage.text.size);
    sei_lines lines = sei_para_set(context, style, spans, span_count);
    sei_dump_lines(out, &lines);
    sei_arena_mark_release(context->scratch, outer);
}
