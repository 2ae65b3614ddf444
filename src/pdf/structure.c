/* The book's tree → elements of the structure tree (ISO 32000-1, 14.8.4).
 *
 * A node has the elements that its kind's rule says: the first below the element that the node's
 * parent stands for, the others below the first. A node without a rule has none; its content goes
 * to what is around it. A footnote stands behind the block with its first mark, so that no sentence
 * is torn; so does a code to scan. What stands in the tree's list of notes is not walked.
 *
 * The rule that is easy to break: elements are numbered in the order of reading, and element.c
 * relies on it. */
#include "pdf/document.h"

static const struct {
    const char *name;
    bool is_ordered;
} types[SEI_PDF_ELEMENT_TYPE_COUNT] = {
#define TYPE_ROW(name, text, ordered) [SEI_PDF_##name] = {text, ordered},
    SEI_PDF_ELEMENT_LIST(TYPE_ROW)
#undef TYPE_ROW
};

const char *sei_pdf_element_name(sei_pdf_element_type type) {
    return types[type].name;
}

/* --- elements and what is in them --- */

static void put_kid(sei_pdf_document *document, uint32_t parent, sei_pdf_kid kid) {
    sei_pdf_structure *s = &document->structure;
    SEI_VEC_ADD(&document->arena, &s->kids, kid);
    uint32_t number = (uint32_t)s->kids.size;
    sei_pdf_element *element = &s->elements.at[parent];
    if (element->last_kid != 0)
        s->kids.at[element->last_kid - 1].next = number;
    else
        element->first_kid = number;
    element->last_kid = number;
}

uint32_t sei_pdf_element_add(sei_pdf_document *document, sei_pdf_element_type type, uint32_t parent,
                             const sei_node *node) {
    sei_pdf_structure *s = &document->structure;
    uint32_t number = (uint32_t)s->elements.size;
    SEI_VEC_ADD(&document->arena, &s->elements,
                (sei_pdf_element){.node = node, .parent = parent, .type = (uint8_t)type});
    if (number != parent && types[s->elements.at[parent].type].is_ordered)
        put_kid(document, parent, (sei_pdf_kid){.kind = SEI_PDF_KID_ELEMENT, .value = number});
    return number;
}

void sei_pdf_element_put(sei_pdf_document *document, uint32_t element, sei_pdf_kid kid) {
    sei_pdf_structure *s = &document->structure;
    for (uint32_t at = element; !s->elements.at[at].is_used; at = s->elements.at[at].parent) {
        uint32_t parent = s->elements.at[at].parent;
        s->elements.at[at].is_used = true;
        if (!types[s->elements.at[parent].type].is_ordered)
            put_kid(document, parent, (sei_pdf_kid){.kind = SEI_PDF_KID_ELEMENT, .value = at});
    }
    put_kid(document, element, kid);
}

/* --- what each kind of node is --- */

#define ELEMENTS_MAX 3

/* The elements of a node, and which of them (0, 1 …) takes what: its own text or image, a label
 * before it, its children. */
typedef struct node_rule {
    uint8_t count;
    uint8_t types[ELEMENTS_MAX];
    uint8_t content, label, children;
} node_rule;

