/* UTF-8 by the table of well-formed sequences (Unicode 15, table 3-7): overlong forms, surrogates
 * and values above U+10FFFF are not in it, so that no check comes after. What is ill-formed is
 * taken in maximal subparts, each one U+FFFD, going forwards and backwards alike. */
#include "base/utf8.h"

#include "base/buf.h"

typedef struct sequence {
    unsigned char first_low, first_high; /* range of the first byte */
    unsigned char second_low, second_high;
    unsigned char size;
    unsigned char bits; /* of the first byte */
} sequence;

static const sequence sequences[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F}, {0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F},
    {0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F}, {0xED, 0xED, 0x80, 0x9F, 3, 0x0F},
    {0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F}, {0xF0, 0xF0, 0x90, 0xBF, 4, 0x07},
    {0xF1, 0xF3, 0x80, 0xBF, 4, 0x07}, {0xF4, 0xF4, 0x80, 0x8F, 4, 0x07},
};

static const sequence *sequence_of(unsigned char first) {
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (first >= sequences[i].first_low && first <= sequences[i].first_high)
            return &sequences[i];
    return NULL;
}

/* Decodes at `at`: the number of bytes, 0 - n for an invalid subpart of n bytes. */
static int decode(sei_str str, size_t at, uint32_t *code_point) {
    unsigned char first = (unsigned char)str.at[at];
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    const sequence *row = sequence_of(first);
    *code_point = SEI_REPLACEMENT;
    if (!row)
        return -1;
    uint32_t value = first & row->bits;
    for (unsigned i = 1; i < row->size; i++) {
        unsigned char low = i == 1 ? row->second_low : 0x80;
        unsigned char high = i == 1 ? row->second_high : 0xBF;
        if (at + i >= str.size)
            return -(int)i;
        unsigned char byte = (unsigned char)str.at[at + i];
        if (byte < low || byte > high)
            return -(int)i;
        value = value << 6 | (byte & 0x3Fu);
    }
    *code_point = value;
    return row->size;
}

uint32_t sei_utf8_next_rare(sei_str str, size_t *at) {
    uint32_t code_point;
    int size = decode(str, *at, &code_point);
    *at += (size_t)(size < 0 ? -size : size);
    return code_point;
}

uint32_t sei_utf8_previous(sei_str str, size_t *at) {
    size_t end = *at, start = end - 1;
    while (start > 0 && end - start < 4 && ((unsigned char)str.at[start] & 0xC0) == 0x80)
        start--;
    uint32_t code_point;
    int size = decode(sei_str_slice(str, 0, end), start, &code_point);
    if (start + (size_t)(size < 0 ? -size : size) == end) {
        *at = start;
        return code_point;
    }
    *at = end - 1;
    return SEI_REPLACEMENT;
}

int sei_utf8_encode(char out[4], uint32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = SEI_REPLACEMENT;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t sei_utf8_count(sei_str str) {
    size_t count = 0;
    for (size_t at = 0; at < str.size; count++)
        sei_utf8_next(str, &at);
    return count;
}

bool sei_utf8_valid(sei_str str, size_t *first_bad) {
    const unsigned char *bytes = (const unsigned char *)str.at;
    for (size_t at = 0; at < str.size;) {
        if (str.size - at >= 3 && sei_utf8_is_plain_triple(bytes + at)) {
            at += 3;
            continue;
        }
        uint32_t code_point;
        int size = decode(str, at, &code_point);
        if (size < 0) {
            if (first_bad)
                *first_bad = at;
            return false;
        }
        at += (size_t)size;
    }
    return true;
}

sei_str sei_utf8_repair(sei_arena *arena, sei_str str, size_t *replaced) {
    size_t bad = 0;
    if (replaced)
        *replaced = 0;
    if (sei_utf8_valid(str, &bad))
        return str;
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    sei_buf_add(&out, sei_str_slice(str, 0, bad));
    for (size_t at = bad; at < str.size;) {
        uint32_t code_point;
        int size = decode(str, at, &code_point);
        if (size < 0 && replaced)
            ++*replaced;
        sei_buf_add_code_point(&out, code_point);
        at += (size_t)(size < 0 ? -size : size);
    }
    sei_str repaired = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return repaired;
}
