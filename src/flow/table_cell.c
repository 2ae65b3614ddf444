/* A cell's inlines → its lines. What stands before, between and behind its lists is a paragraph
 * each, and so is every item, whose text stands behind its marker and turns over under itself.
 *
 * The cell's tree is walked by its links, without recursion. The rule that is easy to break: an
 * item without text still prints its marker. */
#include "base/utf8.h"
#include "flow/table.h"

/* The widths of letters, about. */
#define LATIN_MILLE 560
#define NARROW_MILLE 340
#define WIDE_MILLE 880
#define CAPITAL_MILLE 680
#define CODE_MILLE 620          /* in code, where all have one width */
#define LEAST_MILLE 3000        /* no cell asks for less, */
#define HEAD_LEAST_MILLE 4000   /* nor for less than this in the head, */
#define LONGEST_MILLE 12000     /* nor for more: longer words may be divided, */
#define WHOLE_MILLE 5000        /* and so short a text is kept in one line */
#define MARKER_GAP_MILLE 300    /* between a number and its text */
#define ITEM_MEASURE_MILLE 3000 /* an item's text is not made narrower by its marker */
#define WIDE_FROM 0x2E80        /* code points from here break anywhere: CJK */

/* --- paragraphs ------------------------------------------------------------------------------ */

/* Inlines of a cell or item that stand side by side. */
typedef struct cell_paragraph {
    const sei_node *holder;      /* CELL or CELL_ITEM */
    const sei_node *first, *end; /* of its children; end is not in it */
    const sei_node *item;        /* whose marker stands before it, or NULL */
    sei_marker_column marker;    /* of the innermost list */
    sei_length inset;
} cell_paragraph;

typedef struct cell_walk {
    sei_layout *layout;
    sei_text_look look;
    const sei_node *cell, *holder, *at; /* `at`: the next child of the holder, or NULL */
    const sei_node *item;               /* opened, its marker not yet given away */
    SEI_VEC(sei_marker_column) lists;   /* that are open */
} cell_walk;

uint32_t sei_cell_more_columns(const sei_table *table, const sei_node *cell) {
    const uint32_t most = table->count - 1 - cell->as.cell.column;
    return cell->as.cell.more_columns < most ? cell->as.cell.more_columns : most;
}

static bool is_head(const sei_node *cell) {
    return cell->parent->as.row.is_head || cell->as.cell.is_head;
}

static sei_text_look cell_look(const sei_table *table, const sei_node *cell) {
    const sei_style *style = table->layout->style;
    const sei_style_font font = is_head(cell) ? style->tables.head_font : style->text.font;
    sei_text_look look = sei_layout_look(font, table->size, style->text.color);
    look.tabular = true;
    return look;
}

static cell_walk begin_walk(const sei_table *table, const sei_node *cell) {
    return (cell_walk){.layout = table->layout,
                       .look = cell_look(table, cell),
                       .cell = cell,
                       .holder = cell,
                       .at = cell->first};
}

static void open_list(cell_walk *walk, const sei_node *list) {
    sei_marker_column column = {.look = walk->look, .level = (int)walk->lists.size + 1};
    if (walk->lists.size > 0) {
        const sei_marker_column *outer = &walk->lists.at[walk->lists.size - 1];
        column.inset = outer->inset + outer->width;
    }
    column.width = walk->look.size;
    if (list->as.list.ordered) {
        const sei_length need = sei_list_number_width(walk->layout, list, walk->look) +
                                sei_length_from_em(walk->look.size, MARKER_GAP_MILLE);
        column.width = need > column.width ? need : column.width;
    }
    SEI_VEC_ADD(walk->layout->arena, &walk->lists, column);
    walk->holder = walk->item = list->first;
    walk->at = list->first->first;
}

/* Goes on behind the holder's end: false behind the cell's. */
static bool leave_holder(cell_walk *walk) {
    if (walk->holder == walk->cell)
        return false;
    if (walk->holder->next != NULL) {
        walk->holder = walk->item = walk->holder->next;
        walk->at = walk->holder->first;
        return true;
    }
    const sei_node *list = walk->holder->parent;
    walk->lists.size--;
    walk->holder = list->parent;
    walk->at = list->next;
    return true;
}

static bool is_list(const sei_node *node) {
    return node != NULL && node->kind == SEI_NODE_CELL_LIST;
}

