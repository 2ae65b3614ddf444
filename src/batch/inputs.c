/* What workers tell as inodes → names and hashes. */
#include "batch/inputs.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/map.h"

static int compare_inodes(const sei_file_info *a, const sei_file_info *b) {
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return a->inode < b->inode ? -1 : a->inode > b->inode;
}

/* Names of one file stay in the order of their paths. */
static int compare_files(const void *a, const void *b) {
    const sei_vault_file *left = *(const sei_vault_file *const *)a;
    const sei_vault_file *right = *(const sei_vault_file *const *)b;
    int order = compare_inodes(&left->info, &right->info);
    return order != 0 ? order : sei_str_compare(left->path, right->path);
}

void sei_inode_index_init(sei_inode_index *index, sei_arena *arena, const sei_vault *vault) {
    index->vault = vault;
    index->files = SEI_NEW_ARRAY(arena, const sei_vault_file *, vault->file_count);
    for (size_t i = 0; i < vault->file_count; i++)
        index->files[i] = &vault->files[i];
    if (vault->file_count > 0)
        qsort(index->files, vault->file_count, sizeof *index->files, compare_files);
}

/* The first name of the file, or the index's end. */
static size_t find_first(const sei_inode_index *index, const sei_file_info *info) {
    size_t low = 0, high = index->vault->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_inodes(&index->files[middle]->info, info) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

sei_input_list sei_inputs_find(const sei_inode_index *index, sei_arena *arena,
                               const sei_file_info *infos, size_t count) {
    sei_input_list found = {0};
    sei_map seen;
    sei_map_init(&seen, arena);
    for (size_t i = 0; i < count; i++) {
        size_t at = find_first(index, &infos[i]);
        for (; at < index->vault->file_count; at++) {
            const sei_vault_file *file = index->files[at];
            if (compare_inodes(&file->info, &infos[i]) != 0 ||
                sei_map_add(&seen, file->path, &seen) != NULL)
                break;
            SEI_VEC_ADD(arena, &found, file);
        }
    }
    return found;
}

bool sei_input_hash(const sei_vault *vault, sei_arena *scratch, sei_str path, uint64_t *hash) {
    sei_arena_mark mark = sei_arena_mark_take(scratch);
    sei_status ignored = {0};
    sei_str bytes;
    bool is_read = sei_root_read(&vault->root, scratch, path, SEI_LIMIT_FILE, &bytes, &ignored);
    if (is_read)
        *hash = sei_str_hash(bytes, 0);
    sei_arena_mark_release(scratch, mark);
    return is_read;
}

bool sei_output_hash(int descriptor, uint64_t *hash) {
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0 || status.st_size <= 0)
        return false;
    const size_t size = (size_t)status.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED)
        return false;
    *hash = sei_str_hash((sei_str){bytes, size}, 0);
    munmap(bytes, size);
    return true;
}

sei_str sei_inputs_print(const sei_inode_index *index, sei_arena *arena, uint64_t output_hash,
                         const sei_file_info *infos, size_t count) {
    sei_buf out;
    bool is_first = true;
    const sei_input_list files = sei_inputs_find(index, arena, infos, count);
    sei_buf_init(&out, arena->memory);
    sei_buf_print(&out, ",\"hash\":\"%016llx\",\"inputs\":[", (unsigned long long)output_hash);
    for (size_t i = 0; i < files.size; i++) {
        const sei_vault_file *file = files.at[i];
        uint64_t hash;
        if (!sei_input_hash(index->vault, arena, file->path, &hash))
            continue;
        sei_buf_add(&out, is_first ? SEI_STR("{\"path\":") : SEI_STR(",{\"path\":"));
        sei_json_escape(&out, file->path);
        sei_buf_print(&out, ",\"hash\":\"%016llx\"}", (unsigned long long)hash);
        is_first = false;
    }
    sei_buf_add_byte(&out, ']');
    sei_str text = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}
