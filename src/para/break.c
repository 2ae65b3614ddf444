/* The two breakers. Forced ends cut the items into pieces that are broken one by one. First-fit
 * takes, line by line, the break with the least cost and penalty. Total-fit is dynamic programming
 * over the breaks: for each start only the ends within reach are tried, found with a pointer that
 * never moves back, so that time is linear in the items. */
#include "para/break.h"

#include "base/vec.h"

typedef SEI_VEC(sei_broken_line) line_list;

typedef struct breaking {
    sei_arena *scratch;
    const sei_items *items;
    const sei_measures *measures;
    line_list lines;
} breaking;

static sei_length measure_at(const breaking *b, uint32_t from) {
    return from == 0 ? b->measures->first : b->measures->later;
}

static sei_fit_mode mode_of(const breaking *b, bool is_last) {
    if (is_last)
        return SEI_FIT_LAST;
    return b->measures->is_justified ? SEI_FIT_JUSTIFIED : SEI_FIT_RAGGED;
}

static sei_fit fit_of(const breaking *b, uint32_t from, uint32_t to, uint32_t end) {
    return sei_fit_line(b->items, from, to, measure_at(b, from), mode_of(b, to == end));
}

static int64_t penalty_of(const breaking *b, uint32_t to, uint32_t end) {
    return to == end ? 0 : (int64_t)b->items->at[to - 1].penalty * SEI_COST_UNIT;
}

/* The end of the piece that begins at `from`: its forced end, or the last item's. */
static uint32_t piece_end(const sei_items *items, uint32_t from) {
    while (from < items->count && !(items->at[from].flags & SEI_ITEM_END))
        from++;
    return from;
}

static void add_line(breaking *b, uint32_t from, uint32_t to, sei_fit fit, bool is_last) {
    SEI_VEC_ADD(b->scratch, &b->lines, ((sei_broken_line){from, to, fit, is_last}));
}

typedef void break_piece(breaking *b, uint32_t from, uint32_t end);

static sei_broken break_pieces(breaking *b, break_piece *piece) {
    uint32_t from = 0;
    do {
        uint32_t end = piece_end(b->items, from);
        if (end == from)
            add_line(b, from, from, (sei_fit){0}, true);
        else
            piece(b, from, end);
        from = end + 1;
    } while (from < b->items->count);
    return (sei_broken){b->lines.at, (uint32_t)b->lines.size};
}

/* First-fit: the cheapest end of a line that begins at `from`; the later of equals. */
static uint32_t best_end(breaking *b, uint32_t from, uint32_t end, sei_fit *best) {
    uint32_t chosen = 0;
    int64_t least = INT64_MAX;
    for (uint32_t to = from + 1; to <= end; to++) {
        if (to < end && !(b->items->at[to - 1].flags & SEI_ITEM_BREAK))
            continue;
        sei_fit fit = fit_of(b, from, to, end);
        if (fit.is_over && chosen != 0)
            break;
        int64_t cost = fit.cost + penalty_of(b, to, end);
        if (cost <= least) {
            least = cost;
            chosen = to;
            *best = fit;
        }
        if (fit.is_over)
            break; /* nothing fits: the shortest there is */
    }
    return chosen;
}

static void first_fit_piece(breaking *b, uint32_t from, uint32_t end) {
    while (from < end) {
        sei_fit fit = {0};
        uint32_t to = best_end(b, from, end, &fit);
        add_line(b, from, to, fit, to == end);
        from = to;
    }
}

sei_broken sei_break_first_fit(sei_arena *scratch, const sei_items *items,
                               const sei_measures *measures) {
    breaking b = {.scratch = scratch, .items = items, .measures = measures};
    return break_pieces(&b, first_fit_piece);
}

/* Total-fit. */

