/* Tree → XHTML, in one walk without recursion: entering a node opens elements, leaving it closes
 * the writer's stack to where it was.
 *
 * Footnotes follow what works as a pop-up in every reader (spec/epub, 5): plain text in the
 * noteref, one aside a note, the back link first. */
#include "epub/xhtml.h"

#include <ctype.h>
#include <string.h>

#include "epub/markup.h"

struct page {
    const sei_epub_plan *plan;
    const sei_epub_file *file;
    sei_arena *arena;
    sei_markup markup;
    SEI_VEC(size_t) depths; /* of the writer's stack before each open node */
};

/* --- small parts ----------------------------------------------------------------------------- */

sei_str sei_xhtml_url(sei_arena *arena, sei_str url) {
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    for (size_t i = 0; i < url.size; i++) {
        unsigned char byte = (unsigned char)url.at[i];
        bool is_escape = byte == '%' && i + 2 < url.size &&
                         isxdigit((unsigned char)url.at[i + 1]) &&
                         isxdigit((unsigned char)url.at[i + 2]);
        if (byte <= 0x20 || byte >= 0x7F || strchr("\"<>\\^`{|}[]", byte) ||
            (byte == '%' && !is_escape))
            sei_buf_print(&out, "%%%02X", byte);
        else
            sei_buf_add_byte(&out, (char)byte);
    }
    sei_str encoded = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return encoded;
}

void sei_xhtml_begin(sei_markup *markup, const sei_book *book, sei_str title, const char *style,
                     const char *body_type) {
    sei_markup_doctype_html(markup);
    sei_markup_open(markup, "html");
    sei_markup_attribute_text(markup, "xmlns", "http://www.w3.org/1999/xhtml");
    sei_markup_attribute_text(markup, "xmlns:epub", "http://www.idpf.org/2007/ops");
    sei_markup_attribute(markup, "lang", book->info.lang_tag);
    sei_markup_attribute(markup, "xml:lang", book->info.lang_tag);
    sei_markup_line(markup);
    sei_markup_open(markup, "head");
    sei_markup_open(markup, "meta");
    sei_markup_attribute_text(markup, "charset", "UTF-8");
    sei_markup_close(markup);
    sei_markup_element(markup, "title", title);
    sei_markup_open(markup, "link");
    sei_markup_attribute_text(markup, "rel", "stylesheet");
    sei_markup_attribute_text(markup, "type", "text/css");
    sei_markup_attribute_text(markup, "href", style);
    sei_markup_close(markup);
    sei_markup_close(markup);
    sei_markup_line(markup);
    sei_markup_open(markup, "body");
    if (body_type)
        sei_markup_attribute_text(markup, "epub:type", body_type);
    sei_markup_line(markup);
}

static void add_class(struct page *page, const char *name) {
    sei_markup_attribute_text(&page->markup, "class", name);
}

static void open_classed(struct page *page, const char *element, const char *name) {
    sei_markup_open(&page->markup, element);
    add_class(page, name);
}

static void add_id(struct page *page, const sei_node *node) {
    sei_str id = sei_epub_plan_id(page->plan, node);
    if (id.size)
        sei_markup_attribute(&page->markup, "id", id);
}

static void open_block(struct page *page, const char *element, const sei_node *node) {
    sei_markup_open(&page->markup, element);
    add_id(page, node);
}

/* A file's name as links in this one write it: "" for this one itself. */
static sei_str name_from(const struct page *page, const sei_epub_file *file) {
    return file == page->file ? SEI_STR("")
                              : sei_str_slice(file->name, sizeof "text/" - 1, file->name.size);
}

/* The way from this file to a node: "#id" or "c002.xhtml#id". */
static sei_str href_to(const struct page *page, const sei_node *node) {
    const sei_epub_file *file = sei_epub_plan_file_of(page->plan, node);
    sei_str id = sei_epub_plan_id(page->plan, node);
    sei_str name = name_from(page, file);
    return id.size ? sei_arena_print(page->arena, "%.*s#%.*s", SEI_STR_ARG(name), SEI_STR_ARG(id))
                   : name;
}

/* --- links and notes -------------------------------------------------------------------------- */

static void open_link(struct page *page, const sei_node *node) {
    const sei_target *target = &node->as.link.target;
    if (target->anchor) {
        const sei_node *to = page->plan->request->book->anchors[target->anchor - 1].node;
        sei_str href = href_to(page, to);
        sei_markup_open(&page->markup, href.size ? "a" : "span");
        if (href.size)
            sei_markup_attribute(&page->markup, "href", href);
    } else {
        sei_markup_open(&page->markup, "a");
        sei_markup_attribute(&page->markup, "href", sei_xhtml_url(page->arena, target->path));
    }
}

