/* The book's pages as XHTML files. */
#ifndef SEI_EPUB_XHTML_H
#define SEI_EPUB_XHTML_H

#include "epub/markup.h"
#include "epub/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One file of text, with the footnotes of its marks at its end. */
sei_str sei_xhtml_text(const sei_epub_plan *plan, const sei_epub_file *file);

/* A file of front or back matter, made of the book's metadata (matter.c); not CONTENTS nor TEXT. */
sei_str sei_xhtml_matter(const sei_epub_plan *plan, const sei_epub_file *file);

/* A break of the page list, and those of a file of front or back matter. */
void sei_xhtml_page_break(sei_markup *markup, const sei_epub_plan *plan,
                          const sei_epub_page_break *page_break);
void sei_xhtml_matter_breaks(sei_markup *markup, const sei_epub_plan *plan,
                             sei_epub_file_kind kind);

/* The head that all XHTML files share, the body left open; `style` is the sheet's path from the
 * file. */
void sei_xhtml_begin(sei_markup *markup, const sei_book *book, sei_str title, const char *style,
                     const char *body_type);

/* A URL as XHTML and epubcheck take it: ASCII, what is not allowed in one percent-encoded. */
sei_str sei_xhtml_url(sei_arena *arena, sei_str url);

#ifdef __cplusplus
}
#endif

#endif
