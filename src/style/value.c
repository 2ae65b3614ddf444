/* Values of style properties: lengths with their units, counts, fractions, words, colours, papers
 * and lists (numbers and absolute units: unit.c). Every failure says what would fit. */
#include "style/value.h"

#include <string.h>

#include "base/assert.h"
#include "style/unit.h"

_Static_assert(sizeof(sei_style_part) == sizeof(int), "words are stored as int");
_Static_assert(sizeof(sei_profile) == sizeof(int), "words are stored as int");

static bool fail(sei_value_reader *reader, const sei_yaml *node, sei_str message) {
    reader->wrong = node;
    reader->message = message;
    return false;
}

static bool is_unit(sei_str unit, const char *name) {
    return sei_str_equal(unit, sei_str_from(name));
}

/* The size that em means for a property; 0 before text.size is known. */
static sei_length em_of(const sei_value_reader *reader, const sei_property *property) {
    sei_length em = reader->style->text.size;
    if (property->with_at && property->type == SEI_PROPERTY_LENGTH)
        memcpy(&em, (const char *)reader->style + property->with_at, sizeof em);
    return em;
}

static bool find_unit(const sei_value_reader *reader, const sei_property *property, sei_str name,
                      sei_unit *unit) {
    sei_length em = em_of(reader, property);
    if (sei_unit_find(name, unit))
        return true;
    if (is_unit(name, "em") || is_unit(name, "zw")) {
        *unit = (sei_unit){em, 1};
        return em > 0;
    }
    if (is_unit(name, "line") && property->at != offsetof(sei_style, text.line_gap)) {
        *unit = (sei_unit){em > 0 ? sei_style_line_feed(reader->style) : 0, 1};
        return em > 0;
    }
    return false;
}

static sei_str length_text(sei_value_reader *reader, int64_t length) {
    char number[32];
    int size = sei_length_print(number, length);
    return sei_arena_print(reader->arena, "%.*spt", size, number);
}

static bool read_length(sei_value_reader *reader, const sei_property *property,
                        const sei_yaml *node, sei_length *length) {
    int64_t number;
    sei_str text = sei_yaml_text(node), name;
    sei_unit unit;
    if (!sei_number_parse(text, &number, &name))
        return fail(reader, node, SEI_STR("write a number with a unit, such as 9pt, 3mm or 0.5em"));
    if (name.size == 0 && number == 0)
        name = SEI_STR("pt");
    if (name.size == 0)
        return fail(reader, node, SEI_STR("a length needs a unit: pt, mm, cm, in, em, zw or line"));
    if (!find_unit(reader, property, name, &unit))
        return fail(reader, node,
                    em_of(reader, property) > 0
                        ? SEI_STR("the units here are pt, mm, cm, in, em, zw and line")
                        : SEI_STR("the units here are pt, mm, cm and in"));
    const int64_t value = sei_unit_apply(unit, number);
    if (value < property->least || value > property->most)
        return fail(reader, node,
                    sei_arena_print(reader->arena, "it must be between %s and %s",
                                    length_text(reader, property->least).at,
                                    length_text(reader, property->most).at));
    *length = (sei_length)value;
    return true;
}

static bool read_count(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                       int *count) {
    int64_t value;
    if (!sei_str_parse_int(sei_yaml_text(node), &value) || value < property->least ||
        value > property->most)
        return fail(reader, node,
                    sei_arena_print(reader->arena, "write a whole number from %d to %d",
                                    (int)property->least, (int)property->most));
    *count = (int)value;
    return true;
}

/* Thousandths of an em, written with em or zw or as a bare number of characters. */
static bool read_em(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                    int32_t *em) {
    int64_t number;
    sei_str unit;
    if (!sei_number_parse(sei_yaml_text(node), &number, &unit) ||
        !(unit.size == 0 || is_unit(unit, "em") || is_unit(unit, "zw")))
        return fail(reader, node,
                    SEI_STR("write a number of characters, such as 1, 0.25em or 2zw"));
    if (number < property->least * 1000 || number > property->most * 1000)
        return fail(reader, node,
                    sei_arena_print(reader->arena, "it must be between %d and %d characters",
                                    (int)(property->least / 1000), (int)(property->most / 1000)));
    *em = (int32_t)((number + (number < 0 ? -500 : 500)) / 1000);
    return true;
}

