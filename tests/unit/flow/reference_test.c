/* Page references behind links inside the book. */
#include "bench.h"

/* A chapter of paragraphs, the first linking to the last, which stands on page `lines` / 10. */
static sei_node *add_link(bench *b, sei_node *leaf, const char *text, uint32_t anchor) {
    sei_node *link = add(b, leaf, SEI_NODE_LINK);
    link->as.link.target.anchor = anchor;
    add_text(b, link, text);
    return link;
}

static void set_target(bench *b, sei_node *node) {
    static sei_anchor anchors[1];
    anchors[0] = (sei_anchor){node};
    node->anchor = 1;
    b->book.anchors = anchors;
    b->book.anchor_count = 1;
}

/* The text of the page's runs on the baseline of the run that begins with `start`. */
static sei_str line_of(bench *b, const char *start) {
    sei_length x, y;
    const int p = find_text(b, start, &x, &y);
    sei_str line = {0};
    for (uint32_t i = 0; p >= 0 && i < b->pages->at[p].draw_count; i++) {
        const sei_draw *draw = &b->pages->at[p].draws[i];
        if (draw->kind == SEI_DRAW_RUN && draw->as.run.y == y) {
            line = sei_arena_print(&b->arena, "%.*s%.*s", SEI_STR_ARG(line),
                                   SEI_STR_ARG(draw->as.run.run->text));
        }
    }
    return line;
}

static void lay_forward_link(bench *b, int lines_between) {
    sei_node *paragraph = add_leaf(b, b->chapter, SEI_NODE_PARAGRAPH, "見よ、");
    add_link(b, paragraph, "先", 1);
    add_text(b, paragraph, "。");
    for (int i = 0; i < lines_between; i++)
        add_lines(b, b->chapter, 1);
    set_target(b, add_lines(b, b->chapter, 1));
    run(b);
}

TEST(a_link_names_its_page_in_every_language) {
    const struct {
        sei_lang lang;
        const char *line;
    } cases[] = {{SEI_LANG_JA, "見よ、先（3ページ）。"},
                 {SEI_LANG_ZH_HANS, "見よ、先（第3页）。"},
                 {SEI_LANG_ZH_HANT, "見よ、先（第3頁）。"},
                 {SEI_LANG_KO, "見よ、先(3쪽)。"},
                 {SEI_LANG_EN, "見よ、先 (p.\xC2\xA0"
                               "3)。"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bench b;
        set_up(&b);
        b.book.info.lang = cases[i].lang;
        lay_forward_link(&b, 20);
        CHECK_STR(line_of(&b, "見"), cases[i].line);
        tear_down(&b);
    }
}

TEST(a_folio_of_any_length_is_printed) {
    const int between[] = {0, 60, 98, 120, 990, 1200};
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        bench b;
        set_up(&b);
        lay_forward_link(&b, between[i]);
        const uint32_t page = sei_pages_find_anchor(b.pages, 1)->page + 1;
        const sei_str wanted = sei_arena_print(&b.arena, "見よ、先（%uページ）。", (unsigned)page);
        CHECK_STR(line_of(&b, "見"), wanted.at);
        tear_down(&b);
    }
}

/* More blank paragraphs than any estimate foresees: what is printed keeps the width. */
TEST(a_folio_wider_than_expected_keeps_its_line) {
    bench b;
    set_up(&b);
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "見よ、");
    add_link(&b, paragraph, "先", 1);
    add_text(&b, paragraph, "。");
    for (int i = 0; i < 12; i++) {
        add_lines(&b, b.chapter, 1);
        add(&b, b.chapter, SEI_NODE_PAGE_BREAK);
    }
    set_target(&b, add_lines(&b, b.chapter, 1));
    run(&b);
    CHECK_STR(line_of(&b, "見"), "見よ、先（13ページ）。");
    const sei_page *page = &b.pages->at[0];
    for (uint32_t i = 0; i + 1 < page->draw_count; i++) {
        const sei_draw *draw = &page->draws[i];
        const sei_draw *next = &page->draws[i + 1];
        if (next->kind == SEI_DRAW_RUN && next->as.run.y == draw->as.run.y)
            CHECK(draw->as.run.x + draw->as.run.run->length <= next->as.run.x);
    }
    tear_down(&b);
}

