/* libseihon: one note or one book of an Obsidian vault → a PDF or an EPUB 3, in the caller's
 * process and thread.
 *
 * The library keeps no state between calls, forks nothing, installs no signal handler and never
 * calls setlocale. Memory comes from the caller's allocator where one is given, within a budget;
 * running out ends the call with SEIHON_FAILED_RUN or SEIHON_FAILED_INPUT, never the process. What
 * it does not give is the program's fence: the program `seihon` runs every conversion in a process
 * of its own without network or write access, which also contains a dependency that aborts. A
 * caller that converts notes it does not trust should do the same.
 *
 * All strings are UTF-8 and end with NUL; NULL stands for "not given". */
#ifndef SEIHON_SEIHON_H
#define SEIHON_SEIHON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum seihon_format {
    SEIHON_PDF,
    SEIHON_EPUB
} seihon_format;

/* What the source is, and with that how its chapters are found. */
typedef enum seihon_kind {
    SEIHON_NOTE = 0, /* one note with what it embeds */
    SEIHON_MAP,      /* a map-of-content note: the notes that it links, in its order */
    SEIHON_FOLDER,   /* every note below a folder */
    SEIHON_BOOK_FILE /* a YAML file that lists contents; what it says of outputs is not used */
} seihon_kind;

typedef enum seihon_status {
    SEIHON_OK = 0,
    SEIHON_FAILED_INPUT = 1, /* the document has no output for its own sake */
    SEIHON_FAILED_USAGE = 2, /* a setting, a style or a path is wrong */
    SEIHON_FAILED_RUN = 3    /* the world: memory, disk, missing fonts */
} seihon_status;

typedef struct seihon_request {
    const char *source; /* a note, folder or book file, as `kind` says */
    const char *vault;  /* the root that links may reach; NULL finds it */
    seihon_kind kind;
    seihon_format format;
    const char *style; /* a ready-made style, or a style file by its path; NULL: its own */
    const char *const *settings; /* "text.size=10pt" …, NULL at the end; or NULL */
    const char *language;        /* "ja", "zh-Hans" … */
    int no_system_fonts;         /* not 0: bundled fonts only, the same bytes on every machine */
    int64_t epoch;               /* SOURCE_DATE_EPOCH, or -1 */
    int output; /* an open descriptor; the bytes are written from its present place */
    int report; /* an open descriptor for the diagnostics as JSON lines, or -1 */
    /* realloc's contract with a user pointer (size 0 frees), or NULL for the C library's. */
    void *(*resize)(void *user, void *old_block, size_t old_size, size_t size);
    void *user;
    size_t memory_limit; /* bytes; 0 for the default */
} seihon_request;

typedef struct seihon_result {
    seihon_status status;
    char message[496]; /* one line for a person; "" when OK */
    uint64_t warnings, errors, pages;
} seihon_result;

/* Converts. Returns result->status; the result is filled either way. After a failure the bytes that
 * were written to `output` are worthless. */
seihon_status seihon_convert(const seihon_request *request, seihon_result *result);

/* "0.1.0" */
const char *seihon_version(void);

#ifdef __cplusplus
}
#endif

#endif
