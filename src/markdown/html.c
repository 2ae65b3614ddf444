/* HTML in a note → nodes, by the allow-list. Raw HTML is copied nowhere: a tag on the list becomes
 * a node of ours, one that is not vanishes with a message and its text stays, scripts vanish whole
 * (spec/robustness, C6).
 *
 * What is open is a stack of elements, each within the cmark node that it began in: a tag can
 * neither leave that node nor outlive it. Text where only blocks may stand opens a paragraph that
 * nobody wrote. Ruby is set inline, one parenthesis a word: 東京（とうきょう） (typography.md, 7).
 */
#include "markdown/build.h"

#include <cmark-gfm/houdini.h>
#include <string.h>

/* --- the stack of open elements -------------------------------------------------------------- */

size_t sei_build_element_base(const sei_build *build) {
    return build->frames.size ? build->frames.at[build->frames.size - 1].element_count : 0;
}

static void count_open(sei_build *build, sei_html_action action, size_t step) {
    if (action == SEI_HTML_LINK)
        build->link_depth += step;
    if (action == SEI_HTML_DROPPED)
        build->drop_depth += step;
}

void sei_build_push(sei_build *build, sei_str name, sei_html_action action, sei_node *node) {
    sei_element element = {.name = name, .action = action, .node = node, .outer = build->current};
    SEI_VEC_ADD(build->scratch, &build->elements, element);
    build->current = node;
    count_open(build, action, 1);
}

/* The bytes of a ruby's base where it is text alone, else 0. */
static uint32_t base_bytes(const sei_node *ruby) {
    size_t bytes = 0;
    for (const sei_node *child = ruby->first; child; child = child->next) {
        if (child->kind != SEI_NODE_TEXT)
            return 0;
        bytes += child->as.text.size;
    }
    return bytes < UINT32_MAX ? (uint32_t)bytes : 0;
}

/* 漢<rt>かん</rt>字<rt>じ</rt> → 漢字（かんじ）: the readings are joined behind the bases. */
static void finish_ruby(sei_build *build, sei_node *ruby) {
    sei_buf reading;
    sei_node *place = NULL;
    sei_buf_init(&reading, build->arena->memory);
    sei_buf_add(&reading, SEI_STR("（"));
    for (sei_node *child = ruby->first, *next; child; child = next) {
        next = child->next;
        if (child->kind != SEI_NODE_SPAN || !child->as.span.is_reading)
            continue;
        sei_buf_add(&reading, sei_node_plain_text(build->scratch, child));
        sei_node_unlink(child);
        place = place ? place : child;
    }
    sei_buf_add(&reading, SEI_STR("）"));
    if (reading.size > strlen("（）")) {
        sei_node *span = sei_node_new(build->arena, SEI_NODE_SPAN, ruby->source, place->offset);
        sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, ruby->source, place->offset);
        span->as.span.is_reading = true;
        span->as.span.base = base_bytes(ruby);
        text->as.text = sei_arena_copy(build->arena, sei_buf_str(&reading));
        sei_node_append(span, text);
        sei_node_append(ruby, span);
    }
    sei_buf_fini(&reading);
    sei_node_splice_up(ruby);
}

static void drop_children(sei_node *node) {
    while (node->first)
        sei_node_unlink(node->first);
}

static void finish_code(sei_build *build, sei_node *node) {
    sei_str text = sei_node_plain_text(build->arena, node);
    drop_children(node);
    node->kind = SEI_NODE_CODE;
    memset(&node->as, 0, sizeof node->as);
    node->as.text = text;
}

static void finish_summary(sei_build *build, sei_node *node) {
    sei_node *division = node->parent;
    if (division->kind != SEI_NODE_DIVISION || division->as.division.title.size)
        return;
    division->as.division.title = sei_node_plain_text(build->arena, node);
    sei_node_unlink(node);
}

/* What the tags enclose goes with the closing tag; without one it is the note's text. */
static void finish_media(sei_build *build, const sei_element *media) {
    sei_node *link = media->node->previous;
    sei_str url = link->as.link.target.path, title = link->as.link.title;
    if (media->is_closed)
        sei_node_unlink(media->node);
    else
        sei_node_splice_up(media->node);
    if (url.size == 0) {
        sei_node_unlink(link);
        return;
    }
    sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, link->source, link->offset);
    text->as.text = title.size ? title : url;
    sei_node_append(link, text);
    link->as.link.target.has_alias = title.size > 0;
    link->as.link.title = SEI_STR("video");
}

