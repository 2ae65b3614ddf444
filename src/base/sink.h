/* The one way an output file comes to be: bytes go into a temporary file beside the target, every
 * call is checked, the file is synced and renamed over the target at the end. Until then the older
 * file stays as it was; after a failure nothing new is there. */
#ifndef SEI_BASE_SINK_H
#define SEI_BASE_SINK_H

#include "base/os.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_sink {
    int folder;         /* descriptor of the target's folder */
    int fd;             /* of the temporary file */
    char temporary[40]; /* its name in the folder; "" once it is committed or dropped */
    char name[256];     /* the target's name in the folder */
    uint64_t size;      /* bytes written */
} sei_sink;

/* Opens a sink for the path (its folder must exist). Refuses a folder, a device, a FIFO and a
 * target that is one of the `inputs` (same device and inode). A symbolic link is replaced by the
 * file; what it points at is left alone. An older file's permissions are kept. False with a status.
 */
bool sei_sink_open(sei_sink *sink, sei_str path, const sei_file_info *inputs, size_t input_count,
                   sei_status *status);
bool sei_sink_write(sei_sink *sink, sei_str bytes, sei_status *status); /* false: drop it */
/* Copies a whole open file (from its start) into the sink. */
bool sei_sink_copy(sei_sink *sink, int from, sei_status *status);
/* Syncs and renames; on failure the temporary file is removed. The sink is closed either way. */
bool sei_sink_commit(sei_sink *sink, sei_status *status);
/* The same for a file that the caller has synced together with others (batch/staging.h). */
bool sei_sink_commit_synced(sei_sink *sink, sei_status *status);
/* Removes the temporary file and closes; safe after commit and after a failed open. */
void sei_sink_drop(sei_sink *sink);

/* Removes from a folder the temporary files that a killed process has left there; others that are
 * writing into it at the time would lose theirs. A folder that cannot be read has none. */
void sei_sink_sweep(const char *folder);

/* For signal handlers (async-signal-safe): removes the temporary file. */
void sei_sink_unlink(const sei_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
