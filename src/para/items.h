/* Items: what the breaker sees. A line is a row of bodies and gaps; a gap has a natural width, what
 * it can lose and gain, and in which step of the adjustment. An item is a body with the gap behind
 * it and what happens when the line ends there. */
#ifndef SEI_PARA_ITEMS_H
#define SEI_PARA_ITEMS_H

#include "para/passage.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_ITEM_BREAK 1u /* a line may end behind it */
#define SEI_ITEM_END 2u   /* a forced line end: no body, never on a line */
#define SEI_ITEM_HANGS 4u /* its body may hang out of the measure at a line's end */
#define SEI_ITEM_HYPHEN                                                                            \
    8u /* a hyphen is added when the line ends behind it (tail is its width)                       \
        */
#define SEI_ITEM_VANISHES 16u  /* U+3000: not set at the line's end in the cut variant */
#define SEI_ITEM_EMERGENCY 32u /* BREAK is there only because no line could hold it otherwise */

typedef struct sei_item {
    sei_length body;
    sei_length gap;     /* behind it, when the line goes on */
    sei_length shrink;  /* what the gap can lose, in shrink_step */
    sei_length stretch; /* what it can gain in stretch_step; in step ALL every slot gains alike */
    sei_length tail;    /* the space behind it when the line ends there … */
    sei_length tail_cut; /* … or this: a negative one takes away from the gap before, or the body */
    uint32_t cluster;    /* the first of its clusters; spaces behind it belong to the gap */
    int16_t penalty;     /* of ending a line behind it, whole units of cost */
    uint8_t shrink_step, stretch_step;
    uint8_t flags; /* SEI_ITEM_… */
} sei_item;

/* Sums over the items before one: the difference of two is a line's, in a few subtractions. */
typedef struct sei_item_sums {
    int64_t natural; /* bodies and gaps */
    int64_t shrink[SEI_SHRINK_STEPS];
    int64_t stretch[SEI_STRETCH_STEPS];
    int64_t slots; /* gaps that step ALL opens */
} sei_item_sums;

/* Whether step ALL opens the item's gap. */
static inline bool sei_item_is_slot(const sei_item *item) {
    return item->stretch_step != SEI_STRETCH_NONE && item->stretch_step != SEI_STRETCH_LETTER;
}

typedef struct sei_items {
    const sei_item *at;
    uint32_t count;
    const sei_item_sums *sums; /* count + 1 */
    sei_length size;           /* the em of the paragraph */
    bool brackets_close;       /* step PUNCTUATION goes to nothing: its second half is dear */
    int solid_scale;           /* capacity of step SOLID as a multiple of a quarter em a gap */
} sei_items;

/* Makes the items of the window. Unbreakable stretches wider than `narrowest` get breaks of last
 * resort. */
sei_items sei_items_make(sei_passage *passage, sei_length narrowest);

/* The natural width of items [from, to) as one line, with its full tail. */
sei_length sei_items_width(const sei_items *items, uint32_t from, uint32_t to);

#ifdef __cplusplus
}
#endif

#endif
