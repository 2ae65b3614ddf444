/* A growing array on an arena: SEI_VEC(int) numbers = {0}; SEI_VEC_ADD(arena, &numbers, 3);
 * then numbers.at[i] for i < numbers.size. Growing copies, so pointers into it do not last. */
#ifndef SEI_BASE_VEC_H
#define SEI_BASE_VEC_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_VEC(type)                                                                              \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t size;                                                                               \
        size_t room;                                                                               \
    }

/* Adds one value at the end. */
#define SEI_VEC_ADD(arena, vec, ...)                                                               \
    ((vec)->size < (vec)->room                                                                     \
         ? (void)0                                                                                 \
         : (void)((vec)->at = sei_vec_grow((arena), (vec)->at, (vec)->size, &(vec)->room,          \
                                           sizeof(*(vec)->at))),                                   \
     (vec)->at[(vec)->size++] = __VA_ARGS__)

/* Room for at least one more element: a copy of twice the room (8 at first) on the arena. */
void *sei_vec_grow(sei_arena *arena, const void *old, size_t size, size_t *room, size_t element);

#ifdef __cplusplus
}
#endif

#endif
