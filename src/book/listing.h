/* What a map note lists. Private to book/. */
#ifndef SEI_BOOK_LISTING_H
#define SEI_BOOK_LISTING_H

#include "book/assembly.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A leaf of the map that lists notes: an item's own line, or a paragraph, heading or cell that
 * holds nothing else. */
typedef struct sei_listing {
    const sei_node *leaf;
    size_t block;             /* number of the map's block that holds it */
    size_t first, link_count; /* its links and embeds among all, in their order */
} sei_listing;

typedef struct sei_listings {
    SEI_VEC(const sei_node *) blocks; /* the map's own, without its footnotes */
    size_t *section_ends;             /* by block: of a heading, the block behind its section */
    SEI_VEC(sei_listing) listings;    /* in document order */
    SEI_VEC(const sei_node *) links;
    size_t remark_count;    /* items that say more than their first link … */
    const sei_node *remark; /* … and the first of them */
} sei_listings;

/* Looks through the map's tree, which stays as it is. */
void sei_listings_find(sei_listings *found, sei_assembly *assembly, const sei_manuscript *map);

#ifdef __cplusplus
}
#endif

#endif
