/* The fence: one document is one worker process, forked from a parent without threads that has
 * opened the house. The worker may read below the vault, the styles, the fonts and fontconfig's
 * folders; it has no network, runs no program and writes nowhere but into two memory files that the
 * parent made. Its death becomes a message about its document (DESIGN, invariant 10). */
#ifndef SEI_BATCH_WORKER_H
#define SEI_BATCH_WORKER_H

#include "job/job.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_worker_request {
    sei_job_request job; /* output and report are filled in here */
    sei_str target;      /* the file to write; "" for CHECK and dumps */
    int dump_to;         /* dumps: the descriptor that gets the text */
    int report_to;       /* where the diagnostics go */
    double deadline;     /* wall seconds; 0: 5 + 10 a MB of the note … see worker.c */
    bool show_progress;  /* a line on the terminal when it lasts over a second */
} sei_worker_request;

/* Runs the job in a worker and, when it succeeded, commits its output to the target. The result's
 * status says how it went; a worker's death is SEI_FAILED_INPUT with a message that names it. */
bool sei_worker_run(const sei_worker_request *request, sei_job_result *result);

/* Removes the temporary file of a running commit and kills the running worker: for signal handlers.
 */
void sei_worker_abandon(void);

#ifdef __cplusplus
}
#endif

#endif
