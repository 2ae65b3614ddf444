/* libFuzzer: any bytes, with all options, give a tree whose invariants hold.
 *
 * Build: cmake -DCMAKE_C_COMPILER=clang -DSEIHON_FUZZ=ON -DSEIHON_SANITIZE=ON …; ninja
 * markdown_fuzz Run:   markdown_fuzz -max_len=4096 -timeout=10 NEW_CORPUS
 * tests/fuzz/corpus/markdown */
#include <string.h>

#include "base/assert.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether the text may rightly show a private-use character of scan's. */
static bool has_private_use(sei_str bytes) {
    return sei_str_find_byte(bytes, (char)0xEE, 0) != SEI_STR_NONE ||
           sei_str_find(bytes, SEI_STR("\xEF\x80"), 0) != SEI_STR_NONE ||
           sei_str_find(bytes, SEI_STR("&#"), 0) != SEI_STR_NONE;
}

static void check_text(sei_str text, bool may_be_private) {
    sei_assert(sei_utf8_valid(text, NULL));
    sei_assert(sei_str_find_byte(text, 0, 0) == SEI_STR_NONE);
    if (may_be_private)
        return;
    sei_assert(sei_str_find_byte(text, (char)0xEE, 0) == SEI_STR_NONE);
    sei_assert(sei_str_find(text, SEI_STR("\xEF\x80"), 0) == SEI_STR_NONE);
}

static void check_strings(const sei_node *node, bool may_be_private) {
    check_text(node->label, may_be_private);
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_VERBATIM:
        check_text(node->as.code.info, may_be_private);
        check_text(node->as.code.text, may_be_private);
        return;
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
    case SEI_SHAPE_INLINE:
    case SEI_SHAPE_ATOM:
        break;
    }
    if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_MATH ||
        node->kind == SEI_NODE_TAG) {
        check_text(node->as.text, may_be_private);
        sei_assert(node->kind != SEI_NODE_TEXT || node->as.text.size > 0);
    } else if (node->kind == SEI_NODE_LINK || node->kind == SEI_NODE_IMAGE ||
               node->kind == SEI_NODE_WIKILINK || node->kind == SEI_NODE_EMBED) {
        check_text(node->as.link.target.path, may_be_private);
        check_text(node->as.link.target.subpath, may_be_private);
        check_text(node->as.link.image.alt, may_be_private);
        check_text(node->as.link.title, may_be_private);
    } else if (node->kind == SEI_NODE_CALLOUT) {
        check_text(node->as.callout.type, may_be_private);
        check_text(node->as.callout.metadata, may_be_private);
        sei_assert(node->first && node->first->kind == SEI_NODE_CALLOUT_TITLE);
    } else if (node->kind == SEI_NODE_DIVISION) {
        check_text(node->as.division.title, may_be_private);
    } else if (node->kind == SEI_NODE_NOTE_MARK) {
        sei_assert(node->as.note.note && node->as.note.note->kind == SEI_NODE_NOTE);
    }
}

static bool is_inline(const sei_node *node) {
    sei_node_shape shape = sei_node_shape_of(node->kind);
    return shape == SEI_SHAPE_INLINE || shape == SEI_SHAPE_ATOM;
}

/* Which children a node may have. */
static void check_shape(const sei_node *parent, const sei_node *child) {
    sei_node_shape shape = sei_node_shape_of(parent->kind);
    sei_assert(shape != SEI_SHAPE_ATOM && shape != SEI_SHAPE_VERBATIM);
    sei_assert(is_inline(child) == (shape != SEI_SHAPE_BLOCK));
    sei_assert((parent->kind == SEI_NODE_LIST) == (child->kind == SEI_NODE_ITEM));
    sei_assert((parent->kind == SEI_NODE_TABLE) == (child->kind == SEI_NODE_ROW));
    sei_assert((parent->kind == SEI_NODE_ROW) == (child->kind == SEI_NODE_CELL));
    sei_assert((parent->kind == SEI_NODE_NOTES) == (child->kind == SEI_NODE_NOTE));
    sei_assert(child->kind != SEI_NODE_NOTES || (parent->kind == SEI_NODE_CHAPTER && !child->next));
    sei_assert(child->kind != SEI_NODE_CALLOUT_TITLE ||
               (parent->kind == SEI_NODE_CALLOUT && !child->previous));
}

static void check_links(const sei_node *node) {
    const sei_node *before = NULL;
    for (const sei_node *child = node->first; child; child = child->next) {
        sei_assert(child->parent == node && child->previous == before);
        sei_assert(!before || before->kind != SEI_NODE_TEXT || child->kind != SEI_NODE_TEXT);
        check_shape(node, child);
        before = child;
    }
    sei_assert(node->last == before);
}

static void check_tree(const sei_node *root, sei_str bytes) {
    bool may_be_private = has_private_use(bytes);
    sei_assert(root->kind == SEI_NODE_CHAPTER && !root->parent);
    for (const sei_node *node = root; node; node = sei_node_next(root, node)) {
        sei_assert(node->offset <= bytes.size);
        sei_assert(node->id == 0 && node->anchor == 0);
        check_links(node);
        check_strings(node, may_be_private);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sei_str bytes = {(const char *)data, size};
    for (int i = 0; i < 3; i++) {
        sei_memory memory;
        sei_arena arena;
        sei_diags diags;
        sei_markdown_options options = {.newline_breaks = i == 0, .wikilinks = i < 2};
        sei_memory_init(&memory, sei_allocator_system(), 0);
        sei_arena_init(&arena, &memory);
        sei_diags_init(&diags, &arena);
        const sei_source *source = sei_source_new(&arena, SEI_STR("note.md"), bytes, 0);
        check_tree(sei_markdown_parse(&arena, source, bytes, &options, &diags), bytes);
        sei_memory_fini(&memory);
    }
    return 0;
}
