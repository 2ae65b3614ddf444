/* An arena: many small allocations, dropped together. Pages, trees and strips live in the job's one
 * arena; a paragraph's scratch is taken back with a mark. */
#ifndef SEI_BASE_ARENA_H
#define SEI_BASE_ARENA_H

#include <stdarg.h>

#include "base/attribute.h"
#include "base/memory.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_arena {
    sei_memory *memory;
    struct sei_arena_chunk *chunk; /* the newest */
} sei_arena;

typedef struct sei_arena_mark {
    struct sei_arena_chunk *chunk;
    size_t used;
} sei_arena_mark;

/* In place; takes no memory until the first allocation. The memory outlives the arena. */
void sei_arena_init(sei_arena *arena, sei_memory *memory);
/* Gives everything back; the arena may be used again. */
void sei_arena_fini(sei_arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL (size 0 gives a valid pointer). */
void *sei_arena_alloc(sei_arena *arena, size_t size);

/* The same, but NULL instead of unwinding: for a caller that holds a descriptor, which it closes
 * before it calls sei_memory_unwind(arena->memory, arena->memory->failure). */
void *sei_arena_try(sei_arena *arena, size_t size);

/* The same as sei_arena_alloc for count * size, checked for overflow (which unwinds). */
void *sei_arena_alloc_array(sei_arena *arena, size_t count, size_t size);

/* The same, but the bytes hold anything: for a large array that is filled at once. */
void *sei_arena_take_array(sei_arena *arena, size_t count, size_t size);

#define SEI_NEW(arena, type) ((type *)sei_arena_alloc((arena), sizeof(type)))
#define SEI_NEW_ARRAY(arena, type, count)                                                          \
    ((type *)sei_arena_alloc_array((arena), (size_t)(count), sizeof(type)))
#define SEI_TAKE_ARRAY(arena, type, count)                                                         \
    ((type *)sei_arena_take_array((arena), (size_t)(count), sizeof(type)))

/* A copy of the bytes, with a NUL behind them that the size does not count. */
sei_str sei_arena_copy(sei_arena *arena, sei_str str);

/* A formatted string, as printf; NUL behind it. Nothing sets a locale, so numbers print alike
 * everywhere. */
sei_str sei_arena_print(sei_arena *arena, const char *format, ...) SEI_PRINTF(2, 3);
sei_str sei_arena_print_list(sei_arena *arena, const char *format, va_list arguments)
    SEI_PRINTF(2, 0);

/* What is allocated after a mark is given back by release; pointers to it die. Marks nest. */
sei_arena_mark sei_arena_mark_take(const sei_arena *arena);
void sei_arena_mark_release(sei_arena *arena, sei_arena_mark mark);

#ifdef __cplusplus
}
#endif

#endif
