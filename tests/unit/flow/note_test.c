/* Footnotes on whole pages, as spec/typography 6.7 promises them. */
#include "bench.h"

static sei_node *new_notes(bench *b) {
    return sei_node_new(&b->arena, SEI_NODE_NOTES, 0, 0);
}

/* A text of so many characters. */
static const char *text_of(bench *b, const char *character, int count) {
    sei_str text = {0};
    for (int i = 0; i < count; i++)
        text = sei_arena_print(&b->arena, "%.*s%s", SEI_STR_ARG(text), character);
    return sei_arena_print(&b->arena, "%.*s", SEI_STR_ARG(text)).at;
}

static sei_node *mark_again(bench *b, sei_node *leaf, sei_node *note) {
    sei_node *mark = add(b, leaf, SEI_NODE_NOTE_MARK);
    mark->as.note.note = note;
    return mark;
}

static bool is_run(const sei_draw *draw, const char *text) {
    return draw->kind == SEI_DRAW_RUN && sei_str_equal(draw->as.run.run->text, sei_str_from(text));
}

/* The first run on the page that prints this and nothing else, or NULL. */
static const sei_draw *find_run(const sei_page *page, const char *text) {
    for (uint32_t i = 0; i < page->draw_count; i++)
        if (is_run(&page->draws[i], text))
            return &page->draws[i];
    return NULL;
}

/* What the runs of this role print on a page, one after another. */
static sei_str text_of_role(bench *b, const sei_page *page, sei_draw_role role) {
    sei_str all = {0};
    for (uint32_t i = 0; i < page->draw_count; i++) {
        const sei_draw *draw = &page->draws[i];
        if (draw->kind == SEI_DRAW_RUN && draw->role == role) {
            all = sei_arena_print(&b->arena, "%.*s%.*s", SEI_STR_ARG(all),
                                  SEI_STR_ARG(draw->as.run.run->text));
        }
    }
    return all;
}

static bool has_text(bench *b, const sei_page *page, sei_draw_role role, const char *text) {
    return sei_str_find(text_of_role(b, page, role), sei_str_from(text), 0) != SEI_STR_NONE;
}

/* The marks of a divided note stand in the white around the rule, and end with the line. */
static void check_rule_marks(const bench *b, const sei_page *page) {
    const sei_length right = (b->style.page.width + PT(200)) / 2;
    const sei_length rule = page->draws[0].as.rect.box.y;
    for (uint32_t i = 1; i < page->draw_count; i++) {
        const sei_draw *draw = &page->draws[i];
        if (draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_LAYOUT) {
            CHECK(draw->as.run.y > rule && draw->as.run.y < rule + PT(5));
            CHECK(draw->as.run.x + draw->as.run.run->length <= right);
        }
    }
}

static const sei_draw *find_label(const sei_page *page, const sei_node *note) {
    for (uint32_t i = 0; i < page->draw_count; i++)
        if (page->draws[i].role == SEI_ROLE_LABEL && page->draws[i].node == note)
            return &page->draws[i];
    return NULL;
}

/* Every mark has its note's label on its page, with the same number; the lowest run of the type
 * area ends at its foot on every page with notes. Returns how many marks there are. */
static int check_marks(const bench *b) {
    const sei_length foot = (b->style.page.height + PT(145)) / 2;
    int count = 0;
    for (uint32_t p = 0; p < b->pages->count; p++) {
        const sei_page *page = &b->pages->at[p];
        sei_length lowest = 0;
        for (uint32_t i = 0; i < page->draw_count; i++) {
            const sei_draw *draw = &page->draws[i];
            if (draw->kind != SEI_DRAW_RUN || draw->role == SEI_ROLE_PAGINATION)
                continue;
            lowest = draw->as.run.y > lowest ? draw->as.run.y : lowest;
            if (draw->node != NULL && draw->node->kind == SEI_NODE_NOTE_MARK) {
                const sei_draw *label = find_label(page, draw->node->as.note.note);
                CHECK(label != NULL &&
                      sei_str_equal(label->as.run.run->text, draw->as.run.run->text));
                count++;
            }
        }
        if (count_kind(page, SEI_DRAW_RECT) > 0)
            CHECK_INT(lowest, foot - sei_length_from_em(PT(7), 120));
    }
    return count;
}

