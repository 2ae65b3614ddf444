/* The table of properties as the body of the manual page seihon_style(5): a section for each first
 * step of a path, a paragraph for each property with its meaning, what it takes and its default.
 * What is written by hand around it is src/cli/seihon_style.5.head and .tail. */
#include "base/roff.h"
#include "style/property.h"

/* What stands for the names of a group in a path. */
static const char *group_word(sei_property_group group) {
    switch (group) {
    case SEI_GROUP_NONE:
        return "";
    case SEI_GROUP_HEADING:
        return "LEVEL";
    case SEI_GROUP_CALLOUT:
        return "KIND";
    case SEI_GROUP_ROLE:
        return "ROLE";
    }
    return "";
}

static void add_path(sei_buf *out, const sei_property *property) {
    for (const char *c = property->path; *c; c++)
        if (*c == '#')
            sei_buf_add(out, sei_str_from(group_word(property->group)));
        else
            sei_buf_add_byte(out, *c);
}

/* The kind of value, as it stands beside the path. */
static const char *type_word(const sei_property *property) {
    static const char *const words[] = {
        [SEI_PROPERTY_LENGTH] = "length",       [SEI_PROPERTY_COUNT] = "number",
        [SEI_PROPERTY_EM] = "characters",       [SEI_PROPERTY_FRACTION] = "part",
        [SEI_PROPERTY_SWITCH] = "yes|no",       [SEI_PROPERTY_WORD] = "",
        [SEI_PROPERTY_TEXT] = "text",           [SEI_PROPERTY_LABEL] = "text",
        [SEI_PROPERTY_FONT] = "role",           [SEI_PROPERTY_SHADE] = "#rrggbb",
        [SEI_PROPERTY_COLOR] = "colour",        [SEI_PROPERTY_PAPER] = "paper|[width, height]",
        [SEI_PROPERTY_PLACE] = "center|[x, y]", [SEI_PROPERTY_PARTS] = "[part, ...]",
        [SEI_PROPERTY_FILES] = "[file, ...]"};
    return words[property->type];
}

static void add_takes(sei_buf *out, const sei_property *property) {
    const bool is_choice = property->type == SEI_PROPERTY_WORD ||
                           (property->type == SEI_PROPERTY_SWITCH && property->words);
    if (!is_choice)
        sei_buf_add(out, sei_str_from(type_word(property)));
    for (const sei_property_word *word = property->words; is_choice && word->name; word++)
        sei_buf_print(out, "%s%s", word == property->words ? "" : "|", word->name);
}

static void add_points(sei_buf *out, int64_t length) {
    char number[32];
    const int size = sei_length_print(number, length);
    sei_buf_print(out, "%.*spt", size, number);
}

/* What bounds a value, in the unit in which it is written; nothing for one without bounds. */
static void add_range(sei_buf *out, const sei_property *property) {
    const long long least = (long long)property->least, most = (long long)property->most;
    switch (property->type) {
    case SEI_PROPERTY_LENGTH:
        sei_buf_add(out, SEI_STR("From "));
        add_points(out, property->least);
        sei_buf_add(out, SEI_STR(" to "));
        add_points(out, property->most);
        sei_buf_add(out, SEI_STR(". "));
        break;
    case SEI_PROPERTY_COUNT:
        sei_buf_print(out, "From %lld to %lld. ", least, most);
        break;
    case SEI_PROPERTY_EM:
        sei_buf_print(out, "From %lld to %lld characters. ", least / 1000, most / 1000);
        break;
    case SEI_PROPERTY_FRACTION:
        sei_buf_print(out, "From %lld%% to %lld%%. ", least / 10, most / 10);
        break;
    case SEI_PROPERTY_PARTS:
    case SEI_PROPERTY_FILES:
        sei_buf_print(out, "At most %lld. ", most);
        break;
    case SEI_PROPERTY_SWITCH:
    case SEI_PROPERTY_WORD:
    case SEI_PROPERTY_TEXT:
    case SEI_PROPERTY_LABEL:
    case SEI_PROPERTY_FONT:
    case SEI_PROPERTY_SHADE:
    case SEI_PROPERTY_COLOR:
    case SEI_PROPERTY_PAPER:
    case SEI_PROPERTY_PLACE:
        break;
    }
}

/* One default for all of a group, or one after each of its names. */
static void add_default(sei_buf *out, size_t number) {
    const sei_property *property = &sei_properties[number];
    const sei_str first = sei_property_initial((sei_property_slot){number, 0});
    bool differ = false;
    for (size_t i = 1; i < sei_property_group_size(property->group); i++)
        differ |= !sei_str_equal(first, sei_property_initial((sei_property_slot){number, i}));
    sei_buf_print(out, "Default: %.*s", SEI_STR_ARG(differ ? SEI_STR("") : first));
    for (size_t i = 0; differ && i < sei_property_group_size(property->group); i++)
        sei_buf_print(out, "%s%s %.*s", i ? ", " : "", sei_property_group_name(property->group, i),
                      SEI_STR_ARG(sei_property_initial((sei_property_slot){number, i})));
    sei_buf_add_byte(out, '.');
}

static void add_property(sei_buf *out, sei_buf *scratch, size_t number) {
    const sei_property *property = &sei_properties[number];
    sei_buf_clear(scratch);
    add_path(scratch, property);
    const size_t path_end = scratch->size;
    add_takes(scratch, property);
    const sei_str both = sei_buf_str(scratch);
    sei_roff_add_term(out, sei_str_slice(both, 0, path_end),
                      sei_str_slice(both, path_end, both.size), sei_str_from(property->meaning));
    sei_buf_clear(scratch);
    add_range(scratch, property);
    add_default(scratch, number);
    sei_buf_add(out, SEI_STR(".br\n"));
    sei_roff_add_text(out, sei_buf_str(scratch));
    sei_buf_add_byte(out, '\n');
}

static sei_str section_of(const sei_property *property) {
    sei_str rest = sei_str_from(property->path), first;
    sei_str_split(&rest, '.', &first);
    return first;
}

void sei_style_manual(sei_buf *out) {
    sei_buf scratch;
    sei_str section = SEI_STR("");
    sei_buf_init(&scratch, out->memory);
    sei_buf_add(out, SEI_STR(".SH PROPERTIES\n"));
    for (size_t i = 0; i < sei_property_count(); i++) {
        const sei_str next = section_of(&sei_properties[i]);
        if (!sei_str_equal(next, section))
            sei_buf_print(out, ".SS %.*s\n", SEI_STR_ARG(next));
        section = next;
        add_property(out, &scratch, i);
    }
    sei_buf_fini(&scratch);
}
