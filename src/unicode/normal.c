/* Normalisation and folding; and the language that a text is written in.
 *
 * A text is cut before every character that NFC leaves alone whatever stands before it (a flag in
 * the tables). Only the pieces that hold something else are worked on; a text without them is
 * returned as it came. The mappings and the composition are utf8proc's; the marks of a piece are
 * put in order here, because utf8proc's own ordering is quadratic in them (UAX #15; Unicode
 * 15, 3.11). */
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "unicode/tables.h"
#include "unicode/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

/* A character decomposes to at most 4 others, and folds to at most 3 that decompose. */
#define MAPPING_MAX 16

/* What is being done: which characters it leaves alone, and how utf8proc is told. */
typedef struct transform {
    unsigned stable; /* SEI_UNICODE_… */
    utf8proc_option_t options;
} transform;

static const transform to_nfc = {SEI_UNICODE_NFC_STABLE, UTF8PROC_STABLE | UTF8PROC_COMPOSE};
static const transform to_folded = {SEI_UNICODE_FOLD_STABLE,
                                    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD};

typedef SEI_VEC(utf8proc_int32_t) code_points;

/* The first character from `at` on that is stable, or is not; the size when there is none. */
static size_t find(const transform *how, sei_str str, size_t at, bool is_stable) {
    while (at < str.size) {
        size_t start = at;
        unsigned flags = sei_unicode_record_of(sei_utf8_next(str, &at))->flags;
        if (((flags & how->stable) != 0) == is_stable)
            return start;
    }
    return str.size;
}

static void add_mapping(sei_arena *scratch, code_points *points, uint32_t code_point,
                        const transform *how) {
    utf8proc_int32_t mapping[MAPPING_MAX];
    int context = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code_point, mapping,
                                                     MAPPING_MAX, how->options, &context);
    for (utf8proc_ssize_t i = 0; i < count && i < MAPPING_MAX; i++)
        SEI_VEC_ADD(scratch, points, mapping[i]);
}

static uint64_t combining_class(utf8proc_int32_t code_point) {
    return (uint64_t)utf8proc_get_property(code_point)->combining_class;
}

static int compare_keys(const void *left, const void *right) {
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* Sorts a run of marks by combining class; those of one class keep their order, by their number in
 * the middle bits of the key. */
static void order_marks(sei_arena *scratch, utf8proc_int32_t *marks, size_t count) {
    uint64_t *keys = SEI_NEW_ARRAY(scratch, uint64_t, count);
    for (size_t i = 0; i < count; i++)
        keys[i] = combining_class(marks[i]) << 56 | (uint64_t)i << 21 | (uint32_t)marks[i];
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++)
        marks[i] = (utf8proc_int32_t)(keys[i] & 0x1FFFFF);
}

static void order_all_marks(sei_arena *scratch, const code_points *points) {
    for (size_t i = 0; i < points->size;) {
        size_t end = i;
        while (end < points->size && combining_class(points->at[end]) != 0)
            end++;
        if (end - i > 1)
            order_marks(scratch, points->at + i, end - i);
        i = end > i ? end : i + 1;
    }
}

/* One piece, which holds no invalid bytes. */
static void add_piece(sei_buf *out, sei_arena *scratch, sei_str piece, const transform *how) {
    sei_arena_mark mark = sei_arena_mark_take(scratch);
    code_points points = {0};
    for (size_t at = 0; at < piece.size;)
        add_mapping(scratch, &points, sei_utf8_next(piece, &at), how);
    order_all_marks(scratch, &points);
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(points.at, (utf8proc_ssize_t)points.size, how->options);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        sei_buf_add_code_point(out, (uint32_t)points.at[i]);
    sei_arena_mark_release(scratch, mark);
}

/* Where the piece begins whose first unstable character is at `at`: with the character before,
 * which a mark may compose with, unless that is an invalid byte or was used already. */
static size_t piece_start(sei_str str, size_t done, size_t at) {
    size_t start = at;
    if (at > done && sei_utf8_previous(str, &start) == SEI_REPLACEMENT)
        return at;
    return start;
}

static sei_str apply(sei_arena *arena, sei_str str, const transform *how) {
    size_t at = find(how, str, 0, false);
    size_t done = 0;
    if (at == str.size)
        return str;
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    while (at < str.size) {
        size_t start = piece_start(str, done, at);
        size_t end = find(how, str, at, true);
        sei_buf_add(&out, sei_str_slice(str, done, start));
        add_piece(&out, arena, sei_str_slice(str, start, end), how);
        done = end;
        at = find(how, str, end, false);
    }
    sei_buf_add(&out, sei_str_slice(str, done, str.size));
    sei_str result = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return result;
}

sei_str sei_unicode_nfc(sei_arena *arena, sei_str str) {
    return apply(arena, str, &to_nfc);
}

static bool is_selector(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static sei_str without_selectors(sei_arena *arena, sei_str str) {
    sei_buf kept;
    sei_buf_init(&kept, arena->memory);
    for (size_t at = 0; at < str.size;) {
        size_t start = at;
        if (!is_selector(sei_utf8_next(str, &at)))
            sei_buf_add(&kept, sei_str_slice(str, start, at));
    }
    sei_str copy = sei_arena_copy(arena, sei_buf_str(&kept));
    sei_buf_fini(&kept);
    return copy;
}

/* NFC comes first, so that canonically equal names fold alike (a mark may fold to a letter). */
sei_str sei_unicode_fold(sei_arena *arena, sei_str str) {
    if (find(&to_folded, str, 0, false) == str.size)
        return str;
    sei_str composed = sei_unicode_nfc(arena, without_selectors(arena, str));
    return apply(arena, composed, &to_folded);
}

sei_lang sei_unicode_guess_lang(sei_str text, sei_lang han) {
    size_t kana = 0, hangul = 0, ideographs = 0, latin = 0;
    for (size_t at = 0; at < text.size;) {
        sei_script script = sei_unicode_script(sei_utf8_next(text, &at));
        kana += script == SEI_SCRIPT_HIRAGANA || script == SEI_SCRIPT_KATAKANA;
        hangul += script == SEI_SCRIPT_HANGUL;
        ideographs += script == SEI_SCRIPT_HAN;
        latin += script == SEI_SCRIPT_LATIN;
    }
    size_t wide = kana + hangul + ideographs;
    if (wide == 0 || wide * 8 < latin) /* a Han word in a Latin text does not make it CJK */
        return latin ? SEI_LANG_EN : SEI_LANG_NONE;
    if (hangul > kana + ideographs)
        return SEI_LANG_KO;
    /* Japanese without kana hardly exists beyond a few words; Chinese with kana neither. */
    if (kana * 20 >= kana + ideographs)
        return SEI_LANG_JA;
    return han == SEI_LANG_NONE ? SEI_LANG_ZH_HANS : han;
}
