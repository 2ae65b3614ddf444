/* The cost of a line: the steps of reduction or expansion are used up in order, each for its price
 * (typography.md 5). All by differences of prefix sums; fractions are 1/1024. */
#include "para/fit.h"

#define ONE 1024 /* a used-up step */
#define CUT_COST (SEI_COST_UNIT / 2)
#define HANG_COST (SEI_COST_UNIT / 2)
#define SHORT_COST (3000 * SEI_COST_UNIT) /* a line with nothing to stretch */

/* Units of cost of a step that is used up; part of it costs the square of the part. Solid text is
 * the dearest by far: on sixteen books a price of 60 (typography.md 5) left twice as many lines
 * opened by a tenth of an em as 400 does. */
static const int32_t shrink_price[SEI_SHRINK_STEPS] = {
    [SEI_SHRINK_WORD] = 8,   [SEI_SHRINK_DOT] = 20,   [SEI_SHRINK_PUNCTUATION] = 12,
    [SEI_SHRINK_COMMA] = 12, [SEI_SHRINK_LATIN] = 30, [SEI_SHRINK_STOP] = 100,
};
static const int32_t stretch_price[SEI_STRETCH_STEPS] = {
    [SEI_STRETCH_WORD] = 8,
    [SEI_STRETCH_LATIN] = 40,
    [SEI_STRETCH_SOLID] = 400,
    [SEI_STRETCH_LETTER] = 40,
};
#define HALF_PRICE 60      /* brackets below a quarter em */
#define SOLID_THRESHOLD 10 /* opening solid text at all */
#define ALL_PRICE 2000

static int32_t clamp_cost(int64_t cost) {
    return cost < SEI_COST_MAX ? (int32_t)cost : SEI_COST_MAX;
}

static int64_t squared(int32_t price, int64_t part) {
    const int64_t most = (int64_t)64 * ONE;
    part = part < most ? part : most;
    return price * SEI_COST_UNIT * part * part / ((int64_t)ONE * ONE);
}

/* Brackets and commas: down to a quarter em is cheap, from there to nothing is dear. */
static int64_t punctuation_cost(const sei_items *items, int32_t price, int64_t part) {
    if (!items->brackets_close)
        return squared(price, part);
    if (part <= ONE / 2)
        return squared(price, part * 2);
    return price * SEI_COST_UNIT + squared(HALF_PRICE, part * 2 - ONE);
}

/* The cost of losing `amount` in gaps [from, end); sets *is_over when they cannot. */
static int64_t shrink_cost(const sei_items *items, uint32_t from, uint32_t end, int64_t amount,
                           bool *is_over) {
    const sei_item_sums *a = &items->sums[from], *b = &items->sums[end];
    int64_t cost = 0;
    for (int step = SEI_SHRINK_WORD; step < SEI_SHRINK_STEPS && amount > 0; step++) {
        int64_t room = b->shrink[step] - a->shrink[step];
        if (room <= 0)
            continue;
        int64_t used = amount < room ? amount : room, part = used * ONE / room;
        bool is_punctuation = step == SEI_SHRINK_PUNCTUATION || step == SEI_SHRINK_COMMA;
        cost += is_punctuation ? punctuation_cost(items, shrink_price[step], part)
                               : squared(shrink_price[step], part);
        amount -= used;
    }
    *is_over = amount > 0;
    return cost;
}

/* Opening solid text costs a threshold, reached at a twentieth of an em. */
static int64_t threshold(const sei_items *items, int64_t used) {
    int64_t full = items->size / 20 + 1;
    return SOLID_THRESHOLD * SEI_COST_UNIT * (used < full ? used : full) / full;
}

