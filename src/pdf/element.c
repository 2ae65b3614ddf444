/* Elements → objects of the file, and the trees that find them: the parent tree (page and mark, or
 * annotation → element) and the ID tree (ISO 32000-1, 14.7.2 to 14.7.4).
 *
 * Elements are many and small, so they go into object streams (pack.h); their numbers follow one
 * another in the order of reading, so that IDs made of them are sorted. What is not used is left
 * out, but for the cells of a table that is used. */
#include "pdf/object.h"
#include "pdf/pack.h"
#include "pdf/syntax.h"

#include "base/assert.h"
#include "base/utf8.h"

#define LEVEL_MAX 6       /* H1 … H6 */
#define PAGES_IN_LEAF 32  /* of the parent tree */
#define LINKS_IN_LEAF 512 /* of the parent tree */
#define IDS_IN_LEAF 512
#define ID_SIZE 9

typedef struct writer {
    sei_pdf_document *document;
    sei_pdf_structure *s;
    sei_buf *out;                 /* entries of the object being made */
    uint32_t root;                /* its number; the elements follow it */
    uint32_t next;                /* number of the next object */
    uint32_t count;               /* of elements that are written */
    SEI_VEC(uint32_t) identified; /* elements with an ID, in order */
    uint8_t open[UINT8_MAX];      /* depths of the headings that are open */
    size_t open_count;
    uint32_t row;            /* TR that the cell at hand is in */
    bool is_first_row;       /* of its table */
    SEI_VEC(uint32_t) heads; /* of the table's columns */
    uint32_t column;
} writer;

/* --- what is written --- */

static bool is_cell_or_row(sei_pdf_element_type type) {
    return type == SEI_PDF_TR || type == SEI_PDF_TH || type == SEI_PDF_TD;
}

static bool has_id(sei_pdf_element_type type) {
    return type == SEI_PDF_NOTE || type == SEI_PDF_TH;
}

static void number_elements(writer *w) {
    for (uint32_t i = 0; i < w->s->elements.size; i++) {
        sei_pdf_element *element = &w->s->elements.at[i];
        sei_pdf_element_type type = (sei_pdf_element_type)element->type;
        if (is_cell_or_row(type))
            element->is_used |= w->s->elements.at[element->parent].is_used;
        if (!element->is_used)
            continue;
        w->count++;
        element->number = w->count; /* behind the root's */
        if (has_id(type))
            SEI_VEC_ADD(&w->document->scratch, &w->identified, i);
    }
}

/* What has been written becomes the next object. */
static void add_object(writer *w) {
    sei_pdf_pack_add(w->document, w->next++, sei_buf_str(w->out));
}

static uint32_t number_of(const writer *w, uint32_t element) {
    return w->root + w->s->elements.at[element].number;
}

/* --- one element --- */

/* The level of a heading: no level is skipped, whatever was left out (ISO 14289-1, 7.4.2). What is
 * no part of the outline stands below the heading above it. */
static size_t heading_level(writer *w, const sei_pdf_element *heading) {
    if (heading->depth != 0) {
        while (w->open_count > 0 && w->open[w->open_count - 1] >= heading->depth)
            w->open_count--;
        w->open[w->open_count++] = heading->depth;
    }
    size_t level = w->open_count + (heading->depth != 0 ? 0 : 1);
    return level < LEVEL_MAX ? level : LEVEL_MAX;
}

static void put_type(writer *w, const sei_pdf_element *element) {
    sei_buf_add(w->out, SEI_STR("/S/"));
    sei_buf_add(w->out, sei_str_from(sei_pdf_element_name((sei_pdf_element_type)element->type)));
    if (element->type == SEI_PDF_H)
        sei_pdf_put_number(w->out, (uint32_t)heading_level(w, element));
}

static void put_page(const writer *w, uint32_t page) {
    sei_buf_add(w->out, SEI_STR("/Pg "));
    sei_pdf_put_reference(w->out, sei_pdf_object_number(w->document->pages[page]));
}

/* The page of the element's first mark or annotation; UINT32_MAX: it has none. */
static uint32_t first_page(const writer *w, const sei_pdf_element *element) {
    for (uint32_t at = element->first_kid; at != 0; at = w->s->kids.at[at - 1].next) {
        const sei_pdf_kid *kid = &w->s->kids.at[at - 1];
        if (kid->kind != SEI_PDF_KID_ELEMENT)
            return kid->page;
    }
    return UINT32_MAX;
}

