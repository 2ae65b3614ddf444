/* Fills pages from strips: strips are taken while they and the notes they carry fit; when one does
 * not fit, the page ends at the cheapest of all breaks seen on it (break cost against lines lost).
 *
 * A strip is taken only if all its notes begin on the page, all but the last in full and the last
 * with at least two lines or all (JLREQ 4.2.5); a split note fills the page and comes first on the
 * next. Every group of off-grid strips is rounded up to whole grid lines and centred in them at the
 * end (JLREQ 2.5.2). The rule that is easy to break: every page must take something. */
#include "flow/page_builder.h"

#include "base/vec.h"

/* The state of a page after one more strip. */
typedef struct sei_page_trial {
    sei_length bottom;    /* of the body */
    sei_length used;      /* the same with the group's clearance below */
    sei_length notes;     /* height of the page's notes */
    sei_note_place place; /* how far they are placed */
    size_t placed;        /* size of the body list */
} sei_page_trial;

/* A page with an end: the strips taken, and the trial that describes it. */
typedef struct page_end {
    sei_page_trial trial;
    uint32_t next;        /* first strip of the next page, */
    sei_strip_range late; /* before which these stand */
    int cost;
} page_end;

/* Body lines that a note left over from earlier pages leaves room for. */
#define BODY_LINES_BESIDE_NOTE 4
/* Strips of a note that must begin on its mark's page, and that may be left over. */
#define NOTE_STRIPS_MIN 2

sei_length sei_page_grid_feed(const sei_page_grid *grid) {
    return grid->size + grid->gap;
}

sei_length sei_page_grid_height(const sei_page_grid *grid) {
    return grid->lines * sei_page_grid_feed(grid) - grid->gap;
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

/* The room for notes under a body that ends at `bottom`. */
static sei_length note_room(const sei_page_grid *grid, sei_length bottom) {
    const sei_length above = bottom > 0 ? bottom + grid->note_space : 0;
    return sei_page_grid_height(grid) - above - grid->note_drop;
}

/* What notes take from the page, their rule and the white above it included. */
static sei_length note_area(const sei_page_grid *grid, sei_length notes) {
    return notes == 0 ? 0 : grid->note_space + grid->note_drop + notes;
}

static bool notes_done(const sei_note_place *place) {
    return place->note >= place->end;
}

/* Takes note strips from `place` while they fit into `room` under `height` of notes. The place
 * moves on; the new height is returned. Stops at the first that does not fit, so that a long note
 * costs each page only what the page takes of it. */
static sei_length take_notes(const sei_page_builder *builder, sei_note_place *place,
                             sei_length height, sei_length room) {
    while (!notes_done(place)) {
        const sei_strips *strips = &builder->notes->at[place->note].strips;
        if (place->strip >= strips->size) {
            place->note++;
            place->strip = 0;
            continue;
        }
        const sei_strip *strip = &strips->at[place->strip];
        const sei_length more = strip->height + (height > 0 ? strip->lead : 0);
        if (height + more > room) {
            break;
        }
        height += more;
        place->strip++;
    }
    return height;
}

/* The first grid line that is free below `used`. */
static int line_below(const sei_page_grid *grid, sei_length used) {
    const sei_length feed = sei_page_grid_feed(grid);
    return used <= 0 ? 0 : (used + grid->gap + feed - 1) / feed;
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
        builder->next < group->head_first + group->head_count) {
        return 0;
    }
    sei_length height = 0;
    for (uint32_t h = group->head_first; h < group->head_first + group->head_count; h++) {
        height += strips[h].height + (height > 0 ? strips[h].lead : 0);
    }
    if (height > sei_page_grid_height(builder->grid) / 2) {
        return 0;
    }
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
        const int line = line_below(grid, trial->used) + space_between(above, strip);
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
    if (next.bottom + note_area(builder->grid, next.notes) > sei_page_grid_height(builder->grid)) {
        return false;
    }
    if (strip->note_count > 0) {
        if (!notes_done(&trial->place)) {
            return false; /* a note of earlier pages is not through: none may overtake it */
        }
        next.place = (sei_note_place){strip->first_note, 0, strip->first_note + strip->note_count};
        next.notes =
            take_notes(builder, &next.place, next.notes, note_room(builder->grid, next.bottom));
        *split = next.place.note + 1 == next.place.end && next.place.strip >= NOTE_STRIPS_MIN;
        if (!notes_done(&next.place) && !*split) {
            return false;
        }
    }
    const bool fits = notes_done(&next.place) || strip->note_count == 0;
    *split = !fits;
    place_body(builder, strip, k, top, false);
    next.placed = builder->body.size;
    *trial = next;
    return fits;
}

