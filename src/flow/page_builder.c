/* Fills pages from strips: strips are taken while they and the notes they carry fit; when one does
 * not fit, the page ends at the cheapest of all breaks seen on it (break cost against lines lost).
 *
 * A strip is taken only if all its notes begin on the page, all but the last in full and the last
 * with at least two lines or all (JLREQ 4.2.5); a split note fills the page and comes first on the
 * next. What the page has left over is divided by page_space.c at the end. The rule that is easy to
 * break: every page must take something. */
#include "flow/page_notes.h"
#include "flow/page_space.h"

#include "base/vec.h"

/* Lines that a page may give to the next so that neither is short. */
#define LINES_GIVEN_MAX 3

/* A page with an end: the strips taken, and the trial that describes it. */
typedef struct page_end {
    sei_page_trial trial;
    uint32_t next;        /* first strip of the next page, */
    sei_strip_range late; /* before which these stand */
    int cost;
} page_end;

/* A strip with notes and the page before it: the last of its notes may make room for body lines. */
typedef struct note_giver {
    const sei_strip *strip; /* NULL: none on the page yet */
    sei_page_trial before;
} note_giver;

sei_length sei_page_grid_feed(const sei_page_grid *grid) {
    return grid->size + grid->gap;
}

sei_length sei_page_grid_height(const sei_page_grid *grid) {
    return grid->lines * sei_page_grid_feed(grid) - grid->gap;
}

int sei_page_grid_line_below(const sei_page_grid *grid, sei_length used) {
    const sei_length feed = sei_page_grid_feed(grid);
    return used <= 0 ? 0 : (used + grid->gap + feed - 1) / feed;
}

int sei_page_grid_lines(const sei_page_grid *grid, sei_length height) {
    const sei_length feed = sei_page_grid_feed(grid);
    const int lines = (height + grid->gap + feed - 1) / feed;
    return lines > 0 ? lines : 1;
}

void sei_page_builder_init(sei_page_builder *builder, sei_arena *arena, const sei_page_grid *grid,
                           const sei_strips *strips, const sei_laid_notes *notes, bool is_recto) {
    *builder = (sei_page_builder){
        .grid = grid, .strips = strips, .notes = notes, .arena = arena, .is_recto = is_recto};
}

static int space_between(const sei_strip *above, const sei_strip *below) {
    return above->space_after > below->space_before ? above->space_after : below->space_before;
}

static void place_body(sei_page_builder *builder, const sei_strip *strip, uint32_t index,
                       sei_length top, bool is_repeat) {
    SEI_VEC_ADD(builder->arena, &builder->body, (sei_placed){strip, index, top, is_repeat});
}

/* A table that goes on here has its head set again, unless that takes half the page. Returns the
 * height used. */
static sei_length repeat_heads(sei_page_builder *builder) {
    const sei_strip *strips = builder->strips->at;
    const sei_strip_group *group = strips[builder->next].group;
    if (group == NULL || group->head_count == 0 || builder->next == 0 ||
        strips[builder->next - 1].group != group ||
        builder->next < group->head_first + group->head_count)
        return 0;
    sei_length height = 0;
    for (uint32_t h = group->head_first; h < group->head_first + group->head_count; h++)
        height += strips[h].height + (height > 0 ? strips[h].lead : 0);
    if (height > sei_page_grid_height(builder->grid) / 2)
        return 0;
    sei_length top = 0;
    for (uint32_t h = group->head_first; h < group->head_first + group->head_count; h++) {
        top += top > 0 ? strips[h].lead : 0;
        place_body(builder, &strips[h], h, top, true);
        top += strips[h].height;
    }
    return top;
}

