/* The finished objects → the descriptor, through libharu's writer.
 *
 * Small dictionaries go into object streams, and so the table of all objects is a cross-reference
 * stream, which libharu cannot write: the loop over its objects is ours. libharu hands over a few
 * bytes at a time: they are collected into blocks, counted and hashed. The file's ID is the MD5 of
 * all bytes before that stream (ISO 32000-1, 14.4, asks for no more than that two files differ): so
 * equal files have equal IDs. */
#include "pdf/object.h"
#include "pdf/pack.h"
#include "pdf/syntax.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

#define BLOCK 65536

/* Entries of the cross-reference stream: their size and types. */
#define ENTRY_SIZE ((size_t)7)
enum {
    ENTRY_FREE,
    ENTRY_PLAIN,
    ENTRY_PACKED
};

typedef struct output {
    int fd;
    int error; /* errno of a failed write */
    bool is_too_large;
    uint64_t size; /* bytes of the file so far */
    size_t used;   /* bytes in the block */
    struct HPDF_MD5Context hash;
    HPDF_BYTE block[BLOCK];
} output;

/* Writes the block out, whole. */
static bool flush(output *out) {
    HPDF_MD5Update(&out->hash, out->block, (HPDF_UINT32)out->used);
    for (size_t at = 0; at < out->used;) {
        ssize_t count = write(out->fd, out->block + at, out->used - at);
        if (count > 0) {
            at += (size_t)count;
        } else if (count == 0 || errno != EINTR) {
            out->error = count == 0 ? EIO : errno;
            return false;
        }
    }
    out->used = 0;
    return true;
}

static HPDF_STATUS write_output(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size) {
    output *out = stream->attr;
    out->size += size;
    if (out->size > SEI_LIMIT_PDF_BYTES) {
        out->is_too_large = true;
        return HPDF_FILE_IO_ERROR;
    }
    while (size > 0) {
        size_t room = BLOCK - out->used;
        size_t count = size < room ? size : room;
        memcpy(out->block + out->used, bytes, count);
        out->used += count;
        bytes += count;
        size -= (HPDF_UINT)count;
        if (out->used == BLOCK && !flush(out))
            return HPDF_FILE_IO_ERROR;
    }
    return HPDF_OK;
}

/* Dictionaries that are ready text go into object streams, behind those that are there already. */
static void pack_objects(sei_pdf_document *document) {
    HPDF_Xref xref = document->haru->xref;
    for (HPDF_UINT i = 1; i < xref->entries->count; i++) {
        sei_str entries;
        if (sei_pdf_object_entries(HPDF_Xref_GetEntry(xref, i)->obj, &entries))
            sei_pdf_pack_add(document, i, entries);
    }
    sei_pdf_pack_end(document);
}

/* The cross-reference stream in the making. */
typedef struct table {
    uint32_t count; /* of objects, with number 0 and the stream itself */
    uint32_t first_stream;
    unsigned char *entries;
} table;

/* One entry: its type, four bytes, two bytes. */
static void set_entry(const table *t, uint32_t number, unsigned type, uint32_t field,
                      unsigned last) {
    unsigned char *at = t->entries + ENTRY_SIZE * number;
    *at++ = (unsigned char)type;
    for (int shift = 24; shift >= 0; shift -= 8)
        *at++ = (unsigned char)(field >> shift & 0xFF);
    *at++ = (unsigned char)(last >> 8 & 0xFF);
    *at = (unsigned char)(last & 0xFF);
}

/* The entries of what is packed; all others are still free. */
static table make_table(sei_pdf_document *document) {
    const sei_pdf_pack *pack = &document->pack;
    table t = {.first_stream = sei_pdf_object_count(document) + pack->reserved};
    t.count = t.first_stream + (uint32_t)pack->streams.size + 1;
    t.entries = SEI_NEW_ARRAY(&document->arena, unsigned char, ENTRY_SIZE *t.count);
    set_entry(&t, 0, ENTRY_FREE, 0, 0xFFFF);
    for (size_t i = 0; i < pack->numbers.size; i++) {
        set_entry(&t, pack->numbers.at[i], ENTRY_PACKED,
                  t.first_stream + (uint32_t)sei_pdf_pack_stream(i), sei_pdf_pack_place(i));
    }
    return t;
}

/* libharu's objects that are not packed, each behind its number. */
static HPDF_STATUS write_objects(HPDF_Xref xref, HPDF_Stream stream, const table *t) {
    HPDF_STATUS status = HPDF_OK;
    for (HPDF_UINT i = 1; i < xref->entries->count && status == HPDF_OK; i++) {
        if (t->entries[ENTRY_SIZE * i] == ENTRY_PACKED)
            continue;
        set_entry(t, i, ENTRY_PLAIN, stream->size, 0);
        status = HPDF_Stream_WriteUInt(stream, i);
        status = status == HPDF_OK ? HPDF_Stream_WriteStr(stream, " 0 obj\n") : status;
        if (status == HPDF_OK)
            status = HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(xref, i)->obj, stream, NULL);
        status = status == HPDF_OK ? HPDF_Stream_WriteStr(stream, "\nendobj\n") : status;
    }
    return status;
}

