/* Each limit of reading Markdown: where it is, what it says, and that no text is lost behind it. */
#include "base/limits.h"
#include "base/vec.h"
#include "markdown/markdown.h"
#include "test.h"

#include <stdlib.h>

static sei_memory memory;
static sei_arena arena;
static sei_diags diags;

static sei_node *parse(sei_str bytes) {
    static const sei_markdown_options options = {.newline_breaks = true, .wikilinks = true};
    const sei_source *source = sei_source_new(&arena, SEI_STR("n.md"), bytes, 0);
    sei_diags_init(&diags, &arena);
    return sei_markdown_parse(&arena, source, bytes, &options, &diags);
}

/* head, then `piece` count times, then tail. */
static sei_node *parse_repeated(const char *head, const char *piece, size_t count,
                                const char *tail) {
    sei_buf text;
    sei_buf_init(&text, &memory);
    sei_buf_add(&text, sei_str_from(head));
    for (size_t i = 0; i < count; i++)
        sei_buf_add(&text, sei_str_from(piece));
    sei_buf_add(&text, sei_str_from(tail));
    sei_node *root = parse(sei_arena_copy(&arena, sei_buf_str(&text)));
    sei_buf_fini(&text);
    return root;
}

static bool reported(void) {
    return diags.size == 1 && diags.at[0].id == SEI_DIAG_LIMIT;
}

static bool shows(const sei_node *root, const char *text) {
    return sei_str_find(sei_node_plain_text(&arena, root), sei_str_from(text), 0) != SEI_STR_NONE;
}

static size_t count_of(const sei_node *root, sei_node_kind kind) {
    size_t count = 0;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        count += node->kind == kind;
    return count;
}

TEST(nesting) {
    sei_node *root = parse_repeated("", "> ", SEI_LIMIT_NESTING, "end\n");
    CHECK_INT(diags.size, 0);
    CHECK_INT(count_of(root, SEI_NODE_QUOTE), SEI_LIMIT_NESTING);
    root = parse_repeated("", "> ", SEI_LIMIT_NESTING + 5, "end\n");
    CHECK(reported() && shows(root, "end"));
    CHECK_INT(count_of(root, SEI_NODE_QUOTE), SEI_LIMIT_NESTING);
    root = parse_repeated("", "- ", 30000, "end\n");
    CHECK(reported() && shows(root, "end"));
    CHECK_INT(count_of(root, SEI_NODE_ITEM), SEI_LIMIT_NESTING);
    root = parse_repeated("", "1. ", 30000, "end\n");
    CHECK(reported() && shows(root, "end"));
    root = parse_repeated("", "<u>", 1000, "end\n");
    CHECK(reported() && shows(root, "end"));
}

TEST(table_cells) {
    char *wide = malloc(2 * 2000 + 2);
    for (size_t i = 0; i < 2000; i++)
        memcpy(wide + 2 * i, "-|", 2);
    strcpy(wide + 4000, "\n");
    sei_buf head;
    sei_buf_init(&head, &memory);
    sei_buf_print(&head, "%s%s", wide, wide);
    for (size_t i = 0; i < 4000; i += 2)
        head.at[i] = 'a';
    sei_node *root = parse_repeated(head.at, "|x|\n", 200, "|end|\n");
    CHECK_INT(diags.size, 0);
    CHECK_INT(count_of(root, SEI_NODE_ROW), 202);
    root = parse_repeated(head.at, "|x|\n", 1000, "|end|\n");
    CHECK(reported() && shows(root, "end"));
    CHECK(count_of(root, SEI_NODE_CELL) <= SEI_LIMIT_TABLE_CELLS + 4000);
    sei_buf_fini(&head);
    free(wide);
}

TEST(emphasis_marks) {
    sei_node *root = parse_repeated("", "*a* ", SEI_LIMIT_DELIMITERS / 2, "end\n");
    CHECK_INT(diags.size, 0);
    CHECK_INT(count_of(root, SEI_NODE_EMPHASIS), SEI_LIMIT_DELIMITERS / 2);
    root = parse_repeated("", "*a* ", SEI_LIMIT_DELIMITERS, "end\n");
    CHECK(reported() && shows(root, "*a* end"));
}

