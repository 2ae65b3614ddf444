/* Markdown: the bytes of one note → a tree (CHAPTER at its root). A pure function of bytes: it
 * opens no file and cannot fail on content; bad input becomes diagnostics and a tree that is still
 * well formed.
 *
 * Three steps, each with files of its own: scan (one linear pass before cmark-gfm that knows code,
 * math and comments, lifts Obsidian's constructs out behind private-use placeholders and bounds
 * what cmark is given), parse (cmark-gfm with a byte budget), build (cmark's tree → ours: callouts,
 * highlights, tags, tasks, block ids, image sizes, safe HTML, line breaks). See spec in README.md
 * here. */
#ifndef SEI_MARKDOWN_MARKDOWN_H
#define SEI_MARKDOWN_MARKDOWN_H

#include "base/diag.h"
#include "doc/node.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_markdown_options {
    bool newline_breaks; /* breaks=obsidian: a newline is a LINE_BREAK; else soft: joined or a space
                          */
    bool wikilinks;      /* [[…]], ![[…]], %%…%%, ==…==, ^id, #tag: Obsidian's additions */
} sei_markdown_options;

/* `source->bytes` is the whole file; `body` a slice of it (behind the front matter; the rest of the
 * file counts for positions only). UTF-16 with a BOM must have been converted by the reader of the
 * file. Footnote bodies become NOTE nodes below one NOTES node, the root's last child (absent when
 * there are none), in the order of first mark, unused ones last (number 0); marks are bound to
 * them. */
sei_node *sei_markdown_parse(sei_arena *arena, const sei_source *source, sei_str body,
                             const sei_markdown_options *options, sei_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
