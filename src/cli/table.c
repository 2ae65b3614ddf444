/* The command line's tables. */
#include "cli/table.h"

#include "base/assert.h"

static const sei_verb_row verbs[SEI_VERB_COUNT] = {
    [SEI_VERB_PDF] = {"pdf", "SOURCE",
                      "make one PDF of a note, a book file (*.yaml) or, with "
                      "--book, a map note or a folder",
                      "seihon pdf 旅行.md -o 旅行.pdf --style a5-booklet"},
    [SEI_VERB_EPUB] = {"epub", "SOURCE", "make one EPUB 3 of the same sources",
                       "seihon epub 目次.md --book --lang ja"},
    [SEI_VERB_BUILD] = {"build", "SOURCE",
                        "make every output of one source: those that a book file names, else PDF "
                        "and EPUB; the EPUB's page list is then the PDF's",
                        "seihon build 白書.yaml"},
    [SEI_VERB_BATCH] =
        {"batch", "VAULT",
         "make every note of a vault or a folder, and the books that its seihon.yaml "
         "lists, into files of their own; each fails alone",
         "seihon batch ~/vault -o ~/books --to pdf,epub -j 4"},
    [SEI_VERB_WATCH] =
        {"watch", "SOURCE|VAULT",
         "make it as pdf, epub or build would (-o names a file, or a folder), or a vault as batch "
         "would, and again whenever something is saved that it is made of",
         "seihon watch 旅行.md --style a5-booklet -o 旅行.pdf"},
    [SEI_VERB_PREVIEW] = {"preview", "SOURCE",
                          "draw the pages of one PDF as PNG pictures, to look at before printing",
                          "seihon preview 旅行.md --style a5-booklet --pages 1-4"},
    [SEI_VERB_CHECK] = {"check", "PATH...",
                        "report the problems of notes, book files, folders or whole vaults, and "
                        "write nothing",
                        "seihon check ~/vault --report json --strict"},
    [SEI_VERB_FONTS] = {"fonts", "", "list the fonts at hand, with file names",
                        "seihon fonts --font-dir ~/fonts"},
    [SEI_VERB_STYLES] = {"styles", "", "list the ready-made styles, with file names",
                         "seihon styles"},
    [SEI_VERB_HELP] = {"help", "", "show this help", "seihon help"},
    [SEI_VERB_VERSION] = {"version", "", "show the version", "seihon version"},
};

#define FOR(verb) (1u << SEI_VERB_##verb)
#define FOR_ONE (FOR(PDF) | FOR(EPUB) | FOR(BUILD) | FOR(WATCH) | FOR(PREVIEW))
#define FOR_VAULT (FOR(BATCH) | FOR(WATCH))
#define FOR_OUTPUT (FOR_ONE | FOR_VAULT)
#define FOR_SOURCE (FOR_OUTPUT | FOR(CHECK))
#define FOR_BOOK (FOR_ONE | FOR(CHECK))
#define FOR_PDF (FOR(PDF) | FOR(BUILD) | FOR_VAULT)
#define FOR_SHEETS (FOR_PDF | FOR(PREVIEW))
#define FOR_FILES (FOR_PDF | FOR(EPUB))
#define FOR_ALL ((1u << SEI_VERB_COUNT) - 1u)

