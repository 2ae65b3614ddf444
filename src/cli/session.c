/* Opening the house for a source, the request that all verbs share, and the lines that they print.
 * Names come from people's disks: they are escaped wherever they are printed. */
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define EXIT_WARNINGS 1

static int64_t source_date_epoch(void) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    int64_t epoch;
    if (given && sei_str_parse_int(sei_str_from(given), &epoch) && epoch >= 0)
        return epoch;
    return -1;
}

bool sei_session_open_house(sei_session *session, const char *source, sei_status *status) {
    const sei_options *options = session->options;
    const sei_house_request request = {.source = sei_str_from(source),
                                       .vault = sei_str_from(options->vault),
                                       .style = sei_str_from(options->style),
                                       .font_folders = options->font_folders,
                                       .font_folder_count = options->font_folder_count,
                                       .no_system_fonts = options->no_system_fonts,
                                       .allocator = sei_allocator_system()};
    return sei_house_open(&session->house, &request, status);
}

sei_worker_request sei_session_worker_request(sei_session *session) {
    const sei_options *options = session->options;
    return (sei_worker_request){
        .job = {.house = &session->house,
                .settings = options->settings,
                .setting_count = options->setting_count,
                .lang = options->lang,
                .breaks = options->breaks,
                .pdf_standard = options->pdf_standard,
                .imposition = options->imposition,
                .keeps_imposition = options->has_impose,
                .silenced = options->silenced,
                .report_form = options->report_json ? SEI_JOB_REPORT_JSON : SEI_JOB_REPORT_TEXT,
                .epoch = source_date_epoch(),
                .allocator = sei_allocator_system()},
        .show_progress = !options->quiet && isatty(STDERR_FILENO)};
}

int sei_session_report_descriptor(const sei_session *session) {
    return session->options->report_json ? STDOUT_FILENO : STDERR_FILENO;
}

int sei_session_exit_code(const sei_session *session, int code) {
    if (code == 0 && session->options->strict && session->warnings + session->errors)
        return EXIT_WARNINGS;
    return code;
}

/* --- lines ----------------------------------------------------------------------------------- */

static void begin_line(sei_memory *memory, sei_buf *line) {
    sei_memory_init(memory, sei_allocator_system(), 0);
    sei_buf_init(line, memory);
}

static void end_line(sei_memory *memory, const sei_buf *line, FILE *to) {
    fwrite(line->at, 1, line->size, to);
    sei_memory_fini(memory);
}

void sei_session_print(const sei_buf *text) {
    if (text->size)
        fwrite(text->at, 1, text->size, stdout);
}

void sei_session_say(sei_str subject, sei_str message) {
    sei_memory memory;
    sei_buf line;
    begin_line(&memory, &line);
    sei_buf_add(&line, SEI_STR("seihon: "));
    sei_diag_escape(&line, subject);
    sei_buf_add(&line, subject.size ? SEI_STR(": ") : SEI_STR(""));
    sei_diag_escape(&line, message);
    sei_buf_add_byte(&line, '\n');
    end_line(&memory, &line, stderr);
}

int sei_session_fail(sei_str subject, const sei_status *status) {
    sei_session_say(subject, sei_str_from(status->message));
    return status->code == SEI_OK ? SEI_FAILED_RUN : (int)status->code;
}

void sei_session_print_document(const sei_session *session, sei_str input, sei_str output,
                                const sei_status *failure, const sei_job_result *result,
                                sei_str more) {
    double seconds = 0;
    sei_memory memory;
    sei_buf line;
    if (!session->options->report_json)
        return;
    for (size_t stage = 0; stage < SEI_STAGE_COUNT; stage++)
        seconds += result->seconds[stage];
    begin_line(&memory, &line);
    sei_buf_add(&line, SEI_STR("{\"type\":\"document\",\"input\":"));
    sei_json_escape(&line, input);
    sei_buf_add(&line, SEI_STR(",\"output\":"));
    sei_json_escape(&line, output);
    sei_buf_print(&line, ",\"status\":\"%s\",\"message\":", failure ? "failed" : "done");
    sei_json_escape(&line, failure ? sei_str_from(failure->message) : SEI_STR(""));
    sei_buf_print(&line,
                  ",\"pages\":%llu,\"warnings\":%llu,\"errors\":%llu,\"seconds\":%.3f,"
                  "\"peak_memory\":%llu",
                  (unsigned long long)result->pages, (unsigned long long)result->warnings,
                  (unsigned long long)result->errors, seconds,
                  (unsigned long long)result->peak_memory);
    sei_buf_add(&line, more);
    sei_buf_add(&line, SEI_STR("}\n"));
    end_line(&memory, &line, stdout);
}

sei_str sei_session_hashes(sei_session *session, int descriptor, const sei_file_info *inputs,
                           size_t input_count) {
    uint64_t hash;
    if (!session->options->report_json || !sei_output_hash(descriptor, &hash))
        return SEI_STR("");
    if (!session->inodes.files)
        sei_inode_index_init(&session->inodes, &session->arena, &session->house.vault);
    return sei_inputs_print(&session->inodes, &session->arena, hash, inputs, input_count);
}

void sei_session_print_figures(const sei_session *session, sei_str subject,
                               const sei_job_result *result) {
    sei_memory memory;
    sei_buf line;
    if (!session->options->verbose)
        return;
    begin_line(&memory, &line);
    sei_buf_add(&line, SEI_STR("seihon: "));
    sei_diag_escape(&line, subject);
    sei_buf_print(&line,
                  ": %llu pages, %llu characters, CPU seconds: book %.3f, pages %.3f, file %.3f, "
                  "memory %.1f MB\n",
                  (unsigned long long)result->pages, (unsigned long long)result->characters,
                  result->seconds[SEI_STAGE_BOOK], result->seconds[SEI_STAGE_FLOW],
                  result->seconds[SEI_STAGE_WRITE], (double)result->peak_memory / (1 << 20));
    end_line(&memory, &line, stderr);
}
