/* watch: pdf, epub, build or batch, again and again. Each pass is the verb itself with a session of
 * its own, so that it makes what that verb makes, and no older state can be wrong; opening fonts
 * and index costs some hundredths of a second. A batch finds out by its manifest what a change
 * touches; for one source the pass before tells what it was made of, as for a depfile.
 *
 * Rule that is easy to break: what a pass writes into the vault must not call for the next. */
#include "cli/watch.h"

#include <stdio.h>

#include "base/path.h"
#include "batch/watcher.h"
#include "cli/batch.h"
#include "cli/convert.h"

struct watch {
    sei_session *session;
    sei_options options; /* of each pass */
    sei_watcher watcher;
    sei_session pass;    /* the last; its memory holds … */
    sei_depfile made_of; /* … what the outputs were made of */
    bool is_known;       /* that is; else any change counts */
    bool is_due;         /* something has changed that counts, */
    char changed[256];   /* such as this */
    sei_str root;        /* of the vault */
};

/* --- a pass ---------------------------------------------------------------------------------- */

static void print_pass(struct watch *watch, double seconds, int code) {
    const bool is_batch = watch->options.verb == SEI_VERB_BATCH; /* which says the same itself */
    if (is_batch || watch->options.quiet)
        return;
    if (!watch->options.report_json) {
        if (watch->is_due)
            sei_session_say(sei_str_from(watch->changed),
                            sei_arena_print(&watch->pass.arena, "changed; took %.3f s", seconds));
        return;
    }
    sei_buf line;
    sei_buf_init(&line, &watch->session->memory);
    sei_buf_add(&line, SEI_STR("{\"type\":\"summary\",\"changed\":"));
    sei_json_escape(&line, sei_str_from(watch->changed));
    sei_buf_print(&line, ",\"exit\":%d,\"seconds\":%.3f}\n", code, seconds);
    sei_session_print(&line);
    sei_buf_fini(&line);
}

/* Everything is opened anew: styles, fonts, the vault's index. */
static int run_pass(struct watch *watch) {
    const double began = sei_os_wall_seconds();
    sei_session *pass = &watch->pass;
    sei_memory_fini(&pass->memory);
    *pass = (sei_session){.options = &watch->options, .depfile = &watch->made_of};
    sei_memory_init(&pass->memory, sei_allocator_system(), 0);
    sei_arena_init(&pass->arena, &pass->memory);
    watch->made_of = (sei_depfile){0};
    const bool is_batch = watch->options.verb == SEI_VERB_BATCH;
    const int code = is_batch ? sei_batch_run(pass) : sei_convert_run(pass);
    watch->is_known = !is_batch && watch->made_of.arena != NULL;
    print_pass(watch, sei_os_wall_seconds() - began, code);
    fflush(stdout);
    return code;
}

/* --- what counts ----------------------------------------------------------------------------- */

/* Whether it sets how things look, there or not. */
static bool is_setting(sei_str path) {
    static const char *const ends[] = {".yaml", ".yml", ".css", "/.obsidian/app.json"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (sei_str_ends(path, sei_str_from(ends[i])))
            return true;
    return false;
}

/* For one source: a file that it is made of; and where names were looked up, whatever a name may
 * lead to that comes or goes. */
static bool counts(const struct watch *watch, sei_str path, bool has_come_or_gone) {
    const sei_depfile *made_of = &watch->made_of;
    if (!watch->is_known || path.size == 0)
        return true;
    if (sei_depfile_has_made(made_of, path))
        return false;
    return sei_depfile_has_input(made_of, path) || is_setting(path) ||
           (has_come_or_gone && made_of->has_looked_up &&
            (sei_vault_type_of(path) != NULL || sei_os_is_folder(path)));
}

static void note_change(void *context, sei_str path, bool has_come_or_gone) {
    struct watch *watch = context;
    if (watch->is_due || !counts(watch, path, has_come_or_gone))
        return;
    watch->is_due = true;
    if (sei_path_is_below(path, watch->root))
        path = sei_str_slice(path, watch->root.size + 1, path.size);
    snprintf(watch->changed, sizeof watch->changed, "%.*s", SEI_STR_ARG(path));
}

/* --- the run --------------------------------------------------------------------------------- */

/* Which verb makes it: -o names a file of one format, or a folder. */
static bool choose_verb(struct watch *watch, bool is_folder, sei_status *status) {
    sei_options *options = &watch->options;
    const sei_str output = sei_str_from(options->output);
    options->verb = SEI_VERB_BUILD;
    if (is_folder && !options->book) {
        options->verb = SEI_VERB_BATCH;
        return output.size > 0 || sei_status_set(status, SEI_FAILED_USAGE,
                                                 "to watch a vault wants a folder to write into: "
                                                 "-o DIR");
    }
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        const sei_str end = sei_arena_print(&watch->session->arena, ".%s", sei_format_name(format));
        if (sei_str_ends(output, end) && !sei_os_is_folder(output))
            options->verb = format == SEI_FORMAT_PDF ? SEI_VERB_PDF : SEI_VERB_EPUB;
    }
    return true;
}

/* The folders are watched from before the first pass. */
static bool begin(struct watch *watch, sei_status *status) {
    sei_session *session = watch->session;
    sei_arena *arena = &session->arena;
    const sei_house *house = &session->house;
    sei_str styles;
    if (!sei_session_open_house(session, session->options->sources[0], status) ||
        !choose_verb(watch, house->source_is_folder, status) ||
        !sei_watcher_open(&watch->watcher, arena, status))
        return false;
    watch->root = sei_arena_copy(arena, house->vault.root.path);
    if (!sei_watcher_add(&watch->watcher, watch->root, true, status) ||
        !sei_watcher_add(&watch->watcher,
                         sei_arena_print(arena, "%.*s/.obsidian", SEI_STR_ARG(watch->root)), false,
                         status))
        return false;
    return house->style_folder.fd < 0 ||
           !sei_os_real_path(arena, house->style_folder.path, &styles) ||
           sei_watcher_add(&watch->watcher, styles, false, status);
}

int sei_watch_run(sei_session *session) {
    struct watch watch = {.session = session, .options = *session->options, .watcher = {.fd = -1}};
    sei_status status = {0};
    sei_memory_init(&watch.pass.memory, sei_allocator_system(), 0);
    const bool is_ready = begin(&watch, &status);
    sei_house_close(&session->house);
    int code = is_ready ? run_pass(&watch) : 0;
    const bool is_refused = watch.options.verb == SEI_VERB_BATCH && code == SEI_FAILED_USAGE;
    if (is_ready && !is_refused && !watch.options.quiet)
        sei_session_say(SEI_STR(""), sei_arena_print(&session->arena, "watching %.*s; Ctrl-C ends",
                                                     SEI_STR_ARG(watch.root)));
    while (is_ready && !is_refused &&
           sei_watcher_wait(&watch.watcher, note_change, &watch, &status)) {
        if (watch.is_due)
            run_pass(&watch);
        watch.is_due = false;
    }
    sei_watcher_close(&watch.watcher);
    sei_memory_fini(&watch.pass.memory);
    return is_refused ? code : sei_session_fail(SEI_STR(""), &status);
}
