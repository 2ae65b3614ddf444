/* An entry of a book file's map and the table of its keys → a message, or none. A wrong key or a
 * value of the wrong kind is never passed over: a book that was made without it would look right
 * until it is printed. */
#include "book/file_key.h"

#define SHOWN_MAX 100 /* bytes of the user's text in a message */

sei_str sei_file_key_shorten(sei_str text) {
    return sei_str_slice(text, 0, SHOWN_MAX);
}

static const char *kind_word(sei_file_key_kind kind) {
    switch (kind) {
    case SEI_KEY_TEXT:
        return "a text";
    case SEI_KEY_TEXTS:
        return "a text or a list of texts";
    case SEI_KEY_LIST:
        return "a list";
    case SEI_KEY_MAP:
        return "a map";
    case SEI_KEY_ANY:
        return "a value";
    }
    return "";
}

static bool is_of_kind(const sei_yaml *value, sei_file_key_kind kind) {
    bool is_texts = value->kind == SEI_YAML_LIST;
    for (const sei_yaml *item = value->first; is_texts && item; item = item->next)
        is_texts = item->kind == SEI_YAML_SCALAR || item->kind == SEI_YAML_NULL;
    switch (kind) {
    case SEI_KEY_TEXT:
        return value->kind == SEI_YAML_SCALAR;
    case SEI_KEY_TEXTS:
        return value->kind == SEI_YAML_SCALAR || is_texts;
    case SEI_KEY_LIST:
        return value->kind == SEI_YAML_LIST;
    case SEI_KEY_MAP:
        return value->kind == SEI_YAML_MAP;
    case SEI_KEY_ANY:
        return true;
    }
    return true;
}

static const sei_file_key *find_key(const sei_file_key *keys, size_t count, sei_str key) {
    for (size_t i = 0; i < count; i++)
        if (sei_str_equal(key, sei_str_from(keys[i].key)))
            return &keys[i];
    return NULL;
}

/* The key that a wrong one was most likely meant to be, or NULL. */
static const char *nearest_key(const sei_file_key *keys, size_t count, sei_str wrong) {
    const char *nearest = NULL;
    size_t least = wrong.size / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = sei_str_distance(wrong, sei_str_from(keys[i].key));
        if (distance <= least && (!nearest || distance < least)) {
            nearest = keys[i].key;
            least = distance;
        }
    }
    return nearest;
}

sei_str sei_file_key_check(sei_arena *arena, const sei_yaml *entry, const sei_file_key *keys,
                           size_t count, size_t *offset) {
    const sei_file_key *found = find_key(keys, count, entry->key);
    const char *nearest = found ? NULL : nearest_key(keys, count, entry->key);
    sei_str key = sei_file_key_shorten(entry->key);
    *offset = found ? entry->offset : entry->key_offset;
    if (nearest) {
        return sei_arena_print(arena, "unknown key \"%.*s\", did you mean \"%s\"?",
                               SEI_STR_ARG(key), nearest);
    }
    if (!found)
        return sei_arena_print(arena, "unknown key \"%.*s\"", SEI_STR_ARG(key));
    if (entry->kind != SEI_YAML_NULL && !is_of_kind(entry, found->kind))
        return sei_arena_print(arena, "%s is %s", found->key, kind_word(found->kind));
    return SEI_STR("");
}
