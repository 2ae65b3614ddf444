/* The index: which words it has, in which order, and where they lead. */
#include "book/temp_book.h"

static void make(const char *text, sei_study_index wish) {
    sei_style style = {.study = {.index = wish}};
    temp_start();
    temp_file("n.md", text);
    finish_style = &style;
    assemble("n.md");
    finish_style = NULL;
}

/* The lines of the index with what its links say: "あ|あい　1, 2". */
static sei_str lines_of(void) {
    sei_str all = {0};
    const sei_node *entry = NULL;
    for (const sei_node *node = book->root; node; node = sei_node_next(book->root, node))
        if (node->kind == SEI_NODE_INDEX_ENTRY) {
            all = sei_arena_print(&arena, "%.*s%s%.*s", SEI_STR_ARG(all), entry ? "|" : "",
                                  SEI_STR_ARG(sei_node_plain_text(&arena, node)));
            entry = node;
        }
    return all;
}

TEST(terms_and_tags_stand_in_the_order_of_their_readings) {
    make("---\ntags: [歴史]\nlang: "
         "ja\n---\n==平城京==（へいじょうきょう）と**ガラス**、**{漢字|かんじ}**、"
         "==URL==。#旅/京都 <ruby>租<rt>そ</rt></ruby>、**調**(ちょう)\n",
         SEI_INDEX_ALL);
    CHECK_STR(lines_of(),
              "U|URL　1|か|ガラス　1|漢字　1|た|調　1|は|平城京　1|漢字|旅/京都　1|歴史　1");
    temp_end();
}

TEST(a_word_counts_once_a_block_whatever_its_width) {
    make("==ＡＢＣ==と==abc==。\n\n==Abc==。\n\n| a |\n|---|\n| ==abc== |\n", SEI_INDEX_TERMS);
    CHECK_STR(lines_of(), "A|ＡＢＣ, 1, 2, 3");
    temp_end();
}

TEST(titles_sentences_and_bold_lines_are_no_terms) {
    make("# "
         "==題==\n\n**見出しのような行**\n\n==これは文です。二つあります。==\n\n本文の**語**。\n\n>"
         " [!note] **題**\n",
         SEI_INDEX_ALL);
    CHECK_STR(lines_of(), "漢字|語　1");
    temp_end();
}

TEST(what_is_asked_for_is_listed) {
    make("#札 ==語==\n", SEI_INDEX_TAGS);
    CHECK_STR(lines_of(), "漢字|札　1");
    temp_end();
    make("#札 ==語==\n", SEI_INDEX_TERMS);
    CHECK_STR(lines_of(), "漢字|語　1");
    temp_end();
    make("#札 ==語==\n", SEI_INDEX_NONE);
    CHECK_STR(lines_of(), "");
    temp_end();
    make("何もない。\n", SEI_INDEX_ALL);
    CHECK(node_of(SEI_NODE_CHAPTER, node_of(SEI_NODE_CHAPTER, NULL)) == NULL);
    temp_end();
}

TEST(a_place_stays_when_its_term_becomes_a_blank) {
    sei_style style = {.study = {.index = SEI_INDEX_TERMS, .highlight = SEI_STUDY_BLANK}};
    temp_start();
    temp_file("n.md", "文の==語==。\n");
    finish_style = &style;
    assemble("n.md");
    finish_style = NULL;
    const sei_node *entry = node_of(SEI_NODE_INDEX_ENTRY, NULL)->next;
    const sei_node *link = entry->last;
    const sei_anchor *anchor = &book->anchors[link->as.link.target.anchor - 1];
    CHECK_INT(anchor->node->kind, SEI_NODE_ANCHOR);
    CHECK_INT(anchor->node->next->first->kind, SEI_NODE_BLANK);
    temp_end();
}

TEST(other_languages_have_their_own_groups) {
    make("---\nlang: en\n---\nA **zebra**, an **Ångström**, the **42**.\n", SEI_INDEX_ALL);
    CHECK_STR(lines_of(), "Symbols and figures|42, 1|A|Ångström, 1|Z|zebra, 1");
    temp_end();
    make("---\nlang: ko\n---\n==학교==와 ==가방==과 ==까치==.\n", SEI_INDEX_ALL);
    CHECK_STR(lines_of(), "가|가방, 1|까치, 1|하|학교, 1");
    temp_end();
}

int main(void) {
    RUN(terms_and_tags_stand_in_the_order_of_their_readings);
    RUN(a_word_counts_once_a_block_whatever_its_width);
    RUN(titles_sentences_and_bold_lines_are_no_terms);
    RUN(what_is_asked_for_is_listed);
    RUN(a_place_stays_when_its_term_becomes_a_blank);
    RUN(other_languages_have_their_own_groups);
    return TEST_RESULT();
}
