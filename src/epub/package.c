/* OPF, navigation and NCX (EPUB 3.3; what readers need is in spec/epub, 2–4).
 *
 * Dates come from the notes, else SOURCE_DATE_EPOCH, else 1980-01-01: never the clock.
 * Accessibility metadata is worked out from the content and claims nothing that was not seen. */
#include "epub/package.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "epub/markup.h"
#include "epub/xhtml.h"

#define NO_DATE "1980-01-01T00:00:00Z"

/* --- the contents ---------------------------------------------------------------------------- */

/* A line of the contents. */
typedef struct entry {
    const sei_node *heading; /* NULL: the file's chapter itself */
    sei_str title;
    sei_str href; /* from the package's folder */
    int depth;
} entry;

typedef SEI_VEC(entry) entries;

static bool is_nested(const sei_node *heading) {
    for (const sei_node *node = heading->parent; node; node = node->parent)
        if (node->kind == SEI_NODE_QUOTE || node->kind == SEI_NODE_CALLOUT ||
            node->kind == SEI_NODE_NOTE || node->kind == SEI_NODE_LIST)
            return true;
    return false;
}

static void add_heading(const sei_epub_plan *plan, entries *all, const sei_node *heading) {
    sei_arena *arena = plan->request->arena;
    sei_str title = sei_node_plain_text(arena, heading);
    if (title.size == 0 || is_nested(heading))
        return;
    const sei_epub_file *file = sei_epub_plan_file_of(plan, heading);
    entry added = {.heading = heading,
                   .title = title,
                   .href = sei_arena_print(arena, "%.*s#%.*s", SEI_STR_ARG(file->name),
                                           SEI_STR_ARG(sei_epub_plan_id(plan, heading))),
                   .depth = heading->as.heading.depth};
    int deepest = all->size ? all->at[all->size - 1].depth + 1 : 1;
    if (added.depth > deepest)
        added.depth = deepest;
    SEI_VEC_ADD(arena, all, added);
}

/* The headings in order; a book without any has its chapters' titles. */
static entries find_entries(const sei_epub_plan *plan) {
    const sei_node *root = plan->request->book->root;
    entries all = {0};
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        if (node->kind == SEI_NODE_HEADING)
            add_heading(plan, &all, node);
    if (all.size == 0 || sei_str_compare(all.at[0].href, SEI_STR("")) == 0) {
        entry whole = {.title = plan->request->book->info.title,
                       .href = plan->file_count ? plan->files[0].name : SEI_STR("text/title.xhtml"),
                       .depth = 1};
        SEI_VEC_ADD(plan->request->arena, &all, whole);
    }
    return all;
}

/* --- navigation ------------------------------------------------------------------------------ */

