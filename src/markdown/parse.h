/* Parse: scan's text → cmark-gfm's tree, within a byte budget. Private to markdown/. */
#ifndef SEI_MARKDOWN_PARSE_H
#define SEI_MARKDOWN_PARSE_H

#include <cmark-gfm.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What cmark's memory comes from. Its blocks are taken through the job's memory, so that an unwind
 * of the job loses nothing. */
typedef struct sei_parse {
    sei_memory memory; /* with the budget */
    sei_arena arena;
    struct sei_parse *outer; /* the parse that was going on in this thread before */
    cmark_mem *cmark_memory;
} sei_parse;

/* The tree of `text` (valid UTF-8), or NULL when the budget does not suffice. It lives until
 * sei_parse_fini, which must be called in both cases; between the two, the thread's cmark
 * allocations come from this parse. */
cmark_node *sei_parse_run(sei_parse *parse, sei_memory *job, sei_str text, size_t budget);
void sei_parse_fini(sei_parse *parse);

#ifdef __cplusplus
}
#endif

#endif