/* A highlight that was never closed is two signs and its text. */
static void undo_highlight(sei_build *build, sei_node *node) {
    sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, node->source, node->offset);
    text->as.text = SEI_STR("==");
    sei_node_insert_before(node, text);
    sei_node_splice_up(node);
}

void sei_build_pop(sei_build *build) {
    sei_element element = build->elements.at[--build->elements.size];
    build->current = element.outer;
    count_open(build, element.action, (size_t)-1);
    if (sei_str_equal(element.name, SEI_STR("==")))
        undo_highlight(build, element.node);
    else if (element.action == SEI_HTML_RUBY)
        finish_ruby(build, element.node);
    else if (element.action == SEI_HTML_CODE)
        finish_code(build, element.node);
    else if (element.action == SEI_HTML_SUMMARY)
        finish_summary(build, element.node);
    else if (element.action == SEI_HTML_TABLE)
        sei_html_table_finish(build, element.node);
    else if (element.action == SEI_HTML_MEDIA)
        finish_media(build, &element);
    else if (element.action == SEI_HTML_DROPPED)
        sei_node_unlink(element.node);
    else if (element.action == SEI_HTML_SPAN && element.node->as.span.lang == SEI_LANG_NONE)
        sei_node_splice_up(element.node);
}

void sei_build_pop_to(sei_build *build, size_t element_count) {
    while (build->elements.size > element_count)
        sei_build_pop(build);
}

/* --- where a node may stand ------------------------------------------------------------------ */

static bool holds_inlines(const sei_node *node) {
    sei_node_shape shape = sei_node_shape_of(node->kind);
    return shape == SEI_SHAPE_LEAF || shape == SEI_SHAPE_INLINE || shape == SEI_SHAPE_ATOM;
}

static bool is_in(const sei_build *build, sei_node_kind kind) {
    return build->current->kind == kind;
}

static bool is_within_blocks(const sei_build *build) {
    return build->elements.size > sei_build_element_base(build);
}

/* Closes what inlines are in, as far as HTML opened it, so that a block may stand here. */
static bool make_room_for_block(sei_build *build) {
    while (holds_inlines(build->current) && is_within_blocks(build))
        sei_build_pop(build);
    return !holds_inlines(build->current);
}

/* A row or a list's item that nobody opened. */
static void open_implied(sei_build *build, sei_node_kind kind, sei_html_action action,
                         size_t offset) {
    sei_build_push(build, SEI_STR(""), action, sei_build_add(build, kind, offset));
    if (kind == SEI_NODE_ROW)
        build->current->as.row.is_head = build->is_in_thead;
}

/* Inlines need a paragraph, a cell or the like around them. */
static void make_room_for_inline(sei_build *build, size_t offset) {
    if (is_in(build, SEI_NODE_TABLE))
        open_implied(build, SEI_NODE_ROW, SEI_HTML_ROW, offset);
    if (is_in(build, SEI_NODE_ROW))
        open_implied(build, SEI_NODE_CELL, SEI_HTML_CELL, offset);
    if (build->current->kind == SEI_NODE_LIST)
        open_implied(build, SEI_NODE_ITEM, SEI_HTML_ITEM, offset);
    if (!holds_inlines(build->current))
        open_implied(build, SEI_NODE_PARAGRAPH, SEI_HTML_PARAGRAPH, offset);
}

/* --- opening --------------------------------------------------------------------------------- */

sei_str sei_build_decode(sei_build *build, sei_str text) {
    cmark_strbuf buffer;
    cmark_strbuf_init(build->cmark_memory, &buffer, 0);
    houdini_unescape_html_f(&buffer, (const uint8_t *)text.at, (bufsize_t)text.size);
    sei_str plain = {(const char *)buffer.ptr, (size_t)buffer.size};
    return sei_build_restore(build, plain);
}

static sei_str attribute(sei_build *build, const sei_html_tag *tag, const char *name) {
    return sei_build_decode(build, sei_html_attribute(tag, name));
}

static void add_image(sei_build *build, const sei_html_tag *tag, size_t offset) {
    sei_node *image = sei_build_add(build, SEI_NODE_IMAGE, offset);
    image->as.link.target.path = sei_build_url(build, attribute(build, tag, "src"));
    image->as.link.target.is_markdown_link = true;
    image->as.link.image.alt = attribute(build, tag, "alt");
    image->as.link.image.width = sei_html_length(tag, "width");
    image->as.link.image.height = sei_html_length(tag, "height");
}

