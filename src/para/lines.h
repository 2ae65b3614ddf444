/* Broken, justified lines to runs and glyphs with exact places. */
#ifndef SEI_PARA_LINES_H
#define SEI_PARA_LINES_H

#include "base/vec.h"
#include "para/break.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The lines of a paragraph so far, over all its windows; scratch memory until they are done. */
typedef struct sei_line_maker {
    SEI_VEC(sei_line) lines;
    SEI_VEC(uint32_t) marks;
    uint64_t character_count;
} sei_line_maker;

/* Adds the first `count` of the broken lines. Runs and glyphs go to the arena of the results; the
 * maker itself grows there too, since it outlives a window. */
void sei_lines_add(sei_line_maker *maker, sei_passage *passage, const sei_items *items,
                   const sei_broken *broken, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif
