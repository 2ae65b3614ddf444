/* Long texts of one kind: no crash, no line out of the measure, no quadratic time (the test would
 * not end in reasonable time), nothing lost. */
#include "fixture.h"

#define TIMES 30000

static const char *const units[] = {
    "「",
    "」",
    "。",
    "　",
    " ",
    "\t",
    "a",
    "aé",
    "漢",
    "—",
    "…",
    "％",
    "1",
    "1,",
    "(",
    ")",
    "\xCC\x81",         /* U+0301 */
    "\xE2\x80\x8B",     /* U+200B */
    "\xC2\xAD",         /* U+00AD */
    "\xE2\x80\x8D",     /* U+200D */
    "\xF0\x9F\x87\xAF", /* regional indicator J */
    "\xD8\xA7",         /* alef */
    "\xD7\x90 ",        /* alef and a space */
    "\xE2\x80\xAE",     /* U+202E */
    "\xEF\xBF\xBD",
    "\x01",
    "\n",
    "\xE2\x80\xA8",
    "http://",
    "a/",
    "か\xE3\x82\x99",
    "\xF0\x90\xA4\x80",
};
#define UNITS (sizeof(units) / sizeof(units[0]))

static void check_lines(const sei_lines *lines, sei_length measure, sei_length widest) {
    CHECK(lines->count >= 1);
    for (uint32_t i = 0; i < lines->count; i++) {
        const sei_line *line = &lines->at[i];
        if (line->length > measure && line->length > widest) {
            CHECK(line->length <= measure);
            return;
        }
    }
}

static void check_unit(fixture *f, const char *unit) {
    sei_arena_mark mark = sei_arena_mark_take(&f->arena);
    sei_buf text;
    sei_buf_init(&text, &f->memory);
    for (int i = 0; i < TIMES; i++)
        sei_buf_add(&text, sei_str_from(unit));
    sei_span span = fixture_span(f, sei_buf_str(&text));
    for (int way = 0; way < 3; way++) {
        f->style.first_fit = way == 0;
        f->style.is_verbatim = f->look.is_verbatim = way == 2;
        f->style.measure = way == 1 ? 7 * EM : 20 * EM;
        f->context.reported = NULL; /* it goes with the arena */
        sei_lines lines = sei_para_set(&f->context, &f->style, &span, 1);
        check_lines(&lines, f->style.measure, 2 * EM);
    }
    sei_buf_fini(&text);
    sei_arena_mark_release(&f->arena, mark);
    f->context.reported = NULL;
    f->diags = (sei_diags){0};
    sei_diags_init(&f->diags, &f->arena);
}

TEST(every_unit_many_times) {
    fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < UNITS; i++)
        check_unit(&f, units[i]);
    fixture_close(&f);
}

TEST(measures_that_hold_nothing) {
    fixture f;
    fixture_open(&f);
    static const sei_length measures[] = {-5 * EM, 0, 1, EM / 2, EM};
    for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++) {
        f.style.measure = measures[i];
        f.style.indent = i % 2 ? EM : 0;
        sei_lines lines = fixture_set(&f, "漢字、「AI」。 word か\xE3\x82\x99 （");
        CHECK(lines.count >= 5);
        CHECK(lines.at[lines.count - 1].is_last);
    }
    fixture_close(&f);
}

int main(void) {
    RUN(every_unit_many_times);
    RUN(measures_that_hold_nothing);
    return TEST_RESULT();
}
