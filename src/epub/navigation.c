/* The navigation document and the NCX, which old readers take in its place: the same entries and
 * pages in both.
 *
 * The navigation document is also the book's printed list of contents where the style has one: what
 * lies deeper than the style prints is hidden there and stays in the reader's menu (EPUB 3.3, 7.2).
 */
#include "epub/navigation.h"

#include "epub/markup.h"
#include "epub/xhtml.h"

/* --- the navigation document ------------------------------------------------------------------ */

/* A list level is an ol in an li that is still open: two elements deeper a level. */
static void write_toc(sei_markup *markup, const sei_epub_plan *plan) {
    size_t base = markup->open.size;
    size_t shown = (size_t)plan->request->style->contents.depth;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const sei_epub_entry *entry = &plan->entries[i];
        size_t depth = (size_t)entry->depth, list = base + depth * 2 - 2;
        sei_markup_close_to(markup, list + 1);
        if (markup->open.size == list) {
            sei_markup_open(markup, "ol");
            if (depth > 1 && depth == shown + 1)
                sei_markup_attribute_text(markup, "hidden", "hidden");
        }
        sei_markup_line(markup);
        sei_markup_open(markup, "li");
        sei_markup_open(markup, "a");
        sei_markup_attribute(markup, "href", entry->href);
        sei_markup_text(markup, entry->title);
        sei_markup_close(markup);
    }
    sei_markup_close_to(markup, base);
}

static void open_nav(sei_markup *markup, const char *type, const char *role) {
    sei_markup_line(markup);
    sei_markup_open(markup, "nav");
    sei_markup_attribute_text(markup, "epub:type", type);
    if (role)
        sei_markup_attribute_text(markup, "role", role);
    sei_markup_attribute_text(markup, "id", type);
}

/* For the reader's menus alone. */
static void open_hidden_nav(sei_markup *markup, const char *type, const char *role,
                            const char *title) {
    open_nav(markup, type, role);
    sei_markup_attribute_text(markup, "hidden", "hidden");
    sei_markup_element(markup, "h2", sei_str_from(title));
    sei_markup_open(markup, "ol");
}

static void write_nav_item(sei_markup *markup, const char *type, sei_str href, sei_str title) {
    sei_markup_line(markup);
    sei_markup_open(markup, "li");
    sei_markup_open(markup, "a");
    if (type)
        sei_markup_attribute_text(markup, "epub:type", type);
    sei_markup_attribute(markup, "href", href);
    sei_markup_text(markup, title);
    sei_markup_close(markup);
    sei_markup_close(markup);
}

static void write_landmark(sei_markup *markup, const sei_epub_plan *plan, sei_epub_file_kind kind,
                           const char *type, sei_str title) {
    const sei_epub_file *file = sei_epub_plan_find(plan, kind);
    if (file)
        write_nav_item(markup, type, file->name, title);
}

static sei_str contents_title(const sei_epub_plan *plan) {
    return sei_style_contents_title(plan->request->style, plan->request->book->info.lang);
}

static void write_landmarks(sei_markup *markup, const sei_epub_plan *plan) {
    open_hidden_nav(markup, "landmarks", NULL, "Landmarks");
    write_landmark(markup, plan, SEI_EPUB_COVER, "cover", SEI_STR("Cover"));
    write_landmark(markup, plan, SEI_EPUB_TITLE_PAGE, "titlepage", SEI_STR("Title page"));
    write_landmark(markup, plan, SEI_EPUB_CONTENTS, "toc", contents_title(plan));
    write_nav_item(markup, "bodymatter", plan->files[plan->text_first].name,
                   plan->request->book->info.title);
    write_landmark(markup, plan, SEI_EPUB_COLOPHON, "colophon", SEI_STR("Colophon"));
    sei_markup_close(markup);
    sei_markup_close(markup);
}

static sei_str break_href(const sei_epub_plan *plan, const sei_epub_page_break *page_break) {
    const sei_epub_file *file =
        page_break->file ? page_break->file : sei_epub_plan_file_of(plan, page_break->node);
    return sei_arena_print(plan->request->arena, "%.*s#%.*s", SEI_STR_ARG(file->name),
                           SEI_STR_ARG(sei_epub_plan_break_id(plan, page_break)));
}

static void write_page_list(sei_markup *markup, const sei_epub_plan *plan) {
    if (plan->break_count == 0)
        return;
    open_hidden_nav(markup, "page-list", "doc-pagelist", "Pages");
    for (size_t i = 0; i < plan->break_count; i++)
        write_nav_item(markup, NULL, break_href(plan, &plan->breaks[i]), plan->breaks[i].label);
    sei_markup_close(markup);
    sei_markup_close(markup);
}