static void put_kid(const writer *w, const sei_pdf_kid *kid, uint32_t page) {
    switch (kid->kind) {
    case SEI_PDF_KID_ELEMENT:
        if (w->s->elements.at[kid->value].is_used)
            sei_pdf_put_reference(w->out, number_of(w, kid->value));
        return;
    case SEI_PDF_KID_MARK:
        if (kid->page == page) {
            sei_pdf_put_number(w->out, kid->value);
            sei_buf_add_byte(w->out, ' ');
            return;
        }
        sei_buf_add(w->out, SEI_STR("<</Type/MCR/MCID "));
        sei_pdf_put_number(w->out, kid->value);
        break;
    case SEI_PDF_KID_ANNOTATION:
        sei_buf_add(w->out, SEI_STR("<</Type/OBJR/Obj "));
        sei_pdf_put_reference(w->out, kid->value);
        break;
    }
    if (kid->page != page)
        put_page(w, kid->page);
    sei_buf_add(w->out, SEI_STR(">>"));
}

static void put_kids(const writer *w, const sei_pdf_element *element) {
    uint32_t page = first_page(w, element);
    if (page != UINT32_MAX)
        put_page(w, page);
    if (element->first_kid == 0)
        return;
    sei_buf_add(w->out, SEI_STR("/K["));
    for (uint32_t at = element->first_kid; at != 0; at = w->s->kids.at[at - 1].next)
        put_kid(w, &w->s->kids.at[at - 1], page);
    sei_buf_add_byte(w->out, ']');
}

/* --- attributes --- */

static void put_id(const writer *w, uint32_t element) {
    sei_buf_print(w->out, "(e%08x)", (unsigned)w->s->elements.at[element].number);
}

/* Goes to the table and row that the cell is in. */
static void enter_row(writer *w, const sei_pdf_element *cell) {
    if (cell->parent == w->row)
        return;
    uint32_t table = w->s->elements.at[cell->parent].parent;
    w->is_first_row = w->row == 0 || w->s->elements.at[w->row].parent != table;
    w->heads.size = w->is_first_row ? 0 : w->heads.size;
    w->row = cell->parent;
    w->column = 0;
}

static bool is_column_head(const writer *w, uint32_t column) {
    return column < w->heads.size && w->s->elements.at[w->heads.at[column]].type == SEI_PDF_TH;
}

static void put_span(const writer *w, const char *name, uint32_t more) {
    if (more > 0)
        sei_buf_print(w->out, "/%s %u", name, (unsigned)more + 1);
}

/* Column heads are the cells of the first row; a cell below names its own. */
static void put_cell(writer *w, uint32_t number) {
    const sei_pdf_element *cell = &w->s->elements.at[number];
    const sei_node *node = cell->node; /* NULL for one that fills a row */
    enter_row(w, cell);
    const uint32_t column = node ? node->as.cell.column : w->column;
    const uint32_t more = node ? node->as.cell.more_columns : 0;
    w->column = column + more + 1;
    sei_buf_add(w->out, SEI_STR("/A<</O/Table"));
    if (cell->type == SEI_PDF_TH) {
        sei_buf_add(w->out, node && node->as.cell.is_head ? SEI_STR("/Scope/Row")
                                                          : SEI_STR("/Scope/Column"));
    } else if (!w->is_first_row && is_column_head(w, column)) {
        sei_buf_add(w->out, SEI_STR("/Headers["));
        put_id(w, w->heads.at[column]);
        sei_buf_add_byte(w->out, ']');
    }
    put_span(w, "ColSpan", more);
    put_span(w, "RowSpan", node ? node->as.cell.more_rows : 0);
    sei_buf_add(w->out, SEI_STR(">>"));
    for (uint32_t i = 0; w->is_first_row && i <= more; i++)
        SEI_VEC_ADD(&w->document->scratch, &w->heads, number);
}

static void put_list(const writer *w, const sei_node *list) {
    sei_buf_add(w->out, list && list->as.list.ordered
                            ? SEI_STR("/A<</O/List/ListNumbering/Decimal>>")
                            : SEI_STR("/A<</O/List/ListNumbering/Disc>>"));
}

/* The sign that a task's box shows, where it is drawn and not set. */
static void put_task(const writer *w, const sei_pdf_element *label) {
    if (!label->is_drawn || !label->node || label->node->kind != SEI_NODE_ITEM)
        return;
    uint32_t task = label->node->as.item.task;
    uint32_t sign = task == ' ' ? 0x2610 : task == 'x' || task == 'X' ? 0x2611 : task;
    char bytes[4];
    size_t size = (size_t)sei_utf8_encode(bytes, sign);
    sei_buf_add(w->out, SEI_STR("/ActualText"));
    sei_pdf_put_text(w->out, (sei_str){bytes, size});
}

