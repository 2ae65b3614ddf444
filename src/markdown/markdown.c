/* The three steps in one: scan, parse, build. When the budget of cmark does not suffice, the note's
 * text still comes: as plain paragraphs. */
#include "markdown/markdown.h"

#include "base/utf8.h"
#include "markdown/build.h"

static size_t cmark_budget(const sei_scan *scan) {
    return SEI_LIMIT_CMARK_BASE + SEI_LIMIT_CMARK_FACTOR * scan->out.size;
}

static void add_plain_line(sei_node *paragraph, const sei_scan *scan, sei_arena *arena, size_t from,
                           size_t to) {
    uint32_t offset = (uint32_t)sei_scan_text_offset(scan, from);
    if (paragraph->first)
        sei_node_append(paragraph,
                        sei_node_new(arena, SEI_NODE_LINE_BREAK, paragraph->source, offset));
    sei_node *text = sei_node_new(arena, SEI_NODE_TEXT, paragraph->source, offset);
    text->as.text = sei_arena_copy(arena, sei_str_slice(scan->text, from, to));
    sei_node_append(paragraph, text);
}

/* Every line as it is, a paragraph between blank lines. */
static sei_node *plain_tree(const sei_scan *scan, sei_arena *arena) {
    uint32_t number = scan->source->number;
    sei_node *root = sei_node_new(arena, SEI_NODE_CHAPTER, number, (uint32_t)scan->body_offset);
    sei_node *paragraph = NULL;
    for (size_t at = 0; at < scan->text.size;) {
        size_t end = sei_str_find_byte(scan->text, '\n', at);
        end = end == SEI_STR_NONE ? scan->text.size : end;
        bool is_blank = sei_syntax_skip_blanks(scan->text, at, end) == end;
        if (is_blank) {
            paragraph = NULL;
        } else if (!paragraph) {
            paragraph = sei_node_new(arena, SEI_NODE_PARAGRAPH, number,
                                     (uint32_t)sei_scan_text_offset(scan, at));
            sei_node_append(root, paragraph);
        }
        if (!is_blank)
            add_plain_line(paragraph, scan, arena, at, end);
        at = end + 1;
    }
    sei_diag_add(scan->diags, SEI_DIAG_LIMIT, scan->source, scan->body_offset,
                 "reading the note needs more than %zu MB; it is printed as plain text",
                 cmark_budget(scan) >> 20);
    return root;
}

sei_node *sei_markdown_parse(sei_arena *arena, const sei_source *source, sei_str body,
                             const sei_markdown_options *options, sei_diags *diags) {
    sei_scan *scan;
    sei_parse *parse;
    sei_arena scratch;
    sei_arena_init(&scratch, arena->memory);
    scan = SEI_NEW(&scratch, sei_scan);
    parse = SEI_NEW(&scratch, sei_parse);
    sei_scan_run(scan, &scratch, source, body, options, diags);
    cmark_node *document =
        sei_parse_run(parse, arena->memory, sei_buf_str(&scan->out), cmark_budget(scan));
    sei_node *root =
        document ? sei_build_run(scan, parse, document, arena) : plain_tree(scan, arena);
    sei_parse_fini(parse);
    sei_scan_fini(scan);
    sei_arena_fini(&scratch);
    return root;
}
