/* Where an output goes: names from a book file — text that a worker read, so not trusted — become
 * paths below the vault's root, and missing folders are made. */
#ifndef SEI_BATCH_TARGET_H
#define SEI_BATCH_TARGET_H

#include "job/job.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The path below the vault's root of an output that a book file (itself a path below the root)
 * names relative to its own folder: "out/白書.pdf". No file is looked at. False with a status
 * (SEI_FAILED_USAGE) that tells of -o when the name is absolute, leaves the root, names no file, or
 * does not end as the format's files do, which keeps notes from being overwritten. */
bool sei_target_below_root(sei_arena *arena, sei_str book_file, sei_str name, sei_format format,
                           sei_str *path, sei_status *status);

/* A name's last part, for -o DIR, by the same rules. */
bool sei_target_last_part(sei_str name, sei_format format, sei_str *part, sei_status *status);

/* A path without suffix whose name leaves room for one: a name that is as long as a note's may be
 * is cut at a character and ends in a hash of the whole. */
sei_str sei_target_stem(sei_arena *arena, sei_str stem);

/* Makes the folders of a path below a root where they are missing and gives the whole path. A
 * symbolic link on the way that leads out of the root is refused. */
bool sei_target_make_below(sei_arena *arena, sei_str root, sei_str path, sei_str *whole,
                           sei_status *status);

/* Makes a folder that the user named (-o DIR), with those above it, where it is missing. */
bool sei_target_make_folder(sei_arena *arena, sei_str folder, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
