/* The plan of a batch: which documents a vault becomes, in which order they are best made, and
 * where each output goes. Nothing is read but the vault's index and its seihon.yaml. */
#ifndef SEI_BATCH_PLAN_H
#define SEI_BATCH_PLAN_H

#include "job/job.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_batch_document {
    sei_job_source source;
    sei_str stem;    /* of its outputs, below the output folder: "旅/京都" */
    uint64_t bytes;  /* of the source, which tells about how long it takes */
    sei_str refusal; /* why it is not made; "" */
} sei_batch_document;

typedef struct sei_batch_plan_request {
    const sei_house *house; /* of a folder: the whole vault or a part of it */
    const sei_str *match;   /* patterns (base/glob.h); none: every note */
    size_t match_count;
    const sei_str *exclude;
    size_t exclude_count;
    uint32_t shard, shard_count; /* 1 … shard_count; 0 of 0: all */
    bool is_whole;               /* the vault's documents outside the source's folder too */
} sei_batch_plan_request;

typedef struct sei_batch_plan {
    sei_batch_document *documents; /* the largest first, then by path */
    size_t count;
} sei_batch_plan;

/* Every note below the house's source that the vault does not ignore, and the books that the
 * `books` of seihon.yaml lists: book files and map notes, by their paths below the root. A pattern
 * without a '/' is compared with the file's name, another with the path below the root. Of
 * documents whose outputs would have one name (compared as file systems without case do) the first
 * by path is made. A shard holds the documents whose path's hash modulo shard_count is shard - 1,
 * the same on every machine. False with a status (SEI_FAILED_USAGE) when seihon.yaml lists what is
 * not there. */
bool sei_batch_plan_make(sei_batch_plan *plan, sei_arena *arena,
                         const sei_batch_plan_request *request, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
