/* The index inside a vault: names → files, and what look-up needs beside them. Private to vault/.
 */
#ifndef SEI_VAULT_INDEX_H
#define SEI_VAULT_INDEX_H

#include "vault/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A name as the suggester compares it. */
typedef struct sei_vault_word {
    const uint32_t *characters; /* folded */
    size_t size;
    uint64_t set; /* a bit for each character's hash: bounds the distance from below */
} sei_vault_word;

#define SEI_VAULT_SUGGEST_WORK ((size_t)32 << 20) /* matrix cells, of all suggestions of a job */

struct sei_vault_index {
    sei_arena *arena;
    sei_map suffixes;                /* folded path suffix → struct spelling (index.c) */
    const sei_vault_file **shortest; /* all files, by path length, then code point */
    sei_map aliases;                 /* folded alias → sei_vault_file; filled at the first need */
    bool has_aliases;
    sei_vault_word *words; /* one a file, in the order of `shortest`; at the first need */
    size_t suggest_work;   /* matrix cells that suggestions may still compute */
};

/* Indexes vault->files. */
struct sei_vault_index *sei_vault_index_new(sei_arena *arena, const sei_vault *vault);

/* The first note that gives the alias, or NULL. Reads every note's front matter once. */
const sei_vault_file *sei_vault_alias_find(sei_vault *vault, sei_str name);

#ifdef __cplusplus
}
#endif

#endif
