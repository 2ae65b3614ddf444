/* The scan's inline level: code spans, comments, wikilinks, embeds, math, inline notes, footnote marks,
 * URLs, highlights and the '*' runs beside CJK punctuation.
 *
 * Rule that is easy to break: it must stay linear. A search for a closing delimiter that failed is
 * remembered (no_…_before), so that no stretch of text is searched twice for the same thing. */
#include "markdown/scan.h"

#include <string.h>

#include "base/utf8.h"
#include "unicode/unicode.h"

#define BRACKETS_MAX 200 /* open '[' in a paragraph: cmark is quadratic in unmatched "![" */

static char byte_at(const sei_scan *scan, size_t at) {
    return at < scan->text.size ? scan->text.at[at] : 0;
}

static bool is_at(const sei_scan *scan, size_t at, sei_str what) {
    return sei_str_starts(sei_str_slice(scan->text, at, scan->text.size), what);
}

static bool is_ascii_punctuation(char byte) {
    return byte && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", byte) != NULL;
}

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static size_t run_length(const sei_scan *scan, size_t at, char byte) {
    size_t length = 0;
    while (byte_at(scan, at + length) == byte)
        length++;
    return length;
}

/* --- code ------------------------------------------------------------------------------------ */

/* The offset behind the code span that opens at `at`, or behind the run of backticks alone. */
static size_t code_span_end(sei_scan *scan, size_t at, size_t limit) {
    size_t length = run_length(scan, at, '`');
    size_t *none_before = length <= 8 ? &scan->no_code_before[length - 1] : NULL;
    if (none_before && at < *none_before)
        return at + length;
    for (size_t i = at + length; i < limit;) {
        const char *found = memchr(scan->text.at + i, '`', limit - i);
        if (!found)
            break;
        i = (size_t)(found - scan->text.at);
        size_t closing = run_length(scan, i, '`');
        if (closing == length)
            return i + closing;
        i += closing;
    }
    if (none_before)
        *none_before = limit;
    return at + length;
}

/* --- comments -------------------------------------------------------------------------------- */

static size_t comment_end(sei_scan *scan, size_t at) {
    if (at < scan->no_comment_before || run_length(scan, at, '%') != 2 ||
        (at > 0 && scan->text.at[at - 1] == '%'))
        return SEI_STR_NONE;
    size_t close = sei_str_find(scan->text, SEI_STR("%%"), at + 2);
    if (close == SEI_STR_NONE) {
        scan->no_comment_before = scan->text.size;
        return SEI_STR_NONE;
    }
    return close + 2;
}

static size_t html_comment_end(sei_scan *scan, size_t at) {
    if (at < scan->no_html_comment_before)
        return SEI_STR_NONE;
    size_t close = sei_str_find(scan->text, SEI_STR("-->"), at + 4);
    if (close == SEI_STR_NONE) {
        scan->no_html_comment_before = scan->text.size;
        return SEI_STR_NONE;
    }
    return close + 3;
}

static bool says_page_break(sei_str comment) {
    sei_str word = sei_str_trim_ascii(sei_str_slice(comment, 2, comment.size - 2));
    return sei_str_equal_ascii_case(word, SEI_STR("pagebreak")) ||
           sei_str_equal_ascii_case(word, SEI_STR("page-break"));
}

/* Takes a comment away. One that fills its lines takes the lines with it, so that it neither splits nor
 * joins what stands around. */
static size_t drop_comment(sei_scan *scan, size_t at, size_t end) {
    sei_str comment = sei_str_slice(scan->text, at, end);
    if (sei_str_starts(comment, SEI_STR("%%")) && says_page_break(comment)) {
        sei_scan_write(scan, SEI_STR("\n\n"), at);
        sei_scan_lift(scan, SEI_LIFT_PAGE_BREAK, at, end, SEI_STR(""));
        sei_scan_write(scan, SEI_STR("\n\n"), at);
        return end;
    }
    bool begins_line = at == 0 || scan->text.at[at - 1] == '\n';
    if (begins_line && byte_at(scan, end) == '\r')
        end++;
    return begins_line && byte_at(scan, end) == '\n' ? end + 1 : end;
}

/* --- links and embeds ------------------------------------------------------------------------- */

/* The place of "]]" that closes "[[" at `at` on its line. An inner "[[" begins anew, so it closes
 * nothing. */
static size_t wikilink_close(const sei_scan *scan, size_t at) {
    for (size_t i = at + 2; i + 1 < scan->text.size && scan->text.at[i] != '\n'; i++) {
        if (scan->text.at[i] == ']' && scan->text.at[i + 1] == ']')
            return i;
        if (scan->text.at[i] == '[' && scan->text.at[i + 1] == '[')
            return SEI_STR_NONE;
    }
    return SEI_STR_NONE;
}

