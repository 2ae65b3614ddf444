/* inotify's events → what changed. Rule that is easy to break: a folder is watched before it is
 * read, so that what appears in between is found one way or the other. */
#include "batch/watcher.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/os.h"

#define QUIET 30    /* milliseconds without an event that end a save */
#define LONGEST 0.3 /* seconds that a stream of events may be waited for */
#define EVENTS_SIZE 65536

#define COME_OR_GONE (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
#define WATCHED (IN_CLOSE_WRITE | COME_OR_GONE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

bool sei_watcher_open(sei_watcher *watcher, sei_arena *arena, sei_status *status) {
    *watcher = (sei_watcher){.arena = arena, .fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
    return watcher->fd >= 0 ||
           sei_status_set(status, SEI_FAILED_RUN,
                          "cannot watch folders: %s; end other programs that do, or raise the "
                          "limit: sysctl fs.inotify.max_user_instances=512",
                          strerror(errno));
}

void sei_watcher_close(sei_watcher *watcher) {
    if (watcher->fd >= 0)
        close(watcher->fd);
    watcher->fd = -1;
}

/* --- folders --------------------------------------------------------------------------------- */

/* One folder; the number of one that was renamed stays, its path is new. A folder that is gone
 * already is none. */
static bool watch_folder(sei_watcher *watcher, sei_watched_folder folder, sei_status *status) {
    const int number = inotify_add_watch(watcher->fd, folder.path.at, WATCHED);
    if (number < 0 && errno == ENOSPC)
        return sei_status_set(status, SEI_FAILED_RUN,
                              "the system watches no more folders; raise its limit: "
                              "sysctl fs.inotify.max_user_watches=524288");
    while (number >= 0 && watcher->folders.size <= (size_t)number)
        SEI_VEC_ADD(watcher->arena, &watcher->folders, (sei_watched_folder){0});
    if (number >= 0)
        watcher->folders.at[number] = folder;
    return true;
}

typedef SEI_VEC(sei_str) path_list;

static void list_folders(const sei_watcher *watcher, sei_str folder, path_list *found) {
    DIR *listing = opendir(folder.at);
    const struct dirent *entry;
    while (listing && (entry = readdir(listing)) != NULL) {
        const bool may_be = entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
        if (entry->d_name[0] == '.' || !may_be)
            continue;
        sei_str path =
            sei_arena_print(watcher->arena, "%.*s/%s", SEI_STR_ARG(folder), entry->d_name);
        if (sei_os_is_folder(path))
            SEI_VEC_ADD(watcher->arena, found, path);
    }
    if (listing)
        closedir(listing);
}

bool sei_watcher_add(sei_watcher *watcher, sei_str folder, bool is_deep, sei_status *status) {
    path_list waiting = {0};
    SEI_VEC_ADD(watcher->arena, &waiting, sei_arena_copy(watcher->arena, folder));
    for (size_t i = 0; i < waiting.size; i++) {
        const sei_watched_folder watched = {waiting.at[i], is_deep};
        if (!watch_folder(watcher, watched, status))
            return false;
        if (is_deep)
            list_folders(watcher, watched.path, &waiting);
    }
    return true;
}

/* --- events ---------------------------------------------------------------------------------- */

struct telling {
    sei_watcher *watcher;
    sei_watcher_tell *tell;
    void *context;
    sei_status *status;
};

static bool take_event(const struct telling *telling, const struct inotify_event *event) {
    sei_watcher *watcher = telling->watcher;
    char path[PATH_MAX];
    if (event->mask & IN_Q_OVERFLOW) {
        telling->tell(telling->context, SEI_STR(""), true);
        return sei_watcher_add(watcher, watcher->folders.at[1].path, true, telling->status);
    }
    if (event->wd < 0 || (size_t)event->wd >= watcher->folders.size)
        return true;
    const sei_watched_folder folder = watcher->folders.at[event->wd];
    if (event->len == 0 && event->wd == 1) /* inotify counts from 1: the first that was added */
        return (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) == 0 ||
               sei_status_set(telling->status, SEI_FAILED_RUN, "the folder %.*s is gone",
                              SEI_STR_ARG(folder.path));
    if (event->len == 0 || event->name[0] == '.' || folder.path.size == 0 ||
        (size_t)snprintf(path, sizeof path, "%.*s/%s", SEI_STR_ARG(folder.path), event->name) >=
            sizeof path)
        return true;
    telling->tell(telling->context, sei_str_from(path), (event->mask & COME_OR_GONE) != 0);
    const bool is_new = (event->mask & IN_ISDIR) && (event->mask & (IN_CREATE | IN_MOVED_TO));
    return !is_new || !folder.is_deep ||
           sei_watcher_add(watcher, sei_str_from(path), true, telling->status);
}

/* All events that are there. */
static bool take_events(const struct telling *telling) {
    _Alignas(struct inotify_event) char events[EVENTS_SIZE];
    ssize_t size;
    while ((size = read(telling->watcher->fd, events, sizeof events)) > 0) {
        for (char *at = events; at < events + size;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            if (!take_event(telling, event))
                return false;
            at += sizeof *event + event->len;
        }
    }
    return true;
}

static bool has_events(const sei_watcher *watcher, int milliseconds) {
    struct pollfd waiting = {.fd = watcher->fd, .events = POLLIN};
    return poll(&waiting, 1, milliseconds) > 0;
}

bool sei_watcher_wait(sei_watcher *watcher, sei_watcher_tell *tell, void *context,
                      sei_status *status) {
    const struct telling telling = {watcher, tell, context, status};
    while (!has_events(watcher, -1))
        continue; /* a signal that was handled */
    const double began = sei_os_wall_seconds();
    do {
        if (!take_events(&telling))
            return false;
    } while (sei_os_wall_seconds() - began < LONGEST && has_events(watcher, QUIET));
    return true;
}
