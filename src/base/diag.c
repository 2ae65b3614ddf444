/* Diagnostics: collected in any order on an arena, then sorted, and printed as text for people or
 * as JSON lines for programs. Repeats of one message in one file are counted by a second sort, so
 * that a hundred thousand broken links still take n log n.
 *
 * Rule that is easy to break: a message quotes people's files, so nothing reaches a terminal or a
 * log but through sei_diag_escape or sei_json_escape (robustness, C 16). */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/report.h"
#include "base/utf8.h"
#include "base/vec.h"

#define REPEATS_SHOWN 20 /* of one message in one file; the line after them counts the rest */

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

void sei_diag_add(sei_diags *diags, sei_diag_id id, const sei_source *source, size_t offset,
                  const char *format, ...) {
    if (diags->silenced[id])
        return;
    va_list arguments;
    va_start(arguments, format);
    sei_diag diag = {.id = id,
                     .source = source,
                     .offset = offset,
                     .message = sei_arena_print_list(diags->arena, format, arguments)};
    va_end(arguments);
    SEI_VEC_ADD(diags->arena, diags, diag);
}

static int compare_numbers(uint64_t a, uint64_t b) {
    return a < b ? -1 : a > b;
}

/* What concerns the whole run comes first, then the files in their order. */
static uint64_t source_rank(const sei_diag *diag) {
    return diag->source ? diag->source->number + UINT64_C(1) : 0;
}

static int compare(const void *left, const void *right) {
    const sei_diag *a = left, *b = right;
    int order = compare_numbers(source_rank(a), source_rank(b));
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

/* One diagnostic's standing among those of its file that say the same. */
typedef struct repeat {
    const sei_diag *diag;
    size_t before; /* how many come earlier */
    size_t after;
} repeat;

static int compare_saying(const sei_diag *a, const sei_diag *b) {
    int order = compare_numbers(source_rank(a), source_rank(b));
    if (order == 0)
        order = compare_numbers((uint64_t)a->id, (uint64_t)b->id);
    return order ? order : sei_str_compare(a->message, b->message);
}

static int compare_repeats(const void *left, const void *right) {
    const repeat *a = left, *b = right;
    int order = compare_saying(a->diag, b->diag);
    return order ? order : compare_numbers((uintptr_t)a->diag, (uintptr_t)b->diag);
}

static int compare_positions(const void *left, const void *right) {
    const repeat *a = left, *b = right;
    return compare_numbers((uintptr_t)a->diag, (uintptr_t)b->diag);
}

/* For each diagnostic, in order, how many of its like stand before and after it. */
static repeat *count_repeats(const sei_diags *diags) {
    repeat *repeats = SEI_NEW_ARRAY(diags->arena, repeat, diags->size);
    for (size_t i = 0; i < diags->size; i++)
        repeats[i].diag = &diags->at[i];
    qsort(repeats, diags->size, sizeof *repeats, compare_repeats);
    for (size_t first = 0, end; first < diags->size; first = end) {
        for (end = first; end < diags->size; end++)
            if (compare_saying(repeats[first].diag, repeats[end].diag) != 0)
                break;
        for (size_t i = first; i < end; i++) {
            repeats[i].before = i - first;
            repeats[i].after = end - i - 1;
        }
    }
    qsort(repeats, diags->size, sizeof *repeats, compare_positions);
    return repeats;
}

/* How a line is printed; `more` counts the repeats that it stands for as well. */
typedef void print_line(const sei_report_line *line, size_t more, sei_buf *out);

static void print_all(const sei_diags *diags, sei_buf *out, print_line *print) {
    sei_arena_mark mark = sei_arena_mark_take(diags->arena);
    const repeat *repeats = count_repeats(diags);
    sei_place_cursor cursor = {0};
    for (size_t i = 0; i < diags->size; i++) {
        const sei_diag *diag = &diags->at[i];
        if (repeats[i].before > REPEATS_SHOWN)
            continue;
        sei_report_line line = {.id = diag->id, .message = diag->message};
        if (diag->source) {
            line.path = diag->source->path;
            line.place = sei_place_cursor_move(&cursor, diag->source, diag->offset);
        }
        print(&line, repeats[i].before == REPEATS_SHOWN ? repeats[i].after : 0, out);
    }
    sei_arena_mark_release(diags->arena, mark);
}

void sei_diags_print_text(const sei_diags *diags, sei_buf *out) {
    print_all(diags, out, sei_report_print_text);
}

void sei_diags_print_json(const sei_diags *diags, sei_buf *out) {
    print_all(diags, out, sei_report_print_json);
}
