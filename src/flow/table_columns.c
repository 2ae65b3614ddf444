/* Columns' widths, as in CSS's automatic layout: from what the cells need at least (their longest
 * word) and at most (their longest line).
 *
 * All columns get their least, and the rest is shared by how much more each wants. Where even the
 * longest words have no room, the gaps are made smaller first, then the type, step by step; after
 * that words are divided. The rule that is easy to break: no column is narrower than a character.
 */
#include "flow/table.h"

#define FULL_MILLE 700     /* a table this wide (of the measure) is made as wide as the measure */
#define SETTLE_ROUNDS 8    /* of giving narrow columns what they want */
#define CRAMPED_MILLE 6000 /* columns of less than this on an average are cramped */

/* --- what the cells ask for ------------------------------------------------------------------ */

static void measure_cell(sei_table *table, const sei_node *cell) {
    sei_table_column *column = &table->columns[cell->as.cell.column];
    int64_t least = 0;
    int64_t most = 0;
    sei_cell_measure(table, cell, &least, &most);
    column->most = most > column->most ? most : column->most;
    column->least = least > column->least ? least : column->least;
}

/* What the columns of a wide cell lack, each gives its part of. */
static void measure_wide_cell(sei_table *table, const sei_node *cell) {
    const uint32_t more = sei_cell_more_columns(table, cell);
    sei_table_column *columns = &table->columns[cell->as.cell.column];
    int64_t least = 0;
    int64_t most = 0;
    sei_cell_measure(table, cell, &least, &most);
    least -= 2 * (int64_t)table->gap * more;
    most -= 2 * (int64_t)table->gap * more;
    for (uint32_t i = 0; i <= more; i++) {
        least -= columns[i].least;
        most -= columns[i].most;
    }
    for (uint32_t i = 0; i <= more; i++) {
        columns[i].most += most > 0 ? most / (more + 1) : 0;
        columns[i].least += least > 0 ? least / (more + 1) : 0;
    }
}

static void measure_cells(sei_table *table, bool is_wide) {
    for (const sei_node *row = table->rows; row != NULL; row = row->next) {
        for (const sei_node *cell = row->first; cell != NULL; cell = cell->next) {
            if (cell->as.cell.column >= table->count ||
                is_wide != (sei_cell_more_columns(table, cell) > 0))
                continue;
            if (is_wide)
                measure_wide_cell(table, cell);
            else
                measure_cell(table, cell);
        }
    }
}

static void measure_columns(sei_table *table) {
    for (uint32_t i = 0; i < table->count; i++)
        table->columns[i] = (sei_table_column){0};
    measure_cells(table, false);
    measure_cells(table, true);
}

/* --- making room ----------------------------------------------------------------------------- */

/* What is tried for a table whose words have no room: its gaps and its type, in percent. */
static const struct squeeze {
    int gap, size;
} squeezes[] = {{100, 100}, {60, 100}, {60, 95}, {60, 90}, {50, 85}, {40, 80}};

#define SQUEEZE_COUNT (sizeof squeezes / sizeof *squeezes)

static int64_t percent(int64_t length, int part) {
    return length * part / 100;
}

static int64_t least_width(const sei_table *table, const struct squeeze *by) {
    int64_t width = 2 * percent(table->gap, by->gap) * table->count;
    for (uint32_t i = 0; i < table->count; i++)
        width += percent(table->columns[i].least, by->size);
    return width;
}

/* The first that makes room. Where none does, words are divided whatever the size, and small type
 * helps only when there are too many columns. */
static const struct squeeze *find_squeeze(const sei_table *table) {
    for (size_t i = 0; i < SQUEEZE_COUNT; i++)
        if (least_width(table, &squeezes[i]) <= table->frame.measure)
            return &squeezes[i];
    const int64_t cramped = (int64_t)sei_length_from_em(table->size, CRAMPED_MILLE) * table->count;
    return table->frame.measure < cramped ? &squeezes[SQUEEZE_COUNT - 1] : &squeezes[1];
}

static void make_room(sei_table *table) {
    const struct squeeze *by = find_squeeze(table);
    table->gap = (sei_length)percent(table->gap, by->gap);
    if (by->size < 100) {
        table->size = (sei_length)percent(table->size, by->size);
        measure_columns(table);
    }
}

