/* The wishes of a front matter → settings as --set knows them. Nested maps become dotted paths,
 * lists become flow lists; whether a path or value fits is sei_style_apply's to say, at the place
 * kept here. */
#include "style/front.h"

#include "base/assert.h"
#include "base/limits.h"
#include "base/vec.h"

typedef struct wishes {
    sei_arena *arena;
    const sei_source *source;
    size_t base_offset;
    const sei_str *passed_over;
    size_t passed_over_count;
    sei_str *style, *impose, *breaks;
    SEI_VEC(sei_style_setting) settings;
} wishes;

static bool is_absent(const sei_yaml *node) {
    return node->kind == SEI_YAML_NULL ||
           (node->kind == SEI_YAML_SCALAR && !node->is_quoted && node->scalar.size == 0);
}

/* A scalar or list as --set would have it written. What a list holds beyond scalars fits no
 * property and stands as an empty list. */
static sei_str value_text(sei_arena *arena, const sei_yaml *node) {
    sei_buf out;
    if (node->kind == SEI_YAML_SCALAR && !node->is_quoted)
        return node->scalar;
    sei_buf_init(&out, arena->memory);
    if (node->kind == SEI_YAML_SCALAR) {
        sei_json_escape(&out, node->scalar);
    } else {
        sei_buf_add_byte(&out, '[');
        for (const sei_yaml *item = node->first; item; item = item->next) {
            if (item->kind == SEI_YAML_SCALAR)
                sei_json_escape(&out, item->scalar);
            else
                sei_buf_add(&out, SEI_STR("[]"));
            sei_buf_add(&out, item->next ? SEI_STR(", ") : SEI_STR(""));
        }
        sei_buf_add_byte(&out, ']');
    }
    sei_str text = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

static void add_setting(wishes *to, sei_str path, sei_str value, size_t offset) {
    sei_style_setting setting = {path, value, to->source, to->base_offset + offset};
    SEI_VEC_ADD(to->arena, &to->settings, setting);
}

/* An entry whose path is known: a value, or a map with more of the path. */
static void add_properties(wishes *to, const sei_yaml *entry, sei_str path) {
    struct {
        const sei_yaml *next;
        sei_str path;
    } level[SEI_LIMIT_YAML_DEPTH + 1];
    int depth = 0;
    if (entry->kind != SEI_YAML_MAP) {
        if (!is_absent(entry))
            add_setting(to, path, value_text(to->arena, entry), entry->key_offset);
        return;
    }
    level[0].next = entry->first;
    level[0].path = path;
    while (depth >= 0) {
        const sei_yaml *child = level[depth].next;
        if (!child) {
            depth--;
            continue;
        }
        level[depth].next = child->next;
        sei_str below =
            level[depth].path.size == 0
                ? child->key
                : sei_arena_print(to->arena, "%.*s.%.*s", SEI_STR_ARG(level[depth].path),
                                  SEI_STR_ARG(child->key));
        if (child->kind == SEI_YAML_MAP) {
            sei_assert(depth < SEI_LIMIT_YAML_DEPTH);
            depth++;
            level[depth].next = child->first;
            level[depth].path = below;
        } else if (!is_absent(child)) {
            add_setting(to, below, value_text(to->arena, child), child->key_offset);
        }
    }
}

/* "text.size=10pt" or "text.size: 10pt". Without either sign the whole is the path, which then is
 * reported as none. */
static void add_assignment(wishes *to, const sei_yaml *node) {
    sei_str text = sei_yaml_text(node);
    size_t sign = sei_str_find_byte(text, '=', 0);
    if (sign == SEI_STR_NONE)
        sign = sei_str_find_byte(text, ':', 0);
    if (is_absent(node))
        return;
    if (sign == SEI_STR_NONE)
        add_setting(to, text, SEI_STR(""), node->offset);
    else
        add_setting(to, sei_str_trim_ascii(sei_str_slice(text, 0, sign)),
                    sei_str_trim_ascii(sei_str_slice(text, sign + 1, text.size)), node->offset);
}

static void add_set(wishes *to, const sei_yaml *set) {
    if (set->kind == SEI_YAML_MAP)
        add_properties(to, set, SEI_STR(""));
    else if (set->kind == SEI_YAML_LIST)
        for (const sei_yaml *item = set->first; item; item = item->next)
            item->kind == SEI_YAML_MAP ? add_properties(to, item, SEI_STR(""))
                                       : add_assignment(to, item);
    else
        add_assignment(to, set);
}

/* Keys of the same map that are no properties and are read where they count, with
 * sei_style_front_find. */
static bool is_for_others(sei_str key) {
    return sei_str_equal(key, SEI_STR("map-text"));
}

static void add_wish(wishes *to, const sei_yaml *entry, sei_str key) {
    if (is_for_others(key))
        return;
    for (size_t i = 0; i < to->passed_over_count; i++)
        if (sei_str_equal(key, to->passed_over[i]))
            return;
    if (sei_str_equal(key, SEI_STR("style")))
        *to->style = sei_yaml_text(entry);
    else if (sei_str_equal(key, SEI_STR("impose")))
        *to->impose = sei_yaml_text(entry);
    else if (sei_str_equal(key, SEI_STR("breaks")))
        *to->breaks = sei_yaml_text(entry);
    else if (sei_str_equal(key, SEI_STR("set")))
        add_set(to, entry);
    else
        add_properties(to, entry, key);
}

static size_t finish(const wishes *done, sei_style_setting **settings) {
    *settings = done->settings.at;
    return done->settings.size;
}

size_t sei_style_map_settings(sei_arena *arena, const sei_source *source, size_t base_offset,
                              const sei_yaml *map, const sei_str *passed_over,
                              size_t passed_over_count, sei_style_setting **settings,
                              sei_str *style, sei_str *impose, sei_str *breaks) {
    wishes to = {arena, source, base_offset, passed_over, passed_over_count,
                 style, impose, breaks,      {NULL, 0, 0}};
    *style = *impose = *breaks = SEI_STR("");
    if (map && map->kind == SEI_YAML_MAP)
        for (const sei_yaml *entry = map->first; entry; entry = entry->next)
            add_wish(&to, entry, entry->key);
    return finish(&to, settings);
}

size_t sei_style_front_settings(sei_arena *arena, const sei_source *source, size_t base_offset,
                                const sei_yaml *front, sei_style_setting **settings, sei_str *style,
                                sei_str *impose, sei_str *breaks) {
    wishes to = {arena, source, base_offset, NULL, 0, style, impose, breaks, {NULL, 0, 0}};
    sei_str prefix = SEI_STR("seihon-");
    *style = *impose = *breaks = SEI_STR("");
    if (!front || front->kind != SEI_YAML_MAP)
        return finish(&to, settings);
    for (const sei_yaml *entry = front->first; entry; entry = entry->next) {
        if (sei_str_equal(entry->key, SEI_STR("seihon")) && entry->kind == SEI_YAML_MAP)
            for (const sei_yaml *wish = entry->first; wish; wish = wish->next)
                add_wish(&to, wish, wish->key);
        else if (sei_str_starts(entry->key, prefix))
            add_wish(&to, entry, sei_str_slice(entry->key, prefix.size, entry->key.size));
    }
    return finish(&to, settings);
}

const sei_yaml *sei_style_front_find(const sei_yaml *front, sei_str key) {
    sei_str prefix = SEI_STR("seihon-");
    const sei_yaml *nested = sei_yaml_find(sei_yaml_find(front, SEI_STR("seihon")), key);
    const sei_yaml *entry = front && front->kind == SEI_YAML_MAP && !nested ? front->first : NULL;
    for (; entry; entry = entry->next)
        if (sei_str_starts(entry->key, prefix) &&
            sei_str_equal(sei_str_slice(entry->key, prefix.size, entry->key.size), key))
            return entry;
    return nested;
}
