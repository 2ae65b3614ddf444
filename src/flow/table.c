/* Tables: small type off the grid, rules above, below and under the head (no vertical ones), a row
 * a strip, the head set again on every page.
 *
 * Lines of a row's cells stand on common baselines. A row that would take a third of a page becomes
 * a strip a line (JLREQ 4.4.6). A cell that covers several rows goes on in the rows below, with
 * what did not fit beside the cells above. The rule that is easy to break: within a strip the cells
 * follow one another, so that their notes and their text are in the order of reading. */
#include "flow/table.h"

#define CLEARANCE_MILLE 500   /* em/1000 of the text around a table */
#define ROW_PADDING_MILLE 350 /* em/1000 of the table's size above and below a row */
#define CAPTION_GAP_MILLE 400 /* em/1000 of the table's size below a caption */
#define TALL_ROW_PART 3       /* a row over this part of a page is split into lines */
#define LONE_LINES 2          /* of a row that is split: so many stay together at its ends */

typedef SEI_VEC(sei_cell) cell_list;
typedef SEI_VEC(sei_strip_part) part_list;

/* A line of all cells, below the row's top. */
typedef struct row_slice {
    sei_length top, baseline, bottom;
} row_slice;

/* A row in the making. */
typedef struct table_row {
    sei_table *table;
    const sei_node *node;
    bool ends_head;
    cell_list cells; /* of the row, and of rows above that go on in it */
    uint32_t slice_count;
    row_slice *slices;
} table_row;

/* --- cells ----------------------------------------------------------------------------------- */

static uint32_t lines_left(const sei_cell *cell) {
    return (uint32_t)cell->lines.size - cell->next;
}

/* Sets the row's cells behind those that go on from above, and counts the row's lines. */
static void set_cells(table_row *row, const cell_list *above) {
    sei_table *table = row->table;
    sei_arena *arena = table->layout->arena;
    row->slice_count = 1;
    for (size_t i = 0; i < above->size; i++)
        SEI_VEC_ADD(arena, &row->cells, above->at[i]);
    for (const sei_node *node = row->node->first; node != NULL; node = node->next) {
        if (node->as.cell.column < table->count) {
            const sei_cell cell = sei_cell_set(table, node);
            SEI_VEC_ADD(arena, &row->cells, cell);
            sei_layout_anchor(table->layout, node->anchor);
        }
    }
    for (size_t i = 0; i < row->cells.size; i++) {
        const sei_cell *cell = &row->cells.at[i];
        if (cell->rows == 0 && lines_left(cell) > row->slice_count)
            row->slice_count = lines_left(cell);
    }
}

/* The line of the cell that slice k shows, or NULL. */
static const sei_cell_line *line_of(const sei_cell *cell, uint32_t k) {
    return k < lines_left(cell) ? &cell->lines.at[cell->next + k] : NULL;
}

/* How far below the top of a line its baseline is, so that no image of it sticks out. */
static sei_length slice_baseline(const table_row *row, uint32_t k) {
    sei_length baseline = sei_text_baseline(row->table->size, row->table->size);
    for (size_t i = 0; i < row->cells.size; i++) {
        const sei_cell_line *at = line_of(&row->cells.at[i], k);
        const sei_line *line = at != NULL ? &at->text->lines.at[at->index] : NULL;
        for (uint32_t p = 0; line != NULL && p < line->piece_count; p++) {
            const sei_span *span = &at->text->spans[line->pieces[p].span];
            if (span->kind == SEI_SPAN_BOX && span->height > baseline)
                baseline = span->height;
        }
    }
    return baseline;
}

/* The cells that go on in the next row, without what has been laid. */
static cell_list cells_below(const table_row *row) {
    cell_list below = {0};
    for (size_t i = 0; i < row->cells.size; i++) {
        sei_cell cell = row->cells.at[i];
        const uint32_t left = lines_left(&cell);
        cell.next += left < row->slice_count ? left : row->slice_count;
        if (cell.rows > 0 && lines_left(&cell) > 0) {
            cell.rows--;
            SEI_VEC_ADD(row->table->layout->arena, &below, cell);
        }
    }
    return below;
}

