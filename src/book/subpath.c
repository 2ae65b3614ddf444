/* Links to headings and blocks that the book does not show → a message for each that its note does
 * not have either. Most such notes are outside the book: they are parsed here, once each, into
 * memory that is given back, and leave no trace in the book; a budget of bytes bounds that. Links
 * are gathered while they are bound (link.c) and checked after, note by note. */
#include <stdlib.h>

#include "base/limits.h"
#include "book/assembly.h"

void sei_subpath_add(sei_assembly *assembly, const sei_node *link, sei_str path) {
    SEI_VEC_ADD(assembly->arena, &assembly->subpaths,
                (sei_asked_subpath){link, path, assembly->subpaths.size});
}

/* The heading that the last part of the subpath may mean, or "". */
static sei_str nearest_heading(const sei_assembly *assembly, sei_manuscript *manuscript,
                               sei_str subpath) {
    const sei_targets *targets = sei_manuscript_targets(manuscript);
    sei_str part, last = SEI_STR("");
    if (sei_str_starts(subpath, SEI_STR("^")))
        return last;
    while (sei_str_split(&subpath, '#', &part))
        last = part.size > 0 ? part : last;
    return sei_vault_suggest_among(assembly->vault, last, targets->headings_read.at,
                                   targets->headings_read.size);
}

void sei_subpath_report(sei_assembly *assembly, const sei_node *node, sei_manuscript *manuscript,
                        const char *outcome) {
    if (!sei_assembly_report_once(assembly, SEI_DIAG_HEADING_MISSING, node))
        return;
    sei_str subpath = node->as.link.target.subpath, name = sei_vault_name(manuscript->path);
    sei_str nearest = nearest_heading(assembly, manuscript, subpath);
    sei_str hint = nearest.size > 0 ? sei_arena_print(assembly->arena, " (did you mean \"%.*s\"?)",
                                                      SEI_STR_ARG(nearest))
                                    : nearest;
    sei_diag_add(assembly->diags, SEI_DIAG_HEADING_MISSING, sei_assembly_source(assembly, node),
                 node->offset, "no heading or block \"%.*s\" in \"%.*s\"%.*s; %s",
                 SEI_STR_ARG(subpath), SEI_STR_ARG(name), SEI_STR_ARG(hint), outcome);
}

static int compare_asked(const void *a, const void *b) {
    const sei_asked_subpath *left = a, *right = b;
    int order = sei_str_compare(left->path, right->path);
    return order ? order : left->place < right->place ? -1 : 1;
}

/* Links into one note; `outcome` says what becomes of them. */
static void check_links(sei_assembly *assembly, sei_manuscript *manuscript,
                        const sei_asked_subpath *asked, size_t count, const char *outcome) {
    for (size_t i = 0; i < count && manuscript->tree; i++) {
        const sei_target *target = &asked[i].link->as.link.target;
        if (!sei_targets_find_link(sei_manuscript_targets(manuscript), target))
            sei_subpath_report(assembly, asked[i].link, manuscript, outcome);
    }
}

/* A note outside the book is read by an assembly of its own, whose messages nobody hears. */
static void check_outside(sei_assembly *assembly, const sei_asked_subpath *asked, size_t count) {
    sei_arena scratch;
    sei_diags unheard;
    sei_arena_init(&scratch, assembly->arena->memory);
    sei_diags_init(&unheard, &scratch);
    sei_assembly reader = {.arena = &scratch,
                           .vault = assembly->vault,
                           .diags = &unheard,
                           .markdown = assembly->markdown};
    sei_map_init(&reader.manuscripts_by_path, &scratch);
    sei_manuscript *manuscript = sei_manuscript_open(&reader, asked[0].path, (sei_str){NULL, 0});
    check_links(assembly, manuscript, asked, count, "the link is printed as plain text");
    sei_arena_fini(&scratch);
}

/* Takes a note's bytes off the budget; the first that does not fit ends the checking. */
static bool spend(sei_assembly *assembly, const sei_asked_subpath *asked, size_t *budget) {
    sei_file_info info;
    if (*budget == 0 || !sei_root_stat(&assembly->vault->root, asked->path, &info))
        return false;
    if (info.size < *budget) {
        *budget -= info.size;
        return true;
    }
    *budget = 0;
    sei_diag_add(assembly->diags, SEI_DIAG_LIMIT, sei_assembly_source(assembly, asked->link),
                 asked->link->offset,
                 "links name headings of more than %zu MB of notes outside the book; this one, "
                 "and those behind it, are not checked",
                 SEI_LIMIT_OUTSIDE_BYTES >> 20);
    return false;
}

void sei_subpath_check(sei_assembly *assembly) {
    sei_asked_subpath *asked = assembly->subpaths.at;
    size_t size = assembly->subpaths.size, budget = SEI_LIMIT_OUTSIDE_BYTES;
    if (size > 0)
        qsort(asked, size, sizeof asked[0], compare_asked);
    for (size_t start = 0, end; start < size; start = end) {
        end = start + 1;
        while (end < size && sei_str_equal(asked[start].path, asked[end].path))
            end++;
        sei_manuscript *manuscript =
            sei_map_find(&assembly->manuscripts_by_path, asked[start].path);
        if (manuscript && manuscript->tree) {
            check_links(assembly, manuscript, &asked[start], end - start,
                        manuscript->start ? "the link leads to its start"
                                          : "the link is printed as plain text");
        } else if (spend(assembly, &asked[start], &budget)) {
            check_outside(assembly, &asked[start], end - start);
        }
    }
}
