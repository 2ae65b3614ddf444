/* The bundled faces as the default style asks for them, opened for a test. */
#ifndef SEI_FONT_FIXTURE_H
#define SEI_FONT_FIXTURE_H

#include "font/face.h"
#include "font/library.h"
#include "test.h"

typedef struct font_fixture {
    sei_memory memory;
    sei_arena arena;
    sei_root root;
    sei_font_library *library;
    sei_font_set *set;
} font_fixture;

static const sei_font_request fixture_request = {
    .families = {[SEI_FACE_SERIF] = {.regular = {"NotoSerifJP-Regular.ttf", 23},
                                     .bold = {"NotoSerifJP-Bold.ttf", 20}},
                 [SEI_FACE_SANS] = {.regular = {"NotoSansJP-Regular.ttf", 22},
                                    .bold = {"NotoSansJP-Bold.ttf", 19}},
                 [SEI_FACE_EMOJI] = {.regular = {"NotoEmoji-Regular.ttf", 21}}},
    .latin = {[SEI_FACE_SERIF] = {.regular = {"SourceSerif4-Regular.ttf", 24},
                                  .bold = {"SourceSerif4-Bold.ttf", 21},
                                  .italic = {"SourceSerif4-Italic.ttf", 23},
                                  .bold_italic = {"SourceSerif4-BoldItalic.ttf", 27}},
              [SEI_FACE_MONO] = {.regular = {"SourceCodePro-Regular.ttf", 25},
                                 .bold = {"SourceCodePro-Bold.ttf", 22}}},
};

/* Opens the library and a set; CHECKs that both are there. */
static inline void fixture_open(font_fixture *fixture, bool use_system) {
    sei_status status = {0};
    sei_memory_init(&fixture->memory, sei_allocator_system(), 0);
    sei_arena_init(&fixture->arena, &fixture->memory);
    CHECK(sei_root_open(&fixture->root, &fixture->arena, SEI_STR(SEI_TEST_ROOT "/fonts"), &status));
    fixture->library =
        sei_font_library_open(&fixture->memory, &fixture->root, 1, use_system, &status);
    CHECK(fixture->library != NULL);
    fixture->set = sei_font_set_open(fixture->library, &fixture_request, &status);
    CHECK_STR(sei_str_from(status.message), "");
    CHECK(fixture->set != NULL);
}

/* CHECKs that nothing was left behind. */
static inline void fixture_close(font_fixture *fixture) {
    sei_font_set_close(fixture->set);
    sei_font_library_close(fixture->library);
    sei_root_close(&fixture->root);
    sei_arena_fini(&fixture->arena);
    CHECK_INT(fixture->memory.used, 0);
    sei_memory_fini(&fixture->memory);
}

static inline const sei_face *fixture_face(font_fixture *fixture, const char *file) {
    sei_status status = {0};
    const sei_face *face = sei_font_library_find(fixture->library, sei_str_from(file), &status);
    CHECK(face != NULL);
    return face;
}

#endif
