/* A bench for tests of the page builder: strips made by hand, on a grid of 10 lines of 10 pt with
 * gaps of 5 pt; notes of 7 pt. */
#ifndef SEI_TEST_FLOW_STRIPS_H
#define SEI_TEST_FLOW_STRIPS_H

#include "base/vec.h"
#include "flow/page_builder.h"
#include "test.h"

#define PT(n) ((n)*SEI_POINT)

typedef struct bench {
    sei_memory memory;
    sei_arena arena;
    sei_page_grid grid;
    sei_strips strips;
    sei_laid_notes notes;
    sei_page_builder builder;
    sei_page_fill page;
} bench;

static inline void set_up(bench *b) {
    *b = (bench){.grid = {.size = PT(10), .gap = PT(5), .lines = 10, .columns = 1}};
    b->grid.note_space = PT(5);
    b->grid.note_drop = PT(5);
    sei_memory_init(&b->memory, sei_allocator_system(), 0);
    sei_arena_init(&b->arena, &b->memory);
}

static inline void tear_down(bench *b) {
    sei_arena_fini(&b->arena);
    sei_memory_fini(&b->memory);
}

static inline sei_strip *add_lines(bench *b, int lines) {
    const sei_strip strip = {.lines = (uint16_t)lines, .height = PT(15 * lines - 5)};
    SEI_VEC_ADD(&b->arena, &b->strips, strip);
    return &b->strips.at[b->strips.size - 1];
}

static inline sei_strip *add_off_grid(bench *b, const sei_strip_group *group, int height) {
    const sei_strip strip = {.group = group, .height = PT(height), .lead = PT(2)};
    SEI_VEC_ADD(&b->arena, &b->strips, strip);
    return &b->strips.at[b->strips.size - 1];
}

/* The last strip carries a note of so many lines (each 7 pt with 3 pt between). */
static inline void carry_note(bench *b, int lines) {
    sei_strip *strip = &b->strips.at[b->strips.size - 1];
    sei_laid_note note = {.node = SEI_NEW(&b->arena, sei_node)};
    for (int i = 0; i < lines; i++) {
        const sei_strip line = {.height = PT(7), .lead = PT(3)};
        SEI_VEC_ADD(&b->arena, &note.strips, line);
    }
    if (strip->note_count == 0)
        strip->first_note = (uint32_t)b->notes.size;
    strip->note_count++;
    SEI_VEC_ADD(&b->arena, &b->notes, note);
}

static inline void start(bench *b, bool is_recto) {
    sei_page_builder_init(&b->builder, &b->arena, &b->grid, &b->strips, &b->notes, is_recto);
}

static inline bool next(bench *b) {
    return sei_page_builder_next(&b->builder, &b->page);
}

#endif
