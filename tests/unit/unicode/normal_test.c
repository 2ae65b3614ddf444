/* NFC, folding and grapheme clusters: the cases of Japanese names, then Unicode's own test files
 * where the package unicode-data is installed. */
#include <stdlib.h>

#include "../base/ground.h"
#include "base/os.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

#include "test.h"

#define UNICODE_DATA "/usr/share/unicode/"

static ground g;

static void check_nfc(const char *text, const char *expected) {
    CHECK_STR(sei_unicode_nfc(&g.arena, sei_str_from(text)), expected);
}

static void check_fold(const char *text, const char *expected) {
    CHECK_STR(sei_unicode_fold(&g.arena, sei_str_from(text)), expected);
}

TEST(composes) {
    check_nfc("か\xE3\x82\x99", "が"); /* as macOS names files */
    check_nfc("ハ\xE3\x82\x9Aリ.md", "パリ.md");
    check_nfc("cafe\xCC\x81", "café");
    check_nfc("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
    check_nfc("\xEF\xA4\x80", "豈"); /* a compatibility ideograph, U+F900 */
}

TEST(keeps_what_is_nfc) {
    static const char *const texts[] = {"",
                                        "plain ASCII",
                                        "総務省「取組」がぎぐ",
                                        "⽤は用ではない",
                                        "“quoted” — 📑①ﾊﾟ",
                                        "\xFF\xFEが\xE3\x81"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sei_str text = sei_str_from(texts[i]);
        CHECK(sei_unicode_nfc(&g.arena, text).at == text.at); /* not even copied */
    }
}

TEST(keeps_invalid_bytes) {
    check_nfc("\xFF\xCC\x81か\xE3\x82\x99\xE3\x81", "\xFF\xCC\x81が\xE3\x81");
    check_fold("A\xFF\xC3\x89\xE3\x81", "a\xFFé\xE3\x81");
}

TEST(folds) {
    check_fold("README", "readme");
    check_fold("Straße", "strasse");
    check_fold("ΣΑΣ", "σασ");
    check_fold("I\xCC\x87", "i̇");
    check_fold("が", "が");
    check_fold("か\xE3\x82\x99", "が");
    check_fold("❤\xEF\xB8\x8F", "❤");           /* U+FE0F */
    check_fold("葛\xF3\xA0\x84\x80城", "葛城"); /* U+E0100 */
    check_fold("か\xEF\xB8\x8F\xE3\x82\x99", "が");
    check_fold("ＡＢＣ", "ａｂｃ");
    /* alpha, ypogegrammeni and acute in both orders are one name */
    check_fold("α\xCD\x85\xCC\x81", "άι");
    check_fold("α\xCC\x81\xCD\x85", "άι");
    sei_str text = SEI_STR("第1章　はじめに-2");
    CHECK(sei_unicode_fold(&g.arena, text).at == text.at);
}

TEST(folds_once_for_all) {
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        sei_arena_mark mark = sei_arena_mark_take(&g.arena);
        sei_str once =
            sei_unicode_fold(&g.arena, (sei_str){bytes, (size_t)sei_utf8_encode(bytes, c)});
        sei_str twice = sei_unicode_fold(&g.arena, once);
        if (!sei_str_equal(once, twice))
            CHECK_INT(c, -1);
        sei_arena_mark_release(&g.arena, mark);
    }
}

/* Half a million marks on one base, in the worst order. */
TEST(takes_linear_time) {
    sei_str above = repeated(&g, "\xCC\x81", 250000), below = repeated(&g, "\xCC\xA3", 250000);
    sei_str text = sei_arena_print(&g.arena, "a%.*s%.*s", SEI_STR_ARG(above), SEI_STR_ARG(below));
    double began = sei_os_cpu_seconds();
    sei_str normal = sei_unicode_nfc(&g.arena, text);
    CHECK(sei_os_cpu_seconds() - began < 3);
    CHECK(sei_str_starts(normal, SEI_STR("\xE1\xBA\xA1\xCC\xA3"))); /* ạ and the dots below first */
    CHECK(sei_str_ends(normal, SEI_STR("\xCC\x81")));
}

/* --- Unicode's own tests --------------------------------------------------------------------- */

