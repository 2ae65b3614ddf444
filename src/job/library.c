/* The public library's entry: a job's options as strings → a house that is opened, one job that
 * runs in it, and the house closed again. Rule that is easy to break: every allocation is the
 * caller's, and an unwind ends here, as a status. */
#include "seihon/seihon.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "job/job.h"

#define SETTINGS_MAX 64
#define OPTIONS (SEIHON_MEMORY_LIMIT + 1)

struct seihon_job {
    sei_memory memory; /* of the options */
    sei_arena arena;
    sei_str values[OPTIONS]; /* as they were given; "" when not */
    sei_assemble_kind kind;
    sei_style_setting settings[SETTINGS_MAX];
    size_t setting_count;
    sei_str font_folders[SEI_HOUSE_FONT_FOLDERS_MAX];
    size_t font_folder_count;
    int64_t epoch, memory_limit;
    sei_status status;
    sei_job_result result;
};

const char *seihon_version(void) {
    return SEI_VERSION;
}

/* --- options --------------------------------------------------------------------------------- */

seihon_job *seihon_job_new(seihon_resize *resize, void *user) {
    const sei_allocator allocator = resize ? (sei_allocator){resize, user} : sei_allocator_system();
    seihon_job *job = allocator.resize(allocator.user, NULL, 0, sizeof *job);
    if (!job)
        return NULL;
    *job = (seihon_job){.epoch = -1};
    sei_memory_init(&job->memory, allocator, 0);
    sei_arena_init(&job->arena, &job->memory);
    return job;
}

void seihon_job_free(seihon_job *job) {
    if (!job)
        return;
    const sei_allocator allocator = job->memory.allocator;
    sei_memory_fini(&job->memory);
    allocator.resize(allocator.user, job, sizeof *job, 0);
}

/* The value on the job's arena; false when there is no memory. */
static bool keep(seihon_job *job, const char *value, sei_str *kept) {
    jmp_buf escape;
    job->memory.escape = &escape;
    const bool is_kept = setjmp(escape) == 0;
    if (is_kept)
        *kept = sei_arena_copy(&job->arena, sei_str_from(value));
    else
        sei_status_set(&job->status, SEI_FAILED_RUN, "out of memory");
    job->memory.escape = NULL;
    return is_kept;
}

static bool set_kind(seihon_job *job, sei_str value) {
    static const struct {
        const char *word;
        sei_assemble_kind kind;
    } kinds[] = {
        {"note", SEI_ASSEMBLE_NOTE}, {"map", SEI_ASSEMBLE_MAP}, {"folder", SEI_ASSEMBLE_FOLDER}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (sei_str_equal(value, sei_str_from(kinds[i].word))) {
            job->kind = kinds[i].kind;
            return true;
        }
    }
    return sei_status_set(&job->status, SEI_FAILED_USAGE, "a kind is note, map or folder, not %.*s",
                          SEI_STR_ARG(value));
}

static bool set_number(seihon_job *job, sei_str value, int64_t *number) {
    return (sei_str_parse_int(value, number) && *number >= 0) ||
           sei_status_set(&job->status, SEI_FAILED_USAGE, "%.*s is no whole number",
                          SEI_STR_ARG(value));
}

static bool set_switch(seihon_job *job, sei_str value) {
    return sei_str_equal(value, SEI_STR("yes")) || sei_str_equal(value, SEI_STR("no")) ||
           sei_status_set(&job->status, SEI_FAILED_USAGE, "say yes or no, not %.*s",
                          SEI_STR_ARG(value));
}

static bool add_setting(seihon_job *job, sei_str value) {
    const size_t equals = sei_str_find(value, SEI_STR("="), 0);
    if (equals == SEI_STR_NONE || job->setting_count == SETTINGS_MAX)
        return sei_status_set(&job->status, SEI_FAILED_USAGE,
                              "a setting is KEY=VALUE, at most %d of them: %.*s", SETTINGS_MAX,
                              SEI_STR_ARG(value));
    job->settings[job->setting_count++] =
        (sei_style_setting){.path = sei_str_slice(value, 0, equals),
                            .value = sei_str_slice(value, equals + 1, value.size)};
    return true;
}

static bool add_font_folder(seihon_job *job, sei_str value) {
    if (job->font_folder_count == SEI_HOUSE_FONT_FOLDERS_MAX - 1)
        return sei_status_set(&job->status, SEI_FAILED_USAGE, "more than %d folders of fonts",
                              SEI_HOUSE_FONT_FOLDERS_MAX - 1);
    job->font_folders[job->font_folder_count++] = value;
    return true;
}

static bool set_option(seihon_job *job, seihon_option option, sei_str value) {
    switch (option) {
    case SEIHON_KIND:
        return set_kind(job, value);
    case SEIHON_SETTING:
        return add_setting(job, value);
    case SEIHON_FONT_FOLDER:
        return add_font_folder(job, value);
    case SEIHON_SYSTEM_FONTS:
        return set_switch(job, value);
    case SEIHON_EPOCH:
        return set_number(job, value, &job->epoch);
    case SEIHON_MEMORY_LIMIT:
        return set_number(job, value, &job->memory_limit);
    case SEIHON_SOURCE:
    case SEIHON_VAULT:
    case SEIHON_STYLE:
    case SEIHON_LANGUAGE:
    case SEIHON_DATA_FOLDER:
        return true;
    }
    return sei_status_set(&job->status, SEI_FAILED_USAGE, "there is no such option");
}

