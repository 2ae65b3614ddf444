/* check: every note, in workers that take a row of them each → one report, sorted by place, in
 * which a problem that many documents met stands once, at its place.
 *
 * A worker writes its diagnostics as records; here they are read without trust and merged. When a
 * worker dies over a note, that note is tried again alone, so that only it is lost. Rule that is
 * easy to break: paths in a report are below a vault's root, so reports of two vaults are never
 * merged. */
#include "cli/check.h"

#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "base/report.h"
#include "base/vec.h"

/* Notes that one worker takes: enough that starting it and reading the vault's aliases, which each
 * worker does for itself at the first broken link, no longer count. */
#define ROW 256
#define OTHERS_NAMED 5 /* of the notes that have one name */

struct check {
    sei_session *session;
    sei_str root; /* of the vault that the report is about */
    sei_report report;
    SEI_VEC(sei_job_source) waiting; /* of the house that is open */
    sei_map seen;                    /* paths that wait or are done, in this vault */
    sei_job_result *results;         /* of one row */
    uint64_t counts[SEI_DIAG_COUNT]; /* of all reports printed */
    uint64_t document_count, failed_count;
    sei_str failure; /* the message said last */
    int worst;       /* exit code */
};

static void note_code(struct check *check, int code) {
    check->worst = code > check->worst ? code : check->worst;
}

/* --- what there is to do --------------------------------------------------------------------- */

static void add_source(struct check *check, sei_assemble_kind kind, sei_str path) {
    sei_arena *arena = &check->session->arena;
    const sei_job_source source = {kind, sei_arena_copy(arena, path)};
    if (sei_map_add(&check->seen, source.path, check) == NULL)
        SEI_VEC_ADD(arena, &check->waiting, source);
}

static void add_folder(struct check *check, const sei_house *house) {
    const sei_vault *vault = &house->vault;
    for (size_t i = 0; i < vault->file_count; i++) {
        const sei_vault_file *file = &vault->files[i];
        if (file->is_note && !file->is_ignored && sei_path_is_below(file->path, house->note))
            add_source(check, SEI_ASSEMBLE_NOTE, file->path);
    }
}

static void add_sources(struct check *check, const sei_house *house) {
    sei_assemble_kind kind = SEI_ASSEMBLE_FOLDER;
    sei_status none = {0};
    bool is_book = check->session->options->book;
    if (house->source_is_folder && !is_book)
        add_folder(check, house);
    else if (sei_house_source_kind(house, is_book, &kind, &none))
        add_source(check, kind, house->note);
}

/* --- workers --------------------------------------------------------------------------------- */

/* What all documents share, such as a style that is not there or a lack of processes, is said once.
 */
static void tell_failure(struct check *check, sei_str path, const sei_status *status) {
    sei_str message = sei_str_from(status->message);
    note_code(check, (int)status->code);
    if (status->code != SEI_FAILED_INPUT && sei_str_equal(message, check->failure))
        return;
    sei_session_fail(path, status);
    check->failure = sei_arena_copy(&check->session->arena, message);
}

static void finish_document(struct check *check, sei_str path, const sei_job_result *result) {
    check->document_count++;
    check->failed_count += !result->is_done;
    sei_session_print_document(check->session, path, SEI_STR(""),
                               result->is_done ? NULL : &result->status, result, SEI_STR(""));
    if (result->is_done)
        sei_session_print_figures(check->session, path, result);
    else
        tell_failure(check, path, &result->status);
}

static void merge_report(struct check *check, const sei_worker *worker) {
    const sei_report_line cut = {.id = SEI_DIAG_LIMIT,
                                 .message = SEI_STR("a report is too long and was cut; check "
                                                    "fewer notes at once")};
    sei_status status = {0};
    sei_str bytes;
    if (!sei_worker_read_report(worker, &check->session->arena, &bytes, &status)) {
        note_code(check, sei_session_fail(SEI_STR(""), &status));
        return;
    }
    sei_report_read(&check->report, bytes);
    if (bytes.size == SEI_LIMIT_REPORT_BYTES)
        sei_report_add(&check->report, &cut);
}

/* Runs the sources in one worker. Returns how many are dealt with: one over which a worker died in
 * company is left for a worker of its own. */