static void put_alternative(const writer *w, sei_str text) {
    sei_buf_add(w->out, SEI_STR("/Alt"));
    sei_pdf_put_text(w->out, text.size > 0 ? text : w->document->request->book->info.title);
}

static sei_str formula_text(const sei_node *node) {
    return node->kind == SEI_NODE_MATH ? node->as.text : node->as.code.text;
}

static void put_figure(const writer *w, const sei_pdf_element *figure) {
    bool is_image = figure->node && (figure->node->kind == SEI_NODE_FIGURE ||
                                     figure->node->kind == SEI_NODE_IMAGE ||
                                     figure->node->kind == SEI_NODE_QR_CODE);
    put_alternative(w, is_image ? figure->node->as.link.image.alt : SEI_STR(""));
    if (figure->box == 0)
        return;
    const sei_pdf_figure_box *at = &w->s->boxes.at[figure->box - 1];
    bool is_inline = figure->node && figure->node->kind == SEI_NODE_IMAGE;
    sei_buf_add(w->out, SEI_STR("/A<</O/Layout"));
    sei_buf_add(w->out, is_inline ? SEI_STR("") : SEI_STR("/Placement/Block"));
    sei_buf_add(w->out, SEI_STR("/BBox"));
    sei_pdf_put_rectangle(w->document, w->out, at->page, &at->box);
    sei_buf_add(w->out, SEI_STR(">>"));
}

static void put_language(const writer *w, sei_lang lang) {
    if (lang != SEI_LANG_NONE && lang != w->document->request->book->info.lang) {
        sei_buf_add(w->out, SEI_STR("/Lang"));
        sei_pdf_put_bytes(w->out, sei_str_from(sei_lang_tag(lang)));
    }
}

static void put_attributes(writer *w, uint32_t number) {
    const sei_pdf_element *element = &w->s->elements.at[number];
    const sei_node *node = element->node;
    switch ((sei_pdf_element_type)element->type) {
    case SEI_PDF_TH:
    case SEI_PDF_TD:
        put_cell(w, number);
        break;
    case SEI_PDF_L:
        put_list(w, node);
        break;
    case SEI_PDF_LBL:
        put_task(w, element);
        break;
    case SEI_PDF_FIGURE:
        put_figure(w, element);
        break;
    case SEI_PDF_FORMULA:
        put_alternative(w, formula_text(node));
        break;
    case SEI_PDF_SPAN:
        put_language(w, node->as.span.lang);
        break;
    case SEI_PDF_SECT:
        put_language(w, node ? node->as.chapter.lang : SEI_LANG_NONE);
        break;
    case SEI_PDF_DOCUMENT:
    case SEI_PDF_PART:
    case SEI_PDF_DIV:
    case SEI_PDF_BLOCK_QUOTE:
    case SEI_PDF_TOC:
    case SEI_PDF_TOCI:
    case SEI_PDF_LI:
    case SEI_PDF_LBODY:
    case SEI_PDF_CELL_LBODY:
    case SEI_PDF_TABLE:
    case SEI_PDF_TR:
    case SEI_PDF_NOTE:
    case SEI_PDF_H:
    case SEI_PDF_P:
    case SEI_PDF_CAPTION:
    case SEI_PDF_CODE:
    case SEI_PDF_REFERENCE:
    case SEI_PDF_LINK:
    case SEI_PDF_ELEMENT_TYPE_COUNT:
        break;
    }
}

static void add_element(writer *w, uint32_t number) {
    const sei_pdf_element *element = &w->s->elements.at[number];
    sei_buf_clear(w->out);
    put_type(w, element);
    sei_buf_add(w->out, SEI_STR("/P "));
    sei_pdf_put_reference(w->out, number == 0 ? w->root : number_of(w, element->parent));
    if (has_id((sei_pdf_element_type)element->type)) {
        sei_buf_add(w->out, SEI_STR("/ID"));
        put_id(w, number);
    }
    put_attributes(w, number);
    put_kids(w, element);
    add_object(w);
}

/* --- trees --- */

static uint32_t leaves(size_t count, uint32_t in_leaf) {
    return (uint32_t)((count + in_leaf - 1) / in_leaf);
}

/* A tree's root: its leaves have the numbers from `first` on. */
static void add_tree(writer *w, uint32_t first, uint32_t count) {
    sei_buf_clear(w->out);
    sei_buf_add(w->out, SEI_STR("/Kids["));
    for (uint32_t i = 0; i < count; i++)
        sei_pdf_put_reference(w->out, first + i);
    sei_buf_add_byte(w->out, ']');
    add_object(w);
}

