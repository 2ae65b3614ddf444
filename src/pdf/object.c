/* Objects in libharu's cross-reference table (DESIGN, section 6; spec/robustness B1). libharu
 * numbers the objects and writes them; their entries are ready text that a write hook of ours hands
 * over.
 *
 * The rules that are easy to break: every return value of libharu is looked at, and the callbacks
 * that it calls (memory, error, reading, entries) neither jump nor allocate by unwinding. */
#include "pdf/object.h"

#include <libdeflate.h>
#include <string.h>

#include "base/limits.h"
#include "pdf/syntax.h"

#define PAGES_IN_NODE 256     /* of the page tree: far below libharu's 32,767 */
#define OBJECTS_IN_BLOCK 1024 /* libharu's list of objects grows by this many at least, copying */

/* libharu's allocator callbacks take no pointer of their user's: the memory they use is lent here
 * while a document of this thread is being made. */
static _Thread_local sei_memory *lent;

static void *HPDF_STDCALL take_memory(HPDF_UINT size) {
    return sei_memory_try(lent, NULL, size);
}

static void HPDF_STDCALL give_memory(void *block) {
    sei_memory_free(lent, block);
}

static void record(sei_pdf_document *document, HPDF_STATUS status) {
    if (status != HPDF_OK && document->error == HPDF_OK)
        document->error = status;
}

static void HPDF_STDCALL record_error(HPDF_STATUS error, HPDF_STATUS detail, void *user) {
    (void)detail;
    record(user, error);
}

/* libharu answered NULL: its error, or that it told none. */
static void record_null(sei_pdf_document *document) {
    HPDF_STATUS error = document->haru ? HPDF_GetError(document->haru) : HPDF_OK;
    record(document, error != HPDF_OK ? error : HPDF_FAILED_TO_ALLOC_MEM);
}

/* About how many objects the document will have. */
static size_t estimate_objects(const sei_pages *pages) {
    size_t count = OBJECTS_IN_BLOCK + pages->outline_count;
    for (uint32_t i = 0; i < pages->count; i++)
        count += 3 + pages->at[i].link_count;
    return count < HPDF_LIMIT_MAX_XREF_ELEMENT ? count : HPDF_LIMIT_MAX_XREF_ELEMENT;
}

void sei_pdf_object_open(sei_pdf_document *document) {
    lent = document->request->memory;
    document->haru = HPDF_NewEx(record_error, take_memory, give_memory, 0, document);
    if (!document->haru) {
        record_null(document);
        return;
    }
    document->haru->xref->entries->items_per_block =
        (HPDF_UINT)estimate_objects(document->request->pages);
    record(document, HPDF_SetPagesConfiguration(document->haru, PAGES_IN_NODE));
    record(document, HPDF_Dict_RemoveElement(document->haru->info, "Producer"));
}

void sei_pdf_object_close(sei_pdf_document *document) {
    if (document->haru && document->error == HPDF_OK)
        HPDF_Free(document->haru);
    document->haru = NULL;
    lent = NULL;
}

bool sei_pdf_object_ok(sei_pdf_document *document) {
    if (document->haru)
        record(document, HPDF_GetError(document->haru));
    switch (document->error) {
    case HPDF_OK:
        return true;
    case HPDF_FAILED_TO_ALLOC_MEM:
        return sei_status_set(document->status, SEI_FAILED_INPUT, "out of memory for the PDF");
    case HPDF_XREF_COUNT_ERR:
        return sei_status_set(document->status, SEI_FAILED_INPUT,
                              "the PDF would have more than %d objects; make several volumes",
                              HPDF_LIMIT_MAX_XREF_ELEMENT);
    default:
        return sei_status_set(document->status, SEI_FAILED_INPUT,
                              "the PDF cannot be made: libharu error 0x%04lX",
                              (unsigned long)document->error);
    }
}

/* The write hook: the entries hang at the dictionary's attr. */
static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream) {
    const sei_str *entries = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->at, (HPDF_UINT)entries->size);
}

