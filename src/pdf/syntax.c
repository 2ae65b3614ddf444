/* Numbers, names and strings as PDF writes them (ISO 32000-1, 7.3). The rule that is easy to break:
 * nothing here depends on the locale, and nothing of the user's is written unescaped. */
#include "pdf/syntax.h"

#include "base/limits.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 127

void sei_pdf_put_length(sei_buf *out, int64_t length) {
    char text[32];
    int size = sei_length_print(text, length);
    text[size++] = ' ';
    sei_buf_add(out, (sei_str){text, (size_t)size});
}

void sei_pdf_put_number(sei_buf *out, uint32_t number) {
    char digits[10];
    size_t from = sizeof digits;
    do {
        digits[--from] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    sei_buf_add(out, (sei_str){digits + from, sizeof digits - from});
}

void sei_pdf_put_reference(sei_buf *out, uint32_t number) {
    sei_pdf_put_number(out, number);
    sei_buf_add(out, SEI_STR(" 0 R "));
}

static bool is_regular(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '.' || byte == '_';
}

void sei_pdf_put_name(sei_buf *out, sei_str name) {
    sei_buf_add_byte(out, '/');
    for (size_t i = 0; i < name.size && i < NAME_MAX_BYTES; i++)
        if (is_regular(name.at[i]))
            sei_buf_add_byte(out, name.at[i]);
        else
            sei_buf_print(out, "#%02X", (unsigned)(unsigned char)name.at[i]);
}

/* One code point as one or two UTF-16 units. */
static void put_unit(sei_buf *out, uint32_t code_point) {
    char text[8];
    char *end = text;
    if (code_point >= 0x10000) {
        uint32_t high = code_point - 0x10000;
        end = sei_pdf_put_hex4(end, 0xD800 + (high >> 10));
        code_point = 0xDC00 + (high & 0x3FF);
    }
    end = sei_pdf_put_hex4(end, code_point);
    sei_buf_add(out, (sei_str){text, (size_t)(end - text)});
}

uint32_t sei_pdf_text_character(uint32_t code_point) {
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
        return ' ';
    return code_point == 0xFFFE || code_point == 0xFFFF ? SEI_REPLACEMENT : code_point;
}

sei_str sei_pdf_text_fit(sei_str text) {
    size_t bytes = 2; /* the byte order mark */
    for (size_t at = 0; at < text.size;) {
        size_t before = at;
        bytes += sei_utf8_next(text, &at) >= 0x10000 ? 4 : 2;
        if (bytes > SEI_LIMIT_PDF_STRING)
            return sei_str_slice(text, 0, before);
    }
    return text;
}

void sei_pdf_put_text(sei_buf *out, sei_str text) {
    text = sei_pdf_text_fit(text);
    sei_buf_add(out, SEI_STR("<FEFF"));
    for (size_t at = 0; at < text.size;)
        put_unit(out, sei_pdf_text_character(sei_utf8_next(text, &at)));
    sei_buf_add_byte(out, '>');
}

void sei_pdf_put_bytes(sei_buf *out, sei_str bytes) {
    static const char digits[] = "0123456789ABCDEF";
    sei_buf_reserve(out, 2 * bytes.size + 2);
    sei_buf_add_byte(out, '<');
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        sei_buf_add_byte(out, digits[byte >> 4]);
        sei_buf_add_byte(out, digits[byte & 15]);
    }
    sei_buf_add_byte(out, '>');
}

void sei_pdf_put_utf16(sei_buf *out, sei_str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = sei_utf8_next(text, &at);
        bool is_refused = code_point == 0 || code_point == 0xFEFF || code_point == 0xFFFE;
        put_unit(out, is_refused ? SEI_REPLACEMENT : code_point);
    }
}
