/* Runs of one look, face, script and language, each shaped once, whatever spans they come from. The
 * rule that is easy to break: advances are differences of rounded cumulative sums, so that no
 * rounding adds up along a word. Kana and ideographs set in italics take the upright gothic face
 * instead: CJK type is not slanted. */
#include "para/itemise.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "para/memo.h"
#include "unicode/unicode.h"

#define GETA 0x3013u /* stands visibly for a character that no font has */

typedef struct choice {
    sei_segment_kind kind;
    const sei_face *face;
    bool slanted;
    bool is_cjk;
    sei_script script;
} choice;

static const sei_face *find_face(sei_passage *passage, uint32_t cluster, uint32_t code_point,
                                 uint32_t selector, bool wide, bool *slanted) {
    const sei_text_look *look = sei_passage_look(passage, cluster);
    sei_font_query query = {look->role, look->bold, look->italic, passage->lang};
    if (wide && look->italic) {
        query.role = SEI_FACE_SANS;
        query.italic = false;
    }
    bool synthetic = false;
    const sei_face *face =
        sei_font_find(passage->context->fonts, &query, code_point, selector, wide, &synthetic);
    *slanted = synthetic;
    return face;
}

/* The variation selector behind a cluster's first character, or 0. */
static uint32_t selector_of(const sei_passage *passage, uint32_t i) {
    size_t at = passage->clusters[i].text_at, end = sei_passage_end_of(passage, i);
    if (end - at <= 3)
        return 0; /* no room for a selector, which takes three bytes */
    (void)sei_utf8_next(passage->text, &at);
    if (at >= end)
        return 0;
    uint32_t next = sei_utf8_next(passage->text, &at);
    bool is_selector = (next >= 0xFE00 && next <= 0xFE0F) || (next >= 0xE0100 && next <= 0xE01EF);
    return is_selector ? next : 0;
}

static void choose_character(sei_passage *passage, uint32_t i, choice *chosen) {
    sei_cluster *cluster = &passage->clusters[i];
    bool wide = cluster->flags & SEI_CLUSTER_WIDE;
    chosen->kind = SEI_SEGMENT_SHAPED;
    chosen->is_cjk = wide;
    chosen->script = wide ? SEI_SCRIPT_HAN : (sei_script)cluster->script;
    chosen->face =
        find_face(passage, i, cluster->code_point, selector_of(passage, i), wide, &chosen->slanted);
    if (chosen->face)
        return;
    sei_memo_report_missing(passage, cluster, cluster->code_point);
    cluster->class = SEI_CLASS_IDEOGRAPH;
    cluster->space_class = SEI_SPACE_O;
    chosen->kind = SEI_SEGMENT_MISSING;
    chosen->is_cjk = true;
    chosen->face = find_face(passage, i, GETA, 0, true, &chosen->slanted);
}

static void choose(sei_passage *passage, uint32_t i, choice *chosen) {
    const sei_cluster *cluster = &passage->clusters[i];
    *chosen = (choice){.kind = SEI_SEGMENT_NONE};
    switch ((sei_cluster_kind)cluster->kind) {
    case SEI_CLUSTER_CHARACTER:
        choose_character(passage, i, chosen);
        break;
    case SEI_CLUSTER_SPACE:
    case SEI_CLUSTER_TAB:
        chosen->kind = cluster->code_point == ' ' ? SEI_SEGMENT_SHAPED : SEI_SEGMENT_BLANK;
        chosen->face = find_face(passage, i, ' ', 0, false, &chosen->slanted);
        break;
    case SEI_CLUSTER_BREAK:
    case SEI_CLUSTER_BOX:
    case SEI_CLUSTER_IGNORED:
        break;
    }
    if (!chosen->face)
        chosen->kind = SEI_SEGMENT_NONE;
}

static bool is_neutral(sei_script script) {
    return script == SEI_SCRIPT_COMMON || script == SEI_SCRIPT_INHERITED;
}

static bool looks_like_before(const sei_passage *passage, uint32_t i) {
    const sei_cluster *cluster = &passage->clusters[i];
    return i > 0 && (cluster->span == cluster[-1].span ||
                     passage->looks[cluster->span] == passage->looks[cluster[-1].span]);
}

/* Whether cluster i goes on with the open segment. */
static bool joins(const sei_passage *passage, const sei_segment *segment, uint32_t i,
                  const choice *chosen) {
    return looks_like_before(passage, i) && chosen->kind == segment->kind &&
           chosen->kind != SEI_SEGMENT_NONE && chosen->face == segment->face &&
           chosen->slanted == segment->slanted && chosen->is_cjk == segment->is_cjk &&
           (chosen->script == segment->script || is_neutral(chosen->script) ||
            is_neutral(segment->script));
}

