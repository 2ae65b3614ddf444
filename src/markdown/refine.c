/* The passes after building: what only Obsidian sees in cmark's tree — callouts, highlights, block ids,
 * display math, task states, tags — then soft breaks and the merging of texts.
 *
 * Marks that the scan left are ANCHOR nodes whose id is the lift's number + 1; every pass that takes
 * some away leaves the tree well formed. Afterwards no id is set: book numbers the tree. */
#include "markdown/build.h"

#include <string.h>

#include "base/utf8.h"
#include "unicode/unicode.h"

static const sei_lift *lift_of(const sei_build *build, const sei_node *node) {
    if (node->id == 0 || node->id == UINT32_MAX || node->id > build->scan->lifts.size)
        return NULL;
    return &build->scan->lifts.at[node->id - 1];
}

static sei_node *leaf_of(sei_node *node) {
    while (node && sei_node_shape_of(node->kind) != SEI_SHAPE_LEAF)
        node = node->parent;
    return node;
}

static bool is_blank_text(const sei_node *node) {
    return node->kind == SEI_NODE_TEXT && sei_str_trim_ascii(node->as.text).size == 0;
}

static bool is_break(const sei_node *node) {
    return node->kind == SEI_NODE_SOFT_BREAK || node->kind == SEI_NODE_LINE_BREAK;
}

/* Whether a leaf shows nothing: blanks and breaks only. */
static bool is_empty(const sei_node *leaf) {
    for (const sei_node *child = leaf->first; child; child = child->next)
        if (!is_blank_text(child) && !is_break(child))
            return false;
    return true;
}

static void become_text(sei_node *node, sei_str text) {
    node->kind = SEI_NODE_TEXT;
    node->id = 0;
    memset(&node->as, 0, sizeof node->as);
    node->as.text = text;
}

/* --- block ids ------------------------------------------------------------------------------- */

/* What an id at a paragraph's end names: the list item when it is the item's first paragraph. */
static sei_node *named_block(sei_node *leaf) {
    bool is_items = leaf->parent && leaf->parent->kind == SEI_NODE_ITEM && !leaf->previous;
    return is_items ? leaf->parent : leaf;
}

/* Blanks and a break that stood before an id at the end of its line go with it. */
static void trim_end(sei_node *leaf) {
    while (leaf->last && (is_break(leaf->last) || is_blank_text(leaf->last)))
        sei_node_unlink(leaf->last);
    if (leaf->last && leaf->last->kind == SEI_NODE_TEXT) {
        sei_str text = leaf->last->as.text;
        while (text.size && (text.at[text.size - 1] == ' ' || text.at[text.size - 1] == '\t'))
            text.size--;
        leaf->last->as.text = text;
    }
}

static void take_block_id(sei_node *mark, const sei_lift *lift) {
    sei_node *leaf = leaf_of(mark);
    sei_node_unlink(mark);
    if (!leaf)
        return;
    sei_node *named = named_block(leaf);
    if (is_empty(leaf)) {
        named = leaf->previous ? leaf->previous : leaf->parent;
        sei_node_unlink(leaf);
    } else {
        trim_end(leaf);
    }
    if (named && named->label.size == 0)
        named->label = lift->inner;
}

static void take_container_id(sei_node *mark, const sei_lift *lift) {
    sei_node *leaf = leaf_of(mark);
    sei_node *quote = mark;
    while (quote && quote->kind != SEI_NODE_QUOTE && quote->kind != SEI_NODE_CALLOUT)
        quote = quote->parent;
    sei_node_unlink(mark);
    if (leaf && is_empty(leaf))
        sei_node_unlink(leaf);
    if (quote && quote->label.size == 0)
        quote->label = lift->inner;
}

/* --- callouts -------------------------------------------------------------------------------- */

static void set_callout_type(const sei_build *build, sei_node *callout, sei_str inner, char fold) {
    size_t bar = sei_str_find_byte(inner, '|', 0);
    sei_str type = sei_unicode_trim(sei_str_slice(inner, 0, bar == SEI_STR_NONE ? inner.size : bar));
    memset(&callout->as, 0, sizeof callout->as);
    callout->kind = SEI_NODE_CALLOUT;
    callout->as.callout.type = sei_unicode_fold(build->arena, type);
    if (bar != SEI_STR_NONE)
        callout->as.callout.metadata =
            sei_unicode_trim(sei_str_slice(inner, bar + 1, inner.size));
    callout->as.callout.fold = fold == '+'   ? SEI_FOLD_OPEN
                               : fold == '-' ? SEI_FOLD_CLOSED
                                             : SEI_FOLD_NONE;
}

