/* Headings and targets → anchors, outline entries and what running heads may name.
 *
 * Runs as pages are emitted, so that each knows its page. The rule that is easy to break: an entry
 * is never more than one level below the entry before. */
#include "flow/emit.h"

uint32_t sei_entry_anchor(const sei_book *book, const sei_node *node) {
    return node->anchor != 0 ? node->anchor : (uint32_t)book->anchor_count + node->id;
}

uint32_t sei_entry_mark_anchor(const sei_book *book, const sei_node *note) {
    return (uint32_t)(book->anchor_count + book->node_count) + 1 + note->id;
}

void sei_entry_emit_anchor(sei_emit *emit, uint32_t anchor, sei_length top) {
    if (anchor <= emit->layout->book->anchor_count && emit->layout->anchor_folios[anchor] == 0)
        emit->layout->anchor_folios[anchor] = emit->first_page + (uint32_t)emit->pages->size;
    const sei_page_anchor place = {
        .anchor = anchor, .page = (uint32_t)emit->pages->size, .x = emit->x, .y = emit->y + top};
    SEI_VEC_ADD(emit->job, &emit->anchors, place);
}

static sei_str entry_title(sei_emit *emit, const sei_strip_part *part) {
    const sei_node *node = part->node;
    const sei_str title = node->kind == SEI_NODE_HEADING ? sei_node_plain_text(emit->arena, node)
                                                         : node->as.chapter.title;
    if (part->as.number.size == 0)
        return title;
    return sei_arena_print(emit->arena, "%.*s\xE3\x80\x80%.*s", SEI_STR_ARG(part->as.number),
                           SEI_STR_ARG(title));
}

static void begin_chapter(sei_emit *emit, sei_str title) {
    emit->titles.chapter = title;
    emit->titles.section = (sei_str){0};
    if (!emit->chapter_seen) {
        emit->page_titles = emit->titles;
        emit->chapter_seen = true;
    }
}

static void begin_section(sei_emit *emit, sei_str title) {
    emit->titles.section = title;
    if (!emit->section_seen) {
        emit->page_titles.section = title;
        emit->section_seen = true;
    }
}

/* The running heads hear of a title. */
static void begin_title(sei_emit *emit, sei_str title, int depth) {
    if (depth <= emit->chapter_depth)
        begin_chapter(emit, title);
    else if (depth == emit->chapter_depth + 1)
        begin_section(emit, title);
}

static void add_entry(sei_emit *emit, const sei_node *node, sei_str title, int depth,
                      sei_length top) {
    depth = depth < emit->depth + 1 ? depth : emit->depth + 1;
    emit->depth = depth;
    const sei_entry entry = {.node = node,
                             .title = title,
                             .depth = depth,
                             .page = (uint32_t)emit->pages->size,
                             .y = emit->y + top};
    SEI_VEC_ADD(emit->job, &emit->entries, entry);
    if (node->anchor == 0 && sei_contents_has(&entry, emit->contents_depth))
        sei_entry_emit_anchor(emit, sei_entry_anchor(emit->layout->book, node), top);
}

/* What stands directly in a part, or in the book, are the chapters of the running heads. */
static void begin_division(sei_emit *emit, const sei_node *node, sei_str title) {
    const bool is_part = node->kind == SEI_NODE_PART;
    const sei_node *part = is_part ? node : node->parent;
    emit->chapter_depth = part->kind == SEI_NODE_PART ? part->as.chapter.depth + 1 : 1;
    if (node->parent->kind == SEI_NODE_BOOK)
        emit->titles.part = is_part ? title : (sei_str){0};
}

static void emit_division(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_node *node = part->node;
    const int depth = node->as.chapter.depth > 1 ? node->as.chapter.depth : 1;
    if (!emit->layout->has_chapters && !node->as.chapter.is_index)
        return;
    const sei_str title = entry_title(emit, part);
    begin_division(emit, node, title);
    begin_title(emit, title, depth);
    if (title.size > 0)
        add_entry(emit, node, title, depth, top);
}

void sei_entry_emit(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_node *node = part->node;
    if (node->kind != SEI_NODE_HEADING) {
        emit_division(emit, part, top);
        return;
    }
    const sei_str title = entry_title(emit, part);
    const int depth = node->as.heading.depth;
    if (depth < 1 || title.size == 0)
        return;
    if (emit->layout->has_chapters && sei_chapter_is_title(node))
        begin_division(emit, node->parent, title);
    begin_title(emit, title, depth);
    add_entry(emit, node, title, depth, top);
}