static void begin_number_leaf(const writer *w, uint32_t first, uint32_t end) {
    sei_buf_clear(w->out);
    sei_buf_print(w->out, "/Limits[%u %u]/Nums[", (unsigned)first, (unsigned)end - 1);
}

static void end_leaf(writer *w) {
    sei_buf_add_byte(w->out, ']');
    add_object(w);
}

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Keys are the numbers of pages: for each the elements of its marks. */
static void add_page_leaves(writer *w) {
    uint32_t count = w->document->request->pages->count;
    for (uint32_t from = 0; from < count; from += PAGES_IN_LEAF) {
        uint32_t end = smaller(count, from + PAGES_IN_LEAF);
        begin_number_leaf(w, from, end);
        for (uint32_t page = from; page < end; page++) {
            sei_pdf_put_number(w->out, page);
            sei_buf_add_byte(w->out, '[');
            for (uint32_t i = w->s->page_marks[page]; i < w->s->page_marks[page + 1]; i++)
                sei_pdf_put_reference(w->out, number_of(w, w->s->marks.at[i]));
            sei_buf_add_byte(w->out, ']');
        }
        end_leaf(w);
    }
}

/* Keys go on from the pages': for each annotation its element. */
static void add_link_leaves(writer *w) {
    uint32_t pages = w->document->request->pages->count;
    uint32_t count = (uint32_t)w->s->annotations.size;
    for (uint32_t from = 0; from < count; from += LINKS_IN_LEAF) {
        uint32_t end = smaller(count, from + LINKS_IN_LEAF);
        begin_number_leaf(w, pages + from, pages + end);
        for (uint32_t i = from; i < end; i++) {
            sei_pdf_put_number(w->out, pages + i);
            sei_buf_add_byte(w->out, ' ');
            sei_pdf_put_reference(w->out, number_of(w, w->s->annotations.at[i]));
        }
        end_leaf(w);
    }
}

static void add_id_leaves(writer *w) {
    uint32_t count = (uint32_t)w->identified.size;
    for (uint32_t from = 0; from < count; from += IDS_IN_LEAF) {
        uint32_t end = smaller(count, from + IDS_IN_LEAF);
        sei_buf_clear(w->out);
        sei_buf_add(w->out, SEI_STR("/Limits["));
        put_id(w, w->identified.at[from]);
        put_id(w, w->identified.at[end - 1]);
        sei_buf_add(w->out, SEI_STR("]/Names["));
        for (uint32_t i = from; i < end; i++) {
            put_id(w, w->identified.at[i]);
            sei_pdf_put_reference(w->out, number_of(w, w->identified.at[i]));
        }
        end_leaf(w);
    }
}

/* The objects in the order of their numbers: root, elements, parent tree, ID tree. */
static void add_objects(writer *w) {
    uint32_t pages = w->document->request->pages->count;
    uint32_t links = (uint32_t)w->s->annotations.size;
    uint32_t parent_leaves = leaves(pages, PAGES_IN_LEAF) + leaves(links, LINKS_IN_LEAF);
    uint32_t id_leaves = leaves(w->identified.size, IDS_IN_LEAF);
    uint32_t total = 1 + w->count + 1 + parent_leaves + (id_leaves > 0 ? 1 + id_leaves : 0);
    w->root = sei_pdf_pack_reserve(w->document, total);
    w->next = w->root;
    uint32_t parent_tree = w->root + w->count + 1;
    uint32_t id_tree = parent_tree + 1 + parent_leaves;
    sei_buf_clear(w->out);
    sei_buf_print(w->out, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u",
                  (unsigned)w->root + 1, (unsigned)parent_tree, (unsigned)(pages + links));
    if (id_leaves > 0)
        sei_buf_print(w->out, "/IDTree %u 0 R", (unsigned)id_tree);
    add_object(w);
    for (uint32_t i = 0; i < w->s->elements.size; i++)
        if (w->s->elements.at[i].is_used)
            add_element(w, i);
    add_tree(w, parent_tree + 1, parent_leaves);
    add_page_leaves(w);
    add_link_leaves(w);
    if (id_leaves > 0) {
        add_tree(w, id_tree + 1, id_leaves);
        add_id_leaves(w);
    }
    sei_assert(w->next == w->root + total);
}

void sei_pdf_element_write(sei_pdf_document *document) {
    if (document->error != HPDF_OK)
        return;
    sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
    writer w = {.document = document, .s = &document->structure, .out = &document->entries};
    number_elements(&w);
    add_objects(&w);
    sei_buf_print(&document->catalog, "/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>",
                  (unsigned)w.root);
    sei_arena_mark_release(&document->scratch, mark);
}