/* Where strip k goes under the trial's body: sets bottom and used, returns its top. */
static sei_length strip_top(const sei_page_builder *builder, uint32_t k, sei_page_trial *trial) {
    const sei_page_grid *grid = builder->grid;
    const sei_strip *strip = &builder->strips->at[k];
    const bool is_first = builder->body.size == 0;
    const sei_strip *above = is_first ? NULL : builder->body.at[builder->body.size - 1].strip;
    sei_length top = 0;
    if (above != NULL && strip->group != NULL && above->group == strip->group) {
        top = trial->bottom + strip->lead;
    } else if (above != NULL) {
        const int line = sei_page_grid_line_below(grid, trial->used) + space_between(above, strip);
        top = line * sei_page_grid_feed(grid);
    }
    trial->bottom = top + strip->height;
    trial->used = trial->bottom;
    if (strip->group != NULL) {
        const bool is_top = is_first || builder->body.at[0].strip->group == strip->group;
        trial->used += strip->group->clearance * (is_top ? 1 : 2);
    }
    return top;
}

/* Tries strip k with the notes it carries. On success the trial and the body list have it.
 * Otherwise `split` tells whether it fits when its last note is split, the trial then being that
 * end. */
static bool try_strip(sei_page_builder *builder, uint32_t k, sei_page_trial *trial, bool *split) {
    const sei_strip *strip = &builder->strips->at[k];
    sei_page_trial next = *trial;
    *split = false;
    const sei_length top = strip_top(builder, k, &next);
    if (next.bottom + sei_page_notes_area(builder->grid, next.notes) >
        sei_page_grid_height(builder->grid))
        return false;
    if (strip->note_count > 0) {
        if (!sei_page_notes_done(&trial->place))
            return false; /* a note of earlier pages is not through: none may overtake it */
        if (!sei_page_notes_fit(builder, strip, next.notes, &next))
            return false;
    }
    const bool fits = sei_page_notes_done(&next.place) || strip->note_count == 0;
    *split = !fits;
    place_body(builder, strip, k, top, false);
    next.placed = builder->body.size;
    *trial = next;
    return fits;
}

static void keep_cheaper(page_end *best, page_end end) {
    if (best->cost < 0 || end.cost <= best->cost)
        *best = end;
}

/* Whether the page's last strip is one line below a figure. */
static bool is_lone_line(const sei_page_builder *builder) {
    const size_t size = builder->body.size;
    if (size < 2)
        return false;
    const sei_strip_group *above = builder->body.at[size - 2].strip->group;
    const sei_strip *last = builder->body.at[size - 1].strip;
    return above != NULL && above->may_wait && last->group == NULL && last->lines == 1;
}

/* What it costs to end the page after this trial with strip `next` first on the following one. */
static int end_cost(const sei_page_builder *builder, const sei_page_trial *trial, uint32_t next) {
    const sei_length left = sei_page_grid_height(builder->grid) - trial->bottom -
                            sei_page_notes_area(builder->grid, trial->notes);
    const int lines = left / sei_page_grid_feed(builder->grid);
    const int lone = is_lone_line(builder) ? SEI_COST_WIDOW : 0;
    return builder->strips->at[next].break_cost + lone + SEI_COST_LINE * lines;
}

/* Places strip k whether it fits or not, with as much of its notes as there is room for. */
static void force_strip(sei_page_builder *builder, uint32_t k, sei_page_trial *trial) {
    const sei_strip *strip = &builder->strips->at[k];
    const sei_length top = strip_top(builder, k, trial);
    place_body(builder, strip, k, top, false);
    trial->placed = builder->body.size;
    if (strip->note_count > 0)
        sei_page_notes_fit(builder, strip, trial->notes, trial);
}

/* A figure that does not fit may wait for the top of the next page while text goes on below its
 * place: its strips, or an empty range. A page waits for one figure only, and not for one that
 * follows a heading or carries notes, which must keep their order. */
