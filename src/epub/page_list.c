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

/* Text in the order of the tree, matter behind it as it came. */
static int compare_entries(const void *a, const void *b) {
    const sei_page_map_entry *left = *(const sei_page_map_entry *const *)a;
    const sei_page_map_entry *right = *(const sei_page_map_entry *const *)b;
    if ((left->matter == 0) != (right->matter == 0))
        return left->matter == 0 ? -1 : 1;
    if (left->matter == 0 && left->node != right->node)
        return left->node < right->node ? -1 : 1;
    if (left->matter == 0 && left->offset != right->offset)
        return left->offset < right->offset ? -1 : 1;
    return left < right ? -1 : left > right;
}

struct lister {
    const sei_epub_plan *plan;
    const sei_page_map_entry **entries; /* those of text, then those of matter */
    size_t text_count, count;
    SEI_VEC(sei_epub_page_break) breaks;
};

static void sort_entries(struct lister *lister) {
    const sei_page_map *map = lister->plan->request->page_map;
    lister->entries =
        SEI_NEW_ARRAY(lister->plan->request->arena, const sei_page_map_entry *, map->count);
    lister->count = map->count;
    for (size_t i = 0; i < map->count; i++) {
        lister->entries[i] = &map->entries[i];
        lister->text_count += map->entries[i].matter == 0;
    }
    if (map->count)
        qsort(lister->entries, map->count, sizeof *lister->entries, compare_entries);
}

/* The kind of file that a part of the style is in an EPUB; TEXT: none. */
static sei_epub_file_kind kind_of(sei_style_part part) {
    switch (part) {
    case SEI_PART_COVER:
        return SEI_EPUB_COVER;
    case SEI_PART_HALF_TITLE:
        return SEI_EPUB_HALF_TITLE;
    case SEI_PART_TITLE_PAGE:
        return SEI_EPUB_TITLE_PAGE;
    case SEI_PART_CONTENTS:
        return SEI_EPUB_CONTENTS;
    case SEI_PART_COLOPHON:
        return SEI_EPUB_COLOPHON;
    case SEI_PART_BACK_COVER:
        return SEI_EPUB_BACK_COVER;
    }
    return SEI_EPUB_TEXT;
}

/* The pages of a file of front or back matter stand at its beginning. */
static void list_matter(struct lister *lister, const sei_epub_file *file, uint32_t id) {
    for (size_t i = lister->text_count; i < lister->count; i++) {
        const sei_page_map_entry *entry = lister->entries[i];
        if (kind_of((sei_style_part)(entry->matter - 1)) == file->kind)
            SEI_VEC_ADD(lister->plan->request->arena, &lister->breaks,
                        (sei_epub_page_break){.file = file, .id = id, .label = entry->label});
    }
}

static void list_text(struct lister *lister) {
    const sei_node *root = lister->plan->request->book->root;
    size_t next = 0;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        for (; next < lister->text_count && lister->entries[next]->node <= node->id; next++) {
            const sei_page_map_entry *entry = lister->entries[next];
            const sei_node *place = out_of_list(place_of(node));
            bool is_inside = place == node && node->kind == SEI_NODE_TEXT;
            sei_epub_page_break found = {.node = place,
                                         .id = place ? place->id : 0,
                                         .offset = is_inside ? entry->offset : 0,
                                         .label = entry->label};
            if (place)
                SEI_VEC_ADD(lister->plan->request->arena, &lister->breaks, found);
        }
}

void sei_epub_plan_breaks(sei_epub_plan *plan) {
    struct lister lister = {.plan = plan};
    if (!plan->request->page_map)
        return;
    sort_entries(&lister);
    for (size_t i = 0; i < plan->text_first; i++)
        list_matter(&lister, &plan->files[i], 0);
    list_text(&lister);
    for (size_t i = plan->text_end; i < plan->file_count; i++)
        list_matter(&lister, &plan->files[i], UINT32_MAX);
    plan->breaks = lister.breaks.at;
    plan->break_count = lister.breaks.size;
}