static size_t run_row(struct check *check, const sei_job_source *sources, size_t count) {
    sei_worker worker;
    sei_worker_request request = sei_session_worker_request(check->session);
    request.sources = sources;
    request.source_count = count;
    request.job.kind = SEI_JOB_CHECK;
    request.job.report_form = SEI_JOB_REPORT_RECORDS;
    size_t done = sei_worker_run(&worker, &request, check->results);
    merge_report(check, &worker);
    sei_worker_close(&worker);
    if (done < count && count == 1)
        done = 1;
    for (size_t i = 0; i < done; i++)
        finish_document(check, sources[i].path, &check->results[i]);
    return done;
}

static void run_sources(struct check *check) {
    size_t row = ROW;
    for (size_t at = 0; at < check->waiting.size;) {
        size_t left = check->waiting.size - at, count = left < row ? left : row;
        size_t done = run_row(check, &check->waiting.at[at], count);
        at += done;
        row = done < count ? 1 : ROW;
    }
    check->waiting.size = 0;
}

/* --- what only a whole vault can tell -------------------------------------------------------- */

static void add_line(struct check *check, sei_diag_id id, sei_str path, sei_str message) {
    const sei_report_line line = {.id = id,
                                  .path = sei_arena_copy(&check->session->arena, path),
                                  .place = {1, 1},
                                  .message = message};
    if (!check->session->options->silenced[id])
        sei_report_add(&check->report, &line);
}

/* Pictures, sound, films and PDF: other files in a vault are nobody's to show. */
static bool is_attachment(sei_str path) {
    const sei_vault_type *type = sei_vault_type_of(path);
    return type && (type->kind == SEI_TYPE_IMAGE || type->kind == SEI_TYPE_MEDIA);
}

/* The path without its last ".suffix". */
static sei_str without_suffix(sei_str path) {
    return sei_str_slice(path, 0, path.size - sei_path_name(path).size + sei_path_stem(path).size);
}

/* The notes' paths without ".md". */
static void add_notes(const sei_vault *vault, sei_map *notes) {
    for (size_t i = 0; i < vault->file_count; i++)
        if (vault->files[i].is_note)
            sei_map_add(notes, without_suffix(vault->files[i].path), notes);
}

/* A PDF beside the note that it is named after was made from it: nobody has to show it. */
static bool is_output(const sei_map *notes, sei_str path) {
    return sei_str_equal_ascii_case(sei_str_slice(path, without_suffix(path).size, path.size),
                                    SEI_STR(".pdf")) &&
           sei_map_find(notes, without_suffix(path)) != NULL;
}

static void report_unused(struct check *check, const sei_vault *vault) {
    sei_map notes;
    sei_map_init(&notes, &check->session->arena);
    add_notes(vault, &notes);
    for (size_t i = 0; vault->used && i < vault->file_count; i++) {
        const sei_vault_file *file = &vault->files[i];
        if (!file->is_ignored && !vault->used[i] && is_attachment(file->path) &&
            !is_output(&notes, file->path))
            add_line(check, SEI_DIAG_ATTACHMENT_UNUSED, file->path,
                     SEI_STR("no note shows or links this file"));
    }
}

static void report_duplicates(struct check *check, const sei_vault *vault) {
    sei_arena *arena = &check->session->arena;
    const sei_vault_duplicate *duplicates;
    size_t count = sei_vault_find_duplicates(vault, arena, &duplicates);
    for (size_t i = 0; i < count; i++) {
        const sei_vault_duplicate *duplicate = &duplicates[i];
        sei_str others = SEI_STR("");
        for (size_t j = 1; j < duplicate->count && j <= OTHERS_NAMED; j++)
            others = sei_arena_print(arena, "%.*s, %.*s", SEI_STR_ARG(others),
                                     SEI_STR_ARG(duplicate->files[j]->path));
        if (duplicate->count > OTHERS_NAMED + 1)
            others = sei_arena_print(arena, "%.*s and %zu more", SEI_STR_ARG(others),
                                     duplicate->count - OTHERS_NAMED - 1);
        add_line(check, SEI_DIAG_NAME_DUPLICATE, duplicate->files[0]->path,
                 sei_arena_print(arena, "%zu notes are named \"%.*s\": this%.*s", duplicate->count,
                                 SEI_STR_ARG(duplicate->name), SEI_STR_ARG(others)));
    }
}

static void report_vault(struct check *check, const sei_vault *vault) {
    if (vault->skipped)
        add_line(check, SEI_DIAG_READ_FAILED, SEI_STR(""),
                 sei_arena_print(&check->session->arena, "%zu folders of the vault cannot be read",
                                 vault->skipped));
    report_unused(check, vault);
    report_duplicates(check, vault);
}