/* A link in place of what plays. The text between the tags is for browsers that cannot. */
static void open_media(sei_build *build, const sei_html_element *element, const sei_html_tag *tag,
                       size_t offset) {
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, offset);
    link->as.link.target.path = sei_build_url(build, attribute(build, tag, "src"));
    link->as.link.target.is_markdown_link = true;
    link->as.link.title = attribute(build, tag, "title");
    sei_node *fallback = sei_build_add(build, SEI_NODE_SPAN, offset);
    sei_build_push(build, sei_str_from(element->name), element->action, fallback);
}

/* <source> within a video or audio that has no address of its own yet. */
static void take_source(sei_build *build, const sei_html_tag *tag) {
    for (size_t i = build->elements.size; i > sei_build_element_base(build); i--) {
        const sei_element *media = &build->elements.at[i - 1];
        if (media->action != SEI_HTML_MEDIA)
            continue;
        sei_str *path = &media->node->previous->as.link.target.path;
        if (path->size == 0)
            *path = sei_build_url(build, attribute(build, tag, "src"));
        return;
    }
}

static void open_inline(sei_build *build, const sei_html_element *element, const sei_html_tag *tag,
                        size_t offset) {
    sei_node_kind kind = element->action == SEI_HTML_CODE ? SEI_NODE_SPAN : element->kind;
    sei_str id = attribute(build, tag, "id");
    if (id.size)
        sei_build_add(build, SEI_NODE_ANCHOR, offset)->label = id;
    if (element->action == SEI_HTML_LINK && sei_html_attribute(tag, "href").size == 0) {
        id = attribute(build, tag, "name");
        if (id.size)
            sei_build_add(build, SEI_NODE_ANCHOR, offset)->label = id;
        return;
    }
    sei_node *node = sei_build_add(build, kind, offset);
    if (element->action == SEI_HTML_LINK) {
        node->as.link.target.path = sei_build_url(build, attribute(build, tag, "href"));
        node->as.link.target.is_markdown_link = node->as.link.target.has_alias = true;
    } else if (element->action == SEI_HTML_READING) {
        node->as.span.is_reading = true;
    } else if (element->action == SEI_HTML_SPAN) {
        node->as.span.lang = sei_lang_parse(sei_html_attribute(tag, "lang"));
    }
    sei_build_push(build, sei_str_from(element->name), element->action, node);
}

/* Readings stand directly in their ruby. */
static void close_reading(sei_build *build) {
    while (is_within_blocks(build) &&
           build->elements.at[build->elements.size - 1].action != SEI_HTML_RUBY) {
        bool is_reading = build->elements.at[build->elements.size - 1].action == SEI_HTML_READING;
        if (!is_reading)
            return;
        sei_build_pop(build);
    }
}

static bool begins_line(const sei_node *leaf) {
    return !leaf->last || leaf->last->kind == SEI_NODE_LINE_BREAK;
}

/* A block's tag within a paragraph of cmark's cannot open one: it begins a line. */
static void add_inline_block(sei_build *build, size_t offset) {
    if (sei_node_shape_of(build->current->kind) == SEI_SHAPE_LEAF && !begins_line(build->current))
        sei_build_add(build, SEI_NODE_LINE_BREAK, offset);
}

void sei_html_list_read(sei_str name, sei_node *list) {
    list->as.list.ordered = sei_str_equal(name, SEI_STR("ol"));
    list->as.list.tight = true;
    list->as.list.start = list->as.list.ordered;
    list->as.list.delimiter = list->as.list.ordered ? '.' : 0;
}

static sei_node *add_block(sei_build *build, const sei_html_element *element,
                           const sei_html_tag *tag, size_t offset) {
    sei_html_break page_break = sei_html_page_break(tag);
    if (page_break == SEI_HTML_BREAK_BEFORE)
        sei_build_add(build, SEI_NODE_PAGE_BREAK, offset);
    sei_align align = sei_html_align(tag);
    bool is_division = element->action == SEI_HTML_PARAGRAPH && align != SEI_ALIGN_NONE;
    sei_node *node = sei_build_add(build, is_division ? SEI_NODE_DIVISION : element->kind, offset);
    if (node->kind == SEI_NODE_DIVISION)
        node->as.division.align = align;
    else if (node->kind == SEI_NODE_HEADING) {
        node->as.heading.level = element->name[1] - '0';
        node->as.heading.is_html = true;
    } else if (node->kind == SEI_NODE_LIST)
        sei_html_list_read(sei_str_from(element->name), node);
    if (page_break == SEI_HTML_BREAK_AFTER)
        sei_build_add(build, SEI_NODE_PAGE_BREAK, offset);
    return node;
}

