/* Links: what they are bound to, what they show, what is said of those that lead nowhere. */
#include "base/limits.h"
#include "book/targets.h"

#include "book/temp_book.h"

TEST(links_to_the_same_note_lead_to_its_headings) {
    assemble_text(
        "# 一　概要\n\n[[#一 概要]] [[n#一　概要|こちら]] [x](#一-概要) [y](n.md#一%20概要) "
        "[[n]]\n");
    CHECK_STR(tree(), "heading anchor=2 level=1 depth=1\n"
                      "  text \"一　概要\"\n"
                      "paragraph\n"
                      "  link subpath=\"一 概要\" to=2\n"
                      "    text \"一 概要\"\n"
                      "  text \" \"\n"
                      "  link path=\"n\" subpath=\"一　概要\" alias to=2\n"
                      "    text \"こちら\"\n"
                      "  text \" \"\n"
                      "  link subpath=\"一-概要\" alias markdown to=2\n"
                      "    text \"x\"\n"
                      "  text \" \"\n"
                      "  link path=\"n.md\" subpath=\"一 概要\" alias markdown to=2\n"
                      "    text \"y\"\n"
                      "  text \" \"\n"
                      "  link path=\"n\" to=1\n"
                      "    text \"n\"\n");
    CHECK_STR(messages(), "");
    CHECK_INT(book->anchor_count, 2);
    CHECK(book->anchors[0].node == book->root->first);
    CHECK(book->anchors[1].node == book->root->first->first);
    temp_end();
}

TEST(links_to_notes_outside_the_book_are_their_text) {
    temp_start();
    temp_file("n.md", "[[o]] [[o#H]] [[o#^b1]] [[o#A#B]] [[sub/p|P]] [t](o.md) ![x](o.txt)\n");
    temp_file("o.md", "# A\n\n## B\n\ntext ^b1\n\n# H\n");
    temp_file("o.txt", "text\n");
    temp_file("sub/p.md", "");
    assemble("n.md");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "o o > H o > ^b1 o > A > B P t x");
    CHECK(node_of(SEI_NODE_LINK, NULL) == NULL && node_of(SEI_NODE_WIKILINK, NULL) == NULL);
    CHECK_STR(messages(), "n.md:1:57: warning: the file \"o.txt\" has no printed form; its name "
                          "stands in its place [embed-unsupported]\n");
    temp_end();
}

TEST(a_missing_note_is_reported_with_place_and_nearest_name) {
    temp_start();
    temp_file("n.md", "一\n\n二 [[京都族行]]と[[全く別|x]]、[t](gone%20note.md)\n");
    temp_file("京都旅行.md", "");
    assemble("n.md");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "一 二 京都族行とx、t");
    CHECK_STR(messages(),
              "n.md:3:3: warning: no note named \"京都族行\"; did you mean \"京都旅行\"? "
              "[link-missing]\n"
              "n.md:3:12: warning: no note named \"全く別\" [link-missing]\n"
              "n.md:3:22: warning: no note named \"gone note.md\" [link-missing]\n");
    temp_end();
}

TEST(the_nearest_heading_is_offered) {
    temp_start();
    temp_file("n.md", "[[o#背景と目標]] ![[o#Setup#Instaling it]]\n");
    temp_file("o.md", "# 背景と目的\n\n# Setup\n\n## Installing it\n");
    assemble("n.md");
    CHECK_STR(messages(),
              "n.md:1:1: warning: no heading or block \"背景と目標\" in \"o\" (did you mean "
              "\"背景と目的\"?); the link is printed as plain text [heading-missing]\n"
              "n.md:1:13: warning: no heading or block \"Setup#Instaling it\" in \"o\" (did you "
              "mean \"Installing it\"?); the embed is left out [heading-missing]\n");
    temp_end();
}

TEST(a_missing_heading_leads_to_the_start) {
    assemble_text("# A\n\n[[#B]] [[n#^x]]\n");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    CHECK_INT(link->as.link.target.anchor, 1);
    CHECK(book->anchors[0].node->kind == SEI_NODE_CHAPTER);
    CHECK_STR(messages(), "n.md:3:1: warning: no heading or block \"B\" in \"n\"; the link leads "
                          "to its start [heading-missing]\n"
                          "n.md:3:8: warning: no heading or block \"^x\" in \"n\"; the link leads "
                          "to its start [heading-missing]\n");
    temp_end();
}

