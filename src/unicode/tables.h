/* The generated tables' shape, and the one look-up in them: two stages, then the record. Only this
 * layer reads them; generate.py writes them. */
#ifndef SEI_UNICODE_TABLES_H
#define SEI_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Everything that is asked of a character. */
typedef struct sei_unicode_record {
    uint8_t break_class; /* sei_break_class … */
    uint8_t width;
    uint8_t script;
    uint8_t jlreq_class;
    uint8_t space_class;
    uint16_t flags; /* SEI_UNICODE_… */
} sei_unicode_record;

/* generate.py's flag_sets, in its order. */
#define SEI_UNICODE_MARK 0x001u
#define SEI_UNICODE_EMOJI 0x002u
#define SEI_UNICODE_EMOJI_PRESENTATION 0x004u
#define SEI_UNICODE_IGNORABLE 0x008u
#define SEI_UNICODE_SPACE 0x010u
#define SEI_UNICODE_PUNCTUATION 0x020u
#define SEI_UNICODE_LETTER_OR_DIGIT 0x040u
#define SEI_UNICODE_CJK 0x080u
#define SEI_UNICODE_NFC_STABLE 0x100u  /* NFC leaves it, whatever stands before it */
#define SEI_UNICODE_FOLD_STABLE 0x200u /* so do NFC, folding and leaving selectors out */

#define SEI_UNICODE_BLOCK 128u
#define SEI_UNICODE_LAST 0x10FFFFu

extern const sei_unicode_record sei_unicode_records[];
extern const uint16_t sei_unicode_blocks[];  /* code point / 128 → block */
extern const uint16_t sei_unicode_numbers[]; /* block * 128 + code point % 128 → record */
extern const uint32_t sei_unicode_radicals[][2];
extern const size_t sei_unicode_radical_count;

/* The record of a code point; what is none has U+FFFD's. */
static inline const sei_unicode_record *sei_unicode_record_of(uint32_t code_point) {
    uint32_t known = code_point <= SEI_UNICODE_LAST ? code_point : 0xFFFDu;
    uint32_t block = sei_unicode_blocks[known / SEI_UNICODE_BLOCK];
    uint32_t number = sei_unicode_numbers[block * SEI_UNICODE_BLOCK + known % SEI_UNICODE_BLOCK];
    return &sei_unicode_records[number];
}

#ifdef __cplusplus
}
#endif

#endif