/* The inlines from `at` up to the next list, which may be none. */
static cell_paragraph take_paragraph(cell_walk *walk) {
    cell_paragraph taken = {.holder = walk->holder, .first = walk->at, .item = walk->item};
    if (walk->lists.size > 0) {
        taken.marker = walk->lists.at[walk->lists.size - 1];
        taken.inset = taken.marker.inset + taken.marker.width;
    }
    while (walk->at != NULL && !is_list(walk->at))
        walk->at = walk->at->next;
    taken.end = walk->at;
    walk->item = NULL;
    return taken;
}

/* The next paragraph; false when there is none. */
static bool next_paragraph(cell_walk *walk, cell_paragraph *paragraph) {
    for (;;) {
        const bool has_text = walk->at != NULL && !is_list(walk->at);
        if (has_text || walk->item != NULL) {
            *paragraph = take_paragraph(walk);
            return true;
        }
        if (walk->at != NULL && walk->at->first != NULL)
            open_list(walk, walk->at);
        else if (walk->at != NULL)
            walk->at = walk->at->next;
        else if (!leave_holder(walk))
            return false;
    }
}

static sei_span_list *paragraph_spans(cell_walk *walk, const cell_paragraph *paragraph,
                                      sei_length width) {
    sei_span_list *spans = sei_spans_begin(walk->layout);
    sei_spans_add_run(walk->layout, paragraph->holder, paragraph->first, paragraph->end, walk->look,
                      width, spans);
    return spans;
}

static sei_para_style paragraph_style(const sei_table *table, const cell_walk *walk,
                                      const cell_paragraph *paragraph, sei_length measure) {
    const sei_align align =
        paragraph->inset > 0 ? SEI_ALIGN_LEFT : walk->cell->as.cell.align; /* not in lists */
    sei_para_style style = sei_layout_para_style(table->layout, &table->frame);
    style.measure = measure;
    style.size = walk->look.size;
    style.is_justified = false;
    style.align = align == SEI_ALIGN_RIGHT    ? SEI_STYLE_RIGHT
                  : align == SEI_ALIGN_CENTER ? SEI_STYLE_CENTER
                                              : SEI_STYLE_LEFT;
    return style;
}

/* --- widths ---------------------------------------------------------------------------------- */

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

