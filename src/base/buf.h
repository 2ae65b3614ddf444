/* A growing byte buffer: what writers and scanners write into. */
#ifndef SEI_BASE_BUF_H
#define SEI_BASE_BUF_H

#include "base/attribute.h"
#include "base/memory.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_buf {
    sei_memory *memory;
    char *at;
    size_t size; /* bytes written */
    size_t room;
} sei_buf;

void sei_buf_init(sei_buf *buf, sei_memory *memory); /* in place; takes no memory yet */
void sei_buf_fini(sei_buf *buf);  /* gives the bytes back; the buffer may be used again */
void sei_buf_clear(sei_buf *buf); /* size 0, the room stays */
void sei_buf_reserve(sei_buf *buf, size_t more); /* room for that many bytes beyond the size */
void sei_buf_add(sei_buf *buf, sei_str str);     /* not a part of the buffer itself */
void sei_buf_add_byte(sei_buf *buf, char byte);
void sei_buf_add_code_point(sei_buf *buf, uint32_t code_point); /* as UTF-8 */
/* As printf. Nothing sets a locale, so numbers print alike everywhere. */
void sei_buf_print(sei_buf *buf, const char *format, ...) SEI_PRINTF(2, 3);
sei_str sei_buf_str(const sei_buf *buf); /* borrowed until the next write */

#ifdef __cplusplus
}
#endif

#endif
