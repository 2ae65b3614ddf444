/* The scan's one pass: line by line, the block tracker first, then the line's own text.
 *
 * The rule that is easy to break: nothing is looked at twice from the same kind of place. Every
 * search that fails leaves a mark ("none of these from here on"), every search that succeeds moves
 * on behind what it found (spec/robustness B2). */
#include "markdown/scan.h"

#include <string.h>

#include "base/utf8.h"

/* --- writing --------------------------------------------------------------------------------- */

void sei_scan_write(sei_scan *scan, const char *bytes) {
    sei_buf_add(&scan->out, sei_str_from(bytes));
}

bool sei_scan_is_ours(sei_str str, size_t at) {
    unsigned char first = (unsigned char)str.at[at];
    if (first < 0xEE && first != 0xE1)
        return false;
    if (first == 0xEE)
        return true;
    if (at + 2 >= str.size || first > 0xEF)
        return false;
    unsigned char second = (unsigned char)str.at[at + 1], third = (unsigned char)str.at[at + 2];
    return first == 0xEF ? second == 0x80 && third <= 0x83 : second == 0xB3 && third == 0x93;
}

size_t sei_scan_find_ours(sei_str str, size_t at, size_t to) {
    while (at < to && !sei_scan_is_ours(str, at)) {
        unsigned char first = (unsigned char)str.at[at];
        at += first >= 0xE2 && first <= 0xED ? 3 : 1;
    }
    return at < to ? at : to;
}

void sei_scan_copy(sei_scan *scan, size_t to) {
    while (scan->at < to) {
        size_t ours = sei_scan_find_ours(scan->text, scan->at, to);
        sei_offset_map_add(&scan->map, scan->out.size, scan->at);
        sei_buf_add(&scan->out, sei_str_slice(scan->text, scan->at, ours));
        scan->at = ours;
        if (ours == to)
            return;
        sei_scan_write(scan, SEI_SCAN_ESCAPE);
        sei_offset_map_add(&scan->map, scan->out.size, ours);
        sei_buf_add(&scan->out, sei_str_slice(scan->text, ours, ours + 3));
        scan->at = ours + 3;
    }
}

void sei_scan_write_lift(sei_scan *scan, uint32_t number) {
    sei_scan_write(scan, SEI_SCAN_LIFT);
    sei_buf_add_code_point(&scan->out, 0xE000u + number / 4096);
    sei_buf_add_code_point(&scan->out, 0xE000u + number % 4096);
}

uint32_t sei_scan_lift(sei_scan *scan, sei_lift_kind kind, size_t from, size_t to, sei_str text) {
    uint32_t number = (uint32_t)scan->lifts.size;
    if (scan->lifts.size == SEI_SCAN_LIFT_COUNT) {
        sei_scan_report(scan, SEI_SCAN_LIMIT_LIFTS, from);
        scan->at = from;
        sei_scan_copy(scan, to);
        return number - 1;
    }
    sei_lift lift = {.kind = kind, .from = from, .to = to, .text = text};
    SEI_VEC_ADD(scan->arena, &scan->lifts, lift);
    sei_offset_map_add(&scan->map, scan->out.size, from);
    sei_scan_write_lift(scan, number);
    sei_offset_map_add(&scan->map, scan->out.size, to);
    scan->at = to;
    return number;
}

/* --- reading back ---------------------------------------------------------------------------- */

static bool is_at(sei_str str, size_t at, const char *mark) {
    return at + 3 <= str.size && memcmp(str.at + at, mark, 3) == 0;
}

const sei_lift *sei_scan_lift_at(const sei_scan *scan, sei_str str, size_t at) {
    if (!is_at(str, at, SEI_SCAN_LIFT) || at + SEI_SCAN_LIFT_SIZE > str.size)
        return NULL;
    size_t next = at + 3;
    uint32_t high = sei_utf8_next(str, &next) - 0xE000u;
    uint32_t low = sei_utf8_next(str, &next) - 0xE000u;
    if (high >= 4096 || low >= 4096 || (size_t)high * 4096 + low >= scan->lifts.size)
        return NULL;
    return &scan->lifts.at[high * 4096 + low];
}

