/* Object streams (ISO 32000-1, 7.5.7): a header of numbers and offsets, then the objects. They are
 * compressed as they fill; where they stand is output.c's. */
#include "pdf/pack.h"

#include "pdf/object.h"
#include "pdf/syntax.h"

#define OBJECTS_IN_STREAM ((size_t)256)

uint32_t sei_pdf_pack_reserve(sei_pdf_document *document, uint32_t count) {
    document->pack.reserved = count;
    return sei_pdf_object_count(document);
}

/* The objects so far become a stream. */
static void flush(sei_pdf_document *document) {
    sei_pdf_pack *pack = &document->pack;
    size_t header = pack->header.size;
    sei_buf_add(&pack->header, sei_buf_str(&pack->body));
    sei_pdf_packed packed = {.bytes = sei_pdf_stream_pack(document, sei_buf_str(&pack->header)),
                             .header = header};
    SEI_VEC_ADD(&document->arena, &pack->streams, packed);
    sei_buf_clear(&pack->header);
    sei_buf_clear(&pack->body);
}

void sei_pdf_pack_add(sei_pdf_document *document, uint32_t number, sei_str entries) {
    sei_pdf_pack *pack = &document->pack;
    sei_pdf_put_number(&pack->header, number);
    sei_buf_add_byte(&pack->header, ' ');
    sei_pdf_put_number(&pack->header, (uint32_t)pack->body.size);
    sei_buf_add_byte(&pack->header, ' ');
    sei_buf_add(&pack->body, SEI_STR("<<"));
    sei_buf_add(&pack->body, entries);
    sei_buf_add(&pack->body, SEI_STR(">>\n"));
    SEI_VEC_ADD(&document->arena, &pack->numbers, number);
    if (pack->numbers.size % OBJECTS_IN_STREAM == 0)
        flush(document);
}

void sei_pdf_pack_end(sei_pdf_document *document) {
    if (document->pack.header.size > 0)
        flush(document);
}

uint32_t sei_pdf_pack_count(const sei_pdf_document *document, size_t index) {
    size_t left = document->pack.numbers.size - index * OBJECTS_IN_STREAM;
    return (uint32_t)(left < OBJECTS_IN_STREAM ? left : OBJECTS_IN_STREAM);
}

size_t sei_pdf_pack_stream(size_t index) {
    return index / OBJECTS_IN_STREAM;
}

unsigned sei_pdf_pack_place(size_t index) {
    return (unsigned)(index % OBJECTS_IN_STREAM);
}
