/* Embeds: notes, parts of notes, images and what is none of them. */
#include "book/temp_book.h"

/* A 2 × 1 pixel PNG (grey, 8 bits). */
static const unsigned char png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0xD1, 0x49, 0x20, 0x56, 0x00, 0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9C, 0x63, 0x60, 0xF8, 0x0F, 0x00, 0x01, 0x02, 0x01, 0x00, 0x42, 0xBE, 0xBC, 0x68,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static void add_png(const char *name) {
    temp_bytes(name, (const char *)png, sizeof png);
}

TEST(a_note_alone_in_its_paragraph_is_spliced_with_its_title) {
    temp_start();
    temp_file("n.md", "前\n\n![[sub]]\n\n後\n");
    temp_file("sub.md", "---\ntitle: 題\n---\n中\n");
    assemble("n.md");
    CHECK_STR(tree(), "paragraph\n"
                      "  text \"前\"\n"
                      "embedded path=\"sub\" title=\"題\"\n"
                      "  paragraph\n"
                      "    text \"中\"\n"
                      "paragraph\n"
                      "  text \"後\"\n");
    CHECK_INT(book->source_count, 2);
    CHECK_STR(book->sources[1]->path, "sub.md");
    CHECK_INT(node_of(SEI_NODE_EMBEDDED, NULL)->first->source, 1);
    size_t inputs;
    sei_assemble_inputs(book, &inputs);
    CHECK_INT(inputs, 2);
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(a_note_that_begins_with_its_title_has_no_other) {
    temp_start();
    temp_file("n.md", "![[sub]]\n");
    temp_file("sub.md", "# 題\n\n中\n");
    assemble("n.md");
    CHECK_STR(node_of(SEI_NODE_EMBEDDED, NULL)->as.link.title, "");
    temp_end();
}

TEST(an_embed_in_running_text_splits_its_paragraph) {
    temp_start();
    temp_file("n.md", "前 ![[sub]] 間 ![[sub]] 後 ^id\n");
    temp_file("sub.md", "中\n");
    assemble("n.md");
    CHECK_STR(tree(), "paragraph\n"
                      "  text \"前 \"\n"
                      "embedded path=\"sub\"\n"
                      "  paragraph\n"
                      "    text \"中\"\n"
                      "paragraph\n"
                      "  text \" 間 \"\n"
                      "embedded path=\"sub\"\n"
                      "  paragraph\n"
                      "    text \"中\"\n"
                      "paragraph label=\"id\"\n"
                      "  text \" 後\"\n");
    temp_end();
}

TEST(an_embed_in_a_cell_or_heading_becomes_inlines) {
    temp_start();
    temp_file("n.md", "# ![[sub#^b]]\n\n| a |\n|---|\n| ![[sub]] |\n");
    temp_file("sub.md", "一**二**\n\n三 ^b\n\n```\nx\n```\n");
    assemble("n.md");
    CHECK_STR(sei_node_plain_text(&arena, node_of(SEI_NODE_HEADING, NULL)), "三");
    const sei_node *row = node_of(SEI_NODE_ROW, node_of(SEI_NODE_ROW, NULL));
    CHECK_STR(tree_of(row->first), "cell\n"
                                   "  span\n"
                                   "    text \"一\"\n"
                                   "    strong\n"
                                   "      text \"二\"\n"
                                   "    line-break\n"
                                   "    text \"三\"\n"
                                   "    line-break\n"
                                   "    code \"x\\n\"\n");
    temp_end();
}

TEST(lists_of_a_cell_become_lines_outside_of_it) {
    temp_start();
    temp_file("n.md", "# ![[sub]]\n");
    temp_file("sub.md", "| a<ul><li>b</li><li>c<ul><li>d</li></ul></li></ul>e |\n|---|\n");
    assemble("n.md");
    CHECK_STR(tree_of(node_of(SEI_NODE_HEADING, NULL)->first), "span\n"
                                                               "  text \"a\"\n"
                                                               "  line-break\n"
                                                               "  text \"b\"\n"
                                                               "  line-break\n"
                                                               "  text \"c\"\n"
                                                               "  line-break\n"
                                                               "  text \"d\"\n"
                                                               "  line-break\n"
                                                               "  text \"e\"\n");
    temp_end();
}

/* The plain text of the book for an embed of "sub.md". */
static sei_str shown(const char *embed, const char *sub) {
    temp_start();
    temp_file("n.md", embed);
    temp_file("sub.md", sub);
    assemble("n.md");
    return sei_node_plain_text(&arena, book->root);
}

TEST(a_heading_brings_its_section_and_a_block_itself) {
    const char *sub = "0\n\n# A\n\n1\n\n## B\n\n2\n\n# C\n\n3 ^c\n\n- x\n- y ^y\n\t- z\n- w\n";
    CHECK_STR(shown("![[sub#A]]\n", sub), "A 1 B 2");
    temp_end();
    CHECK_STR(shown("![[sub#B]]\n", sub), "B 2");
    temp_end();
    CHECK_STR(shown("![[sub#A#B]]\n", sub), "B 2");
    temp_end();
    CHECK_STR(shown("![[sub#^c]]\n", sub), "3");
    temp_end();
    CHECK_STR(shown("![[sub#^y]]\n", sub), "y z");
    const sei_node *list = node_of(SEI_NODE_EMBEDDED, NULL)->first;
    CHECK(list->kind == SEI_NODE_LIST && list->first == list->last);
    temp_end();
    CHECK_STR(shown("a\n\n![x](sub.md#C)\n", sub), "a C 3 x y z w");
    temp_end();
}

TEST(an_unknown_part_shows_nothing) {
    CHECK_STR(shown("a\n\n![[sub#X]]\n\nb\n", "# A\n\n1\n"), "a b");
    CHECK_STR(messages(), "n.md:3:1: warning: no heading or block \"X\" in \"sub\"; the embed is "
                          "left out [heading-missing]\n");
    CHECK(book->root->first->first->next->next == NULL); /* the empty paragraph went too */
    temp_end();
}

TEST(a_table_a_callout_and_a_quote_are_blocks_too) {
    const char *sub = "| a |\n|---|\n| b |\n\n^t\n\n> [!tip] c\n> d\n\n^c\n\n> e\n> ^q\n\n"
                      "> [!note] f\n> g\n>\n> ^in\n\n- h\n- i\n\n^l\n\nj[^1] ^n\n\n[^1]: k\n";
    CHECK_STR(shown("![[sub#^T]]\n", sub), "a b");
    CHECK(node_of(SEI_NODE_EMBEDDED, NULL)->first->kind == SEI_NODE_TABLE);
    temp_end();
    CHECK_STR(shown("- ![[sub#^c]]\n", sub), "c d");
    CHECK(node_of(SEI_NODE_EMBEDDED, NULL)->parent->kind == SEI_NODE_ITEM);
    CHECK(node_of(SEI_NODE_EMBEDDED, NULL)->first->kind == SEI_NODE_CALLOUT);
    temp_end();
    CHECK_STR(shown("> [!info] t\n> ![[sub#^q]]\n", sub), "t e");
    CHECK(node_of(SEI_NODE_EMBEDDED, NULL)->parent->kind == SEI_NODE_CALLOUT);
    temp_end();
    CHECK_STR(shown("![[sub#^in]]\n", sub), "f g");
    temp_end();
    CHECK_STR(shown("![[sub#^l]]\n", sub), "h i");
    temp_end();
    CHECK_STR(shown("a[^1] ![[sub#^n]]\n\n[^1]: l\n", sub), "a j"); /* its note comes along */
    const sei_node *second = node_of(SEI_NODE_NOTE, node_of(SEI_NODE_NOTE, NULL));
    CHECK_INT(second->as.note.number, 2);
    CHECK_STR(sei_node_plain_text(&arena, second->first), "k");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(what_has_no_picture_is_a_box_with_its_name) {
    temp_start();
    temp_file("s.mp3", "");
    temp_file("図.png", "");
    temp_file(
        "n.md",
        "![[gone#H]]\n\n![[s.mp3]]\n\n![[s.mp3|音]]\n\na ![[s.mp3]] ![[s.mp3|b]]\n\n![[図]]\n");
    assemble("n.md");
    CHECK_STR(tree(), "figure path=\"gone\" subpath=\"H\" alt=\"gone\"\n"
                      "figure path=\"s.mp3\" alt=\"s.mp3\"\n"
                      "figure path=\"s.mp3\" alias alt=\"s.mp3\"\n"
                      "  text \"音\"\n"
                      "paragraph\n"
                      "  text \"a \"\n"
                      "  image path=\"s.mp3\" alt=\"s.mp3\"\n"
                      "  text \" \"\n"
                      "  text \"b\"\n"
                      "figure path=\"図\" alt=\"図\"\n");
    CHECK(sei_str_find(messages(), SEI_STR("no note named \"図\"; did you mean \"図.png\"?"), 0) !=
          SEI_STR_NONE);
    temp_end();
}

TEST(a_missing_file_shows_its_name_and_says_what_it_is) {
    assemble_text("![[g n]] ![[g.pdf#page=3]] ![[g.mp3]] ![[g.mp4]] ![[g.webm]] ![[g.canvas]] "
                  "![[g.base#V]] ![[g.PNG|20]]\n\n| a |\n|---|\n| ![[gone]] |\n\n![x](g) ![]()\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root),
              "g n g.pdf g.mp3 g.mp4 g.webm g.canvas g.base g.PNG a gone x");
    CHECK_STR(messages(), "n.md:1:1: warning: no note named \"g n\" [link-missing]\n"
                          "n.md:1:10: warning: no PDF file named \"g.pdf\" [link-missing]\n"
                          "n.md:1:28: warning: no audio file named \"g.mp3\" [link-missing]\n"
                          "n.md:1:39: warning: no video file named \"g.mp4\" [link-missing]\n"
                          "n.md:1:50: warning: no audio or video file named \"g.webm\" "
                          "[link-missing]\n"
                          "n.md:1:62: warning: no canvas named \"g.canvas\" [link-missing]\n"
                          "n.md:1:76: warning: no base named \"g.base\" [link-missing]\n"
                          "n.md:1:90: warning: no image named \"g.PNG\" [image-missing]\n"
                          "n.md:5:3: warning: no note named \"gone\" [link-missing]\n"
                          "n.md:7:1: warning: no image named \"g\" [image-missing]\n"
                          "n.md:7:9: warning: the image names no target [image-missing]\n");
    temp_end();
}

TEST(a_part_of_the_note_itself_is_embedded) {
    assemble_text("# A\n\n1 ^one\n\n# B\n\n![[#A]]\n\n![[n#^one]]\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "A 1 B A 1 1");
    CHECK_STR(messages(), "");
    temp_end();
}

static size_t count_of(sei_diag_id id) {
    size_t count = 0;
    for (size_t i = 0; i < diags.size; i++)
        count += diags.at[i].id == id;
    return count;
}

TEST(cycles_are_cut_however_they_are_written) {
    assemble_text("a\n\n![[n]]\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "a n");
    CHECK_INT(node_of(SEI_NODE_LINK, NULL)->as.link.target.anchor, 1);
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 1);
    temp_end();
    CHECK_STR(shown("---\ntitle: 題\n---\na\n\n![[SUB]]\n", "b ![[N.md]] ![[n|x]]\n"), "a b 題 x");
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 2);
    temp_end();
    assemble_text("a ![[#]]\n");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "a n");
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 1);
    temp_end();
    assemble_text("# A\n\n1\n\n![[#A]]\n");
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 1);
    CHECK_STR(sei_node_plain_text(&arena, book->root), "A 1 A 1 A");
    CHECK_INT(node_of(SEI_NODE_LINK, NULL)->as.link.target.anchor, 1);
    CHECK(book->anchors[0].node->parent->kind == SEI_NODE_CHAPTER);
    temp_end();
    assemble_text("---\naliases: [me]\n---\na ^x\n\n- ![[me]]\n\nb ![[n#^y]] ^y\n");
    CHECK(count_of(SEI_DIAG_EMBED_CYCLE) >= 2);
    temp_end();
    assemble_text("a[^1]\n\n| x |\n|---|\n| ![[n]] |\n\n[^1]: note ![[n]]\n");
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 2);
    temp_end();
}

