/* pdf, epub, build: a source is assembled once, in one worker, and each format that it made is
 * committed for itself: complete under its final name, or absent with a message. Where a file goes:
 *
 *     pdf, epub   -o FILE, else what the book file's `output` says, else the source's name in the
 *                 current folder
 *     build       what `output` says, else the source's name in the current folder; with -o DIR
 *                 the same names without their folders, in DIR */
#include "cli/convert.h"

#include <unistd.h>

#include "batch/target.h"
#include "cli/advice.h"

struct conversion {
    sei_session *session;
    sei_job_source source;
    sei_worker worker;
    sei_job_result result;
};

/* The source as messages name it. */
static sei_str subject_of(const struct conversion *conversion) {
    sei_str path = conversion->source.path;
    return path.size ? path : sei_str_from(conversion->session->options->sources[0]);
}

static unsigned formats_of(const sei_options *options) {
    return options->verb == SEI_VERB_PDF    ? 1u << SEI_FORMAT_PDF
           : options->verb == SEI_VERB_EPUB ? 1u << SEI_FORMAT_EPUB
                                            : options->formats;
}

static sei_str default_name(const struct conversion *conversion, sei_format format) {
    sei_session *session = conversion->session;
    const sei_str stem = sei_target_stem(&session->arena, sei_house_source_stem(&session->house));
    return sei_arena_print(&session->arena, "%.*s.%s", SEI_STR_ARG(stem), sei_format_name(format));
}

/* build -o DIR: the last part of the book file's name, else the source's, in DIR. */
static bool target_in_folder(const struct conversion *conversion, sei_format format, sei_str name,
                             sei_str *target, sei_status *status) {
    sei_arena *arena = &conversion->session->arena;
    sei_str folder = sei_str_from(conversion->session->options->output);
    sei_str part = default_name(conversion, format);
    if (name.size && !sei_target_last_part(name, format, &part, status))
        return false;
    *target = sei_arena_print(arena, "%.*s%s%.*s", SEI_STR_ARG(folder),
                              sei_str_ends(folder, SEI_STR("/")) ? "" : "/", SEI_STR_ARG(part));
    return sei_target_make_folder(arena, folder, status);
}

/* The name is a book file's, read by the worker: target.h checks it. */
static bool target_by_name(const struct conversion *conversion, sei_format format, sei_str name,
                           sei_str *target, sei_status *status) {
    sei_session *session = conversion->session;
    sei_str path;
    return sei_target_below_root(&session->arena, conversion->source.path, name, format, &path,
                                 status) &&
           sei_target_make_below(&session->arena, session->house.vault.root.path, path, target,
                                 status);
}

static bool choose_target(const struct conversion *conversion, sei_format format, sei_str *target,
                          sei_status *status) {
    const sei_options *options = conversion->session->options;
    sei_str name = sei_str_from(conversion->result.outputs[format].name);
    *target = options->output ? sei_str_from(options->output) : default_name(conversion, format);
    if (options->output && options->verb != SEI_VERB_BUILD)
        return true;
    if (options->output)
        return target_in_folder(conversion, format, name, target, status);
    return name.size == 0 || target_by_name(conversion, format, name, target, status);
}

/* build makes several: it says which of them is not there. */
static int fail_output(const struct conversion *conversion, sei_format format,
                       const sei_status *status) {
    sei_session *session = conversion->session;
    sei_str subject = subject_of(conversion);
    if (session->options->verb == SEI_VERB_BUILD)
        subject = sei_arena_print(&session->arena, "%.*s: no %s", SEI_STR_ARG(subject),
                                  sei_format_name(format));
    return sei_session_fail(subject, status);
}

/* One format that was asked for: committed and told, or told why not. */
static int finish_output(struct conversion *conversion, sei_format format) {
    const sei_options *options = conversion->session->options;
    const sei_job_output *output = &conversion->result.outputs[format];
    sei_status status = output->status;
    sei_str target = SEI_STR("");
    bool done = output->is_made && choose_target(conversion, format, &target, &status) &&
                sei_worker_commit(&conversion->worker, 0, format, target, &status);
    size_t count;
    const sei_file_info *inputs = sei_worker_inputs(&conversion->worker, 0, &count);
    const int bytes = done ? sei_worker_output(&conversion->worker, 0, format) : -1;
    sei_session_print_document(conversion->session, conversion->source.path,
                               done ? target : SEI_STR(""), done ? NULL : &status,
                               &conversion->result,
                               sei_session_hashes(conversion->session, bytes, inputs, count));
    if (!done)
        return fail_output(conversion, format, &status);
    if (conversion->session->depfile)
        sei_depfile_add_target(conversion->session->depfile, target);
    sei_session_print_figures(conversion->session, target, &conversion->result);
    if (options->quiet || options->report_json)
        return 0;
    sei_session_say(SEI_STR(""), sei_arena_print(&conversion->session->arena, "wrote %.*s",
                                                 SEI_STR_ARG(target)));
    if (format == SEI_FORMAT_PDF)
        sei_advice_say(conversion->session, &conversion->result);
    return 0;
}

