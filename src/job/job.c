/* The whole pipeline on one screen: vault ─▶ book ─▶ pages ─▶ PDF, and book ─▶ EPUB.
 *
 * Nothing flows back. Everything a stage makes lives in the job's one arena and is const for the
 * next. Rule that is easy to break: memory that runs out unwinds to sei_job_run alone, so what is
 * not memory (the font set) is kept where sei_job_run can close it. */
#include "job/job.h"

#include <string.h>

#include "base/limits.h"
#include "base/report.h"
#include "epub/epub.h"
#include "flow/flow.h"
#include "job/styling.h"

#define PRODUCER "seihon " SEI_VERSION

const char *sei_format_name(sei_format format) {
    static const char *const names[SEI_FORMAT_COUNT] = {"pdf", "epub"};
    return names[format];
}

/* What one run holds. */
struct job {
    const sei_job_request *request;
    sei_job_result *result;
    sei_memory memory;
    sei_arena arena;
    sei_diags diags;
    sei_font_set *fonts;
    sei_hyphenator *hyphenator;
    sei_style style;
    sei_buf lookups;
    sei_book *book;
    const sei_pages *pages; /* NULL until something needs them */
    double stage_began;
};

static void begin_stage(struct job *job) {
    job->stage_began = sei_os_cpu_seconds();
}

static void end_stage(struct job *job, sei_job_stage stage) {
    job->result->seconds[stage] += sei_os_cpu_seconds() - job->stage_began;
}

static bool make_book(struct job *job, sei_assemble_wishes *wishes) {
    const sei_job_request *request = job->request;
    sei_assemble_request assemble = {.arena = &job->arena,
                                     .vault = &request->house->vault,
                                     .note = request->source.path,
                                     .kind = request->source.kind,
                                     .lang = request->lang,
                                     .breaks = request->breaks,
                                     .siblings = request->siblings,
                                     .diags = &job->diags};
    begin_stage(job);
    job->book = sei_assemble(&assemble, wishes, &job->result->status);
    end_stage(job, SEI_STAGE_BOOK);
    return job->book != NULL;
}

static void keep_inputs(struct job *job) {
    size_t count, room = job->request->input_room;
    const sei_file_info *inputs = sei_assemble_inputs(job->book, &count);
    job->result->input_count = count < room ? count : room;
    for (size_t i = 0; i < job->result->input_count; i++)
        job->request->inputs[i] = inputs[i];
}

/* A style file too must not be overwritten by what it shaped. */
static void keep_style(struct job *job, const sei_styling *styling) {
    if (styling->has_file && job->result->input_count < job->request->input_room)
        job->request->inputs[job->result->input_count++] = styling->file;
}

/* --impose, else what the source or the vault asks for. */
static bool choose_imposition(struct job *job, sei_str wish) {
    job->result->imposition = job->request->imposition;
    return job->request->keeps_imposition || wish.size == 0 ||
           sei_impose_parse(wish, &job->result->imposition) ||
           sei_status_set(&job->result->status, SEI_FAILED_USAGE,
                          "impose: write saddle, saddle:N (sheets, 1 to %d), 2up, zine8, pad4 or "
                          "none, not %.*s",
                          SEI_IMPOSE_SIGNATURE_MAX, SEI_STR_ARG(wish));
}

static bool make_style(struct job *job, const sei_assemble_wishes *source) {
    const sei_job_request *request = job->request;
    sei_styling styling = {.house = request->house,
                           .source = source,
                           .settings = request->settings,
                           .setting_count = request->setting_count,
                           .arena = &job->arena,
                           .diags = &job->diags};
    bool made = sei_styling_make(&styling, &job->style, &job->result->status);
    keep_style(job, &styling);
    return made && choose_imposition(job, styling.impose);
}

/* What the source asks for is known, and with it the style that the book is finished by. */
static bool finish_book(struct job *job, const sei_assemble_wishes *wishes) {
    if (!make_style(job, wishes))
        return false;
    begin_stage(job);
    sei_assemble_finish(job->book, &job->style);
    end_stage(job, SEI_STAGE_BOOK);
    return true;
}

