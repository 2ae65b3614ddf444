/* The system's own, and the only place that reads files: folders opened as roots, reads that the
 * kernel refuses to let leave them (openat2, RESOLVE_BENEATH; a walk with O_NOFOLLOW where the
 * kernel has no openat2), and a walk in byte order. Only regular files are read. */
#ifndef SEI_BASE_OS_H
#define SEI_BASE_OS_H

#include "base/arena.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_root {
    int fd;       /* an O_PATH descriptor of the folder */
    sei_str path; /* as given, for messages */
} sei_root;

typedef struct sei_file_info {
    uint64_t device, inode; /* the file's identity */
    uint64_t size;          /* bytes */
    int64_t modified;       /* nanoseconds since 1970 */
} sei_file_info;

/* Opens a folder ("" is the current one). False with a status when it is none or cannot be opened.
 */
bool sei_root_open(sei_root *root, sei_arena *arena, sei_str path, sei_status *status);
void sei_root_close(sei_root *root); /* twice does no harm */

/* Reads a whole regular file below the root into the arena (NUL behind it, not counted). `path` is
 * relative, with '/'; it is refused by the kernel when it leaves the root, symbolic links included
 * (links that stay inside are followed). More than `limit` bytes is a failure; all failures are
 * SEI_FAILED_INPUT. */
bool sei_root_read(const sei_root *root, sei_arena *arena, sei_str path, size_t limit,
                   sei_str *bytes, sei_status *status);

/* The same, but of a longer file only the first `most` bytes. */
bool sei_root_read_start(const sei_root *root, sei_arena *arena, sei_str path, size_t most,
                         sei_str *bytes, sei_status *status);

/* The whole file as a private read-only mapping, for fonts; unmapped by sei_os_unmap. A file that
 * is cut while it is mapped ends the process when it is read: not for a vault's files. */
bool sei_root_map(const sei_root *root, sei_str path, size_t limit, sei_str *bytes,
                  sei_status *status);
void sei_os_unmap(sei_str bytes);

/* Whether a regular file is there, and what it is. */
bool sei_root_stat(const sei_root *root, sei_str path, sei_file_info *info);

typedef struct sei_walk_entry {
    sei_str path; /* relative to the root */
    sei_file_info info;
} sei_walk_entry;

/* Every regular file below the root, sorted by path bytes. Names that begin with '.' are skipped
 * with all below them; links to folders are not followed; SEI_LIMIT_WALK_DEPTH deep. Unreadable
 * folders are counted in *skipped (may be NULL); a root that cannot be read is a failure. */
bool sei_root_walk(const sei_root *root, sei_arena *arena, sei_walk_entry **entries, size_t *count,
                   size_t *skipped, sei_status *status);

/* An absolute path of an existing file or folder, links resolved; false when there is none. */
bool sei_os_real_path(sei_arena *arena, sei_str path, sei_str *real);
bool sei_os_is_folder(sei_str path); /* links followed */
/* The folder that holds the running program (Linux: /proc/self/exe). */
bool sei_os_program_folder(sei_arena *arena, sei_str *folder);

/* Writes all of the bytes to an open descriptor. */
bool sei_os_write(int fd, sei_str bytes, sei_status *status);

/* CPU seconds and wall seconds, for measuring only: never part of an output. */
double sei_os_cpu_seconds(void);
double sei_os_wall_seconds(void);

/* A number that nobody can foresee, the same throughout the process: the key of hash tables, so
 * that no input can make them slow. No output may depend on it. */
void sei_os_hash_key(uint64_t key[2]);

#ifdef __cplusplus
}
#endif

#endif