TEST(a_cycle_through_a_footnote_is_cut) {
    CHECK_STR(shown("a\n\n![[sub]]\n", "b[^1]\n\n[^1]: c ![[sub]]\n"), "a b");
    CHECK_INT(count_of(SEI_DIAG_EMBED_CYCLE), 1);
    CHECK_STR(sei_node_plain_text(&arena, node_of(SEI_NODE_NOTE, NULL)), "c sub");
    temp_end();
}

TEST(embeds_go_five_deep) {
    temp_start();
    for (int i = 0; i < 9; i++) {
        temp_file(sei_arena_print(&arena, "n%d.md", i).at,
                  sei_arena_print(&arena, "%d\n\n![[n%d]]\n", i, i + 1).at);
    }
    assemble("n0.md");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "0 1 2 3 4 5 n6");
    CHECK_STR(
        messages(),
        "n5.md:3:1: warning: embeds nest more than 5 deep; a link stands in the place of this "
        "one [embed-depth]\n");
    temp_end();
}

TEST(expansion_has_a_budget) {
    temp_start();
    sei_buf big;
    sei_buf_init(&big, &memory);
    for (int i = 0; i < 60; i++)
        sei_buf_add(&big, SEI_STR("![[big]]\n\n"));
    temp_bytes("n.md", big.at, big.size);
    sei_buf_clear(&big);
    for (int i = 0; i < 2000; i++)
        sei_buf_print(&big, "%01000d\n\n", i);
    temp_bytes("big.md", big.at, big.size);
    sei_buf_fini(&big);
    assemble("n.md");
    CHECK_INT(count_of(SEI_DIAG_LIMIT), 1);
    size_t embedded = 0;
    for (const sei_node *node = node_of(SEI_NODE_EMBEDDED, NULL); node;
         node = node_of(SEI_NODE_EMBEDDED, node))
        embedded++;
    CHECK(embedded > 10 && embedded < 60);
    temp_end();
}

