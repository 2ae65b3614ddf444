/* The block tracker: which containers and which leaf a line belongs to, as cmark will see it.
 *
 * It is CommonMark's own way of reading (spec 0.29, appendix "A parsing strategy"): match the open
 * containers, open new ones, then look at what is left. It makes no tree; the scanner needs from it
 * what is code, where containers' markers end, where a paragraph goes on. Footnote definitions are
 * containers here whose continuation lines may be indented by two columns. Nesting ends at
 * SEI_LIMIT_NESTING: from there on markers are text. */
#include <string.h>

#include "markdown/scan.h"

/* A place within a line. Within a tab that a container took a part of, `column` is inside the tab
 * and `at` is still before it. */
typedef struct cursor {
    sei_str text;
    size_t at, end, column;
    size_t content,
        content_column; /* the first byte at or behind `at` that is no blank, if known */
} cursor;

static size_t next_column(const cursor *here, size_t column) {
    return here->text.at[here->at] == '\t' ? (column / 4 + 1) * 4 : column + 1;
}

/* Columns of blanks at the cursor; *content is the first other byte. */
static size_t measure(cursor *here, size_t *content) {
    if (here->content <= here->at) {
        cursor ahead = *here;
        while (ahead.at < ahead.end && sei_syntax_is_blank(ahead.text.at[ahead.at])) {
            ahead.column = next_column(&ahead, ahead.column);
            ahead.at++;
        }
        here->content = ahead.at;
        here->content_column = ahead.column;
    }
    *content = here->content;
    return here->content_column - here->column;
}

/* Takes at most `columns` of blanks. */
static void take_blanks(cursor *here, size_t columns) {
    size_t goal = here->column + columns;
    while (here->column < goal && here->at < here->end &&
           sei_syntax_is_blank(here->text.at[here->at])) {
        size_t column = next_column(here, here->column);
        if (column > goal) {
            here->column = goal;
            return;
        }
        here->column = column;
        here->at++;
    }
}

/* Takes the blanks before `content` and `size` bytes of a marker there. */
static void take_marker(cursor *here, size_t content, size_t size) {
    take_blanks(here, SIZE_MAX - here->column);
    here->at = content + size;
    here->column += size;
}

static void take_quote_marker(cursor *here, size_t content) {
    take_marker(here, content, 1);
    take_blanks(here, 1);
}

/* --- open containers ------------------------------------------------------------------------- */

static bool is_bullet(char marker) {
    return marker == '-' || marker == '*' || marker == '+';
}

/* Obsidian nests a bullet below "10. a" by two columns, where CommonMark asks for four: a marker of
 * another kind than the item's nests from two columns on, one of its kind from behind its marker
 * and one blank. */
static bool nests_by_little(const sei_container *item, const cursor *here, size_t indent,
                            size_t content) {
    sei_str text = here->text;
    size_t size = sei_syntax_item(text, content, here->end, true);
    if (indent < item->indent + 2 || size == 0 || sei_syntax_is_rule(text, content, here->end))
        return false;
    bool is_kin = is_bullet(item->marker) == is_bullet(text.at[content + size - 1]);
    return !is_kin || indent >= item->indent + item->marker_size + 1;
}

/* `is_raw`: within code or HTML no marker counts. */
static bool match_container(const sei_container *container, cursor *here, bool is_raw) {
    size_t content;
    size_t indent = measure(here, &content);
    bool is_blank = content == here->end;
    switch (container->kind) {
    case SEI_CONTAINER_QUOTE:
        if (is_blank || indent >= 4 || here->text.at[content] != '>')
            return false;
        take_quote_marker(here, content);
        return true;
    case SEI_CONTAINER_ITEM:
        if (indent < container->width && !(is_blank && container->has_content) &&
            (is_raw || !nests_by_little(container, here, indent, content)))
            return false;
        take_blanks(here, container->width);
        return true;
    case SEI_CONTAINER_NOTE:
        if (indent < 2 && !is_blank)
            return false;
        take_blanks(here, container->width ? container->width : indent > 4 ? 4 : indent);
        return true;
    }
    return false;
}

