/* The job's memory: counting, the budget, failure and unwinding. */
#include <setjmp.h>
#include <stdint.h>

#include "base/memory.h"
#include "ground.h"
#include "test.h"

/* An allocator whose calls fail from number `fail_at` on. */
typedef struct failing {
    int calls, fail_at;
    int live; /* blocks */
} failing;

static void *failing_resize(void *user, void *old, size_t old_size, size_t size) {
    failing *f = user;
    (void)old_size;
    if (size == 0) {
        f->live -= old != NULL;
        free(old);
        return NULL;
    }
    if (++f->calls >= f->fail_at)
        return NULL;
    f->live += old == NULL;
    return realloc(old, size);
}

TEST(counts_what_is_used) {
    sei_memory memory;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    char *block = sei_memory_resize(&memory, NULL, 100);
    size_t one = memory.used;
    CHECK(one >= 100);
    memcpy(block, "kept", 5);
    block = sei_memory_resize(&memory, block, 100000);
    CHECK_STR(sei_str_from(block), "kept");
    CHECK_INT(memory.used, one + 99900);
    block = sei_memory_resize(&memory, block, 10);
    CHECK_INT(memory.used, one - 90);
    CHECK_INT(memory.peak, one + 99900);
    CHECK(sei_memory_resize(&memory, block, 0) == NULL);
    sei_memory_free(&memory, NULL);
    CHECK_INT(memory.used, 0);
    sei_memory_fini(&memory);
}

TEST(keeps_to_the_budget) {
    sei_memory memory;
    sei_memory_init(&memory, sei_allocator_system(), 1000);
    void *block = sei_memory_try(&memory, NULL, 500);
    CHECK(block != NULL);
    CHECK(sei_memory_try(&memory, NULL, 500) == NULL);
    CHECK_INT(memory.failure, SEI_MEMORY_OVER_BUDGET);
    CHECK(sei_memory_try(&memory, block, SIZE_MAX) == NULL);
    CHECK(sei_memory_try(&memory, block, SIZE_MAX - 64) == NULL);
    CHECK(memory.used <= 1000);
    sei_memory_fini(&memory);
    CHECK_INT(memory.used, 0);
}

TEST(unwinds_and_frees_everything) {
    failing state = {.fail_at = 4};
    sei_memory memory;
    jmp_buf escape;
    sei_memory_init(&memory, (sei_allocator){failing_resize, &state}, 0);
    memory.escape = &escape;
    if (setjmp(escape) == 0) {
        for (int i = 0; i < 10; i++)
            sei_memory_resize(&memory, NULL, 10);
        memory.failure = SEI_MEMORY_OK; /* not reached */
    }
    CHECK_INT(memory.failure, SEI_MEMORY_EXHAUSTED);
    CHECK_INT(state.live, 3);
    sei_memory_fini(&memory);
    CHECK_INT(state.live, 0);
    CHECK_INT(memory.used, 0);
}

TEST(keeps_the_old_block_when_it_cannot_grow) {
    failing state = {.fail_at = 2};
    sei_memory memory;
    sei_memory_init(&memory, (sei_allocator){failing_resize, &state}, 0);
    char *block = sei_memory_try(&memory, NULL, 5);
    memcpy(block, "kept", 5);
    CHECK(sei_memory_try(&memory, block, 5000) == NULL);
    CHECK_STR(sei_str_from(block), "kept");
    sei_memory_fini(&memory);
    CHECK_INT(state.live, 0);
}

int main(void) {
    RUN(counts_what_is_used);
    RUN(keeps_to_the_budget);
    RUN(unwinds_and_frees_everything);
    RUN(keeps_the_old_block_when_it_cannot_grow);
    return TEST_RESULT();
}
