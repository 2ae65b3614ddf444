/* The document tree's own acts: making, linking and unlinking nodes, walking them, and the plain
 * text below one. The rule that is easy to break: a node has one parent, and both neighbours as
 * well as the parent's ends know it; only this file writes those five pointers. Walks follow the
 * pointers and never recurse, whatever the nesting. */
#include "doc/node.h"

#include <stdio.h>

#include "base/assert.h"
#include "base/buf.h"
#include "base/utf8.h"

typedef struct kind_entry {
    const char *name;
    sei_node_shape shape;
} kind_entry;

static const kind_entry kinds[SEI_NODE_KIND_COUNT] = {
#define KIND_ENTRY(name, dump, shape) [SEI_NODE_##name] = {dump, SEI_SHAPE_##shape},
    SEI_NODE_LIST(KIND_ENTRY)
#undef KIND_ENTRY
};

const char *sei_node_name(sei_node_kind kind) {
    return kinds[kind].name;
}

sei_node_shape sei_node_shape_of(sei_node_kind kind) {
    return kinds[kind].shape;
}

sei_node *sei_node_new(sei_arena *arena, sei_node_kind kind, uint32_t source, uint32_t offset) {
    sei_node *node = SEI_NEW(arena, sei_node);
    node->kind = kind;
    node->source = source;
    node->offset = offset;
    return node;
}

/* Puts a free node between two neighbours (either may be NULL) below a parent. */
static void link_between(sei_node *parent, sei_node *previous, sei_node *next, sei_node *node) {
    sei_assert(!node->parent && !node->previous && !node->next);
    node->parent = parent;
    node->previous = previous;
    node->next = next;
    *(previous ? &previous->next : &parent->first) = node;
    *(next ? &next->previous : &parent->last) = node;
}

void sei_node_append(sei_node *parent, sei_node *child) {
    link_between(parent, parent->last, NULL, child);
}

void sei_node_insert_after(sei_node *place, sei_node *child) {
    link_between(place->parent, place, place->next, child);
}

void sei_node_insert_before(sei_node *place, sei_node *child) {
    link_between(place->parent, place->previous, place, child);
}