/* 88 stands in for 8: what is left over stands outside the brackets. */
TEST(a_folio_narrower_than_expected_closes_up) {
    bench b;
    set_up(&b);
    lay_forward_link(&b, 76);
    sei_length bracket, folio, y;
    CHECK_STR(line_of(&b, "見"), "見よ、先（8ページ）。");
    CHECK_INT(find_text(&b, "8", &folio, &y), 0);
    CHECK_INT(find_text(&b, "（", &bracket, &y), 0);
    CHECK(folio - bracket > PT(4) && folio - bracket <= PT(10));
    tear_down(&b);
}

TEST(a_page_passed_already_needs_no_more_room) {
    bench b;
    set_up(&b);
    set_target(&b, add_lines(&b, b.chapter, 1));
    add_lines(&b, b.chapter, 200);
    b.chapter->as.chapter.title = SEI_STR("甲");
    b.chapter = add(&b, b.root, SEI_NODE_CHAPTER);
    b.chapter->as.chapter.title = SEI_STR("乙");
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "見よ、");
    add_link(&b, paragraph, "先", 1);
    run(&b);
    CHECK_STR(line_of(&b, "見"), "見よ、先（1ページ）");
    tear_down(&b);
}

TEST(the_area_covers_link_and_reference) {
    bench b;
    set_up(&b);
    lay_forward_link(&b, 20);
    CHECK_INT(b.pages->at[0].link_count, 1);
    const sei_page_link *link = &b.pages->at[0].links[0];
    CHECK_INT(link->anchor, 1);
    CHECK(link->box.width > PT(50)); /* 先, half an em, （3ページ） */
    CHECK_STR(link->contents, "先");
    tear_down(&b);
}

TEST(no_reference_where_the_style_wants_none) {
    bench b;
    set_up(&b);
    set(&b, "links.internal", "none");
    lay_forward_link(&b, 20);
    CHECK_STR(line_of(&b, "見"), "見よ、先。");
    tear_down(&b);
}

TEST(no_reference_in_headings_nor_to_notes_nor_outside) {
    bench b;
    set_up(&b);
    sei_node *heading = add_heading(&b, 2, "見出し");
    set_target(&b, add_lines(&b, b.chapter, 1));
    add_link(&b, heading, "先", 1);
    sei_node *outside = add_link(&b, add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "甲"), "外", 0);
    outside->as.link.target.path = SEI_STR("https://example.org/");
    run(&b);
    CHECK_STR(line_of(&b, "見出し"), "見出し先");
    CHECK_STR(line_of(&b, "甲"), "甲外");
    tear_down(&b);

    set_up(&b);
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "注");
    set_target(&b, add_note(&b, paragraph, notes, "注の文"));
    add_link(&b, add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "乙"), "注へ", 1);
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_STR(line_of(&b, "乙"), "乙注へ");
    tear_down(&b);
}

TEST(a_page_that_begins_in_a_reference_keeps_the_map) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 40; i++) { /* the reference crosses lines and pages everywhere */
        sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "字字字字");
        for (int n = 0; n <= i % 7; n++)
            add_link(&b, paragraph, "先の章を見よ", 1);
    }
    set_target(&b, add_lines(&b, b.chapter, 1));
    run(&b);
    CHECK_INT(b.pages->map.count, b.pages->count);
    for (size_t i = 1; i < b.pages->map.count; i++)
        CHECK(b.pages->map.entries[i - 1].node <= b.pages->map.entries[i].node);
    tear_down(&b);
}

int main(void) {
    RUN(a_link_names_its_page_in_every_language);
    RUN(a_folio_of_any_length_is_printed);
    RUN(a_folio_wider_than_expected_keeps_its_line);
    RUN(a_folio_narrower_than_expected_closes_up);
    RUN(a_page_passed_already_needs_no_more_room);
    RUN(the_area_covers_link_and_reference);
    RUN(no_reference_where_the_style_wants_none);
    RUN(no_reference_in_headings_nor_to_notes_nor_outside);
    RUN(a_page_that_begins_in_a_reference_keeps_the_map);
    return TEST_RESULT();
}
