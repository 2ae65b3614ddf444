/* What is known of a character: one look-up in the generated tables each (tables.h), and the few
 * questions about two characters or a text's ends that are worked out of them. Grapheme clusters
 * are utf8proc's, whose rules are UAX #29's of the same Unicode version. */
#include "unicode/unicode.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "unicode/tables.h"

static bool has_flag(uint32_t code_point, unsigned flag) {
    return (sei_unicode_record_of(code_point)->flags & flag) != 0;
}

sei_break_class sei_unicode_break_class(uint32_t code_point) {
    return (sei_break_class)sei_unicode_record_of(code_point)->break_class;
}

sei_width sei_unicode_width(uint32_t code_point) {
    return (sei_width)sei_unicode_record_of(code_point)->width;
}

sei_script sei_unicode_script(uint32_t code_point) {
    return (sei_script)sei_unicode_record_of(code_point)->script;
}

sei_jlreq_class sei_unicode_jlreq_class(uint32_t code_point) {
    return sei_unicode_record_of(code_point)->jlreq_class;
}

sei_space_class sei_unicode_space_class(uint32_t code_point) {
    return (sei_space_class)sei_unicode_record_of(code_point)->space_class;
}

bool sei_unicode_is_wide(uint32_t code_point) {
    return sei_unicode_width(code_point) >= SEI_WIDTH_FULL;
}

bool sei_unicode_is_mark(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_MARK);
}

bool sei_unicode_is_emoji(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_EMOJI);
}

bool sei_unicode_is_emoji_presentation(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_EMOJI_PRESENTATION);
}

bool sei_unicode_is_ignorable(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_IGNORABLE);
}

bool sei_unicode_is_space(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_SPACE);
}

bool sei_unicode_is_punctuation(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_PUNCTUATION);
}

uint32_t sei_unicode_lower(uint32_t code_point) {
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

bool sei_unicode_is_letter_or_digit(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_LETTER_OR_DIGIT);
}

bool sei_unicode_is_cjk(uint32_t code_point) {
    return has_flag(code_point, SEI_UNICODE_CJK);
}

uint32_t sei_unicode_unify_radical(uint32_t code_point) {
    size_t low = 0, high = sei_unicode_radical_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sei_unicode_radicals[middle][0] < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < sei_unicode_radical_count && sei_unicode_radicals[low][0] == code_point;
    return found ? sei_unicode_radicals[low][1] : code_point;
}

bool sei_unicode_is_grapheme_break(uint32_t before, uint32_t after, int32_t *state) {
    return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
                                            state);
}

sei_str sei_unicode_trim(sei_str str) {
    while (str.size) {
        size_t at = 0;
        if (!sei_unicode_is_space(sei_utf8_next(str, &at)))
            break;
        str = sei_str_slice(str, at, str.size);
    }
    while (str.size) {
        size_t at = str.size;
        if (!sei_unicode_is_space(sei_utf8_previous(str, &at)))
            break;
        str = sei_str_slice(str, 0, at);
    }
    return str;
}

/* Quotation marks, dashes and leaders that East Asian and Latin text share. */
static bool is_shared_punctuation(uint32_t character) {
    return (character >= 0x2014 && character <= 0x2015) ||
           (character >= 0x2018 && character <= 0x201D) ||
           (character >= 0x2025 && character <= 0x2026);
}

bool sei_unicode_joins_lines(uint32_t before, uint32_t after) {
    bool is_hangul = sei_unicode_script(before) == SEI_SCRIPT_HANGUL ||
                     sei_unicode_script(after) == SEI_SCRIPT_HANGUL;
    bool before_is_wide = sei_unicode_is_cjk(before) || sei_unicode_is_wide(before);
    bool after_is_wide = sei_unicode_is_cjk(after) || sei_unicode_is_wide(after);
    bool before_joins = before_is_wide || is_shared_punctuation(before);
    bool after_joins = after_is_wide || is_shared_punctuation(after);
    return !is_hangul && before_joins && after_joins && (before_is_wide || after_is_wide);
}
