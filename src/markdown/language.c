/* Fenced languages that Obsidian or a plugin of it runs: what they show is made while the vault is
 * open, so that no writer can print it. The block stays as code, and a message says so once a block
 * (spec/obsidian A3, A8). Rows are sorted by name. */
#include "markdown/build.h"

typedef enum language_result {
    RESULT_LIST,   /* of notes or tasks, by a query */
    RESULT_SCREEN, /* something to press or to look at in the program only */
    RESULT_DRAWING
} language_result;

typedef struct language {
    const char *name;
    language_result result;
} language;

static const language languages[] = {
    {"base", RESULT_LIST},
    {"button", RESULT_SCREEN},
    {"chart", RESULT_DRAWING},
    {"contributiongraph", RESULT_DRAWING},
    {"datacorejs", RESULT_LIST},
    {"datacorejsx", RESULT_LIST},
    {"datacorets", RESULT_LIST},
    {"datacoretsx", RESULT_LIST},
    {"dataview", RESULT_LIST},
    {"dataviewjs", RESULT_LIST},
    {"excalidraw", RESULT_DRAWING},
    {"folder-overview", RESULT_LIST},
    {"graphviz", RESULT_DRAWING},
    {"leaflet", RESULT_DRAWING},
    {"mermaid", RESULT_DRAWING},
    {"meta-bind", RESULT_SCREEN},
    {"meta-bind-button", RESULT_SCREEN},
    {"meta-bind-embed", RESULT_SCREEN},
    {"meta-bind-js-view", RESULT_SCREEN},
    {"plantuml", RESULT_DRAWING},
    {"query", RESULT_LIST},
    {"tasks", RESULT_LIST},
    {"todoist", RESULT_LIST},
    {"tracker", RESULT_DRAWING},
};

static const char *const outcomes[] = {
    [RESULT_LIST] = "its result is known in Obsidian only, and the query is printed as code",
    [RESULT_SCREEN] = "it works in Obsidian only, and its source is printed as code",
    [RESULT_DRAWING] = "its picture is not drawn, and its source is printed as code"};

/* The info string's first word. */
static sei_str name_of(sei_str info) {
    size_t end = 0;
    while (end < info.size && !sei_syntax_is_blank(info.at[end]) && info.at[end] != '{')
        end++;
    return sei_str_slice(info, 0, end);
}

void sei_build_report_language(sei_build *build, const sei_node *block) {
    sei_str name = name_of(block->as.code.info);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(languages[i].name)))
            sei_diag_add(build->scan->diags, SEI_DIAG_DYNAMIC_BLOCK, build->scan->source,
                         block->offset, "a block of \"%s\": %s", languages[i].name,
                         outcomes[languages[i].result]);
}