/* A space goes with whatever stands before it: it is drawn as nothing in any face. */
static bool is_joined_space(const sei_passage *passage, const sei_segment *segment, uint32_t i) {
    const sei_cluster *cluster = &passage->clusters[i];
    return cluster->kind == SEI_CLUSTER_SPACE && cluster->code_point == ' ' &&
           segment->kind == SEI_SEGMENT_SHAPED && looks_like_before(passage, i);
}

static sei_segment *open_segment(sei_passage *passage, uint32_t i, const choice *chosen) {
    const sei_text_look *look = sei_passage_look(passage, i);
    if (passage->segment_count == passage->segment_room) {
        passage->segments =
            sei_vec_grow(passage->context->scratch, passage->segments, passage->segment_count,
                         &passage->segment_room, sizeof(sei_segment));
    }
    sei_segment *segment = &passage->segments[passage->segment_count++];
    *segment = (sei_segment){.kind = chosen->kind, .face = chosen->face, .first = i};
    segment->size = look->size;
    segment->raise = look->raise;
    segment->units_per_em = chosen->face ? sei_face_info_of(chosen->face)->units_per_em : 1000;
    segment->script = chosen->script;
    segment->slanted = chosen->slanted;
    segment->is_cjk = chosen->is_cjk;
    return segment;
}

static void cut_segments(sei_passage *passage) {
    passage->segments = NULL;
    passage->segment_count = passage->segment_room = 0;
    passage->has_rtl = false;
    sei_segment *open = NULL;
    for (uint32_t i = 0; i < passage->cluster_count; i++) {
        if (!open || !is_joined_space(passage, open, i)) {
            choice chosen;
            choose(passage, i, &chosen);
            if (!open || !joins(passage, open, i, &chosen))
                open = open_segment(passage, i, &chosen);
            else if (is_neutral(open->script))
                open->script = chosen.script;
        }
        open->end = i + 1;
        passage->clusters[i].segment = (uint32_t)passage->segment_count - 1;
    }
}

/* One glyph a cluster: geta marks, or spaces for tabs and line ends. */
static void fill_segment(sei_passage *passage, sei_segment *segment) {
    uint32_t code_point = segment->kind == SEI_SEGMENT_MISSING ? GETA : ' ';
    uint32_t id = sei_face_glyph(segment->face, code_point), count = segment->end - segment->first;
    int advance = sei_face_advance(segment->face, id);
    sei_shaped_glyph *glyphs = SEI_NEW_ARRAY(passage->context->scratch, sei_shaped_glyph, count);
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i].id = id;
        glyphs[i].text_at = passage->clusters[segment->first + i].text_at;
        glyphs[i].advance = advance;
    }
    segment->glyphs = glyphs;
    segment->glyph_count = count;
}

static void shape_segment(sei_passage *passage, sei_segment *segment) {
    sei_para_context *context = passage->context;
    sei_shape_request request = {.face = segment->face, .text = passage->text};
    request.from = passage->clusters[segment->first].text_at;
    request.to = sei_passage_end_of(passage, segment->end - 1);
    request.script = segment->script;
    request.lang = passage->lang;
    request.is_cjk = segment->is_cjk;
    request.tabular = sei_passage_look(passage, segment->first)->tabular;
    sei_shaped_glyph *glyphs = NULL;
    size_t count = sei_shape(context->fonts, context->scratch, &request, &glyphs, NULL);
    segment->glyphs = glyphs;
    segment->glyph_count = (uint32_t)count;
    segment->is_rtl = count > 1 && glyphs[0].text_at > glyphs[count - 1].text_at;
    passage->has_rtl |= segment->is_rtl;
}

/* Returns whether some glyph is .notdef. */
static bool sum_advances(sei_passage *passage, sei_segment *segment) {
    int32_t *along =
        SEI_TAKE_ARRAY(passage->context->scratch, int32_t, (size_t)segment->glyph_count + 1);
    int64_t sum = 0;
    bool has_notdef = false;
    for (uint32_t i = 0; i < segment->glyph_count; i++) {
        has_notdef |= segment->glyphs[i].id == 0;
        along[i] = (int32_t)sum;
        sum += segment->glyphs[i].advance;
        if (sum > INT32_MAX || sum < 0) /* only a broken font comes here */
            sum = sum < 0 ? 0 : INT32_MAX;
    }
    along[segment->glyph_count] = (int32_t)sum;
    segment->along = along;
    return has_notdef;
}

sei_length sei_itemise_scale(const sei_segment *segment, int32_t units) {
    if (units == segment->units_per_em)
        return segment->size;
    return sei_length_scale(segment->size, units, segment->units_per_em);
}

/* Gives glyphs [from, to) to a cluster; `start` is the scaled place of the first. Returns that of
 * their end. */
