/* Files under temporary names until one sync has reached them all (spec/robustness, section E). */
#include "batch/staging.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a signal handler must tidy up; written only by a staging's owner. */
static sei_staging *volatile current;

bool sei_staging_add(sei_staging *staging, int from, sei_str target, sei_status *status) {
    sei_sink *sink = &staging->sinks[staging->count];
    *sink = (sei_sink){.folder = -1, .fd = -1};
    staging->count++; /* from before it opens: a signal may come in between */
    current = staging;
    if (sei_sink_open(sink, target, NULL, 0, status) && sei_sink_copy(sink, from, status))
        return true;
    sei_sink_drop(sink);
    staging->count--;
    return false;
}

static dev_t device_of(const sei_sink *sink) {
    struct stat status;
    return fstat(sink->fd, &status) == 0 ? status.st_dev : 0;
}

/* One call for each file system in a row. */
static bool sync_all(const sei_staging *staging, sei_status *status) {
    for (size_t i = 0; i < staging->count; i++) {
        const sei_sink *sink = &staging->sinks[i];
        if (i > 0 && device_of(sink) == device_of(sink - 1))
            continue;
        if (syncfs(sink->fd) != 0)
            return sei_status_set(status, SEI_FAILED_RUN, "cannot write %s: %s", sink->name,
                                  strerror(errno));
    }
    return true;
}

void sei_staging_commit(sei_staging *staging, sei_status statuses[SEI_STAGING_MAX]) {
    sei_status sync = {0};
    bool is_synced = sync_all(staging, &sync);
    for (size_t i = 0; i < staging->count; i++) {
        statuses[i] = sync;
        if (is_synced)
            sei_sink_commit_synced(&staging->sinks[i], &statuses[i]);
        else
            sei_sink_drop(&staging->sinks[i]);
    }
    staging->count = 0;
    current = NULL;
}

void sei_staging_abandon(void) {
    for (size_t i = 0; current && i < current->count; i++)
        sei_sink_unlink(&current->sinks[i]);
}