/* --- strips ---------------------------------------------------------------------------------- */

static void add_line(const table_row *row, const sei_cell *cell, const sei_cell_line *line,
                     sei_length baseline, part_list *parts) {
    sei_layout *layout = row->table->layout;
    if (line->label != NULL) {
        sei_strip_part label =
            sei_text_part(line->label->text, 0, cell->at + line->label->at, baseline);
        label.role = SEI_ROLE_LABEL;
        SEI_VEC_ADD(layout->arena, parts, label);
    }
    const sei_strip_part part =
        sei_text_part(line->text, line->index, cell->at + line->at, baseline);
    SEI_VEC_ADD(layout->arena, parts, part);
    sei_text_take_anchors(layout, line->text, line->index, line->index + 1);
}

static void add_head_rule(const sei_table *table, sei_length bottom, part_list *parts) {
    const sei_style *style = table->layout->style;
    sei_strip_part part = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT, .node = table->node};
    part.at = table->at;
    part.as.rect.width = table->width;
    part.as.rect.height = style->tables.rule / 2;
    part.as.rect.color = sei_layout_color(style->tables.rule_color);
    part.down = bottom - part.as.rect.height;
    SEI_VEC_ADD(table->layout->arena, parts, part);
}

/* The slices [from, to) become a strip, cell by cell. */
static void add_strip(const table_row *row, uint32_t from, uint32_t to, uint16_t cost) {
    sei_layout *layout = row->table->layout;
    const sei_length top = row->slices[from].top;
    const sei_length height = row->slices[to - 1].bottom - top;
    part_list parts = {0};
    for (size_t i = 0; i < row->cells.size; i++) {
        const sei_cell *cell = &row->cells.at[i];
        for (uint32_t k = from; k < to && k < lines_left(cell); k++)
            add_line(row, cell, line_of(cell, k), row->slices[k].baseline - top, &parts);
    }
    if (row->ends_head && to == row->slice_count)
        add_head_rule(row->table, height, &parts);
    const sei_strip strip = {
        .group = row->table->group, .height = height, .lead = row->table->lead, .break_cost = cost};
    row->table->lead = 0;
    if (from == 0) {
        const sei_length size = row->table->frame.look.size;
        layout->cursor.label_drop = row->slices[0].baseline - sei_text_baseline(size, size);
    }
    sei_note_carry(layout, sei_layout_add_strip(layout, strip, parts.at, parts.size));
}

/* Of a break before slice k of a row that is split. */
static uint16_t slice_cost(const table_row *row, uint32_t k) {
    const bool is_lone = k < LONE_LINES || row->slice_count - k < LONE_LINES;
    return k == 0 ? SEI_COST_FREE : is_lone ? SEI_COST_ROW + SEI_COST_WIDOW : SEI_COST_ROW;
}

static void add_strips(const table_row *row) {
    const sei_length height = row->slices[row->slice_count - 1].bottom;
    const bool is_tall = height > sei_page_grid_height(&row->table->layout->grid) / TALL_ROW_PART;
    if (!is_tall) {
        add_strip(row, 0, row->slice_count, SEI_COST_FREE);
        return;
    }
    for (uint32_t k = 0; k < row->slice_count; k++)
        add_strip(row, k, k + 1, slice_cost(row, k));
}

/* The row's white is above its first line and below its last; between two lines each has half the
 * gap, also where a page ends between them. */
static void place_slices(table_row *row) {
    const sei_table *table = row->table;
    const sei_length padding = sei_length_from_em(table->size, ROW_PADDING_MILLE);
    const sei_length below = table->size - sei_text_baseline(table->size, table->size);
    const sei_length gap = table->layout->style->tables.line_gap;
    sei_length top = 0;
    row->slices = SEI_NEW_ARRAY(table->layout->arena, row_slice, row->slice_count);
    for (uint32_t k = 0; k < row->slice_count; k++) {
        row_slice *slice = &row->slices[k];
        slice->top = top;
        slice->baseline = top + (k == 0 ? padding : gap - gap / 2) + slice_baseline(row, k);
        slice->bottom = slice->baseline + below + (k + 1 == row->slice_count ? padding : gap / 2);
        top = slice->bottom;
    }
}

