/* A job: one conversion of one source, in the caller's process and thread. It forks nothing,
 * installs no handler and keeps no state: all its memory is dropped when it returns (DESIGN,
 * invariant 9). The program runs every job behind a process fence (batch/worker.h), which is also
 * what contains a dependency that aborts. */
#ifndef SEI_JOB_JOB_H
#define SEI_JOB_JOB_H

#include "book/assemble.h"
#include "job/house.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_VERSION "0.1.0"

typedef enum sei_job_kind {
    SEI_JOB_PDF,
    SEI_JOB_EPUB,
    SEI_JOB_CHECK, /* diagnostics only; lays pages out, so that missing glyphs are found */
    SEI_JOB_DUMP_TREE,
    SEI_JOB_DUMP_ITEMS,
    SEI_JOB_DUMP_PAGES
} sei_job_kind;

typedef struct sei_job_request {
    sei_house *house;
    sei_job_kind kind;
    sei_str note;  /* path below the vault's root */
    sei_str style; /* --style; "" takes the note's, the vault's, then a4-report */
    const sei_style_setting *settings; /* --set, in order */
    size_t setting_count;
    sei_lang lang;
    sei_breaks breaks;
    const bool *silenced; /* SEI_DIAG_COUNT flags, or NULL */
    bool report_json;
    int64_t epoch; /* SOURCE_DATE_EPOCH or -1 */
    int output;    /* descriptor for the file or dump; -1 for CHECK */
    int report;    /* descriptor for the diagnostics, as text or JSON lines */
    sei_allocator allocator;
    size_t memory_limit; /* bytes; 0: SEI_LIMIT_JOB_MEMORY */
} sei_job_request;

typedef enum sei_job_stage {
    SEI_STAGE_BOOK,  /* read, parse, assemble */
    SEI_STAGE_FLOW,  /* paragraphs and pages */
    SEI_STAGE_WRITE, /* PDF, EPUB or dump */
    SEI_STAGE_COUNT
} sei_job_stage;

#define SEI_JOB_INPUTS_MAX 64

typedef struct sei_job_result {
    sei_status status;
    uint64_t warnings, errors;
    uint64_t pages, characters;
    uint64_t peak_memory;                     /* bytes of the job's allocator */
    double seconds[SEI_STAGE_COUNT];          /* CPU */
    sei_file_info inputs[SEI_JOB_INPUTS_MAX]; /* files that an output must not overwrite */
    size_t input_count;
} sei_job_result;

/* Runs the job; true when its output is complete. The result is filled either way. */
bool sei_job_run(const sei_job_request *request, sei_job_result *result);

#ifdef __cplusplus
}
#endif

#endif
