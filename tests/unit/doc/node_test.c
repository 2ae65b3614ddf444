/* Nodes: links between them, walks, copies and plain text. */
#include "doc/node.h"

#include "test.h"

static sei_memory memory;
static sei_arena arena;

static void start(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
}

static void end(void) {
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
}

static sei_node *add(sei_node *parent, sei_node_kind kind) {
    sei_node *node = sei_node_new(&arena, kind, 0, 0);
    if (parent)
        sei_node_append(parent, node);
    return node;
}

static sei_node *add_text(sei_node *parent, const char *text) {
    sei_node *node = add(parent, SEI_NODE_TEXT);
    node->as.text = sei_str_from(text);
    return node;
}

/* The names of the children, joined by commas, checked both ways. */
static sei_str children(const sei_node *parent) {
    sei_str names = {NULL, 0};
    const sei_node *previous = NULL;
    for (const sei_node *child = parent->first; child; child = child->next) {
        CHECK(child->parent == parent);
        CHECK(child->previous == previous);
        previous = child;
        names = sei_arena_print(&arena, "%.*s%s%s", SEI_STR_ARG(names), names.size ? "," : "",
                                sei_node_name(child->kind));
    }
    CHECK(parent->last == previous);
    return names;
}

TEST(children_keep_their_order_whatever_is_done_to_them) {
    start();
    sei_node *root = add(NULL, SEI_NODE_CHAPTER);
    sei_node *paragraph = add(root, SEI_NODE_PARAGRAPH);
    sei_node_insert_before(paragraph, sei_node_new(&arena, SEI_NODE_HEADING, 0, 0));
    sei_node_insert_after(paragraph, sei_node_new(&arena, SEI_NODE_RULE, 0, 0));
    CHECK_STR(children(root), "heading,paragraph,rule");
    sei_node *quote = sei_node_new(&arena, SEI_NODE_QUOTE, 0, 0);
    sei_node_insert_after(paragraph, quote);
    add(quote, SEI_NODE_LIST);
    add(quote, SEI_NODE_TABLE);
    CHECK_STR(children(root), "heading,paragraph,quote,rule");
    sei_node_splice_up(quote);
    CHECK_STR(children(root), "heading,paragraph,list,table,rule");
    CHECK(quote->parent == NULL && quote->first == NULL);
    sei_node_unlink(root->first);
    sei_node_unlink(root->last);
    CHECK_STR(children(root), "paragraph,list,table");
    sei_node_splice_up(root->first);
    CHECK_STR(children(root), "list,table");
    end();
}

TEST(a_walk_sees_every_node_once_in_document_order) {
    start();
    sei_node *root = add(NULL, SEI_NODE_CHAPTER);
    sei_node *list = add(root, SEI_NODE_LIST);
    sei_node *item = add(list, SEI_NODE_ITEM);
    add_text(add(item, SEI_NODE_PARAGRAPH), "a");
    add(list, SEI_NODE_ITEM);
    add(root, SEI_NODE_RULE);
    sei_str names = {NULL, 0};
    for (const sei_node *at = root; at; at = sei_node_next(root, at))
        names = sei_arena_print(&arena, "%.*s %s", SEI_STR_ARG(names), sei_node_name(at->kind));
    CHECK_STR(names, " chapter list item paragraph text item rule");
    CHECK(sei_node_skip(root, item)->kind == SEI_NODE_ITEM);
    CHECK(sei_node_skip(root, list)->kind == SEI_NODE_RULE);
    CHECK(sei_node_skip(list, list) == NULL);
    CHECK(sei_node_next(list, list->last) == NULL);
    CHECK(sei_node_ancestor(item->first->first, SEI_NODE_LIST) == list);
    CHECK(sei_node_ancestor(list, SEI_NODE_LIST) == list);
    CHECK(sei_node_ancestor(list, SEI_NODE_QUOTE) == NULL);
    end();
}

TEST(nesting_of_a_million_needs_no_stack) {
    start();
    sei_node *root = add(NULL, SEI_NODE_QUOTE), *at = root;
    for (int i = 0; i < 1000000; i++)
        at = add(at, SEI_NODE_QUOTE);
    add_text(at, "deep");
    CHECK_STR(sei_node_plain_text(&arena, root), "deep");
    sei_node *copy = sei_node_copy(&arena, root);
    size_t count = 0;
    for (const sei_node *node = copy; node; node = sei_node_next(copy, node))
        count++;
    CHECK_INT(count, 1000002);
    end();
}

