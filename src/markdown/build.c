/* cmark's tree → ours, in one walk with cmark's iterator (no recursion, whatever the nesting).
 *
 * Places: cmark gives blocks their line and column; an inline's place is found by looking for its own
 * bytes behind the inline before it, within its leaf. What was placed in the parsed text is mapped back
 * by the scan. */
#include "markdown/build.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "base/utf8.h"
#include "unicode/unicode.h"

#define SEARCH_WINDOW 4096 /* bytes an inline's text is looked for: keeps the search linear */

/* --- adding ---------------------------------------------------------------------------------- */

sei_node *sei_build_add(sei_build *build, sei_node_kind kind, uint32_t offset) {
    sei_node *node = sei_node_new(build->arena, kind, build->scan->source->number, offset);
    sei_node_append(build->current, node);
    return node;
}

void sei_build_add_plain(sei_build *build, sei_str text, uint32_t offset) {
    if (text.size == 0)
        return;
    sei_build_add(build, SEI_NODE_TEXT, offset)->as.text = text;
}

/* "path#subpath|alias" → a target; the alias is returned ("" for none). */
static sei_str split_wikilink(sei_str inner, sei_target *target) {
    sei_str alias = SEI_STR("");
    size_t bar = sei_str_find_byte(inner, '|', 0);
    if (bar != SEI_STR_NONE) {
        alias = sei_unicode_trim(sei_str_slice(inner, bar + 1, inner.size));
        inner = sei_str_slice(inner, 0, bar);
        if (inner.size && inner.at[inner.size - 1] == '\\') /* "\|" in a table */
            inner.size--;
    }
    size_t hash = sei_str_find_byte(inner, '#', 0);
    if (hash != SEI_STR_NONE) {
        target->subpath = sei_unicode_trim(sei_str_slice(inner, hash + 1, inner.size));
        inner = sei_str_slice(inner, 0, hash);
    }
    target->path = sei_unicode_trim(inner);
    target->has_alias = alias.size > 0;
    return alias;
}

/* "100" or "100x145" → a size; false when it is none. */
static bool parse_size(sei_str text, sei_image_node *image) {
    int64_t width = 0, height = 0;
    size_t cross = sei_str_find_byte(text, 'x', 0);
    sei_str first = sei_str_slice(text, 0, cross == SEI_STR_NONE ? text.size : cross);
    if (first.size == 0 || first.at[0] < '0' || first.at[0] > '9' ||
        !sei_str_parse_int(first, &width) || width > 100000)
        return false;
    if (cross != SEI_STR_NONE &&
        (!sei_str_parse_int(sei_str_slice(text, cross + 1, text.size), &height) || height < 0 ||
         height > 100000))
        return false;
    image->width = (uint32_t)width;
    image->height = (uint32_t)height;
    return true;
}

/* "alt|100x145": the size is the last part that is one; what is left is the text. */
static void split_alt(sei_arena *arena, sei_str text, bool bare_size, sei_image_node *image) {
    sei_buf alt;
    sei_buf_init(&alt, arena->memory);
    sei_str rest = text, part;
    for (bool is_first = true; sei_str_split(&rest, '|', &part); is_first = false) {
        part = sei_unicode_trim(part);
        if ((!is_first || bare_size) && parse_size(part, image))
            continue;
        if (alt.size)
            sei_buf_add_byte(&alt, '|');
        sei_buf_add(&alt, part);
    }
    image->alt = sei_arena_copy(arena, sei_buf_str(&alt));
    sei_buf_fini(&alt);
}

static void add_wikilink(sei_build *build, const sei_lift *lift) {
    sei_node *node = sei_build_add(build, SEI_NODE_WIKILINK, lift->offset);
    sei_str alias = split_wikilink(lift->inner, &node->as.link.target);
    if (alias.size) {
        sei_node *text =
            sei_node_new(build->arena, SEI_NODE_TEXT, node->source, lift->offset);
        text->as.text = alias;
        sei_node_append(node, text);
    }
}

static void add_embed(sei_build *build, const sei_lift *lift) {
    sei_node *node = sei_build_add(build, SEI_NODE_EMBED, lift->offset);
    sei_str alias = split_wikilink(lift->inner, &node->as.link.target);
    split_alt(build->arena, alias, true, &node->as.link.image);
}

