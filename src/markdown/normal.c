/* The body's bytes → the text that scan reads: valid UTF-8, lines ended by LF, no U+0000. Most
 * notes are that already and are not copied. */
#include <string.h>

#include "base/utf8.h"
#include "markdown/scan.h"

static bool is_normal(sei_str body) {
    return body.size == 0 || (!memchr(body.at, '\r', body.size) && !memchr(body.at, 0, body.size) &&
                              sei_utf8_valid(body, NULL));
}

/* One line end or character at *at, which moves behind it. */
static void copy_one(sei_buf *out, sei_str body, size_t *at) {
    if (body.at[*at] == '\r') {
        *at += *at + 1 < body.size && body.at[*at + 1] == '\n' ? 2 : 1;
        sei_buf_add_byte(out, '\n');
        return;
    }
    uint32_t character = sei_utf8_next(body, at);
    sei_buf_add_code_point(out, character ? character : SEI_REPLACEMENT);
}

sei_str sei_normal_text(sei_arena *arena, sei_str body, sei_offset_map *map) {
    sei_offset_map_init(map, arena);
    if (is_normal(body))
        return body;
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    sei_buf_reserve(&out, body.size);
    for (size_t at = 0; at < body.size;) {
        sei_offset_map_add(map, out.size, at);
        copy_one(&out, body, &at);
    }
    sei_str text = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}
