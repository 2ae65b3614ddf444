/* A style sheet of the vault → one that an EPUB can carry: what it takes from other files (imports,
 * fonts, images by url()) is left out, since none of them is in the book and a reader may fetch
 * nothing. All else stays as written. One pass over the tokens that matter: comments, strings,
 * at-rules, url( (CSS Syntax 3, 4). */
#include "epub/css.h"

#include <ctype.h>

#include "base/buf.h"
#include "base/utf8.h"

struct scan {
    sei_str css;
    size_t at;
    sei_buf out;
    bool has_references;
};

static bool starts(const struct scan *scan, sei_str word) {
    sei_str here = sei_str_slice(scan->css, scan->at, scan->at + word.size);
    return sei_str_equal_ascii_case(here, word);
}

/* Behind the next `end` outside strings, or the sheet's end. */
static size_t find_end(const struct scan *scan, size_t at, char end) {
    char quote = 0;
    for (; at < scan->css.size; at++) {
        char c = scan->css.at[at];
        if (c == '\\')
            at++;
        else if (quote)
            quote = c == quote || c == '\n' ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == end)
            return at + 1;
    }
    return scan->css.size;
}

/* Rules that only fetch, with what ends them. */
static bool skip_rule(struct scan *scan) {
    static const struct {
        sei_str name;
        char end;
        bool is_reference;
    } rules[] = {{{"@import", 7}, ';', true},
                 {{"@font-face", 10}, '}', true},
                 {{"@namespace", 10}, ';', false},
                 {{"@charset", 8}, ';', false}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (starts(scan, rules[i].name)) {
            scan->at = find_end(scan, scan->at, rules[i].end);
            scan->has_references |= rules[i].is_reference;
            return true;
        }
    return false;
}

static bool skip_comment(struct scan *scan) {
    if (!starts(scan, SEI_STR("/*")))
        return false;
    size_t end = sei_str_find(scan->css, SEI_STR("*/"), scan->at + 2);
    scan->at = end == SEI_STR_NONE ? scan->css.size : end + 2;
    return true;
}

static bool follows_name(const struct scan *scan) {
    unsigned char before = scan->at ? (unsigned char)scan->css.at[scan->at - 1] : ' ';
    return isalnum(before) || before == '-' || before == '_' || before >= 0x80;
}

static bool skip_url(struct scan *scan) {
    if (!starts(scan, SEI_STR("url(")) || follows_name(scan))
        return false;
    scan->at = find_end(scan, scan->at, ')');
    scan->has_references = true;
    sei_buf_add(&scan->out, SEI_STR("none"));
    return true;
}

/* A string, an escape or one character. */
static void copy_token(struct scan *scan) {
    char c = scan->css.at[scan->at];
    size_t end = scan->at + 1;
    if (c == '"' || c == '\'') {
        while (end < scan->css.size && scan->css.at[end] != c && scan->css.at[end] != '\n')
            end += scan->css.at[end] == '\\' ? 2 : 1;
        end++;
    } else if (c == '\\') {
        end++;
    }
    sei_buf_add(&scan->out, sei_str_slice(scan->css, scan->at, end));
    scan->at = end;
}

/* Bytes that are no UTF-8 become the replacement character; a byte order mark goes. */
static sei_str valid(sei_arena *arena, sei_str css) {
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    for (size_t at = 0; at < css.size;) {
        uint32_t c = sei_utf8_next(css, &at);
        if (c != 0 && c != 0xFEFF)
            sei_buf_add_code_point(&out, c);
    }
    sei_str text = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

sei_str sei_css_clean(sei_arena *arena, sei_str css, bool *has_references) {
    struct scan scan = {.css = valid(arena, css)};
    sei_buf_init(&scan.out, arena->memory);
    while (scan.at < scan.css.size)
        if (!skip_comment(&scan) && !skip_rule(&scan) && !skip_url(&scan))
            copy_token(&scan);
    *has_references = scan.has_references;
    sei_str clean = sei_arena_copy(arena, sei_buf_str(&scan.out));
    sei_buf_fini(&scan.out);
    return clean;
}
