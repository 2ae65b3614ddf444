/* Command line → sei_options, by the tables of cli/table.c. */
#include "cli/option.h"

#include <string.h>

#include "batch/worker.h"
#include "cli/table.h"

/* How many single-byte edits apart two short words are; enough to guess what was meant. */
static size_t edit_distance(const char *a, const char *b) {
    size_t row[40], length = strlen(b);
    if (length >= sizeof row / sizeof *row)
        return length;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; *a; a++, i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t replace = diagonal + (*a != b[j - 1]);
            size_t either = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            diagonal = row[j];
            row[j] = replace < either ? replace : either;
        }
    }
    return row[length];
}

static bool refuse_word(const char *kind, const char *word, const char *nearest, size_t distance,
                        sei_status *status) {
    if (nearest && distance <= 2)
        return sei_status_set(status, SEI_FAILED_USAGE, "unknown %s %s, did you mean %s?", kind,
                              word, nearest);
    return sei_status_set(status, SEI_FAILED_USAGE, "unknown %s %s; see seihon --help", kind, word);
}

static bool find_verb(sei_options *options, const char *word, sei_status *status) {
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    for (sei_verb verb = 0; verb < SEI_VERB_COUNT; verb++) {
        const char *name = sei_verb_row_of(verb)->name;
        size_t distance = edit_distance(word, name);
        if (distance == 0) {
            options->verb = verb;
            return true;
        }
        if (distance < best) {
            best = distance;
            nearest = name;
        }
    }
    return refuse_word("verb", word, nearest, best, status);
}

static bool find_option(const char *word, size_t size, sei_option_id *id, sei_status *status) {
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    char name[40];
    if (size >= sizeof name)
        size = sizeof name - 1;
    memcpy(name, word, size);
    name[size] = 0;
    for (*id = 0; *id < SEI_OPTION_COUNT; ++*id) {
        const sei_option_row *row = sei_option_row_of(*id);
        if (!strcmp(name, row->name) || (row->letter && !strcmp(name, row->letter)))
            return true;
        size_t distance = edit_distance(name, row->name);
        if (distance < best) {
            best = distance;
            nearest = row->name;
        }
    }
    return refuse_word("option", name, nearest, best, status);
}

static bool add_setting(sei_options *options, const char *value, sei_status *status) {
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "--set wants KEY=VALUE, as in --set text.size=10pt, not %s", value);
    if (options->setting_count == SEI_OPTION_LIST_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "more than %d --set", SEI_OPTION_LIST_MAX);
    options->settings[options->setting_count++] = (sei_style_setting){
        .path = {value, (size_t)(equals - value)}, .value = sei_str_from(equals + 1)};
    return true;
}

static bool choose_dump(sei_options *options, const char *value, sei_status *status) {
    static const struct {
        const char *name;
        sei_job_kind kind;
    } dumps[] = {
        {"tree", SEI_JOB_DUMP_TREE}, {"items", SEI_JOB_DUMP_ITEMS}, {"pages", SEI_JOB_DUMP_PAGES}};
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++)
        if (!strcmp(value, dumps[i].name)) {
            options->has_dump = true;
            options->dump = dumps[i].kind;
            return true;
        }
    return sei_status_set(status, SEI_FAILED_USAGE, "--dump wants tree, items or pages, not %s",
                          value);
}

static bool choose_formats(sei_options *options, const char *value, sei_status *status) {
    sei_str rest = sei_str_from(value), word;
    while (sei_str_split(&rest, ',', &word)) {
        sei_format format = 0;
        while (format < SEI_FORMAT_COUNT &&
               !sei_str_equal(word, sei_str_from(sei_format_name(format))))
            format++;
        if (format == SEI_FORMAT_COUNT)
            return sei_status_set(status, SEI_FAILED_USAGE,
                                  "--to wants pdf, epub or pdf,epub, not %s", value);
        options->formats |= 1u << format;
    }
    return true;
}

static bool choose_lang(sei_options *options, const char *value, sei_status *status) {
    options->lang = sei_lang_parse(sei_str_from(value));
    return options->lang != SEI_LANG_NONE ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--lang wants a language tag such as ja or zh-Hans, not %s", value);
}