/* The first line of the first paragraph becomes the title; what is behind it stays a paragraph. */
static void make_callout(sei_build *build, sei_node *mark, const sei_lift *lift) {
    sei_node *paragraph = mark->parent, *quote = paragraph->parent;
    sei_node *title =
        sei_node_new(build->arena, SEI_NODE_CALLOUT_TITLE, mark->source, mark->offset);
    set_callout_type(build, quote, lift->inner, lift->whole.at[lift->whole.size - 1]);
    sei_node_insert_before(paragraph, title);
    sei_node_unlink(mark);
    while (paragraph->first && !is_break(paragraph->first)) {
        sei_node *inline_node = paragraph->first;
        sei_node_unlink(inline_node);
        sei_node_append(title, inline_node);
    }
    if (paragraph->first)
        sei_node_unlink(paragraph->first); /* the break */
    if (!paragraph->first) {
        sei_node_unlink(paragraph);
    } else {
        paragraph->offset = paragraph->first->offset;
    }
    if (title->first && title->first->kind == SEI_NODE_TEXT)
        title->first->as.text = sei_unicode_trim(title->first->as.text);
    if (title->first && title->first == title->last && is_blank_text(title->first))
        sei_node_unlink(title->first);
}

static bool begins_quote(const sei_node *mark) {
    const sei_node *paragraph = mark->parent;
    return !mark->previous && paragraph && paragraph->kind == SEI_NODE_PARAGRAPH &&
           !paragraph->previous && paragraph->parent &&
           paragraph->parent->kind == SEI_NODE_QUOTE;
}

/* --- highlights, page breaks, display math ----------------------------------------------------- */

static void make_highlight(const sei_build *build, sei_node *mark) {
    sei_node *close = mark->next;
    while (close) {
        const sei_lift *lift = close->kind == SEI_NODE_ANCHOR ? lift_of(build, close) : NULL;
        if (lift && lift->kind == SEI_LIFT_HIGHLIGHT_CLOSE)
            break;
        close = close->next;
    }
    if (!close) {
        become_text(mark, SEI_STR("=="));
        return;
    }
    mark->kind = SEI_NODE_HIGHLIGHT;
    mark->id = 0;
    memset(&mark->as, 0, sizeof mark->as);
    while (mark->next != close) {
        sei_node *moved = mark->next;
        sei_node_unlink(moved);
        sei_node_append(mark, moved);
    }
    sei_node_unlink(close);
}

static void make_page_break(sei_build *build, sei_node *mark) {
    sei_node *leaf = leaf_of(mark);
    sei_node *page_break =
        sei_node_new(build->arena, SEI_NODE_PAGE_BREAK, mark->source, mark->offset);
    sei_node_unlink(mark);
    if (!leaf)
        return;
    sei_node_insert_after(leaf, page_break);
    if (is_empty(leaf))
        sei_node_unlink(leaf);
}

/* What is behind display math becomes a paragraph of its own, the math a block between. */
static void make_math_block(sei_build *build, sei_node *math) {
    sei_node *paragraph = math->parent;
    math->id = 0;
    if (!paragraph || paragraph->kind != SEI_NODE_PARAGRAPH)
        return; /* in a heading, cell or link it stays inline */
    sei_node *block = sei_node_new(build->arena, SEI_NODE_MATH_BLOCK, math->source, math->offset);
    block->as.code.text = sei_str_trim_ascii(math->as.text);
    sei_node_insert_after(paragraph, block);
    if (math->next) {
        sei_node *rest =
            sei_node_new(build->arena, SEI_NODE_PARAGRAPH, math->source, math->next->offset);
        while (math->next) {
            sei_node *moved = math->next;
            sei_node_unlink(moved);
            sei_node_append(rest, moved);
        }
        while (rest->first && is_break(rest->first))
            sei_node_unlink(rest->first);
        if (!is_empty(rest))
            sei_node_insert_after(block, rest);
    }
    sei_node_unlink(math);
    trim_end(paragraph);
    if (is_empty(paragraph))
        sei_node_unlink(paragraph);
}

/* --- the marks' pass -------------------------------------------------------------------------- */

