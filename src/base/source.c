/* Sources: where lines begin, and places in them. */
#include "base/source.h"

#include "base/utf8.h"
#include "base/vec.h"

sei_source *sei_source_new(sei_arena *arena, sei_str path, sei_str bytes, uint32_t number) {
    SEI_VEC(uint32_t) starts = {0};
    SEI_VEC_ADD(arena, &starts, 0);
    for (size_t i = 0; i < bytes.size; i++) {
        bool is_lone_cr =
            bytes.at[i] == '\r' && !(i + 1 < bytes.size && bytes.at[i + 1] == '\n');
        if (bytes.at[i] == '\n' || is_lone_cr)
            SEI_VEC_ADD(arena, &starts, (uint32_t)(i + 1));
    }
    sei_source *source = SEI_NEW(arena, sei_source);
    *source = (sei_source){.path = sei_arena_copy(arena, path),
                           .bytes = bytes,
                           .number = number,
                           .line_count = (uint32_t)starts.size,
                           .line_starts = starts.at};
    return source;
}

sei_place sei_source_place(const sei_source *source, size_t offset) {
    if (offset > source->bytes.size)
        offset = source->bytes.size;
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    sei_str before = sei_str_slice(source->bytes, source->line_starts[low], offset);
    return (sei_place){.line = low + 1, .column = (uint32_t)sei_utf8_count(before) + 1};
}

size_t sei_source_line_start(const sei_source *source, uint32_t line) {
    if (line < 1)
        return 0;
    if (line > source->line_count)
        return source->bytes.size;
    return source->line_starts[line - 1];
}
