/* UAX #14: where lines may break by Unicode's rules alone. */
#ifndef SEI_PARA_LINE_BREAK_H
#define SEI_PARA_LINE_BREAK_H

#include "unicode/unicode.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bits beside a class: LB30 leaves East Asian brackets out, LB30b asks for unassigned pictographs.
 */
#define SEI_LINE_BREAK_WIDE 0x80u
#define SEI_LINE_BREAK_PICTOGRAPH 0x40u
#define SEI_LINE_BREAK_CLASS(value) ((sei_break_class)((value)&0x3Fu))

/* breaks[i] says whether a line may break before element i (1 … count - 1; breaks[0] is false).
 * Elements are code points or grapheme clusters by their first code point. Classes are raw: LB1 is
 * applied here (AI, SG, XX → AL; SA → AL, a mark among them by `CM` given instead; CJ → NS).
 * Numbers are kept whole by the regular expression of section 8.2, example 7, as LineBreakTest.txt
 * does. */
void sei_line_break(const uint8_t *classes, size_t count, bool *breaks);

#ifdef __cplusplus
}
#endif

#endif
