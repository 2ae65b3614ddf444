/* HTML in a note → nodes, by an allow-list. Raw HTML is never copied anywhere: a tag on the list becomes
 * a node of ours, one that is not on it vanishes with a message and its text stays, scripts and styles
 * vanish whole (spec/robustness, C6).
 *
 * Ruby is set inline: 漢字（かんじ）, one parenthesis a word, mono readings joined (typography.md, 7). */
#include "markdown/build.h"

#include <string.h>

#include "base/utf8.h"

/* What an element becomes. */
typedef enum html_action {
    HTML_INLINE,    /* a node of `kind` around its content */
    HTML_CODE,      /* CODE of its text */
    HTML_LINK,
    HTML_BREAK,
    HTML_NOTHING,   /* no node, its content stays */
    HTML_RULE,
    HTML_IMAGE,
    HTML_MEDIA,     /* iframe, video, audio: a link */
    HTML_RUBY,
    HTML_READING,
    HTML_DROP,      /* vanishes with its content */
    HTML_PARAGRAPH, /* a block that holds inlines */
    HTML_DIVISION,
    HTML_SUMMARY,
    HTML_HEADING,
    HTML_LIST,
    HTML_ITEM,
    HTML_QUOTE,
    HTML_TABLE,
    HTML_ROW,
    HTML_CELL
} html_action;

typedef struct html_element {
    const char *name;
    html_action action;
    sei_node_kind kind; /* INLINE; HEADING: its level */
} html_element;

static const html_element allowed[] = {
    {"a", HTML_LINK, SEI_NODE_LINK},
    {"abbr", HTML_INLINE, SEI_NODE_SPAN},
    {"audio", HTML_MEDIA, SEI_NODE_LINK},
    {"b", HTML_INLINE, SEI_NODE_STRONG},
    {"blockquote", HTML_QUOTE, SEI_NODE_QUOTE},
    {"br", HTML_BREAK, SEI_NODE_LINE_BREAK},
    {"center", HTML_DIVISION, SEI_NODE_DIVISION},
    {"cite", HTML_INLINE, SEI_NODE_SPAN},
    {"code", HTML_CODE, SEI_NODE_CODE},
    {"dd", HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"del", HTML_INLINE, SEI_NODE_STRIKE},
    {"details", HTML_DIVISION, SEI_NODE_DIVISION},
    {"div", HTML_DIVISION, SEI_NODE_DIVISION},
    {"dl", HTML_NOTHING, SEI_NODE_SPAN},
    {"dt", HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"em", HTML_INLINE, SEI_NODE_EMPHASIS},
    {"figcaption", HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"figure", HTML_NOTHING, SEI_NODE_SPAN},
    {"font", HTML_INLINE, SEI_NODE_SPAN},
    {"h1", HTML_HEADING, 1},
    {"h2", HTML_HEADING, 2},
    {"h3", HTML_HEADING, 3},
    {"h4", HTML_HEADING, 4},
    {"h5", HTML_HEADING, 5},
    {"h6", HTML_HEADING, 6},
    {"hr", HTML_RULE, SEI_NODE_RULE},
    {"i", HTML_INLINE, SEI_NODE_EMPHASIS},
    {"iframe", HTML_MEDIA, SEI_NODE_LINK},
    {"img", HTML_IMAGE, SEI_NODE_IMAGE},
    {"ins", HTML_INLINE, SEI_NODE_UNDERLINE},
    {"kbd", HTML_INLINE, SEI_NODE_KEYBOARD},
    {"li", HTML_ITEM, SEI_NODE_ITEM},
    {"mark", HTML_INLINE, SEI_NODE_HIGHLIGHT},
    {"ol", HTML_LIST, SEI_NODE_LIST},
    {"p", HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"pre", HTML_PARAGRAPH, SEI_NODE_PARAGRAPH},
    {"q", HTML_INLINE, SEI_NODE_SPAN},
    {"rb", HTML_NOTHING, SEI_NODE_SPAN},
    {"rp", HTML_DROP, SEI_NODE_SPAN},
    {"rt", HTML_READING, SEI_NODE_SPAN},
    {"ruby", HTML_RUBY, SEI_NODE_SPAN},
    {"s", HTML_INLINE, SEI_NODE_STRIKE},
    {"samp", HTML_CODE, SEI_NODE_CODE},
    {"script", HTML_DROP, SEI_NODE_SPAN},
    {"section", HTML_NOTHING, SEI_NODE_SPAN},
    {"small", HTML_INLINE, SEI_NODE_SMALL},
    {"source", HTML_NOTHING, SEI_NODE_SPAN},
    {"span", HTML_INLINE, SEI_NODE_SPAN},
    {"strike", HTML_INLINE, SEI_NODE_STRIKE},
    {"strong", HTML_INLINE, SEI_NODE_STRONG},
    {"style", HTML_DROP, SEI_NODE_SPAN},
    {"sub", HTML_INLINE, SEI_NODE_SUBSCRIPT},
    {"summary", HTML_SUMMARY, SEI_NODE_PARAGRAPH},
    {"sup", HTML_INLINE, SEI_NODE_SUPERSCRIPT},
    {"table", HTML_TABLE, SEI_NODE_TABLE},
    {"tbody", HTML_NOTHING, SEI_NODE_SPAN},
    {"td", HTML_CELL, SEI_NODE_CELL},
    {"th", HTML_CELL, SEI_NODE_CELL},
    {"thead", HTML_NOTHING, SEI_NODE_SPAN},
    {"time", HTML_INLINE, SEI_NODE_SPAN},
    {"tr", HTML_ROW, SEI_NODE_ROW},
    {"u", HTML_INLINE, SEI_NODE_UNDERLINE},
    {"ul", HTML_LIST, SEI_NODE_LIST},
    {"var", HTML_INLINE, SEI_NODE_EMPHASIS},
    {"video", HTML_MEDIA, SEI_NODE_LINK},
    {"wbr", HTML_NOTHING, SEI_NODE_SPAN},
};

