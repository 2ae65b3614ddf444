/* A vault of a test's own, in a folder that mkdtemp makes and temp_end removes. */
#ifndef SEI_TEST_TEMP_VAULT_H
#define SEI_TEST_TEMP_VAULT_H

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"
#include "vault/vault.h"

static sei_memory memory;
static sei_arena arena;
static char temp_root[64];
static sei_vault vault;

static void temp_start(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    snprintf(temp_root, sizeof temp_root, "/tmp/seihon-test-XXXXXX");
    if (!mkdtemp(temp_root)) {
        perror("mkdtemp");
        exit(99);
    }
    vault.root.fd = -1;
}

static int temp_remove(const char *path, const struct stat *info, int type, struct FTW *ftw) {
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void temp_end(void) {
    sei_vault_close(&vault);
    nftw(temp_root, temp_remove, 16, FTW_DEPTH | FTW_PHYS);
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
}

static const char *temp_path(const char *name) {
    return sei_arena_print(&arena, "%s/%s", temp_root, name).at;
}

static void temp_bytes(const char *name, const char *bytes, size_t size) {
    const char *path = temp_path(name);
    for (const char *slash = strchr(path + strlen(temp_root) + 1, '/'); slash;
         slash = strchr(slash + 1, '/'))
        mkdir(sei_arena_copy(&arena, (sei_str){path, (size_t)(slash - path)}).at, 0777);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        exit(99);
    }
}

static void temp_file(const char *name, const char *text) {
    temp_bytes(name, text, strlen(text));
}

static void temp_open(void) {
    sei_status status = {SEI_OK, ""};
    if (!sei_vault_open(&vault, &arena, sei_str_from(temp_root), &status)) {
        fprintf(stderr, "%s\n", status.message);
        exit(99);
    }
}

#endif