static bool is_figure(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool is_capital(uint32_t c) {
    return c >= 'A' && c <= 'Z';
}

/* Whether a line may end well between two characters. In code words are also told by capitals. */
static bool is_good_break(uint32_t before, uint32_t after, bool is_code) {
    const bool is_hump = before >= 'a' && before <= 'z' && is_capital(after);
    return before <= ' ' || before >= WIDE_FROM || after <= ' ' || after >= WIDE_FROM ||
           (is_separator(before, is_code) && !is_figure(after)) || (is_code && is_hump);
}

/* A letter's width, about. */
static int32_t letter_mille(uint32_t c, bool is_code) {
    static const char narrow[] = "fijlrtI.,:;'!|()[]";
    static const char wide[] = "mwMW@%";
    if (is_code)
        return CODE_MILLE;
    for (size_t i = 0; i + 1 < sizeof narrow; i++)
        if (c == (unsigned char)narrow[i])
            return NARROW_MILLE;
    for (size_t i = 0; i + 1 < sizeof wide; i++)
        if (c == (unsigned char)wide[i])
            return WIDE_MILLE;
    return is_capital(c) ? CAPITAL_MILLE : LATIN_MILLE;
}

/* A stretch without a good break. */
typedef struct cell_word {
    int64_t width;   /* about */
    size_t span;     /* that it ends in */
    size_t from, to; /* bytes of that span */
    bool is_parted;  /* it begins in a span before */
} cell_word;

static void take_span(const sei_span_list *spans, size_t index, uint32_t *before, cell_word *word,
                      cell_word *longest) {
    const sei_span *span = &spans->at[index];
    const bool is_code = span->look.is_verbatim;
    word->is_parted = word->width > 0;
    word->span = index;
    word->from = 0;
    for (size_t at = 0; at < span->text.size;) {
        const size_t from = at;
        const uint32_t c = sei_utf8_next(span->text, &at);
        if (is_good_break(*before, c, is_code))
            *word = (cell_word){.span = index, .from = from};
        if (c > ' ' && c < WIDE_FROM)
            word->width += sei_length_from_em(span->look.size, letter_mille(c, is_code));
        word->to = at;
        *before = c;
        if (word->width > longest->width)
            *longest = *word;
    }
}

/* The width of the longest word: it is found by its letters and then measured. CJK is a character
 * each. */
static int64_t longest_word(sei_table *table, const sei_para_style *style,
                            const sei_span_list *spans) {
    cell_word longest = {0};
    cell_word word = {0};
    int64_t box = 0;
    uint32_t before = ' ';
    for (size_t i = 0; i < spans->size; i++) {
        const sei_span *span = &spans->at[i];
        if (span->kind == SEI_SPAN_BREAK || span->kind == SEI_SPAN_BOX) {
            before = ' ';
            box = span->width > box ? span->width : box;
        }
        take_span(spans, i, &before, &word, &longest);
    }
    if (longest.width > 0 && !longest.is_parted) {
        sei_span alone = spans->at[longest.span];
        alone.text = sei_str_slice(alone.text, longest.from, longest.to);
        longest.width = sei_para_width(&table->layout->para, style, &alone, 1);
    }
    return longest.width > box ? longest.width : box;
}

void sei_cell_measure(sei_table *table, const sei_node *cell, int64_t *least, int64_t *most) {
    const sei_length measure = table->frame.measure;
    cell_walk walk = begin_walk(table, cell);
    cell_paragraph paragraph;
    *least = *most = 0;
    while (next_paragraph(&walk, &paragraph)) {
        const sei_span_list *spans = paragraph_spans(&walk, &paragraph, measure);
        const sei_para_style style = paragraph_style(table, &walk, &paragraph, measure);
        const int64_t width =
            sei_para_width(&table->layout->para, &style, spans->at, spans->size) + paragraph.inset;
        const int64_t word = longest_word(table, &style, spans) + paragraph.inset;
        *most = width > *most ? width : *most;
        *least = word > *least ? word : *least;
    }
    const int64_t whole = sei_length_from_em(table->size, WHOLE_MILLE);
    const int64_t longest = sei_length_from_em(table->size, LONGEST_MILLE);
    const int64_t floor =
        sei_length_from_em(table->size, is_head(cell) ? HEAD_LEAST_MILLE : LEAST_MILLE);
    *least = *least < longest ? *least : longest;
    *least = *least > floor ? *least : floor;
    *least = *least<*most && * most> whole ? *least : *most;
}

/* --- setting --------------------------------------------------------------------------------- */

static void add_lines(sei_table *table, cell_walk *walk, const cell_paragraph *paragraph,
                      sei_length width, sei_cell *cell) {
    const sei_length narrowest = sei_length_from_em(table->size, ITEM_MEASURE_MILLE);
    const sei_length room = width > narrowest ? width - narrowest : 0;
    const sei_length inset = paragraph->inset < room ? paragraph->inset : room;
    const sei_para_style style = paragraph_style(table, walk, paragraph, width - inset);
    const sei_span_list *spans = paragraph_spans(walk, paragraph, width - inset);
    const sei_text *text = sei_text_set(table->layout, &style, spans, walk->cell);
    sei_label *label = NULL;
    if (paragraph->item != NULL) {
        sei_marker_column column = paragraph->marker;
        column.inset = inset > column.width ? inset - column.width : 0;
        label = SEI_NEW(table->layout->arena, sei_label);
        *label = sei_list_label(table->layout, paragraph->item, &column);
    }
    for (uint32_t i = 0; i < text->lines.count; i++) {
        const sei_cell_line line = {text, i, inset, i == 0 ? label : NULL};
        SEI_VEC_ADD(table->layout->arena, &cell->lines, line);
    }
}

/* The width of the cell's columns and of the gaps between them. */
static sei_length cell_width(const sei_table *table, const sei_node *cell) {
    const uint32_t from = cell->as.cell.column;
    const uint32_t more = sei_cell_more_columns(table, cell);
    const sei_table_column *last = &table->columns[from + more];
    return last->at + last->width - table->columns[from].at;
}

sei_cell sei_cell_set(sei_table *table, const sei_node *node) {
    sei_cell cell = {.node = node, .rows = node->as.cell.more_rows};
    cell.at = table->at + table->columns[node->as.cell.column].at;
    cell_walk walk = begin_walk(table, node);
    cell_paragraph paragraph;
    while (next_paragraph(&walk, &paragraph))
        add_lines(table, &walk, &paragraph, cell_width(table, node), &cell);
    return cell;
}
