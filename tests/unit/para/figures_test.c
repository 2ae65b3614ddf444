/* JLREQ's own figures, transcribed in jlreq/figure-cases.tsv: exact breaks and gaps. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fixture.h"

#define FIGURES SEI_TEST_ROOT "/src/para/jlreq/figure-cases.tsv"

/* Everything but the marks that the file adds: ¶, _ and notes such as （1em）. */
static sei_str without_notes(fixture *f, sei_str text) {
    sei_buf out;
    sei_buf_init(&out, &f->memory);
    for (size_t at = 0; at < text.size;) {
        sei_str rest = sei_str_slice(text, at, text.size);
        size_t close = sei_str_find(rest, SEI_STR("em）"), 0);
        if (sei_str_starts(rest, SEI_STR("（")) && close != SEI_STR_NONE && close < 10)
            at += close + SEI_STR("em）").size;
        else if (sei_str_starts(rest, SEI_STR("¶")))
            at += SEI_STR("¶").size;
        else
            sei_buf_add_byte(&out, text.at[at++]);
    }
    sei_str copy = sei_arena_copy(&f->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

static sei_length option_length(sei_str option, const char *name) {
    size_t at = sei_str_find(option, sei_str_from(name), 0);
    if (at == SEI_STR_NONE)
        return 0;
    char text[32] = "";
    sei_str rest = sei_str_slice(option, at + strlen(name), at + strlen(name) + 5);
    memcpy(text, rest.at, rest.size);
    return (sei_length)(strtod(text, NULL) * EM);
}

/* One paragraph of a figure; `indents` for the second and later. */
static sei_str set_text(fixture *f, sei_str text) {
    sei_span span = fixture_span(f, text);
    sei_lines lines = sei_para_set(&f->context, &f->style, &span, 1);
    for (uint32_t i = 0; i + 1 < lines.count; i++) {
        CHECK(lines.at[i].length >= f->style.measure); /* more only where a mark hangs */
        CHECK(lines.at[i].length == f->style.measure || f->style.hanging);
    }
    return fixture_lines(f, &lines);
}

static void check_breaks(fixture *f, sei_str name, sei_str option, sei_str text, sei_str expected) {
    sei_length plain = option_length(option, "indent ");
    f->style.hanging = sei_str_find(option, SEI_STR("hanging"), 0) != SEI_STR_NONE;
    f->style.indent = plain;
    size_t second = sei_str_find(text, SEI_STR("¶"), 1);
    sei_str first = sei_str_slice(text, 0, second);
    sei_str result = set_text(f, without_notes(f, first));
    if (second != SEI_STR_NONE) {
        f->style.indent = EM;
        sei_str more = set_text(f, without_notes(f, sei_str_slice(text, second, text.size)));
        result = sei_arena_print(&f->arena, "%.*s|%.*s", SEI_STR_ARG(result), SEI_STR_ARG(more));
    }
    sei_str wanted = without_notes(f, expected);
    test_checks++;
    if (!sei_str_equal(result, wanted)) {
        test_failures++;
        fprintf(stderr, "%.*s (%s)\n is  %.*s\n not %.*s\n", SEI_STR_ARG(name),
                f->style.first_fit ? "first-fit" : "total-fit", SEI_STR_ARG(result),
                SEI_STR_ARG(wanted));
    }
}

/* The distance between the half bodies of the characters at byte a and behind it, in a long line.
 */
static int gap_after(fixture *f, sei_str text, sei_str pair) {
    size_t at = 0;
    (void)sei_utf8_next(pair, &at);
    sei_str dump = fixture_dump(f, sei_arena_print(&f->arena, "%.*s", SEI_STR_ARG(text)).at);
    sei_str before = sei_str_slice(pair, 0, at), after = sei_str_slice(pair, at, pair.size);
    sei_str key = sei_arena_print(&f->arena, "\"%.*s\" ", SEI_STR_ARG(before));
    for (size_t from = 0; (from = sei_str_find(dump, key, from)) != SEI_STR_NONE; from++) {
        size_t end = sei_str_find_byte(dump, '\n', from);
        sei_str next = sei_str_slice(dump, end + 2, dump.size);
        if (sei_str_starts(next, after)) {
            size_t gap = sei_str_find(dump, SEI_STR(" gap="), from);
            return atoi(dump.at + gap + 5);
        }
    }
    return -1;
}

/* "る。=0 。」=0 」こ=1/2" */
static void check_gaps(fixture *f, sei_str text, sei_str expected) {
    f->style.measure = 100 * EM;
    sei_str item;
    while (sei_str_split(&expected, ' ', &item)) {
        size_t equals = sei_str_find_byte(item, '=', 0);
        if (equals == SEI_STR_NONE)
            continue;
        int top = 0, bottom = 1;
        (void)sscanf(item.at + equals + 1, "%d/%d", &top, &bottom);
        CHECK_INT(gap_after(f, text, sei_str_slice(item, 0, equals)), top * 1000 / bottom);
    }
}

static int check_row(fixture *f, sei_str line) {
    sei_str fields[5] = {{0}};
    for (size_t i = 0; i < 5; i++)
        (void)sei_str_split(&line, '\t', &fields[i]);
    int64_t length = 0;
    bool has_bracket_option =
        sei_str_find(fields[2], SEI_STR("line head bracket 0.5"), 0) != SEI_STR_NONE;
    bool has_breaks = sei_str_find_byte(fields[4], '|', 0) != SEI_STR_NONE;
    if (sei_str_parse_int(fields[1], &length) && has_breaks && !has_bracket_option) {
        f->style.measure = (sei_length)length * EM;
        check_breaks(f, fields[0], fields[2], fields[3], fields[4]);
        return 1;
    }
    if (sei_str_starts(fields[0], SEI_STR("2_13"))) {
        check_gaps(f, fields[3], fields[4]);
        return 1;
    }
    return 0; /* page geometry, and the half-em line head that seihon does not offer */
}

static void check_figures(bool first_fit) {
    fixture f;
    fixture_open(&f);
    f.style.first_fit = first_fit;
    FILE *file = fopen(FIGURES, "r");
    CHECK(file != NULL);
    char line[4096];
    int rows = 0;
    while (file && fgets(line, sizeof(line), file)) {
        if (line[0] != '#') {
            f.style.indent = 0;
            f.style.hanging = false;
            rows += check_row(&f, sei_str_trim_ascii(sei_str_from(line)));
        }
    }
    CHECK_INT(rows, 15);
    if (file)
        fclose(file);
    fixture_close(&f);
}

TEST(figures_with_total_fit) {
    check_figures(false);
}

TEST(figures_with_first_fit) {
    check_figures(true);
}

int main(void) {
    RUN(figures_with_total_fit);
    RUN(figures_with_first_fit);
    return TEST_RESULT();
}
