/* A job: one conversion of one source, into one format or several, in the caller's process and
 * thread. It forks nothing, installs no handler and keeps no state: all its memory is dropped when
 * it returns (DESIGN, invariant 9). The program runs every job behind a process fence
 * (batch/worker.h), which is also what contains a dependency that aborts. */
#ifndef SEI_JOB_JOB_H
#define SEI_JOB_JOB_H

#include "book/assemble.h"
#include "job/house.h"
#include "job/preview.h"
#include "pdf/pdf.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_VERSION "0.1.0"

typedef enum sei_format {
    SEI_FORMAT_PDF,
    SEI_FORMAT_EPUB,
    SEI_FORMAT_COUNT
} sei_format;

const char *sei_format_name(sei_format format); /* "pdf": also what its files' names end in */

typedef enum sei_job_kind {
    SEI_JOB_CONVERT,
    SEI_JOB_CHECK,   /* diagnostics only */
    SEI_JOB_PREVIEW, /* pictures of pages, as records (job/preview.h) */
    SEI_JOB_DUMP_TREE,
    SEI_JOB_DUMP_ITEMS,
    SEI_JOB_DUMP_PAGES
} sei_job_kind;

typedef struct sei_job_source {
    sei_assemble_kind kind;
    sei_str path; /* below the vault's root */
} sei_job_source;

/* How the diagnostics are written. */
typedef enum sei_job_report {
    SEI_JOB_REPORT_TEXT,
    SEI_JOB_REPORT_JSON,
    SEI_JOB_REPORT_RECORDS /* for a parent that merges several (base/report.h) */
} sei_job_report;

typedef struct sei_job_request {
    sei_house *house;
    sei_job_kind kind;
    sei_job_source source;
    /* CONVERT: the formats to make, bits 1 << sei_format. 0: those that a book file's `output`
     * names, and without one all. */
    unsigned formats;
    const sei_style_setting *settings; /* --set, in order; --style is the house's */
    size_t setting_count;
    sei_lang lang;
    sei_breaks breaks;
    sei_str pdf_standard; /* a list for sei_pdf_standards_parse; "": SEI_PDF_STANDARDS */
    sei_imposition imposition;
    bool keeps_imposition;    /* the scheme is meant; else the source or the vault may name one */
    const sei_map *siblings;  /* as in sei_assemble_request */
    bool leaves_notes_bare;   /* the EPUB of a single note gets no made cover: one of thousands */
    sei_preview_wish preview; /* PREVIEW: what it shows */
    const bool *silenced;     /* SEI_DIAG_COUNT flags, or NULL */
    sei_job_report report_form;
    int64_t epoch;                 /* SOURCE_DATE_EPOCH or -1 */
    int outputs[SEI_FORMAT_COUNT]; /* descriptors, by format */
    int dump;                      /* descriptor for the dump's text or the preview's records */
    int report;                    /* descriptor for the diagnostics */
    bool tells_lookups;            /* CONVERT: what was looked up goes to: */
    int lookups;                   /* descriptor, for sei_vault's lookups */
    sei_file_info *inputs;         /* gets the files that an output must not overwrite, or NULL */
    size_t input_room;
    sei_allocator allocator;
    size_t memory_limit; /* bytes; 0: SEI_LIMIT_JOB_MEMORY */
} sei_job_request;

typedef enum sei_job_stage {
    SEI_STAGE_BOOK,  /* read, parse, assemble */
    SEI_STAGE_FLOW,  /* paragraphs and pages */
    SEI_STAGE_WRITE, /* PDF, EPUB or dump */
    SEI_STAGE_COUNT
} sei_job_stage;

#define SEI_JOB_NAME_MAX 1024

/* One format of a conversion. */
typedef struct sei_job_output {
    bool is_wanted;
    bool is_made;                /* its bytes are complete */
    sei_status status;           /* why it is not */
    char name[SEI_JOB_NAME_MAX]; /* what a book file's `output` calls it, as written; "" for none */
} sei_job_output;

typedef struct sei_job_result {
    bool is_done;      /* everything that was asked for is complete */
    sei_status status; /* why it is not: of the source, else of the first output that failed */
    sei_job_output outputs[SEI_FORMAT_COUNT];
    uint64_t warnings, errors;
    uint64_t pages, characters;
    sei_imposition imposition;       /* of the PDF, as it was chosen */
    uint64_t sides;                  /* PREVIEW: of the sheets; 0: single pages are shown */
    uint64_t peak_memory;            /* bytes of the job's allocator */
    double seconds[SEI_STAGE_COUNT]; /* CPU */
    size_t input_count;              /* of request->inputs */
    size_t lookup_bytes;             /* written to request->lookups */
} sei_job_result;

/* Runs the job; returns result->is_done. The result is filled either way. Each format stands for
 * itself: one that fails does not take the other along. */
bool sei_job_run(const sei_job_request *request, sei_job_result *result);

#ifdef __cplusplus
}
#endif

#endif
