/* What holds of every page, whatever the strips: random documents of the strips that real blocks
 * make, from a seeded generator. */
#include "strips.h"

#include <time.h>

#define ROUNDS 400
#define BLOCKS 60

typedef struct random_document {
    bench b;
    uint32_t seed;
} random_document;

static uint32_t dice(random_document *d, uint32_t sides) {
    d->seed = d->seed * 1664525u + 1013904223u;
    return (d->seed >> 16) % sides;
}

/* One line in so many carries notes, few of them several; one note in eight is long. */
static void maybe_carry(random_document *d, uint32_t one_in) {
    if (dice(d, one_in) != 0)
        return;
    const uint32_t many = dice(d, 20);
    const uint32_t count = many == 0 ? 3 : many < 4 ? 2 : 1;
    for (uint32_t i = 0; i < count; i++)
        carry_note(&d->b, 1 + (int)dice(d, dice(d, 8) == 0 ? 40 : 4));
}

static void add_paragraph(random_document *d) {
    const uint32_t count = 1 + dice(d, 9);
    for (uint32_t i = 0; i < count; i++) {
        sei_strip *strip = add_lines(&d->b, dice(d, 30) == 0 ? 2 : 1);
        const bool is_free = i == 0 || (i >= 2 && count - i >= 2);
        strip->break_cost = is_free ? SEI_COST_FREE : SEI_COST_WIDOW;
        maybe_carry(d, 8);
    }
}

/* A heading, or several; two lines of text below them. */
static void add_headings(random_document *d) {
    const uint32_t count = dice(d, 6) == 0 ? 1 + dice(d, 14) : 1;
    for (uint32_t i = 0; i < count; i++) {
        sei_strip *strip = add_lines(&d->b, 1 + (int)dice(d, 2));
        strip->is_heading = true;
        strip->space_before = (uint8_t)dice(d, 3);
        if (i > 0)
            strip->break_cost = dice(d, 2) == 0 ? SEI_COST_NEXT_HEADING : SEI_COST_SUB_HEADING;
        maybe_carry(d, 12);
    }
    add_lines(&d->b, 1)->break_cost = SEI_COST_NEVER;
    maybe_carry(d, 8);
    add_lines(&d->b, 1)->break_cost = SEI_COST_LONE_LINE;
}

static void add_rows(random_document *d) {
    sei_strip_group *group = SEI_NEW(&d->b.arena, sei_strip_group);
    const uint32_t count = 1 + dice(d, 14);
    const bool has_head = dice(d, 2) == 0;
    group->clearance = PT(3);
    group->head_first = (uint32_t)d->b.strips.size;
    group->head_count = has_head;
    for (uint32_t i = 0; i < count; i++) {
        sei_strip *strip = add_off_grid(&d->b, group, 8 + (int)dice(d, 30));
        strip->break_cost = has_head && i == 1 ? SEI_COST_NEVER : SEI_COST_FREE;
        maybe_carry(d, 10);
    }
}

static void add_figure(random_document *d) {
    sei_strip_group *group = SEI_NEW(&d->b.arena, sei_strip_group);
    group->may_wait = true;
    add_off_grid(&d->b, group, 20 + (int)dice(d, 110));
    add_off_grid(&d->b, group, 8)->break_cost = SEI_COST_NEVER;
}

static void make_document(random_document *d, uint32_t seed, int blocks) {
    *d = (random_document){.seed = seed};
    set_up(&d->b);
    for (int i = 0; i < blocks; i++) {
        switch (dice(d, 8)) {
        case 0:
            add_headings(d);
            break;
        case 1:
            add_rows(d);
            break;
        case 2:
            add_figure(d);
            break;
        case 3:
            add_lines(&d->b, 1)->page_break = dice(d, 4) == 0 ? SEI_STYLE_BREAK_PAGE : 0;
            break;
        default:
            add_paragraph(d);
            break;
        }
    }
}

