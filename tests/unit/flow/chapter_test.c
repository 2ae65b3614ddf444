/* Books of parts and chapters: where they begin, their titles, running heads, contents, numbers. */
#include "bench.h"

static sei_node *add_part(bench *b, sei_node *parent, const char *title) {
    sei_node *part = add(b, parent, SEI_NODE_PART);
    part->as.chapter.title = sei_str_from(title);
    part->as.chapter.show_title = true;
    part->as.chapter.depth = parent->kind == SEI_NODE_BOOK ? 1 : parent->as.chapter.depth + 1;
    return part;
}

/* A chapter with its title and a paragraph of so many lines. */
static sei_node *add_chapter(bench *b, sei_node *parent, const char *title, int lines) {
    sei_node *chapter = add(b, parent, SEI_NODE_CHAPTER);
    chapter->as.chapter.title = sei_str_from(title);
    chapter->as.chapter.show_title = *title != '\0';
    chapter->as.chapter.depth = parent->kind == SEI_NODE_BOOK ? 1 : parent->as.chapter.depth + 1;
    b->chapter = chapter;
    if (lines > 0)
        add_lines(b, chapter, lines);
    return chapter;
}

/* The same, its title being its own first heading. */
static sei_node *add_headed_chapter(bench *b, sei_node *parent, const char *title, int lines) {
    sei_node *chapter = add_chapter(b, parent, title, 0);
    chapter->as.chapter.show_title = false;
    add_heading(b, chapter->as.chapter.depth, title);
    add_lines(b, chapter, lines);
    return chapter;
}

static void set_up_book(bench *b) {
    set_up(b);
    sei_node_unlink(b->chapter);
}

static int page_of(const bench *b, const char *text) {
    sei_length x, y;
    return find_text(b, text, &x, &y);
}

TEST(a_part_has_a_title_page_without_head_and_folio) {
    bench b;
    set_up_book(&b);
    sei_node *part = add_part(&b, b.root, "第一部");
    add_chapter(&b, part, "甲章", 12);
    add_chapter(&b, part, "乙章", 3);
    run(&b);
    CHECK_INT(page_of(&b, "第一部"), 0);
    CHECK(find_furniture(&b.pages->at[0]) == NULL);
    CHECK_INT(page_of(&b, "甲章"), 1);
    CHECK_INT(page_of(&b, "乙章"), 3);
    sei_length x, y;
    find_text(&b, "第一部", &x, &y);
    CHECK(y > (b.style.page.height - PT(145)) / 2 + PT(45)); /* a third of ten lines down */
    tear_down(&b);
}

TEST(a_part_may_begin_on_a_recto) {
    bench b;
    set_up_book(&b);
    set(&b, "parts.break", "recto");
    add_chapter(&b, b.root, "序", 3);
    add_chapter(&b, add_part(&b, b.root, "第一部"), "甲章", 3);
    run(&b);
    CHECK_INT(page_of(&b, "第一部"), 2);
    CHECK_INT(b.pages->at[1].draw_count, 0);
    CHECK_INT(page_of(&b, "甲章"), 3);
    tear_down(&b);
}

TEST(text_without_a_title_goes_on_below_the_one_above) {
    bench b;
    set_up_book(&b);
    sei_node *part = add_part(&b, b.root, "第一部");
    add_leaf(&b, add_chapter(&b, part, "", 0), SEI_NODE_PARAGRAPH, "導入の文。");
    add_chapter(&b, part, "甲章", 3);
    run(&b);
    CHECK_INT(page_of(&b, "導入の文。"), 0);
    CHECK(find_furniture(&b.pages->at[0]) != NULL); /* its folio */
    CHECK_INT(page_of(&b, "甲章"), 1);
    CHECK_INT(b.pages->outline_count, 2);
    tear_down(&b);
}

TEST(a_part_in_a_part_is_a_heading) {
    bench b;
    set_up_book(&b);
    set(&b, "text.lines", "20");
    sei_node *inner = add_part(&b, add_part(&b, b.root, "第一部"), "まとまり");
    add_chapter(&b, inner, "甲章", 2);
    add_chapter(&b, inner, "乙章", 2);
    run(&b);
    CHECK_INT(page_of(&b, "まとまり"), 1);
    CHECK_INT(page_of(&b, "甲章"), 1);
    CHECK_INT(page_of(&b, "乙章"), 1);
    CHECK_INT(b.pages->outline_count, 4);
    for (int i = 0; i < 4; i++)
        CHECK_INT(b.pages->outline[i].depth, i < 3 ? i + 1 : 3);
    tear_down(&b);
}

