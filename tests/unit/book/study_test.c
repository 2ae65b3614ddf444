/* Terms to learn: what becomes a term or a blank, and where the answers stand. */
#include "book/assembly.h"
#include "book/temp_book.h"

/* Finishes a vault of one note under a style that asks for no more than this. */
static void study_text(const char *text, sei_study_term highlight, sei_study_term bold) {
    sei_style style = {.study = {.highlight = highlight, .bold = bold}};
    temp_start();
    temp_file("n.md", text);
    finish_style = &style;
    assemble("n.md");
    finish_style = NULL;
}

TEST(a_blank_is_a_link_to_its_answer_and_back) {
    study_text("x ==a *b*== y\n", SEI_STUDY_BLANK, SEI_STUDY_AS_IT_IS);
    CHECK_STR(tree(), "paragraph\n"
                      "  text \"x \"\n"
                      "  link anchor=1 to=2\n"
                      "    blank number=1 answer=\"a b\"\n"
                      "  text \" y\"\n"
                      "page-break\n"
                      "heading level=2 depth=1\n"
                      "  text \"Answers\"\n"
                      "list ordered tight delimiter=\".\" start=1\n"
                      "  item anchor=2 number=1\n"
                      "    paragraph\n"
                      "      link to=1\n"
                      "        text \"a \"\n"
                      "        emphasis\n"
                      "          text \"b\"\n");
    temp_end();
}

TEST(a_red_sheet_hides_highlights_and_bold_terms) {
    study_text("==a== **b**\n", SEI_STUDY_RED_SHEET, SEI_STUDY_RED_SHEET);
    CHECK_STR(tree(), "paragraph\n"
                      "  term\n"
                      "    text \"a\"\n"
                      "  text \" \"\n"
                      "  strong\n"
                      "    term\n"
                      "      text \"b\"\n");
    temp_end();
}

TEST(titles_leads_and_links_keep_their_text) {
    study_text(
        "# ==t==\n\n**lead**\n\n**line**\\\nx\n\n[==l==](https://a.example)\n\n> [!note] ==c==\n",
        SEI_STUDY_BLANK, SEI_STUDY_BLANK);
    CHECK(node_of(SEI_NODE_BLANK, NULL) == NULL);
    CHECK(node_of(SEI_NODE_LIST, NULL) == NULL);
    temp_end();
}

TEST(the_outermost_term_is_the_blank) {
    study_text("==a **b**==\n", SEI_STUDY_BLANK, SEI_STUDY_BLANK);
    const sei_node *blank = node_of(SEI_NODE_BLANK, NULL);
    CHECK_STR(blank->as.blank.answer, "a b");
    CHECK(node_of(SEI_NODE_BLANK, blank) == NULL);
    temp_end();
}

TEST(a_note_is_marked_in_the_sentence_not_in_the_answer) {
    study_text("==a[^1]== b\n\n[^1]: n\n", SEI_STUDY_BLANK, SEI_STUDY_AS_IT_IS);
    const sei_node *mark = node_of(SEI_NODE_NOTE_MARK, NULL);
    CHECK_INT(mark->previous->kind, SEI_NODE_LINK);
    CHECK_INT(mark->parent->parent->kind, SEI_NODE_CHAPTER);
    temp_end();
}

TEST(a_link_in_an_answer_becomes_text) {
    study_text("==a [b](https://a.example) c==\n", SEI_STUDY_BLANK, SEI_STUDY_AS_IT_IS);
    const sei_node *answer = node_of(SEI_NODE_ITEM, NULL)->first->first;
    CHECK_STR(sei_node_plain_text(&arena, answer), "a b c");
    CHECK(node_of(SEI_NODE_LINK, answer) == NULL);
    temp_end();
}

TEST(answers_stand_before_the_notes_at_the_level_of_sections) {
    study_text("# s\n\n==a==[^1]\n\n# t\n\n[^1]: n\n", SEI_STUDY_BLANK, SEI_STUDY_AS_IT_IS);
    const sei_node *list = node_of(SEI_NODE_LIST, NULL);
    CHECK_INT(list->previous->as.heading.level, 1);
    CHECK_INT(list->next->kind, SEI_NODE_NOTES);
    temp_end();
}

static void two_chapters(bool chapter_has_answers) {
    sei_style style = {.study = {.highlight = SEI_STUDY_BLANK}};
    style.study.chapter_has_answers = chapter_has_answers;
    temp_start();
    temp_file("m.md", "- [[a]]\n- [[b]]\n");
    temp_file("a.md", "==one== ==two==\n");
    temp_file("b.md", "==three==\n");
    temp_open();
    sei_diags_init(&diags, &arena);
    sei_assemble_request request = {.arena = &arena,
                                    .vault = &vault,
                                    .note = SEI_STR("m.md"),
                                    .diags = &diags,
                                    .kind = SEI_ASSEMBLE_MAP};
    sei_book *made = sei_assemble(&request, &wishes, &book_status);
    CHECK(made != NULL);
    sei_assemble_finish(made, &style);
    book = made;
}

TEST(a_book_ends_with_the_answers_of_its_chapters) {
    two_chapters(false);
    const sei_node *last = book->root->last;
    CHECK_STR(last->as.chapter.title, "Answers");
    CHECK_STR(sei_node_plain_text(&arena, last), "a one two b three");
    CHECK_INT(last->last->first->as.item.number, 1);
    temp_end();
}

TEST(chapters_may_end_with_their_own_answers) {
    two_chapters(true);
    CHECK_STR(sei_node_plain_text(&arena, book->root->first), "[1] [2] Answers one two");
    CHECK_STR(sei_node_plain_text(&arena, book->root->last), "[1] Answers three");
    temp_end();
}

int main(void) {
    RUN(a_blank_is_a_link_to_its_answer_and_back);
    RUN(a_red_sheet_hides_highlights_and_bold_terms);
    RUN(titles_leads_and_links_keep_their_text);
    RUN(the_outermost_term_is_the_blank);
    RUN(a_note_is_marked_in_the_sentence_not_in_the_answer);
    RUN(a_link_in_an_answer_becomes_text);
    RUN(answers_stand_before_the_notes_at_the_level_of_sections);
    RUN(a_book_ends_with_the_answers_of_its_chapters);
    RUN(chapters_may_end_with_their_own_answers);
    return TEST_RESULT();
}
