/* Names → keys in natural order. A run of Han numerals is a number behind 第 and, where no
 * letter stands before it, before a counter ("三章") or what is no letter ("三、帰り道"); elsewhere
 * it is part of a word (一般, 三井) and stays. */
#include "book/order.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

#define RUN_MAX 12 /* characters; a longer run is no number of a chapter */

static const uint32_t digits[] = {U'〇', U'一', U'二', U'三', U'四',
                                  U'五', U'六', U'七', U'八', U'九'};
static const uint32_t counters[] = {U'章', U'節', U'节', U'部', U'話', U'话', U'巻', U'卷', U'回',
                                    U'編', U'编', U'篇', U'条', U'條', U'項', U'项', U'号', U'號',
                                    U'課', U'课', U'講', U'讲', U'幕', U'集', U'期'};

static bool is_counter(uint32_t c) {
    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
        if (counters[i] == c)
            return true;
    return false;
}

/* 0 … 9, or -1. */
static int digit_of(uint32_t c) {
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return c == U'零' ? 0 : -1;
}

/* 10, 100, 1000, or 0. */
static uint64_t unit_of(uint32_t c) {
    return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

/* Reads the run of Han numerals at `at`; *end is behind it. 二〇二四 is read digit by digit,
 * 二百三十 by its units. False when there is none, or one too long. */
static bool read_number(sei_str text, size_t at, size_t *end, uint64_t *number) {
    uint64_t sum = 0, pending = 0;
    int length = 0;
    *end = at;
    while (*end < text.size) {
        size_t next = *end;
        uint32_t c = sei_utf8_next(text, &next);
        uint64_t unit = unit_of(c);
        int digit = digit_of(c);
        if (digit >= 0) {
            pending = pending * 10 + (uint64_t)digit;
        } else if (unit > 0) {
            sum += (pending > 0 ? pending : 1) * unit;
            pending = 0;
        } else {
            break;
        }
        if (++length > RUN_MAX)
            return false;
        *end = next;
    }
    *number = sum + pending;
    return *end > at;
}

/* Whether the run between `before` and `end` is a number; the character before it is given. */
static bool is_number(sei_str text, size_t end, uint32_t before) {
    uint32_t after = end < text.size ? sei_utf8_next(text, &end) : ' ';
    bool stands_free = !sei_unicode_is_letter_or_digit(before);
    return before == U'第' ||
           (stands_free && (is_counter(after) || !sei_unicode_is_letter_or_digit(after)));
}

sei_str sei_order_key(sei_arena *arena, sei_str name) {
    sei_str text = sei_unicode_fold(arena, name);
    uint32_t before = ' ';
    sei_buf key;
    sei_buf_init(&key, arena->memory);
    for (size_t at = 0; at < text.size;) {
        size_t end;
        uint64_t number;
        if (read_number(text, at, &end, &number) && is_number(text, end, before)) {
            sei_buf_print(&key, "%llu", (unsigned long long)number);
            before = '0';
            at = end;
            continue;
        }
        before = sei_utf8_next(text, &at);
        bool is_wide_digit = before >= 0xFF10 && before <= 0xFF19;
        sei_buf_add_code_point(&key, is_wide_digit  ? before - 0xFF10 + '0'
                                     : before < ' ' ? ' '
                                                    : before);
    }
    sei_str result = sei_arena_copy(arena, sei_buf_str(&key));
    sei_buf_fini(&key);
    return result;
}
