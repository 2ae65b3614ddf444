/* Callout types as people write them, folded to the thirteen kinds that Obsidian draws
 * (spec/obsidian, A6). An unknown type looks like a note. */
#include "style/style.h"

typedef struct callout_name {
    const char *name;
    size_t kind;
} callout_name;

static const char *const kinds[SEI_CALLOUT_KINDS] = {
    "note",    "abstract", "info",   "todo", "tip",     "success", "question",
    "warning", "failure",  "danger", "bug",  "example", "quote"};

static const callout_name aliases[] = {
    {"summary", 1}, {"tldr", 1},    {"hint", 4},  {"important", 4}, {"check", 5},
    {"done", 5},    {"help", 6},    {"faq", 6},   {"caution", 7},   {"attention", 7},
    {"fail", 8},    {"missing", 8}, {"error", 9}, {"cite", 12}};

size_t sei_style_callout_kind(sei_str type) {
    for (size_t i = 0; i < SEI_CALLOUT_KINDS; i++)
        if (sei_str_equal_ascii_case(type, sei_str_from(kinds[i])))
            return i;
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (sei_str_equal_ascii_case(type, sei_str_from(aliases[i].name)))
            return aliases[i].kind;
    return 0;
}

const char *sei_style_callout_name(size_t kind) {
    return kind < SEI_CALLOUT_KINDS ? kinds[kind] : kinds[0];
}
