/* Which files a book of parts and chapters becomes, what their headings and navigation are. */
#include "tree.h"

#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/plan.h"
#include "epub/xhtml.h"

static sei_epub_plan plan;

static void make_plan(const sei_epub_request *request) {
    sei_epub_plan_make(&plan, request);
}

/* An introduction, a part with one, a chapter, a part in the part with a chapter of long text. */
static sei_book many_notes(void) {
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    add_paragraph(add_titled(root, SEI_NODE_CHAPTER, 1, ""), "本の紹介");
    sei_node *part = add_titled(root, SEI_NODE_PART, 1, "部");
    add_paragraph(add_titled(part, SEI_NODE_CHAPTER, 2, ""), "部の紹介");
    sei_node *chapter = add_titled(part, SEI_NODE_CHAPTER, 2, "章");
    add_heading(chapter, 3, "節");
    add_paragraph(add_titled(part, SEI_NODE_CHAPTER, 2, ""), "間の文");
    sei_node *inner = add_titled(part, SEI_NODE_PART, 2, "小さな部");
    inner->anchor = 1;
    sei_node *own = add_titled(inner, SEI_NODE_CHAPTER, 3, "自分の題");
    own->as.chapter.show_title = false;
    add_heading(own, 3, "自分の題");
    add_heading(own, 4, "深い節");
    seal(&book, root);
    return book;
}

TEST(a_chapter_is_a_file_and_a_part_stands_with_its_introduction) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 6);
    sei_str introduction = sei_xhtml_text(&plan, &plan.files[0]);
    sei_str part = sei_xhtml_text(&plan, &plan.files[1]);
    sei_str inner = sei_xhtml_text(&plan, &plan.files[4]);
    CHECK(holds(introduction, "epub:type=\"introduction\" role=\"doc-introduction\""));
    CHECK(holds(introduction, "<title>題</title>"));
    CHECK(holds(part, "epub:type=\"part\" role=\"doc-part\""));
    CHECK(holds(part, "<h1>部</h1>"));
    CHECK(holds(part, "部の紹介"));
    CHECK(!holds(sei_xhtml_text(&plan, &plan.files[3]), "epub:type=\"chapter\""));
    CHECK(holds(inner, "<section id=\"a1\" epub:type=\"part\""));
    CHECK(holds(inner, "<h2>小さな部</h2>"));
}

TEST(a_title_is_printed_once_at_its_depth) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    sei_str chapter = sei_xhtml_text(&plan, &plan.files[2]);
    sei_str own = sei_xhtml_text(&plan, &plan.files[5]);
    CHECK(holds(chapter, "<h2>章</h2>"));
    CHECK(holds(chapter, ">節</h3>"));
    CHECK(holds(own, ">自分の題</h3>"));
    CHECK_INT(count_of(own, "自分の題"), 2); /* <title> and heading */
}

TEST(the_navigation_nests_parts_chapters_and_headings_and_skips_what_has_no_title) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    const char *titles[] = {"部", "章", "節", "小さな部", "自分の題", "深い節"};
    const int depths[] = {1, 2, 3, 2, 3, 4};
    CHECK_INT(plan.entry_count, 6);
    for (size_t i = 0; i < 6 && i < plan.entry_count; i++) {
        CHECK_STR(plan.entries[i].title, titles[i]);
        CHECK_INT(plan.entries[i].depth, depths[i]);
    }
    CHECK_STR(plan.entries[0].href, "text/c002.xhtml");
    CHECK_STR(plan.entries[3].href, "text/c005.xhtml#a1");
}

TEST(what_lies_below_the_printed_depth_is_hidden_and_stays_in_the_menu) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    sei_str nav = sei_navigation_document(&plan);
    CHECK_INT(count_of(nav, "<ol hidden=\"hidden\">"), 1);
    CHECK(sei_str_find(nav, SEI_STR("<ol hidden"), 0) < sei_str_find(nav, SEI_STR("深い節"), 0));
    CHECK(sei_str_find(nav, SEI_STR("自分の題"), 0) < sei_str_find(nav, SEI_STR("<ol hidden"), 0));
    CHECK_INT(count_of(sei_navigation_ncx(&plan), "<navPoint"), 6);
}

TEST(a_book_of_very_many_headings_is_listed_as_deep_as_it_is_printed) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    for (int i = 0; i < 1000; i++) {
        sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "章");
        for (int depth = 2; depth <= 5; depth++)
            add_heading(chapter, depth, "節");
    }
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    style.contents.depth = 2;
    make_plan(&request);
    CHECK_INT(plan.file_count, 1000);
    CHECK_INT(plan.entry_count, 2000);
}

static char *letters(size_t size) {
    char *text = sei_arena_alloc(&arena, size + 1);
    for (size_t i = 0; i < size; i++)
        text[i] = 'a';
    return text;
}

