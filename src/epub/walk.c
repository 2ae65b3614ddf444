/* Tree → XHTML, in one walk without recursion: entering a node opens elements, leaving it closes
 * the writer's stack to where it was. A file may begin and end inside a block that is too large for
 * one: the blocks around its first are opened again, those around its end closed. */
#include "epub/page.h"

static void enter(sei_epub_page *page, const sei_node *node) {
    sei_page_add_breaks(page, node);
    SEI_VEC_ADD(page->arena, &page->depths, page->markup.open.size);
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
    case SEI_SHAPE_VERBATIM:
        sei_page_enter_block(page, node);
        return;
    case SEI_SHAPE_INLINE:
    case SEI_SHAPE_ATOM:
        sei_page_enter_inline(page, node);
        return;
    }
}

static void leave(sei_epub_page *page, const sei_node *node) {
    sei_markup_close_to(&page->markup, page->depths.at[--page->depths.size]);
    if (node == page->link)
        sei_page_leave_link(page, node);
}

void sei_page_write_tree(sei_epub_page *page, const sei_node *block) {
    const sei_node *node = block;
    for (;;) {
        enter(page, node);
        if (node->first) {
            node = node->first;
            continue;
        }
        while (leave(page, node), node != block && !node->next)
            node = node->parent;
        if (node == block)
            return;
        node = node->next;
    }
}

/* Opens again what an earlier file has left open: the blocks that the file's first stands in. */
static void open_again(sei_epub_page *page) {
    const sei_epub_file *file = page->file;
    const sei_node *inside = file->chapter;
    while (file->first->parent != inside) {
        const sei_node *next = file->first;
        while (next->parent != inside)
            next = next->parent;
        inside = next;
        page->is_going_on = true;
        enter(page, inside);
        page->is_going_on = false;
        for (const sei_node *row = inside->kind == SEI_NODE_TABLE ? inside->first : NULL;
             row && (row->kind != SEI_NODE_ROW || row->as.row.is_head); row = row->next)
            if (row->kind == SEI_NODE_ROW)
                sei_page_write_tree(page, row);
    }
}

void sei_page_write_blocks(sei_epub_page *page) {
    const sei_epub_file *file = page->file;
    const sei_node *node = file->first;
    if (!node)
        return;
    open_again(page);
    while (node && (node != file->end || file->end_at > 0)) {
        bool is_cut = node == file->end;
        enter(page, node);
        if (node->first) {
            node = node->first;
            continue;
        }
        while (leave(page, node), !is_cut && !node->next && node->parent != file->chapter)
            node = node->parent;
        if (is_cut)
            break;
        node = node->next;
    }
    for (node = node ? node->parent : file->chapter; node != file->chapter; node = node->parent)
        leave(page, node);
}
