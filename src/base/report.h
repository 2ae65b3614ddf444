/* A report: diagnostics with their places worked out, of one document or merged of many. Workers
 * write theirs as records; the parent, which has none of the sources, reads them without trust,
 * sorts and prints them in the forms that diag.h tells. */
#ifndef SEI_BASE_REPORT_H
#define SEI_BASE_REPORT_H

#include "base/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_report_line {
    sei_diag_id id;
    sei_str path; /* "": the whole run, and line and column mean nothing */
    sei_place place;
    sei_str message;
} sei_report_line;

typedef struct sei_report {
    sei_arena *arena;
    sei_report_line *at;
    size_t size;
    size_t room;
} sei_report;

void sei_report_init(sei_report *report, sei_arena *arena);

/* Adds one line; path and message are borrowed. */
void sei_report_add(sei_report *report, const sei_report_line *line);

/* Sorts by path, line, column, id and message, what concerns the whole run first, and keeps one
 * line (the last) of those that differ in nothing, or in what follows a semicolon in the message: a
 * problem that several documents met is told once, whatever each does about it. A character that no
 * font has is told once a file. */
void sei_report_sort(sei_report *report);

/* How many lines there are of each id. */
void sei_report_count(const sei_report *report, uint64_t counts[SEI_DIAG_COUNT]);

/* The line as text or as a JSON object, with its newline. `more` (0: none) counts the repeats that
 * it stands for as well. */
void sei_report_print_text(const sei_report_line *line, size_t more, sei_buf *out);
void sei_report_print_json(const sei_report_line *line, size_t more, sei_buf *out);

/* Sorted diagnostics as records, SEI_LIMIT_REPORT_LINES at most; one of limit counts the rest. */
void sei_report_write(const sei_diags *diags, sei_buf *out);

/* Adds the lines that the bytes hold, whatever they are: the first record that is none ends the
 * reading. The lines borrow the bytes. Returns how many were added. */
size_t sei_report_read(sei_report *report, sei_str bytes);

#ifdef __cplusplus
}
#endif

#endif
