/* Tables: small type off the grid, rules above, below and under the head (no vertical ones), a row
 * a strip, the head set again on every page.
 *
 * Column widths follow from what the cells need at least (their longest word) and at most (their
 * text in one line), as in CSS's automatic layout: all get their least, as far as there is room,
 * and the rest is shared by how much more each wants. A row that would take a third of a page
 * becomes a strip a line (JLREQ 4.4.6). */
#include "flow/layout.h"

#include "base/utf8.h"

#define CLEARANCE_MILLE 500   /* em/1000 of the text around a table */
#define ROW_PADDING_MILLE 350 /* em/1000 of the table's size above and below a row */
#define LATIN_MILLE 560       /* average width of a Latin letter */
#define CODE_MILLE 620        /* the same in code, where all have one width */
#define LEAST_MILLE 2000      /* no column asks for less, */
#define HEAD_LEAST_MILLE 4000 /* nor for less than this of its head */
#define FULL_MILLE 700   /* a table this wide (of the measure) is made as wide as the measure */
#define TALL_ROW_PART 3  /* a row over this part of a page is split into lines */
#define SETTLE_ROUNDS 8  /* of giving narrow columns what they want */
#define WIDE_FROM 0x2E80 /* code points from here break anywhere: CJK */

struct column {
    int64_t least, most; /* what its cells need and want */
    sei_length at, width;
};

struct table {
    sei_layout *layout;
    const sei_node *node;
    const sei_strip_group *group;
    sei_frame frame;
    struct column *columns;
    uint32_t count;
    sei_length gap; /* beside a cell's text */
    sei_length at, width;
    const sei_text **texts; /* of the row being laid, by column */
};

static sei_text_look cell_look(const struct table *table, bool is_head) {
    const sei_style *style = table->layout->style;
    const sei_style_font font = is_head ? style->tables.head_font : style->text.font;
    const sei_length size =
        style->tables.size < table->frame.look.size ? style->tables.size : table->frame.look.size;
    return sei_layout_look(font, size, style->text.color);
}

static sei_para_style cell_style(const struct table *table, const sei_node *cell,
                                 sei_length measure) {
    sei_para_style style = sei_layout_para_style(table->layout, &table->frame);
    style.measure = measure;
    style.size = cell_look(table, false).size;
    style.is_justified = false;
    style.align = cell->as.cell.align == SEI_ALIGN_RIGHT    ? SEI_STYLE_RIGHT
                  : cell->as.cell.align == SEI_ALIGN_CENTER ? SEI_STYLE_CENTER
                                                            : SEI_STYLE_LEFT;
    return style;
}

static sei_span_list *cell_spans(const struct table *table, const sei_node *cell,
                                 sei_length width) {
    sei_span_list *spans = sei_spans_begin(table->layout);
    sei_spans_add(table->layout, cell, cell_look(table, cell->parent->as.row.is_head), width,
                  spans);
    return spans;
}

/* Whether a line may end behind the character: addresses and hyphened words, and more in code. */
static bool is_separator(uint32_t c, bool is_code) {
    switch (c) {
    case '/':
    case '-':
    case '?':
    case '&':
    case '=':
        return true;
    case '_':
    case '.':
    case ':':
    case ',':
    case ';':
        return is_code;
    default:
        return false;
    }
}

static bool begins_with_figure(sei_str text, size_t at) {
    return at < text.size && text.at[at] >= '0' && text.at[at] <= '9';
}

/* The longest stretch without a good break, estimated: words of letters, CJK a character each. */
static int64_t longest_word(const sei_span_list *spans) {
    int64_t longest = 0;
    int64_t word = 0;
    for (size_t i = 0; i < spans->size; i++) {
        const sei_span *span = &spans->at[i];
        if (span->kind == SEI_SPAN_BOX) {
            longest = span->width > longest ? span->width : longest;
        }
        const int32_t mille = span->look.is_verbatim ? CODE_MILLE : LATIN_MILLE;
        const sei_length letter = sei_length_from_em(span->look.size, mille);
        for (size_t at = 0; at < span->text.size;) {
            const uint32_t c = sei_utf8_next(span->text, &at);
            word = c <= ' ' || c >= WIDE_FROM ? 0 : word + letter;
            longest = word > longest ? word : longest;
            if (is_separator(c, span->look.is_verbatim) && !begins_with_figure(span->text, at)) {
                word = 0;
            }
        }
    }
    return longest;
}

static void measure_cell(struct table *table, const sei_node *cell) {
    struct column *column = &table->columns[cell->as.cell.column];
    const sei_span_list *spans = cell_spans(table, cell, table->frame.measure);
    const sei_para_style style = cell_style(table, cell, table->frame.measure);
    const int64_t most = sei_para_width(&table->layout->para, &style, spans->at, spans->size);
    int64_t least = longest_word(spans);
    const bool is_head = cell->parent->as.row.is_head;
    const sei_length floor =
        sei_length_from_em(style.size, is_head ? HEAD_LEAST_MILLE : LEAST_MILLE);
    least = least > floor ? least : floor;
    least = least < most ? least : most;
    column->most = most > column->most ? most : column->most;
    column->least = least > column->least ? least : column->least;
}

