/* A hash map that keeps its entries in an array in the order of insertion; the table beside it
 * holds their numbers, by open addressing, half full at most.
 *
 * Keys come from people's files, so that the hash must not be foreseeable: names made to collide
 * would make look-ups quadratic. It is SipHash-1-3 (Aumasson and Bernstein, 2012) with a key of the
 * process; the order of slots is never seen outside. */
#include "base/map.h"

#include <string.h>

#include "base/os.h"

#define SIP_ROUNDS_BLOCK 1
#define SIP_ROUNDS_END 3

static uint64_t rotated(uint64_t value, int bits) {
    return value << bits | value >> (64 - bits);
}

static void sip_rounds(uint64_t v[4], int count) {
    for (int i = 0; i < count; i++) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotated(v[1], 13) ^ v[0];
        v[3] = rotated(v[3], 16) ^ v[2];
        v[0] = rotated(v[0], 32) + v[3];
        v[2] += v[1];
        v[1] = rotated(v[1], 17) ^ v[2];
        v[3] = rotated(v[3], 21) ^ v[0];
        v[2] = rotated(v[2], 32);
    }
}

static void sip_block(uint64_t v[4], uint64_t block) {
    v[3] ^= block;
    sip_rounds(v, SIP_ROUNDS_BLOCK);
    v[0] ^= block;
}

static uint64_t sip_hash(const uint64_t key[2], sei_str str) {
    uint64_t v[4] = {key[0] ^ UINT64_C(0x736f6d6570736575), key[1] ^ UINT64_C(0x646f72616e646f6d),
                     key[0] ^ UINT64_C(0x6c7967656e657261), key[1] ^ UINT64_C(0x7465646279746573)};
    uint64_t block = 0;
    size_t at = 0;
    for (; str.size - at >= sizeof block; at += sizeof block) {
        memcpy(&block, str.at + at, sizeof block);
        sip_block(v, block);
    }
    block = (uint64_t)str.size << 56;
    if (at < str.size)
        memcpy(&block, str.at + at, str.size - at);
    sip_block(v, block);
    v[2] ^= 0xFF;
    sip_rounds(v, SIP_ROUNDS_END);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void sei_map_init(sei_map *map, sei_arena *arena) {
    *map = (sei_map){.arena = arena};
    sei_os_hash_key(map->hash_key);
}

/* The slot that holds the key, or the free slot where it would go. */
static size_t find_slot(const sei_map *map, sei_str key) {
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)sip_hash(map->hash_key, key) & mask;
    while (map->slots[slot] && !sei_str_equal(map->entries[map->slots[slot] - 1].key, key))
        slot = (slot + 1) & mask;
    return slot;
}

void *sei_map_find(const sei_map *map, sei_str key) {
    if (map->size == 0)
        return NULL;
    uint32_t number = map->slots[find_slot(map, key)];
    return number ? map->entries[number - 1].value : NULL;
}

static void grow(sei_map *map) {
    size_t room = map->room ? map->room * 2 : 16;
    if (room > UINT32_MAX / 2) /* slots are numbered in 32 bits */
        sei_memory_unwind(map->arena->memory, SEI_MEMORY_OVER_BUDGET);
    sei_map_entry *entries = SEI_NEW_ARRAY(map->arena, sei_map_entry, room);
    if (map->size)
        memcpy(entries, map->entries, map->size * sizeof *entries);
    map->entries = entries;
    map->room = room;
    map->slots = SEI_NEW_ARRAY(map->arena, uint32_t, room * 2);
    map->slot_count = room * 2;
    for (size_t i = 0; i < map->size; i++)
        map->slots[find_slot(map, map->entries[i].key)] = (uint32_t)i + 1;
}

void *sei_map_add(sei_map *map, sei_str key, void *value) {
    if (map->size == map->room)
        grow(map);
    size_t slot = find_slot(map, key);
    if (map->slots[slot]) {
        sei_map_entry *entry = &map->entries[map->slots[slot] - 1];
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    map->entries[map->size++] = (sei_map_entry){key, value};
    map->slots[slot] = (uint32_t)map->size;
    return NULL;
}