seihon_status seihon_job_set(seihon_job *job, seihon_option option, const char *value) {
    sei_str kept;
    job->status = (sei_status){0};
    if (keep(job, value, &kept) && set_option(job, option, kept))
        job->values[option] = kept;
    return (seihon_status)job->status.code;
}

/* --- the run --------------------------------------------------------------------------------- */

/* Where fonts/ and styles/ lie, seen from the folder that holds the library; "" leaves it to the
 * house. */
static sei_str find_data(seihon_job *job) {
    static const char *const places[] = {"../share/seihon", "../../share/seihon"};
    Dl_info info;
    sei_str real;
    if (job->values[SEIHON_DATA_FOLDER].size > 0 || !dladdr(&places, &info) || !info.dli_fname ||
        !sei_os_real_path(&job->arena, sei_str_from(info.dli_fname), &real))
        return job->values[SEIHON_DATA_FOLDER];
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const sei_str place =
            sei_arena_print(&job->arena, "%.*s/%s", SEI_STR_ARG(sei_path_folder(real)), places[i]);
        if (sei_os_is_folder(place))
            return place;
    }
    return SEI_STR("");
}

/* A book file is told by its name, as the house does. */
static bool choose_kind(seihon_job *job, const sei_house *house, sei_assemble_kind *kind) {
    const char *source = job->values[SEIHON_SOURCE].at;
    if (house->source_is_folder != (job->kind == SEI_ASSEMBLE_FOLDER))
        return sei_status_set(&job->status, SEI_FAILED_USAGE,
                              house->source_is_folder ? "%s is a folder; its kind is \"folder\""
                                                      : "%s is a file; its kind is not \"folder\"",
                              source);
    return sei_house_source_kind(house, job->kind != SEI_ASSEMBLE_NOTE, kind, &job->status);
}

/* Runs the job of an open house; the report goes nowhere when none is asked for. */
static void run(seihon_job *job, sei_house *house, seihon_format format, int output, int report) {
    const int nowhere = report < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    const sei_str language = job->values[SEIHON_LANGUAGE];
    sei_job_request request = {.house = house,
                               .kind = SEI_JOB_CONVERT,
                               .source = {.path = house->note},
                               .formats =
                                   1u << (format == SEIHON_EPUB ? SEI_FORMAT_EPUB : SEI_FORMAT_PDF),
                               .settings = job->settings,
                               .setting_count = job->setting_count,
                               .lang = language.size > 0 ? sei_lang_parse(language) : SEI_LANG_NONE,
                               .report_form = SEI_JOB_REPORT_JSON,
                               .epoch = job->epoch,
                               .outputs = {[SEI_FORMAT_PDF] = output, [SEI_FORMAT_EPUB] = output},
                               .report = report < 0 ? nowhere : report,
                               .allocator = job->memory.allocator,
                               .memory_limit = (size_t)job->memory_limit};
    if (choose_kind(job, house, &request.source.kind)) {
        sei_job_run(&request, &job->result);
        job->status = job->result.status;
    }
    if (nowhere >= 0)
        close(nowhere);
}

/* Guards find_data; false when there is no memory for it. */
static bool place_data(seihon_job *job, sei_str *data) {
    jmp_buf escape;
    job->memory.escape = &escape;
    const bool is_placed = setjmp(escape) == 0;
    if (is_placed)
        *data = find_data(job);
    else
        sei_status_set(&job->status, SEI_FAILED_RUN, "out of memory");
    job->memory.escape = NULL;
    return is_placed;
}

static sei_house_request house_request(const seihon_job *job, sei_str data) {
    return (sei_house_request){.source = job->values[SEIHON_SOURCE],
                               .vault = job->values[SEIHON_VAULT],
                               .style = job->values[SEIHON_STYLE],
                               .data = data,
                               .font_folders = job->font_folders,
                               .font_folder_count = job->font_folder_count,
                               .no_system_fonts =
                                   sei_str_equal(job->values[SEIHON_SYSTEM_FONTS], SEI_STR("no")),
                               .allocator = job->memory.allocator};
}

seihon_status seihon_job_run(seihon_job *job, seihon_format format, int output, int report) {
    sei_str data;
    sei_house house;
    job->status = (sei_status){0};
    job->result = (sei_job_result){0};
    if (job->values[SEIHON_SOURCE].size == 0) {
        sei_status_set(&job->status, SEI_FAILED_USAGE, "no source is set");
    } else if (place_data(job, &data)) {
        const sei_house_request open = house_request(job, data);
        if (sei_house_open(&house, &open, &job->status))
            run(job, &house, format, output, report);
        sei_house_close(&house);
    }
    return (seihon_status)job->status.code;
}

const char *seihon_job_message(const seihon_job *job) {
    return job->status.message;
}

uint64_t seihon_job_count(const seihon_job *job, seihon_count what) {
    switch (what) {
    case SEIHON_PAGES:
        return job->result.pages;
    case SEIHON_WARNINGS:
        return job->result.warnings;
    case SEIHON_ERRORS:
        return job->result.errors;
    case SEIHON_PEAK_MEMORY:
        return job->result.peak_memory;
    }
    return 0;
}
