/* The finished objects → the descriptor, through libharu's writer.
 *
 * libharu hands over a few bytes at a time: they are collected into blocks, counted and hashed. The
 * file's ID in the trailer is the MD5 of all bytes before the trailer (ISO 32000-1, 14.4, asks for
 * no more than that two files differ): so equal files have equal IDs. */
#include "pdf/object.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

#define BLOCK 65536

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

/* The write hook of the trailer, which libharu writes last. */
static HPDF_STATUS write_id(HPDF_Dict trailer, HPDF_Stream stream) {
    output *out = trailer->attr;
    HPDF_BYTE id[HPDF_MD5_KEY_LEN];
    if (!flush(out)) {
        return HPDF_FILE_IO_ERROR;
    }
    struct HPDF_MD5Context hash = out->hash;
    HPDF_MD5Final(id, &hash);
    for (int i = 0; i < 2; i++) {
        HPDF_STATUS status = HPDF_Stream_WriteStr(stream, i == 0 ? "/ID[<" : "><");
        if (status == HPDF_OK) {
            status = HPDF_Stream_WriteBinary(stream, id, sizeof id, NULL);
        }
        if (status != HPDF_OK) {
            return status;
        }
    }
    return HPDF_Stream_WriteStr(stream, ">]\n");
}

/* Header, objects, table and trailer. */
static HPDF_STATUS write_file(HPDF_Doc haru, HPDF_Stream stream, output *out) {
    HPDF_STATUS status = HPDF_Stream_WriteStr(stream, "%PDF-1.7\n%\xE8\xA3\xBD\xE6\x9C\xAC\n");
    if (status == HPDF_OK) {
        status = HPDF_Dict_Add(haru->trailer, "Root", haru->catalog);
    }
    if (status == HPDF_OK) {
        status = HPDF_Dict_Add(haru->trailer, "Info", haru->info);
    }
    haru->trailer->attr = out;
    haru->trailer->write_fn = write_id;
    return status == HPDF_OK ? HPDF_Xref_WriteToStream(haru->xref, stream, NULL) : status;
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
    HPDF_STATUS status = write_file(document->haru, stream, out);
    if (status == HPDF_OK && !flush(out)) {
        status = HPDF_FILE_IO_ERROR;
    }
    if (status != HPDF_OK && document->error == HPDF_OK) {
        document->error = status;
    }
    HPDF_Stream_Free(stream);
    return explain(document, out);
}