TEST(notes_stand_with_their_marks_in_every_block) {
    bench b;
    set_up(&b);
    sei_node *notes = new_notes(&b);
    int marks = 0;
    for (int round = 0; round < 12; round++) {
        sei_node *list = add(&b, b.chapter, SEI_NODE_LIST);
        sei_node *quote = add(&b, b.chapter, SEI_NODE_QUOTE);
        sei_node *callout = add(&b, b.chapter, SEI_NODE_CALLOUT);
        sei_node *title = add_leaf(&b, callout, SEI_NODE_CALLOUT_TITLE, "題");
        sei_node *table = add(&b, b.chapter, SEI_NODE_TABLE);
        table->as.table.column_count = 1;
        sei_node *row = add(&b, table, SEI_NODE_ROW);
        sei_node *leaves[] = {
            add_heading(&b, 3, "見出し"),
            add_lines(&b, b.chapter, 1 + round % 3),
            add_leaf(&b, add(&b, list, SEI_NODE_ITEM), SEI_NODE_PARAGRAPH, "箇条"),
            add_leaf(&b, quote, SEI_NODE_PARAGRAPH, "引用の文"),
            title,
            add_leaf(&b, callout, SEI_NODE_PARAGRAPH, "箱の文"),
            add_leaf(&b, row, SEI_NODE_CELL, "表の文"),
        };
        for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
            add_note(&b, leaves[i], notes, text_of(&b, "注", 20 + 13 * (round % 5)));
            add_text(&b, leaves[i], "。");
            marks++;
        }
    }
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(check_marks(&b), marks);
    tear_down(&b);
}

TEST(a_note_in_a_note_stands_with_its_mark) {
    bench b;
    set_up(&b);
    sei_node *notes = new_notes(&b);
    add_lines(&b, b.chapter, 3);
    sei_node *note = add_note(&b, add_lines(&b, b.chapter, 2), notes, "外の注");
    add_note(&b, note->first, notes, "内の注");
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(check_marks(&b), 2);
    tear_down(&b);
}

TEST(two_hundred_notes_of_one_paragraph_stand_with_their_marks) {
    bench b;
    set_up(&b);
    sei_node *notes = new_notes(&b);
    sei_node *paragraph = add(&b, b.chapter, SEI_NODE_PARAGRAPH);
    for (int i = 0; i < 200; i++) {
        add_text(&b, paragraph, "本文の長い文が続いていく");
        add_note(&b, paragraph, notes, "注の文");
    }
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(check_marks(&b), 200);
    tear_down(&b);
}

TEST(a_divided_note_says_where_it_goes_on) {
    bench b;
    set_up(&b);
    sei_node *notes = new_notes(&b);
    sei_node *paragraph = add_lines(&b, b.chapter, 3);
    add_note(&b, paragraph, notes, text_of(&b, "注", 28 * 40));
    add_lines(&b, b.chapter, 30);
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(check_marks(&b), 1);
    const char *const texts[] = {"1→", "→11→", "→11→", "→11→", "→11→", "→1", ""};
    CHECK(b.pages->count >= 7);
    for (uint32_t p = 0; p < 7; p++) {
        CHECK_STR(text_of_role(&b, &b.pages->at[p], SEI_ROLE_LAYOUT), texts[p]);
        check_rule_marks(&b, &b.pages->at[p]);
    }
    tear_down(&b);
}

