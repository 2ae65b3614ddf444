/* Used glyphs → embedded fonts: for each face a Type 0 font with Identity-H, its descendant, its
 * descriptor, its ToUnicode CMap and the subset of its program (ISO 32000-1, 9.7; DESIGN, section
 * 6).
 *
 * The codes that a page shows are the subset's glyph ids, so CIDToGIDMap is Identity. The rule that
 * is easy to break: /W holds integers, and content.c places glyphs by exactly these
 * (sei_pdf_glyph.width).
 */
#include "pdf/glyph.h"
#include "pdf/object.h"
#include "pdf/syntax.h"

#define DEFAULT_WIDTH 1000
#define GAP_MIN 8             /* glyphs of the default width that end a stretch of /W */
#define STRETCH_MAX 512       /* elements of one stretch */
#define MAPPINGS_IN_BLOCK 100 /* of a CMap (Adobe Technical Note 5014) */

/* The number of a face's font; faces are few. */
static uint32_t find_font(sei_pdf_document *document, const sei_face *face, uint32_t hint) {
    if (hint < document->fonts.size && document->fonts.at[hint].face == face)
        return hint;
    for (uint32_t i = 0; i < document->fonts.size; i++)
        if (document->fonts.at[i].face == face)
            return i;
    sei_pdf_font font = {.face = face, .info = sei_face_info_of(face)};
    font.glyphs = SEI_NEW_ARRAY(&document->arena, sei_pdf_glyph, font.info->glyph_count);
    font.space = sei_face_glyph(face, ' ');
    font.hyphen = sei_face_glyph(face, '-');
    SEI_VEC_ADD(&document->arena, &document->fonts, font);
    return (uint32_t)document->fonts.size - 1;
}

void sei_pdf_font_collect(sei_pdf_document *document) {
    const sei_pages *pages = document->request->pages;
    uint32_t font = 0;
    for (uint32_t i = 0; i < pages->count; i++) {
        for (uint32_t j = 0; j < pages->at[i].draw_count; j++) {
            const sei_draw *draw = &pages->at[i].draws[j];
            if (draw->kind == SEI_DRAW_RUN) {
                const sei_run *run = draw->as.run.run;
                font = find_font(document, run->face, font);
                bool is_plain = sei_pdf_glyph_collect(document, &document->fonts.at[font], run);
                SEI_VEC_ADD(&document->arena, &document->runs, (sei_pdf_run){font, is_plain});
            }
        }
    }
}

/* Font units as thousandths of an em. */
static int32_t to_thousandths(const sei_face_info *info, int value) {
    return sei_length_scale(value, 1000, info->units_per_em);
}

/* Subsets the face: codes and widths of the used glyphs. Their ids in order of the codes go to
 * *ids. */
static bool subset(sei_pdf_document *document, sei_pdf_font *font, uint32_t **ids, size_t *count,
                   sei_str *program) {
    sei_arena *scratch = &document->scratch;
    size_t used = 0;
    for (uint32_t id = 1; id < font->info->glyph_count; id++)
        used += font->glyphs[id].text != 0;
    *ids = SEI_NEW_ARRAY(scratch, uint32_t, used);
    *count = used;
    used = 0;
    for (uint32_t id = 1; id < font->info->glyph_count; id++)
        if (font->glyphs[id].text != 0)
            (*ids)[used++] = id;
    uint32_t *codes = SEI_NEW_ARRAY(scratch, uint32_t, used);
    if (used > 0 &&
        !sei_face_subset(font->face, scratch, *ids, used, codes, program, document->status))
        return false;
    for (size_t i = 0; i < used; i++) {
        sei_pdf_glyph *glyph = &font->glyphs[(*ids)[i]];
        glyph->code = (uint16_t)codes[i];
        glyph->width = to_thousandths(font->info, sei_face_advance(font->face, (*ids)[i]));
    }
    return true;
}

