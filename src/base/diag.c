/* Diagnostics: collected in any order, shown sorted, repeats counted. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/vec.h"

#define REPEATS_SHOWN 20

static const struct {
    const char *name;
    const char *meaning;
    sei_severity severity;
} table[SEI_DIAG_COUNT] = {
#define SEI_DIAG_ROW(name, id, severity, meaning)                                                  \
    [SEI_DIAG_##name] = {id, meaning, SEI_SEVERITY_##severity},
    SEI_DIAG_LIST(SEI_DIAG_ROW)
#undef SEI_DIAG_ROW
};

const char *sei_diag_name(sei_diag_id id) {
    return table[id].name;
}

const char *sei_diag_meaning(sei_diag_id id) {
    return table[id].meaning;
}

sei_severity sei_diag_severity(sei_diag_id id) {
    return table[id].severity;
}

bool sei_diag_find(sei_str name, sei_diag_id *id) {
    for (int i = 0; i < SEI_DIAG_COUNT; i++)
        if (sei_str_equal(name, sei_str_from(table[i].name))) {
            *id = (sei_diag_id)i;
            return true;
        }
    return false;
}

void sei_diags_init(sei_diags *diags, sei_arena *arena) {
    *diags = (sei_diags){.arena = arena};
}

static sei_str print_message(sei_arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    size_t count = size > 0 ? (size_t)size : 0;
    char *bytes = sei_arena_alloc(arena, count + 1);
    vsnprintf(bytes, count + 1, format, again);
    va_end(again);
    return (sei_str){bytes, count};
}

void sei_diag_add(sei_diags *diags, sei_diag_id id, const sei_source *source, size_t offset,
                  const char *format, ...) {
    if (diags->silenced[id])
        return;
    va_list arguments;
    va_start(arguments, format);
    sei_diag diag = {.id = id,
                     .source = source,
                     .offset = offset,
                     .message = print_message(diags->arena, format, arguments)};
    va_end(arguments);
    SEI_VEC_ADD(diags->arena, diags, diag);
}

static int compare_numbers(uint64_t a, uint64_t b) {
    return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right) {
    const sei_diag *a = left, *b = right;
    uint64_t a_source = a->source ? a->source->number + UINT64_C(1) : 0;
    uint64_t b_source = b->source ? b->source->number + UINT64_C(1) : 0;
    int order = compare_numbers(a_source, b_source);
    if (order == 0)
        order = compare_numbers(a->offset, b->offset);
    if (order == 0)
        order = compare_numbers((uint64_t)a->id, (uint64_t)b->id);
    return order ? order : sei_str_compare(a->message, b->message);
}

void sei_diags_sort(sei_diags *diags) {
    size_t kept = 0;
    if (diags->size == 0)
        return;
    qsort(diags->at, diags->size, sizeof *diags->at, compare);
    for (size_t i = 1; i < diags->size; i++)
        if (compare(&diags->at[kept], &diags->at[i]) != 0)
            diags->at[++kept] = diags->at[i];
    diags->size = kept + 1;
}

size_t sei_diags_count(const sei_diags *diags, sei_severity severity) {
    size_t count = 0;
    for (size_t i = 0; i < diags->size; i++)
        count += table[diags->at[i].id].severity == severity;
    return count;
}

/* --- escaping -------------------------------------------------------------------------------- */

static bool is_unsafe(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void sei_diag_escape(sei_buf *out, sei_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = sei_utf8_next(text, &at);
        bool is_invalid = c == SEI_REPLACEMENT && at - start != 3;
        if (is_invalid)
            for (size_t i = start; i < at; i++)
                sei_buf_print(out, "\\x%02x", (unsigned char)text.at[i]);
        else if (is_unsafe(c))
            sei_buf_print(out, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
        else
            sei_buf_add(out, sei_str_slice(text, start, at));
    }
}

void sei_json_escape(sei_buf *out, sei_str text) {
    sei_buf_add_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (c == '"' || c == '\\') {
            sei_buf_add_byte(out, '\\');
            sei_buf_add_byte(out, (char)c);
        } else if (c == '\n') {
            sei_buf_add(out, SEI_STR("\\n"));
        } else if (is_unsafe(c)) {
            sei_buf_print(out, "\\u%04x", (unsigned)c);
        } else {
            sei_buf_add_code_point(out, c);
        }
    }
    sei_buf_add_byte(out, '"');
}

/* --- printing -------------------------------------------------------------------------------- */

/* How many diagnostics before this one say the same of the same file; counted to the bound only. */
static size_t repeats_before(const sei_diags *diags, size_t at) {
    const sei_diag *diag = &diags->at[at];
    size_t count = 0;
    for (size_t i = at; i-- > 0 && diags->at[i].source == diag->source;) {
        if (diags->at[i].id == diag->id && sei_str_equal(diags->at[i].message, diag->message))
            count++;
        if (count > REPEATS_SHOWN || at - i > 4096)
            break;
    }
    return count;
}

static size_t repeats_after(const sei_diags *diags, size_t at) {
    const sei_diag *diag = &diags->at[at];
    size_t count = 0;
    for (size_t i = at + 1; i < diags->size && diags->at[i].source == diag->source; i++)
        count += diags->at[i].id == diag->id && sei_str_equal(diags->at[i].message, diag->message);
    return count;
}

static const char *severity_name(const sei_diag *diag) {
    return table[diag->id].severity == SEI_SEVERITY_ERROR ? "error" : "warning";
}

static void print_text(const sei_diag *diag, size_t more, sei_buf *out) {
    if (diag->source) {
        sei_place place = sei_source_place(diag->source, diag->offset);
        sei_diag_escape(out, diag->source->path);
        sei_buf_print(out, ":%u:%u: ", place.line, place.column);
    }
    sei_buf_print(out, "%s: ", severity_name(diag));
    sei_diag_escape(out, diag->message);
    if (more)
        sei_buf_print(out, " (and %zu more like this)", more);
    sei_buf_print(out, " [%s]\n", table[diag->id].name);
}

static void print_json(const sei_diag *diag, size_t more, sei_buf *out) {
    sei_buf_add(out, SEI_STR("{\"type\":\"diagnostic\""));
    if (diag->source) {
        sei_place place = sei_source_place(diag->source, diag->offset);
        sei_buf_add(out, SEI_STR(",\"path\":"));
        sei_json_escape(out, diag->source->path);
        sei_buf_print(out, ",\"line\":%u,\"column\":%u", place.line, place.column);
    }
    sei_buf_print(out, ",\"severity\":\"%s\",\"id\":\"%s\",\"message\":", severity_name(diag),
                  table[diag->id].name);
    sei_json_escape(out, diag->message);
    if (more)
        sei_buf_print(out, ",\"more\":%zu", more);
    sei_buf_add(out, SEI_STR("}\n"));
}

static void print_all(const sei_diags *diags, sei_buf *out,
                      void (*print)(const sei_diag *, size_t, sei_buf *)) {
    for (size_t i = 0; i < diags->size; i++) {
        size_t before = repeats_before(diags, i);
        if (before < REPEATS_SHOWN)
            print(&diags->at[i], 0, out);
        else if (before == REPEATS_SHOWN)
            print(&diags->at[i], repeats_after(diags, i), out);
    }
}

void sei_diags_print_text(const sei_diags *diags, sei_buf *out) {
    print_all(diags, out, print_text);
}

void sei_diags_print_json(const sei_diags *diags, sei_buf *out) {
    print_all(diags, out, print_json);
}