static void add_url(sei_build *build, const sei_lift *lift) {
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, lift->offset);
    link->as.link.target = (sei_target){.path = lift->inner, .is_markdown_link = true};
    sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, link->source, lift->offset);
    text->as.text = lift->inner;
    sei_node_append(link, text);
}

static void add_lift(sei_build *build, const sei_lift *lift) {
    switch (lift->kind) {
    case SEI_LIFT_LITERAL:
        sei_build_add_plain(build, lift->whole, lift->offset);
        break;
    case SEI_LIFT_WIKILINK:
        add_wikilink(build, lift);
        break;
    case SEI_LIFT_EMBED:
        add_embed(build, lift);
        break;
    case SEI_LIFT_URL:
        add_url(build, lift);
        break;
    case SEI_LIFT_MATH:
    case SEI_LIFT_DISPLAY_MATH:
        sei_build_add(build, SEI_NODE_MATH, lift->offset)->as.text = lift->inner;
        break;
    case SEI_LIFT_BLOCK_ID:
    case SEI_LIFT_CONTAINER_ID:
    case SEI_LIFT_CALLOUT:
    case SEI_LIFT_HIGHLIGHT_OPEN:
    case SEI_LIFT_HIGHLIGHT_CLOSE:
    case SEI_LIFT_PAGE_BREAK:
        break;
    }
    /* What refine.c must find again: the lift's number as the node's mark. */
    if (lift->kind >= SEI_LIFT_BLOCK_ID)
        sei_build_add(build, SEI_NODE_ANCHOR, lift->offset)->as.text = lift->whole;
    if (lift->kind >= SEI_LIFT_BLOCK_ID || lift->kind == SEI_LIFT_DISPLAY_MATH)
        build->current->last->id = (uint32_t)(lift - build->scan->lifts.at) + 1;
}

void sei_build_add_text(sei_build *build, sei_str text, size_t place) {
    const sei_scan *scan = build->scan;
    size_t from = 0, at = 0;
    while (at < text.size) {
        const char *found = memchr(text.at + at, 0xEE, text.size - at);
        if (!found)
            break;
        at = (size_t)(found - text.at);
        size_t start = at;
        const sei_lift *lift = sei_lift_at(&scan->lifts, text, &at);
        bool is_flank = !lift && sei_utf8_next(text, &at) == SEI_LIFT_FLANK;
        if (!lift && !is_flank)
            continue;
        sei_build_add_plain(build, sei_str_slice(text, from, start),
                            sei_scan_source_offset(scan, place + from));
        if (lift)
            add_lift(build, lift);
        from = at;
    }
    sei_build_add_plain(build, sei_str_slice(text, from, text.size),
                        sei_scan_source_offset(scan, place + from));
}

/* --- places ---------------------------------------------------------------------------------- */

static size_t line_start(const sei_build *build, int line) {
    if (line < 1 || (size_t)line > build->line_count)
        return 0;
    return build->line_starts[line - 1];
}

static uint32_t block_offset(const sei_build *build, cmark_node *node) {
    size_t at = line_start(build, cmark_node_get_start_line(node));
    int column = cmark_node_get_start_column(node);
    return sei_scan_source_offset(build->scan, at + (column > 1 ? (size_t)column - 1 : 0));
}

static void begin_leaf(sei_build *build, cmark_node *node) {
    int column = cmark_node_get_start_column(node);
    build->cursor = line_start(build, cmark_node_get_start_line(node)) +
                    (column > 1 ? (size_t)column - 1 : 0);
    int last = cmark_node_get_end_line(node);
    build->leaf_end = (size_t)last < build->line_count ? build->line_starts[last]
                                                       : build->scan->out.size;
    if (build->leaf_end < build->cursor)
        build->leaf_end = build->cursor;
}

/* Where an inline's bytes stand in the parsed text; the cursor moves behind them. */
static size_t inline_place(sei_build *build, sei_str bytes) {
    size_t end = build->leaf_end;
    if (end > build->cursor + SEARCH_WINDOW + bytes.size)
        end = build->cursor + SEARCH_WINDOW + bytes.size;
    sei_str text = sei_str_slice(sei_buf_str(&build->scan->out), 0, end);
    size_t found = bytes.size ? sei_str_find(text, bytes, build->cursor) : SEI_STR_NONE;
    if (found == SEI_STR_NONE)
        return build->cursor;
    build->cursor = found + bytes.size;
    return found;
}

