/* What is numbered at the end: ids, outline depths, anchors; and the whole seed-like note. */
#include "book/temp_book.h"

/* "level:depth" of every heading. */
static sei_str depths(void) {
    sei_str text = {NULL, 0};
    for (const sei_node *node = node_of(SEI_NODE_HEADING, NULL); node;
         node = node_of(SEI_NODE_HEADING, node)) {
        text = sei_arena_print(&arena, "%.*s %d:%d", SEI_STR_ARG(text), node->as.heading.level,
                               node->as.heading.depth);
    }
    return text;
}

TEST(the_outline_skips_no_level) {
    assemble_text("## a\n\n#### b\n\n###### c\n\n### d\n\n# e\n\n## f\n\n#### g\n\n## h\n");
    CHECK_STR(depths(), " 2:1 4:2 6:3 3:2 1:1 2:2 4:3 2:2");
    temp_end();
}

TEST(headings_in_containers_open_nothing) {
    assemble_text("# a\n\n> # b\n>\n> ## c\n\n### d\n\n- ## e\n\n# f\n");
    CHECK_STR(depths(), " 1:1 1:0 2:0 3:2 2:0 1:1");
    temp_end();
}

/* As in Obsidian, whose outline lists Markdown's headings alone: no title, no target, no section.
 */
TEST(headings_written_as_html_are_of_no_outline) {
    temp_start();
    temp_file("n.md", "<h1>t</h1>\n\n## a\n\n<h1>b</h1>\n\n### c\n\n[[#b]]\n\n![[s#Z]]\n");
    temp_file("s.md", "## Z\n\n<h2>y</h2>\n\nkept\n\n## x\n");
    assemble("n.md");
    CHECK_STR(book->info.title, "n");
    CHECK_STR(depths(), " 1:0 2:1 1:0 3:2 4:3 4:0");
    CHECK_STR(messages(),
              "n.md:9:1: warning: no heading or block \"b\" in \"n\"; the link leads to "
              "its start [heading-missing]\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root->first->last), "Z y kept");
    temp_end();
}

TEST(an_embedded_note_nests_below_its_place) {
    temp_start();
    temp_file("n.md", "# a\n\n### b\n\n![[s]]\n\n#### c\n\n# d\n\n![[s#Z]]\n");
    temp_file("s.md", "# x\n\n## y\n\n# Z\n");
    assemble("n.md");
    CHECK_STR(depths(), " 1:1 3:2 4:3 5:4 4:3 4:3 1:1 2:2");
    temp_end();
}

TEST(headings_lose_wide_spaces_at_their_ends) {
    assemble_text("# 第Ⅰ部　\n\n## **太字**　\n");
    CHECK_STR(tree_of(book->root->first->first), "heading level=1 depth=1\n"
                                                 "  text \"第Ⅰ部\"\n");
    CHECK_STR(tree_of(book->root->first->first->next), "heading level=2 depth=2\n"
                                                       "  strong\n"
                                                       "    text \"太字\"\n");
    temp_end();
    assemble_text("## 含 `UploadFile`  的参数\n");
    CHECK_STR(tree(), "heading level=2 depth=1\n"
                      "  text \"含 \"\n"
                      "  code \"UploadFile\"\n"
                      "  text \" 的参数\"\n");
    temp_end();
}

TEST(ids_follow_document_order_and_notes_come_last) {
    assemble_text("# a\n\nb[^1]\n\n[^1]: n\n\nc\n");
    uint32_t id = 0;
    for (const sei_node *node = book->root; node; node = sei_node_next(book->root, node))
        CHECK_INT(node->id, ++id);
    CHECK_INT(book->node_count, id);
    CHECK(book->root->kind == SEI_NODE_BOOK && book->root->first == book->root->last);
    CHECK(book->root->first->last->kind == SEI_NODE_NOTES);
    temp_end();
}

TEST(an_empty_note_is_a_book) {
    assemble_text("");
    CHECK_INT(book->node_count, 2);
    CHECK_STR(book->info.title, "n");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(bytes_given_by_the_caller_are_used) {
    temp_start();
    temp_file("n.md", "on disk\n");
    temp_open();
    sei_diags_init(&diags, &arena);
    sei_assemble_request request = {.arena = &arena,
                                    .vault = &vault,
                                    .note = SEI_STR("n.md"),
                                    .note_bytes = SEI_STR("given\n"),
                                    .diags = &diags};
    sei_book *made = sei_assemble(&request, NULL, &book_status);
    sei_assemble_finish(made, NULL);
    book = made;
    CHECK_STR(sei_node_plain_text(&arena, book->root), "given");
    temp_end();
}

TEST(two_runs_give_the_same_book) {
    const char *note =
        "---\ntags: [a]\n---\n# a\n\n[[#a]] ![[gone.png]] x[^1] ![[n2]]\n\n[^1]: n\n";
    sei_buf dumps[2];
    sei_memory own;
    sei_memory_init(&own, sei_allocator_system(), 0);
    for (int i = 0; i < 2; i++) {
        temp_start();
        temp_file("n.md", note);
        temp_file("n2.md", "two\n");
        assemble("n.md");
        sei_buf_init(&dumps[i], &own);
        sei_book_dump(book, &dumps[i]);
        temp_end();
    }
    CHECK(sei_str_equal(sei_buf_str(&dumps[0]), sei_buf_str(&dumps[1])));
    sei_memory_fini(&own);
}

int main(void) {
    RUN(the_outline_skips_no_level);
    RUN(headings_in_containers_open_nothing);
    RUN(headings_written_as_html_are_of_no_outline);
    RUN(an_embedded_note_nests_below_its_place);
    RUN(headings_lose_wide_spaces_at_their_ends);
    RUN(ids_follow_document_order_and_notes_come_last);
    RUN(an_empty_note_is_a_book);
    RUN(bytes_given_by_the_caller_are_used);
    RUN(two_runs_give_the_same_book);
    return TEST_RESULT();
}
