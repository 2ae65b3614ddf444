/* Whether a line may break between two clusters, and at what cost. */
#ifndef SEI_PARA_BREAK_OPPORTUNITY_H
#define SEI_PARA_BREAK_OPPORTUNITY_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Costs of breaking at a place, in whole units of the cost of a line (typography.md 5). */
#define SEI_PENALTY_NONE 0
#define SEI_PENALTY_KANA 120      /* small kana, ー or 々 begins a line (strict) */
#define SEI_PENALTY_COUNTER 25    /* inside 第2章, 5年 */
#define SEI_PENALTY_UNIT 40       /* between a number and its unit */
#define SEI_PENALTY_READING 60    /* between a word and its reading in brackets */
#define SEI_PENALTY_URL 10        /* in an address, behind a separator */
#define SEI_PENALTY_ADDRESS 400   /* in an address, anywhere else */
#define SEI_PENALTY_CODE 40       /* in code, behind a separator */
#define SEI_PENALTY_SYMBOL 600    /* in code, anywhere else */
#define SEI_PENALTY_WORD 60       /* headings: inside a word in katakana */
#define SEI_PENALTY_ENDING 30     /* headings: before a word's ending or particle in hiragana */
#define SEI_PENALTY_COMPOUND 20   /* headings: between two ideographs, or two hiragana */
#define SEI_PENALTY_HYPHEN 135    /* at a soft hyphen */
#define SEI_PENALTY_SYLLABLE 150  /* inside a Korean word */
#define SEI_PENALTY_EMERGENCY 900 /* inside what no line can hold whole */

typedef struct sei_break_opportunity {
    bool is_allowed;
    int16_t penalty;
} sei_break_opportunity;

/* For each cluster, whether UAX #14 allows a break before it. In scratch memory. */
const bool *sei_break_opportunity_unicode(sei_passage *passage);

/* Between cluster a and cluster b (spaces may stand between): break.tsv where a CJK class takes
 * part, relaxed as the style's kinsoku says; UAX #14 where a Latin one does; both must agree where
 * they meet. `unicode` is UAX #14's answer for b. */
sei_break_opportunity sei_break_opportunity_at(const sei_passage *passage, uint32_t a, uint32_t b,
                                               bool unicode);

/* Where an address (a run of Latin characters with "://" or "www.") that begins at cluster `from`
 * ends; `from` itself when none begins there. */
uint32_t sei_break_opportunity_address_end(const sei_passage *passage, uint32_t from);

/* The opportunity between clusters a and a + 1 inside an address. */
sei_break_opportunity sei_break_opportunity_in_address(const sei_passage *passage, uint32_t a);

/* The same inside a name or expression set as code, which ends before cluster `end`: behind a
 * separator, or where camelCase has a capital. */
sei_break_opportunity sei_break_opportunity_in_code(const sei_passage *passage, uint32_t a,
                                                    uint32_t from, uint32_t end);

#ifdef __cplusplus
}
#endif

#endif
