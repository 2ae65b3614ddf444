/* The page map → the places of the PDF's pages in the EPUB's text.
 *
 * A break stands where the page begins: inside a text at its offset, else before the node. It never
 * stands inside what readers take as one thing (a link, a note's mark, code, a table): there it
 * stands before the outermost of these, so that breaks keep the tree's order. */
#include <stdlib.h>

#include "epub/plan.h"

static bool is_one_thing(sei_node_kind kind) {
    return kind == SEI_NODE_TABLE || kind == SEI_NODE_FIGURE || kind == SEI_NODE_LINK;
}

/* Where a break for this node may stand; NULL for what stands elsewhere than in the text. */
static const sei_node *place_of(const sei_node *node) {
    const sei_node *place = node;
    for (const sei_node *at = node; at; at = at->parent) {
        bool is_reading = at->kind == SEI_NODE_SPAN && at->as.span.is_reading;
        if (is_one_thing(at->kind) || is_reading)
            place = at;
        if (at->kind == SEI_NODE_NOTE || at->kind == SEI_NODE_NOTES || at->kind == SEI_NODE_BOOK)
            return at->kind == SEI_NODE_BOOK && at != node ? place : NULL;
    }
    return place;
}

/* Between a list's items nothing may stand. */
static const sei_node *out_of_list(const sei_node *place) {
    if (place && place->kind == SEI_NODE_ITEM)
        return place->first ? place->first : place->parent;
    return place;
}

static int compare_entries(const void *a, const void *b) {
    const sei_page_map_entry *left = *(const sei_page_map_entry *const *)a;
    const sei_page_map_entry *right = *(const sei_page_map_entry *const *)b;
    if (left->node != right->node)
        return left->node < right->node ? -1 : 1;
    if (left->offset != right->offset)
        return left->offset < right->offset ? -1 : 1;
    return left < right ? -1 : left > right;
}

static const sei_page_map_entry **sorted_entries(const sei_epub_plan *plan) {
    const sei_page_map *map = plan->request->page_map;
    const sei_page_map_entry **sorted =
        SEI_NEW_ARRAY(plan->request->arena, const sei_page_map_entry *, map->count);
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = &map->entries[i];
    if (map->count)
        qsort(sorted, map->count, sizeof *sorted, compare_entries);
    return sorted;
}

/* Pages of front and back matter begin at the root and are not listed: an EPUB's are its own. */
void sei_epub_plan_breaks(sei_epub_plan *plan) {
    const sei_node *root = plan->request->book->root;
    if (!plan->request->page_map)
        return;
    SEI_VEC(sei_epub_page_break) breaks = {0};
    const sei_page_map_entry **entries = sorted_entries(plan);
    size_t next = 0, count = plan->request->page_map->count;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        for (; next < count && entries[next]->node <= node->id; next++) {
            const sei_node *place = out_of_list(place_of(node));
            bool is_inside = place == node && node->kind == SEI_NODE_TEXT;
            sei_epub_page_break found = {place, is_inside ? entries[next]->offset : 0,
                                         entries[next]->label};
            if (place)
                SEI_VEC_ADD(plan->request->arena, &breaks, found);
        }
    plan->breaks = breaks.at;
    plan->break_count = breaks.size;
}
