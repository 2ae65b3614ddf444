/* Reading below a root that the kernel keeps closed, and walking it.
 *
 * Rule that is easy to break: no path of the vault is ever joined to the root and opened as a
 * string; every open goes through openat2 with RESOLVE_BENEATH (or the walk that stands for it), so
 * that links,
 * "..", absolute paths and races cannot leave the root. The second rule: nothing unwinds while a
 * descriptor is open — room is taken by sei_arena_try, or a guard stands around (walk_guarded).
 * Described in openat2(2); robustness, C 1 and 2. */
#include "base/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/vec.h"

#define OPEN_TRIES 8 /* openat2 gives EAGAIN while something below the root is being renamed */

/* --- opening --------------------------------------------------------------------------------- */

/* A path as the kernel takes it; false for what it could not take: empty, too long, with a NUL. */
static bool name_path(char name[PATH_MAX], sei_str path) {
    bool fits =
        path.size > 0 && path.size < PATH_MAX && sei_str_find_byte(path, 0, 0) == SEI_STR_NONE;
    if (fits)
        memcpy(name, path.at, path.size);
    name[fits ? path.size : 0] = 0;
    errno = fits ? 0 : path.size >= PATH_MAX ? ENAMETOOLONG : ENOENT;
    return fits;
}

bool sei_root_open(sei_root *root, sei_arena *arena, sei_str path, sei_status *status) {
    char name[PATH_MAX];
    root->path = sei_arena_copy(arena, path.size ? path : SEI_STR("."));
    root->fd = name_path(name, root->path) ? open(name, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    if (root->fd < 0)
        return sei_status_set(status, SEI_FAILED_RUN, "cannot open the folder %.*s: %s",
                              SEI_STR_ARG(path), strerror(errno));
    return true;
}

void sei_root_close(sei_root *root) {
    if (root->fd >= 0)
        close(root->fd);
    root->fd = -1;
}

/* Opens one component of a path; the last one with `flags`. Links are not followed. */
static int open_part(int folder, const char *part, bool is_last, int flags) {
    if (!strcmp(part, "..")) {
        errno = EXDEV;
        return -1;
    }
    int way = O_PATH | O_DIRECTORY;
    return openat(folder, part, (is_last ? flags : way) | O_NOFOLLOW | O_CLOEXEC);
}

/* Component by component without following links: for kernels before 5.6 and for sandboxes that
 * refuse openat2. Stricter than that: links inside the root do not work. */
static int open_by_walk(int root, char *path, int flags) {
    if (path[0] == '/') {
        errno = EXDEV;
        return -1;
    }
    char *save = NULL;
    int fd = fcntl(root, F_DUPFD_CLOEXEC, 0);
    for (char *part = strtok_r(path, "/", &save), *next; part && fd >= 0; part = next) {
        next = strtok_r(NULL, "/", &save);
        int child = open_part(fd, part, !next, flags);
        int error = errno;
        close(fd);
        errno = error;
        fd = child;
    }
    return fd;
}

/* -1 with errno. The path is not NUL-terminated and may hold anything. */
static int open_beneath(const sei_root *root, sei_str path, int flags) {
    char name[PATH_MAX];
    if (!name_path(name, path))
        return -1;
    struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    int fd = -1;
    for (int i = 0; i < OPEN_TRIES; i++) {
        fd = (int)syscall(SYS_openat2, root->fd, name, &how, sizeof how);
        if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
            break;
    }
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        fd = open_by_walk(root->fd, name, flags);
    return fd;
}

/* Opens a regular file; a device, FIFO or socket is refused before it can block. */
static int open_regular(const sei_root *root, sei_str path, struct stat *info, sei_status *status) {
    int fd = open_beneath(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        sei_status_set(status, SEI_FAILED_INPUT, "cannot read %.*s: %s", SEI_STR_ARG(path),
                       errno == EXDEV ? "it lies outside the vault" : strerror(errno));
        return -1;
    }
    if (fstat(fd, info) != 0 || !S_ISREG(info->st_mode)) {
        sei_status_set(status, SEI_FAILED_INPUT, "cannot read %.*s: %s", SEI_STR_ARG(path),
                       S_ISDIR(info->st_mode) ? "it is a folder" : "it is not a regular file");
        close(fd);
        return -1;
    }
    return fd;
}

static bool check_size(const struct stat *info, sei_str path, size_t limit, sei_status *status) {
    if ((uint64_t)info->st_size <= limit)
        return true;
    return sei_status_set(status, SEI_FAILED_INPUT,
                          "cannot read %.*s: %lld bytes are more than the limit of %zu",
                          SEI_STR_ARG(path), (long long)info->st_size, limit);
}

static bool read_exactly(int fd, char *bytes, size_t size, size_t *got) {
    *got = 0;
    while (*got < size) {
        ssize_t count = read(fd, bytes + *got, size - *got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        if (count == 0)
            break;
        *got += (size_t)count;
    }
    return true;
}

/* Reads the first `size` bytes and closes. */
static bool read_open(int fd, sei_arena *arena, sei_str path, size_t size, sei_str *bytes,
                      sei_status *status) {
    size_t got = 0;
    char *room = sei_arena_try(arena, size + 1);
    bool is_read = room && read_exactly(fd, room, size, &got);
    int error = errno;
    close(fd);
    if (!room)
        sei_memory_unwind(arena->memory, arena->memory->failure);
    if (!is_read)
        return sei_status_set(status, SEI_FAILED_INPUT, "cannot read %.*s: %s", SEI_STR_ARG(path),
                              strerror(error));
    *bytes = (sei_str){room, got}; /* the arena's bytes are zero: a NUL stands behind */
    return true;
}

bool sei_root_read(const sei_root *root, sei_arena *arena, sei_str path, size_t limit,
                   sei_str *bytes, sei_status *status) {
    struct stat info = {0};
    int fd = open_regular(root, path, &info, status);
    if (fd < 0)
        return false;
    if (!check_size(&info, path, limit, status)) {
        close(fd);
        return false;
    }
    return read_open(fd, arena, path, (size_t)info.st_size, bytes, status);
}

bool sei_root_read_start(const sei_root *root, sei_arena *arena, sei_str path, size_t most,
                         sei_str *bytes, sei_status *status) {
    struct stat info = {0};
    int fd = open_regular(root, path, &info, status);
    if (fd < 0)
        return false;
    size_t size = (uint64_t)info.st_size < most ? (size_t)info.st_size : most;
    return read_open(fd, arena, path, size, bytes, status);
}

bool sei_root_map(const sei_root *root, sei_str path, size_t limit, sei_str *bytes,
                  sei_status *status) {
    struct stat info = {0};
    int fd = open_regular(root, path, &info, status);
    if (fd < 0)
        return false;
    bool fits = check_size(&info, path, limit, status);
    void *at = MAP_FAILED;
    if (fits && info.st_size > 0)
        at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int error = errno;
    close(fd);
    if (!fits)
        return false;
    if (at == MAP_FAILED)
        return sei_status_set(status, SEI_FAILED_INPUT, "cannot read %.*s: %s", SEI_STR_ARG(path),
                              info.st_size ? strerror(error) : "it is empty");
    *bytes = (sei_str){at, (size_t)info.st_size};
    return true;
}

void sei_os_unmap(sei_str bytes) {
    if (bytes.size)
        munmap((void *)(uintptr_t)bytes.at, bytes.size);
}

static sei_file_info file_info(const struct stat *info) {
    return (sei_file_info){.device = (uint64_t)info->st_dev,
                           .inode = (uint64_t)info->st_ino,
                           .size = (uint64_t)info->st_size,
                           .modified =
                               (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec};
}

bool sei_root_stat(const sei_root *root, sei_str path, sei_file_info *info) {
    struct stat found;
    int fd = open_beneath(root, path, O_PATH);
    if (fd < 0)
        return false;
    bool is_file = fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
    close(fd);
    if (is_file)
        *info = file_info(&found);
    return is_file;
}

/* --- walking --------------------------------------------------------------------------------- */

/* A folder that waits to be read: its path and depth. */
typedef struct pending {
    sei_str path; /* "" for the root */
    int depth;
} pending;

struct walk {
    const sei_root *root;
    sei_arena *arena;
    SEI_VEC(sei_walk_entry) entries;
    SEI_VEC(pending) folders; /* a stack: no recursion */
    size_t skipped;
    DIR *open; /* the folder being read; closed by the guard when an allocation unwinds */
};

static void add_entry(struct walk *walk, const pending *from, const char *name) {
    struct stat info;
    if (fstatat(dirfd(walk->open), name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    sei_str path = from->path.size
                       ? sei_arena_print(walk->arena, "%.*s/%s", SEI_STR_ARG(from->path), name)
                       : sei_arena_copy(walk->arena, sei_str_from(name));
    if (S_ISLNK(info.st_mode)) {
        sei_file_info target;
        if (sei_root_stat(walk->root, path, &target)) /* a file, inside the root */
            SEI_VEC_ADD(walk->arena, &walk->entries, (sei_walk_entry){path, target});
    } else if (S_ISREG(info.st_mode)) {
        SEI_VEC_ADD(walk->arena, &walk->entries, (sei_walk_entry){path, file_info(&info)});
    } else if (S_ISDIR(info.st_mode)) {
        if (from->depth + 1 < SEI_LIMIT_WALK_DEPTH)
            SEI_VEC_ADD(walk->arena, &walk->folders, (pending){path, from->depth + 1});
        else
            walk->skipped++;
    }
}

static bool open_folder(struct walk *walk, sei_str path) {
    int fd = open_beneath(walk->root, path.size ? path : SEI_STR("."),
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    walk->open = fd >= 0 ? fdopendir(fd) : NULL;
    if (!walk->open && fd >= 0)
        close(fd);
    return walk->open != NULL;
}

static void close_folder(struct walk *walk) {
    if (walk->open)
        closedir(walk->open);
    walk->open = NULL;
}

static void read_folder(struct walk *walk, const pending *from) {
    if (!open_folder(walk, from->path)) {
        walk->skipped++;
        return;
    }
    for (struct dirent *entry = readdir(walk->open); entry; entry = readdir(walk->open))
        if (entry->d_name[0] != '.')
            add_entry(walk, from, entry->d_name);
    close_folder(walk);
}

static void read_folders(struct walk *walk) {
    SEI_VEC_ADD(walk->arena, &walk->folders, (pending){SEI_STR(""), 0});
    while (walk->folders.size) {
        pending next = walk->folders.at[--walk->folders.size];
        read_folder(walk, &next);
    }
}

/* Closes the open folder when memory ends, then unwinds further. */
static void walk_guarded(struct walk *walk) {
    sei_memory *memory = walk->arena->memory;
    jmp_buf *outer = memory->escape;
    jmp_buf here;
    if (setjmp(here) != 0) {
        close_folder(walk);
        memory->escape = outer;
        sei_memory_unwind(memory, memory->failure);
    }
    memory->escape = &here;
    read_folders(walk);
    memory->escape = outer;
}

static int compare_entries(const void *left, const void *right) {
    const sei_walk_entry *a = left, *b = right;
    return sei_str_compare(a->path, b->path);
}

bool sei_root_walk(const sei_root *root, sei_arena *arena, sei_walk_entry **entries, size_t *count,
                   size_t *skipped, sei_status *status) {
    struct walk *walk = SEI_NEW(arena, struct walk);
    walk->root = root;
    walk->arena = arena;
    if (!open_folder(walk, SEI_STR("")))
        return sei_status_set(status, SEI_FAILED_RUN, "cannot read the folder %.*s: %s",
                              SEI_STR_ARG(root->path), strerror(errno));
    close_folder(walk);
    walk_guarded(walk);
    if (walk->entries.size)
        qsort(walk->entries.at, walk->entries.size, sizeof *walk->entries.at, compare_entries);
    *entries = walk->entries.at;
    *count = walk->entries.size;
    if (skipped)
        *skipped = walk->skipped;
    return true;
}

/* --- the rest -------------------------------------------------------------------------------- */

bool sei_os_real_path(sei_arena *arena, sei_str path, sei_str *real) {
    char name[PATH_MAX], resolved[PATH_MAX];
    if (!name_path(name, path) || !realpath(name, resolved))
        return false;
    *real = sei_arena_copy(arena, sei_str_from(resolved));
    return true;
}

bool sei_os_is_folder(sei_str path) {
    char name[PATH_MAX];
    struct stat info;
    return name_path(name, path) && stat(name, &info) == 0 && S_ISDIR(info.st_mode);
}

bool sei_os_program_folder(sei_arena *arena, sei_str *folder) {
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    if (size <= 0 || (size_t)size == sizeof path)
        return false;
    sei_str program = {path, (size_t)size};
    size_t slash = sei_str_find_last_byte(program, '/');
    *folder = sei_arena_copy(arena, sei_str_slice(program, 0, slash == 0 ? 1 : slash));
    return true;
}

bool sei_os_write(int fd, sei_str bytes, sei_status *status) {
    while (bytes.size) {
        ssize_t written = write(fd, bytes.at, bytes.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return sei_status_set(status, SEI_FAILED_RUN, "cannot write: %s", strerror(errno));
        bytes = sei_str_slice(bytes, (size_t)written, bytes.size);
    }
    return true;
}

double sei_os_cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double sei_os_wall_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void sei_os_hash_key(uint64_t key[2]) {
    const void *random = (const void *)(uintptr_t)getauxval(AT_RANDOM);
    key[0] = key[1] = 0;
    if (random)
        memcpy(key, random, 2 * sizeof *key);
}
