/* The scan's block level: lines, their container prefixes, fences, footnote bodies, block ids.
 *
 * It does not parse blocks as cmark does; it knows just enough to leave code alone. A line's prefix is
 * what quote and list markers may stand in; what is behind it is inline content. Rule that is easy to
 * break: every byte written is remembered with the place it came from, so that messages point into the
 * note and not into this text. */
#include "markdown/scan.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

/* What the lines so far say about the next one. */
struct lines {
    sei_scan *scan;
    size_t at, end;         /* the line: text[at … end), its newline at `end` */
    size_t next;            /* the next line's first byte */
    size_t content;         /* behind its container prefix */
    int quotes;             /* '>' in the prefix */
    bool in_fence;
    char fence;             /* '`' or '~' */
    size_t fence_length;
    int fence_quotes;
    bool is_too_deep;       /* more markers in the prefix than SEI_LIMIT_NESTING */
    bool was_blank;         /* the line before */
    bool in_code;           /* indented code so far */
    int list_column;        /* column where the last list item's content begins; 0: no list */
    bool in_note;           /* in a footnote definition's body */
    size_t note_indent;     /* columns to add to its continuation lines */
};

/* --- writing --------------------------------------------------------------------------------- */

static void mark_segment(sei_scan *scan, size_t from, bool is_copied) {
    sei_scan_segment segment = {.at = scan->out.size,
                                .source = (uint32_t)(scan->base + from),
                                .is_copied = is_copied};
    if (scan->segments.size) {
        const sei_scan_segment *last = &scan->segments.at[scan->segments.size - 1];
        bool runs_on = last->is_copied && is_copied &&
                       last->source + (segment.at - last->at) == segment.source;
        if (runs_on)
            return;
    }
    SEI_VEC_ADD(scan->arena, &scan->segments, segment);
}

void sei_scan_lift(sei_scan *scan, sei_lift_kind kind, size_t from, size_t to, sei_str inner) {
    mark_segment(scan, from, false);
    sei_lift_add(scan->arena, &scan->lifts, &scan->out,
                 (sei_lift){.kind = kind,
                            .whole = sei_str_slice(scan->text, from, to),
                            .inner = inner,
                            .offset = (uint32_t)(scan->base + from)});
}

void sei_scan_write(sei_scan *scan, sei_str bytes, size_t from) {
    mark_segment(scan, from, false);
    sei_buf_add(&scan->out, bytes);
}

/* Private-use characters of the source would be taken for placeholders: they are lifted. */
void sei_scan_copy(sei_scan *scan, size_t from, size_t to) {
    while (from < to) {
        const char *found = memchr(scan->text.at + from, 0xEE, to - from);
        size_t stop = found ? (size_t)(found - scan->text.at) : to;
        if (stop > from) {
            mark_segment(scan, from, true);
            sei_buf_add(&scan->out, sei_str_slice(scan->text, from, stop));
        }
        if (stop == to)
            return;
        size_t behind = stop;
        uint32_t c = sei_utf8_next(scan->text, &behind);
        if (sei_lift_is_reserved(c)) {
            sei_scan_lift(scan, SEI_LIFT_LITERAL, stop, behind,
                          sei_str_slice(scan->text, stop, behind));
        } else {
            mark_segment(scan, stop, true);
            sei_buf_add(&scan->out, sei_str_slice(scan->text, stop, behind));
        }
        from = behind;
    }
}

