/* Bytes of a note → valid UTF-8 (spec: robustness C10). The legacy Japanese encodings are only
 * told, not converted, and only when it is certain: the bytes are mostly no UTF-8, they are well
 * formed in the legacy encoding from end to end, and a fair share of its characters are kana, which
 * no other two-byte encoding has at those places in running text. */
#include "book/encoding.h"

#include "base/buf.h"
#include "base/utf8.h"

static uint32_t unit_at(sei_str bytes, size_t at, bool is_big) {
    uint32_t first = (unsigned char)bytes.at[at], second = (unsigned char)bytes.at[at + 1];
    return is_big ? first << 8 | second : second << 8 | first;
}

static void note_replacement(sei_encoding_result *result, size_t at) {
    if (result->replaced++ == 0)
        result->first = at;
}

static sei_encoding_result decode_utf16(sei_arena *arena, sei_str bytes, bool is_big) {
    sei_encoding_result result = {0};
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    size_t at = 0;
    while (at + 1 < bytes.size) {
        uint32_t c = unit_at(bytes, at, is_big);
        at += 2;
        if (c >= 0xD800 && c < 0xDC00 && at + 1 < bytes.size) {
            uint32_t low = unit_at(bytes, at, is_big);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (c >= 0xD800 && c < 0xE000) {
            note_replacement(&result, out.size);
            c = SEI_REPLACEMENT;
        }
        sei_buf_add_code_point(&out, c);
    }
    if (at < bytes.size) {
        note_replacement(&result, out.size);
        sei_buf_add_code_point(&out, SEI_REPLACEMENT);
    }
    result.text = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return result;
}

static bool in(unsigned char byte, unsigned low, unsigned high) {
    return byte >= low && byte <= high;
}

/* How a text reads in a legacy encoding. */
typedef struct reading {
    size_t pairs; /* two-byte characters */
    size_t kana;  /* of them */
} reading;

/* The bytes that one character takes in Shift_JIS, 0 when it is ill formed. */
static size_t shift_jis_step(const unsigned char *at, size_t left, reading *read) {
    if (at[0] < 0x80 || in(at[0], 0xA1, 0xDF))
        return 1;
    bool is_pair = (in(at[0], 0x81, 0x9F) || in(at[0], 0xE0, 0xFC)) && left > 1 &&
                   in(at[1], 0x40, 0xFC) && at[1] != 0x7F;
    if (is_pair) {
        read->pairs++;
        read->kana +=
            (at[0] == 0x82 && in(at[1], 0x9F, 0xF1)) || (at[0] == 0x83 && in(at[1], 0x40, 0x96));
    }
    return is_pair ? 2 : 0;
}

static size_t euc_jp_step(const unsigned char *at, size_t left, reading *read) {
    if (at[0] < 0x80)
        return 1;
    if (at[0] == 0x8E)
        return left > 1 && in(at[1], 0xA1, 0xDF) ? 2 : 0;
    if (at[0] == 0x8F)
        return left > 2 && in(at[1], 0xA1, 0xFE) && in(at[2], 0xA1, 0xFE) ? 3 : 0;
    bool is_pair = in(at[0], 0xA1, 0xFE) && left > 1 && in(at[1], 0xA1, 0xFE);
    if (is_pair) {
        read->pairs++;
        read->kana +=
            (at[0] == 0xA4 && in(at[1], 0xA1, 0xF3)) || (at[0] == 0xA5 && in(at[1], 0xA1, 0xF6));
    }
    return is_pair ? 2 : 0;
}

/* The kana of a text that is well formed from end to end and has a fair share of them; else 0. */
static size_t kana_read_as(sei_str bytes,
                           size_t (*step)(const unsigned char *, size_t, reading *)) {
    const unsigned char *at = (const unsigned char *)bytes.at;
    reading read = {0, 0};
    for (size_t i = 0; i < bytes.size;) {
        size_t taken = step(at + i, bytes.size - i, &read);
        if (taken == 0)
            return 0;
        i += taken;
    }
    return read.kana >= 2 && read.kana * 10 >= read.pairs ? read.kana : 0;
}

static bool is_mostly_invalid(sei_str bytes) {
    size_t valid = 0, invalid = 0;
    for (size_t at = 0; at < bytes.size;) {
        size_t from = at;
        uint32_t c = sei_utf8_next(bytes, &at);
        bool is_written = sei_str_equal(sei_str_slice(bytes, from, at), SEI_STR("\xEF\xBF\xBD"));
        if (c == SEI_REPLACEMENT && !is_written)
            invalid++;
        else if (c >= 0x80)
            valid++;
    }
    return invalid > valid;
}

static const char *likely_encoding(sei_str bytes) {
    if (!is_mostly_invalid(bytes))
        return NULL;
    size_t shift_jis = kana_read_as(bytes, shift_jis_step);
    size_t euc_jp = kana_read_as(bytes, euc_jp_step);
    if (shift_jis == euc_jp)
        return NULL;
    return shift_jis > euc_jp ? "Shift_JIS" : "EUC-JP";
}

sei_encoding_result sei_encoding_decode(sei_arena *arena, sei_str bytes) {
    if (sei_str_starts(bytes, SEI_STR("\xFE\xFF")) || sei_str_starts(bytes, SEI_STR("\xFF\xFE"))) {
        bool is_big = (unsigned char)bytes.at[0] == 0xFE;
        return decode_utf16(arena, sei_str_slice(bytes, 2, bytes.size), is_big);
    }
    sei_encoding_result result = {.text = bytes};
    if (sei_str_starts(bytes, SEI_STR("\xEF\xBB\xBF")))
        result.text = sei_str_slice(bytes, 3, bytes.size);
    if (!sei_utf8_valid(result.text, &result.first)) {
        result.likely = likely_encoding(result.text);
        result.text = sei_utf8_repair(arena, result.text, &result.replaced);
    }
    return result;
}