/* Closes open parts of the list or table that a new part follows. */
static void close_siblings(sei_build *build, sei_html_action action, sei_html_action container) {
    for (size_t i = build->elements.size; i > sei_build_element_base(build); i--) {
        sei_html_action open = build->elements.at[i - 1].action;
        if (open == container)
            return;
        if (open == action) {
            sei_build_pop_to(build, i - 1);
            return;
        }
    }
}

/* <caption>: the table's first child; a second one adds to it. */
static void open_caption(sei_build *build, const sei_html_element *element, size_t offset) {
    sei_node *table = build->current, *caption = table->first;
    if (!caption || caption->kind != SEI_NODE_CAPTION) {
        caption = sei_build_add(build, SEI_NODE_CAPTION, offset);
        sei_node_unlink(caption);
        if (table->first)
            sei_node_insert_before(table->first, caption);
        else
            sei_node_append(table, caption);
    }
    sei_build_push(build, sei_str_from(element->name), element->action, caption);
}

static void open_block(sei_build *build, const sei_html_element *element, const sei_html_tag *tag,
                       size_t offset) {
    if (element->action == SEI_HTML_CELL)
        close_siblings(build, SEI_HTML_CELL, SEI_HTML_ROW);
    else if (element->action == SEI_HTML_ROW)
        close_siblings(build, SEI_HTML_ROW, SEI_HTML_TABLE);
    else if (element->action == SEI_HTML_ITEM)
        close_siblings(build, SEI_HTML_ITEM, SEI_HTML_LIST);
    if (sei_node_ancestor(build->current, SEI_NODE_CELL)) {
        sei_cell_open_block(build, element, offset);
        return;
    }
    if (!make_room_for_block(build)) {
        add_inline_block(build, offset);
        return;
    }
    sei_str id = attribute(build, tag, "id");
    bool is_part = element->action > SEI_HTML_TABLE || element->action == SEI_HTML_ITEM;
    if (is_in(build, SEI_NODE_TABLE) && element->action == SEI_HTML_CAPTION) {
        open_caption(build, element, offset);
        return;
    }
    if (is_in(build, SEI_NODE_TABLE) && element->action == SEI_HTML_CELL)
        open_implied(build, SEI_NODE_ROW, SEI_HTML_ROW, offset);
    if (element->action == SEI_HTML_CELL && is_in(build, SEI_NODE_ROW)) {
        open_implied(build, SEI_NODE_CELL, SEI_HTML_CELL, offset);
        build->elements.at[build->elements.size - 1].name = sei_str_from(element->name);
        sei_html_cell_read(tag, build->current);
        return;
    }
    bool fits = element->action == SEI_HTML_ROW
                    ? is_in(build, SEI_NODE_TABLE)
                    : element->action == SEI_HTML_ITEM && is_in(build, SEI_NODE_LIST);
    if ((is_part && !fits) ||
        (!is_part && (is_in(build, SEI_NODE_TABLE) || is_in(build, SEI_NODE_ROW) ||
                      is_in(build, SEI_NODE_LIST))))
        return;
    sei_node *node = add_block(build, element, tag, offset);
    node->label = id;
    if (node->kind == SEI_NODE_TABLE)
        build->is_in_thead = false;
    else if (node->kind == SEI_NODE_ROW)
        node->as.row.is_head = build->is_in_thead;
    sei_build_push(build, sei_str_from(element->name), element->action, node);
}

/* HTML elements in one another, as all nesting. */
static bool is_too_deep(sei_build *build, size_t offset) {
    if (build->elements.size < SEI_LIMIT_NESTING)
        return false;
    if (!build->scan->is_limit_reported[SEI_SCAN_LIMIT_NESTING])
        sei_diag_add(build->scan->diags, SEI_DIAG_LIMIT, build->scan->source, offset,
                     "HTML elements nest more than %d deep; inner ones are left out",
                     SEI_LIMIT_NESTING);
    build->scan->is_limit_reported[SEI_SCAN_LIMIT_NESTING] = true;
    return true;
}

