/* Inputs: which files of the vault a worker read for a document, found again by their inodes, and
 * what they hold. */
#ifndef SEI_BATCH_INPUTS_H
#define SEI_BATCH_INPUTS_H

#include "base/vec.h"
#include "job/house.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The vault's files by their inodes. */
typedef struct sei_inode_index {
    const sei_vault *vault;
    const sei_vault_file **files;
} sei_inode_index;

void sei_inode_index_init(sei_inode_index *index, sei_arena *arena, const sei_vault *vault);

typedef SEI_VEC(const sei_vault_file *) sei_input_list;

/* The vault's files among these, each once, under every name that leads to it: a hard or symbolic
 * link may come to lead elsewhere while the file stays. */
sei_input_list sei_inputs_find(const sei_inode_index *index, sei_arena *arena,
                               const sei_file_info *infos, size_t count);

/* Of the content, the same on every machine; false when the file cannot be read. */
bool sei_input_hash(const sei_vault *vault, sei_arena *scratch, sei_str path, uint64_t *hash);
/* The same of a whole open file, from its start; its place stays. */
bool sei_output_hash(int descriptor, uint64_t *hash);

/* For a line of a report: `,"hash":"…","inputs":[{"path":"…","hash":"…"}, …]`, of an output's bytes
 * and of the files of the vault among `infos`. */
sei_str sei_inputs_print(const sei_inode_index *index, sei_arena *arena, uint64_t output_hash,
                         const sei_file_info *infos, size_t count);

#ifdef __cplusplus
}
#endif

#endif
