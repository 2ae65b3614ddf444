/* The finished objects → the descriptor, through libharu's writer.
 *
 * libharu hands over a few bytes at a time: they are collected into blocks, counted and hashed. The
 * file's ID in the trailer is the MD5 of all bytes before the trailer (ISO 32000-1, 14.4, asks for
 * no more than that two files differ): so equal files have equal IDs. */
#include "pdf/object.h"
#include "pdf/pack.h"
#include "pdf/syntax.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

#define BLOCK 65536
#define ENTRY_SIZE ((size_t)7) /* of the cross-reference stream */

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
        if (out->used == BLOCK && !flush(out)) {
            return HPDF_FILE_IO_ERROR;
        }
    }
    return HPDF_OK;
}

/* libharu's objects, each behind its number; where they stand goes into the table. */
static HPDF_STATUS write_objects(HPDF_Xref xref, HPDF_Stream stream, uint32_t *offsets) {
    HPDF_STATUS status = HPDF_OK;
    for (HPDF_UINT i = 1; i < xref->entries->count && status == HPDF_OK; i++) {
        offsets[i] = stream->size;
        status = HPDF_Stream_WriteUInt(stream, i);
        status = status == HPDF_OK ? HPDF_Stream_WriteStr(stream, " 0 obj\n") : status;
        if (status == HPDF_OK) {
            status = HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(xref, i)->obj, stream, NULL);
        }
        status = status == HPDF_OK ? HPDF_Stream_WriteStr(stream, "\nendobj\n") : status;
    }
    return status;
}

/* One entry of the cross-reference stream: its type, four bytes, two bytes. */
static char *put_entry(char *at, unsigned type, uint32_t field, unsigned last) {
    *at++ = (char)type;
    for (int shift = 24; shift >= 0; shift -= 8) {
        *at++ = (char)(field >> shift & 0xFF);
    }
    *at++ = (char)(last >> 8 & 0xFF);
    *at++ = (char)(last & 0xFF);
    return at;
}

/* Every object's place (ISO 32000-1, 7.5.8): libharu's, the packed ones, this stream itself. */
static sei_str make_table(sei_pdf_document *document, const uint32_t *offsets, uint32_t count,
                          uint32_t own_offset) {
    uint32_t packed = document->pack.count;
    size_t size = ENTRY_SIZE * ((size_t)count + packed + 1);
    char *table = sei_arena_alloc(&document->arena, size);
    char *at = put_entry(table, 0, 0, 0xFFFF);
    for (uint32_t i = 1; i < count; i++) {
        at = put_entry(at, 1, offsets[i], 0);
    }
    for (uint32_t i = 0; i < packed; i++) {
        at = put_entry(at, 2, sei_pdf_pack_stream(document, i), sei_pdf_pack_place(i));
    }
    put_entry(at, 1, own_offset, 0);
    return sei_pdf_stream_pack(document, (sei_str){table, size});
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

/* The cross-reference stream, which is the trailer too. */
static HPDF_STATUS write_trailer(sei_pdf_document *document, HPDF_Stream stream, output *out,
                                 const uint32_t *offsets) {
    uint32_t count = sei_pdf_object_count(document);
    uint32_t number = count + document->pack.count;
    uint32_t offset = stream->size;
    sei_str table = make_table(document, offsets, count, offset);
    sei_buf *text = &document->entries;
    if (!flush(out)) {
        return HPDF_FILE_IO_ERROR;
    }
    sei_buf_clear(text);
    sei_buf_print(text,
                  "%u 0 obj\n<</Type/XRef/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R"
                  "/Filter/FlateDecode/Length %zu",
                  (unsigned)number, (unsigned)number + 1,
                  (unsigned)sei_pdf_object_number(document->haru->catalog),
                  (unsigned)sei_pdf_object_number(document->haru->info), table.size);
    put_id(text, out);
    sei_buf_add(text, SEI_STR(">>stream\n"));
    sei_buf_add(text, table);
    sei_buf_print(text, "\nendstream\nendobj\nstartxref\n%u\n%%%%EOF\n", (unsigned)offset);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text->at, (HPDF_UINT)text->size);
}

static HPDF_STATUS write_file(sei_pdf_document *document, HPDF_Stream stream, output *out) {
    uint32_t *offsets = SEI_NEW_ARRAY(&document->arena, uint32_t, sei_pdf_object_count(document));
    HPDF_STATUS status = HPDF_Stream_WriteStr(stream, "%PDF-1.7\n%\xE8\xA3\xBD\xE6\x9C\xAC\n");
    if (status == HPDF_OK) {
        status = write_objects(document->haru->xref, stream, offsets);
    }
    return status == HPDF_OK ? write_trailer(document, stream, out, offsets) : status;
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
    if (status == HPDF_OK && !flush(out)) {
        status = HPDF_FILE_IO_ERROR;
    }
    if (status != HPDF_OK && document->error == HPDF_OK) {
        document->error = status;
    }
    HPDF_Stream_Free(stream);
    return explain(document, out);
}