/* A tag as it stands in the text. */
typedef struct html_tag {
    sei_str name; /* lower case is not needed: compared without case */
    sei_str attributes;
    bool is_end;
    bool is_empty; /* "/>" */
} html_tag;

static const html_element *find_element(sei_str name) {
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(allowed[i].name)))
            return &allowed[i];
    return NULL;
}

/* --- tags ------------------------------------------------------------------------------------ */

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == ':';
}

/* The offset of the '>' that ends a tag, quotes respected. */
static size_t tag_close(sei_str html, size_t at) {
    char quote = 0;
    for (; at < html.size; at++) {
        char byte = html.at[at];
        if (quote)
            quote = byte == quote ? 0 : quote;
        else if (byte == '"' || byte == '\'')
            quote = byte;
        else if (byte == '>')
            return at;
    }
    return SEI_STR_NONE;
}

/* Reads a tag at `at`; *end is behind it. False when none stands there. */
static bool read_tag(sei_str html, size_t at, html_tag *tag, size_t *end) {
    size_t name = at + 1;
    *tag = (html_tag){0};
    if (name < html.size && html.at[name] == '/') {
        tag->is_end = true;
        name++;
    }
    size_t behind = name;
    while (behind < html.size && is_name_byte(html.at[behind]))
        behind++;
    size_t close = behind > name ? tag_close(html, behind) : SEI_STR_NONE;
    if (close == SEI_STR_NONE)
        return false;
    tag->name = sei_str_slice(html, name, behind);
    tag->attributes = sei_str_slice(html, behind, close);
    tag->is_empty = sei_str_ends(tag->attributes, SEI_STR("/"));
    *end = close + 1;
    return true;
}

/* The value of an attribute, without quotes; "" when absent. */
static sei_str attribute(const html_tag *tag, sei_str name) {
    sei_str text = tag->attributes;
    for (size_t at = 0; at < text.size;) {
        while (at < text.size && !is_name_byte(text.at[at]))
            at++;
        size_t start = at;
        while (at < text.size && is_name_byte(text.at[at]))
            at++;
        sei_str key = sei_str_slice(text, start, at);
        sei_str value = SEI_STR("");
        if (at < text.size && text.at[at] == '=') {
            char quote = at + 1 < text.size ? text.at[at + 1] : 0;
            bool quoted = quote == '"' || quote == '\'';
            size_t from = at + 1 + quoted;
            size_t to = from;
            while (to < text.size &&
                   (quoted ? text.at[to] != quote : !strchr(" \t\n", text.at[to])))
                to++;
            value = sei_str_slice(text, from, to);
            at = to + quoted;
        }
        if (sei_str_equal_ascii_case(key, name))
            return value;
        if (at == start)
            at++;
    }
    return SEI_STR("");
}

