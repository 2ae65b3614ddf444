/* Spans to clusters: the first phase. The spans' texts are joined before anything is decided, so
 * that a span that ends inside a word changes looks only. A cluster is a grapheme (UAX #29) with
 * the invisible characters behind it; spaces, tabs and forced breaks are clusters of their own
 * kind. */
#include "para/passage.h"

#include <string.h>

#include "base/assert.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "unicode/unicode.h"

/* Stands in the text for a BOX. */
#define OBJECT SEI_STR("\xEF\xBF\xBC")

static sei_str span_text(const sei_span *span) {
    switch (span->kind) {
    case SEI_SPAN_TEXT:
    case SEI_SPAN_MARK:
        return span->text;
    case SEI_SPAN_BREAK:
        return SEI_STR("\n");
    case SEI_SPAN_BOX:
        return OBJECT;
    }
    return span->text;
}

/* Whether two looks shape alike: colours do not count. */
static bool looks_alike(const sei_span *a, const sei_span *b) {
    const sei_text_look *x = &a->look, *y = &b->look;
    return a->kind == b->kind && x->role == y->role && x->bold == y->bold &&
           x->italic == y->italic && x->size == y->size && x->raise == y->raise &&
           x->is_verbatim == y->is_verbatim && x->tabular == y->tabular;
}

static void join_spans(sei_passage *passage) {
    sei_arena *scratch = passage->context->scratch;
    uint32_t *starts = SEI_NEW_ARRAY(scratch, uint32_t, passage->span_count + 1);
    uint32_t *looks = SEI_NEW_ARRAY(scratch, uint32_t, passage->span_count + 1);
    size_t size = 0;
    for (uint32_t i = 0; i < passage->span_count; i++)
        size += span_text(&passage->spans[i]).size;
    sei_assert(size < UINT32_MAX);
    char *text = sei_arena_alloc(passage->context->arena, size + 1);
    size = 0;
    for (uint32_t i = 0; i < passage->span_count; i++) {
        sei_str part = span_text(&passage->spans[i]);
        starts[i] = (uint32_t)size;
        bool alike = i > 0 && looks_alike(&passage->spans[i - 1], &passage->spans[i]);
        looks[i] = alike ? looks[i - 1] : i;
        if (part.size > 0)
            memcpy(text + size, part.at, part.size);
        size += part.size;
    }
    starts[passage->span_count] = (uint32_t)size;
    passage->span_starts = starts;
    passage->looks = looks;
    passage->text = (sei_str){text, size};
}

static sei_lang guess_lang(const sei_passage *passage) {
    sei_lang han = SEI_LANG_JA;
    if (passage->style->profile == SEI_PROFILE_ZH_HANS)
        han = SEI_LANG_ZH_HANS;
    else if (passage->style->profile == SEI_PROFILE_ZH_HANT)
        han = SEI_LANG_ZH_HANT;
    sei_lang lang = sei_unicode_guess_lang(passage->text, han);
    return lang == SEI_LANG_NONE ? han : lang;
}

void sei_passage_open(sei_passage *passage, sei_para_context *context, const sei_para_style *style,
                      const sei_span *spans, size_t span_count) {
    sei_assert(span_count < UINT32_MAX);
    *passage = (sei_passage){.context = context, .style = style, .spans = spans};
    passage->span_count = (uint32_t)span_count;
    join_spans(passage);
    passage->lang = style->lang == SEI_LANG_NONE ? guess_lang(passage) : style->lang;
    passage->is_latin = passage->lang == SEI_LANG_EN || passage->lang == SEI_LANG_OTHER;
    passage->rules = sei_profile_rules_of(sei_para_profile(style->profile, passage->lang));
}

const sei_text_look *sei_passage_look(const sei_passage *passage, uint32_t cluster) {
    return &passage->spans[passage->clusters[cluster].span].look;
}

/* Letters that never continue a cluster and that nothing before them draws in: no need to ask. */
static bool is_plain(uint32_t code_point) {
    return (code_point >= 0x4E00 && code_point <= 0x9FFF) ||
           (code_point >= 0x3041 && code_point <= 0x3096) ||
           (code_point >= 0x309D && code_point <= 0x30FF) ||
           (code_point >= 0x3000 && code_point <= 0x3029) ||
           (code_point >= 0x20 && code_point < 0x7F) ||
           (code_point >= 0xFF01 && code_point <= 0xFF9D);
}

static bool is_space(uint32_t code_point) {
    return code_point == ' ' || code_point == '\t' || code_point == '\n' || code_point == '\r' ||
           code_point == '\f' || code_point == '\v';
}

