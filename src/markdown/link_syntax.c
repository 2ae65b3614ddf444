/* Links, URLs, tags and ruby in inline text: where each ends (spec/obsidian A4, A5). */
#include <string.h>

#include "base/utf8.h"
#include "markdown/scan.h"
#include "unicode/unicode.h"

static bool is_space(char byte) {
    return sei_syntax_is_blank(byte) || byte == '\n';
}

static size_t skip_space(sei_str text, size_t at, size_t end) {
    while (at < end && is_space(text.at[at]))
        at++;
    return at;
}

/* --- CommonMark's inline links and autolinks ------------------------------------------------- */

static size_t skip_pointed_destination(sei_str text, size_t at, size_t end) {
    for (at++; at < end; at++) {
        if (text.at[at] == '>')
            return at + 1;
        if (text.at[at] == '\n' || text.at[at] == '<')
            return 0;
        at += text.at[at] == '\\' && at + 1 < end;
    }
    return 0;
}

static size_t skip_destination(sei_str text, size_t at, size_t end) {
    if (at < end && text.at[at] == '<')
        return skip_pointed_destination(text, at, end);
    for (size_t depth = 0; at < end; at++) {
        unsigned char byte = (unsigned char)text.at[at];
        if (byte <= ' ' || byte == 0x7F)
            return at;
        if (byte == '(' && ++depth > 32)
            return 0;
        if (byte == ')' && depth-- == 0)
            return at;
        at += byte == '\\' && at + 1 < end;
    }
    return at;
}

/* A title is looked for within this many bytes: what is longer is no title to us (and then only
 * loses the protection from scan, not its place in cmark). */
#define TITLE_REACH ((size_t)1024)

static size_t skip_title(sei_str text, size_t at, size_t end) {
    char closing = text.at[at] == '(' ? ')' : text.at[at];
    if (end - at > TITLE_REACH)
        end = at + TITLE_REACH;
    for (at++; at < end; at++) {
        if (text.at[at] == closing)
            return at + 1;
        at += text.at[at] == '\\' && at + 1 < end;
    }
    return 0;
}

size_t sei_syntax_link_tail(sei_str text, size_t at, size_t end) {
    if (end - at < 3 || text.at[at] != ']' || text.at[at + 1] != '(')
        return 0;
    at = skip_destination(text, skip_space(text, at + 2, end), end);
    if (at == 0)
        return 0;
    size_t next = skip_space(text, at, end);
    if (next > at && next < end && strchr("\"'(", text.at[next])) {
        at = skip_title(text, next, end);
        if (at == 0)
            return 0;
        next = skip_space(text, at, end);
    }
    return next < end && text.at[next] == ')' ? next + 1 : 0;
}

#define AUTOLINK_REACH ((size_t)4096)

size_t sei_syntax_autolink(sei_str text, size_t at, size_t end) {
    bool has_mark = false;
    if (end - at > AUTOLINK_REACH)
        end = at + AUTOLINK_REACH;
    for (size_t i = at + 1; i < end; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte == '>')
            return has_mark && i > at + 1 ? i + 1 : 0;
        if (byte <= ' ' || byte == '<')
            return 0;
        has_mark = has_mark || byte == ':' || byte == '@';
    }
    return 0;
}

/* --- bare URLs ------------------------------------------------------------------------------- */

static bool is_url_byte(unsigned char byte) {
    return byte > ' ' && byte < 0x7F && !strchr("<>\"`[]{}|\\^", byte);
}

/* Markup that begins within what could be a URL ends it. */
static bool is_markup(sei_str text, size_t at, size_t end) {
    if (at + 1 >= end || text.at[at] != text.at[at + 1])
        return false;
    return strchr("*~%", text.at[at]) != NULL;
}

