/* Tree → XHTML, in one walk without recursion: entering a node opens elements, leaving it closes
 * the writer's stack to where it was. */
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
