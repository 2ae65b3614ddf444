/* Fixed-point lengths: rounding to nearest, ties away from zero (so that a mirrored layout mirrors
 * exactly), and printing in decimal without the C library's locale or floating point. What leaves
 * 32 bits is held at the nearest end: a length from an untrusted file is absurd then, never
 * undefined. */
#include "base/length.h"

#include "base/assert.h"

/* Rounds half away from zero. The divisor is positive. */
static int64_t divide_rounded(int64_t value, int64_t divisor) {
    int64_t quotient = value / divisor, rest = value % divisor;
    int64_t magnitude = rest < 0 ? -rest : rest;
    if (magnitude >= divisor - magnitude)
        quotient += value < 0 ? -1 : 1;
    return quotient;
}

static sei_length clamp(int64_t value) {
    return (sei_length)(value < INT32_MIN ? INT32_MIN : value > INT32_MAX ? INT32_MAX : value);
}

sei_length sei_length_from_em(sei_length size, int32_t thousandths) {
    return clamp(divide_rounded((int64_t)size * thousandths, 1000));
}

sei_length sei_length_scale(sei_length value, int64_t numerator, int64_t denominator) {
    int64_t product;
    sei_assert(denominator > 0);
    if (__builtin_mul_overflow((int64_t)value, numerator, &product))
        return (value < 0) == (numerator < 0) ? INT32_MAX : INT32_MIN;
    return clamp(divide_rounded(product, denominator));
}

static int print_digits(char *out, uint64_t value) {
    char reversed[20];
    int count = 0;
    do {
        reversed[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    for (int i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

int sei_length_print(char out[32], int64_t length) {
    int size = 0;
    uint64_t magnitude = length < 0 ? 0 - (uint64_t)length : (uint64_t)length;
    uint64_t whole = magnitude / SEI_POINT;
    uint64_t fraction = ((magnitude % SEI_POINT) * 10000 + SEI_POINT / 2) / SEI_POINT;
    if (fraction == 10000) {
        whole++;
        fraction = 0;
    }
    if (length < 0 && (whole || fraction))
        out[size++] = '-';
    size += print_digits(out + size, whole);
    if (fraction) {
        out[size++] = '.';
        for (uint64_t place = 1000; fraction; place /= 10) {
            out[size++] = (char)('0' + fraction / place);
            fraction %= place;
        }
    }
    return size;
}
