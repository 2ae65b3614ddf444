/* Map notes → books: what is a part, a chapter, the map's own text. */
#include "book/many_book.h"

static void notes(const char *const names[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        temp_file(sei_arena_print(&arena, "%s.md", names[i]).at,
                  sei_arena_print(&arena, "text of %s\n", names[i]).at);
    }
}

/* A vault of a map and the notes a, b, c, d. */
static void assemble_map(const char *text) {
    static const char *const names[] = {"a", "b", "c", "d"};
    temp_start();
    notes(names, 4);
    temp_file("map.md", text);
    assemble_many(SEI_ASSEMBLE_MAP, "map.md");
}

TEST(headings_are_parts_and_listed_links_chapters) {
    assemble_map("# The book\n\n## One\n\n- [[a]]\n- [[b]]\n\n#### Two\n\n1. [c](c.md)\n\n"
                 "## Three\n\n![[d]]\n");
    CHECK_STR(book->info.title, "The book");
    CHECK_STR(outline(), "1 part One\n"
                         "  2 chapter! a\n"
                         "  2 chapter! b\n"
                         "  2 part Two\n"
                         "    3 chapter! c\n"
                         "1 part Three\n"
                         "  2 chapter! d\n");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(nested_items_stand_one_deeper) {
    assemble_map("- [[a]]\n\t- [[b]]\n\t\t- [[c]]\n- [[d]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n"
                          "  2 chapter! b\n"
                          "    3 chapter! c\n"
                          "1 chapter! d\n");
    temp_end();
}

TEST(an_item_without_a_link_over_others_is_a_part) {
    assemble_map("- 第Ⅰ部\n\t- [[a]]\n\t- 節\n\t\t- [[b]]\n- [[c]]\n");
    CHECK_STR(chapters(), "1 part 第Ⅰ部\n"
                          "  2 chapter! a\n"
                          "  2 part 節\n"
                          "    3 chapter! b\n"
                          "1 chapter! c\n");
    temp_end();
}

TEST(paragraphs_of_links_list_chapters) {
    assemble_map("[[a]] | [[b]]\n[[c]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n1 chapter! b\n1 chapter! c\n");
    temp_end();
}

TEST(links_in_prose_list_nothing) {
    assemble_map("まず[[a]]を読む。\n\n- [[b]]\n");
    CHECK_STR(chapters(), "1 chapter \n1 chapter! b\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root->first), "まずaを読む。");
    temp_end();
}

TEST(an_item_with_a_remark_lists_its_first_link) {
    assemble_map("- 1. [[a]]：[[b]]の前に読む #未完\n\t- 覚え書き\n- [x] [[c]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n1 chapter! c\n");
    CHECK_STR(whole_text(), "text of a text of c");
    CHECK_INT(sei_diags_count(&diags, SEI_SEVERITY_WARNING), 1);
    CHECK_INT(diags.at[0].id, SEI_DIAG_MAP_REMARK);
    temp_end();
}

TEST(cells_and_callouts_list_too) {
    assemble_map("| 章 | 内容 |\n|--|--|\n| [[a]] | [[b]]の前に |\n\n"
                 "> [!info] 第Ⅱ部\n> - [[c]]\n\n> [[d]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n1 part 第Ⅱ部\n  2 chapter! c\n1 chapter! d\n");
    temp_end();
}

TEST(a_heading_that_is_a_link_is_a_chapter) {
    assemble_map("# T\n\n## [[a]]\n\n- [[b]]\n\n## [[c]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n  2 chapter! b\n1 chapter! c\n");
    temp_end();
}

TEST(an_alias_is_the_title) {
    temp_start();
    temp_file("x/a.md", "# 元の題\n\n本文\n");
    temp_file("x/b.md", "本文\n");
    temp_file("x/c.md", "# 三\n");
    temp_file("map.md", "- [[x/a|第1章]]\n- [第2章](x/b.md)\n- [[x/c|c]]\n");
    assemble_many(SEI_ASSEMBLE_MAP, "map.md");
    CHECK_STR(outline(), "1 chapter 第1章\n"
                         "1 heading 第1章\n"
                         "1 chapter! 第2章\n"
                         "1 chapter 三\n"
                         "1 heading 三\n");
    temp_end();
}

TEST(a_heading_of_a_note_is_a_chapter) {
    temp_start();
    temp_file("a.md", "# 題\n\n前\n\n### 一\n\n中\n\n#### 二\n\n### 三\n\n後\n");
    temp_file("map.md", "- [[a#一]]\n- [[a#三|終]]\n- [[a#題#一]]\n- [[a#無]]\n");
    assemble_many(SEI_ASSEMBLE_MAP, "map.md");
    CHECK_STR(chapters(), "1 chapter 一\n1 chapter 終\n1 chapter 題\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root->first), "一 中 二");
    CHECK_STR(messages(), "map.md:3:3: warning: \"a\" is listed twice; it is a chapter where it is "
                          "listed first [chapter-duplicate]\n"
                          "map.md:4:3: warning: no heading \"無\" in \"a\"; the whole note is the "
                          "chapter [heading-missing]\n");
    temp_end();
}

TEST(a_note_listed_twice_is_a_chapter_once) {
    assemble_map("- [[a]]\n\t- [[a#x]]\n- [[b]]\n- [[a|again]]\n");
    CHECK_STR(chapters(), "1 chapter! a\n1 chapter! b\n");
    CHECK_STR(messages(), "map.md:2:4: warning: no heading \"x\" in \"a\"; the whole note is the "
                          "chapter [heading-missing]\n"
                          "map.md:4:3: warning: \"a\" is listed twice; it is a chapter where it is "
                          "listed first [chapter-duplicate]\n");
    temp_end();
}

TEST(a_missing_note_is_reported_and_the_book_goes_on) {
    assemble_map("## P\n\n- [[zz]]\n\t- [[a]]\n- [[yy]]\n");
    CHECK_STR(chapters(), "1 part P\n  2 part zz\n    3 chapter! a\n");
    CHECK_STR(messages(), "map.md:3:3: warning: no note named \"zz\" [link-missing]\n"
                          "map.md:5:3: warning: no note named \"yy\" [link-missing]\n");
    temp_end();
}

TEST(a_map_without_chapters_says_what_to_do) {
    assemble_map("# T\n\nprose\n\n- item\n");
    CHECK(!book);
    CHECK_INT(book_status.code, SEI_FAILED_INPUT);
    CHECK(strstr(book_status.message, "lists no note") != NULL);
    temp_end();
}

TEST(own_text_opens_the_book_and_its_parts) {
    assemble_map("はじめの文\n\n# T\n\n序\n\n## P\n\n導入\n\n---\n\n- [[a]]\n");
    CHECK_STR(book->info.title, "T");
    CHECK_STR(chapters(), "1 chapter \n1 chapter \n1 part P\n  2 chapter \n  2 chapter! a\n");
    CHECK_STR(whole_text(), "はじめの文 序 導入 text of a");
    temp_end();
}

TEST(rules_between_listings_are_no_text) {
    assemble_map("***\n\n---\n\n- [[a]]\n\n---\n\n- [[b]]\n\n---\n\n文\n\n---\n");
    CHECK_STR(chapters(), "1 chapter! a\n1 chapter! b\n1 chapter \n");
    CHECK(book->root->last->first->kind == SEI_NODE_PARAGRAPH);
    CHECK(book->root->last->first == book->root->last->last);
    temp_end();
}

#define HOUSEKEEPING                                                                               \
    "# T\n\n序\n\n- [[a]]\n- 未執筆の章\n\nあとの文\n\n## 更新履歴\n\n"              \
    "- 5月\n\n### 古い\n\n---\n\n## P\n\n- [[b]]\n"

TEST(housekeeping_is_kept) {
    assemble_map(HOUSEKEEPING);
    CHECK_STR(outline(), "1 chapter \n"
                         "1 chapter! a\n"
                         "1 chapter \n"
                         "1 chapter \n"
                         "1 chapter 更新履歴\n"
                         "1 heading 更新履歴\n"
                         "  2 heading 古い\n"
                         "1 part P\n"
                         "  2 chapter! b\n");
    CHECK_STR(whole_text(), "序 text of a 未執筆の章 あとの文 更新履歴 5月 古い text of b");
    temp_end();
}

TEST(housekeeping_can_be_dropped) {
    assemble_map("---\nseihon: { map-text: drop }\n---\n" HOUSEKEEPING);
    CHECK_STR(chapters(), "1 chapter \n1 chapter! a\n1 part P\n  2 chapter! b\n");
    CHECK_STR(whole_text(), "序 text of a text of b");
    CHECK_INT(wishes.setting_count, 0);
    CHECK_STR(messages(), "");
    temp_end();
}

int main(void) {
    RUN(headings_are_parts_and_listed_links_chapters);
    RUN(nested_items_stand_one_deeper);
    RUN(an_item_without_a_link_over_others_is_a_part);
    RUN(paragraphs_of_links_list_chapters);
    RUN(links_in_prose_list_nothing);
    RUN(an_item_with_a_remark_lists_its_first_link);
    RUN(cells_and_callouts_list_too);
    RUN(a_heading_that_is_a_link_is_a_chapter);
    RUN(an_alias_is_the_title);
    RUN(a_heading_of_a_note_is_a_chapter);
    RUN(a_note_listed_twice_is_a_chapter_once);
    RUN(a_missing_note_is_reported_and_the_book_goes_on);
    RUN(a_map_without_chapters_says_what_to_do);
    RUN(own_text_opens_the_book_and_its_parts);
    RUN(rules_between_listings_are_no_text);
    RUN(housekeeping_is_kept);
    RUN(housekeeping_can_be_dropped);
    return TEST_RESULT();
}
