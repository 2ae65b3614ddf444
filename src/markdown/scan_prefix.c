/* What stands before a line's own text: the containers' markers. They are copied, but for
 * footnotes: where the source has "[^a]: text" and indented lines, cmark is given a quote whose
 * first paragraph is the placeholder of the definition, so that it needs to know nothing of notes.
 */
#include "markdown/scan.h"

static void write_spaces(sei_scan *scan, size_t count) {
    for (size_t i = 0; i < count; i++)
        sei_buf_add_byte(&scan->out, ' ');
}

/* The marker that continues a container on a further line. */
static void write_continuation(sei_scan *scan, const sei_container *container) {
    if (container->kind == SEI_CONTAINER_ITEM)
        write_spaces(scan, container->width);
    else
        sei_scan_write(scan, "> ");
}

static void write_continuations(sei_scan *scan, size_t depth) {
    for (size_t i = 0; i < depth; i++)
        write_continuation(scan, &scan->blocks.stack[i]);
}

void sei_scan_write_empty_line(sei_scan *scan, size_t depth) {
    write_continuations(scan, depth);
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
    write_continuations(scan, depth);
    sei_scan_write(scan, ">\n");
    write_continuations(scan, depth);
    sei_scan_write(scan, "> ");
}

static bool has_note(const sei_scan *scan, size_t depth) {
    for (size_t i = 0; i < depth; i++)
        if (scan->blocks.stack[i].kind == SEI_CONTAINER_NOTE)
            return true;
    return false;
}

void sei_scan_write_prefix(sei_scan *scan) {
    const sei_line *line = &scan->line;
    size_t depth = line->is_lazy ? line->matched : scan->blocks.depth;
    if (line->splits)
        sei_scan_write_empty_line(scan, line->split_depth);
    scan->at = line->start;
    if (!has_note(scan, depth)) {
        sei_scan_copy(scan, line->content);
        return;
    }
    for (size_t i = 0; i < depth; i++) {
        const sei_container *container = &scan->blocks.stack[i];
        scan->at = container->from;
        if (container->is_new && container->kind == SEI_CONTAINER_NOTE)
            write_definition(scan, i);
        else if (container->is_new)
            sei_scan_copy(scan, container->to);
        else
            write_continuation(scan, container);
    }
    write_spaces(scan, line->indent);
    scan->at = line->content;
}