static void keep_cheaper(page_end *best, page_end end) {
    if (best->cost < 0 || end.cost <= best->cost) {
        *best = end;
    }
}

/* What it costs to end the page after this trial with strip `next` first on the following one. */
static int end_cost(const sei_page_builder *builder, const sei_page_trial *trial, uint32_t next) {
    const sei_length left = sei_page_grid_height(builder->grid) - trial->bottom -
                            note_area(builder->grid, trial->notes);
    const int lines = left / sei_page_grid_feed(builder->grid);
    return builder->strips->at[next].break_cost + SEI_COST_LINE * lines;
}

/* Places strip k whether it fits or not, with as much of its notes as there is room for. */
static void force_strip(sei_page_builder *builder, uint32_t k, sei_page_trial *trial) {
    const sei_strip *strip = &builder->strips->at[k];
    const sei_length top = strip_top(builder, k, trial);
    place_body(builder, strip, k, top, false);
    trial->placed = builder->body.size;
    if (strip->note_count > 0) {
        trial->place =
            (sei_note_place){strip->first_note, 0, strip->first_note + strip->note_count};
        trial->notes = take_notes(builder, &trial->place, trial->notes,
                                  note_room(builder->grid, trial->bottom));
    }
}

/* A figure that does not fit may wait for the top of the next page while text goes on below its
 * place: its strips, or an empty range. A page waits for one figure only, and not for one that
 * follows a heading or carries notes, which must keep their order. */
static sei_strip_range late_figure(const sei_page_builder *builder, uint32_t k) {
    const sei_strips *strips = builder->strips;
    const sei_strip_group *group = strips->at[k].group;
    sei_strip_range range = {k, k};
    if (group == NULL || !group->may_wait || k == builder->next ||
        strips->at[k].break_cost >= SEI_COST_NEVER) {
        return range;
    }
    while (range.end < strips->size && strips->at[range.end].group == group) {
        if (strips->at[range.end].note_count > 0) {
            return (sei_strip_range){k, k};
        }
        range.end++;
    }
    return range;
}

/* What may not pass a figure that waits: anything but text. */
static bool is_stopped(const sei_strip *strip, const sei_strip_range *late) {
    return late->end > late->from && (strip->group != NULL || strip->is_heading);
}

/* The ends that are possible when strip k fits with its last note split: behind k, and behind the
 * lines that stick to it, which the note makes room for. `before` is the trial without k. */
static void keep_split_ends(sei_page_builder *builder, const sei_page_trial *before,
                            const sei_page_trial *with, uint32_t k, sei_strip_range late,
                            page_end *best) {
    const sei_strips *strips = builder->strips;
    const sei_strip *marked = &strips->at[k];
    sei_page_trial trial = *with;
    for (uint32_t next = k + 1;; next++) {
        const bool is_last = next == strips->size;
        const int cost = is_last ? 0 : strips->at[next].break_cost;
        keep_cheaper(best, (page_end){trial, next, late, cost + SEI_COST_SPLIT_NOTE});
        if (is_last || cost < SEI_COST_WIDOW || strips->at[next].note_count > 0 ||
            strips->at[next].page_break != SEI_STYLE_BREAK_NONE) {
            return;
        }
        const sei_length top = strip_top(builder, next, &trial);
        trial.place =
            (sei_note_place){marked->first_note, 0, marked->first_note + marked->note_count};
        trial.notes = take_notes(builder, &trial.place, before->notes,
                                 note_room(builder->grid, trial.bottom));
        if (trial.place.note + 1 != trial.place.end || trial.place.strip < NOTE_STRIPS_MIN) {
            return;
        }
        place_body(builder, &strips->at[next], next, top, false);
        trial.placed = builder->body.size;
    }
}

