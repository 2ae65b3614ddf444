/* Draws → marked content (ISO 32000-1, 14.6 and 14.8.2): what each draw belongs to, and the numbers
 * under which the structure tree finds it.
 *
 * A draw of the book's tree belongs to its node's element. What flow makes itself is grouped here:
 * title pages and colophon are paragraphs in a section before or behind the book, the contents a
 * TOC. The rule that is easy to break: generated text begins at offset 0 of its run's node, which
 * is how one paragraph is told from the next. */
#include "pdf/document.h"
#include "pdf/syntax.h"

void sei_pdf_mark_begin_page(sei_pdf_document *document, uint32_t page) {
    sei_pdf_structure *s = &document->structure;
    s->page = page;
    s->page_marks[page] = (uint32_t)s->marks.size;
    s->page_marks[page + 1] = (uint32_t)s->marks.size;
}

/* Remembers where a figure stands: its image, or the first line of what stands for it. */
static void place_figure(sei_pdf_document *document, sei_pdf_element *figure,
                         const sei_draw *draw) {
    sei_pdf_structure *s = &document->structure;
    sei_pdf_figure_box at = {.page = s->page};
    if (draw->kind == SEI_DRAW_IMAGE) {
        at.box = draw->as.image.box;
    } else if (draw->kind == SEI_DRAW_QR) {
        const sei_length length = (sei_length)draw->as.qr.side * draw->as.qr.module;
        at.box = (sei_box){draw->as.qr.x, draw->as.qr.y, length, length};
    } else {
        const sei_run *run = draw->as.run.run;
        at.box = (sei_box){draw->as.run.x, draw->as.run.y - run->size, run->length, run->size};
    }
    SEI_VEC_ADD(&document->arena, &s->boxes, at);
    figure->box = (uint32_t)s->boxes.size;
}

/* The section of what is not in the tree: before the book until it has begun. */
static uint32_t matter(const sei_pdf_structure *s) {
    return s->has_begun ? s->back : s->front;
}

/* Text of a title page or colophon. */
static uint32_t find_paragraph(sei_pdf_document *document, const sei_draw *draw) {
    sei_pdf_structure *s = &document->structure;
    if (draw->kind == SEI_DRAW_IMAGE) {
        uint32_t cover = sei_pdf_element_add(document, SEI_PDF_FIGURE, matter(s), NULL);
        place_figure(document, &s->elements.at[cover], draw);
        return cover;
    }
    if (draw->kind != SEI_DRAW_RUN)
        return SEI_PDF_LAYOUT;
    if (s->paragraph == 0 || draw->as.run.run->node_offset == 0)
        s->paragraph = sei_pdf_element_add(document, SEI_PDF_P, matter(s), NULL);
    return s->paragraph;
}

/* The TOC for an entry of this depth: deeper ones have one of their own, behind the entry that they
 * belong to. */
static uint32_t find_toc(sei_pdf_document *document, uint32_t depth) {
    sei_pdf_structure *s = &document->structure;
    uint32_t toc = s->front;
    for (uint32_t i = 0; i < SEI_PDF_TOC_DEPTH; i++) {
        if (i >= depth)
            s->tocs[i] = 0;
        else if (s->tocs[i] == 0)
            s->tocs[i] = sei_pdf_element_add(document, SEI_PDF_TOC, toc, NULL);
        toc = i < depth ? s->tocs[i] : toc;
    }
    return toc;
}

/* Adds the element for an entry of the contents, which leads to a node: its Link; for the contents'
 * title, which leads to the root, a Caption. */
static uint32_t add_entry(sei_pdf_document *document, const sei_node *node) {
    sei_pdf_structure *s = &document->structure;
    if (node->kind == SEI_NODE_BOOK)
        return sei_pdf_element_add(document, SEI_PDF_CAPTION, find_toc(document, 1), NULL);
    uint32_t depth = s->elements.at[sei_pdf_structure_content(document, node, false)].depth;
    uint32_t toc = find_toc(document, depth < 1 ? 1 : depth);
    uint32_t item = sei_pdf_element_add(document, SEI_PDF_TOCI, toc, NULL);
    uint32_t reference = sei_pdf_element_add(document, SEI_PDF_REFERENCE, item, NULL);
    return sei_pdf_element_add(document, SEI_PDF_LINK, reference, NULL);
}

