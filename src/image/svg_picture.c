/* Pictures that an SVG carries within itself, as data: addresses. librsvg would hand them to
 * decoders that know none of our limits, so only those pass that our own probe has measured. */
#include "base/vec.h"
#include "image/codec.h"

#define PICTURE_PIXELS_MAX 25000000

/* The value of a base64 digit (RFC 4648, table 1), or -1. */
static int digit_value(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The bytes up to the padding; white space is passed over, anything else ends it. */
static sei_str decode_base64(sei_arena *arena, sei_str text) {
    char *bytes = sei_arena_alloc(arena, text.size);
    size_t size = 0;
    uint32_t bits = 0;
    int count = 0;
    for (size_t i = 0; i < text.size; i++) {
        int value = digit_value(text.at[i]);
        if (value < 0 &&
            (text.at[i] == ' ' || text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '\t'))
            continue;
        if (value < 0)
            break;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[size++] = (char)(bits >> count & 255);
        }
    }
    return (sei_str){bytes, size};
}

bool sei_svg_picture_is_safe(sei_arena *arena, sei_str href) {
    static const char *const kinds[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                        "data:image/jpg;base64,", "data:image/gif;base64,",
                                        "data:image/webp;base64,"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        sei_str prefix = sei_str_from(kinds[i]);
        sei_image_info info;
        sei_status ignored = {0};
        if (!sei_str_starts(href, prefix))
            continue;
        sei_arena_mark mark = sei_arena_mark_take(arena);
        sei_str bytes = decode_base64(arena, sei_str_slice(href, prefix.size, href.size));
        bool is_safe = sei_image_probe(bytes, &info, &ignored) && info.kind != SEI_IMAGE_SVG &&
                       info.kind != SEI_IMAGE_AVIF &&
                       info.height <= PICTURE_PIXELS_MAX / info.width;
        sei_arena_mark_release(arena, mark);
        return is_safe;
    }
    return false;
}
