/* batch: a vault's plan → its files, and what is said on the way: a line of progress on a terminal,
 * diagnostics and failures as they come, a summary at the end. Each document fails alone.
 *
 * Rule that is easy to break: the output folder is outside the vault (or hidden in it), since files
 * made inside would be the next run's attachments; so no output can be an input. */
#include "cli/batch.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "batch/depfile.h"
#include "batch/manifest.h"
#include "batch/pool.h"
#include "batch/staging.h"
#include "batch/target.h"

#define PROGRESS_EVERY 0.2 /* seconds */
#define LOG_EVERY 30.0     /* where there is no terminal */
#define COMMIT_EVERY 1.0
/* Memory that a worker is reckoned to take, for the default of -j. */
#define WORKER_MEMORY ((uint64_t)512 << 20)

/* A document whose outputs wait for their names: once all have them, the manifest takes it. */
struct made {
    const sei_batch_document *document;
    sei_job_result result;
    sei_file_info *inputs;
    size_t input_count;
    sei_str lookups;
    sei_manifest_output outputs[SEI_FORMAT_COUNT];
    size_t output_count, waiting; /* outputs that have no name yet */
    bool has_failed;
};

/* An output that waits for its name. */
struct staged {
    struct made *made;
    sei_str output;
    sei_str hashes; /* for its line of the report */
};

struct batch {
    sei_session *session;
    sei_batch_plan plan, whole;    /* what was asked for; the whole vault */
    sei_batch_plan_request asked;  /* the first of them */
    sei_map siblings;              /* what links may lead to: all shards' documents, by source */
    const sei_job_source *sources; /* of the documents that are made, in the plan's order */
    const sei_batch_document **documents;
    size_t count;
    sei_str folder; /* -o */
    sei_staging staging;
    struct staged staged[SEI_STAGING_MAX];
    double committed; /* when outputs last got their names, in seconds */
    sei_manifest manifest;
    uint64_t key;
    size_t done_count, failed_count, unchanged_count;
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
    long left = rate > 0 ? (long)((double)(batch->count - batch->done_count) / rate) : 0;
    fprintf(stderr, "%s%zu of %zu documents, %.0f a second, %ld:%02ld left%s",
            batch->is_terminal ? "\r\033[K" : "seihon: ", batch->done_count, batch->count, rate,
            left / 60, left % 60, batch->is_terminal ? "" : "\n");
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
    sei_session_print_document(batch->session, path, SEI_STR(""), status, result, SEI_STR(""));
    note_code(batch, sei_session_fail(path, status));
}

/* The manifest's entry of an output that has its name now. */
static void note_output(struct batch *batch, struct made *made, sei_str output) {
    struct stat status;
    sei_str path = sei_arena_print(&batch->session->arena, "%.*s/%.*s", SEI_STR_ARG(batch->folder),
                                   SEI_STR_ARG(output));
    made->has_failed |= stat(path.at, &status) != 0;
    made->outputs[made->output_count++] = (sei_manifest_output){
        .path = output,
        .size = (uint64_t)status.st_size,
        .modified = status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec};
}

static void finish_staged(struct batch *batch, const struct staged *staged,
                          const sei_status *status) {
    struct made *made = staged->made;
    sei_str input = made->document->source.path;
    made->waiting--;
    if (status->code == SEI_OK) {
        note_output(batch, made, staged->output);
        sei_session_print_document(batch->session, input, staged->output, NULL, &made->result,
                                   staged->hashes);
        sei_session_print_figures(batch->session, staged->output, &made->result);
    } else {
        made->has_failed = true;
        fail(batch, input, &made->result, status);
    }
    if (made->waiting == 0 && !made->has_failed)
        sei_manifest_add(&batch->manifest, &batch->session->house, input, batch->key, made->inputs,
                         made->input_count, made->lookups, made->outputs, made->output_count);
}

/* The staged files get their names; only now a document is made, or not. */
static void commit_staged(struct batch *batch) {
    sei_status statuses[SEI_STAGING_MAX];
    size_t count = batch->staging.count;
    sei_staging_commit(&batch->staging, statuses);
    for (size_t i = 0; i < count; i++)
        finish_staged(batch, &batch->staged[i], &statuses[i]);
    batch->committed = sei_os_wall_seconds();
}

/* The format's file is written below the output folder, and staged. */
static bool stage(struct batch *batch, struct made *made, const sei_worker *worker, size_t number,
                  sei_format format, sei_status *status) {
    sei_arena *arena = &batch->session->arena;
    sei_str whole, path = sei_arena_print(arena, "%.*s.%s", SEI_STR_ARG(made->document->stem),
                                          sei_format_name(format));
    if (batch->staging.count == SEI_STAGING_MAX)
        commit_staged(batch);
    if (!sei_target_make_below(arena, batch->folder, path, &whole, status) ||
        !sei_staging_add(&batch->staging, sei_worker_output(worker, number, format), whole, status))
        return false;
    batch->staged[batch->staging.count - 1] = (struct staged){
        made, path,
        sei_session_hashes(batch->session, sei_worker_output(worker, number, format), made->inputs,
                           made->input_count)};
    return true;
}