/* --- sharing --------------------------------------------------------------------------------- */

/* What the columns ask for that have no width yet. */
typedef struct column_sums {
    int64_t least, most;
    uint32_t count;
} column_sums;

static column_sums open_columns(const sei_table *table) {
    column_sums sums = {0};
    for (uint32_t i = 0; i < table->count; i++) {
        const sei_table_column *column = &table->columns[i];
        if (column->width == 0) {
            sums.least += column->least;
            sums.most += column->most;
            sums.count++;
        }
    }
    return sums;
}

/* Where the columns' longest words have no room, the longest are cut to one length, and the others
 * are kept whole. */
static void cut_least(sei_table *table, int64_t room) {
    int64_t level = room / table->count;
    if (open_columns(table).least <= room)
        return;
    for (int round = 0; round < SETTLE_ROUNDS; round++) {
        int64_t kept = 0;
        uint32_t cut = 0;
        for (uint32_t i = 0; i < table->count; i++) {
            const bool is_kept = table->columns[i].least <= level;
            kept += is_kept ? table->columns[i].least : 0;
            cut += !is_kept;
        }
        level = (room - kept) / cut; /* not all are kept: together they have no room */
    }
    for (uint32_t i = 0; i < table->count; i++) {
        sei_table_column *column = &table->columns[i];
        column->least = column->least < level ? column->least : level;
    }
}

/* Columns that want no more than an equal share get what they want, so that a number's column is
 * not squeezed for a text's, as far as the others keep their least. Returns the room left for them.
 */
static int64_t settle_narrow(sei_table *table, int64_t room) {
    for (int round = 0; round < SETTLE_ROUNDS; round++) {
        column_sums open = open_columns(table);
        const uint32_t count = open.count;
        const int64_t shared = room;
        for (uint32_t i = 0; i < table->count && open.most > shared; i++) {
            sei_table_column *column = &table->columns[i];
            const bool is_narrow = column->width == 0 && column->most > 0 &&
                                   column->most * count <= shared &&
                                   open.least - column->least <= room - column->most;
            if (is_narrow) {
                column->width = (sei_length)column->most;
                room -= column->most;
                open.least -= column->least;
            }
        }
        if (room == shared)
            break;
    }
    return room;
}

/* Gives every column its share of `room`. */
static void share_room(sei_table *table, int64_t room) {
    cut_least(table, room);
    room = settle_narrow(table, room);
    const column_sums open = open_columns(table);
    if (open.count == table->count && open.most * 1000 < room * FULL_MILLE)
        room = open.most;
    for (uint32_t i = 0; i < table->count; i++) {
        sei_table_column *column = &table->columns[i];
        if (column->width != 0)
            continue;
        int64_t width;
        if (open.most <= room) {
            width = open.most > 0 ? column->most * room / open.most : room / open.count;
        } else {
            width = column->least +
                    (room - open.least) * (column->most - column->least) / (open.most - open.least);
        }
        const int64_t floor = column->most < table->size ? column->most : table->size;
        width = width > floor ? width : floor;
        column->width = width > SEI_POINT ? (sei_length)width : SEI_POINT;
    }
}

/* Puts the columns side by side; returns their width. */
static int64_t place_columns(sei_table *table) {
    int64_t width = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        table->columns[i].at = (sei_length)(width + table->gap);
        width += table->columns[i].width + 2 * table->gap;
    }
    return width;
}

void sei_table_place_columns(sei_table *table) {
    const sei_layout *layout = table->layout;
    const sei_length measure = table->frame.measure;
    measure_columns(table);
    make_room(table);
    share_room(table, measure - 2 * (int64_t)table->gap * table->count);
    int64_t width = place_columns(table);
    const int64_t rest = measure - width;
    if (rest > 0 && rest <= table->count) { /* what division has left over */
        table->columns[table->count - 1].width += (sei_length)rest;
        width = measure;
    }
    table->width = (sei_length)width;
    table->at = table->frame.inset;
    if (width < measure && table->frame.list_level == 0)
        table->at += (measure - (sei_length)width) / 2;
    if (width > measure) {
        sei_diag_add(layout->request->diags, SEI_DIAG_OVERFULL,
                     layout->book->sources[table->node->source], table->node->offset,
                     "a table of %u columns is wider than the text", (unsigned)table->count);
    }
}