void sei_node_unlink(sei_node *node) {
    sei_node *parent = node->parent;
    if (!parent)
        return;
    *(node->previous ? &node->previous->next : &parent->first) = node->next;
    *(node->next ? &node->next->previous : &parent->last) = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void sei_node_splice_up(sei_node *node) {
    sei_node *child;
    while ((child = node->first) != NULL) {
        sei_node_unlink(child);
        sei_node_insert_before(node, child);
    }
    sei_node_unlink(node);
}

sei_node *sei_node_skip(const sei_node *root, const sei_node *node) {
    while (node != root) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

sei_node *sei_node_next(const sei_node *root, const sei_node *node) {
    return node->first ? node->first : sei_node_skip(root, node);
}

static sei_node *copy_alone(sei_arena *arena, const sei_node *node) {
    sei_node *copy = SEI_NEW(arena, sei_node);
    *copy = *node;
    copy->parent = copy->previous = copy->next = copy->first = copy->last = NULL;
    return copy;
}

sei_node *sei_node_copy(sei_arena *arena, const sei_node *node) {
    sei_node *root = copy_alone(arena, node);
    sei_node *above = root; /* the copy of at's parent */
    const sei_node *at = node->first;
    while (at) {
        sei_node *copy = copy_alone(arena, at);
        sei_node_append(above, copy);
        if (at->first) {
            above = copy;
            at = at->first;
            continue;
        }
        while (at != node && !at->next) {
            at = at->parent;
            above = above->parent;
        }
        at = at == node ? NULL : at->next;
    }
    return root;
}

bool sei_node_opens_section(const sei_node *node) {
    return node->kind == SEI_NODE_HEADING && !node->as.heading.is_html;
}

const sei_node *sei_node_ancestor(const sei_node *node, sei_node_kind kind) {
    while (node && node->kind != kind)
        node = node->parent;
    return node;
}

/* Unicode's White_Space and U+FEFF; doc/ lies below unicode/, and the set is closed. */
static bool is_space(uint32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/* One line in the making: `space` is what waits between the last word and the next. */
typedef struct plain_line {
    sei_buf buf;
    uint32_t space;
} plain_line;

/* A run of white space becomes one character: U+3000 when it began with that, else a space. */
static void plain_add(plain_line *line, sei_str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (is_space(c)) {
            if (!line->space)
                line->space = c == 0x3000 ? c : ' ';
            continue;
        }
        if (line->space && line->buf.size > 0)
            sei_buf_add_code_point(&line->buf, line->space);
        line->space = 0;
        sei_buf_add_code_point(&line->buf, c);
    }
}

/* "[3]" */
static void plain_add_number(plain_line *line, uint32_t number) {
    char text[16];
    const int size = snprintf(text, sizeof text, "[%lu]", (unsigned long)number);
    plain_add(line, (sei_str){text, (size_t)size});
}

static bool is_inline(sei_node_kind kind) {
    return kinds[kind].shape == SEI_SHAPE_INLINE || kinds[kind].shape == SEI_SHAPE_ATOM;
}

/* What one node adds by itself; its children follow in the walk. Blocks and a
 * cell's items are parted by a space. */
static void plain_add_node(plain_line *line, const sei_node *node) {
    if (!is_inline(node->kind) || node->kind == SEI_NODE_CELL_ITEM)
        plain_add(line, SEI_STR(" "));
    switch (node->kind) {
    case SEI_NODE_TEXT:
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
        plain_add(line, node->as.text);
        return;
    case SEI_NODE_TAG:
        plain_add(line, SEI_STR("#"));
        plain_add(line, node->as.text);
        return;
    case SEI_NODE_BLANK: /* not what it stands for */
        plain_add_number(line, node->as.blank.number);
        return;
    case SEI_NODE_CODE_BLOCK:
    case SEI_NODE_MATH_BLOCK:
        plain_add(line, node->as.code.text);
        return;
    case SEI_NODE_IMAGE:
    case SEI_NODE_EMBED:
        plain_add(line, node->as.link.image.alt);
        return;
    case SEI_NODE_FIGURE:
        if (!node->first) /* a caption says the same and more */
            plain_add(line, node->as.link.image.alt);
        return;
    case SEI_NODE_SOFT_BREAK:
    case SEI_NODE_LINE_BREAK:
        plain_add(line, SEI_STR(" "));
        return;
    case SEI_NODE_BOOK:
    case SEI_NODE_PART:
    case SEI_NODE_CHAPTER:
    case SEI_NODE_HEADING:
    case SEI_NODE_PARAGRAPH:
    case SEI_NODE_LIST:
    case SEI_NODE_ITEM:
    case SEI_NODE_QUOTE:
    case SEI_NODE_CALLOUT:
    case SEI_NODE_CALLOUT_TITLE:
    case SEI_NODE_TABLE:
    case SEI_NODE_CAPTION:
    case SEI_NODE_ROW:
    case SEI_NODE_CELL:
    case SEI_NODE_RULE:
    case SEI_NODE_PAGE_BREAK:
    case SEI_NODE_DIVISION:
    case SEI_NODE_EMBEDDED:
    case SEI_NODE_NOTES:
    case SEI_NODE_NOTE:
    case SEI_NODE_NOTE_MARK:
    case SEI_NODE_QR_CODE:
    case SEI_NODE_INDEX_ENTRY:
    case SEI_NODE_ANCHOR:
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
    case SEI_NODE_TERM:
    case SEI_NODE_SPAN:
    case SEI_NODE_CELL_LIST:
    case SEI_NODE_CELL_ITEM:
    case SEI_NODE_LINK:
    case SEI_NODE_WIKILINK:
    case SEI_NODE_KIND_COUNT:
        return;
    }
}

sei_str sei_node_plain_text(sei_arena *arena, const sei_node *node) {
    plain_line line = {.space = 0};
    sei_buf_init(&line.buf, arena->memory);
    const sei_node *at = node;
    while (at) {
        plain_add_node(&line, at);
        bool is_elsewhere = at != node && at->kind == SEI_NODE_NOTES;
        at = is_elsewhere ? sei_node_skip(node, at) : sei_node_next(node, at);
    }
    sei_str text = sei_arena_copy(arena, sei_buf_str(&line.buf));
    sei_buf_fini(&line.buf);
    return text;
}