/* Thousandths of a whole: "1/3", "0.8" or "80%". */
static bool read_fraction(sei_value_reader *reader, const sei_property *property,
                          const sei_yaml *node, int32_t *fraction) {
    sei_str text = sei_yaml_text(node), rest = text, top, unit;
    int64_t numerator, denominator, value = -1, number;
    if (sei_str_split(&rest, '/', &top) && sei_str_parse_int(sei_str_trim_ascii(top), &numerator) &&
        sei_str_parse_int(sei_str_trim_ascii(rest), &denominator)) {
        if (denominator > 0 && denominator <= 1000 && numerator >= 0 && numerator <= denominator)
            value = (numerator * 1000 + denominator / 2) / denominator;
    } else if (sei_number_parse(text, &number, &unit)) {
        if (unit.size == 0)
            value = (number + 500) / 1000;
        else if (is_unit(unit, "%"))
            value = (number + 50000) / 100000;
    }
    if (value < property->least || value > property->most)
        return fail(reader, node,
                    sei_arena_print(reader->arena,
                                    "write a part of the whole, such as 1/3, 0.5 or 50%%, "
                                    "from %d%% to %d%%",
                                    (int)(property->least / 10), (int)(property->most / 10)));
    *fraction = (int32_t)value;
    return true;
}

static bool find_word(const sei_property_word *words, sei_str name, int *value) {
    for (; words && words->name; words++)
        if (sei_str_equal(name, sei_str_from(words->name))) {
            *value = words->value;
            return true;
        }
    return false;
}

static bool fail_words(sei_value_reader *reader, const sei_yaml *node,
                       const sei_property_word *words) {
    sei_str list = SEI_STR("");
    for (; words->name; words++)
        list = sei_arena_print(reader->arena, "%.*s%s%s", SEI_STR_ARG(list),
                               list.size == 0      ? ""
                               : (words + 1)->name ? ", "
                                                   : " or ",
                               words->name);
    return fail(reader, node, sei_arena_print(reader->arena, "it may be %s", list.at));
}

static bool read_word(sei_value_reader *reader, const sei_property_word *words,
                      const sei_yaml *node, int *value) {
    return find_word(words, sei_yaml_text(node), value) || fail_words(reader, node, words);
}

static bool read_switch(sei_value_reader *reader, const sei_property *property,
                        const sei_yaml *node, bool *is_on) {
    static const sei_property_word answers[] = {{"yes", 1},   {"true", 1}, {"on", 1}, {"no", 0},
                                                {"false", 0}, {"off", 0},  {NULL, 0}};
    int value;
    if (!property->words && !find_word(answers, sei_yaml_text(node), &value))
        return fail(reader, node, SEI_STR("it may be yes or no"));
    if (property->words && !read_word(reader, property->words, node, &value))
        return false;
    *is_on = value != 0;
    return true;
}

static bool is_control(char byte) {
    return (unsigned char)byte < 0x20 || byte == 0x7F;
}

static bool read_text(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                      sei_str *text) {
    int value;
    if (node->kind != SEI_YAML_SCALAR)
        return fail(reader, node, SEI_STR("write a text"));
    *text = node->scalar;
    for (size_t i = 0; i < text->size; i++)
        if (is_control(text->at[i]))
            return fail(reader, node, SEI_STR("the text may hold no control character"));
    if (find_word(property->words, *text, &value))
        *text = SEI_STR("");
    return true;
}

static bool read_label(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                       const char **label) {
    sei_str text;
    if (!read_text(reader, property, node, &text))
        return false;
    *label = sei_arena_copy(reader->arena, text).at;
    return true;
}