#define ONE(type)                                                                                  \
    { 1, {SEI_PDF_##type}, 0, 0, 0 }

static const node_rule rules[SEI_NODE_KIND_COUNT] = {
    [SEI_NODE_PART] = {2, {SEI_PDF_PART, SEI_PDF_H}, 1, 0, 0},
    [SEI_NODE_CHAPTER] = {2, {SEI_PDF_SECT, SEI_PDF_H}, 1, 0, 0},
    [SEI_NODE_HEADING] = ONE(H),
    [SEI_NODE_PARAGRAPH] = ONE(P),
    [SEI_NODE_INDEX_ENTRY] = ONE(P),
    [SEI_NODE_LIST] = ONE(L),
    [SEI_NODE_ITEM] = {3, {SEI_PDF_LI, SEI_PDF_LBL, SEI_PDF_LBODY}, 2, 1, 2},
    [SEI_NODE_QUOTE] = ONE(BLOCK_QUOTE),
    [SEI_NODE_CALLOUT] = ONE(DIV),
    [SEI_NODE_CALLOUT_TITLE] = ONE(P),
    [SEI_NODE_CODE_BLOCK] = {2, {SEI_PDF_P, SEI_PDF_CODE}, 1, 0, 0},
    [SEI_NODE_MATH_BLOCK] = ONE(FORMULA),
    [SEI_NODE_TABLE] = ONE(TABLE),
    [SEI_NODE_CAPTION] = ONE(CAPTION),
    [SEI_NODE_ROW] = ONE(TR),
    [SEI_NODE_CELL] = ONE(TD),
    [SEI_NODE_FIGURE] = {3, {SEI_PDF_DIV, SEI_PDF_FIGURE, SEI_PDF_CAPTION}, 1, 1, 2},
    [SEI_NODE_QR_CODE] = {2, {SEI_PDF_DIV, SEI_PDF_FIGURE}, 1, 0, 0},
    [SEI_NODE_DIVISION] = {2, {SEI_PDF_DIV, SEI_PDF_P}, 1, 0, 0},
    [SEI_NODE_EMBEDDED] = {2, {SEI_PDF_DIV, SEI_PDF_P}, 1, 0, 0},
    [SEI_NODE_NOTE] = {3, {SEI_PDF_NOTE, SEI_PDF_LBL, SEI_PDF_LINK}, 0, 2, 0},
    [SEI_NODE_SPAN] = ONE(SPAN),
    [SEI_NODE_CELL_LIST] = ONE(L),
    [SEI_NODE_CELL_ITEM] = {3, {SEI_PDF_LI, SEI_PDF_LBL, SEI_PDF_CELL_LBODY}, 2, 1, 2},
    [SEI_NODE_CODE] = ONE(CODE),
    [SEI_NODE_MATH] = ONE(FORMULA),
    [SEI_NODE_IMAGE] = ONE(FIGURE),
    [SEI_NODE_LINK] = ONE(LINK),
    [SEI_NODE_NOTE_MARK] = {2, {SEI_PDF_REFERENCE, SEI_PDF_LINK}, 1, 0, 0},
};

static const node_rule head_cell = ONE(TH);
static const node_rule free_cell = ONE(P); /* no part of a table */

/* A node's rule, or NULL. */
static const node_rule *rule_of(const sei_node *node) {
    if (node->kind == SEI_NODE_CELL && node->parent->kind != SEI_NODE_ROW)
        return &free_cell;
    if (node->kind == SEI_NODE_CELL && (node->parent->as.row.is_head || node->as.cell.is_head))
        return &head_cell;
    bool is_plain = (node->kind == SEI_NODE_SPAN && node->as.span.lang == SEI_LANG_NONE) ||
                    (node->kind == SEI_NODE_NOTE_MARK && !node->as.note.note) ||
                    rules[node->kind].count == 0;
    return is_plain ? NULL : &rules[node->kind];
}

uint32_t sei_pdf_structure_content(const sei_pdf_document *document, const sei_node *node,
                                   bool is_label) {
    const node_rule *rule = rule_of(node);
    uint32_t first = document->structure.of_node[node->id];
    return first == 0 || !rule ? first : first + (is_label ? rule->label : rule->content);
}

/* Where the node's children go. */
static uint32_t inside(const sei_pdf_structure *s, const sei_node *node) {
    const node_rule *rule = rule_of(node);
    return s->of_node[node->id] + (rule ? rule->children : 0);
}

/* --- the walk --- */

typedef struct walk {
    sei_pdf_document *document;
    sei_pdf_structure *s;
    SEI_VEC(const sei_node *)
    notes; /* whose marks have been met, and codes of links: the last ones
              not yet placed */
    size_t placed;
    SEI_VEC(uint32_t) covered; /* of the table at hand: see cover_columns */
} walk;

/* The place of a title or heading in the outline; 0 when it has none. */
static uint8_t depth_of(const sei_node *node) {
    int depth = node->as.chapter.depth;
    if (node->kind == SEI_NODE_HEADING)
        depth = node->as.heading.depth;
    else if (depth < 1)
        depth = 1; /* of a sole note */
    return (uint8_t)depth;
}

/* What stands behind the block that the node is in: a mark's note, a link's code. */
static const sei_node *placed_later(const sei_node *node) {
    if (node->kind == SEI_NODE_NOTE_MARK)
        return node->as.note.note;
    return node->kind == SEI_NODE_LINK && node->as.link.paper ? node->as.link.paper->code : NULL;
}

/* The elements of a node, below `parent`. */
static void open_node(walk *w, const sei_node *node, uint32_t parent) {
    const node_rule *rule = rule_of(node);
    uint32_t first = parent;
    uint32_t number = 0;
    for (uint32_t i = 0; rule && i < rule->count; i++) {
        const bool is_in_label =
            i > 0 && rule->types[i - 1] == SEI_PDF_LBL && rule->types[i] == SEI_PDF_LINK;
        number = sei_pdf_element_add(w->document, (sei_pdf_element_type)rule->types[i],
                                     is_in_label ? number : first, node);
        first = i == 0 ? number : first;
        if (rule->types[i] == SEI_PDF_H)
            w->s->elements.at[number].depth = depth_of(node);
    }
    w->s->of_node[node->id] = first;
    const sei_node *note = placed_later(node);
    if (note && w->s->of_node[note->id] == 0) {
        w->s->of_node[note->id] = parent; /* until it is placed */
        SEI_VEC_ADD(&w->document->scratch, &w->notes, note);
    }
}

/* Counts the row's cells into `covered`: the rows that each column is still covered, this one
 * included. */
static void cover_columns(walk *w, const sei_node *row, uint32_t columns) {
    if (!row->previous || row->previous->kind != SEI_NODE_ROW)
        w->covered.size = 0;
    while (w->covered.size < columns)
        SEI_VEC_ADD(&w->document->scratch, &w->covered, 0);
    for (const sei_node *cell = row->first; cell; cell = cell->next) {
        const uint32_t end = cell->as.cell.column + cell->as.cell.more_columns + 1;
        for (uint32_t i = cell->as.cell.column; i < end && i < columns; i++)
            w->covered.at[i] = cell->as.cell.more_rows + 1;
    }
}

/* A row that is short of cells gets empty ones: a table is a full grid (ISO 14289-1, 7.5). */
static void close_row(walk *w, const sei_node *row) {
    uint32_t columns = row->parent->kind == SEI_NODE_TABLE ? row->parent->as.table.column_count : 0;
    cover_columns(w, row, columns);
    for (uint32_t i = 0; i < columns; i++) {
        if (w->covered.at[i] > 0) {
            w->covered.at[i]--;
        } else {
            sei_pdf_element_add(w->document, row->as.row.is_head ? SEI_PDF_TH : SEI_PDF_TD,
                                w->s->of_node[row->id], NULL);
        }
    }
}

static bool may_hold_notes(sei_pdf_element_type type) {
    return type == SEI_PDF_DOCUMENT || type == SEI_PDF_PART || type == SEI_PDF_SECT ||
           type == SEI_PDF_DIV || type == SEI_PDF_BLOCK_QUOTE || type == SEI_PDF_LBODY;
}

/* Walks what is below a node that has its elements. `leave` is called behind every node. */
static void walk_below(walk *w, const sei_node *root, void (*leave)(walk *, const sei_node *)) {
    const sei_node *node = root->first;
    while (node) {
        if (node->kind != SEI_NODE_NOTES) {
            open_node(w, node, inside(w->s, node->parent));
            if (node->first) {
                node = node->first;
                continue;
            }
            leave(w, node);
        }
        while (!node->next && node->parent != root) {
            node = node->parent;
            leave(w, node);
        }
        node = node->next;
    }
}

static void leave_in_note(walk *w, const sei_node *node) {
    if (node->kind == SEI_NODE_ROW)
        close_row(w, node);
}

/* Behind a link: the mark of its address. Behind a block: the notes that it mentions first, and
 * those that they mention. */
static void leave(walk *w, const sei_node *node) {
    leave_in_note(w, node);
    uint32_t parent = inside(w->s, node->parent);
    if (node->kind == SEI_NODE_LINK && node->as.link.paper && node->as.link.paper->mark)
        open_node(w, node->as.link.paper->mark, parent);
    if (w->placed == w->notes.size ||
        !may_hold_notes((sei_pdf_element_type)w->s->elements.at[parent].type))
        return;
    for (; w->placed < w->notes.size; w->placed++) {
        const sei_node *note = w->notes.at[w->placed];
        open_node(w, note, parent);
        walk_below(w, note, leave_in_note);
    }
}

void sei_pdf_structure_build(sei_pdf_document *document) {
    const sei_book *book = document->request->book;
    sei_pdf_structure *s = &document->structure;
    sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
    walk w = {.document = document, .s = s};
    s->of_node = SEI_NEW_ARRAY(&document->arena, uint32_t, (size_t)book->node_count + 1);
    s->page_marks =
        SEI_NEW_ARRAY(&document->arena, uint32_t, (size_t)document->request->pages->count + 1);
    sei_pdf_element_add(document, SEI_PDF_DOCUMENT, 0, book->root);
    s->elements.at[0].is_used = true;
    s->front = sei_pdf_element_add(document, SEI_PDF_SECT, 0, NULL);
    if (book->root)
        walk_below(&w, book->root, leave);
    s->back = sei_pdf_element_add(document, SEI_PDF_SECT, 0, NULL);
    sei_arena_mark_release(&document->scratch, mark);
}
