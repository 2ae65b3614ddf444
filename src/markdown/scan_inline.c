/* Inline text: what cmark would misread is lifted out, the rest is copied (spec/obsidian A4, A9).
 *
 * One function a first byte. Each looks at scan.text[at], where something of its kind may begin,
 * and returns where to go on: behind a construct, which it has lifted out or left to be copied as
 * it is (so that nothing within is lifted), or one byte on. */
#include <string.h>

#include "base/utf8.h"
#include "markdown/scan.h"
#include "unicode/unicode.h"

/* Replaces [at, end) and goes on behind it. */
static size_t lift(sei_scan *scan, sei_lift_kind kind, size_t at, size_t end, sei_str text) {
    sei_scan_copy(scan, at);
    sei_scan_lift(scan, kind, at, end, text);
    return end;
}

static size_t lift_literal(sei_scan *scan, size_t at, size_t end) {
    return lift(scan, SEI_LIFT_LITERAL, at, end, SEI_STR(""));
}

static sei_str slice(const sei_scan *scan, size_t from, size_t to) {
    return sei_str_slice(scan->text, from, to);
}

/* --- comments, code, escapes, HTML ----------------------------------------------------------- */

static size_t lift_comment(sei_scan *scan, size_t at, size_t end) {
    return lift(scan, SEI_LIFT_REMOVED, at, end, SEI_STR(""));
}

static size_t scan_percent(sei_scan *scan, size_t at) {
    size_t end = sei_scan_comment_end(scan, at);
    return end ? lift_comment(scan, at, end) : sei_scan_run_end(scan, at);
}

static size_t scan_backslash(sei_scan *scan, size_t at) {
    char next = sei_scan_byte(scan, at + 1);
    bool escapes = (next > ' ' && next < 0x7F && !sei_syntax_is_name(next));
    return escapes ? at + 2 : at + 1;
}

static size_t scan_backtick(sei_scan *scan, size_t at) {
    size_t after = sei_scan_run_end(scan, at);
    size_t end = sei_extent_code_end(scan, at, after - at);
    if (end == SEI_STR_NONE)
        return after;
    scan->code_end = end;
    return end < scan->line_to ? end : scan->line_to;
}

static size_t scan_less_than(sei_scan *scan, size_t at) {
    size_t end = sei_scan_comment_end(scan, at);
    if (end)
        return lift_comment(scan, at, end);
    char next = sei_scan_byte(scan, at + 1);
    if (next == '!' || next == '?') /* declarations and the like: quadratic in cmark, and no text */
        return lift_literal(scan, at, at + 1);
    end = sei_syntax_tag(scan->text, at, scan->line_to);
    if (end == 0)
        end = sei_syntax_autolink(scan->text, at, scan->line_to);
    return end ? end : at + 1;
}

