/* Divides the white of a page whose strips are known.
 *
 * Every group of off-grid strips is rounded up to whole grid lines and centred in them (JLREQ
 * 2.5.2). A page that had to end early, above a heading or to keep two lines of a paragraph
 * together, is then brought down to its foot: whole lines go to the blanks that stand before
 * headings, around groups and around panels, one line each, so that text stays on the grid and
 * facing pages end alike. The rule that is easy to break: all of the room, or none of it; a page
 * that would still be short, or would be pulled apart, stays as it is. */
#include "flow/page_space.h"

#include "flow/page_notes.h"

#include <limits.h>

/* No more than one line in so many may go to blanks. */
#define LINES_TO_A_BLANK 8

/* Which blank is widened first: those before headings, the widest before others. */
#define WEIGHT_HEADING 1000
#define WEIGHT_GROUP 2
#define WEIGHT_PANEL 1

/* Moves the strips [from, to) of one group into the middle of the grid lines they take: at the top
 * of a page all white goes below, at the foot of a full page all above. */
static void centre_group(sei_page_builder *builder, size_t from, size_t to, sei_length floor,
                         bool is_full) {
    sei_placed *placed = builder->body.at;
    const sei_page_grid *grid = builder->grid;
    const sei_length bottom = placed[to - 1].top + placed[to - 1].strip->height;
    if (from == 0)
        return;
    const sei_length clearance = placed[from].strip->group->clearance;
    sei_length shift = 0;
    if (to == builder->body.size && is_full) {
        const int line = sei_page_grid_line_below(grid, bottom + clearance);
        shift = line * sei_page_grid_feed(grid) - grid->gap - bottom;
    } else {
        const int line = sei_page_grid_line_below(grid, bottom + 2 * clearance);
        shift = (line * sei_page_grid_feed(grid) - grid->gap - bottom) / 2;
    }
    shift = bottom + shift > floor ? floor - bottom : shift;
    for (size_t i = from; shift > 0 && i < to; i++)
        placed[i].top += shift;
}

/* Behind the placed strips of the group that number `from` begins, or behind it alone. */
static size_t group_end(const sei_placed_list *body, size_t from) {
    const sei_strip_group *group = body->at[from].strip->group;
    size_t end = from + 1;
    while (group != NULL && end < body->size && body->at[end].strip->group == group)
        end++;
    return end;
}

static void centre_groups(sei_page_builder *builder, sei_length floor, bool is_full) {
    for (size_t i = 0; i < builder->body.size;) {
        const size_t end = group_end(&builder->body, i);
        if (builder->body.at[i].strip->group != NULL)
            centre_group(builder, i, end, floor, is_full);
        i = end;
    }
}

static const sei_panel *outermost(const sei_panel *panel) {
    while (panel != NULL && panel->parent != NULL)
        panel = panel->parent;
    return panel;
}

/* How fit the blank before placed strip `i` is to be widened; 0: not at all. Of a group it is the
 * one above, but where that is the page's top. */
static int blank_weight(const sei_placed_list *body, size_t i) {
    const sei_strip *above = body->at[i - 1].strip, *below = body->at[i].strip;
    const sei_panel *outer = outermost(below->panel);
    const bool is_inside = outer != NULL && outer == outermost(above->panel);
    const bool is_group = above->group != NULL && above->group == below->group;
    if (above->is_heading || is_inside || is_group)
        return 0;
    if (below->is_heading)
        return WEIGHT_HEADING + below->space_before + below->lines;
    if (below->group != NULL || (above->group != NULL && above->group == body->at[0].strip->group))
        return WEIGHT_GROUP;
    return outer != outermost(above->panel) ? WEIGHT_PANEL : 0;
}

/* The heaviest blank behind the one of this weight and number in the order; 0: none. */
static size_t next_blank(const sei_placed_list *body, int *weight, size_t last) {
    size_t best = 0;
    int best_weight = 0;
    for (size_t i = 1; i < body->size; i++) {
        const int own = blank_weight(body, i);
        const bool is_behind = own < *weight || (own == *weight && i > last);
        if (is_behind && own > best_weight) {
            best = i;
            best_weight = own;
        }
    }
    *weight = best_weight;
    return best;
}

/* One line more before placed strip `at`. A group with text below it takes half of that on each
 * side. */
static void widen(sei_page_builder *builder, size_t at) {
    sei_placed_list *body = &builder->body;
    const sei_length feed = sei_page_grid_feed(builder->grid);
    const size_t end = group_end(body, at);
    const bool is_between = body->at[at].strip->group != NULL && end < body->size;
    for (size_t i = at; i < body->size; i++)
        body->at[i].top += is_between && i < end ? feed / 2 : feed;
}

/* Whether so many blanks can be widened. */
static bool has_blanks(const sei_placed_list *body, int wanted) {
    int count = 0;
    for (size_t i = 1; i < body->size && count < wanted; i++)
        count += blank_weight(body, i) > 0;
    return count == wanted;
}

/* The empty lines below the body. */
static int lines_left(const sei_page_builder *builder) {
    const sei_placed *last = &builder->body.at[builder->body.size - 1];
    const int below = sei_page_grid_line_below(builder->grid, last->top + last->strip->height);
    return builder->grid->lines > below ? builder->grid->lines - below : 0;
}

/* Whether they can go to blanks. */
static bool can_widen(const sei_page_builder *builder, int lines) {
    return lines <= builder->grid->lines / LINES_TO_A_BLANK && has_blanks(&builder->body, lines);
}

int sei_page_space_missing(const sei_page_builder *builder) {
    const int left = lines_left(builder);
    return can_widen(builder, left) ? 0 : left;
}

static void widen_blanks(sei_page_builder *builder) {
    int left = lines_left(builder);
    if (!can_widen(builder, left))
        return;
    int weight = INT_MAX;
    size_t at = 0;
    for (; left > 0; left--) {
        at = next_blank(&builder->body, &weight, at);
        widen(builder, at);
    }
}

void sei_page_space_divide(sei_page_builder *builder, sei_length notes, bool is_full) {
    const sei_length floor =
        sei_page_grid_height(builder->grid) - sei_page_notes_area(builder->grid, notes);
    centre_groups(builder, floor, is_full);
    if (is_full && notes == 0 && builder->body.size > 0)
        widen_blanks(builder);
}