uint32_t sei_scan_source_offset(const sei_scan *scan, size_t at) {
    size_t low = 0, high = scan->segments.size;
    if (high == 0)
        return (uint32_t)scan->base;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (scan->segments.at[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    const sei_scan_segment *segment = &scan->segments.at[low];
    return segment->source + (segment->is_copied ? (uint32_t)(at - segment->at) : 0);
}

/* --- lines ----------------------------------------------------------------------------------- */

static char byte_at(const sei_scan *scan, size_t at) {
    return at < scan->text.size ? scan->text.at[at] : 0;
}

static bool is_blank(const sei_scan *scan, size_t from, size_t to) {
    for (; from < to; from++)
        if (!strchr(" \t\r", scan->text.at[from]) || !scan->text.at[from])
            return false;
    return true;
}

static size_t line_end(const sei_scan *scan, size_t at) {
    size_t end = sei_str_find_byte(scan->text, '\n', at);
    return end == SEI_STR_NONE ? scan->text.size : end;
}

size_t sei_scan_paragraph_end(const sei_scan *scan, size_t at) {
    size_t end = line_end(scan, at);
    while (end < scan->text.size) {
        size_t next_end = line_end(scan, end + 1);
        size_t from = end + 1;
        while (from < next_end && strchr(" \t>", scan->text.at[from]) && scan->text.at[from])
            from++;
        if (is_blank(scan, from, next_end))
            return end;
        end = next_end;
    }
    return end;
}

/* A list marker at `at`: the offset behind it and its blank, or `at`. */
static size_t skip_list_marker(const sei_scan *scan, size_t at, size_t end) {
    size_t behind = at;
    if (behind < end && strchr("-*+", scan->text.at[behind])) {
        behind++;
    } else {
        while (behind < end && behind - at < 9 && scan->text.at[behind] >= '0' &&
               scan->text.at[behind] <= '9')
            behind++;
        if (behind == at || behind == end || !strchr(".)", scan->text.at[behind]))
            return at;
        behind++;
    }
    return behind < end && (scan->text.at[behind] == ' ' || scan->text.at[behind] == '\t')
               ? behind + 1
               : at;
}

/* Columns of blanks at `at` (a tab goes to the next fourth column); *behind is the first non-blank. */
static int indent_at(const sei_scan *scan, size_t at, size_t end, size_t *behind) {
    int column = 0;
    while (at < end && (scan->text.at[at] == ' ' || scan->text.at[at] == '\t')) {
        column += scan->text.at[at] == '\t' ? 4 - column % 4 : 1;
        at++;
    }
    *behind = at;
    return column;
}

static void report_limit(sei_scan *scan, size_t at, const char *what) {
    if (!scan->limit_reported)
        sei_diag_add(scan->diags, SEI_DIAG_LIMIT, scan->source, scan->base + at,
                     "%s; the rest is kept as text", what);
    scan->limit_reported = true;
}

/* Walks the quote and list markers of the line. More than SEI_LIMIT_NESTING of them would cost cmark
 * quadratic time: the next one is escaped. */
static void find_content(struct lines *lines) {
    const sei_scan *scan = lines->scan;
    size_t at = lines->at;
    int depth = 0;
    lines->quotes = 0;
    for (;;) {
        size_t behind;
        int indent = indent_at(scan, at, lines->end, &behind);
        size_t marker = behind;
        if (marker < lines->end && scan->text.at[marker] == '>') {
            lines->quotes++;
            at = marker + 1;
        } else {
            at = skip_list_marker(scan, marker, lines->end);
            if (at == marker)
                break;
            lines->list_column = (int)(at - lines->at);
        }
        if (indent >= 4 && depth == 0 && lines->list_column == 0 && lines->was_blank)
            break;
        if (++depth > SEI_LIMIT_NESTING)
            break;
    }
    lines->content = at;
    lines->is_too_deep = depth > SEI_LIMIT_NESTING;
    if (lines->is_too_deep)
        report_limit(lines->scan, at, "lists and quotes nest more than 100 deep");
}

/* --- fences and indented code ----------------------------------------------------------------- */

static size_t run_length(const sei_scan *scan, size_t at, size_t end, char byte) {
    size_t length = 0;
    while (at + length < end && scan->text.at[at + length] == byte)
        length++;
    return length;
}

static bool opens_fence(struct lines *lines) {
    const sei_scan *scan = lines->scan;
    size_t at;
    indent_at(scan, lines->content, lines->end, &at);
    char byte = byte_at(scan, at);
    if (at >= lines->end || (byte != '`' && byte != '~'))
        return false;
    size_t length = run_length(scan, at, lines->end, byte);
    if (length < 3)
        return false;
    if (byte == '`' && memchr(scan->text.at + at + length, '`', lines->end - at - length))
        return false;
    lines->in_fence = true;
    lines->fence = byte;
    lines->fence_length = length;
    lines->fence_quotes = lines->quotes;
    return true;
}

static bool closes_fence(const struct lines *lines) {
    const sei_scan *scan = lines->scan;
    size_t at = lines->at;
    for (int quotes = 0; quotes < lines->fence_quotes && at < lines->end; at++)
        quotes += scan->text.at[at] == '>';
    indent_at(scan, at, lines->end, &at);
    size_t length = run_length(scan, at, lines->end, lines->fence);
    return length >= lines->fence_length && is_blank(scan, at + length, lines->end);
}

/* A quoted fence ends with its quote. */
static bool leaves_fence(const struct lines *lines) {
    return lines->fence_quotes > 0 && lines->quotes < lines->fence_quotes;
}

static bool is_indented_code(const struct lines *lines) {
    size_t behind;
    int indent = indent_at(lines->scan, lines->at, lines->end, &behind);
    if (lines->in_note || lines->quotes)
        return false;
    return indent >= lines->list_column + 4 && (lines->was_blank || lines->in_code);
}

/* --- what begins a line ----------------------------------------------------------------------- */

static size_t label_end(const sei_scan *scan, size_t at, size_t end) {
    size_t close = at;
    while (close < end && !strchr("] \t[", scan->text.at[close]))
        close++;
    return close < end && close > at && scan->text.at[close] == ']' ? close : SEI_STR_NONE;
}

/* "[^label]:" at the content: a footnote's definition begins. */
static bool begins_note(struct lines *lines, size_t at) {
    sei_scan *scan = lines->scan;
    if (byte_at(scan, at) != '[' || byte_at(scan, at + 1) != '^')
        return false;
    size_t close = label_end(scan, at + 2, lines->end);
    if (close == SEI_STR_NONE || byte_at(scan, close + 1) != ':')
        return false;
    SEI_VEC_ADD(scan->arena, &scan->definitions,
                (sei_scan_note){sei_str_slice(scan->text, at + 2, close),
                                (uint32_t)(scan->base + at)});
    lines->in_note = true;
    lines->note_indent = 0;
    sei_scan_copy(scan, at, close + 2);
    lines->content = close + 2;
    return true;
}

/* A line in a note's body: what follows a blank line needs four columns for cmark, Obsidian takes
 * two. */
static void indent_note_line(struct lines *lines) {
    size_t behind;
    int indent = indent_at(lines->scan, lines->at, lines->end, &behind);
    if (lines->was_blank) {
        if (indent < 2)
            lines->in_note = false;
        else if (indent < 4)
            lines->note_indent = (size_t)(4 - indent);
    }
    if (lines->in_note && lines->note_indent && indent >= 2)
        sei_scan_write(lines->scan, sei_str_slice(SEI_STR("    "), 0, lines->note_indent),
                       lines->at);
}

/* "[!type|meta]+" behind a '>' begins a callout, unless the line before is in the quote too; the builder
 * has the last word. */
static void lift_callout(struct lines *lines) {
    sei_scan *scan = lines->scan;
    size_t at = lines->content;
    indent_at(scan, at, lines->end, &at);
    if (!lines->quotes || byte_at(scan, at) != '[' || byte_at(scan, at + 1) != '!')
        return;
    size_t close = at + 2;
    while (close < lines->end && scan->text.at[close] != ']' && scan->text.at[close] != '[')
        close++;
    if (close >= lines->end || scan->text.at[close] != ']' || close == at + 2)
        return;
    size_t behind = close + 1;
    if (byte_at(scan, behind) == '(' || byte_at(scan, behind) == '[')
        return; /* an ordinary link whose text begins with '!' */
    if (behind < lines->end && (scan->text.at[behind] == '+' || scan->text.at[behind] == '-'))
        behind++;
    sei_scan_copy(scan, lines->content, at);
    sei_scan_lift(scan, SEI_LIFT_CALLOUT, at, behind, sei_str_slice(scan->text, at + 2, close));
    lines->content = behind;
}

/* A table whose rows would be completed to a huge number of cells is not given to cmark as one: the
 * delimiter row's first '|' is escaped. */
static bool is_huge_table(struct lines *lines) {
    const sei_scan *scan = lines->scan;
    size_t columns = 0, rows = 0;
    for (size_t i = lines->content; i < lines->end; i++) {
        if (!strchr("|:- \t\r", scan->text.at[i]))
            return false;
        columns += scan->text.at[i] == '|';
    }
    if (columns < 64)
        return false;
    for (size_t at = lines->next; at < scan->text.size; rows++) {
        size_t end = line_end(scan, at);
        if (is_blank(scan, at, end) || rows * columns > SEI_LIMIT_TABLE_CELLS)
            break;
        at = end + 1;
    }
    return rows * columns > SEI_LIMIT_TABLE_CELLS;
}

/* --- block ids -------------------------------------------------------------------------------- */

static bool is_id_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-';
}

/* " ^id" at a line's end, or the whole line: where the '^' stands, or SEI_STR_NONE. */
static size_t find_block_id(const struct lines *lines, size_t *id_end) {
    const sei_scan *scan = lines->scan;
    size_t end = lines->end;
    while (end > lines->content && strchr(" \t\r", scan->text.at[end - 1]))
        end--;
    size_t at = end;
    while (at > lines->content && is_id_byte(scan->text.at[at - 1]))
        at--;
    if (at == end || at == lines->content || scan->text.at[at - 1] != '^')
        return SEI_STR_NONE;
    at--;
    bool stands_free = at == lines->content || scan->text.at[at - 1] == ' ' ||
                       scan->text.at[at - 1] == '\t';
    *id_end = end;
    return stands_free ? at : SEI_STR_NONE;
}

/* An id on a line of its own belongs to the block before: it gets a paragraph of its own, which the
 * builder takes away. Inside a table cmark would take the line for a row. */
static bool lift_own_line_id(struct lines *lines) {
    sei_scan *scan = lines->scan;
    size_t id_end, at, first;
    indent_at(scan, lines->content, lines->end, &first);
    at = find_block_id(lines, &id_end);
    if (at == SEI_STR_NONE || at != first || lines->at == 0)
        return false;
    sei_str inner = sei_str_slice(scan->text, at + 1, id_end);
    sei_str prefix = sei_str_slice(scan->text, lines->at, lines->quotes ? lines->content : lines->at);
    sei_scan_write(scan, prefix, lines->at);
    sei_scan_write(scan, SEI_STR("\n"), lines->at);
    sei_scan_write(scan, prefix, lines->at);
    sei_scan_lift(scan, lines->quotes ? SEI_LIFT_CONTAINER_ID : SEI_LIFT_BLOCK_ID, at, id_end,
                  inner);
    sei_scan_write(scan, SEI_STR("\n"), id_end);
    sei_scan_write(scan, prefix, lines->at);
    sei_scan_copy(scan, lines->end, lines->next);
    return true;
}

/* --- the pass --------------------------------------------------------------------------------- */

static void begin_line(struct lines *lines, size_t at) {
    lines->at = at;
    lines->end = line_end(lines->scan, at);
    lines->next = lines->end < lines->scan->text.size ? lines->end + 1 : lines->end;
}

/* The line's inline content, and what of the next lines a construct in it reaches into. */
static void scan_content(struct lines *lines) {
    sei_scan *scan = lines->scan;
    size_t id_end = 0;
    size_t id = scan->options->wikilinks ? find_block_id(lines, &id_end) : SEI_STR_NONE;
    size_t to = id != SEI_STR_NONE && id >= lines->content ? id : lines->end;
    size_t limit = sei_scan_paragraph_end(scan, lines->content);
    size_t stopped = sei_scan_inline(scan, lines->content, to, limit);
    if (id != SEI_STR_NONE && stopped == id) {
        sei_scan_lift(scan, SEI_LIFT_BLOCK_ID, id, id_end,
                      sei_str_slice(scan->text, id + 1, id_end));
        stopped = lines->end;
    }
    if (stopped > lines->end) {
        /* a construct crossed lines: the rest of its last line is inline content too */
        begin_line(lines, stopped);
        lines->content = stopped;
        stopped = sei_scan_inline(scan, stopped, lines->end, limit);
        while (stopped > lines->end) {
            begin_line(lines, stopped);
            stopped = sei_scan_inline(scan, stopped, lines->end, limit);
        }
    }
    sei_scan_copy(scan, lines->end, lines->next);
}

/* A line outside code: its prefix, then what it begins with, then its content. */
static void scan_text_line(struct lines *lines) {
    sei_scan *scan = lines->scan;
    if (lines->in_note)
        indent_note_line(lines);
    if (scan->options->wikilinks && lift_own_line_id(lines))
        return;
    size_t prefix_end = lines->content, at;
    indent_at(scan, lines->content, lines->end, &at);
    sei_scan_copy(scan, lines->at, prefix_end);
    if (lines->is_too_deep)
        sei_scan_write(scan, SEI_STR("\\"), prefix_end);
    if (byte_at(scan, at) == '[' && byte_at(scan, at + 1) == '^') {
        sei_scan_copy(scan, prefix_end, at);
        lines->content = at;
        begins_note(lines, at);
    } else if (scan->options->wikilinks) {
        lift_callout(lines);
    }
    if (is_huge_table(lines)) {
        report_limit(scan, lines->at, "a table has too many cells");
        sei_scan_write(scan, SEI_STR("\\"), lines->content);
    }
    scan_content(lines);
}

static void scan_line(struct lines *lines) {
    sei_scan *scan = lines->scan;
    bool blank = is_blank(scan, lines->at, lines->end);
    if (lines->was_blank && !blank) {
        size_t behind;
        int indent = indent_at(scan, lines->at, lines->end, &behind);
        if (indent == 0 && skip_list_marker(scan, behind, lines->end) == behind)
            lines->list_column = 0;
    }
    find_content(lines);
    if (blank || lines->was_blank)
        scan->brackets = 0;
    if (lines->in_fence && leaves_fence(lines))
        lines->in_fence = false;
    if (lines->in_fence) {
        lines->in_fence = !closes_fence(lines);
        sei_scan_copy(scan, lines->at, lines->next);
    } else if (blank) {
        sei_scan_copy(scan, lines->at, lines->next);
    } else if (is_indented_code(lines)) {
        lines->in_code = true;
        sei_scan_copy(scan, lines->at, lines->next);
        lines->was_blank = false;
        return;
    } else if (opens_fence(lines)) {
        sei_scan_copy(scan, lines->at, lines->next);
    } else {
        scan_text_line(lines);
    }
    lines->in_code = lines->in_code && blank;
    lines->was_blank = blank;
}

/* Inline notes become definitions behind the text; notes in them are added as they are found. */
static void add_inline_notes(struct lines *lines) {
    sei_scan *scan = lines->scan;
    if (scan->inline_notes.size && lines->in_fence) {
        sei_scan_write(scan, SEI_STR("\n"), scan->text.size);
        for (size_t i = 0; i < lines->fence_length; i++)
            sei_buf_add_byte(&scan->out, lines->fence);
    }
    for (size_t i = 0; i < scan->inline_notes.size; i++) {
        sei_str body = scan->inline_notes.at[i];
        size_t from = (size_t)(body.at - scan->text.at);
        sei_scan_write(scan, SEI_STR("\n\n[^"), from);
        sei_buf_add_code_point(&scan->out, SEI_LIFT_INLINE_NOTE);
        sei_buf_print(&scan->out, "%zu]: ", i);
        scan->brackets = 0;
        for (size_t at = from; at < from + body.size;) {
            size_t end = line_end(scan, at);
            if (end > from + body.size)
                end = from + body.size;
            at = sei_scan_inline(scan, at, end, from + body.size);
            if (at < from + body.size && scan->text.at[at] == '\n') {
                sei_scan_write(scan, SEI_STR(" "), at);
                at++;
            }
        }
        sei_scan_write(scan, SEI_STR("\n"), from);
    }
}

void sei_scan_run(sei_scan *scan) {
    struct lines lines = {.scan = scan, .was_blank = true};
    for (size_t at = 0; at < scan->text.size; at = lines.next) {
        begin_line(&lines, at);
        scan_line(&lines);
    }
    add_inline_notes(&lines);
}
