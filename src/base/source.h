/* A source: the bytes of one file that a person wrote, and where its lines begin. Nodes and
 * messages keep a byte offset; the line and column are worked out only when one is shown. */
#ifndef SEI_BASE_SOURCE_H
#define SEI_BASE_SOURCE_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_source {
    sei_str path;    /* as shown in messages: relative to the vault where it is inside */
    sei_str bytes;   /* as read, before any repair */
    uint32_t number; /* 0, 1, … within one job */
    uint32_t line_count;
    const uint32_t
        *line_starts; /* byte offset of each line's first byte; CR LF, LF and CR end lines */
} sei_source;

typedef struct sei_place {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters (code points) */
} sei_place;

/* Finds the lines. The bytes are borrowed; path is copied. Files above 4 GiB - 1 are refused by the
 * reader. */
sei_source *sei_source_new(sei_arena *arena, sei_str path, sei_str bytes, uint32_t number);
/* The line and column of a byte offset (clamped to the file). Takes the time of the line's length.
 */
sei_place sei_source_place(const sei_source *source, size_t offset);

/* Remembers the place it told last: many places in ascending order take the time of the file once.
 */
typedef struct sei_place_cursor {
    const sei_source *source; /* {0} at first */
    size_t offset;
    sei_place place;
} sei_place_cursor;
sei_place sei_place_cursor_move(sei_place_cursor *cursor, const sei_source *source, size_t offset);

/* The byte offset of a line's first byte (lines from 1, clamped to the file). */
size_t sei_source_line_start(const sei_source *source, uint32_t line);

#ifdef __cplusplus
}
#endif

#endif
