/* Tags, attributes and the allow-list (spec/obsidian A4). */
#include "markdown/html.h"

#include <string.h>

#include "markdown/scan.h"

static const sei_html_element elements[] = {
    {"a", SEI_HTML_LINK, SEI_NODE_LINK},
    {"abbr", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"article", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"audio", SEI_HTML_MEDIA, SEI_NODE_LINK},
    {"b", SEI_HTML_INLINE, SEI_NODE_STRONG},
    {"bdi", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"big", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"blockquote", SEI_HTML_QUOTE, SEI_NODE_QUOTE},
    {"br", SEI_HTML_BREAK, SEI_NODE_LINE_BREAK},
    {"caption", SEI_HTML_CAPTION, SEI_NODE_PARAGRAPH},
    {"center", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"cite", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"code", SEI_HTML_CODE, SEI_NODE_CODE},
    {"col", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"colgroup", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"dd", SEI_HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"del", SEI_HTML_INLINE, SEI_NODE_STRIKE},
    {"details", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"dfn", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"div", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"dl", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"dt", SEI_HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"em", SEI_HTML_INLINE, SEI_NODE_EMPHASIS},
    {"figcaption", SEI_HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"figure", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"font", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"footer", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"h1", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"h2", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"h3", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"h4", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"h5", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"h6", SEI_HTML_HEADING, SEI_NODE_HEADING},
    {"header", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"hr", SEI_HTML_RULE, SEI_NODE_RULE},
    {"i", SEI_HTML_INLINE, SEI_NODE_EMPHASIS},
    {"iframe", SEI_HTML_MEDIA, SEI_NODE_LINK},
    {"img", SEI_HTML_IMAGE, SEI_NODE_IMAGE},
    {"ins", SEI_HTML_INLINE, SEI_NODE_UNDERLINE},
    {"kbd", SEI_HTML_INLINE, SEI_NODE_KEYBOARD},
    {"li", SEI_HTML_ITEM, SEI_NODE_ITEM},
    {"main", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"mark", SEI_HTML_INLINE, SEI_NODE_HIGHLIGHT},
    {"ol", SEI_HTML_LIST, SEI_NODE_LIST},
    {"p", SEI_HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"picture", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"pre", SEI_HTML_VERBATIM, SEI_NODE_CODE_BLOCK},
    {"q", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"rb", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"rp", SEI_HTML_DROPPED, SEI_NODE_SPAN},
    {"rt", SEI_HTML_READING, SEI_NODE_SPAN},
    {"rtc", SEI_HTML_READING, SEI_NODE_SPAN},
    {"ruby", SEI_HTML_RUBY, SEI_NODE_SPAN},
    {"s", SEI_HTML_INLINE, SEI_NODE_STRIKE},
    {"samp", SEI_HTML_CODE, SEI_NODE_CODE},
    {"script", SEI_HTML_DROPPED, SEI_NODE_SPAN},
    {"section", SEI_HTML_DIVISION, SEI_NODE_DIVISION},
    {"small", SEI_HTML_INLINE, SEI_NODE_SMALL},
    {"source", SEI_HTML_SOURCE, SEI_NODE_SPAN},
    {"span", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"strike", SEI_HTML_INLINE, SEI_NODE_STRIKE},
    {"strong", SEI_HTML_INLINE, SEI_NODE_STRONG},
    {"style", SEI_HTML_DROPPED, SEI_NODE_SPAN},
    {"sub", SEI_HTML_INLINE, SEI_NODE_SUBSCRIPT},
    {"summary", SEI_HTML_SUMMARY, SEI_NODE_PARAGRAPH},
    {"sup", SEI_HTML_INLINE, SEI_NODE_SUPERSCRIPT},
    {"table", SEI_HTML_TABLE, SEI_NODE_TABLE},
    {"tbody", SEI_HTML_ROWS, SEI_NODE_SPAN},
    {"td", SEI_HTML_CELL, SEI_NODE_CELL},
    {"template", SEI_HTML_DROPPED, SEI_NODE_SPAN},
    {"tfoot", SEI_HTML_ROWS, SEI_NODE_SPAN},
    {"th", SEI_HTML_CELL, SEI_NODE_CELL},
    {"thead", SEI_HTML_ROWS, SEI_NODE_SPAN},
    {"time", SEI_HTML_SPAN, SEI_NODE_SPAN},
    {"tr", SEI_HTML_ROW, SEI_NODE_ROW},
    {"track", SEI_HTML_NOTHING, SEI_NODE_SPAN},
    {"tt", SEI_HTML_CODE, SEI_NODE_CODE},
    {"u", SEI_HTML_INLINE, SEI_NODE_UNDERLINE},
    {"ul", SEI_HTML_LIST, SEI_NODE_LIST},
    {"var", SEI_HTML_INLINE, SEI_NODE_EMPHASIS},
    {"video", SEI_HTML_MEDIA, SEI_NODE_LINK},
    {"wbr", SEI_HTML_WORD_BREAK, SEI_NODE_TEXT},
};

const sei_html_element *sei_html_find(sei_str name) {
    static const sei_html_element unknown = {"", SEI_HTML_UNKNOWN, SEI_NODE_SPAN};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(elements[i].name)))
            return &elements[i];
    return &unknown;
}

