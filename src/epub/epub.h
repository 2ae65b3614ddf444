/* EPUB 3: book → the bytes of one file, through libzip. The only layer that includes zip.h. It sees
 * no page. */
#ifndef SEI_EPUB_EPUB_H
#define SEI_EPUB_EPUB_H

#include "base/diag.h"
#include "base/status.h"
#include "doc/book.h"
#include "doc/page_map.h"
#include "font/font.h"
#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_epub_request {
    const sei_book *book;
    const sei_style *style;
    const sei_page_map *page_map; /* the PDF's pages, for the page list; NULL: none */
    sei_font_set *fonts;          /* for epub.embed-fonts and a made cover; NULL: neither */
    bool has_no_made_cover;       /* a book that gives no cover has none */
    sei_str css;                  /* a style sheet of the vault, to follow the generated one; "" */
    sei_arena *arena;             /* scratch */
    sei_diags *diags;
    const char *producer; /* "seihon 0.1.0" */
    int64_t epoch;        /* SOURCE_DATE_EPOCH or -1: modified date when the notes give none */
} sei_epub_request;

/* The whole file in memory (on the arena). Deterministic. False with a status on failure. */
bool sei_epub_make(const sei_epub_request *request, sei_str *bytes, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
