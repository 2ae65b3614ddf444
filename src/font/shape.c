/* Text of one face, script and language → glyphs in visual order.
 *
 * CJK runs of plain characters are answered from the face's cache (plain.c); the rest goes through
 * HarfBuzz in segments of at most SEI_LIMIT_SHAPE_RUN characters, cut between grapheme clusters,
 * with the characters around a segment as its context. HarfBuzz 6 takes quadratic time over marks
 * on one base (CVE-2023-25193), so marks beyond SEI_LIMIT_MARKS are left out first. The rule that
 * is easy to break: every glyph's text_at is a byte of the whole text, also when characters before
 * it were left out or were in another segment. */
#include "font/shape.h"

#include "base/assert.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "font/plain.h"
#include "font/set.h"

#include <string.h>

#define FEATURE(a, b, c, d, setting)                                                               \
    {                                                                                              \
        .tag = HB_TAG(a, b, c, d), .value = (setting), .start = HB_FEATURE_GLOBAL_START,           \
        .end = HB_FEATURE_GLOBAL_END                                                               \
    }

const hb_feature_t sei_shape_cjk_features[] = {
    FEATURE('k', 'e', 'r', 'n', 0), FEATURE('v', 'k', 'r', 'n', 0), FEATURE('p', 'a', 'l', 't', 0),
    FEATURE('v', 'p', 'a', 'l', 0), FEATURE('h', 'a', 'l', 't', 0), FEATURE('v', 'h', 'a', 'l', 0),
    FEATURE('c', 'h', 'w', 's', 0), FEATURE('v', 'c', 'h', 'w', 0), FEATURE('l', 'i', 'g', 'a', 0),
    FEATURE('c', 'l', 'i', 'g', 0), FEATURE('d', 'l', 'i', 'g', 0), FEATURE('t', 'n', 'u', 'm', 1),
};
/* The last one, tnum, is added for tabular runs alone. */
const unsigned sei_shape_cjk_feature_count =
    sizeof sei_shape_cjk_features / sizeof *sei_shape_cjk_features - 1;

static const hb_feature_t latin_features[] = {
    FEATURE('k', 'e', 'r', 'n', 1),
    FEATURE('l', 'i', 'g', 'a', 1),
    FEATURE('t', 'n', 'u', 'm', 1),
};
#define LATIN_FEATURE_COUNT (sizeof latin_features / sizeof *latin_features - 1)

hb_script_t sei_shape_script(sei_script script) {
    switch (script) {
    case SEI_SCRIPT_COMMON:
    case SEI_SCRIPT_INHERITED:
        return HB_SCRIPT_COMMON;
    case SEI_SCRIPT_LATIN:
        return HB_SCRIPT_LATIN;
    case SEI_SCRIPT_GREEK:
        return HB_SCRIPT_GREEK;
    case SEI_SCRIPT_CYRILLIC:
        return HB_SCRIPT_CYRILLIC;
    case SEI_SCRIPT_HAN:
        return HB_SCRIPT_HAN;
    case SEI_SCRIPT_HIRAGANA:
        return HB_SCRIPT_HIRAGANA;
    case SEI_SCRIPT_KATAKANA:
        return HB_SCRIPT_KATAKANA;
    case SEI_SCRIPT_HANGUL:
        return HB_SCRIPT_HANGUL;
    case SEI_SCRIPT_BOPOMOFO:
        return HB_SCRIPT_BOPOMOFO;
    case SEI_SCRIPT_ARABIC:
        return HB_SCRIPT_ARABIC;
    case SEI_SCRIPT_HEBREW:
        return HB_SCRIPT_HEBREW;
    case SEI_SCRIPT_THAI:
        return HB_SCRIPT_THAI;
    case SEI_SCRIPT_DEVANAGARI:
        return HB_SCRIPT_DEVANAGARI;
    case SEI_SCRIPT_OTHER:
        return HB_SCRIPT_INVALID;
    }
    return HB_SCRIPT_INVALID;
}

hb_language_t sei_shape_language(sei_lang lang) {
    return hb_language_from_string(sei_lang_tag(lang), -1);
}

/* The plain way: the number of glyphs, 0 when a character needs the shaper. A character takes a
 * byte at least, so there is room for a glyph a byte. */
