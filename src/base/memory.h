/* Where all memory of a job comes from: an allocator, a byte budget, and the way out.
 *
 * No allocation returns NULL to its caller. When the allocator fails or the budget is spent,
 * sei_memory unwinds (longjmp) to the job, which drops everything with sei_memory_fini. Every block
 * is on one list, so an unwind in the middle of cmark loses nothing. Only our own code and cmark's
 * allocator may unwind: callbacks given to libharu, libzip and the decoders use sei_memory_try and
 * return an error instead (DESIGN, Memory). */
#ifndef SEI_BASE_MEMORY_H
#define SEI_BASE_MEMORY_H

#include <setjmp.h>
#include <stddef.h>

#include "base/attribute.h"

#ifdef __cplusplus
extern "C" {
#endif

/* realloc's contract with a user pointer: old NULL allocates, size 0 frees and returns NULL. The
 * result is aligned for any type; NULL says that there is no memory. */
typedef struct sei_allocator {
    void *(*resize)(void *user, void *old, size_t old_size, size_t size);
    void *user;
} sei_allocator;

typedef enum sei_memory_failure {
    SEI_MEMORY_OK = 0,
    SEI_MEMORY_EXHAUSTED, /* the allocator returned NULL */
    SEI_MEMORY_OVER_BUDGET
} sei_memory_failure;

typedef struct sei_memory sei_memory;
struct sei_memory {
    sei_allocator allocator;
    size_t limit;                   /* bytes; 0: none */
    size_t used;                    /* bytes now, our own heads included */
    size_t peak;                    /* bytes at the most */
    jmp_buf *escape;                /* set by the job around its whole run; NULL: failure aborts */
    sei_memory_failure failure;     /* of the last allocation that failed: why it unwound */
    struct sei_memory_block *first; /* every block, newest first */
};

/* malloc and free of the C library. */
sei_allocator sei_allocator_system(void);

/* In place. limit 0 means no budget. */
void sei_memory_init(sei_memory *memory, sei_allocator allocator, size_t limit);

/* Frees every block that is left. */
void sei_memory_fini(sei_memory *memory);

/* As realloc; old may be NULL. Size 0 frees and returns NULL. New bytes are not zeroed. Never
 * returns NULL for a size above 0: it unwinds. */
void *sei_memory_resize(sei_memory *memory, void *old, size_t size);

/* The same, but returns NULL instead of unwinding (the old block stays; memory->failure says why).
 * A caller that holds a descriptor lets go of it and then calls sei_memory_unwind. */
void *sei_memory_try(sei_memory *memory, void *old, size_t size);

void sei_memory_free(sei_memory *memory, void *block); /* NULL allowed */

/* Leaves the job at once, for the given reason. */
void sei_memory_unwind(sei_memory *memory, sei_memory_failure failure) SEI_NORETURN;

#ifdef __cplusplus
}
#endif

#endif