sei_str sei_navigation_document(const sei_epub_plan *plan) {
    sei_str title = contents_title(plan);
    sei_markup markup;
    sei_markup_init(&markup, plan->request->arena);
    sei_xhtml_begin(&markup, plan->request->book, title, "style/book.css", "frontmatter");
    sei_xhtml_matter_breaks(&markup, plan, SEI_EPUB_CONTENTS);
    open_nav(&markup, "toc", "doc-toc");
    sei_markup_element(&markup, "h1", title);
    write_toc(&markup, plan);
    sei_markup_close(&markup);
    write_landmarks(&markup, plan);
    write_page_list(&markup, plan);
    return sei_markup_finish(&markup);
}

/* --- NCX ------------------------------------------------------------------------------------- */

static void write_ncx_meta(sei_markup *markup, const char *name, sei_str content) {
    sei_markup_open(markup, "meta");
    sei_markup_attribute_text(markup, "name", name);
    sei_markup_attribute(markup, "content", content);
    sei_markup_close(markup);
}

static void write_ncx_text(sei_markup *markup, const char *element, sei_str text) {
    sei_markup_open(markup, element);
    sei_markup_element(markup, "text", text);
    sei_markup_close(markup);
}

/* `order`: its place among all entries and pages. Attributes may follow. */
static void open_ncx_item(sei_markup *markup, const sei_epub_plan *plan, const char *element,
                          char letter, size_t number, size_t order) {
    sei_arena *arena = plan->request->arena;
    sei_markup_line(markup);
    sei_markup_open(markup, element);
    sei_markup_attribute(markup, "id", sei_arena_print(arena, "%c%zu", letter, number));
    sei_markup_attribute(markup, "playOrder", sei_arena_print(arena, "%zu", order));
}

static void write_ncx_content(sei_markup *markup, sei_str label, sei_str href) {
    write_ncx_text(markup, "navLabel", label);
    sei_markup_open(markup, "content");
    sei_markup_attribute(markup, "src", href);
    sei_markup_close(markup);
}

/* Entries and pages are in the order of their nodes, each among themselves. */
static void write_ncx_map(sei_markup *markup, const sei_epub_plan *plan) {
    size_t base = markup->open.size, pages = 0;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const sei_epub_entry *entry = &plan->entries[i];
        while (pages < plan->break_count && plan->breaks[pages].id <= entry->node->id)
            pages++;
        sei_markup_close_to(markup, base + (size_t)entry->depth - 1);
        open_ncx_item(markup, plan, "navPoint", 'n', i + 1, i + 1 + pages);
        write_ncx_content(markup, entry->title, entry->href);
    }
    sei_markup_close_to(markup, base);
}

static void write_ncx_pages(sei_markup *markup, const sei_epub_plan *plan) {
    size_t entries = 0;
    if (plan->break_count == 0)
        return;
    sei_markup_line(markup);
    sei_markup_open(markup, "pageList");
    for (size_t i = 0; i < plan->break_count; i++) {
        const sei_epub_page_break *page_break = &plan->breaks[i];
        while (entries < plan->entry_count && plan->entries[entries].node->id < page_break->id)
            entries++;
        open_ncx_item(markup, plan, "pageTarget", 'p', i + 1, i + 1 + entries);
        sei_markup_attribute_text(markup, "type", "normal");
        write_ncx_content(markup, page_break->label, break_href(plan, page_break));
        sei_markup_close(markup);
    }
    sei_markup_close(markup);
}

sei_str sei_navigation_ncx(const sei_epub_plan *plan) {
    const sei_book_info *info = &plan->request->book->info;
    sei_markup markup;
    sei_markup_init(&markup, plan->request->arena);
    sei_markup_open(&markup, "ncx");
    sei_markup_attribute_text(&markup, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    sei_markup_attribute_text(&markup, "version", "2005-1");
    sei_markup_open(&markup, "head");
    write_ncx_meta(&markup, "dtb:uid", info->identifier);
    sei_markup_close(&markup);
    write_ncx_text(&markup, "docTitle", info->title);
    sei_markup_open(&markup, "navMap");
    write_ncx_map(&markup, plan);
    sei_markup_close(&markup);
    write_ncx_pages(&markup, plan);
    return sei_markup_finish(&markup);
}
