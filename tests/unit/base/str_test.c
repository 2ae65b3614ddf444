/* Strings: slices, searches, numbers, natural order; lengths; language tags; statuses. */
#include <stdint.h>

#include "base/lang.h"
#include "base/length.h"
#include "base/status.h"
#include "base/str.h"
#include "test.h"

#define S(text) sei_str_from(text)

TEST(slices_and_compares) {
    CHECK_STR(sei_str_slice(S("abcdef"), 2, 4), "cd");
    CHECK_STR(sei_str_slice(S("abc"), 2, 99), "c");
    CHECK_STR(sei_str_slice(S("abc"), 9, 2), "");
    CHECK_STR(sei_str_slice((sei_str){NULL, 0}, 0, 4), "");
    CHECK(sei_str_equal((sei_str){NULL, 0}, S("")));
    CHECK(!sei_str_equal(S("a"), S("b")));
    CHECK(sei_str_equal_ascii_case(S("Note-1"), S("nOTE-1")));
    CHECK(!sei_str_equal_ascii_case(S("é"), S("É")));
    CHECK(sei_str_compare(S("a"), S("ab")) < 0);
    CHECK(sei_str_compare(S("ｱ"), S("あ")) > 0);
    CHECK(sei_str_starts(S("abc"), S("ab")) && !sei_str_starts(S("a"), S("ab")));
    CHECK(sei_str_ends(S("a.md"), S(".md")) && !sei_str_ends(S("md"), S(".md")));
    CHECK_STR(sei_str_trim_ascii(S(" \t\r\na b\v\f ")), "a b");
    CHECK_STR(sei_str_trim_ascii(S(" \n")), "");
}

TEST(finds) {
    CHECK_INT(sei_str_find(S("ababc"), S("abc"), 0), 2);
    CHECK_INT(sei_str_find(S("ababc"), S("ab"), 1), 2);
    CHECK(sei_str_find(S("abc"), S("x"), 0) == SEI_STR_NONE);
    CHECK(sei_str_find(S("abc"), S("a"), 9) == SEI_STR_NONE);
    CHECK_INT(sei_str_find(S("abc"), S(""), 3), 3);
    CHECK_INT(sei_str_find_byte(S("a/b/c"), '/', 2), 3);
    CHECK_INT(sei_str_find_last_byte(S("a/b/c"), '/'), 3);
    CHECK(sei_str_find_last_byte(S(""), '/') == SEI_STR_NONE);
}

TEST(splits) {
    sei_str rest = S("a,,b"), part;
    CHECK(sei_str_split(&rest, ',', &part));
    CHECK_STR(part, "a");
    CHECK(sei_str_split(&rest, ',', &part));
    CHECK_STR(part, "");
    CHECK(sei_str_split(&rest, ',', &part));
    CHECK_STR(part, "b");
    CHECK(!sei_str_split(&rest, ',', &part));
}

TEST(parses_integers) {
    static const struct {
        const char *text;
        bool is_number;
        int64_t value;
    } cases[] = {{"0", true, 0},
                 {"-12", true, -12},
                 {"+7", true, 7},
                 {"9223372036854775807", true, INT64_MAX},
                 {"-9223372036854775808", true, INT64_MIN},
                 {"9223372036854775808", false, 0},
                 {"-9223372036854775809", false, 0},
                 {"", false, 0},
                 {"-", false, 0},
                 {"1x", false, 0},
                 {" 1", false, 0},
                 {"--1", false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 77;
        CHECK(sei_str_parse_int(S(cases[i].text), &value) == cases[i].is_number);
        CHECK_INT(value, cases[i].is_number ? cases[i].value : 77);
    }
}

TEST(orders_naturally) {
    static const char *const order[] = {"",  "1",     "1a",    "01a",   "2",     "10",
                                        "a", "a2b10", "a10b2", "第1章", "第2章", "第10章"};
    size_t count = sizeof order / sizeof *order;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            int way = sei_str_compare_natural(S(order[i]), S(order[j]));
            CHECK_INT((way > 0) - (way < 0), (i > j) - (i < j));
        }
    CHECK(sei_str_compare_natural(S("99999999999999999999998"), S("99999999999999999999999")) < 0);
}

TEST(hashes_alike_everywhere) {
    CHECK(sei_str_hash(S(""), 0) == UINT64_C(0xcbf29ce484222325)); /* FNV-1a's own test values */
    CHECK(sei_str_hash(S("a"), 0) == UINT64_C(0xaf63dc4c8601ec8c));
    CHECK(sei_str_hash(S("foobar"), 0) == UINT64_C(0x85944171f73967e8));
}

static void check_length(int64_t length, const char *expected) {
    char out[32];
    int size = sei_length_print(out, length);
    CHECK(size <= 24);
    CHECK_STR(((sei_str){out, (size_t)size}), expected);
}

