/* Book files → books, and every way that they can be wrong. */
#include "base/glob.h"
#include "book/many_book.h"

/* A vault with a book file "b/book.yaml" and a few notes. */
static void assemble_file(const char *yaml) {
    temp_start();
    temp_file("b/第1章.md", "# 一\n\n文\n\n## 節\n");
    temp_file("b/第2章.md", "文\n");
    temp_file("付録.md", "# 付録\n\n前\n\n## 付録A\n\nあ\n\n## 付録B\n\nい\n");
    temp_file("b/コラム/10.md", "---\ntitle: い\ncreated: 2024-05-01\n---\n");
    temp_file("b/コラム/9.md", "---\ntitle: ろ\ncreated: 2024-06-01\n---\n");
    temp_file("b/コラム/深い/8.md", "---\ntitle: は\ndate: 2024/4/1\n---\n");
    temp_file("b/book.yaml", yaml);
    assemble_many(SEI_ASSEMBLE_FILE, "b/book.yaml");
}

TEST(a_book_file_says_what_the_book_is) {
    assemble_file("title: 題\nsubtitle: 副題\nauthors: [甲, 乙]\nlanguage: zh-Hant-TW\n"
                  "identifier: urn:isbn:1\ndate: 2024-11-29\npublisher: 社\nrights: 権\n"
                  "description: 説\nstyle: a5-booklet\nset: { text.size: 10pt }\nimpose: saddle\n"
                  "breaks: markdown\ncontents: [第1章.md]\n"
                  "output: { pdf: out/a.pdf, epub: out/a.epub }\n");
    CHECK_STR(messages(), "");
    CHECK_STR(book->info.title, "題");
    CHECK_STR(book->info.subtitle, "副題");
    CHECK_INT(book->info.author_count, 2);
    CHECK_STR(book->info.lang_tag, "zh-Hant-TW");
    CHECK_STR(book->info.identifier, "urn:isbn:1");
    CHECK_STR(book->info.date, "2024-11-29");
    CHECK_STR(book->info.publisher, "社");
    CHECK_STR(book->info.rights, "権");
    CHECK_STR(book->info.description, "説");
    CHECK_STR(wishes.style, "a5-booklet");
    CHECK_STR(wishes.impose, "saddle");
    CHECK_INT(wishes.setting_count, 1);
    CHECK_STR(wishes.pdf, "out/a.pdf");
    CHECK_STR(wishes.epub, "out/a.epub");
    temp_end();
}

TEST(contents_are_notes_parts_and_patterns) {
    assemble_file("contents:\n  - 第1章.md\n  - part: 第Ⅰ部\n    contents:\n      - 第2章\n"
                  "      - part: 内\n        contents: [{ glob: \"コラム/*.md\" }]\n"
                  "  - { note: 付録.md, heading: 付録A, level: 1 }\n"
                  "  - \"[[付録#付録B|終わり]]\"\n");
    CHECK_STR(book->info.title, "book");
    CHECK_STR(outline(), "1 chapter 一\n"
                         "1 heading 一\n"
                         "  2 heading 節\n"
                         "1 part 第Ⅰ部\n"
                         "  2 chapter! 第2章\n"
                         "  2 part 内\n"
                         "    3 chapter! ろ\n"
                         "    3 chapter! い\n"
                         "1 chapter 付録A\n"
                         "1 heading 付録A\n"
                         "1 chapter 終わり\n"
                         "1 heading 終わり\n");
    CHECK_STR(messages(), "");
    temp_end();
}

static void check_sort(const char *entry, const char *expected) {
    assemble_file(sei_str_from(entry).at);
    sei_buf out;
    sei_buf_init(&out, &memory);
    for (const sei_node *node = book ? book->root->first : NULL; node; node = node->next)
        sei_buf_add(&out, node->as.chapter.title);
    CHECK_STR(kept(&out), expected);
    temp_end();
}

