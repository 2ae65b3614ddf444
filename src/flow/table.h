/* A table while it is laid: what table.c (rows), table_columns.c (widths) and table_cell.c (what a
 * cell holds) share. Private to the three. */
#ifndef SEI_FLOW_TABLE_H
#define SEI_FLOW_TABLE_H

#include "flow/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_table_column {
    int64_t least, most; /* what its cells need and want */
    sei_length at, width;
} sei_table_column;

typedef struct sei_table {
    sei_layout *layout;
    const sei_node *node;
    const sei_node *rows; /* the first; they follow one another */
    const sei_strip_group *group;
    sei_frame frame; /* that the table stands in */
    sei_table_column *columns;
    uint32_t count;
    sei_length size; /* of the text */
    sei_length gap;  /* beside a cell's text */
    sei_length at, width;
    sei_length lead; /* before the next strip */
} sei_table;

/* A line of a cell. */
typedef struct sei_cell_line {
    const sei_text *text;
    uint32_t index;         /* of the line in it */
    sei_length at;          /* from the head of the cell's text */
    const sei_label *label; /* of the item that begins here, `at` from the same head; or NULL */
} sei_cell_line;

typedef struct sei_cell {
    const sei_node *node;
    sei_length at; /* of its text from the column's head edge */
    uint32_t rows; /* that it goes on in below the one at hand */
    uint32_t next; /* first line that is not laid */
    SEI_VEC(sei_cell_line) lines;
} sei_cell;

/* table_columns.c: what all cells need and want decides the columns' places and widths, and where
 * there is no room the size and gap. */
void sei_table_place_columns(sei_table *table);

/* table_cell.c */

/* The columns that the cell covers behind its own, in the table. */
uint32_t sei_cell_more_columns(const sei_table *table, const sei_node *cell);

/* The width that the cell's longest word needs, and its longest line. */
void sei_cell_measure(sei_table *table, const sei_node *cell, int64_t *least, int64_t *most);
/* Sets the cell's text in its columns. */
sei_cell sei_cell_set(sei_table *table, const sei_node *node);

#ifdef __cplusplus
}
#endif

#endif
