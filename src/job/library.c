/* The public library's entry: opens a house, runs one job in it, closes it. */
#include "seihon/seihon.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "job/job.h"

#define SETTINGS_MAX 64

const char *seihon_version(void) {
    return SEI_VERSION;
}

static seihon_status finish(seihon_result *result, const sei_status *status) {
    result->status = (seihon_status)status->code;
    memcpy(result->message, status->message, sizeof result->message);
    return result->status;
}

/* "KEY=VALUE" strings → settings; false with a status for one without '='. */
static bool read_settings(const seihon_request *request, sei_style_setting *settings, size_t *count,
                          sei_status *status) {
    for (*count = 0; request->settings && request->settings[*count]; ++*count) {
        const char *text = request->settings[*count];
        const char *equals = strchr(text, '=');
        if (!equals || *count == SETTINGS_MAX)
            return sei_status_set(status, SEI_FAILED_USAGE,
                                  "a setting is KEY=VALUE, at most %d of them: %s", SETTINGS_MAX,
                                  text);
        settings[*count] = (sei_style_setting){.path = {text, (size_t)(equals - text)},
                                               .value = sei_str_from(equals + 1)};
    }
    return true;
}

static sei_allocator allocator_of(const seihon_request *request) {
    return request->resize ? (sei_allocator){request->resize, request->user}
                           : sei_allocator_system();
}

static sei_assemble_kind kind_of(const seihon_request *request) {
    switch (request->kind) {
    case SEIHON_MAP:
        return SEI_ASSEMBLE_MAP;
    case SEIHON_FOLDER:
        return SEI_ASSEMBLE_FOLDER;
    case SEIHON_BOOK_FILE:
        return SEI_ASSEMBLE_FILE;
    case SEIHON_NOTE:
        break;
    }
    return SEI_ASSEMBLE_NOTE;
}

/* Runs the job of an open house; the report goes nowhere when none is asked for. */
static void run(const seihon_request *request, sei_house *house, const sei_style_setting *settings,
                size_t setting_count, sei_job_result *job) {
    sei_format format = request->format == SEIHON_EPUB ? SEI_FORMAT_EPUB : SEI_FORMAT_PDF;
    int nowhere = request->report < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    sei_job_request job_request = {
        .house = house,
        .kind = SEI_JOB_CONVERT,
        .source = {kind_of(request), house->note},
        .formats = 1u << format,
        .settings = settings,
        .setting_count = setting_count,
        .lang = request->language ? sei_lang_parse(sei_str_from(request->language)) : SEI_LANG_NONE,
        .report_form = SEI_JOB_REPORT_JSON,
        .epoch = request->epoch,
        .outputs = {[SEI_FORMAT_PDF] = request->output, [SEI_FORMAT_EPUB] = request->output},
        .report = request->report < 0 ? nowhere : request->report,
        .allocator = allocator_of(request),
        .memory_limit = request->memory_limit};
    sei_job_run(&job_request, job);
    if (nowhere >= 0)
        close(nowhere);
}

seihon_status seihon_convert(const seihon_request *request, seihon_result *result) {
    sei_style_setting settings[SETTINGS_MAX];
    size_t setting_count = 0;
    sei_status status = {0};
    sei_house house;
    sei_house_request open = {.source = sei_str_from(request->source),
                              .vault = sei_str_from(request->vault),
                              .style = sei_str_from(request->style),
                              .no_system_fonts = request->no_system_fonts != 0,
                              .allocator = allocator_of(request)};
    sei_job_result job = {0};
    *result = (seihon_result){0};
    if (!read_settings(request, settings, &setting_count, &status))
        return finish(result, &status);
    if (!sei_house_open(&house, &open, &status)) {
        job.status = status;
    } else if (house.source_is_folder != (request->kind == SEIHON_FOLDER)) {
        sei_status_set(&job.status, SEI_FAILED_USAGE,
                       house.source_is_folder ? "%s is a folder; its kind is SEIHON_FOLDER"
                                              : "%s is a file; its kind is not SEIHON_FOLDER",
                       request->source);
    } else {
        run(request, &house, settings, setting_count, &job);
    }
    sei_house_close(&house);
    result->warnings = job.warnings;
    result->errors = job.errors;
    result->pages = job.pages;
    return finish(result, &job.status);
}
