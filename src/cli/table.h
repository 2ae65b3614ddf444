/* The verbs and options once: what parsing, help and the manual read. A new option is one row here
 * and one case in option.c. */
#ifndef SEI_CLI_TABLE_H
#define SEI_CLI_TABLE_H

#include "cli/option.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_verb_row {
    const char *name;
    const char *arguments; /* placeholder, "" for none */
    const char *help;
    const char *example;
} sei_verb_row;

typedef enum sei_option_id {
    SEI_OPTION_OUTPUT,
    SEI_OPTION_TO,
    SEI_OPTION_BOOK,
    SEI_OPTION_VAULT,
    SEI_OPTION_STYLE,
    SEI_OPTION_SET,
    SEI_OPTION_LANG,
    SEI_OPTION_BREAKS,
    SEI_OPTION_FONT_DIR,
    SEI_OPTION_NO_SYSTEM_FONTS,
    SEI_OPTION_PDF_STANDARD,
    SEI_OPTION_IMPOSE,
    SEI_OPTION_SHEET,
    SEI_OPTION_DUPLEX,
    SEI_OPTION_SIDES,
    SEI_OPTION_CREEP,
    SEI_OPTION_MARKS,
    SEI_OPTION_GRAY,
    SEI_OPTION_JOBS,
    SEI_OPTION_MATCH,
    SEI_OPTION_EXCLUDE,
    SEI_OPTION_SHARD,
    SEI_OPTION_LIST,
    SEI_OPTION_FAIL_FAST,
    SEI_OPTION_EXPLAIN,
    SEI_OPTION_PRUNE,
    SEI_OPTION_DEPFILE,
    SEI_OPTION_PAGES,
    SEI_OPTION_DPI,
    SEI_OPTION_SPREADS,
    SEI_OPTION_DUMP,
    SEI_OPTION_REPORT,
    SEI_OPTION_STRICT,
    SEI_OPTION_WARN,
    SEI_OPTION_QUIET,
    SEI_OPTION_VERBOSE,
    SEI_OPTION_HELP,
    SEI_OPTION_VERSION,
    SEI_OPTION_COUNT
} sei_option_id;

typedef struct sei_option_row {
    const char *letter;   /* "-o" or NULL */
    const char *name;     /* "--output" */
    const char *argument; /* its placeholder, NULL for a flag */
    unsigned verbs;       /* bit 1 << sei_verb: where it has a meaning */
    const char *help;
} sei_option_row;

const sei_verb_row *sei_verb_row_of(sei_verb verb);
const sei_option_row *sei_option_row_of(sei_option_id id);

#ifdef __cplusplus
}
#endif

#endif