/* A stream that is none of libharu's. */
static HPDF_STATUS write_stream(sei_pdf_document *document, HPDF_Stream stream, const table *t,
                                uint32_t number, sei_str entries, sei_str bytes) {
    sei_buf *text = &document->stream;
    set_entry(t, number, ENTRY_PLAIN, stream->size, 0);
    sei_buf_clear(text);
    sei_buf_print(text, "%u 0 obj\n<<", (unsigned)number);
    sei_buf_add(text, entries);
    sei_buf_print(text, "/Filter/FlateDecode/Length %zu>>stream\n", bytes.size);
    sei_buf_add(text, bytes);
    sei_buf_add(text, SEI_STR("\nendstream\nendobj\n"));
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text->at, (HPDF_UINT)text->size);
}

static HPDF_STATUS write_packed(sei_pdf_document *document, HPDF_Stream stream, const table *t) {
    HPDF_STATUS status = HPDF_OK;
    for (size_t i = 0; i < document->pack.streams.size && status == HPDF_OK; i++) {
        const sei_pdf_packed *packed = &document->pack.streams.at[i];
        sei_buf *entries = &document->entries;
        sei_buf_clear(entries);
        sei_buf_print(entries, "/Type/ObjStm/N %u/First %zu",
                      (unsigned)sei_pdf_pack_count(document, i), packed->header);
        status = write_stream(document, stream, t, t->first_stream + (uint32_t)i,
                              sei_buf_str(entries), packed->bytes);
    }
    return status;
}

/* The MD5 of all bytes so far, as the file's ID twice: equal files have equal IDs. */
static void put_id(sei_buf *entries, const output *out) {
    HPDF_BYTE id[HPDF_MD5_KEY_LEN];
    struct HPDF_MD5Context hash = out->hash;
    HPDF_MD5Final(id, &hash);
    sei_str bytes = {(const char *)id, sizeof id};
    sei_buf_add(entries, SEI_STR("/ID["));
    sei_pdf_put_bytes(entries, bytes);
    sei_pdf_put_bytes(entries, bytes);
    sei_buf_add_byte(entries, ']');
}

/* The cross-reference stream, which is the trailer too (ISO 32000-1, 7.5.8). */
static HPDF_STATUS write_trailer(sei_pdf_document *document, HPDF_Stream stream, output *out,
                                 const table *t) {
    uint32_t offset = stream->size;
    set_entry(t, t->count - 1, ENTRY_PLAIN, offset, 0);
    sei_str entries_of_all = {(const char *)t->entries, ENTRY_SIZE * t->count};
    sei_str packed = sei_pdf_stream_pack(document, entries_of_all);
    sei_buf *entries = &document->entries;
    if (!flush(out))
        return HPDF_FILE_IO_ERROR;
    sei_buf_clear(entries);
    sei_buf_print(entries, "/Type/XRef/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R",
                  (unsigned)t->count, (unsigned)sei_pdf_object_number(document->haru->catalog),
                  (unsigned)sei_pdf_object_number(document->haru->info));
    put_id(entries, out);
    HPDF_STATUS status =
        write_stream(document, stream, t, t->count - 1, sei_buf_str(entries), packed);
    sei_buf_clear(entries);
    sei_buf_print(entries, "startxref\n%u\n%%%%EOF\n", (unsigned)offset);
    return status == HPDF_OK
               ? HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->at, (HPDF_UINT)entries->size)
               : status;
}

static HPDF_STATUS write_file(sei_pdf_document *document, HPDF_Stream stream, output *out) {
    pack_objects(document);
    table t = make_table(document);
    HPDF_STATUS status = HPDF_Stream_WriteStr(stream, "%PDF-1.7\n%\xE8\xA3\xBD\xE6\x9C\xAC\n");
    if (status == HPDF_OK)
        status = write_objects(document->haru->xref, stream, &t);
    if (status == HPDF_OK)
        status = write_packed(document, stream, &t);
    return status == HPDF_OK ? write_trailer(document, stream, out, &t) : status;
}

static bool explain(sei_pdf_document *document, const output *out) {
    if (out->is_too_large) {
        return sei_status_set(document->status, SEI_FAILED_INPUT,
                              "the PDF would be larger than 2 GiB; make several volumes");
    }
    if (out->error != 0) {
        return sei_status_set(document->status, SEI_FAILED_RUN, "cannot write the PDF: %s",
                              strerror(out->error));
    }
    return sei_pdf_object_ok(document);
}

bool sei_pdf_output_write(sei_pdf_document *document, int fd) {
    output *out = SEI_NEW(&document->arena, output);
    out->fd = fd;
    HPDF_MD5Init(&out->hash);
    HPDF_Stream stream = HPDF_CallbackWriter_New(document->haru->mmgr, write_output, out);
    if (!stream) {
        document->error = HPDF_FAILED_TO_ALLOC_MEM;
        return sei_pdf_object_ok(document);
    }
    HPDF_STATUS status = write_file(document, stream, out);
    if (status == HPDF_OK && !flush(out))
        status = HPDF_FILE_IO_ERROR;
    if (status != HPDF_OK && document->error == HPDF_OK)
        document->error = status;
    HPDF_Stream_Free(stream);
    return explain(document, out);
}
