/* The bytes of a font file → a verdict (OpenType 1.9, "OpenType font file").
 *
 * HarfBuzz checks every table it reads; what stands here is what it and FreeType take on trust or
 * would only notice in the middle of a book: the directory, the sizes that head, maxp and hhea give
 * to loca and hmtx, and that there are outlines at all (bitmap and Type 1 fonts have none that a
 * PDF can hold as we write it). */
#include "font/sfnt.h"

#define HEADER_SIZE 12
#define RECORD_SIZE 16
#define TABLES_MAX 256
#define FACES_MAX 1024

typedef struct font_table {
    const unsigned char *at; /* NULL: absent */
    size_t size;
} font_table;

static uint32_t read16(const unsigned char *at) {
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t read32(const unsigned char *at) {
    return read16(at) << 16 | read16(at + 2);
}

static const unsigned char *bytes_at(sei_str bytes, size_t offset, size_t size) {
    if (offset > bytes.size || size > bytes.size - offset)
        return NULL;
    return (const unsigned char *)bytes.at + offset;
}

static bool is_sfnt_version(uint32_t version) {
    return version == 0x00010000 || version == SEI_SFNT_TAG('O', 'T', 'T', 'O') ||
           version == SEI_SFNT_TAG('t', 'r', 'u', 'e');
}

uint32_t sei_sfnt_face_count(sei_str bytes) {
    const unsigned char *header = bytes_at(bytes, 0, HEADER_SIZE);
    if (!header)
        return 0;
    if (read32(header) != SEI_SFNT_TAG('t', 't', 'c', 'f'))
        return is_sfnt_version(read32(header)) ? 1 : 0;
    uint32_t count = read32(header + 8);
    if (count > FACES_MAX || !bytes_at(bytes, HEADER_SIZE, (size_t)count * 4))
        return 0;
    return count;
}

/* The face's table directory: *records of *count tables. */
static const char *find_directory(sei_str bytes, uint32_t index, const unsigned char **records,
                                  size_t *count) {
    if (index >= sei_sfnt_face_count(bytes))
        return index ? "no such face in the collection" : "not a TrueType or OpenType font";
    const unsigned char *header = bytes_at(bytes, 0, HEADER_SIZE);
    size_t offset = 0;
    if (read32(header) == SEI_SFNT_TAG('t', 't', 'c', 'f'))
        offset = read32(header + HEADER_SIZE + (size_t)index * 4);
    header = bytes_at(bytes, offset, HEADER_SIZE);
    if (!header || !is_sfnt_version(read32(header)))
        return "broken collection";
    *count = read16(header + 4);
    *records = bytes_at(bytes, offset + HEADER_SIZE, *count * RECORD_SIZE);
    if (*count == 0 || *count > TABLES_MAX || !*records)
        return "broken table directory";
    for (size_t i = 0; i < *count; i++) {
        const unsigned char *record = *records + i * RECORD_SIZE;
        if (!bytes_at(bytes, read32(record + 8), read32(record + 12)))
            return "a table lies outside the file";
    }
    return NULL;
}

static font_table find_table(sei_str bytes, const unsigned char *records, size_t count,
                             uint32_t tag) {
    for (size_t i = 0; i < count; i++) {
        const unsigned char *record = records + i * RECORD_SIZE;
        if (read32(record) == tag) {
            font_table table = {.size = read32(record + 12)};
            table.at = bytes_at(bytes, read32(record + 8), table.size);
            return table;
        }
    }
    return (font_table){0};
}

static const char *check_metrics(font_table head, font_table maxp, font_table hhea, font_table hmtx,
                                 sei_sfnt *sfnt) {
    if (head.size < 54 || read32(head.at + 12) != 0x5F0F3CF5)
        return "broken head table";
    sfnt->units_per_em = (int)read16(head.at + 18);
    if (sfnt->units_per_em < 16 || sfnt->units_per_em > 16384)
        return "units per em outside 16 to 16384";
    if (maxp.size < 6 || read16(maxp.at + 4) == 0)
        return "no glyphs";
    sfnt->glyph_count = read16(maxp.at + 4);
    if (hhea.size < 36)
        return "broken hhea table";
    size_t metrics = read16(hhea.at + 34);
    if (metrics == 0 || metrics > sfnt->glyph_count ||
        hmtx.size < metrics * 4 + (sfnt->glyph_count - metrics) * 2)
        return "broken horizontal metrics";
    return NULL;
}

static const char *check_outlines(font_table head, font_table glyf, font_table loca, font_table cff,
                                  sei_sfnt *sfnt) {
    sfnt->is_cff = !glyf.at && cff.at;
    if (sfnt->is_cff)
        return cff.size >= 4 && cff.at[0] == 1 ? NULL : "broken CFF table";
    if (!glyf.at || glyf.size == 0)
        return "no outlines";
    size_t entry = read16(head.at + 50) ? 4 : 2;
    if (loca.size < ((size_t)sfnt->glyph_count + 1) * entry)
        return "broken loca table";
    return NULL;
}

/* OS/2 fsType: 0x0002 alone forbids embedding, 0x0100 subsetting, 0x0200 outlines. */
static void read_os2(font_table os2, sei_sfnt *sfnt) {
    sfnt->may_embed = true;
    if (os2.size < 68)
        return;
    uint32_t type = read16(os2.at + 8);
    sfnt->may_embed = (type & 0x000F) != 0x0002 && !(type & 0x0300);
    if (read16(os2.at) >= 1 && os2.size >= 86)
        sfnt->code_pages = read32(os2.at + 78);
}

const char *sei_sfnt_check(sei_str bytes, uint32_t index, sei_sfnt *sfnt) {
    *sfnt = (sei_sfnt){0};
    const unsigned char *records = NULL;
    size_t count = 0;
    const char *wrong = find_directory(bytes, index, &records, &count);
    if (wrong)
        return wrong;
#define TABLE(a, b, c, d) find_table(bytes, records, count, SEI_SFNT_TAG(a, b, c, d))
    font_table head = TABLE('h', 'e', 'a', 'd');
    if (!TABLE('c', 'm', 'a', 'p').at)
        return "no character map";
    wrong = check_metrics(head, TABLE('m', 'a', 'x', 'p'), TABLE('h', 'h', 'e', 'a'),
                          TABLE('h', 'm', 't', 'x'), sfnt);
    if (!wrong)
        wrong = check_outlines(head, TABLE('g', 'l', 'y', 'f'), TABLE('l', 'o', 'c', 'a'),
                               TABLE('C', 'F', 'F', ' '), sfnt);
    if (wrong)
        return wrong;
    sfnt->is_variable = TABLE('f', 'v', 'a', 'r').at != NULL;
    read_os2(TABLE('O', 'S', '/', '2'), sfnt);
#undef TABLE
    return NULL;
}
