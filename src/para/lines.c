/* Lines of placed runs: a run is what one span sets in one face and size on one line, with the
 * exact bytes it stands for; a typed space keeps its glyph although its width is the gap's. The
 * rule that is easy to break: a glyph's place is its cluster's place plus a difference of rounded
 * sums, so that nothing drifts. Trimmed punctuation is drawn whole, moved so that its ink lies in
 * its half body. */
#include "para/lines.h"

#include "para/itemise.h"
#include "para/justify.h"

/* How far type reaches off its baseline, in thousandths of its size: the em box of CJK type. */
#define EM_ABOVE 880
#define EM_BELOW 120

typedef struct line_state {
    sei_line_maker *maker;
    sei_passage *passage;
    const sei_items *items;
    const sei_broken_line *broken;
    const sei_length *pens; /* of each item of the line, from the line's head */
    sei_line *line;
    sei_glyph *glyphs; /* of the line, those of earlier runs first */
    uint32_t glyph_count;
    sei_line_piece *pieces;
    uint32_t piece_count;
    sei_run *run;               /* under way, or NULL */
    const sei_segment *segment; /* its first */
    uint32_t run_span;
    uint32_t run_from; /* byte of the passage's text */
} line_state;

static sei_length smaller(sei_length a, sei_length b) {
    return a < b ? a : b;
}

static sei_length larger(sei_length a, sei_length b) {
    return a > b ? a : b;
}

/* Right-to-left words stand in reverse order on the line: each stretch of them is mirrored. */
static void mirror_rtl(const sei_passage *passage, const sei_items *items,
                       const sei_broken_line *broken, sei_length *pens) {
    uint32_t i = broken->from;
    while (i < broken->to) {
        uint32_t end = i;
        while (end < broken->to &&
               passage->segments[passage->clusters[items->at[end].cluster].segment].is_rtl)
            end++;
        if (end > i) {
            sei_length from = pens[i - broken->from];
            sei_length to = pens[end - 1 - broken->from] + items->at[end - 1].body;
            for (uint32_t k = i; k < end; k++) {
                sei_length *pen = &pens[k - broken->from];
                *pen = from + to - *pen - items->at[k].body;
            }
        }
        i = end > i ? end : i + 1;
    }
}

static bool is_adjusted(const sei_passage *passage, const sei_broken_line *broken) {
    const sei_para_style *style = passage->style;
    return style->is_justified && style->align == SEI_STYLE_LEFT && !style->is_heading &&
           !style->is_verbatim && !broken->is_last;
}

/* Where the line begins, by its indent and alignment; `width` is what it holds. */
static sei_length head_of(const sei_passage *passage, bool is_first, sei_length width) {
    const sei_para_style *style = passage->style;
    sei_length indent = is_first ? style->indent : style->hang;
    sei_length spare = larger(style->measure - indent - width, 0);
    switch (style->align) {
    case SEI_STYLE_LEFT:
        return indent;
    case SEI_STYLE_CENTER:
        return indent + spare / 2;
    case SEI_STYLE_RIGHT:
        return indent + spare;
    }
    return indent;
}

/* Places of the line's items from its head; returns the line's end. */
static sei_length place_items(const sei_passage *passage, const sei_items *items,
                              const sei_broken_line *broken, bool is_first, sei_length *pens) {
    uint32_t count = broken->to - broken->from;
    sei_length *gaps = SEI_TAKE_ARRAY(passage->context->scratch, sei_length, count);
    sei_justify_line(items, broken, is_adjusted(passage, broken), gaps);
    sei_length width = 0;
    for (uint32_t i = 0; i < count; i++) {
        pens[i] = width;
        width += items->at[broken->from + i].body + gaps[i];
    }
    sei_length head = head_of(passage, is_first, width);
    for (uint32_t i = 0; i < count; i++)
        pens[i] += head;
    if (passage->has_rtl)
        mirror_rtl(passage, items, broken, pens);
    return head + width;
}

static void end_run(line_state *s, uint32_t text_end) {
    if (s->run) {
        s->run->text = sei_str_slice(s->passage->text, s->run_from, text_end);
        s->pieces[s->piece_count - 1].length = s->run->length;
        s->run = NULL;
    }
}

static bool goes_on(const line_state *s, const sei_cluster *cluster) {
    const sei_segment *open = s->segment, *segment = &s->passage->segments[cluster->segment];
    if (!s->run || s->run_span != cluster->span)
        return false;
    return open == segment || (open->face == segment->face && open->slanted == segment->slanted &&
                               open->size == segment->size && open->raise == segment->raise);
}

