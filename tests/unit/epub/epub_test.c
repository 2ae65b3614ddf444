/* A book built by hand → the bytes of its EPUB, and notes both ways across files. */
#include "tree.h"

#include "epub/archive.h"
#include "epub/plan.h"
#include "epub/xhtml.h"

/* Two sections; the note is marked once in each. */
static sei_book sample_book(void) {
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *note = new_note(1, "注の本文");
    add_heading(chapter, 1, "一");
    add_mark(add_paragraph(chapter, "本文"), note);
    add_heading(chapter, 1, "二");
    add_mark(add_paragraph(chapter, "本文"), note);
    sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    seal(&book, root);
    return book;
}

TEST(notes_link_both_ways_and_across_files) {
    begin_test();
    sei_book book = sample_book();
    sei_epub_request request = request_for(&book);
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    const sei_node *note = plan.files[0].notes[0];
    sei_str first = sei_xhtml_text(&plan, &plan.files[0]);
    sei_str second = sei_xhtml_text(&plan, &plan.files[1]);
    char mark[160], aside[80], far_mark[160];
    snprintf(mark, sizeof mark, "<a id=\"r%u-1\" href=\"#fn%u\" epub:type=\"noteref\"", note->id,
             note->id);
    snprintf(aside, sizeof aside, "<aside id=\"fn%u\"", note->id);
    snprintf(far_mark, sizeof far_mark, "<a id=\"r%u-2\" href=\"c001.xhtml#fn%u\"", note->id,
             note->id);
    CHECK(holds(first, mark));
    CHECK(holds(first, aside));
    CHECK_INT(count_of(first, "role=\"doc-backlink\""), 2);
    CHECK(holds(second, far_mark));
    CHECK(!holds(second, "<aside"));
}

TEST(the_style_writes_marks_and_may_number_through_the_book) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    for (int i = 0; i < 2; i++) {
        sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "章");
        sei_node *note = new_note(1, "注");
        add_mark(add_paragraph(chapter, "本文"), note);
        sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    }
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    style.footnotes.mark = SEI_STR("({n})");
    style.footnotes.numbering = SEI_NUMBER_BOOK;
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[0]), ">(1)</a>"), 2);
    CHECK_INT(count_of(sei_xhtml_text(&plan, &plan.files[1]), ">(2)</a>"), 2);
}

TEST(marks_in_a_row_are_not_one_number) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add_titled(root, SEI_NODE_CHAPTER, 1, "章");
    sei_node *paragraph = add_paragraph(chapter, "本文");
    sei_node *notes = add(chapter, SEI_NODE_NOTES);
    for (uint32_t i = 14; i <= 15; i++) {
        sei_node *note = new_note(i, "注");
        add_mark(paragraph, note);
        sei_node_append(notes, note);
    }
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    CHECK(
        holds(sei_xhtml_text(&plan, &plan.files[0]), ">14</a><span class=\"noteref\">,</span><a "));
    style.footnotes.mark = SEI_STR("({n})");
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[0]), ">(14)</a><a "));
}

TEST(a_mark_in_a_link_follows_it) {
    begin_test();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *note = new_note(1, "注");
    sei_node *link = add(add(chapter, SEI_NODE_PARAGRAPH), SEI_NODE_LINK);
    link->as.link.target.path = SEI_STR("https://example.jp/");
    add_mark(add(link, SEI_NODE_STRONG), note);
    add_text(link, "文");
    sei_node *inner = add(link, SEI_NODE_LINK);
    inner->as.link.target.path = SEI_STR("https://example.jp/2");
    add_text(inner, "内");
    sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    seal(&book, root);
    sei_epub_request request = request_for(&book);
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    sei_str text = sei_xhtml_text(&plan, &plan.files[0]);
    CHECK(holds(text, "<strong/>文<span>内</span></a><a id=\"r"));
}

TEST(the_container_begins_as_ocf_wants_it_and_repeats_byte_for_byte) {
    begin_test();
    sei_book book = sample_book();
    sei_epub_request request = request_for(&book);
    sei_status status = {0};
    sei_str one, two;
    CHECK(sei_epub_make(&request, &one, &status));
    CHECK(sei_epub_make(&request, &two, &status));
    CHECK(sei_str_equal(one, two));
    CHECK_STR(sei_str_slice(one, 30, 38), "mimetype");
    CHECK_STR(sei_str_slice(one, 38, 58), "application/epub+zip");
    CHECK_INT(one.at[28], 0); /* no extra field */
    CHECK_INT(one.at[8], 0);  /* stored */
}

int main(void) {
    begin_tests();
    RUN(notes_link_both_ways_and_across_files);
    RUN(the_style_writes_marks_and_may_number_through_the_book);
    RUN(marks_in_a_row_are_not_one_number);
    RUN(a_mark_in_a_link_follows_it);
    RUN(the_container_begins_as_ocf_wants_it_and_repeats_byte_for_byte);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