static sei_cluster_kind kind_of(uint32_t code_point, const sei_span *span, bool is_verbatim) {
    if (span->kind == SEI_SPAN_BREAK)
        return SEI_CLUSTER_BREAK;
    if (span->kind == SEI_SPAN_BOX)
        return SEI_CLUSTER_BOX;
    if (code_point > ' ' && is_plain(code_point))
        return SEI_CLUSTER_CHARACTER;
    if (code_point == 0x2028 || code_point == 0x2029 || (is_verbatim && code_point == '\n'))
        return SEI_CLUSTER_BREAK;
    if (is_space(code_point)) {
        bool is_tab = is_verbatim && code_point == '\t';
        return is_tab ? SEI_CLUSTER_TAB : SEI_CLUSTER_SPACE;
    }
    if (code_point < 0x20 || code_point == 0x7F)
        return SEI_CLUSTER_IGNORED;
    return sei_unicode_is_ignorable(code_point) ? SEI_CLUSTER_IGNORED : SEI_CLUSTER_CHARACTER;
}

/* The cluster behind the last, not counted yet. */
static sei_cluster *next_cluster(sei_passage *passage) {
    if (passage->cluster_count == passage->cluster_room) {
        passage->clusters =
            sei_vec_grow(passage->context->scratch, passage->clusters, passage->cluster_count,
                         &passage->cluster_room, sizeof(sei_cluster));
    }
    return &passage->clusters[passage->cluster_count];
}

static void start_cluster(sei_passage *passage, uint32_t text_at, uint32_t code_point,
                          uint32_t number) {
    const sei_span *span = &passage->spans[number];
    bool is_verbatim = span->look.is_verbatim || passage->style->is_verbatim;
    sei_cluster *cluster = next_cluster(passage);
    passage->cluster_count++;
    *cluster = (sei_cluster){.text_at = text_at, .code_point = code_point, .span = number};
    cluster->kind = (uint8_t)kind_of(code_point, span, is_verbatim);
    cluster->flags = is_verbatim ? SEI_CLUSTER_VERBATIM : 0u;
    cluster->space_class = (uint8_t)sei_unicode_space_class(code_point);
    cluster->break_class = (uint8_t)sei_unicode_break_class(code_point);
    cluster->script = (uint8_t)sei_unicode_script(code_point);
}

/* An invisible character joins the cluster before it and may tell where to break. */
static void join_ignorable(sei_cluster *cluster, uint32_t code_point) {
    switch (code_point) {
    case 0x200B:
        cluster->flags |= SEI_CLUSTER_BREAK_AFTER;
        break;
    case 0x00AD:
        cluster->flags |= SEI_CLUSTER_HYPHEN_AFTER;
        break;
    case 0x2060:
    case 0xFEFF:
        cluster->flags |= SEI_CLUSTER_NO_BREAK_AFTER;
        break;
    default:
        break;
    }
}

/* Whether the code point continues the cluster that stands last. */
static bool continues(sei_passage *passage, uint32_t before, uint32_t code_point, int32_t *state) {
    if (is_plain(code_point) && (before < 0x300 || is_plain(before))) {
        *state = 0;
        return false;
    }
    if (passage->cluster_count == 0)
        return false;
    sei_cluster *last = &passage->clusters[passage->cluster_count - 1];
    if (last->kind == SEI_CLUSTER_CHARACTER && sei_unicode_is_ignorable(code_point)) {
        join_ignorable(last, code_point);
        (void)sei_unicode_is_grapheme_break(before, code_point, state);
        return true;
    }
    bool is_break = sei_unicode_is_grapheme_break(before, code_point, state);
    return !is_break && last->kind == SEI_CLUSTER_CHARACTER;
}

void sei_passage_window(sei_passage *passage, uint32_t from) {
    size_t left = passage->text.size - from; /* Japanese has three bytes a character */
    passage->cluster_room = (left < SEI_PASSAGE_CLUSTERS ? left : SEI_PASSAGE_CLUSTERS) / 3 + 8;
    passage->clusters =
        SEI_TAKE_ARRAY(passage->context->scratch, sei_cluster, passage->cluster_room);
    passage->cluster_count = 0;
    passage->from = from;
    uint32_t number = 0, before = 0;
    while (number + 1 < passage->span_count && passage->span_starts[number + 1] <= from)
        number++;
    int32_t state = 0;
    size_t at = from;
    while (at < passage->text.size) {
        size_t start = at;
        while (number + 1 < passage->span_count && passage->span_starts[number + 1] <= start)
            number++;
        uint32_t code_point = sei_utf8_next(passage->text, &at);
        if (!continues(passage, before, code_point, &state)) {
            if (passage->cluster_count == SEI_PASSAGE_CLUSTERS) {
                at = start;
                break;
            }
            start_cluster(passage, (uint32_t)start, code_point, number);
        }
        before = code_point;
    }
    passage->to = (uint32_t)at;
    *next_cluster(passage) = (sei_cluster){.text_at = passage->to};
}
