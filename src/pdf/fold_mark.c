/* A plan of sheets → strokes that show where to fold and to cut. Marks stand outside the pages
 * where the sheet has room for them, else on the pages' white edge, and never so near to the
 * sheet's own edge that a printer leaves them out. */
#include "pdf/fold_mark.h"

#define MARK_LENGTH (SEI_POINT * 11)  /* 4 mm */
#define MARK_DISTANCE (SEI_POINT * 6) /* of a mark from the pages' area, where there is room */
#define UNPRINTABLE (SEI_POINT * 14)  /* 5 mm at a sheet's edges that printers leave white */

typedef struct marking {
    const sei_impose_plan *plan;
    sei_impose_line *marks;
    uint32_t count;
} marking;

/* A stroke of MARK_LENGTH upwards or to the right. */
static void put_tick(marking *m, sei_length x, sei_length y, bool is_level, bool is_cut) {
    m->marks[m->count++] = (sei_impose_line){x, y, is_level ? x + MARK_LENGTH : x,
                                             is_level ? y : y + MARK_LENGTH, is_cut};
}

/* Whether marks have room between the pages and the sheet's edges, below and above or beside. */
static bool has_room(sei_length white) {
    return white >= MARK_DISTANCE + MARK_LENGTH + UNPRINTABLE;
}

/* The two ends of an upright line: outside the pages, else on their white edge. */
static void put_ends(marking *m, sei_length x, bool is_cut) {
    const sei_impose_plan *plan = m->plan;
    const bool is_outside = has_room(plan->bottom);
    put_tick(m, x, is_outside ? plan->bottom - MARK_DISTANCE - MARK_LENGTH : UNPRINTABLE, false,
             is_cut);
    put_tick(m, x,
             is_outside ? plan->top + MARK_DISTANCE : plan->height - UNPRINTABLE - MARK_LENGTH,
             false, is_cut);
}

/* Corners of the pages where the sheet is larger: there it is cut. */
static void put_corners(marking *m) {
    const sei_impose_plan *plan = m->plan;
    const sei_length across[] = {plan->left, plan->right}, up[] = {plan->bottom, plan->top};
    for (int i = 0; i < 2; i++) {
        if (has_room(plan->bottom))
            put_ends(m, across[i], true);
        if (has_room(plan->left)) {
            put_tick(m, plan->left - MARK_DISTANCE - MARK_LENGTH, up[i], true, true);
            put_tick(m, plan->right + MARK_DISTANCE, up[i], true, true);
        }
    }
}

uint32_t sei_fold_marks_make(const sei_impose_plan *plan,
                             sei_impose_line marks[SEI_FOLD_MARKS_MAX]) {
    marking m = {.plan = plan, .marks = marks};
    put_corners(&m);
    for (uint32_t i = 0; i < plan->line_count; i++) {
        const sei_impose_line *line = &plan->lines[i];
        if (line->y1 != line->y2)
            put_ends(&m, line->x1, line->is_cut);
        else
            marks[m.count++] = *line;
    }
    return m.count;
}