TEST(a_copy_is_equal_and_apart) {
    start();
    sei_node *root = add(NULL, SEI_NODE_CHAPTER);
    sei_node *list = add(root, SEI_NODE_LIST);
    add_text(add(add(list, SEI_NODE_ITEM), SEI_NODE_PARAGRAPH), "a");
    add_text(add(add(list, SEI_NODE_ITEM), SEI_NODE_PARAGRAPH), "b");
    add(root, SEI_NODE_RULE);
    sei_node *copy = sei_node_copy(&arena, list);
    CHECK(copy->parent == NULL && copy->next == NULL);
    CHECK_STR(children(copy), "item,item");
    CHECK_STR(children(copy->first), "paragraph");
    CHECK_STR(children(copy->last->first), "text");
    CHECK_STR(copy->last->first->first->as.text, "b");
    CHECK(copy->first != list->first);
    sei_node_unlink(copy->first);
    CHECK_STR(children(list), "item,item");
    end();
}

TEST(plain_text_is_one_line_that_a_reader_sees) {
    start();
    sei_node *heading = add(NULL, SEI_NODE_HEADING);
    add_text(heading, " 第1節　概要 ");
    add(heading, SEI_NODE_ANCHOR);
    sei_node *mark = add(heading, SEI_NODE_NOTE_MARK);
    mark->as.note.label = SEI_STR("x");
    add_text(add(heading, SEI_NODE_STRONG), "a\t b");
    add(heading, SEI_NODE_LINE_BREAK);
    add(heading, SEI_NODE_CODE)->as.text = SEI_STR("c()");
    add(heading, SEI_NODE_SOFT_BREAK);
    add(heading, SEI_NODE_IMAGE)->as.link.image.alt = SEI_STR("図");
    add(heading, SEI_NODE_TAG)->as.text = SEI_STR("tag");
    add_text(heading, "　\xC2\xA0");
    CHECK_STR(sei_node_plain_text(&arena, heading), "第1節　概要 a b c() 図#tag");
    end();
}

TEST(plain_text_of_blocks_is_parted_by_spaces_and_leaves_notes_out) {
    start();
    sei_node *root = add(NULL, SEI_NODE_CHAPTER);
    add_text(add(root, SEI_NODE_PARAGRAPH), "一");
    sei_node *figure = add(root, SEI_NODE_FIGURE);
    figure->as.link.image.alt = SEI_STR("alt");
    sei_node *captioned = add(root, SEI_NODE_FIGURE);
    captioned->as.link.image.alt = SEI_STR("alt");
    add_text(captioned, "caption");
    sei_node *code = add(root, SEI_NODE_CODE_BLOCK);
    code->as.code.text = SEI_STR("x\ny\n");
    add_text(add(add(root, SEI_NODE_NOTES), SEI_NODE_NOTE), "note");
    add_text(add(root, SEI_NODE_PARAGRAPH), "二");
    CHECK_STR(sei_node_plain_text(&arena, root), "一 alt caption x y 二");
    CHECK_STR(sei_node_plain_text(&arena, figure), "alt");
    CHECK_STR(sei_node_plain_text(&arena, code), "x y");
    CHECK_STR(sei_node_plain_text(&arena, root->first->first), "一");
    end();
}

TEST(every_kind_has_a_name_and_a_shape) {
    for (int kind = 0; kind < SEI_NODE_KIND_COUNT; kind++)
        CHECK(sei_node_name((sei_node_kind)kind)[0] != '\0');
    CHECK_INT(sei_node_shape_of(SEI_NODE_HEADING), SEI_SHAPE_LEAF);
    CHECK_INT(sei_node_shape_of(SEI_NODE_EMBED), SEI_SHAPE_ATOM);
    CHECK_STR(sei_str_from(sei_node_name(SEI_NODE_NOTE_MARK)), "note-mark");
}

int main(void) {
    RUN(children_keep_their_order_whatever_is_done_to_them);
    RUN(a_walk_sees_every_node_once_in_document_order);
    RUN(nesting_of_a_million_needs_no_stack);
    RUN(a_copy_is_equal_and_apart);
    RUN(plain_text_is_one_line_that_a_reader_sees);
    RUN(plain_text_of_blocks_is_parted_by_spaces_and_leaves_notes_out);
    RUN(every_kind_has_a_name_and_a_shape);
    return TEST_RESULT();
}
