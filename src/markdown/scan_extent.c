/* The stretch of text within which inline constructs may begin and end: a paragraph, a heading, a
 * row. Its runs of backticks and its brackets are each found once, when first asked for, so that
 * pairing them is linear in all. */
#include <stdlib.h>
#include <string.h>

#include "markdown/scan.h"

void sei_extent_begin(sei_scan *scan, size_t from, size_t to) {
    scan->extent = (sei_extent){.from = from, .to = to};
}

/* A line that ends a paragraph, looked at roughly: behind blanks and quote marks. */
static bool ends_paragraph(sei_str text, size_t at, size_t end) {
    sei_str label;
    while (at < end && (sei_syntax_is_blank(text.at[at]) || text.at[at] == '>'))
        at++;
    return at == end || sei_syntax_is_heading(text, at, end) || sei_syntax_fence(text, at, end) ||
           sei_syntax_is_setext(text, at, end) || sei_syntax_is_rule(text, at, end) ||
           sei_syntax_item(text, at, end, true) || sei_syntax_note(text, at, end, &label) ||
           text.at[at] == '|';
}

size_t sei_extent_paragraph_end(const sei_scan *scan, size_t line_end) {
    size_t end = line_end;
    while (end < scan->text.size) {
        size_t next = sei_str_find_byte(scan->text, '\n', end + 1);
        if (next == SEI_STR_NONE)
            next = scan->text.size;
        if (ends_paragraph(scan->text, end + 1, next))
            return end;
        end = next;
    }
    return end;
}

/* --- code spans ------------------------------------------------------------------------------ */

static int compare_runs(const void *a, const void *b) {
    const sei_backtick_run *left = a, *right = b;
    if (left->length != right->length)
        return left->length < right->length ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at;
}

static void find_backticks(sei_scan *scan) {
    sei_extent *extent = &scan->extent;
    extent->has_backticks = true;
    for (size_t at = extent->from; at < extent->to;) {
        const char *found = memchr(scan->text.at + at, '`', extent->to - at);
        if (!found)
            break;
        size_t from = (size_t)(found - scan->text.at);
        for (at = from; at < extent->to && scan->text.at[at] == '`';)
            at++;
        SEI_VEC_ADD(scan->arena, &extent->backticks, (sei_backtick_run){from, at - from});
    }
    if (extent->backticks.size > 1)
        qsort(extent->backticks.at, extent->backticks.size, sizeof *extent->backticks.at,
              compare_runs);
}

size_t sei_extent_code_end(sei_scan *scan, size_t at, size_t length) {
    sei_extent *extent = &scan->extent;
    if (!extent->has_backticks)
        find_backticks(scan);
    size_t low = 0, high = extent->backticks.size;
    sei_backtick_run wanted = {at + length, length};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_runs(&extent->backticks.at[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == extent->backticks.size || extent->backticks.at[low].length != length)
        return SEI_STR_NONE;
    return extent->backticks.at[low].at + length;
}

/* --- brackets -------------------------------------------------------------------------------- */

/* Behind an escape or a code span at `at`, or `at` itself. */
static size_t skip_opaque(sei_scan *scan, size_t at) {
    if (scan->text.at[at] == '\\' && at + 1 < scan->extent.to)
        return at + 2;
    if (scan->text.at[at] != '`')
        return at;
    size_t after = at;
    while (after < scan->extent.to && scan->text.at[after] == '`')
        after++;
    size_t end = sei_extent_code_end(scan, at, after - at);
    return end == SEI_STR_NONE ? after : end;
}

static void find_brackets(sei_scan *scan) {
    sei_extent *extent = &scan->extent;
    SEI_VEC(size_t) open = {0};
    extent->has_brackets = true;
    for (size_t at = extent->from; at < extent->to;) {
        size_t after = skip_opaque(scan, at);
        if (after > at) {
            at = after;
            continue;
        }
        if (scan->text.at[at] == '[') {
            SEI_VEC_ADD(scan->arena, &open, extent->brackets.size);
            SEI_VEC_ADD(scan->arena, &extent->brackets, (sei_bracket_pair){at, 0});
        } else if (scan->text.at[at] == ']' && open.size > 0) {
            extent->brackets.at[open.at[--open.size]].close = at;
        }
        at++;
    }
}

size_t sei_extent_closing_bracket(sei_scan *scan, size_t open) {
    sei_extent *extent = &scan->extent;
    if (!extent->has_brackets)
        find_brackets(scan);
    size_t low = 0, high = extent->brackets.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (extent->brackets.at[middle].open < open)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == extent->brackets.size || extent->brackets.at[low].open != open ||
        extent->brackets.at[low].close == 0)
        return SEI_STR_NONE;
    return extent->brackets.at[low].close;
}
