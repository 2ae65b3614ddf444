/* The package document (EPUB 3.3, 5; what readers need is in spec/epub, 2 and 3).
 *
 * Dates come from the notes, else SOURCE_DATE_EPOCH, else 1980-01-01: never the clock.
 * Accessibility metadata is worked out from the content and claims nothing that was not seen. */
#include "epub/package.h"

#include <stdio.h>
#include <time.h>

#include "base/path.h"
#include "epub/markup.h"

#define IBOOKS "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
#define MADE_COVER "cover-image" /* its id in the manifest */
#define NO_DATE "1980-01-01T00:00:00Z"

/* --- dates ----------------------------------------------------------------------------------- */

static bool has_digits(sei_str text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (i >= text.size || text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* Two digits from a place on, between bounds. */
static bool has_number(sei_str text, size_t at, int least, int most) {
    if (!has_digits(text, at, at + 2))
        return false;
    int number = (text.at[at] - '0') * 10 + text.at[at + 1] - '0';
    return number >= least && number <= most;
}

static bool begins_with_day(sei_str date) {
    return has_digits(date, 0, 4) && has_number(date, 5, 1, 12) && has_number(date, 8, 1, 31) &&
           date.at[4] == '-' && date.at[7] == '-';
}

/* "2024-11-29", "2024-11-29T10:30", "…:00" with or without a zone → UTC seconds; a zone is left out
 * of account (times without one are UTC). "" when it is no date. */
static sei_str modified_date(sei_arena *arena, sei_str date) {
    if (!begins_with_day(date))
        return SEI_STR("");
    const char *clock = "00:00:00";
    char read[9] = {0};
    bool has_time = has_number(date, 11, 0, 23) && has_number(date, 14, 0, 59) &&
                    (date.at[10] == 'T' || date.at[10] == ' ');
    bool has_seconds = has_time && has_number(date, 17, 0, 59);
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

/* --- metadata -------------------------------------------------------------------------------- */

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

/* What the images of a book say without being seen. */
typedef enum images_said {
    IMAGES_NONE,
    IMAGES_UNDESCRIBED, /* at least one has only its file's name */
    IMAGES_DESCRIBED
} images_said;

static images_said look_at_images(const sei_epub_plan *plan) {
    const sei_book *book = plan->request->book;
    images_said said = IMAGES_NONE;
    for (const sei_node *node = book->root; node; node = sei_node_next(book->root, node)) {
        bool is_image = node->kind == SEI_NODE_IMAGE || node->kind == SEI_NODE_FIGURE;
        uint32_t asset = is_image ? node->as.link.image.asset : 0;
        if (asset == 0 || plan->images[asset - 1].name.size == 0)
            continue;
        sei_str alt = node->as.link.image.alt;
        if (alt.size == 0 || sei_str_equal(alt, sei_path_stem(book->assets[asset - 1].path)))
            return IMAGES_UNDESCRIBED;
        said = IMAGES_DESCRIBED;
    }
    return said;
}

static bool has_ruby(const sei_epub_plan *plan) {
    const sei_node *root = plan->request->book->root;
    bool is_native = plan->request->style->epub.native_ruby;
    for (const sei_node *node = root; node && is_native; node = sei_node_next(root, node))
        if (node->kind == SEI_NODE_SPAN && node->as.span.is_reading && node->as.span.base)
            return true;
    return false;
}

static void write_features(sei_markup *markup, const sei_epub_plan *plan, images_said images) {
    const struct {
        bool holds;
        const char *name;
    } features[] = {{true, "tableOfContents"},
                    {true, "structuralNavigation"},
                    {true, "readingOrder"},
                    {true, "displayTransformability"},
                    {images == IMAGES_DESCRIBED, "alternativeText"},
                    {has_ruby(plan), "rubyAnnotations"},
                    {plan->break_count > 0, "pageBreakMarkers"},
                    {plan->break_count > 0, "pageNavigation"}};
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (features[i].holds)
            write_meta(markup, "schema:accessibilityFeature", sei_str_from(features[i].name));
}

static void write_accessibility(sei_markup *markup, const sei_epub_plan *plan) {
    images_said images = look_at_images(plan);
    write_meta(markup, "schema:accessMode", SEI_STR("textual"));
    if (images != IMAGES_NONE) {
        write_meta(markup, "schema:accessMode", SEI_STR("visual"));
        write_meta(markup, "schema:accessModeSufficient", SEI_STR("textual,visual"));
    }
    if (images != IMAGES_UNDESCRIBED)
        write_meta(markup, "schema:accessModeSufficient", SEI_STR("textual"));
    write_features(markup, plan, images);
    write_meta(markup, "schema:accessibilityHazard", SEI_STR("none"));
    write_meta(markup, "schema:accessibilitySummary",
               SEI_STR("Reflowable text with a table of contents, headings in order and footnotes "
                       "linked both ways."));
}

/* What is said of another element: <meta refines="#id" property="role" …>aut</meta>. */
typedef struct refinement {
    const char *property, *value;
    const char *scheme; /* of the value, or NULL */
} refinement;

static void write_refined(sei_markup *markup, const char *name, sei_str id, sei_str text,
                          refinement refined) {
    sei_markup_line(markup);
    sei_markup_open(markup, name);
    sei_markup_attribute(markup, "id", id);
    sei_markup_text(markup, text);
    sei_markup_close(markup);
    sei_markup_line(markup);
    sei_markup_open(markup, "meta");
    sei_markup_attribute(markup, "refines",
                         sei_arena_print(markup->arena, "#%.*s", SEI_STR_ARG(id)));
    sei_markup_attribute_text(markup, "property", refined.property);
    if (refined.scheme)
        sei_markup_attribute_text(markup, "scheme", refined.scheme);
    sei_markup_text(markup, sei_str_from(refined.value));
    sei_markup_close(markup);
}

static void write_titles(sei_markup *markup, const sei_book_info *info) {
    write_refined(markup, "dc:title", SEI_STR("title-main"), info->title,
                  (refinement){"title-type", "main", NULL});
    if (info->subtitle.size)
        write_refined(markup, "dc:title", SEI_STR("title-sub"), info->subtitle,
                      (refinement){"title-type", "subtitle", NULL});
}

static void write_authors(sei_markup *markup, const sei_book_info *info) {
    for (size_t i = 0; i < info->author_count; i++)
        if (info->authors[i].size)
            write_refined(markup, "dc:creator", sei_arena_print(markup->arena, "creator%zu", i + 1),
                          info->authors[i], (refinement){"role", "aut", "marc:relators"});
}

/* The pages are those of the PDF, which has the same identifier. (EPUB Accessibility 1.1 would say
 * it by pageBreakSource, which validators before EPUB 3.3 take for an error.) */
static void write_page_source(sei_markup *markup, const sei_epub_plan *plan) {
    if (plan->break_count == 0)
        return;
    sei_str identifier = plan->request->book->info.identifier;
    write_refined(markup, "dc:source", SEI_STR("pages"), identifier,
                  (refinement){"source-of", "pagination", NULL});
}

static void write_named_meta(sei_markup *markup, const char *name, const char *content) {
    sei_markup_line(markup);
    sei_markup_open(markup, "meta");
    sei_markup_attribute_text(markup, "name", name);
    sei_markup_attribute_text(markup, "content", content);
    sei_markup_close(markup);
}

static sei_str image_id(const sei_epub_plan *plan, uint32_t asset) {
    return sei_arena_print(plan->request->arena, "img%03u", (unsigned)asset);
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
    write_titles(markup, info);
    write_optional(markup, "dc:language", info->lang_tag);
    write_authors(markup, info);
    write_optional(markup, "dc:description", info->description);
    write_optional(markup, "dc:publisher", info->publisher);
    write_optional(markup, "dc:rights", info->rights);
    write_optional(markup, "dc:source", info->url);
    if (modified_date(plan->request->arena, info->date).size)
        write_optional(markup, "dc:date", sei_str_slice(info->date, 0, 10));
    for (size_t i = 0; i < info->tag_count; i++)
        write_optional(markup, "dc:subject", info->tags[i]);
    write_page_source(markup, plan);
    write_meta(markup, "dcterms:modified", modified(plan));
    write_accessibility(markup, plan);
    if (plan->fonts.count) /* else Apple Books shows its own */
        write_meta(markup, "ibooks:specified-fonts", SEI_STR("true"));
    if (sei_epub_plan_cover(plan)) /* Kobo and EPUB 2 readers know the cover by this */
        write_named_meta(markup, "cover",
                         plan->made_cover.name.size
                             ? MADE_COVER
                             : image_id(plan, plan->request->book->cover).at);
    write_named_meta(markup, "generator", plan->request->producer);
    sei_markup_close(markup);
}

/* --- manifest and spine ---------------------------------------------------------------------- */

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

/* "text/c001.xhtml" → "c001". */
static sei_str file_id(const sei_epub_file *file) {
    return sei_path_stem(file->name);
}

static void write_manifest(sei_markup *markup, const sei_epub_plan *plan) {
    const sei_book *book = plan->request->book;
    sei_markup_open(markup, "manifest");
    write_item(markup, SEI_STR("nav"), SEI_STR("nav.xhtml"), XHTML, "nav");
    write_item(markup, SEI_STR("ncx"), SEI_STR("toc.ncx"), "application/x-dtbncx+xml", NULL);
    write_item(markup, SEI_STR("css"), SEI_STR("style/book.css"), "text/css", NULL);
    for (size_t i = 0; i < plan->file_count; i++)
        if (plan->files[i].kind != SEI_EPUB_CONTENTS)
            write_item(markup, file_id(&plan->files[i]), plan->files[i].name, XHTML, NULL);
    for (uint32_t asset = 1; asset <= book->asset_count; asset++) {
        const sei_epub_image *image = &plan->images[asset - 1];
        if (image->name.size)
            write_item(markup, image_id(plan, asset), image->name, image->media_type,
                       book->cover == asset ? "cover-image" : NULL);
    }
    if (plan->made_cover.name.size)
        write_item(markup, SEI_STR(MADE_COVER), plan->made_cover.name, plan->made_cover.media_type,
                   "cover-image");
    for (size_t i = 0; i < plan->fonts.count; i++)
        write_item(markup, sei_arena_print(markup->arena, "font%zu", i + 1), plan->fonts.at[i].name,
                   plan->fonts.at[i].media_type, NULL);
    sei_markup_close(markup);
}

static bool wants_cover_page(const sei_style *style) {
    for (size_t i = 0; i < style->front_count; i++)
        if (style->front[i] == SEI_PART_COVER)
            return true;
    return false;
}

/* A reader shows the cover by itself; among the pages it would stand a second time, unless the
 * style wants it there. */
static void write_spine_item(sei_markup *markup, const sei_epub_plan *plan,
                             const sei_epub_file *file) {
    sei_markup_line(markup);
    sei_markup_open(markup, "itemref");
    sei_markup_attribute(markup, "idref", file_id(file));
    if (file->kind == SEI_EPUB_COVER && !wants_cover_page(plan->request->style))
        sei_markup_attribute_text(markup, "linear", "no");
    sei_markup_close(markup);
}

static void write_spine(sei_markup *markup, const sei_epub_plan *plan) {
    sei_markup_open(markup, "spine");
    sei_markup_attribute_text(markup, "toc", "ncx");
    sei_markup_attribute_text(markup, "page-progression-direction", "ltr");
    for (size_t i = 0; i < plan->file_count; i++)
        write_spine_item(markup, plan, &plan->files[i]);
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
    if (plan->fonts.count)
        sei_markup_attribute_text(&markup, "prefix", IBOOKS);
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
