/* Inline nodes → XHTML: text and its markup, links, images. */
#include <string.h>

#include "epub/page.h"
#include "epub/xhtml.h"

/* --- text ------------------------------------------------------------------------------------ */

#define READING_BEGINS "（"
#define READING_ENDS "）"

/* How many bytes of the text before it a reading reads, where the two are set as ruby; else 0. */
static size_t ruby_base(const sei_epub_page *page, const sei_node *span) {
    bool is_reading = span && span->kind == SEI_NODE_SPAN && span->as.span.is_reading;
    if (!is_reading || !page->plan->request->style->epub.native_ruby || !span->previous)
        return 0;
    const sei_node *text = span->previous, *reading = span->first;
    size_t base = span->as.span.base;
    bool is_text = text->kind == SEI_NODE_TEXT && text->as.text.size >= base && reading &&
                   reading->kind == SEI_NODE_TEXT && !reading->next;
    return is_text && sei_str_starts(reading->as.text, SEI_STR(READING_BEGINS)) &&
                   sei_str_ends(reading->as.text, SEI_STR(READING_ENDS))
               ? base
               : 0;
}

/* The part of a text that stands in its place: its end may belong to a ruby, whose brackets fall
 * away. */
static sei_str shown_text(const sei_epub_page *page, const sei_node *node) {
    sei_str text = node->as.text;
    if (ruby_base(page, node->parent))
        return sei_str_slice(text, strlen(READING_BEGINS), text.size - strlen(READING_ENDS));
    return sei_str_slice(text, 0, text.size - ruby_base(page, node->next));
}

