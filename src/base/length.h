/* Lengths: fixed-point integers until a writer prints them (DESIGN, invariant 5).
 *
 * sei_length is 1/1024 pt (a point is 1/72 inch), 32 bits: any place on one page. Sums that may run
 * over many pages or a whole paragraph are int64_t of the same unit. Amounts relative to a
 * character are em/1000. */
#ifndef SEI_BASE_LENGTH_H
#define SEI_BASE_LENGTH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t sei_length;

#define SEI_POINT 1024 /* one pt */

/* `thousandths` em of a character of the given size, rounded to nearest, ties away from zero;
 * held at the ends of 32 bits. */
sei_length sei_length_from_em(sei_length size, int32_t thousandths);

/* value * numerator / denominator with a 64-bit product, rounded to nearest, ties away from zero.
 * The denominator is positive. Results and products that overflow are held at the ends of 32 bits.
 */
sei_length sei_length_scale(sei_length value, int64_t numerator, int64_t denominator);

/* Writes the length in points with at most four decimals and no trailing zeros ("9.5"); it is
 * independent of the locale. Returns the number of bytes written, at most 24, no NUL counted. */
int sei_length_print(char out[32], int64_t length);

#ifdef __cplusplus
}
#endif

#endif