static uint32_t pixels(sei_str value) {
    uint32_t number = 0;
    for (size_t i = 0; i < value.size && value.at[i] >= '0' && value.at[i] <= '9' && i < 5; i++)
        number = number * 10 + (uint32_t)(value.at[i] - '0');
    return sei_str_ends(value, SEI_STR("%")) ? 0 : number;
}

static bool says(sei_str text, const char *what) {
    return sei_str_find(text, sei_str_from(what), 0) != SEI_STR_NONE;
}

static sei_align align_of(const html_tag *tag) {
    sei_str align = attribute(tag, SEI_STR("align"));
    sei_str style = attribute(tag, SEI_STR("style"));
    if (sei_str_equal_ascii_case(tag->name, SEI_STR("center")) || says(align, "center") ||
        says(style, "text-align: center") || says(style, "text-align:center"))
        return SEI_ALIGN_CENTER;
    if (says(align, "right") || says(style, "text-align: right") ||
        says(style, "text-align:right"))
        return SEI_ALIGN_RIGHT;
    return SEI_ALIGN_NONE;
}

/* --- elements -------------------------------------------------------------------------------- */

/* Named entities that occur in notes' HTML blocks; cmark has decoded those of inline text. */
static const struct {
    const char *name;
    uint32_t code_point;
} entities[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''},
                {"nbsp;", 0xA0}};

static bool read_entity(sei_str text, size_t *at, uint32_t *code_point) {
    sei_str rest = sei_str_slice(text, *at + 1, *at + 12);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (sei_str_starts(rest, sei_str_from(entities[i].name))) {
            *code_point = entities[i].code_point;
            *at += 1 + strlen(entities[i].name);
            return true;
        }
    size_t end = sei_str_find_byte(rest, ';', 0);
    if (end == SEI_STR_NONE || end < 2 || rest.at[0] != '#')
        return false;
    bool is_hex = rest.at[1] == 'x' || rest.at[1] == 'X';
    uint32_t value = 0;
    for (size_t i = is_hex ? 2 : 1; i < end; i++) {
        int digit = rest.at[i] >= '0' && rest.at[i] <= '9'              ? rest.at[i] - '0'
                    : is_hex && (rest.at[i] | 32) >= 'a' && (rest.at[i] | 32) <= 'f'
                        ? (rest.at[i] | 32) - 'a' + 10
                        : -1;
        if (digit < 0 || value > 0x10FFFF)
            return false;
        value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    *code_point = value ? value : SEI_REPLACEMENT;
    *at += end + 2;
    return true;
}

static sei_str decode_text(const sei_build *build, sei_str text) {
    sei_buf out;
    sei_buf_init(&out, build->arena->memory);
    bool was_space = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        char byte = text.at[at];
        bool is_space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (byte == '&' && read_entity(text, &at, &code_point)) {
            sei_buf_add_code_point(&out, code_point);
        } else {
            if (!is_space)
                sei_buf_add_byte(&out, byte);
            else if (!was_space)
                sei_buf_add_byte(&out, ' ');
            at++;
        }
        was_space = is_space;
    }
    sei_str decoded = sei_arena_copy(build->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return decoded;
}

static void push(sei_build *build, sei_str name, sei_node *node) {
    if (build->element_count == SEI_BUILD_HTML_MAX)
        return; /* the content goes on in the outer element */
    build->elements[build->element_count++] = (sei_build_element){name, node, build->container};
    build->current = node;
}

/* --- ruby ------------------------------------------------------------------------------------ */

/* <ruby>振<rt>ふ</rt>仮<rt>が</rt></ruby>: the bases first, then one reading in parentheses. */
static void finish_ruby(sei_build *build, sei_node *ruby) {
    sei_buf reading;
    sei_buf_init(&reading, build->arena->memory);
    sei_buf_add(&reading, SEI_STR("（"));
    uint32_t offset = ruby->offset;
    for (sei_node *child = ruby->first, *next; child; child = next) {
        next = child->next;
        if (child->kind != SEI_NODE_SPAN || !child->as.span.is_reading)
            continue;
        offset = child->offset;
        sei_buf_add(&reading, sei_node_plain_text(build->arena, child));
        sei_node_unlink(child);
    }
    bool has_reading = reading.size > strlen("（");
    sei_buf_add(&reading, SEI_STR("）"));
    if (has_reading) {
        sei_node *span = sei_node_new(build->arena, SEI_NODE_SPAN, ruby->source, offset);
        span->as.span.is_reading = true;
        sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, ruby->source, offset);
        text->as.text = sei_arena_copy(build->arena, sei_buf_str(&reading));
        sei_node_append(span, text);
        sei_node_append(ruby, span);
    }
    sei_buf_fini(&reading);
}