/* What has been seen of a document's pages so far. */
typedef struct reading {
    bench *b;
    uint32_t strips; /* in order, but for the figure that waits */
    uint32_t late;   /* the first strip of that, or 0 */
    uint32_t note;   /* the next note's strip: */
    uint32_t in_note;
    uint32_t due; /* notes before this one have had their marks */
} reading;

static bool is_figure(const sei_strip *strip) {
    return strip->group != NULL && strip->group->may_wait;
}

/* Every strip stands once and in order, but for a figure that text has overtaken: it comes first on
 * the page after. */
static void check_order(reading *r) {
    const sei_page_fill *page = &r->b->page;
    size_t i = 0;
    if (r->late != 0 && page->body_count > 0) {
        for (; i < page->body_count && page->body[i].index == r->late + i; i++)
            CHECK(is_figure(page->body[i].strip));
        CHECK_INT(i, 2);
        r->late = 0;
    }
    for (; i < page->body_count; i++) {
        const sei_placed *placed = &page->body[i];
        if (placed->is_repeat)
            continue;
        if (placed->index != r->strips && is_figure(&r->b->strips.at[r->strips])) {
            CHECK_INT(r->late, 0);
            r->late = r->strips;
            r->strips += 2;
        }
        CHECK_INT(placed->index, r->strips);
        r->strips = placed->index + 1;
    }
    if (r->late == 0 && r->b->builder.late.end > 0) {
        r->late = r->b->builder.late.from; /* it is the last strip of all, or ends the page */
        r->strips = r->b->builder.late.end;
    }
}

/* The page ends before the strip that comes next, if any. */
static const sei_strip *next_strip(const reading *r) {
    return r->strips < r->b->strips.size ? &r->b->strips.at[r->strips] : NULL;
}

static size_t repeats(const sei_page_fill *page) {
    size_t count = 0;
    while (count < page->body_count && page->body[count].is_repeat)
        count++;
    return count;
}

/* Nothing reaches below the type area or into the notes; the last note ends at its foot. */
static void check_room(const reading *r) {
    const sei_page_fill *page = &r->b->page;
    CHECK(page->body_count + page->note_count > 0);
    for (size_t i = 0; i < page->body_count; i++) {
        const sei_length bottom = page->body[i].top + page->body[i].strip->height;
        const sei_length above = i == 0 ? 0 : page->body[i - 1].top;
        CHECK(page->body[i].top >= above);
        CHECK(bottom <= PT(145));
        CHECK(page->note_count == 0 || bottom + PT(5) <= page->rule);
        CHECK(page->body[i].strip->group != NULL || page->body[i].top % PT(15) == 0);
    }
    if (page->note_count > 0) {
        const sei_placed *last = &page->notes[page->note_count - 1];
        CHECK_INT(last->top + last->strip->height, PT(145));
        CHECK_INT(page->notes[0].top, page->rule + PT(5));
    }
}

/* Notes come in order and whole. */
static void read_notes(reading *r) {
    const bench *b = r->b;
    CHECK((r->in_note > 0) == (b->page.continued != NULL));
    for (size_t i = 0; i < b->page.note_count; i++) {
        CHECK_INT(b->page.notes[i].index, r->in_note);
        r->in_note++;
        if (r->in_note == b->notes.at[r->note].strips.size) {
            r->note++;
            r->in_note = 0;
        }
    }
    CHECK((r->in_note > 0) == (b->page.continues != NULL));
    for (size_t i = 0; i < b->page.body_count; i++)
        r->due += b->page.body[i].is_repeat ? 0 : b->page.body[i].strip->note_count;
}

/* Each note begins on the page of its mark, with two lines at least or all, and leaves two at least
 * to the next. A page that could take one strip only is excused, and what it owes. */
static void check_notes(reading *r, bool is_forced) {
    const uint32_t first = r->note + (r->in_note > 0);
    const bool was_owing = first < r->due;
    read_notes(r);
    const uint32_t begun = r->note + (r->in_note > 0);
    CHECK(begun <= r->due);
    if (is_forced || was_owing)
        return;
    CHECK_INT(begun, r->due);
    if (r->in_note > 0 && r->note >= first) {
        CHECK(r->in_note >= 2);
        CHECK(r->b->notes.at[r->note].strips.size - r->in_note >= 2);
    }
}

