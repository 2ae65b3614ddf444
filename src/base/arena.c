/* An arena of chunks that double in size; large requests get a chunk of their own behind the newest. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CHUNK ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 20)

typedef struct sei_arena_chunk sei_arena_chunk;
struct sei_arena_chunk {
    sei_arena_chunk *previous;
    size_t used, room;
    alignas(max_align_t) unsigned char bytes[];
};

void sei_arena_init(sei_arena *arena, sei_memory *memory) {
    *arena = (sei_arena){.memory = memory};
}

void sei_arena_fini(sei_arena *arena) {
    sei_arena_mark_release(arena, (sei_arena_mark){0});
}

static size_t aligned(size_t size) {
    return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static sei_arena_chunk *add_chunk(sei_arena *arena, size_t size) {
    size_t room = arena->chunk ? arena->chunk->room * 2 : FIRST_CHUNK;
    if (room > LARGEST_CHUNK)
        room = LARGEST_CHUNK;
    if (room < size)
        room = size;
    if (room > SIZE_MAX - sizeof(sei_arena_chunk))
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    sei_arena_chunk *added = sei_memory_resize(arena->memory, NULL, sizeof *added + room);
    *added = (sei_arena_chunk){.previous = arena->chunk, .used = 0, .room = room};
    arena->chunk = added;
    return added;
}

void *sei_arena_alloc(sei_arena *arena, size_t size) {
    sei_arena_chunk *chunk = arena->chunk;
    if (size > SIZE_MAX - alignof(max_align_t))
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    size_t needed = aligned(size);
    if (!chunk || chunk->room - chunk->used < needed)
        chunk = add_chunk(arena, needed);
    void *bytes = chunk->bytes + chunk->used;
    chunk->used += needed;
    return memset(bytes, 0, needed);
}

void *sei_arena_alloc_array(sei_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    return sei_arena_alloc(arena, count * size);
}

sei_str sei_arena_copy(sei_arena *arena, sei_str str) {
    char *bytes = sei_arena_alloc(arena, str.size + 1);
    if (str.size)
        memcpy(bytes, str.at, str.size);
    return (sei_str){bytes, str.size};
}

sei_str sei_arena_print(sei_arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t count = size > 0 ? (size_t)size : 0;
    char *bytes = sei_arena_alloc(arena, count + 1);
    vsnprintf(bytes, count + 1, format, again);
    va_end(again);
    return (sei_str){bytes, count};
}

sei_arena_mark sei_arena_mark_take(const sei_arena *arena) {
    return (sei_arena_mark){.chunk = arena->chunk, .used = arena->chunk ? arena->chunk->used : 0};
}

void sei_arena_mark_release(sei_arena *arena, sei_arena_mark mark) {
    while (arena->chunk && arena->chunk != mark.chunk) {
        sei_arena_chunk *dropped = arena->chunk;
        arena->chunk = dropped->previous;
        sei_memory_free(arena->memory, dropped);
    }
    if (arena->chunk)
        arena->chunk->used = mark.used;
}
