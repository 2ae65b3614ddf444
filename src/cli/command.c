/* Verbs → workers, listings and exit codes. Everything a user sees on the terminal is printed here:
 * results and listings on standard output, messages on standard error. */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "batch/worker.h"

#define EXIT_WARNINGS 1

/* What one call of the program holds on to. */
struct command {
    const sei_options *options;
    sei_memory memory;
    sei_arena arena;
    sei_house house;
    uint64_t warnings, errors, documents;
};

static void print_message(const char *subject, const sei_status *status) {
    sei_memory memory;
    sei_buf line;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_buf_init(&line, &memory);
    sei_buf_add(&line, SEI_STR("seihon: "));
    if (subject) {
        sei_diag_escape(&line, sei_str_from(subject));
        sei_buf_add(&line, SEI_STR(": "));
    }
    sei_diag_escape(&line, sei_str_from(status->message));
    sei_buf_add_byte(&line, '\n');
    fwrite(line.at, 1, line.size, stderr);
    sei_memory_fini(&memory);
}

static int fail(const char *subject, const sei_status *status) {
    print_message(subject, status);
    return status->code == SEI_OK ? SEI_FAILED_RUN : (int)status->code;
}

static int64_t source_date_epoch(void) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    int64_t epoch;
    if (given && sei_str_parse_int(sei_str_from(given), &epoch) && epoch >= 0)
        return epoch;
    return -1;
}

static sei_house_request house_request(const sei_options *options, const char *source) {
    return (sei_house_request){.source = sei_str_from(source),
                               .vault = sei_str_from(options->vault),
                               .font_folders = options->font_folders,
                               .font_folder_count = options->font_folder_count,
                               .no_system_fonts = options->no_system_fonts,
                               .allocator = sei_allocator_system()};
}

/* "旅行.md" → "旅行.pdf" in the current folder. */
static sei_str default_target(struct command *command, const char *suffix) {
    sei_str name = sei_vault_name(command->house.note);
    return sei_arena_print(&command->arena, "%.*s.%s", SEI_STR_ARG(name), suffix);
}

static sei_worker_request worker_request(struct command *command, sei_job_kind kind, sei_str note) {
    const sei_options *options = command->options;
    return (sei_worker_request){.job = {.house = &command->house,
                                        .kind = kind,
                                        .note = note,
                                        .style = sei_str_from(options->style),
                                        .settings = options->settings,
                                        .setting_count = options->setting_count,
                                        .lang = options->lang,
                                        .breaks = options->breaks,
                                        .silenced = options->silenced,
                                        .report_json = options->report_json,
                                        .epoch = source_date_epoch(),
                                        .allocator = sei_allocator_system()},
                                .dump_to = -1,
                                .report_to = options->report_json ? STDOUT_FILENO : STDERR_FILENO,
                                .show_progress = !options->quiet && isatty(STDERR_FILENO)};
}

static void count_result(struct command *command, const sei_job_result *result) {
    command->warnings += result->warnings;
    command->errors += result->errors;
    command->documents++;
}

static void print_figures(const sei_job_result *result, sei_str target) {
    fprintf(stderr,
            "seihon: %.*s: %llu pages, %llu characters, CPU seconds: book %.3f, pages %.3f, "
            "file %.3f, memory %.1f MB\n",
            SEI_STR_ARG(target), (unsigned long long)result->pages,
            (unsigned long long)result->characters, result->seconds[SEI_STAGE_BOOK],
            result->seconds[SEI_STAGE_FLOW], result->seconds[SEI_STAGE_WRITE],
            (double)result->peak_memory / (1 << 20));
}

static void print_document_json(const char *kind, sei_str note, sei_str target, bool done,
                                const sei_job_result *result) {
    sei_memory memory;
    sei_buf line;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_buf_init(&line, &memory);
    sei_buf_print(&line, "{\"type\":\"%s\",\"input\":", kind);
    sei_json_escape(&line, note);
    sei_buf_add(&line, SEI_STR(",\"output\":"));
    sei_json_escape(&line, target);
    sei_buf_print(&line, ",\"status\":\"%s\",\"message\":", done ? "done" : "failed");
    sei_json_escape(&line, sei_str_from(result->status.message));
    sei_buf_print(&line, ",\"pages\":%llu,\"warnings\":%llu,\"errors\":%llu}\n",
                  (unsigned long long)result->pages, (unsigned long long)result->warnings,
                  (unsigned long long)result->errors);
    fwrite(line.at, 1, line.size, stdout);
    sei_memory_fini(&memory);
}

static int exit_code(const struct command *command, int code) {
    if (code == 0 && command->options->strict && command->warnings + command->errors)
        return EXIT_WARNINGS;
    return code;
}

/* One document: run, report, say what was made. */
static int run_document(struct command *command, sei_worker_request *request) {
    sei_job_result result;
    bool done = sei_worker_run(request, &result);
    count_result(command, &result);
    if (command->options->report_json)
        print_document_json("document", request->job.note, request->target, done, &result);
    if (!done)
        return fail(command->house.note.size ? request->job.note.at : NULL, &result.status);
    if (command->options->verbose)
        print_figures(&result, request->target.size ? request->target : request->job.note);
    return 0;
}

static int convert(struct command *command, sei_job_kind kind, const char *suffix) {
    const sei_options *options = command->options;
    sei_status status = {0};
    if (command->house.source_is_folder) {
        sei_status_set(&status, SEI_FAILED_USAGE, "is a folder; name a note inside it");
        return fail(options->sources[0], &status);
    }
    sei_worker_request request =
        worker_request(command, options->has_dump ? options->dump : kind, command->house.note);
    if (options->has_dump)
        request.dump_to = STDOUT_FILENO;
    else
        request.target =
            options->output ? sei_str_from(options->output) : default_target(command, suffix);
    int code = run_document(command, &request);
    if (code == 0 && !options->has_dump && !options->quiet && !options->report_json)
        fprintf(stderr, "seihon: wrote %.*s\n", SEI_STR_ARG(request.target));
    return exit_code(command, code);
}