/* A numeric character reference to one of our own characters means the source's character. */
static size_t scan_ampersand(sei_scan *scan, size_t at) {
    size_t i = at + 2;
    uint32_t value = 0;
    if (sei_scan_byte(scan, at + 1) != '#')
        return at + 1;
    uint32_t base = sei_scan_byte(scan, i) == 'x' || sei_scan_byte(scan, i) == 'X' ? 16 : 10;
    for (i += base == 16; value < 0x110000 && i < scan->line_to; i++) {
        char byte = scan->text.at[i];
        uint32_t digit = byte >= '0' && byte <= '9' ? (uint32_t)(byte - '0')
                         : (byte | 32) >= 'a' && (byte | 32) <= 'f'
                             ? (uint32_t)((byte | 32) - 'a') + 10
                             : base;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    if (sei_scan_byte(scan, i) != ';' || ((value < 0xE000 || value > 0xF003) && value != 0x1CD3))
        return at + 1;
    sei_scan_copy(scan, at);
    sei_scan_write(scan, SEI_SCAN_ESCAPE);
    sei_offset_map_add(&scan->map, scan->out.size, at);
    sei_buf_add_code_point(&scan->out, value);
    scan->at = i + 1;
    sei_offset_map_add(&scan->map, scan->out.size, scan->at);
    return i + 1;
}

/* --- math ------------------------------------------------------------------------------------ */

/* The next "$$" that is not escaped, SEI_STR_NONE: none. */
static size_t find_dollars(sei_str text, size_t at) {
    size_t found = sei_str_find(text, SEI_STR("$$"), at);
    while (found != SEI_STR_NONE && found > at && text.at[found - 1] == '\\')
        found = sei_str_find(text, SEI_STR("$$"), found + 1);
    return found;
}

/* The TeX source in [from, to), without the containers' markers at the start of its lines. */
static sei_str math_text(const sei_scan *scan, size_t from, size_t to) {
    if (sei_str_find_byte(slice(scan, from, to), '\n', 0) == SEI_STR_NONE)
        return sei_str_trim_ascii(slice(scan, from, to));
    sei_buf out;
    sei_buf_init(&out, scan->arena->memory);
    while (from < to) {
        size_t end = sei_str_find_byte(slice(scan, 0, to), '\n', from);
        end = end == SEI_STR_NONE ? to : end + 1;
        sei_buf_add(&out, slice(scan, from, end));
        from = end < to ? sei_scan_inner(scan, end) : end;
    }
    sei_str text = sei_arena_copy(scan->arena, sei_str_trim_ascii(sei_buf_str(&out)));
    sei_buf_fini(&out);
    return text;
}

/* Whether an empty line, or one of quote marks only, ends within [from, to). */
static bool has_blank_line(sei_str text, size_t from, size_t to) {
    bool is_blank = false;
    for (; from < to; from++) {
        if (text.at[from] == '\n') {
            if (is_blank)
                return true;
            is_blank = true;
        } else if (!sei_syntax_is_blank(text.at[from]) && text.at[from] != '>') {
            is_blank = false;
        }
    }
    return false;
}

/* In a cell the source's "\|" is a bar. */
static sei_str unescape_bars(const sei_scan *scan, sei_str text) {
    if (!scan->is_row || sei_str_find(text, SEI_STR("\\|"), 0) == SEI_STR_NONE)
        return text;
    char *copy = sei_arena_alloc(scan->arena, text.size);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] != '\\' || i + 1 == text.size || text.at[i + 1] != '|')
            copy[size++] = text.at[i];
    return (sei_str){copy, size};
}

/* $$…$$. Alone on its line it may hold blank lines; at a line's start it may hold what looks like a
 * list, as long as no blank line comes; any other ends with its paragraph. */
static size_t scan_display_math(sei_scan *scan, size_t at) {
    if (at >= scan->no_math_from)
        return at + 2;
    size_t end = find_dollars(scan->text, at + 2);
    if (end == SEI_STR_NONE) {
        scan->no_math_from = at;
        return at + 2;
    }
    bool begins_line = at == scan->line_from && scan->note_depth == 0 && !scan->is_row;
    bool is_fence =
        begins_line && sei_syntax_skip_blanks(scan->text, at + 2, scan->line_to) == scan->line_to;
    bool is_within = begins_line ? !has_blank_line(scan->text, at, end) : end < scan->extent.to;
    if (!is_fence && !is_within)
        return at + 2;
    sei_str text = unescape_bars(scan, math_text(scan, at + 2, end));
    return text.size ? lift(scan, SEI_LIFT_DISPLAY_MATH, at, end + 2, text) : at + 2;
}

/* Whether a code span or a wikilink at `at` has a "$" in it, which closes no math. */
static bool holds_dollar(sei_scan *scan, size_t at) {
    size_t end = 0;
    sei_str inner;
    if (scan->text.at[at] == '[' && scan->options->wikilinks) {
        end = sei_syntax_wikilink(scan->text, at, scan->line_to, &inner);
    } else if (scan->text.at[at] == '`') {
        end = sei_extent_code_end(scan, at, sei_scan_run_end(scan, at) - at);
        end = end == SEI_STR_NONE ? 0 : end;
    }
    return end > 0 && sei_str_find_byte(slice(scan, 0, end), '$', at) != SEI_STR_NONE;
}

/* $…$ on one line: no blank inside its ends, no digit behind it (so that prices are text). */
static size_t scan_dollar(sei_scan *scan, size_t at) {
    if (sei_scan_byte(scan, at + 1) == '$')
        return scan_display_math(scan, at);
    if (sei_scan_byte(scan, at + 1) == ' ' || sei_scan_byte(scan, at + 1) == '\t')
        return at + 1;
    size_t end = at + 1;
    for (; end < scan->line_to && scan->text.at[end] != '$'; end++) {
        if ((scan->is_row && scan->text.at[end] == '|') || holds_dollar(scan, end))
            return at + 1;
        end += scan->text.at[end] == '\\' && end + 1 < scan->line_to;
    }
    char next = sei_scan_byte(scan, end + 1);
    if (end >= scan->line_to || end == at + 1 || sei_syntax_is_blank(scan->text.at[end - 1]) ||
        (next >= '0' && next <= '9'))
        return at + 1;
    return lift(scan, SEI_LIFT_MATH, at, end + 1, unescape_bars(scan, slice(scan, at + 1, end)));
}