/* "0061 0301" as UTF-8, up to `end`; where it ended in *rest. */
static sei_str parse_points(const char *field, char end, const char **rest) {
    sei_buf out;
    sei_buf_init(&out, &g.memory);
    while (*field && *field != end) {
        char *after;
        unsigned long code_point = strtoul(field, &after, 16);
        if (after == field) {
            field++;
            continue;
        }
        sei_buf_add_code_point(&out, (uint32_t)code_point);
        field = after;
    }
    *rest = *field ? field + 1 : field;
    sei_str copy = sei_arena_copy(&g.arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

/* NormalizationTest.txt: c2 == NFC(c1) == NFC(c2) == NFC(c3), c4 == NFC(c4) == NFC(c5). */
static void check_normalization_line(const char *line) {
    sei_str columns[5];
    const char *rest = line;
    for (int i = 0; i < 5; i++)
        columns[i] = parse_points(rest, ';', &rest);
    for (int i = 0; i < 5; i++) {
        sei_str expected = columns[i < 3 ? 1 : 3];
        sei_str normal = sei_unicode_nfc(&g.arena, columns[i]);
        test_checks++;
        if (!sei_str_equal(normal, expected)) {
            test_failures++;
            fprintf(stderr, "column %d of %s", i + 1, line);
        }
    }
}

/* Opens a test file of the tables' Unicode version (its first line names it); NULL, with a word of
 * it, where there is none. The end is pclose. */
static FILE *open_data(const char *command) {
    char line[256];
    FILE *file = popen(command, "r");
    if (file && fgets(line, sizeof line, file) && strstr(line, "15.0.0"))
        return file;
    if (file)
        pclose(file);
    printf("skipped: no output of Unicode 15.0.0 from: %s\n", command);
    return NULL;
}

TEST(passes_the_normalization_test) {
    char line[2048];
    int lines = 0;
    FILE *file = open_data("bzip2 -dc " UNICODE_DATA "NormalizationTest.txt.bz2");
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        sei_arena_mark mark = sei_arena_mark_take(&g.arena);
        if (line[0] != '#' && line[0] != '@') {
            check_normalization_line(line);
            lines++;
        }
        sei_arena_mark_release(&g.arena, mark);
    }
    pclose(file);
    CHECK(lines > 18000);
}

/* GraphemeBreakTest.txt: "÷ 0020 × 0308 ÷ 0020 ÷ # …". */
static void check_grapheme_line(char *line) {
    char *save = NULL, *comment = strchr(line, '#');
    uint32_t before = 0;
    int32_t state = 0;
    bool is_first = true, expected = false;
    if (comment)
        *comment = 0;
    for (char *word = strtok_r(line, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
        if (!strcmp(word, "÷") || !strcmp(word, "×")) {
            expected = !strcmp(word, "÷");
            continue;
        }
        uint32_t after = (uint32_t)strtoul(word, NULL, 16);
        if (!is_first)
            CHECK_INT(sei_unicode_is_grapheme_break(before, after, &state), expected);
        is_first = false;
        before = after;
    }
}

TEST(passes_the_grapheme_test) {
    char line[1024];
    int lines = 0;
    FILE *file = open_data("cat " UNICODE_DATA "auxiliary/GraphemeBreakTest.txt");
    if (!file)
        return;
    while (fgets(line, sizeof line, file))
        if (line[0] != '#') {
            check_grapheme_line(line);
            lines++;
        }
    pclose(file);
    CHECK(lines > 500);
}

static size_t clusters(const char *text) {
    sei_str str = sei_str_from(text);
    size_t at = 0, count = 1;
    int32_t state = 0;
    uint32_t before = sei_utf8_next(str, &at);
    while (at < str.size) {
        uint32_t after = sei_utf8_next(str, &at);
        count += sei_unicode_is_grapheme_break(before, after, &state);
        before = after;
    }
    return count;
}

TEST(keeps_clusters_whole) {
    CHECK_INT(clusters("👨‍👩‍👧‍👦"), 1);
    CHECK_INT(clusters("🇯🇵🇰🇷"), 2);
    CHECK_INT(clusters("👍🏽"), 1);
    CHECK_INT(clusters("か\xE3\x82\x99き"), 2);
    CHECK_INT(clusters("葛\xF3\xA0\x84\x80城"), 2);
    CHECK_INT(clusters("1️⃣"), 1);
    CHECK_INT(clusters("製本"), 2);
}

int main(void) {
    ground_open(&g);
    RUN(composes);
    RUN(keeps_what_is_nfc);
    RUN(keeps_invalid_bytes);
    RUN(folds);
    RUN(folds_once_for_all);
    RUN(takes_linear_time);
    RUN(passes_the_normalization_test);
    RUN(passes_the_grapheme_test);
    RUN(keeps_clusters_whole);
    ground_close(&g);
    return TEST_RESULT();
}