/* The start of the character that a byte belongs to. */
static size_t character_start(sei_str text, size_t offset) {
    size_t at = offset < text.size ? offset : text.size;
    while (at > 0 && at < text.size && ((unsigned char)text.at[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* A text with the pages that begin inside it. */
static void add_text(sei_epub_page *page, const sei_node *node) {
    const sei_epub_page_break *breaks = page->plan->breaks;
    sei_str text = shown_text(page, node);
    size_t from = 0;
    while (page->next_break < page->break_end && breaks[page->next_break].node == node) {
        size_t to = character_start(text, breaks[page->next_break].offset);
        sei_markup_text(&page->markup, sei_str_slice(text, from, to));
        from = to > from ? to : from;
        sei_page_add_break(page);
    }
    sei_markup_text(&page->markup, sei_str_slice(text, from, text.size));
}

static void add_code(sei_epub_page *page, const sei_node *node) {
    sei_page_open_node(page, "code", node);
    if (node->kind == SEI_NODE_MATH) {
        sei_page_add_class(page, "math");
        sei_markup_attribute_text(&page->markup, "role", "math");
    }
    sei_markup_text(&page->markup, node->as.text);
}

static void add_tag(sei_epub_page *page, const sei_node *node) {
    sei_page_open_node(page, "span", node);
    sei_page_add_class(page, "tag");
    sei_markup_text(&page->markup, SEI_STR("#"));
    sei_markup_text(&page->markup, node->as.text);
}

/* Its number and white to write on: as wide as print leaves at least. */
static void add_blank(sei_epub_page *page, const sei_node *node) {
    sei_page_open_node(page, "span", node);
    sei_page_add_class(page, "blank");
    sei_markup_text(&page->markup,
                    sei_arena_print(page->arena, "%u\xE3\x80\x80\xE3\x80\x80\xE3\x80\x80",
                                    (unsigned)node->as.blank.number));
}

static void open_ruby(sei_epub_page *page, const sei_node *span, size_t base) {
    sei_str text = span->previous->as.text;
    sei_page_open_node(page, "ruby", span);
    sei_markup_text(&page->markup, sei_str_slice(text, text.size - base, text.size));
    sei_markup_open(&page->markup, "rt");
}

static void open_span(sei_epub_page *page, const sei_node *node) {
    size_t base = ruby_base(page, node);
    if (base) {
        open_ruby(page, node, base);
        return;
    }
    sei_page_open_node(page, "span", node);
    sei_page_add_lang(page, node->as.span.lang);
}

/* --- images ---------------------------------------------------------------------------------- */

static void add_length(sei_epub_page *page, const char *name, uint32_t pixels) {
    if (pixels)
        sei_markup_attribute(&page->markup, name, sei_arena_print(page->arena, "%u", pixels));
}

/* What a screen reader says in the image's place. A caption that is all its list item holds says it
 * already. */
static sei_str alternative_of(const sei_node *node) {
    bool is_said = node->kind == SEI_NODE_FIGURE && node->first &&
                   node->parent->kind == SEI_NODE_ITEM && !node->previous && !node->next;
    return is_said ? SEI_STR("") : node->as.link.image.alt;
}

void sei_page_add_image(sei_epub_page *page, const sei_node *node) {
    const sei_image_node *image = &node->as.link.image;
    const sei_epub_image *shipped = image->asset ? &page->plan->images[image->asset - 1] : NULL;
    bool has_id = node->kind == SEI_NODE_IMAGE; /* a figure has its own */
    bool is_shown = shipped && shipped->name.size;
    sei_markup_open(&page->markup, is_shown ? "img" : "span");
    if (has_id)
        sei_page_add_id(page, node);
    if (!is_shown) {
        sei_page_add_class(page, "missing");
        sei_markup_text(&page->markup, image->alt);
        sei_markup_close(&page->markup);
        return;
    }
    sei_markup_attribute(&page->markup, "src",
                         sei_arena_print(page->arena, "../%.*s", SEI_STR_ARG(shipped->name)));
    sei_str alternative = alternative_of(node);
    sei_markup_attribute(&page->markup, "alt", alternative);
    if (alternative.size == 0)
        sei_markup_attribute_text(&page->markup, "role", "presentation");
    add_length(page, "width", image->width);
    add_length(page, "height", image->height);
    sei_markup_close(&page->markup);
}

/* --- links ----------------------------------------------------------------------------------- */

/* A link in a link is text: XHTML has none. So is one to another document beside this: an EPUB may
 * lead into itself and to the web only (EPUB 3.3, 3.4: no path leads out of the container). */
static void open_link(sei_epub_page *page, const sei_node *node) {
    const sei_target *target = &node->as.link.target;
    sei_str href, title = node->as.link.title;
    if (page->link || target->sibling.size > 0) {
        sei_page_open_node(page, "span", node);
        return;
    }
    page->link = node;
    href = target->anchor
               ? sei_page_href(page, page->plan->request->book->anchors[target->anchor - 1].node)
               : sei_xhtml_url(page->arena, target->path);
    sei_page_open_node(page, "a", node);
    sei_markup_attribute(&page->markup, "href", href);
    if (title.size && !sei_str_equal(title, SEI_STR("video"))) /* that is no title: node.h */
        sei_markup_attribute(&page->markup, "title", title);
}

void sei_page_leave_link(sei_epub_page *page, const sei_node *link) {
    (void)link;
    page->link = NULL;
    for (size_t i = 0; i < page->deferred.size; i++)
        sei_page_add_mark(page, page->deferred.at[i]);
    page->deferred.size = 0;
}

/* --- the kinds ------------------------------------------------------------------------------- */

/* Inlines that are one element and nothing more. */
static const char *element_of(sei_node_kind kind) {
    static const char *const elements[SEI_NODE_KIND_COUNT] = {
        [SEI_NODE_EMPHASIS] = "em",    [SEI_NODE_STRONG] = "strong", [SEI_NODE_STRIKE] = "s",
        [SEI_NODE_HIGHLIGHT] = "mark", [SEI_NODE_UNDERLINE] = "u",   [SEI_NODE_SUPERSCRIPT] = "sup",
        [SEI_NODE_SUBSCRIPT] = "sub",  [SEI_NODE_SMALL] = "small",   [SEI_NODE_KEYBOARD] = "kbd",
        [SEI_NODE_LINE_BREAK] = "br",  [SEI_NODE_CELL_ITEM] = "li"};
    return elements[kind];
}

void sei_page_enter_inline(sei_epub_page *page, const sei_node *node) {
    switch (node->kind) {
    case SEI_NODE_TEXT:
        add_text(page, node);
        return;
    case SEI_NODE_SOFT_BREAK:
        sei_markup_text(&page->markup, SEI_STR(" "));
        return;
    case SEI_NODE_LINE_BREAK:
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
    case SEI_NODE_CELL_ITEM:
        sei_page_open_node(page, element_of(node->kind), node);
        return;
    case SEI_NODE_ANCHOR:
        if (node->anchor)
            sei_page_open_node(page, "span", node);
        return;
    case SEI_NODE_TERM:
        sei_page_open_node(page, "mark", node);
        sei_page_add_class(page, "red-sheet");
        return;
    case SEI_NODE_BLANK:
        add_blank(page, node);
        return;
    case SEI_NODE_SPAN:
        open_span(page, node);
        return;
    case SEI_NODE_CELL_LIST:
        sei_page_open_list(page, node);
        return;
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
        add_code(page, node);
        return;
    case SEI_NODE_TAG:
        add_tag(page, node);
        return;
    case SEI_NODE_IMAGE:
        sei_page_add_image(page, node);
        return;
    case SEI_NODE_LINK:
        open_link(page, node);
        return;
    case SEI_NODE_NOTE_MARK:
        sei_page_add_mark(page, node);
        return;
    case SEI_NODE_WIKILINK: /* none after book: DESIGN, invariant 3 */
    case SEI_NODE_EMBED:
        SEI_NODE_LIST(SEI_NODE_IF_BLOCK) /* block.c */
    case SEI_NODE_KIND_COUNT:
        return;
    }
}
