/* Fonts in an EPUB: none, unless the style asks for them. */
#ifndef SEI_EPUB_FONTS_H
#define SEI_EPUB_FONTS_H

#include "epub/epub.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_epub_font {
    sei_str name;   /* from the package's folder: "font/serif-1.ttf" */
    sei_str family; /* as the style sheet calls it: "serif-1" */
    const char *media_type;
    bool bold;
    sei_str bytes;
} sei_epub_font;

typedef struct sei_epub_fonts {
    const sei_epub_font *at;
    size_t count;
    sei_str families[SEI_FONT_ROLE_COUNT]; /* CSS font-family: those at hand, then the generic */
} sei_epub_fonts;

/* The subsets of the style's faces that the book's text needs, on the request's arena; none where
 * the style does not ask (epub.embed-fonts) or the request brings no font set. A face that gives no
 * subset, and emoji, are left to the reader's own fonts. */
void sei_epub_fonts_make(sei_epub_fonts *fonts, const sei_epub_request *request);

#ifdef __cplusplus
}
#endif

#endif
