/* Styles: loading, layers, units, and what a mistake is answered with. */
#include "sample.h"

static void sample_write(sample *s, const char *name, const char *text) {
    char *path = s->made[s->made_count++];
    snprintf(path, sizeof s->made[0], "%s/%s", s->folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    if (file) {
        fputs(text, file);
        fclose(file);
    }
}

static bool load_text(sample *s, const char *text) {
    sample_open(s);
    sample_write(s, "t.yaml", text);
    return sample_load(s, "t.yaml");
}

/* The messages of a style file with mistakes. */
static void check_mistake(const char *text, const char *messages) {
    sample s;
    CHECK(!load_text(&s, text));
    CHECK_INT(s.status.code, SEI_FAILED_USAGE);
    CHECK_STR(sample_messages(&s), messages);
    sample_close(&s);
}

TEST(the_styles_of_the_house_load) {
    sample s;
    sample_open(&s);
    CHECK(sample_load(&s, "a4-report"));
    CHECK_STR(s.style.name, "a4-report");
    CHECK_INT(sei_style_measure(&s.style), 420 * SEI_POINT);
    CHECK_INT(sei_style_type_height(&s.style), 36 * 10752 + 35 * 8064);
    CHECK_INT(s.style.page.width, 609562); /* 210 mm: 595.2756 pt */
    CHECK_INT(s.style.headings[0].page_break, SEI_STYLE_BREAK_PAGE);
    CHECK_INT(s.style.front_count, 2);
    CHECK_INT(s.style.front[1], SEI_PART_CONTENTS);
    CHECK_STR(s.style.fonts.latin[SEI_FONT_SERIF].bold_italic, "SourceSerif4-BoldItalic.ttf");
    CHECK_INT(s.style.fonts.fallback_count, 2);
    CHECK(s.style.callouts.kinds[0].label == NULL);
    CHECK(sample_load(&s, "a5-booklet"));
    CHECK_INT(sei_style_measure(&s.style), 315 * SEI_POINT);
    CHECK_INT(s.style.footnotes.line_gap, 7 * SEI_POINT / 2);
    CHECK_INT(s.style.footnotes.rule, 333);
    CHECK_STR(sample_messages(&s), "");
    sample_close(&s);
}

/* Nothing small, nothing thin: what readers with low vision need of every part. */
TEST(large_print_is_large_throughout) {
    sample s;
    sample_open(&s);
    CHECK(sample_load(&s, "large-print"));
    const sei_length sizes[] = {s.style.footnotes.size,      s.style.tables.size, s.style.code.size,
                                s.style.callouts.size,       s.style.head.size,   s.style.foot.size,
                                s.style.figures.caption_size};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        CHECK(sizes[i] >= 14 * SEI_POINT);
    CHECK_INT(s.style.text.size, 18 * SEI_POINT);
    CHECK_INT(s.style.text.font.role, SEI_FONT_SANS);
    CHECK(s.style.text.line_length >= 24 && s.style.text.lines >= 21);
    CHECK(s.style.rules.width >= SEI_POINT && s.style.tables.rule >= 2 * SEI_POINT);
    sample_close(&s);
}

TEST(an_em_of_the_base_means_the_text_size_above_it) {
    sample s;
    CHECK(load_text(&s, "extends: base\ntext: { size: 8pt, line-length: 30 }\n"));
    CHECK_INT(s.style.headings[0].size, sei_length_scale(8 * SEI_POINT, 155, 100));
    CHECK_INT(s.style.text.line_gap, 6 * SEI_POINT);
    CHECK_INT(s.style.code.line_gap, sei_length_scale(s.style.code.size, 1, 2));
    sample_close(&s);
}

TEST(units) {
    sample s;
    CHECK(load_text(&s, "text: { size: 10pt, line-gap: 1zw, lines: 20 }\n"
                        "paragraph: { indent: 2zw, latin-gap: 0.125em, gap: 0.5line }\n"
                        "lists: { gap: 0.1in }\nhead: { gap: 1.27cm }\nfoot: { gap: 12.7mm }\n"
                        "page: { size: [ 200mm, 10in ] }\nfootnotes: { rule: 25% }\n"
                        "figures: { max-height: 0.5 }\ntext.place: [-3mm, 2pt]\n"));
    CHECK_STR(sample_messages(&s), "");
    CHECK_INT(s.style.text.line_gap, 10 * SEI_POINT);
    CHECK_INT(s.style.paragraph.indent, 2000);
    CHECK_INT(s.style.paragraph.latin_gap, 125);
    CHECK_INT(s.style.paragraph.gap, 10 * SEI_POINT);
    CHECK_INT(s.style.lists.gap_before, 7373);
    CHECK_INT(s.style.head.gap, 36 * SEI_POINT);
    CHECK_INT(s.style.foot.gap, 36 * SEI_POINT);
    CHECK_INT(s.style.page.height, 720 * SEI_POINT);
    CHECK_INT(s.style.footnotes.rule, 250);
    CHECK_INT(s.style.figures.max_height, 500);
    CHECK(!s.style.text.is_centered);
    CHECK_INT(s.style.text.shift_x, -8708);
    CHECK_INT(s.style.text.shift_y, 2 * SEI_POINT);
    sample_close(&s);
}

TEST(values_of_other_types) {
    sample s;
    CHECK(load_text(&s, "page: { size: a4, orientation: landscape, binding: right }\n"
                        "text: { lines: 25, line-length: 60, font: sans-bold, color: accent }\n"
                        "colors: { accent: \"#ABC\" }\n"
                        "headings: { 2: { number: \"{1}.{2}\", align: center }, 3.break: recto }\n"
                        "callouts: { tip: { label: こつ, icon: \"\" }, bug.color: \"#010203\" }\n"
                        "back: [back-cover, colophon]\nepub: { ruby: native, page-list: yes }\n"));
    CHECK(s.style.page.width > s.style.page.height);
    CHECK(s.style.page.binds_right);
    CHECK(s.style.text.font.bold && s.style.text.font.role == SEI_FONT_SANS);
    CHECK_INT(s.style.text.color.green, 0xBB);
    CHECK_STR(s.style.headings[1].number, "{1}.{2}");
    CHECK_STR(s.style.headings[0].number, "");
    CHECK_INT(s.style.headings[2].page_break, SEI_STYLE_BREAK_RECTO);
    CHECK_INT(s.style.headings[1].align, SEI_STYLE_CENTER);
    CHECK_STR(sei_str_from(s.style.callouts.kinds[4].label), "こつ");
    CHECK_STR(sei_str_from(s.style.callouts.kinds[4].icon), "");
    CHECK_INT(s.style.callouts.kinds[10].color.blue, 3);
    CHECK_INT(s.style.back[0], SEI_PART_BACK_COVER);
    CHECK_INT(s.style.back_count, 2);
    CHECK(s.style.epub.native_ruby && s.style.epub.page_list);
    sample_close(&s);
}

TEST(an_unknown_property_names_the_nearest) {
    check_mistake("extends: base\n\n\n\n\ntext:\n  sise: 9pt\n",
                  "t.yaml:7:3: error: unknown property \"text.sise\", did you mean "
                  "\"text.size\"? [style-unknown]\n");
    check_mistake(
        "txet: { size: 9pt }\n",
        "t.yaml:1:1: error: unknown property \"txet\", did you mean \"text\"? [style-unknown]\n");
    check_mistake("headings: { 7: { size: 9pt } }\n",
                  "t.yaml:1:13: error: unknown property \"headings.7\", did you mean "
                  "\"headings.1\"? [style-unknown]\n");
    check_mistake("zzzzzzzzz: 1\n",
                  "t.yaml:1:1: error: unknown property \"zzzzzzzzz\" [style-unknown]\n");
    check_mistake(
        "\"text.\": {size: 9pt}\n",
        "t.yaml:1:1: error: unknown property \"text.\", did you mean \"text\"? [style-unknown]\n");
    check_mistake("text: 9pt\n", "t.yaml:1:7: error: text holds properties; write a map [style]\n");
}

TEST(a_value_that_does_not_fit_is_told_what_would) {
    check_mistake(
        "text: { size: 9 }\n",
        "t.yaml:1:15: error: text.size: \"9\" does not fit; a length needs a unit: pt, mm, "
        "cm, in, em, zw or line [style]\n");
    check_mistake("text: { size: 2em }\n",
                  "t.yaml:1:15: error: text.size: \"2em\" does not fit; the units here are pt, mm, "
                  "cm and in [style]\n");
    check_mistake("text: { size: 900pt }\n",
                  "t.yaml:1:15: error: text.size: \"900pt\" does not fit; "
                  "it must be between 4pt and 72pt [style]\n");
    check_mistake(
        "text: { size: { a: 1 } }\n",
        "t.yaml:1:15: error: text.size: \"{…}\" does not fit; write a number with a unit, "
        "such as 9pt, 3mm or 0.5em [style]\n");
    check_mistake("text: { lines: 3.5 }\n", "t.yaml:1:16: error: text.lines: \"3.5\" does not fit; "
                                            "write a whole number from 2 to 400 [style]\n");
    check_mistake(
        "front: [contents, contnets]\n",
        "t.yaml:1:19: error: front: \"contnets\" does not fit; it may be cover, half-title, "
        "title-page, contents, colophon or back-cover [style]\n");
    check_mistake(
        "page: { size: [148mm, 5parsec] }\n",
        "t.yaml:1:23: error: page.size: \"5parsec\" does not fit; the units here are pt, mm, "
        "cm and in [style]\n");
    check_mistake(
        "paragraph: { hyphenate: maybe }\n",
        "t.yaml:1:25: error: paragraph.hyphenate: \"maybe\" does not fit; it may be yes or "
        "no [style]\n");
    check_mistake("paragraph: { kinsoku: lose }\n",
                  "t.yaml:1:23: error: paragraph.kinsoku: \"lose\" does not fit; it may be strict, "
                  "normal or loose [style]\n");
}

TEST(a_type_area_that_does_not_fit_the_page_is_an_error) {
    check_mistake("page: { size: A5 }\ntext: { size: 9pt, lines: 26, line-length: 50 }\n",
                  "t.yaml:2:44: error: the type area does not fit: it needs 450 pt of the page's "
                  "width of 419.5273 pt [style]\n");
    check_mistake(
        "page: { size: A5 }\ntext: { size: 9pt, lines: 26, line-length: 23, columns: 2 }\n",
        "t.yaml:2:57: error: the type area does not fit: it needs 432 pt of the page's "
        "width of 419.5273 pt [style]\n");
    check_mistake(
        "text: { lines: 36, line-length: 30 }\npage: { size: A5 }\ntext.size: 9pt\n",
        "t.yaml:3:12: error: the type area does not fit: it needs 602.5508 pt of the page's "
        "height, head and foot included, of 595.2754 pt [style]\n");
}

TEST(a_setting_of_the_command_line_says_so) {
    static const struct {
        const char *path, *value, *message;
    } rows[] = {
        {"text.sise", "9pt",
         "error: --set: unknown property \"text.sise\", did you mean \"text.size\"? "
         "[style-unknown]\n"},
        {"text.lines", "many",
         "error: --set: text.lines: \"many\" does not fit; write a whole number from 2 to 400 "
         "[style]\n"},
        {"text", "9pt", "error: --set: text holds properties; name one of them [style]\n"},
        {"text.line-length", "60",
         "error: --set: the type area does not fit: it needs 630 pt of the page's width of "
         "595.2754 pt [style]\n"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample s;
        sample_open(&s);
        CHECK(sample_load(&s, "a4-report"));
        const sei_style_setting setting = {.path = sei_str_from(rows[i].path),
                                           .value = sei_str_from(rows[i].value)};
        CHECK(!sei_style_apply(&s.style, &s.arena, &setting, 1, &s.diags, &s.status));
        CHECK_STR(sample_messages(&s), rows[i].message);
        sample_close(&s);
    }
}

TEST(chains_are_bounded_and_end) {
    sample s;
    sample_open(&s);
    sample_write(&s, "a.yaml", "extends: b.yaml\ntext: { lines: 20 }\n");
    sample_write(&s, "b.yaml", "extends: a5-booklet\ntext: { lines: 22, line-length: 30 }\n");
    CHECK(sample_load(&s, "a.yaml"));
    CHECK_INT(s.style.text.lines, 20);
    CHECK_INT(s.style.text.line_length, 30);
    CHECK_INT(s.style.text.size, 9 * SEI_POINT);
    sample_write(&s, "c.yaml", "extends: d.yaml\n");
    sample_write(&s, "d.yaml", "extends: c.yaml\n");
    CHECK(!sample_load(&s, "c.yaml"));
    CHECK_STR(sample_messages(&s),
              "d.yaml:1:10: error: extends: the styles extend one another in a ring [style]\n");
    CHECK(!sample_load(&s, "a6-booklet"));
    CHECK_STR(sei_str_from(s.status.message),
              "no style \"a6-booklet\"; there are a4-report, a5-booklet, "
              "a6-pocket, b5-textbook, b6-reader, base, ereader-6in, large-print");
    CHECK(!sample_load(&s, "../../etc/passwd"));
    CHECK_INT(s.status.code, SEI_FAILED_USAGE);
    sample_close(&s);
}

TEST(files_that_are_no_styles_are_refused) {
    check_mistake("- a\n", "t.yaml:1:1: error: a style file is a map of properties [style]\n");
    check_mistake("extends: [base]\n", "t.yaml:1:10: error: extends: write the name or path of one "
                                       "style [style]\n");
    check_mistake("extends: bsae\n",
                  "t.yaml:1:10: error: extends: there is no such style [style]\n");
}

TEST(settings_lie_over_a_loaded_style) {
    sample s;
    sample_open(&s);
    CHECK(sample_load(&s, "a5-booklet"));
    sei_style_setting good[] = {{SEI_STR("text.size"), SEI_STR("8pt"), NULL, 0},
                                {SEI_STR("text.color"), SEI_STR("#102030"), NULL, 0},
                                {SEI_STR("footnotes.mark"), SEI_STR("{n})"), NULL, 0},
                                {SEI_STR("head.verso"), SEI_STR("\"\""), NULL, 0},
                                {SEI_STR("page.size"), SEI_STR("[100mm, 210mm]"), NULL, 0}};
    CHECK(sei_style_apply(&s.style, &s.arena, good, 5, &s.diags, &s.status));
    CHECK_STR(sample_messages(&s), "");
    CHECK_INT(s.style.text.size, 8 * SEI_POINT);
    CHECK_INT(s.style.text.line_gap, 6 * SEI_POINT); /* the style's 0.75em */
    CHECK_INT(s.style.text.color.blue, 0x30);
    CHECK_STR(s.style.footnotes.mark, "{n})");
    CHECK_STR(s.style.head.verso, "");
    sei_style_setting bad[] = {{SEI_STR("text.sise"), SEI_STR("8pt"), NULL, 0},
                               {SEI_STR("text"), SEI_STR("8pt"), NULL, 0},
                               {SEI_STR("text.size"), SEI_STR("8"), NULL, 0}};
    CHECK(!sei_style_apply(&s.style, &s.arena, bad, 3, &s.diags, &s.status));
    CHECK_INT(s.status.code, SEI_FAILED_USAGE);
    CHECK_INT(s.diags.size, 3);
    sample_close(&s);
}

static void check_number(sample *s, int level, uint32_t counts[SEI_STYLE_COUNTS],
                         const char *expected) {
    sei_buf number;
    sei_buf_init(&number, &s->memory);
    sei_style_number_heading(&s->style, level, counts, &number);
    CHECK_STR(sei_buf_str(&number), expected);
    sei_buf_fini(&number);
}

TEST(headings_are_numbered_by_pattern) {
    sample s;
    uint32_t counts[SEI_STYLE_COUNTS] = {0};
    CHECK(load_text(&s, "headings: { 1: { number: \"第{1}章\" }, 2: { number: \"{1}.{2}\" }, "
                        "4: { number: \"{4}{x}{\" } }\n"));
    check_number(&s, 1, counts, "第1章");
    check_number(&s, 2, counts, "1.1");
    check_number(&s, 2, counts, "1.2");
    check_number(&s, 3, counts, "");
    check_number(&s, 4, counts, "1{x}{");
    check_number(&s, 1, counts, "第2章");
    check_number(&s, 2, counts, "2.1");
    CHECK_INT(counts[3], 0);
    sample_close(&s);
}

static void check_part(sample *s, int depth, uint32_t counts[SEI_STYLE_COUNTS],
                       const char *expected) {
    sei_buf number;
    sei_buf_init(&number, &s->memory);
    sei_style_number_part(&s->style, depth, counts, &number);
    CHECK_STR(sei_buf_str(&number), expected);
    sei_buf_fini(&number);
}

TEST(parts_are_counted_apart) {
    sample s;
    uint32_t counts[SEI_STYLE_COUNTS] = {0};
    CHECK(load_text(&s, "parts: { number: \"第{1}部\" }\n"
                        "headings: { 1: { number: \"{1}\" }, 2: { number: \"{1}.{2}\" } }\n"));
    check_number(&s, 1, counts, "1"); /* a foreword */
    check_part(&s, 1, counts, "第1部");
    check_number(&s, 2, counts, "1.1");
    check_part(&s, 2, counts, "1.2");
    check_part(&s, 1, counts, "第2部");
    check_number(&s, 2, counts, "2.1");
    sample_close(&s);
}

TEST(styles_are_listed_with_their_descriptions) {
    sample s;
    sei_style_listing *list;
    size_t count;
    sample_open(&s);
    CHECK(sei_style_list(&s.arena, &s.styles, &list, &count, &s.status));
    for (size_t i = 0; i < count; i++) {
        CHECK(list[i].description.size > 10);
        CHECK(i == 0 || sei_str_compare(list[i - 1].name, list[i].name) < 0);
        CHECK(
            sei_style_load(&s.style, &s.arena, &s.styles, NULL, list[i].name, &s.diags, &s.status));
    }
    CHECK(count >= 3);
    CHECK_STR(list[0].name, "a4-report");
    CHECK_STR(list[0].file, "a4-report.yaml");
    sample_close(&s);
}

TEST(many_wrong_names_cost_little) {
    sample s;
    sample_open(&s);
    FILE *file = fopen(strcat(strcpy(s.made[s.made_count++], s.folder), "/m.yaml"), "wb");
    for (int i = 0; i < 2000; i++)
        fprintf(file, "headings-of-the-%d-th-level: 1\n", i);
    fclose(file);
    CHECK(!sample_load(&s, "m.yaml"));
    sample_close(&s);
}

int main(void) {
    RUN(the_styles_of_the_house_load);
    RUN(large_print_is_large_throughout);
    RUN(an_em_of_the_base_means_the_text_size_above_it);
    RUN(units);
    RUN(values_of_other_types);
    RUN(an_unknown_property_names_the_nearest);
    RUN(a_value_that_does_not_fit_is_told_what_would);
    RUN(a_type_area_that_does_not_fit_the_page_is_an_error);
    RUN(a_setting_of_the_command_line_says_so);
    RUN(chains_are_bounded_and_end);
    RUN(files_that_are_no_styles_are_refused);
    RUN(settings_lie_over_a_loaded_style);
    RUN(headings_are_numbered_by_pattern);
    RUN(parts_are_counted_apart);
    RUN(styles_are_listed_with_their_descriptions);
    RUN(many_wrong_names_cost_little);
    return TEST_RESULT();
}