static bool is_raw(const sei_blocks *blocks) {
    return blocks->leaf == SEI_LEAF_FENCE || blocks->leaf == SEI_LEAF_HTML;
}

static size_t match_containers(const sei_blocks *blocks, cursor *here) {
    size_t matched = 0;
    while (matched < blocks->depth &&
           match_container(&blocks->stack[matched], here, is_raw(blocks)))
        matched++;
    return matched;
}

static size_t line_end(sei_str text, size_t start) {
    size_t end = sei_str_find_byte(text, '\n', start);
    return end == SEI_STR_NONE ? text.size : end;
}

/* A note's indentation is that of its first indented line, an item's at most that of the first
 * marker that nests in it. */
static void settle_indents(sei_blocks *blocks, size_t matched, const cursor *start) {
    cursor here = *start;
    for (size_t i = 0; i < matched; i++) {
        sei_container *container = &blocks->stack[i];
        size_t content;
        size_t indent = measure(&here, &content);
        if (container->kind == SEI_CONTAINER_NOTE && container->width == 0 && content < here.end)
            container->width = indent > 4 ? 4 : indent;
        if (container->kind == SEI_CONTAINER_ITEM && indent < container->width &&
            content < here.end)
            container->width = indent;
        match_container(container, &here, is_raw(blocks));
    }
}

bool sei_scan_continues(const sei_scan *scan, size_t start) {
    if (start >= scan->text.size)
        return false;
    cursor here = {scan->text, start, line_end(scan->text, start), 0, 0, 0};
    size_t content;
    return match_containers(&scan->blocks, &here) == scan->blocks.depth &&
           (measure(&here, &content), content < here.end);
}

size_t sei_scan_inner(const sei_scan *scan, size_t start) {
    cursor here = {scan->text, start, line_end(scan->text, start), 0, 0, 0};
    match_containers(&scan->blocks, &here);
    return here.at;
}

/* --- new containers -------------------------------------------------------------------------- */

/* What is known while one line is read. */
typedef struct reader {
    sei_scan *scan;
    sei_blocks *blocks;
    sei_line *line;
    cursor here;
    size_t depth_before; /* containers open before the line */
    bool has_opened;
} reader;

/* Two quotes of ours in a row would be one to cmark. */
static void split_from_note(reader *read, sei_container_kind kind) {
    size_t depth = read->blocks->depth;
    if (read->line->splits || depth >= read->depth_before || kind == SEI_CONTAINER_ITEM)
        return;
    sei_container_kind before = read->blocks->stack[depth].kind;
    if (before == SEI_CONTAINER_NOTE ||
        (before == SEI_CONTAINER_QUOTE && kind == SEI_CONTAINER_NOTE)) {
        read->line->splits = true;
        read->line->split_depth = depth;
    }
}

/* Opens a container by the marker of `size` bytes at line->content. False at the limit. */
static bool open_container(reader *read, sei_container_kind kind, size_t size) {
    sei_blocks *blocks = read->blocks;
    sei_line *line = read->line;
    if (!read->has_opened)
        blocks->depth = line->matched;
    read->has_opened = true;
    if (blocks->depth == SEI_LIMIT_NESTING) {
        line->hides_first = true;
        sei_scan_report(read->scan, SEI_SCAN_LIMIT_NESTING, line->content);
        return false;
    }
    split_from_note(read, kind);
    sei_container container = {
        .kind = kind, .indent = line->indent, .is_new = true, .from = read->here.at};
    if (blocks->depth > 0)
        blocks->stack[blocks->depth - 1].has_content = true;
    if (kind == SEI_CONTAINER_QUOTE) {
        take_quote_marker(&read->here, line->content);
    } else if (kind == SEI_CONTAINER_NOTE) {
        take_marker(&read->here, line->content, size);
        take_blanks(&read->here, SIZE_MAX - read->here.column);
    } else {
        take_marker(&read->here, line->content, size);
        size_t content;
        size_t blanks = measure(&read->here, &content);
        bool is_plain = blanks >= 5 || blanks < 1 || content == read->here.end;
        container.marker_size = size;
        container.marker = read->scan->text.at[line->content + size - 1];
        container.width = container.written = line->indent + size + (is_plain ? 1 : blanks);
        take_blanks(&read->here, is_plain ? 1 : blanks);
    }
    container.to = read->here.at;
    blocks->stack[blocks->depth++] = container;
    line->opens_quote = kind == SEI_CONTAINER_QUOTE;
    line->opens_item = kind == SEI_CONTAINER_ITEM;
    line->indent = measure(&read->here, &line->content);
    return true;
}