/* --- links, notes, images -------------------------------------------------------------------- */

static size_t scan_note_mark(sei_scan *scan, size_t at) {
    size_t end = at + 2;
    while (end < scan->line_to && !strchr("[] \t", scan->text.at[end]))
        end++;
    if (sei_scan_byte(scan, end) != ']' || end == at + 2)
        return lift_literal(scan, at, at + 1); /* [^a b] would be a reference to cmark */
    return lift(scan, SEI_LIFT_NOTE_MARK, at, end + 1, slice(scan, at + 2, end));
}

static size_t scan_opening_bracket(sei_scan *scan, size_t at) {
    sei_str inner;
    if (sei_scan_byte(scan, at + 1) == '^')
        return scan_note_mark(scan, at);
    if (scan->options->wikilinks) {
        size_t end = sei_syntax_wikilink(scan->text, at, scan->line_to, &inner);
        if (end)
            return lift(scan, SEI_LIFT_WIKILINK, at, end, inner);
    }
    scan->extent.bracket_depth++;
    return at + 1;
}

static size_t scan_exclamation(sei_scan *scan, size_t at) {
    sei_str inner;
    if (sei_scan_byte(scan, at + 1) != '[')
        return at + 1;
    if (scan->options->wikilinks) {
        size_t end = sei_syntax_wikilink(scan->text, at + 1, scan->line_to, &inner);
        if (end)
            return lift(scan, SEI_LIFT_EMBED, at, end, inner);
    }
    if (scan->extent.bracket_depth <= SEI_LIMIT_BRACKETS)
        return at + 1;
    sei_scan_report(scan, SEI_SCAN_LIMIT_BRACKETS, at);
    return lift_literal(scan, at, at + 1);
}

static size_t scan_closing_bracket(sei_scan *scan, size_t at) {
    if (scan->extent.bracket_depth > 0)
        scan->extent.bracket_depth--;
    size_t end = sei_syntax_link_tail(scan->text, at, scan->line_to);
    return end ? end : at + 1;
}

static size_t scan_caret(sei_scan *scan, size_t at) {
    if (scan->options->wikilinks &&
        (at == scan->line_from || sei_scan_character_before(scan, at) == ' ') &&
        sei_syntax_is_block_id(scan->text, at, scan->line_to)) {
        size_t end = at + 1;
        while (end < scan->line_to && !sei_syntax_is_blank(scan->text.at[end]))
            end++;
        return lift(scan, SEI_LIFT_BLOCK_ID, at, end, slice(scan, at + 1, end));
    }
    if (sei_scan_byte(scan, at + 1) != '[')
        return at + 1;
    size_t close = sei_extent_closing_bracket(scan, at + 1);
    if (close == SEI_STR_NONE || sei_str_trim_ascii(slice(scan, at + 2, close)).size == 0)
        return at + 1;
    if ((size_t)scan->note_depth >= SEI_LIMIT_INLINE_NOTES) {
        sei_scan_report(scan, SEI_SCAN_LIMIT_INLINE_NOTES, at);
        return at + 1;
    }
    size_t number = scan->lifts.size;
    size_t next = lift(scan, SEI_LIFT_INLINE_NOTE, at, close + 1, SEI_STR(""));
    if (scan->lifts.size > number)
        SEI_VEC_ADD(scan->arena, &scan->inline_notes,
                    (sei_inline_note){(uint32_t)number, scan->note_depth});
    return next;
}

static size_t scan_letter_h(sei_scan *scan, size_t at) {
    uint32_t before = sei_scan_character_before(scan, at);
    if (before < 0x80 && sei_syntax_is_name((char)before))
        return at + 1;
    size_t end = sei_syntax_url(scan->text, at, scan->line_to);
    if (end && scan->extent.is_highlighted && sei_str_ends(slice(scan, at, end), SEI_STR("==")))
        end -= 2;
    return end ? lift(scan, SEI_LIFT_URL, at, end, slice(scan, at, end)) : at + 1;
}

static size_t scan_brace(sei_scan *scan, size_t at) {
    size_t end = sei_syntax_ruby(scan->text, at, scan->line_to);
    return end ? lift(scan, SEI_LIFT_RUBY, at, end, slice(scan, at + 1, end - 1)) : at + 1;
}