/* A draw of the contents. An entry's second text is its folio, which stands behind the Link. */
static uint32_t find_entry(sei_pdf_document *document, const sei_draw *draw) {
    sei_pdf_structure *s = &document->structure;
    if (!s->entries) {
        s->entries = SEI_NEW_ARRAY(&document->arena, uint32_t,
                                   (size_t)document->request->book->node_count + 1);
    }
    uint32_t *entry = &s->entries[draw->node->id];
    if (*entry == 0) {
        *entry = add_entry(document, draw->node);
        return *entry;
    }
    bool is_folio = s->elements.at[*entry].type == SEI_PDF_LINK && draw->kind == SEI_DRAW_RUN &&
                    draw->as.run.run->node_offset == 0;
    return is_folio ? s->elements.at[s->elements.at[*entry].parent].parent : *entry;
}

/* A draw of the book's tree. What is neither text nor an image is a rule, but for the box of a
 * task. */
static uint32_t find_content(sei_pdf_document *document, const sei_draw *draw) {
    sei_pdf_structure *s = &document->structure;
    bool is_shape = draw->kind == SEI_DRAW_RECT || draw->kind == SEI_DRAW_FRAME;
    bool is_label = draw->role == SEI_ROLE_LABEL;
    uint32_t owner = draw->node ? sei_pdf_structure_content(document, draw->node, is_label) : 0;
    if (is_shape && !is_label)
        return SEI_PDF_LAYOUT;
    if (owner == 0)
        return find_paragraph(document, draw);
    sei_pdf_element *element = &s->elements.at[owner];
    element->is_drawn |= is_shape;
    s->has_begun = true;
    if (element->type == SEI_PDF_FIGURE && element->box == 0 && !is_shape)
        place_figure(document, element, draw);
    return owner;
}

uint32_t sei_pdf_mark_find(sei_pdf_document *document, const sei_draw *draw) {
    switch (draw->role) {
    case SEI_ROLE_CONTENT:
    case SEI_ROLE_LABEL:
        return find_content(document, draw);
    case SEI_ROLE_ENTRY:
        return find_entry(document, draw);
    case SEI_ROLE_PAGINATION:
        return SEI_PDF_PAGINATION;
    case SEI_ROLE_LAYOUT:
        return SEI_PDF_LAYOUT;
    }
    return SEI_PDF_LAYOUT;
}

void sei_pdf_mark_begin(sei_pdf_document *document, uint32_t owner, sei_buf *out) {
    sei_pdf_structure *s = &document->structure;
    if (owner == SEI_PDF_LAYOUT) {
        sei_buf_add(out, SEI_STR("/Artifact<</Type/Layout>>BDC\n"));
        return;
    }
    if (owner == SEI_PDF_PAGINATION) {
        sei_buf_add(out, SEI_STR("/Artifact<</Type/Pagination>>BDC\n"));
        return;
    }
    uint32_t number = (uint32_t)s->marks.size - s->page_marks[s->page];
    SEI_VEC_ADD(&document->arena, &s->marks, owner);
    s->page_marks[s->page + 1] = (uint32_t)s->marks.size;
    sei_pdf_element_put(document, owner,
                        (sei_pdf_kid){.kind = SEI_PDF_KID_MARK, .value = number, .page = s->page});
    sei_buf_add_byte(out, '/');
    sei_buf_add(out, sei_str_from(sei_pdf_element_name(s->elements.at[owner].type)));
    sei_buf_add(out, SEI_STR("<</MCID "));
    sei_pdf_put_number(out, number);
    sei_buf_add(out, SEI_STR(">>BDC\n"));
}

uint32_t sei_pdf_mark_link_key(const sei_pdf_document *document) {
    return document->request->pages->count + (uint32_t)document->structure.annotations.size;
}

/* The Link element of a page's link. */
static uint32_t find_link(sei_pdf_document *document, const sei_node *node) {
    sei_pdf_structure *s = &document->structure;
    uint32_t link = 0;
    if (node && (node->kind == SEI_NODE_LINK || node->kind == SEI_NODE_NOTE_MARK))
        link = sei_pdf_structure_content(document, node, false);
    else if (node && node->kind == SEI_NODE_NOTE)
        link = sei_pdf_structure_content(document, node, true);
    else if (node && s->entries)
        link = s->entries[node->id];
    if (link == 0 || s->elements.at[link].type != SEI_PDF_LINK) {
        uint32_t paragraph = sei_pdf_element_add(document, SEI_PDF_P, matter(s), NULL);
        link = sei_pdf_element_add(document, SEI_PDF_LINK, paragraph, NULL);
    }
    return link;
}

void sei_pdf_mark_link(sei_pdf_document *document, const sei_page_link *link, uint32_t annotation) {
    sei_pdf_structure *s = &document->structure;
    uint32_t element = find_link(document, link->node);
    SEI_VEC_ADD(&document->arena, &s->annotations, element);
    sei_pdf_element_put(
        document, element,
        (sei_pdf_kid){.kind = SEI_PDF_KID_ANNOTATION, .value = annotation, .page = s->page});
}