static void open_element(sei_build *build, const sei_html_element *element, const sei_html_tag *tag,
                         size_t offset) {
    if (element->action == SEI_HTML_READING || sei_str_equal(tag->name, SEI_STR("rb")) ||
        sei_str_equal(tag->name, SEI_STR("rp")))
        close_reading(build);
    if (element->action == SEI_HTML_ROWS) {
        close_siblings(build, SEI_HTML_ROW, SEI_HTML_TABLE);
        build->is_in_thead = sei_str_equal_ascii_case(tag->name, SEI_STR("thead"));
        return;
    }
    if (element->action > SEI_HTML_RULE) {
        if (!is_too_deep(build, offset))
            open_block(build, element, tag, offset);
        return;
    }
    bool is_rule = element->action == SEI_HTML_RULE;
    bool breaks_page = (is_rule || element->action == SEI_HTML_BREAK) &&
                       sei_html_page_break(tag) != SEI_HTML_BREAK_NONE;
    if (is_rule || (breaks_page && !holds_inlines(build->current))) {
        if (make_room_for_block(build) && build->current->kind != SEI_NODE_TABLE &&
            build->current->kind != SEI_NODE_ROW && build->current->kind != SEI_NODE_LIST)
            sei_build_add(build, breaks_page ? SEI_NODE_PAGE_BREAK : SEI_NODE_RULE, offset);
        return;
    }
    if (element->action == SEI_HTML_SOURCE)
        take_source(build, tag);
    if (element->action == SEI_HTML_UNKNOWN || element->action == SEI_HTML_NOTHING ||
        element->action == SEI_HTML_SOURCE)
        return;
    make_room_for_inline(build, offset);
    if (element->action == SEI_HTML_BREAK)
        sei_build_break(build, SEI_NODE_LINE_BREAK, offset);
    else if (element->action == SEI_HTML_WORD_BREAK)
        sei_build_add_text(build, SEI_STR("\xE2\x80\x8B"), offset);
    else if (element->action == SEI_HTML_IMAGE)
        add_image(build, tag, offset);
    else if (is_too_deep(build, offset))
        return;
    else if (element->action == SEI_HTML_MEDIA)
        open_media(build, element, tag, offset);
    else
        open_inline(build, element, tag, offset);
}

/* --- closing --------------------------------------------------------------------------------- */

static void close_element(sei_build *build, sei_str name) {
    for (size_t i = build->elements.size; i > sei_build_element_base(build); i--)
        if (sei_str_equal_ascii_case(build->elements.at[i - 1].name, name)) {
            build->elements.at[i - 1].is_closed = true;
            sei_build_pop_to(build, i - 1);
            return;
        }
}

static bool is_void(sei_html_action action) {
    return action == SEI_HTML_BREAK || action == SEI_HTML_WORD_BREAK || action == SEI_HTML_IMAGE ||
           action == SEI_HTML_SOURCE || action == SEI_HTML_NOTHING || action == SEI_HTML_RULE;
}

/* What is not on the list, and what goes with its text. */
static void report_tag(sei_build *build, const sei_html_element *element, const sei_html_tag *tag,
                       size_t offset) {
    bool is_unknown = element->action == SEI_HTML_UNKNOWN;
    bool is_lost = element->action == SEI_HTML_DROPPED && !sei_str_equal(tag->name, SEI_STR("rp"));
    if (is_unknown || is_lost)
        sei_diag_add(build->scan->diags, SEI_DIAG_HTML_UNSUPPORTED, build->scan->source, offset,
                     "the HTML element <%.*s> has no printed form; %s", SEI_STR_ARG(tag->name),
                     is_lost ? "it is left out with what it holds" : "its text is kept");
}

static void take_tag(sei_build *build, const sei_html_tag *tag, size_t offset) {
    const sei_html_element *element = sei_html_find(tag->name);
    if (tag->is_closing) {
        build->is_in_thead &= element->action != SEI_HTML_ROWS;
        close_element(build, sei_str_from(element->name));
    } else if (build->drop_depth == 0) {
        size_t before = build->elements.size;
        report_tag(build, element, tag, offset);
        open_element(build, element, tag, offset);
        if (tag->is_empty && !is_void(element->action) && build->elements.size > before)
            sei_build_pop(build);
    }
}

void sei_build_html_inline(sei_build *build, sei_str html, size_t offset) {
    sei_html_tag tag;
    if (sei_html_tag_read(html, 0, &tag))
        take_tag(build, &tag, offset);
}

/* --- blocks of HTML: tags and the text between them ------------------------------------------ */

