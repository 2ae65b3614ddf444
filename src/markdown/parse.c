/* Bytes → tree: the scan, cmark-gfm behind a byte budget, the builder.
 *
 * cmark's allocator interface has no user pointer, so the budget's memory is reached through one
 * thread-local pointer that is set only while cmark runs. cmark calls abort() when it is out of memory;
 * ours unwinds to this file instead, and the note becomes plain paragraphs with a diagnostic. */
#include "markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "markdown/build.h"

#define CMARK_OPTIONS (CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE)

/* See above: the one mutable static of the layer, and why. */
static _Thread_local sei_memory *cmark_memory;

static void *cmark_calloc(size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        sei_memory_unwind(cmark_memory, SEI_MEMORY_OVER_BUDGET);
    size_t bytes = count && size ? count * size : 1;
    return memset(sei_memory_resize(cmark_memory, NULL, bytes), 0, bytes);
}

static void *cmark_realloc(void *old, size_t size) {
    return sei_memory_resize(cmark_memory, old, size ? size : 1);
}

static void cmark_free(void *block) {
    sei_memory_free(cmark_memory, block);
}

static void attach_extension(cmark_parser *parser, const char *name) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
    if (extension)
        cmark_parser_attach_syntax_extension(parser, extension);
}

static cmark_node *run_cmark(sei_str text, cmark_mem *memory) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPTIONS, memory);
    attach_extension(parser, "table");
    attach_extension(parser, "strikethrough");
    cmark_parser_feed(parser, text.at ? text.at : "", text.size);
    return cmark_parser_finish(parser);
}

/* What a budget's end leaves: the note's lines as paragraphs, nothing lost. */
static sei_node *build_plain(const sei_scan *scan) {
    sei_node *root = sei_node_new(scan->arena, SEI_NODE_CHAPTER, scan->source->number,
                                  (uint32_t)scan->base);
    sei_str rest = scan->text, line;
    while (sei_str_split(&rest, '\n', &line)) {
        if (sei_str_trim_ascii(line).size == 0)
            continue;
        uint32_t offset = (uint32_t)(scan->base + (size_t)(line.at - scan->text.at));
        sei_node *paragraph =
            sei_node_new(scan->arena, SEI_NODE_PARAGRAPH, scan->source->number, offset);
        sei_node *text = sei_node_new(scan->arena, SEI_NODE_TEXT, scan->source->number, offset);
        text->as.text = sei_str_trim_ascii(line);
        sei_node_append(paragraph, text);
        sei_node_append(root, paragraph);
    }
    return root;
}

/* Parses and builds while cmark's memory is alive. Returns NULL when the budget is spent. */
static sei_node *parse_within_budget(sei_scan *scan, sei_memory *budget, jmp_buf *escape) {
    cmark_mem memory = {cmark_calloc, cmark_realloc, cmark_free};
    if (setjmp(*escape) != 0)
        return NULL;
    budget->escape = escape;
    cmark_node *document = run_cmark(sei_buf_str(&scan->out), &memory);
    return sei_build_tree(scan, document);
}

static sei_node *parse(sei_scan *scan) {
    jmp_buf escape;
    sei_memory budget;
    size_t limit = SEI_LIMIT_CMARK_BASE + scan->out.size * SEI_LIMIT_CMARK_FACTOR;
    sei_memory_init(&budget, sei_allocator_system(), limit);
    cmark_memory = &budget;
    sei_node *root = parse_within_budget(scan, &budget, &escape);
    sei_memory_fini(&budget);
    cmark_memory = NULL;
    if (root)
        return root;
    sei_diag_add(scan->diags, SEI_DIAG_LIMIT, scan->source, scan->base,
                 "this note needs too much memory to be parsed; it is set as plain text");
    return build_plain(scan);
}

/* --- footnotes: what was defined against what was used ---------------------------------------- */

static sei_str folded_label(sei_arena *arena, sei_str label) {
    sei_str copy = sei_arena_copy(arena, label);
    char *bytes = (char *)(uintptr_t)copy.at;
    for (size_t i = 0; i < copy.size; i++)
        if (bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
    return copy;
}

static void check_notes(sei_scan *scan) {
    sei_map used, defined;
    sei_map_init(&used, scan->arena);
    sei_map_init(&defined, scan->arena);
    for (size_t i = 0; i < scan->marks.size; i++)
        sei_map_add(&used, folded_label(scan->arena, scan->marks.at[i].label), &scan->marks.at[i]);
    for (size_t i = 0; i < scan->definitions.size; i++) {
        const sei_scan_note *note = &scan->definitions.at[i];
        sei_str label = folded_label(scan->arena, note->label);
        if (sei_map_find(&defined, label)) {
            sei_diag_add(scan->diags, SEI_DIAG_NOTE_DUPLICATE, scan->source, note->offset,
                         "the footnote \"%.*s\" is defined twice; the first definition is used",
                         SEI_STR_ARG(note->label));
            continue;
        }
        sei_map_add(&defined, label, &scan->definitions.at[i]);
        if (!sei_map_find(&used, label))
            sei_diag_add(scan->diags, SEI_DIAG_NOTE_UNUSED, scan->source, note->offset,
                         "the footnote \"%.*s\" is never used; it is not printed",
                         SEI_STR_ARG(note->label));
    }
    for (size_t i = 0; i < scan->marks.size; i++) {
        const sei_scan_note *mark = &scan->marks.at[i];
        if (!sei_map_find(&defined, folded_label(scan->arena, mark->label)))
            sei_diag_add(scan->diags, SEI_DIAG_NOTE_UNDEFINED, scan->source, mark->offset,
                         "the footnote \"%.*s\" has no definition; it is printed as written",
                         SEI_STR_ARG(mark->label));
    }
}

sei_node *sei_markdown_parse(sei_arena *arena, const sei_source *source, sei_str body,
                             const sei_markdown_options *options, sei_diags *diags) {
    sei_scan scan = {.arena = arena,
                     .source = source,
                     .options = options,
                     .diags = diags,
                     .text = sei_utf8_repair(arena, body, NULL),
                     .base = body.at ? (size_t)(body.at - source->bytes.at) : 0};
    sei_buf_init(&scan.out, arena->memory);
    sei_scan_run(&scan);
    sei_node *root = parse(&scan);
    check_notes(&scan);
    sei_buf_fini(&scan.out);
    return root;
}