static void put_cmap_head(sei_buf *out) {
    sei_buf_add(out, SEI_STR("/CIDInit /ProcSet findresource begin\n"
                             "12 dict begin\n"
                             "begincmap\n"
                             "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                             "/CMapName/Adobe-Identity-UCS def\n"
                             "/CMapType 2 def\n"
                             "1 begincodespacerange\n"
                             "<0000><FFFF>\n"
                             "endcodespacerange\n"));
}

/* The ToUnicode CMap: code → text. Returns the object's number. */
static uint32_t add_to_unicode(sei_pdf_document *document, const sei_pdf_font *font,
                               const uint32_t *ids, size_t count) {
    sei_buf *out = &document->stream;
    sei_buf_clear(out);
    put_cmap_head(out);
    for (size_t i = 0; i < count; i++) {
        const sei_pdf_glyph *glyph = &font->glyphs[ids[i]];
        char space[4];
        sei_str text = sei_pdf_glyph_text(document, glyph->text, space);
        if (i % MAPPINGS_IN_BLOCK == 0) {
            size_t left = count - i;
            sei_buf_print(out, "%zu beginbfchar\n",
                          left < MAPPINGS_IN_BLOCK ? left : (size_t)MAPPINGS_IN_BLOCK);
        }
        sei_buf_print(out, "<%04X><", (unsigned)glyph->code);
        sei_pdf_put_utf16(out, text.size > 0 ? text : SEI_STR("\xEF\xBF\xBD"));
        sei_buf_add(out, SEI_STR(">\n"));
        if ((i + 1) % MAPPINGS_IN_BLOCK == 0 || i + 1 == count)
            sei_buf_add(out, SEI_STR("endbfchar\n"));
    }
    sei_buf_add(out, SEI_STR("endcmap\n"
                             "CMapName currentdict/CMap defineresource pop\n"
                             "end\nend\n"));
    return sei_pdf_stream_add(document, sei_pdf_stream_pack(document, sei_buf_str(out)),
                              SEI_STR("/Filter/FlateDecode"));
}

/* How many glyphs from `at` on have the default width. */
static size_t count_default(const sei_pdf_font *font, const uint32_t *ids, size_t count,
                            size_t at) {
    size_t end = at;
    while (end < count && font->glyphs[ids[end]].width == DEFAULT_WIDTH)
        end++;
    return end - at;
}

/* /W: stretches of codes that follow one another, "code [width …]"; longer gaps of the default
 * width are left out, so that no array comes near to a reader's limit. */
static void put_widths(sei_buf *out, const sei_pdf_font *font, const uint32_t *ids, size_t count) {
    sei_buf_add(out, SEI_STR("/W["));
    for (size_t at = count_default(font, ids, count, 0); at < count;) {
        uint32_t first = font->glyphs[ids[at]].code;
        size_t size = 0;
        sei_buf_print(out, "%u[", (unsigned)first);
        while (at < count && size < STRETCH_MAX && font->glyphs[ids[at]].code == first + size) {
            size_t gap = count_default(font, ids, count, at);
            if (gap >= GAP_MIN || at + gap == count)
                break;
            sei_buf_print(out, "%d ", (int)font->glyphs[ids[at]].width);
            size++;
            at++;
        }
        sei_buf_add_byte(out, ']');
        at += count_default(font, ids, count, at);
    }
    sei_buf_add_byte(out, ']');
}

/* Six capitals that follow from the program's bytes, '+' and the PostScript name. */
static void put_font_name(sei_buf *out, const sei_face_info *info, uint64_t hash) {
    char name[128];
    size_t size = 0;
    for (; size < 6; hash /= 26)
        name[size++] = (char)('A' + hash % 26);
    name[size++] = '+';
    sei_str postscript = sei_str_from(info->name);
    for (size_t i = 0; i < postscript.size && size < sizeof name; i++)
        name[size++] = postscript.at[i];
    sei_pdf_put_name(out, (sei_str){name, size});
}

/* ISO 32000-1, table 123. */
enum {
    FLAG_FIXED_PITCH = 1 << 0,
    FLAG_SYMBOLIC = 1 << 2,
    FLAG_ITALIC = 1 << 6
};

