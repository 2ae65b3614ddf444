/* A folder of style files made for one test, and a style loaded from it. */
#ifndef SEI_TEST_STYLE_SAMPLE_H
#define SEI_TEST_STYLE_SAMPLE_H

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "style/style.h"
#include "test.h"

typedef struct sample {
    sei_memory memory;
    sei_arena arena;
    sei_root styles; /* the project's own */
    char folder[64];
    sei_root vault; /* a new folder */
    char made[8][96];
    size_t made_count;
    sei_diags diags;
    sei_status status;
    sei_style style;
} sample;

static inline void sample_open(sample *s) {
    memset(s, 0, sizeof *s);
    sei_memory_init(&s->memory, sei_allocator_system(), 0);
    sei_arena_init(&s->arena, &s->memory);
    sei_diags_init(&s->diags, &s->arena);
    strcpy(s->folder, "/tmp/sei-style-XXXXXX");
    CHECK(mkdtemp(s->folder) != NULL);
    CHECK(sei_root_open(&s->styles, &s->arena, SEI_STR(SEI_TEST_ROOT "/styles"), &s->status));
    CHECK(sei_root_open(&s->vault, &s->arena, sei_str_from(s->folder), &s->status));
}

static inline bool sample_load(sample *s, const char *name) {
    return sei_style_load(&s->style, &s->arena, &s->styles, &s->vault, sei_str_from(name),
                          &s->diags, &s->status);
}

/* What the loads so far had to say. */
static inline sei_str sample_messages(sample *s) {
    sei_buf out;
    sei_buf_init(&out, &s->memory);
    sei_diags_sort(&s->diags);
    sei_diags_print_text(&s->diags, &out);
    sei_str text = sei_arena_copy(&s->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

static inline void sample_close(sample *s) {
    for (size_t i = 0; i < s->made_count; i++)
        unlink(s->made[i]);
    rmdir(s->folder);
    sei_root_close(&s->styles);
    sei_root_close(&s->vault);
    sei_arena_fini(&s->arena);
    sei_memory_fini(&s->memory);
}

#endif
