/* The profiles as data: which reduction table, what the line's end may do, how far gaps open. */
#ifndef SEI_PARA_PROFILE_H
#define SEI_PARA_PROFILE_H

#include "para/tables.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The space behind a mark at the line's end, in eighths of its em: one or the other, never between
 * (JLREQ 3.8.3; JIS X 4051; GB/T 15834 5.1.10). */
typedef struct sei_line_end {
    uint8_t full, cut;
} sei_line_end;

typedef struct sei_profile_rules {
    sei_shrink_table table;
    bool reduces;           /* SIMPLE only expands */
    bool is_chinese;        /* commas and stops have steps of their own */
    bool keeps_full_bodies; /* zh-Hant: centred marks are not trimmed */
    bool has_latin_gap;
    uint8_t word_max;  /* eighths of an em that a word space grows to before the next step */
    uint8_t latin_max; /* the same of the CJK-Latin gap; 0: it does not grow in that step */
    uint8_t solid_max; /* the same of solid pairs; UINT8_MAX: without bound */
    sei_line_end closing, stop, comma, dot;
} sei_profile_rules;

/* The rules of a resolved profile. */
const sei_profile_rules *sei_profile_rules_of(sei_profile profile);

#ifdef __cplusplus
}
#endif

#endif
