/* The page map: on which page the text of each node came to stand. Made by flow, handed to epub so
 * that its page list equals the PDF's (DESIGN, section 1). */
#ifndef SEI_DOC_PAGE_MAP_H
#define SEI_DOC_PAGE_MAP_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_page_map_entry {
    uint32_t node;   /* id of the first leaf or atom on the page */
    uint32_t offset; /* byte offset of the page's first character in that node's text */
    uint32_t matter; /* of a page of front or back matter 1 + its sei_style_part, else 0 */
    sei_str label;   /* the folio as printed: "iv", "12" */
} sei_page_map_entry;

typedef struct sei_page_map {
    const sei_page_map_entry *entries; /* one a page, the body's in the order of the tree */
    size_t count;
} sei_page_map;

#ifdef __cplusplus
}
#endif

#endif
