/* Pages of a sparse table, made on first use with sei_memory_try: caches are filled in the middle
 * of typesetting by code that must go on without them. */
#include "font/code_table.h"

#include <string.h>

sei_code_table *sei_code_table_open(sei_memory *memory, size_t element) {
    sei_code_table *table = sei_memory_try(memory, NULL, sizeof *table);
    if (!table)
        return NULL;
    *table = (sei_code_table){.memory = memory, .element = element};
    return table;
}

void sei_code_table_close(sei_code_table *table) {
    if (!table)
        return;
    for (size_t i = 0; i < SEI_CODE_PAGES; i++)
        sei_memory_free(table->memory, table->pages[i]);
    sei_memory_free(table->memory, table);
}

void *sei_code_table_make(sei_code_table *table, uint32_t code) {
    if (!table || code / SEI_CODE_PAGE >= SEI_CODE_PAGES)
        return NULL;
    char **page = &table->pages[code / SEI_CODE_PAGE];
    if (!*page) {
        *page = sei_memory_try(table->memory, NULL, SEI_CODE_PAGE * table->element);
        if (!*page)
            return NULL;
        memset(*page, 0, SEI_CODE_PAGE * table->element);
    }
    return *page + (size_t)(code % SEI_CODE_PAGE) * table->element;
}
