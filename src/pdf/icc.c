/* The colour space of everything that we draw, sRGB (IEC 61966-2-1), as an ICC profile of
 * version 4.2: a matrix from RGB to XYZ under D50 and one parametric curve (ISO 15076-1, 7 and 10).
 * The profile is written out here as big-endian words, so that it depends on no file. */
#include "pdf/object.h"

#define SIGN(a, b, c, d)                                                                           \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

#define PROFILE_WORDS 122

/* clang-format off */
static const uint32_t profile[PROFILE_WORDS] = {
    /* The header, 128 bytes. */
    PROFILE_WORDS * 4, 0, 0x04200000, SIGN('m', 'n', 't', 'r'), SIGN('R', 'G', 'B', ' '),
    SIGN('X', 'Y', 'Z', ' '), 0x07CF000A, 0x00120000, 0, /* 1999-10-18: the standard's */
    SIGN('a', 'c', 's', 'p'), 0, 0, 0, 0, 0, 0, 0,       /* no platform, no flags, perceptual */
    0x0000F6D6, 0x00010000, 0x0000D32D, 0,               /* D50 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    /* The table of tags: name, offset, size. */
    10,
    SIGN('d', 'e', 's', 'c'), 0x0FC, 36,
    SIGN('c', 'p', 'r', 't'), 0x120, 42,
    SIGN('w', 't', 'p', 't'), 0x14C, 20,
    SIGN('c', 'h', 'a', 'd'), 0x160, 44,
    SIGN('r', 'X', 'Y', 'Z'), 0x18C, 20,
    SIGN('g', 'X', 'Y', 'Z'), 0x1A0, 20,
    SIGN('b', 'X', 'Y', 'Z'), 0x1B4, 20,
    SIGN('r', 'T', 'R', 'C'), 0x1C8, 32,
    SIGN('g', 'T', 'R', 'C'), 0x1C8, 32,
    SIGN('b', 'T', 'R', 'C'), 0x1C8, 32,
    /* 0x0FC: "sRGB" */
    SIGN('m', 'l', 'u', 'c'), 0, 1, 12, SIGN('e', 'n', 'U', 'S'), 8, 28, 0x00730052, 0x00470042,
    /* 0x120: "CC0 1.0" */
    SIGN('m', 'l', 'u', 'c'), 0, 1, 12, SIGN('e', 'n', 'U', 'S'), 14, 28, 0x00430043, 0x00300020,
    0x0031002E, 0x00300000,
    /* 0x14C: the white point, D50 */
    SIGN('X', 'Y', 'Z', ' '), 0, 0x0000F6D6, 0x00010000, 0x0000D32D,
    /* 0x160: from D65 to D50 (Bradford) */
    SIGN('s', 'f', '3', '2'), 0, 0x00010C42, 0x000005DE, 0xFFFFF325, 0x00000793, 0x0000FD90,
    0xFFFFFBA2, 0xFFFFFDA3, 0x000003DC, 0x0000C06E,
    /* 0x18C: red, green, blue */
    SIGN('X', 'Y', 'Z', ' '), 0, 0x00006FA2, 0x000038F5, 0x00000390,
    SIGN('X', 'Y', 'Z', ' '), 0, 0x00006299, 0x0000B785, 0x000018DA,
    SIGN('X', 'Y', 'Z', ' '), 0, 0x000024A0, 0x00000F84, 0x0000B6CF,
    /* 0x1C8: ((x + 0.055) / 1.055) ^ 2.4 from 0.04045 on, x / 12.92 below */
    SIGN('p', 'a', 'r', 'a'), 0, 0x00030000, 0x00026666, 0x0000F2A7, 0x00000D59, 0x000013D0,
    0x00000A5B,
};
/* clang-format on */

void sei_pdf_icc_add(sei_pdf_document *document) {
    char bytes[sizeof profile];
    for (size_t i = 0; i < PROFILE_WORDS; i++)
        for (size_t j = 0; j < 4; j++)
            bytes[4 * i + j] = (char)(profile[i] >> (24 - 8 * j) & 0xFF);
    sei_str packed = sei_pdf_stream_pack(document, (sei_str){bytes, sizeof bytes});
    uint32_t number = sei_pdf_stream_add(document, packed, SEI_STR("/N 3/Filter/FlateDecode"));
    sei_buf_print(&document->catalog,
                  "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                  "/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
                  "/DestOutputProfile %u 0 R>>]",
                  (unsigned)number);
}
