/* Diagnostics with places: records between processes, merging, and the two printed forms.
 *
 * A record is a head of five numbers and the bytes of path and message. The rule that is easy to
 * break: the reader's bytes come from a process that may have gone wrong, so every number is
 * checked before it is used. */
#include "base/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"

typedef struct record_head {
    uint32_t id, line, column, path_size, message_size;
} record_head;

void sei_report_init(sei_report *report, sei_arena *arena) {
    *report = (sei_report){.arena = arena};
}

void sei_report_add(sei_report *report, const sei_report_line *line) {
    SEI_VEC_ADD(report->arena, report, *line);
}

static int compare_numbers(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}

/* What is wrong: the message without what follows a semicolon, what is done about it. That may
 * differ with the document that met the problem. */
static sei_str problem_of(sei_str message) {
    size_t end = sei_str_find(message, SEI_STR("; "), 0);
    return end == SEI_STR_NONE ? message : sei_str_slice(message, 0, end);
}

static int compare_problems(const sei_report_line *a, const sei_report_line *b) {
    int order = sei_str_compare(a->path, b->path);
    if (order == 0)
        order = compare_numbers(a->place.line, b->place.line);
    if (order == 0)
        order = compare_numbers(a->place.column, b->place.column);
    if (order == 0)
        order = compare_numbers((uint32_t)a->id, (uint32_t)b->id);
    return order ? order : sei_str_compare(problem_of(a->message), problem_of(b->message));
}

static int compare(const void *left, const void *right) {
    const sei_report_line *a = left, *b = right;
    int order = compare_problems(a, b);
    return order ? order : sei_str_compare(a->message, b->message);
}

/* A character that no font has is told once a file, at its first place in the document: which that
 * is differs with the documents that show parts of the file. */
static bool is_told(const sei_report *report, sei_map *told, sei_report_line *line) {
    if (line->id != SEI_DIAG_GLYPH_MISSING)
        return false;
    sei_str key = sei_arena_print(report->arena, "%.*s/%.*s", SEI_STR_ARG(line->path),
                                  SEI_STR_ARG(line->message));
    return sei_map_add(told, key, line) != NULL;
}

void sei_report_sort(sei_report *report) {
    sei_map told;
    size_t size = 0;
    if (report->size == 0)
        return;
    sei_map_init(&told, report->arena);
    qsort(report->at, report->size, sizeof *report->at, compare);
    for (size_t i = 0; i < report->size; i++) {
        bool is_repeat = size && compare_problems(&report->at[size - 1], &report->at[i]) == 0;
        if (!is_told(report, &told, &report->at[i]))
            report->at[is_repeat ? size - 1 : size++] = report->at[i];
    }
    report->size = size;
}

void sei_report_count(const sei_report *report, uint64_t counts[SEI_DIAG_COUNT]) {
    memset(counts, 0, SEI_DIAG_COUNT * sizeof *counts);
    for (size_t i = 0; i < report->size; i++)
        counts[report->at[i].id]++;
}

/* --- printing -------------------------------------------------------------------------------- */

static const char *severity_name(sei_diag_id id) {
    return sei_diag_severity(id) == SEI_SEVERITY_ERROR ? "error" : "warning";
}

void sei_report_print_text(const sei_report_line *line, size_t more, sei_buf *out) {
    if (line->path.size) {
        sei_diag_escape(out, line->path);
        sei_buf_print(out, ":%u:%u: ", line->place.line, line->place.column);
    }
    sei_buf_print(out, "%s: ", severity_name(line->id));
    sei_diag_escape(out, line->message);
    if (more)
        sei_buf_print(out, " (and %zu more like this)", more);
    sei_buf_print(out, " [%s]\n", sei_diag_name(line->id));
}

void sei_report_print_json(const sei_report_line *line, size_t more, sei_buf *out) {
    sei_buf_add(out, SEI_STR("{\"type\":\"diagnostic\""));
    if (line->path.size) {
        sei_buf_add(out, SEI_STR(",\"path\":"));
        sei_json_escape(out, line->path);
        sei_buf_print(out, ",\"line\":%u,\"column\":%u", line->place.line, line->place.column);
    }
    sei_buf_print(out, ",\"severity\":\"%s\",\"id\":\"%s\",\"message\":", severity_name(line->id),
                  sei_diag_name(line->id));
    sei_json_escape(out, line->message);
    if (more)
        sei_buf_print(out, ",\"more\":%zu", more);
    sei_buf_add(out, SEI_STR("}\n"));
}

/* --- records --------------------------------------------------------------------------------- */

static void write_record(const sei_report_line *line, sei_buf *out) {
    const record_head head = {.id = (uint32_t)line->id,
                              .line = line->place.line,
                              .column = line->place.column,
                              .path_size = (uint32_t)line->path.size,
                              .message_size = (uint32_t)line->message.size};
    sei_buf_add(out, (sei_str){(const char *)&head, sizeof head});
    sei_buf_add(out, line->path);
    sei_buf_add(out, line->message);
}

void sei_report_write(const sei_diags *diags, sei_buf *out) {
    sei_place_cursor cursor = {0};
    for (size_t i = 0; i < diags->size && i < SEI_LIMIT_REPORT_LINES; i++) {
        const sei_diag *diag = &diags->at[i];
        sei_report_line line = {.id = diag->id, .message = diag->message};
        if (diag->source) {
            line.path = diag->source->path;
            line.place = sei_place_cursor_move(&cursor, diag->source, diag->offset);
        }
        write_record(&line, out);
    }
    if (diags->size > SEI_LIMIT_REPORT_LINES) {
        const sei_report_line rest = {
            .id = SEI_DIAG_LIMIT,
            .message =
                sei_arena_print(diags->arena, "%zu more messages of one document are left out",
                                diags->size - SEI_LIMIT_REPORT_LINES)};
        write_record(&rest, out);
    }
}

/* Takes `size` bytes off the front; false when there are fewer. */
static bool take(sei_str *rest, size_t size, sei_str *part) {
    if (size > rest->size)
        return false;
    *part = sei_str_slice(*rest, 0, size);
    *rest = sei_str_slice(*rest, size, rest->size);
    return true;
}

static bool read_record(sei_str *rest, sei_report_line *line) {
    record_head head;
    sei_str bytes;
    if (!take(rest, sizeof head, &bytes))
        return false;
    memcpy(&head, bytes.at, sizeof head);
    if (head.id >= SEI_DIAG_COUNT || !take(rest, head.path_size, &line->path) ||
        !take(rest, head.message_size, &line->message))
        return false;
    line->id = (sei_diag_id)head.id;
    line->place = (sei_place){.line = head.line, .column = head.column};
    return true;
}

size_t sei_report_read(sei_report *report, sei_str bytes) {
    size_t before = report->size;
    sei_report_line line;
    while (read_record(&bytes, &line))
        sei_report_add(report, &line);
    return report->size - before;
}
