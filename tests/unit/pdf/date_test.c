/* Dates as people write them, in UTC. */
#include "../test.h"
#include "pdf/date.h"

static sei_str parsed(const char *text, char out[24]) {
    sei_pdf_date date;
    if (!sei_pdf_date_parse(sei_str_from(text), &date))
        return SEI_STR("none");
    sei_pdf_date_print_iso(&date, out);
    return sei_str_from(out);
}

#define CHECK_DATE(text, expected)                                                                 \
    do {                                                                                           \
        char out[24];                                                                              \
        CHECK_STR(parsed((text), out), (expected));                                                \
    } while (0)

TEST(days_are_midnights) {
    CHECK_DATE("2024-05-01", "2024-05-01T00:00:00Z");
    CHECK_DATE(" 2024/5/1 ", "2024-05-01T00:00:00Z");
    CHECK_DATE("2024.05.01", "2024-05-01T00:00:00Z");
    CHECK_DATE("2024-05", "2024-05-01T00:00:00Z");
    CHECK_DATE("2024", "2024-01-01T00:00:00Z");
    CHECK_DATE("2024-02-29", "2024-02-29T00:00:00Z");
}

TEST(times_have_zones) {
    CHECK_DATE("2024-05-01T12:30:15Z", "2024-05-01T12:30:15Z");
    CHECK_DATE("2024-05-01 12:30", "2024-05-01T12:30:00Z");
    CHECK_DATE("2024-05-01T12:30:15.678+09:00", "2024-05-01T03:30:15Z");
    CHECK_DATE("2024-01-01T02:30:15 +0900", "2023-12-31T17:30:15Z");
    CHECK_DATE("2024-12-31T23:30:00-01", "2025-01-01T00:30:00Z");
    CHECK_DATE("2000-02-28T23:59:59-00:01", "2000-02-29T00:00:59Z");
}

TEST(what_is_no_date_is_refused) {
    static const char *const wrong[] = {"",
                                        "yesterday",
                                        "2024-13-01",
                                        "2023-02-29",
                                        "1900-02-29",
                                        "2024-05-00",
                                        "0000-01-01",
                                        "2024-05-01T",
                                        "2024-05-01T25:00",
                                        "2024-05-01T12",
                                        "2024-05-01T12:30:15+",
                                        "2024-05-01T12:30 JST",
                                        "2024-05-01x",
                                        "20240501"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_DATE(wrong[i], "none");
}

TEST(the_epoch_is_counted_right) {
    char out[24];
    sei_pdf_date date = sei_pdf_date_from_epoch(0);
    sei_pdf_date_print(&date, out);
    CHECK_STR(sei_str_from(out), "D:19700101000000Z");
    date = sei_pdf_date_from_epoch(1714534215);
    sei_pdf_date_print_iso(&date, out);
    CHECK_STR(sei_str_from(out), "2024-05-01T03:30:15Z");
    date = sei_pdf_date_from_epoch(-1);
    sei_pdf_date_print_iso(&date, out);
    CHECK_STR(sei_str_from(out), "1969-12-31T23:59:59Z");
    date = sei_pdf_date_from_epoch(INT64_MAX);
    sei_pdf_date_print_iso(&date, out);
    CHECK_STR(sei_str_from(out), "9999-12-31T23:59:59Z");
    date = sei_pdf_date_from_epoch(INT64_MIN);
    sei_pdf_date_print_iso(&date, out);
    CHECK_STR(sei_str_from(out), "0001-01-01T00:00:00Z");
}

int main(void) {
    RUN(days_are_midnights);
    RUN(times_have_zones);
    RUN(what_is_no_date_is_refused);
    RUN(the_epoch_is_counted_right);
    return TEST_RESULT();
}
