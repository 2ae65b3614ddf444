/* Names → files, as Obsidian 1.13 was measured to find them (spec: obsidian A5). Every suffix of
 * every path that begins at a folder ("a/b/c.md", "b/c.md", "c.md") is a key, folded; under a key
 * stand the spellings that fold to it, each with the file whose whole path it is and the file with
 * the shortest path that ends in it. So each rule is one look-up: 1  the exact vault path
 * spelling.full of the link 2  the source note's own folder         spelling.full of folder/link 3
 * the shortest path                    spelling.first of the link A spelling that is byte for byte
 * the link's wins over one that is equal in NFC, that over one that folds alike: the rules run once
 * for each closeness. */
#include "vault/index.h"

#include <stdlib.h>

#include "base/path.h"
#include "unicode/unicode.h"

/* Of so many ways of writing one suffix look-up knows the bytes; a vault has rarely two. Those
 * beyond are only counted, so that a hostile vault costs no more time. */
#define SPELLINGS_MAX 32

/* One way of writing a suffix; the first of a list under its folded key. */
typedef struct spelling {
    sei_str exact, nfc;
    const sei_vault_file *full;  /* whose whole path it is; NULL for none */
    const sei_vault_file *first; /* whose path is the shortest that ends in it */
    size_t count;                /* files whose path ends in it */
    struct spelling *next;
} spelling;

static int compare_shortest(const void *a, const void *b) {
    const sei_vault_file *const *left = a, *const *right = b;
    size_t left_size = (*left)->path.size, right_size = (*right)->path.size;
    if (left_size != right_size)
        return left_size < right_size ? -1 : 1;
    return sei_str_compare((*left)->path, (*right)->path);
}

/* Files come in the order of `shortest`: the first under a spelling is its shortest. */
static void add_spelling(struct sei_vault_index *index, sei_str fold, sei_str nfc, sei_str exact,
                         const sei_vault_file *file) {
    spelling *head = sei_map_find(&index->suffixes, fold), *at = head;
    size_t spellings = 0;
    while (at && !sei_str_equal(at->exact, exact)) {
        at = at->next;
        spellings++;
    }
    if (!at && spellings >= SPELLINGS_MAX) {
        head->count++;
        return;
    }
    if (!at) {
        at = SEI_NEW(index->arena, spelling);
        *at = (spelling){.exact = exact, .nfc = nfc, .first = file};
        if (head) {
            at->next = head->next;
            head->next = at;
        } else {
            sei_map_add(&index->suffixes, fold, at);
        }
    }
    at->count++;
    if (exact.size == file->path.size)
        at->full = file;
}

/* The suffix that begins behind the last '/' before `from`. */
static size_t suffix_start(sei_str path, size_t from) {
    return from - sei_path_name(sei_str_slice(path, 0, from)).size;
}

static void add_file(struct sei_vault_index *index, const sei_vault_file *file) {
    sei_str exact = file->path;
    sei_str nfc = sei_unicode_nfc(index->arena, exact);
    sei_str fold = sei_unicode_fold(index->arena, exact);
    size_t exact_at = exact.size, nfc_at = nfc.size, fold_at = fold.size;
    do { /* normalising keeps every '/', so that the three step together */
        exact_at = suffix_start(exact, exact_at ? exact_at - 1 : 0);
        nfc_at = suffix_start(nfc, nfc_at ? nfc_at - 1 : 0);
        fold_at = suffix_start(fold, fold_at ? fold_at - 1 : 0);
        add_spelling(index, sei_str_slice(fold, fold_at, fold.size),
                     sei_str_slice(nfc, nfc_at, nfc.size),
                     sei_str_slice(exact, exact_at, exact.size), file);
    } while (exact_at > 0);
}

struct sei_vault_index *sei_vault_index_new(sei_arena *arena, const sei_vault *vault) {
    struct sei_vault_index *index = SEI_NEW(arena, struct sei_vault_index);
    index->arena = arena;
    index->suggest_work = SEI_VAULT_SUGGEST_WORK;
    sei_map_init(&index->suffixes, arena);
    index->shortest = SEI_NEW_ARRAY(arena, const sei_vault_file *, vault->file_count);
    for (size_t i = 0; i < vault->file_count; i++)
        index->shortest[i] = &vault->files[i];
    if (vault->file_count > 0)
        qsort(index->shortest, vault->file_count, sizeof index->shortest[0], compare_shortest);
    for (size_t i = 0; i < vault->file_count; i++)
        add_file(index, index->shortest[i]);
    return index;
}

typedef enum closeness {
    SAME_BYTES,
    SAME_NFC,
    SAME_FOLD,
    CLOSENESS_COUNT
} closeness;

/* What is asked: a key in its three forms and the spellings found under it. */
typedef struct query {
    sei_str exact, nfc;
    const spelling *head;
} query;

/* The spellings of one closeness, taken together. */
typedef struct answer {
    const sei_vault_file *full, *first;
    size_t full_count, count;
} answer;

static query ask(const struct sei_vault_index *index, sei_arena *scratch, sei_str path) {
    return (query){.exact = path,
                   .nfc = sei_unicode_nfc(scratch, path),
                   .head = sei_map_find(&index->suffixes, sei_unicode_fold(scratch, path))};
}

static const sei_vault_file *shorter(const sei_vault_file *a, const sei_vault_file *b) {
    return !a || (b && compare_shortest(&b, &a) < 0) ? b : a;
}

static answer answer_of(const query *asked, closeness close) {
    answer all = {NULL, NULL, 0, 0};
    for (const spelling *at = asked->head; at; at = at->next) {
        bool is_close = close == SAME_FOLD ||
                        (close == SAME_NFC && sei_str_equal(at->nfc, asked->nfc)) ||
                        (close == SAME_BYTES && sei_str_equal(at->exact, asked->exact));
        if (is_close) {
            all.full = shorter(all.full, at->full);
            all.first = shorter(all.first, at->first);
            all.full_count += at->full ? 1 : 0;
            all.count += at->count;
        }
    }
    return all;
}

