/* Words → keys. Every character is taken apart by its compatibility decomposition (utf8proc), which
 * makes half-width kana whole, letters plain and voiced kana a kana and a mark; the rest is two
 * small tables of kana. A key is the group, the plain characters, and behind a NUL each what tells
 * words apart that are alike so far. */
#include "unicode/reading.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

#define PARTS_MAX 32 /* of one character: U+FDFA has 18 */
#define VOICED 0x3099
#define HALF_VOICED 0x309A
#define LONG_MARK 0x30FC

/* The code points that a character is made of, folded. */
static int take_apart(uint32_t c, int32_t parts[PARTS_MAX]) {
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, PARTS_MAX,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    if (count > 0 && count <= PARTS_MAX)
        return (int)count;
    parts[0] = (int32_t)c;
    return 1;
}

sei_str sei_reading_fold(sei_arena *arena, sei_str word) {
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    for (size_t at = 0; at < word.size;) {
        int32_t parts[PARTS_MAX];
        const int count = take_apart(sei_utf8_next(word, &at), parts);
        for (int i = 0; i < count; i++)
            sei_buf_add_code_point(&out, (uint32_t)parts[i]);
    }
    const sei_str folded = sei_unicode_nfc(arena, sei_arena_copy(arena, sei_buf_str(&out)));
    sei_buf_fini(&out);
    return folded;
}

/* --- kana ------------------------------------------------------------------------------------ */

static bool is_hiragana(uint32_t c) {
    return c >= 0x3041 && c <= 0x3096;
}

static uint32_t to_hiragana(uint32_t c) {
    return c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c;
}

/* ぁぃぅぇぉっゃゅょゎ stand one before the large kana; ゕ and ゖ stand apart. */
static uint32_t to_large(uint32_t c) {
    static const uint32_t small[] = {0x3041, 0x3043, 0x3045, 0x3047, 0x3049,
                                     0x3063, 0x3083, 0x3085, 0x3087, 0x308E};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        if (c == small[i])
            return c + 1;
    return c == 0x3095 ? 0x304B : c == 0x3096 ? 0x3051 : c;
}

/* Each row of the fifty sounds: its heading, which is its first kana, and the vowels of its kana,
 * voiced ones left out; in the order of the code. */
static const struct {
    uint32_t first, last;
    const char *head;
} rows[] = {{0x3042, 0x304A, "あ"}, {0x304B, 0x3053, "か"}, {0x3055, 0x305D, "さ"},
            {0x305F, 0x3068, "た"}, {0x306A, 0x306E, "な"}, {0x306F, 0x307B, "は"},
            {0x307E, 0x3082, "ま"}, {0x3084, 0x3088, "や"}, {0x3089, 0x308D, "ら"},
            {0x308F, 0x3093, "わ"}};

/* The kana of the vowel that a plain large kana ends in; itself for ん. */
static uint32_t vowel_of(uint32_t kana) {
    static const char *const by_vowel[] = {"あかさたなはまやらわ", "いきしちにひみりゐ",
                                           "うくすつぬふむゆる", "えけせてねへめれゑ",
                                           "おこそとのほもよろを"};
    static const uint32_t vowels[] = {0x3042, 0x3044, 0x3046, 0x3048, 0x304A};
    for (size_t v = 0; v < sizeof vowels / sizeof vowels[0]; v++) {
        const sei_str kanas = sei_str_from(by_vowel[v]);
        for (size_t at = 0; at < kanas.size;)
            if (sei_utf8_next(kanas, &at) == kana)
                return vowels[v];
    }
    return kana;
}

bool sei_reading_is_kana(sei_str text) {
    bool has_kana = false;
    for (size_t at = 0; at < text.size;) {
        const uint32_t c = sei_utf8_next(text, &at);
        const bool is_kana = is_hiragana(to_hiragana(c));
        if (!is_kana && c != LONG_MARK && c != 0x30FB && c != ' ' && c != 0x3000)
            return false;
        has_kana |= is_kana;
    }
    return has_kana;
}

/* --- keys ------------------------------------------------------------------------------------ */