/* The same as a place in the source. */
static uint32_t inline_offset(sei_build *build, sei_str bytes) {
    return sei_scan_source_offset(build->scan, inline_place(build, bytes));
}

/* --- cmark's kinds --------------------------------------------------------------------------- */

static sei_str copy_literal(const sei_build *build, cmark_node *node) {
    const char *literal = cmark_node_get_literal(node);
    return sei_arena_copy(build->arena, sei_str_from(literal));
}

static sei_str restored(const sei_build *build, const char *text) {
    return sei_lift_restore(build->arena, &build->scan->lifts,
                            sei_arena_copy(build->arena, sei_str_from(text)));
}

static void add_code(sei_build *build, cmark_node *node) {
    sei_str text = copy_literal(build, node);
    uint32_t offset = inline_offset(build, text);
    sei_build_add(build, SEI_NODE_CODE, offset)->as.text =
        sei_lift_restore(build->arena, &build->scan->lifts, text);
}

static void add_code_block(sei_build *build, cmark_node *node) {
    sei_node *block = sei_build_add(build, SEI_NODE_CODE_BLOCK, block_offset(build, node));
    block->as.code.info = sei_str_trim_ascii(restored(build, cmark_node_get_fence_info(node)));
    block->as.code.text = restored(build, cmark_node_get_literal(node));
}

static void add_note_mark(sei_build *build, cmark_node *node) {
    int64_t number = 0;
    sei_str_parse_int(sei_str_from(cmark_node_get_literal(node)), &number);
    uint32_t offset = inline_offset(build, SEI_STR("[^"));
    sei_node *mark = sei_build_add(build, SEI_NODE_NOTE_MARK, offset);
    SEI_VEC_ADD(build->arena, &build->mark_list, mark);
    SEI_VEC_ADD(build->arena, &build->mark_numbers, (uint32_t)number);
}

/* The label of an inline note is ours: it has none. */
static sei_str note_label(const sei_build *build, sei_str label) {
    size_t at = 0;
    if (label.size && sei_utf8_next(label, &at) == SEI_LIFT_INLINE_NOTE)
        return SEI_STR("");
    return sei_lift_restore(build->arena, &build->scan->lifts, label);
}

static sei_node *open_note(sei_build *build, cmark_node *node) {
    if (!build->notes) {
        sei_node *before = build->current;
        build->current = build->root;
        build->notes = sei_build_add(build, SEI_NODE_NOTES, block_offset(build, node));
        build->current = before;
    }
    build->current = build->notes;
    sei_node *note = sei_build_add(build, SEI_NODE_NOTE, block_offset(build, node));
    note->as.note.label = note_label(build, copy_literal(build, node));
    SEI_VEC_ADD(build->arena, &build->note_list, note);
    return note;
}

static sei_node *open_list(sei_build *build, cmark_node *node) {
    sei_node *list = sei_build_add(build, SEI_NODE_LIST, block_offset(build, node));
    list->as.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->as.list.tight = cmark_node_get_list_tight(node) != 0;
    list->as.list.start = cmark_node_get_list_start(node);
    list->as.list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
    return list;
}

static sei_node *open_item(sei_build *build, cmark_node *node) {
    sei_node *item = sei_build_add(build, SEI_NODE_ITEM, block_offset(build, node));
    const sei_node *list = item->parent;
    if (list->kind == SEI_NODE_LIST && list->as.list.ordered)
        item->as.item.number = item->previous && item->previous->kind == SEI_NODE_ITEM
                                   ? item->previous->as.item.number + 1
                                   : list->as.list.start;
    return item;
}

static sei_node *open_table(sei_build *build, cmark_node *node) {
    sei_node *table = sei_build_add(build, SEI_NODE_TABLE, block_offset(build, node));
    uint16_t count = cmark_gfm_extensions_get_table_columns(node);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(node);
    sei_align *aligns = SEI_NEW_ARRAY(build->arena, sei_align, count);
    for (uint16_t i = 0; i < count; i++)
        aligns[i] = letters[i] == 'l'   ? SEI_ALIGN_LEFT
                    : letters[i] == 'c' ? SEI_ALIGN_CENTER
                    : letters[i] == 'r' ? SEI_ALIGN_RIGHT
                                        : SEI_ALIGN_NONE;
    table->as.table.column_count = count;
    table->as.table.aligns = aligns;
    return table;
}

