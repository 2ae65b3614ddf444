/* A string: borrowed bytes and their count. UTF-8 where it is text; NUL bytes are ordinary. */
#ifndef SEI_BASE_STR_H
#define SEI_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_str {
    const char *at; /* may be NULL when size is 0 */
    size_t size;    /* bytes */
} sei_str;

/* A string constant: SEI_STR("abc"). */
#define SEI_STR(literal) ((sei_str){"" literal, sizeof(literal) - 1})
/* For printf's "%.*s" (which stops at a NUL byte). A longer string than an int counts is cut. */
#define SEI_STR_ARG(str)                                                                           \
    (int)((str).size < 0x7FFFFFFF ? (str).size : 0x7FFFFFFF), (str).at ? (str).at : ""

#define SEI_STR_NONE SIZE_MAX /* what a search returns when it finds nothing */

sei_str sei_str_from(const char *nul_terminated);           /* NULL gives the empty string */
sei_str sei_str_slice(sei_str str, size_t from, size_t to); /* clamped to the string */
bool sei_str_equal(sei_str a, sei_str b);
bool sei_str_equal_ascii_case(sei_str a, sei_str b); /* A-Z equal a-z, nothing else folded */
int sei_str_compare(sei_str a, sei_str b);           /* by bytes: code point order for UTF-8 */
bool sei_str_starts(sei_str str, sei_str prefix);    /* the empty prefix always does */
bool sei_str_ends(sei_str str, sei_str suffix);
size_t sei_str_find(sei_str str, sei_str needle, size_t from); /* byte offset or SEI_STR_NONE */
size_t sei_str_find_byte(sei_str str, char byte, size_t from); /* the same for one byte */
size_t sei_str_find_last_byte(sei_str str, char byte);         /* the last one in the string */
sei_str sei_str_trim_ascii(sei_str str);           /* space, tab, CR, LF, FF, VT off both ends */
uint64_t sei_str_hash(sei_str str, uint64_t seed); /* FNV-1a: the same on every machine */

/* Cuts the part before the first `byte` (or all) off `rest` and returns it; false at the end. */
bool sei_str_split(sei_str *rest, char byte, sei_str *part);

/* A decimal integer, with a sign or without, that fills the whole string; false (value untouched)
 * for anything else and for what 64 bits do not hold. */
bool sei_str_parse_int(sei_str str, int64_t *value);

/* Natural order for names: runs of digits by value ("2" before "10"), the rest by bytes. */
int sei_str_compare_natural(sei_str a, sei_str b);

/* How many edits make one of the other: a byte more, less or other, or two neighbours swapped, for
 * "did you mean". SIZE_MAX when one has more than SEI_STR_DISTANCE_MAX bytes. */
#define SEI_STR_DISTANCE_MAX 64
size_t sei_str_distance(sei_str a, sei_str b);

#ifdef __cplusplus
}
#endif

#endif
