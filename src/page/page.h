/* Pages: an immutable display list. flow makes it, pdf and raster draw it and decide nothing.
 *
 * Places are in sei_length from the page's top left corner, y downwards; a glyph run stands on its
 * baseline. Every draw knows the node it came from, and whether it is content or an artifact
 * (running head, folio, rule, background): a writer can group consecutive draws by node and tag
 * them. */
#ifndef SEI_PAGE_PAGE_H
#define SEI_PAGE_PAGE_H

#include "base/length.h"
#include "doc/book.h"
#include "doc/page_map.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sei_face;

/* 8 bits a channel; no transparency anywhere. */
typedef struct sei_color {
    uint8_t red, green, blue;
} sei_color;

/* One glyph of a run. */
typedef struct sei_glyph {
    uint32_t id;       /* in the face */
    uint32_t text_at;  /* byte offset in the run's text where its cluster begins */
    sei_length along;  /* from the run's origin along the line (exact: no rounding later) */
    sei_length across; /* off the baseline, upwards positive */
} sei_glyph;

/* Glyphs of one face, size and colour on one baseline. `text` is the source text they stand for, in
 * order: cluster i is text[glyphs[i].text_at … the next larger text_at). ToUnicode and ActualText
 * come from it. */
typedef struct sei_run {
    const struct sei_face *face;
    const char *face_name; /* its PostScript name, for dumps */
    sei_length size;
    sei_length length; /* along the line, gaps behind the last glyph not counted */
    sei_color color;
    bool slanted;   /* draw with a 12 degree shear: the face has no italic */
    bool vertical;  /* glyphs run downwards (reserved) */
    bool ends_word; /* the line breaks behind it at a space or newline, which no glyph shows */
    sei_lang lang;
    sei_str text;
    const sei_glyph *glyphs;
    uint32_t glyph_count;
    const sei_node *node; /* TEXT, CODE … or the block for generated text (list markers, folios) */
    uint32_t node_offset; /* byte offset of `text` in the node's text */
} sei_run;

typedef enum sei_draw_kind {
    SEI_DRAW_RUN,
    SEI_DRAW_RECT,  /* filled */
    SEI_DRAW_FRAME, /* stroked inside its box */
    SEI_DRAW_IMAGE,
    SEI_DRAW_QR /* a QR code: squares, without the white around them */
} sei_draw_kind;

typedef enum sei_draw_role {
    SEI_ROLE_CONTENT,
    SEI_ROLE_LABEL,      /* list marker, note number: content, generated */
    SEI_ROLE_ENTRY,      /* of the contents: content; its node is what it leads to, or the book for
                            the title above the entries */
    SEI_ROLE_PAGINATION, /* running head, folio, a table's head set again: artifact */
    SEI_ROLE_LAYOUT      /* rules, backgrounds, frames: artifact */
} sei_draw_role;

typedef struct sei_box {
    sei_length x, y, width, height; /* top left corner and size */
} sei_box;

typedef struct sei_draw {
    sei_draw_kind kind;
    sei_draw_role role;
    const sei_node *node; /* the block or inline it belongs to; NULL for page furniture */
    union {
        struct {
            const sei_run *run;
            sei_length x, y; /* the run's origin on the page: baseline */
        } run;
        struct {
            sei_box box;
            sei_color color;
            sei_length line; /* FRAME: width of the stroke */
            bool dashed;     /* FRAME, RECT as a rule */
        } rect;
        struct {
            sei_box box;
            uint32_t asset; /* number of the book's asset */
        } image;
        struct {
            sei_length x, y;      /* top left corner */
            sei_length module;    /* side of a square */
            uint32_t side;        /* squares in a row and rows */
            const uint8_t *cells; /* row by row: 1 dark, 0 light */
        } qr;
    } as;
} sei_draw;

typedef struct sei_page_link {
    sei_box box;
    const sei_node *node; /* LINK, NOTE_MARK, contents entry; its plain text is the description */
    uint32_t anchor;      /* inside the book (numbers above the book's are flow's own), or 0: */
    sei_str url;          /* outside, or: */
    sei_str sibling;      /* another document beside this one (sei_target) */
    sei_str contents;     /* what the link says, for accessibility */
} sei_page_link;

/* Where an anchor came to stand. */
typedef struct sei_page_anchor {
    uint32_t anchor; /* number in the book */
    uint32_t page;   /* from 0 */
    sei_length x, y; /* top left of its first line */
} sei_page_anchor;

typedef struct sei_page {
    sei_length width, height;
    sei_str label; /* the folio: "iii", "12" */
    const sei_draw *draws;
    uint32_t draw_count;
    const sei_page_link *links;
    uint32_t link_count;
} sei_page;

typedef struct sei_outline_entry {
    sei_str title;
    int depth; /* 1 … ; never more than one above the entry before */
    uint32_t page;
    sei_length y;
} sei_outline_entry;

typedef struct sei_pages {
    const sei_page *at;
    uint32_t count;
    const sei_outline_entry *outline;
    uint32_t outline_count;
    const sei_page_anchor *anchors; /* sorted by anchor number; each at most once */
    uint32_t anchor_count;
    sei_page_map map;
    uint64_t character_count; /* typeset, for the benchmark */
} sei_pages;

/* The page anchor of an anchor number, or NULL. */
const sei_page_anchor *sei_pages_find_anchor(const sei_pages *pages, uint32_t anchor);

/* The pages as text: "page 3 "1" 420x595", then a line a draw with its place in points, its face
 * and size, its text, then links and anchors. Runs on one baseline that touch are joined to one
 * line so that a dump reads like the page. */
void sei_pages_dump(const sei_pages *pages, const sei_book *book, sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
