/* Numbers, absolute units and papers as users write them, in styles and on the command line. */
#ifndef SEI_STYLE_UNIT_H
#define SEI_STYLE_UNIT_H

#include "base/length.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A unit is numerator / denominator of sei_length. */
typedef struct sei_unit {
    int64_t numerator, denominator;
} sei_unit;

/* A decimal number in millionths off the text's start; `unit` gets what follows, trimmed. At most
 * six digits stand before the point; digits behind the sixth after it are refused. */
bool sei_number_parse(sei_str text, int64_t *millionths, sei_str *unit);

bool sei_unit_find(sei_str name, sei_unit *unit); /* "pt", "mm", "cm", "in" */

/* So many millionths of the unit, in 1/1024 pt, rounded to nearest, ties away from zero. */
int64_t sei_unit_apply(sei_unit unit, int64_t millionths);

/* "0.1mm": false (untouched) when it is no length in one of these units or out of bounds. */
bool sei_unit_parse_length(sei_str text, sei_length least, sei_length most, sei_length *length);

/* The sides of a paper by its name, "A3" to "A7", "B4" to "B7" (JIS), "letter", "legal", upright,
 * in any case of letters. */
bool sei_paper_find(sei_str name, sei_length sides[2]);

/* The paper whose upright sides are these or at most `slack` longer. */
bool sei_paper_find_around(sei_length width, sei_length height, sei_length slack,
                           sei_length sides[2]);

#ifdef __cplusplus
}
#endif

#endif