static size_t shape_plain(const sei_shape_request *request, const sei_plain *plain,
                          sei_shaped_glyph *glyphs) {
    sei_str run = sei_str_slice(request->text, 0, request->to);
    size_t count = 0;
    for (size_t at = request->from; at < run.size; count++) {
        size_t text_at = at;
        sei_face_entry entry = sei_face_entry_of(request->face, sei_utf8_next(run, &at));
        if (!entry.is_plain || sei_plain_is_touched(plain, entry.glyph))
            return 0;
        glyphs[count] = (sei_shaped_glyph){
            .id = entry.glyph, .text_at = (uint32_t)text_at, .advance = entry.advance};
    }
    return count;
}

static bool may_be_plain(const sei_shape_request *request) {
    if (!request->is_cjk || request->vertical || request->tabular)
        return false;
    return request->script == SEI_SCRIPT_HAN || request->script == SEI_SCRIPT_HIRAGANA ||
           request->script == SEI_SCRIPT_KATAKANA || request->script == SEI_SCRIPT_BOPOMOFO ||
           request->script == SEI_SCRIPT_COMMON;
}

/* Where reading stands in a run that goes through HarfBuzz. */
typedef struct run_reader {
    const sei_shape_request *request;
    size_t at;
    size_t marks; /* on the base before `at` */
    size_t dropped;
} run_reader;

static bool is_dropped_mark(run_reader *reader, uint32_t code_point) {
    if (sei_unicode_is_mark(code_point))
        return ++reader->marks > SEI_LIMIT_MARKS;
    if (!sei_unicode_is_ignorable(code_point))
        reader->marks = 0;
    return false;
}

/* Reads the next segment behind the context before it; returns its characters. At the limit it ends
 * where the last grapheme cluster began, and the reader goes back there. */
static size_t read_segment(run_reader *reader, sei_shape_scratch *scratch) {
    sei_str run = sei_str_slice(reader->request->text, 0, reader->request->to);
    uint32_t *code_points = scratch->code_points + scratch->before;
    uint32_t *offsets = scratch->offsets + scratch->before;
    size_t size = 0, last_cluster = 0, dropped = 0, dropped_before_cluster = 0;
    int32_t state = 0;
    while (reader->at < run.size && size < SEI_LIMIT_SHAPE_RUN) {
        offsets[size] = (uint32_t)reader->at;
        uint32_t code_point = sei_utf8_next(run, &reader->at);
        if (is_dropped_mark(reader, code_point)) {
            dropped++;
            continue;
        }
        code_points[size] = code_point;
        if (size && sei_unicode_is_grapheme_break(code_points[size - 1], code_point, &state)) {
            last_cluster = size;
            dropped_before_cluster = dropped;
        }
        size++;
    }
    if (reader->at < run.size && last_cluster) {
        reader->at = offsets[last_cluster];
        reader->marks = 0;
        dropped = dropped_before_cluster;
        size = last_cluster;
    }
    reader->dropped += dropped;
    return size;
}

static void read_context_before(const sei_shape_request *request, size_t at,
                                sei_shape_scratch *scratch) {
    uint32_t around[SEI_SHAPE_CONTEXT];
    size_t count = 0;
    while (at > 0 && count < SEI_SHAPE_CONTEXT)
        around[count++] = sei_utf8_previous(request->text, &at);
    scratch->before = count;
    for (size_t i = 0; i < count; i++)
        scratch->code_points[i] = around[count - 1 - i];
}

static size_t read_context_after(const sei_shape_request *request, size_t at, uint32_t *out) {
    size_t count = 0;
    while (at < request->text.size && count < SEI_SHAPE_CONTEXT)
        out[count++] = sei_utf8_next(request->text, &at);
    return count;
}

/* Sets direction and script; what is left unset HarfBuzz guesses from the segment itself. */
static void set_properties(sei_font_set *set, const sei_shape_request *request) {
    hb_buffer_t *buffer = set->buffer;
    hb_script_t script = sei_shape_script(request->script);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_language(buffer, set->languages[request->lang]);
    if (script != HB_SCRIPT_INVALID)
        hb_buffer_set_script(buffer, script);
    if (request->vertical)
        hb_buffer_set_direction(buffer, HB_DIRECTION_TTB);
    else if (script == HB_SCRIPT_COMMON)
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer);
}

