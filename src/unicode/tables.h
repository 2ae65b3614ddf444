/* The generated tables' shape; only unicode.c reads them. */
#ifndef SEI_UNICODE_TABLES_H
#define SEI_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Everything that is asked of a character. */
typedef struct sei_unicode_record {
    uint8_t break_class;
    uint8_t width;
    uint8_t script;
    uint8_t jlreq_class;
    uint8_t space_class;
    uint8_t flags; /* SEI_UNICODE_… */
} sei_unicode_record;

/* generate.py's FLAGS, in its order. */
#define SEI_UNICODE_MARK 0x01u
#define SEI_UNICODE_EMOJI 0x02u
#define SEI_UNICODE_EMOJI_PRESENTATION 0x04u
#define SEI_UNICODE_IGNORABLE 0x08u
#define SEI_UNICODE_SPACE 0x10u
#define SEI_UNICODE_PUNCTUATION 0x20u
#define SEI_UNICODE_LETTER_OR_DIGIT 0x40u
#define SEI_UNICODE_CJK 0x80u

#define SEI_UNICODE_BLOCK 128u

extern const sei_unicode_record sei_unicode_records[];
extern const uint16_t sei_unicode_blocks[];  /* code point / 128 → block */
extern const uint16_t sei_unicode_numbers[]; /* block * 128 + code point % 128 → record */
extern const uint32_t sei_unicode_radicals[][2];
extern const size_t sei_unicode_radical_count;

#ifdef __cplusplus
}
#endif

#endif
