/* Sources: the offsets where lines begin, found once, and from them the place of any offset.
 *
 * Lines end as in CommonMark: LF, CR LF or CR. Columns count code points, invalid bytes as U+FFFD
 * each. A column is counted from its line's start, so many places of one long line are asked for in
 * ascending order with a cursor, which goes on from the place before. */
#include "base/source.h"

#include "base/utf8.h"

/* Where the next LF and the next CR stand at or after a place: each is looked for again only when
 * the place has passed it, so that a file without one of them is not searched to its end for every
 * line. */
typedef struct line_ends {
    sei_str bytes;
    size_t lf, cr; /* SEI_STR_NONE: no more */
} line_ends;

static line_ends line_ends_of(sei_str bytes) {
    return (line_ends){bytes, sei_str_find_byte(bytes, '\n', 0), sei_str_find_byte(bytes, '\r', 0)};
}

/* The start of the line after the one that ends first; SEI_STR_NONE when there is none. */
static size_t next_line(line_ends *ends) {
    size_t end = ends->lf < ends->cr ? ends->lf : ends->cr;
    if (end == SEI_STR_NONE)
        return SEI_STR_NONE;
    bool is_pair = end == ends->cr && ends->lf == end + 1;
    size_t next = end + (is_pair ? 2 : 1);
    if (ends->lf < next)
        ends->lf = sei_str_find_byte(ends->bytes, '\n', next);
    if (ends->cr < next)
        ends->cr = sei_str_find_byte(ends->bytes, '\r', next);
    return next;
}

sei_source *sei_source_new(sei_arena *arena, sei_str path, sei_str bytes, uint32_t number) {
    uint32_t count = 1;
    line_ends ends = line_ends_of(bytes);
    while (next_line(&ends) != SEI_STR_NONE)
        count++;
    uint32_t *starts = SEI_NEW_ARRAY(arena, uint32_t, count);
    ends = line_ends_of(bytes);
    for (uint32_t i = 1; i < count; i++)
        starts[i] = (uint32_t)next_line(&ends);
    sei_source *source = SEI_NEW(arena, sei_source);
    *source = (sei_source){.path = sei_arena_copy(arena, path),
                           .bytes = bytes,
                           .number = number,
                           .line_count = count,
                           .line_starts = starts};
    return source;
}

/* The number of the line that holds the offset, from 0. */
static uint32_t line_of(const sei_source *source, size_t offset) {
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

sei_place sei_source_place(const sei_source *source, size_t offset) {
    sei_place_cursor cursor = {0};
    return sei_place_cursor_move(&cursor, source, offset);
}

sei_place sei_place_cursor_move(sei_place_cursor *cursor, const sei_source *source, size_t offset) {
    if (offset > source->bytes.size)
        offset = source->bytes.size;
    uint32_t line = line_of(source, offset);
    bool goes_on =
        cursor->source == source && cursor->place.line == line + 1 && cursor->offset <= offset;
    if (!goes_on)
        *cursor = (sei_place_cursor){source, source->line_starts[line], {line + 1, 1}};
    sei_str before = sei_str_slice(source->bytes, 0, offset);
    while (cursor->offset < offset) {
        sei_utf8_next(before, &cursor->offset);
        cursor->place.column++;
    }
    return cursor->place;
}

size_t sei_source_line_start(const sei_source *source, uint32_t line) {
    if (line < 1)
        return 0;
    if (line > source->line_count)
        return source->bytes.size;
    return source->line_starts[line - 1];
}