/* --- the report ------------------------------------------------------------------------------ */

static void print_report(struct check *check) {
    sei_buf out;
    uint64_t counts[SEI_DIAG_COUNT];
    sei_buf_init(&out, &check->session->memory);
    sei_report_sort(&check->report);
    sei_report_count(&check->report, counts);
    for (size_t i = 0; i < check->report.size; i++)
        if (check->session->options->report_json)
            sei_report_print_json(&check->report.at[i], 0, &out);
        else
            sei_report_print_text(&check->report.at[i], 0, &out);
    sei_session_print(&out);
    sei_buf_fini(&out);
    for (int id = 0; id < SEI_DIAG_COUNT; id++) {
        check->counts[id] += counts[id];
        if (sei_diag_severity((sei_diag_id)id) == SEI_SEVERITY_ERROR)
            check->session->errors += counts[id];
        else
            check->session->warnings += counts[id];
    }
}

/* Ends the report of one vault and begins that of another. */
static void begin_report(struct check *check, sei_str root) {
    sei_arena *arena = &check->session->arena;
    print_report(check);
    check->root = sei_arena_copy(arena, root);
    sei_report_init(&check->report, arena);
    sei_map_init(&check->seen, arena);
}

static void print_summary_json(const struct check *check) {
    const char *comma = "";
    printf("{\"type\":\"summary\",\"documents\":%llu,\"failed\":%llu,\"warnings\":%llu,"
           "\"errors\":%llu,\"ids\":{",
           (unsigned long long)check->document_count, (unsigned long long)check->failed_count,
           (unsigned long long)check->session->warnings,
           (unsigned long long)check->session->errors);
    for (int id = 0; id < SEI_DIAG_COUNT; id++)
        if (check->counts[id]) {
            printf("%s\"%s\":%llu", comma, sei_diag_name((sei_diag_id)id),
                   (unsigned long long)check->counts[id]);
            comma = ",";
        }
    puts("}}");
}

static void print_summary_text(const struct check *check) {
    fprintf(stderr, "seihon: %llu documents, %llu warnings, %llu errors\n",
            (unsigned long long)check->document_count, (unsigned long long)check->session->warnings,
            (unsigned long long)check->session->errors);
    for (int id = 0; id < SEI_DIAG_COUNT; id++)
        if (check->counts[id])
            fprintf(stderr, "%8llu %s\n", (unsigned long long)check->counts[id],
                    sei_diag_name((sei_diag_id)id));
}

/* --- the run --------------------------------------------------------------------------------- */

/* What is used is only told when the workers see every note, those of an earlier path again. */
static void check_house(struct check *check, sei_house *house) {
    sei_vault *vault = &house->vault;
    bool is_whole = house->source_is_folder && house->note.size == 0;
    uint8_t *used = is_whole ? sei_worker_share(vault->file_count) : NULL;
    vault->used = used;
    if (is_whole)
        sei_map_init(&check->seen, &check->session->arena);
    add_sources(check, house);
    run_sources(check);
    if (is_whole)
        report_vault(check, vault);
    vault->used = NULL;
    sei_worker_unshare(used, vault->file_count);
}

static void check_source(struct check *check, const char *source) {
    sei_session *session = check->session;
    sei_house *house = &session->house;
    sei_status status = {0};
    if (sei_session_open_house(session, source, &status)) {
        if (!sei_str_equal(house->vault.root.path, check->root))
            begin_report(check, house->vault.root.path);
        check_house(check, house);
    } else {
        const sei_job_result none = {0};
        sei_session_print_document(session, sei_str_from(source), SEI_STR(""), &status, &none,
                                   SEI_STR(""));
        note_code(check, sei_session_fail(sei_str_from(source), &status));
    }
    sei_house_close(&session->house);
}

int sei_check_run(sei_session *session) {
    struct check check = {.session = session,
                          .results = SEI_NEW_ARRAY(&session->arena, sei_job_result, ROW)};
    sei_report_init(&check.report, &session->arena);
    sei_map_init(&check.seen, &session->arena);
    for (size_t i = 0; i < session->options->source_count; i++)
        check_source(&check, session->options->sources[i]);
    print_report(&check);
    if (session->options->report_json)
        print_summary_json(&check);
    else if (!session->options->quiet)
        print_summary_text(&check);
    return sei_session_exit_code(session, check.worst);
}
