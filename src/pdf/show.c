/* A run's glyphs → text-showing operators (ISO 32000-1, 9.4.3).
 *
 * Glyphs stand where the display list says: they are shown in arrays (TJ) of glyph ids, and
 * wherever the pen, advancing by the widths of /W, would come to stand more than a hair off, an
 * adjustment puts it right. The pen is an exact integer in 1/10240000 pt, so that errors never add
 * up. Every glyph of the book passes put_glyph: keep it short. Ids are the bytes of literal
 * strings, which compress better than hexadecimal; a byte that would end one is escaped. */
#include "pdf/glyph.h"
#include "pdf/syntax.h"

#define PEN 10000                  /* pen units in a sei_length */
#define TOLERANCE (8 * PEN)        /* 8/1024 pt: an adjustment is not worth its bytes below */
#define FINE_SIZE (16 * SEI_POINT) /* above, adjustments have a decimal */
#define GLYPH_ROOM 40              /* bytes that one glyph and its adjustment may take */
#define ARRAY_MAX 2048             /* glyphs in one array: 4 KB, far below a reader's limits */

/* Showing glyphs: a text array that is open or not, and the pen. `at` runs ahead of the buffer's
 * size between reserve and commit. */
typedef struct show {
    sei_buf *out;
    char *at;
    bool in_string; /* "[… (" is open */
    int64_t pen;
    sei_length size;
    int64_t scale; /* pen units in 1/1000 em */
} show;

static void reserve(show *s, size_t more) {
    sei_buf_reserve(s->out, more);
    s->at = s->out->at + s->out->size;
}

static void commit(show *s) {
    s->out->size = (size_t)(s->at - s->out->at);
}