static sei_face_family face_family(const sei_style_family *family) {
    return (sei_face_family){.regular = family->regular,
                             .bold = family->bold,
                             .italic = family->italic,
                             .bold_italic = family->bold_italic};
}

static bool open_fonts(struct job *job) {
    sei_font_request request = {.fallback = job->style.fonts.fallback,
                                .fallback_count = job->style.fonts.fallback_count};
    for (int role = 0; role < SEI_FACE_ROLE_COUNT; role++) {
        request.families[role] = face_family(&job->style.fonts.families[role]);
        request.latin[role] = face_family(&job->style.fonts.latin[role]);
    }
    job->fonts = sei_font_set_open(job->request->house->library, &request, &job->result->status);
    return job->fonts != NULL;
}

static sei_flow_request flow_request(struct job *job) {
    const sei_root *patterns = &job->request->house->patterns;
    if (patterns->fd >= 0 && !job->hyphenator)
        job->hyphenator = sei_hyphenator_open(&job->arena, patterns, job->book->info.lang_tag);
    return (sei_flow_request){.book = job->book,
                              .style = &job->style,
                              .fonts = job->fonts,
                              .arena = &job->arena,
                              .memory = &job->memory,
                              .diags = &job->diags,
                              .hyphenator = job->hyphenator};
}

static const sei_pages *make_pages(struct job *job) {
    if (job->pages)
        return job->pages;
    sei_flow_request flow = flow_request(job);
    begin_stage(job);
    job->pages = sei_flow_pages(&flow);
    end_stage(job, SEI_STAGE_FLOW);
    job->result->pages = job->pages->count;
    job->result->characters = job->pages->character_count;
    return job->pages;
}

/* --- writing --------------------------------------------------------------------------------- */

static bool write_pdf(struct job *job, int to, sei_status *status) {
    sei_pdf_request pdf = {.book = job->book,
                           .pages = make_pages(job),
                           .style = &job->style,
                           .memory = &job->memory,
                           .diags = &job->diags,
                           .producer = PRODUCER,
                           .epoch = job->request->epoch,
                           .imposition = job->result->imposition};
    sei_str list = job->request->pdf_standard;
    list = list.size ? list : SEI_STR(SEI_PDF_STANDARDS);
    if (!sei_pdf_standards_parse(list, &pdf.standards))
        return sei_status_set(status, SEI_FAILED_USAGE, "there is no such PDF standard: %.*s",
                              SEI_STR_ARG(list));
    begin_stage(job);
    bool written = sei_pdf_write(&pdf, to, status);
    end_stage(job, SEI_STAGE_WRITE);
    return written;
}

/* The style's own sheet for EPUBs, below the vault; "" when there is none or it cannot be read. */
static sei_str read_css(struct job *job) {
    const sei_root *root = &job->request->house->vault.root;
    sei_str path = job->style.epub.css, css = {0};
    sei_status problem = {0};
    if (path.size && !sei_root_read(root, &job->arena, path, SEI_LIMIT_FILE, &css, &problem))
        sei_diag_add(&job->diags, SEI_DIAG_READ_FAILED, NULL, 0, "epub.css: %s", problem.message);
    return css;
}

/* The EPUB's page list is the PDF's where there is one, or where the style asks for it. */
static bool write_epub(struct job *job, int to, sei_status *status) {
    bool has_pages = job->pages || job->style.epub.page_list;
    sei_epub_request epub = {.book = job->book,
                             .style = &job->style,
                             .page_map = has_pages ? &make_pages(job)->map : NULL,
                             .fonts = job->fonts,
                             .has_no_made_cover = job->request->leaves_notes_bare &&
                                                  job->request->source.kind == SEI_ASSEMBLE_NOTE,
                             .css = read_css(job),
                             .arena = &job->arena,
                             .diags = &job->diags,
                             .producer = PRODUCER,
                             .epoch = job->request->epoch};
    sei_str bytes;
    begin_stage(job);
    bool written = sei_epub_make(&epub, &bytes, status) && sei_os_write(to, bytes, status);
    end_stage(job, SEI_STAGE_WRITE);
    return written;
}

