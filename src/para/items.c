/* Clusters to items. Punctuation that was found trimmable stands on half a body, everything else on
 * its advance; what is left over between two bodies is the gap (gap.c). Then the breaks: where the
 * rules allow them, and where only necessity does. Sums over the items are made once, here. */
#include "para/items.h"

#include "para/break_opportunity.h"
#include "para/gap.h"
#include "para/itemise.h"

#define TAB_COLUMNS 4     /* of the face's space */
#define ADDRESS_STRETCH 8 /* half of what a gap between two ideographs gains */

typedef struct builder {
    sei_passage *passage;
    sei_item *items;
    uint32_t count;
    const bool *unicode;
    uint32_t address_end;         /* of the address that is under way */
    uint32_t code_from, code_end; /* of the code that is under way */
    int64_t column;               /* verbatim: how far along the logical line */
} builder;

static sei_length body_of(builder *b, const sei_cluster *cluster) {
    switch ((sei_cluster_kind)cluster->kind) {
    case SEI_CLUSTER_BOX:
        return b->passage->spans[cluster->span].width;
    case SEI_CLUSTER_TAB: {
        sei_length stop = cluster->advance * TAB_COLUMNS;
        sei_length left = stop > 0 ? stop - (sei_length)(b->column % stop) : 0;
        /* advances are rounded: a column that is short of its stop by a trace has reached it */
        return left < cluster->advance / 2 ? left + stop : left;
    }
    case SEI_CLUSTER_BREAK:
    case SEI_CLUSTER_IGNORED:
        return 0;
    case SEI_CLUSTER_CHARACTER:
    case SEI_CLUSTER_SPACE:
        break;
    }
    if (cluster->flags & SEI_CLUSTER_TRIMMED)
        return b->passage->segments[cluster->segment].size / 2;
    return cluster->advance;
}

/* The next cluster that makes an item; spaces before it belong to the gap. */
static uint32_t next_item(const sei_passage *passage, uint32_t i) {
    bool keeps_spaces = passage->style->is_verbatim;
    while (i < passage->cluster_count &&
           (passage->clusters[i].kind == SEI_CLUSTER_IGNORED ||
            (passage->clusters[i].kind == SEI_CLUSTER_SPACE && !keeps_spaces)))
        i++;
    return i;
}

static void set_break(sei_item *item, sei_break_opportunity found) {
    item->flags |= found.is_allowed ? SEI_ITEM_BREAK : 0u;
    item->penalty = found.penalty;
}

static bool is_ascii(const sei_cluster *cluster) {
    return cluster->code_point > ' ' && cluster->code_point < 0x7F;
}

/* Whether clusters a and a + 1 lie in one address. */
static bool in_address(builder *b, uint32_t a) {
    const sei_passage *passage = b->passage;
    if (a < b->address_end)
        return a + 1 < b->address_end;
    bool starts = is_ascii(&passage->clusters[a]);
    if (starts && (a == 0 || !is_ascii(&passage->clusters[a - 1]))) {
        uint32_t end = sei_break_opportunity_address_end(passage, a);
        b->address_end = end > a ? end : b->address_end;
    }
    return a + 1 < b->address_end;
}

static bool is_code(const sei_passage *passage, uint32_t i) {
    return passage->clusters[i].flags & SEI_CLUSTER_VERBATIM && is_ascii(&passage->clusters[i]);
}

/* The same for a name or expression set as code within text. */
static bool in_code(builder *b, uint32_t a) {
    const sei_passage *passage = b->passage;
    if (a >= b->code_end && is_code(passage, a)) {
        b->code_from = b->code_end = a;
        while (b->code_end < passage->cluster_count && is_code(passage, b->code_end))
            b->code_end++;
    }
    return a + 1 < b->code_end;
}

static sei_length hyphen_width(const sei_passage *passage, uint32_t cluster) {
    const sei_segment *segment = &passage->segments[passage->clusters[cluster].segment];
    if (!segment->face)
        return 0;
    uint32_t glyph = sei_face_glyph(segment->face, '-');
    return sei_itemise_scale(segment, sei_face_advance(segment->face, glyph));
}

/* The gap and the break between an item's cluster and the next item's. */
static void set_boundary(builder *b, sei_item *item, uint32_t a, uint32_t next) {
    const sei_passage *passage = b->passage;
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[next];
    if (after->kind == SEI_CLUSTER_BREAK)
        return;
    if (passage->style->is_verbatim) {
        set_break(item, (sei_break_opportunity){!(after->flags & SEI_CLUSTER_JOINED), 0});
        return;
    }
    sei_gap_set(passage, item, a, next);
    if (next == a + 1 && in_address(b, a)) {
        if (item->stretch > 0) { /* it is no word: its letters open like solid text */
            item->stretch_step = SEI_STRETCH_SOLID;
            item->stretch = passage->style->size / ADDRESS_STRETCH;
        }
        set_break(item, sei_break_opportunity_in_address(passage, a));
        return;
    }
    if (next == a + 1 && in_code(b, a)) {
        set_break(item, sei_break_opportunity_in_code(passage, a, b->code_from, b->code_end));
        return;
    }
    set_break(item, sei_break_opportunity_at(passage, a, next, b->unicode[next]));
    if (item->penalty == SEI_PENALTY_HYPHEN && item->flags & SEI_ITEM_BREAK &&
        before->flags & SEI_CLUSTER_HYPHEN_AFTER) {
        item->flags |= SEI_ITEM_HYPHEN;
        item->tail = item->tail_cut = hyphen_width(passage, a);
    }
}

