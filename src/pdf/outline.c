/* The outline → linked dictionaries (ISO 32000-1, 12.3.3). libharu's own outline counts recursively
 * and in quadratic time, so the tree is ours: one pass with a stack of the entries that are open.
 *
 * Entries of the first level are open, all deeper ones closed. Count is how many entries below
 * would show when the entry is open, negative when it is closed; below a closed entry all are
 * closed, so it is its children. */
#include "pdf/object.h"
#include "pdf/syntax.h"

#include "base/limits.h"

typedef struct item {
    uint32_t parent, previous, next, first, last; /* numbers of items; 0: none, the root is 0 */
    uint32_t children;
    uint32_t grandchildren;
} item;

/* Items 1 … outline_count by their depths, nested at most SEI_LIMIT_OUTLINE_DEPTH deep; item 0 is
 * the root. */
static item *link_items(sei_pdf_document *document, const sei_pages *pages) {
    item *items = SEI_NEW_ARRAY(&document->scratch, item, (size_t)pages->outline_count + 1);
    uint32_t open[SEI_LIMIT_OUTLINE_DEPTH + 1] = {0};
    int depth = 0;
    for (uint32_t i = 1; i <= pages->outline_count; i++) {
        int wanted = pages->outline[i - 1].depth;
        int at = wanted < 1 ? 1 : wanted > depth + 1 ? depth + 1 : wanted;
        at = at > SEI_LIMIT_OUTLINE_DEPTH ? SEI_LIMIT_OUTLINE_DEPTH : at;
        uint32_t parent = open[at - 1];
        items[i].parent = parent;
        items[i].previous = items[parent].last;
        if (items[parent].last != 0)
            items[items[parent].last].next = i;
        else
            items[parent].first = i;
        items[parent].last = i;
        items[parent].children++;
        if (parent != 0)
            items[items[parent].parent].grandchildren++;
        open[at] = i;
        depth = at;
    }
    return items;
}

static void put_link(sei_buf *out, const char *key, HPDF_Dict *objects, uint32_t number) {
    sei_buf_print(out, "/%s %u 0 R", key, (unsigned)sei_pdf_object_number(objects[number]));
}

/* /First, /Last and /Count of an item or the root. */
static void put_children(sei_buf *out, const item *items, HPDF_Dict *objects, uint32_t number) {
    const item *at = &items[number];
    if (at->children == 0)
        return;
    put_link(out, "First", objects, at->first);
    put_link(out, "Last", objects, at->last);
    bool is_root = number == 0;
    bool is_open = is_root || at->parent == 0;
    int64_t shown = is_root ? (int64_t)at->children + at->grandchildren : at->children;
    sei_buf_print(out, "/Count %lld", (long long)(is_open ? shown : -shown));
}

static void set_item(sei_pdf_document *document, const item *items, HPDF_Dict *objects,
                     uint32_t number) {
    const sei_pages *pages = document->request->pages;
    const sei_outline_entry *entry = &pages->outline[number - 1];
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Title"));
    sei_pdf_put_text(out, entry->title);
    put_link(out, "Parent", objects, items[number].parent);
    if (items[number].previous != 0)
        put_link(out, "Prev", objects, items[number].previous);
    if (items[number].next != 0)
        put_link(out, "Next", objects, items[number].next);
    put_children(out, items, objects, number);
    uint32_t page = entry->page < pages->count ? entry->page : pages->count - 1;
    sei_pdf_put_destination(document, out, page, 0, entry->y);
    sei_pdf_object_set(document, objects[number], sei_buf_str(out));
}

void sei_pdf_outline_add(sei_pdf_document *document) {
    const sei_pages *pages = document->request->pages;
    if (pages->outline_count == 0 || document->error != HPDF_OK)
        return;
    sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
    item *items = link_items(document, pages);
    HPDF_Dict *objects =
        SEI_NEW_ARRAY(&document->scratch, HPDF_Dict, (size_t)pages->outline_count + 1);
    for (uint32_t i = 0; i <= pages->outline_count; i++)
        objects[i] = sei_pdf_object_new(document);
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Type/Outlines"));
    put_children(out, items, objects, 0);
    sei_pdf_object_set(document, objects[0], sei_buf_str(out));
    for (uint32_t i = 1; i <= pages->outline_count; i++)
        set_item(document, items, objects, i);
    sei_buf_print(&document->catalog, "/PageMode/UseOutlines/Outlines %u 0 R",
                  (unsigned)sei_pdf_object_number(objects[0]));
    sei_arena_mark_release(&document->scratch, mark);
}