TEST(a_complete_graph_of_notes_ends) {
    temp_start();
    for (int i = 0; i < 13; i++) {
        sei_str text = {NULL, 0};
        for (int k = 0; k < 13; k++)
            text = sei_arena_print(&arena, "%.*s![[k%d]]\n\n", SEI_STR_ARG(text), k);
        temp_file(sei_arena_print(&arena, "k%d.md", i).at, text.at);
    }
    double before = sei_os_cpu_seconds();
    assemble("k0.md");
    printf("13 notes embedding one another: %u nodes, %.3f s\n", book->node_count,
           sei_os_cpu_seconds() - before);
    CHECK(sei_os_cpu_seconds() - before < 30.0);
    CHECK(count_of(SEI_DIAG_EMBED_CYCLE) <= 13 * 13);
    temp_end();
}

TEST(footnotes_of_copies_are_their_own) {
    CHECK_STR(shown("x[^1]\n\n![[sub]]\n\n![[sub]]\n\ny[^1]\n\n[^1]: host\n",
                    "b[^1]c[^1]\n\n[^1]: sub\n"),
              "x bc bc y");
    sei_str notes = {NULL, 0};
    const sei_node *list = book->root->first->last;
    CHECK(list->kind == SEI_NODE_NOTES);
    for (const sei_node *note = list->first; note; note = note->next) {
        notes = sei_arena_print(&arena, "%.*s %u:%.*s*%u", SEI_STR_ARG(notes), note->as.note.number,
                                SEI_STR_ARG(sei_node_plain_text(&arena, note)),
                                note->as.note.mark_count);
    }
    CHECK_STR(notes, " 1:host*2 2:sub*2 3:sub*2");
    for (const sei_node *mark = node_of(SEI_NODE_NOTE_MARK, NULL); mark;
         mark = node_of(SEI_NODE_NOTE_MARK, mark)) {
        CHECK(mark->as.note.note->parent == list);
        CHECK_INT(mark->as.note.number, mark->as.note.note->as.note.number);
    }
    temp_end();
}

