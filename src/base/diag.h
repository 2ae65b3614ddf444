/* Diagnostics: what a user should know about his text, as
 *     path:line:column: severity: message [id]
 * They are collected during a job, then sorted by file and offset, repeats counted, control and
 * bidi characters escaped, and printed as text or as JSON lines. */
#ifndef SEI_BASE_DIAG_H
#define SEI_BASE_DIAG_H

#include "base/attribute.h"
#include "base/buf.h"
#include "base/diag_list.h"
#include "base/source.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_diag_id {
#define SEI_DIAG_ENUM(name, id, severity, meaning) SEI_DIAG_##name,
    SEI_DIAG_LIST(SEI_DIAG_ENUM)
#undef SEI_DIAG_ENUM
    SEI_DIAG_COUNT
} sei_diag_id;

typedef enum sei_severity {
    SEI_SEVERITY_WARNING,
    SEI_SEVERITY_ERROR
} sei_severity;

typedef struct sei_diag {
    sei_diag_id id;
    const sei_source *source; /* NULL: the whole run */
    size_t offset;            /* byte in the source */
    sei_str message;
} sei_diag;

typedef struct sei_diags {
    sei_arena *arena;
    sei_diag *at;
    size_t size;
    size_t room;
    bool silenced[SEI_DIAG_COUNT]; /* -W no-ID: not collected */
} sei_diags;

void sei_diags_init(sei_diags *diags, sei_arena *arena); /* in place; takes no memory yet */

/* Collects one. source may be NULL. The message is a phrase without a full stop that says what is
 * wrong and, after a semicolon, what to do. */
void sei_diag_add(sei_diags *diags, sei_diag_id id, const sei_source *source, size_t offset,
                  const char *format, ...) SEI_PRINTF(5, 6);

/* Sorts by source number, offset, id and message, and drops exact repeats of one place. */
void sei_diags_sort(sei_diags *diags);

size_t sei_diags_count(const sei_diags *diags, sei_severity severity); /* how many of a severity */

/* One line each (after sei_diags_sort). More than 20 with one id and message in one file become the
 * first 20 and a line that counts the rest.
 *     text: path:line:column: severity: message [id]
 *     JSON: {"type":"diagnostic","path":…,"line":…,"column":…,"severity":…,"id":…,"message":…},
 * with "more" on the line that counts; path, line and column only where there is a source. */
void sei_diags_print_text(const sei_diags *diags, sei_buf *out);
void sei_diags_print_json(const sei_diags *diags, sei_buf *out);

const char *sei_diag_name(sei_diag_id id);    /* "link-missing" */
const char *sei_diag_meaning(sei_diag_id id); /* the manual's sentence */
sei_severity sei_diag_severity(sei_diag_id id);
bool sei_diag_find(sei_str name, sei_diag_id *id); /* by the name; false when there is none */

/* Text for a terminal or log: controls (C0, C1, DEL, bidi) and invalid bytes are written \x1b,
 * \u202e. */
void sei_diag_escape(sei_buf *out, sei_str text);
/* A JSON string with its quotes. */
void sei_json_escape(sei_buf *out, sei_str text);

#ifdef __cplusplus
}
#endif

#endif
