/* Decimal text → millionths → lengths, and the papers by name. No floating point and no locale is
 * met on the way (DESIGN, invariant 5). */
#include "style/unit.h"

#define MILLION 1000000

bool sei_number_parse(sei_str text, int64_t *millionths, sei_str *unit) {
    size_t at = 0, digits = 0;
    int64_t whole = 0, part = 0, place = MILLION;
    bool negative = text.size > 0 && text.at[0] == '-';
    for (at = negative; at < text.size && text.at[at] >= '0' && text.at[at] <= '9'; at++, digits++)
        if ((whole = whole * 10 + (text.at[at] - '0')) >= MILLION)
            return false;
    if (at < text.size && text.at[at] == '.')
        for (at++; at < text.size && text.at[at] >= '0' && text.at[at] <= '9'; at++, digits++) {
            if ((place /= 10) == 0)
                return false;
            part += (text.at[at] - '0') * place;
        }
    if (digits == 0)
        return false;
    *millionths = (whole * MILLION + part) * (negative ? -1 : 1);
    *unit = sei_str_trim_ascii(sei_str_slice(text, at, text.size));
    return true;
}

bool sei_unit_find(sei_str name, sei_unit *unit) {
    static const struct {
        const char *name;
        sei_unit unit;
    } units[] = {
        {"pt", {SEI_POINT, 1}},
        {"mm", {(int64_t)SEI_POINT * 720, 254}},
        {"cm", {(int64_t)SEI_POINT * 7200, 254}},
        {"in", {(int64_t)SEI_POINT * 72, 1}},
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (sei_str_equal(name, sei_str_from(units[i].name))) {
            *unit = units[i].unit;
            return true;
        }
    return false;
}

int64_t sei_unit_apply(sei_unit unit, int64_t millionths) {
    const int64_t divisor = MILLION * unit.denominator, product = millionths * unit.numerator;
    return (product + (product < 0 ? -divisor : divisor) / 2) / divisor;
}

bool sei_unit_parse_length(sei_str text, sei_length least, sei_length most, sei_length *length) {
    int64_t number;
    sei_str name;
    sei_unit unit;
    if (!sei_number_parse(text, &number, &name) || !sei_unit_find(name, &unit))
        return false;
    const int64_t value = sei_unit_apply(unit, number);
    if (value < least || value > most)
        return false;
    *length = (sei_length)value;
    return true;
}

/* ISO 216 A, JIS P 0138 B, ANSI letter and legal; tenths of a millimetre. */
static const struct {
    const char *name;
    int16_t width, height;
} papers[] = {
    {"A3", 2970, 4200}, {"A4", 2100, 2970},     {"A5", 1480, 2100},    {"A6", 1050, 1480},
    {"A7", 740, 1050},  {"B4", 2570, 3640},     {"B5", 1820, 2570},    {"B6", 1280, 1820},
    {"B7", 910, 1280},  {"letter", 2159, 2794}, {"legal", 2159, 3556},
};

static void paper_sides(size_t i, sei_length sides[2]) {
    sides[0] = sei_length_scale(papers[i].width, (int64_t)SEI_POINT * 72, 254);
    sides[1] = sei_length_scale(papers[i].height, (int64_t)SEI_POINT * 72, 254);
}

bool sei_paper_find(sei_str name, sei_length sides[2]) {
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(papers[i].name))) {
            paper_sides(i, sides);
            return true;
        }
    return false;
}

bool sei_paper_find_around(sei_length width, sei_length height, sei_length slack,
                           sei_length sides[2]) {
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        sei_length paper[2];
        paper_sides(i, paper);
        if (paper[0] >= width && paper[0] - width <= slack && paper[1] >= height &&
            paper[1] - height <= slack) {
            sides[0] = paper[0];
            sides[1] = paper[1];
            return true;
        }
    }
    return false;
}
