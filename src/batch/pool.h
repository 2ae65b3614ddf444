/* A pool of workers: many documents → their results, several at once. */
#ifndef SEI_BATCH_POOL_H
#define SEI_BATCH_POOL_H

#include "batch/worker.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What becomes of a source: called once for each, in the order in which they end. `worker` holds
 * its outputs, as number `number` of that worker. */
typedef void sei_pool_finish(void *context, size_t source, const sei_job_result *result,
                             sei_worker *worker, size_t number);

typedef struct sei_pool_request {
    sei_worker_request worker; /* its sources are filled in here */
    const sei_job_source *sources;
    const uint64_t *bytes; /* of each source: small ones share a worker */
    size_t source_count;
    size_t worker_count;     /* at most SEI_WORKERS_MAX */
    sei_pool_finish *finish; /* and for what a worker reports, after its sources: */
    void (*report)(void *context, const sei_worker *worker);
    void (*tick)(void *context);    /* several times a second */
    bool (*is_over)(void *context); /* nothing more is to be started */
    void *context;
} sei_pool_request;

/* Runs all sources, in their order. A source over which a worker dies in company is run again
 * alone, so that it takes no other along. False with a status (SEI_FAILED_RUN) when no worker can
 * be started; those under way are waited for. */
bool sei_pool_run(const sei_pool_request *request, sei_arena *arena, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
