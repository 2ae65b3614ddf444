/* HTML tags in inline text: CommonMark 6.8's grammar of open and closing tags. */
#include <string.h>

#include "markdown/scan.h"

static bool is_space(char byte) {
    return sei_syntax_is_blank(byte) || byte == '\n';
}

static size_t skip_space(sei_str text, size_t at, size_t end) {
    while (at < end && is_space(text.at[at]))
        at++;
    return at;
}

static bool is_letter(char byte) {
    return sei_syntax_is_name(byte) && !(byte >= '0' && byte <= '9');
}

static size_t skip_name(sei_str text, size_t at, size_t end, const char *more) {
    while (at < end &&
           (sei_syntax_is_name(text.at[at]) || (text.at[at] && strchr(more, text.at[at]))))
        at++;
    return at;
}

/* A value behind '=': quoted, or without blanks. 0: none. */
static size_t skip_value(sei_str text, size_t at, size_t end) {
    if (at == end)
        return 0;
    char quote = text.at[at];
    if (quote == '"' || quote == '\'') {
        const char *closing = memchr(text.at + at + 1, quote, end - at - 1);
        return closing ? (size_t)(closing - text.at) + 1 : 0;
    }
    size_t after = at;
    while (after < end && !is_space(text.at[after]) && !strchr("\"'=<>`", text.at[after]))
        after++;
    return after == at ? 0 : after;
}

/* An attribute at text[at], a letter; its end, 0: not well formed. */
static size_t skip_attribute(sei_str text, size_t at, size_t end) {
    at = skip_name(text, at, end, "_.:-");
    size_t equals = skip_space(text, at, end);
    if (equals == end || text.at[equals] != '=')
        return at;
    return skip_value(text, skip_space(text, equals + 1, end), end);
}

size_t sei_syntax_tag(sei_str text, size_t at, size_t end) {
    if (end - at < 3 || text.at[at] != '<')
        return 0;
    bool is_closing = text.at[at + 1] == '/';
    at += 1 + (size_t)is_closing;
    if (at == end || !is_letter(text.at[at]))
        return 0;
    at = skip_name(text, at, end, "-");
    while (true) {
        size_t next = skip_space(text, at, end);
        if (next == end)
            return 0;
        if (text.at[next] == '>')
            return next + 1;
        if (!is_closing && text.at[next] == '/')
            return next + 1 < end && text.at[next + 1] == '>' ? next + 2 : 0;
        bool begins = is_letter(text.at[next]) || text.at[next] == '_' || text.at[next] == ':';
        if (is_closing || next == at || !begins)
            return 0;
        at = skip_attribute(text, next, end);
        if (at == 0)
            return 0;
    }
}

size_t sei_syntax_raw_end(sei_str text, size_t at, size_t end) {
    static const char *const closings[] = {"</pre>", "</script>", "</style>", "</textarea>"};
    while (at < end) {
        const char *found = memchr(text.at + at, '<', end - at);
        if (!found)
            return 0;
        at = (size_t)(found - text.at);
        for (size_t i = 0; i < sizeof closings / sizeof *closings; i++) {
            sei_str closing = sei_str_from(closings[i]);
            if (at + closing.size <= end &&
                sei_str_equal_ascii_case(sei_str_slice(text, at, at + closing.size), closing))
                return at + closing.size;
        }
        at++;
    }
    return 0;
}