static void measure_columns(struct table *table) {
    for (const sei_node *row = table->node->first; row != NULL; row = row->next) {
        for (const sei_node *cell = row->first; cell != NULL; cell = cell->next) {
            if (cell->as.cell.column < table->count) {
                measure_cell(table, cell);
            }
        }
    }
}

/* What the columns ask for that have no width yet. */
typedef struct column_sums {
    int64_t least, most;
    uint32_t count;
} column_sums;

static column_sums open_columns(const struct table *table) {
    column_sums sums = {0};
    for (uint32_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];
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
static void cut_least(struct table *table, int64_t room) {
    int64_t level = room / table->count;
    if (open_columns(table).least <= room) {
        return;
    }
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
        struct column *column = &table->columns[i];
        column->least = column->least < level ? column->least : level;
    }
}

/* Columns that want no more than an equal share get what they want, so that a number's column is
 * not squeezed for a text's, as far as the others keep their least. Returns the room left for them.
 */
static int64_t settle_narrow(struct table *table, int64_t room) {
    for (int round = 0; round < SETTLE_ROUNDS; round++) {
        column_sums open = open_columns(table);
        const uint32_t count = open.count;
        const int64_t shared = room;
        for (uint32_t i = 0; i < table->count && open.most > shared; i++) {
            struct column *column = &table->columns[i];
            const bool is_narrow = column->width == 0 && column->most > 0 &&
                                   column->most * count <= shared &&
                                   open.least - column->least <= room - column->most;
            if (is_narrow) {
                column->width = (sei_length)column->most;
                room -= column->most;
                open.least -= column->least;
            }
        }
        if (room == shared) {
            break;
        }
    }
    return room;
}

/* Gives every column its share of `room`. */
static void share_room(struct table *table, int64_t room) {
    cut_least(table, room);
    room = settle_narrow(table, room);
    const column_sums open = open_columns(table);
    if (open.count == table->count && open.most * 1000 < room * FULL_MILLE) {
        room = open.most;
    }
    for (uint32_t i = 0; i < table->count; i++) {
        struct column *column = &table->columns[i];
        if (column->width != 0) {
            continue;
        }
        int64_t width;
        if (open.most <= room) {
            width = open.most > 0 ? column->most * room / open.most : room / open.count;
        } else {
            width = column->least +
                    (room - open.least) * (column->most - column->least) / (open.most - open.least);
        }
        column->width = width > SEI_POINT ? (sei_length)width : SEI_POINT;
    }
}

static void place_columns(struct table *table) {
    const sei_length measure = table->frame.measure;
    const int64_t gaps = 2 * (int64_t)table->gap * table->count;
    if (gaps > measure / 2) {
        table->gap = (sei_length)(measure / 2 / (2 * (int64_t)table->count));
    }
    share_room(table, measure - 2 * (int64_t)table->gap * table->count);
    int64_t width = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        table->columns[i].at = (sei_length)(width + table->gap);
        width += table->columns[i].width + 2 * table->gap;
    }
    table->width = (sei_length)width;
    table->at = table->frame.inset + (width < measure ? (measure - (sei_length)width) / 2 : 0);
    if (width > measure) {
        const sei_layout *layout = table->layout;
        sei_diag_add(layout->request->diags, SEI_DIAG_OVERFULL,
                     layout->book->sources[table->node->source], table->node->offset,
                     "a table of %u columns is wider than the text", (unsigned)table->count);
    }
}

static uint32_t set_cells(struct table *table, const sei_node *row) {
    uint32_t lines = 1;
    for (uint32_t i = 0; i < table->count; i++) {
        table->texts[i] = NULL;
    }
    for (const sei_node *cell = row->first; cell != NULL; cell = cell->next) {
        if (cell->as.cell.column >= table->count) {
            continue;
        }
        const sei_length width = table->columns[cell->as.cell.column].width;
        const sei_span_list *spans = cell_spans(table, cell, width);
        const sei_para_style style = cell_style(table, cell, width);
        const sei_text *text = sei_text_set(table->layout, &style, spans, cell);
        table->texts[cell->as.cell.column] = text;
        lines = text->lines.count > lines ? text->lines.count : lines;
        sei_layout_anchor(table->layout, cell->anchor);
        sei_text_take_anchors(table->layout, text, 0, text->lines.count);
    }
    return lines;
}

