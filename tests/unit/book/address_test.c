/* Links out of the book: what paper prints of where they lead, and that the tree knows nothing of
 * it. */
#include "book/temp_book.h"

static const sei_paper *paper_of(size_t number) {
    const sei_node *link = NULL;
    for (size_t i = 0; i <= number; i++) {
        link = node_of(SEI_NODE_LINK, link);
        if (!link)
            return NULL;
    }
    return link->as.link.paper;
}

TEST(an_address_has_one_note_in_a_chapter) {
    assemble_text("[一](https://a.example/x) [二](https://b.example/) [三](https://a.example/x)\n");
    CHECK_STR(paper_of(0)->address, "https://a.example/x");
    CHECK(paper_of(0)->mark->as.note.note == paper_of(2)->mark->as.note.note);
    CHECK(paper_of(0)->mark->as.note.note != paper_of(1)->mark->as.note.note);
    CHECK_INT(paper_of(2)->mark->as.note.mark_count, 2);
    CHECK_STR(sei_node_plain_text(&arena, paper_of(1)->mark->as.note.note), "https://b.example/");
    temp_end();
}

TEST(a_link_whose_text_is_its_address_needs_none) {
    assemble_text("<https://a.example/> [a.example](https://a.example/) "
                  "[https://a.example/日](https://a.example/%E6%97%A5) <a@b.example> "
                  "[b.example](https://a.example/)\n");
    for (size_t i = 0; i < 4; i++) {
        CHECK_STR(paper_of(i)->address, "");
        CHECK(paper_of(i)->mark == NULL);
    }
    CHECK_STR(paper_of(4)->address, "https://a.example/");
    temp_end();
}

TEST(an_address_of_mail_is_without_its_scheme) {
    assemble_text("[書く](mailto:a@b.example)\n");
    CHECK_STR(paper_of(0)->address, "a@b.example");
    temp_end();
}

TEST(an_address_is_printed_in_letters) {
    assemble_text("[a](https://a.example/wiki/%E8%A3%BD%e6%9c%ac?q=%20%2F) "
                  "[b](https://a.example/%E2%80%8B%E8%A3%BD) [c](https://a.example/%E8%A3)\n");
    CHECK_STR(paper_of(0)->address, "https://a.example/wiki/製本?q=%20%2F");
    CHECK_STR(paper_of(1)->address, "https://a.example/%E2%80%8B%E8%A3%BD"); /* U+200B */
    CHECK_STR(paper_of(2)->address, "https://a.example/%E8%A3");
    temp_end();
}

TEST(no_note_stands_in_a_note) {
    assemble_text("文[^1]\n\n[^1]: [出典](https://a.example/)\n");
    CHECK_STR(paper_of(0)->address, "https://a.example/");
    CHECK(paper_of(0)->mark == NULL);
    temp_end();
}

TEST(a_video_has_a_code_where_there_is_room_below) {
    assemble_text("![題](https://youtu.be/abc)\n\n| ![題](https://youtu.be/abc) |\n|---|\n");
    CHECK_STR(paper_of(0)->code->as.link.target.path, "https://youtu.be/abc");
    CHECK(paper_of(1)->code == NULL);
    CHECK(paper_of(1)->mark != NULL);
    temp_end();
}

TEST(what_paper_adds_stands_beside_the_tree) {
    assemble_text("# 見出し\n\n[一](https://a.example/) [内](#見出し)\n\n終わり\n");
    uint32_t last = 0;
    for (const sei_node *node = book->root; node; node = sei_node_next(book->root, node))
        last = node->id;
    CHECK_INT(book->first_paper, last + 1);
    CHECK(paper_of(0)->mark->id > last && paper_of(0)->mark->id <= book->node_count);
    CHECK(paper_of(0)->mark->as.note.note->id > last);
    CHECK(paper_of(1) == NULL);
    CHECK_STR(sei_node_plain_text(&arena, book->root), "見出し 一 内 終わり");
    temp_end();
}

int main(void) {
    RUN(an_address_has_one_note_in_a_chapter);
    RUN(a_link_whose_text_is_its_address_needs_none);
    RUN(an_address_of_mail_is_without_its_scheme);
    RUN(an_address_is_printed_in_letters);
    RUN(no_note_stands_in_a_note);
    RUN(a_video_has_a_code_where_there_is_room_below);
    RUN(what_paper_adds_stands_beside_the_tree);
    return TEST_RESULT();
}
