/* The page builder on hand-made strips. What holds of any strips: page_builder_any_test.c. */
#include "strips.h"

TEST(lines_stand_on_the_grid) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 12; i++)
        add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 10);
    for (size_t i = 0; i < b.page.body_count; i++)
        CHECK_INT(b.page.body[i].top, (sei_length)i * PT(15));
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(nothing_gives_no_page) {
    bench b;
    set_up(&b);
    start(&b, true);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(space_vanishes_at_the_top_and_is_shared) {
    bench b;
    set_up(&b);
    add_lines(&b, 1)->space_before = 2;
    b.strips.at[0].space_after = 1;
    add_lines(&b, 1)->space_before = 2;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body[0].top, 0);
    CHECK_INT(b.page.body[1].top, PT(45));
    tear_down(&b);
}

TEST(a_widow_takes_a_line_with_it) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 11; i++)
        add_lines(&b, 1);
    b.strips.at[10].break_cost = SEI_COST_WIDOW;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 9);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    tear_down(&b);
}

TEST(a_heading_is_never_last) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 7; i++)
        add_lines(&b, 1);
    add_lines(&b, 2);                                  /* the heading */
    add_lines(&b, 1)->break_cost = SEI_COST_NEVER;     /* its first line */
    add_lines(&b, 1)->break_cost = SEI_COST_LONE_LINE; /* its second */
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 7);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    tear_down(&b);
}

TEST(a_long_run_of_headings_breaks_above_an_equal_one) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 24; i++)
        add_lines(&b, 1)->break_cost = i % 4 == 3 ? SEI_COST_NEXT_HEADING : SEI_COST_SUB_HEADING;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 7);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 8);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 9);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_note_stands_at_the_foot_on_the_page_of_its_mark) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 12; i++) {
        add_lines(&b, 1);
        if (i == 3)
            carry_note(&b, 2);
    }
    start(&b, true);
    CHECK(next(&b));
    /* 145 high: notes take 17, rule and space 10: 118 remain, seven lines of 15 less the gap and
     * one more (7 * 15 + 10 = 115) */
    CHECK_INT(b.page.body_count, 8);
    CHECK_INT(b.page.note_count, 2);
    CHECK_INT(b.page.notes[1].top + PT(7), PT(145));
    CHECK_INT(b.page.notes[0].top, PT(128));
    CHECK_INT(b.page.rule, PT(123));
    tear_down(&b);
}

TEST(a_line_moves_when_its_note_cannot_begin) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 11; i++)
        add_lines(&b, 1);
    b.strips.at[9].note_count = 0;
    sei_strip last = b.strips.at[9];
    b.strips.size = 9;
    SEI_VEC_ADD(&b.arena, &b.strips, last);
    carry_note(&b, 3);
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 9);
    CHECK_INT(b.page.note_count, 0);
    CHECK(next(&b));
    CHECK_INT(b.page.note_count, 3);
    tear_down(&b);
}

TEST(a_long_note_is_split_and_goes_on_first) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 4; i++)
        add_lines(&b, 1);
    carry_note(&b, 12); /* 117 high */
    add_lines(&b, 1);
    carry_note(&b, 1);
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    CHECK_INT(b.page.note_count, 8); /* 145 - 55 - 10 = 80 = 8 * 10 - 3 and 3 left */
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    CHECK_INT(b.page.note_count, 5);
    CHECK_INT(b.page.notes[0].index, 8);
    CHECK_INT(b.page.notes[4].index, 0);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_split_note_makes_room_for_the_line_that_sticks) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    add_lines(&b, 1);
    add_lines(&b, 1);
    carry_note(&b, 40);
    add_lines(&b, 1)->break_cost = SEI_COST_WIDOW;
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    CHECK_INT(b.page.note_count, 8); /* 145 - 55 - 10 pt of room, 77 pt of notes */
    CHECK(b.page.rule >= b.page.body[3].top + PT(15));
    tear_down(&b);
}

TEST(a_note_that_fits_makes_room_for_the_line_that_sticks) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 4; i++)
        add_lines(&b, 1);
    carry_note(&b, 8); /* with it the page is full */
    add_lines(&b, 1)->break_cost = SEI_COST_WIDOW;
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 5); /* three lines and eight of notes would lose more */
    CHECK_INT(b.page.note_count, 6); /* 145 - 70 - 10 = 65 pt of room */
    CHECK(b.page.continues == b.notes.at[0].node && b.page.continued == NULL);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK_INT(b.page.note_count, 2);
    CHECK(b.page.continued == b.notes.at[0].node && b.page.continues == NULL);
    tear_down(&b);
}

