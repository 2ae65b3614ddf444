/* cmark's tree → ours, in one walk with cmark's iterator: no recursion, whatever the nesting. */
#include "markdown/build.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "unicode/unicode.h"

sei_node *sei_build_add(sei_build *build, sei_node_kind kind, size_t offset) {
    const sei_source *source = build->scan->source;
    if (offset > source->bytes.size)
        offset = source->bytes.size;
    sei_node *node = sei_node_new(build->arena, kind, source->number, (uint32_t)offset);
    sei_node_append(build->current, node);
    return node;
}

sei_node *sei_build_add_text(sei_build *build, sei_str text, size_t offset) {
    sei_node *node = sei_build_add(build, SEI_NODE_TEXT, offset);
    node->as.text = text;
    return node;
}

sei_str sei_build_restore(sei_build *build, sei_str text) {
    return sei_scan_restore(build->scan, build->arena, text);
}

sei_str sei_build_url(sei_build *build, sei_str url) {
    sei_str *known = sei_map_find(&build->urls, url);
    if (known)
        return *known;
    known = SEI_NEW(build->scratch, sei_str);
    *known = sei_build_restore(build, url);
    sei_map_add(&build->urls, sei_arena_copy(build->scratch, url), known);
    return *known;
}

/* --- blocks ---------------------------------------------------------------------------------- */

static sei_node *add_block(sei_build *build, sei_node_kind kind, cmark_node *node) {
    return sei_build_add(build, kind, sei_place_block(build, node));
}

static sei_node *add_leaf(sei_build *build, sei_node_kind kind, cmark_node *node) {
    sei_place_begin_leaf(build, node);
    return add_block(build, kind, node);
}

static sei_node *add_list(sei_build *build, cmark_node *node) {
    sei_node *list = add_block(build, SEI_NODE_LIST, node);
    list->as.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->as.list.tight = cmark_node_get_list_tight(node) != 0;
    if (list->as.list.ordered) {
        list->as.list.start = cmark_node_get_list_start(node);
        list->as.list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
    }
    return list;
}

static sei_node *add_item(sei_build *build, cmark_node *node) {
    sei_node *item = add_block(build, SEI_NODE_ITEM, node);
    if (item->parent->kind == SEI_NODE_LIST && item->parent->as.list.ordered)
        item->as.item.number =
            item->previous ? item->previous->as.item.number + 1 : item->parent->as.list.start;
    return item;
}

static sei_node *add_heading(sei_build *build, cmark_node *node) {
    sei_node *heading = add_leaf(build, SEI_NODE_HEADING, node);
    heading->as.heading.level = cmark_node_get_heading_level(node);
    return heading;
}

static sei_str literal_of(cmark_node *node) {
    return sei_str_from(cmark_node_get_literal(node));
}

static void add_code_block(sei_build *build, cmark_node *node) {
    sei_node *block = add_block(build, SEI_NODE_CODE_BLOCK, node);
    sei_str info = sei_str_from(cmark_node_get_fence_info(node));
    block->as.code.info = sei_str_trim_ascii(sei_build_restore(build, info));
    block->as.code.text = sei_build_restore(build, literal_of(node));
    sei_build_report_language(build, block);
}

/* --- tables: an extension, whose kinds are known by name ------------------------------------- */

static sei_align align_of(uint8_t letter) {
    return letter == 'l'   ? SEI_ALIGN_LEFT
           : letter == 'c' ? SEI_ALIGN_CENTER
           : letter == 'r' ? SEI_ALIGN_RIGHT
                           : SEI_ALIGN_NONE;
}

static sei_node *add_table(sei_build *build, cmark_node *node) {
    sei_place_begin_table(build, node);
    sei_node *table = add_block(build, SEI_NODE_TABLE, node);
    uint16_t count = cmark_gfm_extensions_get_table_columns(node);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(node);
    sei_align *aligns = SEI_NEW_ARRAY(build->arena, sei_align, count);
    for (uint16_t i = 0; i < count; i++)
        aligns[i] = align_of(letters[i]);
    table->as.table.column_count = count;
    table->as.table.aligns = aligns;
    return table;
}

static sei_node *add_row(sei_build *build, cmark_node *node, bool is_head) {
    if (!is_head)
        sei_place_end_head(build);
    sei_node *row = add_block(build, SEI_NODE_ROW, node);
    row->as.row.is_head = is_head;
    return row;
}

static sei_node *add_cell(sei_build *build, cmark_node *node) {
    sei_node *cell = add_leaf(build, SEI_NODE_CELL, node);
    const sei_node *table = cell->parent->parent;
    uint32_t column = cell->previous ? cell->previous->as.cell.column + 1 : 0;
    cell->as.cell.column = column;
    if (table && table->kind == SEI_NODE_TABLE && column < table->as.table.column_count)
        cell->as.cell.align = table->as.table.aligns[column];
    return cell;
}

static sei_node *add_extension(sei_build *build, cmark_node *node) {
    const char *name = cmark_node_get_type_string(node);
    if (strcmp(name, "table") == 0)
        return add_table(build, node);
    if (strcmp(name, "table_header") == 0)
        return add_row(build, node, true);
    if (strcmp(name, "table_row") == 0)
        return add_row(build, node, false);
    if (strcmp(name, "table_cell") == 0)
        return add_cell(build, node);
    if (strcmp(name, "strikethrough") == 0)
        return sei_build_add(build, SEI_NODE_STRIKE, sei_place_here(build));
    return NULL;
}

/* --- inlines --------------------------------------------------------------------------------- */

static sei_node *add_link(sei_build *build, cmark_node *node) {
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, sei_place_here(build));
    sei_build_link_target(build, link, node);
    link->as.link.target.has_alias = true;
    build->link_depth++;
    return link;
}