/* Lays the row; `carried` are the cells that go on from above, and then below. */
static void lay_row(sei_table *table, const sei_node *node, bool ends_head, cell_list *carried) {
    table_row row = {.table = table, .node = node, .ends_head = ends_head};
    sei_layout_anchor(table->layout, node->anchor);
    set_cells(&row, carried);
    place_slices(&row);
    add_strips(&row);
    *carried = cells_below(&row);
}

/* --- the table ------------------------------------------------------------------------------- */

/* Of a break behind the row: none below the head, and no row of the body stands alone. */
static uint16_t cost_behind(const sei_table *table, const sei_node *row) {
    if (row->as.row.is_head)
        return SEI_COST_NEVER;
    const bool is_first = row == table->rows || row->previous->as.row.is_head;
    const bool leaves_one = row->next != NULL && row->next->next == NULL;
    return row->next != NULL && (is_first || leaves_one) ? SEI_COST_WIDOW : SEI_COST_FREE;
}

static void lay_rows(sei_table *table, sei_strip_group *own) {
    sei_layout *layout = table->layout;
    const uint32_t first = (uint32_t)layout->out->size;
    cell_list carried = {0};
    for (const sei_node *row = table->rows; row != NULL; row = row->next) {
        const bool is_head = row->as.row.is_head;
        const bool ends_head = is_head && (row->next == NULL || !row->next->as.row.is_head);
        lay_row(table, row, ends_head, &carried);
        layout->cursor.break_cost = row->next != NULL ? cost_behind(table, row) : SEI_COST_FREE;
        if (ends_head && own != NULL) {
            own->head_first = first;
            own->head_count = (uint32_t)layout->out->size - first;
        }
    }
}

/* The caption stands above the table and is never parted from it. */
static void lay_caption(sei_table *table, const sei_node *caption) {
    sei_layout *layout = table->layout;
    sei_layout_anchor(layout, caption->anchor);
    sei_figure_add_caption(layout, caption, table->group, false);
    layout->cursor.break_cost = SEI_COST_NEVER;
    table->lead = sei_length_from_em(table->size, CAPTION_GAP_MILLE);
}

void sei_table_lay(sei_layout *layout, const sei_node *node) {
    const sei_node *first = node->first;
    const sei_node *caption = first != NULL && first->kind == SEI_NODE_CAPTION ? first : NULL;
    const sei_node *rows = caption != NULL ? caption->next : first;
    if (rows == NULL || node->as.table.column_count == 0)
        return;
    sei_table table = {.layout = layout,
                       .node = node,
                       .rows = rows,
                       .frame = *sei_layout_frame(layout),
                       .count = node->as.table.column_count,
                       .size = layout->style->tables.size,
                       .gap = layout->style->tables.cell_gap,
                       .group = layout->cursor.group,
                       .lead = layout->cursor.lead};
    table.size = table.size < table.frame.look.size ? table.size : table.frame.look.size;
    sei_strip_group *own = NULL;
    if (table.group == NULL) {
        own = SEI_NEW(layout->arena, sei_strip_group);
        own->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        table.group = own;
    }
    table.columns = SEI_NEW_ARRAY(layout->arena, sei_table_column, table.count);
    sei_table_place_columns(&table);
    if (caption != NULL)
        lay_caption(&table, caption);
    sei_frame *frame = sei_layout_push(layout, node);
    sei_panel *panel = sei_layout_open_panel(layout, frame);
    panel->at = table.at;
    panel->width = table.width;
    panel->rule = layout->style->tables.rule;
    panel->rule_color = sei_layout_color(layout->style->tables.rule_color);
    lay_rows(&table, own);
    layout->cursor.lines_below_heading = 2;
    sei_layout_pop(layout);
}