/* --- check ----------------------------------------------------------------------------------- */

static int check_note(struct command *command, sei_str note) {
    sei_worker_request request = worker_request(command, SEI_JOB_CHECK, note);
    request.report_to = STDOUT_FILENO;
    return run_document(command, &request);
}

static bool is_below(sei_str path, sei_str folder) {
    return folder.size == 0 ||
           (sei_str_starts(path, folder) && path.size > folder.size && path.at[folder.size] == '/');
}

static int check_house(struct command *command) {
    if (!command->house.source_is_folder)
        return check_note(command, command->house.note);
    int worst = 0;
    const sei_vault *vault = &command->house.vault;
    for (size_t i = 0; i < vault->file_count; i++) {
        if (!vault->files[i].is_note || !is_below(vault->files[i].path, command->house.note))
            continue;
        int code = check_note(command, vault->files[i].path);
        worst = code > worst ? code : worst;
    }
    return worst;
}

static void print_summary(const struct command *command) {
    if (command->options->report_json)
        printf("{\"type\":\"summary\",\"documents\":%llu,\"warnings\":%llu,\"errors\":%llu}\n",
               (unsigned long long)command->documents, (unsigned long long)command->warnings,
               (unsigned long long)command->errors);
    else if (!command->options->quiet)
        fprintf(stderr, "seihon: %llu notes, %llu warnings, %llu errors\n",
                (unsigned long long)command->documents, (unsigned long long)command->warnings,
                (unsigned long long)command->errors);
}

/* --- listings -------------------------------------------------------------------------------- */

static int list_fonts(struct command *command) {
    sei_buf out;
    sei_buf_init(&out, &command->memory);
    sei_font_library_list(command->house.library, &out);
    fwrite(out.at, 1, out.size, stdout);
    return 0;
}

static int list_styles(struct command *command) {
    sei_style_listing *listings;
    size_t count;
    sei_status status = {0};
    if (!sei_style_list(&command->arena, &command->house.styles, &listings, &count, &status))
        return fail(NULL, &status);
    for (size_t i = 0; i < count; i++)
        printf("%-14.*s %-20.*s %.*s\n", SEI_STR_ARG(listings[i].name),
               SEI_STR_ARG(listings[i].file), SEI_STR_ARG(listings[i].description));
    return 0;
}

static int print_help(struct command *command) {
    sei_buf out;
    sei_buf_init(&out, &command->memory);
    if (command->options->verb == SEI_VERB_HELP && command->options->source_count &&
        !strcmp(command->options->sources[0], "manual"))
        sei_options_manual(&out);
    else
        sei_options_help(&out, command->options);
    fwrite(out.at, 1, out.size, stdout);
    return 0;
}

/* --- verbs ----------------------------------------------------------------------------------- */

static int run_source(struct command *command, const char *source) {
    const sei_options *options = command->options;
    sei_house_request request = house_request(options, source);
    sei_status status = {0};
    int code;
    if (!sei_house_open(&command->house, &request, &status))
        code = fail(status.code == SEI_FAILED_INPUT ? NULL : source, &status);
    else if (options->verb == SEI_VERB_PDF)
        code = convert(command, SEI_JOB_PDF, "pdf");
    else if (options->verb == SEI_VERB_EPUB)
        code = convert(command, SEI_JOB_EPUB, "epub");
    else
        code = exit_code(command, check_house(command));
    sei_house_close(&command->house);
    return code;
}

static int run_sources(struct command *command) {
    int worst = 0;
    for (size_t i = 0; i < command->options->source_count; i++) {
        int code = run_source(command, command->options->sources[i]);
        worst = code > worst ? code : worst;
    }
    if (command->options->verb == SEI_VERB_CHECK)
        print_summary(command);
    return worst;
}

static int run_listing(struct command *command) {
    sei_house_request request = house_request(command->options, "");
    sei_status status = {0};
    int code;
    if (!sei_house_open_data(&command->house, &request, &status))
        code = fail(NULL, &status);
    else
        code =
            command->options->verb == SEI_VERB_FONTS ? list_fonts(command) : list_styles(command);
    sei_house_close(&command->house);
    return code;
}

static int run_verb(struct command *command) {
    if (command->options->help)
        return print_help(command);
    switch (command->options->verb) {
    case SEI_VERB_PDF:
    case SEI_VERB_EPUB:
    case SEI_VERB_CHECK:
        return run_sources(command);
    case SEI_VERB_FONTS:
    case SEI_VERB_STYLES:
        return run_listing(command);
    case SEI_VERB_HELP:
        return print_help(command);
    case SEI_VERB_VERSION:
        puts("seihon " SEI_VERSION);
        return 0;
    case SEI_VERB_COUNT:
        break;
    }
    return SEI_FAILED_USAGE;
}

int sei_command_run(const sei_options *options) {
    struct command command = {.options = options};
    sei_memory_init(&command.memory, sei_allocator_system(), 0);
    sei_arena_init(&command.arena, &command.memory);
    int code = run_verb(&command);
    sei_memory_fini(&command.memory);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        sei_status status = {0};
        sei_status_set(&status, SEI_FAILED_RUN, "cannot write to standard output");
        return fail(NULL, &status);
    }
    return code;
}