static void start_run(line_state *s, const sei_cluster *cluster, sei_length pen) {
    const sei_segment *segment = &s->passage->segments[cluster->segment];
    const sei_span *span = &s->passage->spans[cluster->span];
    sei_run *run = SEI_NEW(s->passage->context->arena, sei_run);
    run->face = segment->face;
    run->face_name = sei_face_info_of(segment->face)->name;
    run->size = segment->size;
    run->color = span->look.color;
    run->slanted = segment->slanted;
    run->lang = s->passage->lang;
    run->glyphs = &s->glyphs[s->glyph_count];
    run->node = span->node;
    run->node_offset =
        span->node_offset + (cluster->text_at - s->passage->span_starts[cluster->span]);
    s->pieces[s->piece_count++] = (sei_line_piece){.run = run, .span = cluster->span, .along = pen};
    s->run = run;
    s->segment = segment;
    s->run_span = cluster->span;
    s->run_from = cluster->text_at;
    s->line->above =
        larger(s->line->above, sei_length_from_em(segment->size, EM_ABOVE) + segment->raise);
    s->line->below =
        larger(s->line->below, sei_length_from_em(segment->size, EM_BELOW) - segment->raise);
}

/* How far the glyph is drawn before its cluster's place, so that its ink is inside the half body.
 */
static sei_length trim_of(const sei_cluster *cluster, const sei_segment *segment) {
    if (!(cluster->flags & SEI_CLUSTER_TRIMMED))
        return 0;
    sei_length blank = cluster->advance - segment->size / 2;
    if (cluster->class == SEI_CLASS_OPENING)
        return blank;
    return cluster->class == SEI_CLASS_DOT ? blank / 2 : 0;
}

static void add_glyphs(line_state *s, const sei_cluster *cluster, sei_length pen) {
    const sei_segment *segment = &s->passage->segments[cluster->segment];
    sei_length place = pen - s->pieces[s->piece_count - 1].along - trim_of(cluster, segment);
    const int32_t *along = &segment->along[cluster->glyph];
    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        const sei_shaped_glyph *shaped = &segment->glyphs[cluster->glyph + i];
        sei_glyph *glyph = &s->glyphs[s->glyph_count + i];
        glyph->id = shaped->id;
        glyph->text_at = cluster->text_at - s->run_from;
        glyph->along = place;
        if (i > 0) {
            glyph->along +=
                sei_itemise_scale(segment, along[i]) - sei_itemise_scale(segment, along[0]);
        }
        glyph->across = segment->raise;
        if (shaped->x_offset != 0 || shaped->y_offset != 0) {
            glyph->along += sei_itemise_scale(segment, shaped->x_offset);
            glyph->across += sei_itemise_scale(segment, shaped->y_offset);
        }
    }
    s->glyph_count += cluster->glyph_count;
    s->run->glyph_count += cluster->glyph_count;
}

static void add_box(line_state *s, const sei_cluster *cluster, sei_length pen) {
    const sei_span *span = &s->passage->spans[cluster->span];
    end_run(s, cluster->text_at);
    s->pieces[s->piece_count++] =
        (sei_line_piece){.span = cluster->span, .along = pen, .length = span->width};
    s->line->above = larger(s->line->above, span->height);
}

static void note_mark(line_state *s, const sei_cluster *cluster) {
    const sei_passage *passage = s->passage;
    if (cluster->text_at == passage->span_starts[cluster->span] &&
        passage->spans[cluster->span].kind == SEI_SPAN_MARK) {
        SEI_VEC_ADD(passage->context->arena, &s->maker->marks, cluster->span);
        s->line->mark_count++;
    }
}

static void add_cluster(line_state *s, uint32_t number, sei_length pen, sei_length body) {
    const sei_cluster *cluster = &s->passage->clusters[number];
    if (cluster->kind == SEI_CLUSTER_BOX) {
        add_box(s, cluster, pen);
        return;
    }
    if (s->passage->segments[cluster->segment].kind == SEI_SEGMENT_NONE)
        return;
    note_mark(s, cluster);
    if (!goes_on(s, cluster)) {
        end_run(s, cluster->text_at);
        start_run(s, cluster, pen);
    }
    add_glyphs(s, cluster, pen);
    s->run->length = pen + body - s->pieces[s->piece_count - 1].along;
    s->maker->character_count++;
}

/* Spaces between two items: the first is drawn where the gap begins, verbatim ones one by one. */
static void add_spaces(line_state *s, uint32_t from, uint32_t to, sei_length pen) {
    for (uint32_t i = from; i < to; i++) {
        const sei_cluster *cluster = &s->passage->clusters[i];
        bool is_kept = i == from || cluster->flags & SEI_CLUSTER_VERBATIM;
        if (cluster->kind != SEI_CLUSTER_SPACE || !is_kept)
            continue;
        add_cluster(s, i, pen, 0);
        pen += cluster->flags & SEI_CLUSTER_VERBATIM ? cluster->advance : 0;
    }
}

