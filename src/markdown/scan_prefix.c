/* What stands before a line's own text: the containers' markers. They are copied, but for
 * footnotes, and for items in which Obsidian nests what cmark would not.
 *
 * Where the source has "[^a]: text" and indented lines, cmark is given a quote whose first
 * paragraph is the placeholder of the definition, so that it needs to know nothing of notes. The
 * lines of an item are given the columns that cmark asks for. */
#include "markdown/scan.h"

static void write_spaces(sei_scan *scan, size_t count) {
    for (size_t i = 0; i < count; i++)
        sei_buf_add_byte(&scan->out, ' ');
}

/* The marker that continues a container on a further line. */
static void write_continuation(sei_scan *scan, const sei_container *container) {
    if (container->kind == SEI_CONTAINER_ITEM)
        write_spaces(scan, container->written);
    else
        sei_scan_write(scan, "> ");
}

void sei_scan_write_continuations(sei_scan *scan, size_t depth) {
    for (size_t i = 0; i < depth; i++)
        write_continuation(scan, &scan->blocks.stack[i]);
}

void sei_scan_write_empty_line(sei_scan *scan, size_t depth) {
    sei_scan_write_continuations(scan, depth);
    sei_buf_add_byte(&scan->out, '\n');
}

static void write_definition(sei_scan *scan, size_t depth) {
    const sei_container *note = &scan->blocks.stack[depth];
    size_t from = note->from;
    while (sei_syntax_is_blank(scan->text.at[from]))
        from++;
    sei_scan_write(scan, "> ");
    sei_scan_lift(scan, SEI_LIFT_NOTE_BODY, from, note->to, scan->line.note_label);
    sei_buf_add_byte(&scan->out, '\n');
    sei_scan_write_continuations(scan, depth);
    sei_scan_write(scan, ">\n");
    sei_scan_write_continuations(scan, depth);
    sei_scan_write(scan, "> ");
}

/* A new quote's or item's marker, and the columns beside it. */
static void write_marker(sei_scan *scan, const sei_container *container) {
    size_t size = container->kind == SEI_CONTAINER_ITEM ? container->marker_size : 1;
    write_spaces(scan, container->indent);
    scan->at = sei_syntax_skip_blanks(scan->text, container->from, container->to);
    sei_scan_copy(scan, scan->at + size);
    if (container->kind == SEI_CONTAINER_ITEM)
        write_spaces(scan, container->written - container->indent - size);
    else
        write_spaces(scan, 1);
}

/* Whether cmark must be given other markers than the source's. */
static bool is_rewritten(const sei_scan *scan, size_t depth) {
    for (size_t i = 0; i < depth; i++) {
        const sei_container *container = &scan->blocks.stack[i];
        if (container->kind == SEI_CONTAINER_NOTE ||
            (container->kind == SEI_CONTAINER_ITEM && container->written != container->width))
            return true;
    }
    return false;
}

void sei_scan_write_prefix(sei_scan *scan) {
    const sei_line *line = &scan->line;
    size_t depth = line->is_lazy ? line->matched : scan->blocks.depth;
    if (line->splits)
        sei_scan_write_empty_line(scan, line->split_depth);
    scan->at = line->start;
    if (!is_rewritten(scan, depth)) {
        sei_scan_copy(scan, line->content);
        return;
    }
    for (size_t i = 0; i < depth; i++) {
        const sei_container *container = &scan->blocks.stack[i];
        scan->at = container->from;
        if (container->is_new && container->kind == SEI_CONTAINER_NOTE)
            write_definition(scan, i);
        else if (container->is_new)
            write_marker(scan, container);
        else
            write_continuation(scan, container);
    }
    write_spaces(scan, line->indent);
    scan->at = line->content;
}
