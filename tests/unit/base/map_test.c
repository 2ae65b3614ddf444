/* Maps: the order of insertion, replacing, and keys that were made to collide. */
#include <stdint.h>
#include <time.h>

#include "base/map.h"
#include "base/os.h"
#include "ground.h"
#include "test.h"

TEST(remembers_the_order) {
    ground g;
    sei_map map;
    static int values[5000];
    ground_open(&g);
    sei_map_init(&map, &g.arena);
    CHECK(sei_map_find(&map, SEI_STR("x")) == NULL);
    for (int i = 0; i < 5000; i++)
        CHECK(!sei_map_add(&map, sei_arena_print(&g.arena, "key %d", i), &values[i]));
    CHECK_INT(map.size, 5000);
    for (int i = 0; i < 5000; i++) {
        CHECK(map.entries[i].value == &values[i]);
        CHECK(sei_map_find(&map, sei_arena_print(&g.arena, "key %d", i)) == &values[i]);
    }
    CHECK(sei_map_find(&map, SEI_STR("key 5000")) == NULL);
    ground_close(&g);
}

TEST(replaces) {
    ground g;
    sei_map map;
    int a, b;
    ground_open(&g);
    sei_map_init(&map, &g.arena);
    CHECK(sei_map_add(&map, SEI_STR(""), &a) == NULL);
    CHECK(sei_map_add(&map, SEI_STR(""), &b) == &a);
    CHECK(sei_map_find(&map, SEI_STR("")) == &b);
    CHECK_INT(map.size, 1);
    ground_close(&g);
}

/* Two blocks of four bytes that lead FNV-1a from one state to states alike in the low 32 bits: with
 * n such pairs one after the other, 2^n keys collide in a table that is hashed so. */
static uint32_t step(uint32_t state, const unsigned char block[4]) {
    for (int i = 0; i < 4; i++)
        state = (state ^ block[i]) * 0x1B3u;
    return state;
}

typedef struct seen {
    uint32_t state;
    unsigned char block[4];
} seen;

static uint32_t find_pair(uint32_t state, unsigned char pair[2][4]) {
    enum {
        ROOM = 1 << 20
    };
    static seen table[ROOM];
    memset(table, 0, sizeof table);
    for (uint32_t i = 1;; i++) {
        unsigned char block[4] = {
            (unsigned char)(i & 63 ? i % 64 + 64 : 64), (unsigned char)(i >> 6 & 63) + 64,
            (unsigned char)(i >> 12 & 63) + 64, (unsigned char)(i >> 18 & 63) + 64};
        uint32_t next = step(state, block);
        seen *slot = &table[next % ROOM];
        if (slot->block[0] && slot->state == next && memcmp(slot->block, block, 4) != 0) {
            memcpy(pair[0], slot->block, 4);
            memcpy(pair[1], block, 4);
            return next;
        }
        slot->state = next;
        memcpy(slot->block, block, 4);
    }
}

TEST(cannot_be_made_slow) {
    enum {
        PAIRS = 15
    };
    ground g;
    sei_map map;
    unsigned char pairs[PAIRS][2][4];
    uint32_t state = 0x84222325u; /* FNV-1a's start */
    int value;
    ground_open(&g);
    sei_map_init(&map, &g.arena);
    for (int i = 0; i < PAIRS; i++)
        state = find_pair(state, pairs[i]);
    double began = sei_os_cpu_seconds();
    for (uint32_t number = 0; number < 1u << PAIRS; number++) {
        char key[PAIRS * 4];
        for (int i = 0; i < PAIRS; i++)
            memcpy(key + (ptrdiff_t)i * 4, pairs[i][number >> i & 1], 4);
        sei_str copy = sei_arena_copy(&g.arena, (sei_str){key, sizeof key});
        if (number < 8)
            CHECK_INT((uint32_t)sei_str_hash(copy, 0), state); /* they do collide there */
        sei_map_add(&map, copy, &value);
    }
    CHECK_INT(map.size, 1u << PAIRS);
    CHECK(sei_os_cpu_seconds() - began < 2); /* half a milliard comparisons otherwise */
    ground_close(&g);
}

int main(void) {
    RUN(remembers_the_order);
    RUN(replaces);
    RUN(cannot_be_made_slow);
    return TEST_RESULT();
}
