/* Comments: where %%…%% and <!--…--> end (spec/obsidian A4), and "%% pagebreak %%".
 *
 * Exactly two '%' begin and end a comment. What ends it is looked for outside code: behind code
 * spans of its paragraph, then behind fenced blocks (but for one that does not end: it may have
 * been opened within the comment). A comment without an end is text. A search that fails leaves a
 * mark, so that it is not tried again. */
#include <string.h>

#include "markdown/scan.h"

static size_t percent_run_end(sei_str text, size_t at) {
    while (at < text.size && text.at[at] == '%')
        at++;
    return at;
}

/* The next run of exactly two '%' before `end`, SEI_STR_NONE: none. */
static size_t find_percents(sei_str text, size_t at, size_t end) {
    while (at < end) {
        const char *found = memchr(text.at + at, '%', end - at);
        if (!found)
            return SEI_STR_NONE;
        size_t from = (size_t)(found - text.at);
        at = percent_run_end(text, from);
        if (at - from == 2)
            return from;
    }
    return SEI_STR_NONE;
}

/* The same, within the paragraph and outside its code spans; *at moves to where it gave up. */
static size_t find_in_extent(sei_scan *scan, size_t *at) {
    sei_str text = scan->text;
    while (*at < scan->extent.to) {
        size_t from = *at;
        if (text.at[from] == '%') {
            *at = percent_run_end(text, from);
            if (*at - from == 2)
                return from;
        } else if (text.at[from] == '`') {
            while (*at < scan->extent.to && text.at[*at] == '`')
                ++*at;
            size_t end = sei_extent_code_end(scan, from, *at - from);
            *at = end == SEI_STR_NONE ? *at : end;
        } else {
            ++*at;
        }
    }
    return SEI_STR_NONE;
}

/* The same, line by line and outside fenced blocks. *open_fence is where one begins that does not
 * end, SEI_STR_NONE: all do. */
static size_t find_outside_fences(sei_str text, size_t at, size_t *open_fence) {
    size_t fence = 0; /* the length of the one that is open */
    char fence_byte = 0;
    *open_fence = SEI_STR_NONE;
    while (at < text.size) {
        size_t end = sei_str_find_byte(text, '\n', at), content = at;
        end = end == SEI_STR_NONE ? text.size : end;
        while (content < end && (sei_syntax_is_blank(text.at[content]) || text.at[content] == '>'))
            content++;
        size_t length = sei_syntax_fence(text, content, end);
        if (fence && length >= fence && text.at[content] == fence_byte &&
            sei_syntax_skip_blanks(text, content + length, end) == end) {
            fence = 0;
            *open_fence = SEI_STR_NONE;
        } else if (!fence && length) {
            fence = length;
            *open_fence = at;
            fence_byte = text.at[content];
        } else if (!fence) {
            size_t found = find_percents(text, at, end);
            if (found != SEI_STR_NONE)
                return found;
        }
        at = end + 1;
    }
    return SEI_STR_NONE;
}

/* The "%%" that ends the comment at `at`. */
static size_t find_end(sei_scan *scan, size_t at) {
    size_t from = at + 2, found = SEI_STR_NONE;
    if (at >= scan->extent.from && from <= scan->extent.to)
        found = find_in_extent(scan, &from);
    if (found == SEI_STR_NONE && at < scan->open_fence_from) {
        size_t open_fence;
        found = find_outside_fences(scan->text, from, &open_fence);
        if (found != SEI_STR_NONE || open_fence == SEI_STR_NONE)
            return found;
        scan->open_fence_from = at;
        from = open_fence;
    }
    return found != SEI_STR_NONE ? found : find_percents(scan->text, from, scan->text.size);
}

static bool begins_percents(const sei_scan *scan, size_t at) {
    return scan->options->wikilinks && percent_run_end(scan->text, at) - at == 2;
}

static bool begins_html_comment(const sei_scan *scan, size_t at) {
    return sei_str_equal(sei_str_slice(scan->text, at, at + 4), SEI_STR("<!--"));
}

size_t sei_scan_comment_end(sei_scan *scan, size_t at) {
    if (begins_percents(scan, at) && at < scan->no_percent_from) {
        size_t end = find_end(scan, at);
        if (end == SEI_STR_NONE)
            scan->no_percent_from = at;
        return end == SEI_STR_NONE ? 0 : end + 2;
    }
    if (begins_html_comment(scan, at) && at < scan->no_comment_from) {
        size_t end = sei_str_find(scan->text, SEI_STR("-->"), at + 4);
        if (end == SEI_STR_NONE)
            scan->no_comment_from = at;
        return end == SEI_STR_NONE ? 0 : end + 3;
    }
    return 0;
}

bool sei_scan_is_page_break(const sei_scan *scan, size_t at, size_t end) {
    sei_str said = end >= at + 4 ? sei_str_slice(scan->text, at + 2, end - 2) : SEI_STR("");
    return scan->text.at[at] == '%' &&
           sei_str_equal_ascii_case(sei_str_trim_ascii(said), SEI_STR("pagebreak"));
}
