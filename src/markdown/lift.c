/* Placeholders: writing, finding and undoing them. */
#include "markdown/lift.h"

#include "base/utf8.h"

#define GROUP_BITS 6u
#define GROUP_MASK 63u

bool sei_lift_is_reserved(uint32_t code_point) {
    return code_point >= 0xE000 && code_point <= 0xE2FF;
}

void sei_lift_add(sei_arena *arena, sei_lifts *lifts, sei_buf *out, sei_lift lift) {
    size_t number = lifts->size;
    SEI_VEC_ADD(arena, lifts, lift);
    sei_buf_add_code_point(out, SEI_LIFT_OPEN);
    do {
        sei_buf_add_code_point(out, SEI_LIFT_DIGIT + (uint32_t)(number & GROUP_MASK));
        number >>= GROUP_BITS;
    } while (number);
    sei_buf_add_code_point(out, SEI_LIFT_CLOSE);
}

const sei_lift *sei_lift_at(const sei_lifts *lifts, sei_str text, size_t *at) {
    size_t next = *at, number = 0;
    if (next >= text.size || (unsigned char)text.at[next] != 0xEE ||
        sei_utf8_next(text, &next) != SEI_LIFT_OPEN)
        return NULL;
    for (unsigned shift = 0; next < text.size && shift < 60; shift += GROUP_BITS) {
        uint32_t c = sei_utf8_next(text, &next);
        if (c == SEI_LIFT_CLOSE) {
            *at = next;
            return number < lifts->size ? &lifts->at[number] : NULL;
        }
        number |= (size_t)(c - SEI_LIFT_DIGIT) << shift;
    }
    return NULL;
}

/* Restores into a buffer; a flank character vanishes. */
static void restore_into(sei_buf *out, const sei_lifts *lifts, sei_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        const sei_lift *lift = sei_lift_at(lifts, text, &at);
        if (lift) {
            sei_buf_add(out, lift->whole);
        } else if (sei_utf8_next(text, &at) != SEI_LIFT_FLANK) {
            sei_buf_add(out, sei_str_slice(text, start, at));
        }
    }
}

sei_str sei_lift_restore(sei_arena *arena, const sei_lifts *lifts, sei_str text) {
    if (sei_str_find_byte(text, (char)0xEE, 0) == SEI_STR_NONE)
        return text;
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    restore_into(&out, lifts, text);
    sei_str restored = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return restored;
}