static void add_hyphen(line_state *s, sei_length pen, sei_length width) {
    uint32_t id = s->run ? sei_face_glyph(s->run->face, '-') : 0;
    if (id == 0)
        return;
    sei_glyph *glyph = &s->glyphs[s->glyph_count++];
    glyph->id = id;
    glyph->text_at = s->run->glyph_count > 0 ? glyph[-1].text_at : 0;
    glyph->along = pen - s->pieces[s->piece_count - 1].along;
    glyph->across = s->segment->raise;
    s->run->glyph_count++;
    s->run->length += width;
    s->line->has_hyphen = true;
}

/* Room for the line's glyphs and pieces, counted before any is made. */
static void reserve(line_state *s, uint32_t first, uint32_t end) {
    size_t glyphs = 1, pieces = 1;
    for (uint32_t i = first; i < end; i++) {
        const sei_cluster *cluster = &s->passage->clusters[i];
        glyphs += cluster->glyph_count;
        bool differs = i == first || cluster->span != cluster[-1].span ||
                       cluster->segment != cluster[-1].segment;
        pieces += differs ? 1 : 0;
    }
    s->glyphs = SEI_NEW_ARRAY(s->passage->context->arena, sei_glyph, glyphs);
    s->pieces = SEI_NEW_ARRAY(s->passage->context->arena, sei_line_piece, pieces);
}

/* Whether the line that ends with this cluster breaks at a space or newline: nothing is drawn for
 * it, but it is read between the words. */
static bool ends_word(const line_state *s, uint32_t last) {
    const sei_passage *passage = s->passage;
    return last + 1 < passage->cluster_count &&
           (passage->clusters[last + 1].kind == SEI_CLUSTER_SPACE ||
            passage->clusters[last + 1].kind == SEI_CLUSTER_BREAK);
}

static void fill_line(line_state *s) {
    const sei_broken_line *broken = s->broken;
    const sei_item *last = &s->items->at[broken->to - 1];
    bool vanishes = broken->fit.tail == SEI_TAIL_CUT && last->flags & SEI_ITEM_VANISHES;
    uint32_t count = broken->to - broken->from - (vanishes ? 1 : 0);
    reserve(s, s->items->at[broken->from].cluster, last->cluster + 1);
    sei_length end = 0;
    uint32_t text_end = 0;
    for (uint32_t i = 0; i < count; i++) {
        const sei_item *item = &s->items->at[broken->from + i];
        add_cluster(s, item->cluster, s->pens[i], item->body);
        end = s->pens[i] + item->body;
        text_end = sei_passage_end_of(s->passage, item->cluster);
        if (i + 1 < count)
            add_spaces(s, item->cluster + 1, item[1].cluster, end);
    }
    if (last->flags & SEI_ITEM_HYPHEN && !broken->is_last)
        add_hyphen(s, end, last->tail);
    if (s->run && count > 0)
        s->run->ends_word = ends_word(s, s->items->at[broken->from + count - 1].cluster);
    end_run(s, text_end);
    s->line->pieces = s->pieces;
    s->line->piece_count = s->piece_count;
}

static void add_line(sei_line_maker *maker, sei_passage *passage, const sei_items *items,
                     const sei_broken_line *broken, bool is_first) {
    sei_line line = {.is_last = broken->is_last, .first_mark = (uint32_t)maker->marks.size};
    sei_length size = passage->style->size;
    line.above = sei_length_from_em(size, EM_ABOVE);
    line.below = sei_length_from_em(size, EM_BELOW);
    if (broken->from < broken->to) {
        sei_arena *scratch = passage->context->scratch;
        sei_arena_mark mark = sei_arena_mark_take(scratch);
        sei_length *pens = SEI_TAKE_ARRAY(scratch, sei_length, broken->to - broken->from);
        line.length = place_items(passage, items, broken, is_first, pens);
        line_state s = {maker, passage, items, broken, pens, &line, NULL,
                        0,     NULL,    0,     NULL,   NULL, 0,     0};
        fill_line(&s);
        sei_arena_mark_release(scratch, mark);
    } else {
        line.length = smaller(head_of(passage, is_first, 0), passage->style->measure);
    }
    SEI_VEC_ADD(passage->context->arena, &maker->lines, line);
}

void sei_lines_add(sei_line_maker *maker, sei_passage *passage, const sei_items *items,
                   const sei_broken *broken, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        bool is_first = passage->from == 0 && i == 0;
        add_line(maker, passage, items, &broken->at[i], is_first);
    }
}