static sei_str note_number(const struct page *page, const sei_node *note) {
    return sei_arena_print(page->arena, "%u", note->as.note.number);
}

/* No element inside the noteref: Apple Books shows a pop-up for plain text only. */
static void add_note_mark(struct page *page, const sei_node *mark) {
    const sei_node *note = mark->as.note.note;
    if (!note)
        return;
    sei_markup_open(&page->markup, "a");
    sei_markup_attribute(&page->markup, "id",
                         sei_epub_plan_mark_id(page->plan, note, mark->as.note.mark_count));
    sei_markup_attribute(&page->markup, "href", href_to(page, note));
    sei_markup_attribute_text(&page->markup, "epub:type", "noteref");
    sei_markup_attribute_text(&page->markup, "role", "doc-noteref");
    add_class(page, "noteref");
    sei_markup_text(&page->markup, note_number(page, note));
    sei_markup_close(&page->markup);
}

static void add_back_link(struct page *page, const sei_node *note, const sei_node *mark,
                          sei_str text) {
    const sei_epub_file *file = sei_epub_plan_file_of(page->plan, mark);
    sei_str id = sei_epub_plan_mark_id(page->plan, note, mark->as.note.mark_count);
    sei_markup_open(&page->markup, "a");
    sei_markup_attribute(&page->markup, "href",
                         sei_arena_print(page->arena, "%.*s#%.*s",
                                         SEI_STR_ARG(name_from(page, file)), SEI_STR_ARG(id)));
    sei_markup_attribute_text(&page->markup, "role", "doc-backlink");
    add_class(page, "backlink");
    sei_markup_text(&page->markup, text);
    sei_markup_close(&page->markup);
    sei_markup_text(&page->markup, SEI_STR(" "));
}

/* The way back to each mark: the number for the first, an arrow for the others. */
static void add_back_links(struct page *page, const sei_node *note) {
    const sei_epub_marks *marks = &page->plan->marks_of_note[note->id];
    for (size_t i = 0; i < marks->size; i++)
        add_back_link(page, note, marks->at[i], i == 0 ? note_number(page, note) : SEI_STR("↑"));
}

/* The back link stands in the note's first paragraph, or in one of its own. */
static bool begins_note(const sei_node *node) {
    return node->kind == SEI_NODE_PARAGRAPH && node->parent->kind == SEI_NODE_NOTE &&
           !node->previous;
}

static void open_note(struct page *page, const sei_node *note) {
    sei_markup_line(&page->markup);
    open_block(page, "aside", note);
    sei_markup_attribute_text(&page->markup, "epub:type", "footnote");
    sei_markup_attribute_text(&page->markup, "role", "doc-footnote");
    add_class(page, "footnote");
    if (!note->first || note->first->kind != SEI_NODE_PARAGRAPH) {
        sei_markup_open(&page->markup, "p");
        add_back_links(page, note);
        sei_markup_close(&page->markup);
    }
}

/* --- images ---------------------------------------------------------------------------------- */

static void add_image(struct page *page, const sei_node *node) {
    const sei_image_node *image = &node->as.link.image;
    const sei_epub_image *shipped = image->asset ? &page->plan->images[image->asset - 1] : NULL;
    if (!shipped || shipped->name.size == 0) {
        open_classed(page, "span", "missing");
        sei_markup_text(&page->markup, image->alt);
        sei_markup_close(&page->markup);
        return;
    }
    sei_markup_open(&page->markup, "img");
    sei_markup_attribute(&page->markup, "src",
                         sei_arena_print(page->arena, "../%.*s", SEI_STR_ARG(shipped->name)));
    sei_markup_attribute(&page->markup, "alt", image->alt);
    if (image->width)
        sei_markup_attribute(&page->markup, "width",
                             sei_arena_print(page->arena, "%u", image->width));
    if (image->height)
        sei_markup_attribute(&page->markup, "height",
                             sei_arena_print(page->arena, "%u", image->height));
    sei_markup_close(&page->markup);
}

static void open_figure(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_block(page, "figure", node);
    add_image(page, node);
    if (node->first)
        sei_markup_open(&page->markup, "figcaption");
}

/* --- blocks ---------------------------------------------------------------------------------- */