TEST(notes_are_numbered_by_first_mark_also_of_marks_in_notes) {
    assemble_text("a[^z] b[^y]\n\n[^y]: Y[^w]\n[^z]: Z[^x]\n[^x]: X\n[^w]: W[^z]\n[^u]: unused\n");
    sei_str labels = {NULL, 0};
    for (const sei_node *note = node_of(SEI_NODE_NOTE, NULL); note; note = note->next) {
        sei_str text = sei_node_plain_text(&arena, note);
        labels = sei_arena_print(&arena, "%.*s %u%.*s", SEI_STR_ARG(labels), note->as.note.number,
                                 SEI_STR_ARG(text));
    }
    CHECK_STR(labels, " 1Z 2Y 3X 4W");
    temp_end();
}

TEST(links_inside_a_copy_stay_in_the_book) {
    temp_start();
    temp_file("n.md", "![[sub]]\n\n[[sub#H]] [[sub]] [[n]]\n");
    temp_file("sub.md", "# H\n\n[[#H]] [[n]]\n");
    assemble("n.md");
    for (const sei_node *link = node_of(SEI_NODE_LINK, NULL); link;
         link = node_of(SEI_NODE_LINK, link))
        CHECK(link->as.link.target.anchor != 0);
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(a_link_prefers_the_chapter_to_a_copy_before_it) {
    assemble_text("![[#H]]\n\n# H\n\ntext\n\n[[#H]]\n");
    const sei_node *link = node_of(SEI_NODE_LINK, NULL);
    const sei_node *target = book->anchors[link->as.link.target.anchor - 1].node;
    CHECK(target->parent->kind == SEI_NODE_CHAPTER);
    temp_end();
}

TEST(an_image_alone_is_a_figure_and_in_text_an_image) {
    temp_start();
    add_png("a.png");
    temp_file("n.md", "![[a.png]]\n\n前![[a.png|図]]後\n\n![[a.png#outline|100]]\n\n"
                      "![[a.png|説明|100x145]]\n\n![説明](a.png)\n\n![a|50](a.png)\n\n"
                      "- ![[a.png]]\n");
    assemble("n.md");
    CHECK_STR(tree(), "figure path=\"a.png\" alt=\"a\" asset=1\n"
                      "paragraph\n"
                      "  text \"前\"\n"
                      "  image path=\"a.png\" alias alt=\"図\" asset=1\n"
                      "  text \"後\"\n"
                      "figure path=\"a.png\" subpath=\"outline\" alt=\"a\" width=100 asset=1\n"
                      "figure path=\"a.png\" alias alt=\"説明\" width=100 height=145 asset=1\n"
                      "  text \"説明\"\n"
                      "figure path=\"a.png\" markdown alt=\"説明\" asset=1\n"
                      "  text \"説明\"\n"
                      "figure path=\"a.png\" markdown alt=\"a\" width=50 asset=1\n"
                      "list tight\n"
                      "  item\n"
                      "    figure path=\"a.png\" alt=\"a\" asset=1\n");
    CHECK_INT(book->asset_count, 1);
    CHECK_INT(book->assets[0].kind, SEI_ASSET_PNG);
    CHECK_INT(book->assets[0].width, 2);
    CHECK_INT(book->assets[0].height, 1);
    CHECK_STR(messages(),
              "n.md:1:1: warning: the image \"a.png\" has no text; its file's name stands in "
              "[image-text]\n"
              "n.md:5:1: warning: the image \"a.png\" has no text; its file's name stands in "
              "[image-text]\n"
              "n.md:13:3: warning: the image \"a.png\" has no text; its file's name stands in "
              "[image-text]\n");
    temp_end();
}

TEST(images_on_lines_of_their_own_are_figures) {
    temp_start();
    add_png("a.png");
    temp_file(".obsidian/app.json", "{}");
    temp_file("n.md", "前\n![[a.png]]\n![[a.png]]\n後\n");
    assemble("n.md");
    CHECK_STR(tree(), "paragraph\n"
                      "  text \"前\"\n"
                      "figure path=\"a.png\" alt=\"a\" asset=1\n"
                      "figure path=\"a.png\" alt=\"a\" asset=1\n"
                      "paragraph\n"
                      "  text \"後\"\n");
    temp_end();
}

TEST(missing_and_broken_images_keep_their_place_and_name) {
    temp_start();
    temp_file("bad.png", "not a png");
    temp_file("n.md", "![[gone.png|図]]\n\n![[bad.png]]\n\na ![[sub/gone.svg]]\n\n![[bad.png]]\n");
    assemble("n.md");
    CHECK_STR(tree(), "figure path=\"gone.png\" alias alt=\"gone.png\"\n"
                      "  text \"図\"\n"
                      "figure path=\"bad.png\" alt=\"bad\" asset=1\n"
                      "paragraph\n"
                      "  text \"a \"\n"
                      "  image path=\"sub/gone.svg\" alt=\"gone.svg\"\n"
                      "figure path=\"bad.png\" alt=\"bad\" asset=1\n");
    CHECK_INT(book->assets[0].kind, SEI_ASSET_BROKEN);
    CHECK_INT(count_of(SEI_DIAG_IMAGE_MISSING), 2);
    CHECK_INT(count_of(SEI_DIAG_IMAGE_BROKEN), 1);
    sei_str said = messages();
    CHECK(sei_str_starts(
        said, SEI_STR("n.md:1:1: warning: no image named \"gone.png\" [image-missing]\n")));
    temp_end();
}

TEST(nothing_is_fetched_from_the_network) {
    assemble_text("![図](https://example.com/a.png)\n\n![](https://example.com/b.png)\n\n"
                  "![x](data:image/png;base64,AA)\n");
    CHECK_STR(tree(), "paragraph\n"
                      "  link path=\"https://example.com/a.png\" markdown\n"
                      "    text \"図\"\n"
                      "paragraph\n"
                      "  link path=\"https://example.com/b.png\" markdown\n"
                      "    text \"https://example.com/b.png\"\n"
                      "paragraph\n"
                      "  text \"x\"\n");
    CHECK_INT(count_of(SEI_DIAG_IMAGE_REMOTE), 2);
    CHECK_INT(count_of(SEI_DIAG_URL_UNSAFE), 1);
    temp_end();
}

TEST(other_files_are_named) {
    temp_start();
    temp_file("d.pdf", "");
    temp_file("b.base", "");
    temp_file("n.md", "![[d.pdf#page=3]]\n\n![[b.base|表]]\n\n![[gone.pdf]]\n\n![[gone note]]\n");
    assemble("n.md");
    CHECK_STR(sei_node_plain_text(&arena, book->root), "d.pdf 表 gone.pdf gone note");
    CHECK_INT(count_of(SEI_DIAG_LINK_MISSING), 2);
    sei_str said = messages();
    CHECK(sei_str_starts(said, SEI_STR("n.md:1:1: warning: the PDF file \"d.pdf\" has no printed "
                                       "form; its name stands in its place")));
    CHECK(sei_str_find(said, SEI_STR("the base \"b.base\" has no printed form"), 0) !=
          SEI_STR_NONE);
    temp_end();
}

TEST(the_cover_is_an_asset) {
    temp_start();
    add_png("img/c.png");
    temp_file("n.md", "---\ncover: \"[[c.png]]\"\n---\n");
    temp_file("m.md", "---\ncover: gone.png\n---\n");
    assemble("n.md");
    CHECK_INT(book->cover, 1);
    CHECK_STR(book->assets[0].path, "img/c.png");
    sei_vault_close(&vault);
    assemble("m.md");
    CHECK_INT(book->cover, 0);
    CHECK_STR(messages(),
              "m.md:2:8: warning: no image named \"gone.png\" for the cover [image-missing]\n");
    temp_end();
}

int main(void) {
    RUN(a_note_alone_in_its_paragraph_is_spliced_with_its_title);
    RUN(a_note_that_begins_with_its_title_has_no_other);
    RUN(an_embed_in_running_text_splits_its_paragraph);
    RUN(an_embed_in_a_cell_or_heading_becomes_inlines);
    RUN(lists_of_a_cell_become_lines_outside_of_it);
    RUN(a_heading_brings_its_section_and_a_block_itself);
    RUN(an_unknown_part_shows_nothing);
    RUN(a_table_a_callout_and_a_quote_are_blocks_too);
    RUN(what_has_no_picture_is_a_box_with_its_name);
    RUN(a_missing_file_shows_its_name_and_says_what_it_is);
    RUN(a_part_of_the_note_itself_is_embedded);
    RUN(cycles_are_cut_however_they_are_written);
    RUN(a_cycle_through_a_footnote_is_cut);
    RUN(embeds_go_five_deep);
    RUN(expansion_has_a_budget);
    RUN(a_complete_graph_of_notes_ends);
    RUN(footnotes_of_copies_are_their_own);
    RUN(notes_are_numbered_by_first_mark_also_of_marks_in_notes);
    RUN(links_inside_a_copy_stay_in_the_book);
    RUN(a_link_prefers_the_chapter_to_a_copy_before_it);
    RUN(an_image_alone_is_a_figure_and_in_text_an_image);
    RUN(images_on_lines_of_their_own_are_figures);
    RUN(missing_and_broken_images_keep_their_place_and_name);
    RUN(nothing_is_fetched_from_the_network);
    RUN(other_files_are_named);
    RUN(the_cover_is_an_asset);
    return TEST_RESULT();
}
