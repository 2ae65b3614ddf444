/* What holds of every book of many notes: headings below their chapters, titles once, labels and
 * notes of each note its own, links that lead to anchors or are text, languages, limits, growth. */
#include "book/many_book.h"

#include "base/limits.h"
#include "base/os.h"

static void assemble_map(void) {
    assemble_many(SEI_ASSEMBLE_MAP, "map.md");
}

static const sei_node *chapter_at(size_t number) {
    const sei_node *chapter = node_of(SEI_NODE_CHAPTER, NULL);
    for (; number > 0; number--)
        chapter = node_of(SEI_NODE_CHAPTER, chapter);
    return chapter;
}

/* What a link leads to: the node of its anchor. */
static const sei_node *led_to(const sei_node *link) {
    uint32_t anchor = link->as.link.target.anchor;
    return anchor > 0 ? book->anchors[anchor - 1].node : NULL;
}

TEST(headings_shift_below_their_chapter) {
    temp_start();
    temp_file("one.md", "# one\n\n## a\n\n#### b\n\n## c\n");
    temp_file("two.md", "### a\n\n# b\n\n# c\n\n## d\n");
    temp_file("three.md", "---\ntitle: x\n---\n# x\n\n## a\n\n# y\n");
    temp_file("four.md", "# p\n\n## q\n\n### r\n\n#### s\n\n##### t\n\n###### u\n\n> # v\n");
    temp_file("map.md",
              "## P\n\n#### Q\n\n- [[one]]\n- [[two]]\n\n## R\n\n- [[three]]\n- [[four]]\n");
    assemble_map();
    CHECK_STR(outline(), "1 part P\n"
                         "  2 part Q\n"
                         "    3 chapter one\n"
                         "    3 heading one\n"
                         "      4 heading a\n"
                         "        5 heading b\n"
                         "      4 heading c\n"
                         "    3 chapter! two\n"
                         "      4 heading a\n"
                         "      4 heading b\n"
                         "      4 heading c\n"
                         "        5 heading d\n"
                         "1 part R\n"
                         "  2 chapter x\n"
                         "  2 heading x\n"
                         "    3 heading a\n"
                         "    3 heading y\n"
                         "  2 chapter p\n"
                         "  2 heading p\n"
                         "    3 heading q\n"
                         "      4 heading r\n"
                         "        5 heading s\n"
                         "          6 heading t\n"
                         "          6 heading u\n"
                         "  0 heading v\n");
    for (const sei_node *node = node_of(SEI_NODE_HEADING, NULL); node;
         node = node_of(SEI_NODE_HEADING, node))
        CHECK_INT(node->as.heading.level, node->as.heading.depth ? node->as.heading.depth : 3);
    temp_end();
}