static void open_heading(struct page *page, const sei_node *node) {
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    int depth = node->as.heading.depth;
    depth = depth < 1 ? 1 : depth > 6 ? 6 : depth;
    sei_markup_line(&page->markup);
    open_block(page, names[depth - 1], node);
    if (node->as.heading.number.size) {
        sei_markup_text(&page->markup, node->as.heading.number);
        sei_markup_text(&page->markup, SEI_STR("　"));
    }
}

static void open_list(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_block(page, node->as.list.ordered ? "ol" : "ul", node);
    if (node->as.list.ordered && node->as.list.start != 1)
        sei_markup_attribute(&page->markup, "start",
                             sei_arena_print(page->arena, "%d", node->as.list.start));
}

static void open_item(struct page *page, const sei_node *node) {
    uint32_t task = node->as.item.task;
    sei_markup_line(&page->markup);
    open_block(page, "li", node);
    if (!task)
        return;
    add_class(page, "task");
    open_classed(page, "span", "task-mark");
    sei_markup_text(&page->markup, task == ' '   ? SEI_STR("☐ ")
                                   : task == '-' ? SEI_STR("☒ ")
                                                 : SEI_STR("☑ "));
    sei_markup_close(&page->markup);
}

static void open_callout(struct page *page, const sei_node *node) {
    size_t kind = sei_style_callout_kind(node->as.callout.type);
    sei_markup_line(&page->markup);
    open_block(page, "div", node);
    sei_markup_attribute_text(&page->markup, "role", "note");
    sei_markup_attribute(
        &page->markup, "class",
        sei_arena_print(page->arena, "callout callout-%s", sei_style_callout_name(kind)));
}