size_t sei_html_tag_read(sei_str html, size_t at, sei_html_tag *tag) {
    size_t end = sei_syntax_tag(html, at, html.size);
    if (end == 0)
        return 0;
    tag->is_closing = html.at[at + 1] == '/';
    tag->is_empty = html.at[end - 2] == '/';
    size_t from = at + 1 + (size_t)tag->is_closing, to = from;
    while (sei_syntax_is_name(html.at[to]) || html.at[to] == '-')
        to++;
    tag->name = sei_str_slice(html, from, to);
    tag->attributes = sei_str_slice(html, to, end - 1);
    return end;
}

static bool is_space(char byte) {
    return sei_syntax_is_blank(byte) || byte == '\n';
}

/* The end of the value at text[at], quotes and all. */
static size_t value_end(sei_str text, size_t at, sei_str *value) {
    char quote = at < text.size ? text.at[at] : 0;
    size_t from = at, to;
    if (quote == '"' || quote == '\'') {
        to = sei_str_find_byte(text, quote, at + 1);
        to = to == SEI_STR_NONE ? text.size : to;
        *value = sei_str_slice(text, from + 1, to);
        return to + 1;
    }
    for (to = from; to < text.size && !is_space(text.at[to]);)
        to++;
    *value = sei_str_slice(text, from, to);
    return to;
}

sei_str sei_html_attribute(const sei_html_tag *tag, const char *name) {
    sei_str text = tag->attributes;
    for (size_t at = 0; at < text.size;) {
        while (at < text.size && is_space(text.at[at]))
            at++;
        size_t from = at;
        while (at < text.size && !is_space(text.at[at]) && text.at[at] != '=')
            at++;
        sei_str key = sei_str_slice(text, from, at), value = SEI_STR("");
        while (at < text.size && is_space(text.at[at]))
            at++;
        if (at < text.size && text.at[at] == '=') {
            for (at++; at < text.size && is_space(text.at[at]);)
                at++;
            at = value_end(text, at, &value);
        }
        if (sei_str_equal_ascii_case(key, sei_str_from(name)))
            return value;
    }
    return SEI_STR("");
}

/* The value that a style gives a property, "" when none. */
static sei_str style_value(sei_str style, sei_str property) {
    sei_str declaration, value = SEI_STR("");
    while (sei_str_split(&style, ';', &declaration)) {
        size_t colon = sei_str_find_byte(declaration, ':', 0);
        if (colon == SEI_STR_NONE)
            continue;
        sei_str name = sei_str_trim_ascii(sei_str_slice(declaration, 0, colon));
        if (sei_str_equal_ascii_case(name, property))
            value = sei_str_trim_ascii(sei_str_slice(declaration, colon + 1, declaration.size));
    }
    return value;
}

sei_align sei_html_align(const sei_html_tag *tag) {
    static const struct {
        const char *word;
        sei_align align;
    } words[] = {
        {"center", SEI_ALIGN_CENTER}, {"right", SEI_ALIGN_RIGHT}, {"left", SEI_ALIGN_LEFT}};
    sei_str align = sei_html_attribute(tag, "align");
    sei_str said = style_value(sei_html_attribute(tag, "style"), SEI_STR("text-align"));
    if (sei_str_equal_ascii_case(tag->name, SEI_STR("center")))
        return SEI_ALIGN_CENTER;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sei_str_equal_ascii_case(align, sei_str_from(words[i].word)) ||
            sei_str_equal_ascii_case(said, sei_str_from(words[i].word)))
            return words[i].align;
    return SEI_ALIGN_NONE;
}

static bool is_one_of(sei_str word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sei_str_equal_ascii_case(word, sei_str_from(words[i])))
            return true;
    return false;
}

sei_html_break sei_html_page_break(const sei_html_tag *tag) {
    static const struct {
        const char *name;
        sei_html_break where;
    } properties[] = {{"page-break-before", SEI_HTML_BREAK_BEFORE},
                      {"break-before", SEI_HTML_BREAK_BEFORE},
                      {"page-break-after", SEI_HTML_BREAK_AFTER},
                      {"break-after", SEI_HTML_BREAK_AFTER}};
    static const char *const values[] = {"always", "page", "left", "right", "recto", "verso"};
    static const char *const classes[] = {"page-break", "pagebreak"};
    sei_str style = sei_html_attribute(tag, "style");
    for (size_t i = 0; style.size && i < sizeof properties / sizeof *properties; i++) {
        sei_str value = style_value(style, sei_str_from(properties[i].name));
        if (is_one_of(value, values, sizeof values / sizeof *values))
            return properties[i].where;
    }
    sei_str rest = sei_html_attribute(tag, "class"), word;
    while (sei_str_split(&rest, ' ', &word))
        if (is_one_of(word, classes, sizeof classes / sizeof *classes))
            return SEI_HTML_BREAK_BEFORE;
    return SEI_HTML_BREAK_NONE;
}

uint32_t sei_html_length(const sei_html_tag *tag, const char *name) {
    sei_str value = sei_html_attribute(tag, name);
    uint32_t length = 0;
    size_t at = 0;
    for (; at < value.size && at < 5 && value.at[at] >= '0' && value.at[at] <= '9'; at++)
        length = length * 10 + (uint32_t)(value.at[at] - '0');
    return at < value.size && value.at[at] == '%' ? 0 : length;
}
