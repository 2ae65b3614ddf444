/* The last form of the tree: block ids name their blocks, display math stands apart, soft breaks
 * are decided, blanks at the ends of lines go, neighbouring texts are one, what is empty goes. */
#include "base/utf8.h"
#include "markdown/build.h"
#include "unicode/unicode.h"

static bool is_leaf(const sei_node *node) {
    return sei_node_shape_of(node->kind) == SEI_SHAPE_LEAF;
}

static bool is_break(const sei_node *node) {
    return node->kind == SEI_NODE_SOFT_BREAK || node->kind == SEI_NODE_LINE_BREAK;
}

static bool is_blank_text(const sei_node *node) {
    return node->kind == SEI_NODE_TEXT && sei_str_trim_ascii(node->as.text).size == 0;
}

/* --- block ids ------------------------------------------------------------------------------- */

/* The block that an id names, at the end of its leaf or all of it. */
static sei_node *named_block(sei_node *leaf, bool is_alone) {
    sei_node *parent = leaf->parent;
    bool in_quote = parent->kind == SEI_NODE_QUOTE || parent->kind == SEI_NODE_CALLOUT;
    if (leaf->kind == SEI_NODE_CALLOUT_TITLE || (is_alone && in_quote && !leaf->next))
        return parent;
    if (is_alone)
        return leaf->previous ? leaf->previous : parent;
    bool is_item = parent->kind == SEI_NODE_ITEM && !leaf->previous;
    return is_item ? parent : leaf;
}

static void take_block_id(sei_build *build, sei_node *text) {
    sei_node *leaf = text->parent;
    if (!leaf || text->next ||
        (leaf->kind != SEI_NODE_PARAGRAPH && leaf->kind != SEI_NODE_HEADING &&
         leaf->kind != SEI_NODE_CALLOUT_TITLE))
        return;
    bool is_alone = true;
    for (const sei_node *before = text->previous; before && is_alone; before = before->previous)
        is_alone = is_blank_text(before) || is_break(before);
    sei_node *named = named_block(leaf, is_alone); /* the root, when nothing stands before it */
    if (named != build->root && named->label.size == 0)
        named->label = sei_str_slice(text->as.text, 1, text->as.text.size);
    sei_node_unlink(text);
}

/* --- display math ---------------------------------------------------------------------------- */

/* Display math is a block between what stands before and behind it, as MathJax shows it, but for
 * headings, cells and what is within emphasis or a link. */
static void set_apart(sei_build *build, sei_node *math) {
    sei_node *leaf = math->parent;
    if (!leaf || leaf->kind != SEI_NODE_PARAGRAPH)
        return;
    if (math->previous) {
        sei_node *head = sei_node_new(build->arena, SEI_NODE_PARAGRAPH, leaf->source, leaf->offset);
        sei_node_insert_before(leaf, head);
        while (leaf->first != math) {
            sei_node *moved = leaf->first;
            sei_node_unlink(moved);
            sei_node_append(head, moved);
        }
    }
    sei_node *block = sei_node_new(build->arena, SEI_NODE_MATH_BLOCK, math->source, math->offset);
    block->as.code.text = math->as.text;
    sei_node_insert_before(leaf, block);
    if (math->next && is_break(math->next))
        sei_node_unlink(math->next);
    sei_node_unlink(math);
    while (leaf->first && is_blank_text(leaf->first))
        sei_node_unlink(leaf->first);
    if (leaf->first)
        leaf->offset = leaf->first->offset;
    if (leaf->label.size && !leaf->first) {
        block->label = leaf->label;
        leaf->label = SEI_STR("");
    }
}

/* --- lines ----------------------------------------------------------------------------------- */

/* One walk over a leaf's inlines, in order. */
typedef struct line_walk {
    sei_build *build;
    bool is_title;       /* a heading or callout's title: wide spaces at its ends go, too */
    bool has_shown;      /* something stands before, if only a mark */
    sei_node *pending;   /* a soft break that waits for the next character */
    sei_node *last_text; /* the last inline that shows anything, if it is a text */
    bool is_after_blank;
    uint32_t before; /* the last character shown, 0: a line begins */
} line_walk;