TEST(a_long_note_leaves_lines_to_the_body) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    carry_note(&b, 40);
    for (int i = 0; i < 9; i++)
        add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    CHECK_INT(b.page.note_count, 8);
    tear_down(&b);
}

TEST(a_note_of_three_lines_is_not_divided) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 8; i++)
        add_lines(&b, 1);
    carry_note(&b, 3); /* two of its lines would have room below the eighth */
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 7);
    CHECK_INT(b.page.note_count, 0);
    CHECK(next(&b));
    CHECK_INT(b.page.note_count, 3);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(no_line_of_a_note_is_left_alone) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    carry_note(&b, 6); /* five have room */
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 6);
    CHECK_INT(b.page.note_count, 4);
    CHECK_INT(b.page.notes[3].top + PT(7), PT(145));
    CHECK(next(&b));
    CHECK_INT(b.page.note_count, 2);
    CHECK_INT(b.page.notes[1].top + PT(7), PT(145));
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(no_line_stands_alone_below_a_figure) {
    bench b;
    set_up(&b);
    const sei_strip_group figure = {.may_wait = true};
    add_off_grid(&b, &figure, 118);
    add_off_grid(&b, &figure, 8)->break_cost = SEI_COST_NEVER;
    for (int i = 0; i < 4; i++)
        add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    tear_down(&b);
}

TEST(headings_in_a_row_fill_the_page_of_a_short_paragraph) {
    bench b;
    set_up(&b);
    b.grid.lines = 36;
    add_lines(&b, 1);
    add_lines(&b, 1);
    for (int i = 0; i < 30; i++) {
        sei_strip *heading = add_lines(&b, 2);
        heading->is_heading = true;
        heading->break_cost = i == 0 ? SEI_COST_FREE : SEI_COST_SUB_HEADING;
    }
    add_lines(&b, 1)->break_cost = SEI_COST_NEVER;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2 + 17);
    tear_down(&b);
}

TEST(the_room_beside_a_note_goes_to_the_note) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    carry_note(&b, 40);
    for (int i = 0; i < 5; i++)
        add_lines(&b, 1);
    add_lines(&b, 1);
    carry_note(&b, 1); /* it waits until the long one is through */
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    CHECK_INT(b.page.note_count, 11); /* 145 - 25 - 10 pt of room */
    CHECK_INT(b.page.notes[10].top + PT(7), PT(145));
    tear_down(&b);
}

TEST(notes_of_one_line_stay_together) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 7; i++)
        add_lines(&b, 1);
    carry_note(&b, 2);
    carry_note(&b, 2);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 6); /* 100 + 10 + 37 is too much for the seventh */
    CHECK_INT(b.page.note_count, 0);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK_INT(b.page.note_count, 4);
    tear_down(&b);
}

TEST(a_note_longer_than_pages_ends) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    carry_note(&b, 100);
    start(&b, true);
    size_t lines = 0;
    int pages = 0;
    while (next(&b) && pages < 100) {
        pages++;
        lines += b.page.note_count;
        CHECK(b.page.body_count + b.page.note_count > 0);
        if (b.page.note_count > 0)
            CHECK_INT(b.page.notes[b.page.note_count - 1].top + PT(7), PT(145));
    }
    CHECK_INT(lines, 100);
    CHECK(pages < 12);
    tear_down(&b);
}

TEST(a_strip_higher_than_the_page_is_placed) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    add_lines(&b, 30);
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK(next(&b));
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_group_is_centred_in_whole_lines) {
    bench b;
    set_up(&b);
    const sei_strip_group group = {.clearance = PT(5)};
    add_lines(&b, 1);
    add_off_grid(&b, &group,
                 20); /* with 5 above and below: 30 and the gap make three lines of 40 */
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body[1].top, PT(15) + PT(10));
    CHECK_INT(b.page.body[2].top, PT(60));
    tear_down(&b);
}

TEST(a_group_at_the_top_has_its_white_below) {
    bench b;
    set_up(&b);
    const sei_strip_group group = {.clearance = PT(5)};
    add_off_grid(&b, &group, 20);
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body[0].top, 0);
    CHECK_INT(b.page.body[1].top, PT(30));
    tear_down(&b);
}

/* So many lines of text, a heading, eight lines of which the last two may not be parted. */
static void add_short_page(bench *b, int before, bool is_heading) {
    set_up(b);
    b->grid.lines = 16;
    for (int i = 0; i < before; i++)
        add_lines(b, 1);
    add_lines(b, 2)->is_heading = is_heading;
    for (int i = 0; i < 15 - before; i++)
        add_lines(b, 1);
    b->strips.at[b->strips.size - 1].break_cost = SEI_COST_WIDOW;
    start(b, true);
    CHECK(next(b));
}