/* Lifts "[[…]]" or "![[…]]"; false when it is none. */
static bool lift_wikilink(sei_scan *scan, size_t *at) {
    bool is_embed = scan->text.at[*at] == '!';
    size_t open = *at + is_embed;
    size_t close = wikilink_close(scan, open);
    if (close == SEI_STR_NONE)
        return false;
    sei_str inner = sei_str_slice(scan->text, open + 2, close);
    if (sei_str_trim_ascii(inner).size == 0)
        return false;
    sei_scan_lift(scan, is_embed ? SEI_LIFT_EMBED : SEI_LIFT_WIKILINK, *at, close + 2, inner);
    *at = close + 2;
    return true;
}

/* --- math ------------------------------------------------------------------------------------ */

static bool lift_display_math(sei_scan *scan, size_t *at) {
    if (*at < scan->no_math_before)
        return false;
    size_t close = sei_str_find(scan->text, SEI_STR("$$"), *at + 2);
    if (close == SEI_STR_NONE) {
        scan->no_math_before = scan->text.size;
        return false;
    }
    sei_str inner = sei_str_slice(scan->text, *at + 2, close);
    if (sei_str_trim_ascii(inner).size == 0)
        return false;
    sei_scan_lift(scan, SEI_LIFT_DISPLAY_MATH, *at, close + 2, inner);
    *at = close + 2;
    return true;
}

static bool is_blank_byte(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == 0;
}

/* "$m$" on one line: the opening '$' hugs what follows, the closing one what precedes and no digit
 * follows it ("cost $5 and $6" is no math). */
static bool lift_math(sei_scan *scan, size_t *at, size_t limit) {
    if (is_blank_byte(byte_at(scan, *at + 1)))
        return false;
    for (size_t i = *at + 1; i < limit && scan->text.at[i] != '\n'; i++) {
        if (scan->text.at[i] == '\\' && i + 1 < limit) {
            i++;
        } else if (scan->text.at[i] == '`') {
            return false; /* code binds tighter */
        } else if (scan->text.at[i] == '$') {
            char after = byte_at(scan, i + 1);
            if (is_blank_byte(scan->text.at[i - 1]) || (after >= '0' && after <= '9'))
                return false;
            sei_scan_lift(scan, SEI_LIFT_MATH, *at, i + 1,
                          sei_str_slice(scan->text, *at + 1, i));
            *at = i + 1;
            return true;
        }
    }
    return false;
}

/* --- notes ----------------------------------------------------------------------------------- */

/* "^[…]" with its brackets balanced inside the paragraph. */
static bool lift_inline_note(sei_scan *scan, size_t *at, size_t limit) {
    int depth = 1;
    for (size_t i = *at + 2; i < limit; i++) {
        char byte = scan->text.at[i];
        if (byte == '\\')
            i++;
        else if (byte == '[')
            depth++;
        else if (byte == ']' && --depth == 0) {
            if (i == *at + 2)
                return false;
            sei_scan_write(scan, SEI_STR("[^"), *at);
            sei_buf_add_code_point(&scan->out, SEI_LIFT_INLINE_NOTE);
            sei_buf_print(&scan->out, "%zu]", scan->inline_notes.size);
            SEI_VEC_ADD(scan->arena, &scan->inline_notes,
                        sei_str_slice(scan->text, *at + 2, i));
            *at = i + 1;
            return true;
        }
        if (depth > BRACKETS_MAX)
            return false;
    }
    return false;
}

/* "[^label]": remembered for the checks. "[^a b]" is no mark and must not become a link. */
static bool take_note_mark(sei_scan *scan, size_t *at, size_t to) {
    size_t close = *at + 2;
    while (close < to && !strchr("] \t[\n", scan->text.at[close]))
        close++;
    if (close < to && scan->text.at[close] == ']' && close > *at + 2) {
        SEI_VEC_ADD(scan->arena, &scan->marks,
                    (sei_scan_note){sei_str_slice(scan->text, *at + 2, close),
                                    (uint32_t)(scan->base + *at)});
        sei_scan_copy(scan, *at, close + 1);
        *at = close + 1;
        return true;
    }
    sei_scan_write(scan, SEI_STR("\\["), *at);
    ++*at;
    return true;
}

/* --- URLs ------------------------------------------------------------------------------------ */

/* Where a bare URL ends: at a blank, a quote, a bracket it did not open, or the first character that is
 * not ASCII (Japanese follows URLs without a blank); never with closing punctuation. */
