/* Numbers as the style's patterns print them: of headings, with a count for each level, and of
 * footnotes. */
#include "style/style.h"

#define LEVELS 6
#define PARTS LEVELS /* where the parts' count stands */

static void print_number(sei_str pattern, const uint32_t *counts, sei_buf *number) {
    for (size_t i = 0; i < pattern.size; i++) {
        bool is_count = i + 2 < pattern.size && pattern.at[i] == '{' && pattern.at[i + 1] >= '1' &&
                        pattern.at[i + 1] <= '6' && pattern.at[i + 2] == '}';
        if (is_count) {
            sei_buf_print(number, "%u", (unsigned)counts[pattern.at[i + 1] - '1']);
            i += 2;
        } else {
            sei_buf_add_byte(number, pattern.at[i]);
        }
    }
}

static void begin_level(int level, uint32_t count, uint32_t *counts) {
    counts[level - 1] = count;
    for (int below = level; below < LEVELS; below++)
        counts[below] = 0;
}

void sei_style_number_heading(const sei_style *style, int level, uint32_t counts[SEI_STYLE_COUNTS],
                              sei_buf *number) {
    begin_level(level, counts[level - 1] + 1, counts);
    print_number(style->headings[level - 1].number, counts, number);
}

void sei_style_number_part(const sei_style *style, int depth, uint32_t counts[SEI_STYLE_COUNTS],
                           sei_buf *number) {
    if (depth > 1) {
        sei_style_number_heading(style, depth, counts, number);
        return;
    }
    begin_level(1, ++counts[PARTS], counts);
    print_number(style->parts.number, counts, number);
}

sei_str sei_style_numbered(sei_str pattern, sei_arena *arena, uint32_t number) {
    const sei_str place = SEI_STR("{n}");
    const size_t at = sei_str_find(pattern, place, 0);
    if (at == SEI_STR_NONE)
        return pattern;
    const sei_str before = sei_str_slice(pattern, 0, at);
    const sei_str after = sei_str_slice(pattern, at + place.size, pattern.size);
    return sei_arena_print(arena, "%.*s%u%.*s", SEI_STR_ARG(before), (unsigned)number,
                           SEI_STR_ARG(after));
}

sei_str sei_style_note_mark(const sei_style *style, sei_arena *arena, uint32_t number) {
    const bool is_numbered = sei_str_find(style->footnotes.mark, SEI_STR("{n}"), 0) != SEI_STR_NONE;
    return sei_style_numbered(is_numbered ? style->footnotes.mark : SEI_STR("{n}"), arena, number);
}