TEST(parts_of_notes_outside_the_book_are_looked_for_all_the_same) {
    temp_start();
    temp_file("n.md", "[[o#A]] [[o#gone]] [[o#^x]] [[o#^gone]] [t](o.md#no%20such) [[o#A#C]]\n\n"
                      "[[d.pdf#page=2]] [[o]] ![[p#P]] ![[p#P]] [[p#Q]] [[p#R]]\n");
    temp_file("o.md", "---\nbad: [\n---\n# A\n\ntext[^2] ^x\n\n```\n# gone\n```\n");
    temp_file("p.md", "# P\n\n[[o#none]]\n\n# Q\n");
    temp_file("d.pdf", "");
    assemble("n.md");
    CHECK_STR(
        messages(),
        "n.md:1:9: warning: no heading or block \"gone\" in \"o\"; the link is printed as "
        "plain text [heading-missing]\n"
        "n.md:1:29: warning: no heading or block \"^gone\" in \"o\"; the link is printed as "
        "plain text [heading-missing]\n"
        "n.md:1:41: warning: no heading or block \"no such\" in \"o\"; the link is printed as "
        "plain text [heading-missing]\n"
        "n.md:1:61: warning: no heading or block \"A#C\" in \"o\"; the link is printed as "
        "plain text [heading-missing]\n"
        "n.md:3:50: warning: no heading or block \"R\" in \"p\"; the link is printed as plain "
        "text [heading-missing]\n"
        "p.md:3:1: warning: no heading or block \"none\" in \"o\"; the link is printed as "
        "plain text [heading-missing]\n");
    CHECK_INT(book->source_count, 2); /* what was looked into is not in the book */
    size_t inputs;
    sei_assemble_inputs(book, &inputs);
    CHECK_INT(inputs, 2);
    temp_end();
}

TEST(looking_into_notes_outside_the_book_has_a_budget) {
    temp_start();
    temp_file("n.md", "[[a#gone]] [[big#gone]] [[c#gone]] [[d#gone]]\n");
    temp_file("a.md", "");
    temp_file("big.md", "");
    temp_file("c.md", "");
    temp_file("d.md", "");
    CHECK(truncate(temp_path("big.md"), (off_t)SEI_LIMIT_OUTSIDE_BYTES) == 0);
    assemble("n.md");
    CHECK_STR(messages(),
              "n.md:1:1: warning: no heading or block \"gone\" in \"a\"; the link is printed as "
              "plain text [heading-missing]\n"
              "n.md:1:12: warning: links name headings of more than 32 MB of notes outside the "
              "book; this one, and those behind it, are not checked [limit]\n");
    temp_end();
}

