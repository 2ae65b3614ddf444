/* One face of a mapped font file: opened through HarfBuzz (characters, advances, shaping, subsets)
 * and FreeType (names, metrics, ink), after sfnt.c has found it fit.
 *
 * Rule that is easy to break: the code point table that HarfBuzz shapes with is the cache here, so
 * that what sei_face_glyph says and what shaping draws are one answer; it adds to the font's own
 * table that a CJK radical without a glyph is drawn as its unified ideograph. */
#include "font/face.h"

#include "font/plain.h"
#include "font/sfnt.h"

#include <stdio.h>
#include <string.h>

#include FT_OUTLINE_H
#include FT_BBOX_H
#include FT_TRUETYPE_TABLES_H

/* OS/2 ulCodePageRange1 bits of the CJK code pages. */
#define CODE_PAGE_JIS (1u << 17)
#define CODE_PAGE_PRC (1u << 18)
#define CODE_PAGE_WANSUNG (1u << 19)
#define CODE_PAGE_BIG5 (1u << 20)
#define CODE_PAGE_JOHAB (1u << 21)

/* Words of family names; Hong Kong's forms come after Taiwan's for text that says no region. */
static const struct {
    const char *word;
    sei_lang lang;
    int distance;
} family_words[] = {
    {"JP", SEI_LANG_JA, 0},      {"SC", SEI_LANG_ZH_HANS, 0}, {"CN", SEI_LANG_ZH_HANS, 0},
    {"TC", SEI_LANG_ZH_HANT, 0}, {"TW", SEI_LANG_ZH_HANT, 0}, {"HK", SEI_LANG_ZH_HANT, 1},
    {"KR", SEI_LANG_KO, 0},
};

sei_lang sei_face_family_lang(sei_str family, int *distance) {
    sei_str word;
    *distance = 0;
    while (sei_str_split(&family, ' ', &word))
        for (size_t i = 0; i < sizeof family_words / sizeof *family_words; i++)
            if (sei_str_equal(word, sei_str_from(family_words[i].word))) {
                *distance = family_words[i].distance;
                return family_words[i].lang;
            }
    return SEI_LANG_NONE;
}

/* The family's name decides; pan-CJK faces set every code page bit. */
static uint32_t face_langs(const char *family, uint32_t code_pages) {
    int distance;
    sei_lang named = sei_face_family_lang(sei_str_from(family), &distance);
    if (named != SEI_LANG_NONE)
        return 1u << named;
    uint32_t langs = 0;
    if (code_pages & CODE_PAGE_JIS)
        langs |= 1u << SEI_LANG_JA;
    if (code_pages & CODE_PAGE_PRC)
        langs |= 1u << SEI_LANG_ZH_HANS;
    if (code_pages & CODE_PAGE_BIG5)
        langs |= 1u << SEI_LANG_ZH_HANT;
    if (code_pages & (CODE_PAGE_WANSUNG | CODE_PAGE_JOHAB))
        langs |= 1u << SEI_LANG_KO;
    return langs;
}

/* A PDF name takes printable ASCII without delimiters; so does a dump. */
static void copy_name(char *out, size_t room, const char *name) {
    size_t size = 0;
    for (; name && *name && size + 1 < room; name++)
        if (*name > ' ' && *name < 127 && !strchr("[](){}<>/%#", *name))
            out[size++] = *name;
    if (size == 0)
        size = (size_t)snprintf(out, room, "Unnamed");
    out[size] = 0;
}

static void copy_text(char *out, size_t room, const char *text) {
    size_t size = text ? strlen(text) : 0;
    if (size >= room)
        size = room - 1;
    if (size)
        memcpy(out, text, size);
    out[size] = 0;
}

/* The height of a letter's ink, or a usual share of the em when it has none. */
static int ink_height(const sei_face *face, uint32_t letter, int thousandths) {
    int box[4];
    if (sei_face_ink(face, sei_face_glyph(face, letter), box) && box[3] > 0)
        return box[3];
    return face->info.units_per_em * thousandths / 1000;
}

static void read_heights(sei_face *face) {
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(face->ft_face, FT_SFNT_OS2);
    if (os2 && os2->version != 0xFFFF && os2->version >= 2) {
        face->info.cap_height = os2->sCapHeight;
        face->info.x_height = os2->sxHeight;
    }
    if (face->info.cap_height <= 0)
        face->info.cap_height = ink_height(face, 'H', 700);
    if (face->info.x_height <= 0)
        face->info.x_height = ink_height(face, 'x', 500);
}