/* Obsidian lets a list begin below a paragraph's line with any number, CommonMark with 1 only,
 * since a line of prose may begin with "2024. ". Surely a list is what the next number follows. */
static bool begins_series(reader *read) {
    const sei_blocks *blocks = read->blocks;
    sei_line *line = read->line;
    sei_str text = read->scan->text;
    char delimiter, next_delimiter;
    int64_t number = sei_syntax_item_number(text, line->content, line->end, &delimiter);
    if (number < 0 || !read->scan->options->wikilinks || line->end + 1 >= text.size ||
        (blocks->depth > 0 && blocks->stack[blocks->depth - 1].kind == SEI_CONTAINER_ITEM))
        return false;
    cursor next = {text, line->end + 1, line_end(text, line->end + 1), 0, 0, 0};
    size_t content;
    if (match_containers(blocks, &next) < blocks->depth || measure(&next, &content) >= 4 ||
        sei_syntax_item_number(text, content, next.end, &next_delimiter) != number + 1 ||
        next_delimiter != delimiter)
        return false;
    line->splits = true;
    line->split_depth = blocks->depth;
    return true;
}

/* A container's marker at line->content: opens it. False: there is none, or the limit is reached.
 */
static bool open_next(reader *read, bool in_paragraph) {
    sei_line *line = read->line;
    sei_str text = read->scan->text;
    size_t at = line->content, end = line->end, size;
    if (line->hides_first || at == end || line->indent >= 4)
        return false;
    if (text.at[at] == '>')
        return open_container(read, SEI_CONTAINER_QUOTE, 1);
    if (sei_syntax_is_heading(text, at, end) || sei_syntax_fence(text, at, end))
        return false;
    if ((in_paragraph && sei_syntax_is_setext(text, at, end)) || sei_syntax_is_rule(text, at, end))
        return false;
    sei_str label;
    size_t after = sei_syntax_note(text, at, end, &label);
    if (after && line->note_label.size == 0) {
        line->note_label = label;
        return open_container(read, SEI_CONTAINER_NOTE, after - at);
    }
    size = sei_syntax_item(text, at, end, in_paragraph);
    if (size == 0 && in_paragraph && begins_series(read))
        size = sei_syntax_item(text, at, end, false);
    return size > 0 && open_container(read, SEI_CONTAINER_ITEM, size);
}

/* --- leaves ---------------------------------------------------------------------------------- */

/* A fenced or raw HTML block goes on whatever the line says, as long as its containers do. */
static bool continue_raw_leaf(reader *read) {
    sei_blocks *blocks = read->blocks;
    sei_line *line = read->line;
    sei_str text = read->scan->text;
    if (!is_raw(blocks))
        return false;
    if (line->matched < read->depth_before) {
        blocks->leaf = SEI_LEAF_NONE;
        return false;
    }
    line->kind = blocks->leaf == SEI_LEAF_FENCE ? SEI_LINE_VERBATIM : SEI_LINE_HTML;
    if (blocks->leaf == SEI_LEAF_FENCE) {
        size_t after = line->content;
        while (after < line->end && text.at[after] == blocks->fence_byte)
            after++;
        if (line->indent < 4 && after - line->content >= blocks->fence_length &&
            sei_syntax_skip_blanks(text, after, line->end) == line->end)
            blocks->leaf = SEI_LEAF_NONE;
    } else if (blocks->html_type == 1) {
        if (sei_syntax_raw_end(text, line->content, line->end))
            blocks->leaf = SEI_LEAF_NONE;
    } else if (line->content == line->end) {
        line->kind = SEI_LINE_BLANK;
        blocks->leaf = SEI_LEAF_NONE;
    }
    return true;
}

