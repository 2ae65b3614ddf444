/* Items to lines: two breakers of one signature. They know nothing of text, only widths, costs and
 * where a break may be. */
#ifndef SEI_PARA_BREAK_H
#define SEI_PARA_BREAK_H

#include "para/fit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_broken_line {
    uint32_t from, to; /* items; equal for an empty line */
    sei_fit fit;
    bool is_last; /* of the paragraph, or before a forced end */
} sei_broken_line;

typedef struct sei_broken {
    sei_broken_line *at;
    uint32_t count; /* at least 1 */
} sei_broken;

typedef struct sei_measures {
    sei_length first, later; /* widths of the first line and of the others */
    bool is_justified;
} sei_measures;

typedef sei_broken sei_breaker(sei_arena *scratch, const sei_items *items,
                               const sei_measures *measures);

/* Each line as good as can be, one after the other; a few words of look-ahead for the last. */
sei_breaker sei_break_first_fit;

/* The lines whose squared costs have the least sum (Knuth and Plass), within a bounded choice of
 * candidates a line; ties go to the earlier break. */
sei_breaker sei_break_total_fit;

#ifdef __cplusplus
}
#endif

#endif
