/* libseihon: one note or one book of an Obsidian vault → a PDF or an EPUB 3, in the caller's
 * process and thread.
 *
 * The library keeps no state between jobs, forks nothing, installs no signal handler, never calls
 * setlocale and writes to no terminal. Several threads may run jobs at once, each its own. Memory
 * comes from the caller's allocator where one is given, within a budget; running out ends a job
 * with a status, never the process. What the library does not give is the program's fence: the
 * program `seihon` runs every conversion in a process of its own without network or write access
 * and with limits of time and memory, which also contains a dependency that aborts. A caller that
 * converts notes it does not trust should do the same.
 *
 * All strings are UTF-8 and end with NUL. */
#ifndef SEIHON_SEIHON_H
#define SEIHON_SEIHON_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define SEIHON_API __attribute__((visibility("default")))
#else
#define SEIHON_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum seihon_format {
    SEIHON_PDF,
    SEIHON_EPUB
} seihon_format;

typedef enum seihon_status {
    SEIHON_OK = 0,
    SEIHON_FAILED_INPUT = 1, /* the document has no output for its own sake */
    SEIHON_FAILED_USAGE = 2, /* an option, a style or a path is wrong */
    SEIHON_FAILED_RUN = 3    /* the world: memory, disk, missing fonts */
} seihon_status;

/* What can be set of a job. Each has one value, which a later one replaces, but for SEIHON_SETTING
 * and SEIHON_FONT_FOLDER, which add. A map becomes a book of the notes that it links, a folder one
 * of the notes below it; a book file (*.yaml) is told by its name. */
typedef enum seihon_option {
    SEIHON_SOURCE,       /* a note, a book file or a folder; must be set */
    SEIHON_KIND,         /* what the source is: "note" (the default), "map", "folder" */
    SEIHON_VAULT,        /* the root that links may reach; found when not set */
    SEIHON_STYLE,        /* a ready-made style, or a style file by its path */
    SEIHON_SETTING,      /* a property of the style: "text.size=10pt" */
    SEIHON_LANGUAGE,     /* "ja", "zh-Hans" …; found from the text when not set */
    SEIHON_FONT_FOLDER,  /* with more fonts */
    SEIHON_SYSTEM_FONTS, /* "yes" (the default), "no": the same bytes on every machine */
    SEIHON_DATA_FOLDER,  /* that holds fonts/ and styles/; found when not set */
    SEIHON_EPOCH,        /* seconds since 1970, in place of dates that a note does not give */
    SEIHON_MEMORY_LIMIT  /* bytes; "0" for the default */
} seihon_option;

/* What can be asked of a job that has run. */
typedef enum seihon_count {
    SEIHON_PAGES, /* of the PDF; 0 for an EPUB */
    SEIHON_WARNINGS,
    SEIHON_ERRORS,
    SEIHON_PEAK_MEMORY /* bytes */
} seihon_count;

/* Options, and what the last call said. Not to be used by two threads at once. */
typedef struct seihon_job seihon_job;

/* realloc's contract with a user pointer: `old` NULL allocates, `size` 0 frees and returns NULL;
 * NULL for another size says that there is no memory. `old_size` is the size that the block was
 * asked for with. Called from the thread that calls the library. */
typedef void *seihon_resize(void *user, void *old, size_t old_size, size_t size);

/* A job without options. `resize` NULL takes the C library's allocator. NULL when there is no
 * memory. */
SEIHON_API seihon_job *seihon_job_new(seihon_resize *resize, void *user);

/* NULL does no harm. */
SEIHON_API void seihon_job_free(seihon_job *job);

/* Sets an option; the value is copied. SEIHON_FAILED_USAGE for a value that the option cannot have.
 */
SEIHON_API seihon_status seihon_job_set(seihon_job *job, seihon_option option, const char *value);

/* Converts. The bytes are written to the open descriptor `output`, from its present place; after a
 * failure they are worthless. `report` is an open descriptor for the diagnostics as JSON lines
 * (seihon(1), --report json), or -1. May be called again, also with the other format. */
SEIHON_API seihon_status seihon_job_run(seihon_job *job, seihon_format format, int output,
                                        int report);

/* What went wrong in the last call, one line for a person; "" after SEIHON_OK. The job's, until its
 * next call. */
SEIHON_API const char *seihon_job_message(const seihon_job *job);

/* Of the last run. */
SEIHON_API uint64_t seihon_job_count(const seihon_job *job, seihon_count what);

/* "0.1.0" */
SEIHON_API const char *seihon_version(void);

#ifdef __cplusplus
}
#endif

#endif
