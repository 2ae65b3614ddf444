/* What workers tell as inodes → names and hashes. */
#include "batch/inputs.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/limits.h"

static int compare_inodes(const void *a, const void *b) {
    const sei_vault_file *left = *(const sei_vault_file *const *)a;
    const sei_vault_file *right = *(const sei_vault_file *const *)b;
    return left->info.inode < right->info.inode ? -1 : left->info.inode > right->info.inode;
}

void sei_inode_index_init(sei_inode_index *index, sei_arena *arena, const sei_vault *vault) {
    index->vault = vault;
    index->files = SEI_NEW_ARRAY(arena, const sei_vault_file *, vault->file_count);
    for (size_t i = 0; i < vault->file_count; i++)
        index->files[i] = &vault->files[i];
    if (vault->file_count > 0)
        qsort(index->files, vault->file_count, sizeof *index->files, compare_inodes);
}

const sei_vault_file *sei_inode_index_find(const sei_inode_index *index,
                                           const sei_file_info *info) {
    size_t low = 0, high = index->vault->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->files[middle]->info.inode < info->inode)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < index->vault->file_count &&
                    index->files[low]->info.inode == info->inode &&
                    index->files[low]->info.device == info->device;
    return is_found ? index->files[low] : NULL;
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
    sei_buf_init(&out, arena->memory);
    sei_buf_print(&out, ",\"hash\":\"%016llx\",\"inputs\":[", (unsigned long long)output_hash);
    for (size_t i = 0; i < count; i++) {
        const sei_vault_file *file = sei_inode_index_find(index, &infos[i]);
        uint64_t hash;
        if (!file || !sei_input_hash(index->vault, arena, file->path, &hash))
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