/* Tenths as a decimal number. */
static char *put_tenths(char *at, int64_t value) {
    char digits[24];
    int size = 0;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    if (value < 0)
        *at++ = '-';
    if (rest % 10 != 0) {
        digits[size++] = (char)('0' + rest % 10);
        digits[size++] = '.';
    }
    rest /= 10;
    do {
        digits[size++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    while (size > 0)
        *at++ = digits[--size];
    return at;
}

/* Moves the pen by `off`, as near as the size allows: tenths of a thousandth of an em for large
 * type, whole thousandths else. */
static void adjust(show *s, int64_t off) {
    int64_t step = s->size > FINE_SIZE ? 1 : 10;
    int64_t unit = s->size * step;
    int64_t count = (off + (off < 0 ? -unit : unit) / 2) / unit;
    if (count == 0)
        return;
    *s->at++ = s->in_string ? ')' : '[';
    s->at = put_tenths(s->at, -count * step);
    *s->at++ = '(';
    s->in_string = true;
    s->pen += count * unit;
}

static void open_string(show *s) {
    if (!s->in_string) {
        *s->at++ = '[';
        *s->at++ = '(';
        s->in_string = true;
    }
}

static void close_string(show *s) {
    if (s->in_string) {
        *s->at++ = ')';
        *s->at++ = ']';
        *s->at++ = 'T';
        *s->at++ = 'J';
        *s->at++ = '\n';
        s->in_string = false;
    }
}

/* A byte of a literal string (ISO 32000-1, 7.3.4.2). A bare CR would be read as LF. */
static inline char *put_literal(char *at, unsigned byte) {
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r') {
        *at++ = '\\';
        byte = byte == '\r' ? 'r' : byte;
    }
    *at++ = (char)byte;
    return at;
}

/* Shows a glyph at the pen, which advances. */
static inline void put_code(show *s, const sei_pdf_glyph *shown) {
    open_string(s);
    s->at = put_literal(s->at, shown->code >> 8);
    s->at = put_literal(s->at, shown->code & 0xFF);
    s->pen += shown->width * s->scale;
}

/* Shows a glyph at its place. */
static inline void put_glyph(show *s, const sei_pdf_glyph *shown, sei_length along) {
    int64_t off = (int64_t)along * PEN - s->pen;
    if (off > TOLERANCE || off < -TOLERANCE)
        adjust(s, off);
    put_code(s, shown);
}

/* A run whose glyphs all are characters on the baseline. */
static void show_plain(show *s, const sei_pdf_font *font, const sei_run *run) {
    for (uint32_t i = 0; i < run->glyph_count;) {
        uint32_t left = run->glyph_count - i;
        uint32_t end = i + (left < ARRAY_MAX ? left : ARRAY_MAX);
        reserve(s, (size_t)(end - i + 1) * GLYPH_ROOM);
        for (; i < end; i++)
            put_glyph(s, &font->glyphs[run->glyphs[i].id], run->glyphs[i].along);
        if (i < run->glyph_count)
            close_string(s);
        commit(s);
    }
}

/* A space that no glyph of the run shows, for those who read the text. */
static void show_space(show *s, const sei_pdf_font *font) {
    if (sei_pdf_glyph_shows(font, font->space)) {
        reserve(s, GLYPH_ROOM);
        put_code(s, &font->glyphs[font->space]);
        commit(s);
    }
}

/* Ends the array, so that an operator can follow. */
static void end_string(show *s) {
    reserve(s, GLYPH_ROOM);
    close_string(s);
    commit(s);
}

/* One glyph of a careful run, raised where the run says so. */
static void show_glyph(show *s, const sei_pdf_font *font, const sei_glyph *glyph,
                       sei_length *rise) {
    if (glyph->across != *rise) {
        end_string(s);
        sei_pdf_put_length(s->out, glyph->across);
        sei_buf_add(s->out, SEI_STR("Ts\n"));
        *rise = glyph->across;
    }
    reserve(s, GLYPH_ROOM);
    put_glyph(s, &font->glyphs[glyph->id], glyph->along);
    commit(s);
}

/* The glyphs of a cluster; its text around them where they do not tell it. */
static void show_cluster(show *s, const sei_pdf_document *document, const sei_pdf_font *font,
                         const sei_run *run, const sei_pdf_cluster *cluster, sei_length *rise) {
    bool is_told = sei_pdf_cluster_is_told(document, font, run, cluster);
    if (!is_told) {
        end_string(s);
        sei_buf_add(s->out, SEI_STR("/Span<</ActualText"));
        sei_pdf_put_text(s->out, cluster->text);
        sei_buf_add(s->out, SEI_STR(">>BDC\n"));
    }
    for (uint32_t i = 0; i < cluster->count; i++) {
        const sei_glyph *glyph = &run->glyphs[cluster->first + i];
        if (sei_pdf_glyph_shows(font, glyph->id))
            show_glyph(s, font, glyph, rise);
    }
    if (!is_told) {
        end_string(s);
        sei_buf_add(s->out, SEI_STR("EMC\n"));
    }
    if (cluster->has_space)
        show_space(s, font);
}

/* A run with clusters, raised glyphs, or glyphs that stand for another text than their ToUnicode.
 */
static void show_careful(show *s, const sei_pdf_document *document, const sei_pdf_font *font,
                         const sei_run *run) {
    sei_length rise = 0;
    uint32_t shown = 0;
    for (uint32_t at = 0; at < run->glyph_count;) {
        sei_pdf_cluster cluster = sei_pdf_cluster_at(font, run, at);
        show_cluster(s, document, font, run, &cluster, &rise);
        at += cluster.count;
        if (at - shown >= ARRAY_MAX) {
            end_string(s);
            shown = at;
        }
    }
    if (rise != 0) {
        end_string(s);
        sei_buf_add(s->out, SEI_STR("0 Ts\n"));
    }
}

void sei_pdf_show_run(const sei_pdf_document *document, const sei_run *run, const sei_pdf_run *note,
                      sei_buf *out) {
    const sei_pdf_font *font = &document->fonts.at[note->font];
    show s = {.out = out,
              .pen = (int64_t)run->glyphs[0].along * PEN,
              .size = run->size,
              .scale = (int64_t)run->size * (PEN / 1000)};
    if (note->is_plain)
        show_plain(&s, font, run);
    else
        show_careful(&s, document, font, run);
    if (run->ends_word)
        show_space(&s, font);
    end_string(&s);
}
