/* A vault's index and its seihon.yaml → the documents of a batch. What only the whole batch can
 * see, two outputs of one name, is settled here, before anything is written. */
#include "batch/plan.h"

#include <stdlib.h>

#include "base/glob.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"
#include "batch/target.h"
#include "unicode/unicode.h"

#define GLOB_STEPS ((size_t)1 << 20) /* for one pattern and path */

struct planner {
    sei_arena *arena;
    const sei_batch_plan_request *request;
    sei_map seen; /* paths that are planned */
    SEI_VEC(sei_batch_document) documents;
};

static bool matches(sei_str pattern, sei_str path) {
    bool is_of_name = sei_str_find_byte(pattern, '/', 0) == SEI_STR_NONE;
    size_t steps = GLOB_STEPS;
    return sei_glob_match(pattern, is_of_name ? sei_path_name(path) : path, &steps);
}

static bool matches_any(const sei_str *patterns, size_t count, sei_str path) {
    for (size_t i = 0; i < count; i++)
        if (matches(patterns[i], path))
            return true;
    return false;
}

static bool is_in_shard(const sei_batch_plan_request *request, sei_str path) {
    return request->shard_count == 0 ||
           sei_str_hash(path, 0) % request->shard_count == request->shard - 1;
}

static bool is_wanted(const struct planner *planner, sei_str path) {
    const sei_batch_plan_request *request = planner->request;
    bool is_matched =
        request->match_count == 0 || matches_any(request->match, request->match_count, path);
    return (request->is_whole || sei_path_is_below(path, request->house->note)) && is_matched &&
           !matches_any(request->exclude, request->exclude_count, path) &&
           is_in_shard(request, path);
}

/* The path without the last suffix of its name. */
static sei_str stem_of(sei_str path) {
    sei_str name = sei_path_name(path);
    return sei_str_slice(path, 0, path.size - name.size + sei_path_stem(name).size);
}

static void add_document(struct planner *planner, sei_assemble_kind kind, sei_str path,
                         uint64_t bytes) {
    if (!is_wanted(planner, path) || sei_map_add(&planner->seen, path, planner))
        return;
    SEI_VEC_ADD(planner->arena, &planner->documents,
                (sei_batch_document){.source = {kind, path},
                                     .stem = sei_target_stem(planner->arena, stem_of(path)),
                                     .bytes = bytes});
}

/* --- seihon.yaml ----------------------------------------------------------------------------- */

static bool is_yaml(sei_str path) {
    return sei_str_ends(path, SEI_STR(".yaml")) || sei_str_ends(path, SEI_STR(".yml"));
}

static bool add_book(struct planner *planner, const sei_yaml *entry, sei_status *status) {
    const sei_vault *vault = &planner->request->house->vault;
    sei_str path = sei_yaml_text(entry);
    sei_file_info info;
    if (path.size == 0 || !sei_root_stat(&vault->root, path, &info))
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "seihon.yaml: books lists \"%.*s\", which is not there; name a book "
                              "file or a map note by its path below the vault",
                              SEI_STR_ARG(path));
    add_document(planner, is_yaml(path) ? SEI_ASSEMBLE_FILE : SEI_ASSEMBLE_MAP, path, info.size);
    return true;
}

/* Errors of the file itself are every document's, and told there. */
static bool add_books(struct planner *planner, sei_status *status) {
    sei_status ignored = {0};
    size_t error_offset;
    const sei_yaml *yaml = sei_yaml_parse(
        planner->arena, planner->request->house->vault.seihon_yaml, &error_offset, &ignored);
    const sei_yaml *books = sei_yaml_find(yaml, SEI_STR("books"));
    for (const sei_yaml *entry = books ? books->first : NULL; entry; entry = entry->next)
        if (!add_book(planner, entry, status))
            return false;
    return true;
}

/* --- order and names ------------------------------------------------------------------------- */

static int compare_paths(const void *a, const void *b) {
    const sei_batch_document *left = a, *right = b;
    return sei_str_compare(left->source.path, right->source.path);
}

static int compare_sizes(const void *a, const void *b) {
    const sei_batch_document *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    return compare_paths(a, b);
}

static void refuse_same_names(struct planner *planner) {
    sei_map taken; /* folded stem → document */
    sei_map_init(&taken, planner->arena);
    for (size_t i = 0; i < planner->documents.size; i++) {
        sei_batch_document *document = &planner->documents.at[i];
        const sei_batch_document *first =
            sei_map_add(&taken, sei_unicode_fold(planner->arena, document->stem), document);
        if (first)
            document->refusal = sei_arena_print(
                planner->arena,
                "its output would have the name of %.*s's; rename one of them, or leave one out "
                "with --exclude",
                SEI_STR_ARG(first->source.path));
    }
}

bool sei_batch_plan_make(sei_batch_plan *plan, sei_arena *arena,
                         const sei_batch_plan_request *request, sei_status *status) {
    struct planner planner = {.arena = arena, .request = request};
    const sei_vault *vault = &request->house->vault;
    sei_map_init(&planner.seen, arena);
    if (!add_books(&planner, status))
        return false;
    for (size_t i = 0; i < vault->file_count; i++) {
        const sei_vault_file *file = &vault->files[i];
        if (file->is_note && !file->is_ignored)
            add_document(&planner, SEI_ASSEMBLE_NOTE, file->path, file->info.size);
    }
    sei_batch_document *documents = planner.documents.at;
    size_t count = planner.documents.size;
    if (count > 0)
        qsort(documents, count, sizeof *documents, compare_paths);
    refuse_same_names(&planner);
    if (count > 0)
        qsort(documents, count, sizeof *documents, compare_sizes);
    *plan = (sei_batch_plan){documents, count};
    return true;
}