static sei_vault_match match_of(const sei_vault_file *found, size_t count,
                                const sei_vault_file **file) {
    *file = found;
    return count > 1 ? SEI_MATCH_AMBIGUOUS : SEI_MATCH_FOUND;
}

/* The three rules for one form of the name. `is_relative`: only the first. */
static sei_vault_match find_form(const struct sei_vault_index *index, sei_arena *scratch,
                                 sei_str path, sei_str folder, bool is_relative,
                                 const sei_vault_file **file) {
    query whole = ask(index, scratch, path);
    query beside = {{NULL, 0}, {NULL, 0}, NULL};
    if (!whole.head)
        return SEI_MATCH_NONE;
    if (folder.size > 0 && !is_relative) {
        beside = ask(index, scratch,
                     sei_arena_print(scratch, "%.*s/%.*s", SEI_STR_ARG(folder), SEI_STR_ARG(path)));
    }
    for (closeness close = SAME_BYTES; close < CLOSENESS_COUNT; close++) {
        answer here = answer_of(&whole, close);
        if (here.full)
            return match_of(here.full, here.full_count, file);
        answer near = answer_of(&beside, close);
        if (near.full)
            return match_of(near.full, near.full_count, file);
        if (here.first && !is_relative)
            return match_of(here.first, here.count, file);
    }
    return SEI_MATCH_NONE;
}

static bool is_dots(sei_str part) {
    return sei_str_equal(part, SEI_STR(".")) || sei_str_equal(part, SEI_STR(".."));
}

static bool has_dots(sei_str path) {
    sei_str part;
    while (sei_str_split(&path, '/', &part))
        if (is_dots(part))
            return true;
    return false;
}

/* The path with empty, "." and ".." parts worked off, from `folder` on; false when it leaves the
 * root. */
static bool plain_path(sei_arena *arena, sei_str folder, sei_str path, sei_str *plain) {
    char *out = sei_arena_alloc(arena, folder.size + path.size + 2);
    size_t size = 0;
    sei_str rests[2] = {folder, path}, part;
    for (size_t i = 0; i < 2; i++) {
        while (sei_str_split(&rests[i], '/', &part)) {
            if (part.size == 0 || sei_str_equal(part, SEI_STR(".")))
                continue;
            if (sei_str_equal(part, SEI_STR(".."))) {
                if (size == 0)
                    return false;
                size = sei_path_folder((sei_str){out, size}).size;
                continue;
            }
            if (size > 0)
                out[size++] = '/';
            for (size_t k = 0; k < part.size; k++)
                out[size++] = part.at[k];
        }
    }
    *plain = (sei_str){out, size};
    return size > 0;
}

/* Dots at the start count from the note's folder, elsewhere from the link's own beginning. */
static sei_vault_match find_path(const struct sei_vault_index *index, sei_arena *scratch,
                                 sei_str path, sei_str from, const sei_vault_file **file) {
    sei_str rest = path, part = {NULL, 0}, plain, folder = sei_path_folder(from);
    bool starts_with_dots = sei_str_split(&rest, '/', &part) && is_dots(part);
    bool is_relative = has_dots(path);
    if (!plain_path(scratch, starts_with_dots ? folder : SEI_STR(""), path, &plain))
        return SEI_MATCH_NONE;
    sei_vault_match match = find_form(index, scratch, plain, folder, is_relative, file);
    if (match == SEI_MATCH_NONE) {
        sei_str note = sei_arena_print(scratch, "%.*s.md", SEI_STR_ARG(plain));
        match = find_form(index, scratch, note, folder, is_relative, file);
    }
    return match;
}

static void add_lookup(sei_buf *lookups, sei_str path, sei_str from, const sei_vault_file *file) {
    const sei_str parts[] = {path, from, file ? file->path : SEI_STR("")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        sei_buf_add(lookups, parts[i]);
        sei_buf_add_byte(lookups, 0);
    }
}

/* By name, else by alias. */
static sei_vault_match look_up(sei_vault *vault, sei_str path, sei_str from,
                               const sei_vault_file **file) {
    sei_arena scratch;
    sei_arena_init(&scratch, vault->index->arena->memory);
    *file = NULL;
    sei_vault_match match = find_path(vault->index, &scratch, path, from, file);
    sei_arena_fini(&scratch);
    if (match == SEI_MATCH_NONE && path.size > 0) {
        *file = sei_vault_alias_find(vault, path);
        match = *file ? SEI_MATCH_ALIAS : SEI_MATCH_NONE;
    }
    return match;
}

const sei_vault_file *sei_vault_find_again(sei_vault *vault, sei_str path, sei_str from) {
    const sei_vault_file *file;
    look_up(vault, path, from, &file);
    return file;
}

static int compare_path(const void *path, const void *file) {
    return sei_str_compare(*(const sei_str *)path, ((const sei_vault_file *)file)->path);
}

const sei_vault_file *sei_vault_find_file(const sei_vault *vault, sei_str path) {
    return vault->file_count == 0 ? NULL
                                  : bsearch(&path, vault->files, vault->file_count,
                                            sizeof vault->files[0], compare_path);
}

sei_vault_match sei_vault_find(sei_vault *vault, sei_str path, sei_str from,
                               const sei_vault_file **file) {
    const sei_vault_match match = look_up(vault, path, from, file);
    if (vault->lookups)
        add_lookup(vault->lookups, path, from, *file);
    if (*file && vault->used)
        vault->used[*file - vault->files] = 1;
    return match;
}
