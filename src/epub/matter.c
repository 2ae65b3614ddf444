/* Front and back matter: cover, half-title, title page, colophon and back cover, made of the book's
 * metadata as in print. */
#include "epub/page.h"
#include "epub/xhtml.h"

static void add_cover(sei_epub_page *page) {
    const sei_epub_image *cover = sei_epub_plan_cover(page->plan);
    sei_page_open(page, "section", "cover");
    sei_page_add_type(page, "cover", NULL);
    sei_markup_open(&page->markup, "img");
    sei_markup_attribute(&page->markup, "src",
                         sei_arena_print(page->arena, "../%.*s", SEI_STR_ARG(cover->name)));
    sei_markup_attribute(&page->markup, "alt", page->plan->request->book->info.title);
    sei_markup_attribute_text(&page->markup, "role", "doc-cover");
}

static void add_line(sei_epub_page *page, const char *element, const char *name, sei_str text) {
    if (text.size)
        sei_markup_line(&page->markup);
    sei_page_add_text(page, element, name, text);
}

static void add_authors(sei_epub_page *page) {
    const sei_book_info *info = &page->plan->request->book->info;
    for (size_t i = 0; i < info->author_count; i++)
        add_line(page, "p", "author", info->authors[i]);
}

static void add_half_title(sei_epub_page *page) {
    sei_page_open(page, "section", "half-title");
    sei_page_add_type(page, "halftitlepage", NULL);
    add_line(page, "p", "title", page->plan->request->book->info.title);
}

static void add_address(sei_epub_page *page, sei_str url) {
    bool is_web =
        sei_str_starts(url, SEI_STR("https://")) || sei_str_starts(url, SEI_STR("http://"));
    if (!is_web) {
        sei_markup_text(&page->markup, url);
        return;
    }
    sei_markup_open(&page->markup, "a");
    sei_markup_attribute(&page->markup, "href", sei_xhtml_url(page->arena, url));
    sei_markup_text(&page->markup, url);
    sei_markup_close(&page->markup);
}

static void add_title_page(sei_epub_page *page) {
    const sei_book_info *info = &page->plan->request->book->info;
    sei_page_open(page, "section", "title-page");
    sei_page_add_type(page, "titlepage", NULL);
    add_line(page, "h1", NULL, info->title);
    add_line(page, "p", "subtitle", info->subtitle);
    add_authors(page);
    add_line(page, "p", "publisher", info->publisher);
    add_line(page, "p", "date", sei_book_date(info));
    if (info->url.size) {
        sei_markup_line(&page->markup);
        sei_page_open(page, "p", "address");
        add_address(page, info->url);
        sei_markup_close(&page->markup);
    }
}

/* A row of the colophon: what it says, named in the book's language. */
static void add_fact(sei_epub_page *page, sei_style_fact fact, sei_str value) {
    if (value.size == 0)
        return;
    sei_markup_line(&page->markup);
    sei_markup_open(&page->markup, "p");
    sei_page_add_text(page, "span", "fact",
                      sei_style_fact_name(page->plan->request->book->info.lang, fact));
    sei_markup_text(&page->markup, SEI_STR("\xE3\x80\x80"));
    if (fact == SEI_FACT_URL)
        add_address(page, value);
    else
        sei_markup_text(&page->markup, value);
    sei_markup_close(&page->markup);
}

static void add_colophon(sei_epub_page *page) {
    const sei_book_info *info = &page->plan->request->book->info;
    sei_page_open(page, "section", "colophon");
    sei_page_add_type(page, "colophon", "doc-colophon");
    add_line(page, "p", "title", info->title);
    add_line(page, "p", NULL, info->subtitle);
    add_fact(page, SEI_FACT_DATE, sei_book_date(info));
    add_fact(page, SEI_FACT_VERSION, info->version);
    for (size_t i = 0; i < info->author_count; i++)
        add_fact(page, SEI_FACT_AUTHOR, info->authors[i]);
    add_fact(page, SEI_FACT_PUBLISHER, info->publisher);
    add_fact(page, SEI_FACT_URL, info->url);
    add_line(page, "p", NULL, info->rights);
}

static void add_back_cover(sei_epub_page *page) {
    const sei_book_info *info = &page->plan->request->book->info;
    sei_page_open(page, "section", "back-cover");
    add_line(page, "p", "description", info->description);
    add_line(page, "p", "title", info->title);
    if (info->publisher.size > 0)
        add_line(page, "p", NULL, info->publisher);
    else
        add_authors(page);
}

static void add_matter(sei_epub_page *page) {
    switch (page->file->kind) {
    case SEI_EPUB_COVER:
        add_cover(page);
        return;
    case SEI_EPUB_HALF_TITLE:
        add_half_title(page);
        return;
    case SEI_EPUB_TITLE_PAGE:
        add_title_page(page);
        return;
    case SEI_EPUB_COLOPHON:
        add_colophon(page);
        return;
    case SEI_EPUB_BACK_COVER:
        add_back_cover(page);
        return;
    case SEI_EPUB_CONTENTS:
    case SEI_EPUB_TEXT:
        return;
    }
}

sei_str sei_xhtml_matter(const sei_epub_plan *plan, const sei_epub_file *file) {
    sei_epub_page page = {.plan = plan, .file = file, .arena = plan->request->arena};
    bool is_back = file->kind == SEI_EPUB_COLOPHON || file->kind == SEI_EPUB_BACK_COVER;
    sei_markup_init(&page.markup, page.arena);
    sei_xhtml_begin(&page.markup, plan->request->book, plan->request->book->info.title,
                    "../style/book.css", is_back ? "backmatter" : "frontmatter");
    sei_xhtml_matter_breaks(&page.markup, plan, file->kind);
    add_matter(&page);
    return sei_markup_finish(&page.markup);
}
