/* The notes of a page: how many of those that are due it takes beside its body, where the last of
 * them is divided, and where they stand.
 *
 * Two strips of a note at least begin on its mark's page, or all, and two at least are left over
 * (JLREQ 4.2.5); notes that are left over come first on the next page. The rule that is easy to
 * break: notes are taken in order, and none before all that are due are through. */
#include "flow/page_notes.h"

#include "base/vec.h"

/* Strips of a note that must begin on its mark's page, and that are left over at least. */
#define STRIPS_MIN 2

/* The room for notes under a body that ends at `bottom`. */
static sei_length note_room(const sei_page_grid *grid, sei_length bottom) {
    const sei_length above = bottom > 0 ? bottom + grid->note_space : 0;
    return sei_page_grid_height(grid) - above - grid->note_drop;
}

sei_length sei_page_notes_area(const sei_page_grid *grid, sei_length notes) {
    return notes == 0 ? 0 : grid->note_space + grid->note_drop + notes;
}

bool sei_page_notes_done(const sei_note_place *place) {
    return place->note >= place->end;
}

/* Whether the page says already what note `index` would: notes that come behind the page's first
 * begin on it. What was due before the page went with a note that was divided said nothing there.
 */
static bool is_repeated(const sei_page_builder *builder, uint32_t index) {
    const uint32_t repeats = builder->notes->at[index].repeats;
    const sei_note_place *owed = &builder->owed;
    const uint32_t first = owed->note + (owed->strip > 0 && index >= owed->end);
    return repeats > 0 && repeats - 1 >= first;
}

/* Takes note strips from `place` while they fit into `room` under `height` of notes. The place
 * moves on; the new height is returned. Stops at the first that does not fit, so that a long note
 * costs each page only what the page takes of it. */
static sei_length take_notes(const sei_page_builder *builder, sei_note_place *place,
                             sei_length height, sei_length room) {
    while (!sei_page_notes_done(place)) {
        const sei_strips *strips = &builder->notes->at[place->note].strips;
        if (place->strip >= strips->size || is_repeated(builder, place->note)) {
            place->note++;
            place->strip = 0;
            continue;
        }
        const sei_strip *strip = &strips->at[place->strip];
        const sei_length more = strip->height + (height > 0 ? strip->lead : 0);
        if (height + more > room)
            break;
        height += more;
        place->strip++;
    }
    return height;
}

/* Whether nothing behind the note at `place` is still to be set. */
static bool is_last(const sei_page_builder *builder, const sei_note_place *place) {
    uint32_t next = place->note + 1;
    while (next < place->end && is_repeated(builder, next))
        next++;
    return next == place->end;
}

/* Divides the note at which the trial's notes end: false when too little of it would begin here, or
 * another would not begin at all. */
static bool divide_note(const sei_page_builder *builder, sei_page_trial *trial) {
    sei_note_place *place = &trial->place;
    const sei_strips *strips = &builder->notes->at[place->note].strips;
    if (place->strip < STRIPS_MIN || !is_last(builder, place))
        return false;
    while (strips->size - place->strip < STRIPS_MIN) {
        place->strip--;
        trial->notes -= strips->at[place->strip].height + strips->at[place->strip].lead;
    }
    return place->strip >= STRIPS_MIN;
}

bool sei_page_notes_fit(const sei_page_builder *builder, const sei_strip *strip, sei_length notes,
                        sei_page_trial *trial) {
    trial->place = (sei_note_place){strip->first_note, 0, strip->first_note + strip->note_count};
    trial->notes =
        take_notes(builder, &trial->place, notes, note_room(builder->grid, trial->bottom));
    return sei_page_notes_done(&trial->place) || divide_note(builder, trial);
}

void sei_page_notes_begin(const sei_page_builder *builder, sei_page_trial *trial) {
    const sei_length beside =
        SEI_PAGE_LINES_BESIDE_NOTE * sei_page_grid_feed(builder->grid) - builder->grid->gap;
    trial->place = builder->owed;
    trial->notes = take_notes(builder, &trial->place, 0, note_room(builder->grid, beside));
}

void sei_page_notes_fill(const sei_page_builder *builder, sei_page_trial *trial) {
    trial->place = builder->owed;
    trial->notes = take_notes(builder, &trial->place, 0, note_room(builder->grid, 0));
    if (trial->notes == 0 && !sei_page_notes_done(&trial->place)) {
        trial->notes = builder->notes->at[trial->place.note].strips.at[trial->place.strip].height;
        trial->place.strip++;
    }
}

/* A note is not left with a single line on the next page when this page can do without one. */
static void spare_last_strip(const sei_page_builder *builder, sei_page_trial *trial) {
    if (sei_page_notes_done(&trial->place))
        return;
    const sei_strips *strips = &builder->notes->at[trial->place.note].strips;
    const uint32_t from = trial->place.note == builder->owed.note ? builder->owed.strip : 0;
    if (trial->place.strip > from + STRIPS_MIN && strips->size - trial->place.strip == 1) {
        trial->place.strip--;
        trial->notes -= strips->at[trial->place.strip].height + strips->at[trial->place.strip].lead;
    }
}

void sei_page_notes_top_up(const sei_page_builder *builder, sei_page_trial *trial) {
    trial->notes =
        take_notes(builder, &trial->place, trial->notes, note_room(builder->grid, trial->bottom));
    spare_last_strip(builder, trial);
}

void sei_page_notes_set(sei_page_builder *builder, const sei_page_trial *trial,
                        sei_page_fill *fill) {
    sei_length top = sei_page_grid_height(builder->grid) - trial->notes;
    fill->rule = top - builder->grid->note_drop;
    sei_note_place at = builder->owed;
    bool is_first = true;
    while (at.note < trial->place.note ||
           (at.note == trial->place.note && at.strip < trial->place.strip)) {
        const sei_strips *strips = &builder->notes->at[at.note].strips;
        if (at.strip >= strips->size || is_repeated(builder, at.note)) {
            at.note++;
            at.strip = 0;
            continue;
        }
        const sei_strip *strip = &strips->at[at.strip];
        top += is_first ? 0 : strip->lead;
        SEI_VEC_ADD(builder->arena, &builder->page_notes,
                    (sei_placed){strip, at.strip, top, builder->notes->at[at.note].repeats > 0});
        top += strip->height;
        is_first = false;
        at.strip++;
    }
}

const sei_node *sei_page_notes_divided(const sei_page_builder *builder,
                                       const sei_note_place *place) {
    return sei_page_notes_done(place) || place->strip == 0 ? NULL
                                                           : builder->notes->at[place->note].node;
}

void sei_page_notes_find_waiting(const sei_page_builder *builder, sei_page_fill *fill) {
    const sei_note_place *owed = &builder->owed;
    const uint32_t first = owed->note + (owed->strip > 0);
    if (first < owed->end) {
        fill->waiting = &builder->notes->at[first];
        fill->waiting_count = owed->end - first;
    }
}
