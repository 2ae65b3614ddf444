/* PDF syntax into a buffer: numbers, names, strings (ISO 32000-1, 7.3). Strings are always written
 * in hexadecimal, so that no byte of a user's text can end one. */
#ifndef SEI_PDF_SYNTAX_H
#define SEI_PDF_SYNTAX_H

#include "base/buf.h"
#include "base/length.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A length in points, and a space. */
void sei_pdf_put_length(sei_buf *out, int64_t length);

/* A number as decimal digits. */
void sei_pdf_put_number(sei_buf *out, uint32_t number);

/* "12 0 R", and a space. */
void sei_pdf_put_reference(sei_buf *out, uint32_t number);

/* A name with its '/', other bytes than ASCII letters, digits, '-', '+', '.', '_' escaped; cut at
 * 127 bytes. */
void sei_pdf_put_name(sei_buf *out, sei_str name);

/* A text string: "<FEFF…>", UTF-16BE: what sei_pdf_text_fit leaves of the text, each character as
 * sei_pdf_text_character. */
void sei_pdf_put_text(sei_buf *out, sei_str text);

/* The text, cut between characters so that it fits a PDF string (SEI_LIMIT_PDF_STRING bytes). */
sei_str sei_pdf_text_fit(sei_str text);

/* A character as strings hold it: control characters become spaces (U+001B would begin a language
 * code), U+FFFE and U+FFFF, which XMP must not hold, U+FFFD. */
uint32_t sei_pdf_text_character(uint32_t code_point);

/* A byte string. */
void sei_pdf_put_bytes(sei_buf *out, sei_str bytes);

/* UTF-16BE in hexadecimal without brackets, for ToUnicode: U+FEFF and U+FFFE, which it must not
 * hold (ISO 14289-1, 7.21.7), become U+FFFD. */
void sei_pdf_put_utf16(sei_buf *out, sei_str text);

/* Four hexadecimal digits; returns where the next byte goes. */
static inline char *sei_pdf_put_hex4(char *at, uint32_t value) {
    static const char digits[] = "0123456789ABCDEF";
    at[0] = digits[value >> 12 & 15];
    at[1] = digits[value >> 8 & 15];
    at[2] = digits[value >> 4 & 15];
    at[3] = digits[value & 15];
    return at + 4;
}

#ifdef __cplusplus
}
#endif

#endif