TEST(long_chapters_in_a_part_of_a_part_begin_a_page) {
    const char *const words[] = {"auto", "page"};
    for (int w = 0; w < 2; w++) {
        bench b;
        set_up_book(&b);
        set(&b, "chapters.break", words[w]);
        sei_node *inner = add_part(&b, add_part(&b, b.root, "第一部"), "まとまり");
        add_chapter(&b, inner, "甲章", 18);
        add_headed_chapter(&b, inner, "乙章", 18);
        run(&b);
        CHECK_INT(page_of(&b, "甲章"), 1); /* below the title of its part */
        const sei_page *page = &b.pages->at[page_of(&b, "乙章")];
        CHECK_INT(sei_str_equal(page->draws[0].as.run.run->text, SEI_STR("乙章")), w == 0);
        tear_down(&b);
    }
}

TEST(parts_need_no_page) {
    bench b;
    set_up_book(&b);
    set(&b, "parts.page", "no");
    for (int i = 0; i < 2; i++)
        add_chapter(&b, add_part(&b, b.root, i == 0 ? "第一部" : "第二部"), "章", 2);
    run(&b);
    CHECK_INT(b.pages->count, 2);
    CHECK_INT(page_of(&b, "第二部"), 1);
    tear_down(&b);
}

TEST(a_chapter_headed_by_itself_opens_like_any_other) {
    bench b;
    set_up_book(&b);
    add_headed_chapter(&b, b.root, "甲章", 12);
    add_headed_chapter(&b, b.root, "乙章", 3);
    run(&b);
    CHECK_INT(page_of(&b, "乙章"), 2);
    CHECK_INT(b.pages->outline_count, 2);
    CHECK_STR(b.pages->outline[1].title, "乙章");
    int titles = 0;
    for (uint32_t i = 0; i < b.pages->at[2].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[2].draws[i];
        titles += draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_CONTENT &&
                  sei_str_equal(draw->as.run.run->text, SEI_STR("乙章"));
    }
    CHECK_INT(titles, 1);
    tear_down(&b);
}

TEST(a_title_has_the_style_of_its_depth) {
    bench b;
    set_up_book(&b);
    set(&b, "headings.1.size", "16pt");
    set(&b, "headings.2.size", "13pt");
    add_chapter(&b, b.root, "甲章", 2);
    add_chapter(&b, add_part(&b, b.root, "部"), "乙章", 2);
    run(&b);
    const char *const titles[] = {"甲章", "乙章"};
    const sei_length sizes[] = {PT(16), PT(13)};
    for (uint32_t t = 0; t < 2; t++) {
        const sei_page *page = &b.pages->at[page_of(&b, titles[t])];
        CHECK_INT(page->draws[0].as.run.run->size, sizes[t]);
    }
    tear_down(&b);
}

TEST(many_short_chapters_run_on) {
    for (int count = 30; count <= 31; count++) {
        bench b;
        set_up_book(&b);
        set(&b, "text.lines", "20");
        set(&b, "headings.1.break", "page");
        for (int i = 0; i < count; i++)
            add_headed_chapter(&b, b.root, "短い", 1);
        run(&b);
        CHECK_INT(b.pages->count<30, count> 30);
        tear_down(&b);
    }
}

TEST(the_style_says_where_chapters_begin) {
    const char *const words[] = {"none", "page", "recto"};
    for (int w = 0; w < 3; w++) {
        bench b;
        set_up_book(&b);
        set(&b, "chapters.break", words[w]);
        add_chapter(&b, b.root, "甲章", 1);
        add_chapter(&b, b.root, "乙章", 1);
        run(&b);
        CHECK_INT(page_of(&b, "乙章"), w);
        tear_down(&b);
    }
}

TEST(running_heads_name_part_chapter_and_section) {
    bench b;
    set_up_book(&b);
    set(&b, "head.verso", "\"{title}/{part}\"");
    set(&b, "head.recto", "\"{chapter}/{section}\"");
    add_chapter(&b, b.root, "序", 12);
    sei_node *part = add_part(&b, b.root, "部");
    add_chapter(&b, part, "章", 0);
    add_heading(&b, 3, "節");
    add_lines(&b, b.chapter, 25);
    run(&b);
    CHECK(find_furniture(&b.pages->at[1]) != NULL);
    CHECK_STR(find_furniture(&b.pages->at[1])->as.run.run->text, "題/");
    CHECK_STR(find_furniture(&b.pages->at[4])->as.run.run->text, "章/節");
    CHECK_STR(find_furniture(&b.pages->at[5])->as.run.run->text, "題/部");
    tear_down(&b);
}

