/* How an index sorts words: by their readings, kana in the order of the fifty sounds. */
#ifndef SEI_UNICODE_READING_H
#define SEI_UNICODE_READING_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a word stands among others, by its first character, in this order. */
typedef enum sei_reading_group {
    SEI_READING_SYMBOL = 1, /* and figures */
    SEI_READING_LATIN,
    SEI_READING_KANA,
    SEI_READING_HANGUL,
    SEI_READING_HAN, /* a word whose reading is not known */
    SEI_READING_OTHER
} sei_reading_group;

/* The word without differences of width and case (NFKC, full case folding): words that are one
 * entry of an index have the same. */
sei_str sei_reading_fold(sei_arena *arena, sei_str word);

/* Bytes that sort readings when they are compared one by one. First as JIS X 4061 does at its first
 * level: hiragana and katakana, large and small, voiced and unvoiced kana are one, a long mark is
 * the vowel before it; Latin letters without their marks. Then voiced after unvoiced, then by code.
 */
sei_str sei_reading_key(sei_arena *arena, sei_str reading);

sei_reading_group sei_reading_group_of(sei_str key);

/* The heading that a key stands under where its group has several: "か" for がくもん, "B", "가";
 * else
 * "". */
sei_str sei_reading_head(sei_arena *arena, sei_str key);

/* Whether it can be a reading: kana, long marks, middle dots and spaces, one kana at least. */
bool sei_reading_is_kana(sei_str text);

#ifdef __cplusplus
}
#endif

#endif