static int64_t stretch_cost(const sei_items *items, uint32_t from, uint32_t end, int64_t amount) {
    const sei_item_sums *a = &items->sums[from], *b = &items->sums[end];
    int64_t cost = 0;
    for (int step = SEI_STRETCH_WORD; step < SEI_STRETCH_ALL && amount > 0; step++) {
        int64_t room = b->stretch[step] - a->stretch[step];
        if (room <= 0)
            continue;
        int64_t used = amount < room ? amount : room;
        int64_t scale = step == SEI_STRETCH_SOLID ? items->solid_scale : 1;
        cost += squared(stretch_price[step], used * ONE * scale / room);
        cost += step == SEI_STRETCH_SOLID ? threshold(items, used) : 0;
        amount -= used;
    }
    if (amount <= 0)
        return cost;
    int64_t slots = b->slots - a->slots;
    int64_t per_mille = amount * 1000 / (items->size > 0 ? items->size : 1);
    int64_t letters = b->stretch[SEI_STRETCH_LETTER] - a->stretch[SEI_STRETCH_LETTER];
    if (slots == 0 && letters >= amount)
        return cost + squared(stretch_price[SEI_STRETCH_LETTER], amount * ONE / letters);
    if (slots == 0) /* nothing gives: the fuller the better */
        return cost + SHORT_COST + per_mille * per_mille;
    return cost + ALL_PRICE * (SEI_COST_UNIT + per_mille / slots);
}

uint32_t sei_fit_gap_end(const sei_items *items, uint32_t from, uint32_t to, sei_tail tail) {
    bool takes_gap = tail == SEI_TAIL_CUT && items->at[to - 1].tail_cut < 0;
    return takes_gap && to - 1 > from ? to - 2 : to - 1;
}

static sei_fit fit_tail(const sei_items *items, uint32_t from, uint32_t to, sei_length measure,
                        sei_fit_mode mode, sei_tail tail) {
    const sei_item *last = &items->at[to - 1];
    int64_t natural = items->sums[to - 1].natural - items->sums[from].natural + last->body;
    switch (tail) {
    case SEI_TAIL_FULL:
        natural += last->tail;
        break;
    case SEI_TAIL_CUT:
        natural += last->tail_cut;
        break;
    case SEI_TAIL_HANG:
        natural -= last->body;
        break;
    }
    sei_fit fit = {.need = measure - natural, .tail = (uint8_t)tail};
    uint32_t end = sei_fit_gap_end(items, from, to, tail);
    int64_t cost = 0;
    if (fit.need < 0) {
        cost = shrink_cost(items, from, end, -fit.need, &fit.is_over);
    } else if (mode == SEI_FIT_JUSTIFIED) {
        cost = stretch_cost(items, from, end, fit.need);
    } else if (mode == SEI_FIT_RAGGED) {
        int64_t per_mille = fit.need * 1000 / (items->size > 0 ? items->size : 1);
        per_mille = per_mille < INT32_MAX ? per_mille : INT32_MAX;
        cost = per_mille * per_mille / 1000;
    }
    fit.cost = fit.is_over ? SEI_COST_MAX : clamp_cost(cost);
    return fit;
}

static bool is_better(const sei_fit *a, const sei_fit *b) {
    return a->is_over != b->is_over ? b->is_over : a->cost < b->cost;
}

sei_fit sei_fit_line(const sei_items *items, uint32_t from, uint32_t to, sei_length measure,
                     sei_fit_mode mode) {
    const sei_item *last = &items->at[to - 1];
    sei_fit best = fit_tail(items, from, to, measure, mode, SEI_TAIL_FULL);
    if (best.cost == 0 && !best.is_over)
        return best;
    sei_fit cut = best;
    if (last->tail_cut < last->tail && (last->tail_cut >= 0 || to - 1 > from)) {
        cut = fit_tail(items, from, to, measure, mode, SEI_TAIL_CUT);
        cut.cost = cut.is_over ? cut.cost : clamp_cost((int64_t)cut.cost + CUT_COST);
        if (is_better(&cut, &best) || (cut.is_over && best.is_over))
            best = cut;
    }
    /* A mark hangs only where it would not fit with the gaps as they are. */
    if (last->flags & SEI_ITEM_HANGS && cut.need < 0 && to - 1 > from) {
        sei_fit hang = fit_tail(items, from, to, measure, mode, SEI_TAIL_HANG);
        hang.cost = hang.is_over ? hang.cost : clamp_cost((int64_t)hang.cost + HANG_COST);
        if (is_better(&hang, &best))
            best = hang;
    }
    return best;
}