#define GOOD_COST (15 * SEI_COST_UNIT)     /* a line that needs no looser one beside it */
#define MOST_ENDS 32                       /* ends tried for one start */
#define LOOSE_TRIES 8                      /* looser ends tried when no good one is in reach */
#define CONTRAST_COST (30 * SEI_COST_UNIT) /* a tight line beside a loose one */
#define HYPHENS_COST (100 * SEI_COST_UNIT) /* hyphens at two lines' ends in a row */
#define EVEN_COST (5 * SEI_COST_UNIT)      /* below it a line is neither tight nor loose */

/* How a line is set: what the next line is compared with. */
typedef enum tightness {
    TIGHT,
    EVEN,
    LOOSE,
    TIGHTNESS_COUNT
} tightness;

/* The best way to a break whose last line is of one tightness. */
typedef struct node {
    int64_t demerits;  /* INT64_MAX: not reached */
    uint32_t from;     /* where its last line begins: a position among the breaks … */
    uint8_t from_kind; /* … and the tightness of the line before it */
} node;

typedef struct total {
    breaking *b;
    uint32_t end;
    uint32_t *ends; /* ends[0] is the piece's start, then every break, then its end */
    node *nodes;    /* TIGHTNESS_COUNT for each of them */
    uint32_t count;
} total;

static void list_breaks(total *t, uint32_t from, uint32_t end) {
    const sei_items *items = t->b->items;
    uint32_t count = 2;
    for (uint32_t i = from; i + 1 < end; i++)
        count += items->at[i].flags & SEI_ITEM_BREAK ? 1u : 0u;
    t->end = end;
    t->ends = SEI_TAKE_ARRAY(t->b->scratch, uint32_t, count);
    t->nodes = SEI_TAKE_ARRAY(t->b->scratch, node, (size_t)count * TIGHTNESS_COUNT);
    t->ends[t->count++] = from;
    for (uint32_t i = from; i + 1 < end; i++)
        if (items->at[i].flags & SEI_ITEM_BREAK)
            t->ends[t->count++] = i + 1;
    t->ends[t->count++] = end;
    for (uint32_t i = 0; i < count * TIGHTNESS_COUNT; i++)
        t->nodes[i] = (node){.demerits = INT64_MAX};
    t->nodes[EVEN].demerits = 0;
}

static node *nodes_at(const total *t, uint32_t position) {
    return &t->nodes[(size_t)position * TIGHTNESS_COUNT];
}

static tightness tightness_of(const sei_fit *fit, bool is_last) {
    if (is_last || fit->cost < EVEN_COST)
        return EVEN;
    return fit->need < 0 ? TIGHT : LOOSE;
}

static bool has_hyphen(const total *t, uint32_t end) {
    return end > 0 && t->ends[end] > 0 && t->b->items->at[t->ends[end] - 1].flags & SEI_ITEM_HYPHEN;
}

/* Tries the line between two positions and returns its cost. One that is too long is taken only
 * when `forced`. */
static int64_t try_line(total *t, uint32_t start, uint32_t end, bool forced, bool *is_over) {
    sei_fit fit = fit_of(t->b, t->ends[start], t->ends[end], t->end);
    *is_over = fit.is_over;
    if (fit.is_over && !forced)
        return INT64_MAX;
    int64_t cost = fit.cost + penalty_of(t->b, t->ends[end], t->end);
    tightness kind = tightness_of(&fit, end + 1 == t->count);
    node *from = nodes_at(t, start), *to = &nodes_at(t, end)[kind];
    for (int before = TIGHT; before < TIGHTNESS_COUNT; before++) {
        if (from[before].demerits == INT64_MAX)
            continue;
        int64_t sum = SEI_COST_UNIT + cost;
        sum += (before == TIGHT && kind == LOOSE) || (before == LOOSE && kind == TIGHT)
                   ? CONTRAST_COST
                   : 0;
        sum += has_hyphen(t, start) && has_hyphen(t, end) ? HYPHENS_COST : 0;
        sum = sum < SEI_COST_MAX ? sum : SEI_COST_MAX;
        int64_t demerits = from[before].demerits + sum * sum;
        if (demerits < to->demerits)
            *to = (node){demerits, start, (uint8_t)before};
    }
    return cost;
}