/* Start condition 1 reaches to its closing tag: without one it would swallow the rest of the note,
 * so that then its "<" is text. */
static bool is_closed_raw(reader *read) {
    sei_scan *scan = read->scan;
    size_t at = read->line->content;
    if (at < scan->raw_end)
        return true;
    if (at >= scan->no_raw_end_from)
        return false;
    scan->raw_end = sei_syntax_raw_end(scan->text, at, scan->text.size);
    if (scan->raw_end == 0)
        scan->no_raw_end_from = at;
    return scan->raw_end > 0;
}

/* A block of HTML at line->content. */
static bool open_html(reader *read, bool in_paragraph) {
    sei_line *line = read->line;
    int type = sei_syntax_html(read->scan->text, line->content, line->end);
    if (type == 0 || (type == 7 && in_paragraph))
        return false;
    if (type == 1 && !is_closed_raw(read)) {
        line->hides_first = true;
        return false;
    }
    bool ends = type == 1 && sei_syntax_raw_end(read->scan->text, line->content, line->end);
    line->kind = SEI_LINE_HTML;
    read->blocks->leaf = ends ? SEI_LEAF_NONE : SEI_LEAF_HTML;
    read->blocks->html_type = type;
    return true;
}

/* A leaf that is no paragraph and begins at line->content. */
static bool open_leaf(reader *read, bool in_paragraph, bool may_be_lazy) {
    sei_line *line = read->line;
    sei_blocks *blocks = read->blocks;
    sei_str text = read->scan->text;
    size_t at = line->content, end = line->end;
    if (line->hides_first)
        return false;
    line->kind = SEI_LINE_VERBATIM;
    if (line->indent >= 4) {
        if (!may_be_lazy)
            blocks->leaf = SEI_LEAF_NONE;
        return !may_be_lazy;
    }
    if (sei_syntax_is_heading(text, at, end)) {
        line->kind = SEI_LINE_HEADING;
        blocks->leaf = SEI_LEAF_NONE;
        return true;
    }
    size_t fence = sei_syntax_fence(text, at, end);
    if (fence) {
        blocks->leaf = SEI_LEAF_FENCE;
        blocks->fence_byte = text.at[at];
        blocks->fence_length = fence;
        return true;
    }
    if (open_html(read, in_paragraph))
        return true;
    if ((in_paragraph && sei_syntax_is_setext(text, at, end)) ||
        sei_syntax_is_rule(text, at, end)) {
        blocks->leaf = SEI_LEAF_NONE;
        return true;
    }
    return false;
}

/* --- paragraphs and tables ------------------------------------------------------------------- */

/* The columns of the delimiter row that the next line is, 0: it is none. */
static size_t next_delimiter_row(const reader *read) {
    sei_str text = read->scan->text;
    size_t start = read->line->end + 1;
    if (start >= text.size)
        return 0;
    cursor here = {text, start, line_end(text, start), 0, 0, 0};
    for (size_t i = start; i < here.end; i++)
        if (!text.at[i] || !strchr("|:- \t>", text.at[i]))
            return 0;
    if (match_containers(read->blocks, &here) < read->blocks->depth)
        return 0;
    size_t content;
    return measure(&here, &content) >= 4 ? 0 : sei_syntax_delimiter_row(text, content, here.end);
}

/* cmark completes short rows: many of them in a wide table are a bomb. */
static bool is_over_cell_limit(reader *read) {
    size_t cells = sei_syntax_cells(read->scan->text, read->line->content, read->line->end);
    size_t columns = read->blocks->column_count;
    if (cells < columns)
        read->scan->missing_cells += columns - cells;
    if (read->scan->missing_cells <= SEI_LIMIT_TABLE_CELLS)
        return false;
    sei_scan_report(read->scan, SEI_SCAN_LIMIT_CELLS, read->line->content);
    return true;
}