TEST(labels_and_notes_belong_to_their_note) {
    temp_start();
    temp_file("a.md", "a1[^1] ^x\n\n## 概要\n\n[[#概要]] [[#^x]]\n\n[^1]: note of a\n");
    temp_file("b.md", "b1[^1] ^x\n\n## 概要\n\n[[#概要]] [[a#^x]] [[a#概要]]\n\n[^1]: note of b\n");
    temp_file("map.md", "- [[a]]\n- [[b]]\n");
    assemble_map();
    const sei_node *a = chapter_at(0), *b = chapter_at(1);
    CHECK_STR(sei_node_plain_text(&arena, a->last), "note of a");
    CHECK_STR(sei_node_plain_text(&arena, b->last), "note of b");
    CHECK_INT(a->last->first->as.note.number, 1);
    CHECK_INT(b->last->first->as.note.number, 1);
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    const sei_node *const expected[] = {a->first->next, a->first, b->first->next, a->first,
                                        a->first->next};
    for (size_t i = 0; i < 5; i++, link = node_of(SEI_NODE_LINK, link))
        CHECK(led_to(link) == expected[i]);
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(links_lead_to_chapters_parts_and_the_books_start) {
    temp_start();
    temp_file("a.md", "[[b]] [[map]] [[map#第Ⅰ部]] [[map#題]] [[c]] [[d]] [[b#B]]\n");
    temp_file("b.md", "# B\n");
    temp_file("c.md", "not in the book\n");
    temp_file("map.md", "# 題\n\n## 第Ⅰ部 ^p\n\n- [[b]]\n\n## 第Ⅱ部\n\n- [[a]]\n");
    assemble_map();
    const sei_node *part = book->root->first;
    const sei_node *const expected[] = {part->first, part, part, part, part->first->first};
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    for (size_t i = 0; i < 5; i++, link = node_of(SEI_NODE_LINK, link))
        CHECK(led_to(link) == expected[i]);
    CHECK(!link);
    CHECK_STR(sei_node_plain_text(&arena, part->next->first),
              "b map map > 第Ⅰ部 map > 題 c d b > B");
    CHECK_STR(messages(), "a.md:1:43: warning: no note named \"d\" [link-missing]\n");
    temp_end();
}

TEST(links_to_an_index_note_lead_to_its_part) {
    temp_start();
    temp_file("p/index.md", "# 部\n");
    temp_file("p/a.md", "[[p/index]] [[index#部]]\n");
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    CHECK(led_to(link) == book->root->first && book->root->first->kind == SEI_NODE_PART);
    CHECK(led_to(node_of(SEI_NODE_LINK, link)) == book->root->first);
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(an_embedded_note_that_is_a_chapter_is_shown_and_linked_there) {
    temp_start();
    temp_file("a.md", "![[b]]\n\n[[b]] [[b#h]]\n");
    temp_file("b.md", "text\n\n## h\n");
    temp_file("map.md", "- [[a]]\n- [[b]]\n");
    assemble_map();
    const sei_node *link = node_of(SEI_NODE_LINK, NULL), *b = chapter_at(1);
    CHECK(node_of(SEI_NODE_EMBEDDED, NULL) != NULL);
    CHECK(led_to(link) == b);
    CHECK(led_to(node_of(SEI_NODE_LINK, link)) == b->first->next);
    temp_end();
}

TEST(chapters_keep_their_language_and_the_map_says_the_books) {
    temp_start();
    temp_file("a.md", "---\nlang: en\nauthor: nobody\nseihon-style: other\n---\nabc\n");
    temp_file("b.md", "かな\n");
    temp_file("map.md",
              "---\nlang: ja\nauthor: 甲\nseihon: { style: a5-booklet }\n---\n- [[a]]\n- [[b]]\n");
    assemble_map();
    CHECK_INT(book->info.lang, SEI_LANG_JA);
    CHECK_INT(chapter_at(0)->as.chapter.lang, SEI_LANG_EN);
    CHECK_INT(chapter_at(1)->as.chapter.lang, SEI_LANG_NONE);
    CHECK_INT(book->info.author_count, 1);
    CHECK_STR(book->info.authors[0], "甲");
    CHECK_STR(wishes.style, "a5-booklet");
    temp_end();
}

TEST(a_chapter_in_another_language_is_known_by_its_text) {
    const char *sentence =
        "This chapter is written in English, and there is enough of it to tell. ";
    temp_start();
    temp_file("long.md", sei_arena_print(&arena, "%s%s%s%s%s%s%s", sentence, sentence, sentence,
                                         sentence, sentence, sentence, sentence)
                             .at);
    temp_file("short.md", sentence);
    temp_file("map.md", "---\nlang: ja\n---\n- [[long]]\n- [[short]]\n");
    assemble_map();
    CHECK_INT(chapter_at(0)->as.chapter.lang, SEI_LANG_EN);
    CHECK_INT(chapter_at(1)->as.chapter.lang, SEI_LANG_NONE);
    temp_end();
}

static sei_str identifier_of(sei_assemble_kind kind, const char *path) {
    temp_start();
    temp_file("b/a.md", "x\n");
    temp_file("b/map.md", "- [[a]]\n");
    temp_file("b/book.yaml", "contents: [a]\n");
    assemble_many(kind, path);
    static char text[64];
    snprintf(text, sizeof text, "%.*s", SEI_STR_ARG(book->info.identifier));
    temp_end();
    return sei_str_from(text);
}

TEST(identifiers_follow_from_the_source) {
    CHECK_STR(identifier_of(SEI_ASSEMBLE_MAP, "b/map.md"),
              "urn:uuid:811d8972-0afa-5287-9c94-1b66f095eb1d");
    CHECK_STR(identifier_of(SEI_ASSEMBLE_NOTE, "b/map.md"),
              "urn:uuid:2efd5631-ee8e-5156-9b42-bdb6a442ecfd");
    CHECK_STR(identifier_of(SEI_ASSEMBLE_FOLDER, "b"),
              "urn:uuid:582a6938-2780-5251-bb31-64c343fd62cd");
    CHECK_STR(identifier_of(SEI_ASSEMBLE_FOLDER, "b/"),
              "urn:uuid:582a6938-2780-5251-bb31-64c343fd62cd");
    CHECK_STR(identifier_of(SEI_ASSEMBLE_FILE, "b/book.yaml"),
              "urn:uuid:0a550421-9fe5-5cf6-95f0-71c51907608c");
}

TEST(a_source_that_is_not_there_is_refused) {
    temp_start();
    assemble_many(SEI_ASSEMBLE_MAP, "none.md");
    CHECK(!book);
    assemble_many(SEI_ASSEMBLE_FILE, "none.yaml");
    CHECK(!book);
    assemble_many(SEI_ASSEMBLE_FOLDER, "none");
    CHECK(!book);
    temp_end();
}

TEST(chapters_are_bounded) {
    temp_start();
    sei_buf map, note;
    sei_buf_init(&map, &memory);
    sei_buf_init(&note, &memory);
    for (size_t i = 0; i < SEI_LIMIT_CHAPTERS + 2; i++) {
        sei_buf_print(&note, "## %zu\n\n", i);
        sei_buf_print(&map, "- [[a#%zu]]\n", i);
    }
    temp_bytes("a.md", note.at, note.size);
    temp_bytes("map.md", map.at, map.size);
    sei_buf_fini(&map);
    sei_buf_fini(&note);
    assemble_map();
    size_t count = 0;
    for (const sei_node *node = book->root->first; node; node = node->next)
        count++;
    CHECK_INT(count, SEI_LIMIT_CHAPTERS);
    CHECK_INT(sei_diags_count(&diags, SEI_SEVERITY_WARNING), 1);
    CHECK(strstr(messages().at, "map.md:20001:3: warning: the book is larger than") != NULL);
    temp_end();
}

TEST(bytes_are_bounded) {
    temp_start();
    size_t size = SEI_LIMIT_BOOK_BYTES / 2 + 2;
    char *comment = malloc(size);
    memset(comment, '%', size);
    memset(comment + 2, ' ', size - 4);
    temp_bytes("1.md", comment, size);
    temp_bytes("2.md", comment, size);
    temp_file("3.md", "");
    free(comment);
    assemble_many(SEI_ASSEMBLE_FOLDER, "");
    CHECK_STR(chapters(), "1 chapter! 1\n1 chapter! 2\n");
    CHECK(strstr(messages().at, "the book is larger than") != NULL);
    temp_end();
}

/* CPU seconds for a book of that many notes, each with headings, links to others and a note. */
static double seconds_for(int count) {
    temp_start();
    sei_buf map;
    sei_buf_init(&map, &memory);
    for (int i = 0; i < count; i++) {
        const char *text =
            sei_arena_print(&arena,
                            "# Note %d\n\nText[^1] with [[n%d]] and [[n%d#Part]].\n\n## Part\n\n"
                            "More text. ^x\n\n![[n%d#^x]]\n\n[^1]: A note.\n",
                            i, (i * 7) % count, (i * 13) % count, (i * 31) % count)
                .at;
        temp_file(sei_arena_print(&arena, "%d/n%d.md", i % 50, i).at, text);
        sei_buf_print(&map, "%s- [[n%d]]\n", i % 20 == 0 ? "\n## Part\n\n" : "", i);
    }
    temp_bytes("map.md", map.at, map.size);
    sei_buf_fini(&map);
    temp_open();
    double start = sei_os_cpu_seconds();
    assemble_map();
    double seconds = sei_os_cpu_seconds() - start;
    CHECK_INT(sei_diags_count(&diags, SEI_SEVERITY_WARNING), 0);
    temp_end();
    return seconds;
}

TEST(time_grows_with_the_number_of_notes) {
    double few = seconds_for(1000), many = seconds_for(4000);
    printf("1,000 notes: %.3f s, 4,000: %.3f s\n", few, many);
    CHECK(many < 8 * few + 0.2);
}

int main(void) {
    RUN(headings_shift_below_their_chapter);
    RUN(labels_and_notes_belong_to_their_note);
    RUN(links_lead_to_chapters_parts_and_the_books_start);
    RUN(links_to_an_index_note_lead_to_its_part);
    RUN(an_embedded_note_that_is_a_chapter_is_shown_and_linked_there);
    RUN(chapters_keep_their_language_and_the_map_says_the_books);
    RUN(a_chapter_in_another_language_is_known_by_its_text);
    RUN(identifiers_follow_from_the_source);
    RUN(a_source_that_is_not_there_is_refused);
    RUN(chapters_are_bounded);
    RUN(bytes_are_bounded);
    RUN(time_grows_with_the_number_of_notes);
    return TEST_RESULT();
}
