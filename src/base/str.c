/* Byte strings: comparing, searching, cutting, numbers. Everything is by bytes, which for UTF-8 is
 * the order of code points; what knows characters is in unicode/. No function copies: results point
 * into their argument. */
#include "base/str.h"

#include <string.h>

sei_str sei_str_from(const char *nul_terminated) {
    return (sei_str){nul_terminated, nul_terminated ? strlen(nul_terminated) : 0};
}

sei_str sei_str_slice(sei_str str, size_t from, size_t to) {
    if (to > str.size)
        to = str.size;
    if (from > to)
        from = to;
    return str.at ? (sei_str){str.at + from, to - from} : (sei_str){NULL, 0};
}

bool sei_str_equal(sei_str a, sei_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool sei_str_equal_ascii_case(sei_str a, sei_str b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

int sei_str_compare(sei_str a, sei_str b) {
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.at, b.at, common) : 0;
    if (order != 0)
        return order < 0 ? -1 : 1;
    return a.size == b.size ? 0 : a.size < b.size ? -1 : 1;
}

bool sei_str_starts(sei_str str, sei_str prefix) {
    return str.size >= prefix.size && sei_str_equal(sei_str_slice(str, 0, prefix.size), prefix);
}

bool sei_str_ends(sei_str str, sei_str suffix) {
    return str.size >= suffix.size &&
           sei_str_equal(sei_str_slice(str, str.size - suffix.size, str.size), suffix);
}

size_t sei_str_find(sei_str str, sei_str needle, size_t from) {
    if (from > str.size)
        return SEI_STR_NONE;
    if (needle.size == 0)
        return from;
    const char *found =
        str.size > from ? memmem(str.at + from, str.size - from, needle.at, needle.size) : NULL;
    return found ? (size_t)(found - str.at) : SEI_STR_NONE;
}

size_t sei_str_find_byte(sei_str str, char byte, size_t from) {
    if (from >= str.size)
        return SEI_STR_NONE;
    const char *found = memchr(str.at + from, byte, str.size - from);
    return found ? (size_t)(found - str.at) : SEI_STR_NONE;
}

size_t sei_str_find_last_byte(sei_str str, char byte) {
    const char *found = str.size ? memrchr(str.at, byte, str.size) : NULL;
    return found ? (size_t)(found - str.at) : SEI_STR_NONE;
}

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

sei_str sei_str_trim_ascii(sei_str str) {
    while (str.size && is_space(str.at[0])) {
        str.at++;
        str.size--;
    }
    while (str.size && is_space(str.at[str.size - 1]))
        str.size--;
    return str;
}

uint64_t sei_str_hash(sei_str str, uint64_t seed) {
    uint64_t hash = UINT64_C(14695981039346656037) ^ seed;
    for (size_t i = 0; i < str.size; i++) {
        hash ^= (unsigned char)str.at[i];
        hash *= UINT64_C(1099511628211);
    }
    return hash;
}

bool sei_str_split(sei_str *rest, char byte, sei_str *part) {
    if (!rest->at)
        return false;
    size_t end = sei_str_find_byte(*rest, byte, 0);
    if (end == SEI_STR_NONE) {
        *part = *rest;
        *rest = (sei_str){NULL, 0};
    } else {
        *part = sei_str_slice(*rest, 0, end);
        *rest = sei_str_slice(*rest, end + 1, rest->size);
    }
    return true;
}

/* Sums below zero, where there is one value more. */
bool sei_str_parse_int(sei_str str, int64_t *value) {
    bool negative = str.size && str.at[0] == '-';
    size_t at = negative || (str.size && str.at[0] == '+') ? 1 : 0;
    int64_t sum = 0;
    if (at == str.size)
        return false;
    for (; at < str.size; at++) {
        int digit = str.at[at] - '0';
        if (digit < 0 || digit > 9 || sum < (INT64_MIN + digit) / 10)
            return false;
        sum = sum * 10 - digit;
    }
    if (!negative && sum == INT64_MIN)
        return false;
    *value = negative ? sum : -sum;
    return true;
}

static bool is_digit(sei_str str, size_t at) {
    return at < str.size && str.at[at] >= '0' && str.at[at] <= '9';
}

static size_t digits_end(sei_str str, size_t at) {
    while (is_digit(str, at))
        at++;
    return at;
}

/* Compares two runs of digits by value, then by length (fewer leading zeros first). */
static int compare_numbers(sei_str a, sei_str b) {
    sei_str a_all = a, b_all = b;
    while (a.size > 1 && a.at[0] == '0')
        a = sei_str_slice(a, 1, a.size);
    while (b.size > 1 && b.at[0] == '0')
        b = sei_str_slice(b, 1, b.size);
    if (a.size != b.size)
        return a.size < b.size ? -1 : 1;
    int order = sei_str_compare(a, b);
    if (order == 0 && a_all.size != b_all.size)
        return a_all.size < b_all.size ? -1 : 1;
    return order;
}

int sei_str_compare_natural(sei_str a, sei_str b) {
    size_t i = 0, j = 0;
    while (i < a.size && j < b.size) {
        if (is_digit(a, i) && is_digit(b, j)) {
            size_t a_end = digits_end(a, i), b_end = digits_end(b, j);
            int order = compare_numbers(sei_str_slice(a, i, a_end), sei_str_slice(b, j, b_end));
            if (order != 0)
                return order;
            i = a_end;
            j = b_end;
        } else if (a.at[i] != b.at[j]) {
            return (unsigned char)a.at[i] < (unsigned char)b.at[j] ? -1 : 1;
        } else {
            i++;
            j++;
        }
    }
    return sei_str_compare(sei_str_slice(a, i, a.size), sei_str_slice(b, j, b.size));
}

static size_t least_of(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment; a row is the distance of a's first i bytes to b's first j. */
size_t sei_str_distance(sei_str a, sei_str b) {
    size_t rows[3][SEI_STR_DISTANCE_MAX + 1];
    size_t *older = rows[0], *old = rows[1], *row = rows[2];
    if (a.size > SEI_STR_DISTANCE_MAX || b.size > SEI_STR_DISTANCE_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.size; j++)
        old[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            bool differs = a.at[i - 1] != b.at[j - 1];
            row[j] = least_of(least_of(old[j], row[j - 1]) + 1, old[j - 1] + differs);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                row[j] = least_of(row[j], older[j - 2] + 1);
        }
        size_t *free_row = older;
        older = old;
        old = row;
        row = free_row;
    }
    return old[b.size];
}
