/* An XML writer that cannot write ill-formed XML: it keeps a stack of open elements, escapes
 * everything and drops what is no character of XML 1.0. The only way any XML of an EPUB comes to
 * be. */
#ifndef SEI_EPUB_MARKUP_H
#define SEI_EPUB_MARKUP_H

#include "base/buf.h"
#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_markup {
    sei_arena *arena;
    sei_buf out;
    SEI_VEC(const char *) open; /* names of open elements */
    bool in_tag;                /* attributes may still come */
} sei_markup;

/* In place, with the XML declaration written. */
void sei_markup_init(sei_markup *xml, sei_arena *arena);
/* Closes what is open and returns the document; the buffer is given up. */
sei_str sei_markup_finish(sei_markup *xml);

/* Names are string constants. */
void sei_markup_open(sei_markup *xml, const char *name);
void sei_markup_attribute(sei_markup *xml, const char *name, sei_str value); /* right after open */
void sei_markup_attribute_text(sei_markup *xml, const char *name, const char *value);
void sei_markup_text(sei_markup *xml, sei_str text);
size_t sei_markup_text_bytes(sei_str text); /* that sei_markup_text writes, about */
void sei_markup_close(sei_markup *xml);
void sei_markup_close_to(sei_markup *xml, size_t depth); /* until `depth` elements are open */
/* open, text, close. */
void sei_markup_element(sei_markup *xml, const char *name, sei_str text);
void sei_markup_line(sei_markup *xml); /* a line end between blocks */
/* "<!DOCTYPE html>", before the root. */
void sei_markup_doctype_html(sei_markup *xml);

#ifdef __cplusplus
}
#endif

#endif
