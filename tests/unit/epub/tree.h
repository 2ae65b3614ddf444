/* Books built by hand: nodes in document order, sealed as book/ seals them. */
#ifndef SEI_TEST_EPUB_TREE_H
#define SEI_TEST_EPUB_TREE_H

#include "test.h"

#include "base/vec.h"
#include "epub/epub.h"

static sei_memory memory;
static sei_arena arena;
static sei_diags diags;
static sei_style style;

static inline sei_node *add(sei_node *parent, sei_node_kind kind) {
    sei_node *node = sei_node_new(&arena, kind, 0, 0);
    if (parent)
        sei_node_append(parent, node);
    return node;
}

static inline sei_node *add_text(sei_node *parent, const char *text) {
    sei_node *node = add(parent, SEI_NODE_TEXT);
    node->as.text = sei_str_from(text);
    return node;
}

static inline sei_node *add_paragraph(sei_node *parent, const char *text) {
    sei_node *paragraph = add(parent, SEI_NODE_PARAGRAPH);
    add_text(paragraph, text);
    return paragraph;
}

static inline sei_node *add_heading(sei_node *parent, int depth, const char *text) {
    sei_node *heading = add(parent, SEI_NODE_HEADING);
    heading->as.heading.level = heading->as.heading.depth = depth;
    add_text(heading, text);
    return heading;
}

/* A part or chapter with a printed title; "" for text without one. */
static inline sei_node *add_titled(sei_node *parent, sei_node_kind kind, int depth,
                                   const char *title) {
    sei_node *node = add(parent, kind);
    node->as.chapter.title = sei_str_from(title);
    node->as.chapter.show_title = title[0] != 0;
    node->as.chapter.depth = depth;
    return node;
}

static inline void add_mark(sei_node *parent, sei_node *note) {
    sei_node *mark = add(parent, SEI_NODE_NOTE_MARK);
    mark->as.note.note = note;
    mark->as.note.number = note->as.note.number;
    mark->as.note.mark_count = ++note->as.note.mark_count;
}

/* A note that stands nowhere yet: its chapter's NOTES come last. */
static inline sei_node *new_note(uint32_t number, const char *text) {
    sei_node *note = add(NULL, SEI_NODE_NOTE);
    note->as.note.number = number;
    add_paragraph(note, text);
    return note;
}

/* Ids in document order; `anchors` has room for every node that asks for an anchor (anchor 1). */
static inline void seal(sei_book *book, sei_node *root) {
    SEI_VEC(sei_anchor) anchors = {0};
    uint32_t id = 0;
    for (sei_node *node = root; node; node = sei_node_next(root, node)) {
        node->id = ++id;
        if (!node->anchor)
            continue;
        SEI_VEC_ADD(&arena, &anchors, (sei_anchor){node});
        node->anchor = (uint32_t)anchors.size;
    }
    *book = (sei_book){
        .root = root, .node_count = id, .anchors = anchors.at, .anchor_count = anchors.size};
    book->info.title = SEI_STR("題");
    book->info.identifier = SEI_STR("urn:uuid:0");
    book->info.lang = SEI_LANG_JA;
    book->info.lang_tag = SEI_STR("ja");
}

/* The style has sizes, no matter and a contents list three deep. */
static inline sei_epub_request request_for(const sei_book *book) {
    style.text.size = 9 * SEI_POINT;
    style.contents.depth = 3;
    style.footnotes.mark = SEI_STR("{n}");
    return (sei_epub_request){.book = book,
                              .style = &style,
                              .arena = &arena,
                              .diags = &diags,
                              .producer = "seihon test",
                              .epoch = -1};
}

static inline void set_front(sei_style_part part) {
    style.front[style.front_count++] = part;
}

static inline bool holds(sei_str text, const char *what) {
    return sei_str_find(text, sei_str_from(what), 0) != SEI_STR_NONE;
}

static inline size_t count_of(sei_str text, const char *what) {
    size_t count = 0;
    for (size_t at = 0; (at = sei_str_find(text, sei_str_from(what), at)) != SEI_STR_NONE; at++)
        count++;
    return count;
}

/* Each test has a style and memory of its own. */
static inline void begin_test(void) {
    sei_arena_fini(&arena);
    sei_arena_init(&arena, &memory);
    style = (sei_style){0};
}

static inline void begin_tests(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    sei_diags_init(&diags, &arena);
}

#endif
