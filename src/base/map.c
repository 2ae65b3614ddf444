/* Open addressing over an array of entries in insertion order; half full at most. */
#include "base/map.h"

#include <string.h>

void sei_map_init(sei_map *map, sei_arena *arena) {
    *map = (sei_map){.arena = arena};
}

/* The slot that holds the key, or the free slot where it would go. */
static size_t find_slot(const sei_map *map, sei_str key) {
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)sei_str_hash(key, 0) & mask;
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
    sei_map_entry *entries = SEI_NEW_ARRAY(map->arena, sei_map_entry, room);
    if (map->size)
        memcpy(entries, map->entries, map->size * sizeof *entries);
    map->entries = entries;
    map->room = room;
    map->slot_count = room * 2;
    map->slots = SEI_NEW_ARRAY(map->arena, uint32_t, map->slot_count);
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
