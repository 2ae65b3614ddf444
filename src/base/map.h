/* A hash map from strings to pointers that remembers the order of insertion: walking it never
 * depends on hash order (DESIGN, invariant 5). Look-ups take constant time whatever the keys are.
 * The keys are borrowed: keep them alive. Nothing is ever removed. */
#ifndef SEI_BASE_MAP_H
#define SEI_BASE_MAP_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_map_entry {
    sei_str key;
    void *value;
} sei_map_entry;

typedef struct sei_map {
    sei_arena *arena;
    sei_map_entry *entries; /* in the order of insertion */
    size_t size;
    size_t room;
    uint32_t *slots; /* entry number + 1, 0 is free; slot_count is a power of two */
    size_t slot_count;
    uint64_t hash_key[2];
} sei_map;

void sei_map_init(sei_map *map, sei_arena *arena);   /* in place; takes no memory yet */
void *sei_map_find(const sei_map *map, sei_str key); /* the value, or NULL */

/* Sets the key's value (not NULL). Returns the value that stood there, or NULL. */
void *sei_map_add(sei_map *map, sei_str key, void *value);

#ifdef __cplusplus
}
#endif

#endif
