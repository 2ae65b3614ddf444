/* The bytes of a note → UTF-8. Private to book/. */
#ifndef SEI_BOOK_ENCODING_H
#define SEI_BOOK_ENCODING_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_encoding_result {
    sei_str text;       /* valid UTF-8 without BOM */
    size_t replaced;    /* places that became U+FFFD */
    size_t first;       /* byte in `text` of the first of them */
    const char *likely; /* "Shift_JIS" or "EUC-JP" when the bytes are clearly that; else NULL */
} sei_encoding_result;

/* A UTF-8 BOM is taken off, UTF-16 with a BOM converted, what is invalid replaced. */
sei_encoding_result sei_encoding_decode(sei_arena *arena, sei_str bytes);

#ifdef __cplusplus
}
#endif

#endif