static uint32_t add_program(sei_pdf_document *document, const sei_pdf_font *font, sei_str program) {
    sei_buf *entries = &document->entries;
    sei_buf_clear(entries);
    sei_buf_add(entries, SEI_STR("/Filter/FlateDecode"));
    if (font->info->format == SEI_FACE_TRUETYPE)
        sei_buf_print(entries, "/Length1 %zu", program.size);
    else
        sei_buf_add(entries, SEI_STR("/Subtype/CIDFontType0C"));
    sei_str packed = sei_pdf_stream_pack(document, program);
    return sei_pdf_stream_add(document, packed, sei_buf_str(entries));
}

static uint32_t add_descriptor(sei_pdf_document *document, const sei_pdf_font *font,
                               sei_str program, uint64_t hash) {
    const sei_face_info *info = font->info;
    uint32_t file = add_program(document, font, program);
    unsigned flags = FLAG_SYMBOLIC | (info->is_fixed_pitch ? FLAG_FIXED_PITCH : 0) |
                     (info->italic_angle != 0 ? FLAG_ITALIC : 0);
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Type/FontDescriptor/FontName"));
    put_font_name(out, info, hash);
    sei_buf_print(
        out, "/Flags %u/FontBBox[%d %d %d %d]", flags, (int)to_thousandths(info, info->bbox[0]),
        (int)to_thousandths(info, info->bbox[1]), (int)to_thousandths(info, info->bbox[2]),
        (int)to_thousandths(info, info->bbox[3]));
    sei_buf_print(out, "/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d",
                  info->italic_angle / 65536, (int)to_thousandths(info, info->ascender),
                  (int)to_thousandths(info, info->descender),
                  (int)to_thousandths(info, info->cap_height));
    /* No font file says its stem width: a usual estimate from the weight. */
    sei_buf_print(out, "/StemV %d/%s %u 0 R", 50 + info->weight * info->weight / 4225,
                  info->format == SEI_FACE_TRUETYPE ? "FontFile2" : "FontFile3", (unsigned)file);
    return sei_pdf_object_add(document, sei_buf_str(out));
}

static uint32_t add_descendant(sei_pdf_document *document, const sei_pdf_font *font,
                               uint32_t descriptor, uint64_t hash, const uint32_t *ids,
                               size_t count) {
    bool is_truetype = font->info->format == SEI_FACE_TRUETYPE;
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_print(out, "/Type/Font/Subtype/%s/BaseFont",
                  is_truetype ? "CIDFontType2/CIDToGIDMap/Identity" : "CIDFontType0");
    put_font_name(out, font->info, hash);
    sei_buf_print(out,
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor %u 0 R/DW %d",
                  (unsigned)descriptor, DEFAULT_WIDTH);
    put_widths(out, font, ids, count);
    return sei_pdf_object_add(document, sei_buf_str(out));
}

static bool add_font(sei_pdf_document *document, sei_pdf_font *font) {
    uint32_t *ids;
    size_t count;
    sei_str program;
    if (!subset(document, font, &ids, &count, &program))
        return false;
    if (count == 0)
        return true;
    uint64_t hash = sei_str_hash(program, 0);
    uint32_t to_unicode = add_to_unicode(document, font, ids, count);
    uint32_t descriptor = add_descriptor(document, font, program, hash);
    uint32_t descendant = add_descendant(document, font, descriptor, hash, ids, count);
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Type/Font/Subtype/Type0/BaseFont"));
    put_font_name(out, font->info, hash);
    sei_buf_print(out, "/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
                  (unsigned)descendant, (unsigned)to_unicode);
    font->number = sei_pdf_object_add(document, sei_buf_str(out));
    return true;
}

bool sei_pdf_font_add(sei_pdf_document *document) {
    for (size_t i = 0; i < document->fonts.size; i++) {
        sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
        if (!add_font(document, &document->fonts.at[i]))
            return false;
        sei_arena_mark_release(&document->scratch, mark);
    }
    return sei_pdf_object_ok(document);
}
