/* Finding properties by path, and the path that a mistyped one was meant to be. Beside it lies the
 * table itself (property_table.c). A path is compared with a pattern component by component; only a
 * pattern's '#' needs its group's names. */
#include "style/property.h"

#include <string.h>

size_t sei_property_group_size(sei_property_group group) {
    switch (group) {
    case SEI_GROUP_NONE:
        return 1;
    case SEI_GROUP_HEADING:
        return 6;
    case SEI_GROUP_CALLOUT:
        return SEI_CALLOUT_KINDS;
    case SEI_GROUP_ROLE:
        return SEI_FONT_ROLE_COUNT;
    }
    return 1;
}

const char *sei_property_group_name(sei_property_group group, size_t index) {
    static const char *const levels[] = {"1", "2", "3", "4", "5", "6"};
    static const char *const roles[SEI_FONT_ROLE_COUNT] = {"serif", "sans", "mono", "emoji"};
    switch (group) {
    case SEI_GROUP_NONE:
        return "";
    case SEI_GROUP_HEADING:
        return levels[index];
    case SEI_GROUP_CALLOUT:
        return sei_style_callout_name(index);
    case SEI_GROUP_ROLE:
        return roles[index];
    }
    return "";
}

size_t sei_property_group_stride(sei_property_group group) {
    switch (group) {
    case SEI_GROUP_NONE:
        return 0;
    case SEI_GROUP_HEADING:
        return sizeof(sei_style_heading);
    case SEI_GROUP_CALLOUT:
        return sizeof(sei_style_callout);
    case SEI_GROUP_ROLE:
        return sizeof(sei_style_family);
    }
    return 0;
}

size_t sei_property_slot_number(sei_property_slot slot) {
    size_t number = slot.index;
    for (size_t i = 0; i < slot.property; i++)
        number += sei_property_group_size(sei_properties[i].group);
    return number;
}

size_t sei_property_slot_count(void) {
    return sei_property_slot_number((sei_property_slot){sei_property_count(), 0});
}

sei_str sei_property_path(sei_property_slot slot, char path[SEI_PROPERTY_PATH_MAX]) {
    const sei_property *property = &sei_properties[slot.property];
    size_t size = 0;
    for (const char *c = property->path; *c; c++) {
        char one[2] = {*c, 0};
        const char *piece = *c == '#' ? sei_property_group_name(property->group, slot.index) : one;
        for (; *piece && size + 1 < SEI_PROPERTY_PATH_MAX; piece++)
            path[size++] = *piece;
    }
    path[size] = 0;
    return (sei_str){path, size};
}

sei_str sei_property_initial(sei_property_slot slot) {
    sei_str rest = sei_str_from(sei_properties[slot.property].initial), part = rest;
    if (sei_properties[slot.property].group == SEI_GROUP_NONE)
        return rest;
    for (size_t i = 0; i <= slot.index && sei_str_split(&rest, '|', &part); i++) {
    }
    return part;
}

static bool find_group_name(sei_property_group group, sei_str name, size_t *index) {
    for (size_t i = 0; i < sei_property_group_size(group); i++)
        if (sei_str_equal(name, sei_str_from(sei_property_group_name(group, i)))) {
            *index = i;
            return true;
        }
    return false;
}

/* Compares a path with one property's pattern. */
static sei_property_match match_path(sei_str path, const sei_property *property, size_t *index) {
    sei_str pattern = sei_str_from(property->path), step, name;
    *index = 0;
    while (sei_str_split(&path, '.', &name)) {
        if (!sei_str_split(&pattern, '.', &step))
            return SEI_PROPERTY_UNKNOWN;
        bool same = sei_str_equal(step, SEI_STR("#"))
                        ? find_group_name(property->group, name, index)
                        : sei_str_equal(step, name);
        if (!same)
            return SEI_PROPERTY_UNKNOWN;
    }
    return sei_str_split(&pattern, '.', &step) ? SEI_PROPERTY_BRANCH : SEI_PROPERTY_FOUND;
}

sei_property_match sei_property_find(sei_str path, sei_property_slot *slot) {
    sei_property_match best = SEI_PROPERTY_UNKNOWN;
    if (path.size == 0 || sei_str_ends(path, SEI_STR(".")))
        return best;
    for (size_t i = 0; i < sei_property_count(); i++) {
        size_t index;
        sei_property_match match = match_path(path, &sei_properties[i], &index);
        if (match == SEI_PROPERTY_UNKNOWN)
            continue;
        best = match;
        if (match == SEI_PROPERTY_FOUND) {
            *slot = (sei_property_slot){i, index};
            return match;
        }
    }
    return best;
}

typedef struct nearest_search {
    sei_str wrong;
    size_t distance;
    char *path;
    sei_str found;
} nearest_search;

static void try_path(nearest_search *search, sei_str path) {
    size_t distance = sei_str_distance(search->wrong, path);
    if (distance >= search->distance)
        return;
    search->distance = distance;
    memcpy(search->path, path.at, path.size);
    search->path[path.size] = 0;
    search->found = (sei_str){search->path, path.size};
}

sei_str sei_property_nearest(sei_str wrong, char path[SEI_PROPERTY_PATH_MAX]) {
    nearest_search search = {wrong, wrong.size / 3 + 1, path, {path, 0}};
    for (size_t i = 0; i < sei_property_count(); i++)
        for (size_t k = 0; k < sei_property_group_size(sei_properties[i].group); k++) {
            char candidate[SEI_PROPERTY_PATH_MAX];
            sei_str whole = sei_property_path((sei_property_slot){i, k}, candidate);
            try_path(&search, whole);
            for (size_t dot = sei_str_find_byte(whole, '.', 0); dot != SEI_STR_NONE;
                 dot = sei_str_find_byte(whole, '.', dot + 1))
                try_path(&search, sei_str_slice(whole, 0, dot));
        }
    return search.found;
}