static void add_item(builder *b, uint32_t i, uint32_t next) {
    const sei_passage *passage = b->passage;
    const sei_cluster *cluster = &passage->clusters[i];
    sei_item *item = &b->items[b->count];
    *item = (sei_item){.cluster = i, .body = body_of(b, cluster)};
    if (cluster->kind == SEI_CLUSTER_BREAK) {
        item->flags = SEI_ITEM_END;
        b->column = 0;
    } else {
        sei_length before = b->count > 0 ? b->items[b->count - 1].gap : 0;
        b->column += item->body;
        sei_gap_set_tail(passage, item, i, before);
        if (next < passage->cluster_count)
            set_boundary(b, item, i, next);
    }
    b->count++;
}

/* An author's own indent (U+3000 at the head) is not added to the style's. */
static uint32_t first_item(const sei_passage *passage) {
    uint32_t i = next_item(passage, 0);
    while (passage->from == 0 && passage->style->indent > 0 && !passage->style->is_verbatim &&
           i < passage->cluster_count && passage->clusters[i].code_point == 0x3000)
        i = next_item(passage, i + 1);
    return i;
}

/* Breaks of last resort: inside what is wider than any line. Looks at stretches between breaks. */
static void add_emergencies(builder *b, sei_length narrowest) {
    uint32_t from = 0;
    int64_t width = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        sei_item *item = &b->items[i];
        width += item->body;
        bool ends = item->flags & (SEI_ITEM_BREAK | SEI_ITEM_END) || i + 1 == b->count;
        if (!ends) {
            width += item->gap - item->shrink;
            continue;
        }
        for (uint32_t k = from; width > narrowest && k < i; k++) {
            const sei_cluster *after = &b->passage->clusters[b->items[k + 1].cluster];
            if (!(after->flags & SEI_CLUSTER_JOINED) && !(b->items[k + 1].flags & SEI_ITEM_END)) {
                b->items[k].flags |= SEI_ITEM_BREAK | SEI_ITEM_EMERGENCY;
                b->items[k].penalty = SEI_PENALTY_EMERGENCY;
            }
        }
        from = i + 1;
        width = 0;
    }
}

#define RUNT_MEASURE 4 /* characters: shorter lines may end a paragraph as they come */

/* A last line of one character, its marks not counted, or of two is avoided (JLREQ 3.5.4). Counts
 * from the end of each forced line. In a table's narrow column it would part what need not be. */
static void add_runts(builder *b) {
    const sei_para_style *style = b->passage->style;
    if (style->is_verbatim || style->measure < RUNT_MEASURE * style->size)
        return;
    int characters = 0;
    bool counts = false;
    for (uint32_t i = b->count; i-- > 0;) {
        sei_item *item = &b->items[i];
        if (i + 1 == b->count || item->flags & SEI_ITEM_END) {
            characters = 0;
            counts = true;
        }
        if (item->flags & SEI_ITEM_END)
            continue;
        if (counts && i + 1 < b->count && item->flags & SEI_ITEM_BREAK && characters <= 2)
            item->penalty = (int16_t)(item->penalty + (characters <= 1 ? 300 : 30));
        sei_jlreq_class class = b->passage->clusters[item->cluster].class;
        bool is_punctuation = class >= SEI_CLASS_OPENING && class <= SEI_CLASS_COMMA;
        characters += is_punctuation ? 0 : 1;
        counts = counts && characters <= 2;
    }
}

static const sei_item_sums *sum_items(const builder *b) {
    sei_item_sums *sums =
        SEI_TAKE_ARRAY(b->passage->context->scratch, sei_item_sums, (size_t)b->count + 1);
    sums[0] = (sei_item_sums){0};
    for (uint32_t i = 0; i < b->count; i++) {
        const sei_item *item = &b->items[i];
        sei_item_sums *sum = &sums[i + 1];
        *sum = sums[i];
        sum->natural += item->body + item->gap;
        sum->shrink[item->shrink_step] += item->shrink;
        sum->stretch[item->stretch_step] += item->stretch;
        sum->slots += sei_item_is_slot(item) ? 1 : 0;
    }
    return sums;
}

sei_items sei_items_make(sei_passage *passage, sei_length narrowest) {
    builder b = {.passage = passage};
    b.items = SEI_TAKE_ARRAY(passage->context->scratch, sei_item, passage->cluster_count);
    b.unicode = sei_break_opportunity_unicode(passage);
    uint32_t i = first_item(passage);
    while (i < passage->cluster_count) {
        uint32_t next = next_item(passage, i + 1);
        add_item(&b, i, next);
        i = next;
    }
    add_emergencies(&b, narrowest);
    add_runts(&b);
    const sei_profile_rules *rules = passage->rules;
    int solid_scale = rules->solid_max == UINT8_MAX ? SEI_GAP_BOUNDLESS * 4 : 1;
    return (sei_items){
        b.items,    b.count, sum_items(&b), passage->style->size, rules->table != SEI_TABLE_BOOK,
        solid_scale};
}

sei_length sei_items_width(const sei_items *items, uint32_t from, uint32_t to) {
    if (from >= to)
        return 0;
    int64_t width = items->sums[to - 1].natural - items->sums[from].natural;
    width += items->at[to - 1].body + items->at[to - 1].tail;
    return width < INT32_MAX ? (sei_length)width : INT32_MAX;
}
