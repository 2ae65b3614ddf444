/* For the tests of markdown/: Markdown on standard input → its tree and messages on standard
 * output. Arguments: "breaks=markdown" (soft breaks), "plain" (without Obsidian's additions),
 * "count" (the number of nodes in place of the tree, whose columns take time that is not the
 * reader's). */
#include <stdio.h>
#include <string.h>

#include "doc/book.h"
#include "markdown/markdown.h"

typedef struct settings {
    sei_markdown_options options;
    bool only_counts;
} settings;

static settings read_arguments(int argc, char **argv) {
    settings read = {.options = {.newline_breaks = true, .wikilinks = true}};
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "breaks=markdown") == 0)
            read.options.newline_breaks = false;
        else if (strcmp(argv[i], "plain") == 0)
            read.options.wikilinks = false;
        else if (strcmp(argv[i], "count") == 0)
            read.only_counts = true;
        else
            fprintf(stderr, "tree_dump: %s?\n", argv[i]);
    return read;
}

static void count_nodes(const sei_node *root, sei_buf *out) {
    size_t count = 0;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        count++;
    sei_buf_print(out, "%zu nodes\n", count);
}

int main(int argc, char **argv) {
    sei_memory memory;
    sei_arena arena;
    sei_diags diags;
    sei_buf input, out;
    char block[65536];
    size_t size;
    settings wanted = read_arguments(argc, argv);
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    sei_diags_init(&diags, &arena);
    sei_buf_init(&input, &memory);
    sei_buf_init(&out, &memory);
    while ((size = fread(block, 1, sizeof block, stdin)) > 0)
        sei_buf_add(&input, (sei_str){block, size});
    sei_str bytes = sei_buf_str(&input);
    const sei_source *source = sei_source_new(&arena, SEI_STR("note.md"), bytes, 0);
    const sei_node *root = sei_markdown_parse(&arena, source, bytes, &wanted.options, &diags);
    if (wanted.only_counts)
        count_nodes(root, &out);
    else
        sei_doc_dump(root, &source, 1, &out);
    sei_diags_sort(&diags);
    sei_diags_print_text(&diags, &out);
    fwrite(out.at, 1, out.size, stdout);
    sei_memory_fini(&memory);
    return 0;
}