static void shape_segment(sei_font_set *set, const sei_shape_request *request, size_t size,
                          size_t after) {
    const sei_shape_scratch *scratch = &set->scratch;
    hb_buffer_clear_contents(set->buffer);
    hb_buffer_add_codepoints(set->buffer, scratch->code_points,
                             (int)(scratch->before + size + after), (unsigned)scratch->before,
                             (int)size);
    set_properties(set, request);
    unsigned tabular = request->tabular ? 1 : 0;
    if (request->is_cjk)
        hb_shape(request->face->hb_font, set->buffer, sei_shape_cjk_features,
                 sei_shape_cjk_feature_count + tabular);
    else
        hb_shape(request->face->hb_font, set->buffer, latin_features,
                 LATIN_FEATURE_COUNT + tabular);
}

/* A growing result on the arena. */
typedef struct glyph_list {
    sei_shaped_glyph *at;
    size_t size, room;
} glyph_list;

static void reserve_glyphs(sei_arena *arena, glyph_list *list, size_t more) {
    if (list->size + more <= list->room)
        return;
    size_t room = list->size ? 2 * (list->size + more) : more;
    sei_shaped_glyph *grown = SEI_NEW_ARRAY(arena, sei_shaped_glyph, room);
    if (list->size)
        memcpy(grown, list->at, list->size * sizeof *grown);
    list->at = grown;
    list->room = room;
}

/* Adds the segment's glyphs in the order of the text: a backward segment is read from its end. */
static void take_glyphs(sei_font_set *set, const sei_shape_request *request, sei_arena *arena,
                        bool is_backward, glyph_list *list) {
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(set->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(set->buffer, &count);
    reserve_glyphs(arena, list, count);
    for (unsigned i = 0; i < count; i++) {
        unsigned from = is_backward ? count - 1 - i : i;
        const hb_glyph_position_t *position = &positions[from];
        uint32_t id = infos[from].codepoint; /* a broken font may name one it does not have */
        list->at[list->size++] = (sei_shaped_glyph){
            .id = id < request->face->info.glyph_count ? id : 0,
            .text_at = set->scratch.offsets[infos[from].cluster],
            .advance = request->vertical ? -position->y_advance : position->x_advance,
            .x_offset = position->x_offset,
            .y_offset = position->y_offset};
    }
}

static void reverse_glyphs(glyph_list *list) {
    for (size_t i = 0, j = list->size; i + 1 < j; i++) {
        sei_shaped_glyph glyph = list->at[i];
        list->at[i] = list->at[--j];
        list->at[j] = glyph;
    }
}

static size_t shape_through_harfbuzz(sei_font_set *set, sei_arena *arena,
                                     const sei_shape_request *request, sei_shaped_glyph **glyphs,
                                     size_t *dropped) {
    glyph_list list = {0};
    run_reader reader = {.request = request, .at = request->from};
    bool is_backward = false;
    while (reader.at < request->to) {
        read_context_before(request, reader.at, &set->scratch);
        size_t size = read_segment(&reader, &set->scratch);
        size_t filled = set->scratch.before + size;
        size_t after = read_context_after(request, reader.at, set->scratch.code_points + filled);
        shape_segment(set, request, size, after);
        is_backward = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(set->buffer));
        take_glyphs(set, request, arena, is_backward, &list);
    }
    if (is_backward)
        reverse_glyphs(&list);
    if (dropped)
        *dropped += reader.dropped;
    *glyphs = list.at;
    return list.size;
}

size_t sei_shape(sei_font_set *set, sei_arena *arena, const sei_shape_request *request,
                 sei_shaped_glyph **glyphs, size_t *dropped) {
    sei_assert(request->from <= request->to && request->to <= request->text.size);
    const sei_plain *plain = may_be_plain(request)
                                 ? sei_plain_find(request->face, request->script, request->lang)
                                 : NULL;
    if (plain && plain->is_usable) {
        sei_arena_mark mark = sei_arena_mark_take(arena);
        *glyphs = SEI_TAKE_ARRAY(arena, sei_shaped_glyph, request->to - request->from);
        size_t count = shape_plain(request, plain, *glyphs);
        if (count)
            return count;
        sei_arena_mark_release(arena, mark);
    }
    return shape_through_harfbuzz(set, arena, request, glyphs, dropped);
}