/* Takes strips while they fit; the cheapest end of all that were possible. */
static page_end fill_body(sei_page_builder *builder, const sei_page_trial *start) {
    const sei_strips *strips = builder->strips;
    page_end best = {.trial = *start, .next = builder->next, .cost = -1};
    sei_page_trial trial = *start;
    sei_strip_range late = {0};
    for (uint32_t k = builder->next;; k++) {
        if (k == strips->size ||
            (k > builder->next && strips->at[k].page_break != SEI_STYLE_BREAK_NONE)) {
            return (page_end){trial, k, late, 0};
        }
        bool split = false;
        const sei_page_trial before = trial;
        const bool is_free = !is_stopped(&strips->at[k], &late);
        if (!is_free || !try_strip(builder, k, &trial, &split)) {
            const sei_strip_range waits =
                is_free && !split ? late_figure(builder, k) : (sei_strip_range){0};
            if (split) {
                keep_split_ends(builder, &before, &trial, k, late, &best);
            }
            if (waits.end == waits.from) {
                return best;
            }
            late = waits;
            k = waits.end - 1;
        } else if (k + 1 < strips->size) {
            keep_cheaper(&best, (page_end){trial, k + 1, late, end_cost(builder, &trial, k + 1)});
        }
    }
}

/* The notes left over from earlier pages come first, and leave some lines to the body unless they
 * are through. */
static void start_notes(sei_page_builder *builder, sei_page_trial *trial) {
    const sei_length beside =
        BODY_LINES_BESIDE_NOTE * sei_page_grid_feed(builder->grid) - builder->grid->gap;
    trial->place = builder->owed;
    trial->notes = take_notes(builder, &trial->place, 0, note_room(builder->grid, beside));
}

/* A page of notes alone: at least one strip, whatever its height. */
static void fill_with_notes(sei_page_builder *builder, sei_page_trial *trial) {
    trial->place = builder->owed;
    trial->notes = take_notes(builder, &trial->place, 0, note_room(builder->grid, 0));
    if (trial->notes == 0 && !notes_done(&trial->place)) {
        trial->notes = builder->notes->at[trial->place.note].strips.at[trial->place.strip].height;
        trial->place.strip++;
    }
}

/* A note is not left with a single line on the next page when this page can do without one. */
static void spare_last_note_strip(const sei_page_builder *builder, sei_page_trial *trial) {
    if (notes_done(&trial->place)) {
        return;
    }
    const sei_strips *strips = &builder->notes->at[trial->place.note].strips;
    const uint32_t from = trial->place.note == builder->owed.note ? builder->owed.strip : 0;
    if (trial->place.strip > from + NOTE_STRIPS_MIN && strips->size - trial->place.strip == 1) {
        trial->place.strip--;
        trial->notes -= strips->at[trial->place.strip].height + strips->at[trial->place.strip].lead;
    }
}

/* Sets the page's notes from the foot of the type area upwards. */
static void set_notes(sei_page_builder *builder, const sei_page_trial *trial, sei_page_fill *fill) {
    sei_length top = sei_page_grid_height(builder->grid) - trial->notes;
    fill->rule = top - builder->grid->note_drop;
    sei_note_place at = builder->owed;
    bool is_first = true;
    while (at.note < trial->place.note ||
           (at.note == trial->place.note && at.strip < trial->place.strip)) {
        const sei_strips *strips = &builder->notes->at[at.note].strips;
        if (at.strip >= strips->size) {
            at.note++;
            at.strip = 0;
            continue;
        }
        const sei_strip *strip = &strips->at[at.strip];
        top += is_first ? 0 : strip->lead;
        SEI_VEC_ADD(builder->arena, &builder->page_notes,
                    (sei_placed){strip, at.strip, top, false});
        top += strip->height;
        is_first = false;
        at.strip++;
    }
}

/* Moves the strips [from, to) of one group into the middle of the grid lines they take: at the top
 * of a page all white goes below, at the foot of a full page all above. */