static bool read_font(sei_value_reader *reader, const sei_yaml *node, sei_style_font *font) {
    sei_str name = sei_yaml_text(node);
    bool bold = sei_str_ends(name, SEI_STR("-bold"));
    if (bold)
        name.size -= sizeof "-bold" - 1;
    for (size_t i = 0; i < SEI_FONT_ROLE_COUNT; i++)
        if (sei_str_equal(name, sei_str_from(sei_property_group_name(SEI_GROUP_ROLE, i)))) {
            *font = (sei_style_font){(sei_font_role)i, bold};
            return true;
        }
    return fail(reader, node,
                SEI_STR("write serif, sans, mono or emoji, with -bold for the bold face"));
}

static int hex_value(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* "#rrggbb" or "#rgb". */
static bool parse_shade(sei_str text, sei_rgb *color) {
    uint8_t channels[3];
    if ((text.size != 7 && text.size != 4) || text.at[0] != '#')
        return false;
    size_t width = text.size == 7 ? 2 : 1;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_value(text.at[1 + i * width]);
        int low = hex_value(text.at[i * width + width]);
        if (high < 0 || low < 0)
            return false;
        channels[i] = (uint8_t)(high * 16 + low);
    }
    *color = (sei_rgb){channels[0], channels[1], channels[2]};
    return true;
}

static bool read_shade(sei_value_reader *reader, const sei_yaml *node, sei_rgb *color) {
    if (parse_shade(sei_yaml_text(node), color))
        return true;
    return fail(
        reader, node,
        node->kind == SEI_YAML_NULL
            ? SEI_STR("YAML takes what follows # for a comment; write \"#rrggbb\" in quotes")
            : SEI_STR("write a colour as \"#rrggbb\"; where it is not itself one of colors, "
                      "text, muted, rule, panel or accent may be named"));
}

static bool read_color(sei_value_reader *reader, const sei_yaml *node, sei_rgb *color) {
    const sei_style *style = reader->style;
    const struct {
        const char *name;
        sei_rgb color;
    } palette[] = {{"text", style->colors.text},
                   {"muted", style->colors.muted},
                   {"rule", style->colors.rule},
                   {"panel", style->colors.panel},
                   {"accent", style->colors.accent}};
    for (size_t i = 0; i < sizeof palette / sizeof palette[0]; i++)
        if (sei_str_equal(sei_yaml_text(node), sei_str_from(palette[i].name))) {
            *color = palette[i].color;
            return true;
        }
    return read_shade(reader, node, color);
}

/* Two lengths in a list. */
static bool read_pair(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                      sei_length pair[2]) {
    const sei_yaml *first = node->first;
    return read_length(reader, property, first, &pair[0]) &&
           read_length(reader, property, first->next, &pair[1]);
}

static bool is_pair(const sei_yaml *node) {
    return node->kind == SEI_YAML_LIST && node->first && node->first->next &&
           !node->first->next->next;
}

static bool read_paper(sei_value_reader *reader, const sei_yaml *node, sei_length sides[2]) {
    static const sei_property side = {.least = (int64_t)72 * SEI_POINT,
                                      .most = (int64_t)14400 * SEI_POINT};
    if (is_pair(node))
        return read_pair(reader, &side, node, sides);
    if (sei_paper_find(sei_yaml_text(node), sides))
        return true;
    return fail(reader, node,
                SEI_STR("write A3 to A7, B4 to B7, letter, legal, or [width, height] "
                        "such as [148mm, 210mm]"));
}

static bool read_place(sei_value_reader *reader, const sei_yaml *node, sei_length shift[2]) {
    static const sei_property offset = {.least = (int64_t)-720 * SEI_POINT,
                                        .most = (int64_t)720 * SEI_POINT};
    reader->style->text.is_centered = sei_str_equal(sei_yaml_text(node), SEI_STR("center"));
    shift[0] = shift[1] = 0;
    if (reader->style->text.is_centered)
        return true;
    if (is_pair(node))
        return read_pair(reader, &offset, node, shift);
    return fail(reader, node,
                SEI_STR("write center, or [towards the fore-edge, downwards] such as [3mm, -2mm]"));
}

