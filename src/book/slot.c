/* An embed's slot: taking it out of its paragraph, for a block, a text or nothing. What stands
 * around it stays; blanks and line breaks that only parted it from the rest go with it. */
#include "book/splice.h"
#include "unicode/unicode.h"

static bool is_break(const sei_node *node) {
    return node->kind == SEI_NODE_LINE_BREAK || node->kind == SEI_NODE_SOFT_BREAK;
}

static bool is_blank(const sei_node *node) {
    return is_break(node) ||
           (node->kind == SEI_NODE_TEXT && sei_unicode_trim(node->as.text).size == 0);
}

bool sei_slot_is_own_line(const sei_node *embed) {
    const sei_node *before = embed->previous, *after = embed->next;
    if (embed->parent->kind != SEI_NODE_PARAGRAPH)
        return false;
    while (before && is_blank(before) && before->kind != SEI_NODE_LINE_BREAK)
        before = before->previous;
    while (after && is_blank(after) && after->kind != SEI_NODE_LINE_BREAK)
        after = after->next;
    return (!before || before->kind == SEI_NODE_LINE_BREAK) &&
           (!after || after->kind == SEI_NODE_LINE_BREAK);
}

static void drop_blanks_after(sei_node *node) {
    while (node && is_blank(node)) {
        sei_node *next = node->next;
        sei_node_unlink(node);
        node = next;
    }
}

static void drop_blanks_before(sei_node *node) {
    while (node && is_blank(node)) {
        sei_node *previous = node->previous;
        sei_node_unlink(node);
        node = previous;
    }
}

/* What stands before the embed moves, not what stands behind it, so that a paragraph of many embeds
 * is moved once in all. */
void sei_slot_lift(sei_splice *splice, sei_node *embed, sei_node *block) {
    sei_node *paragraph = embed->parent, *child;
    sei_node *before =
        sei_node_new(splice->assembly->arena, SEI_NODE_PARAGRAPH, embed->source, paragraph->offset);
    while ((child = paragraph->first) != embed) {
        sei_node_unlink(child);
        sei_node_append(before, child);
    }
    drop_blanks_before(before->last);
    if (before->first)
        sei_node_insert_before(paragraph, before);
    sei_node_insert_before(paragraph, block);
    sei_node_unlink(embed);
    drop_blanks_after(paragraph->first);
    if (paragraph->first) {
        paragraph->offset = paragraph->first->offset;
    } else {
        block->label = paragraph->label;
        sei_node_unlink(paragraph);
    }
}

sei_node *sei_slot_replace_by_text(sei_splice *splice, sei_node *embed, sei_str text) {
    embed->kind = SEI_NODE_TEXT;
    embed->as.text = text;
    return sei_node_next(splice->chapter, embed);
}

/* Whether there are only blanks from the node on. */
static bool is_blank_from(const sei_node *node) {
    while (node && is_blank(node))
        node = node->next;
    return !node;
}

/* The whole paragraph is looked at only once nothing follows, so that many embeds that are left out
 * cost no more than their number. */
static bool leaves_nothing(const sei_node *leaf, const sei_node *after) {
    return leaf->kind == SEI_NODE_PARAGRAPH && is_blank_from(after) && is_blank_from(leaf->first);
}

sei_node *sei_slot_replace_by_nothing(sei_splice *splice, sei_node *embed) {
    sei_node *leaf = embed->parent, *next = sei_node_skip(splice->chapter, embed);
    sei_node *before = embed->previous, *after = embed->next;
    sei_node_unlink(embed);
    if (before && is_break(before) && (!after || is_break(after)))
        sei_node_unlink(before);
    if (leaves_nothing(leaf, after)) {
        next = sei_node_skip(splice->chapter, leaf);
        sei_node_unlink(leaf);
    }
    return next;
}