TEST(chapters_split_at_headings_of_depth_one_and_by_size_between_blocks) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "題");
    add_heading(chapter, 1, "一");
    for (int i = 0; i < 9; i++)
        add_paragraph(chapter, letters(50000));
    add_heading(chapter, 1, "二");
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 4);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[0]), "<p>"), 3);
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[1]), "<title>題</title>"));
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[3]), "epub:type=\"chapter\""));
    CHECK(sei_epub_plan_file_of(&plan, chapter->last) == &plan.files[3]);
    CHECK(sei_epub_plan_file_of(&plan, chapter) == &plan.files[0]);
}

TEST(a_list_larger_than_a_file_splits_between_its_items) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "題");
    sei_node *quote = add(chapter, SEI_NODE_QUOTE);
    sei_node *list = add(quote, SEI_NODE_LIST);
    list->as.list.ordered = true;
    list->as.list.start = 5;
    for (int i = 0; i < 5; i++)
        add_paragraph(add(list, SEI_NODE_ITEM), letters(80000));
    add_paragraph(chapter, "後");
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 3);
    sei_str second = sei_xhtml_text(&plan, &plan.files[1]);
    sei_str last = sei_xhtml_text(&plan, &plan.files[2]);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[0]), "<li>"), 2);
    CHECK(holds(second, "<blockquote>\n<ol start=\"7\">"));
    CHECK_INT(count_of(second, "<li>"), 2);
    CHECK(holds(second, "</ol></blockquote>"));
    CHECK(holds(last, "<ol start=\"9\">"));
    CHECK(holds(last, "<p>後</p>"));
    CHECK(sei_epub_plan_file_of(&plan, list->last) == &plan.files[2]);
    CHECK(sei_epub_plan_file_of(&plan, list) == &plan.files[0]);
}

TEST(an_item_that_goes_on_has_no_second_number) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *list = add(add_titled(root, SEI_NODE_CHAPTER, 1, "題"), SEI_NODE_LIST);
    list->as.list.ordered = true;
    list->as.list.start = 1;
    add_paragraph(add(list, SEI_NODE_ITEM), "一");
    sei_node *item = add(list, SEI_NODE_ITEM);
    add_paragraph(item, letters(150000));
    add_paragraph(item, letters(150000));
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 3);
    CHECK(
        holds(sei_xhtml_text(&plan, &plan.files[2]), "<ol start=\"2\">\n<li class=\"continued\">"));
}

static void add_row(sei_node *table, bool is_head, uint32_t more_rows) {
    sei_node *row = add(table, SEI_NODE_ROW);
    row->as.row.is_head = is_head;
    sei_node *cell = add(row, SEI_NODE_CELL);
    cell->as.cell.more_rows = more_rows;
    add_text(cell, is_head ? "頭" : letters(60000));
}

TEST(a_table_larger_than_a_file_has_its_head_in_each) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *table = add(add_titled(root, SEI_NODE_CHAPTER, 1, "題"), SEI_NODE_TABLE);
    table->as.table.column_count = 1;
    add_row(table, true, 0);
    add_row(table, false, 2); /* three rows that stay together */
    add_row(table, false, 0);
    add_row(table, false, 0);
    add_row(table, false, 0);
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 2);
    sei_str second = sei_xhtml_text(&plan, &plan.files[1]);
    CHECK(holds(second, "<thead><tr><th scope=\"col\">頭</th></tr></thead><tbody><tr>"));
    CHECK_INT(count_of(second, "<td>"), 1);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[0]), "<td"), 3);
}

TEST(code_larger_than_a_file_splits_at_its_lines) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "題");
    sei_node *code = add(chapter, SEI_NODE_CODE_BLOCK);
    char *text = letters(200000);
    text[99999] = '\n';
    code->as.code.text = sei_str_from(text);
    static const sei_code_run run = {99990, 20, SEI_CODE_STRING}; /* around the cut */
    code->as.code.runs = &run;
    code->as.code.run_count = 1;
    add_paragraph(chapter, "後");
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(plan.file_count, 2);
    sei_str first = sei_xhtml_text(&plan, &plan.files[0]);
    sei_str second = sei_xhtml_text(&plan, &plan.files[1]);
    CHECK(holds(first, "<span class=\"string\">aaaaaaaaa\n</span></code></pre>"));
    CHECK(holds(second, "<pre><code><span class=\"string\">aaaaaaaaaa</span>aaa"));
    CHECK(holds(second, "<p>後</p>"));
    CHECK(sei_epub_plan_file_of(&plan, code) == &plan.files[0]);
    CHECK(sei_epub_plan_file_of(&plan, chapter->last) == &plan.files[1]);
}

TEST(front_and_back_matter_are_what_the_style_asks_for) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK(!sei_epub_plan_find(&plan, SEI_EPUB_TITLE_PAGE));
    CHECK(!holds(sei_package_opf(&plan), "idref=\"nav\""));
    set_front(SEI_PART_HALF_TITLE);
    set_front(SEI_PART_TITLE_PAGE);
    set_front(SEI_PART_TITLE_PAGE);
    set_front(SEI_PART_CONTENTS);
    style.back[style.back_count++] = SEI_PART_COLOPHON;
    style.back[style.back_count++] = SEI_PART_BACK_COVER;
    make_plan(&request);
    CHECK_INT(plan.file_count, 6 + 4);
    CHECK_INT(plan.text_first, 3);
    CHECK_INT(plan.files[0].kind, SEI_EPUB_HALF_TITLE);
    CHECK_INT(plan.files[2].kind, SEI_EPUB_CONTENTS);
    CHECK_INT(plan.files[9].kind, SEI_EPUB_COLOPHON);
    CHECK(holds(sei_package_opf(&plan), "idref=\"nav\""));
}

