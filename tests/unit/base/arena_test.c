/* Arenas, vectors and buffers: growing, marks, overflow. */
#include <setjmp.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "ground.h"
#include "test.h"

TEST(gives_zeroed_aligned_room) {
    ground g;
    ground_open(&g);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = sei_arena_alloc(&g.arena, size);
        CHECK((uintptr_t)bytes % _Alignof(max_align_t) == 0);
        size_t dirty = 0;
        for (size_t i = 0; i < size; i++)
            dirty += bytes[i] != 0;
        CHECK_INT(dirty, 0);
        memset(bytes, 0xFF, size);
    }
    ground_close(&g);
    CHECK_INT(g.memory.used, 0);
}

TEST(gives_back_to_a_mark) {
    ground g;
    ground_open(&g);
    sei_str kept = sei_arena_copy(&g.arena, SEI_STR("kept"));
    size_t used = g.memory.used;
    sei_arena_mark mark = sei_arena_mark_take(&g.arena);
    for (int i = 0; i < 100; i++)
        sei_arena_alloc(&g.arena, 100000);
    sei_arena_mark inner = sei_arena_mark_take(&g.arena);
    memset(sei_arena_alloc(&g.arena, 64), 1, 64);
    sei_arena_mark_release(&g.arena, inner);
    sei_arena_mark_release(&g.arena, mark);
    CHECK_INT(g.memory.used, used);
    char *again = sei_arena_alloc(&g.arena, 64);
    CHECK_INT(again[0], 0);
    CHECK_STR(kept, "kept");
    ground_close(&g);
}

TEST(takes_few_blocks_for_much) {
    ground g;
    ground_open(&g);
    for (int i = 0; i < 200000; i++)
        sei_arena_alloc(&g.arena, 48);
    CHECK(g.memory.used < (size_t)12 << 20); /* 9.6 MB and the rest of a chunk */
    ground_close(&g);
}

TEST(unwinds_on_overflow) {
    ground g;
    jmp_buf escape;
    volatile int unwound = 0;
    ground_open(&g);
    g.memory.escape = &escape;
    if (setjmp(escape) != 0)
        unwound = unwound + 1;
    if (unwound == 0)
        sei_arena_alloc_array(&g.arena, SIZE_MAX / 2, 16);
    if (unwound == 1)
        sei_arena_alloc(&g.arena, SIZE_MAX - 8);
    if (unwound == 2)
        sei_arena_take_array(&g.arena, SIZE_MAX / 2, 16);
    CHECK_INT(unwound, 3);
    CHECK(sei_arena_try(&g.arena, SIZE_MAX) == NULL);
    CHECK_INT(g.memory.failure, SEI_MEMORY_OVER_BUDGET);
    ground_close(&g);
}

TEST(prints) {
    ground g;
    ground_open(&g);
    CHECK_STR(sei_arena_print(&g.arena, "%.*s-%d", SEI_STR_ARG(SEI_STR("製本")), 7), "製本-7");
    CHECK_STR(sei_arena_print(&g.arena, "%s", ""), "");
    sei_str copy = sei_arena_copy(&g.arena, (sei_str){"a\0b", 3});
    CHECK_INT(copy.size, 3);
    CHECK_INT(copy.at[1], 0);
    CHECK_INT(copy.at[3], 0);
    ground_close(&g);
}

TEST(grows_vectors) {
    ground g;
    SEI_VEC(int) numbers = {0};
    ground_open(&g);
    for (int i = 0; i < 1000; i++)
        SEI_VEC_ADD(&g.arena, &numbers, i);
    CHECK_INT(numbers.size, 1000);
    for (int i = 0; i < 1000; i++)
        if (numbers.at[i] != i)
            CHECK_INT(numbers.at[i], i);
    ground_close(&g);
}

TEST(writes_buffers) {
    ground g;
    sei_buf buf;
    ground_open(&g);
    sei_buf_init(&buf, &g.memory);
    sei_buf_add(&buf, SEI_STR(""));
    sei_buf_add(&buf, SEI_STR("ab"));
    sei_buf_add_byte(&buf, 'c');
    sei_buf_add_code_point(&buf, 0x88FD);
    sei_buf_print(&buf, " %d%s", 42, repeated(&g, "x", 300).at);
    CHECK_INT(buf.size, 3 + 3 + 3 + 300);
    CHECK_STR(sei_str_slice(sei_buf_str(&buf), 0, 10), "abc製 42x");
    sei_buf_clear(&buf);
    CHECK_STR(sei_buf_str(&buf), "");
    sei_buf_fini(&buf);
    sei_buf_add(&buf, SEI_STR("again"));
    CHECK_STR(sei_buf_str(&buf), "again");
    sei_buf_fini(&buf);
    ground_close(&g);
    CHECK_INT(g.memory.used, 0);
}

int main(void) {
    RUN(gives_zeroed_aligned_room);
    RUN(gives_back_to_a_mark);
    RUN(takes_few_blocks_for_much);
    RUN(unwinds_on_overflow);
    RUN(prints);
    RUN(grows_vectors);
    RUN(writes_buffers);
    return TEST_RESULT();
}