TEST(patterns_are_sorted) {
    check_sort("contents: [{ glob: \"コラム/**\" }]", "はろい");
    check_sort("contents: [{ glob: \"コラム/**\", sort: path }]", "ろいは");
    check_sort("contents: [{ glob: \"コラム/**\", sort: title }]", "いはろ");
    check_sort("contents: [{ glob: \"コラム/**\", sort: created }]", "はいろ");
    check_sort("contents: [{ glob: \"コラム/?.md\", sort: modified }]", "ろ");
    check_sort("contents: [{ glob: \"*.md\" }]", "一第2章");
    check_sort("contents: [{ glob: \"b/**/8.md\" }]", "は"); /* below the vault's root */
}

TEST(a_level_stands_within_its_part) {
    assemble_file("contents:\n  - 第1章\n  - { note: 第2章, level: 2 }\n"
                  "  - { note: 付録, level: 3, title: 附 }\n");
    CHECK_STR(chapters(), "1 chapter 一\n  2 chapter! 第2章\n    3 chapter 附\n");
    temp_end();
    assemble_file("contents:\n  - 第1章\n  - { note: 第2章, level: 3 }\n"
                  "  - part: p\n    contents: [{ note: 付録, level: 1 }]\n");
    CHECK(!book && book_status.code == SEI_FAILED_USAGE);
    CHECK_STR(messages(), "b/book.yaml:3:25: error: level can be 1 to 2 here [book-file]\n"
                          "b/book.yaml:5:35: error: level can be 2 here [book-file]\n");
    temp_end();
}

TEST(what_is_missing_is_reported_and_the_book_goes_on) {
    assemble_file("contents:\n  - 第1章\n  - 第3章\n  - { glob: \"無/*\" }\n  - 第1章.md\n"
                  "  - { note: 付録, heading: 無 }\n");
    CHECK_STR(chapters(), "1 chapter 一\n1 chapter 付録\n");
    CHECK_STR(messages(),
              "b/book.yaml:3:5: warning: \"第3章\" names no note; did you mean \"第1章\"? "
              "[chapter-missing]\n"
              "b/book.yaml:4:13: warning: no note matches \"無/*\" [chapter-missing]\n"
              "b/book.yaml:5:5: warning: \"第1章\" is listed twice; it is a chapter where it is "
              "listed first [chapter-duplicate]\n"
              "b/book.yaml:6:13: warning: no heading \"無\" in \"付録\"; the whole note is the "
              "chapter [heading-missing]\n");
    temp_end();
}

static void check_error(const char *yaml, const char *message) {
    assemble_file(yaml);
    CHECK(!book && book_status.code == SEI_FAILED_USAGE);
    sei_str all = messages();
    sei_str expected = sei_arena_print(&arena, "b/book.yaml:%s [book-file]\n", message);
    CHECK_STR(all, expected.at);
    temp_end();
}

TEST(errors_have_a_place_and_the_nearest_name) {
    check_error("titel: a\ncontents: [第1章]\n",
                "1:1: error: unknown key \"titel\", did you mean \"title\"?");
    check_error("wholly-other: a\ncontents: [第1章]\n", "1:1: error: unknown key \"wholly-other\"");
    check_error("title: [a]\ncontents: [第1章]\n", "1:8: error: title is a text");
    check_error("authors: { a: b }\ncontents: [第1章]\n",
                "1:10: error: authors is a text or a list of texts");
    check_error("contents: 第1章\n", "1:11: error: contents is a list");
    check_error("contents:\n", "1:1: error: there are no contents; list the book's notes "
                               "under \"contents:\"");
    check_error("contents:\n  - part: p\n    content: [第1章]\n",
                "3:5: error: unknown key \"content\", did you mean \"contents\"?");
    check_error("contents:\n  - { file: 第1章 }\n",
                "2:5: error: an entry of contents is a note's name (\"[[…]]\" in quotes), or a map "
                "with note, part or glob");
    check_error("contents:\n  - [[第1章]]\n",
                "2:5: error: an entry of contents is a note's name (\"[[…]]\" in quotes), or a map "
                "with note, part or glob");
    check_error("contents:\n  - 第1章\n  - { glob: \"*\", sort: size }\n",
                "3:24: error: sort is \"size\"; it can be name, path, title, created or modified");
    check_error("contents: [第1章]\noutput: { pfd: x }\n",
                "2:11: error: unknown key \"pfd\", did you mean \"pdf\"?");
    check_error("contents: [第1章\n", "2:1: error: this is not valid YAML: did not find expected "
                                      "',' or ']'");
    check_error("- 第1章\n",
                "1:1: error: a book file is a map of \"name: value\" lines, with contents as one");
}