static void read_info(sei_face *face, const sei_sfnt *sfnt) {
    FT_Face ft = face->ft_face;
    copy_name(face->name, sizeof face->name,
              FT_Get_Postscript_Name(ft) ? FT_Get_Postscript_Name(ft) : ft->family_name);
    copy_text(face->family, sizeof face->family, ft->family_name);
    copy_text(face->style, sizeof face->style, ft->style_name);
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    const TT_Postscript *post = FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
    face->info = (sei_face_info){
        .name = face->name,
        .family = face->family,
        .format = sfnt->is_cff ? SEI_FACE_CFF : SEI_FACE_TRUETYPE,
        .units_per_em = sfnt->units_per_em,
        .ascender = ft->ascender,
        .descender = ft->descender,
        .bbox = {(int)ft->bbox.xMin, (int)ft->bbox.yMin, (int)ft->bbox.xMax, (int)ft->bbox.yMax},
        .italic_angle = post ? (int)post->italicAngle : 0,
        .weight = os2 && os2->version != 0xFFFF && os2->usWeightClass ? os2->usWeightClass : 400,
        .is_fixed_pitch = post && post->isFixedPitch,
        .glyph_count = sfnt->glyph_count,
    };
    face->is_italic = (ft->style_flags & FT_STYLE_FLAG_ITALIC) || face->info.italic_angle != 0;
    face->is_variable = sfnt->is_variable;
    face->may_embed = sfnt->may_embed;
    face->langs = face_langs(face->family, sfnt->code_pages);
}

/* HarfBuzz asks here for every character that it shapes. */
static hb_bool_t nominal_glyph(hb_font_t *font, void *font_data, hb_codepoint_t code_point,
                               hb_codepoint_t *glyph, void *user_data) {
    (void)font;
    (void)user_data;
    *glyph = sei_face_entry_of(font_data, code_point).glyph;
    return *glyph != 0;
}