static bool write_format(struct job *job, sei_format format, int to, sei_status *status) {
    switch (format) {
    case SEI_FORMAT_PDF:
        return write_pdf(job, to, status);
    case SEI_FORMAT_EPUB:
        return write_epub(job, to, status);
    case SEI_FORMAT_COUNT:
        break;
    }
    return false;
}

/* The PDF comes first: its pages are what the EPUB's list is made of. */
static bool write_outputs(struct job *job) {
    sei_job_result *result = job->result;
    bool all = true;
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        sei_job_output *output = &result->outputs[format];
        if (!output->is_wanted)
            continue;
        output->is_made = write_format(job, format, job->request->outputs[format], &output->status);
        if (!output->is_made && all)
            result->status = output->status;
        all &= output->is_made;
    }
    return all;
}

static bool write_dump(struct job *job) {
    sei_buf out;
    sei_buf_init(&out, &job->memory);
    if (job->request->kind == SEI_JOB_DUMP_TREE) {
        sei_book_dump(job->book, &out);
    } else if (job->request->kind == SEI_JOB_DUMP_ITEMS) {
        sei_flow_request flow = flow_request(job);
        sei_flow_dump_items(&flow, &out);
    } else {
        sei_pages_dump(make_pages(job), job->book, &out);
    }
    return sei_os_write(job->request->dump, sei_buf_str(&out), &job->result->status);
}

/* Sheets are shown when --impose asks for them, not when the source does: the pages come first. */
static bool write_preview(struct job *job) {
    job->result->imposition = job->request->imposition;
    const sei_preview_request preview = {.book = job->book,
                                         .pages = make_pages(job),
                                         .style = &job->style,
                                         .imposition = job->request->imposition,
                                         .wish = job->request->preview,
                                         .memory = &job->memory,
                                         .diags = &job->diags};
    begin_stage(job);
    const bool written =
        sei_preview_write(&preview, job->request->dump, &job->result->sides, &job->result->status);
    end_stage(job, SEI_STAGE_WRITE);
    return written;
}

static bool write_output(struct job *job) {
    switch (job->request->kind) {
    case SEI_JOB_CONVERT:
        return write_outputs(job);
    case SEI_JOB_CHECK:
        make_pages(job);
        return true;
    case SEI_JOB_PREVIEW:
        return write_preview(job);
    case SEI_JOB_DUMP_TREE:
    case SEI_JOB_DUMP_ITEMS:
    case SEI_JOB_DUMP_PAGES:
        return write_dump(job);
    }
    return false;
}

/* --- the run --------------------------------------------------------------------------------- */

static bool choose_output(struct job *job, sei_format format, sei_str name, bool is_wanted) {
    sei_job_output *output = &job->result->outputs[format];
    output->is_wanted = is_wanted;
    if (name.size >= sizeof output->name)
        return sei_status_set(&job->result->status, SEI_FAILED_USAGE,
                              "output: the %s file's name is too long", sei_format_name(format));
    if (name.size)
        memcpy(output->name, name.at, name.size);
    return true;
}

/* What is asked for: the request's formats, else those that the book file names, else all. */
static bool choose_outputs(struct job *job, const sei_assemble_wishes *wishes) {
    const sei_str names[SEI_FORMAT_COUNT] = {
        [SEI_FORMAT_PDF] = wishes->pdf, [SEI_FORMAT_EPUB] = wishes->epub};
    unsigned named = 0;
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++)
        named |= names[format].size ? 1u << format : 0;
    unsigned wanted = job->request->formats ? job->request->formats
                      : named               ? named
                                            : (1u << SEI_FORMAT_COUNT) - 1u;
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++)
        if (!choose_output(job, format, names[format], wanted >> format & 1u))
            return false;
    return true;
}