static sei_strip_range late_figure(const sei_page_builder *builder, uint32_t k) {
    const sei_strips *strips = builder->strips;
    const sei_strip_group *group = strips->at[k].group;
    sei_strip_range range = {k, k};
    if (group == NULL || !group->may_wait || k == builder->next ||
        strips->at[k].break_cost >= SEI_COST_NEVER)
        return range;
    while (range.end < strips->size && strips->at[range.end].group == group) {
        if (strips->at[range.end].note_count > 0)
            return (sei_strip_range){k, k};
        range.end++;
    }
    return range;
}

/* What may not pass a figure that waits: anything but text. */
static bool is_stopped(const sei_strip *strip, const sei_strip_range *late) {
    return late->end > late->from && (strip->group != NULL || strip->is_heading);
}

/* Lines of body that a divided note should have left room for, and has not. */
static int lines_wanting(const sei_page_builder *builder, const sei_page_trial *trial) {
    const int lines = sei_page_grid_line_below(builder->grid, trial->bottom);
    return lines < SEI_PAGE_LINES_BESIDE_NOTE ? SEI_PAGE_LINES_BESIDE_NOTE - lines : 0;
}

/* The ends that are possible when the giver's last note is divided: before strip `next`, and behind
 * those that still fit, or stick to the strip before, or fill up a body that would be very short.
 */
static void keep_divided_ends(sei_page_builder *builder, const note_giver *giver,
                              sei_page_trial trial, uint32_t next, sei_strip_range late,
                              page_end *best) {
    const sei_strips *strips = builder->strips;
    for (;; next++) {
        const bool is_last = next == strips->size;
        const int cost = is_last ? 0 : strips->at[next].break_cost;
        const int wanting = lines_wanting(builder, &trial);
        if (!sei_page_notes_done(&trial.place)) {
            keep_cheaper(best, (page_end){trial, next, late,
                                          cost + SEI_COST_SPLIT_NOTE + SEI_COST_LINE * wanting});
        }
        if (is_last || strips->at[next].note_count > 0 || is_stopped(&strips->at[next], &late) ||
            strips->at[next].page_break != SEI_STYLE_BREAK_NONE)
            return;
        const bool may_take = cost >= SEI_COST_WIDOW || wanting > 0;
        const uint32_t given = trial.place.strip;
        const sei_length top = strip_top(builder, next, &trial);
        if (!sei_page_notes_fit(builder, giver->strip, giver->before.notes, &trial) ||
            (!may_take && trial.place.strip < given))
            return;
        place_body(builder, &strips->at[next], next, top, false);
        trial.placed = builder->body.size;
    }
}

/* The cheapest end when strip k is the first that the page cannot have. */
static page_end end_before(sei_page_builder *builder, const note_giver *giver,
                           const sei_page_trial *trial, uint32_t k, sei_strip_range late,
                           page_end best) {
    if (giver->strip != NULL)
        keep_divided_ends(builder, giver, *trial, k, late, &best);
    return best;
}

/* Takes strips while they fit; the cheapest end of all that were possible. */
static page_end fill_body(sei_page_builder *builder, const sei_page_trial *start) {
    const sei_strips *strips = builder->strips;
    const bool has_late = builder->late.end > builder->late.from;
    page_end best = {.trial = *start, .next = builder->next, .cost = -1};
    best.cost = has_late ? end_cost(builder, start, builder->next) : -1;
    sei_page_trial trial = *start;
    note_giver giver = {0};
    sei_strip_range late = {0};
    for (uint32_t k = builder->next;; k++) {
        if (k == strips->size ||
            (k > builder->next && strips->at[k].page_break != SEI_STYLE_BREAK_NONE))
            return (page_end){trial, k, late, 0};
        if (is_stopped(&strips->at[k], &late))
            return end_before(builder, &giver, &trial, k, late, best);
        bool split = false;
        const sei_page_trial before = trial;
        const bool fits = try_strip(builder, k, &trial, &split);
        if (strips->at[k].note_count > 0 && (fits || split))
            giver = (note_giver){&strips->at[k], before};
        if (fits && k + 1 < strips->size) {
            keep_cheaper(&best, (page_end){trial, k + 1, late, end_cost(builder, &trial, k + 1)});
        } else if (!fits) {
            const sei_strip_range waits = split ? (sei_strip_range){0} : late_figure(builder, k);
            if (waits.end == waits.from)
                return end_before(builder, &giver, &trial, split ? k + 1 : k, late, best);
            late = waits;
            k = waits.end - 1;
        }
    }
}

