/* A pattern of a book file → the notes that match it, sorted, as chapters. Patterns are matched
 * below the book file's folder and, when nothing there matches, below the vault's root. What is
 * listed already is passed over, so that a pattern can stand for the rest of a folder. */
#include <stdlib.h>

#include "base/glob.h"
#include "base/path.h"
#include "book/date.h"
#include "book/order.h"
#include "book/plan.h"
#include "unicode/unicode.h"

static const char *const sort_names[SEI_PLAN_SORTS] = {
#define SEI_PLAN_SORT_NAME_OF(name, word) word,
    SEI_PLAN_SORT_LIST(SEI_PLAN_SORT_NAME_OF)
#undef SEI_PLAN_SORT_NAME_OF
};

bool sei_plan_sort_find(sei_str word, sei_plan_sort *sort) {
    for (int i = 0; i < SEI_PLAN_SORTS; i++) {
        if (sei_str_equal(word, sei_str_from(sort_names[i]))) {
            *sort = (sei_plan_sort)i;
            return true;
        }
    }
    return false;
}

sei_str sei_plan_sort_names(sei_arena *arena) {
    sei_str names = sei_str_from(sort_names[0]);
    for (int i = 1; i < SEI_PLAN_SORTS; i++) {
        names = sei_arena_print(arena, "%.*s%s%s", SEI_STR_ARG(names),
                                i + 1 < SEI_PLAN_SORTS ? ", " : " or ", sort_names[i]);
    }
    return names;
}

typedef struct match {
    const sei_vault_file *file;
    sei_str key;  /* "" comes last */
    sei_str path; /* where keys are equal */
} match;

typedef SEI_VEC(match) matches;

static int compare_matches(const void *a, const void *b) {
    const match *left = a, *right = b;
    if ((left->key.size == 0) != (right->key.size == 0))
        return left->key.size == 0 ? 1 : -1;
    int order = sei_str_compare_natural(left->key, right->key);
    order = order != 0 ? order : sei_str_compare_natural(left->path, right->path);
    return order != 0 ? order : sei_str_compare(left->file->path, right->file->path);
}

/* The keys of a path's names, each ended by what sorts before all characters. */
static sei_str path_key(sei_arena *arena, sei_str path) {
    sei_buf key;
    sei_str name;
    sei_buf_init(&key, arena->memory);
    while (sei_str_split(&path, '/', &name)) {
        sei_buf_add(&key, sei_order_key(arena, name));
        sei_buf_add_byte(&key, '\1');
    }
    sei_str result = sei_arena_copy(arena, sei_buf_str(&key));
    sei_buf_fini(&key);
    return result;
}

/* Dates come from the notes alone: files lose theirs when a vault is copied. */
static sei_str date_key(sei_planner *planner, sei_str path, const char *property) {
    sei_manuscript *note = sei_manuscript_read(planner->assembly, path, (sei_str){NULL, 0});
    sei_str text = sei_metadata_text(note, property);
    text = text.size > 0 ? text : sei_metadata_text(note, "date");
    return sei_date_normalise(planner->assembly->arena, text);
}

static sei_str title_key(sei_planner *planner, sei_str path) {
    sei_manuscript *note = sei_manuscript_open(planner->assembly, path, (sei_str){NULL, 0});
    return sei_order_key(planner->assembly->arena, note->title);
}

static sei_str sort_key(sei_planner *planner, sei_str path, sei_plan_sort sort) {
    sei_arena *arena = planner->assembly->arena;
    switch (sort) {
    case SEI_PLAN_SORT_NAME:
        return sei_order_key(arena, sei_vault_name(path));
    case SEI_PLAN_SORT_PATH:
        return path_key(arena, path);
    case SEI_PLAN_SORT_TITLE:
        return title_key(planner, path);
    case SEI_PLAN_SORT_CREATED:
        return date_key(planner, path, "created");
    case SEI_PLAN_SORT_MODIFIED:
        return date_key(planner, path, "modified");
    case SEI_PLAN_SORTS:
        break;
    }
    return SEI_STR("");
}

/* Gathers the matches that are not listed yet. Whether anything matched. */
static bool find_matches(sei_planner *planner, const sei_plan_glob *glob, sei_str folder,
                         matches *found) {
    const sei_vault *vault = planner->assembly->vault;
    sei_arena *arena = planner->assembly->arena;
    sei_str pattern = sei_unicode_nfc(arena, glob->pattern);
    bool has_match = false;
    for (size_t i = 0; i < vault->file_count && planner->glob_steps > 0; i++) {
        const sei_vault_file *file = &vault->files[i];
        bool is_below = file->is_note && !file->is_ignored && sei_path_is_below(file->path, folder);
        size_t start = folder.size > 0 ? folder.size + 1 : 0;
        sei_str path = sei_str_slice(file->path, start, file->path.size);
        if (is_below &&
            sei_glob_match(pattern, sei_unicode_nfc(arena, path), &planner->glob_steps)) {
            has_match = true;
            if (sei_map_find(&planner->listed, file->path))
                continue;
            match added = {file, sort_key(planner, file->path, glob->sort),
                           path_key(arena, file->path)};
            SEI_VEC_ADD(arena, found, added);
        }
    }
    return has_match;
}

static void report_lack(const sei_planner *planner, const sei_plan_glob *glob) {
    sei_str shown = sei_str_slice(glob->pattern, 0, 100);
    if (planner->glob_steps == 0) {
        sei_diag_add(planner->assembly->diags, SEI_DIAG_LIMIT, glob->source, glob->offset,
                     "the patterns of this file take too long; \"%.*s\" may lack notes",
                     SEI_STR_ARG(shown));
    } else {
        sei_diag_add(planner->assembly->diags, SEI_DIAG_CHAPTER_MISSING, glob->source, glob->offset,
                     "no note matches \"%.*s\"", SEI_STR_ARG(shown));
    }
}

void sei_plan_add_glob(sei_planner *planner, const sei_plan_glob *glob) {
    sei_str folder = sei_path_folder(glob->source->path);
    matches found = {0};
    bool has_match = find_matches(planner, glob, folder, &found) ||
                     (folder.size > 0 && find_matches(planner, glob, SEI_STR(""), &found));
    if (!has_match || planner->glob_steps == 0)
        report_lack(planner, glob);
    if (found.size > 0)
        qsort(found.at, found.size, sizeof found.at[0], compare_matches);
    for (size_t i = 0; i < found.size; i++) {
        sei_plan_add_note(planner, &(sei_plan_note){.depth = glob->depth,
                                                    .path = found.at[i].file->path,
                                                    .is_found = true,
                                                    .source = glob->source,
                                                    .offset = glob->offset});
    }
}
