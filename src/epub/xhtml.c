/* Files of text: the head, the section of a part or chapter with its title, the blocks, and the
 * footnotes at the end. */
#include "epub/xhtml.h"

#include <ctype.h>
#include <string.h>

#include "epub/page.h"

/* --- what all files share -------------------------------------------------------------------- */

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

void sei_xhtml_page_break(sei_markup *markup, const sei_epub_plan *plan,
                          const sei_epub_page_break *page_break) {
    sei_markup_open(markup, "span");
    sei_markup_attribute_text(markup, "epub:type", "pagebreak");
    sei_markup_attribute_text(markup, "role", "doc-pagebreak");
    sei_markup_attribute(markup, "id", sei_epub_plan_break_id(plan, page_break));
    sei_markup_attribute(markup, "aria-label", page_break->label);
    sei_markup_close(markup);
}

void sei_xhtml_matter_breaks(sei_markup *markup, const sei_epub_plan *plan,
                             sei_epub_file_kind kind) {
    for (size_t i = 0; i < plan->break_count; i++)
        if (plan->breaks[i].file && plan->breaks[i].file->kind == kind)
            sei_xhtml_page_break(markup, plan, &plan->breaks[i]);
}

/* --- titles ---------------------------------------------------------------------------------- */

static bool has_shown_title(const sei_epub_page *page, const sei_node *node) {
    return node && sei_epub_plan_shows_title(page->plan, node);
}

static sei_str heading_title(const sei_epub_page *page, const sei_node *block) {
    bool is_heading = block->kind == SEI_NODE_HEADING && block->first;
    return is_heading ? sei_node_plain_text(page->arena, block) : SEI_STR("");
}

/* What a reader calls the file: its first title, else the one that it stands below. */
static sei_str file_title(const sei_epub_page *page) {
    const sei_epub_file *file = page->file;
    if (has_shown_title(page, file->part))
        return file->part->as.chapter.title;
    if (has_shown_title(page, file->chapter) && sei_epub_file_begins_chapter(file))
        return file->chapter->as.chapter.title;
    for (const sei_node *block = file->first; block && block != file->end; block = block->next) {
        sei_str title = heading_title(page, block);
        if (title.size)
            return title;
    }
    for (const sei_node *node = file->chapter; node; node = node->parent)
        if (node->kind != SEI_NODE_BOOK && node->as.chapter.title.size)
            return node->as.chapter.title;
    return page->plan->request->book->info.title;
}

/* A part's or a chapter's title that is not among the headings. */
static void write_title(sei_epub_page *page, const sei_node *node) {
    if (!has_shown_title(page, node))
        return;
    const int depth = node->as.chapter.depth;
    sei_page_open_heading(page, node, depth < 1 ? 1 : depth);
    sei_markup_text(&page->markup, node->as.chapter.title);
    sei_markup_close(&page->markup);
}

/* --- a file of text -------------------------------------------------------------------------- */

/* What a stretch of a chapter is. Text without a title at a book's or part's beginning is its
 * introduction, elsewhere it is more of what it stands in; so is what a split has parted. */
static void add_chapter_type(sei_epub_page *page) {
    const sei_node *chapter = page->file->chapter;
    bool begins = sei_epub_file_begins_chapter(page->file);
    bool is_alone = chapter->parent->kind == SEI_NODE_BOOK && !chapter->previous && !chapter->next;
    const sei_node *first = page->file->first;
    bool begins_section = first && first->kind == SEI_NODE_HEADING && first->as.heading.depth == 1;
    if ((begins && (chapter->as.chapter.title.size || is_alone)) || begins_section)
        sei_page_add_type(page, "chapter", "doc-chapter");
    else if (begins && !chapter->previous)
        sei_page_add_type(page, "introduction", "doc-introduction");
}

/* The first break at or behind a node's id. */
static size_t find_break(const sei_epub_plan *plan, uint32_t id) {
    size_t low = 0, high = plan->break_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plan->breaks[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_breaks(sei_epub_page *page) {
    const sei_epub_plan *plan = page->plan;
    bool is_last = page->file + 1 == plan->files + plan->text_end;
    page->next_break = find_break(plan, page->file->first_id);
    page->break_end = find_break(plan, is_last ? UINT32_MAX : page->file[1].first_id);
}

static void write_notes(sei_epub_page *page) {
    if (page->file->note_count == 0)
        return;
    sei_markup_line(&page->markup);
    sei_page_open(page, "section", "footnotes");
    sei_page_open(page, "hr", "notes");
    sei_markup_close(&page->markup);
    for (size_t i = 0; i < page->file->note_count; i++)
        sei_page_write_tree(page, page->file->notes[i]);
    sei_markup_close(&page->markup);
}

/* The title of a part that no other part holds stands as on a page of its own. */
static void write_part(sei_epub_page *page) {
    const sei_node *part = page->file->part;
    if (!part)
        return;
    bool has_page =
        part->parent->kind == SEI_NODE_BOOK && page->plan->request->style->parts.has_page;
    sei_page_open_node(page, "section", part);
    sei_page_add_type(page, "part", "doc-part");
    if (has_page)
        sei_page_add_class(page, "part");
    sei_page_add_breaks(page, part);
    write_title(page, part);
    sei_markup_line(&page->markup);
}

static void write_chapter(sei_epub_page *page) {
    const sei_epub_file *file = page->file;
    const sei_node *chapter = file->chapter;
    bool begins = sei_epub_file_begins_chapter(file);
    if (!chapter)
        return;
    sei_markup_open(&page->markup, "section");
    if (begins)
        sei_page_add_id(page, chapter);
    add_chapter_type(page);
    sei_page_add_lang(page, chapter->as.chapter.lang);
    if (begins) {
        sei_page_add_breaks(page, chapter);
        write_title(page, chapter);
    }
    sei_page_write_blocks(page);
}

sei_str sei_xhtml_text(const sei_epub_plan *plan, const sei_epub_file *file) {
    sei_epub_page page = {.plan = plan, .file = file, .arena = plan->request->arena};
    sei_markup_init(&page.markup, page.arena);
    sei_xhtml_begin(&page.markup, plan->request->book, file_title(&page), "../style/book.css",
                    "bodymatter");
    find_breaks(&page);
    write_part(&page);
    write_chapter(&page);
    while (page.next_break < page.break_end)
        sei_page_add_break(&page);
    write_notes(&page);
    return sei_markup_finish(&page.markup);
}
