/* A bare CFF table, CIDs renumbered in place (Adobe Technical Note #5176, sections 4, 5, 9 and 13).
 *
 * An identity charset in the table's own format never needs more ranges than the one it replaces,
 * so nothing moves. Only the Top DICT's ROS and charset offset and the CharStrings count are read.
 */
#include "font/cff.h"

#include <stdint.h>

#define OPERATOR_CHARSET 15
#define OPERATOR_CHARSTRINGS 17
#define OPERATOR_ESCAPE 12
#define OPERATOR_ROS 30 /* behind an escape */
#define CHARSETS_PREDEFINED 2

typedef struct cff_reader {
    unsigned char *bytes;
    size_t size;
} cff_reader;

typedef struct cff_top {
    bool has_ros;
    size_t charset, charstrings; /* offsets */
} cff_top;

/* A big-endian number of 1 to 4 bytes; false when it lies outside. */
static bool read_number(const cff_reader *cff, size_t at, size_t width, size_t *number) {
    if (at > cff->size || width > cff->size - at)
        return false;
    *number = 0;
    for (size_t i = 0; i < width; i++)
        *number = *number << 8 | cff->bytes[at + i];
    return true;
}

/* An INDEX: its count, where its first element lies, and where it ends. */
static bool read_index(const cff_reader *cff, size_t at, size_t *count, size_t *first_from,
                       size_t *first_to, size_t *end) {
    size_t width = 0, from = 0, to = 0, last = 0;
    if (!read_number(cff, at, 2, count))
        return false;
    *end = at + 2;
    if (*count == 0)
        return true;
    if (!read_number(cff, at + 2, 1, &width) || width < 1 || width > 4)
        return false;
    size_t offsets = at + 3, data = offsets + (*count + 1) * width - 1;
    if (!read_number(cff, offsets, width, &from) ||
        !read_number(cff, offsets + width, width, &to) ||
        !read_number(cff, offsets + *count * width, width, &last))
        return false;
    *first_from = data + from;
    *first_to = data + to;
    *end = data + last;
    return from >= 1 && from <= to && to <= last && *end <= cff->size;
}

/* Bytes of the operand that starts with `first`; its value when it is an integer. */
static size_t operand_size(const cff_reader *cff, size_t at, size_t end) {
    unsigned first = cff->bytes[at];
    if (first == 28)
        return 3;
    if (first == 29)
        return 5;
    if (first >= 32 && first <= 246)
        return 1;
    if (first >= 247 && first <= 254)
        return 2;
    if (first != 30)
        return 0;
    size_t size = 1; /* a real: nibbles up to 0xf */
    while (at + size < end && (cff->bytes[at + size] & 0x0F) != 0x0F &&
           cff->bytes[at + size] >> 4 != 0x0F)
        size++;
    return size + 1;
}

static size_t operand_value(const cff_reader *cff, size_t at, size_t width) {
    unsigned first = cff->bytes[at];
    size_t value = 0;
    if (width == 1)
        return first >= 139 ? first - 139 : 0;
    if (width == 2)
        return first <= 250 ? (first - 247) * 256 + cff->bytes[at + 1] + 108 : 0;
    return (first == 28 || first == 29) && read_number(cff, at + 1, width - 1, &value) ? value : 0;
}

/* Walks the Top DICT; each operator takes the last operand before it. */
static bool read_top(const cff_reader *cff, size_t at, size_t end, cff_top *top) {
    *top = (cff_top){0};
    size_t last = 0;
    while (at < end) {
        unsigned first = cff->bytes[at];
        if (first > 21) {
            size_t width = operand_size(cff, at, end);
            if (width == 0 || width > end - at)
                return false;
            last = operand_value(cff, at, width);
            at += width;
            continue;
        }
        if (first == OPERATOR_ESCAPE && at + 1 < end)
            top->has_ros |= cff->bytes[at + 1] == OPERATOR_ROS;
        if (first == OPERATOR_CHARSET)
            top->charset = last;
        if (first == OPERATOR_CHARSTRINGS)
            top->charstrings = last;
        at += first == OPERATOR_ESCAPE ? 2 : 1;
    }
    return true;
}

static void write16(cff_reader *cff, size_t at, size_t value) {
    cff->bytes[at] = (unsigned char)(value >> 8);
    cff->bytes[at + 1] = (unsigned char)value;
}

/* Bytes of the charset that stands there, told by walking its ranges; 0 when it is broken. */
static size_t charset_size(const cff_reader *cff, size_t at, size_t glyphs) {
    size_t format = 0, left = 0, covered = 1, size = 1;
    if (!read_number(cff, at, 1, &format) || format > 2)
        return 0;
    if (format == 0)
        return 1 + 2 * (glyphs - 1);
    for (; covered < glyphs; covered += left + 1, size += 2 + format)
        if (!read_number(cff, at + size + 2, format, &left))
            return 0;
    return size;
}

static bool write_identity(cff_reader *cff, size_t at, size_t glyphs) {
    size_t size = charset_size(cff, at, glyphs);
    if (size == 0 || size > cff->size - at)
        return false;
    unsigned format = cff->bytes[at++];
    size_t run = format == 0 ? 1 : format == 1 ? 256 : 65536;
    for (size_t cid = 1; cid < glyphs; cid += run) {
        size_t left = (glyphs - cid < run ? glyphs - cid : run) - 1;
        write16(cff, at, cid);
        at += 2;
        if (format == 1)
            cff->bytes[at++] = (unsigned char)left;
        if (format == 2) {
            write16(cff, at, left);
            at += 2;
        }
    }
    return true;
}

bool sei_cff_number_cids(char *table, size_t size) {
    cff_reader cff = {(unsigned char *)table, size};
    cff_top top;
    size_t header = 0, count = 0, from = 0, to = 0, end = 0, glyphs = 0;
    if (!read_number(&cff, 2, 1, &header) ||
        !read_index(&cff, header, &count, &from, &to, &end) || /* names */
        !read_index(&cff, end, &count, &from, &to, &end) || count != 1 ||
        !read_top(&cff, from, to, &top))
        return false;
    if (!top.has_ros || top.charset <= CHARSETS_PREDEFINED)
        return true;
    return read_number(&cff, top.charstrings, 2, &glyphs) && glyphs > 0 &&
           write_identity(&cff, top.charset, glyphs);
}