static bool report(struct job *job) {
    sei_buf out;
    sei_buf_init(&out, &job->memory);
    sei_diags_sort(&job->diags);
    switch (job->request->report_form) {
    case SEI_JOB_REPORT_TEXT:
        sei_diags_print_text(&job->diags, &out);
        break;
    case SEI_JOB_REPORT_JSON:
        sei_diags_print_json(&job->diags, &out);
        break;
    case SEI_JOB_REPORT_RECORDS:
        sei_report_write(&job->diags, &out);
        break;
    }
    job->result->warnings = sei_diags_count(&job->diags, SEI_SEVERITY_WARNING);
    job->result->errors = sei_diags_count(&job->diags, SEI_SEVERITY_ERROR);
    sei_status ignored = {0};
    return sei_os_write(job->request->report, sei_buf_str(&out), &ignored);
}

/* To check a file that cannot be read is to say so in the report. */
static void report_failure(struct job *job) {
    const sei_status *status = &job->result->status;
    if (job->book || job->diags.size || status->code != SEI_FAILED_INPUT)
        return;
    const sei_source *source =
        sei_source_new(&job->arena, job->request->source.path, SEI_STR(""), 0);
    sei_diag_add(&job->diags, SEI_DIAG_READ_FAILED, source, 0, "%s", status->message);
}

static void tell_lookups(struct job *job) {
    sei_status ignored = {0};
    if (job->request->tells_lookups &&
        sei_os_write(job->request->lookups, sei_buf_str(&job->lookups), &ignored))
        job->result->lookup_bytes = job->lookups.size;
}

static bool run(struct job *job) {
    sei_assemble_wishes wishes = {0};
    bool made = make_book(job, &wishes);
    if (made) {
        keep_inputs(job);
        made = choose_outputs(job, &wishes) && finish_book(job, &wishes) && open_fonts(job) &&
               write_output(job);
    }
    if (!made && job->request->kind == SEI_JOB_CHECK)
        report_failure(job);
    report(job);
    tell_lookups(job);
    return made;
}

static void prepare(struct job *job, jmp_buf *escape) {
    size_t limit = job->request->memory_limit;
    sei_memory_init(&job->memory, job->request->allocator, limit ? limit : SEI_LIMIT_JOB_MEMORY);
    sei_arena_init(&job->arena, &job->memory);
    sei_diags_init(&job->diags, &job->arena);
    if (job->request->silenced)
        memcpy(job->diags.silenced, job->request->silenced, sizeof job->diags.silenced);
    sei_buf_init(&job->lookups, &job->memory);
    job->request->house->vault.lookups = job->request->tells_lookups ? &job->lookups : NULL;
    sei_vault_renew_suggestions(&job->request->house->vault);
    job->memory.escape = escape;
    job->request->house->memory.escape = escape;
}

/* setjmp stands in a function of its own, with nothing automatic that the run changes. */
static bool run_guarded(struct job *job, jmp_buf *escape) {
    if (setjmp(*escape) == 0)
        return run(job);
    return sei_status_set(&job->result->status, SEI_FAILED_INPUT,
                          job->memory.failure == SEI_MEMORY_OVER_BUDGET
                              ? "needs more memory than one document may take"
                              : "out of memory");
}

/* What a failure of the whole job means to its outputs. */
static void explain_missing_outputs(sei_job_result *result) {
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        sei_job_output *output = &result->outputs[format];
        if (output->is_wanted && !output->is_made && output->status.code == SEI_OK)
            output->status = result->status;
    }
}

bool sei_job_run(const sei_job_request *request, sei_job_result *result) {
    jmp_buf escape;
    struct job job = {.request = request, .result = result};
    *result = (sei_job_result){0};
    prepare(&job, &escape);
    result->is_done = run_guarded(&job, &escape);
    explain_missing_outputs(result);
    result->peak_memory = job.memory.peak;
    if (job.fonts)
        sei_font_set_close(job.fonts);
    sei_hyphenator_close(job.hyphenator);
    request->house->memory.escape = NULL;
    request->house->vault.lookups = NULL;
    sei_memory_fini(&job.memory);
    return result->is_done;
}
