/* A sparse table over code points or glyph ids, in pages of 256 elements that are made when first
 * written: the caches of a face and of a set. A look-up is two loads. Pages are zeroed; when there
 * is no memory for one the caller works without its cache, so nothing here unwinds. */
#ifndef SEI_FONT_CODE_TABLE_H
#define SEI_FONT_CODE_TABLE_H

#include "base/memory.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_CODE_PAGE 256
#define SEI_CODE_PAGES (0x110000 / SEI_CODE_PAGE)

typedef struct sei_code_table {
    sei_memory *memory;
    size_t element; /* bytes of one */
    char *pages[SEI_CODE_PAGES];
} sei_code_table;

/* NULL when there is no memory. */
sei_code_table *sei_code_table_open(sei_memory *memory, size_t element);
void sei_code_table_close(sei_code_table *table); /* NULL allowed */

/* The element of a code (below 0x110000), its page made when it is not there: NULL without memory.
 */
void *sei_code_table_make(sei_code_table *table, uint32_t code);

/* The element, or NULL when its page was never made. `table` may be NULL. */
static inline void *sei_code_table_find(const sei_code_table *table, uint32_t code) {
    if (!table || code / SEI_CODE_PAGE >= SEI_CODE_PAGES)
        return NULL;
    char *page = table->pages[code / SEI_CODE_PAGE];
    return page ? page + (size_t)(code % SEI_CODE_PAGE) * table->element : NULL;
}

#ifdef __cplusplus
}
#endif

#endif