/* --- marks around text ----------------------------------------------------------------------- */

static size_t scan_hash(sei_scan *scan, size_t at) {
    uint32_t before = sei_scan_character_before(scan, at);
    bool is_inside = before < 0x80 ? sei_syntax_is_name((char)before) ||
                                         strchr("_/#&[-.:=?", (int)before) != NULL
                                   : sei_unicode_is_letter_or_digit(before);
    if (!scan->options->wikilinks || is_inside)
        return sei_scan_run_end(scan, at);
    size_t end = sei_syntax_tag_name(scan->text, at, scan->line_to);
    return end ? lift(scan, SEI_LIFT_TAG, at, end, slice(scan, at + 1, end))
               : sei_scan_run_end(scan, at);
}

/* "==", but not a line of '=', which may underline a heading. */
static size_t scan_equals(sei_scan *scan, size_t at) {
    size_t after = sei_scan_run_end(scan, at);
    bool is_line = at == scan->line_from &&
                   sei_syntax_skip_blanks(scan->text, after, scan->line_to) == scan->line_to;
    if (!scan->options->wikilinks || after - at != 2 || is_line)
        return after;
    sei_scan_copy(scan, at);
    sei_offset_map_add(&scan->map, scan->out.size, at);
    sei_scan_write(scan, SEI_SCAN_HIGHLIGHT);
    scan->extent.is_highlighted = !scan->extent.is_highlighted;
    scan->at = after;
    sei_offset_map_add(&scan->map, scan->out.size, after);
    return after;
}

/* cmark drops the cells that a row has too many: their bars are text, so that theirs stays. */
static size_t scan_bar(sei_scan *scan, size_t at) {
    bool is_first = sei_syntax_skip_blanks(scan->text, scan->line_from, at) == at;
    bool is_last = sei_syntax_skip_blanks(scan->text, at + 1, scan->line_to) == scan->line_to;
    if (!scan->is_row || is_first || is_last || ++scan->bar_count < scan->blocks.column_count ||
        scan->blocks.table_line < 2)
        return at + 1;
    return lift_literal(scan, at, at + 1);
}

/* --- the loop -------------------------------------------------------------------------------- */

static size_t scan_construct(sei_scan *scan, size_t at) {
    switch (scan->text.at[at]) {
    case '\\':
        return scan_backslash(scan, at);
    case '`':
        return scan_backtick(scan, at);
    case '%':
        return scan_percent(scan, at);
    case '<':
        return scan_less_than(scan, at);
    case '&':
        return scan_ampersand(scan, at);
    case '$':
        return scan_dollar(scan, at);
    case '[':
        return scan_opening_bracket(scan, at);
    case ']':
        return scan_closing_bracket(scan, at);
    case '!':
        return scan_exclamation(scan, at);
    case '^':
        return scan_caret(scan, at);
    case 'h':
    case 'H':
        return scan_letter_h(scan, at);
    case '|':
        return scan_bar(scan, at);
    case '{':
        return scan_brace(scan, at);
    case '#':
        return scan_hash(scan, at);
    case '=':
        return scan_equals(scan, at);
    case '*':
    case '_':
    case '~':
        return sei_scan_delimiters(scan, at);
    }
    return at + 1;
}

/* A construct led on to a further line: that line's end counts now. */
static void enter_line(sei_scan *scan, size_t at, size_t to) {
    size_t end = sei_str_find_byte(slice(scan, 0, to), '\n', at);
    scan->line_from = at;
    scan->line_to = end == SEI_STR_NONE ? to : end;
    if (at >= scan->extent.to && scan->note_depth == 0)
        sei_extent_begin(
            scan, at, scan->is_row ? scan->line_to : sei_extent_paragraph_end(scan, scan->line_to));
}

void sei_scan_inline(sei_scan *scan, size_t to) {
    size_t at = scan->at;
    enter_line(scan, at, to);
    if (scan->code_end > at)
        at = scan->code_end < scan->line_to ? scan->code_end : scan->line_to;
    while (at < scan->line_to) {
        if ((unsigned char)scan->text.at[at] >= 0x80) { /* most of any CJK text */
            at++;
            continue;
        }
        at = scan_construct(scan, at);
        if (at > scan->line_to)
            enter_line(scan, at, to);
    }
    sei_scan_copy(scan, scan->line_to);
}
