/* A line's excess is spent step by step; inside a step every gap moves by the same fraction of what
 * it can. Amounts are handed out by rounded running sums, so that they add up exactly and no two
 * equal gaps differ by more than one unit. */
#include "para/justify.h"

typedef struct spending {
    const sei_items *items;
    uint32_t from, end; /* items whose gaps may move */
    sei_length *gaps;   /* of item from, from + 1 … */
} spending;

/* What an item's gap can move in a step; the step counts as shrinking or stretching. */
static int64_t room_of(const sei_item *item, int step, bool shrinks) {
    if (shrinks)
        return item->shrink_step == step ? item->shrink : 0;
    if (step == SEI_STRETCH_ALL)
        return sei_item_is_slot(item) ? 1 : 0;
    return item->stretch_step == step ? item->stretch : 0;
}

/* Spends `amount` (up to all the room unless unbounded) in one step; returns what was spent.
 * Letters move apart only when that fills the line. */
static int64_t spend(const spending *s, int step, bool shrinks, int64_t amount) {
    int64_t room = 0;
    for (uint32_t i = s->from; i < s->end; i++)
        room += room_of(&s->items->at[i], step, shrinks);
    bool is_bounded = shrinks || step != SEI_STRETCH_ALL;
    bool is_useless = !shrinks && step == SEI_STRETCH_LETTER && room < amount;
    if (room == 0 || is_useless)
        return 0;
    amount = is_bounded && amount > room ? room : amount;
    int64_t passed = 0, given = 0;
    for (uint32_t i = s->from; i < s->end; i++) {
        int64_t own = room_of(&s->items->at[i], step, shrinks);
        if (own == 0)
            continue;
        passed += own;
        int64_t sum = amount * passed / room;
        sei_length part = (sei_length)(sum - given);
        s->gaps[i - s->from] += shrinks ? -part : part;
        given = sum;
    }
    return amount;
}

static sei_length tail_of(const sei_item *last, sei_tail tail) {
    switch (tail) {
    case SEI_TAIL_FULL:
        return last->tail;
    case SEI_TAIL_CUT:
        return last->tail_cut;
    case SEI_TAIL_HANG:
        break;
    }
    return 0;
}

void sei_justify_line(const sei_items *items, const sei_broken_line *line, bool adjusts,
                      sei_length *gaps) {
    uint32_t count = line->to - line->from;
    for (uint32_t i = 0; i < count; i++)
        gaps[i] = items->at[line->from + i].gap;
    const sei_item *last = &items->at[line->to - 1];
    sei_tail tail = (sei_tail)line->fit.tail;
    gaps[count - 1] = tail_of(last, tail);
    bool takes_gap = count > 1 && gaps[count - 1] < 0 && !(last->flags & SEI_ITEM_VANISHES);
    if (takes_gap) { /* the space before a middle dot goes with the one behind it */
        gaps[count - 2] += gaps[count - 1];
        gaps[count - 1] = 0;
    }
    spending s = {items, line->from, sei_fit_gap_end(items, line->from, line->to, tail), gaps};
    int64_t need = line->fit.need;
    for (int step = SEI_SHRINK_WORD; step < SEI_SHRINK_STEPS && need < 0; step++)
        need += spend(&s, step, true, -need);
    for (int step = SEI_STRETCH_WORD; step < SEI_STRETCH_STEPS && need > 0 && adjusts; step++)
        need -= spend(&s, step, false, need);
}
