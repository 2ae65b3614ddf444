/* Looking things up in finished pages. */
#include "page/page.h"

const sei_page_anchor *sei_pages_find_anchor(const sei_pages *pages, uint32_t anchor) {
    size_t low = 0, high = pages->anchor_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pages->anchors[middle].anchor < anchor)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < pages->anchor_count && pages->anchors[low].anchor == anchor;
    return found ? &pages->anchors[low] : NULL;
}