/* What the outputs were made of; with --depfile it is written, once every output stands. */
static int finish_depfile(struct conversion *conversion, int worst) {
    sei_session *session = conversion->session;
    sei_depfile *depfile = session->depfile;
    sei_status status = {0};
    size_t count;
    const sei_file_info *inputs = sei_worker_inputs(&conversion->worker, 0, &count);
    sei_depfile_add_infos(depfile, inputs, count);
    depfile->has_looked_up =
        sei_worker_read_lookups(&conversion->worker, &session->arena, 0).size > 0;
    sei_str path = sei_str_from(session->options->depfile);
    if (worst != 0 || path.size == 0)
        return worst;
    return sei_depfile_write(depfile, path, &status) ? 0 : sei_session_fail(path, &status);
}

static int finish_outputs(struct conversion *conversion) {
    sei_session *session = conversion->session;
    int worst = 0;
    bool any = false;
    if (session->depfile)
        sei_depfile_init(session->depfile, &session->arena, &session->house);
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        if (!conversion->result.outputs[format].is_wanted)
            continue;
        int code = finish_output(conversion, format);
        worst = code > worst ? code : worst;
        any = true;
    }
    if (any)
        return session->depfile ? finish_depfile(conversion, worst) : worst;
    sei_session_print_document(session, conversion->source.path, SEI_STR(""),
                               &conversion->result.status, &conversion->result, SEI_STR(""));
    return sei_session_fail(subject_of(conversion), &conversion->result.status);
}

static int finish_dump(struct conversion *conversion) {
    sei_status *status = &conversion->result.status;
    bool done = conversion->result.is_done &&
                sei_worker_copy_dump(&conversion->worker, STDOUT_FILENO, status);
    return done ? 0 : sei_session_fail(subject_of(conversion), status);
}

static int run_worker(struct conversion *conversion) {
    sei_session *session = conversion->session;
    const sei_options *options = session->options;
    sei_worker_request request = sei_session_worker_request(session);
    sei_status status = {0};
    request.sources = &conversion->source;
    request.source_count = 1;
    request.job.kind = options->has_dump ? options->dump : SEI_JOB_CONVERT;
    request.job.formats = formats_of(options);
    request.job.tells_lookups = session->depfile != NULL;
    sei_worker_run(&conversion->worker, &request, &conversion->result);
    session->warnings += conversion->result.warnings;
    session->errors += conversion->result.errors;
    if (!sei_worker_copy_report(&conversion->worker, sei_session_report_descriptor(session),
                                &status))
        return sei_session_fail(subject_of(conversion), &status);
    return options->has_dump ? finish_dump(conversion) : finish_outputs(conversion);
}

int sei_convert_run(sei_session *session) {
    const sei_options *options = session->options;
    struct conversion conversion = {.session = session};
    sei_status status = {0};
    sei_depfile depfile;
    if (options->depfile && !session->depfile)
        session->depfile = &depfile;
    bool is_open = sei_session_open_house(session, options->sources[0], &status);
    int code;
    conversion.source.path = session->house.note;
    if (is_open &&
        sei_house_source_kind(&session->house, options->book, &conversion.source.kind, &status)) {
        code = run_worker(&conversion);
        sei_worker_close(&conversion.worker);
    } else {
        sei_session_print_document(session, sei_str_from(options->sources[0]), SEI_STR(""), &status,
                                   &conversion.result, SEI_STR(""));
        code = sei_session_fail(is_open || status.code != SEI_FAILED_INPUT
                                    ? sei_str_from(options->sources[0])
                                    : SEI_STR(""),
                                &status);
    }
    sei_house_close(&session->house);
    return sei_session_exit_code(session, code);
}