TEST(a_book_of_one_chapter_says_its_title_once) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    add_paragraph(add_titled(root, SEI_NODE_CHAPTER, 1, "題"), "文");
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[0]), "<h1>題</h1>"));
    set_front(SEI_PART_TITLE_PAGE);
    make_plan(&request);
    CHECK(holds(sei_xhtml_matter(&plan, &plan.files[0]), "<h1>題</h1>"));
    CHECK(!holds(sei_xhtml_text(&plan, &plan.files[1]), "<h1>"));
    CHECK_INT(plan.entry_count, 1);
    CHECK_STR(plan.entries[0].href, "text/c001.xhtml");
}

TEST(what_is_no_date_is_not_given_as_one) {
    begin_test();
    sei_book book = many_notes();
    sei_epub_request request = request_for(&book);
    const char *const modified[][2] = {{"2024-13-45", "1980-01-01T00:00:00Z"},
                                       {"2024-11", "1980-01-01T00:00:00Z"},
                                       {"2024-11-29", "2024-11-29T00:00:00Z"},
                                       {"2024-11-29T10:30", "2024-11-29T10:30:00Z"},
                                       {"2024-11-29 10:30:07+09:00", "2024-11-29T10:30:07Z"},
                                       {"2024-11-29T99:30", "2024-11-29T00:00:00Z"}};
    for (size_t i = 0; i < sizeof modified / sizeof *modified; i++) {
        book.info.date = sei_str_from(modified[i][0]);
        make_plan(&request);
        CHECK(holds(sei_package_opf(&plan), modified[i][1]));
        CHECK_INT(count_of(sei_package_opf(&plan), "<dc:date>"), i > 1);
    }
}

TEST(titles_carry_the_numbers_of_the_style) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    add_heading(chapter, 1, "始め");
    add_heading(add(chapter, SEI_NODE_QUOTE), 0, "引用");
    add_heading(chapter, 1, "終わり");
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    style.headings[0].number = SEI_STR("第{1}章");
    make_plan(&request);
    CHECK_INT(plan.entry_count, 2);
    CHECK_STR(plan.entries[1].title, "第2章　終わり");
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[1]), ">第2章　終わり</h1>"));
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[0]), ">引用</h2>"));
    book = many_notes();
    style.headings[1].number = SEI_STR("{1}.{2}");
    style.parts.number = SEI_STR("第{1}部");
    make_plan(&request);
    CHECK_STR(plan.entries[0].title, "第1部　部");
    CHECK_STR(plan.entries[1].title, "1.1　章");
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[1]), "<h1>第1部　部</h1>"));
}

TEST(headings_in_a_file_skip_no_level) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *note = new_note(1, "注");
    add_heading(note, 5, "注の題");
    add_mark(add_heading(chapter, 1, "一"), note);
    sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[0]), ">注の題</h2>"));
}

TEST(a_chapter_in_another_language_says_so) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    add_titled(root, SEI_NODE_CHAPTER, 1, "章")->as.chapter.lang = SEI_LANG_JA;
    add_titled(root, SEI_NODE_CHAPTER, 1, "Chapter")->as.chapter.lang = SEI_LANG_EN;
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    make_plan(&request);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[0]), "lang="), 2); /* html alone */
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[1]), " lang=\"en\" xml:lang=\"en\">"));
}

int main(void) {
    begin_tests();
    RUN(a_chapter_is_a_file_and_a_part_stands_with_its_introduction);
    RUN(a_title_is_printed_once_at_its_depth);
    RUN(the_navigation_nests_parts_chapters_and_headings_and_skips_what_has_no_title);
    RUN(what_lies_below_the_printed_depth_is_hidden_and_stays_in_the_menu);
    RUN(a_book_of_very_many_headings_is_listed_as_deep_as_it_is_printed);
    RUN(chapters_split_at_headings_of_depth_one_and_by_size_between_blocks);
    RUN(a_list_larger_than_a_file_splits_between_its_items);
    RUN(an_item_that_goes_on_has_no_second_number);
    RUN(a_table_larger_than_a_file_has_its_head_in_each);
    RUN(code_larger_than_a_file_splits_at_its_lines);
    RUN(front_and_back_matter_are_what_the_style_asks_for);
    RUN(a_book_of_one_chapter_says_its_title_once);
    RUN(what_is_no_date_is_not_given_as_one);
    RUN(titles_carry_the_numbers_of_the_style);
    RUN(headings_in_a_file_skip_no_level);
    RUN(a_chapter_in_another_language_says_so);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