static bool read_parts(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                       sei_style_part *parts, size_t *count) {
    *count = 0;
    if (node->kind != SEI_YAML_LIST)
        return fail(reader, node, SEI_STR("write a list, such as [title-page, contents]"));
    for (const sei_yaml *item = node->first; item; item = item->next) {
        int part;
        if (!read_word(reader, property->words, item, &part))
            return false;
        for (size_t i = 0; i < *count; i++)
            if ((int)parts[i] == part)
                return fail(reader, item, SEI_STR("a part stands once in the list"));
        sei_assert(*count < (size_t)property->most); /* there are fewer words than places */
        parts[(*count)++] = (sei_style_part)part;
    }
    return true;
}

static bool read_files(sei_value_reader *reader, const sei_property *property, const sei_yaml *node,
                       sei_str *files, size_t *count) {
    *count = 0;
    if (node->kind != SEI_YAML_LIST)
        return fail(reader, node, SEI_STR("write a list of font files, such as [a.ttf, b.ttf]"));
    for (const sei_yaml *item = node->first; item; item = item->next) {
        if (*count == (size_t)property->most)
            return fail(reader, item,
                        sei_arena_print(reader->arena, "at most %d files", (int)property->most));
        if (!read_text(reader, property, item, &files[*count]))
            return false;
        (*count)++;
    }
    return true;
}

bool sei_value_read(sei_value_reader *reader, sei_property_slot slot, const sei_yaml *node) {
    const sei_property *property = &sei_properties[slot.property];
    char *base = (char *)reader->style;
    void *at = base + property->at + slot.index * sei_property_group_stride(property->group);
    void *count = base + property->with_at;
    switch (property->type) {
    case SEI_PROPERTY_LENGTH:
        return read_length(reader, property, node, at);
    case SEI_PROPERTY_COUNT:
        return read_count(reader, property, node, at);
    case SEI_PROPERTY_EM:
        return read_em(reader, property, node, at);
    case SEI_PROPERTY_FRACTION:
        return read_fraction(reader, property, node, at);
    case SEI_PROPERTY_SWITCH:
        return read_switch(reader, property, node, at);
    case SEI_PROPERTY_WORD:
        return read_word(reader, property->words, node, at);
    case SEI_PROPERTY_TEXT:
        return read_text(reader, property, node, at);
    case SEI_PROPERTY_LABEL:
        return read_label(reader, property, node, at);
    case SEI_PROPERTY_FONT:
        return read_font(reader, node, at);
    case SEI_PROPERTY_SHADE:
        return read_shade(reader, node, at);
    case SEI_PROPERTY_COLOR:
        return read_color(reader, node, at);
    case SEI_PROPERTY_PAPER:
        return read_paper(reader, node, at);
    case SEI_PROPERTY_PLACE:
        return read_place(reader, node, at);
    case SEI_PROPERTY_PARTS:
        return read_parts(reader, property, node, at, count);
    case SEI_PROPERTY_FILES:
        return read_files(reader, property, node, at, count);
    }
    return false;
}

const sei_yaml *sei_value_parse(sei_arena *arena, sei_str text, sei_property_type type,
                                sei_status *status) {
    size_t at;
    text = sei_str_trim_ascii(text);
    char first = text.size ? text.at[0] : 0;
    bool is_text = type == SEI_PROPERTY_TEXT || type == SEI_PROPERTY_LABEL;
    if (first == '"' || first == '\'' || (!is_text && (first == '[' || first == '{')))
        return sei_yaml_parse(arena, text, &at, status);
    sei_yaml *node = SEI_NEW(arena, sei_yaml);
    *node = (sei_yaml){
        .kind = text.size ? SEI_YAML_SCALAR : SEI_YAML_NULL, .end = text.size, .scalar = text};
    return node;
}
