/* Where the bytes of a changed text came from: a sorted list of places, each the start of a stretch
 * that was copied without a change. Private to markdown/. */
#ifndef SEI_MARKDOWN_OFFSET_MAP_H
#define SEI_MARKDOWN_OFFSET_MAP_H

#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_offset_pair {
    size_t after;  /* byte offset in the changed text */
    size_t before; /* … in the text it was made from */
} sei_offset_pair;

typedef struct sei_offset_map {
    sei_arena *arena;
    SEI_VEC(sei_offset_pair) pairs;
} sei_offset_map;

void sei_offset_map_init(sei_offset_map *map, sei_arena *arena); /* as yet: the same text */

/* From `after` on, the text is a copy from `before` on. `after` never goes back. */
void sei_offset_map_add(sei_offset_map *map, size_t after, size_t before);

/* Forgets everything about bytes at and behind `after`. */
void sei_offset_map_cut(sei_offset_map *map, size_t after);

size_t sei_offset_map_find(const sei_offset_map *map, size_t after);

#ifdef __cplusplus
}
#endif

#endif