TEST(a_short_page_gives_a_line_to_its_heading) {
    bench b;
    add_short_page(&b, 6, true);
    CHECK_INT(b.page.body_count, 14); /* fifteen lines of sixteen */
    CHECK_INT(b.page.body[5].top, PT(75));
    CHECK_INT(b.page.body[6].top, PT(105));
    CHECK_INT(b.page.body[13].top, PT(225));
    tear_down(&b);
}

TEST(a_short_page_without_blanks_stays_short) {
    bench b;
    add_short_page(&b, 6, false);
    CHECK_INT(b.page.body[6].top, PT(90));
    CHECK_INT(b.page.body[13].top, PT(210));
    tear_down(&b);
}

TEST(a_heading_at_the_top_is_not_moved) {
    bench b;
    add_short_page(&b, 0, true);
    CHECK_INT(b.page.body[0].top, 0);
    CHECK_INT(b.page.body[1].top, PT(30));
    tear_down(&b);
}

TEST(a_page_is_filled_or_left_as_it_is) {
    bench b;
    set_up(&b);
    b.grid.lines = 16;
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    add_lines(&b, 2)->is_heading = true; /* the one blank; two lines will be left */
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    add_lines(&b, 3);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 13);
    CHECK_INT(b.page.body[6].top, PT(90));
    tear_down(&b);
}

/* A page with a heading is full; the next would be a line short to keep its last two lines. */
static void add_two_pages(bench *b, bool is_heading) {
    set_up(b);
    b->grid.lines = 16;
    for (int i = 0; i < 6; i++)
        add_lines(b, 1);
    add_lines(b, 2)->is_heading = is_heading;
    for (int i = 0; i < 8 + 17; i++)
        add_lines(b, 1);
    b->strips.at[b->strips.size - 1].break_cost = SEI_COST_WIDOW;
    start(b, true);
}

TEST(a_page_gives_a_line_that_the_next_wants) {
    bench b;
    add_two_pages(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 14);
    CHECK_INT(b.page.body[6].top, PT(105));
    CHECK_INT(b.page.body[13].top, PT(225));
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 16);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 2);
    tear_down(&b);
}

TEST(a_page_without_blanks_gives_no_line) {
    bench b;
    add_two_pages(&b, false);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 15);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 15);
    tear_down(&b);
}

TEST(a_group_takes_half_of_its_line_on_each_side) {
    bench b;
    set_up(&b);
    const sei_strip_group group = {0};
    for (int i = 0; i < 3; i++)
        add_lines(&b, 1);
    add_off_grid(&b, &group, 10);
    for (int i = 0; i < 5; i++)
        add_lines(&b, 1);
    add_lines(&b, 3);
    b.grid.lines = 10;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 9); /* nine lines of ten */
    CHECK_INT(b.page.body[3].top, PT(45) + PT(15) / 2);
    CHECK_INT(b.page.body[4].top, PT(75));
    CHECK_INT(b.page.body[8].top, PT(135));
    tear_down(&b);
}

TEST(a_table_head_is_set_again) {
    bench b;
    set_up(&b);
    const sei_strip_group group = {.head_first = 0, .head_count = 1};
    for (int i = 0; i < 20; i++)
        add_off_grid(&b, &group, 13);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 9); /* 9 * 15 - 2 = 133 */
    CHECK(next(&b));
    CHECK(b.page.body[0].is_repeat);
    CHECK_INT(b.page.body[0].index, 0);
    CHECK_INT(b.page.body[1].index, 9);
    CHECK_INT(b.page.body[1].top, PT(15));
    tear_down(&b);
}