/* Punctuation at its end belongs to the sentence, and so does ')' without its '('. */
static size_t trim_url(sei_str text, size_t at, size_t end) {
    size_t opened = 0, closed = 0;
    for (size_t i = at; i < end; i++) {
        opened += text.at[i] == '(';
        closed += text.at[i] == ')';
    }
    while (end > at) {
        if (text.at[end - 1] == ')' && closed > opened)
            closed--;
        else if (!strchr("?!.,:;*_~'", text.at[end - 1]))
            break;
        end--;
    }
    return end;
}

size_t sei_syntax_url(sei_str text, size_t at, size_t end) {
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < 2; i++) {
        sei_str scheme = sei_str_from(schemes[i]);
        if (!sei_str_equal_ascii_case(sei_str_slice(text, at, at + scheme.size), scheme))
            continue;
        size_t host = at + scheme.size, after = host;
        while (after < end && is_url_byte((unsigned char)text.at[after]) &&
               !is_markup(text, after, end))
            after++;
        after = trim_url(text, host, after);
        return after > host && sei_syntax_is_name(text.at[host]) ? after : 0;
    }
    return 0;
}

/* --- Obsidian's ------------------------------------------------------------------------------ */

static bool is_tag_character(uint32_t character) {
    if (character < 0x80)
        return sei_syntax_is_name((char)character) || character == '_' || character == '-' ||
               character == '/';
    if (character >= 0x1F000 || character == 0x200D) /* pictures, and what joins them */
        return true;
    if (character >= 0x2000 && character <= 0x206F)
        return false;
    if (sei_unicode_is_space(character))
        return false;
    return !sei_unicode_is_punctuation(character) || sei_unicode_is_emoji(character);
}

size_t sei_syntax_tag_name(sei_str text, size_t at, size_t end) {
    sei_str line = sei_str_slice(text, 0, end);
    bool has_letter = false;
    size_t after = at + 1;
    while (after < end) {
        size_t next = after;
        uint32_t character = sei_utf8_next(line, &next);
        if (!is_tag_character(character))
            break;
        has_letter = has_letter || !(character >= '0' && character <= '9');
        after = next;
    }
    return has_letter && after > at + 1 ? after : 0;
}

size_t sei_syntax_wikilink(sei_str text, size_t at, size_t end, sei_str *inner) {
    if (end - at < 5 || text.at[at] != '[' || text.at[at + 1] != '[')
        return 0;
    for (size_t i = at + 2; i + 1 < end && text.at[i] != '\n'; i++) {
        if (text.at[i] == '[' && (text.at[i + 1] == '[' || i == at + 2))
            return 0; /* an inner link begins, and the outer is text */
        if (text.at[i] != ']' || text.at[i + 1] != ']')
            continue;
        *inner = sei_str_slice(text, at + 2, i);
        char first = sei_str_trim_ascii(*inner).size ? *sei_str_trim_ascii(*inner).at : '|';
        return first == '|' ? 0 : i + 2;
    }
    return 0;
}

static bool is_kana_or_mark(uint32_t character) {
    sei_script script = sei_unicode_script(character);
    return script == SEI_SCRIPT_HIRAGANA || script == SEI_SCRIPT_KATAKANA ||
           script == SEI_SCRIPT_BOPOMOFO || character == 0x30FC || character == 0x30FB;
}

/* {漢字|かんじ}, {漢字|かん|じ}: a CJK base without markup, readings in kana. */
size_t sei_syntax_ruby(sei_str text, size_t at, size_t end) {
    sei_str line = sei_str_slice(text, 0, end);
    size_t bars = 0, after_bar = 0;
    for (size_t i = at + 1; i < end;) {
        size_t here = i;
        uint32_t character = sei_utf8_next(line, &i);
        if (character == '}')
            return bars > 0 && here > after_bar ? i : 0;
        if (character == '|') {
            if (here == at + 1 || here == after_bar)
                return 0;
            bars++;
            after_bar = i;
        } else if (bars == 0 ? !sei_unicode_is_cjk(character) : !is_kana_or_mark(character)) {
            return 0;
        }
    }
    return 0;
}