static size_t url_end(const sei_scan *scan, size_t at) {
    int parentheses = 0;
    size_t end = at;
    for (; end < scan->text.size; end++) {
        unsigned char byte = (unsigned char)scan->text.at[end];
        if (byte <= ' ' || byte >= 0x7F || strchr("<>\"`{}|\\^[]", byte))
            break;
        if (byte == '*' && byte_at(scan, end + 1) == '*')
            break;
        parentheses += (byte == '(') - (byte == ')');
        if (parentheses < 0)
            break;
    }
    while (end > at && strchr(".,:;!?'*_~", scan->text.at[end - 1]))
        end--;
    return end;
}

/* Not inside a link's destination, an autolink or an attribute: those are cmark's. */
static bool may_begin_url(const sei_scan *scan, size_t at) {
    if (at == 0)
        return true;
    char before = scan->text.at[at - 1];
    if (is_word_byte(before) || strchr("<\"'=/", before))
        return false;
    if (before == '(' && at >= 2 && scan->text.at[at - 2] == ']')
        return false;
    return !(before == ' ' && at >= 3 && scan->text.at[at - 2] == ':' &&
             scan->text.at[at - 3] == ']');
}

static bool lift_url(sei_scan *scan, size_t *at) {
    size_t scheme = is_at(scan, *at, SEI_STR("https://"))  ? 8
                    : is_at(scan, *at, SEI_STR("http://")) ? 7
                                                           : 0;
    if (!scheme || !may_begin_url(scan, *at))
        return false;
    size_t end = url_end(scan, *at);
    if (end <= *at + scheme)
        return false;
    sei_scan_lift(scan, SEI_LIFT_URL, *at, end, sei_str_slice(scan->text, *at, end));
    *at = end;
    return true;
}

/* --- highlights and emphasis ------------------------------------------------------------------ */

static bool is_space_before(const sei_scan *scan, size_t at) {
    if (at == 0)
        return true;
    return sei_unicode_is_space(sei_utf8_previous(scan->text, &at));
}

static bool is_space_after(const sei_scan *scan, size_t at) {
    if (at >= scan->text.size)
        return true;
    return sei_unicode_is_space(sei_utf8_next(scan->text, &at));
}

/* "==text==" on one line: marks both ends; what is between is scanned as usual. The closing run is
 * found here and remembered by the caller. */
static size_t highlight_close(const sei_scan *scan, size_t at, size_t limit) {
    if (run_length(scan, at, '=') != 2 || is_space_after(scan, at + 2))
        return SEI_STR_NONE;
    for (size_t i = at + 2; i + 1 < limit; i++) {
        if (scan->text.at[i] == '`')
            return SEI_STR_NONE; /* rather none than half in code */
        if (scan->text.at[i] == '=' && scan->text.at[i + 1] == '=') {
            bool closes = run_length(scan, i, '=') == 2 && !is_space_before(scan, i);
            return closes ? i : SEI_STR_NONE;
        }
    }
    return SEI_STR_NONE;
}

/* A character of the flanking rule: 0 space or edge, 1 punctuation, 2 anything else. */
static int flank_kind(uint32_t c) {
    return sei_unicode_is_space(c) ? 0 : sei_unicode_is_punctuation(c) ? 1 : 2;
}

/* Copies a run of '*' or '~'; where CommonMark's rule would keep it from opening or closing because of
 * CJK punctuation beside it, an invisible letter is put between (spec/obsidian, A9.3). */
static size_t copy_emphasis_run(sei_scan *scan, size_t at) {
    size_t end = at + run_length(scan, at, scan->text.at[at]);
    size_t left = at, right = end;
    uint32_t before = at > 0 ? sei_utf8_previous(scan->text, &left) : ' ';
    uint32_t after = end < scan->text.size ? sei_utf8_next(scan->text, &right) : ' ';
    bool is_foreign = before >= 0x80 || after >= 0x80;
    int kind_before = flank_kind(before), kind_after = flank_kind(after);
    char flank[4];
    sei_str mark = {flank, (size_t)sei_utf8_encode(flank, SEI_LIFT_FLANK)};
    if (is_foreign && kind_before == 1 && kind_after == 2)
        sei_scan_write(scan, mark, at);
    sei_scan_copy(scan, at, end);
    if (is_foreign && kind_before == 2 && kind_after == 1)
        sei_scan_write(scan, mark, end);
    return end;
}

/* --- the pass --------------------------------------------------------------------------------- */