static void centre_group(sei_page_builder *builder, size_t from, size_t to, sei_length floor,
                         bool is_full) {
    sei_placed *placed = builder->body.at;
    const sei_page_grid *grid = builder->grid;
    const sei_length bottom = placed[to - 1].top + placed[to - 1].strip->height;
    if (from == 0) {
        return;
    }
    const sei_length clearance = placed[from].strip->group->clearance;
    sei_length shift = 0;
    if (to == builder->body.size && is_full) {
        shift = line_below(grid, bottom) * sei_page_grid_feed(grid) - grid->gap - bottom;
    } else {
        const int line = line_below(grid, bottom + 2 * clearance);
        shift = (line * sei_page_grid_feed(grid) - grid->gap - bottom) / 2;
    }
    shift = bottom + shift > floor ? floor - bottom : shift;
    for (size_t i = from; shift > 0 && i < to; i++) {
        placed[i].top += shift;
    }
}

static void centre_groups(sei_page_builder *builder, sei_length floor, bool is_full) {
    const sei_placed *placed = builder->body.at;
    for (size_t i = 0; i < builder->body.size;) {
        const sei_strip_group *group = placed[i].strip->group;
        size_t end = i + 1;
        while (group != NULL && end < builder->body.size && placed[end].strip->group == group) {
            end++;
        }
        if (group != NULL) {
            centre_group(builder, i, end, floor, is_full);
        }
        i = end;
    }
}

/* The figure that has waited comes first: false when the notes leave no room for it. */
static bool place_late(sei_page_builder *builder, sei_page_trial *trial) {
    const bool is_forced = trial->notes == 0;
    for (uint32_t k = builder->late.from; k < builder->late.end; k++) {
        bool split = false;
        if (is_forced) {
            force_strip(builder, k, trial);
        } else if (!try_strip(builder, k, trial, &split)) {
            return false;
        }
    }
    return true;
}

/* Fills the body beside the notes that come first; an end with nothing taken when that fails. */
static page_end fill_beside_notes(sei_page_builder *builder) {
    sei_page_trial start = {0};
    start_notes(builder, &start);
    page_end nothing = {.trial = start, .next = builder->next, .late = builder->late};
    const bool is_blocked = start.notes == 0 && !notes_done(&start.place);
    if (is_blocked || !place_late(builder, &start)) {
        return nothing;
    }
    const bool has_late = builder->late.end > builder->late.from;
    if (builder->next == builder->strips->size) {
        return (page_end){start, builder->next, {0}, 0};
    }
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
    if (end.next > builder->next || took_late) {
        return end;
    }
    builder->body.size = 0;
    page_end alone = {.next = builder->next, .late = builder->late};
    alone.trial.place = builder->owed;
    if (!notes_done(&builder->owed)) {
        fill_with_notes(builder, &alone.trial);
    } else {
        force_strip(builder, builder->next, &alone.trial);
        alone.next++;
    }
    return alone;
}

bool sei_page_builder_next(sei_page_builder *builder, sei_page_fill *fill) {
    *fill = (sei_page_fill){0};
    const bool has_strips = builder->next < builder->strips->size;
    const bool has_late = builder->late.end > builder->late.from;
    if (!has_strips && !has_late && notes_done(&builder->owed)) {
        return false;
    }
    const bool was_recto = builder->is_recto;
    builder->is_recto = !was_recto;
    if (has_strips && !has_late && !was_recto && notes_done(&builder->owed) &&
        builder->strips->at[builder->next].page_break == SEI_STYLE_BREAK_RECTO) {
        fill->is_blank = true;
        return true;
    }
    builder->body.size = 0;
    builder->page_notes.size = 0;
    page_end end = fill_page(builder);
    builder->body.size = end.trial.placed;
    spare_last_note_strip(builder, &end.trial);
    set_notes(builder, &end.trial, fill);
    const bool is_full = end.next < builder->strips->size &&
                         builder->strips->at[end.next].page_break == SEI_STYLE_BREAK_NONE;
    centre_groups(builder,
                  sei_page_grid_height(builder->grid) - note_area(builder->grid, end.trial.notes),
                  is_full);
    const sei_strip *first = end.next > builder->next ? &builder->strips->at[builder->next] : NULL;
    fill->is_opening = first != NULL && first->is_opening;
    fill->is_title_page = first != NULL && first->is_title_page;
    builder->next = end.next;
    builder->late = end.late;
    builder->owed = end.trial.place;
    fill->body = builder->body.at;
    fill->body_count = builder->body.size;
    fill->notes = builder->page_notes.at;
    fill->note_count = builder->page_notes.size;
    return true;
}
