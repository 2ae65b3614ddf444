/* cmark-gfm behind an allocator of ours.
 *
 * cmark aborts when its allocator returns NULL and has no way to stop, so the allocator leaves it
 * by longjmp, and all of its memory is dropped at once. cmark's allocator functions are given no
 * user pointer: the parse at hand is a thread-local variable, the one variable of the program that
 * is static, set for the time of one parse. Freeing does nothing: the memory lasts as long as the
 * tree. */
#include "markdown/parse.h"

#include <cmark-gfm-core-extensions.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

static _Thread_local sei_parse *current;

/* Before each block: its size, which realloc needs. */
#define HEADER alignof(max_align_t)

static void *allocate(size_t count, size_t size) {
    if (size && count > (SIZE_MAX - HEADER) / size)
        sei_memory_unwind(&current->memory, SEI_MEMORY_OVER_BUDGET);
    unsigned char *block = sei_arena_alloc(&current->arena, HEADER + count * size);
    size *= count;
    memcpy(block, &size, sizeof size);
    return block + HEADER;
}

static void *reallocate(void *old, size_t size) {
    size_t old_size = 0;
    if (old)
        memcpy(&old_size, (unsigned char *)old - HEADER, sizeof old_size);
    if (size <= old_size)
        return old;
    void *block = allocate(1, size);
    if (old_size)
        memcpy(block, old, old_size);
    return block;
}

static void release(void *block) {
    (void)block;
}

/* The allocator of parse.memory: the job's memory, which never unwinds here. */
static void *resize_in_job(void *user, void *old, size_t old_size, size_t size) {
    (void)old_size;
    return sei_memory_try(user, old, size);
}

static void attach(cmark_parser *parser, const char *name) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
    if (extension)
        cmark_parser_attach_syntax_extension(parser, extension);
}

static cmark_node *parse_text(sei_str text) {
    cmark_mem *memory = allocate(1, sizeof *memory); /* nodes point to it */
    *memory = (cmark_mem){allocate, reallocate, release};
    current->cmark_memory = memory;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, memory);
    attach(parser, "table");
    attach(parser, "strikethrough");
    cmark_parser_feed(parser, text.at ? text.at : "", text.size);
    return cmark_parser_finish(parser);
}

cmark_node *sei_parse_run(sei_parse *parse, sei_memory *job, sei_str text, size_t budget) {
    jmp_buf escape;
    sei_memory_init(&parse->memory, (sei_allocator){resize_in_job, job}, budget);
    sei_arena_init(&parse->arena, &parse->memory);
    parse->memory.escape = &escape;
    cmark_gfm_core_extensions_ensure_registered();
    parse->outer = current;
    current = parse;
    if (setjmp(escape) != 0)
        return NULL;
    cmark_node *root = parse_text(text);
    parse->memory.limit = 0;
    parse->memory.escape = job->escape;
    return root;
}

void sei_parse_fini(sei_parse *parse) {
    current = parse->outer;
    sei_memory_fini(&parse->memory);
}