/* One private-use character at *at, which moves behind it. */
static void restore_one(const sei_scan *scan, sei_buf *out, sei_str str, size_t *at) {
    const sei_lift *lift = sei_scan_lift_at(scan, str, *at);
    if (lift) {
        sei_buf_add(out, sei_str_slice(scan->text, lift->from, lift->to));
        *at += SEI_SCAN_LIFT_SIZE;
        return;
    }
    size_t from = *at;
    *at += 3;
    if (is_at(str, from, SEI_SCAN_JOINER) || is_at(str, from, SEI_SCAN_EDGE))
        return;
    if (is_at(str, from, SEI_SCAN_HIGHLIGHT)) {
        sei_buf_add(out, SEI_STR("=="));
        return;
    }
    if (is_at(str, from, SEI_SCAN_ESCAPE) && *at + 3 <= str.size && sei_scan_is_ours(str, *at)) {
        from = *at;
        *at += 3;
    }
    sei_buf_add(out, sei_str_slice(str, from, *at));
}

sei_str sei_scan_restore(const sei_scan *scan, sei_arena *arena, sei_str str) {
    size_t at = sei_scan_find_ours(str, 0, str.size);
    if (at == str.size)
        return sei_arena_copy(arena, str);
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    sei_buf_add(&out, sei_str_slice(str, 0, at));
    while (at < str.size) {
        restore_one(scan, &out, str, &at);
        size_t next = sei_scan_find_ours(str, at, str.size);
        sei_buf_add(&out, sei_str_slice(str, at, next));
        at = next;
    }
    sei_str restored = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return restored;
}

size_t sei_scan_text_offset(const sei_scan *scan, size_t text_at) {
    size_t offset = scan->body_offset + sei_offset_map_find(&scan->body, text_at);
    return offset < scan->source->bytes.size ? offset : scan->source->bytes.size;
}

size_t sei_scan_out_offset(const sei_scan *scan, size_t out_at) {
    return sei_scan_text_offset(scan, sei_offset_map_find(&scan->map, out_at));
}

/* --- messages -------------------------------------------------------------------------------- */