TEST(titles_are_numbered_with_the_headings) {
    bench b;
    set_up_book(&b);
    set(&b, "parts.number", "\"第{1}部\"");
    set(&b, "headings.1.number", "\"{1}.\"");
    set(&b, "headings.2.number", "\"第{2}章\"");
    set(&b, "headings.3.number", "\"{2}.{3}\"");
    add_chapter(&b, b.root, "序", 1);
    sei_node *part = add_part(&b, b.root, "部");
    add_chapter(&b, part, "甲", 1);
    add_heading(&b, 3, "節");
    add_headed_chapter(&b, part, "乙", 1);
    add_heading(&b, 3, "節");
    add_part(&b, part, "丙");
    run(&b);
    const char *const titles[] = {"1.　序",    "第1部　部", "第1章　甲", "1.1　節",
                                  "第2章　乙", "2.1　節",   "第3章　丙"};
    CHECK_INT(b.pages->outline_count, 7);
    for (uint32_t i = 0; i < 7; i++)
        CHECK_STR(b.pages->outline[i].title, titles[i]);
    tear_down(&b);
}

TEST(a_book_of_one_note_says_its_title_once) {
    for (int has_page = 0; has_page < 2; has_page++) {
        bench b;
        set_up_book(&b);
        set(&b, "front", has_page ? "[title-page]" : "[]");
        set(&b, "headings.1.number", "\"{1}.\"");
        add_chapter(&b, b.root, "題", 1);
        run(&b);
        int titles = 0;
        for (uint32_t p = 0; p < b.pages->count; p++) {
            for (uint32_t i = 0; i < b.pages->at[p].draw_count; i++) {
                const sei_draw *draw = &b.pages->at[p].draws[i];
                titles += draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_CONTENT &&
                          sei_str_equal(draw->as.run.run->text, SEI_STR("題"));
            }
        }
        CHECK_INT(titles, 1);
        CHECK_INT(b.pages->outline_count, 0);
        tear_down(&b);
    }
}

TEST(contents_list_every_chapter_and_shallow_headings) {
    bench b;
    set_up_book(&b);
    set(&b, "front", "[contents]");
    set(&b, "contents.depth", "2");
    set(&b, "text.lines", "20");
    sei_node *inner = add_part(&b, add_part(&b, b.root, "部"), "まとまり");
    add_chapter(&b, inner, "甲章", 1);
    add_heading(&b, 4, "出ない節");
    add_headed_chapter(&b, inner, "乙章", 1);
    add_chapter(&b, b.root, "丙章", 1);
    add_heading(&b, 2, "出る節");
    run(&b);
    CHECK_INT(b.pages->at[0].link_count, 6);
    const uint32_t last = b.pages->at[0].links[5].anchor;
    const sei_page_anchor *anchor = sei_pages_find_anchor(b.pages, last);
    CHECK(anchor != NULL && anchor->page + 1 == b.pages->count);
    tear_down(&b);
}

TEST(notes_are_numbered_by_chapter_or_book) {
    for (int is_book = 0; is_book < 2; is_book++) {
        bench b;
        set_up_book(&b);
        set(&b, "footnotes.numbering", is_book ? "book" : "chapter");
        for (int i = 0; i < 2; i++) {
            sei_node *chapter = add_chapter(&b, b.root, i == 0 ? "甲章" : "乙章", 1);
            sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
            add_note(&b, chapter->first, notes, i == 0 ? "一の注" : "二の注");
            sei_node_append(chapter, notes);
        }
        run(&b);
        sei_length x, y;
        CHECK_INT(find_text(&b, is_book ? "2)" : "1)", &x, &y), is_book ? 1 : 0);
        CHECK_INT(find_text(&b, "2)", &x, &y), is_book ? 1 : -1);
        tear_down(&b);
    }
}

TEST(chapters_on_one_page_go_on_counting_their_notes) {
    bench b;
    set_up_book(&b);
    set(&b, "chapters.break", "none");
    for (int i = 0; i < 3; i++) {
        sei_node *chapter = add_chapter(&b, b.root, "章", 1);
        sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
        add_note(&b, chapter->first, notes, "注");
        add_note(&b, chapter->first, notes, "注");
        sei_node_append(chapter, notes);
    }
    run(&b);
    const char *const labels[] = {"1)", "2)", "3)", "4)", "5)", "6)"};
    sei_length x, y;
    for (int i = 0; i < 6; i++)
        CHECK(find_text(&b, labels[i], &x, &y) >= 0);
    tear_down(&b);
}