/* One line of text, or a part of one: blanks are one space, references decoded. */
static void add_line(sei_build *build, sei_str line) {
    sei_buf out;
    sei_buf_init(&out, build->arena->memory);
    for (size_t at = 0; at < line.size; at++) {
        bool is_blank = sei_syntax_is_blank(line.at[at]);
        if (!is_blank || out.size == 0 || out.at[out.size - 1] != ' ')
            sei_buf_add_byte(&out, is_blank ? ' ' : line.at[at]);
    }
    if (out.size) {
        sei_str shown = sei_str_trim_ascii(line);
        size_t offset = shown.size ? sei_place_find(build, shown) : sei_place_here(build);
        sei_str text = sei_build_decode(build, sei_buf_str(&out));
        make_room_for_inline(build, offset);
        sei_build_add_text(build, text, offset);
    }
    sei_buf_fini(&out);
}

static void add_text(sei_build *build, sei_str text) {
    sei_str line;
    bool is_blank = sei_str_trim_ascii(text).size == 0;
    if (build->drop_depth > 0 || (is_blank && !holds_inlines(build->current)))
        return;
    for (bool is_first = true; sei_str_split(&text, '\n', &line); is_first = false) {
        if (!is_first && holds_inlines(build->current))
            sei_build_add(build, SEI_NODE_SOFT_BREAK, sei_place_here(build));
        bool begins_line = !is_first || !holds_inlines(build->current);
        size_t start = begins_line ? sei_syntax_skip_blanks(line, 0, line.size) : 0;
        add_line(build, sei_str_slice(line, start, line.size));
    }
}

/* <pre>: its text as it is, tags removed. */
static sei_str read_verbatim(sei_build *build, sei_str html, size_t *at) {
    sei_buf out;
    sei_buf_init(&out, build->arena->memory);
    *at += *at < html.size && html.at[*at] == '\n';
    while (*at < html.size) {
        sei_html_tag tag;
        size_t end = sei_html_tag_read(html, *at, &tag);
        if (end && tag.is_closing && sei_str_equal_ascii_case(tag.name, SEI_STR("pre")))
            break;
        if (end == 0)
            sei_buf_add_byte(&out, html.at[*at]);
        *at = end ? end : *at + 1;
    }
    sei_str text = sei_build_decode(build, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

/* What follows the opening tag of a <pre>; returns the byte behind it. */
static size_t add_verbatim(sei_build *build, const sei_html_tag *tag, sei_str html, size_t at) {
    bool is_pre = !tag->is_closing && build->drop_depth == 0 &&
                  sei_html_find(tag->name)->action == SEI_HTML_VERBATIM;
    if (is_pre && build->current->kind == SEI_NODE_CODE_BLOCK)
        build->current->as.code.text = read_verbatim(build, html, &at);
    else if (is_pre && sei_node_ancestor(build->current, SEI_NODE_CELL))
        sei_cell_add_code(build, read_verbatim(build, html, &at));
    return at;
}

/* The block without the comments that scan took out of it. */
static sei_str without_comments(sei_build *build, sei_str html) {
    sei_buf out;
    sei_buf_init(&out, build->scratch->memory);
    for (size_t at = 0; at < html.size;) {
        const sei_lift *lift = sei_scan_lift_at(build->scan, html, at);
        if (lift && lift->kind == SEI_LIFT_REMOVED)
            at += SEI_SCAN_LIFT_SIZE;
        else
            sei_buf_add_byte(&out, html.at[at++]);
    }
    sei_str kept = sei_arena_copy(build->scratch, sei_buf_str(&out));
    sei_buf_fini(&out);
    return kept;
}

void sei_build_html_block(sei_build *build, sei_str html) {
    html = without_comments(build, html);
    for (size_t at = 0; at < html.size;) {
        sei_html_tag tag;
        size_t end = sei_html_tag_read(html, at, &tag);
        if (end) {
            take_tag(build, &tag, sei_place_find(build, sei_str_slice(html, at, end)));
            at = add_verbatim(build, &tag, html, end);
            continue;
        }
        size_t next = at + 1;
        while (next < html.size && (html.at[next] != '<' || !sei_html_tag_read(html, next, &tag)))
            next++;
        add_text(build, sei_str_slice(html, at, next));
        at = next;
    }
    /* Markdown's own blocks may follow: they need a place that holds blocks. */
    while (is_within_blocks(build) &&
           (holds_inlines(build->current) || build->current->kind == SEI_NODE_TABLE ||
            build->current->kind == SEI_NODE_ROW || build->current->kind == SEI_NODE_LIST ||
            build->current->kind == SEI_NODE_CODE_BLOCK))
        sei_build_pop(build);
}