/* A list level is an ol in an li that is still open: two elements deeper a level. */
static void write_nav_entries(sei_markup *markup, const entries *all) {
    size_t base = markup->open.size;
    for (size_t i = 0; i < all->size; i++) {
        size_t depth = (size_t)all->at[i].depth;
        sei_markup_close_to(markup, base + depth * 2 - 1 > markup->open.size
                                        ? markup->open.size
                                        : base + depth * 2 - 1);
        if (markup->open.size == base + depth * 2 - 2)
            sei_markup_open(markup, "ol");
        sei_markup_line(markup);
        sei_markup_open(markup, "li");
        sei_markup_open(markup, "a");
        sei_markup_attribute(markup, "href", all->at[i].href);
        sei_markup_text(markup, all->at[i].title);
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

static const char *contents_title(const sei_epub_plan *plan) {
    const sei_style *style = plan->request->style;
    if (style->contents.title.size)
        return style->contents.title.at;
    switch (plan->request->book->info.lang) {
    case SEI_LANG_JA:
        return "目次";
    case SEI_LANG_ZH_HANS:
        return "目录";
    case SEI_LANG_ZH_HANT:
        return "目錄";
    case SEI_LANG_KO:
        return "차례";
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return "Contents";
}

static void write_landmark(sei_markup *markup, const char *type, sei_str href, const char *title) {
    sei_markup_open(markup, "li");
    sei_markup_open(markup, "a");
    sei_markup_attribute_text(markup, "epub:type", type);
    sei_markup_attribute(markup, "href", href);
    sei_markup_text(markup, sei_str_from(title));
    sei_markup_close(markup);
    sei_markup_close(markup);
}

sei_str sei_package_nav(const sei_epub_plan *plan) {
    entries all = find_entries(plan);
    const char *title = contents_title(plan);
    sei_markup markup;
    sei_markup_init(&markup, plan->request->arena);
    sei_xhtml_begin(&markup, plan->request->book, sei_str_from(title), "style/book.css",
                    "frontmatter");
    open_nav(&markup, "toc", "doc-toc");
    sei_markup_element(&markup, "h1", sei_str_from(title));
    write_nav_entries(&markup, &all);
    sei_markup_close(&markup);
    open_nav(&markup, "landmarks", NULL);
    sei_markup_attribute_text(&markup, "hidden", "hidden");
    sei_markup_element(&markup, "h2", SEI_STR("Landmarks"));
    sei_markup_open(&markup, "ol");
    write_landmark(&markup, "toc", SEI_STR("nav.xhtml"), title);
    if (plan->file_count)
        write_landmark(&markup, "bodymatter", plan->files[0].name,
                       plan->request->book->info.title.at);
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

sei_str sei_package_ncx(const sei_epub_plan *plan) {
    sei_arena *arena = plan->request->arena;
    const sei_book_info *info = &plan->request->book->info;
    entries all = find_entries(plan);
    sei_markup markup;
    sei_markup_init(&markup, arena);
    sei_markup_open(&markup, "ncx");
    sei_markup_attribute_text(&markup, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    sei_markup_attribute_text(&markup, "version", "2005-1");
    sei_markup_open(&markup, "head");
    write_ncx_meta(&markup, "dtb:uid", info->identifier);
    sei_markup_close(&markup);
    write_ncx_text(&markup, "docTitle", info->title);
    sei_markup_open(&markup, "navMap");
    size_t base = markup.open.size;
    for (size_t i = 0; i < all.size; i++) {
        size_t level = base + (size_t)all.at[i].depth - 1;
        sei_markup_close_to(&markup, level);
        sei_markup_line(&markup);
        sei_markup_open(&markup, "navPoint");
        sei_markup_attribute(&markup, "id", sei_arena_print(arena, "n%zu", i + 1));
        sei_markup_attribute(&markup, "playOrder", sei_arena_print(arena, "%zu", i + 1));
        write_ncx_text(&markup, "navLabel", all.at[i].title);
        sei_markup_open(&markup, "content");
        sei_markup_attribute(&markup, "src", all.at[i].href);
        sei_markup_close(&markup);
    }
    return sei_markup_finish(&markup);
}

/* --- the package ------------------------------------------------------------------------------ */

static bool all_digits(sei_str text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* "2024-11-29", "2024-11-29T10:30", "…:00" with or without a zone → UTC seconds; a zone is left out
 * of account (times without one are UTC). "" when it is no date. */
static sei_str modified_date(sei_arena *arena, sei_str date) {
    if (date.size < 10 || !all_digits(date, 0, 4) || date.at[4] != '-' || !all_digits(date, 5, 7) ||
        date.at[7] != '-' || !all_digits(date, 8, 10))
        return SEI_STR("");
    const char *clock = "00:00:00";
    char read[9] = {0};
    bool has_time = date.size >= 16 && (date.at[10] == 'T' || date.at[10] == ' ') &&
                    all_digits(date, 11, 13) && all_digits(date, 14, 16);
    bool has_seconds = has_time && date.size >= 19 && all_digits(date, 17, 19);
    if (has_time) {
        snprintf(read, sizeof read, "%.5s:%.2s", date.at + 11, has_seconds ? date.at + 17 : "00");
        clock = read;
    }
    return sei_arena_print(arena, "%.10sT%sZ", date.at, clock);
}

static sei_str modified(const sei_epub_plan *plan) {
    sei_arena *arena = plan->request->arena;
    const sei_book_info *info = &plan->request->book->info;
    const sei_str candidates[] = {info->modified, info->date, info->created};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        sei_str date = modified_date(arena, candidates[i]);
        if (date.size)
            return date;
    }
    if (plan->request->epoch < 0)
        return sei_str_from(NO_DATE);
    time_t epoch = (time_t)plan->request->epoch;
    struct tm utc;
    char text[32];
    if (!gmtime_r(&epoch, &utc) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc))
        return sei_str_from(NO_DATE);
    return sei_arena_copy(arena, sei_str_from(text));
}

static void write_optional(sei_markup *markup, const char *name, sei_str text) {
    if (text.size == 0)
        return;
    sei_markup_line(markup);
    sei_markup_element(markup, name, text);
}

static void write_meta(sei_markup *markup, const char *property, sei_str text) {
    sei_markup_line(markup);
    sei_markup_open(markup, "meta");
    sei_markup_attribute_text(markup, "property", property);
    sei_markup_text(markup, text);
    sei_markup_close(markup);
}

static bool has_images(const sei_epub_plan *plan) {
    for (size_t i = 0; i < plan->request->book->asset_count; i++)
        if (plan->images[i].name.size)
            return true;
    return false;
}

static void write_accessibility(sei_markup *markup, const sei_epub_plan *plan) {
    bool images = has_images(plan);
    write_meta(markup, "schema:accessMode", SEI_STR("textual"));
    if (images)
        write_meta(markup, "schema:accessMode", SEI_STR("visual"));
    write_meta(markup, "schema:accessModeSufficient",
               images ? SEI_STR("textual,visual") : SEI_STR("textual"));
    write_meta(markup, "schema:accessibilityFeature", SEI_STR("tableOfContents"));
    write_meta(markup, "schema:accessibilityFeature", SEI_STR("structuralNavigation"));
    write_meta(markup, "schema:accessibilityFeature", SEI_STR("readingOrder"));
    write_meta(markup, "schema:accessibilityFeature", SEI_STR("displayTransformability"));
    if (images)
        write_meta(markup, "schema:accessibilityFeature", SEI_STR("alternativeText"));
    write_meta(markup, "schema:accessibilityHazard", SEI_STR("none"));
    write_meta(markup, "schema:accessibilitySummary",
               SEI_STR("Reflowable text with a table of contents, headings in order and footnotes "
                       "linked both ways."));
}

static void write_metadata(sei_markup *markup, const sei_epub_plan *plan) {
    const sei_book_info *info = &plan->request->book->info;
    sei_markup_open(markup, "metadata");
    sei_markup_attribute_text(markup, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    sei_markup_line(markup);
    sei_markup_open(markup, "dc:identifier");
    sei_markup_attribute_text(markup, "id", "id");
    sei_markup_text(markup, info->identifier);
    sei_markup_close(markup);
    write_optional(markup, "dc:title", info->title);
    write_optional(markup, "dc:language", info->lang_tag);
    for (size_t i = 0; i < info->author_count; i++)
        write_optional(markup, "dc:creator", info->authors[i]);
    write_optional(markup, "dc:description", info->description);
    write_optional(markup, "dc:publisher", info->publisher);
    write_optional(markup, "dc:rights", info->rights);
    write_optional(markup, "dc:source", info->url);
    if (modified_date(plan->request->arena, info->date).size)
        write_optional(markup, "dc:date", sei_str_slice(info->date, 0, 10));
    for (size_t i = 0; i < info->tag_count; i++)
        write_optional(markup, "dc:subject", info->tags[i]);
    write_meta(markup, "dcterms:modified", modified(plan));
    write_accessibility(markup, plan);
    sei_markup_line(markup);
    sei_markup_open(markup, "meta");
    sei_markup_attribute_text(markup, "name", "generator");
    sei_markup_attribute_text(markup, "content", plan->request->producer);
    sei_markup_close(markup);
    sei_markup_close(markup);
}

static void write_item(sei_markup *markup, sei_str id, sei_str href, const char *media_type,
                       const char *properties) {
    sei_markup_line(markup);
    sei_markup_open(markup, "item");
    sei_markup_attribute(markup, "id", id);
    sei_markup_attribute(markup, "href", href);
    sei_markup_attribute_text(markup, "media-type", media_type);
    if (properties)
        sei_markup_attribute_text(markup, "properties", properties);
    sei_markup_close(markup);
}

#define XHTML "application/xhtml+xml"

static void write_manifest(sei_markup *markup, const sei_epub_plan *plan) {
    sei_arena *arena = plan->request->arena;
    const sei_book *book = plan->request->book;
    sei_markup_open(markup, "manifest");
    write_item(markup, SEI_STR("nav"), SEI_STR("nav.xhtml"), XHTML, "nav");
    write_item(markup, SEI_STR("ncx"), SEI_STR("toc.ncx"), "application/x-dtbncx+xml", NULL);
    write_item(markup, SEI_STR("css"), SEI_STR("style/book.css"), "text/css", NULL);
    write_item(markup, SEI_STR("title"), SEI_STR("text/title.xhtml"), XHTML, NULL);
    for (size_t i = 0; i < plan->file_count; i++)
        write_item(markup, sei_arena_print(arena, "c%03zu", i + 1), plan->files[i].name, XHTML,
                   NULL);
    for (size_t i = 0; i < book->asset_count; i++)
        if (plan->images[i].name.size)
            write_item(markup, sei_arena_print(arena, "img%03zu", i + 1), plan->images[i].name,
                       plan->images[i].media_type, book->cover == i + 1 ? "cover-image" : NULL);
    sei_markup_close(markup);
}

static void write_spine_item(sei_markup *markup, sei_str id) {
    sei_markup_line(markup);
    sei_markup_open(markup, "itemref");
    sei_markup_attribute(markup, "idref", id);
    sei_markup_close(markup);
}

static void write_spine(sei_markup *markup, const sei_epub_plan *plan) {
    sei_markup_open(markup, "spine");
    sei_markup_attribute_text(markup, "toc", "ncx");
    sei_markup_attribute_text(markup, "page-progression-direction", "ltr");
    write_spine_item(markup, SEI_STR("title"));
    write_spine_item(markup, SEI_STR("nav"));
    for (size_t i = 0; i < plan->file_count; i++)
        write_spine_item(markup, sei_arena_print(plan->request->arena, "c%03zu", i + 1));
    sei_markup_close(markup);
}

sei_str sei_package_opf(const sei_epub_plan *plan) {
    sei_markup markup;
    sei_markup_init(&markup, plan->request->arena);
    sei_markup_open(&markup, "package");
    sei_markup_attribute_text(&markup, "xmlns", "http://www.idpf.org/2007/opf");
    sei_markup_attribute_text(&markup, "version", "3.0");
    sei_markup_attribute_text(&markup, "unique-identifier", "id");
    sei_markup_attribute(&markup, "xml:lang", plan->request->book->info.lang_tag);
    sei_markup_line(&markup);
    write_metadata(&markup, plan);
    sei_markup_line(&markup);
    write_manifest(&markup, plan);
    sei_markup_line(&markup);
    write_spine(&markup, plan);
    return sei_markup_finish(&markup);
}

sei_str sei_package_container(const sei_epub_plan *plan) {
    sei_markup markup;
    sei_markup_init(&markup, plan->request->arena);
    sei_markup_open(&markup, "container");
    sei_markup_attribute_text(&markup, "version", "1.0");
    sei_markup_attribute_text(&markup, "xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
    sei_markup_open(&markup, "rootfiles");
    sei_markup_open(&markup, "rootfile");
    sei_markup_attribute_text(&markup, "full-path", "book/package.opf");
    sei_markup_attribute_text(&markup, "media-type", "application/oebps-package+xml");
    return sei_markup_finish(&markup);
}
