/* batch: a vault's plan → its files, and what is said on the way: a line of progress on a terminal,
 * diagnostics and failures as they come, a summary at the end. Each document fails alone.
 *
 * Rule that is easy to break: the output folder is outside the vault (or hidden in it), since files
 * made inside would be the next run's attachments; so no output can be an input. */
#include "cli/batch.h"

#include <stdio.h>
#include <unistd.h>

#include "base/path.h"
#include "batch/plan.h"
#include "batch/pool.h"
#include "batch/staging.h"
#include "batch/target.h"

#define PROGRESS_EVERY 0.2 /* seconds */
#define LOG_EVERY 30.0     /* where there is no terminal */
#define COMMIT_EVERY 1.0
/* Memory that a worker is reckoned to take, for the default of -j. */
#define WORKER_MEMORY ((uint64_t)512 << 20)

/* An output that waits for its name. */
struct staged {
    sei_str input, output;
    sei_job_result *result;
};

struct batch {
    sei_session *session;
    sei_batch_plan plan;
    const sei_job_source *sources; /* of the documents that are made, in the plan's order */
    const sei_batch_document **documents;
    size_t count;
    sei_str folder; /* -o */
    sei_staging staging;
    struct staged staged[SEI_STAGING_MAX];
    double committed; /* when outputs last got their names, in seconds */
    size_t done_count, failed_count;
    double began, told; /* seconds: the start, and the last line of progress */
    bool is_terminal;
    int worst; /* exit code */
};

static void note_code(struct batch *batch, int code) {
    batch->worst = code > batch->worst ? code : batch->worst;
}

/* --- progress -------------------------------------------------------------------------------- */

static void print_progress(const struct batch *batch, double seconds) {
    double rate = seconds > 0 ? (double)batch->done_count / seconds : 0;
    double left = rate > 0 ? (double)(batch->count - batch->done_count) / rate : 0;
    fprintf(stderr, "%s%zu of %zu documents, %.0f a second, %.0f:%02.0f left%s",
            batch->is_terminal ? "\r\033[K" : "seihon: ", batch->done_count, batch->count, rate,
            (double)((long)left / 60), (double)((long)left % 60), batch->is_terminal ? "" : "\n");
    fflush(stderr);
}

static void clear_progress(const struct batch *batch) {
    if (batch->is_terminal && batch->told > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}

static void show_progress(struct batch *batch) {
    double now = sei_os_wall_seconds();
    double since = now - (batch->told > 0 ? batch->told : batch->began);
    if (batch->session->options->quiet || since < (batch->is_terminal ? PROGRESS_EVERY : LOG_EVERY))
        return;
    batch->told = now;
    print_progress(batch, now - batch->began);
}

/* --- documents ------------------------------------------------------------------------------- */

static void fail(struct batch *batch, sei_str path, const sei_job_result *result,
                 const sei_status *status) {
    clear_progress(batch);
    batch->failed_count++;
    sei_session_print_document(batch->session, path, SEI_STR(""), status, result);
    note_code(batch, sei_session_fail(path, status));
}

/* The staged files get their names; only now a document is made, or not. */
static void commit_staged(struct batch *batch) {
    sei_status statuses[SEI_STAGING_MAX];
    size_t count = batch->staging.count;
    sei_staging_commit(&batch->staging, statuses);
    for (size_t i = 0; i < count; i++) {
        const struct staged *staged = &batch->staged[i];
        if (statuses[i].code != SEI_OK) {
            fail(batch, staged->input, staged->result, &statuses[i]);
            continue;
        }
        sei_session_print_document(batch->session, staged->input, staged->output, NULL,
                                   staged->result);
        sei_session_print_figures(batch->session, staged->output, staged->result);
    }
    batch->committed = sei_os_wall_seconds();
}

/* The format's file is written below the output folder, and staged. */
static bool stage(struct batch *batch, const sei_batch_document *document,
                  const sei_job_result *result, const sei_worker *worker, size_t number,
                  sei_format format, sei_status *status) {
    sei_arena *arena = &batch->session->arena;
    sei_str whole, path = sei_arena_print(arena, "%.*s.%s", SEI_STR_ARG(document->stem),
                                          sei_format_name(format));
    if (batch->staging.count == SEI_STAGING_MAX)
        commit_staged(batch);
    if (!sei_target_make_below(arena, batch->folder, path, &whole, status) ||
        !sei_staging_add(&batch->staging, sei_worker_output(worker, number, format), whole, status))
        return false;
    struct staged *staged = &batch->staged[batch->staging.count - 1];
    *staged = (struct staged){.input = document->source.path, .output = path};
    staged->result = SEI_NEW(arena, sei_job_result);
    *staged->result = *result;
    return true;
}

static void finish_document(void *context, size_t source, const sei_job_result *result,
                            sei_worker *worker, size_t number) {
    struct batch *batch = context;
    const sei_batch_document *document = batch->documents[source];
    bool is_any = false;
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        sei_status status = result->outputs[format].status;
        if (!result->outputs[format].is_wanted)
            continue;
        is_any = true;
        if (!result->outputs[format].is_made ||
            !stage(batch, document, result, worker, number, format, &status))
            fail(batch, document->source.path, result, &status);
    }
    if (!is_any)
        fail(batch, document->source.path, result, &result->status);
    batch->session->warnings += result->warnings;
    batch->session->errors += result->errors;
    batch->done_count++;
}

