/* Sample images (tests/data/image, made by make.py there) and the memory to decode them in. */
#ifndef SEI_TEST_IMAGE_SAMPLE_H
#define SEI_TEST_IMAGE_SAMPLE_H

#include "base/os.h"
#include "image/image.h"
#include "test.h"

static sei_memory memory;
static sei_arena arena;
static sei_status status;

static inline sei_str sample_read(const char *name) {
    sei_root root;
    sei_str bytes = SEI_STR("");
    CHECK(sei_root_open(&root, &arena, SEI_STR(SEI_TEST_ROOT "/tests/data/image"), &status));
    CHECK(sei_root_read(&root, &arena, sei_str_from(name), 1 << 20, &bytes, &status));
    sei_root_close(&root);
    return bytes;
}

static inline void sample_start(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
}

static inline void sample_end(void) {
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
}

#endif