/* The type in title case, as Obsidian shows a callout without a title. */
static sei_str title_case(sei_arena *arena, sei_str type) {
    sei_str copy = sei_arena_copy(arena, type);
    char *first = (char *)(uintptr_t)copy.at;
    if (copy.size && *first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
    return copy;
}

static void open_callout_title(struct page *page, const sei_node *node) {
    const sei_node *callout = node->parent;
    size_t kind = sei_style_callout_kind(callout->as.callout.type);
    const char *label = page->plan->request->style->callouts.kinds[kind].label;
    sei_markup_line(&page->markup);
    open_classed(page, "p", "callout-title");
    if (!node->first)
        sei_markup_text(&page->markup, label ? sei_str_from(label)
                                             : title_case(page->arena, callout->as.callout.type));
}

static void add_code_block(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_block(page, "pre", node);
    sei_markup_open(&page->markup, "code");
    sei_markup_text(&page->markup, node->as.code.text);
}

static void open_table(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_classed(page, "div", "table");
    open_block(page, "table", node);
}

/* The head's rows and the body's stand in groups of their own. */
static void open_row(struct page *page, const sei_node *node) {
    bool begins_group = !node->previous || node->previous->as.row.is_head != node->as.row.is_head;
    if (begins_group) {
        if (node->previous)
            sei_markup_close(&page->markup);
        sei_markup_open(&page->markup, node->as.row.is_head ? "thead" : "tbody");
        page->depths.at[page->depths.size - 1] = page->markup.open.size;
    }
    sei_markup_open(&page->markup, "tr");
}

static void open_cell(struct page *page, const sei_node *node) {
    static const char *const classes[] = {NULL, "left", "center", "right"};
    bool is_head = node->parent->as.row.is_head;
    sei_markup_open(&page->markup, is_head ? "th" : "td");
    if (is_head)
        sei_markup_attribute_text(&page->markup, "scope", "col");
    if (classes[node->as.cell.align])
        add_class(page, classes[node->as.cell.align]);
}

static void open_division(struct page *page, const sei_node *node) {
    bool is_centered = node->as.division.align == SEI_ALIGN_CENTER;
    sei_markup_line(&page->markup);
    open_block(page, "div", node);
    if (is_centered || node->as.division.align == SEI_ALIGN_RIGHT)
        add_class(page, is_centered ? "center" : "right");
    if (node->as.division.title.size) {
        open_classed(page, "p", "summary");
        sei_markup_text(&page->markup, node->as.division.title);
        sei_markup_close(&page->markup);
    }
}

static void open_embedded(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_block(page, "div", node);
    add_class(page, "embedded");
    if (node->as.link.title.size) {
        open_classed(page, "p", "embedded-title");
        sei_markup_text(&page->markup, node->as.link.title);
        sei_markup_close(&page->markup);
    }
}

static void open_paragraph(struct page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    open_block(page, "p", node);
    if (begins_note(node))
        add_back_links(page, node->parent);
}

static void open_span(struct page *page, const sei_node *node) {
    open_block(page, "span", node);
    if (node->as.span.lang != SEI_LANG_NONE) {
        sei_markup_attribute_text(&page->markup, "lang", sei_lang_tag(node->as.span.lang));
        sei_markup_attribute_text(&page->markup, "xml:lang", sei_lang_tag(node->as.span.lang));
    }
}

static void add_text_element(struct page *page, const char *element, const char *name,
                             sei_str text) {
    sei_markup_open(&page->markup, element);
    if (name)
        add_class(page, name);
    sei_markup_text(&page->markup, text);
    sei_markup_close(&page->markup);
}

static void add_void(struct page *page, const char *element, const char *name) {
    sei_markup_open(&page->markup, element);
    if (name)
        add_class(page, name);
    sei_markup_close(&page->markup);
}

/* --- the walk -------------------------------------------------------------------------------- */

/* Inlines that are one element and nothing more. */
static const char *inline_element(sei_node_kind kind) {
    static const char *const elements[SEI_NODE_KIND_COUNT] = {
        [SEI_NODE_EMPHASIS] = "em",    [SEI_NODE_STRONG] = "strong", [SEI_NODE_STRIKE] = "s",
        [SEI_NODE_HIGHLIGHT] = "mark", [SEI_NODE_UNDERLINE] = "u",   [SEI_NODE_SUPERSCRIPT] = "sup",
        [SEI_NODE_SUBSCRIPT] = "sub",  [SEI_NODE_SMALL] = "small",   [SEI_NODE_KEYBOARD] = "kbd",
    };
    return elements[kind];
}

static void enter_block(struct page *page, const sei_node *node);

static void enter(struct page *page, const sei_node *node) {
    SEI_VEC_ADD(page->arena, &page->depths, page->markup.open.size);
    switch (node->kind) {
    case SEI_NODE_TEXT:
        sei_markup_text(&page->markup, node->as.text);
        break;
    case SEI_NODE_SOFT_BREAK:
        sei_markup_text(&page->markup, SEI_STR(" "));
        break;
    case SEI_NODE_LINE_BREAK:
        add_void(page, "br", NULL);
        break;
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
        open_block(page, inline_element(node->kind), node);
        break;
    case SEI_NODE_SPAN:
        open_span(page, node);
        break;
    case SEI_NODE_CODE:
        add_text_element(page, "code", NULL, node->as.text);
        break;
    case SEI_NODE_MATH:
        add_text_element(page, "code", "math", node->as.text);
        break;
    case SEI_NODE_TAG:
        add_text_element(page, "span", "tag",
                         sei_arena_print(page->arena, "#%.*s", SEI_STR_ARG(node->as.text)));
        break;
    case SEI_NODE_ANCHOR:
        open_block(page, "span", node);
        break;
    case SEI_NODE_IMAGE:
        add_image(page, node);
        break;
    case SEI_NODE_LINK:
        open_link(page, node);
        break;
    case SEI_NODE_NOTE_MARK:
        add_note_mark(page, node);
        break;
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
    case SEI_NODE_CODE_BLOCK:
    case SEI_NODE_MATH_BLOCK:
    case SEI_NODE_TABLE:
    case SEI_NODE_ROW:
    case SEI_NODE_CELL:
    case SEI_NODE_FIGURE:
    case SEI_NODE_RULE:
    case SEI_NODE_PAGE_BREAK:
    case SEI_NODE_DIVISION:
    case SEI_NODE_EMBEDDED:
    case SEI_NODE_NOTES:
    case SEI_NODE_NOTE:
        enter_block(page, node);
        break;
    case SEI_NODE_WIKILINK: /* none after book: DESIGN, invariant 3 */
    case SEI_NODE_EMBED:
    case SEI_NODE_KIND_COUNT:
        break;
    }
}

/* The kinds that enter() hands on; the others have no business here. */
static void enter_block(struct page *page, const sei_node *node) {
    if (node->kind == SEI_NODE_HEADING)
        open_heading(page, node);
    else if (node->kind == SEI_NODE_PARAGRAPH)
        open_paragraph(page, node);
    else if (node->kind == SEI_NODE_LIST)
        open_list(page, node);
    else if (node->kind == SEI_NODE_ITEM)
        open_item(page, node);
    else if (node->kind == SEI_NODE_QUOTE)
        open_block(page, "blockquote", node);
    else if (node->kind == SEI_NODE_CALLOUT)
        open_callout(page, node);
    else if (node->kind == SEI_NODE_CALLOUT_TITLE)
        open_callout_title(page, node);
    else if (node->kind == SEI_NODE_CODE_BLOCK || node->kind == SEI_NODE_MATH_BLOCK)
        add_code_block(page, node);
    else if (node->kind == SEI_NODE_TABLE)
        open_table(page, node);
    else if (node->kind == SEI_NODE_ROW)
        open_row(page, node);
    else if (node->kind == SEI_NODE_CELL)
        open_cell(page, node);
    else if (node->kind == SEI_NODE_FIGURE)
        open_figure(page, node);
    else if (node->kind == SEI_NODE_RULE)
        add_void(page, "hr", NULL);
    else if (node->kind == SEI_NODE_PAGE_BREAK)
        add_void(page, "hr", "page-break");
    else if (node->kind == SEI_NODE_DIVISION)
        open_division(page, node);
    else if (node->kind == SEI_NODE_EMBEDDED)
        open_embedded(page, node);
    else if (node->kind == SEI_NODE_NOTE)
        open_note(page, node);
}

static void leave(struct page *page, const sei_node *node) {
    (void)node;
    sei_markup_close_to(&page->markup, page->depths.at[--page->depths.size]);
}

/* Writes a block and all below it. */
static void write_tree(struct page *page, const sei_node *block) {
    const sei_node *node = block;
    for (;;) {
        enter(page, node);
        if (node->first) {
            node = node->first;
            continue;
        }
        while (leave(page, node), node != block && !node->next)
            node = node->parent;
        if (node == block)
            return;
        node = node->next;
    }
}

/* --- files ----------------------------------------------------------------------------------- */

static sei_str file_title(const struct page *page) {
    for (const sei_node *block = page->file->first; block && block != page->file->end;
         block = block->next)
        if (block->kind == SEI_NODE_HEADING && block->first)
            return sei_node_plain_text(page->arena, block);
    return page->plan->request->book->info.title;
}

static void write_notes(struct page *page) {
    if (page->file->note_count == 0)
        return;
    sei_markup_line(&page->markup);
    open_classed(page, "section", "footnotes");
    add_void(page, "hr", "notes");
    for (size_t i = 0; i < page->file->note_count; i++)
        write_tree(page, page->file->notes[i]);
    sei_markup_close(&page->markup);
}

/* A chapter's title that is not among its headings is printed where the chapter begins, unless the
 * title page of a book of one chapter has just said it. */
static void write_chapter_title(struct page *page) {
    const sei_node *chapter = page->file->chapter;
    bool begins = page->file->first == chapter->first;
    bool is_alone = !chapter->previous && !chapter->next;
    if (begins && chapter->as.chapter.show_title && !is_alone)
        sei_markup_element(&page->markup, "h1", chapter->as.chapter.title);
}

sei_str sei_xhtml_file(const sei_epub_plan *plan, const sei_epub_file *file) {
    struct page page = {.plan = plan, .file = file, .arena = plan->request->arena};
    sei_markup_init(&page.markup, page.arena);
    sei_xhtml_begin(&page.markup, plan->request->book, file_title(&page), "../style/book.css",
                    "bodymatter");
    sei_markup_open(&page.markup, "section");
    sei_markup_attribute_text(&page.markup, "epub:type", "chapter");
    sei_markup_attribute_text(&page.markup, "role", "doc-chapter");
    if (file->first == file->chapter->first)
        add_id(&page, file->chapter);
    write_chapter_title(&page);
    for (const sei_node *block = file->first; block && block != file->end; block = block->next)
        write_tree(&page, block);
    write_notes(&page);
    return sei_markup_finish(&page.markup);
}

sei_str sei_xhtml_title_page(const sei_epub_plan *plan) {
    const sei_book_info *info = &plan->request->book->info;
    struct page page = {.plan = plan, .arena = plan->request->arena};
    sei_markup_init(&page.markup, page.arena);
    sei_xhtml_begin(&page.markup, plan->request->book, info->title, "../style/book.css",
                    "frontmatter");
    sei_markup_open(&page.markup, "section");
    sei_markup_attribute_text(&page.markup, "epub:type", "titlepage");
    add_class(&page, "title-page");
    add_text_element(&page, "h1", NULL, info->title);
    if (info->subtitle.size)
        add_text_element(&page, "p", "subtitle", info->subtitle);
    for (size_t i = 0; i < info->author_count; i++)
        add_text_element(&page, "p", "author", info->authors[i]);
    if (info->date.size)
        add_text_element(&page, "p", "date", info->date);
    return sei_markup_finish(&page.markup);
}