static void take_mark(sei_build *build, sei_node *mark, const sei_lift *lift) {
    switch (lift->kind) {
    case SEI_LIFT_BLOCK_ID:
        take_block_id(mark, lift);
        break;
    case SEI_LIFT_CONTAINER_ID:
        take_container_id(mark, lift);
        break;
    case SEI_LIFT_CALLOUT:
        if (begins_quote(mark))
            make_callout(build, mark, lift);
        else
            become_text(mark, lift->whole);
        break;
    case SEI_LIFT_HIGHLIGHT_OPEN:
        make_highlight(build, mark);
        break;
    case SEI_LIFT_HIGHLIGHT_CLOSE:
        become_text(mark, SEI_STR("=="));
        break;
    case SEI_LIFT_PAGE_BREAK:
        make_page_break(build, mark);
        break;
    case SEI_LIFT_DISPLAY_MATH:
        make_math_block(build, mark);
        break;
    case SEI_LIFT_LITERAL:
    case SEI_LIFT_WIKILINK:
    case SEI_LIFT_EMBED:
    case SEI_LIFT_MATH:
    case SEI_LIFT_URL:
        break;
    }
}

/* Marks are listed first: taking one moves nodes. */
static void take_marks(sei_build *build) {
    SEI_VEC(sei_node *) marks = {0};
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node))
        if ((node->kind == SEI_NODE_ANCHOR || node->kind == SEI_NODE_MATH) && lift_of(build, node))
            SEI_VEC_ADD(build->arena, &marks, node);
    for (size_t i = 0; i < marks.size; i++) {
        const sei_lift *lift = lift_of(build, marks.at[i]);
        if (lift && marks.at[i]->parent)
            take_mark(build, marks.at[i], lift);
    }
}

/* --- texts ----------------------------------------------------------------------------------- */

static void merge_texts(sei_build *build) {
    sei_buf joined;
    sei_buf_init(&joined, build->arena->memory);
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node)) {
        if (node->id == UINT32_MAX)
            node->id = 0;
        if (node->kind != SEI_NODE_TEXT || !node->next || node->next->kind != SEI_NODE_TEXT)
            continue;
        sei_buf_clear(&joined);
        sei_buf_add(&joined, node->as.text);
        while (node->next && node->next->kind == SEI_NODE_TEXT) {
            sei_buf_add(&joined, node->next->as.text);
            sei_node_unlink(node->next);
        }
        node->as.text = sei_arena_copy(build->arena, sei_buf_str(&joined));
    }
    sei_buf_fini(&joined);
}

/* "[c] " at an item's start: any one character is a state. */
static void find_tasks(sei_build *build) {
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node)) {
        if (node->kind != SEI_NODE_ITEM || !node->first ||
            node->first->kind != SEI_NODE_PARAGRAPH || !node->first->first ||
            node->first->first->kind != SEI_NODE_TEXT)
            continue;
        sei_node *text = node->first->first;
        sei_str str = text->as.text;
        size_t at = 1;
        if (str.size < 3 || str.at[0] != '[')
            continue;
        uint32_t state = sei_utf8_next(str, &at);
        if (at >= str.size || str.at[at] != ']' || state == ']')
            continue;
        bool ends = at + 1 == str.size && !text->next;
        if (!ends && !(at + 1 < str.size && str.at[at + 1] == ' '))
            continue;
        node->as.item.task = state;
        text->as.text = sei_str_slice(str, at + (ends ? 1 : 2), str.size);
        if (text->as.text.size == 0)
            sei_node_unlink(text);
    }
}

/* --- soft breaks ------------------------------------------------------------------------------ */

/* The first or last character that an inline shows; 0 for none (look on), '\n' for a break. */
static uint32_t edge_character(const sei_node *node, bool first) {
    sei_str text;
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_ATOM:
        break;
    case SEI_SHAPE_INLINE:
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
    case SEI_SHAPE_VERBATIM:
        return 0;
    }
    if (is_break(node))
        return '\n';
    bool has_text = node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE ||
                    node->kind == SEI_NODE_MATH || node->kind == SEI_NODE_TAG;
    if (node->kind == SEI_NODE_IMAGE || node->kind == SEI_NODE_EMBED)
        return 'x';
    if (!has_text || node->as.text.size == 0)
        return 0;
    text = node->as.text;
    size_t at = first ? 0 : text.size;
    return first ? sei_utf8_next(text, &at) : sei_utf8_previous(text, &at);
}

static uint32_t character_after(const sei_node *leaf, const sei_node *node) {
    uint32_t c = 0;
    for (const sei_node *next = sei_node_skip(leaf, node); next && !c;
         next = sei_node_next(leaf, next))
        c = edge_character(next, true);
    return c;
}

