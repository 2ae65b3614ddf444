/* A preview's wishes and records. */
#include "job/preview.h"

#include "test.h"

TEST(pages_are_one_or_a_range) {
    static const struct {
        const char *text;
        uint32_t first, last;
    } rows[] = {{"3", 3, 3}, {"1-4", 1, 4}, {"5-", 5, 0}, {"7-7", 7, 7}};
    static const char *const wrong[] = {"",    "0",   "-3",          "4-2", "a",
                                        "1-b", "1,2", "99999999999", "1-0"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sei_preview_wish wish = {0};
        CHECK(sei_preview_parse_pages(sei_str_from(rows[i].text), &wish));
        CHECK_INT(wish.first, rows[i].first);
        CHECK_INT(wish.last, rows[i].last);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        sei_preview_wish wish = {.first = 9};
        CHECK(!sei_preview_parse_pages(sei_str_from(wrong[i]), &wish));
        CHECK_INT(wish.first, 9);
    }
}

TEST(dpi_has_bounds) {
    sei_preview_wish wish = {0};
    sei_status status = {0};
    CHECK(sei_preview_parse_dpi(SEI_STR("300"), &wish, &status));
    CHECK_INT(wish.dpi, 300);
    CHECK(!sei_preview_parse_dpi(SEI_STR("9"), &wish, &status));
    CHECK(!sei_preview_parse_dpi(SEI_STR("1201"), &wish, &status));
    CHECK(!sei_preview_parse_dpi(SEI_STR("96dpi"), &wish, &status));
}

TEST(records_are_read_until_they_are_none) {
    static const char bytes[] = "\0\0\0\2\0\0\0\3\0\0\0\4abcd\0\0\0\4\0\0\0\4\0\0\0\1e";
    const sei_str all = {bytes, sizeof bytes - 1};
    sei_picture picture;
    size_t at = 0;
    CHECK(sei_preview_read(all, &at, &picture));
    CHECK_INT(picture.first, 2);
    CHECK_INT(picture.last, 3);
    CHECK_STR(picture.png, "abcd");
    CHECK(sei_preview_read(all, &at, &picture));
    CHECK_STR(picture.png, "e");
    CHECK(!sei_preview_read(all, &at, &picture));
    for (size_t size = 0; size < 16; size++) { /* cut anywhere, it is no record */
        at = 0;
        CHECK(!sei_preview_read((sei_str){bytes, size}, &at, &picture));
    }
    const sei_str boast = {"\0\0\0\1\0\0\0\1\xFF\xFF\xFF\xFFxyz", 15};
    at = 0;
    CHECK(!sei_preview_read(boast, &at, &picture));
}

int main(void) {
    RUN(pages_are_one_or_a_range);
    RUN(dpi_has_bounds);
    RUN(records_are_read_until_they_are_none);
    return TEST_RESULT();
}
