/* The keys of a book file's maps, as tables, and what is wrong with a key that is written. Private
 * to book/. */
#ifndef SEI_BOOK_FILE_KEY_H
#define SEI_BOOK_FILE_KEY_H

#include "base/arena.h"
#include "yaml/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_file_key_kind {
    SEI_KEY_TEXT,
    SEI_KEY_TEXTS, /* one or a list of them */
    SEI_KEY_LIST,
    SEI_KEY_MAP,
    SEI_KEY_ANY /* read, and refused, by others */
} sei_file_key_kind;

typedef struct sei_file_key {
    const char *key;
    sei_file_key_kind kind; /* of the value; an absent one fits all */
    bool is_wish;           /* what style/front.h reads */
} sei_file_key;

/* What is wrong with one entry of a map that has these keys, for a message, with its place in
 * *offset (bytes of the YAML text); "" for nothing. An unknown key is told with the nearest of
 * them. */
sei_str sei_file_key_check(sei_arena *arena, const sei_yaml *entry, const sei_file_key *keys,
                           size_t count, size_t *offset);

/* As much of a text as a message shows. */
sei_str sei_file_key_shorten(sei_str text);

#ifdef __cplusplus
}
#endif

#endif
