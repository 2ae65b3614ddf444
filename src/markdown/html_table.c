/* Tables of HTML: once a table is closed, its head is told from its body, every cell gets its
 * column, and cells without an alignment get their column's.
 *
 * Cells take the first free column of their row, and a cell that covers rows below keeps its
 * columns there (HTML, "forming a table"). What is covered is cut to the head or body that the cell
 * stands in, and never overlaps. Columns are bounded, so that the table's grid is. The rule that is
 * easy to break: only rows at the table's top are its head; a <th> further down is the head of its
 * row alone. */
#include "base/limits.h"
#include "markdown/build.h"

#define COLUMNS_MAX 1000 /* as many as HTML lets a cell cover */

void sei_html_cell_read(const sei_html_tag *tag, sei_node *cell) {
    uint32_t columns = sei_html_length(tag, "colspan");
    uint32_t rows = sei_html_length(tag, "rowspan");
    cell->as.cell.more_columns = columns > 1 ? columns - 1 : 0;
    cell->as.cell.more_rows = rows > 1 ? rows - 1 : 0;
    cell->as.cell.align = sei_html_align(tag);
    cell->as.cell.is_head = sei_str_equal_ascii_case(tag->name, SEI_STR("th"));
}

/* --- head and body --------------------------------------------------------------------------- */

static bool has_heads_only(const sei_node *row) {
    for (const sei_node *cell = row->first; cell; cell = cell->next)
        if (!cell->as.cell.is_head)
            return false;
    return row->first != NULL;
}

/* <thead> has marked its rows; without one, rows of nothing but <th> are the head. */
static void find_head(sei_node *table) {
    bool has_thead = table->first->as.row.is_head, in_head = true;
    for (sei_node *row = table->first; row; row = row->next) {
        bool is_head = has_thead ? row->as.row.is_head : has_heads_only(row);
        in_head = in_head && is_head;
        row->as.row.is_head = in_head;
        for (sei_node *cell = row->first; cell && in_head; cell = cell->next)
            cell->as.cell.is_head = false; /* the row says it */
    }
}

/* --- columns --------------------------------------------------------------------------------- */

typedef struct table_grid {
    sei_build *build;
    uint32_t *covered; /* rows still to come that a cell above covers, by column */
    uint32_t most;     /* columns that there may be; the last is never covered from above */
    uint32_t reach;    /* columns so far */
    uint32_t width;    /* … in which a cell begins */
} table_grid;

/* Columns grow with rows no further than a table may have cells. */
static table_grid open_grid(sei_build *build, const sei_node *table) {
    size_t rows = 0;
    for (const sei_node *row = table->first; row; row = row->next)
        rows++;
    size_t most = SEI_LIMIT_TABLE_CELLS / rows;
    most = most > COLUMNS_MAX ? COLUMNS_MAX : most > 0 ? most : 1;
    return (table_grid){.build = build,
                        .covered = SEI_NEW_ARRAY(build->scratch, uint32_t, most),
                        .most = (uint32_t)most};
}

/* What is too much for a row stays in its last cell, as in a table of Markdown. */
static void join_cells(const table_grid *grid, sei_node *last, sei_node *cell) {
    sei_node_append(
        last, sei_node_new(grid->build->arena, SEI_NODE_LINE_BREAK, cell->source, cell->offset));
    while (cell->first) {
        sei_node *moved = cell->first;
        sei_node_unlink(moved);
        sei_node_append(last, moved);
    }
    sei_node_unlink(cell);
}

/* Puts the cell into the columns from `column` that are free; returns the column behind it. */
static uint32_t place_cell(table_grid *grid, sei_node *cell, uint32_t column, uint32_t rows_below) {
    uint32_t end = column + 1, wanted = cell->as.cell.more_columns;
    for (; wanted > 0 && end < grid->most && grid->covered[end] == 0; end++)
        wanted--;
    cell->as.cell.column = column;
    cell->as.cell.more_columns = end - column - 1;
    if (end == grid->most)
        cell->as.cell.more_rows = 0;
    else if (cell->as.cell.more_rows > rows_below)
        cell->as.cell.more_rows = rows_below;
    for (uint32_t i = column; i < end; i++)
        grid->covered[i] = cell->as.cell.more_rows;
    grid->width = column >= grid->width ? column + 1 : grid->width;
    grid->reach = end > grid->reach ? end : grid->reach;
    return end;
}

static void place_row(table_grid *grid, sei_node *row, uint32_t rows_below) {
    uint32_t column = 0;
    for (sei_node *cell = row->first, *next; cell; cell = next) {
        next = cell->next;
        while (column < grid->most && grid->covered[column] > 0)
            grid->covered[column++]--;
        if (column < grid->most)
            column = place_cell(grid, cell, column, rows_below);
        else
            join_cells(grid, cell->previous, cell);
    }
    for (; column < grid->reach; column++)
        grid->covered[column] -= grid->covered[column] > 0;
}

/* Columns in which no cell begins are none. */
static void cut_spans(sei_node *table, uint32_t width) {
    for (sei_node *row = table->first; row; row = row->next)
        for (sei_node *cell = row->first; cell; cell = cell->next) {
            uint32_t most = width - 1 - cell->as.cell.column;
            if (cell->as.cell.more_columns > most)
                cell->as.cell.more_columns = most;
        }
}

/* The rows from `row` on that are of its part of the table. */
static uint32_t count_part(const sei_node *row) {
    uint32_t count = 1;
    while (row->next && row->next->as.row.is_head == row->as.row.is_head) {
        row = row->next;
        count++;
    }
    return count;
}

static void place_cells(sei_build *build, sei_node *table) {
    table_grid grid = open_grid(build, table);
    uint32_t left = 0;
    for (sei_node *row = table->first; row; row = row->next) {
        left = left > 0 ? left : count_part(row);
        left--;
        place_row(&grid, row, left);
    }
    cut_spans(table, grid.width);
    table->as.table.column_count = grid.width;
}

/* --- alignment ------------------------------------------------------------------------------- */

static void settle_aligns(sei_build *build, sei_node *table) {
    sei_align *aligns = SEI_NEW_ARRAY(build->arena, sei_align, table->as.table.column_count);
    for (const sei_node *row = table->first; row; row = row->next)
        for (const sei_node *cell = row->first; cell; cell = cell->next)
            if (aligns[cell->as.cell.column] == SEI_ALIGN_NONE && !row->as.row.is_head)
                aligns[cell->as.cell.column] = cell->as.cell.align;
    for (sei_node *row = table->first; row; row = row->next)
        for (sei_node *cell = row->first; cell; cell = cell->next)
            if (cell->as.cell.align == SEI_ALIGN_NONE && row->as.row.is_head)
                cell->as.cell.align = aligns[cell->as.cell.column];
    table->as.table.aligns = aligns;
}

void sei_html_table_finish(sei_build *build, sei_node *table) {
    sei_node *caption = table->first;
    if (caption && caption->kind == SEI_NODE_CAPTION)
        sei_node_unlink(caption);
    else
        caption = NULL;
    if (table->first) {
        find_head(table);
        place_cells(build, table);
        settle_aligns(build, table);
    }
    if (caption && table->as.table.column_count > 0) {
        sei_node_insert_before(table->first, caption);
    } else if (caption) {
        caption->kind = SEI_NODE_PARAGRAPH;
        sei_node_insert_before(table, caption);
    }
    if (table->as.table.column_count == 0)
        sei_node_unlink(table);
}
