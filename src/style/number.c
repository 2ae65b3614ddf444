/* Numbers as the style's patterns print them: of headings, with a count for each level, and of
 * footnotes. */
#include "style/style.h"

void sei_style_number_heading(const sei_style *style, int level, uint32_t counts[6],
                              sei_buf *number) {
    sei_str pattern = style->headings[level - 1].number;
    counts[level - 1]++;
    for (int below = level; below < 6; below++)
        counts[below] = 0;
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

sei_str sei_style_note_mark(const sei_style *style, sei_arena *arena, uint32_t number) {
    sei_str pattern = style->footnotes.mark, place = SEI_STR("{n}");
    size_t at = sei_str_find(pattern, place, 0);
    if (at == SEI_STR_NONE)
        return sei_arena_print(arena, "%u", (unsigned)number);
    sei_str before = sei_str_slice(pattern, 0, at);
    sei_str after = sei_str_slice(pattern, at + place.size, pattern.size);
    return sei_arena_print(arena, "%.*s%u%.*s", SEI_STR_ARG(before), (unsigned)number,
                           SEI_STR_ARG(after));
}
