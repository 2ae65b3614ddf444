/* Runs of '*', '_' and '~': what they may open and close in East Asian text and beside placeholders
 * (spec/obsidian A9.2, A9.3; CommonMark 6.4, flanking runs).
 *
 * A run is changed by characters of ours beside it, never itself: SEI_SCAN_JOINER, a letter, and
 * SEI_SCAN_EDGE, punctuation. What is easy to break: two runs side by side see each other's. */
#include <string.h>

#include "base/utf8.h"
#include "markdown/scan.h"
#include "unicode/unicode.h"

char sei_scan_byte(const sei_scan *scan, size_t at) {
    return at < scan->line_to ? scan->text.at[at] : '\n';
}

size_t sei_scan_run_end(const sei_scan *scan, size_t at) {
    size_t after = at;
    while (after < scan->line_to && scan->text.at[after] == scan->text.at[at])
        after++;
    return after;
}

uint32_t sei_scan_character_before(const sei_scan *scan, size_t at) {
    if (at <= scan->line_from)
        return ' ';
    return sei_utf8_previous(scan->text, &at);
}

static uint32_t character_after(const sei_scan *scan, size_t after) {
    if (after >= scan->line_to)
        return ' ';
    return sei_utf8_next(scan->text, &after);
}

/* What stands on one side of a run of delimiters. To cmark a placeholder is a letter, whatever
 * character the construct begins or ends with, and so is a joiner. */
typedef struct side {
    uint32_t character;
    bool is_lifted; /* it is or may be a placeholder or joiner, a link, code or HTML */
} side;

static side side_before(const sei_scan *scan, size_t at) {
    uint32_t character = sei_scan_character_before(scan, at);
    bool may_end = character < 0x80 && strchr("])>`", (int)character) != NULL;
    return (side){.character = character,
                  .is_lifted = may_end || (at > scan->line_from && scan->at == at)};
}

static side side_after(const sei_scan *scan, size_t after) {
    char first = sei_scan_byte(scan, after);
    bool may_be_lifted = strchr("[!$%#{^`<", first) != NULL ||
                         (first == '=' && sei_scan_byte(scan, after + 1) == '=');
    return (side){.character = character_after(scan, after), .is_lifted = first && may_be_lifted};
}

static bool is_delimiter(char byte) {
    return byte == '*' || byte == '_' || byte == '~';
}

/* The delimiters that follow directly are looked through this far. */
#define CHAIN_REACH ((size_t)16)

/* What stands behind the runs that follow directly, which decides what they are given. */
static side side_after_chain(const sei_scan *scan, size_t after) {
    size_t at = after;
    while (is_delimiter(sei_scan_byte(scan, at)) && at < after + CHAIN_REACH)
        at++;
    return side_after(scan, at);
}

static bool is_plain(side one) {
    return one.character < 0x80 && !one.is_lifted;
}

static bool is_word(side one) {
    return one.character < 0x80 && sei_syntax_is_name((char)one.character);
}

static void write_beside(sei_scan *scan, const char *mark, size_t at) {
    sei_scan_copy(scan, at);
    sei_scan_write(scan, mark);
    sei_offset_map_add(&scan->map, scan->out.size, at);
}

/* CommonMark's flanking rule knows words by the spaces around them, and East Asian text has none:
 * in は**「重要」**で neither run could open or close. To Obsidian a run opens before and closes
 * behind whatever is no blank. Between two letters a run does both, so it is given one on each
 * side, wherever a neighbour is not ASCII or not what cmark will see (spec/obsidian A9.3). */
static size_t scan_asterisks(sei_scan *scan, size_t at, size_t after) {
    side left = side_before(scan, at), right = side_after(scan, after);
    side beyond = side_after_chain(scan, after);
    if (sei_unicode_is_space(left.character) || sei_unicode_is_space(right.character) ||
        (is_plain(left) && is_plain(right) && is_plain(beyond)))
        return after;
    write_beside(scan, SEI_SCAN_JOINER, at);
    write_beside(scan, SEI_SCAN_JOINER, after);
    return after;
}

/* To CommonMark '_' within a word is text, and East Asian text is one word. With punctuation on
 * both sides it may open and close; beside an ASCII letter or digit it stays part of a name
 * (資料_v2, snake_case). What a placeholder hides was punctuation. */
static size_t scan_underscores(sei_scan *scan, size_t at, size_t after) {
    side left = side_before(scan, at), right = side_after(scan, after);
    right.is_lifted |= is_delimiter(sei_scan_byte(scan, after));
    if (sei_unicode_is_space(left.character) || sei_unicode_is_space(right.character) ||
        (is_plain(left) && is_plain(right)))
        return after;
    bool is_name = is_word(left) || is_word(right);
    if (!is_name || left.is_lifted)
        write_beside(scan, SEI_SCAN_EDGE, at);
    if (!is_name || right.is_lifted)
        write_beside(scan, SEI_SCAN_EDGE, after);
    return after;
}

size_t sei_scan_delimiters(sei_scan *scan, size_t at) {
    size_t after = sei_scan_run_end(scan, at);
    if (scan->text.at[at] == '_' && at > scan->line_from &&
        sei_syntax_is_name(scan->text.at[at - 1]) && sei_syntax_is_name(sei_scan_byte(scan, after)))
        return after; /* within a name: no delimiter to cmark */
    if (++scan->extent.delimiter_count > SEI_LIMIT_DELIMITERS) {
        sei_scan_report(scan, SEI_SCAN_LIMIT_DELIMITERS, at);
        sei_scan_copy(scan, at);
        sei_scan_lift(scan, SEI_LIFT_LITERAL, at, after, SEI_STR(""));
        return after;
    }
    return scan->text.at[at] == '_' ? scan_underscores(scan, at, after)
                                    : scan_asterisks(scan, at, after);
}