TEST(the_marks_of_a_divided_note_can_be_left_out) {
    bench b;
    set_up(&b);
    set(&b, "footnotes.continues", "\"\"");
    set(&b, "footnotes.continued", "\"(continued)\"");
    sei_node *notes = new_notes(&b);
    add_note(&b, add_lines(&b, b.chapter, 3), notes, text_of(&b, "注", 28 * 12));
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(b.pages->count, 2);
    CHECK_STR(text_of_role(&b, &b.pages->at[0], SEI_ROLE_LAYOUT), "");
    CHECK_STR(text_of_role(&b, &b.pages->at[1], SEI_ROLE_LAYOUT), "(continued)");
    tear_down(&b);
}

/* The first note of every page is 1, in mark and label alike; a note marked again on another page
 * has a line there that says where it stands, and one on its own page has not. */
TEST(a_page_that_numbers_its_notes_says_where_others_stand) {
    bench b;
    set_up(&b);
    set(&b, "footnotes.numbering", "page");
    sei_node *notes = new_notes(&b);
    sei_node *first = add_lines(&b, b.chapter, 1);
    sei_node *one = add_note(&b, first, notes, "甲の注");
    sei_node *two = add_note(&b, first, notes, "乙の注");
    mark_again(&b, first, two);
    add_lines(&b, b.chapter, 12);
    sei_node *second = add_lines(&b, b.chapter, 1);
    add_note(&b, second, notes, "丙の注");
    mark_again(&b, second, two);
    mark_again(&b, second, two);
    mark_again(&b, second, one);
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK(b.pages->count > 1);
    const sei_page *page = &b.pages->at[0];
    CHECK(find_run(page, "1)") != NULL && find_run(page, "2)") != NULL);
    CHECK(find_run(page, "3)") == NULL);
    page = &b.pages->at[b.pages->count - 1];
    const char *const texts[] = {"1)", "2)", "2)", "3)", "1)", "2)", "3)"};
    size_t count = 0;
    for (uint32_t i = 0; i < page->draw_count && count < 7; i++) {
        const sei_draw *draw = &page->draws[i];
        count += is_run(draw, texts[count]);
    }
    CHECK_INT(count, 7);
    CHECK(has_text(&b, page, SEI_ROLE_PAGINATION, "→ 2（1ページ）3)→ 1（1ページ）"));
    CHECK(find_run(page, "4)") == NULL);
    tear_down(&b);
}

/* More notes on one line than a page holds: those that wait have their numbers all the same. */
TEST(notes_that_wait_keep_the_numbers_of_their_marks) {
    bench b;
    set_up(&b);
    set(&b, "footnotes.numbering", "page");
    sei_node *notes = new_notes(&b);
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
    for (int i = 0; i < 4; i++)
        add_note(&b, paragraph, notes, text_of(&b, "注", 28 * 8));
    add_note(&b, add_lines(&b, b.chapter, 8), notes, "後の注");
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_STR(text_of_role(&b, &b.pages->at[0], SEI_ROLE_LABEL), "1)2)");
    CHECK_STR(text_of_role(&b, &b.pages->at[1], SEI_ROLE_LABEL), "3)");
    CHECK_STR(text_of_role(&b, &b.pages->at[2], SEI_ROLE_LABEL), "4)");
    CHECK(find_run(&b.pages->at[0], "1)2)3)4)") != NULL || find_run(&b.pages->at[0], "4)") != NULL);
    CHECK_STR(text_of_role(&b, &b.pages->at[b.pages->count - 1], SEI_ROLE_LABEL), "1)");
    tear_down(&b);
}

/* A long note marked twice on a line is divided, and the second mark asks for nothing. */
TEST(a_divided_note_marked_twice_is_not_referred_to) {
    bench b;
    set_up(&b);
    set(&b, "footnotes.numbering", "page");
    sei_node *notes = new_notes(&b);
    sei_node *paragraph = add_lines(&b, b.chapter, 3);
    sei_node *note = add_note(&b, paragraph, notes, text_of(&b, "注", 28 * 14));
    mark_again(&b, paragraph, note);
    add_lines(&b, b.chapter, 12);
    add_note(&b, add_lines(&b, b.chapter, 1), notes, "乙の注");
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK(find_label(&b.pages->at[0], note) != NULL);
    CHECK_STR(text_of_role(&b, &b.pages->at[0], SEI_ROLE_LAYOUT), "1→");
    for (uint32_t p = 0; p < b.pages->count; p++)
        CHECK(!has_text(&b, &b.pages->at[p], SEI_ROLE_PAGINATION, "→"));
    tear_down(&b);
}

