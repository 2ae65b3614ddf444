/* Notes in the place of embeds: the whole note, a heading with its section, or a block. What is
 * spliced in is a copy with a frame of its own; the walk of splice.c goes into it, so that this
 * file never looks at the embeds inside.
 *
 * Expansion is bounded: no cycles, five deep, and a budget of bytes for all embeds of a book
 * (spec: robustness C3). */
#include "base/limits.h"
#include "book/splice.h"

static bool report(sei_splice *splice, sei_diag_id id, const sei_node *node) {
    return sei_assembly_report_once(splice->assembly, id, node);
}

/* The block that a label or heading stands for: the nearest that can stand by itself. */
static const sei_node *standing_block(const sei_node *node) {
    sei_node_shape shape;
    while (shape = sei_node_shape_of(node->kind),
           shape == SEI_SHAPE_INLINE || shape == SEI_SHAPE_ATOM || node->kind == SEI_NODE_CELL ||
               node->kind == SEI_NODE_ROW || node->kind == SEI_NODE_CAPTION ||
               node->kind == SEI_NODE_CALLOUT_TITLE || node->kind == SEI_NODE_NOTE)
        node = node->parent;
    return node;
}

bool sei_piece_find(sei_manuscript *manuscript, sei_str subpath, sei_piece *found) {
    *found = (sei_piece){.manuscript = manuscript};
    if (subpath.size == 0) {
        found->first = manuscript->tree->first;
        return true;
    }
    const sei_node *node = sei_targets_find(sei_manuscript_targets(manuscript), subpath);
    if (!node)
        return false;
    bool is_section = sei_node_opens_section(node) && !sei_str_starts(subpath, SEI_STR("^"));
    found->part = found->first = standing_block(node);
    found->end = is_section ? NULL : found->first->next;
    found->level = is_section ? node->as.heading.level : 0;
    return true;
}

/* A section's end is told while it is walked and not looked for before: a long one may be asked for
 * many times, and is copied only as often as the budget allows. */
static bool is_shown(const sei_piece *shown, const sei_node *block) {
    if (!block || block == shown->end || block->kind == SEI_NODE_NOTES)
        return false;
    bool is_next = sei_node_opens_section(block) && block != shown->first;
    return !is_next || shown->level == 0 || block->as.heading.level > shown->level;
}

/* Bytes that a piece adds: its text, and its nodes at the price of memory. */
static size_t piece_cost(const sei_piece *shown) {
    size_t cost = sizeof(sei_node);
    for (const sei_node *block = shown->first; is_shown(shown, block); block = block->next) {
        for (const sei_node *node = block; node; node = sei_node_next(block, node)) {
            cost += sizeof(sei_node);
            if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE)
                cost += node->as.text.size;
            else if (node->kind == SEI_NODE_CODE_BLOCK)
                cost += node->as.code.text.size;
        }
    }
    return cost;
}

/* Takes the piece's cost off the budget; the first piece that does not fit ends all embedding. */
static bool spend(sei_splice *splice, const sei_node *embed, const sei_piece *shown) {
    sei_assembly *assembly = splice->assembly;
    if (assembly->embed_budget == 0)
        return false;
    size_t cost = piece_cost(shown);
    if (cost < assembly->embed_budget) {
        assembly->embed_budget -= cost;
        return true;
    }
    assembly->embed_budget = 0;
    sei_diag_add(
        assembly->diags, SEI_DIAG_LIMIT, sei_assembly_source(assembly, embed), embed->offset,
        "embeds are larger than one document may take; links stand in the place of this one "
        "and those behind it");
    return false;
}

/* Whether the piece may stand here: not inside itself and not too deep. */
static bool may_enter(sei_splice *splice, const sei_node *embed, const sei_piece *shown) {
    sei_assembly *assembly = splice->assembly;
    const sei_source *source = sei_assembly_source(assembly, embed);
    uint32_t parent = sei_link_frame(embed);
    for (uint32_t up = parent; up; up = assembly->frames.at[up - 1].parent) {
        const sei_frame *frame = &assembly->frames.at[up - 1];
        if (frame->manuscript == shown->manuscript && frame->part == shown->part) {
            if (report(splice, SEI_DIAG_EMBED_CYCLE, embed)) {
                sei_str name = sei_vault_name(shown->manuscript->path);
                sei_diag_add(
                    assembly->diags, SEI_DIAG_EMBED_CYCLE, source, embed->offset,
                    "\"%.*s\" is embedded in itself; a link stands in the place of the inner one",
                    SEI_STR_ARG(name));
            }
            return false;
        }
    }
    if (assembly->frames.at[parent - 1].depth < SEI_LIMIT_EMBED_DEPTH)
        return true;
    if (report(splice, SEI_DIAG_EMBED_DEPTH, embed)) {
        sei_diag_add(assembly->diags, SEI_DIAG_EMBED_DEPTH, source, embed->offset,
                     "embeds nest more than %d deep; a link stands in the place of this one",
                     SEI_LIMIT_EMBED_DEPTH);
    }
    return false;
}

void sei_piece_copy(sei_arena *arena, const sei_piece *shown, sei_node *parent) {
    for (const sei_node *block = shown->first; is_shown(shown, block); block = block->next) {
        sei_node *copy = sei_node_copy(arena, block);
        if (block->kind == SEI_NODE_ITEM) {
            sei_node *list = sei_node_new(arena, SEI_NODE_LIST, block->source, block->offset);
            list->as = block->parent->as;
            list->as.list.start = block->as.item.number;
            sei_node_append(list, copy);
            copy = list;
        }
        sei_node_append(parent, copy);
    }
}