TEST(brackets) {
    sei_node *root = parse_repeated("", "![a](b) ", 5000, "end\n");
    CHECK_INT(diags.size, 0);
    CHECK_INT(count_of(root, SEI_NODE_IMAGE), 5000);
    root = parse_repeated("", "![[]()", 5000, "end\n");
    CHECK(reported() && shows(root, "end"));
}

TEST(inline_notes) {
    sei_node *root = parse_repeated("", "^[a ", SEI_LIMIT_INLINE_NOTES, "]]]]]]]]\n");
    CHECK_INT(diags.size, 0);
    CHECK_INT(count_of(root, SEI_NODE_NOTE), SEI_LIMIT_INLINE_NOTES);
    root = parse_repeated("", "^[a ", SEI_LIMIT_INLINE_NOTES + 1, "]]]]]]]]]\n");
    CHECK(reported() && shows(root->last->last, "^[a"));
}

/* When cmark's budget is spent, the note comes as plain paragraphs. */
TEST(cmark_memory) {
    sei_buf text;
    sei_buf_init(&text, &memory);
    sei_buf_add(&text, SEI_STR("# begin\n\n[a]: /"));
    for (size_t i = 0; i < 40000; i++)
        sei_buf_add_byte(&text, 'u');
    sei_buf_add(&text, SEI_STR("\n\n"));
    for (size_t i = 0; i < 10000; i++)
        sei_buf_add(&text, SEI_STR("[a] "));
    sei_buf_add(&text, SEI_STR("\n\n  end [[x]]\nlast\n"));
    sei_node *root = parse(sei_buf_str(&text));
    CHECK(reported() && shows(root, "# begin") && shows(root, "end [[x]] last"));
    CHECK_INT(count_of(root, SEI_NODE_PARAGRAPH), 4);
    CHECK_INT(count_of(root, SEI_NODE_LINK), 0);
    CHECK_INT(root->last->offset, text.size - strlen("  end [[x]]\nlast\n"));
    sei_buf_fini(&text);
}

static const char *const small_note = "a [[b]]\n\n- c ^[d]\n";

/* Parses the small note until memory ends. */
static void parse_for_ever(sei_memory *small) {
    static const sei_markdown_options options = {.newline_breaks = true, .wikilinks = true};
    sei_arena in_small;
    sei_diags own;
    sei_arena_init(&in_small, small);
    sei_diags_init(&own, &in_small);
    sei_str bytes = sei_str_from(small_note);
    const sei_source *source = sei_source_new(&in_small, SEI_STR("n.md"), bytes, 0);
    while (true)
        sei_markdown_parse(&in_small, source, bytes, &options, &own);
}

/* The job's own budget unwinds to the job, and nothing is lost. */
TEST(job_memory) {
    jmp_buf escape;
    sei_memory small;
    sei_memory_init(&small, sei_allocator_system(), 200000);
    small.escape = &escape;
    if (setjmp(escape) == 0)
        parse_for_ever(&small);
    CHECK(small.failure == SEI_MEMORY_OVER_BUDGET);
    sei_memory_fini(&small);
    CHECK_INT(small.used, 0);
    CHECK_INT(count_of(parse(sei_str_from(small_note)), SEI_NODE_NOTE), 1);
}

/* A body is a slice of its file: places count from the file's start. */
TEST(body_behind_front_matter) {
    static const sei_markdown_options options = {.newline_breaks = true, .wikilinks = true};
    sei_str file = SEI_STR("---\na: b\n---\n# t\n\n[[x]]\n");
    const sei_source *source = sei_source_new(&arena, SEI_STR("n.md"), file, 3);
    sei_diags_init(&diags, &arena);
    sei_node *root =
        sei_markdown_parse(&arena, source, sei_str_slice(file, 13, file.size), &options, &diags);
    CHECK_INT(root->offset, 13);
    CHECK_INT(root->source, 3);
    CHECK_INT(root->first->offset, 13);
    CHECK_INT(root->last->first->offset, 18);
    CHECK_INT(sei_source_place(source, root->last->first->offset).line, 6);
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(nesting);
    RUN(table_cells);
    RUN(emphasis_marks);
    RUN(brackets);
    RUN(inline_notes);
    RUN(cmark_memory);
    RUN(job_memory);
    RUN(body_behind_front_matter);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
