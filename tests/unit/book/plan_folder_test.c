/* Folders → books: natural order, index notes, parts, what is left out. */
#include "book/many_book.h"
#include "book/order.h"

static void note(const char *path, const char *text) {
    temp_file(path, text);
}

TEST(notes_come_in_natural_order) {
    temp_start();
    note("第10章.md", "");
    note("第2章.md", "");
    note("第１章.md", "");
    note("第三章.md", "");
    note("第十二章.md", "");
    note("Beta.md", "");
    note("alpha.md", "");
    note("一般.md", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(chapters(), "1 chapter! alpha\n"
                          "1 chapter! Beta\n"
                          "1 chapter! 一般\n"
                          "1 chapter! 第１章\n"
                          "1 chapter! 第2章\n"
                          "1 chapter! 第三章\n"
                          "1 chapter! 第10章\n"
                          "1 chapter! 第十二章\n");
    temp_end();
}

static void check_key(const char *name, const char *key) {
    CHECK_STR(sei_order_key(&arena, sei_str_from(name)), key);
}

TEST(han_numerals_count_where_they_are_numbers) {
    temp_start();
    check_key("第二十三回", "第23回");
    check_key("第千二百章", "第1200章");
    check_key("二〇二四", "2024");
    check_key("三、道", "3、道");
    check_key("七節", "7節");
    check_key("三井", "三井");
    check_key("統一章程", "統一章程");
    check_key("第〇〇〇〇〇〇〇〇〇〇〇〇〇話", "第〇〇〇〇〇〇〇〇〇〇〇〇〇話");
    temp_end();
}

TEST(folders_are_parts) {
    temp_start();
    note("本/1 序.md", "");
    note("本/2 本編/a.md", "");
    note("本/2 本編/10 深い/b.md", "");
    note("本/3 跋.md", "");
    note("外.md", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "本/");
    CHECK_STR(book->info.title, "本");
    CHECK_STR(chapters(), "1 chapter! 1 序\n"
                          "1 part 2 本編\n"
                          "  2 part 10 深い\n"
                          "    3 chapter! b\n"
                          "  2 chapter! a\n"
                          "1 chapter! 3 跋\n");
    temp_end();
}

TEST(index_notes_come_first_and_name_their_folder) {
    temp_start();
    note("README.md", "---\ntitle: 本の題\nauthor: 私\nseihon-style: a5-booklet\n---\n序文\n");
    note("x/a.md", "");
    note("x/_index.md", "# 部の題\n\n導入\n\n## 節\n");
    note("y/y.md", "y の文\n");
    note("y/b.md", "");
    note("z.md", "# 隣の題\n");
    note("z/c.md", "");
    note("w/00 前書き.md", "");
    note("w/!.md", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(book->info.title, "本の題");
    CHECK_INT(book->info.author_count, 1);
    CHECK_STR(wishes.style, "a5-booklet");
    CHECK_STR(outline(), "1 chapter \n"
                         "1 part w\n"
                         "  2 chapter! 00 前書き\n"
                         "  2 chapter! !\n"
                         "1 part 部の題\n"
                         "  2 chapter \n"
                         "    3 heading 節\n"
                         "  2 chapter! a\n"
                         "1 part y\n"
                         "  2 chapter \n"
                         "  2 chapter! b\n"
                         "1 part 隣の題\n"
                         "  2 chapter! c\n");
    CHECK_STR(whole_text(), "序文 導入 節 y の文");
    temp_end();
}

TEST(an_index_note_with_sections_is_the_books_first_chapter) {
    temp_start();
    note("b/index.md", "文\n\n## 節\n");
    note("b/a.md", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "b");
    CHECK_STR(book->info.title, "b");
    CHECK_STR(outline(), "1 chapter! b\n"
                         "  2 heading 節\n"
                         "1 chapter! a\n");
    temp_file("b/index.md", "# 題\n\n## 節\n");
    sei_vault_close(&vault);
    assemble_many(SEI_ASSEMBLE_FOLDER, "b");
    CHECK_STR(book->info.title, "題");
    CHECK_STR(outline(), "1 chapter 題\n"
                         "1 heading 題\n"
                         "  2 heading 節\n"
                         "1 chapter! a\n");
    temp_end();
}

TEST(a_folder_of_one_index_note_is_a_chapter) {
    temp_start();
    note("1/index.md", "文\n");
    note("2/readme.md", "# 二章\n\n文\n");
    note("3/a/index.md", "文\n");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(chapters(), "1 chapter! 1\n"
                          "1 chapter 二章\n"
                          "1 part 3\n"
                          "  2 chapter! a\n");
    temp_end();
}

TEST(a_single_index_note_is_the_chapter) {
    temp_start();
    note("v/index.md", "# 題\n");
    assemble_many(SEI_ASSEMBLE_FOLDER, "v");
    CHECK_STR(book->info.title, "v");
    CHECK_STR(chapters(), "1 chapter 題\n");
    temp_end();
}

TEST(what_is_no_chapter_is_left_out) {
    temp_start();
    note(".obsidian/app.json", "{\"userIgnoreFilters\": [\"私/\"]}");
    note(".obsidian/templates.json", "{\"folder\": \"型\"}");
    note(".trash/t.md", "");
    note("私/p.md", "");
    note("型/form.md", "");
    note("図/a.png", "");
    note("a.md", "");
    note("b.canvas", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(chapters(), "1 chapter! a\n");
    sei_vault_close(&vault);
    assemble_many(SEI_ASSEMBLE_FOLDER, "型");
    CHECK_STR(chapters(), "1 chapter! form\n");
    temp_end();
}

TEST(a_folder_without_notes_is_refused) {
    temp_start();
    note("a/x.png", "");
    assemble_many(SEI_ASSEMBLE_FOLDER, "a");
    CHECK(!book && book_status.code == SEI_FAILED_INPUT);
    temp_end();
}

TEST(an_unreadable_note_is_reported) {
    temp_start();
    note("p/a.md", "");
    note("b.md", "");
    CHECK_INT(chmod(temp_path("p/a.md"), 0), 0);
    bool is_root = access(temp_path("p/a.md"), R_OK) == 0; /* root reads everything */
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(chapters(), is_root ? "1 chapter! b\n1 part p\n  2 chapter! a\n" : "1 chapter! b\n");
    CHECK(is_root == (messages().size == 0));
    temp_end();
}

TEST(folders_deeper_than_the_outline_stay_at_its_end) {
    temp_start();
    note("1/2/3/4/5/6/7/8/a.md", "# t\n\n## h\n");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(outline(), "1 part 1\n"
                         "  2 part 2\n"
                         "    3 part 3\n"
                         "      4 part 4\n"
                         "        5 part 5\n"
                         "          6 part 6\n"
                         "          6 part 7\n"
                         "          6 part 8\n"
                         "          6 chapter t\n"
                         "          6 heading t\n"
                         "          6 heading h\n");
    temp_end();
}

int main(void) {
    RUN(notes_come_in_natural_order);
    RUN(han_numerals_count_where_they_are_numbers);
    RUN(folders_are_parts);
    RUN(index_notes_come_first_and_name_their_folder);
    RUN(an_index_note_with_sections_is_the_books_first_chapter);
    RUN(a_folder_of_one_index_note_is_a_chapter);
    RUN(a_single_index_note_is_the_chapter);
    RUN(what_is_no_chapter_is_left_out);
    RUN(a_folder_without_notes_is_refused);
    RUN(an_unreadable_note_is_reported);
    RUN(folders_deeper_than_the_outline_stay_at_its_end);
    return TEST_RESULT();
}
