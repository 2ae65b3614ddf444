/* A book of many notes from a test's own vault, and its outline as text. */
#ifndef SEI_TEST_MANY_BOOK_H
#define SEI_TEST_MANY_BOOK_H

#include "book/temp_book.h"

/* Indexes the vault and assembles a source of the kind. */
static void assemble_many(sei_assemble_kind kind, const char *path) {
    temp_open();
    sei_diags_init(&diags, &arena);
    sei_assemble_request request = {.arena = &arena,
                                    .vault = &vault,
                                    .note = sei_str_from(path),
                                    .diags = &diags,
                                    .kind = kind};
    book_status = (sei_status){SEI_OK, ""};
    sei_book *made = sei_assemble(&request, &wishes, &book_status);
    if (made)
        sei_assemble_finish(made, NULL);
    book = made;
    if (!book)
        CHECK(book_status.code != SEI_OK && book_status.message[0] != '\0');
}

static void add_outline_line(sei_buf *out, const sei_node *node) {
    int depth = node->kind == SEI_NODE_HEADING ? node->as.heading.depth : node->as.chapter.depth;
    sei_str title =
        node->kind == SEI_NODE_HEADING ? sei_node_plain_text(&arena, node) : node->as.chapter.title;
    sei_buf_print(out, "%*s%d %s%s %.*s\n", 2 * depth - 2, "", depth, sei_node_name(node->kind),
                  node->kind == SEI_NODE_CHAPTER && node->as.chapter.show_title ? "!" : "",
                  SEI_STR_ARG(title));
}

/* Every part, chapter ("!": its title is printed) and heading: its depth, kind and text. */
__attribute__((unused)) static sei_str outline(void) {
    sei_buf out;
    sei_buf_init(&out, &memory);
    for (const sei_node *node = book ? book->root : NULL; node;
         node = sei_node_next(book->root, node)) {
        bool has_chapter = node->kind == SEI_NODE_CHAPTER || node->kind == SEI_NODE_PART;
        if (has_chapter || node->kind == SEI_NODE_HEADING)
            add_outline_line(&out, node);
    }
    return kept(&out);
}

/* The same without headings: what the plan says. */
__attribute__((unused)) static sei_str chapters(void) {
    sei_buf out;
    sei_buf_init(&out, &memory);
    for (const sei_node *node = book ? book->root : NULL; node;
         node = sei_node_next(book->root, node))
        if (node->kind == SEI_NODE_CHAPTER || node->kind == SEI_NODE_PART)
            add_outline_line(&out, node);
    return kept(&out);
}

/* The text of the whole book. */
__attribute__((unused)) static sei_str whole_text(void) {
    return sei_node_plain_text(&arena, book->root);
}

#endif
