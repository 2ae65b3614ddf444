/* HTML elements: what is allowed and what each becomes. Private to markdown/. */
#ifndef SEI_MARKDOWN_HTML_H
#define SEI_MARKDOWN_HTML_H

#include "doc/node.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_html_action {
    SEI_HTML_UNKNOWN, /* not allowed: the tag goes, the text stays */
    SEI_HTML_INLINE,  /* `kind` around its text */
    SEI_HTML_SPAN,    /* nothing, but for a language and an id */
    SEI_HTML_CODE,
    SEI_HTML_LINK,
    SEI_HTML_BREAK,
    SEI_HTML_WORD_BREAK,
    SEI_HTML_IMAGE,
    SEI_HTML_MEDIA,  /* a link to what cannot be printed */
    SEI_HTML_SOURCE, /* an address of it */
    SEI_HTML_RUBY,
    SEI_HTML_READING,
    SEI_HTML_DROPPED, /* goes with its text */
    SEI_HTML_NOTHING, /* only its text */
    SEI_HTML_ROWS,    /* a table's head, body or foot */
    SEI_HTML_RULE,
    SEI_HTML_DIVISION, /* a block that holds blocks; from here on all are blocks */
    SEI_HTML_PARAGRAPH,
    SEI_HTML_SUMMARY,
    SEI_HTML_HEADING,
    SEI_HTML_QUOTE,
    SEI_HTML_LIST,
    SEI_HTML_ITEM,
    SEI_HTML_VERBATIM,
    SEI_HTML_TABLE,
    SEI_HTML_CAPTION, /* from here on parts of a table */
    SEI_HTML_ROW,
    SEI_HTML_CELL
} sei_html_action;

typedef struct sei_html_element {
    const char *name;
    sei_html_action action;
    sei_node_kind kind; /* INLINE */
} sei_html_element;

/* Whether a page ends beside an element, by its style or class. */
typedef enum sei_html_break {
    SEI_HTML_BREAK_NONE,
    SEI_HTML_BREAK_BEFORE,
    SEI_HTML_BREAK_AFTER
} sei_html_break;

/* A tag: "<name attributes>". */
typedef struct sei_html_tag {
    sei_str name;
    sei_str attributes;
    bool is_closing;
    bool is_empty; /* "/>" */
} sei_html_tag;

/* The element of a name, whatever its case; its action is UNKNOWN when it is not allowed. */
const sei_html_element *sei_html_find(sei_str name);
/* Reads the tag at html[at]; its end, 0: none. */
size_t sei_html_tag_read(sei_str html, size_t at, sei_html_tag *tag);
/* An attribute's value as written, "" when absent or without one. */
sei_str sei_html_attribute(const sei_html_tag *tag, const char *name);
sei_align sei_html_align(const sei_html_tag *tag);
sei_html_break sei_html_page_break(const sei_html_tag *tag);
uint32_t sei_html_length(const sei_html_tag *tag, const char *name); /* CSS px, 0: none */

#ifdef __cplusplus
}
#endif

#endif
