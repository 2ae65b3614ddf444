/* Verbs → conversions, checks, listings; the exit code. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/batch.h"
#include "cli/check.h"
#include "cli/convert.h"
#include "cli/preview.h"
#include "cli/watch.h"

static int list_fonts(sei_session *session) {
    sei_buf out;
    sei_buf_init(&out, &session->memory);
    sei_font_library_list(session->house.library, &out);
    sei_session_print(&out);
    return 0;
}

static int list_styles(sei_session *session) {
    sei_style_listing *listings;
    size_t count;
    sei_status status = {0};
    if (!sei_style_list(&session->arena, &session->house.styles, &listings, &count, &status))
        return sei_session_fail(SEI_STR(""), &status);
    for (size_t i = 0; i < count; i++)
        printf("%-14.*s %-20.*s %.*s\n", SEI_STR_ARG(listings[i].name),
               SEI_STR_ARG(listings[i].file), SEI_STR_ARG(listings[i].description));
    return 0;
}

static int run_listing(sei_session *session) {
    const sei_options *options = session->options;
    const sei_house_request request = {.font_folders = options->font_folders,
                                       .font_folder_count = options->font_folder_count,
                                       .no_system_fonts = options->no_system_fonts,
                                       .allocator = sei_allocator_system()};
    sei_status status = {0};
    int code;
    if (!sei_house_open_data(&session->house, &request, &status))
        code = sei_session_fail(SEI_STR(""), &status);
    else
        code = options->verb == SEI_VERB_FONTS ? list_fonts(session) : list_styles(session);
    sei_house_close(&session->house);
    return code;
}

static int print_help(sei_session *session) {
    const sei_options *options = session->options;
    sei_buf out;
    sei_buf_init(&out, &session->memory);
    const char *topic =
        options->verb == SEI_VERB_HELP && options->source_count ? options->sources[0] : "";
    if (!strcmp(topic, "manual")) /* the pages' made parts, for the build */
        sei_options_manual(&out);
    else if (!strcmp(topic, "style-manual"))
        sei_style_manual(&out);
    else
        sei_options_help(&out, options);
    sei_session_print(&out);
    return 0;
}

static int run_verb(sei_session *session) {
    if (session->options->help)
        return print_help(session);
    switch (session->options->verb) {
    case SEI_VERB_PDF:
    case SEI_VERB_EPUB:
    case SEI_VERB_BUILD:
        return sei_convert_run(session);
    case SEI_VERB_BATCH:
        return sei_batch_run(session);
    case SEI_VERB_WATCH:
        return sei_watch_run(session);
    case SEI_VERB_PREVIEW:
        return sei_preview_run(session);
    case SEI_VERB_CHECK:
        return sei_check_run(session);
    case SEI_VERB_FONTS:
    case SEI_VERB_STYLES:
        return run_listing(session);
    case SEI_VERB_HELP:
        return print_help(session);
    case SEI_VERB_VERSION:
        puts("seihon " SEI_VERSION);
        return 0;
    case SEI_VERB_COUNT:
        break;
    }
    return SEI_FAILED_USAGE;
}

int sei_command_run(const sei_options *options) {
    sei_session session = {.options = options};
    sei_memory_init(&session.memory, sei_allocator_system(), 0);
    sei_arena_init(&session.arena, &session.memory);
    int code = run_verb(&session);
    sei_memory_fini(&session.memory);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        sei_status status = {0};
        sei_status_set(&status, SEI_FAILED_RUN, "cannot write to standard output");
        return sei_session_fail(SEI_STR(""), &status);
    }
    return code;
}
