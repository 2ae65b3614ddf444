/* A book built by hand → the files of its EPUB: container bytes, splitting, notes both ways. */
#include "test.h"

#include "epub/archive.h"
#include "epub/epub.h"
#include "epub/plan.h"
#include "epub/xhtml.h"

static sei_memory memory;
static sei_arena arena;
static sei_diags diags;
static sei_style style;

static sei_node *add(sei_node *parent, sei_node_kind kind) {
    sei_node *node = sei_node_new(&arena, kind, 0, 0);
    sei_node_append(parent, node);
    return node;
}

static sei_node *add_text(sei_node *parent, const char *text) {
    sei_node *node = add(parent, SEI_NODE_TEXT);
    node->as.text = sei_str_from(text);
    return node;
}

static sei_node *add_heading(sei_node *parent, int depth, const char *text) {
    sei_node *heading = add(parent, SEI_NODE_HEADING);
    heading->as.heading.level = heading->as.heading.depth = depth;
    add_text(heading, text);
    return heading;
}

static void add_mark(sei_node *parent, sei_node *note, uint32_t count) {
    sei_node *mark = add(parent, SEI_NODE_NOTE_MARK);
    mark->as.note.note = note;
    mark->as.note.number = note->as.note.number;
    mark->as.note.mark_count = count;
}

/* Two sections; the note is marked once in each; ids in document order as book gives them. */
static sei_book *sample_book(void) {
    static sei_book book;
    sei_node *root = sei_node_new(&arena, SEI_NODE_BOOK, 0, 0);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *note = sei_node_new(&arena, SEI_NODE_NOTE, 0, 0);
    note->as.note.number = 1;
    note->as.note.mark_count = 2;
    for (uint32_t i = 1; i <= 2; i++) {
        add_heading(chapter, 1, i == 1 ? "一" : "二");
        sei_node *paragraph = add(chapter, SEI_NODE_PARAGRAPH);
        add_text(paragraph, "本文");
        add_mark(paragraph, note, i);
    }
    sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    add_text(add(note, SEI_NODE_PARAGRAPH), "注の本文");
    uint32_t id = 0;
    for (sei_node *node = root; node; node = sei_node_next(root, node))
        node->id = ++id;
    book = (sei_book){.root = root, .node_count = id};
    book.info.title = SEI_STR("題");
    book.info.identifier = SEI_STR("urn:uuid:0");
    book.info.lang = SEI_LANG_JA;
    book.info.lang_tag = SEI_STR("ja");
    return &book;
}

static sei_epub_request request_for(const sei_book *book) {
    style.text.size = 9 * SEI_POINT;
    return (sei_epub_request){.book = book,
                              .style = &style,
                              .arena = &arena,
                              .diags = &diags,
                              .producer = "seihon test",
                              .epoch = -1};
}

TEST(chapters_split_at_headings_of_depth_one) {
    sei_epub_request request = request_for(sample_book());
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    CHECK_INT(plan.file_count, 2);
    CHECK_INT(plan.files[0].note_count, 1);
    CHECK_INT(plan.files[1].note_count, 0);
}

static bool holds(sei_str text, const char *what) {
    return sei_str_find(text, sei_str_from(what), 0) != SEI_STR_NONE;
}

TEST(notes_link_both_ways_and_across_files) {
    sei_epub_request request = request_for(sample_book());
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, &request);
    const sei_node *note = plan.files[0].notes[0];
    sei_str first = sei_xhtml_file(&plan, &plan.files[0]);
    sei_str second = sei_xhtml_file(&plan, &plan.files[1]);
    char mark[160], aside[80], far_mark[160];
    snprintf(mark, sizeof mark, "<a id=\"r%u-1\" href=\"#fn%u\" epub:type=\"noteref\"", note->id,
             note->id);
    snprintf(aside, sizeof aside, "<aside id=\"fn%u\"", note->id);
    snprintf(far_mark, sizeof far_mark, "<a id=\"r%u-2\" href=\"c001.xhtml#fn%u\"", note->id,
             note->id);
    CHECK(holds(first, mark));
    CHECK(holds(first, aside));
    CHECK(holds(first, "role=\"doc-backlink\""));
    CHECK(holds(second, far_mark));
    CHECK(!holds(second, "<aside"));
}

TEST(the_container_begins_as_ocf_wants_it_and_repeats_byte_for_byte) {
    sei_epub_request request = request_for(sample_book());
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
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    sei_diags_init(&diags, &arena);
    RUN(chapters_split_at_headings_of_depth_one);
    RUN(notes_link_both_ways_and_across_files);
    RUN(the_container_begins_as_ocf_wants_it_and_repeats_byte_for_byte);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
