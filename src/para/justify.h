/* The gaps of a broken line, adjusted so that the line is exactly as long as its measure. */
#ifndef SEI_PARA_JUSTIFY_H
#define SEI_PARA_JUSTIFY_H

#include "para/break.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Writes the gap behind each item of the line, to - from of them; the last one is the space behind
 * the line's last body (0 or its tail). `adjusts` false leaves spare width alone (last and ragged
 * lines); width that is lacking is always taken. */
void sei_justify_line(const sei_items *items, const sei_broken_line *line, bool adjusts,
                      sei_length *gaps);

#ifdef __cplusplus
}
#endif

#endif
