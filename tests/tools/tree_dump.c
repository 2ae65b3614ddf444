/* For the spec tests: Markdown on standard input → its tree and diagnostics on standard output.
 * Arguments: "breaks=markdown" (soft breaks), "plain" (without Obsidian's additions). */
#include <stdio.h>
#include <string.h>

#include "doc/book.h"
#include "markdown/markdown.h"

int main(int argc, char **argv) {
    sei_memory memory;
    sei_arena arena;
    sei_diags diags;
    sei_buf input, out;
    sei_markdown_options options = {.newline_breaks = true, .wikilinks = true};
    char block[4096];
    size_t size;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "breaks=markdown"))
            options.newline_breaks = false;
        if (!strcmp(argv[i], "plain"))
            options.wikilinks = false;
    }
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    sei_diags_init(&diags, &arena);
    sei_buf_init(&input, &memory);
    sei_buf_init(&out, &memory);
    while ((size = fread(block, 1, sizeof block, stdin)) > 0)
        sei_buf_add(&input, (sei_str){block, size});
    sei_str bytes = sei_buf_str(&input);
    const sei_source *source = sei_source_new(&arena, SEI_STR("note.md"), bytes, 0);
    const sei_node *root = sei_markdown_parse(&arena, source, bytes, &options, &diags);
    sei_doc_dump(root, &source, 1, &out);
    sei_diags_sort(&diags);
    sei_diags_print_text(&diags, &out);
    fwrite(out.at, 1, out.size, stdout);
    sei_memory_fini(&memory);
    return 0;
}