HPDF_Dict sei_pdf_object_new(sei_pdf_document *document) {
    if (document->error != HPDF_OK)
        return NULL;
    HPDF_Dict dict = HPDF_Dict_New(document->haru->mmgr);
    if (!dict) {
        record_null(document);
        return NULL;
    }
    HPDF_STATUS status = HPDF_Xref_Add(document->haru->xref, dict); /* frees it when it fails */
    record(document, status);
    return status == HPDF_OK ? dict : NULL;
}

void sei_pdf_object_set(sei_pdf_document *document, HPDF_Dict dict, sei_str entries) {
    if (document->error != HPDF_OK || !dict)
        return;
    sei_str *kept = SEI_NEW(&document->arena, sei_str);
    *kept = sei_arena_copy(&document->arena, entries);
    dict->attr = kept;
    dict->write_fn = write_entries;
}

uint32_t sei_pdf_object_add(sei_pdf_document *document, sei_str entries) {
    HPDF_Dict dict = sei_pdf_object_new(document);
    sei_pdf_object_set(document, dict, entries);
    return sei_pdf_object_number(dict);
}

uint32_t sei_pdf_object_number(HPDF_Dict dict) {
    return dict ? dict->header.obj_id & 0x00FFFFFF : 0;
}

bool sei_pdf_object_entries(void *object, sei_str *entries) {
    const HPDF_Obj_Header *header = object;
    if ((header->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT)
        return false;
    HPDF_Dict dict = object;
    if (dict->write_fn != write_entries || dict->stream || dict->list->count > 0)
        return false;
    *entries = *(const sei_str *)dict->attr;
    return true;
}

uint32_t sei_pdf_object_count(const sei_pdf_document *document) {
    return document->error == HPDF_OK ? document->haru->xref->entries->count : 0;
}

/* Bytes that libharu reads from us, so that it needs no copy. */
typedef struct source {
    sei_str bytes;
    size_t at;
} source;

static HPDF_STATUS read_source(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *size) {
    source *from = stream->attr;
    size_t left = from->bytes.size - from->at;
    size_t count = *size < left ? *size : left;
    memcpy(to, from->bytes.at + from->at, count);
    from->at += count;
    *size = (HPDF_UINT)count;
    return from->at == from->bytes.size ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS seek_source(HPDF_Stream stream, HPDF_INT position, HPDF_WhenceMode whence) {
    source *from = stream->attr;
    if (whence != HPDF_SEEK_SET || position < 0 || (size_t)position > from->bytes.size)
        return HPDF_INVALID_PARAMETER;
    from->at = (size_t)position;
    return HPDF_OK;
}

static HPDF_INT32 tell_source(HPDF_Stream stream) {
    const source *from = stream->attr;
    return (HPDF_INT32)from->at;
}

static HPDF_UINT32 size_source(HPDF_Stream stream) {
    const source *from = stream->attr;
    return (HPDF_UINT32)from->bytes.size;
}

/* Puts bytes of ours in the place of a stream object's own memory stream. */
static HPDF_Stream set_stream(sei_pdf_document *document, HPDF_Dict dict, sei_str bytes) {
    if (bytes.size > SEI_LIMIT_PDF_BYTES) {
        record(document, HPDF_FILE_IO_ERROR);
        return NULL;
    }
    source *from = SEI_NEW(&document->arena, source);
    from->bytes = bytes;
    HPDF_Stream stream = HPDF_CallbackReader_New(document->haru->mmgr, read_source, seek_source,
                                                 tell_source, size_source, from);
    if (!stream) {
        record_null(document);
        return NULL;
    }
    HPDF_Stream_Free(dict->stream);
    dict->stream = stream;
    return stream;
}

uint32_t sei_pdf_stream_add(sei_pdf_document *document, sei_str bytes, sei_str entries) {
    if (document->error != HPDF_OK)
        return 0;
    HPDF_Dict dict = HPDF_DictStream_New(document->haru->mmgr, document->haru->xref);
    if (!dict) {
        record_null(document);
        return 0;
    }
    if (!set_stream(document, dict, bytes))
        return 0;
    sei_pdf_object_set(document, dict, entries);
    return sei_pdf_object_number(dict);
}

sei_str sei_pdf_stream_pack(sei_pdf_document *document, sei_str bytes) {
    sei_buf *packed = &document->packed;
    size_t bound = libdeflate_zlib_compress_bound(document->compressor, bytes.size);
    sei_buf_clear(packed);
    sei_buf_reserve(packed, bound);
    size_t size = libdeflate_zlib_compress(document->compressor, bytes.at, bytes.size, packed->at,
                                           packed->room);
    return sei_arena_copy(&document->arena, (sei_str){packed->at, size});
}

/* A page's own entries hang behind those of its operators, since libharu uses the page's attr. */
static HPDF_STATUS write_page_entries(HPDF_Dict page, HPDF_Stream stream) {
    const HPDF_PageAttr_Rec *attr = page->attr;
    const sei_str *entries = (const sei_str *)attr->contents->attr + 1;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->at, (HPDF_UINT)entries->size);
}

HPDF_Page sei_pdf_page_new(sei_pdf_document *document) {
    if (document->error != HPDF_OK)
        return NULL;
    HPDF_Page page = HPDF_AddPage(document->haru);
    if (!page) {
        record_null(document);
        return NULL;
    }
    record(document, HPDF_Dict_RemoveElement(page, "MediaBox"));
    record(document, HPDF_Dict_RemoveElement(page, "Resources"));
    return page;
}

void sei_pdf_page_set(sei_pdf_document *document, HPDF_Page page, sei_str packed, sei_str entries) {
    if (document->error != HPDF_OK)
        return;
    HPDF_PageAttr attr = page->attr;
    HPDF_Stream stream = set_stream(document, attr->contents, packed);
    if (!stream)
        return;
    attr->stream = stream;
    sei_str *kept = SEI_NEW_ARRAY(&document->arena, sei_str, 2);
    kept[0] = SEI_STR("/Filter/FlateDecode");
    kept[1] = sei_arena_copy(&document->arena, entries);
    attr->contents->attr = kept;
    attr->contents->write_fn = write_entries;
    page->write_fn = write_page_entries;
}

void sei_pdf_put_rectangle(const sei_pdf_document *document, sei_buf *out, uint32_t page,
                           const sei_box *box) {
    const sei_length height = document->request->pages->at[page].height;
    sei_length x1 = box->x, y1 = height - box->y - box->height;
    sei_length x2 = box->x + box->width, y2 = height - box->y;
    sei_pdf_sheet_point(document, page, &x1, &y1);
    sei_pdf_sheet_point(document, page, &x2, &y2);
    sei_buf_add_byte(out, '[');
    sei_pdf_put_length(out, x1 < x2 ? x1 : x2);
    sei_pdf_put_length(out, y1 < y2 ? y1 : y2);
    sei_pdf_put_length(out, x1 < x2 ? x2 : x1);
    sei_pdf_put_length(out, y1 < y2 ? y2 : y1);
    sei_buf_add_byte(out, ']');
}

bool sei_pdf_put_destination(const sei_pdf_document *document, sei_buf *out, uint32_t page,
                             sei_length x, sei_length y) {
    const uint32_t at = sei_pdf_sheet_of(document, page);
    if (at == SEI_PDF_NO_SHEET)
        return false;
    y = document->request->pages->at[page].height - y;
    sei_pdf_sheet_point(document, page, &x, &y);
    sei_buf_add(out, SEI_STR("/Dest["));
    sei_pdf_put_reference(out, sei_pdf_object_number(document->pages[at]));
    sei_buf_add(out, SEI_STR("/XYZ "));
    sei_pdf_put_length(out, x);
    sei_pdf_put_length(out, y);
    sei_buf_add(out, SEI_STR("null]"));
    return true;
}
