/* The fence: one document is one worker process, forked from a parent without threads that has
 * opened the house (`check` gives a worker a row of documents). The worker may read below the
 * vault, the styles, the fonts and fontconfig's folders; it has no network, runs no program and
 * writes nowhere but into memory files that the parent made. Its death becomes a message about its
 * document (DESIGN, invariant 10). */
#ifndef SEI_BATCH_WORKER_H
#define SEI_BATCH_WORKER_H

#include "job/job.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_worker_request {
    sei_job_request job;           /* source, descriptors and inputs are filled in here */
    const sei_job_source *sources; /* run one after the other */
    size_t source_count;           /* not 0; one for CONVERT and dumps */
    double deadline;               /* wall seconds for each; 0: by its size */
    bool show_progress;            /* a line on the terminal when it lasts over a second */
} sei_worker_request;

/* What a worker leaves behind; closed by sei_worker_close. */
typedef struct sei_worker {
    int outputs[SEI_FORMAT_COUNT]; /* memory files */
    int dump, report;
    struct sei_worker_page *page; /* shared with the child */
    sei_file_info *inputs;        /* likewise: what an output must not overwrite */
    size_t page_size, input_room, input_count;
} sei_worker;

/* Runs a job for each source in one worker and waits. `results` has room for source_count; returns
 * how many jobs came to their end. When these are not all, the next result's status tells why:
 * SEI_FAILED_INPUT with the death of the worker over it, SEI_FAILED_RUN when none could be started.
 */
size_t sei_worker_run(sei_worker *worker, const sei_worker_request *request,
                      sei_job_result *results);

/* Copies one format's bytes to the target through the sink. Only for an output whose is_made the
 * result tells. */
bool sei_worker_commit(sei_worker *worker, sei_format format, sei_str target, sei_status *status);

/* Copies the dump, or the diagnostics as they were asked for, to an open descriptor. */
bool sei_worker_copy_dump(const sei_worker *worker, int to, sei_status *status);
bool sei_worker_copy_report(const sei_worker *worker, int to, sei_status *status);

/* The diagnostics' bytes, SEI_LIMIT_REPORT_BYTES at most: a child's, so to be read without trust.
 */
bool sei_worker_read_report(const sei_worker *worker, sei_arena *arena, sei_str *bytes,
                            sei_status *status);

/* Safe after a run that failed. */
void sei_worker_close(sei_worker *worker);

/* Zeroed memory that is shared with workers started later, for what they are to leave in it; NULL
 * when there is none. */
void *sei_worker_share(size_t size);
void sei_worker_unshare(void *block, size_t size);

/* Removes the temporary file of a running commit and kills the running worker: for signal handlers.
 */
void sei_worker_abandon(void);

#ifdef __cplusplus
}
#endif

#endif