static const sei_option_row options[SEI_OPTION_COUNT] = {
    [SEI_OPTION_OUTPUT] =
        {"-o", "--output", "FILE|DIR", FOR_OUTPUT,
         "the file to write, for build, batch and preview the folder to write into (default: what "
         "a book file's output says, else the source's name in the current folder, with -preview "
         "behind it for pictures; batch has none)"},
    [SEI_OPTION_TO] = {NULL, "--to", "pdf,epub", FOR(BUILD) | FOR_VAULT,
                       "the formats to make (default: those that a book file names, else both)"},
    [SEI_OPTION_BOOK] = {NULL, "--book", NULL, FOR_BOOK,
                         "make one book of the notes that a map note links, in its order, or of "
                         "all notes of a folder"},
    [SEI_OPTION_VAULT] = {NULL, "--vault", "DIR", FOR_SOURCE,
                          "the root that links and embeds may reach (default: nearest parent with "
                          ".obsidian, else the "
                          "source's folder)"},
    [SEI_OPTION_STYLE] =
        {NULL, "--style", "NAME|FILE", FOR_SOURCE,
         "a ready-made style, or a style file by its path (default: the source's own, else the "
         "vault's, else a4-report)"},
    [SEI_OPTION_SET] =
        {NULL, "--set", "KEY=VALUE", FOR_SOURCE,
         "one style property by its dotted path, as in --set text.size=10pt; may be repeated"},
    [SEI_OPTION_LANG] = {NULL, "--lang", "TAG", FOR_SOURCE,
                         "document language: ja, zh-Hans, zh-Hant, ko, en … (default: front "
                         "matter, else found from "
                         "the text)"},
    [SEI_OPTION_BREAKS] = {NULL, "--breaks", "obsidian|markdown", FOR_SOURCE,
                           "what a single newline means: a line break, or nothing (default: the "
                           "vault's setting, else "
                           "obsidian inside a vault and markdown outside)"},
    [SEI_OPTION_FONT_DIR] = {NULL, "--font-dir", "DIR", FOR_SOURCE | FOR(FONTS),
                             "a folder with more fonts; may be repeated"},
    [SEI_OPTION_NO_SYSTEM_FONTS] = {NULL, "--no-system-fonts", NULL, FOR_SOURCE | FOR(FONTS),
                                    "use only bundled fonts and --font-dir, so that the same input "
                                    "gives the same bytes anywhere"},
    [SEI_OPTION_PDF_STANDARD] = {NULL, "--pdf-standard", "LIST", FOR_PDF,
                                 "what the PDF claims to be: ua-1 (accessible), a-2a or a-2u "
                                 "(archival), commas between; 1.7: nothing more (default: "
                                 "ua-1,a-2a)"},
    [SEI_OPTION_IMPOSE] = {NULL, "--impose", "saddle[:N]|2up|zine8|pad4", FOR_SHEETS,
                           "lay the pages out on sheets: saddle to fold and staple (N: in "
                           "signatures of N sheets), 2up two beside each other, zine8 one sheet "
                           "folded and cut into eight pages, pad4 single pages filled up to a "
                           "multiple of four; none undoes what a note asks for"},
    [SEI_OPTION_SHEET] = {NULL, "--sheet", "PAPER", FOR_SHEETS,
                          "the sheet to print on, as A4 or 297x420mm (default: what the pages "
                          "need; zine8: A4)"},
    [SEI_OPTION_DUPLEX] = {NULL, "--duplex", "long|short", FOR_SHEETS,
                           "the edge over which the printer turns sheets (default: short)"},
    [SEI_OPTION_SIDES] = {NULL, "--sides", "both|front|back", FOR_SHEETS,
                          "the sides of the sheets to put into the file, for printers that print "
                          "one side (default: both)"},
    [SEI_OPTION_CREEP] = {NULL, "--creep", "LENGTH", FOR_SHEETS,
                          "how far a sheet pushes the next one inside outwards, as 0.1mm: pages "
                          "move towards the fold by as much"},
    [SEI_OPTION_MARKS] = {NULL, "--marks", NULL, FOR_SHEETS,
                          "print marks for folding and cutting on sheets"},
    [SEI_OPTION_GRAY] = {NULL, "--gray", NULL, FOR_SHEETS,
                         "no colours on the sheets, images included"},
    [SEI_OPTION_JOBS] = {"-j", "--jobs", "N", FOR_VAULT,
                         "how many documents are made at once (default: as many as the machine has "
                         "processors and memory for)"},
    [SEI_OPTION_MATCH] = {NULL, "--match", "GLOB", FOR_VAULT,
                          "only notes whose path matches: * is any characters of a name, ** any "
                          "folders; without a / the name alone is compared; may be repeated"},
    [SEI_OPTION_EXCLUDE] = {NULL, "--exclude", "GLOB", FOR_VAULT,
                            "no notes whose path matches; may be repeated"},
    [SEI_OPTION_SHARD] = {NULL, "--shard", "I/N", FOR(BATCH),
                          "only the I-th of N parts of the documents, for several machines"},
    [SEI_OPTION_LIST] = {NULL, "--list", NULL, FOR(BATCH),
                         "print the paths of the documents, one a line, and make nothing"},
    [SEI_OPTION_FAIL_FAST] = {NULL, "--fail-fast", NULL, FOR_VAULT,
                              "start nothing more after the first document that fails"},
    [SEI_OPTION_EXPLAIN] = {NULL, "--explain", NULL, FOR_VAULT,
                            "say of every document that is made why it is: what has changed since "
                            "the last run"},
    [SEI_OPTION_PRUNE] = {NULL, "--prune", NULL, FOR_VAULT,
                          "remove the files of notes that are no longer there; without it they "
                          "are named"},
    [SEI_OPTION_DEPFILE] = {NULL, "--depfile", "FILE", FOR_FILES,
                            "write what the outputs were made of as a rule for make and ninja: the "
                            "files that were read, and the vault's folders where names were looked "
                            "up, in which a missing note may appear; for batch the rule's target "
                            "is DIR/.seihon-manifest"},
    [SEI_OPTION_PAGES] = {NULL, "--pages", "N|N-M", FOR(PREVIEW),
                          "the pages to draw, or with --impose the sides of sheets, counted from 1 "
                          "through the whole book; N- is up to the last (default: all)"},
    [SEI_OPTION_DPI] = {NULL, "--dpi", "N", FOR(PREVIEW),
                        "pixels to the inch, 10 to 1200 (default: 96)"},
    [SEI_OPTION_SPREADS] = {NULL, "--spreads", NULL, FOR(PREVIEW),
                            "facing pages beside each other in one picture"},
    [SEI_OPTION_DUMP] = {NULL, "--dump", "tree|items|pages", FOR(PDF) | FOR(EPUB),
                         "print that value as text instead of writing a file"},
    [SEI_OPTION_REPORT] = {NULL, "--report", "text|json", FOR_SOURCE,
                           "the form of the diagnostics; json is one object a line"},
    [SEI_OPTION_STRICT] = {NULL, "--strict", NULL, FOR_SOURCE,
                           "warnings count as failures (exit 1)"},
    [SEI_OPTION_WARN] = {"-W", "--warn", "ID|no-ID", FOR_SOURCE,
                         "show (ID) or silence (no-ID) one diagnostic; all stands for every one"},
    [SEI_OPTION_QUIET] = {"-q", "--quiet", NULL, FOR_SOURCE, "no progress and no summary"},
    [SEI_OPTION_VERBOSE] = {"-v", "--verbose", NULL, FOR_SOURCE,
                            "say how many pages, how long each stage took, and how much memory"},
    [SEI_OPTION_HELP] = {"-h", "--help", NULL, FOR_ALL, "show help, also behind a verb"},
    [SEI_OPTION_VERSION] = {NULL, "--version", NULL, FOR_ALL, "show the version"},
};

const sei_verb_row *sei_verb_row_of(sei_verb verb) {
    sei_assert(verb < SEI_VERB_COUNT);
    return &verbs[verb];
}

const sei_option_row *sei_option_row_of(sei_option_id id) {
    sei_assert(id < SEI_OPTION_COUNT);
    return &options[id];
}