/* The figure that has waited comes first: false when the notes leave no room for it. */
static bool place_late(sei_page_builder *builder, sei_page_trial *trial) {
    const bool is_forced = trial->notes == 0;
    for (uint32_t k = builder->late.from; k < builder->late.end; k++) {
        bool split = false;
        if (is_forced)
            force_strip(builder, k, trial);
        else if (!try_strip(builder, k, trial, &split))
            return false;
    }
    return true;
}

/* Fills the body beside the notes that come first; an end with nothing taken when that fails. */
static page_end fill_beside_notes(sei_page_builder *builder) {
    sei_page_trial start = {0};
    sei_page_notes_begin(builder, &start);
    page_end nothing = {.trial = start, .next = builder->next, .late = builder->late};
    const bool is_blocked = start.notes == 0 && !sei_page_notes_done(&start.place);
    if (is_blocked || !place_late(builder, &start))
        return nothing;
    const bool has_late = builder->late.end > builder->late.from;
    if (builder->next == builder->strips->size)
        return (page_end){start, builder->next, {0}, 0};
    if (!has_late) {
        start.bottom = repeat_heads(builder);
        start.used = start.bottom;
    } else if (builder->strips->at[builder->next].page_break != SEI_STYLE_BREAK_NONE) {
        return (page_end){start, builder->next, {0}, 0};
    }
    return fill_body(builder, &start);
}

/* Decides what the page takes; the body list holds more than that until it is cut. */
static page_end fill_page(sei_page_builder *builder) {
    const page_end end = fill_beside_notes(builder);
    const bool took_late = end.late.from != builder->late.from || end.late.end != builder->late.end;
    if (end.next > builder->next || took_late)
        return end;
    builder->body.size = 0;
    page_end alone = {.next = builder->next, .late = builder->late};
    alone.trial.place = builder->owed;
    if (!sei_page_notes_done(&builder->owed)) {
        sei_page_notes_fill(builder, &alone.trial);
    } else {
        force_strip(builder, builder->next, &alone.trial);
        alone.next++;
    }
    return alone;
}

/* Whether the page is full of body and nothing else: there are strips behind it, no notes on it. */
static bool is_full_body(const sei_page_builder *builder, const page_end *end) {
    return end->next < builder->strips->size && end->late.from == end->late.end &&
           end->trial.notes == 0 && sei_page_notes_done(&end->trial.place) &&
           builder->strips->at[end->next].page_break == SEI_STYLE_BREAK_NONE;
}

/* The lines that the page behind this end would be short of. */
static int missing_ahead(sei_page_builder *builder, const page_end *end) {
    sei_page_builder ahead = *builder;
    ahead.body = builder->ahead;
    ahead.body.size = 0;
    ahead.next = end->next;
    ahead.late = end->late;
    ahead.owed = end->trial.place;
    const page_end after = fill_page(&ahead);
    ahead.body.size = after.trial.placed;
    const bool counts = is_full_body(&ahead, &after) && ahead.body.size > 0;
    const int missing = counts ? sei_page_space_missing(&ahead) : 0;
    builder->ahead = ahead.body;
    return missing;
}

