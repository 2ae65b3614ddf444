/* Staging: many outputs that come to be together. Each is written beside its target at once; all
 * are synced by one call and then renamed, since a sync for every small file would take longer than
 * making it. Until then every older file stays as it was. */
#ifndef SEI_BATCH_STAGING_H
#define SEI_BATCH_STAGING_H

#include "base/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_STAGING_MAX 64

typedef struct sei_staging {
    sei_sink sinks[SEI_STAGING_MAX]; /* written, not yet under their names */
    size_t count;
} sei_staging;

/* Writes what the open file `from` holds for the target. Not when the staging is full. False with a
 * status: nothing is left of it. */
bool sei_staging_add(sei_staging *staging, int from, sei_str target, sei_status *status);

/* Gives the staged files their names and empties the staging: statuses[i] tells of the i-th, in the
 * order of adding; a file that could not be renamed is removed. */
void sei_staging_commit(sei_staging *staging, sei_status statuses[SEI_STAGING_MAX]);

/* Removes what is staged: for signal handlers. */
void sei_staging_abandon(void);

#ifdef __cplusplus
}
#endif

#endif