/* --- opening and closing ---------------------------------------------------------------------- */

static void add_image(sei_build *build, const html_tag *tag, uint32_t offset) {
    sei_node *image = sei_build_add(build, SEI_NODE_IMAGE, offset);
    sei_str source = sei_arena_copy(build->arena, attribute(tag, SEI_STR("src")));
    image->as.link.target = (sei_target){.path = source, .is_markdown_link = true};
    image->as.link.image.alt = decode_text(build, attribute(tag, SEI_STR("alt")));
    image->as.link.image.width = pixels(attribute(tag, SEI_STR("width")));
    image->as.link.image.height = pixels(attribute(tag, SEI_STR("height")));
}

static void add_media(sei_build *build, const html_tag *tag, uint32_t offset) {
    sei_str source = sei_arena_copy(build->arena, attribute(tag, SEI_STR("src")));
    if (source.size == 0)
        return;
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, offset);
    sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, link->source, offset);
    sei_str title = decode_text(build, attribute(tag, SEI_STR("title")));
    link->as.link.target = (sei_target){.path = source, .is_markdown_link = true};
    text->as.text = title.size ? title : source;
    sei_node_append(link, text);
}

static sei_node *open_division(sei_build *build, const html_tag *tag, uint32_t offset) {
    sei_str style = attribute(tag, SEI_STR("style"));
    if (says(style, "page-break-after") || says(style, "page-break-before") ||
        says(style, "break-after: page") || says(style, "break-before: page"))
        return sei_build_add(build, SEI_NODE_PAGE_BREAK, offset);
    sei_node *division = sei_build_add(build, SEI_NODE_DIVISION, offset);
    division->as.division.align = align_of(tag);
    return division;
}

static sei_node *open_cell(sei_build *build, uint32_t offset) {
    sei_node *cell = sei_build_add(build, SEI_NODE_CELL, offset);
    cell->as.cell.column = cell->previous ? cell->previous->as.cell.column + 1 : 0;
    return cell;
}

/* The node of an element that may stand only where blocks may: NULL inside a paragraph, where its
 * content simply stays. */
static sei_node *open_block(sei_build *build, const html_element *element, const html_tag *tag,
                            uint32_t offset) {
    if (sei_node_shape_of(build->current->kind) != SEI_SHAPE_BLOCK)
        return NULL;
    switch (element->action) {
    case HTML_DIVISION:
        return open_division(build, tag, offset);
    case HTML_CELL:
        return build->current->kind == SEI_NODE_ROW ? open_cell(build, offset) : NULL;
    case HTML_ROW:
        return build->current->kind == SEI_NODE_TABLE ? sei_build_add(build, SEI_NODE_ROW, offset)
                                                      : NULL;
    case HTML_ITEM:
        return build->current->kind == SEI_NODE_LIST ? sei_build_add(build, SEI_NODE_ITEM, offset)
                                                     : NULL;
    case HTML_HEADING: {
        sei_node *heading = sei_build_add(build, SEI_NODE_HEADING, offset);
        heading->as.heading.level = (int)element->kind;
        return heading;
    }
    case HTML_LIST: {
        sei_node *list = sei_build_add(build, SEI_NODE_LIST, offset);
        list->as.list.ordered = sei_str_equal_ascii_case(tag->name, SEI_STR("ol"));
        list->as.list.start = 1;
        list->as.list.tight = true;
        list->as.list.delimiter = '.';
        return list;
    }
    case HTML_PARAGRAPH:
    case HTML_SUMMARY:
    case HTML_QUOTE:
    case HTML_TABLE:
        return sei_build_add(build, element->kind, offset);
    case HTML_INLINE:
    case HTML_CODE:
    case HTML_LINK:
    case HTML_BREAK:
    case HTML_NOTHING:
    case HTML_RULE:
    case HTML_IMAGE:
    case HTML_MEDIA:
    case HTML_RUBY:
    case HTML_READING:
    case HTML_DROP:
        break;
    }
    return NULL;
}