static void continue_table(reader *read) {
    sei_line *line = read->line;
    sei_blocks *blocks = read->blocks;
    sei_str text = read->scan->text;
    blocks->table_line++;
    if (blocks->table_line == 1) {
        line->kind = SEI_LINE_VERBATIM;
        return;
    }
    line->kind = SEI_LINE_ROW;
    line->is_delimiter = sei_syntax_delimiter_row(text, line->content, line->end) > 0;
    if (is_over_cell_limit(read)) {
        line->kind = SEI_LINE_TEXT;
        line->splits = true;
        line->split_depth = blocks->depth;
        blocks->leaf = SEI_LEAF_PARAGRAPH;
    }
}

/* A line that is only ^id, and would become a row, or part of a paragraph that it does not name. */
static bool is_block_id_apart(const reader *read) {
    const sei_blocks *blocks = read->blocks;
    const sei_line *line = read->line;
    if (!read->scan->options->wikilinks || blocks->leaf == SEI_LEAF_NONE || read->has_opened ||
        !sei_syntax_is_block_id(read->scan->text, line->content, line->end))
        return false;
    return blocks->leaf == SEI_LEAF_TABLE || line->is_lazy ||
           (blocks->depth > 0 && blocks->stack[blocks->depth - 1].kind != SEI_CONTAINER_ITEM);
}

static void take_text(reader *read) {
    sei_line *line = read->line;
    sei_blocks *blocks = read->blocks;
    line->kind = SEI_LINE_TEXT;
    line->is_lazy = line->matched < read->depth_before && !read->has_opened &&
                    blocks->leaf == SEI_LEAF_PARAGRAPH;
    if (is_block_id_apart(read)) {
        blocks->depth = line->matched;
        line->is_lazy = false;
        line->splits = true;
        line->split_depth = line->matched;
        blocks->leaf = SEI_LEAF_PARAGRAPH;
        return;
    }
    if (line->is_lazy)
        return;
    bool goes_on = !read->has_opened && line->matched == read->depth_before;
    if (!goes_on)
        blocks->leaf = SEI_LEAF_NONE;
    if (!read->has_opened)
        blocks->depth = line->matched;
    if (blocks->leaf == SEI_LEAF_TABLE) {
        continue_table(read);
        return;
    }
    blocks->leaf = SEI_LEAF_PARAGRAPH;
    blocks->column_count = next_delimiter_row(read);
    if (blocks->column_count) {
        blocks->leaf = SEI_LEAF_TABLE;
        blocks->table_line = 0;
        line->kind = SEI_LINE_ROW;
    }
}

static void take_blank(reader *read) {
    sei_blocks *blocks = read->blocks;
    if (!read->has_opened)
        blocks->depth = read->line->matched;
    blocks->leaf = SEI_LEAF_NONE;
    read->line->kind = SEI_LINE_BLANK;
}

void sei_scan_line(sei_scan *scan, size_t start) {
    sei_blocks *blocks = &scan->blocks;
    scan->line = (sei_line){.start = start, .end = line_end(scan->text, start)};
    sei_line *line = &scan->line;
    reader read = {.scan = scan,
                   .blocks = blocks,
                   .line = line,
                   .here = {scan->text, start, line->end, 0, 0, 0},
                   .depth_before = blocks->depth};
    for (size_t i = 0; i < blocks->depth; i++)
        blocks->stack[i].is_new = false;
    cursor first = read.here;
    line->matched = match_containers(blocks, &read.here);
    settle_indents(blocks, line->matched, &first);
    line->indent = measure(&read.here, &line->content);
    if (continue_raw_leaf(&read))
        return;
    bool in_paragraph = blocks->leaf == SEI_LEAF_PARAGRAPH && line->matched == blocks->depth;
    bool may_be_lazy = blocks->leaf == SEI_LEAF_PARAGRAPH;
    while (open_next(&read, in_paragraph))
        in_paragraph = may_be_lazy = false;
    if (line->content == line->end) {
        take_blank(&read);
    } else {
        if (!open_leaf(&read, in_paragraph, may_be_lazy))
            take_text(&read);
        else if (!read.has_opened)
            blocks->depth = line->matched;
        if (blocks->depth > 0)
            blocks->stack[blocks->depth - 1].has_content = true;
    }
}
