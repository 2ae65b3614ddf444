/* The job's memory: every block stands on one list and is counted, with its head, against the
 * budget.
 *
 * Rule that is easy to break: a block is off the list while the allocator may move it, and back on
 * it before anything else can fail, so that sei_memory_fini always finds every block. */
#include "base/memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>

/* Stands before the bytes a caller sees. */
struct sei_memory_block {
    struct sei_memory_block *previous, *next;
    size_t size; /* with this head */
    alignas(max_align_t) unsigned char bytes[];
};

typedef struct sei_memory_block sei_memory_block;

static void *system_resize(void *user, void *old, size_t old_size, size_t size) {
    (void)user;
    (void)old_size;
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}

sei_allocator sei_allocator_system(void) {
    return (sei_allocator){.resize = system_resize, .user = NULL};
}

void sei_memory_init(sei_memory *memory, sei_allocator allocator, size_t limit) {
    *memory = (sei_memory){.allocator = allocator, .limit = limit};
}

static sei_memory_block *block_of(void *bytes) {
    return (sei_memory_block *)(void *)((unsigned char *)bytes - offsetof(sei_memory_block, bytes));
}

static void unlink_block(sei_memory *memory, sei_memory_block *block) {
    if (block->previous)
        block->previous->next = block->next;
    else
        memory->first = block->next;
    if (block->next)
        block->next->previous = block->previous;
}

static void link_block(sei_memory *memory, sei_memory_block *block) {
    block->previous = NULL;
    block->next = memory->first;
    if (memory->first)
        memory->first->previous = block;
    memory->first = block;
}

void sei_memory_free(sei_memory *memory, void *bytes) {
    if (!bytes)
        return;
    sei_memory_block *block = block_of(bytes);
    unlink_block(memory, block);
    memory->used -= block->size;
    memory->allocator.resize(memory->allocator.user, block, block->size, 0);
}

void sei_memory_fini(sei_memory *memory) {
    while (memory->first)
        sei_memory_free(memory, memory->first->bytes);
}

static bool is_over_budget(const sei_memory *memory, size_t more) {
    return memory->limit && (more > memory->limit || memory->used > memory->limit - more);
}

/* NULL with memory->failure set: the old block is on the list again and unchanged. */
static void *resize(sei_memory *memory, void *old, size_t size) {
    sei_memory_block *before = old ? block_of(old) : NULL;
    size_t old_size = before ? before->size : 0;
    size_t new_size = sizeof *before + size;
    if (new_size < size || (new_size > old_size && is_over_budget(memory, new_size - old_size))) {
        memory->failure = SEI_MEMORY_OVER_BUDGET;
        return NULL;
    }
    if (before)
        unlink_block(memory, before);
    sei_memory_block *after =
        memory->allocator.resize(memory->allocator.user, before, old_size, new_size);
    if (!after) {
        if (before)
            link_block(memory, before);
        memory->failure = SEI_MEMORY_EXHAUSTED;
        return NULL;
    }
    after->size = new_size;
    link_block(memory, after);
    memory->used += new_size - old_size;
    if (memory->used > memory->peak)
        memory->peak = memory->used;
    return after->bytes;
}

void *sei_memory_try(sei_memory *memory, void *old, size_t size) {
    if (size == 0) {
        sei_memory_free(memory, old);
        return NULL;
    }
    return resize(memory, old, size);
}

void *sei_memory_resize(sei_memory *memory, void *old, size_t size) {
    void *bytes = sei_memory_try(memory, old, size);
    if (!bytes && size)
        sei_memory_unwind(memory, memory->failure);
    return bytes;
}

void sei_memory_unwind(sei_memory *memory, sei_memory_failure failure) {
    memory->failure = failure;
    if (!memory->escape)
        abort();
    longjmp(*memory->escape, 1);
}