static sei_node *replace_by_blocks(sei_splice *splice, sei_node *embed, const sei_piece *shown) {
    sei_arena *arena = splice->assembly->arena;
    sei_manuscript *manuscript = shown->manuscript;
    sei_node *block = sei_node_new(arena, SEI_NODE_EMBEDDED, embed->source, embed->offset);
    block->id = sei_splice_add_frame(splice, manuscript, shown->part, sei_link_frame(embed));
    block->as.link.target = embed->as.link.target;
    bool is_alone = sei_slot_is_own_line(embed);
    sei_slot_lift(splice, embed, block);
    sei_piece_copy(splice->assembly->arena, shown, block);
    if (!shown->part) {
        manuscript->start = manuscript->start ? manuscript->start : block;
        if (is_alone && !manuscript->title_is_heading)
            block->as.link.title = manuscript->title;
    }
    return sei_node_next(splice->chapter, block);
}

static sei_node *new_break(sei_arena *arena, const sei_node *at) {
    return sei_node_new(arena, SEI_NODE_LINE_BREAK, at->source, at->offset);
}

/* Lists of a cell have no place outside of cells: their items are lines. */
static void flatten_lists(sei_arena *arena, sei_node *root) {
    for (sei_node *node = sei_node_next(root, root), *next; node; node = next) {
        const sei_node *behind = node->next;
        next = sei_node_next(root, node);
        if (node->kind == SEI_NODE_CELL_ITEM && (node->previous || node->parent != root))
            sei_node_insert_before(node, new_break(arena, node));
        else if (node->kind == SEI_NODE_CELL_LIST && behind && behind->kind != SEI_NODE_LINE_BREAK)
            sei_node_insert_after(node, new_break(arena, behind));
        if (node->kind == SEI_NODE_CELL_LIST || node->kind == SEI_NODE_CELL_ITEM)
            sei_node_splice_up(node);
    }
}

/* In a table's cell, a heading or within other inlines there is no room for blocks: their inlines
 * stand one after another, parted by line breaks. */
static void copy_inlines(sei_splice *splice, const sei_piece *shown, sei_node *parent) {
    sei_arena *arena = splice->assembly->arena;
    for (const sei_node *block = shown->first; is_shown(shown, block); block = block->next) {
        for (const sei_node *node = block; node; node = sei_node_next(block, node)) {
            sei_node_shape shape = sei_node_shape_of(node->kind);
            if (shape != SEI_SHAPE_LEAF && shape != SEI_SHAPE_VERBATIM)
                continue;
            if (parent->first)
                sei_node_append(parent, new_break(arena, node));
            for (const sei_node *child = node->first; child; child = child->next)
                sei_node_append(parent, sei_node_copy(arena, child));
            if (shape == SEI_SHAPE_VERBATIM) {
                bool is_math = node->kind == SEI_NODE_MATH_BLOCK;
                sei_node *text = sei_node_new(arena, is_math ? SEI_NODE_MATH : SEI_NODE_CODE,
                                              node->source, node->offset);
                text->as.text = node->as.code.text;
                sei_node_append(parent, text);
            }
        }
    }
}

static sei_node *replace_by_inlines(sei_splice *splice, sei_node *embed, const sei_piece *shown) {
    uint32_t parent = sei_link_frame(embed);
    embed->kind = SEI_NODE_SPAN;
    embed->as.span.lang = SEI_LANG_NONE;
    embed->as.span.is_reading = false;
    embed->as.span.base = 0;
    embed->id = sei_splice_add_frame(splice, shown->manuscript, shown->part, parent);
    copy_inlines(splice, shown, embed);
    flatten_lists(splice->assembly->arena, embed);
    return sei_node_next(splice->chapter, embed);
}

/* What may not stand here is linked to, since it stands elsewhere in the book. */
static sei_node *replace_by_link(sei_splice *splice, sei_node *embed, const sei_piece *shown) {
    sei_node *text =
        sei_node_new(splice->assembly->arena, SEI_NODE_TEXT, embed->source, embed->offset);
    sei_str alt = embed->as.link.image.alt;
    text->as.text = alt.size > 0 ? alt
                    : shown->part
                        ? sei_link_display(splice->assembly->arena, &embed->as.link.target)
                        : shown->manuscript->title;
    sei_node_append(embed, text);
    embed->kind = SEI_NODE_LINK;
    embed->as.link.target.is_markdown_link = false; /* its path is decoded */
    return sei_node_skip(splice->chapter, embed);
}

sei_node *sei_piece_replace(sei_splice *splice, sei_node *embed, sei_manuscript *manuscript) {
    sei_assembly *assembly = splice->assembly;
    const sei_source *source = sei_assembly_source(assembly, embed);
    sei_str subpath = embed->as.link.target.subpath;
    sei_piece shown;
    if (!manuscript->tree) {
        if (report(splice, SEI_DIAG_READ_FAILED, embed)) {
            sei_diag_add(assembly->diags, SEI_DIAG_READ_FAILED, source, embed->offset, "%s",
                         manuscript->failure.message);
        }
        return sei_picture_replace(splice, embed, NULL);
    }
    if (!sei_piece_find(manuscript, subpath, &shown)) {
        sei_subpath_report(assembly, embed, manuscript, "the embed is left out");
        return sei_slot_replace_by_nothing(splice, embed);
    }
    if (!may_enter(splice, embed, &shown) || !spend(splice, embed, &shown))
        return replace_by_link(splice, embed, &shown);
    return embed->parent->kind == SEI_NODE_PARAGRAPH ? replace_by_blocks(splice, embed, &shown)
                                                     : replace_by_inlines(splice, embed, &shown);
}