static void open_harfbuzz(sei_face *face) {
    hb_blob_t *blob = hb_blob_create(face->bytes.at, (unsigned)face->bytes.size,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->hb_face = hb_face_create(blob, face->index);
    hb_blob_destroy(blob);
    hb_font_t *plain = hb_font_create(face->hb_face);
    face->hb_font = hb_font_create_sub_font(plain);
    hb_font_destroy(plain);
    hb_font_funcs_t *functions = hb_font_funcs_create();
    hb_font_funcs_set_nominal_glyph_func(functions, nominal_glyph, NULL, NULL);
    hb_font_set_funcs(face->hb_font, functions, face, NULL);
    hb_font_funcs_destroy(functions);
}

static const char *fill_face(sei_face *face, FT_Library freetype) {
    sei_sfnt sfnt;
    const char *wrong = sei_sfnt_check(face->bytes, face->index, &sfnt);
    if (wrong)
        return wrong;
    if (FT_New_Memory_Face(freetype, (const FT_Byte *)face->bytes.at, (FT_Long)face->bytes.size,
                           (FT_Long)face->index, &face->ft_face) != 0)
        return "FreeType cannot read it";
    open_harfbuzz(face);
    if (hb_face_get_glyph_count(face->hb_face) == 0)
        return "HarfBuzz cannot read it";
    read_info(face, &sfnt);
    read_heights(face);
    return NULL;
}

sei_face *sei_face_open(sei_memory *memory, FT_Library freetype, sei_str path, sei_str bytes,
                        uint32_t index, const char **wrong) {
    sei_face *face = sei_memory_try(memory, NULL, sizeof *face);
    sei_face_cache *cache = sei_memory_try(memory, NULL, sizeof *cache);
    if (!face || !cache) {
        sei_memory_free(memory, face);
        sei_memory_free(memory, cache);
        sei_os_unmap(bytes);
        *wrong = "out of memory";
        return NULL;
    }
    *cache = (sei_face_cache){.entries = sei_code_table_open(memory, sizeof(sei_face_entry)),
                              .inks = sei_code_table_open(memory, sizeof(sei_face_ink_entry))};
    *face =
        (sei_face){.memory = memory, .path = path, .index = index, .bytes = bytes, .cache = cache};
    *wrong = fill_face(face, freetype);
    if (!*wrong)
        return face;
    sei_face_close(face);
    return NULL;
}

void sei_face_close(sei_face *face) {
    if (!face)
        return;
    for (size_t script = 0; script < SEI_SCRIPT_COUNT; script++)
        for (size_t lang = 0; lang < SEI_LANG_COUNT; lang++)
            sei_plain_close(face->cache->plains[script][lang], face->memory);
    sei_code_table_close(face->cache->entries);
    sei_code_table_close(face->cache->inks);
    sei_memory_free(face->memory, face->cache);
    hb_font_destroy(face->hb_font);
    hb_face_destroy(face->hb_face);
    if (face->ft_face)
        FT_Done_Face(face->ft_face);
    sei_os_unmap(face->bytes);
    sei_memory_free(face->memory, face);
}

static uint32_t cmap_glyph(const sei_face *face, uint32_t code_point) {
    hb_codepoint_t glyph = 0;
    hb_font_t *own = hb_font_get_parent(face->hb_font);
    if (hb_font_get_nominal_glyph(own, code_point, &glyph) && glyph < face->info.glyph_count)
        return glyph;
    return 0;
}

static sei_face_entry make_entry(const sei_face *face, uint32_t code_point) {
    uint32_t glyph = cmap_glyph(face, code_point);
    if (glyph == 0)
        glyph = cmap_glyph(face, sei_unicode_unify_radical(code_point));
    sei_face_entry entry = {.glyph = (uint16_t)glyph, .is_known = 1};
    entry.advance = hb_font_get_glyph_h_advance(face->hb_font, glyph);
    entry.is_plain = glyph != 0 && sei_plain_may_be(code_point);
    return entry;
}

sei_face_entry sei_face_entry_of(const sei_face *face, uint32_t code_point) {
    sei_face_entry *cached = sei_code_table_find(face->cache->entries, code_point);
    if (cached && cached->is_known)
        return *cached;
    sei_face_entry entry = make_entry(face, code_point);
    cached = sei_code_table_make(face->cache->entries, code_point);
    if (cached)
        *cached = entry;
    return entry;
}

const sei_face_info *sei_face_info_of(const sei_face *face) {
    return &face->info;
}

uint32_t sei_face_glyph(const sei_face *face, uint32_t code_point) {
    return sei_face_entry_of(face, code_point).glyph;
}

int sei_face_advance(const sei_face *face, uint32_t glyph) {
    return glyph < face->info.glyph_count ? hb_font_get_glyph_h_advance(face->hb_font, glyph) : 0;
}

bool sei_face_has_variant(const sei_face *face, uint32_t code_point, uint32_t selector) {
    hb_codepoint_t glyph;
    return hb_font_get_variation_glyph(face->hb_font, code_point, selector, &glyph) &&
           glyph < face->info.glyph_count;
}

static sei_face_ink_entry measure_ink(const sei_face *face, uint32_t glyph) {
    sei_face_ink_entry ink = {.is_known = 1};
    FT_BBox box;
    if (FT_Load_Glyph(face->ft_face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_IGNORE_TRANSFORM) != 0 ||
        face->ft_face->glyph->format != FT_GLYPH_FORMAT_OUTLINE ||
        face->ft_face->glyph->outline.n_contours == 0 ||
        FT_Outline_Get_BBox(&face->ft_face->glyph->outline, &box) != 0)
        return ink;
    ink.has_ink = 1;
    ink.box[0] = (int)box.xMin;
    ink.box[1] = (int)box.yMin;
    ink.box[2] = (int)box.xMax;
    ink.box[3] = (int)box.yMax;
    return ink;
}

bool sei_face_ink(const sei_face *face, uint32_t glyph, int box[4]) {
    if (glyph >= face->info.glyph_count)
        return false;
    sei_face_ink_entry *cached = sei_code_table_make(face->cache->inks, glyph);
    sei_face_ink_entry ink = cached && cached->is_known ? *cached : measure_ink(face, glyph);
    if (cached)
        *cached = ink;
    if (ink.has_ink)
        memcpy(box, ink.box, sizeof ink.box);
    return ink.has_ink;
}

/* Characters that shaping draws with another one's glyph where they have none (HarfBuzz: spaces by
 * the space, the non-breaking hyphen by the hyphen). */
static uint32_t stand_in(uint32_t code_point) {
    if (code_point == 0x00A0 || (code_point >= 0x2000 && code_point <= 0x200A) ||
        code_point == 0x202F || code_point == 0x205F || code_point == 0x3000)
        return ' ';
    return code_point == 0x2011 ? 0x2010 : code_point;
}

#define DECOMPOSITIONS_MAX 4 /* marks on one base in any canonical decomposition of Unicode 15 */

bool sei_face_shows(const sei_face *face, uint32_t code_point) {
    if (sei_face_glyph(face, code_point) || sei_unicode_is_ignorable(code_point) ||
        sei_face_glyph(face, stand_in(code_point)))
        return true;
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (int i = 0; i < DECOMPOSITIONS_MAX; i++) {
        hb_codepoint_t base, mark;
        if (!hb_unicode_decompose(unicode, code_point, &base, &mark) ||
            (mark && !sei_face_glyph(face, mark)))
            return false;
        if (sei_face_glyph(face, base))
            return true;
        code_point = base;
    }
    return false;
}