/* How far below a line box's top the baseline of line k goes, so that no image of it sticks out. */
static sei_length slice_baseline(const struct table *table, uint32_t k, sei_length size) {
    sei_length baseline = sei_text_baseline(size, size);
    for (uint32_t i = 0; i < table->count; i++) {
        const sei_text *text = table->texts[i];
        if (text == NULL || k >= text->lines.count) {
            continue;
        }
        const sei_line *line = &text->lines.at[k];
        for (uint32_t p = 0; p < line->piece_count; p++) {
            const sei_span *span = &text->spans[line->pieces[p].span];
            if (span->kind == SEI_SPAN_BOX && span->height > baseline) {
                baseline = span->height;
            }
        }
    }
    return baseline;
}

typedef SEI_VEC(sei_strip_part) part_list;

/* Line k of every cell, from `top` of the strip; returns its height. */
static sei_length add_slice(struct table *table, uint32_t k, sei_length top, part_list *parts) {
    const sei_length size = cell_look(table, false).size;
    const sei_length baseline = slice_baseline(table, k, size);
    for (uint32_t i = 0; i < table->count; i++) {
        const sei_text *text = table->texts[i];
        if (text != NULL && k < text->lines.count) {
            const sei_length at = table->at + table->columns[i].at;
            const sei_strip_part part = sei_text_part(text, k, at, top + baseline);
            SEI_VEC_ADD(table->layout->arena, parts, part);
        }
    }
    return baseline + size - sei_text_baseline(size, size);
}

static void add_head_rule(struct table *table, sei_length bottom, part_list *parts) {
    sei_strip_part part = {.kind = SEI_STRIP_RECT, .role = SEI_ROLE_LAYOUT, .node = table->node};
    part.at = table->at;
    part.as.rect.width = table->width;
    part.as.rect.height = table->layout->style->tables.rule / 2;
    part.as.rect.color = sei_layout_color(table->layout->style->tables.rule_color);
    part.down = bottom - part.as.rect.height;
    SEI_VEC_ADD(table->layout->arena, parts, part);
}

static void add_row_strip(struct table *table, sei_length height, uint16_t cost,
                          const part_list *parts, sei_length lead) {
    const sei_strip strip = {
        .group = table->group, .height = height, .lead = lead, .break_cost = cost};
    sei_note_carry(table->layout,
                   sei_layout_add_strip(table->layout, strip, parts->at, parts->size));
}

/* A row: one strip, or when it is tall a strip a line. */
static void lay_row(struct table *table, const sei_node *row, bool ends_head) {
    sei_layout_anchor(table->layout, row->anchor);
    const uint32_t count = set_cells(table, row);
    const sei_length size = cell_look(table, false).size;
    const sei_length gap = table->layout->style->tables.line_gap;
    const sei_length padding = sei_length_from_em(size, ROW_PADDING_MILLE);
    const int64_t height = (int64_t)count * (size + gap);
    const bool is_tall = height > sei_page_grid_height(&table->layout->grid) / TALL_ROW_PART;
    part_list parts = {0};
    sei_length top = padding;
    for (uint32_t k = 0; k < count; k++) {
        const bool is_last = k + 1 == count;
        top += add_slice(table, k, top, &parts);
        top += is_last ? padding : gap;
        if (is_last && ends_head) {
            add_head_rule(table, top, &parts);
        }
        if (is_tall || is_last) {
            add_row_strip(table, top, is_tall && k > 0 ? SEI_COST_ROW : SEI_COST_FREE, &parts, 0);
            parts.size = 0;
            top = 0;
        }
    }
}

static void lay_rows(struct table *table, sei_strip_group *own) {
    const uint32_t first = (uint32_t)table->layout->out->size;
    for (const sei_node *row = table->node->first; row != NULL; row = row->next) {
        const bool is_head = row->as.row.is_head;
        const bool ends_head = is_head && (row->next == NULL || !row->next->as.row.is_head);
        lay_row(table, row, ends_head);
        if (is_head) {
            table->layout->cursor.break_cost = SEI_COST_NEVER;
        } else if (row->next != NULL && (row->next->next == NULL || row->previous == NULL ||
                                         row->previous->as.row.is_head)) {
            table->layout->cursor.break_cost = SEI_COST_WIDOW; /* no row stands alone */
        }
        if (ends_head && own != NULL) {
            own->head_first = first;
            own->head_count = (uint32_t)table->layout->out->size - first;
        }
    }
}

void sei_table_lay(sei_layout *layout, const sei_node *node) {
    if (node->first == NULL || node->as.table.column_count == 0) {
        return;
    }
    struct table table = {.layout = layout,
                          .node = node,
                          .frame = *sei_layout_frame(layout),
                          .count = node->as.table.column_count,
                          .gap = layout->style->tables.cell_gap,
                          .group = layout->cursor.group};
    sei_strip_group *own = NULL;
    if (table.group == NULL) {
        own = SEI_NEW(layout->arena, sei_strip_group);
        own->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        table.group = own;
    }
    table.columns = SEI_NEW_ARRAY(layout->arena, struct column, table.count);
    table.texts = SEI_NEW_ARRAY(layout->arena, const sei_text *, table.count);
    measure_columns(&table);
    place_columns(&table);
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
