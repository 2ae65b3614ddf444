/* The option table as text for people: --help, and the sections of the manual page that are made
 * from it (the rest of the page is written by hand around them). */
#include "cli/option.h"

#include "base/roff.h"
#include "cli/table.h"

#define WIDTH 80 /* bytes: the tables' sentences are ASCII but for a mark here and there */
#define INDENT 6

/* A sentence in lines of at most WIDTH columns, each indented. */
static void add_wrapped(sei_buf *out, const char *text) {
    sei_str rest = sei_str_from(text), word;
    size_t column = WIDTH;
    while (sei_str_split(&rest, ' ', &word)) {
        if (column + 1 + word.size > WIDTH) {
            sei_buf_print(out, "%s%*s", out->at[out->size - 1] == '\n' ? "" : "\n", INDENT, "");
            column = INDENT;
        } else {
            sei_buf_add_byte(out, ' ');
            column++;
        }
        sei_buf_add(out, word);
        column += word.size;
    }
    sei_buf_add_byte(out, '\n');
}

static void add_verbs(sei_buf *out) {
    for (sei_verb verb = 0; verb < SEI_VERB_COUNT; verb++) {
        const sei_verb_row *row = sei_verb_row_of(verb);
        sei_buf_print(out, "  %s%s%s\n", row->name, row->arguments[0] ? " " : "", row->arguments);
        add_wrapped(out, row->help);
        sei_buf_print(out, "%*s%s\n", INDENT, "", row->example);
    }
}

static void add_option(sei_buf *out, const sei_option_row *row) {
    sei_buf_print(out, "  %s%s%s%s%s\n", row->letter ? row->letter : "", row->letter ? ", " : "",
                  row->name, row->argument ? " " : "", row->argument ? row->argument : "");
    add_wrapped(out, row->help);
}

static void add_options(sei_buf *out, unsigned verbs) {
    for (sei_option_id id = 0; id < SEI_OPTION_COUNT; id++)
        if (sei_option_row_of(id)->verbs & verbs)
            add_option(out, sei_option_row_of(id));
}

void sei_options_help(sei_buf *out, const sei_options *options) {
    if (options->verb < SEI_VERB_HELP) {
        const sei_verb_row *row = sei_verb_row_of(options->verb);
        sei_buf_print(out, "usage: seihon %s %s [OPTION...]\n", row->name, row->arguments);
        add_wrapped(out, row->help);
        sei_buf_print(out, "\nexample: %s\n\noptions:\n", row->example);
        add_options(out, 1u << options->verb);
        return;
    }
    sei_buf_add(out, SEI_STR("seihon (製本) makes books of Obsidian notes: PDF to print, EPUB 3 to "
                             "read.\n\nusage: seihon VERB [SOURCE...] [OPTION...]\n\nverbs:\n"));
    add_verbs(out);
    sei_buf_add(out, SEI_STR("\noptions:\n"));
    add_options(out, ~0u);
    sei_buf_add(out, SEI_STR("\nexit codes: 0 converted (warnings allowed), 1 a document has no "
                             "output or\n--strict found warnings, 2 usage or configuration, 3 the "
                             "run could not go on,\n128+n a signal.\n"));
}

void sei_options_manual(sei_buf *out) {
    sei_buf_add(out, SEI_STR(".SH VERBS\n"));
    for (sei_verb verb = 0; verb < SEI_VERB_COUNT; verb++) {
        const sei_verb_row *row = sei_verb_row_of(verb);
        sei_roff_add_term(out, sei_str_from(row->name), sei_str_from(row->arguments),
                          sei_str_from(row->help));
        sei_buf_add(out, SEI_STR(".br\n"));
        sei_roff_add_text(out, sei_str_from(row->example));
        sei_buf_add_byte(out, '\n');
    }
    sei_buf_add(out, SEI_STR(".SH OPTIONS\n"));
    for (sei_option_id id = 0; id < SEI_OPTION_COUNT; id++) {
        const sei_option_row *row = sei_option_row_of(id);
        sei_roff_add_term(out, sei_str_from(row->name),
                          sei_str_from(row->argument ? row->argument : ""),
                          sei_str_from(row->help));
    }
    sei_buf_add(out, SEI_STR(".SH DIAGNOSTICS\n"));
    for (int id = 0; id < SEI_DIAG_COUNT; id++)
        sei_roff_add_term(out, sei_str_from(sei_diag_name((sei_diag_id)id)), SEI_STR(""),
                          sei_str_from(sei_diag_meaning((sei_diag_id)id)));
}