TEST(a_link_without_a_name_means_its_own_note_and_one_without_a_target_nothing) {
    assemble_text("[[#]]・[[#|b]] [[n#]] [c](#) [d](n.md#) [e]() [f](<>)\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "#・b n c d e f");
    size_t links = 0;
    for (const sei_node *link = node_of(SEI_NODE_LINK, NULL); link;
         link = node_of(SEI_NODE_LINK, link)) {
        CHECK_INT(link->as.link.target.anchor, 1);
        links++;
    }
    CHECK_INT(links, 5);
    CHECK_STR(messages(), "n.md:1:40: warning: the link names no target [link-missing]\n"
                          "n.md:1:46: warning: the link names no target [link-missing]\n");
    temp_end();
}

/* The text of the block that the first link leads to. */
static sei_str lead(const char *note) {
    assemble_text(note);
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    uint32_t to = link ? link->as.link.target.anchor : 0;
    return to ? sei_node_plain_text(&arena, book->anchors[to - 1].node) : SEI_STR("");
}

TEST(headings_match_without_punctuation_case_and_kinds_of_space) {
    CHECK_STR(lead("# C++ の　使い方: 入門!\n\n[[#c の 使い方 入門]]\n"), "C++ の　使い方: 入門!");
    temp_end();
    CHECK_STR(lead("# Don’t “A”\n\n[[#don’t “a”]]\n"), "Don’t “A”");
    temp_end();
    CHECK_STR(lead("# C# basics\n\n[[#C# basics]]\n"), "C# basics");
    temp_end();
    CHECK_STR(lead("# See **[[gone|that]]** `x`\n\n[[#See gone that x]]\n"), "See that x");
    temp_end();
    CHECK_STR(lead("# **重要**な点\n\n[[#重要な点]]\n"), "重要な点");
    temp_end();
    CHECK_STR(lead("# 注付き[^1]\n\n[[#注付き]]\n\n[^1]: 注\n"), "注付き");
    temp_end();
    CHECK_STR(lead("# 1　概要\n\n[[#1\xC2\xA0概要]]\n"), "1　概要");
    temp_end();
    CHECK_STR(lead("# A \xE2\x98\x83\xEF\xB8\x8F\n\n[[#a \xE2\x98\x83]]\n"),
              "A \xE2\x98\x83\xEF\xB8\x8F");
    temp_end();
    /* other punctuation counts: this leads to the note's start */
    CHECK_STR(lead("# 「A」（B）\n\n[[#A B]]\n"), "「A」（B） A B");
    CHECK_INT(diags.size, 1);
    temp_end();
    CHECK_STR(lead("題\n===\n\n[[#題]]\n"), "題");
    temp_end();
    CHECK_STR(lead("# か\xE3\x82\x99\n\n[[#が]]\n"), "か\xE3\x82\x99");
    temp_end();
}

TEST(markdown_links_may_name_headings_as_websites_do) {
    const char *note =
        "# What's new?\n\n# はじめに: 概要 (v1.0)\n\n# Hour 3 — Automation (15 min)\n\n"
        "# Setup\n\n# Setup\n\n# a_b\n\n[a](#whats-new) [b](#はじめに-概要-v10) "
        "[c](n.md#hour-3--automation-15-min) [d](#setup-1) [e](#a_b) [f](#setup-2) "
        "[[#whats-new]] [g](#--)\n";
    static const char *const texts[] = {"What's new?", "はじめに: 概要 (v1.0)",
                                        "Hour 3 — Automation (15 min)", "Setup", "a_b"};
    assemble_text(note);
    const sei_node *link = NULL;
    for (size_t i = 0; i < 5; i++) {
        link = node_of(SEI_NODE_LINK, link);
        const sei_node *to = book->anchors[link->as.link.target.anchor - 1].node;
        CHECK_STR(sei_node_plain_text(&arena, to), texts[i]);
    }
    CHECK_INT(diags.size, 3);
    temp_end();
    temp_start();
    temp_file("n.md", "[a](o.md#whats-new) [b](o.md#whats-old)\n");
    temp_file("o.md", "# What's new?\n");
    assemble("n.md");
    CHECK_INT(diags.size, 1);
    temp_end();
}

TEST(the_first_of_equal_headings_is_meant_and_chains_tell_others) {
    const char *note = "# 一\n\n## 概要\n\nA\n\n# 二\n\n## 概要\n\nB\n\n[[#概要]] [[#二#概要]] "
                       "[[#概要#二]]\n";
    assemble_text(note);
    const sei_node *first = node_of(SEI_NODE_LINK, NULL);
    const sei_node *second = node_of(SEI_NODE_LINK, first);
    const sei_node *third = node_of(SEI_NODE_LINK, second);
    CHECK(book->anchors[first->as.link.target.anchor - 1].node->offset == 7);
    CHECK(book->anchors[second->as.link.target.anchor - 1].node->offset > 20);
    CHECK_STR(sei_node_plain_text(&arena, second), "二 > 概要");
    CHECK_STR(sei_node_plain_text(&arena, book->anchors[third->as.link.target.anchor - 1].node),
              "二");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(blocks_and_html_ids_are_targets) {
    CHECK_STR(lead("[[#^AB-1]]\n\nある段落 ^ab-1\n"), "ある段落");
    temp_end();
    CHECK_STR(lead("[[#^b]]\n\n- 一\n- 二 ^b\n"), "二");
    temp_end();
    assemble_text("<a id=\"here\"></a>文\n\n[x](#here)\n");
    CHECK(node_of(SEI_NODE_LINK, NULL)->as.link.target.anchor == 1);
    CHECK(book->anchor_count == 1);
    temp_end();
}

TEST(external_links_keep_their_address) {
    assemble_text("[a](https://example.com/a?b#c%20d) <mailto:a@example.com> "
                  "[b](<HTTP://example.com/x y>)\n");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    CHECK_STR(link->as.link.target.path, "https://example.com/a?b#c%20d");
    CHECK_STR(link->as.link.target.subpath, "");
    CHECK_INT(link->as.link.target.anchor, 0);
    link = node_of(SEI_NODE_LINK, link);
    CHECK_STR(link->as.link.target.path, "mailto:a@example.com");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(unsafe_addresses_are_text) {
    assemble_text("[a](javascript:alert(1)) [b](JaVa&#9;Script:x) [c](obsidian://open?vault=x) "
                  "[d](file:///etc/passwd) [e](data:text/html,x) <vbscript:x> "
                  "<a href=\" \x01javascript:x\">f</a>\n");
    CHECK(node_of(SEI_NODE_LINK, NULL) == NULL);
    size_t unsafe = 0;
    for (size_t i = 0; i < diags.size; i++)
        unsafe += diags.at[i].id == SEI_DIAG_URL_UNSAFE;
    CHECK_INT(unsafe, 7);
    temp_end();
}

TEST(a_wikilink_is_never_an_address) {
    assemble_text("[[https://example.com]]\n");
    CHECK(node_of(SEI_NODE_LINK, NULL) == NULL);
    CHECK_INT(diags.size, 1);
    CHECK_INT(diags.at[0].id, SEI_DIAG_LINK_MISSING);
    temp_end();
}

TEST(aliases_and_ambiguous_names_are_reported) {
    temp_start();
    temp_file("n.md", "[[KI]] [[x]]\n");
    temp_file("ai.md", "---\naliases: [KI]\n---\n");
    temp_file("a/x.md", "");
    temp_file("b/x.md", "");
    assemble("n.md");
    CHECK_STR(messages(),
              "n.md:1:1: warning: \"KI\" is an alias of \"ai\"; write [[ai|KI]] [alias-link]\n"
              "n.md:1:8: warning: several files are named \"x\"; \"a/x.md\" is taken "
              "[link-ambiguous]\n");
    temp_end();
}

TEST(links_do_not_nest) {
    assemble_text("# H\n\n<a href=\"https://example.com\">a [b](#H) c</a>\n");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    CHECK(link && node_of(SEI_NODE_LINK, link) == NULL);
    temp_end();
}

TEST(no_path_leaves_the_vault) {
    temp_start();
    temp_file("n.md", "![[../../etc/passwd]]\n\n![[/etc/passwd]]\n\n![x](../../../etc/passwd)\n\n"
                      "![x](%2e%2e/%2e%2e/etc/passwd)\n\n![x](file:///etc/passwd)\n\n"
                      "![[out.png]]\n\n![[out.md]]\n\n![[etc/passwd]]\n");
    CHECK(symlink("/etc/passwd", temp_path("out.png")) == 0);
    CHECK(symlink("/etc/passwd", temp_path("out.md")) == 0);
    CHECK(symlink("/etc", temp_path("etc")) == 0);
    assemble("n.md");
    sei_buf dump;
    sei_buf_init(&dump, &memory);
    sei_book_dump(book, &dump);
    CHECK(sei_str_find(sei_buf_str(&dump), SEI_STR("root:"), 0) == SEI_STR_NONE);
    sei_buf_fini(&dump);
    CHECK_INT(book->asset_count, 0);
    CHECK(diags.size >= 8);
    temp_end();
}

TEST(files_that_a_note_uses_are_marked) {
    temp_start();
    static const char *const names[] = {"a.png", "b.md",  "c.md",  "d.pdf", "e.png",
                                        "f.png", "g.png", "h.jpg", "i.png", "z.png"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        temp_file(names[i], "");
    temp_file("c.md", "[[i.png]]\n");
    temp_file("n.md",
              "---\nbanner: \"![[e.png]]\"\nlist: [\"[[f.png|x]]\", none]\ncover: g.png\n---\n"
              "![[a.png]] [[b]] ![[c]] [t](d.pdf) ![](gone.png)\n\n<img src=\"h.jpg\">\n");
    temp_open();
    uint8_t used[11] = {0};
    vault.used = used;
    assemble_open("n.md", SEI_LANG_NONE, SEI_BREAKS_AUTO);
    for (size_t i = 0; i < vault.file_count; i++) {
        bool is_used = !sei_str_equal(vault.files[i].path, SEI_STR("z.png")) &&
                       !sei_str_equal(vault.files[i].path, SEI_STR("n.md"));
        CHECK_INT(used[i], is_used);
    }
    temp_end();
}

TEST(equal_headings_and_long_chains_take_linear_time) {
    temp_start();
    sei_buf note;
    sei_buf_init(&note, &memory);
    for (int i = 0; i < 20000; i++)
        sei_buf_add(&note, SEI_STR("# a\n\n# b\n\n[[#z#a#b]]\n\n"));
    sei_buf_add(&note, SEI_STR("# z\n\n# a\n\n# b\n\n[[n"));
    for (int i = 0; i < 20000; i++)
        sei_buf_add(&note, SEI_STR("#a#b"));
    sei_buf_add(&note, SEI_STR("]]\n"));
    temp_bytes("n.md", note.at, note.size);
    sei_buf_fini(&note);
    double before = sei_os_cpu_seconds();
    assemble("n.md");
    double seconds = sei_os_cpu_seconds() - before;
    printf("40,000 headings of two names and chains of them: %.3f s\n", seconds);
    CHECK(seconds < 20.0); /* sanitizers and a busy machine included */
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    CHECK_STR(sei_node_plain_text(&arena, book->anchors[link->as.link.target.anchor - 1].node),
              "b");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(many_links_and_headings_take_linear_time) {
    temp_start();
    sei_buf note;
    sei_buf_init(&note, &memory);
    for (int i = 0; i < 20000; i++)
        sei_buf_print(&note, "# 見出し %d\n\n[[#見出し %d]] [[gone %d]]\n\n", i, 19999 - i, i);
    temp_bytes("n.md", note.at, note.size);
    sei_buf_fini(&note);
    double before = sei_os_cpu_seconds();
    assemble("n.md");
    double seconds = sei_os_cpu_seconds() - before;
    printf("20,000 headings and 40,000 links: %.3f s\n", seconds);
    CHECK(seconds < 20.0); /* sanitizers and a busy machine included */
    CHECK_INT(book->anchor_count, 20000);
    temp_end();
}

int main(void) {
    RUN(links_to_the_same_note_lead_to_its_headings);
    RUN(links_to_notes_outside_the_book_are_their_text);
    RUN(parts_of_notes_outside_the_book_are_looked_for_all_the_same);
    RUN(looking_into_notes_outside_the_book_has_a_budget);
    RUN(a_link_without_a_name_means_its_own_note_and_one_without_a_target_nothing);
    RUN(a_missing_note_is_reported_with_place_and_nearest_name);
    RUN(the_nearest_heading_is_offered);
    RUN(a_missing_heading_leads_to_the_start);
    RUN(headings_match_without_punctuation_case_and_kinds_of_space);
    RUN(markdown_links_may_name_headings_as_websites_do);
    RUN(the_first_of_equal_headings_is_meant_and_chains_tell_others);
    RUN(blocks_and_html_ids_are_targets);
    RUN(external_links_keep_their_address);
    RUN(unsafe_addresses_are_text);
    RUN(a_wikilink_is_never_an_address);
    RUN(aliases_and_ambiguous_names_are_reported);
    RUN(links_do_not_nest);
    RUN(no_path_leaves_the_vault);
    RUN(files_that_a_note_uses_are_marked);
    RUN(equal_headings_and_long_chains_take_linear_time);
    RUN(many_links_and_headings_take_linear_time);
    return TEST_RESULT();
}
