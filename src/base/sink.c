/* Outputs: a temporary file beside the target, written, synced, and renamed over it, so that under
 * the target's name there is the older file or the complete new one, never a part.
 *
 * What stands at the target decides: nothing or a regular file is (re)placed, and the new file
 * takes the older one's permissions; a symbolic link is itself replaced, and what it pointed at
 * stays as it is; a folder, a device, a FIFO or an input is refused, reached through a link too.
 * Other hard links of the older file keep the older bytes. Robustness, A "atomic output", C 8 and
 * 11 to 13. */
#include "base/sink.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_TRIES 16

static bool fail(sei_status *status, const char *doing, sei_str path) {
    return sei_status_set(status, SEI_FAILED_RUN, "cannot %s %.*s: %s", doing, SEI_STR_ARG(path),
                          strerror(errno));
}

static bool refuse_folder(sei_status *status, sei_str path) {
    return sei_status_set(status, SEI_FAILED_USAGE, "%.*s is a folder, not a file to write",
                          SEI_STR_ARG(path));
}

/* Splits the target into an open folder and a name. */
static bool open_folder(sei_sink *sink, sei_str path, sei_status *status) {
    char folder[PATH_MAX];
    size_t slash = sei_str_find_last_byte(path, '/');
    size_t folder_size = slash == SEI_STR_NONE ? 0 : slash + 1;
    sei_str name = sei_str_slice(path, folder_size, path.size);
    bool is_name =
        name.size && !sei_str_equal(name, SEI_STR(".")) && !sei_str_equal(name, SEI_STR(".."));
    if (!is_name)
        return refuse_folder(status, path);
    if (folder_size >= sizeof folder || name.size >= sizeof sink->name) {
        errno = ENAMETOOLONG;
        return fail(status, "write", path);
    }
    if (sei_str_find_byte(path, 0, 0) != SEI_STR_NONE) {
        errno = EINVAL;
        return fail(status, "write", path);
    }
    snprintf(folder, sizeof folder, "%.*s", (int)folder_size, path.at);
    snprintf(sink->name, sizeof sink->name, "%.*s", SEI_STR_ARG(name));
    sink->folder = open(folder_size ? folder : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    return sink->folder >= 0 || fail(status, "open the folder of", path);
}

static bool is_input(const struct stat *file, const sei_file_info *inputs, size_t input_count) {
    for (size_t i = 0; i < input_count; i++)
        if (inputs[i].device == (uint64_t)file->st_dev && inputs[i].inode == (uint64_t)file->st_ino)
            return true;
    return false;
}

/* *mode: the permissions of the regular file that stands there, else 0. */
static bool check_target(const sei_sink *sink, sei_str path, const sei_file_info *inputs,
                         size_t input_count, mode_t *mode, sei_status *status) {
    struct stat named, target;
    *mode = 0;
    if (fstatat(sink->folder, sink->name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT || fail(status, "write", path);
    if (fstatat(sink->folder, sink->name, &target, 0) != 0)
        return S_ISLNK(named.st_mode) || fail(status, "write", path); /* a link to nothing */
    if (S_ISDIR(target.st_mode))
        return refuse_folder(status, path);
    if (!S_ISREG(target.st_mode))
        return sei_status_set(status, SEI_FAILED_USAGE, "%.*s is not a regular file",
                              SEI_STR_ARG(path));
    if (is_input(&target, inputs, input_count))
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "%.*s is one of the inputs; name another output", SEI_STR_ARG(path));
    if (S_ISREG(named.st_mode))
        *mode = named.st_mode & 0777;
    return true;
}

/* A short name of its own, so that no target's name can make it too long. */
static void name_temporary(sei_sink *sink, int attempt) {
    unsigned long long number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
        number = (unsigned long long)getpid() * TEMPORARY_TRIES + (unsigned)attempt;
    snprintf(sink->temporary, sizeof sink->temporary, ".seihon-%016llx.tmp", number);
}

static bool open_temporary(sei_sink *sink, sei_str path, mode_t mode, sei_status *status) {
    for (int i = 0; i < TEMPORARY_TRIES && sink->fd < 0; i++) {
        name_temporary(sink, i);
        sink->fd =
            openat(sink->folder, sink->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (sink->fd < 0 && errno != EEXIST)
            break;
    }
    if (sink->fd < 0) {
        sink->temporary[0] = 0; /* whatever has that name is not ours */
        return fail(status, "write", path);
    }
    return mode == 0 || fchmod(sink->fd, mode) == 0 || fail(status, "write", path);
}

bool sei_sink_open(sei_sink *sink, sei_str path, const sei_file_info *inputs, size_t input_count,
                   sei_status *status) {
    mode_t mode;
    *sink = (sei_sink){.folder = -1, .fd = -1};
    if (open_folder(sink, path, status) &&
        check_target(sink, path, inputs, input_count, &mode, status) &&
        open_temporary(sink, path, mode, status))
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

/* Every call that can report a full disk is asked: write, fsync, close. */
static bool finish(sei_sink *sink, bool is_synced, sei_status *status) {
    sei_str name = sei_str_from(sink->name);
    is_synced = is_synced || fsync(sink->fd) == 0 || errno == EINVAL; /* one that cannot */
    if (!is_synced)
        fail(status, "write", name);
    int closed = close(sink->fd);
    sink->fd = -1;
    if (!is_synced)
        return false;
    if (closed != 0 || renameat(sink->folder, sink->temporary, sink->folder, sink->name) != 0)
        return fail(status, "write", name);
    sink->temporary[0] = 0;
    return true;
}

bool sei_sink_commit(sei_sink *sink, sei_status *status) {
    bool is_done = finish(sink, false, status);
    sei_sink_drop(sink);
    return is_done;
}

bool sei_sink_commit_synced(sei_sink *sink, sei_status *status) {
    bool is_done = finish(sink, true, status);
    sei_sink_drop(sink);
    return is_done;
}

void sei_sink_unlink(const sei_sink *sink) {
    if (sink->temporary[0])
        unlinkat(sink->folder, sink->temporary, 0);
}

/* ".seihon-", 16 digits, ".tmp": as name_temporary writes them. */
static bool is_temporary(const char *name) {
    static const char digits[] = "0123456789abcdef";
    size_t size = strlen(name);
    return size == sizeof ".seihon-0123456789abcdef.tmp" - 1 && strncmp(name, ".seihon-", 8) == 0 &&
           strspn(name + 8, digits) == 16 && strcmp(name + 24, ".tmp") == 0;
}

void sei_sink_sweep(const char *folder) {
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    while (stream && (entry = readdir(stream)) != NULL)
        if (is_temporary(entry->d_name))
            unlinkat(dirfd(stream), entry->d_name, 0);
    if (stream)
        closedir(stream);
}

void sei_sink_drop(sei_sink *sink) {
    sei_sink_unlink(sink);
    sink->temporary[0] = 0;
    if (sink->fd >= 0)
        close(sink->fd);
    if (sink->folder >= 0)
        close(sink->folder);
    *sink = (sei_sink){.folder = -1, .fd = -1};
}
