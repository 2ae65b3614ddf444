/* Pages → the bytes of one PDF: the order of the work.
 *
 * One scan over all pages tells which glyphs and images are used; fonts and images follow, then the
 * pages (all of them before the first link, which needs their numbers), the outline, the labels and
 * what is said of the document; libharu writes it at the end. It takes no layout decision.
 *
 * The rule that is easy to break: an allocation of ours may unwind at any time, and the compressor
 * is not ours to drop with the memory: so the way out leads through here. */
#include "pdf/document.h"

#include <libdeflate.h>

#include "pdf/object.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"

#define COMPRESSION 6

#define PAGE_SIDE_MIN (3 * SEI_POINT) /* ISO 32000-1, annex C */
#define PAGE_SIDE_MAX (14400 * SEI_POINT)

static bool check_pages(const sei_pages *pages, sei_status *status) {
    if (pages->count == 0)
        return sei_status_set(status, SEI_FAILED_INPUT, "the document has no pages");
    for (uint32_t i = 0; i < pages->count; i++) {
        const sei_page *page = &pages->at[i];
        if (page->width < PAGE_SIDE_MIN || page->width > PAGE_SIDE_MAX ||
            page->height < PAGE_SIDE_MIN || page->height > PAGE_SIDE_MAX) {
            return sei_status_set(status, SEI_FAILED_USAGE,
                                  "a PDF page must be 3 to 14400 pt wide and high");
        }
    }
    return true;
}

static bool add_pages(sei_pdf_document *document) {
    uint32_t count = sei_pdf_sheet_count(document);
    document->pages = SEI_NEW_ARRAY(&document->arena, HPDF_Page, count);
    for (uint32_t i = 0; i < count; i++)
        document->pages[i] = sei_pdf_page_new(document);
    return sei_pdf_object_ok(document);
}

/* "name[0 0 width height]" */
static void put_size(sei_buf *entries, const char *name, const sei_page *page) {
    sei_buf_print(entries, "%s[0 0 ", name);
    sei_pdf_put_length(entries, page->width);
    sei_pdf_put_length(entries, page->height);
    sei_buf_add_byte(entries, ']');
}

/* A page's operators, packed; its entries go behind `head` into document->entries. */
static sei_str write_content(sei_pdf_document *document, uint32_t page, const char *head,
                             size_t *run) {
    sei_buf_clear(&document->stream);
    sei_buf_clear(&document->entries);
    put_size(&document->entries, head, &document->request->pages->at[page]);
    sei_pdf_content_write(document, page, run);
    return sei_pdf_stream_pack(document, sei_buf_str(&document->stream));
}

static void write_page(sei_pdf_document *document, uint32_t page, size_t *run) {
    sei_pdf_mark_begin_page(document, page);
    sei_str packed = write_content(document, page, "/MediaBox", run);
    sei_buf_add(&document->entries, SEI_STR("/StructParents "));
    sei_pdf_put_number(&document->entries, page);
    sei_pdf_link_add(document, &page, 1);
    sei_pdf_page_set(document, document->pages[page], packed, sei_buf_str(&document->entries));
}

static void write_form(sei_pdf_document *document, uint32_t page, size_t *run) {
    sei_str packed =
        write_content(document, page, "/Type/XObject/Subtype/Form/Filter/FlateDecode/BBox", run);
    sei_pdf_sheet_add_form(document, page, packed);
}

static bool write_pages(sei_pdf_document *document) {
    size_t run = 0;
    for (uint32_t i = 0; i < document->request->pages->count && document->error == HPDF_OK; i++)
        if (document->sheets)
            write_form(document, i, &run);
        else
            write_page(document, i, &run);
    if (document->sheets)
        sei_pdf_sheet_write(document);
    return sei_pdf_object_ok(document);
}

static bool finish(sei_pdf_document *document) {
    const bool is_tagged = document->sheets == NULL;
    sei_pdf_outline_add(document);
    if (is_tagged)
        sei_pdf_label_add(document); /* folios are single pages' */
    sei_pdf_icc_add(document);
    sei_pdf_info_add(document);
    if (is_tagged)
        sei_pdf_element_write(document);
    if (document->error == HPDF_OK)
        sei_pdf_object_set(document, document->haru->catalog, sei_buf_str(&document->catalog));
    return sei_pdf_object_ok(document);
}

static bool make(sei_pdf_document *document, int fd) {
    sei_pdf_object_open(document);
    if (!sei_pdf_object_ok(document) || !sei_pdf_sheet_plan(document))
        return false;
    sei_pdf_font_collect(document);
    sei_pdf_image_collect(document);
    if (!document->sheets)
        sei_pdf_structure_build(document);
    return sei_pdf_font_add(document) && sei_pdf_image_add(document) && add_pages(document) &&
           write_pages(document) && finish(document) && sei_pdf_output_write(document, fd);
}

/* Makes the file; lets go of what is not memory when an allocation unwinds, then unwinds further.
 */
static bool make_guarded(sei_pdf_document *document, int fd) {
    sei_memory *memory = document->request->memory;
    jmp_buf *outer = memory->escape;
    jmp_buf here;
    memory->escape = &here;
    if (setjmp(here) != 0) {
        memory->escape = outer;
        libdeflate_free_compressor(document->compressor);
        sei_memory_unwind(memory, memory->failure);
    }
    bool is_made = make(document, fd);
    memory->escape = outer;
    return is_made;
}

bool sei_pdf_write(const sei_pdf_request *request, int fd, sei_status *status) {
    if (!check_pages(request->pages, status))
        return false;
    sei_pdf_document document = {.request = request, .status = status};
    sei_arena_init(&document.arena, request->memory);
    sei_arena_init(&document.scratch, request->memory);
    sei_buf_init(&document.entries, request->memory);
    sei_buf_init(&document.stream, request->memory);
    sei_buf_init(&document.packed, request->memory);
    sei_buf_init(&document.catalog, request->memory);
    sei_buf_init(&document.pack.header, request->memory);
    sei_buf_init(&document.pack.body, request->memory);
    document.compressor = libdeflate_alloc_compressor(COMPRESSION);
    if (!document.compressor)
        return sei_status_set(status, SEI_FAILED_INPUT, "out of memory for the PDF");
    bool is_made = make_guarded(&document, fd);
    sei_pdf_object_close(&document);
    libdeflate_free_compressor(document.compressor);
    sei_buf_fini(&document.pack.body);
    sei_buf_fini(&document.pack.header);
    sei_buf_fini(&document.catalog);
    sei_buf_fini(&document.packed);
    sei_buf_fini(&document.stream);
    sei_buf_fini(&document.entries);
    sei_arena_fini(&document.scratch);
    sei_arena_fini(&document.arena);
    return is_made;
}
