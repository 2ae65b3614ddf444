/* The table of properties: every default can be read, styles/base.yaml writes the same, every field
 * of a style has its property, and mistyped names find the one that was meant. */
#include "style/property.h"

#include "sample.h"
#include "style/sheet.h"

static double linear(uint8_t channel) {
    double value = channel / 255.0, root = (value + 0.055) / 1.055;
    return value <= 0.04045 ? value / 12.92 : root * root * (0.6 + 0.4 * root);
}

/* WCAG 2's relative luminance, its power 2.4 replaced by a mix of 2 and 3 (within 2 %). */
static double luminance(sei_rgb color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

TEST(every_slot_has_a_path_that_finds_it) {
    char path[SEI_PROPERTY_PATH_MAX];
    size_t number = 0;
    for (size_t i = 0; i < sei_property_count(); i++)
        for (size_t k = 0; k < sei_property_group_size(sei_properties[i].group); k++) {
            sei_property_slot slot = {i, k}, found = {0, 0};
            CHECK(sei_property_find(sei_property_path(slot, path), &found) == SEI_PROPERTY_FOUND);
            CHECK(found.property == i && found.index == k);
            CHECK_INT(sei_property_slot_number(slot), number++);
        }
    CHECK_INT(sei_property_slot_count(), number);
    CHECK(number <= SEI_PROPERTY_SLOTS_MAX);
}

TEST(every_property_is_explained) {
    for (size_t i = 0; i < sei_property_count(); i++) {
        sei_str meaning = sei_str_from(sei_properties[i].meaning);
        CHECK(meaning.size > 8 && meaning.at[meaning.size - 1] == '.');
        CHECK(sei_properties[i].at < sizeof(sei_style));
        CHECK((sei_properties[i].group == SEI_GROUP_NONE) ==
              (strchr(sei_properties[i].path, '#') == NULL));
    }
}

/* Compares what two styles hold, field by field of the table. */
static void check_same(const sei_style *a, const sei_style *b, sei_property_slot slot) {
    const sei_property *property = &sei_properties[slot.property];
    size_t at = property->at + slot.index * sei_property_group_stride(property->group);
    const char *left = (const char *)a + at, *right = (const char *)b + at;
    char path[SEI_PROPERTY_PATH_MAX];
    bool same = true;
    switch (property->type) {
    case SEI_PROPERTY_LENGTH:
    case SEI_PROPERTY_COUNT:
    case SEI_PROPERTY_EM:
    case SEI_PROPERTY_FRACTION:
    case SEI_PROPERTY_WORD:
        same = memcmp(left, right, sizeof(int32_t)) == 0;
        break;
    case SEI_PROPERTY_SWITCH:
        same = *left == *right;
        break;
    case SEI_PROPERTY_TEXT:
        same = sei_str_equal(*(const sei_str *)(const void *)left,
                             *(const sei_str *)(const void *)right);
        break;
    case SEI_PROPERTY_LABEL:
        same = sei_str_equal(sei_str_from(*(const char *const *)(const void *)left),
                             sei_str_from(*(const char *const *)(const void *)right));
        break;
    case SEI_PROPERTY_FONT:
        same = memcmp(left, right, sizeof(sei_font_role) + sizeof(bool)) == 0;
        break;
    case SEI_PROPERTY_SHADE:
    case SEI_PROPERTY_COLOR:
        same = memcmp(left, right, sizeof(sei_rgb)) == 0;
        break;
    case SEI_PROPERTY_PAPER:
    case SEI_PROPERTY_PLACE:
        same = memcmp(left, right, 2 * sizeof(sei_length)) == 0;
        break;
    case SEI_PROPERTY_PARTS:
    case SEI_PROPERTY_FILES:
        same = memcmp((const char *)a + property->with_at, (const char *)b + property->with_at,
                      sizeof(size_t)) == 0;
        break;
    }
    if (!same)
        fprintf(stderr, "%s differs\n", sei_property_path(slot, path).at);
    CHECK(same);
}

TEST(base_yaml_writes_every_default) {
    sample s;
    sei_style initial = {0};
    sample_open(&s);
    CHECK(sample_load(&s, "base"));
    CHECK(sei_sheet_resolve(SEI_NEW(&s.arena, sei_style_sheet), &initial, &s.arena, &s.diags));
    CHECK_STR(sample_messages(&s), "");
    for (size_t i = 0; i < sei_property_count(); i++)
        for (size_t k = 0; k < sei_property_group_size(sei_properties[i].group); k++) {
            sei_property_slot slot = {i, k};
            char path[SEI_PROPERTY_PATH_MAX];
            const sei_sheet_value *value = &s.style.sheet->values[sei_property_slot_number(slot)];
            if (!value->node)
                fprintf(stderr, "base.yaml lacks %s\n", sei_property_path(slot, path).at);
            CHECK(value->node != NULL);
            check_same(&initial, &s.style, slot);
        }
    sample_close(&s);
}

TEST(callouts_stay_legible_in_grey) {
    sample s;
    sample_open(&s);
    CHECK(sample_load(&s, "base"));
    double panel = luminance(s.style.callouts.background);
    for (size_t i = 0; i < SEI_CALLOUT_KINDS; i++)
        CHECK((panel + 0.05) / (luminance(s.style.callouts.kinds[i].color) + 0.05) > 4.5);
    sample_close(&s);
}

static sei_str nearest(const char *wrong) {
    static char path[SEI_PROPERTY_PATH_MAX];
    return sei_property_nearest(sei_str_from(wrong), path);
}

TEST(the_nearest_name_is_what_was_meant) {
    CHECK_STR(nearest("text.sise"), "text.size");
    CHECK_STR(nearest("footnote.size"), "footnotes.size");
    CHECK_STR(nearest("headings.3.befor"), "headings.3.before");
    CHECK_STR(nearest("callouts.note.colour"), "callouts.note.color");
    CHECK_STR(nearest("fonts.latin.serif.blod"), "fonts.latin.serif.bold");
    CHECK_STR(nearest("pgae"), "page");
    CHECK_STR(nearest("qqqqqqqq"), "");
    CHECK_STR(nearest(""), "");
    CHECK_STR(nearest("text.sizetext.sizetext.sizetext.sizetext.sizetext.sizetext.sizetext.size"),
              "");
}

TEST(callout_types_fold_to_kinds) {
    static const char *const pairs[][2] = {{"note", "note"},        {"TLDR", "abstract"},
                                           {"Summary", "abstract"}, {"info", "info"},
                                           {"todo", "todo"},        {"important", "tip"},
                                           {"done", "success"},     {"faq", "question"},
                                           {"caution", "warning"},  {"missing", "failure"},
                                           {"error", "danger"},     {"bug", "bug"},
                                           {"example", "example"},  {"cite", "quote"},
                                           {"What is it", "note"},  {"", "note"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        CHECK_STR(
            sei_str_from(sei_style_callout_name(sei_style_callout_kind(sei_str_from(pairs[i][0])))),
            pairs[i][1]);
}

/* The manual page is made of the table: each property with what it says, a bound and a default. */
TEST(every_property_is_in_the_manual) {
    sei_memory memory;
    sei_buf manual;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_buf_init(&manual, &memory);
    sei_style_manual(&manual);
    size_t terms = 0, at = 0;
    for (; (at = sei_str_find(sei_buf_str(&manual), SEI_STR("\n.TP\n"), at)) != SEI_STR_NONE; at++)
        terms++;
    CHECK_INT(terms, sei_property_count());
    const char *const pieces[] = {
        ".SS text\n.TP\n\\fBtext.font\\fR \\fIrole\\fR\n",
        "\\fBtext.size\\fR \\fIlength\\fR\n",
        "\n.br\nFrom 4pt to 72pt. Default: 10.5pt.\n",
        "\\fBheadings.LEVEL.lines\\fR \\fInumber\\fR\n",
        "\n.br\nFrom 1 to 20. Default: 1 4, 2 3, 3 2, 4 1, 5 1, 6 1.\n",
        "\\fBrules.kind\\fR \\fIline|page\\-break|space\\fR\n",
        "\\fBfigures.max\\-height\\fR \\fIpart\\fR\n",
        "\n.br\nFrom 5% to 100%. Default: 0.8.\n",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
        CHECK(sei_str_find(sei_buf_str(&manual), sei_str_from(pieces[i]), 0) != SEI_STR_NONE);
    sei_memory_fini(&memory);
}

int main(void) {
    RUN(every_slot_has_a_path_that_finds_it);
    RUN(every_property_is_explained);
    RUN(base_yaml_writes_every_default);
    RUN(callouts_stay_legible_in_grey);
    RUN(the_nearest_name_is_what_was_meant);
    RUN(callout_types_fold_to_kinds);
    RUN(every_property_is_in_the_manual);
    return TEST_RESULT();
}
