/* What begins a block, one predicate a construct: CommonMark 0.29, 4 and 5, and GFM's tables. They
 * look at one line behind its containers' markers and never beyond its end. */
#include <string.h>

#include "markdown/scan.h"

bool sei_syntax_is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

bool sei_syntax_is_name(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

size_t sei_syntax_skip_blanks(sei_str text, size_t at, size_t end) {
    while (at < end && sei_syntax_is_blank(text.at[at]))
        at++;
    return at;
}

/* The end of a run of one byte. */
static size_t skip_run(sei_str text, size_t at, size_t end, char byte) {
    while (at < end && text.at[at] == byte)
        at++;
    return at;
}

static bool is_rest_blank(sei_str text, size_t at, size_t end) {
    return sei_syntax_skip_blanks(text, at, end) == end;
}

bool sei_syntax_is_rule(sei_str text, size_t at, size_t end) {
    if (at == end || !strchr("*-_", text.at[at]))
        return false;
    char byte = text.at[at];
    size_t count = 0;
    for (; at < end; at++)
        if (text.at[at] == byte)
            count++;
        else if (!sei_syntax_is_blank(text.at[at]))
            return false;
    return count >= 3;
}

bool sei_syntax_is_setext(sei_str text, size_t at, size_t end) {
    if (at == end || (text.at[at] != '=' && text.at[at] != '-'))
        return false;
    return is_rest_blank(text, skip_run(text, at, end, text.at[at]), end);
}

bool sei_syntax_is_heading(sei_str text, size_t at, size_t end) {
    size_t after = skip_run(text, at, end, '#');
    return after > at && after - at <= 6 && (after == end || sei_syntax_is_blank(text.at[after]));
}

size_t sei_syntax_fence(sei_str text, size_t at, size_t end) {
    if (at == end || (text.at[at] != '`' && text.at[at] != '~'))
        return 0;
    size_t after = skip_run(text, at, end, text.at[at]);
    if (after - at < 3)
        return 0;
    if (text.at[at] == '`' && memchr(text.at + after, '`', end - after))
        return 0;
    return after - at;
}

/* Bytes of "12." or "12)" at text[at], 0: none. */
static size_t ordered_marker(sei_str text, size_t at, size_t end, bool in_paragraph) {
    size_t after = at;
    while (after < end && after - at < 9 && text.at[after] >= '0' && text.at[after] <= '9')
        after++;
    if (after == at || after == end || (text.at[after] != '.' && text.at[after] != ')'))
        return 0;
    bool is_one = text.at[after - 1] == '1' && skip_run(text, at, end, '0') == after - 1;
    return in_paragraph && !is_one ? 0 : after + 1 - at;
}

size_t sei_syntax_item(sei_str text, size_t at, size_t end, bool in_paragraph) {
    if (at == end)
        return 0;
    size_t size =
        strchr("-*+", text.at[at]) && text.at[at] ? 1 : ordered_marker(text, at, end, in_paragraph);
    if (size == 0 || (at + size < end && !sei_syntax_is_blank(text.at[at + size])))
        return 0;
    return in_paragraph && is_rest_blank(text, at + size, end) ? 0 : size;
}

int64_t sei_syntax_item_number(sei_str text, size_t at, size_t end, char *delimiter) {
    int64_t number = 0;
    size_t size = ordered_marker(text, at, end, false);
    if (size == 0 || at + size == end || !sei_syntax_is_blank(text.at[at + size]) ||
        is_rest_blank(text, at + size, end))
        return -1;
    for (size_t i = at; i < at + size - 1; i++)
        number = number * 10 + (text.at[i] - '0');
    *delimiter = text.at[at + size - 1];
    return number;
}

size_t sei_syntax_note(sei_str text, size_t at, size_t end, sei_str *label) {
    if (end - at < 5 || text.at[at] != '[' || text.at[at + 1] != '^')
        return 0;
    size_t after = at + 2;
    while (after < end && !strchr("[] \t", text.at[after]))
        after++;
    if (after == at + 2 || after + 1 >= end || text.at[after] != ']' || text.at[after + 1] != ':')
        return 0;
    *label = sei_str_slice(text, at + 2, after);
    return after + 2;
}

/* --- HTML ------------------------------------------------------------------------------------ */

/* Sorted: start condition 6. */
static const char *const block_names[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "section",  "source",   "summary",    "table",    "tbody",      "td",     "tfoot",
    "th",       "thead",    "title",    "tr",         "track",    "ul"};
static const char *const raw_names[] = {"pre", "script", "style", "textarea"};

static bool is_one_of(sei_str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(names[i])))
            return true;
    return false;
}

int sei_syntax_html(sei_str text, size_t at, size_t end) {
    if (end - at < 2 || text.at[at] != '<')
        return 0;
    bool is_closing = text.at[at + 1] == '/';
    size_t from = at + 1 + is_closing, to = from;
    while (to < end && sei_syntax_is_name(text.at[to]))
        to++;
    sei_str name = sei_str_slice(text, from, to);
    bool ends = to == end || sei_syntax_is_blank(text.at[to]) || text.at[to] == '>';
    bool ends_self = to + 1 < end && text.at[to] == '/' && text.at[to + 1] == '>';
    if (!is_closing && ends && is_one_of(name, raw_names, sizeof raw_names / sizeof *raw_names))
        return 1;
    if ((ends || ends_self) &&
        is_one_of(name, block_names, sizeof block_names / sizeof *block_names))
        return 6;
    size_t after = sei_syntax_tag(text, at, end);
    return after && is_rest_blank(text, after, end) ? 7 : 0;
}

/* --- tables and block ids -------------------------------------------------------------------- */

size_t sei_syntax_delimiter_row(sei_str text, size_t at, size_t end) {
    size_t columns = 0;
    bool is_marked = memchr(text.at + at, '|', end - at) || memchr(text.at + at, ':', end - at);
    if (!is_marked)
        return 0;
    at += at < end && text.at[at] == '|';
    while (sei_syntax_skip_blanks(text, at, end) < end) {
        at = sei_syntax_skip_blanks(text, at, end);
        at += text.at[at] == ':';
        size_t after = skip_run(text, at, end, '-');
        if (after == at)
            return 0;
        at = after + (after < end && text.at[after] == ':');
        at = sei_syntax_skip_blanks(text, at, end);
        if (at < end && text.at[at] != '|')
            return 0;
        at += at < end;
        columns++;
    }
    return columns;
}

size_t sei_syntax_cells(sei_str text, size_t at, size_t end) {
    size_t pipes = 0;
    bool is_last_pipe = false;
    at += at < end && text.at[at] == '|';
    for (; at < end; at++) {
        if (!sei_syntax_is_blank(text.at[at]))
            is_last_pipe = text.at[at] == '|';
        pipes += text.at[at] == '|';
        at += text.at[at] == '\\' && at + 1 < end;
    }
    return pipes + !is_last_pipe;
}

bool sei_syntax_is_block_id(sei_str text, size_t at, size_t end) {
    size_t after = at + 1;
    if (at >= end || text.at[at] != '^')
        return false;
    while (after < end && (sei_syntax_is_name(text.at[after]) || text.at[after] == '-'))
        after++;
    return after > at + 1 && is_rest_blank(text, after, end);
}
