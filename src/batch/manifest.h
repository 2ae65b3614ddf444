/* The manifest of an output folder: what each document there was made of, so that a second run
 * makes only what would become other bytes. Kept in the folder as ".seihon-manifest"; during a run
 * what is finished is added to ".seihon-journal" beside it, so that a kill loses nothing
 * (spec/robustness, section E). Both are text, and a line that cannot be read makes its document
 * again, no more. */
#ifndef SEI_BATCH_MANIFEST_H
#define SEI_BATCH_MANIFEST_H

#include "batch/inputs.h"
#include "batch/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file that a document was made of: known by its content, which an unchanged size, time and inode
 * stand for. */
typedef struct sei_manifest_input {
    sei_str path;       /* below the vault's root */
    sei_file_info info; /* its device is not kept */
    uint64_t hash;
} sei_manifest_input;

/* A name that was looked up in the vault and what it led to; "": nothing. */
typedef struct sei_manifest_lookup {
    sei_str name, from, found;
} sei_manifest_lookup;

typedef struct sei_manifest_output {
    sei_str path; /* below the output folder */
    uint64_t size;
    int64_t modified;
} sei_manifest_output;

typedef struct sei_manifest_record {
    sei_str document; /* its path */
    uint64_t key;     /* of what all documents share (sei_manifest_key) */
    sei_manifest_input *inputs;
    sei_manifest_lookup *lookups;
    sei_manifest_output *outputs;
    size_t input_count, lookup_count, output_count;
    bool is_forgotten;
} sei_manifest_record;

typedef struct sei_manifest {
    sei_arena *arena;
    sei_str folder;
    sei_map records;       /* by document → sei_manifest_record */
    sei_inode_index index; /* of the vault; at the first need */
    int lock;              /* held for as long as the manifest is open */
    int journal;
    bool was_broken_off; /* the run before left a journal, and maybe temporary files */
} sei_manifest;

/* A number for all that shapes every document alike: the version, the request's options, the
 * styles, the fonts, the vault's settings, and by which patterns documents were chosen, since links
 * lead to those alone. `whole` is the plan of the whole vault: its book files are no styles. */
uint64_t sei_manifest_key(sei_arena *arena, const sei_job_request *job, const sei_batch_plan *whole,
                          const sei_batch_plan_request *asked);

/* Opens the folder's manifest, with what a journal of a broken run adds. False with a status
 * (SEI_FAILED_RUN) when another batch is writing there. */
bool sei_manifest_open(sei_manifest *manifest, sei_arena *arena, sei_str folder,
                       sei_status *status);

/* Why a document must be made, "" when its outputs are what they would be: "new", "options
 * changed", "旅/京都.md changed", "図.png is there now" … */
sei_str sei_manifest_why(sei_manifest *manifest, const sei_batch_document *document,
                         sei_house *house, uint64_t key, sei_arena *scratch);

/* Takes a document that has its outputs, and writes it to the journal. Outputs of an earlier run in
 * other formats stay its. A file among `infos` that is not as the index saw it was changed
 * meanwhile: then the document is not kept.
 * `lookups` as the job told them. */
void sei_manifest_add(sei_manifest *manifest, const sei_house *house, sei_str document,
                      uint64_t key, const sei_file_info *infos, size_t info_count, sei_str lookups,
                      const sei_manifest_output *outputs, size_t output_count);

/* Every output, as it was written, of documents that are not in the plan of the whole vault: paths
 * below the folder. */
size_t sei_manifest_stale(const sei_manifest *manifest, const sei_batch_plan *whole,
                          sei_arena *arena, const sei_str **outputs);
/* Forgets these documents, for when their outputs were removed. */
void sei_manifest_forget_stale(sei_manifest *manifest, const sei_batch_plan *whole);

/* Writes the manifest and removes the journal. The lock is given up either way. */
bool sei_manifest_close(sei_manifest *manifest, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
