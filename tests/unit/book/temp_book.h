/* A book from a test's own vault: its tree and its messages as text. */
#ifndef SEI_TEST_TEMP_BOOK_H
#define SEI_TEST_TEMP_BOOK_H

#include "book/assemble.h"
#include "vault/temp_vault.h"

static sei_diags diags;
static const sei_book *book;
static sei_assemble_wishes wishes;
static sei_status book_status;
static const sei_style *finish_style; /* that books are finished by; NULL: none */

/* Assembles a note of the open vault. */
static void assemble_open(const char *note, sei_lang lang, sei_breaks breaks) {
    sei_diags_init(&diags, &arena);
    sei_assemble_request request = {.arena = &arena,
                                    .vault = &vault,
                                    .note = sei_str_from(note),
                                    .lang = lang,
                                    .breaks = breaks,
                                    .diags = &diags};
    book_status = (sei_status){SEI_OK, ""};
    sei_book *made = sei_assemble(&request, &wishes, &book_status);
    if (made)
        sei_assemble_finish(made, finish_style);
    book = made;
}

__attribute__((unused)) /* Indexes the vault and assembles one of its notes. */
static void
assemble_with(const char *note, sei_lang lang, sei_breaks breaks) {
    temp_open();
    assemble_open(note, lang, breaks);
}

static void assemble(const char *note) {
    assemble_with(note, SEI_LANG_NONE, SEI_BREAKS_AUTO);
}

/* A vault of one note "n.md". */
__attribute__((unused)) static void assemble_text(const char *text) {
    temp_start();
    temp_file("n.md", text);
    assemble("n.md");
}

static sei_str kept(sei_buf *buf) {
    sei_str text = sei_arena_copy(&arena, sei_buf_str(buf));
    sei_buf_fini(buf);
    return text;
}

/* The dump below a node, without places. */
static sei_str tree_of(const sei_node *node) {
    sei_buf out;
    sei_buf_init(&out, &memory);
    sei_doc_dump(node, NULL, 0, &out);
    return kept(&out);
}

/* The dump of the first chapter's blocks. */
__attribute__((unused)) static sei_str tree(void) {
    sei_str blocks = {NULL, 0};
    const sei_node *chapter = book->root->first;
    for (const sei_node *block = chapter->first; block; block = block->next) {
        blocks =
            sei_arena_print(&arena, "%.*s%.*s", SEI_STR_ARG(blocks), SEI_STR_ARG(tree_of(block)));
    }
    return blocks;
}

__attribute__((unused)) static sei_str messages(void) {
    sei_buf out;
    sei_buf_init(&out, &memory);
    sei_diags_sort(&diags);
    sei_diags_print_text(&diags, &out);
    return kept(&out);
}

/* The first node of a kind in the book, after another (NULL: from the start). */
__attribute__((unused)) static const sei_node *node_of(sei_node_kind kind, const sei_node *after) {
    const sei_node *node = after ? sei_node_next(book->root, after) : book->root;
    while (node && node->kind != kind)
        node = sei_node_next(book->root, node);
    return node;
}

#endif