/* What the worker holds of a document, kept beyond its end. */
static struct made *keep(struct batch *batch, const sei_batch_document *document,
                         const sei_job_result *result, const sei_worker *worker, size_t number) {
    sei_arena *arena = &batch->session->arena;
    struct made *made = SEI_NEW(arena, struct made);
    const sei_file_info *inputs = sei_worker_inputs(worker, number, &made->input_count);
    made->document = document;
    made->result = *result;
    made->inputs = SEI_NEW_ARRAY(arena, sei_file_info, made->input_count);
    if (made->input_count > 0)
        memcpy(made->inputs, inputs, made->input_count * sizeof *inputs);
    made->lookups = sei_worker_read_lookups(worker, arena, number);
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++)
        made->waiting += result->outputs[format].is_wanted;
    return made;
}

static void finish_document(void *context, size_t source, const sei_job_result *result,
                            sei_worker *worker, size_t number) {
    struct batch *batch = context;
    struct made *made = keep(batch, batch->documents[source], result, worker, number);
    if (made->waiting == 0)
        fail(batch, made->document->source.path, result, &result->status);
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        sei_status status = result->outputs[format].status;
        if (!result->outputs[format].is_wanted)
            continue;
        if (!result->outputs[format].is_made ||
            !stage(batch, made, worker, number, format, &status)) {
            made->has_failed = true;
            made->waiting--;
            fail(batch, made->document->source.path, result, &status);
        }
    }
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

/* Whether the document need not be made again; with --explain it is said why it must. */
static bool is_up_to_date(struct batch *batch, const sei_batch_document *document) {
    sei_session *session = batch->session;
    sei_arena_mark mark = sei_arena_mark_take(&session->arena);
    sei_str why =
        sei_manifest_why(&batch->manifest, document, &session->house, batch->key, &session->arena);
    if (why.size > 0 && session->options->explain)
        sei_session_say(document->source.path, why);
    sei_arena_mark_release(&session->arena, mark);
    batch->unchanged_count += why.size == 0;
    return why.size == 0;
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
        if (is_up_to_date(batch, document))
            continue;
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
    if (session->options->report_json)
        printf("{\"type\":\"summary\",\"documents\":%zu,\"made\":%zu,\"unchanged\":%zu,"
               "\"failed\":%zu,\"warnings\":%llu,\"errors\":%llu,\"seconds\":%.3f}\n",
               batch->plan.count, batch->done_count, batch->unchanged_count, batch->failed_count,
               (unsigned long long)session->warnings, (unsigned long long)session->errors, seconds);
    else if (!session->options->quiet)
        fprintf(stderr,
                "seihon: %zu documents: %zu run, %zu unchanged, %zu failures; %llu warnings, "
                "%.1f s\n",
                batch->plan.count, batch->done_count, batch->unchanged_count, batch->failed_count,
                (unsigned long long)session->warnings, seconds);
}

/* Outputs of notes that are no longer there: told, or removed when that is asked for. */
static void handle_stale(struct batch *batch) {
    sei_session *session = batch->session;
    const sei_str *stale;
    size_t count = sei_manifest_stale(&batch->manifest, &batch->whole, &session->arena, &stale);
    for (size_t i = 0; i < count; i++) {
        sei_str path = sei_arena_print(&session->arena, "%.*s/%.*s", SEI_STR_ARG(batch->folder),
                                       SEI_STR_ARG(stale[i]));
        bool is_removed = session->options->prune && unlink(path.at) == 0;
        if (!session->options->quiet)
            sei_session_say(stale[i], is_removed ? SEI_STR("its note is gone; removed")
                                                 : SEI_STR("its note is gone; --prune removes it"));
    }
    if (session->options->prune)
        sei_manifest_forget_stale(&batch->manifest, &batch->whole);
}

static sei_worker_request worker_request(struct batch *batch) {
    sei_worker_request request = sei_session_worker_request(batch->session);
    request.job.kind = SEI_JOB_CONVERT;
    request.job.formats = batch->session->options->formats;
    request.job.leaves_notes_bare = true;
    request.job.tells_lookups = true;
    request.job.siblings = &batch->siblings;
    request.show_progress = false;
    return request;
}

static void run_pool(struct batch *batch, const sei_worker_request *worker, const uint64_t *bytes) {
    sei_session *session = batch->session;
    sei_status status = {0};
    sei_pool_request request = {.worker = *worker,
                                .sources = batch->sources,
                                .bytes = bytes,
                                .source_count = batch->count,
                                .worker_count = worker_count(session->options),
                                .finish = finish_document,
                                .report = copy_report,
                                .tick = tick,
                                .is_over = is_over,
                                .context = batch};
    if (!sei_pool_run(&request, &session->arena, &status))
        note_code(batch, sei_session_fail(SEI_STR(""), &status));
    commit_staged(batch);
}

