/* UTF-8: strictness, both directions, repair; and places in a source. */
#include <stdint.h>

#include "base/source.h"
#include "base/utf8.h"
#include "ground.h"
#include "test.h"

TEST(round_trips_every_code_point) {
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        int size = sei_utf8_encode(bytes, c);
        sei_str str = {bytes, (size_t)size};
        uint32_t expected = c >= 0xD800 && c <= 0xDFFF ? SEI_REPLACEMENT : c;
        size_t at = 0, back = str.size;
        if (sei_utf8_next(str, &at) != expected || at != str.size ||
            sei_utf8_previous(str, &back) != expected || back != 0)
            CHECK_INT(c, -1);
    }
    CHECK(sei_utf8_encode((char[4]){0}, 0x110000) == 3);
}

/* Well-formed by the definition: decode by arithmetic, encode again, compare. */
TEST(agrees_with_the_definition_on_all_short_sequences) {
    for (uint32_t i = 0; i < 1u << 24; i += 7) {
        char bytes[4] = {(char)(i >> 16), (char)(i >> 8), (char)i, (char)0x80};
        sei_str str = {bytes, 4};
        size_t at = 0;
        uint32_t c = sei_utf8_next(str, &at);
        char again[4];
        int size = sei_utf8_encode(again, c);
        bool is_same = (size_t)size == at && memcmp(again, bytes, at) == 0;
        if (!is_same && c != SEI_REPLACEMENT)
            CHECK_INT(i, -1);
        if (at < 1 || at > 4)
            CHECK_INT(i, -2);
    }
}

/* Unicode 15, 3.9, tables 3-8 to 3-11: the maximal subparts. */
TEST(takes_maximal_subparts) {
    static const struct {
        const char *bytes;
        const char *repaired;
        size_t replaced;
    } cases[] = {{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "????????A", 8},
                 {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "????????A", 8},
                 {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "?????A??B", 7},
                 {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "????A", 4},
                 {"plain 製本", "plain 製本", 0},
                 {"\xE3\x81", "?", 1},
                 {"", "", 0}};
    ground g;
    ground_open(&g);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sei_buf expected;
        size_t replaced = 99;
        sei_buf_init(&expected, &g.memory);
        for (const char *at = cases[i].repaired; *at; at++)
            if (*at == '?')
                sei_buf_add(&expected, SEI_STR("\xEF\xBF\xBD"));
            else
                sei_buf_add_byte(&expected, *at);
        sei_buf_add_byte(&expected, 0);
        sei_str repaired = sei_utf8_repair(&g.arena, sei_str_from(cases[i].bytes), &replaced);
        CHECK_STR(repaired, expected.at);
        CHECK_INT(replaced, cases[i].replaced);
        CHECK(sei_utf8_valid(repaired, NULL));
        sei_buf_fini(&expected);
    }
    ground_close(&g);
}

TEST(goes_back_as_it_went_forwards) {
    sei_str str = SEI_STR("a製\xE3\x81\xFF本\xF0\x9F\x93\xF0\x9F\x93\x91\x80z\xC3");
    size_t starts[32], count = 0;
    for (size_t at = 0; at < str.size; count++) {
        starts[count] = at;
        sei_utf8_next(str, &at);
    }
    CHECK_INT(sei_utf8_count(str), count);
    for (size_t at = str.size; at > 0;) {
        sei_utf8_previous(str, &at);
        CHECK_INT(at, starts[--count]);
    }
    size_t bad = 0;
    CHECK(!sei_utf8_valid(str, &bad));
    CHECK_INT(bad, 4);
}

static void check_place(const sei_source *source, size_t offset, unsigned line, unsigned column) {
    sei_place place = sei_source_place(source, offset);
    CHECK_INT(place.line, line);
    CHECK_INT(place.column, column);
}

TEST(finds_places) {
    ground g;
    ground_open(&g);
    sei_source *source = sei_source_new(&g.arena, SEI_STR("a.md"), SEI_STR("製本\r\nx\ry\n"), 3);
    CHECK_INT(source->line_count, 4);
    CHECK_INT(source->number, 3);
    check_place(source, 0, 1, 1);
    check_place(source, 3, 1, 2);
    check_place(source, 6, 1, 3);
    check_place(source, 8, 2, 1);
    check_place(source, 10, 3, 1);
    check_place(source, 12, 4, 1);
    check_place(source, 99, 4, 1);
    CHECK_INT(sei_source_line_start(source, 0), 0);
    CHECK_INT(sei_source_line_start(source, 2), 8);
    CHECK_INT(sei_source_line_start(source, 9), 12);
    source = sei_source_new(&g.arena, SEI_STR("b.md"), SEI_STR(""), 0);
    check_place(source, 0, 1, 1);
    ground_close(&g);
}

TEST(moves_a_cursor_anywhere) {
    ground g;
    sei_place_cursor cursor = {0};
    ground_open(&g);
    sei_source *source =
        sei_source_new(&g.arena, SEI_STR("a.md"), SEI_STR("一二\xFF三\nabc\n四五六"), 0);
    static const size_t offsets[] = {0, 3, 7, 10, 4, 12, 11, 24, 15, 2, 99, 0};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        sei_place place = sei_place_cursor_move(&cursor, source, offsets[i]);
        check_place(source, offsets[i], place.line, place.column);
    }
    ground_close(&g);
}

int main(void) {
    RUN(round_trips_every_code_point);
    RUN(agrees_with_the_definition_on_all_short_sequences);
    RUN(takes_maximal_subparts);
    RUN(goes_back_as_it_went_forwards);
    RUN(finds_places);
    RUN(moves_a_cursor_anywhere);
    return TEST_RESULT();
}