static bool choose_breaks(sei_options *options, const char *value, sei_status *status) {
    if (!strcmp(value, "obsidian"))
        options->breaks = SEI_BREAKS_OBSIDIAN;
    else if (!strcmp(value, "markdown"))
        options->breaks = SEI_BREAKS_MARKDOWN;
    else
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "--breaks wants obsidian or markdown, not %s", value);
    return true;
}

static bool choose_standard(sei_options *options, const char *value, sei_status *status) {
    unsigned standards;
    options->pdf_standard = sei_str_from(value);
    return sei_pdf_standards_parse(options->pdf_standard, &standards) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--pdf-standard wants ua-1, a-2a, a-2u or 1.7, not %s", value);
}

static bool choose_impose(sei_options *options, const char *value, sei_status *status) {
    options->has_impose = true;
    return sei_impose_parse(sei_str_from(value), &options->imposition) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--impose wants saddle, saddle:N (sheets, 1 to %d), 2up, zine8, pad4 or "
                          "none, not %s",
                          SEI_IMPOSE_SIGNATURE_MAX, value);
}

static bool choose_sheet(sei_options *options, const char *value, sei_status *status) {
    return sei_impose_parse_sheet(sei_str_from(value), &options->imposition) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--sheet wants a paper such as A4 or B5, or its sides such as "
                          "297x420mm, not %s",
                          value);
}

static bool choose_duplex(sei_options *options, const char *value, sei_status *status) {
    options->imposition.turns_on_long_edge = !strcmp(value, "long");
    return options->imposition.turns_on_long_edge || !strcmp(value, "short") ||
           sei_status_set(status, SEI_FAILED_USAGE, "--duplex wants long or short, not %s", value);
}

static bool choose_sides(sei_options *options, const char *value, sei_status *status) {
    static const char *const names[] = {"both", "front", "back"};
    for (int i = 0; i < 3; i++)
        if (!strcmp(value, names[i])) {
            options->imposition.sides = (sei_impose_sides)i;
            return true;
        }
    return sei_status_set(status, SEI_FAILED_USAGE, "--sides wants both, front or back, not %s",
                          value);
}

static bool choose_creep(sei_options *options, const char *value, sei_status *status) {
    return sei_impose_parse_creep(sei_str_from(value), &options->imposition) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--creep wants a length from 0mm to 1in, such as 0.1mm, not %s", value);
}

static bool choose_report(sei_options *options, const char *value, sei_status *status) {
    options->report_json = !strcmp(value, "json");
    return options->report_json || !strcmp(value, "text") ||
           sei_status_set(status, SEI_FAILED_USAGE, "--report wants text or json, not %s", value);
}

static bool choose_warning(sei_options *options, const char *value, sei_status *status) {
    bool silence = !strncmp(value, "no-", 3);
    const char *name = silence ? value + 3 : value;
    sei_diag_id id;
    if (!strcmp(name, "all")) {
        for (int i = 0; i < SEI_DIAG_COUNT; i++)
            options->silenced[i] = silence;
        return true;
    }
    if (!sei_diag_find(sei_str_from(name), &id))
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "-W: there is no diagnostic %s; see seihon(1)", name);
    options->silenced[id] = silence;
    return true;
}

static bool add_font_folder(sei_options *options, const char *value, sei_status *status) {
    if (options->font_folder_count == SEI_HOUSE_FONT_FOLDERS_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "more than %d --font-dir",
                              SEI_HOUSE_FONT_FOLDERS_MAX);
    options->font_folders[options->font_folder_count++] = sei_str_from(value);
    return true;
}

static bool choose_pages(sei_options *options, const char *value, sei_status *status) {
    return sei_preview_parse_pages(sei_str_from(value), &options->preview) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "--pages wants a page or a range, such as 3, 1-4 or 5-, not %s", value);
}

static bool choose_jobs(sei_options *options, const char *value, sei_status *status) {
    int64_t jobs = 0;
    if (!sei_str_parse_int(sei_str_from(value), &jobs) || jobs < 1 || jobs > SEI_WORKERS_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "-j wants a number from 1 to %d, not %s",
                              SEI_WORKERS_MAX, value);
    options->jobs = (size_t)jobs;
    return true;
}

static bool add_pattern(sei_str *patterns, size_t *count, const char *name, const char *value,
                        sei_status *status) {
    if (*count == SEI_OPTION_LIST_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "more than %d %s", SEI_OPTION_LIST_MAX,
                              name);
    patterns[(*count)++] = sei_str_from(value);
    return true;
}

