/* A memory and an arena for the tests of the ground layers, and a folder that vanishes again. */
#ifndef SEI_TEST_GROUND_H
#define SEI_TEST_GROUND_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct ground {
    sei_memory memory;
    sei_arena arena;
} ground;

static inline void ground_open(ground *g) {
    sei_memory_init(&g->memory, sei_allocator_system(), 0);
    sei_arena_init(&g->arena, &g->memory);
}

static inline void ground_close(ground *g) {
    sei_arena_fini(&g->arena);
    sei_memory_fini(&g->memory);
}

/* `count` copies of a string, on the arena. */
static inline sei_str repeated(ground *g, const char *what, size_t count) {
    sei_buf buf;
    sei_buf_init(&buf, &g->memory);
    for (size_t i = 0; i < count; i++)
        sei_buf_add(&buf, sei_str_from(what));
    sei_str copy = sei_arena_copy(&g->arena, sei_buf_str(&buf));
    sei_buf_fini(&buf);
    return copy;
}

typedef struct temp_folder {
    char path[64];
    char file[512]; /* temp_path's result */
} temp_folder;

static inline bool temp_open(temp_folder *temp) {
    snprintf(temp->path, sizeof temp->path, "/tmp/sei-base-XXXXXX");
    return mkdtemp(temp->path) != NULL;
}

static inline int remove_entry(const char *path, const struct stat *info, int kind,
                               struct FTW *place) {
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void temp_close(const temp_folder *temp) {
    nftw(temp->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* The path of a name in the folder; until the next call. */
static inline const char *temp_path(temp_folder *temp, const char *name) {
    snprintf(temp->file, sizeof temp->file, "%s/%s", temp->path, name);
    return temp->file;
}

static inline void temp_write(temp_folder *temp, const char *name, const char *text) {
    FILE *file = fopen(temp_path(temp, name), "wb");
    if (file) {
        fputs(text, file);
        fclose(file);
    }
}

#endif
