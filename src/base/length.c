/* Fixed-point lengths: rounding and printing. */
#include "base/length.h"

/* Rounds half away from zero. */
static int64_t divide_rounded(int64_t value, int64_t divisor) {
    int64_t half = divisor / 2;
    return value >= 0 ? (value + half) / divisor : -((-value + half) / divisor);
}

sei_length sei_length_from_em(sei_length size, int32_t thousandths) {
    return (sei_length)divide_rounded((int64_t)size * thousandths, 1000);
}

sei_length sei_length_scale(sei_length value, int64_t numerator, int64_t denominator) {
    return (sei_length)divide_rounded((int64_t)value * numerator, denominator);
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