TEST(rounds_and_prints_lengths) {
    check_length(0, "0");
    check_length(SEI_POINT * 10, "10");
    check_length(SEI_POINT * 9 + SEI_POINT / 2, "9.5");
    check_length(-SEI_POINT / 4, "-0.25");
    check_length(1, "0.001");
    check_length(-1, "-0.001");
    check_length(SEI_POINT - 1, "0.999");
    check_length(INT64_MAX, "9007199254740991.999");
    check_length(INT64_MIN, "-9007199254740992");
    CHECK_INT(sei_length_from_em(10 * SEI_POINT, 250), 2560);
    CHECK_INT(sei_length_from_em(3, 500), 2); /* a tie goes away from zero */
    CHECK_INT(sei_length_from_em(-3, 500), -2);
    CHECK_INT(sei_length_from_em(INT32_MAX, INT32_MAX), INT32_MAX);
    CHECK_INT(sei_length_scale(1000, 2, 3), 667);
    CHECK_INT(sei_length_scale(-1000, 2, 3), -667);
    CHECK_INT(sei_length_scale(5, 1, 2), 3);
    CHECK_INT(sei_length_scale(INT32_MAX, INT64_MAX, 1), INT32_MAX);
    CHECK_INT(sei_length_scale(INT32_MIN, INT64_MAX, 1), INT32_MIN);
    CHECK_INT(sei_length_scale(1, INT64_MAX, INT64_MAX), 1);
    CHECK_INT(sei_length_scale(INT32_MAX, 1, 1), INT32_MAX);
}

TEST(parses_language_tags) {
    CHECK_INT(sei_lang_parse(S("ja")), SEI_LANG_JA);
    CHECK_INT(sei_lang_parse(S("JA_jp")), SEI_LANG_JA);
    CHECK_INT(sei_lang_parse(S("zh")), SEI_LANG_ZH_HANS);
    CHECK_INT(sei_lang_parse(S("zh_CN")), SEI_LANG_ZH_HANS);
    CHECK_INT(sei_lang_parse(S("zh-TW")), SEI_LANG_ZH_HANT);
    CHECK_INT(sei_lang_parse(S("zh-Hant-HK")), SEI_LANG_ZH_HANT);
    CHECK_INT(sei_lang_parse(S("ko-KR")), SEI_LANG_KO);
    CHECK_INT(sei_lang_parse(S("EN-us")), SEI_LANG_EN);
    CHECK_INT(sei_lang_parse(S("de")), SEI_LANG_OTHER);
    CHECK_INT(sei_lang_parse(S("jam")), SEI_LANG_OTHER); /* Jamaican, not Japanese */
    CHECK_INT(sei_lang_parse(S("")), SEI_LANG_NONE);
    CHECK_INT(sei_lang_parse(S("日本語")), SEI_LANG_NONE);
    CHECK_INT(sei_lang_parse(S("1a")), SEI_LANG_NONE);
    for (int lang = SEI_LANG_JA; lang <= SEI_LANG_EN; lang++)
        CHECK_INT(sei_lang_parse(S(sei_lang_tag((sei_lang)lang))), lang);
}

TEST(counts_edits) {
    static char at_most[SEI_STR_DISTANCE_MAX + 1];
    memset(at_most, 'a', sizeof at_most);
    sei_str most = {at_most, SEI_STR_DISTANCE_MAX}, more = {at_most, SEI_STR_DISTANCE_MAX + 1};
    CHECK_INT(sei_str_distance(S("title"), S("title")), 0);
    CHECK_INT(sei_str_distance(S("titel"), S("title")), 1);
    CHECK_INT(sei_str_distance(S("kitten"), S("sitting")), 3);
    CHECK_INT(sei_str_distance(S(""), S("abc")), 3);
    CHECK_INT(sei_str_distance(most, S("")), SEI_STR_DISTANCE_MAX);
    CHECK(sei_str_distance(more, S("")) == SIZE_MAX);
}

TEST(cuts_statuses_at_a_character) {
    sei_status status = {0};
    char text[600];
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "製", 4);
    CHECK(!sei_status_set(&status, SEI_FAILED_INPUT, "%s", text));
    size_t size = strlen(status.message);
    CHECK_INT(size % 3, 0);
    CHECK(size > 480);
    CHECK(!sei_status_set(&status, SEI_FAILED_RUN, "cannot read %s", "a"));
    CHECK_STR(S(status.message), "cannot read a");
    CHECK_INT(status.code, SEI_FAILED_RUN);
}

int main(void) {
    RUN(slices_and_compares);
    RUN(finds);
    RUN(splits);
    RUN(parses_integers);
    RUN(orders_naturally);
    RUN(hashes_alike_everywhere);
    RUN(rounds_and_prints_lengths);
    RUN(parses_language_tags);
    RUN(counts_edits);
    RUN(cuts_statuses_at_a_character);
    return TEST_RESULT();
}
