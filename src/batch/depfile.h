/* A depfile: what outputs were made of, in the form that make and ninja read, so that they call
 * the program again when it would make other bytes (spec/robustness, section E).
 *
 * Besides the files that were read, the vault's folders count where names were looked up: a link
 * that led nowhere leads to a note once that is written, which changes its folder. */
#ifndef SEI_BATCH_DEPFILE_H
#define SEI_BATCH_DEPFILE_H

#include "job/house.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_depfile {
    sei_arena *arena;
    const sei_house *house;
    sei_str here;       /* the current folder: names below it are printed from there */
    sei_map inputs;     /* by name */
    sei_map written;    /* what was made, and the folders it is in: they change each time */
    sei_str targets;    /* escaped, a space before each */
    bool has_looked_up; /* names, anywhere in the vault */
} sei_depfile;

/* Begins with what shapes every document: the styles, the vault's settings and the fonts of
 * folders. `house` must outlive it. */
void sei_depfile_init(sei_depfile *depfile, sei_arena *arena, const sei_house *house);

/* A file that was made, named as the caller's user named it. */
void sei_depfile_add_target(sei_depfile *depfile, sei_str path);

/* A file of the vault, by its path below the root. */
void sei_depfile_add_input(sei_depfile *depfile, sei_str path);

/* The vault's files among these, which a worker was asked for (sei_worker_inputs). */
void sei_depfile_add_infos(sei_depfile *depfile, const sei_file_info *infos, size_t count);

/* Whether an absolute path, links resolved, is one that was added or made. */
bool sei_depfile_has_input(const sei_depfile *depfile, sei_str path);
bool sei_depfile_has_made(const sei_depfile *depfile, sei_str path);

/* Writes the file, whole or not at all: one rule for all targets, and an empty one for each input,
 * so that one that was removed does not stop make. Names with a line break, which make cannot hold,
 * are left out. */
bool sei_depfile_write(sei_depfile *depfile, sei_str path, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
