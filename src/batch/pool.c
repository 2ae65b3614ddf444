/* Workers side by side. Each takes a row of sources that follow one another: one large one, or
 * small ones as long as they are less than a worker's start is worth. Near the end rows grow
 * shorter, so that no worker is left alone with a long one.
 *
 * The rule that is easy to break: a row that a worker's death cut short is not done; what it has
 * not come to is run again, and what it died over alone. */
#include "batch/pool.h"

#include "base/vec.h"

#define ROW_BYTES ((uint64_t)64 << 10) /* of sources in one row, unless one alone has more */
#define ROWS_LEFT 4                    /* a worker, at least, when a row is cut */

/* Sources [first, first + count). */
typedef struct row {
    size_t first, count;
} row;

struct pool {
    const sei_pool_request *request;
    sei_worker *workers;
    row *rows;               /* of the workers that run; count 0: it rests */
    size_t next;             /* the first source that no row has held */
    SEI_VEC(row) again;      /* what died workers left */
    sei_job_result *results; /* of one row */
    sei_arena *arena;
};

static size_t row_limit(const struct pool *pool) {
    const sei_pool_request *request = pool->request;
    size_t fair = (request->source_count - pool->next) / (request->worker_count * ROWS_LEFT);
    size_t most = fair < SEI_WORKER_OUTPUTS_MAX ? fair : SEI_WORKER_OUTPUTS_MAX;
    return most > 0 ? most : 1;
}

static row take_row(struct pool *pool) {
    const sei_pool_request *request = pool->request;
    if (pool->again.size > 0)
        return pool->again.at[--pool->again.size];
    row taken = {pool->next, 0};
    size_t most = row_limit(pool);
    uint64_t bytes = 0;
    while (pool->next < request->source_count && taken.count < most) {
        bytes += request->bytes[pool->next];
        if (taken.count > 0 && bytes > ROW_BYTES)
            break;
        taken.count++;
        pool->next++;
    }
    return taken;
}

static bool has_more(const struct pool *pool) {
    const sei_pool_request *request = pool->request;
    bool is_over = request->is_over && request->is_over(request->context);
    return !is_over && (pool->again.size > 0 || pool->next < request->source_count);
}

static bool start_rows(struct pool *pool, sei_status *status) {
    const sei_pool_request *request = pool->request;
    for (size_t i = 0; i < request->worker_count && has_more(pool); i++) {
        if (pool->rows[i].count > 0)
            continue;
        row taken = take_row(pool);
        sei_worker_request worker = request->worker;
        worker.sources = &request->sources[taken.first];
        worker.source_count = taken.count;
        if (!sei_worker_start(&pool->workers[i], &worker, status)) {
            sei_worker_close(&pool->workers[i]);
            return false;
        }
        pool->rows[i] = taken;
    }
    return true;
}

static void finish_row(struct pool *pool, size_t i) {
    const sei_pool_request *request = pool->request;
    row done = pool->rows[i];
    sei_worker *worker = &pool->workers[i];
    size_t finished = sei_worker_take_results(worker, pool->results);
    bool died_alone = finished < done.count && done.count == 1;
    size_t told = died_alone ? 1 : finished;
    for (size_t n = 0; n < told; n++)
        request->finish(request->context, done.first + n, &pool->results[n], worker, n);
    request->report(request->context, worker);
    sei_worker_close(worker);
    pool->rows[i].count = 0;
    if (told == done.count)
        return;
    size_t died = done.first + finished, left = done.count - finished - 1;
    if (left > 0)
        SEI_VEC_ADD(pool->arena, &pool->again, ((row){died + 1, left}));
    SEI_VEC_ADD(pool->arena, &pool->again, ((row){died, 1}));
}

static size_t finish_rows(struct pool *pool) {
    size_t running = 0;
    for (size_t i = 0; i < pool->request->worker_count; i++) {
        if (pool->rows[i].count == 0)
            continue;
        if (sei_worker_has_ended(&pool->workers[i]))
            finish_row(pool, i);
        else
            running++;
    }
    return running;
}

bool sei_pool_run(const sei_pool_request *request, sei_arena *arena, sei_status *status) {
    struct pool pool = {.request = request, .arena = arena};
    pool.workers = SEI_NEW_ARRAY(arena, sei_worker, request->worker_count);
    pool.rows = SEI_NEW_ARRAY(arena, row, request->worker_count);
    pool.results = SEI_NEW_ARRAY(arena, sei_job_result, SEI_WORKER_OUTPUTS_MAX);
    for (size_t i = 0; i < request->worker_count; i++)
        pool.workers[i].process = -1;
    bool can_start = true;
    size_t running = 0;
    do {
        can_start = can_start && start_rows(&pool, status);
        sei_workers_wait(pool.workers, request->worker_count);
        running = finish_rows(&pool);
        if (request->tick)
            request->tick(request->context);
    } while (running > 0 || (can_start && has_more(&pool)));
    return can_start;
}
