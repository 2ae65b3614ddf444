/* A watcher: what changes below folders, told as it happens (inotify(7)).
 *
 * What an editor does to save a note (write, rename over it, delete and create anew) comes as a few
 * events within milliseconds; they are gathered until a short quiet, so that one save is one call.
 * Folders that appear are watched as well. Names that begin with a dot are passed over, as the
 * vault's index does. */
#ifndef SEI_BATCH_WATCHER_H
#define SEI_BATCH_WATCHER_H

#include "base/arena.h"
#include "base/status.h"
#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_watched_folder {
    sei_str path;
    bool is_deep;
} sei_watched_folder;

typedef struct sei_watcher {
    sei_arena *arena;
    int fd;                              /* inotify's; -1: closed */
    SEI_VEC(sei_watched_folder) folders; /* by inotify's number */
} sei_watcher;

/* One thing that happened: the path as the folder was named, and whether it came or went (else its
 * content changed). */
typedef void sei_watcher_tell(void *context, sei_str path, bool has_come_or_gone);

bool sei_watcher_open(sei_watcher *watcher, sei_arena *arena, sei_status *status);
void sei_watcher_close(sei_watcher *watcher);

/* Watches a folder, with `is_deep` all below it. False with a status (SEI_FAILED_RUN) that says
 * what to do where the system watches no more folders. */
bool sei_watcher_add(sei_watcher *watcher, sei_str folder, bool is_deep, sei_status *status);

/* Waits until something has changed and no more has for a moment, and tells all of it. When more
 * happened than the system keeps, the path told is "": anything may have changed. False with a
 * status when a folder that was added is gone. */
bool sei_watcher_wait(sei_watcher *watcher, sei_watcher_tell *tell, void *context,
                      sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