TEST(a_cover_is_found_as_a_link_is) {
    assemble_file("cover: 無.png\ncontents: [第1章]\n");
    CHECK_INT(book->cover, 0);
    CHECK_STR(messages(), "b/book.yaml:1:8: warning: no image named \"無.png\" for the cover "
                          "[image-missing]\n");
    temp_end();
}

TEST(a_file_that_lists_nothing_there_is_refused) {
    assemble_file("contents: [無, { part: p, contents: [無い] }]\n");
    CHECK(!book && book_status.code == SEI_FAILED_INPUT);
    temp_end();
}

static bool matches(const char *pattern, const char *path) {
    size_t steps = 10000;
    return sei_glob_match(sei_str_from(pattern), sei_str_from(path), &steps);
}

TEST(patterns_match_as_shells_do) {
    CHECK(matches("*.md", "a.md") && !matches("*.md", "a/b.md") && !matches("*.md", "a.mdx"));
    CHECK(matches("?.md", "章.md") && !matches("?.md", "二章.md") && !matches("?", ""));
    CHECK(matches("a/**/b.md", "a/b.md") && matches("a/**/b.md", "a/x/y/b.md"));
    CHECK(!matches("a/**/b.md", "a/x/b.md/c") && !matches("a/**/b.md", "ab.md"));
    CHECK(matches("**", "a/b") && matches("a/**", "a/b/c") && !matches("a/**", "b/a/c"));
    CHECK(matches("**/x*y/**/z", "q/xy/z") && matches("**/x*y/**/z", "xay/x1y/p/z"));
    CHECK(matches("*a*b*c", "xaybzc") && !matches("*a*b*c", "xaybzcd") && matches("a**", "ab"));
    CHECK(!matches("a/b", "a") && !matches("a", "a/b") && !matches("", "a") && matches("", ""));
}

TEST(a_hostile_pattern_ends) {
    char pattern[201], path[4001];
    memset(path, 'a', sizeof path - 1);
    for (size_t i = 0; i + 1 < sizeof pattern; i += 2)
        memcpy(&pattern[i], "a*", 2);
    pattern[sizeof pattern - 1] = '\0';
    pattern[sizeof pattern - 2] = 'b';
    path[sizeof path - 1] = '\0';
    size_t steps = 1000;
    CHECK(!sei_glob_match(sei_str_from(pattern), sei_str_from(path), &steps));
    CHECK_INT(steps, 0);
    CHECK(!sei_glob_match(SEI_STR("a"), SEI_STR("a"), &steps));
}

int main(void) {
    RUN(a_book_file_says_what_the_book_is);
    RUN(contents_are_notes_parts_and_patterns);
    RUN(patterns_are_sorted);
    RUN(a_level_stands_within_its_part);
    RUN(what_is_missing_is_reported_and_the_book_goes_on);
    RUN(errors_have_a_place_and_the_nearest_name);
    RUN(a_cover_is_found_as_a_link_is);
    RUN(a_file_that_lists_nothing_there_is_refused);
    RUN(patterns_match_as_shells_do);
    RUN(a_hostile_pattern_ends);
    return TEST_RESULT();
}