static sei_node *open_cell(sei_build *build, cmark_node *node) {
    sei_node *cell = sei_build_add(build, SEI_NODE_CELL, block_offset(build, node));
    const sei_node *table = cell->parent->parent;
    cell->as.cell.column = cell->previous ? cell->previous->as.cell.column + 1 : 0;
    if (table && table->kind == SEI_NODE_TABLE &&
        cell->as.cell.column < table->as.table.column_count)
        cell->as.cell.align = table->as.table.aligns[cell->as.cell.column];
    begin_leaf(build, node);
    return cell;
}

/* Link targets that a reference repeats can add up to the square of the note: then the text stays and
 * the link goes. */
static bool spend_url(sei_build *build, size_t size) {
    bool fits = size <= build->url_budget;
    build->url_budget -= fits ? size : build->url_budget;
    return fits;
}

static void set_link_target(sei_build *build, sei_node *node, cmark_node *from) {
    sei_str url = restored(build, cmark_node_get_url(from));
    if (!spend_url(build, url.size))
        url = SEI_STR("");
    node->as.link.target = (sei_target){.path = url, .is_markdown_link = true};
    node->as.link.title = restored(build, cmark_node_get_title(from));
}

static sei_node *open_link(sei_build *build, cmark_node *node) {
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, inline_offset(build, SEI_STR("[")));
    set_link_target(build, link, node);
    return link;
}

static sei_node *open_inline(sei_build *build, sei_node_kind kind, sei_str delimiter) {
    return sei_build_add(build, kind, inline_offset(build, delimiter));
}

static sei_node *open_heading(sei_build *build, cmark_node *node) {
    sei_node *heading = sei_build_add(build, SEI_NODE_HEADING, block_offset(build, node));
    heading->as.heading.level = cmark_node_get_heading_level(node);
    begin_leaf(build, node);
    return heading;
}

static sei_node *open_paragraph(sei_build *build, cmark_node *node) {
    sei_node *paragraph = sei_build_add(build, SEI_NODE_PARAGRAPH, block_offset(build, node));
    begin_leaf(build, node);
    return paragraph;
}

static bool is_named(cmark_node *node, const char *name) {
    return strcmp(cmark_node_get_type_string(node), name) == 0;
}

/* The extensions' kinds are known by name: their numbers are given at run time. */
static sei_node *open_extension(sei_build *build, cmark_node *node) {
    bool is_head = is_named(node, "table_header");
    if (is_named(node, "table"))
        return open_table(build, node);
    if (is_head || is_named(node, "table_row")) {
        sei_node *row = sei_build_add(build, SEI_NODE_ROW, block_offset(build, node));
        row->as.row.is_head = is_head;
        return row;
    }
    if (is_named(node, "table_cell"))
        return open_cell(build, node);
    if (is_named(node, "strikethrough"))
        return open_inline(build, SEI_NODE_STRIKE, SEI_STR("~~"));
    return NULL;
}

/* A cmark node that holds others: our node for it, or NULL when it has none. */
static sei_node *open_node(sei_build *build, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH)
        return open_paragraph(build, node);
    if (type == CMARK_NODE_HEADING)
        return open_heading(build, node);
    if (type == CMARK_NODE_BLOCK_QUOTE)
        return sei_build_add(build, SEI_NODE_QUOTE, block_offset(build, node));
    if (type == CMARK_NODE_LIST)
        return open_list(build, node);
    if (type == CMARK_NODE_ITEM)
        return open_item(build, node);
    if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
        return open_note(build, node);
    if (type == CMARK_NODE_EMPH)
        return open_inline(build, SEI_NODE_EMPHASIS, SEI_STR(""));
    if (type == CMARK_NODE_STRONG)
        return open_inline(build, SEI_NODE_STRONG, SEI_STR(""));
    if (type == CMARK_NODE_LINK)
        return open_link(build, node);
    return open_extension(build, node);
}

/* An image's alternative text may hold inlines: only their text counts, so that its children are
 * passed over by the walk. */
static void add_image(sei_build *build, cmark_node *node) {
    sei_node *image = sei_build_add(build, SEI_NODE_IMAGE, inline_offset(build, SEI_STR("![")));
    sei_buf alt;
    sei_buf_init(&alt, build->arena->memory);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *inner = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(inner);
        if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
            sei_buf_add(&alt, sei_str_from(cmark_node_get_literal(inner)));
        else if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_SOFTBREAK)
            sei_buf_add_byte(&alt, ' ');
    }
    cmark_iter_free(iter);
    sei_str text = sei_lift_restore(build->arena, &build->scan->lifts,
                                    sei_arena_copy(build->arena, sei_buf_str(&alt)));
    sei_buf_fini(&alt);
    set_link_target(build, image, node);
    split_alt(build->arena, text, true, &image->as.link.image);
}