static sei_str shown_text(const sei_node *node) {
    switch (node->kind) {
    case SEI_NODE_TEXT:
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
    case SEI_NODE_TAG:
        return node->as.text;
    case SEI_NODE_EMBED:
    case SEI_NODE_IMAGE:
        return SEI_STR("x");
    case SEI_NODE_WIKILINK:
        return node->first                         ? SEI_STR("")
               : node->as.link.target.subpath.size ? node->as.link.target.subpath
                                                   : node->as.link.target.path;
#define SEI_NOTHING_SHOWN(name) case SEI_NODE_##name:
        SEI_NOTHING_SHOWN(BOOK)
        SEI_NOTHING_SHOWN(PART)
        SEI_NOTHING_SHOWN(CHAPTER)
        SEI_NOTHING_SHOWN(HEADING)
        SEI_NOTHING_SHOWN(PARAGRAPH)
        SEI_NOTHING_SHOWN(LIST)
        SEI_NOTHING_SHOWN(ITEM)
        SEI_NOTHING_SHOWN(QUOTE)
        SEI_NOTHING_SHOWN(CALLOUT)
        SEI_NOTHING_SHOWN(CALLOUT_TITLE)
        SEI_NOTHING_SHOWN(CODE_BLOCK)
        SEI_NOTHING_SHOWN(MATH_BLOCK)
        SEI_NOTHING_SHOWN(TABLE)
        SEI_NOTHING_SHOWN(CAPTION)
        SEI_NOTHING_SHOWN(ROW)
        SEI_NOTHING_SHOWN(CELL)
        SEI_NOTHING_SHOWN(FIGURE)
        SEI_NOTHING_SHOWN(RULE)
        SEI_NOTHING_SHOWN(PAGE_BREAK)
        SEI_NOTHING_SHOWN(QR_CODE)
        SEI_NOTHING_SHOWN(INDEX_ENTRY)
        SEI_NOTHING_SHOWN(DIVISION)
        SEI_NOTHING_SHOWN(EMBEDDED)
        SEI_NOTHING_SHOWN(NOTES)
        SEI_NOTHING_SHOWN(NOTE)
        SEI_NOTHING_SHOWN(SOFT_BREAK)
        SEI_NOTHING_SHOWN(LINE_BREAK)
        SEI_NOTHING_SHOWN(EMPHASIS)
        SEI_NOTHING_SHOWN(STRONG)
        SEI_NOTHING_SHOWN(STRIKE)
        SEI_NOTHING_SHOWN(HIGHLIGHT)
        SEI_NOTHING_SHOWN(UNDERLINE)
        SEI_NOTHING_SHOWN(SUPERSCRIPT)
        SEI_NOTHING_SHOWN(SUBSCRIPT)
        SEI_NOTHING_SHOWN(SMALL)
        SEI_NOTHING_SHOWN(KEYBOARD)
        SEI_NOTHING_SHOWN(SPAN)
        SEI_NOTHING_SHOWN(TERM)
        SEI_NOTHING_SHOWN(BLANK)
        SEI_NOTHING_SHOWN(CELL_LIST)
        SEI_NOTHING_SHOWN(CELL_ITEM)
        SEI_NOTHING_SHOWN(ANCHOR)
        SEI_NOTHING_SHOWN(LINK)
        SEI_NOTHING_SHOWN(NOTE_MARK)
        SEI_NOTHING_SHOWN(KIND_COUNT)
#undef SEI_NOTHING_SHOWN
        return SEI_STR("");
    }
    return SEI_STR("");
}

static void trim_end(sei_node *text, bool all_space) {
    if (!text)
        return;
    sei_str str = text->as.text;
    while (str.size && (str.at[str.size - 1] == ' ' || str.at[str.size - 1] == '\t'))
        str.size--;
    if (all_space && str.size) {
        sei_str trimmed = sei_unicode_trim(str);
        str.size = trimmed.size ? (size_t)(trimmed.at - str.at) + trimmed.size : 0;
    }
    text->as.text = str;
}