static bool is_inline(html_action action) {
    return action <= HTML_NOTHING || (action >= HTML_IMAGE && action <= HTML_READING);
}

/* Inline content needs a block that holds inlines. */
static void ensure_paragraph(sei_build *build, uint32_t offset) {
    if (sei_node_shape_of(build->current->kind) != SEI_SHAPE_BLOCK)
        return;
    sei_node *last = build->current->last;
    bool goes_on = last && last->kind == SEI_NODE_PARAGRAPH && last->id == UINT32_MAX;
    if (!goes_on) {
        last = sei_build_add(build, SEI_NODE_PARAGRAPH, offset);
        last->id = UINT32_MAX; /* more of the same HTML may join it; refine.c clears ids */
    }
    build->current = last;
}

static void open_inline(sei_build *build, const html_element *element, const html_tag *tag,
                        uint32_t offset) {
    sei_str name = sei_arena_copy(build->arena, tag->name);
    sei_node *node = sei_build_add(build, element->action == HTML_CODE ? SEI_NODE_SPAN
                                                                       : element->kind,
                                   offset);
    if (element->action == HTML_LINK) {
        sei_str url = decode_text(build, attribute(tag, SEI_STR("href")));
        if (url.size == 0)
            node->kind = SEI_NODE_SPAN;
        else
            node->as.link.target = (sei_target){.path = url, .is_markdown_link = true};
    }
    if (element->action == HTML_READING)
        node->as.span.is_reading = true;
    node->label = sei_arena_copy(build->arena, attribute(tag, SEI_STR("id")));
    push(build, name, node);
}

static void open_element(sei_build *build, const html_element *element, const html_tag *tag,
                         uint32_t offset) {
    if (is_inline(element->action) && element->action != HTML_NOTHING)
        ensure_paragraph(build, offset);
    switch (element->action) {
    case HTML_INLINE:
    case HTML_CODE:
    case HTML_LINK:
    case HTML_RUBY:
    case HTML_READING:
    case HTML_DROP:
        open_inline(build, element, tag, offset);
        break;
    case HTML_BREAK:
        sei_build_add(build, SEI_NODE_LINE_BREAK, offset);
        break;
    case HTML_IMAGE:
        add_image(build, tag, offset);
        break;
    case HTML_MEDIA:
        add_media(build, tag, offset);
        break;
    case HTML_RULE:
        if (sei_node_shape_of(build->current->kind) == SEI_SHAPE_BLOCK)
            sei_build_add(build, SEI_NODE_RULE, offset);
        break;
    case HTML_NOTHING:
        break;
    case HTML_PARAGRAPH:
    case HTML_DIVISION:
    case HTML_SUMMARY:
    case HTML_HEADING:
    case HTML_LIST:
    case HTML_ITEM:
    case HTML_QUOTE:
    case HTML_TABLE:
    case HTML_ROW:
    case HTML_CELL: {
        sei_node *block = open_block(build, element, tag, offset);
        if (block)
            push(build, sei_arena_copy(build->arena, tag->name), block);
        break;
    }
    }
}