static bool choose_shard(sei_options *options, const char *value, sei_status *status) {
    sei_str rest = sei_str_from(value), part = SEI_STR("");
    int64_t shard = 0, count = 0;
    bool is_pair = sei_str_split(&rest, '/', &part) && sei_str_parse_int(part, &shard) &&
                   sei_str_parse_int(rest, &count);
    if (!is_pair || shard < 1 || count < shard || count > INT32_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "--shard wants a part and their number, as 1/4, not %s", value);
    options->shard = (uint32_t)shard;
    options->shard_count = (uint32_t)count;
    return true;
}

/* Options without a value. */
static void set_flag(sei_options *options, sei_option_id id) {
    bool *const flags[SEI_OPTION_COUNT] = {
        [SEI_OPTION_BOOK] = &options->book,
        [SEI_OPTION_NO_SYSTEM_FONTS] = &options->no_system_fonts,
        [SEI_OPTION_MARKS] = &options->imposition.has_marks,
        [SEI_OPTION_GRAY] = &options->imposition.is_gray,
        [SEI_OPTION_SPREADS] = &options->preview.spreads,
        [SEI_OPTION_LIST] = &options->list,
        [SEI_OPTION_FAIL_FAST] = &options->fail_fast,
        [SEI_OPTION_EXPLAIN] = &options->explain,
        [SEI_OPTION_PRUNE] = &options->prune,
        [SEI_OPTION_STRICT] = &options->strict,
        [SEI_OPTION_QUIET] = &options->quiet,
        [SEI_OPTION_VERBOSE] = &options->verbose,
        [SEI_OPTION_HELP] = &options->help,
    };
    *flags[id] = true;
}

static bool set_option(sei_options *options, sei_option_id id, const char *value,
                       sei_status *status) {
    switch (id) {
    case SEI_OPTION_OUTPUT:
        options->output = value;
        return *value || sei_status_set(status, SEI_FAILED_USAGE, "--output needs a name");
    case SEI_OPTION_TO:
        return choose_formats(options, value, status);
    case SEI_OPTION_VAULT:
        options->vault = value;
        return true;
    case SEI_OPTION_STYLE:
        options->style = value;
        return true;
    case SEI_OPTION_SET:
        return add_setting(options, value, status);
    case SEI_OPTION_LANG:
        return choose_lang(options, value, status);
    case SEI_OPTION_BREAKS:
        return choose_breaks(options, value, status);
    case SEI_OPTION_FONT_DIR:
        return add_font_folder(options, value, status);
    case SEI_OPTION_PDF_STANDARD:
        return choose_standard(options, value, status);
    case SEI_OPTION_IMPOSE:
        return choose_impose(options, value, status);
    case SEI_OPTION_SHEET:
        return choose_sheet(options, value, status);
    case SEI_OPTION_DUPLEX:
        return choose_duplex(options, value, status);
    case SEI_OPTION_SIDES:
        return choose_sides(options, value, status);
    case SEI_OPTION_CREEP:
        return choose_creep(options, value, status);
    case SEI_OPTION_JOBS:
        return choose_jobs(options, value, status);
    case SEI_OPTION_MATCH:
        return add_pattern(options->match, &options->match_count, "--match", value, status);
    case SEI_OPTION_EXCLUDE:
        return add_pattern(options->exclude, &options->exclude_count, "--exclude", value, status);
    case SEI_OPTION_SHARD:
        return choose_shard(options, value, status);
    case SEI_OPTION_DEPFILE:
        options->depfile = value;
        return *value || sei_status_set(status, SEI_FAILED_USAGE, "--depfile needs a name");
    case SEI_OPTION_PAGES:
        return choose_pages(options, value, status);
    case SEI_OPTION_DPI:
        return sei_preview_parse_dpi(sei_str_from(value), &options->preview, status);
    case SEI_OPTION_DUMP:
        return choose_dump(options, value, status);
    case SEI_OPTION_REPORT:
        return choose_report(options, value, status);
    case SEI_OPTION_WARN:
        return choose_warning(options, value, status);
    case SEI_OPTION_BOOK:
    case SEI_OPTION_NO_SYSTEM_FONTS:
    case SEI_OPTION_MARKS:
    case SEI_OPTION_GRAY:
    case SEI_OPTION_SPREADS:
    case SEI_OPTION_LIST:
    case SEI_OPTION_FAIL_FAST:
    case SEI_OPTION_EXPLAIN:
    case SEI_OPTION_PRUNE:
    case SEI_OPTION_STRICT:
    case SEI_OPTION_QUIET:
    case SEI_OPTION_VERBOSE:
    case SEI_OPTION_HELP:
        set_flag(options, id);
        return true;
    case SEI_OPTION_VERSION:
        options->verb = SEI_VERB_VERSION;
        return true;
    case SEI_OPTION_COUNT:
        break;
    }
    return false;
}

