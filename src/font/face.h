/* A face from the inside: for this layer alone. font.h is what others see. */
#ifndef SEI_FONT_FACE_H
#define SEI_FONT_FACE_H

#include "font/code_table.h"
#include "font/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ot.h>
#include <hb.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_LANG_COUNT (SEI_LANG_OTHER + 1)
#define SEI_SCRIPT_COUNT (SEI_SCRIPT_OTHER + 1)

/* What a face has for a code point; kept in its cache. */
typedef struct sei_face_entry {
    uint16_t glyph;   /* 0: none */
    uint8_t is_known; /* the entry is filled */
    uint8_t is_plain; /* shaping maps it to this glyph alone, unless a lookup touches the glyph */
    int32_t advance;  /* font units */
} sei_face_entry;

typedef struct sei_face_ink_entry {
    int box[4];
    uint8_t is_known, has_ink;
} sei_face_ink_entry;

/* Which glyphs no lookup of a shaping plan changes; see plain.h. */
typedef struct sei_plain sei_plain;

/* Grows during use; belongs to the one thread that sets. */
typedef struct sei_face_cache {
    sei_code_table *entries; /* sei_face_entry by code point */
    sei_code_table *inks;    /* sei_face_ink_entry by glyph */
    sei_plain *plains[SEI_SCRIPT_COUNT][SEI_LANG_COUNT];
} sei_face_cache;

struct sei_face {
    sei_face_info info;
    sei_memory *memory;
    struct sei_face *next; /* in the library's list */
    const sei_root *root;  /* with path and index: the library's key */
    sei_str path;
    uint32_t index; /* in a collection */
    sei_str bytes;  /* the mapped file; unmapped on close */
    hb_face_t *hb_face;
    hb_font_t *hb_font; /* in font units; nominal glyphs come from the cache */
    FT_Face ft_face;
    bool is_italic;
    bool is_variable;
    bool may_embed;
    uint32_t langs; /* 1 << sei_lang for each language it is drawn for */
    sei_face_cache *cache;
    char name[64];
    char family[128];
    char style[64];
};

/* Opens a face of a mapped file, which it owns from then on, whatever the outcome. NULL with what
 * is wrong in *wrong. `path` is borrowed for the face's life. */
sei_face *sei_face_open(sei_memory *memory, FT_Library freetype, sei_str path, sei_str bytes,
                        uint32_t index, const char **wrong);
void sei_face_close(sei_face *face); /* NULL allowed */

/* The entry of a code point, from the cache where there is memory for one. */
sei_face_entry sei_face_entry_of(const sei_face *face, uint32_t code_point);

/* Whether the face has its own glyph for a variation sequence. */
bool sei_face_has_variant(const sei_face *face, uint32_t code_point, uint32_t selector);

/* The language that a CJK family's name says it is drawn for ("Noto Serif CJK SC": zh-Hans), or
 * SEI_LANG_NONE; *distance is 0 for the usual region of the language, more for another. */
sei_lang sei_face_family_lang(sei_str family, int *distance);

#ifdef __cplusplus
}
#endif

#endif