/* What an element becomes once its content is known. */
static void finish_element(sei_build *build, const sei_build_element *open) {
    const html_element *element = find_element(open->name);
    sei_node *node = open->node;
    if (element->action == HTML_RUBY)
        finish_ruby(build, node);
    if (element->action == HTML_DROP)
        sei_node_unlink(node);
    if (element->action == HTML_CODE) {
        sei_str text = sei_node_plain_text(build->arena, node);
        node->first = node->last = NULL;
        node->kind = SEI_NODE_CODE;
        memset(&node->as, 0, sizeof node->as);
        node->as.text = text;
    }
    if (element->action == HTML_SUMMARY && node->parent->kind == SEI_NODE_DIVISION) {
        node->parent->as.division.title = sei_node_plain_text(build->arena, node);
        sei_node_unlink(node);
    }
}

/* Closes the nearest open element of the name that cmark's own nesting lets it reach. */
static void close_element(sei_build *build, sei_str name) {
    size_t i = build->element_count;
    while (i > 0 && build->elements[i - 1].container == build->container &&
           !sei_str_equal_ascii_case(build->elements[i - 1].name, name))
        i--;
    if (i == 0 || build->elements[i - 1].container != build->container)
        return;
    while (build->element_count >= i) {
        sei_build_element open = build->elements[--build->element_count];
        build->current = open.node->parent;
        finish_element(build, &open);
    }
}

static bool is_void(html_action action) {
    return action == HTML_BREAK || action == HTML_RULE || action == HTML_IMAGE ||
           action == HTML_NOTHING || action == HTML_MEDIA;
}

static void take_tag(sei_build *build, const html_tag *tag, uint32_t offset) {
    const html_element *element = find_element(tag->name);
    if (!element) {
        if (!tag->is_end)
            sei_diag_add(build->scan->diags, SEI_DIAG_HTML_UNSUPPORTED, build->scan->source,
                         offset, "the HTML element <%.*s> has no printed form; its text is kept",
                         SEI_STR_ARG(tag->name));
        return;
    }
    if (tag->is_end) {
        if (!is_void(element->action))
            close_element(build, tag->name);
        return;
    }
    open_element(build, element, tag, offset);
    if (tag->is_empty && !is_void(element->action))
        close_element(build, tag->name);
}

/* --- the text -------------------------------------------------------------------------------- */

static bool is_dropped(const sei_build *build) {
    for (size_t i = build->element_count; i-- > 0;)
        if (find_element(build->elements[i].name)->action == HTML_DROP)
            return true;
    return false;
}

static void add_block_text(sei_build *build, sei_str text, uint32_t offset) {
    sei_str decoded = decode_text(build, text);
    bool is_structure = build->current->kind == SEI_NODE_TABLE ||
                        build->current->kind == SEI_NODE_ROW ||
                        build->current->kind == SEI_NODE_LIST;
    if (sei_str_trim_ascii(decoded).size == 0) {
        if (!is_structure && sei_node_shape_of(build->current->kind) != SEI_SHAPE_BLOCK)
            sei_build_add_plain(build, decoded, offset);
        return;
    }
    if (is_dropped(build))
        return;
    ensure_paragraph(build, offset);
    sei_build_add_plain(build, decoded, offset);
}

void sei_build_add_html(sei_build *build, sei_str html, uint32_t offset, bool is_block) {
    sei_node *outer = build->current;
    for (size_t at = 0; at < html.size;) {
        html_tag tag;
        size_t end;
        if (html.at[at] == '<' && read_tag(html, at, &tag, &end)) {
            bool was_inline = sei_node_shape_of(build->current->kind) != SEI_SHAPE_BLOCK;
            const html_element *element = find_element(tag.name);
            /* a block's tag ends the paragraph that loose text had opened */
            if (is_block && was_inline && element && !is_inline(element->action) &&
                build->current->id == UINT32_MAX)
                build->current = build->current->parent;
            take_tag(build, &tag, offset + (uint32_t)at);
            at = end;
            continue;
        }
        size_t next = sei_str_find_byte(html, '<', at + 1);
        sei_str text = sei_str_slice(html, at, next == SEI_STR_NONE ? html.size : next);
        if (is_block)
            add_block_text(build, text, offset + (uint32_t)at);
        at += text.size;
    }
    if (is_block && build->element_count == 0)
        build->current = outer;
    else if (is_block && sei_node_shape_of(build->current->kind) != SEI_SHAPE_BLOCK &&
             build->current->id == UINT32_MAX)
        build->current = build->current->parent;
}
