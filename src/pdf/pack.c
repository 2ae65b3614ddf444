/* Object streams (ISO 32000-1, 7.5.7): a header of numbers and offsets, then the objects. The
 * streams are libharu's objects and come first; the objects in them have the numbers behind, which
 * only the cross-reference stream knows (output.c). */
#include "pdf/pack.h"

#include "base/assert.h"
#include "pdf/object.h"
#include "pdf/syntax.h"

#define OBJECTS_IN_STREAM 256u
#define NUMBERS_OF_STREAM 2u /* libharu makes the length an object of its own */

uint32_t sei_pdf_pack_begin(sei_pdf_document *document, uint32_t count) {
    uint32_t streams = (count + OBJECTS_IN_STREAM - 1) / OBJECTS_IN_STREAM;
    sei_pdf_pack *pack = &document->pack;
    sei_assert(pack->count == 0 && count > 0);
    pack->count = count;
    pack->first = sei_pdf_object_count(document) + streams * NUMBERS_OF_STREAM;
    return pack->first;
}

/* The objects so far become a stream. */
static void flush(sei_pdf_document *document) {
    sei_pdf_pack *pack = &document->pack;
    uint32_t count = (pack->added - 1) % OBJECTS_IN_STREAM + 1;
    sei_buf entries;
    sei_buf_init(&entries, document->request->memory);
    sei_buf_print(&entries, "/Type/ObjStm/N %u/First %zu/Filter/FlateDecode", (unsigned)count,
                  pack->header.size);
    sei_buf_add(&pack->header, sei_buf_str(&pack->body));
    sei_str packed = sei_pdf_stream_pack(document, sei_buf_str(&pack->header));
    uint32_t number = sei_pdf_stream_add(document, packed, sei_buf_str(&entries));
    SEI_VEC_ADD(&document->arena, &pack->streams, number);
    sei_buf_fini(&entries);
    sei_buf_clear(&pack->header);
    sei_buf_clear(&pack->body);
}

void sei_pdf_pack_add(sei_pdf_document *document, sei_str entries) {
    sei_pdf_pack *pack = &document->pack;
    sei_pdf_put_number(&pack->header, pack->first + pack->added);
    sei_buf_add_byte(&pack->header, ' ');
    sei_pdf_put_number(&pack->header, (uint32_t)pack->body.size);
    sei_buf_add_byte(&pack->header, ' ');
    sei_buf_add(&pack->body, SEI_STR("<<"));
    sei_buf_add(&pack->body, entries);
    sei_buf_add(&pack->body, SEI_STR(">>\n"));
    pack->added++;
    if (pack->added % OBJECTS_IN_STREAM == 0) {
        flush(document);
    }
}

void sei_pdf_pack_end(sei_pdf_document *document) {
    sei_pdf_pack *pack = &document->pack;
    sei_assert(pack->added == pack->count);
    if (pack->added % OBJECTS_IN_STREAM != 0) {
        flush(document);
    }
    sei_assert(document->error != HPDF_OK || sei_pdf_object_count(document) == pack->first);
}

uint32_t sei_pdf_pack_stream(const sei_pdf_document *document, uint32_t index) {
    return document->pack.streams.at[index / OBJECTS_IN_STREAM];
}

uint32_t sei_pdf_pack_place(uint32_t index) {
    return index % OBJECTS_IN_STREAM;
}
