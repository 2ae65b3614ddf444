/* The vault's notes → the names that several of them bear. A link by such a name alone leads to one
 * of them by rules that a writer rarely thinks of, so `check` names them. Names compare as look-up
 * compares them (index.c): folded, without folder and .md. */
#include <stdlib.h>

#include "base/vec.h"
#include "unicode/unicode.h"
#include "vault/vault.h"

typedef struct named {
    sei_str key;
    const sei_vault_file *file;
} named;

static int compare_named(const void *a, const void *b) {
    const named *left = a, *right = b;
    int order = sei_str_compare(left->key, right->key);
    return order ? order : sei_str_compare(left->file->path, right->file->path);
}

static void add_group(sei_arena *arena, const named *notes, size_t count,
                      sei_vault_duplicate *group) {
    const sei_vault_file **files = SEI_NEW_ARRAY(arena, const sei_vault_file *, count);
    for (size_t i = 0; i < count; i++)
        files[i] = notes[i].file;
    *group = (sei_vault_duplicate){sei_vault_name(files[0]->path), files, count};
}

size_t sei_vault_find_duplicates(const sei_vault *vault, sei_arena *arena,
                                 const sei_vault_duplicate **duplicates) {
    named *notes = SEI_NEW_ARRAY(arena, named, vault->file_count);
    size_t count = 0;
    for (size_t i = 0; i < vault->file_count; i++) {
        const sei_vault_file *file = &vault->files[i];
        if (file->is_note && !file->is_ignored)
            notes[count++] = (named){sei_unicode_fold(arena, sei_vault_name(file->path)), file};
    }
    if (count > 0)
        qsort(notes, count, sizeof notes[0], compare_named);
    SEI_VEC(sei_vault_duplicate) groups = {0};
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && sei_str_equal(notes[start].key, notes[end].key))
            end++;
        if (end - start > 1) {
            sei_vault_duplicate group;
            add_group(arena, &notes[start], end - start, &group);
            SEI_VEC_ADD(arena, &groups, group);
        }
    }
    *duplicates = groups.at;
    return groups.size;
}