/* Takes the last line back from the page: false when it must stay. */
static bool give_line(sei_page_builder *builder, page_end *end) {
    const size_t size = builder->body.size;
    if (size < 2)
        return false;
    const sei_placed *last = &builder->body.at[size - 1];
    const sei_placed *above = last - 1;
    const sei_strip *strip = last->strip;
    if (strip->group != NULL || strip->lines != 1 || strip->note_count > 0 || above->is_repeat)
        return false;
    builder->body.size--;
    end->next = last->index;
    end->trial.bottom = above->top + above->strip->height;
    end->trial.used = end->trial.bottom;
    end->trial.placed = builder->body.size;
    return true;
}

/* A page that has blanks to widen gives its last lines to the next when that would be short without
 * them and will not be with them. */
static page_end look_ahead(sei_page_builder *builder, page_end end) {
    builder->body.size = end.trial.placed;
    if (!is_full_body(builder, &end) || builder->body.size == 0)
        return end;
    const page_end best = end;
    int missing = 0; /* on the next page; asked for when this one can do without a line */
    for (int given = 1; given <= LINES_GIVEN_MAX && give_line(builder, &end); given++) {
        const bool may_end = builder->strips->at[end.next].break_cost <= SEI_COST_PANEL;
        if (sei_page_space_missing(builder) > 0 || !may_end || is_lone_line(builder))
            continue;
        missing = missing > 0 ? missing : missing_ahead(builder, &best);
        if (missing == 0)
            break;
        if (missing_ahead(builder, &end) == 0)
            return end;
    }
    return best;
}

/* The page break before what comes next, if that is a strip. */
static sei_style_break next_break(const sei_page_builder *builder) {
    const bool is_strip = builder->next < builder->strips->size &&
                          builder->late.end == builder->late.from &&
                          sei_page_notes_done(&builder->owed);
    return is_strip ? (sei_style_break)builder->strips->at[builder->next].page_break
                    : SEI_STYLE_BREAK_NONE;
}

/* Moves on to the next column; returns the number of the one to be made. */
static int begin_column(sei_page_builder *builder) {
    const int column = next_break(builder) == SEI_STYLE_BREAK_NONE ? builder->column : 0;
    builder->column = (column + 1) % builder->grid->columns;
    if (column == 0)
        builder->is_recto = !builder->is_recto;
    return column;
}

bool sei_page_builder_next(sei_page_builder *builder, sei_page_fill *fill) {
    *fill = (sei_page_fill){0};
    const bool has_strips = builder->next < builder->strips->size;
    const bool has_late = builder->late.end > builder->late.from;
    if (!has_strips && !has_late && sei_page_notes_done(&builder->owed))
        return false;
    fill->column = begin_column(builder);
    if (fill->column == 0 && builder->is_recto && next_break(builder) == SEI_STYLE_BREAK_RECTO) {
        builder->column = 0;
        fill->is_blank = true;
        return true;
    }
    builder->body.size = 0;
    builder->page_notes.size = 0;
    fill->continued = sei_page_notes_divided(builder, &builder->owed);
    page_end end = look_ahead(builder, fill_page(builder));
    builder->body.size = end.trial.placed;
    sei_page_notes_top_up(builder, &end.trial);
    sei_page_notes_set(builder, &end.trial, fill);
    const bool is_full = end.next < builder->strips->size &&
                         builder->strips->at[end.next].page_break == SEI_STYLE_BREAK_NONE;
    sei_page_space_divide(builder, end.trial.notes, is_full);
    const sei_strip *first = end.next > builder->next ? &builder->strips->at[builder->next] : NULL;
    fill->is_opening = first != NULL && first->is_opening;
    fill->is_title_page = first != NULL && first->is_title_page;
    builder->next = end.next;
    builder->late = end.late;
    builder->owed = end.trial.place;
    fill->body = builder->body.at;
    fill->body_count = builder->body.size;
    fill->continues = sei_page_notes_divided(builder, &builder->owed);
    sei_page_notes_find_waiting(builder, fill);
    fill->notes = builder->page_notes.at;
    fill->note_count = builder->page_notes.size;
    return true;
}
