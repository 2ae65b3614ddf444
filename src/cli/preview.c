/* preview: a source is set in one worker as for a PDF, its pages come back as pictures, and each is
 * committed for itself: -o DIR, else the source's name with -preview behind it in the current
 * folder, gets page-01.png or, with --spreads, page-02-03.png; with --impose side-01.png, the sides
 * of the sheets in the order in which they are printed. */
#include "cli/preview.h"

#include "batch/target.h"

#define NUMBER_WIDTH 9 /* digits of a picture's number, at most */

struct preview {
    sei_session *session;
    sei_job_source source;
    sei_worker worker;
    sei_job_result result;
};

static int fail(const struct preview *preview, const sei_status *status) {
    const sei_str path = preview->source.path;
    return sei_session_fail(path.size ? path : sei_str_from(preview->session->options->sources[0]),
                            status);
}

static sei_str choose_folder(const struct preview *preview) {
    sei_session *session = preview->session;
    if (!session->options->output)
        return sei_arena_print(&session->arena, "%.*s-preview",
                               SEI_STR_ARG(sei_house_source_stem(&session->house)));
    sei_str folder = sei_str_from(session->options->output);
    while (folder.size > 1 && sei_str_ends(folder, SEI_STR("/")))
        folder.size--;
    return sei_arena_copy(&session->arena, folder);
}

static int digits_of(uint64_t number) {
    int digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

/* Numbers as wide as the last, so that the names sort. */
static sei_str name_of(const struct preview *preview, sei_str folder, const sei_picture *picture) {
    sei_arena *arena = &preview->session->arena;
    const uint64_t sides = preview->result.sides;
    const int width = digits_of(sides ? sides : preview->result.pages);
    const sei_str first = sei_arena_print(arena, "%.*s/%s-%0*u", SEI_STR_ARG(folder),
                                          sides ? "side" : "page", width, (unsigned)picture->first);
    if (picture->first == picture->last)
        return sei_arena_print(arena, "%.*s.png", SEI_STR_ARG(first));
    return sei_arena_print(arena, "%.*s-%0*u.png", SEI_STR_ARG(first), width,
                           (unsigned)picture->last);
}

/* Writes the worker's pictures; *count says how many. */
static bool commit_pictures(struct preview *preview, sei_str folder, uint64_t *count,
                            sei_status *status) {
    sei_str records;
    sei_picture picture;
    *count = 0;
    if (!sei_worker_map_dump(&preview->worker, &records, status) ||
        !sei_target_make_folder(&preview->session->arena, folder, status))
        return false;
    for (size_t at = 0; sei_preview_read(records, &at, &picture); ++*count)
        if (!sei_worker_commit_part(&preview->worker, picture.png,
                                    name_of(preview, folder, &picture), status))
            return false;
    return true;
}

/* The name of a picture that an earlier preview left in the folder and that would be taken for one
 * of these: the first behind the last page, or of numbers of another width. False when there is
 * none. */
static bool find_leftover(const struct preview *preview, sei_str folder, sei_str *name) {
    sei_arena *arena = &preview->session->arena;
    const char *kind = preview->result.sides ? "side" : "page";
    const uint64_t last = preview->result.sides ? preview->result.sides : preview->result.pages;
    sei_root root;
    sei_file_info info;
    sei_status ignored = {0};
    bool found = false;
    if (!sei_root_open(&root, arena, folder, &ignored))
        return false;
    for (int width = 1; width <= NUMBER_WIDTH && !found; width++) {
        const unsigned number = width == digits_of(last) ? (unsigned)last + 1 : 1;
        *name = sei_arena_print(arena, "%s-%0*u.png", kind, width, number);
        found = sei_root_stat(&root, *name, &info);
    }
    sei_root_close(&root);
    return found;
}

static void tell(const struct preview *preview, sei_str folder, uint64_t count) {
    sei_arena *arena = &preview->session->arena;
    sei_str name;
    sei_session_say(SEI_STR(""), sei_arena_print(arena, "wrote %llu picture%s into %.*s",
                                                 (unsigned long long)count, count == 1 ? "" : "s",
                                                 SEI_STR_ARG(folder)));
    if (find_leftover(preview, folder, &name))
        sei_session_say(SEI_STR(""),
                        sei_arena_print(arena,
                                        "pictures of another preview are left in it, %.*s the "
                                        "first: remove them, or name another folder with -o",
                                        SEI_STR_ARG(name)));
}

static int finish(struct preview *preview) {
    sei_session *session = preview->session;
    sei_status status = preview->result.status;
    const sei_str folder = choose_folder(preview);
    uint64_t count;
    const bool done = preview->result.is_done && commit_pictures(preview, folder, &count, &status);
    sei_session_print_document(session, preview->source.path, done ? folder : SEI_STR(""),
                               done ? NULL : &status, &preview->result, SEI_STR(""));
    if (!done)
        return fail(preview, &status);
    sei_session_print_figures(session, folder, &preview->result);
    if (!session->options->quiet && !session->options->report_json)
        tell(preview, folder, count);
    return 0;
}

static int run_worker(struct preview *preview) {
    sei_session *session = preview->session;
    sei_worker_request request = sei_session_worker_request(session);
    sei_status status = {0};
    request.sources = &preview->source;
    request.source_count = 1;
    request.job.kind = SEI_JOB_PREVIEW;
    request.job.preview = session->options->preview;
    sei_worker_run(&preview->worker, &request, &preview->result);
    session->warnings += preview->result.warnings;
    session->errors += preview->result.errors;
    if (!sei_worker_copy_report(&preview->worker, sei_session_report_descriptor(session), &status))
        return fail(preview, &status);
    return finish(preview);
}

int sei_preview_run(sei_session *session) {
    const sei_options *options = session->options;
    struct preview preview = {.session = session};
    sei_status status = {0};
    int code;
    const bool is_open = sei_session_open_house(session, options->sources[0], &status);
    preview.source.path = session->house.note;
    if (is_open &&
        sei_house_source_kind(&session->house, options->book, &preview.source.kind, &status)) {
        code = run_worker(&preview);
        sei_worker_close(&preview.worker);
    } else {
        preview.source.path = SEI_STR("");
        code = fail(&preview, &status);
    }
    sei_house_close(&session->house);
    return sei_session_exit_code(session, code);
}
