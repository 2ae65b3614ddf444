/* Fonts: faces opened through FreeType, shaped and subset through HarfBuzz, chosen per character
 * along a chain: the style's faces for the script, its other faces, the fallback list, system fonts
 * by fontconfig; then a diagnostic, never a silent box.
 *
 * A sei_font_library holds the bundled faces and is opened once, before the worker is forked; a
 * sei_font_set is one job's choice of faces. Faces are const once opened, except caches that belong
 * to one thread. */
#ifndef SEI_FONT_FONT_H
#define SEI_FONT_FONT_H

#include "base/buf.h"
#include "base/lang.h"
#include "base/length.h"
#include "base/os.h"
#include "unicode/unicode.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The same order as sei_font_role; the style layer is not included here. */
typedef enum sei_face_role {
    SEI_FACE_SERIF,
    SEI_FACE_SANS,
    SEI_FACE_MONO,
    SEI_FACE_EMOJI,
    SEI_FACE_ROLE_COUNT
} sei_face_role;

typedef struct sei_face sei_face;

typedef enum sei_face_format {
    SEI_FACE_TRUETYPE, /* glyf outlines */
    SEI_FACE_CFF       /* CFF outlines, single or in a collection */
} sei_face_format;

/* What writers and layout ask of a face. Font units are units_per_em to the em. */
typedef struct sei_face_info {
    const char *name; /* PostScript name */
    const char *family;
    sei_face_format format;
    int units_per_em;
    int ascender, descender; /* hhea or typo: descender is negative */
    int cap_height, x_height;
    int bbox[4];      /* xMin yMin xMax yMax */
    int italic_angle; /* degrees * 65536 */
    int weight;       /* 400, 700 … */
    bool is_fixed_pitch;
    uint32_t glyph_count;
} sei_face_info;

const sei_face_info *sei_face_info_of(const sei_face *face);

/* Glyph of a code point by cmap (0: none), its advance and its ink in font units. */
uint32_t sei_face_glyph(const sei_face *face, uint32_t code_point);
int sei_face_advance(const sei_face *face, uint32_t glyph);
bool sei_face_ink(const sei_face *face, uint32_t glyph, int box[4]); /* false: no ink */

/* Adds the glyph's outline as SVG path data, in font units with y upward; nothing when it has none.
 */
void sei_face_outline(const sei_face *face, uint32_t glyph, sei_buf *path);

/* Where a glyph is drawn in a picture. Places are 1/64 pixel from its top left corner, y downwards.
 */
typedef struct sei_glyph_pen {
    int64_t x, y;           /* the glyph's origin */
    int64_t em;             /* 1/64 pixel to the em */
    bool slanted;           /* sheared by 12 degrees */
    uint32_t width, height; /* of the picture, in pixels: nothing beyond it is drawn */
} sei_glyph_pen;

/* How much of each pixel a glyph covers, 0 … 255, in rows from the top. */
typedef struct sei_glyph_mask {
    uint32_t x, y, width, height; /* in pixels of the picture */
    const uint8_t *coverage;
} sei_glyph_mask;

/* Draws a glyph into a mask on the arena. False when no pixel is touched. */
bool sei_face_cover(const sei_face *face, sei_arena *arena, uint32_t glyph,
                    const sei_glyph_pen *pen, sei_glyph_mask *mask);

/* Whether shaping draws the code point with this face: by its glyph, as nothing (ignorables,
 * joiners, selectors), by a stand-in (spaces, the non-breaking hyphen) or decomposed. A mark,
 * joiner or selector belongs in its base's face whenever that face shows it. */
bool sei_face_shows(const sei_face *face, uint32_t code_point);

typedef struct sei_font_library sei_font_library;

/* Opens the folders that hold font files, in order (the first that has a file name wins). Bundled
 * folders first, then --font-dir. use_system false keeps fontconfig out. Never fails for an empty
 * folder. The folders stay open as long as the library; its owner closes it. */
sei_font_library *sei_font_library_open(sei_memory *memory, const sei_root *folders,
                                        size_t folder_count, bool use_system, sei_status *status);
void sei_font_library_close(sei_font_library *library);

