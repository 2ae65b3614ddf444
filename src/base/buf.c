/* A growing byte buffer: what the scanners and writers write into. One block of the job's memory
 * that doubles; unlike an arena's vectors it is given back while it grows, so it suits the large
 * and the short-lived. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void sei_buf_init(sei_buf *buf, sei_memory *memory) {
    *buf = (sei_buf){.memory = memory};
}

void sei_buf_fini(sei_buf *buf) {
    sei_memory_free(buf->memory, buf->at);
    *buf = (sei_buf){.memory = buf->memory};
}

void sei_buf_clear(sei_buf *buf) {
    buf->size = 0;
}

void sei_buf_reserve(sei_buf *buf, size_t more) {
    if (buf->room - buf->size >= more)
        return;
    if (more > SIZE_MAX / 2 - buf->size)
        sei_memory_unwind(buf->memory, SEI_MEMORY_OVER_BUDGET);
    size_t room = buf->room * 2 < 256 ? 256 : buf->room * 2;
    if (room < buf->size + more)
        room = buf->size + more;
    buf->at = sei_memory_resize(buf->memory, buf->at, room);
    buf->room = room;
}

void sei_buf_add(sei_buf *buf, sei_str str) {
    if (str.size == 0)
        return;
    sei_buf_reserve(buf, str.size);
    memcpy(buf->at + buf->size, str.at, str.size);
    buf->size += str.size;
}

void sei_buf_add_byte(sei_buf *buf, char byte) {
    sei_buf_reserve(buf, 1);
    buf->at[buf->size++] = byte;
}

void sei_buf_add_code_point(sei_buf *buf, uint32_t code_point) {
    sei_buf_reserve(buf, 4);
    buf->size += (size_t)sei_utf8_encode(buf->at + buf->size, code_point);
}

void sei_buf_print(sei_buf *buf, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0) {
        sei_buf_reserve(buf, (size_t)size + 1);
        vsnprintf(buf->at + buf->size, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    }
    va_end(again);
}

sei_str sei_buf_str(const sei_buf *buf) {
    return (sei_str){buf->at, buf->size};
}
