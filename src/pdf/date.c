/* Dates of the front matter → instants in UTC. No clock, no time zone, no locale is asked. */
#include "pdf/date.h"

#include <stdio.h>

#define SECONDS_IN_DAY 86400
#define DAYS_TO_1970 719162   /* from 0001-01-01, proleptic Gregorian */
#define DAYS_TO_10000 3652059 /* from 0001-01-01 to 10000-01-01 */

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 0001-01-01 to the first of a year. */
static int64_t days_before_year(int64_t year) {
    int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

static int64_t to_seconds(const sei_pdf_date *date) {
    int64_t days = days_before_year(date->year) + date->day - 1;
    for (int month = 1; month < date->month; month++)
        days += days_in_month(date->year, month);
    return (days - DAYS_TO_1970) * SECONDS_IN_DAY + date->hour * 3600 + date->minute * 60 +
           date->second;
}

sei_pdf_date sei_pdf_date_from_epoch(int64_t seconds) {
    const int64_t low = -(int64_t)DAYS_TO_1970 * SECONDS_IN_DAY;
    const int64_t high = (int64_t)(DAYS_TO_10000 - DAYS_TO_1970) * SECONDS_IN_DAY - 1;
    seconds = seconds < low ? low : seconds > high ? high : seconds;
    int64_t days = (seconds - low) / SECONDS_IN_DAY;
    int rest = (int)((seconds - low) % SECONDS_IN_DAY);
    int year = (int)(days / 366) + 1;
    while (days_before_year(year + 1) <= days)
        year++;
    int day = (int)(days - days_before_year(year));
    int month = 1;
    for (; day >= days_in_month(year, month); month++)
        day -= days_in_month(year, month);
    return (sei_pdf_date){year, month, day + 1, rest / 3600, rest / 60 % 60, rest % 60};
}

/* Reads `digits` digits; false (nothing read) when there are fewer. */
static bool read_number(sei_str text, size_t *at, size_t digits, int *value) {
    if (text.size - *at < digits)
        return false;
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        char byte = text.at[*at + i];
        if (byte < '0' || byte > '9')
            return false;
        number = number * 10 + (byte - '0');
    }
    *at += digits;
    *value = number;
    return true;
}

static bool read_byte(sei_str text, size_t *at, const char *wanted) {
    if (*at < text.size &&
        sei_str_find_byte(sei_str_from(wanted), text.at[*at], 0) != SEI_STR_NONE) {
        (*at)++;
        return true;
    }
    return false;
}

/* One or two digits: dates that people write have both. */
static bool read_short(sei_str text, size_t *at, int *value) {
    return read_number(text, at, 2, value) || read_number(text, at, 1, value);
}

static bool read_day(sei_str text, size_t *at, sei_pdf_date *date) {
    if (!read_number(text, at, 4, &date->year) || date->year < 1)
        return false;
    if (read_byte(text, at, "-/.")) {
        if (!read_short(text, at, &date->month))
            return false;
        if (read_byte(text, at, "-/.") && !read_short(text, at, &date->day))
            return false;
    }
    return date->month >= 1 && date->month <= 12 && date->day >= 1 &&
           date->day <= days_in_month(date->year, date->month);
}

static bool read_time(sei_str text, size_t *at, sei_pdf_date *date) {
    if (!read_short(text, at, &date->hour) || !read_byte(text, at, ":") ||
        !read_number(text, at, 2, &date->minute))
        return false;
    if (read_byte(text, at, ":") && !read_number(text, at, 2, &date->second))
        return false;
    if (read_byte(text, at, ".,")) {
        int digit;
        while (read_number(text, at, 1, &digit)) {
        }
    }
    return date->hour < 24 && date->minute < 60 && date->second < 60;
}

/* The offset from UTC in seconds. */
static bool read_zone(sei_str text, size_t *at, int64_t *offset) {
    *offset = 0;
    if (*at == text.size || read_byte(text, at, "Zz"))
        return true;
    bool is_east = text.at[*at] == '+';
    int hours = 0, minutes = 0;
    if (!read_byte(text, at, "+-") || !read_number(text, at, 2, &hours))
        return false;
    read_byte(text, at, ":");
    if (*at < text.size && !read_number(text, at, 2, &minutes))
        return false;
    *offset = (hours * 3600 + minutes * 60) * (is_east ? 1 : -1);
    return hours < 24 && minutes < 60;
}

bool sei_pdf_date_parse(sei_str text, sei_pdf_date *date) {
    sei_pdf_date read = {.month = 1, .day = 1};
    size_t at = 0;
    int64_t offset = 0;
    text = sei_str_trim_ascii(text);
    if (!read_day(text, &at, &read))
        return false;
    if (at < text.size) {
        if (!read_byte(text, &at, "Tt ") || !read_time(text, &at, &read))
            return false;
        read_byte(text, &at, " ");
        if (!read_zone(text, &at, &offset) || at != text.size)
            return false;
    }
    *date = sei_pdf_date_from_epoch(to_seconds(&read) - offset);
    return true;
}

void sei_pdf_date_print(const sei_pdf_date *date, char out[24]) {
    snprintf(out, 24, "D:%04u%02u%02u%02u%02u%02uZ", (unsigned)date->year % 10000,
             (unsigned)date->month % 100, (unsigned)date->day % 100, (unsigned)date->hour % 100,
             (unsigned)date->minute % 100, (unsigned)date->second % 100);
}

void sei_pdf_date_print_iso(const sei_pdf_date *date, char out[24]) {
    snprintf(out, 24, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)date->year % 10000,
             (unsigned)date->month % 100, (unsigned)date->day % 100, (unsigned)date->hour % 100,
             (unsigned)date->minute % 100, (unsigned)date->second % 100);
}