void sei_scan_report(sei_scan *scan, sei_scan_limit limit, size_t text_at) {
    static const struct {
        size_t value;
        const char *what, *outcome;
    } limits[SEI_SCAN_LIMIT_COUNT] = {
        [SEI_SCAN_LIMIT_NESTING] = {SEI_LIMIT_NESTING, "lists and quotes in one another",
                                    "the inner marks are text"},
        [SEI_SCAN_LIMIT_CELLS] = {SEI_LIMIT_TABLE_CELLS, "missing cells in tables",
                                  "the rest of the table is text"},
        [SEI_SCAN_LIMIT_DELIMITERS] = {SEI_LIMIT_DELIMITERS, "emphasis marks in a paragraph",
                                       "the rest of them are text"},
        [SEI_SCAN_LIMIT_BRACKETS] = {SEI_LIMIT_BRACKETS, "brackets open at once",
                                     "further images are text"},
        [SEI_SCAN_LIMIT_LIFTS] = {SEI_SCAN_LIFT_COUNT, "links, tags and the like",
                                  "the rest of them are text"},
        [SEI_SCAN_LIMIT_INLINE_NOTES] = {SEI_LIMIT_INLINE_NOTES, "inline notes in one another",
                                         "the inner ones are text"}};
    if (scan->is_limit_reported[limit])
        return;
    scan->is_limit_reported[limit] = true;
    sei_diag_add(scan->diags, SEI_DIAG_LIMIT, scan->source, sei_scan_text_offset(scan, text_at),
                 "more than %zu %s; %s", limits[limit].value, limits[limit].what,
                 limits[limit].outcome);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* What must be as it was when a line proves to be nothing but a comment. */
typedef struct line_start {
    size_t out_size;
    size_t depth;
    sei_leaf_kind leaf;
    size_t table_line, column_count;
} line_start;

/* A paragraph that is nothing but the placeholder, in the containers that the line is in. */
static void write_page_break(sei_scan *scan, size_t from, size_t to) {
    scan->blocks.depth = scan->line.matched;
    scan->blocks.leaf = SEI_LEAF_NONE;
    sei_scan_write_empty_line(scan, scan->blocks.depth);
    sei_scan_write_continuations(scan, scan->blocks.depth);
    sei_scan_lift(scan, SEI_LIFT_PAGE_BREAK, from, to, SEI_STR(""));
    sei_buf_add_byte(&scan->out, '\n');
    sei_scan_write_empty_line(scan, scan->blocks.depth);
}

/* A comment that is all of its lines leaves no line behind: the tracker forgets that it saw one.
 * False: there is none. */
static bool take_comment_line(sei_scan *scan, const line_start *before) {
    size_t from = scan->at, to = sei_scan_comment_end(scan, from);
    size_t after = to ? sei_syntax_skip_blanks(scan->text, to, scan->text.size) : 0;
    if (to == 0 || (after < scan->text.size && scan->text.at[after] != '\n'))
        return false;
    for (size_t i = 0; i < scan->blocks.depth; i++)
        if (scan->blocks.stack[i].is_new)
            return false;
    scan->blocks.depth = before->depth;
    scan->blocks.leaf = before->leaf;
    scan->blocks.table_line = before->table_line;
    scan->blocks.column_count = before->column_count;
    scan->out.size = before->out_size;
    sei_offset_map_cut(&scan->map, before->out_size);
    if (sei_scan_is_page_break(scan, from, to))
        write_page_break(scan, from, to);
    scan->at = after < scan->text.size ? after + 1 : after;
    return true;
}

/* HTML is copied; comments go, since they may hold blank lines that would end the block. */
static void copy_html(sei_scan *scan) {
    size_t end = scan->line.end;
    while (scan->at < end) {
        const char *found = memchr(scan->text.at + scan->at, '<', end - scan->at);
        sei_scan_copy(scan, found ? (size_t)(found - scan->text.at) : end);
        if (scan->at == end)
            return;
        size_t after = sei_scan_comment_end(scan, scan->at);
        if (after)
            sei_scan_lift(scan, SEI_LIFT_REMOVED, scan->at, after, SEI_STR(""));
        else
            sei_scan_copy(scan, scan->at + 1);
        if (scan->at > end)
            end = sei_str_find_byte(scan->text, '\n', scan->at);
        if (end == SEI_STR_NONE)
            end = scan->text.size;
    }
}

/* "[!type|metadata]-" at scan.at, the first text of a quote. */
static void lift_callout(sei_scan *scan) {
    sei_str text = scan->text;
    size_t from = scan->at, end = scan->line.end, at = from + 2;
    while (at < end && text.at[at] != ']' && text.at[at] != '[')
        at++;
    if (end - from < 4 || text.at[from] != '[' || text.at[from + 1] != '!' || at == end ||
        text.at[at] == '[' || sei_str_trim_ascii(sei_str_slice(text, from + 2, at)).size == 0)
        return;
    sei_fold fold = SEI_FOLD_NONE;
    size_t to = at + 1;
    if (to < end && (text.at[to] == '+' || text.at[to] == '-'))
        fold = text.at[to++] == '+' ? SEI_FOLD_OPEN : SEI_FOLD_CLOSED;
    uint32_t number =
        sei_scan_lift(scan, SEI_LIFT_CALLOUT, from, to, sei_str_slice(text, from + 2, at));
    scan->lifts.at[number].fold = fold;
}

/* "[x] " at scan.at, the first text of an item. */
static void lift_task(sei_scan *scan) {
    size_t from = scan->at, end = scan->line.end;
    if (end - from < 3 || scan->text.at[from] != '[')
        return;
    size_t at = from + 1;
    sei_utf8_next(sei_str_slice(scan->text, 0, end), &at);
    if (at >= end || scan->text.at[at] != ']' || scan->text.at[from + 1] == ']' ||
        (at + 1 < end && !sei_syntax_is_blank(scan->text.at[at + 1])))
        return;
    sei_scan_lift(scan, SEI_LIFT_TASK, from, at + 1, sei_str_slice(scan->text, from + 1, at));
}

/* A line with inline text. A callout's title is made a paragraph of its own. */
static void scan_text_line(sei_scan *scan) {
    const sei_line line = scan->line;
    bool is_title = false;
    scan->is_row = line.kind == SEI_LINE_ROW;
    scan->bar_count = 0;
    if (line.kind == SEI_LINE_ROW && scan->blocks.table_line == 0)
        SEI_VEC_ADD(scan->arena, &scan->table_heads, scan->out.size);
    if (line.hides_first)
        sei_scan_lift(scan, SEI_LIFT_LITERAL, line.content, line.content + 1, SEI_STR(""));
    if (line.is_delimiter) {
        size_t hyphen = sei_str_find_byte(scan->text, '-', scan->at);
        sei_scan_copy(scan, hyphen);
        sei_scan_lift(scan, SEI_LIFT_LITERAL, hyphen, hyphen + 1, SEI_STR(""));
    }
    if (line.opens_quote && line.kind != SEI_LINE_HEADING) {
        size_t at = scan->at;
        lift_callout(scan);
        is_title = scan->at > at;
        if (is_title)
            sei_extent_begin(scan, scan->at, line.end);
    }
    if (line.opens_item)
        lift_task(scan);
    sei_scan_inline(scan, scan->text.size);
    if (is_title && scan->at < scan->text.size && sei_scan_continues(scan, scan->at + 1)) {
        sei_buf_add_byte(&scan->out, '\n');
        sei_scan_write_empty_line(scan, scan->blocks.depth);
        scan->out.size--;
        scan->blocks.leaf = SEI_LEAF_NONE;
    }
}

/* The stretch within which the line's inline constructs end. */
static void begin_extent(sei_scan *scan) {
    const sei_line *line = &scan->line;
    if (line->kind != SEI_LINE_TEXT)
        sei_extent_begin(scan, line->content, line->end);
    else if (line->content >= scan->extent.to)
        sei_extent_begin(scan, line->content, sei_extent_paragraph_end(scan, line->end));
}

/* One line, or several when a construct goes over line ends; scan.at moves behind the line's end.
 */
static void scan_line(sei_scan *scan) {
    line_start before = {scan->out.size, scan->blocks.depth, scan->blocks.leaf,
                         scan->blocks.table_line, scan->blocks.column_count};
    sei_scan_line(scan, scan->at);
    sei_scan_write_prefix(scan);
    switch (scan->line.kind) {
    case SEI_LINE_BLANK:
    case SEI_LINE_VERBATIM:
        sei_scan_copy(scan, scan->line.end);
        break;
    case SEI_LINE_HTML:
        copy_html(scan);
        break;
    case SEI_LINE_TEXT:
    case SEI_LINE_HEADING:
    case SEI_LINE_ROW:
        begin_extent(scan);
        if (scan->at >= scan->code_end && take_comment_line(scan, &before))
            return;
        scan_text_line(scan);
        break;
    }
    sei_offset_map_add(&scan->map, scan->out.size, scan->at);
    sei_buf_add_byte(&scan->out, '\n');
    scan->at++;
}

/* Bodies of inline notes stand at the end, as quotes; they may hold further ones. */
static void write_inline_notes(sei_scan *scan) {
    scan->blocks = (sei_blocks){0};
    for (size_t i = 0; i < scan->inline_notes.size; i++) {
        sei_inline_note note = scan->inline_notes.at[i];
        sei_lift mark = scan->lifts.at[note.mark];
        scan->note_depth = note.depth + 1;
        scan->is_row = false;
        sei_scan_write(scan, "\n> ");
        uint32_t body =
            sei_scan_lift(scan, SEI_LIFT_INLINE_BODY, mark.from, mark.from, SEI_STR(""));
        scan->lifts.at[body].body = note.mark;
        sei_scan_write(scan, "\n>\n> ");
        sei_offset_map_add(&scan->map, scan->out.size, mark.from + 2);
        sei_scan_write(scan, SEI_SCAN_JOINER);
        scan->at = mark.from + 2;
        sei_extent_begin(scan, mark.from + 2, mark.to - 1);
        while (true) {
            sei_scan_inline(scan, mark.to - 1);
            if (scan->at >= mark.to - 1)
                break;
            sei_scan_write(scan, "\n> " SEI_SCAN_JOINER);
            scan->at++;
            while (scan->at < mark.to - 1 && strchr(" \t>", scan->text.at[scan->at]))
                scan->at++;
        }
        sei_scan_write(scan, "\n");
    }
}

void sei_scan_run(sei_scan *scan, sei_arena *arena, const sei_source *source, sei_str body,
                  const sei_markdown_options *options, sei_diags *diags) {
    *scan = (sei_scan){.arena = arena, .options = options, .source = source, .diags = diags};
    scan->body_offset = body.size ? (size_t)(body.at - source->bytes.at) : 0;
    scan->text = sei_normal_text(arena, body, &scan->body);
    scan->no_percent_from = scan->open_fence_from = scan->no_comment_from = SIZE_MAX;
    scan->no_math_from = scan->no_raw_end_from = SIZE_MAX;
    sei_offset_map_init(&scan->map, arena);
    sei_buf_init(&scan->out, arena->memory);
    sei_buf_reserve(&scan->out, scan->text.size + scan->text.size / 8 + 16);
    if (sei_str_starts(scan->text, SEI_STR("\xEF\xBB\xBF")))
        scan->at = 3;
    while (scan->at < scan->text.size)
        scan_line(scan);
    write_inline_notes(scan);
}

void sei_scan_fini(sei_scan *scan) {
    sei_buf_fini(&scan->out);
}
