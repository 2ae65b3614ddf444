/* A book without a cover → one made of its title and authors in the style's faces and colour: drawn
 * as an SVG of outlines, since no reader has those fonts, and shipped as a PNG, since not every
 * reader has SVG. Text is set character by character; a title in a script that needs more gets no
 * cover. Lengths are units of the drawing, whose width is the picture's in pixels. */
#include "base/utf8.h"
#include "base/vec.h"
#include "epub/plan.h"
#include "image/image.h"

#define WIDTH 1200
#define HEIGHT 1800
#define MARGIN 120
#define TITLE_SIZE 132
#define TITLE_SIZE_MIN 60
#define TITLE_LINES 7
#define SMALL_SIZE 54
#define SMALL_LINES 3

typedef struct letter {
    uint32_t code_point, glyph;
    const sei_face *face;
    int64_t advance; /* in thousandths of the size */
} letter;

typedef SEI_VEC(letter) letters;

typedef struct drawing {
    const sei_epub_request *request;
    sei_buf svg;
    int64_t y; /* of the last base line */
} drawing;

/* --- letters --------------------------------------------------------------------------------- */

/* Hebrew … Tibetan, Myanmar, Khmer, Mongolian: scripts whose letters turn, join or change places.
 */
static bool needs_shaping(uint32_t code_point) {
    static const uint32_t ranges[][2] = {{0x0590, 0x0FFF}, {0x1000, 0x109F}, {0x1780, 0x18AF},
                                         {0x1900, 0x1CFF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    return false;
}

static bool can_set(sei_str text) {
    for (size_t at = 0; at < text.size;)
        if (needs_shaping(sei_utf8_next(text, &at)))
            return false;
    return true;
}

/* What no face shows is left out: the title page and the metadata have it. */
static letters letters_of(const sei_epub_request *request, sei_style_font font, sei_str text) {
    sei_lang lang = request->book->info.lang;
    sei_font_query query = {.role = (sei_face_role)font.role, .bold = font.bold, .lang = lang};
    bool is_wide = lang != SEI_LANG_EN && lang != SEI_LANG_OTHER, is_slanted;
    letters found = {0};
    for (size_t at = 0; at < text.size;) {
        letter next = {.code_point = sei_utf8_next(text, &at)};
        next.face = sei_font_find(request->fonts, &query, next.code_point, 0, is_wide, &is_slanted);
        next.glyph = next.face ? sei_face_glyph(next.face, next.code_point) : 0;
        if (next.glyph == 0)
            continue;
        next.advance = (int64_t)sei_face_advance(next.face, next.glyph) * 1000 /
                       sei_face_info_of(next.face)->units_per_em;
        SEI_VEC_ADD(request->arena, &found, next);
    }
    return found;
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool is_cjk(uint32_t code_point) {
    return code_point >= 0x2E80;
}

/* Closing marks, small kana and long-vowel marks do not begin a line. */
static bool may_begin(uint32_t code_point) {
    static const uint32_t closing[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
                                       0x30FB, 0x30FC, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A,
                                       0xFF1F, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3,
                                       0x30E3, 0x30E5, 0x30E7, 0x3041, 0x3043, 0x3045, 0x3047,
                                       0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x3005};
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (closing[i] == code_point)
            return false;
    return true;
}

static bool may_break(const letters *text, size_t before) {
    uint32_t last = text->at[before - 1].code_point, next = text->at[before].code_point;
    return last == ' ' || ((is_cjk(last) || is_cjk(next)) && may_begin(next));
}

/* The end of the line that begins at a letter: the last break that fits, else as much as fits. */
static size_t line_end(const letters *text, size_t from, int64_t size) {
    int64_t width = 0;
    size_t break_at = from;
    for (size_t i = from; i < text->size; i++) {
        width += text->at[i].advance;
        if (i > from && may_break(text, i))
            break_at = i;
        if (width * size > (int64_t)(WIDTH - 2 * MARGIN) * 1000 && i > from)
            return break_at > from ? break_at : i;
    }
    return text->size;
}

static size_t count_lines(const letters *text, int64_t size) {
    size_t count = 0;
    for (size_t at = 0; at < text->size; at = line_end(text, at, size))
        count++;
    return count;
}

static void draw_line(drawing *drawn, const letters *text, size_t from, size_t to, int64_t size) {
    int64_t x = 0; /* thousandths */
    for (size_t i = from; i < to; i++) {
        const letter *next = &text->at[i];
        int64_t em = sei_face_info_of(next->face)->units_per_em;
        int64_t scale = size * 100000 / em;
        sei_buf_print(&drawn->svg,
                      "<path transform='translate(%lld %lld) scale(%lld.%05lld -%lld.%05lld)' d='",
                      (long long)(MARGIN + x / 1000), (long long)drawn->y,
                      (long long)(scale / 100000), (long long)(scale % 100000),
                      (long long)(scale / 100000), (long long)(scale % 100000));
        sei_face_outline(next->face, next->glyph, &drawn->svg);
        sei_buf_add(&drawn->svg, SEI_STR("'/>"));
        x += next->advance * size;
    }
}

/* At most so many lines, below what is drawn. */
static void draw_text(drawing *drawn, const letters *text, int64_t size, size_t lines_max) {
    size_t at = 0;
    for (size_t line = 0; line < lines_max && at < text->size; line++) {
        size_t end = line_end(text, at, size);
        drawn->y += size * 14 / 10;
        draw_line(drawn, text, at, end, size);
        at = end;
    }
}

/* --- the cover ------------------------------------------------------------------------------- */

static void draw_title(drawing *drawn) {
    const sei_epub_request *request = drawn->request;
    sei_style_font font = {request->style->headings[0].font.role, true};
    letters title = letters_of(request, font, request->book->info.title);
    int64_t size = TITLE_SIZE;
    while (size > TITLE_SIZE_MIN && count_lines(&title, size) > TITLE_LINES)
        size -= 12;
    drawn->y = 260;
    draw_text(drawn, &title, size, TITLE_LINES);
}

static void draw_small(drawing *drawn, sei_str text) {
    letters small = letters_of(
        drawn->request, (sei_style_font){drawn->request->style->text.font.role, false}, text);
    draw_text(drawn, &small, SMALL_SIZE, SMALL_LINES);
}

static void draw(drawing *drawn) {
    const sei_book_info *info = &drawn->request->book->info;
    sei_rgb color = drawn->request->style->headings[0].color;
    sei_buf_print(&drawn->svg,
                  "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>"
                  "<rect width='%d' height='%d' fill='#fff'/><g fill='#%02x%02x%02x'>"
                  "<rect x='%d' y='160' width='%d' height='12'/>",
                  WIDTH, HEIGHT, WIDTH, HEIGHT, color.red, color.green, color.blue, MARGIN,
                  WIDTH - 2 * MARGIN);
    draw_title(drawn);
    drawn->y += 40;
    draw_small(drawn, info->subtitle);
    drawn->y = drawn->y > 1380 ? drawn->y : 1380;
    for (size_t i = 0; i < info->author_count && i < SMALL_LINES; i++)
        draw_small(drawn, info->authors[i]);
    sei_buf_print(&drawn->svg, "<rect x='%d' y='%d' width='%d' height='4'/></g></svg>", MARGIN,
                  HEIGHT - 160, WIDTH - 2 * MARGIN);
}

bool sei_epub_cover_make(const sei_epub_request *request, sei_epub_image *cover) {
    drawing drawn = {.request = request};
    sei_image_samples samples;
    sei_status ignored = {0};
    bool damaged;
    if (!request->fonts || request->has_no_made_cover || !can_set(request->book->info.title))
        return false;
    sei_buf_init(&drawn.svg, request->arena->memory);
    draw(&drawn);
    sei_str svg = sei_arena_copy(request->arena, sei_buf_str(&drawn.svg));
    sei_buf_fini(&drawn.svg);
    cover->media_type = "image/png";
    cover->name = SEI_STR("image/cover.png");
    return sei_image_decode(request->arena, svg, WIDTH, &samples, &damaged, &ignored) &&
           sei_image_encode_png(request->arena, &samples, SEI_PNG_PHOTOGRAPH, &cover->bytes,
                                &ignored);
}