_Static_assert(SEI_OPTION_COUNT <= 64, "options are bits of a uint64_t");

/* The value that stands behind an option's name: "--jobs=2", "-j2"; else NULL. `size` is the
 * name's. */
static const char *attached_value(const char *word, size_t *size) {
    const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
    *size = equals ? (size_t)(equals - word) : strlen(word);
    for (sei_option_id id = 0; word[1] != '-' && word[2] && id < SEI_OPTION_COUNT; id++) {
        const sei_option_row *row = sei_option_row_of(id);
        if (row->argument && row->letter && row->letter[1] == word[1]) {
            *size = 2;
            return word + 2;
        }
    }
    return equals ? equals + 1 : NULL;
}

/* One option with its value, which may stand behind its name or in the next word; moves *at past
 * both. */
static bool take_option(sei_options *options, int argc, char **argv, int *at, uint64_t *used,
                        sei_status *status) {
    const char *word = argv[*at];
    size_t size;
    const char *value = attached_value(word, &size);
    sei_option_id id;
    if (!find_option(word, size, &id, status))
        return false;
    const sei_option_row *row = sei_option_row_of(id);
    if (!row->argument && value)
        return sei_status_set(status, SEI_FAILED_USAGE, "%s takes no value", row->name);
    if (row->argument && !value) {
        if (*at + 1 >= argc)
            return sei_status_set(status, SEI_FAILED_USAGE, "%s wants a value: %s", word,
                                  row->argument);
        value = argv[++*at];
    }
    *used |= UINT64_C(1) << id;
    return set_option(options, id, value, status);
}

static bool add_source(sei_options *options, const char *word, sei_status *status) {
    if (options->source_count == SEI_OPTION_LIST_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "more than %d sources",
                              SEI_OPTION_LIST_MAX);
    options->sources[options->source_count++] = word;
    return true;
}

/* Which options belong to which verb, and how many sources it takes. */
static bool check_use(const sei_options *options, uint64_t used, sei_status *status) {
    const sei_verb_row *verb = sei_verb_row_of(options->verb);
    for (sei_option_id id = 0; id < SEI_OPTION_COUNT; id++)
        if ((used >> id & 1) && !(sei_option_row_of(id)->verbs >> options->verb & 1u))
            return sei_status_set(status, SEI_FAILED_USAGE, "%s has no meaning for %s",
                                  sei_option_row_of(id)->name, verb->name);
    if (options->help || options->verb >= SEI_VERB_FONTS)
        return true;
    if (options->source_count == 0)
        return sei_status_set(status, SEI_FAILED_USAGE, "%s wants a %s; see seihon %s --help",
                              verb->name, verb->arguments, verb->name);
    if (options->source_count > 1 && options->verb != SEI_VERB_CHECK)
        return sei_status_set(status, SEI_FAILED_USAGE, "%s takes one %s, not %zu", verb->name,
                              verb->arguments, options->source_count);
    return true;
}

bool sei_options_parse(sei_options *options, int argc, char **argv, sei_status *status) {
    bool has_verb = false, options_ended = false;
    uint64_t used = 0;
    *options = (sei_options){.verb = SEI_VERB_HELP};
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (!options_ended && !strcmp(word, "--")) {
            options_ended = true;
        } else if (!options_ended && word[0] == '-' && word[1]) {
            if (!take_option(options, argc, argv, &i, &used, status))
                return false;
        } else if (!has_verb) {
            has_verb = true;
            if (!find_verb(options, word, status))
                return false;
        } else if (!add_source(options, word, status)) {
            return false;
        }
    }
    if (!has_verb && options->verb != SEI_VERB_VERSION && !options->help)
        return sei_status_set(status, SEI_FAILED_USAGE, "no verb given; see seihon --help");
    return check_use(options, used, status);
}