TEST(the_map_follows_all_chapters) {
    bench b;
    set_up_book(&b);
    sei_node *part = add_part(&b, b.root, "部");
    add_chapter(&b, part, "甲章", 12);
    add_chapter(&b, part, "乙章", 12);
    run(&b);
    CHECK_INT(b.pages->map.count, b.pages->count);
    for (size_t i = 1; i < b.pages->map.count; i++) {
        const sei_page_map_entry *before = &b.pages->map.entries[i - 1];
        const sei_page_map_entry *entry = &b.pages->map.entries[i];
        CHECK(before->node < entry->node ||
              (before->node == entry->node && before->offset < entry->offset));
    }
    tear_down(&b);
}

static uint32_t roll(uint32_t *seed, uint32_t sides) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % sides;
}

/* Parts, titled, headed and untitled chapters in any order, nested to any depth; `anchors` has a
 * target for each. */
static void grow_book(bench *b, uint32_t *seed, sei_anchor *anchors, int count) {
    sei_node *open = b->root;
    for (int i = 0; i < count; i++) {
        while (open->kind == SEI_NODE_PART && roll(seed, 3) == 0)
            open = open->parent;
        sei_node *made;
        if (roll(seed, 3) == 0 && (open->kind == SEI_NODE_BOOK || open->as.chapter.depth < 6))
            made = open = add_part(b, open, "部");
        else if (roll(seed, 2) == 0)
            made = add_headed_chapter(b, open, "章", (int)roll(seed, 12));
        else
            made = add_chapter(b, open, roll(seed, 2) ? "章" : "", (int)roll(seed, 12));
        made->as.chapter.depth = made->as.chapter.depth < 6 ? made->as.chapter.depth : 6;
        anchors[i].node = made;
        made->anchor = (uint32_t)i + 1;
    }
}

/* The outline skips no depth, and every part and chapter has its place, in their order. */
TEST(any_book_is_laid) {
    const char *const breaks[] = {"auto", "none", "page", "recto"};
    for (uint32_t round = 1; round <= 32; round++) {
        bench b;
        uint32_t seed = round;
        sei_anchor anchors[60];
        set_up_book(&b);
        set(&b, "front", "[contents]");
        set(&b, "chapters.break", breaks[round % 4]);
        set(&b, "parts.page", round % 3 == 0 ? "no" : "yes");
        set(&b, "headings.3.break", round % 5 == 0 ? "page" : "none");
        grow_book(&b, &seed, anchors, 60);
        b.book.anchors = anchors;
        b.book.anchor_count = 60;
        run(&b);
        for (uint32_t i = 0; i < b.pages->outline_count; i++) {
            const sei_outline_entry *entry = &b.pages->outline[i];
            CHECK(entry->depth >= 1 && entry->depth <= (i > 0 ? entry[-1].depth + 1 : 1));
            CHECK(i == 0 || entry->page >= entry[-1].page);
        }
        uint32_t page = 0;
        for (uint32_t anchor = 1; anchor <= 60; anchor++) {
            const sei_page_anchor *place = sei_pages_find_anchor(b.pages, anchor);
            CHECK(place != NULL && place->page >= page);
            page = place->page;
        }
        tear_down(&b);
    }
}

int main(void) {
    RUN(a_part_has_a_title_page_without_head_and_folio);
    RUN(a_part_may_begin_on_a_recto);
    RUN(text_without_a_title_goes_on_below_the_one_above);
    RUN(a_part_in_a_part_is_a_heading);
    RUN(long_chapters_in_a_part_of_a_part_begin_a_page);
    RUN(parts_need_no_page);
    RUN(a_chapter_headed_by_itself_opens_like_any_other);
    RUN(a_title_has_the_style_of_its_depth);
    RUN(many_short_chapters_run_on);
    RUN(the_style_says_where_chapters_begin);
    RUN(running_heads_name_part_chapter_and_section);
    RUN(titles_are_numbered_with_the_headings);
    RUN(a_book_of_one_note_says_its_title_once);
    RUN(contents_list_every_chapter_and_shallow_headings);
    RUN(notes_are_numbered_by_chapter_or_book);
    RUN(chapters_on_one_page_go_on_counting_their_notes);
    RUN(the_map_follows_all_chapters);
    RUN(any_book_is_laid);
    return TEST_RESULT();
}