/* A '[' that stays in the text: counted, and escaped when there are too many open ones. */
static size_t copy_bracket(sei_scan *scan, size_t at) {
    if (scan->text.at[at] == ']') {
        scan->brackets -= scan->brackets > 0;
    } else if (++scan->brackets > BRACKETS_MAX) {
        sei_scan_write(scan, SEI_STR("\\["), at);
        return at + 1;
    }
    sei_scan_copy(scan, at, at + 1);
    return at + 1;
}

/* '<': a comment is dropped; "<!" and "<?" otherwise would cost cmark quadratic time: escaped. */
static size_t take_less_than(sei_scan *scan, size_t at) {
    char next = byte_at(scan, at + 1);
    if (is_at(scan, at, SEI_STR("<!--"))) {
        size_t end = html_comment_end(scan, at);
        if (end != SEI_STR_NONE)
            return drop_comment(scan, at, end);
    }
    if (next == '!' || next == '?')
        sei_scan_write(scan, SEI_STR("\\"), at);
    sei_scan_copy(scan, at, at + 1);
    return at + 1;
}

/* Obsidian's constructs at `at`; false when none begins here. */
static bool take_obsidian(sei_scan *scan, size_t *at, size_t to, size_t limit,
                          size_t *highlight_end) {
    switch (scan->text.at[*at]) {
    case '%': {
        size_t end = is_at(scan, *at, SEI_STR("%%")) ? comment_end(scan, *at) : SEI_STR_NONE;
        if (end == SEI_STR_NONE)
            return false;
        *at = drop_comment(scan, *at, end);
        return true;
    }
    case '!':
        return is_at(scan, *at, SEI_STR("![[")) && lift_wikilink(scan, at);
    case '[':
        return byte_at(scan, *at + 1) == '[' && lift_wikilink(scan, at);
    case '$':
        return byte_at(scan, *at + 1) == '$' ? lift_display_math(scan, at)
                                             : lift_math(scan, at, limit);
    case '^':
        return byte_at(scan, *at + 1) == '[' && lift_inline_note(scan, at, limit);
    case '=':
        if (*at == *highlight_end) {
            sei_scan_lift(scan, SEI_LIFT_HIGHLIGHT_CLOSE, *at, *at + 2, SEI_STR(""));
            *highlight_end = SEI_STR_NONE;
        } else {
            size_t close = byte_at(scan, *at + 1) == '=' ? highlight_close(scan, *at, to)
                                                         : SEI_STR_NONE;
            if (close == SEI_STR_NONE)
                return false;
            *highlight_end = close;
            sei_scan_lift(scan, SEI_LIFT_HIGHLIGHT_OPEN, *at, *at + 2, SEI_STR(""));
        }
        *at += 2;
        return true;
    default:
        return false;
    }
}

/* One special byte at `at`, which belongs to Markdown itself. Returns the offset behind it. */
static size_t take_markdown(sei_scan *scan, size_t at, size_t to, size_t limit) {
    char byte = scan->text.at[at];
    size_t end = at + 1;
    switch (byte) {
    case '\\':
        end = is_ascii_punctuation(byte_at(scan, at + 1)) ? at + 2 : at + 1;
        break;
    case '`':
        end = code_span_end(scan, at, limit);
        break;
    case '<':
        return take_less_than(scan, at);
    case '*':
    case '~':
        return copy_emphasis_run(scan, at);
    case '[':
        if (byte_at(scan, at + 1) == '^' && take_note_mark(scan, &at, to))
            return at;
        return copy_bracket(scan, at);
    case ']':
        return copy_bracket(scan, at);
    case 'h':
        if (lift_url(scan, &at))
            return at;
        break;
    default:
        break;
    }
    sei_scan_copy(scan, at, end);
    return end;
}

/* Bytes that may begin something; all others are copied in stretches. */
static const bool is_special[256] = {
    ['\\'] = true, ['`'] = true, ['<'] = true, ['*'] = true, ['~'] = true, ['['] = true, [']'] = true,
    ['%'] = true,  ['!'] = true, ['$'] = true, ['^'] = true, ['='] = true, ['h'] = true,
};

static size_t plain_end(const sei_scan *scan, size_t at, size_t to) {
    while (at < to && !is_special[(unsigned char)scan->text.at[at]])
        at++;
    return at;
}

size_t sei_scan_inline(sei_scan *scan, size_t from, size_t to, size_t limit) {
    size_t at = from, highlight_end = SEI_STR_NONE;
    while (at < to) {
        size_t stop = plain_end(scan, at, to);
        sei_scan_copy(scan, at, stop);
        at = stop;
        if (at >= to)
            break;
        if (scan->options->wikilinks && take_obsidian(scan, &at, to, limit, &highlight_end))
            continue;
        at = take_markdown(scan, at, to, limit);
    }
    return at;
}