/* Ten notes and more on a page: what is printed for the stand-in stays within it. */
TEST(page_numbers_of_two_figures_touch_nothing) {
    bench b;
    set_up(&b);
    set(&b, "footnotes.numbering", "page");
    set(&b, "page.size", "A4");
    set(&b, "text.lines", "30");
    sei_node *notes = new_notes(&b);
    for (int i = 0; i < 12; i++) {
        sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
        add_note(&b, paragraph, notes, "注の文");
        add_text(&b, paragraph, "末尾");
    }
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(b.pages->count, 1);
    int seen = 0;
    for (uint32_t i = 1; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *mark = &b.pages->at[0].draws[i - 1];
        const sei_draw *after = &b.pages->at[0].draws[i];
        if (is_run(after, "末尾")) {
            CHECK(mark->as.run.x + mark->as.run.run->length <= after->as.run.x);
            seen++;
        }
    }
    CHECK_INT(seen, 12);
    CHECK(find_run(&b.pages->at[0], "12)") != NULL);
    tear_down(&b);
}

/* The link for this node, or NULL. */
static const sei_page_link *find_link(const sei_page *page, const sei_node *node) {
    for (uint32_t i = 0; i < page->link_count; i++)
        if (page->links[i].node == node)
            return &page->links[i];
    return NULL;
}

static void check_leads(const bench *b, const sei_page_link *link, sei_length y) {
    CHECK(link != NULL);
    const sei_page_anchor *anchor =
        link != NULL ? sei_pages_find_anchor(b->pages, link->anchor) : NULL;
    CHECK(anchor != NULL);
    CHECK(anchor == NULL || (anchor->page == 0 && anchor->y == y));
}

/* A note of a paragraph, and one in it; the first is marked twice. */
TEST(marks_and_numbers_lead_to_one_another) {
    bench b;
    set_up(&b);
    sei_node *notes = new_notes(&b);
    sei_node *paragraph = add_lines(&b, b.chapter, 1);
    sei_node *note = add_note(&b, paragraph, notes, "注の文");
    const sei_node *mark = paragraph->last;
    mark_again(&b, add_lines(&b, b.chapter, 1), note);
    sei_node_append(b.chapter, notes);
    run(&b);
    const sei_page *page = &b.pages->at[0];
    const sei_page_link *there = find_link(page, mark), *back = find_link(page, note);
    CHECK_INT(page->link_count, 3);
    check_leads(&b, there, back != NULL ? back->box.y : 0);
    check_leads(&b, back, there != NULL ? there->box.y : 0);
    CHECK_STR(there != NULL ? there->contents : (sei_str){0}, "1)");
    tear_down(&b);
}

int main(void) {
    RUN(notes_stand_with_their_marks_in_every_block);
    RUN(a_note_in_a_note_stands_with_its_mark);
    RUN(two_hundred_notes_of_one_paragraph_stand_with_their_marks);
    RUN(a_divided_note_says_where_it_goes_on);
    RUN(the_marks_of_a_divided_note_can_be_left_out);
    RUN(a_page_that_numbers_its_notes_says_where_others_stand);
    RUN(notes_that_wait_keep_the_numbers_of_their_marks);
    RUN(a_divided_note_marked_twice_is_not_referred_to);
    RUN(page_numbers_of_two_figures_touch_nothing);
    RUN(marks_and_numbers_lead_to_one_another);
    return TEST_RESULT();
}
