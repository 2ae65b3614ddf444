/* The structure tree: what a reader that cannot see the pages reads (ISO 32000-1, 14.7 and 14.8;
 * ISO 14289-1).
 *
 * Its elements come from the book's tree before any page is written (structure.c). Each draw is
 * then told which element it belongs to, or that it is an artifact (mark.c), and at the end the
 * elements that got something become objects (element.c). An element that got nothing is not
 * written. */
#ifndef SEI_PDF_STRUCTURE_H
#define SEI_PDF_STRUCTURE_H

#include "base/buf.h"
#include "base/vec.h"
#include "page/page.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sei_pdf_document;

/* Every type of element once: X(NAME, "name in PDF", takes its elements in document order). The
 * others take them in the order in which they are drawn, between their own text. */
#define SEI_PDF_ELEMENT_LIST(X)                                                                    \
    X(DOCUMENT, "Document", true)                                                                  \
    X(PART, "Part", true)                                                                          \
    X(SECT, "Sect", true)                                                                          \
    X(DIV, "Div", true)                                                                            \
    X(BLOCK_QUOTE, "BlockQuote", true)                                                             \
    X(TOC, "TOC", true)                                                                            \
    X(TOCI, "TOCI", true)                                                                          \
    X(L, "L", true)                                                                                \
    X(LI, "LI", true)                                                                              \
    X(LBODY, "LBody", true)                                                                        \
    X(CELL_LBODY, "LBody", false) /* of a list in a cell: text with lists among it */              \
    X(TABLE, "Table", true)                                                                        \
    X(TR, "TR", true)                                                                              \
    X(NOTE, "Note", true)                                                                          \
    X(TH, "TH", false)                                                                             \
    X(TD, "TD", false)                                                                             \
    X(LBL, "Lbl", false)                                                                           \
    X(H, "H", false) /* written with its level */                                                  \
    X(P, "P", false)                                                                               \
    X(CAPTION, "Caption", false)                                                                   \
    X(CODE, "Code", false)                                                                         \
    X(FIGURE, "Figure", false)                                                                     \
    X(FORMULA, "Formula", false)                                                                   \
    X(REFERENCE, "Reference", false)                                                               \
    X(LINK, "Link", false)                                                                         \
    X(SPAN, "Span", false)

typedef enum sei_pdf_element_type {
#define SEI_PDF_ELEMENT_ENUM(name, text, ordered) SEI_PDF_##name,
    SEI_PDF_ELEMENT_LIST(SEI_PDF_ELEMENT_ENUM)
#undef SEI_PDF_ELEMENT_ENUM
    SEI_PDF_ELEMENT_TYPE_COUNT
} sei_pdf_element_type;

typedef struct sei_pdf_element {
    const sei_node *node; /* that it came from, or NULL */
    uint32_t parent;
    uint32_t first_kid, last_kid; /* number in the kids + 1; 0: none */
    uint32_t number;              /* of its object, when it is written */
    uint32_t box;                 /* FIGURE: number in the boxes + 1; 0: none */
    uint8_t type;                 /* sei_pdf_element_type */
    uint8_t depth;                /* H: in the outline, 0: none of it */
    bool is_used;                 /* it is written: it or one below it has content */
    bool is_drawn;                /* LBL: not set in letters */
} sei_pdf_element;

typedef enum sei_pdf_kid_kind {
    SEI_PDF_KID_ELEMENT,
    SEI_PDF_KID_MARK,
    SEI_PDF_KID_ANNOTATION
} sei_pdf_kid_kind;

/* Something in an element, in a list. */
typedef struct sei_pdf_kid {
    sei_pdf_kid_kind kind;
    uint32_t next;  /* as first_kid */
    uint32_t value; /* the element; the mark's number on its page; the annotation's object */
    uint32_t page;  /* of a mark or annotation */
} sei_pdf_kid;

/* Where a figure stands. */
typedef struct sei_pdf_figure_box {
    uint32_t page;
    sei_box box;
} sei_pdf_figure_box;

#define SEI_PDF_TOC_DEPTH 6

typedef struct sei_pdf_structure {
    SEI_VEC(sei_pdf_element) elements; /* in document order; 0 is the root */
    SEI_VEC(sei_pdf_kid) kids;
    SEI_VEC(sei_pdf_figure_box) boxes;
    SEI_VEC(uint32_t) marks;          /* the element of each, page by page */
    SEI_VEC(uint32_t) annotations;    /* the element of each */
    uint32_t *page_marks;             /* by page: its first in the marks; one more at the end */
    uint32_t *of_node;                /* by node id: the first element of the node's, or the one
                                         that its content goes to */
    uint32_t *entries;                /* by node id: Link of its entry in the contents; or NULL */
    uint32_t front, back;             /* elements for what is no part of the tree */
    uint32_t paragraph;               /* the last of these */
    uint32_t tocs[SEI_PDF_TOC_DEPTH]; /* the open TOC of each depth, 0: none */
    uint32_t page;                    /* that is being marked */
    bool has_begun;                   /* content of the tree has been marked */
} sei_pdf_structure;

/* What a draw belongs to: an element's number, or one of: */
#define SEI_PDF_LAYOUT (UINT32_MAX - 1)     /* artifact: rules, backgrounds */
#define SEI_PDF_PAGINATION (UINT32_MAX - 2) /* artifact: running heads, folios, heads set again */

/* structure.c: the elements of the book's tree. */
void sei_pdf_structure_build(struct sei_pdf_document *document);

/* The element that a node's own text or image goes to, or the label before it; 0: none. */
uint32_t sei_pdf_structure_content(const struct sei_pdf_document *document, const sei_node *node,
                                   bool is_label);

const char *sei_pdf_element_name(sei_pdf_element_type type);

/* Adds an element behind the parent's others (at once, or when it is used). Returns its number. */
uint32_t sei_pdf_element_add(struct sei_pdf_document *document, sei_pdf_element_type type,
                             uint32_t parent, const sei_node *node);

/* Puts something behind what is in an element, which is used from now on. */
void sei_pdf_element_put(struct sei_pdf_document *document, uint32_t element, sei_pdf_kid kid);

/* mark.c: pages in order, for each its draws in order, then its links. */
void sei_pdf_mark_begin_page(struct sei_pdf_document *document, uint32_t page);
/* What the draw belongs to. */
uint32_t sei_pdf_mark_find(struct sei_pdf_document *document, const sei_draw *draw);
/* "/P<</MCID 3>>BDC": begins marked content for what sei_pdf_mark_find returned. */
void sei_pdf_mark_begin(struct sei_pdf_document *document, uint32_t owner, sei_buf *out);
/* The key of the next annotation in the parent tree (/StructParent). */
uint32_t sei_pdf_mark_link_key(const struct sei_pdf_document *document);
/* The annotation that has this key now belongs to the link's element. */
void sei_pdf_mark_link(struct sei_pdf_document *document, const sei_page_link *link,
                       uint32_t annotation);

/* element.c: the objects, and the entries of the catalog. */
void sei_pdf_element_write(struct sei_pdf_document *document);

#ifdef __cplusplus
}
#endif

#endif