/* Of images in one another only the outermost is shown: the others are its alternative text. */
static sei_node *add_image(sei_build *build, cmark_node *node) {
    if (build->is_in_image)
        return NULL;
    build->is_in_image = true;
    sei_node *image = sei_build_add(build, SEI_NODE_IMAGE, sei_place_find(build, SEI_STR("![")));
    sei_build_link_target(build, image, node);
    return image;
}

static void add_code(sei_build *build, cmark_node *node) {
    sei_str text = literal_of(node);
    size_t offset = sei_place_find(build, SEI_STR("`"));
    sei_build_add(build, SEI_NODE_CODE, offset)->as.text = sei_build_restore(build, text);
    sei_place_leave_code(build, text);
}

static bool is_open(cmark_node *node) {
    if (!node)
        return false;
    cmark_node_type type = cmark_node_get_type(node);
    return type != CMARK_NODE_SOFTBREAK && type != CMARK_NODE_LINEBREAK;
}

static void add_text(sei_build *build, cmark_node *node) {
    sei_text_edges edges = {.begins_open = is_open(cmark_node_previous(node)),
                            .ends_open = is_open(cmark_node_next(node))};
    sei_build_text(build, literal_of(node), edges);
}

static void add_break(sei_build *build, bool is_hard) {
    bool is_line = is_hard || build->scan->options->newline_breaks;
    size_t offset = sei_place_here(build);
    sei_build_break(build, is_line ? SEI_NODE_LINE_BREAK : SEI_NODE_SOFT_BREAK, offset);
    sei_place_next_line(build);
}

/* --- the walk -------------------------------------------------------------------------------- */

/* A node of cmark's without children: true when it was one. */
static bool add_atom(sei_build *build, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT)
        add_text(build, node);
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        add_break(build, type == CMARK_NODE_LINEBREAK);
    else if (type == CMARK_NODE_CODE)
        add_code(build, node);
    else if (type == CMARK_NODE_HTML_INLINE)
        sei_build_html_inline(build, literal_of(node), sei_place_find(build, literal_of(node)));
    else if (type == CMARK_NODE_HTML_BLOCK) {
        sei_place_begin_leaf(build, node);
        sei_build_html_block(build, literal_of(node));
    } else if (type == CMARK_NODE_CODE_BLOCK)
        add_code_block(build, node);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        add_block(build, SEI_NODE_RULE, node);
    else
        return false;
    return true;
}

/* A node of cmark's with children: ours, or NULL when it has none (its children stay). */
static sei_node *open_node(sei_build *build, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_DOCUMENT)
        return NULL;
    if (type == CMARK_NODE_PARAGRAPH)
        return add_leaf(build, SEI_NODE_PARAGRAPH, node);
    if (type == CMARK_NODE_HEADING)
        return add_heading(build, node);
    if (type == CMARK_NODE_BLOCK_QUOTE)
        return add_block(build, SEI_NODE_QUOTE, node);
    if (type == CMARK_NODE_LIST)
        return add_list(build, node);
    if (type == CMARK_NODE_ITEM)
        return add_item(build, node);
    if (type == CMARK_NODE_EMPH)
        return sei_build_add(build, SEI_NODE_EMPHASIS, sei_place_here(build));
    if (type == CMARK_NODE_STRONG)
        return sei_build_add(build, SEI_NODE_STRONG, sei_place_here(build));
    if (type == CMARK_NODE_LINK)
        return add_link(build, node);
    if (type == CMARK_NODE_IMAGE)
        return add_image(build, node);
    return add_extension(build, node);
}

static void enter(sei_build *build, cmark_node *node) {
    if (add_atom(build, node))
        return;
    sei_frame_mark frame = {build->current, build->elements.size};
    sei_node *opened = open_node(build, node);
    SEI_VEC_ADD(build->scratch, &build->frames, frame);
    if (opened)
        build->current = opened;
    cmark_node_set_user_data(node, opened);
}

/* What a node is, once its children are known. */
static void leave(sei_build *build, cmark_node *node) {
    sei_frame_mark frame = build->frames.at[build->frames.size - 1];
    sei_node *closed = cmark_node_get_user_data(node);
    sei_build_pop_to(build, frame.element_count);
    build->frames.size--;
    build->current = frame.outer;
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK) {
        build->link_depth--;
        sei_place_leave_link(build);
    } else if (type == CMARK_NODE_IMAGE) {
        sei_place_leave_link(build);
        if (closed)
            sei_build_finish_image(build, closed);
    } else if (closed && closed->kind == SEI_NODE_NOTE) {
        sei_notes_add(build, closed);
    } else if (closed && closed->kind == SEI_NODE_TABLE) {
        sei_place_end_head(build);
    }
}

static void walk(sei_build *build, cmark_node *document) {
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER)
            enter(build, node);
        else
            leave(build, node);
    }
    cmark_iter_free(iter);
}

sei_node *sei_build_run(sei_scan *scan, sei_parse *parse, cmark_node *document, sei_arena *arena) {
    sei_build build = {
        .arena = arena, .scratch = scan->arena, .scan = scan, .cmark_memory = parse->cmark_memory};
    build.root =
        sei_node_new(arena, SEI_NODE_CHAPTER, scan->source->number, (uint32_t)scan->body_offset);
    build.current = build.root;
    build.inline_notes = SEI_NEW_ARRAY(build.scratch, sei_node *, scan->lifts.size + 1);
    sei_map_init(&build.urls, build.scratch);
    sei_map_init(&build.notes_by_label, build.scratch);
    sei_place_init(&build);
    walk(&build, document);
    sei_notes_bind(&build);
    sei_finish(&build);
    return build.root;
}
