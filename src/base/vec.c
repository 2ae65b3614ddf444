/* Growing arrays on an arena: a full one moves to a copy of twice the room, and the old bytes stay
 * in the arena, at most as many again as the array itself. For what is large and short-lived there
 * is base/buf. */
#include "base/vec.h"

#include <string.h>

void *sei_vec_grow(sei_arena *arena, const void *old, size_t size, size_t *room, size_t element) {
    if (*room > SIZE_MAX / 2)
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    size_t larger = *room ? *room * 2 : 8;
    void *at = sei_arena_alloc_array(arena, larger, element);
    if (size)
        memcpy(at, old, size * element);
    *room = larger;
    return at;
}