static sei_length give_glyphs(sei_segment *segment, sei_cluster *cluster, uint32_t from,
                              uint32_t to, sei_length start) {
    cluster->glyph = from;
    cluster->glyph_count = to - from > UINT16_MAX ? UINT16_MAX : (uint16_t)(to - from);
    sei_length end = sei_itemise_scale(segment, segment->along[to]);
    cluster->advance = end - start;
    if (from == to)
        cluster->flags |= SEI_CLUSTER_JOINED;
    return end;
}

static void map_forward(sei_passage *passage, sei_segment *segment) {
    uint32_t glyph = 0;
    sei_length place = 0;
    for (uint32_t i = segment->first; i < segment->end; i++) {
        uint32_t from = glyph, end = sei_passage_end_of(passage, i);
        while (glyph < segment->glyph_count && segment->glyphs[glyph].text_at < end)
            glyph++;
        place = give_glyphs(segment, &passage->clusters[i], from, glyph, place);
    }
}

static void map_backward(sei_passage *passage, sei_segment *segment) {
    uint32_t glyph = 0;
    sei_length place = 0;
    for (uint32_t i = segment->end; i-- > segment->first;) {
        uint32_t from = glyph, start = passage->clusters[i].text_at;
        while (glyph < segment->glyph_count && segment->glyphs[glyph].text_at >= start)
            glyph++;
        place = give_glyphs(segment, &passage->clusters[i], from, glyph, place);
    }
}

static bool is_proportional(const sei_segment *segment, const sei_cluster *cluster) {
    return cluster->advance < sei_length_from_em(segment->size, 900);
}

/* What the font decides about a punctuation mark. */
static void settle_punctuation(sei_passage *passage, sei_segment *segment, sei_cluster *cluster) {
    bool is_full = !is_proportional(segment, cluster);
    if (!is_full) {
        if (!sei_unicode_is_cjk(cluster->code_point)) { /* classes-resolve.tsv, rule 3 */
            bool opens = cluster->class == SEI_CLASS_OPENING;
            cluster->break_class = opens ? SEI_BREAK_OP : SEI_BREAK_CL;
            cluster->class = SEI_CLASS_LATIN;
        }
        return; /* a half-width form is its own body */
    }
    bool is_kept = cluster->flags & SEI_CLUSTER_VERBATIM ||
                   (passage->rules->keeps_full_bodies && cluster->class >= SEI_CLASS_DOT);
    if (!is_kept && cluster->glyph_count == 1 &&
        sei_memo_is_trimmable(passage, segment, segment->glyphs[cluster->glyph].id, cluster->class))
        cluster->flags |= SEI_CLUSTER_TRIMMED;
    else
        cluster->flags |= SEI_CLUSTER_FULL;
}

/* A mark that its base's face lacks is reported like a missing base, and shown as one. */
static void settle_notdef(sei_passage *passage, sei_segment *segment, uint32_t i, uint32_t glyph) {
    size_t at = passage->clusters[i].text_at, end = sei_passage_end_of(passage, i);
    while (at < end) {
        uint32_t code_point = sei_utf8_next(passage->text, &at);
        if (!sei_unicode_is_ignorable(code_point) && !sei_face_shows(segment->face, code_point))
            sei_memo_report_missing(passage, &passage->clusters[i], code_point);
    }
    segment->glyphs[glyph].id = sei_face_glyph(segment->face, GETA);
}

static void settle_notdefs(sei_passage *passage, sei_segment *segment) {
    for (uint32_t i = segment->first; i < segment->end; i++) {
        const sei_cluster *cluster = &passage->clusters[i];
        for (uint32_t g = cluster->glyph; g < cluster->glyph + cluster->glyph_count; g++)
            if (segment->glyphs[g].id == 0)
                settle_notdef(passage, segment, i, g);
    }
}

static void settle_segment(sei_passage *passage, sei_segment *segment) {
    for (uint32_t i = segment->first; i < segment->end; i++) {
        sei_cluster *cluster = &passage->clusters[i];
        switch (cluster->class) {
        case SEI_CLASS_OPENING:
        case SEI_CLASS_CLOSING:
        case SEI_CLASS_DOT:
        case SEI_CLASS_STOP:
        case SEI_CLASS_COMMA:
            settle_punctuation(passage, segment, cluster);
            break;
        default:
            break;
        }
    }
}

void sei_itemise(sei_passage *passage) {
    cut_segments(passage);
    for (size_t i = 0; i < passage->segment_count; i++) {
        sei_segment *segment = &passage->segments[i];
        if (segment->kind == SEI_SEGMENT_NONE)
            continue;
        if (segment->kind == SEI_SEGMENT_SHAPED)
            shape_segment(passage, segment);
        else
            fill_segment(passage, segment);
        bool has_notdef = sum_advances(passage, segment);
        if (segment->is_rtl)
            map_backward(passage, segment);
        else
            map_forward(passage, segment);
        if (has_notdef)
            settle_notdefs(passage, segment);
        settle_segment(passage, segment);
    }
}
