/* Items and lines as text, for `--dump items` and tests. */
#ifndef SEI_PARA_DUMP_H
#define SEI_PARA_DUMP_H

#include "para/break.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The items of the first `count` lines, one a line, in em/1000 of the paragraph's size:
 *     "。" cl-06 body=500 gap=500 stretch=all:0 tail=500/0 break=0
 * and "| …" after the item that ends a line, with the way its end was set. */
void sei_dump_items(sei_buf *out, const sei_passage *passage, const sei_items *items,
                    const sei_broken *broken, uint32_t count);

/* The set lines, one a line: length in points, then each piece's place and text. */
void sei_dump_lines(sei_buf *out, const sei_lines *lines);

#ifdef __cplusplus
}
#endif

#endif
