/* A date as written in a front matter → ISO 8601 (the profile of W3C's NOTE-datetime, which EPUB
 * and PDF metadata take). A reader of fixed steps: year, month, day, then a time and its zone; each
 * must be a date that exists, and nothing may be left over. */
#include "book/date.h"

typedef struct date {
    int year, month, day; /* month and day 0: not given */
    bool has_time;
    int hour, minute, second;
    char zone[8]; /* "Z" or "+09:00" */
} date;

/* The number that `least` to `most` digits at the start of *rest write; -1 when there are fewer. */
static int take_number(sei_str *rest, size_t least, size_t most) {
    int value = 0;
    size_t count = 0;
    while (count < most && count < rest->size && rest->at[count] >= '0' && rest->at[count] <= '9')
        value = value * 10 + (rest->at[count++] - '0');
    if (count < least)
        return -1;
    *rest = sei_str_slice(*rest, count, rest->size);
    return value;
}

static bool take(sei_str *rest, sei_str text) {
    if (!sei_str_starts(*rest, text))
        return false;
    *rest = sei_str_slice(*rest, text.size, rest->size);
    return true;
}

static bool take_date_mark(sei_str *rest, sei_str character) {
    return take(rest, SEI_STR("-")) || take(rest, SEI_STR("/")) || take(rest, SEI_STR(".")) ||
           take(rest, character);
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

static bool take_day(sei_str *rest, date *read) {
    bool is_solid = rest->size >= 8 && rest->at[4] >= '0' && rest->at[4] <= '9';
    read->year = take_number(rest, 4, 4);
    if (read->year < 0)
        return false;
    if (rest->size > 0 && !is_solid && !take_date_mark(rest, SEI_STR("年")))
        return false;
    if (rest->size == 0)
        return true;
    read->month = take_number(rest, is_solid ? 2 : 1, 2);
    if (read->month < 1 || read->month > 12)
        return false;
    if (rest->size > 0 && !is_solid && !take_date_mark(rest, SEI_STR("月")))
        return false;
    if (rest->size == 0)
        return true;
    read->day = take_number(rest, is_solid ? 2 : 1, 2);
    take(rest, SEI_STR("日"));
    return read->day >= 1 && read->day <= days_in(read->year, read->month);
}

static bool take_zone(sei_str *rest, date *read) {
    read->zone[0] = 'Z';
    read->zone[1] = '\0';
    if (rest->size == 0 || take(rest, SEI_STR("Z")) || take(rest, SEI_STR("z")))
        return true;
    char sign = rest->at[0];
    if (!take(rest, SEI_STR("+")) && !take(rest, SEI_STR("-")))
        return false;
    int hour = take_number(rest, 2, 2);
    take(rest, SEI_STR(":"));
    int minute = rest->size > 0 ? take_number(rest, 2, 2) : 0;
    if (hour < 0 || hour > 14 || minute < 0 || minute > 59)
        return false;
    const char zone[] = {sign, (char)('0' + hour / 10),   (char)('0' + hour % 10),
                         ':',  (char)('0' + minute / 10), (char)('0' + minute % 10),
                         '\0'};
    for (size_t i = 0; i < sizeof zone; i++)
        read->zone[i] = zone[i];
    return true;
}

static bool take_time(sei_str *rest, date *read) {
    if (!take(rest, SEI_STR("T")) && !take(rest, SEI_STR(" ")))
        return false;
    read->has_time = true;
    read->hour = take_number(rest, 1, 2);
    read->minute = take(rest, SEI_STR(":")) ? take_number(rest, 2, 2) : -1;
    read->second = take(rest, SEI_STR(":")) ? take_number(rest, 2, 2) : 0;
    if (take(rest, SEI_STR("."))) { /* a fraction is dropped */
        while (take_number(rest, 1, 9) >= 0) {
        }
    }
    bool is_time = read->hour >= 0 && read->hour < 24 && read->minute >= 0 && read->minute < 60 &&
                   read->second >= 0 && read->second < 60;
    return is_time && take_zone(rest, read);
}

sei_str sei_date_normalise(sei_arena *arena, sei_str text) {
    date read = {0};
    sei_str rest = sei_str_trim_ascii(text);
    if (!take_day(&rest, &read) || (rest.size > 0 && !take_time(&rest, &read)) || rest.size > 0)
        return text;
    if (read.month == 0)
        return sei_arena_print(arena, "%04d", read.year);
    if (read.day == 0)
        return sei_arena_print(arena, "%04d-%02d", read.year, read.month);
    if (!read.has_time)
        return sei_arena_print(arena, "%04d-%02d-%02d", read.year, read.month, read.day);
    return sei_arena_print(arena, "%04d-%02d-%02dT%02d:%02d:%02d%s", read.year, read.month,
                           read.day, read.hour, read.minute, read.second, read.zone);
}
