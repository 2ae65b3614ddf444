/* Places of inlines. cmark knows the line and column of a block; of inlines it is right only in
 * simple cases. But it gives them in order, so each is looked for in the parsed text behind the one
 * before, and every placeholder is found for certain. What is looked for in vain makes the window
 * smaller, so that the search stays linear. */
#include <string.h>

#include "markdown/build.h"

#define WINDOW ((size_t)4096)
#define SMALLEST_WINDOW ((size_t)16)
#define COMPARED ((size_t)16) /* bytes that decide whether a text stands somewhere */

static sei_str parsed(const sei_build *build) {
    return sei_buf_str(&build->scan->out);
}

void sei_place_init(sei_build *build) {
    SEI_VEC(size_t) starts = {0};
    sei_str out = parsed(build);
    SEI_VEC_ADD(build->scratch, &starts, 0);
    for (size_t at = 0; (at = sei_str_find_byte(out, '\n', at)) != SEI_STR_NONE;)
        SEI_VEC_ADD(build->scratch, &starts, ++at);
    build->line_starts = starts.at;
    build->line_count = starts.size;
    build->window = WINDOW;
}

static size_t block_at(const sei_build *build, cmark_node *node) {
    if (cmark_node_get_start_line(node) < 1 && cmark_node_next(node))
        node = cmark_node_next(node); /* a table took its lines' end, and their place */
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    if (line < 1 || (size_t)line > build->line_count)
        return 0;
    size_t at = build->line_starts[line - 1] + (column > 1 ? (size_t)column - 1 : 0);
    return at < build->scan->out.size ? at : build->scan->out.size;
}

size_t sei_place_block(const sei_build *build, cmark_node *node) {
    if (build->head_end)
        return sei_scan_out_offset(build->scan, build->cursor);
    return sei_scan_out_offset(build->scan, block_at(build, node));
}

static size_t line_end(sei_str out, size_t at) {
    size_t end = sei_str_find_byte(out, '\n', at);
    return end == SEI_STR_NONE ? out.size : end;
}

/* To cmark a table that follows a paragraph's lines begins where they do. */
void sei_place_begin_table(sei_build *build, cmark_node *table) {
    const size_t *heads = build->scan->table_heads.at;
    size_t start = block_at(build, table), low = 0, high = build->scan->table_heads.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (heads[middle] < start)
            low = middle + 1;
        else
            high = middle;
    }
    int end_line = cmark_node_get_end_line(table);
    size_t end = end_line >= 1 && (size_t)end_line < build->line_count
                     ? build->line_starts[end_line]
                     : build->scan->out.size;
    if (low == build->scan->table_heads.size || heads[low] >= end ||
        heads[low] <= line_end(parsed(build), start))
        return;
    build->cursor = heads[low];
    build->head_end = line_end(parsed(build), heads[low]);
}

void sei_place_end_head(sei_build *build) {
    build->head_end = 0;
}

/* A cell of such a head: behind the next bar, but for one that begins the line without. */
static void begin_head_cell(sei_build *build, bool is_first) {
    sei_str out = sei_str_slice(parsed(build), 0, build->head_end);
    size_t bar = sei_str_find_byte(out, '|', build->cursor);
    build->leaf_end = build->head_end;
    if (bar != SEI_STR_NONE && (!is_first || bar == build->cursor))
        build->cursor = bar + 1;
    build->window = WINDOW;
}

void sei_place_begin_leaf(sei_build *build, cmark_node *node) {
    if (build->head_end) {
        begin_head_cell(build, !cmark_node_previous(node));
        return;
    }
    int line = cmark_node_get_end_line(node);
    size_t at = block_at(build, node);
    build->leaf_end = line >= 1 && (size_t)line < build->line_count ? build->line_starts[line]
                                                                    : build->scan->out.size;
    build->cursor = at;
    if (build->leaf_end < at)
        build->leaf_end = at;
    build->window = WINDOW;
}

/* How many bytes of out[at…] say the same as `text`: escapes and character references are other
 * ways to say it. 0: not the same within its first bytes. */
static size_t match(sei_str out, size_t at, size_t end, sei_str text) {
    if (text.size <= end - at && memcmp(out.at + at, text.at, text.size) == 0)
        return text.size; /* nearly always */
    size_t from = at, same = 0;
    while (same < text.size && at < end) {
        if (out.at[at] == text.at[same]) {
            at++;
            same++;
        } else if (out.at[at] == '\\' && at + 1 < end && out.at[at + 1] == text.at[same]) {
            at++;
        } else if (out.at[at] == '&') {
            const char *semicolon = memchr(out.at + at, ';', end - at > 40 ? 40 : end - at);
            if (!semicolon)
                break;
            at = (size_t)(semicolon - out.at) + 1;
            for (same++; same < text.size && ((unsigned char)text.at[same] & 0xC0) == 0x80;)
                same++;
        } else {
            break;
        }
    }
    return same >= text.size || same >= COMPARED ? at - from : 0;
}

size_t sei_place_here(sei_build *build) {
    return sei_scan_out_offset(build->scan, build->cursor);
}

size_t sei_place_find(sei_build *build, sei_str text) {
    sei_str out = parsed(build);
    size_t end = build->leaf_end - build->cursor > build->window ? build->cursor + build->window
                                                                 : build->leaf_end;
    for (size_t at = build->cursor; text.size && at < end; at++) {
        if (out.at[at] != text.at[0] && out.at[at] != '&')
            continue;
        size_t size = match(out, at, build->leaf_end, text);
        if (size) {
            build->cursor = at + size;
            build->window = WINDOW;
            return sei_scan_out_offset(build->scan, at);
        }
    }
    if (build->window > SMALLEST_WINDOW)
        build->window /= 2;
    return sei_scan_out_offset(build->scan, build->cursor);
}

void sei_place_leave_link(sei_build *build) {
    sei_str out = sei_str_slice(parsed(build), 0, build->leaf_end);
    size_t at = build->cursor, reach = at + WINDOW;
    while (at < out.size && at < reach && out.at[at] != ']' && out.at[at] != '\n' &&
           out.at[at] != '>')
        at++;
    if (at >= out.size || out.at[at] != ']')
        return;
    size_t end = sei_syntax_link_tail(out, at, out.size);
    if (end == 0 && at + 1 < out.size && out.at[at + 1] == '[') {
        end = sei_str_find_byte(out, ']', at + 1);
        end = end == SEI_STR_NONE ? at : end;
    }
    build->cursor = end ? end : at + 1;
}

void sei_place_leave_code(sei_build *build, sei_str text) {
    sei_str out = parsed(build);
    sei_place_find(build, sei_str_slice(text, 0, COMPARED));
    size_t rest = text.size > COMPARED ? text.size - COMPARED : 0;
    build->cursor +=
        rest < build->leaf_end - build->cursor ? rest : build->leaf_end - build->cursor;
    while (build->cursor < build->leaf_end && out.at[build->cursor] != '`' &&
           out.at[build->cursor] != '\n')
        build->cursor++;
    while (build->cursor < build->leaf_end && out.at[build->cursor] == '`')
        build->cursor++;
}

void sei_place_next_line(sei_build *build) {
    sei_str out = parsed(build);
    size_t at = sei_str_find_byte(out, '\n', build->cursor);
    if (at == SEI_STR_NONE || at >= build->leaf_end)
        return;
    for (at++; at < build->leaf_end && (sei_syntax_is_blank(out.at[at]) || out.at[at] == '>');)
        at++;
    build->cursor = at;
}
