/* Offset maps: appended to while a text is made, searched by halving afterwards. */
#include "markdown/offset_map.h"

void sei_offset_map_init(sei_offset_map *map, sei_arena *arena) {
    *map = (sei_offset_map){.arena = arena};
}

void sei_offset_map_add(sei_offset_map *map, size_t after, size_t before) {
    sei_offset_pair last = {0, 0};
    if (map->pairs.size > 0)
        last = map->pairs.at[map->pairs.size - 1];
    if (map->pairs.size > 0 && last.after == after)
        map->pairs.at[map->pairs.size - 1].before = before;
    else if (last.before + (after - last.after) != before)
        SEI_VEC_ADD(map->arena, &map->pairs, (sei_offset_pair){after, before});
}

void sei_offset_map_cut(sei_offset_map *map, size_t after) {
    while (map->pairs.size > 0 && map->pairs.at[map->pairs.size - 1].after >= after)
        map->pairs.size--;
}

size_t sei_offset_map_find(const sei_offset_map *map, size_t after) {
    size_t low = 0, high = map->pairs.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->pairs.at[middle].after <= after)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return after;
    const sei_offset_pair *pair = &map->pairs.at[low - 1];
    size_t before = pair->before + (after - pair->after);
    bool has_end = low < map->pairs.size && pair[1].before >= pair->before;
    return has_end && before > pair[1].before ? pair[1].before : before;
}
