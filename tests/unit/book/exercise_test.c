/* Question callouts become exercises, each linked with its answer. */
#include "book/temp_book.h"

static void gather(const char *text) {
    sei_style style = {.study = {.has_exercises = true}};
    temp_start();
    temp_file("n.md", text);
    finish_style = &style;
    assemble("n.md");
    finish_style = NULL;
}

/* The text of the items of the first list (exercises) or the second (answers), counted from 0. */
static sei_str item_text(int list, int item) {
    const sei_node *node = node_of(SEI_NODE_LIST, NULL);
    while (list-- > 0)
        node = node->next->next;
    node = node->first;
    while (item-- > 0)
        node = node->next;
    return sei_node_plain_text(&arena, node);
}

TEST(an_answer_is_a_callout_in_the_question) {
    gather("> [!question] q\n> more\n> > [!answer]\n> > a\n\n> [!faq] q\n> > [!tip]- t\n> > a\n");
    CHECK_STR(item_text(0, 0), "q more →");
    CHECK_STR(item_text(1, 0), "a ←");
    CHECK_STR(item_text(1, 1), "t a ←");
    temp_end();
}

TEST(without_one_it_is_what_follows_the_title_or_the_first_block) {
    gather("> [!question]- q\n> a\n>\n> b\n\n> [!help]\n> q\n>\n> a\n");
    CHECK_STR(item_text(0, 0), "q →");
    CHECK_STR(item_text(1, 0), "a b ←");
    CHECK_STR(item_text(0, 1), "q →");
    CHECK_STR(item_text(1, 1), "a ←");
    temp_end();
}

TEST(answers_have_the_numbers_of_their_questions) {
    gather("> [!question] open\n\n> [!question] q\n> a\n\nend\n");
    CHECK_STR(item_text(0, 0), "open");
    CHECK_STR(item_text(1, 0), "a ←");
    const sei_node *answers = node_of(SEI_NODE_LIST, node_of(SEI_NODE_LIST, NULL));
    CHECK_INT(answers->as.list.start, 2);
    CHECK_INT(answers->first->as.item.number, 2);
    temp_end();
}

TEST(a_link_to_a_question_leads_to_the_exercise) {
    gather("[[#^q]]\n\n> [!question] q\n> a\n\n^q\n");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    const sei_anchor *anchor = &book->anchors[link->as.link.target.anchor - 1];
    CHECK_INT(anchor->node->kind, SEI_NODE_ITEM);
    temp_end();
}

TEST(questions_in_lists_and_quotes_stay) {
    gather("- > [!question] q\n  > a\n\n> > [!question] q\n");
    CHECK(node_of(SEI_NODE_HEADING, NULL) == NULL);
    temp_end();
}

TEST(a_question_without_anything_is_an_exercise) {
    gather("> [!question]\n> > [!answer]\n");
    CHECK_STR(item_text(0, 0), "→");
    CHECK_STR(item_text(1, 0), "←");
    temp_end();
}

int main(void) {
    RUN(an_answer_is_a_callout_in_the_question);
    RUN(without_one_it_is_what_follows_the_title_or_the_first_block);
    RUN(answers_have_the_numbers_of_their_questions);
    RUN(a_link_to_a_question_leads_to_the_exercise);
    RUN(questions_in_lists_and_quotes_stay);
    RUN(a_question_without_anything_is_an_exercise);
    return TEST_RESULT();
}
