/* An arena: a list of chunks, newest first, that double from 4 KB to 1 MB; a larger request gets a
 * chunk of its own size. Allocating moves a mark within the newest chunk.
 *
 * Rule that is easy to break: chunks are only ever added in front, so that a mark (a chunk and how
 * much of it was used) splits the list into what stays and what is dropped. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CHUNK ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 20)
#define LARGEST_REQUEST (SIZE_MAX / 4) /* no sum below can overflow */

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

/* A chunk with room for at least `size` bytes becomes the newest; NULL when there is no memory. */
static sei_arena_chunk *add_chunk(sei_arena *arena, size_t size) {
    size_t room = arena->chunk ? arena->chunk->room : FIRST_CHUNK / 2;
    room = room < LARGEST_CHUNK / 2 ? room * 2 : LARGEST_CHUNK;
    if (room < size)
        room = size;
    sei_arena_chunk *added = sei_memory_try(arena->memory, NULL, sizeof *added + room);
    if (!added)
        return NULL;
    *added = (sei_arena_chunk){.previous = arena->chunk, .used = 0, .room = room};
    arena->chunk = added;
    return added;
}

/* Bytes as they come; *needed is how many, NULL when there is no memory. */
static void *take(sei_arena *arena, size_t size, size_t *needed) {
    sei_arena_chunk *chunk = arena->chunk;
    if (size > LARGEST_REQUEST) {
        arena->memory->failure = SEI_MEMORY_OVER_BUDGET;
        return NULL;
    }
    *needed = aligned(size);
    if (!chunk || chunk->room - chunk->used < *needed)
        chunk = add_chunk(arena, *needed);
    if (!chunk)
        return NULL;
    void *bytes = chunk->bytes + chunk->used;
    chunk->used += *needed;
    return bytes;
}

void *sei_arena_try(sei_arena *arena, size_t size) {
    size_t needed = 0;
    void *bytes = take(arena, size, &needed);
    return bytes ? memset(bytes, 0, needed) : NULL;
}

void *sei_arena_alloc(sei_arena *arena, size_t size) {
    void *bytes = sei_arena_try(arena, size);
    if (!bytes)
        sei_memory_unwind(arena->memory, arena->memory->failure);
    return bytes;
}

static size_t array_size(sei_arena *arena, size_t count, size_t size) {
    if (size && count > LARGEST_REQUEST / size)
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    return count * size;
}

void *sei_arena_alloc_array(sei_arena *arena, size_t count, size_t size) {
    return sei_arena_alloc(arena, array_size(arena, count, size));
}

void *sei_arena_take_array(sei_arena *arena, size_t count, size_t size) {
    size_t needed = 0;
    void *bytes = take(arena, array_size(arena, count, size), &needed);
    if (!bytes)
        sei_memory_unwind(arena->memory, arena->memory->failure);
    return bytes;
}

sei_str sei_arena_copy(sei_arena *arena, sei_str str) {
    char *bytes = sei_arena_alloc(arena, str.size + 1);
    if (str.size)
        memcpy(bytes, str.at, str.size);
    return (sei_str){bytes, str.size};
}

sei_str sei_arena_print_list(sei_arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t count = size > 0 ? (size_t)size : 0;
    char *bytes = sei_arena_alloc(arena, count + 1);
    if (count)
        vsnprintf(bytes, count + 1, format, arguments);
    return (sei_str){bytes, count};
}

sei_str sei_arena_print(sei_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    sei_str printed = sei_arena_print_list(arena, format, arguments);
    va_end(arguments);
    return printed;
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
