/* The command line's one table: verbs and options with their help, from which parsing, `--help`,
 * the manual page and the completeness tests come (DESIGN, invariant 11). */
#ifndef SEI_CLI_OPTION_H
#define SEI_CLI_OPTION_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/status.h"
#include "job/job.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_verb {
    SEI_VERB_PDF,
    SEI_VERB_EPUB,
    SEI_VERB_BUILD,
    SEI_VERB_BATCH,
    SEI_VERB_WATCH,
    SEI_VERB_PREVIEW,
    SEI_VERB_CHECK,
    SEI_VERB_FONTS,
    SEI_VERB_STYLES,
    SEI_VERB_HELP,
    SEI_VERB_VERSION,
    SEI_VERB_COUNT
} sei_verb;

#define SEI_OPTION_LIST_MAX 64

/* A command line, parsed. Strings are the process's own arguments. */
typedef struct sei_options {
    sei_verb verb;
    const char *sources[SEI_OPTION_LIST_MAX];
    size_t source_count;
    const char *output;
    bool book;
    unsigned formats; /* --to: bits 1 << sei_format; 0: not given */
    const char *vault;
    const char *style;
    sei_style_setting settings[SEI_OPTION_LIST_MAX];
    size_t setting_count;
    sei_str font_folders[SEI_HOUSE_FONT_FOLDERS_MAX];
    size_t font_folder_count;
    bool no_system_fonts;
    sei_str pdf_standard; /* --pdf-standard, "" when not given */
    bool has_impose;      /* --impose is given: it wins over the source's wish */
    sei_imposition imposition;
    sei_lang lang;
    sei_breaks breaks;
    sei_preview_wish preview; /* --pages, --dpi, --spreads */
    bool has_dump;
    sei_job_kind dump;
    size_t jobs; /* -j; 0: as many as the machine has processors */
    sei_str match[SEI_OPTION_LIST_MAX], exclude[SEI_OPTION_LIST_MAX];
    size_t match_count, exclude_count;
    uint32_t shard, shard_count; /* --shard; 0 of 0: not given */
    bool fail_fast, list, explain, prune;
    const char *depfile; /* --depfile, or NULL */
    bool report_json;
    bool strict;
    bool quiet, verbose;
    bool help;
    bool silenced[SEI_DIAG_COUNT];
} sei_options;

/* Parses argv. False with a status (SEI_FAILED_USAGE) that names the nearest right word. "--" ends
 * the options. */
bool sei_options_parse(sei_options *options, int argc, char **argv, sei_status *status);

/* `seihon --help`, or of one verb with its options and an example. */
void sei_options_help(sei_buf *out, const sei_options *options);

/* The table as roff, for the manual page: verbs, options, diagnostics. */
void sei_options_manual(sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