/* Every file in the folders, for `seihon fonts`: file, family, style, format, glyph count. */
void sei_font_library_list(const sei_font_library *library, sei_buf *out);

/* A family's file names, "#2" behind one for a face of a collection; "" for none. */
typedef struct sei_face_family {
    sei_str regular, bold, italic, bold_italic;
} sei_face_family;

typedef struct sei_font_request {
    sei_face_family families[SEI_FACE_ROLE_COUNT]; /* CJK faces */
    sei_face_family latin[SEI_FACE_ROLE_COUNT];    /* Latin, Greek, Cyrillic; "" uses families */
    const sei_str *fallback;
    size_t fallback_count;
} sei_font_request;

typedef struct sei_font_set sei_font_set;

/* The faces of one job. False with a status that names the file when a face of the request cannot
 * be found or is refused (no sfnt, units_per_em outside 16..16384, above SEI_LIMIT_FONT_FILE). */
sei_font_set *sei_font_set_open(sei_font_library *library, const sei_font_request *request,
                                sei_status *status);
void sei_font_set_close(sei_font_set *set);

typedef struct sei_font_query {
    sei_face_role role;
    bool bold;
    bool italic;
    sei_lang lang; /* picks per-language faces of the system */
} sei_font_query;

/* The face that shows a code point (with a following variation selector, 0 for none): a Latin
 * letter from the Latin family, kana and Han from the CJK family of the role, emoji from the emoji
 * face when it has emoji presentation or VS16, and so on along the chain. `wide` asks for the CJK
 * face's glyph where both have one (quotes, dashes, ellipses in CJK text). NULL when no font has
 * it; the caller reports that once per code point. `synthetic_italic` says whether the caller must
 * slant. Answers are cached per set. */
const sei_face *sei_font_find(sei_font_set *set, const sei_font_query *query, uint32_t code_point,
                              uint32_t selector, bool wide, bool *synthetic_italic);

/* A Debian package that likely holds a font for the code point: "fonts-noto-cjk" … never NULL. */
const char *sei_font_package_for(uint32_t code_point);

/* Shaping: one run of one face, script and language into glyphs, in visual order. */
typedef struct sei_shaped_glyph {
    uint32_t id;
    uint32_t text_at; /* byte offset of the cluster in the text */
    int32_t advance;  /* font units */
    int32_t x_offset, y_offset;
} sei_shaped_glyph;

typedef struct sei_shape_request {
    const sei_face *face;
    sei_str text;    /* the paragraph's text: context for both ends */
    size_t from, to; /* the run's bytes in it */
    sei_script script;
    sei_lang lang;
    bool is_cjk;   /* kern, palt, halt, chws and ligatures off; else kern and liga on */
    bool vertical; /* vert on, vertical advances (reserved) */
    bool tabular;  /* tnum on where the face has it */
} sei_shape_request;

/* Shapes into an array on the arena. Runs above SEI_LIMIT_SHAPE_RUN are split at cluster
 * boundaries; more than SEI_LIMIT_MARKS marks on one base are dropped and counted in *dropped (may
 * be NULL). For CJK runs whose characters no default feature touches, glyphs and advances come from
 * a per-face cache that a test proves equal to the shaper. */
size_t sei_shape(sei_font_set *set, sei_arena *arena, const sei_shape_request *request,
                 sei_shaped_glyph **glyphs, size_t *dropped);

/* Subsetting, for writers. `glyphs` are the ids used (sorted, 0 may be missing: .notdef is always
 * kept); `new_ids` gets the id in the subset for each. The program is glyf-based sfnt (FontFile2)
 * or a bare CFF table (FontFile3 /CIDFontType0C), allocated on the arena; layout and naming tables
 * that a PDF does not need are dropped. Deterministic. */
bool sei_face_subset(const sei_face *face, sei_arena *arena, const uint32_t *glyphs, size_t count,
                     uint32_t *new_ids, sei_str *program, sei_status *status);

/* The same for those who set the text themselves (EPUB): a whole font file that maps `code_points`
 * (sorted), with what shaping asks of it and its names. */
bool sei_face_subset_text(const sei_face *face, sei_arena *arena, const uint32_t *code_points,
                          size_t count, sei_str *file, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
