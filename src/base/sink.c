/* Temporary file, write, sync, rename: an output is complete or absent. */
#include "base/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_TRIES 16

static bool fail(sei_status *status, const char *doing, sei_str path) {
    return sei_status_set(status, SEI_FAILED_RUN, "cannot %s %.*s: %s", doing, SEI_STR_ARG(path),
                          strerror(errno));
}

/* Splits the target into an open folder and a name. */
static bool open_folder(sei_sink *sink, sei_str path, sei_status *status) {
    size_t slash = sei_str_find_last_byte(path, '/');
    sei_str folder = slash == SEI_STR_NONE ? SEI_STR(".")
                     : slash == 0          ? SEI_STR("/")
                                           : sei_str_slice(path, 0, slash);
    sei_str name =
        slash == SEI_STR_NONE ? path : sei_str_slice(path, slash + 1, path.size);
    if (name.size == 0 || sei_str_equal(name, SEI_STR(".")) || sei_str_equal(name, SEI_STR("..")))
        return sei_status_set(status, SEI_FAILED_USAGE, "%.*s is a folder, not a file to write",
                              SEI_STR_ARG(path));
    char *folder_name = strndup(folder.at, folder.size);
    sink->name = strndup(name.at, name.size);
    if (folder_name && sink->name)
        sink->folder = open(folder_name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    free(folder_name);
    return sink->folder >= 0 || fail(status, "open the folder of", path);
}

/* What stands at the target must be nothing or a regular file that is no input. A symbolic link is
 * replaced by the new file; what it pointed at stays. */
static bool check_target(const sei_sink *sink, sei_str path, const sei_file_info *inputs,
                         size_t input_count, sei_status *status) {
    struct stat named, target;
    if (fstatat(sink->folder, sink->name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT || fail(status, "write", path);
    if (S_ISDIR(named.st_mode))
        return sei_status_set(status, SEI_FAILED_USAGE, "%.*s is a folder, not a file to write",
                              SEI_STR_ARG(path));
    if (fstatat(sink->folder, sink->name, &target, 0) != 0)
        return true; /* a link to nothing */
    if (!S_ISREG(target.st_mode))
        return sei_status_set(status, SEI_FAILED_USAGE, "%.*s is not a regular file",
                              SEI_STR_ARG(path));
    for (size_t i = 0; i < input_count; i++)
        if (inputs[i].device == (uint64_t)target.st_dev &&
            inputs[i].inode == (uint64_t)target.st_ino)
            return sei_status_set(status, SEI_FAILED_USAGE,
                                  "%.*s is one of the inputs; name another output",
                                  SEI_STR_ARG(path));
    return true;
}

/* A short name of its own, so that no target's name can make it too long. */
static bool open_temporary(sei_sink *sink, sei_str path, sei_status *status) {
    char name[40];
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        unsigned long long random = 0;
        if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
            random = (unsigned long long)getpid() * TEMPORARY_TRIES + (unsigned)i;
        snprintf(name, sizeof name, ".seihon-%016llx.tmp", random);
        sink->fd = openat(sink->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (sink->fd >= 0) {
            sink->temporary = strdup(name);
            return sink->temporary || fail(status, "write", path);
        }
        if (errno != EEXIST)
            break;
    }
    return fail(status, "write", path);
}

bool sei_sink_open(sei_sink *sink, sei_str path, const sei_file_info *inputs, size_t input_count,
                   sei_status *status) {
    *sink = (sei_sink){.folder = -1, .fd = -1};
    if (open_folder(sink, path, status) &&
        check_target(sink, path, inputs, input_count, status) &&
        open_temporary(sink, path, status))
        return true;
    sei_sink_drop(sink);
    return false;
}

bool sei_sink_write(sei_sink *sink, sei_str bytes, sei_status *status) {
    while (bytes.size) {
        ssize_t written = write(sink->fd, bytes.at, bytes.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(status, "write", sei_str_from(sink->name));
        sink->size += (uint64_t)written;
        bytes = sei_str_slice(bytes, (size_t)written, bytes.size);
    }
    return true;
}

bool sei_sink_copy(sei_sink *sink, int from, sei_status *status) {
    char block[1 << 16];
    for (off_t at = 0;;) {
        ssize_t size = pread(from, block, sizeof block, at);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return fail(status, "read back", sei_str_from(sink->name));
        if (size == 0)
            return true;
        at += size;
        if (!sei_sink_write(sink, (sei_str){block, (size_t)size}, status))
            return false;
    }
}

bool sei_sink_commit(sei_sink *sink, sei_status *status) {
    sei_str name = sei_str_from(sink->name);
    bool done = fsync(sink->fd) == 0 || errno == EINVAL;
    if (!done)
        fail(status, "write", name);
    int closed = close(sink->fd);
    sink->fd = -1;
    if (done && closed != 0)
        done = fail(status, "write", name);
    if (done && renameat(sink->folder, sink->temporary, sink->folder, sink->name) != 0)
        done = fail(status, "write", name);
    if (done) {
        free(sink->temporary);
        sink->temporary = NULL;
    }
    sei_sink_drop(sink);
    return done;
}

void sei_sink_unlink(const sei_sink *sink) {
    if (sink->temporary)
        unlinkat(sink->folder, sink->temporary, 0);
}

void sei_sink_drop(sei_sink *sink) {
    sei_sink_unlink(sink);
    if (sink->fd >= 0)
        close(sink->fd);
    if (sink->folder >= 0)
        close(sink->folder);
    free(sink->temporary);
    free(sink->name);
    *sink = (sei_sink){.folder = -1, .fd = -1};
}
