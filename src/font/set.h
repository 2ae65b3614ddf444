/* A set from the inside. */
#ifndef SEI_FONT_SET_H
#define SEI_FONT_SET_H

#include "base/limits.h"
#include "font/library.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_SHAPE_CONTEXT 5 /* characters around a segment that HarfBuzz looks at */
#define SEI_FONT_FALLBACK_MAX 16

/* Where a segment of text is decoded for HarfBuzz: context before, segment, context after. */
typedef struct sei_shape_scratch {
    size_t before; /* characters of context before the segment */
    uint32_t code_points[SEI_LIMIT_SHAPE_RUN + 2 * SEI_SHAPE_CONTEXT];
    uint32_t offsets[SEI_LIMIT_SHAPE_RUN + 2 * SEI_SHAPE_CONTEXT]; /* bytes in the text */
} sei_shape_scratch;

/* The files of a family, opened; NULL where the request names none. */
typedef struct sei_set_family {
    const sei_face *regular, *bold, *italic, *bold_italic;
} sei_set_family;

/* An answer of sei_font_find in its cache. */
typedef struct sei_set_answer {
    const sei_face *face; /* NULL: no font has it */
    bool is_known;
} sei_set_answer;

#define SEI_SET_STYLES (SEI_FACE_ROLE_COUNT * 2 * 2 * SEI_LANG_COUNT * 2)

struct sei_font_set {
    sei_font_library *library;
    sei_set_family families[SEI_FACE_ROLE_COUNT];
    sei_set_family latin[SEI_FACE_ROLE_COUNT];
    const sei_face *fallback[SEI_FONT_FALLBACK_MAX];
    size_t fallback_count;
    sei_code_table *answers[SEI_SET_STYLES]; /* sei_set_answer by code point */
    hb_buffer_t *buffer;
    hb_language_t languages[SEI_LANG_COUNT];
    sei_shape_scratch scratch;
};

#ifdef __cplusplus
}
#endif

#endif
