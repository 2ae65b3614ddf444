/* The small parts that every writer of XHTML here is made of. */
#include "epub/page.h"

#include "epub/xhtml.h"

void sei_page_add_class(sei_epub_page *page, const char *name) {
    sei_markup_attribute_text(&page->markup, "class", name);
}

void sei_page_add_id(sei_epub_page *page, const sei_node *node) {
    sei_str id = sei_epub_plan_id(page->plan, node);
    if (id.size)
        sei_markup_attribute(&page->markup, "id", id);
}

void sei_page_open(sei_epub_page *page, const char *element, const char *name) {
    sei_markup_open(&page->markup, element);
    sei_page_add_class(page, name);
}

void sei_page_open_node(sei_epub_page *page, const char *element, const sei_node *node) {
    sei_markup_open(&page->markup, element);
    sei_page_add_id(page, node);
}

void sei_page_add_lang(sei_epub_page *page, sei_lang lang) {
    if (lang == SEI_LANG_NONE || lang == page->plan->request->book->info.lang)
        return;
    sei_markup_attribute_text(&page->markup, "lang", sei_lang_tag(lang));
    sei_markup_attribute_text(&page->markup, "xml:lang", sei_lang_tag(lang));
}

void sei_page_add_type(sei_epub_page *page, const char *type, const char *role) {
    sei_markup_attribute_text(&page->markup, "epub:type", type);
    if (role)
        sei_markup_attribute_text(&page->markup, "role", role);
}

void sei_page_add_text(sei_epub_page *page, const char *element, const char *name, sei_str text) {
    if (text.size == 0)
        return;
    sei_markup_open(&page->markup, element);
    if (name)
        sei_page_add_class(page, name);
    sei_markup_text(&page->markup, text);
    sei_markup_close(&page->markup);
}

/* Where nothing is to be read, a heading is a place and no more: readers would announce it. */
static bool is_read(const sei_epub_page *page, const sei_node *node) {
    return node->kind != SEI_NODE_HEADING || page->plan->numbers[node->id].size ||
           sei_node_plain_text(page->arena, node).size;
}

void sei_page_open_heading(sei_epub_page *page, const sei_node *node, int depth) {
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    if (!is_read(page, node)) {
        sei_page_open_node(page, "div", node);
        return;
    }
    const int deepest = page->heading_depth + 1;
    const bool is_outlined = depth > 0;
    depth = !is_outlined || (depth > deepest && deepest > 1) ? deepest : depth;
    depth = depth > 6 ? 6 : depth;
    if (is_outlined)
        page->heading_depth = depth;
    sei_markup_line(&page->markup);
    sei_markup_open(&page->markup, names[depth - 1]);
    if (node->kind == SEI_NODE_HEADING) /* a part's and a chapter's id is their section's */
        sei_page_add_id(page, node);
    sei_str number = page->plan->numbers[node->id];
    if (number.size) {
        sei_markup_text(&page->markup, number);
        sei_markup_text(&page->markup, SEI_STR("　"));
    }
}

sei_str sei_page_name(const sei_epub_page *page, const sei_epub_file *file) {
    return file == page->file ? SEI_STR("")
                              : sei_str_slice(file->name, sizeof "text/" - 1, file->name.size);
}

sei_str sei_page_href(const sei_epub_page *page, const sei_node *node) {
    const sei_epub_file *file = sei_epub_plan_file_of(page->plan, node);
    sei_str id = sei_epub_plan_id(page->plan, node);
    sei_str name = sei_page_name(page, file);
    return id.size ? sei_arena_print(page->arena, "%.*s#%.*s", SEI_STR_ARG(name), SEI_STR_ARG(id))
                   : name;
}

void sei_page_add_break(sei_epub_page *page) {
    sei_xhtml_page_break(&page->markup, page->plan, &page->plan->breaks[page->next_break++]);
}

void sei_page_add_breaks(sei_epub_page *page, const sei_node *node) {
    while (page->next_break < page->break_end) {
        const sei_epub_page_break *next = &page->plan->breaks[page->next_break];
        if (next->id > node->id || (next->node == node && next->offset > 0))
            return;
        sei_page_add_break(page);
    }
}
