/* Normalisation and folding, by utf8proc; and the language that a text is written in.
 *
 * Text that is NFC already (nearly all) is found so by a scan and not copied: below U+0300 nothing
 * composes, and kana, Han and CJK punctuation are NFC but for the combining voicing marks. */
#include "base/buf.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

#include <utf8proc.h>

static bool is_plainly_nfc(uint32_t code_point) {
    return code_point < 0x300 || (code_point >= 0x3000 && code_point < 0x3099) ||
           (code_point >= 0x309B && code_point < 0x3100) ||
           (code_point >= 0x4E00 && code_point < 0xA000) ||
           (code_point >= 0xAC00 && code_point < 0xD7A4) ||
           (code_point >= 0xFF00 && code_point < 0x10000);
}

/* Bytes up to the first character that may not be NFC. */
static size_t plain_prefix(sei_str str) {
    size_t at = 0;
    while (at < str.size) {
        size_t start = at;
        if (!is_plainly_nfc(sei_utf8_next(str, &at)))
            return start;
    }
    return at;
}

/* utf8proc works on an array of code points of its caller's. Characters that fold to several take at
 * most 18 (U+FDFA's is the longest); the first call tells the size. */
static sei_str transform(sei_arena *arena, sei_str str, utf8proc_option_t options) {
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)str.at,
                                                (utf8proc_ssize_t)str.size, NULL, 0, options);
    if (count < 0) /* invalid UTF-8 is kept as it is */
        return str;
    utf8proc_int32_t *points =
        sei_memory_resize(arena->memory, NULL, ((size_t)count + 1) * sizeof *points);
    count = utf8proc_decompose((const utf8proc_uint8_t *)str.at, (utf8proc_ssize_t)str.size,
                               points, count, options);
    count = utf8proc_normalize_utf32(points, count, options);
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        sei_buf_add_code_point(&out, (uint32_t)points[i]);
    sei_memory_free(arena->memory, points);
    sei_str result = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return result;
}

sei_str sei_unicode_nfc(sei_arena *arena, sei_str str) {
    if (plain_prefix(str) == str.size)
        return str;
    return transform(arena, str, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

/* Whether folding changes nothing: no capitals, no selectors, NFC. */
static bool is_folded(sei_str str) {
    for (size_t at = 0; at < str.size;) {
        uint32_t c = sei_utf8_next(str, &at);
        bool is_cjk = (c >= 0x3000 && c < 0x3099) || (c >= 0x309B && c < 0x3100) ||
                      (c >= 0x4E00 && c < 0xA000);
        if (!(is_cjk || (c < 0x80 && !(c >= 'A' && c <= 'Z'))))
            return false;
    }
    return true;
}

static bool is_selector(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

sei_str sei_unicode_fold(sei_arena *arena, sei_str str) {
    if (is_folded(str))
        return str;
    sei_buf kept;
    sei_buf_init(&kept, arena->memory);
    for (size_t at = 0; at < str.size;) {
        size_t start = at;
        if (!is_selector(sei_utf8_next(str, &at)))
            sei_buf_add(&kept, sei_str_slice(str, start, at));
    }
    sei_str copy = sei_arena_copy(arena, sei_buf_str(&kept));
    sei_buf_fini(&kept);
    return transform(arena, copy, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
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