/* Whether a line can reach the measure with spaces well opened and solid text hardly. */
static bool is_in_reach(const total *t, uint32_t start, uint32_t end, sei_length measure) {
    const sei_items *items = t->b->items;
    const sei_item_sums *a = &items->sums[t->ends[start]], *b = &items->sums[t->ends[end] - 1];
    const sei_item *last = &items->at[t->ends[end] - 1];
    int64_t width = b->natural - a->natural + last->body + last->tail;
    for (int step = SEI_STRETCH_WORD; step < SEI_STRETCH_SOLID; step++)
        width += b->stretch[step] - a->stretch[step];
    int64_t solid = b->stretch[SEI_STRETCH_SOLID] - a->stretch[SEI_STRETCH_SOLID];
    return width + solid / (4 * (int64_t)items->solid_scale) >= measure;
}

/* Tries the lines that begin at a reached position. *reach is the first end in reach; it only
 * grows. */
static void extend(total *t, uint32_t start, uint32_t *reach) {
    sei_length measure = measure_at(t->b, t->ends[start]);
    *reach = *reach > start ? *reach : start + 1;
    while (*reach + 1 < t->count && !is_in_reach(t, start, *reach, measure))
        (*reach)++;
    bool is_over = false;
    int64_t least = INT64_MAX;
    for (uint32_t end = *reach; end < t->count && end < *reach + MOST_ENDS && !is_over; end++) {
        int64_t cost = try_line(t, start, end, false, &is_over);
        least = cost < least ? cost : least;
    }
    uint32_t tries = 0;
    for (uint32_t end = *reach; end-- > start + 1 && least > GOOD_COST && tries < LOOSE_TRIES;
         tries++) {
        int64_t cost = try_line(t, start, end, false, &is_over);
        least = cost < least ? cost : least;
    }
    if (least == INT64_MAX) /* even the shortest is too long */
        (void)try_line(t, start, start + 1, true, &is_over);
}

static bool is_reached(const total *t, uint32_t position) {
    const node *nodes = nodes_at(t, position);
    return nodes[TIGHT].demerits != INT64_MAX || nodes[EVEN].demerits != INT64_MAX ||
           nodes[LOOSE].demerits != INT64_MAX;
}

/* The lines of the best path, back from the end: a last line is always even. */
static void emit_path(total *t) {
    breaking *b = t->b;
    uint32_t kind = EVEN;
    for (uint32_t i = t->count - 1; i != 0;) {
        const node *n = &nodes_at(t, i)[kind];
        kind = n->from_kind;
        i = n->from;
        add_line(b, 0, 0, (sei_fit){0}, false);
    }
    sei_broken_line *end = b->lines.at + b->lines.size;
    kind = EVEN;
    for (uint32_t i = t->count - 1; i != 0;) {
        const node *n = &nodes_at(t, i)[kind];
        sei_fit fit = fit_of(b, t->ends[n->from], t->ends[i], t->end);
        *--end = (sei_broken_line){t->ends[n->from], t->ends[i], fit, i + 1 == t->count};
        kind = n->from_kind;
        i = n->from;
    }
}

static void total_fit_piece(breaking *b, uint32_t from, uint32_t end) {
    total t = {.b = b};
    list_breaks(&t, from, end);
    uint32_t reach = 1;
    for (uint32_t start = 0; start + 1 < t.count; start++)
        if (is_reached(&t, start))
            extend(&t, start, &reach);
    emit_path(&t);
}

sei_broken sei_break_total_fit(sei_arena *scratch, const sei_items *items,
                               const sei_measures *measures) {
    breaking b = {.scratch = scratch, .items = items, .measures = measures};
    return break_pieces(&b, total_fit_piece);
}