static void copy_report(void *context, const sei_worker *worker) {
    struct batch *batch = context;
    sei_status status = {0};
    clear_progress(batch);
    if (!sei_worker_copy_report(worker, sei_session_report_descriptor(batch->session), &status))
        note_code(batch, sei_session_fail(SEI_STR(""), &status));
}

static void tick(void *context) {
    struct batch *batch = context;
    if (batch->staging.count > 0 && sei_os_wall_seconds() - batch->committed > COMMIT_EVERY)
        commit_staged(batch);
    show_progress(batch);
}

static bool is_over(void *context) {
    const struct batch *batch = context;
    return batch->session->options->fail_fast && batch->failed_count > 0;
}

/* --- the run --------------------------------------------------------------------------------- */

/* As many workers as there are processors, and memory for. */
static size_t worker_count(const sei_options *options) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN), pages = sysconf(_SC_PHYS_PAGES);
    uint64_t memory = (uint64_t)(pages > 0 ? pages : 0) * (uint64_t)sysconf(_SC_PAGESIZE);
    uint64_t most = memory / WORKER_MEMORY;
    size_t count = processors > 0 ? (size_t)processors : 1;
    if (options->jobs > 0)
        return options->jobs;
    count = count < most ? count : (size_t)most;
    count = count < SEI_WORKERS_MAX ? count : SEI_WORKERS_MAX;
    return count > 0 ? count : 1;
}

/* Those that the plan refuses have failed already. */
static const uint64_t *choose_documents(struct batch *batch) {
    sei_arena *arena = &batch->session->arena;
    const sei_job_result none = {0};
    sei_job_source *sources = SEI_NEW_ARRAY(arena, sei_job_source, batch->plan.count);
    uint64_t *bytes = SEI_NEW_ARRAY(arena, uint64_t, batch->plan.count);
    batch->documents = SEI_NEW_ARRAY(arena, const sei_batch_document *, batch->plan.count);
    for (size_t i = 0; i < batch->plan.count; i++) {
        const sei_batch_document *document = &batch->plan.documents[i];
        sei_status status = {0};
        if (document->refusal.size > 0) {
            sei_status_set(&status, SEI_FAILED_INPUT, "%.*s", SEI_STR_ARG(document->refusal));
            fail(batch, document->source.path, &none, &status);
            continue;
        }
        sources[batch->count] = document->source;
        bytes[batch->count] = document->bytes;
        batch->documents[batch->count++] = document;
    }
    batch->sources = sources;
    return bytes;
}

static void print_list(const struct batch *batch) {
    sei_buf out;
    sei_buf_init(&out, &batch->session->memory);
    for (size_t i = 0; i < batch->plan.count; i++) {
        sei_diag_escape(&out, batch->plan.documents[i].source.path);
        sei_buf_add_byte(&out, '\n');
    }
    sei_session_print(&out);
    sei_buf_fini(&out);
}

