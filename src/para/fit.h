/* How well a line of items fits a measure: the one judge that both breakers ask, and what justify
 * follows. It knows nothing of text. */
#ifndef SEI_PARA_FIT_H
#define SEI_PARA_FIT_H

#include "para/items.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Costs are thousandths of the units of typography.md 5. A line that cannot be made to fit costs
 * SEI_COST_MAX at most, so that a paragraph's squares fit 64 bits. */
#define SEI_COST_UNIT 1000
#define SEI_COST_MAX 20000000

typedef enum sei_tail {
    SEI_TAIL_FULL, /* the mark at the line's end keeps its space */
    SEI_TAIL_CUT,  /* it loses it */
    SEI_TAIL_HANG  /* it stands outside the measure */
} sei_tail;

typedef enum sei_fit_mode {
    SEI_FIT_JUSTIFIED,
    SEI_FIT_RAGGED, /* gaps are only reduced, to fit; a short line costs its shortness */
    SEI_FIT_LAST    /* the same, and a short line costs nothing */
} sei_fit_mode;

typedef struct sei_fit {
    int64_t need; /* what the gaps must gain (or lose, below zero) with this tail */
    int32_t cost;
    uint8_t tail; /* sei_tail */
    bool is_over; /* too long even with everything reduced */
} sei_fit;

/* The best fit of items [from, to), to > from, among the variants of its end. */
sei_fit sei_fit_line(const sei_items *items, uint32_t from, uint32_t to, sei_length measure,
                     sei_fit_mode mode);

/* The gaps of a line that may be adjusted are those behind items [from, this). */
uint32_t sei_fit_gap_end(const sei_items *items, uint32_t from, uint32_t to, sei_tail tail);

#ifdef __cplusplus
}
#endif

#endif