/* The pass keeps the last character shown, so that nothing is looked for backwards. */
static void settle_leaf_breaks(const sei_build *build, sei_node *leaf) {
    uint32_t before = 0;
    for (sei_node *node = leaf->first, *next; node; node = next) {
        next = sei_node_next(leaf, node);
        uint32_t shown = edge_character(node, false);
        if (node->kind == SEI_NODE_SOFT_BREAK) {
            if (build->scan->options->newline_breaks) {
                node->kind = SEI_NODE_LINE_BREAK;
            } else {
                uint32_t after = character_after(leaf, node);
                if (before && after && sei_unicode_joins_lines(before, after))
                    sei_node_unlink(node);
            }
        }
        before = shown ? shown : before;
    }
}

static void settle_breaks(sei_build *build) {
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node))
        if (sei_node_shape_of(node->kind) == SEI_SHAPE_LEAF)
            settle_leaf_breaks(build, node);
}

/* --- tags ------------------------------------------------------------------------------------ */

/* Letters, digits, "_", "-", "/", and other Unicode with emoji; not the general punctuation block. */
static bool is_tag_character(uint32_t c) {
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' ||
               c == '-' || c == '/';
    if (sei_unicode_is_space(c) || (c >= 0x2000 && c <= 0x206F && c != 0x200D) ||
        (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x30FB ||
        (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
        (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65))
        return false;
    return c >= 0xA1;
}

/* The end of a tag whose '#' is at `at`; `at` itself when it is none (all digits, nothing). */
static size_t tag_end(sei_str text, size_t at) {
    size_t end = at + 1;
    bool has_letter = false;
    while (end < text.size) {
        size_t next = end;
        uint32_t c = sei_utf8_next(text, &next);
        if (!is_tag_character(c))
            break;
        has_letter = has_letter || !(c >= '0' && c <= '9');
        end = next;
    }
    return has_letter ? end : at;
}

/* Cuts the first tag out of a text node; returns what is left behind it, or NULL. */
static sei_node *split_tag(sei_build *build, sei_node *node) {
    sei_str text = node->as.text;
    for (size_t at = 0; (at = sei_str_find_byte(text, '#', at)) != SEI_STR_NONE; at++) {
        size_t before = at;
        bool is_free = at == 0 ? !node->previous || is_break(node->previous)
                               : sei_unicode_is_space(sei_utf8_previous(text, &before));
        size_t end = is_free ? tag_end(text, at) : at;
        if (end == at)
            continue;
        sei_node *tag =
            sei_node_new(build->arena, SEI_NODE_TAG, node->source, node->offset + (uint32_t)at);
        tag->as.text = sei_str_slice(text, at + 1, end);
        sei_node_insert_after(node, tag);
        sei_node *rest = NULL;
        if (end < text.size) {
            rest = sei_node_new(build->arena, SEI_NODE_TEXT, node->source,
                                node->offset + (uint32_t)end);
            rest->as.text = sei_str_slice(text, end, text.size);
            sei_node_insert_after(tag, rest);
        }
        node->as.text = sei_str_slice(text, 0, at);
        if (at == 0)
            sei_node_unlink(node);
        return rest;
    }
    return NULL;
}

static bool is_in_link(const sei_node *node) {
    for (node = node->parent; node; node = node->parent)
        if (node->kind == SEI_NODE_LINK || node->kind == SEI_NODE_WIKILINK)
            return true;
    return false;
}

static void find_tags(sei_build *build) {
    for (sei_node *node = build->root, *next; node; node = next) {
        next = sei_node_next(build->root, node);
        if (node->kind != SEI_NODE_TEXT || is_in_link(node))
            continue;
        for (sei_node *rest = node; rest;)
            rest = split_tag(build, rest);
    }
}

/* A bare URL inside a link's text is that text. */
static void unnest_links(sei_build *build) {
    for (sei_node *node = build->root, *next; node; node = next) {
        next = sei_node_next(build->root, node);
        if (node->kind == SEI_NODE_LINK && is_in_link(node))
            sei_node_splice_up(node);
    }
}

void sei_refine(sei_build *build) {
    take_marks(build);
    unnest_links(build);
    merge_texts(build);
    settle_breaks(build);
    merge_texts(build);
    if (build->scan->options->wikilinks) {
        find_tasks(build);
        find_tags(build);
    }
    /* notes stand last, whatever HTML left behind them */
    if (build->notes) {
        sei_node_unlink(build->notes);
        sei_node_append(build->root, build->notes);
    }
}