static void print_summary(const struct batch *batch) {
    const sei_session *session = batch->session;
    double seconds = sei_os_wall_seconds() - batch->began;
    size_t made = batch->done_count;
    if (session->options->report_json)
        printf("{\"type\":\"summary\",\"documents\":%zu,\"failed\":%zu,\"warnings\":%llu,"
               "\"errors\":%llu,\"seconds\":%.3f}\n",
               batch->plan.count, batch->failed_count, (unsigned long long)session->warnings,
               (unsigned long long)session->errors, seconds);
    else if (!session->options->quiet)
        fprintf(stderr, "seihon: %zu of %zu documents, %zu failures, %llu warnings, %.1f s\n", made,
                batch->plan.count, batch->failed_count, (unsigned long long)session->warnings,
                seconds);
}

static void make_documents(struct batch *batch) {
    sei_session *session = batch->session;
    sei_status status = {0};
    batch->began = batch->committed = sei_os_wall_seconds();
    const uint64_t *bytes = choose_documents(batch);
    sei_pool_request request = {.worker = sei_session_worker_request(session),
                                .sources = batch->sources,
                                .bytes = bytes,
                                .source_count = batch->count,
                                .worker_count = worker_count(session->options),
                                .finish = finish_document,
                                .report = copy_report,
                                .tick = tick,
                                .is_over = is_over,
                                .context = batch};
    request.worker.job.kind = SEI_JOB_CONVERT;
    request.worker.job.formats = session->options->formats;
    request.worker.job.leaves_notes_bare = true;
    request.worker.show_progress = false;
    if (!is_over(batch) && batch->count > 0 && !sei_pool_run(&request, &session->arena, &status))
        note_code(batch, sei_session_fail(SEI_STR(""), &status));
    commit_staged(batch);
    clear_progress(batch);
    print_summary(batch);
}

/* Whether a folder of the path is hidden: the vault's index leaves it out. */
static bool is_hidden(sei_str path) {
    sei_str part;
    while (sei_str_split(&path, '/', &part))
        if (sei_str_starts(part, SEI_STR(".")))
            return true;
    return false;
}

/* Opens -o, which must not be read as part of the vault. */
static bool open_folder(struct batch *batch, sei_status *status) {
    sei_session *session = batch->session;
    const char *output = session->options->output;
    sei_str root = session->house.vault.root.path;
    if (!output)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "batch wants a folder to write into: -o DIR");
    if (!sei_target_make_folder(&session->arena, sei_str_from(output), status))
        return false;
    if (!sei_os_real_path(&session->arena, sei_str_from(output), &batch->folder))
        return sei_status_set(status, SEI_FAILED_RUN, "cannot open the folder %s", output);
    bool is_root = sei_str_equal(batch->folder, root);
    bool is_inside = is_root || sei_path_is_below(batch->folder, root);
    sei_str below = is_root || !is_inside
                        ? SEI_STR("")
                        : sei_str_slice(batch->folder, root.size + 1, batch->folder.size);
    if (is_inside && !is_hidden(below))
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "the folder %s is inside the vault, where its files would become "
                              "attachments; name one outside, or one whose name begins with a dot",
                              output);
    return true;
}

static bool plan(struct batch *batch, sei_status *status) {
    const sei_session *session = batch->session;
    const sei_options *options = session->options;
    const sei_batch_plan_request request = {.house = &session->house,
                                            .match = options->match,
                                            .match_count = options->match_count,
                                            .exclude = options->exclude,
                                            .exclude_count = options->exclude_count,
                                            .shard = options->shard,
                                            .shard_count = options->shard_count};
    if (!session->house.source_is_folder)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "batch wants a folder; for one note say seihon build");
    return sei_batch_plan_make(&batch->plan, &batch->session->arena, &request, status);
}

int sei_batch_run(sei_session *session) {
    struct batch batch = {.session = session,
                          .is_terminal = !session->options->report_json && isatty(STDERR_FILENO)};
    sei_status status = {0};
    bool is_ready = sei_session_open_house(session, session->options->sources[0], &status) &&
                    plan(&batch, &status);
    if (is_ready && session->options->list)
        print_list(&batch);
    else if (is_ready && open_folder(&batch, &status))
        make_documents(&batch);
    if (status.code != SEI_OK)
        note_code(&batch, sei_session_fail(SEI_STR(""), &status));
    sei_house_close(&session->house);
    return sei_session_exit_code(session, batch.worst);
}