/* A page ends at no worse a place than it must: below a heading, inside a row's head or with one
 * line of a paragraph alone only when no better end would have lost less. */
static void check_end(const reading *r) {
    const sei_page_fill *page = &r->b->page;
    const sei_strip *next = next_strip(r);
    const size_t count = page->body_count;
    if (next == NULL || next->page_break != SEI_STYLE_BREAK_NONE || count < 2)
        return;
    const sei_strip *last = page->body[count - 1].strip;
    if (next->break_cost >= SEI_COST_NEVER)
        for (size_t i = 1 + repeats(page); i < count; i++)
            CHECK(page->body[i].strip->break_cost >= SEI_COST_NEVER);
    /* the line before could have moved, at the price of its own room */
    const bool can_move = last->group == NULL && last->lines == 1 && last->note_count == 0 &&
                          last->space_before == 0 && page->note_count == 0;
    CHECK(next->break_cost < SEI_COST_WIDOW || !can_move || last->break_cost > SEI_COST_FREE);
    /* no line alone below a figure */
    if (is_figure(page->body[count - 2].strip) && last->group == NULL && last->lines == 1)
        CHECK(last->break_cost > SEI_COST_FREE || last->note_count > 0 || page->note_count > 0);
}

/* No page leaves room for a line of text that it could end below as well. */
static void check_filled(const reading *r) {
    const sei_page_fill *page = &r->b->page;
    const sei_strip *line = next_strip(r);
    if (line == NULL || page->body_count < 2 + repeats(page))
        return; /* what is taken by force stands alone */
    const sei_strip *after = r->strips + 1 < r->b->strips.size ? line + 1 : NULL;
    const sei_placed *last = &page->body[page->body_count - 1];
    const bool is_text = line->group == NULL && !line->is_heading && line->note_count == 0 &&
                         line->page_break == SEI_STYLE_BREAK_NONE && last->strip->group == NULL;
    if (!is_text || (after != NULL && after->break_cost > SEI_COST_FREE))
        return;
    const int space = last->strip->space_after > line->space_before ? last->strip->space_after
                                                                    : line->space_before;
    const sei_length top = last->top + last->strip->height + PT(5) + space * PT(15);
    const sei_length foot = page->note_count > 0 ? page->rule - PT(5) : PT(145);
    CHECK(top + line->height > foot);
}

TEST(every_page_is_as_it_must_be) {
    for (uint32_t round = 0; round < ROUNDS; round++) {
        random_document d;
        make_document(&d, round + 1, BLOCKS);
        reading r = {.b = &d.b};
        start(&d.b, true);
        int pages = 0;
        while (next(&d.b) && pages++ < 2000) {
            const bool was_owed = r.in_note > 0;
            check_room(&r);
            check_order(&r);
            const size_t own = d.b.page.body_count - repeats(&d.b.page);
            check_notes(&r, own <= 1 && !was_owed);
            check_end(&r);
            check_filled(&r);
        }
        CHECK_INT(r.strips, d.b.strips.size);
        CHECK_INT(r.note, d.b.notes.size);
        CHECK(pages < 2000);
        tear_down(&d.b);
    }
}

/* Processor time for a document of so many blocks. */
static double time_of(int blocks) {
    random_document d;
    make_document(&d, 7, blocks);
    start(&d.b, true);
    const clock_t from = clock();
    while (next(&d.b))
        CHECK(d.b.page.body_count + d.b.page.note_count > 0);
    const double spent = (double)(clock() - from);
    tear_down(&d.b);
    return spent;
}

/* Ten times the strips take some ten times as long; quadratic work would take a hundred. */
TEST(time_grows_with_the_strips) {
    const double small = time_of(2500);
    const double large = time_of(25000);
    CHECK(large < 40 * (small + CLOCKS_PER_SEC / 1000.0));
}

int main(void) {
    RUN(every_page_is_as_it_must_be);
    RUN(time_grows_with_the_strips);
    return TEST_RESULT();
}