/* Runs of blanks are one space, also when a comment or a tag stood between them. */
static void collapse_blanks(sei_build *build, sei_node *text, bool after_blank) {
    sei_str str = text->as.text;
    size_t at = 0;
    bool was_blank = after_blank;
    for (; at < str.size; at++) {
        char byte = str.at[at];
        if (byte == '\t' || (byte == ' ' && was_blank))
            break;
        was_blank = byte == ' ';
    }
    if (at == str.size)
        return;
    char *copy = sei_arena_alloc(build->arena, str.size + 1);
    size_t size = 0;
    was_blank = after_blank;
    for (at = 0; at < str.size; at++) {
        bool is_blank = sei_syntax_is_blank(str.at[at]);
        if (!is_blank || !was_blank)
            copy[size++] = is_blank ? ' ' : str.at[at];
        was_blank = is_blank;
    }
    text->as.text = (sei_str){copy, size};
}

static void trim_start(const sei_build *build, sei_node *text, bool all_space) {
    size_t blanks = sei_syntax_skip_blanks(text->as.text, 0, text->as.text.size);
    if (all_space && text->as.text.size)
        blanks = (size_t)(sei_unicode_trim(text->as.text).at - text->as.text.at);
    text->as.text = sei_str_slice(text->as.text, blanks, text->as.text.size);
    if (blanks < build->scan->source->bytes.size - text->offset)
        text->offset += (uint32_t)blanks;
}

/* A soft break between two characters: nothing in East Asian text, else a space. */
static void decide_break(line_walk *walk, uint32_t after) {
    if (walk->pending && sei_unicode_joins_lines(walk->before, after))
        sei_node_unlink(walk->pending);
    walk->pending = NULL;
}

static void begin_line(line_walk *walk) {
    trim_end(walk->last_text, false);
    walk->last_text = NULL;
    if (walk->pending)
        sei_node_unlink(walk->pending);
    walk->pending = NULL;
    walk->before = 0;
}

static void walk_break(line_walk *walk, sei_node *node) {
    trim_end(walk->last_text, false);
    walk->last_text = NULL;
    if (!walk->has_shown) {
        sei_node_unlink(node); /* behind a task's box, a comment */
        return;
    }
    if (node->kind == SEI_NODE_SOFT_BREAK && !walk->pending && walk->before) {
        walk->pending = node;
        return;
    }
    if (node->kind == SEI_NODE_SOFT_BREAK) {
        sei_node_unlink(node); /* at a line's start, or a second one */
        return;
    }
    begin_line(walk);
}

/* A list in a cell, each of its items, and what stands behind it begin lines. */
static bool begins_line(const sei_node *node) {
    return node->kind == SEI_NODE_CELL_LIST || node->kind == SEI_NODE_CELL_ITEM ||
           (node->previous && node->previous->kind == SEI_NODE_CELL_LIST);
}

static void walk_inline(line_walk *walk, sei_node *node) {
    if (begins_line(node))
        begin_line(walk);
    if (is_break(node)) {
        walk_break(walk, node);
        return;
    }
    if (node->kind == SEI_NODE_TEXT && (walk->pending || walk->before == 0))
        trim_start(walk->build, node, walk->is_title && !walk->has_shown);
    if (node->kind == SEI_NODE_TEXT)
        collapse_blanks(walk->build, node, walk->is_after_blank);
    else if (sei_node_shape_of(node->kind) == SEI_SHAPE_ATOM && node->kind != SEI_NODE_ANCHOR) {
        walk->is_after_blank = false;
        walk->has_shown = true;
    }
    sei_str shown = shown_text(node);
    if (shown.size == 0)
        return;
    walk->has_shown = true;
    size_t first = 0, last = shown.size;
    decide_break(walk, sei_utf8_next(shown, &first));
    walk->before = sei_utf8_previous(shown, &last);
    walk->is_after_blank = walk->before == ' ';
    walk->last_text = node->kind == SEI_NODE_TEXT ? node : NULL;
}

/* Breaks at the end of a leaf say nothing. */
static void drop_last_breaks(sei_node *leaf) {
    while (leaf->last && (is_break(leaf->last) ||
                          (leaf->last->kind == SEI_NODE_TEXT && leaf->last->as.text.size == 0)))
        sei_node_unlink(leaf->last);
}

static void settle_lines(sei_build *build, sei_node *leaf) {
    bool is_title = leaf->kind == SEI_NODE_HEADING || leaf->kind == SEI_NODE_CALLOUT_TITLE;
    line_walk walk = {.build = build, .is_title = is_title};
    for (sei_node *node = sei_node_next(leaf, leaf), *next; node; node = next) {
        next = sei_node_next(leaf, node);
        walk_inline(&walk, node);
    }
    trim_end(walk.last_text, is_title);
    drop_last_breaks(leaf);
}