static bool is_mark(uint32_t c) {
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Between words: not compared at first. */
static bool is_passed_over(uint32_t c) {
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_PD || c == 0x30FB ||
           c == 0x30A0;
}

static sei_reading_group group_of(uint32_t c) {
    if (is_hiragana(c))
        return SEI_READING_KANA;
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO) /* the letters */
        return SEI_READING_SYMBOL;
    const sei_script script = sei_unicode_script(c);
    return script == SEI_SCRIPT_LATIN    ? SEI_READING_LATIN
           : script == SEI_SCRIPT_HANGUL ? SEI_READING_HANGUL
           : script == SEI_SCRIPT_HAN    ? SEI_READING_HAN
                                         : SEI_READING_OTHER;
}

/* The plain characters into `plain`, with marks into `marked`. */
static void add_character(sei_buf *plain, sei_buf *marked, uint32_t c, uint32_t *last) {
    int32_t parts[PARTS_MAX];
    const int count = take_apart(c, parts);
    for (int i = 0; i < count; i++) {
        uint32_t part = to_hiragana((uint32_t)parts[i]);
        const bool is_voice = part == VOICED || part == HALF_VOICED;
        if (part == LONG_MARK)
            part = vowel_of(*last);
        if (is_passed_over(part) || (is_mark(part) && !is_voice))
            continue;
        sei_buf_add_code_point(marked, part);
        if (is_voice)
            continue;
        *last = to_large(part);
        sei_buf_add_code_point(plain, *last);
    }
}

sei_str sei_reading_key(sei_arena *arena, sei_str reading) {
    sei_buf plain, marked;
    uint32_t last = 0;
    sei_buf_init(&plain, arena->memory);
    sei_buf_init(&marked, arena->memory);
    for (size_t at = 0; at < reading.size;)
        add_character(&plain, &marked, sei_utf8_next(reading, &at), &last);
    size_t start = 0;
    const sei_str first = sei_buf_str(&plain);
    const uint32_t c = first.size > 0 ? sei_utf8_next(first, &start) : 0;
    sei_buf key;
    sei_buf_init(&key, arena->memory);
    sei_buf_add_byte(&key, (char)group_of(c));
    sei_buf_add(&key, sei_buf_str(&plain));
    sei_buf_add_byte(&key, 0);
    sei_buf_add(&key, sei_buf_str(&marked));
    sei_buf_add_byte(&key, 0);
    sei_buf_add(&key, reading);
    const sei_str kept = sei_arena_copy(arena, sei_buf_str(&key));
    sei_buf_fini(&key);
    sei_buf_fini(&marked);
    sei_buf_fini(&plain);
    return kept;
}

sei_reading_group sei_reading_group_of(sei_str key) {
    return key.size > 0 ? (sei_reading_group)key.at[0] : SEI_READING_SYMBOL;
}

static sei_str kana_head(uint32_t c) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (c >= rows[i].first && c <= rows[i].last)
            return sei_str_from(rows[i].head);
    return SEI_STR("");
}

/* By the first consonant, double ones with the single. */
static sei_str hangul_head(uint32_t c) {
    static const char *const heads[] = {"가", "가", "나", "다", "다", "라", "마", "바", "바", "사",
                                        "사", "아", "자", "자", "차", "카", "타", "파", "하"};
    const uint32_t first = 0x1100;
    return c >= first && c - first < sizeof heads / sizeof heads[0] ? sei_str_from(heads[c - first])
                                                                    : SEI_STR("");
}

sei_str sei_reading_head(sei_arena *arena, sei_str key) {
    size_t at = 1;
    const uint32_t c = key.size > 1 ? sei_utf8_next(key, &at) : 0;
    switch (sei_reading_group_of(key)) {
    case SEI_READING_KANA:
        return kana_head(c);
    case SEI_READING_HANGUL:
        return hangul_head(c);
    case SEI_READING_LATIN:
        return c >= 'a' && c <= 'z' ? sei_arena_print(arena, "%c", (int)(c - 'a' + 'A'))
                                    : SEI_STR("");
    case SEI_READING_SYMBOL:
    case SEI_READING_HAN:
    case SEI_READING_OTHER:
        break;
    }
    return SEI_STR("");
}
