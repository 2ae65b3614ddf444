/* UTF-8: strict decoding (no overlong forms, no surrogates), encoding, counting. */
#ifndef SEI_BASE_UTF8_H
#define SEI_BASE_UTF8_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_REPLACEMENT 0xFFFDu

/* Whether three bytes are the commonest long form: kana, Han and their punctuation. */
static inline bool sei_utf8_is_plain_triple(const unsigned char *bytes) {
    return bytes[0] >= 0xE1 && bytes[0] <= 0xEC && ((bytes[1] ^ 0x80) | (bytes[2] ^ 0x80)) < 0x40;
}

/* sei_utf8_next for what is neither ASCII nor a plain triple. */
uint32_t sei_utf8_next_rare(sei_str str, size_t *at);

/* The code point at *at (< str.size), which moves past it. An invalid byte gives SEI_REPLACEMENT
 * and moves by the maximal invalid subpart (Unicode 15, 3.9, best practice). Here, since every
 * stage reads every character by it. */
static inline uint32_t sei_utf8_next(sei_str str, size_t *at) {
    const unsigned char *bytes = (const unsigned char *)str.at + *at;
    if (bytes[0] < 0x80) {
        ++*at;
        return bytes[0];
    }
    if (str.size - *at >= 3 && sei_utf8_is_plain_triple(bytes)) {
        *at += 3;
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] ^ 0x80u) << 6 | (bytes[2] ^ 0x80u);
    }
    return sei_utf8_next_rare(str, at);
}

/* The code point that ends before *at (> 0), which moves to its first byte; an invalid subpart is
 * SEI_REPLACEMENT, as going forwards. */
uint32_t sei_utf8_previous(sei_str str, size_t *at);

/* 1..4 bytes; a surrogate or a value above U+10FFFF is written as U+FFFD. */
int sei_utf8_encode(char out[4], uint32_t code_point);

size_t sei_utf8_count(sei_str str);                  /* code points */
bool sei_utf8_valid(sei_str str, size_t *first_bad); /* first_bad may be NULL */

/* A valid copy, each invalid subpart replaced by U+FFFD; `replaced` counts them (may be NULL). The
 * string itself is returned when it is valid. */
sei_str sei_utf8_repair(sei_arena *arena, sei_str str, size_t *replaced);

#ifdef __cplusplus
}
#endif

#endif