static void add_html(sei_build *build, cmark_node *node, bool is_block) {
    sei_str html = copy_literal(build, node);
    uint32_t offset = is_block ? block_offset(build, node) : inline_offset(build, html);
    sei_build_add_html(build, sei_lift_restore(build->arena, &build->scan->lifts, html), offset,
                       is_block);
}

/* A cmark node that holds none: true when it was one. */
static bool add_atom(sei_build *build, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT) {
        sei_str text = copy_literal(build, node);
        sei_build_add_text(build, text, inline_place(build, text));
    } else if (type == CMARK_NODE_SOFTBREAK) {
        sei_build_add(build, SEI_NODE_SOFT_BREAK, inline_offset(build, SEI_STR("\n")));
    } else if (type == CMARK_NODE_LINEBREAK) {
        sei_build_add(build, SEI_NODE_LINE_BREAK, inline_offset(build, SEI_STR("\n")));
    } else if (type == CMARK_NODE_CODE) {
        add_code(build, node);
    } else if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK) {
        add_html(build, node, type == CMARK_NODE_HTML_BLOCK);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        add_code_block(build, node);
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        sei_build_add(build, SEI_NODE_RULE, block_offset(build, node));
    } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        add_note_mark(build, node);
    } else if (type == CMARK_NODE_IMAGE) {
        add_image(build, node);
    } else {
        return false;
    }
    return true;
}

/* --- the walk -------------------------------------------------------------------------------- */

static void enter(sei_build *build, cmark_iter *iter, cmark_node *node) {
    if (cmark_node_get_type(node) == CMARK_NODE_DOCUMENT)
        return;
    if (add_atom(build, node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        return;
    }
    sei_node *opened = open_node(build, node);
    if (opened) {
        build->current = opened;
        build->container = opened;
        cmark_node_set_user_data(node, opened);
    }
}

/* Leaving a node of cmark's closes what HTML left open inside it. */
static void leave(sei_build *build, cmark_node *node) {
    sei_node *opened = cmark_node_get_user_data(node);
    if (!opened)
        return;
    while (build->element_count &&
           build->elements[build->element_count - 1].container == opened)
        build->element_count--;
    bool is_note = opened->kind == SEI_NODE_NOTE;
    build->current = is_note ? build->root : opened->parent;
    cmark_node *parent = cmark_node_parent(node);
    sei_node *outer = parent ? cmark_node_get_user_data(parent) : NULL;
    build->container = outer ? outer : build->root;
}

/* Binds marks to notes: cmark's number is the place of the definition in its own order. */
static void bind_marks(sei_build *build) {
    for (size_t i = 0; i < build->mark_list.size; i++) {
        sei_node *mark = build->mark_list.at[i];
        uint32_t number = build->mark_numbers.at[i];
        if (number < 1 || number > build->note_list.size)
            continue;
        mark->as.note.note = build->note_list.at[number - 1];
        mark->as.note.label = mark->as.note.note->as.note.label;
    }
}

static void find_lines(sei_build *build) {
    SEI_VEC(size_t) starts = {0};
    sei_str text = sei_buf_str(&build->scan->out);
    SEI_VEC_ADD(build->arena, &starts, 0);
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] == '\n' ||
            (text.at[i] == '\r' && !(i + 1 < text.size && text.at[i + 1] == '\n')))
            SEI_VEC_ADD(build->arena, &starts, i + 1);
    build->line_starts = starts.at;
    build->line_count = starts.size;
}

sei_node *sei_build_tree(sei_scan *scan, cmark_node *document) {
    sei_build build = {.arena = scan->arena,
                       .scan = scan,
                       .url_budget = scan->out.size * 10 + ((size_t)1 << 20)};
    build.root = sei_node_new(scan->arena, SEI_NODE_CHAPTER, scan->source->number,
                              (uint32_t)scan->base);
    build.current = build.container = build.root;
    find_lines(&build);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER)
            enter(&build, iter, node);
        else
            leave(&build, node);
    }
    bind_marks(&build);
    sei_refine(&build);
    return build.root;
}