TEST(a_recto_break_leaves_a_blank_verso) {
    bench b;
    set_up(&b);
    add_lines(&b, 1);
    add_lines(&b, 1)->page_break = SEI_STYLE_BREAK_RECTO;
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK(next(&b));
    CHECK(b.page.is_blank);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 1);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(columns_are_filled_one_after_another) {
    bench b;
    set_up(&b);
    b.grid.columns = 2;
    for (int i = 0; i < 25; i++)
        add_lines(&b, 1);
    start(&b, true);
    for (int i = 0; i < 3; i++) {
        CHECK(next(&b));
        CHECK_INT(b.page.column, i % 2);
        CHECK_INT(b.page.body[0].index, 10 * i);
        CHECK_INT(b.page.body[0].top, 0);
    }
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_column_has_the_notes_of_its_own_marks) {
    bench b;
    set_up(&b);
    b.grid.columns = 2;
    for (int i = 0; i < 14; i++)
        add_lines(&b, 1);
    add_lines(&b, 1);
    carry_note(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.note_count, 0);
    CHECK(next(&b));
    CHECK_INT(b.page.column, 1);
    CHECK_INT(b.page.note_count, 1);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_break_leaves_the_other_columns_and_a_verso_empty) {
    bench b;
    set_up(&b);
    b.grid.columns = 3;
    add_lines(&b, 1);
    add_lines(&b, 1)->page_break = SEI_STYLE_BREAK_PAGE;
    add_lines(&b, 1)->page_break = SEI_STYLE_BREAK_RECTO;
    add_lines(&b, 1)->page_break = SEI_STYLE_BREAK_RECTO;
    start(&b, true);
    for (uint32_t i = 0; i < 4; i++) {
        CHECK(next(&b));
        CHECK(!b.page.is_blank);
        CHECK_INT(b.page.column, 0);
        CHECK_INT(b.page.body[0].index, i);
        if (i == 2) { /* a recto, and so is the fourth's page */
            CHECK(next(&b));
            CHECK(b.page.is_blank);
            CHECK_INT(b.page.column, 0);
        }
    }
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(a_figure_waits_for_the_next_page) {
    bench b;
    set_up(&b);
    const sei_strip_group figure = {.may_wait = true};
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    add_off_grid(&b, &figure, 80); /* strips 6 and 7: the picture and its caption */
    add_off_grid(&b, &figure, 8);
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 10);
    CHECK_INT(b.page.body[6].index, 8);
    CHECK_INT(b.page.body[6].top, PT(90));
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 4);
    CHECK_INT(b.page.body[0].index, 6);
    CHECK_INT(b.page.body[0].top, 0);
    CHECK_INT(b.page.body[2].index, 12);
    CHECK(!next(&b));
    tear_down(&b);
}

TEST(no_heading_overtakes_a_figure) {
    bench b;
    set_up(&b);
    const sei_strip_group figure = {.may_wait = true};
    for (int i = 0; i < 6; i++)
        add_lines(&b, 1);
    add_off_grid(&b, &figure, 80);
    add_lines(&b, 1)->is_heading = true;
    add_lines(&b, 1);
    start(&b, true);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 6);
    CHECK(next(&b));
    CHECK_INT(b.page.body_count, 3);
    tear_down(&b);
}

int main(void) {
    RUN(lines_stand_on_the_grid);
    RUN(nothing_gives_no_page);
    RUN(space_vanishes_at_the_top_and_is_shared);
    RUN(a_widow_takes_a_line_with_it);
    RUN(a_heading_is_never_last);
    RUN(a_long_run_of_headings_breaks_above_an_equal_one);
    RUN(a_note_stands_at_the_foot_on_the_page_of_its_mark);
    RUN(a_line_moves_when_its_note_cannot_begin);
    RUN(a_long_note_is_split_and_goes_on_first);
    RUN(a_split_note_makes_room_for_the_line_that_sticks);
    RUN(a_note_that_fits_makes_room_for_the_line_that_sticks);
    RUN(a_long_note_leaves_lines_to_the_body);
    RUN(a_note_of_three_lines_is_not_divided);
    RUN(no_line_of_a_note_is_left_alone);
    RUN(no_line_stands_alone_below_a_figure);
    RUN(headings_in_a_row_fill_the_page_of_a_short_paragraph);
    RUN(the_room_beside_a_note_goes_to_the_note);
    RUN(notes_of_one_line_stay_together);
    RUN(a_note_longer_than_pages_ends);
    RUN(a_strip_higher_than_the_page_is_placed);
    RUN(a_group_is_centred_in_whole_lines);
    RUN(a_group_at_the_top_has_its_white_below);
    RUN(a_short_page_gives_a_line_to_its_heading);
    RUN(a_short_page_without_blanks_stays_short);
    RUN(a_heading_at_the_top_is_not_moved);
    RUN(a_page_is_filled_or_left_as_it_is);
    RUN(a_page_gives_a_line_that_the_next_wants);
    RUN(a_page_without_blanks_gives_no_line);
    RUN(a_group_takes_half_of_its_line_on_each_side);
    RUN(a_table_head_is_set_again);
    RUN(a_recto_break_leaves_a_blank_verso);
    RUN(columns_are_filled_one_after_another);
    RUN(a_column_has_the_notes_of_its_own_marks);
    RUN(a_break_leaves_the_other_columns_and_a_verso_empty);
    RUN(a_figure_waits_for_the_next_page);
    RUN(no_heading_overtakes_a_figure);
    return TEST_RESULT();
}