/* What a killed run has left in the folders of the outputs. */
static void sweep(struct batch *batch) {
    sei_arena *arena = &batch->session->arena;
    sei_map swept;
    sei_map_init(&swept, arena);
    for (size_t i = 0; i < batch->whole.count; i++) {
        sei_str folder = sei_path_folder(batch->whole.documents[i].stem);
        if (!sei_map_add(&swept, folder, batch))
            sei_sink_sweep(
                sei_arena_print(arena, "%.*s/%.*s", SEI_STR_ARG(batch->folder), SEI_STR_ARG(folder))
                    .at);
    }
}

/* --depfile: all documents are made by one command, which ends with the manifest. */
static void write_depfile(struct batch *batch) {
    sei_session *session = batch->session;
    const sei_options *options = session->options;
    const char *output = options->output;
    sei_depfile depfile;
    sei_status status = {0};
    sei_depfile_init(&depfile, &session->arena, &session->house);
    sei_depfile_add_target(&depfile,
                           sei_arena_print(&session->arena, "%s%s.seihon-manifest", output,
                                           output[strlen(output) - 1] == '/' ? "" : "/"));
    for (size_t i = 0; i < batch->whole.count; i++) {
        const sei_manifest_record *record =
            sei_map_find(&batch->manifest.records, batch->whole.documents[i].source.path);
        for (size_t n = 0; record && n < record->input_count; n++)
            sei_depfile_add_input(&depfile, record->inputs[n].path);
    }
    depfile.has_looked_up = true; /* the plan lists the vault */
    if (!sei_depfile_write(&depfile, sei_str_from(options->depfile), &status))
        note_code(batch, sei_session_fail(sei_str_from(options->depfile), &status));
}

static void make_documents(struct batch *batch) {
    sei_session *session = batch->session;
    sei_status status = {0};
    const sei_worker_request worker = worker_request(batch);
    batch->began = batch->committed = sei_os_wall_seconds();
    if (batch->manifest.was_broken_off)
        sweep(batch);
    batch->key = sei_manifest_key(&session->arena, &worker.job, &batch->whole, &batch->asked);
    const uint64_t *bytes = choose_documents(batch);
    if (batch->count > 0 && !is_over(batch))
        run_pool(batch, &worker, bytes);
    clear_progress(batch);
    handle_stale(batch);
    if (!sei_manifest_close(&batch->manifest, &status))
        note_code(batch, sei_session_fail(SEI_STR(""), &status));
    else if (session->options->depfile)
        write_depfile(batch);
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

/* A link leads to what the same patterns choose, whichever shard makes it. */
static bool plan_links(struct batch *batch, sei_status *status) {
    sei_batch_plan_request request = batch->asked;
    sei_batch_plan all;
    request.shard = request.shard_count = 0;
    if (!sei_batch_plan_make(&all, &batch->session->arena, &request, status))
        return false;
    sei_map_init(&batch->siblings, &batch->session->arena);
    for (size_t i = 0; i < all.count; i++)
        if (all.documents[i].refusal.size == 0)
            sei_map_add(&batch->siblings, all.documents[i].source.path, &all.documents[i].stem);
    return true;
}

static bool plan(struct batch *batch, sei_status *status) {
    const sei_session *session = batch->session;
    const sei_options *options = session->options;
    batch->asked = (sei_batch_plan_request){.house = &session->house,
                                            .match = options->match,
                                            .match_count = options->match_count,
                                            .exclude = options->exclude,
                                            .exclude_count = options->exclude_count,
                                            .shard = options->shard,
                                            .shard_count = options->shard_count};
    const sei_batch_plan_request everything = {.house = &session->house, .is_whole = true};
    if (!session->house.source_is_folder)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "batch wants a folder; for one note say seihon build");
    return sei_batch_plan_make(&batch->plan, &batch->session->arena, &batch->asked, status) &&
           sei_batch_plan_make(&batch->whole, &batch->session->arena, &everything, status) &&
           plan_links(batch, status);
}

int sei_batch_run(sei_session *session) {
    struct batch batch = {.session = session,
                          .is_terminal = !session->options->report_json && isatty(STDERR_FILENO)};
    sei_status status = {0};
    bool is_ready = sei_session_open_house(session, session->options->sources[0], &status) &&
                    plan(&batch, &status);
    if (is_ready && session->options->list)
        print_list(&batch);
    else if (is_ready && open_folder(&batch, &status) &&
             sei_manifest_open(&batch.manifest, &session->arena, batch.folder, &status))
        make_documents(&batch);
    if (status.code != SEI_OK)
        note_code(&batch, sei_session_fail(SEI_STR(""), &status));
    sei_house_close(&session->house);
    return sei_session_exit_code(session, batch.worst);
}
