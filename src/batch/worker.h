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

#define SEI_WORKERS_MAX 64        /* at once */
#define SEI_WORKER_OUTPUTS_MAX 16 /* sources of one worker that converts */

typedef struct sei_worker_request {
    sei_job_request job;           /* source, descriptors and inputs are filled in here */
    const sei_job_source *sources; /* run one after the other; they outlive the worker */
    size_t source_count;           /* not 0; one for dumps */
    double deadline;               /* wall seconds for each; 0: by its size */
    bool show_progress;            /* a line on the terminal when it lasts over a second */
} sei_worker_request;

/* A worker and what it leaves behind; closed by sei_worker_close. */
typedef struct sei_worker {
    sei_worker_request request;
    int outputs[SEI_WORKER_OUTPUTS_MAX][SEI_FORMAT_COUNT]; /* memory files, by source */
    int dump, report, lookups;
    struct sei_worker_page *page; /* shared with the child */
    sei_file_info *inputs;        /* likewise: what outputs must not overwrite, by source */
    size_t page_size, input_room; /* of one source's inputs */
    int child, process;           /* its number and its descriptor; 0 and -1: none runs */
    int how;                      /* it ended, as of waitpid */
    size_t at;                    /* the source that it was last seen at … */
    double began;                 /* … since when … */
    double deadline;              /* … and how many seconds it may take */
    bool in_time;
    bool has_shown; /* a line of progress, which must be cleared */
    sei_str mapped_dump;
} sei_worker;

/* Starts a worker. False with a status (SEI_FAILED_RUN); to be closed either way. At most
 * SEI_WORKERS_MAX run at once. */
bool sei_worker_start(sei_worker *worker, const sei_worker_request *request, sei_status *status);

/* Waits until one of the workers may have ended, or a moment. Those without a child are passed
 * over. */
void sei_workers_wait(const sei_worker *workers, size_t count);

/* Whether a started worker has ended; one that takes too long is killed. True once. */
bool sei_worker_has_ended(sei_worker *worker);

/* The results of a worker that has ended: `results` has room for source_count. Returns how many
 * jobs came to their end. When these are not all, the next result's status tells of the worker's
 * death over it (SEI_FAILED_INPUT). */
size_t sei_worker_take_results(sei_worker *worker, sei_job_result *results);

/* All of that for one worker. Where none could be started, the first result's status says why
 * (SEI_FAILED_RUN). */
size_t sei_worker_run(sei_worker *worker, const sei_worker_request *request,
                      sei_job_result *results);

/* Copies one format's bytes of a source to the target through the sink. Only for an output whose
 * is_made the result tells. */
bool sei_worker_commit(sei_worker *worker, size_t source, sei_format format, sei_str target,
                       sei_status *status);

/* The files that a source was made of. */
const sei_file_info *sei_worker_inputs(const sei_worker *worker, size_t source, size_t *count);

/* What a source looked up in the vault, for a request that tells_lookups (vault/vault.h). */
sei_str sei_worker_read_lookups(const sei_worker *worker, sei_arena *arena, size_t source);

/* The open file that holds one format's bytes of a source, on the same terms. */
int sei_worker_output(const sei_worker *worker, size_t source, sei_format format);

/* Copies the dump, or the diagnostics as they were asked for, to an open descriptor. */
bool sei_worker_copy_dump(const sei_worker *worker, int to, sei_status *status);
bool sei_worker_copy_report(const sei_worker *worker, int to, sei_status *status);

/* The diagnostics' bytes, SEI_LIMIT_REPORT_BYTES at most: a child's, so to be read without trust.
 */
bool sei_worker_read_report(const sei_worker *worker, sei_arena *arena, sei_str *bytes,
                            sei_status *status);

/* The dump's bytes, until sei_worker_close; a child's, so to be read without trust. */
bool sei_worker_map_dump(sei_worker *worker, sei_str *bytes, sei_status *status);
/* Writes a part of them to the target through the sink. */
bool sei_worker_commit_part(sei_worker *worker, sei_str part, sei_str target, sei_status *status);

/* Safe after a run that failed. */
void sei_worker_close(sei_worker *worker);

/* Zeroed memory that is shared with workers started later, for what they are to leave in it; NULL
 * when there is none. */
void *sei_worker_share(size_t size);
void sei_worker_unshare(void *block, size_t size);

/* Removes the temporary file of a running commit and kills the running workers: for signal
 * handlers. */
void sei_worker_abandon(void);

#ifdef __cplusplus
}
#endif

#endif
