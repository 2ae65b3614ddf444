/* UAX #14 against Unicode's own cases: every line of LineBreakTest.txt. */
#include <stdlib.h>

#include "para/line_break.h"
#include "test.h"

#define CASES "/usr/share/unicode/auxiliary/LineBreakTest.txt"
#define MOST 64

/* General category Cn of a pictograph is what LB30b asks for; the assigned ones have other classes
 * (EB, EM, ID), so that ID and Extended_Pictographic without a name is near enough: U+1F02C and the
 * like. The property itself is not exposed, so the cases' two code points are named. */
static uint8_t element_of(uint32_t code_point) {
    unsigned class = sei_unicode_break_class(code_point);
    if (class == SEI_BREAK_SA && sei_unicode_is_mark(code_point))
        class = SEI_BREAK_CM;
    if ((class == SEI_BREAK_OP || class == SEI_BREAK_CP) && sei_unicode_is_wide(code_point))
        class |= SEI_LINE_BREAK_WIDE;
    if (class == SEI_BREAK_ID && code_point >= 0x1F02C && code_point <= 0x1FFFD &&
        sei_unicode_is_emoji(code_point) && !sei_unicode_is_punctuation(code_point))
        class |= SEI_LINE_BREAK_PICTOGRAPH; /* unassigned: neither letter nor symbol */
    return (uint8_t) class;
}

/* "× 0023 ÷ 2014 ÷" → elements and the expected breaks before each. */
static size_t read_case(const char *line, uint8_t *elements, bool *expected) {
    size_t count = 0;
    bool is_break = false;
    while (*line && *line != '#') {
        if (strncmp(line, "÷", strlen("÷")) == 0) {
            is_break = true;
            line += strlen("÷");
        } else if (strncmp(line, "×", strlen("×")) == 0) {
            is_break = false;
            line += strlen("×");
        } else if (*line == ' ' || *line == '\t' || *line == '\n') {
            line++;
        } else {
            char *end = NULL;
            elements[count] = element_of((uint32_t)strtoul(line, &end, 16));
            expected[count++] = is_break;
            if (end == line || count == MOST)
                return 0;
            line = end;
        }
    }
    return count;
}

TEST(agrees_with_every_case) {
    FILE *file = fopen(CASES, "r");
    CHECK(file != NULL);
    if (!file)
        return;
    char line[4096];
    int cases = 0;
    while (fgets(line, sizeof(line), file)) {
        uint8_t elements[MOST];
        bool expected[MOST], breaks[MOST];
        size_t count = read_case(line, elements, expected);
        if (count == 0)
            continue;
        cases++;
        sei_line_break(elements, count, breaks);
        bool agrees = memcmp(expected, breaks, count * sizeof(bool)) == 0;
        if (!agrees)
            fprintf(stderr, "%s", line);
        CHECK(agrees);
    }
    fclose(file);
    CHECK(cases > 7000);
}

int main(void) {
    RUN(agrees_with_every_case);
    return TEST_RESULT();
}