/* --- ruby, texts, empty nodes ---------------------------------------------------------------- */

/* A reading that the author typed again behind the ruby is not shown twice. */
static bool is_double_reading(const sei_node *span) {
    const sei_node *text = span->next;
    return span->kind == SEI_NODE_SPAN && span->as.span.is_reading && span->first && text &&
           text->kind == SEI_NODE_TEXT && sei_str_starts(text->as.text, span->first->as.text);
}

static void merge_texts(sei_build *build, sei_node *first) {
    sei_buf joined;
    if (!first->next || first->next->kind != SEI_NODE_TEXT)
        return;
    sei_buf_init(&joined, build->arena->memory);
    sei_buf_add(&joined, first->as.text);
    while (first->next && first->next->kind == SEI_NODE_TEXT) {
        if (joined.size == 0)
            first->offset = first->next->offset;
        sei_buf_add(&joined, first->next->as.text);
        sei_node_unlink(first->next);
    }
    first->as.text = sei_arena_copy(build->arena, sei_buf_str(&joined));
    sei_buf_fini(&joined);
}

static bool is_empty_inline(const sei_node *node) {
    if (node->kind == SEI_NODE_TEXT)
        return node->as.text.size == 0;
    return sei_node_shape_of(node->kind) == SEI_SHAPE_INLINE && !node->first &&
           node->kind != SEI_NODE_WIKILINK && node->label.size == 0;
}

/* Takes an empty inline out, and what became empty by that. */
static void drop_empty(sei_node *leaf, sei_node *node) {
    while (node != leaf && is_empty_inline(node)) {
        sei_node *parent = node->parent;
        sei_node_unlink(node);
        node = parent;
    }
}

static void settle_texts(sei_build *build, sei_node *leaf) {
    for (sei_node *node = sei_node_next(leaf, leaf), *next; node; node = next) {
        if (is_double_reading(node)) {
            next = node->next;
            sei_node_unlink(node);
            continue;
        }
        if (node->kind == SEI_NODE_TEXT)
            merge_texts(build, node);
        next = sei_node_next(leaf, node);
        if (node->parent && !node->first)
            drop_empty(leaf, node);
    }
    for (sei_node *node = sei_node_next(leaf, leaf); node; node = sei_node_next(leaf, node))
        if (node->kind == SEI_NODE_TEXT)
            merge_texts(build, node); /* what an empty node had parted */
}

/* --- all ------------------------------------------------------------------------------------- */

static bool may_be_empty(sei_node_kind kind) {
    return kind != SEI_NODE_PARAGRAPH && kind != SEI_NODE_QUOTE && kind != SEI_NODE_DIVISION &&
           kind != SEI_NODE_CAPTION;
}

static void drop_empty_blocks(sei_build *build) {
    SEI_VEC(sei_node *) empty = {0};
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node))
        if (!node->first && !may_be_empty(node->kind))
            SEI_VEC_ADD(build->scratch, &empty, node);
    for (size_t i = 0; i < empty.size; i++) {
        sei_node *node = empty.at[i];
        while (node->parent && !node->first && !may_be_empty(node->kind)) {
            sei_node *parent = node->parent;
            if (node->label.size && parent->label.size == 0 && parent->kind != SEI_NODE_CHAPTER)
                parent->label = node->label;
            sei_node_unlink(node);
            node = parent;
        }
    }
}

void sei_finish(sei_build *build) {
    for (size_t i = 0; i < build->block_ids.size; i++)
        take_block_id(build, build->block_ids.at[i]);
    for (size_t i = 0; i < build->displays.size; i++)
        set_apart(build, build->displays.at[i]);
    for (sei_node *node = build->root; node; node = sei_node_next(build->root, node))
        if (is_leaf(node)) {
            if (node->kind == SEI_NODE_CELL)
                sei_cell_settle_lists(build, node);
            settle_lines(build, node);
            settle_texts(build, node);
            if (node->kind == SEI_NODE_CELL)
                sei_cell_read_lines(build, node);
        }
    drop_empty_blocks(build);
}
