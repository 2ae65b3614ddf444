/* Heading numbers: a count for each level, printed as the style's pattern says. */
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
