/* The plain way of shaping equals HarfBuzz: for every character of the faces and for random
 * strings. */
#include "fixture.h"
#include "font/plain.h"
#include "font/shape.h"

#include "base/utf8.h"

static font_fixture bundled;

/* What HarfBuzz says, without this layer's short cuts. */
static size_t shape_reference(const sei_shape_request *request, sei_shaped_glyph *glyphs) {
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, request->text.at, (int)request->text.size, 0, -1);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, sei_shape_script(request->script));
    hb_buffer_set_language(buffer, sei_shape_language(request->lang));
    hb_shape(hb_font_get_parent(request->face->hb_font), buffer, sei_shape_cjk_features,
             sei_shape_cjk_feature_count);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; i < count; i++)
        glyphs[i] = (sei_shaped_glyph){infos[i].codepoint, infos[i].cluster, positions[i].x_advance,
                                       positions[i].x_offset, positions[i].y_offset};
    hb_buffer_destroy(buffer);
    return count;
}

#define GLYPHS_MAX 512

static void check_equal(const sei_shape_request *request) {
    sei_shaped_glyph expected[GLYPHS_MAX], *actual = NULL;
    sei_arena_mark mark = sei_arena_mark_take(&bundled.arena);
    size_t expected_count = shape_reference(request, expected);
    size_t count = sei_shape(bundled.set, &bundled.arena, request, &actual, NULL);
    bool is_equal = count == expected_count;
    for (size_t i = 0; is_equal && i < count; i++)
        is_equal = actual[i].id == expected[i].id && actual[i].text_at == expected[i].text_at &&
                   actual[i].advance == expected[i].advance &&
                   actual[i].x_offset == expected[i].x_offset &&
                   actual[i].y_offset == expected[i].y_offset;
    if (!is_equal)
        fprintf(stderr, "%s, script %d, %s: %.*s\n", sei_face_info_of(request->face)->name,
                (int)request->script, sei_lang_tag(request->lang), SEI_STR_ARG(request->text));
    CHECK(is_equal);
    sei_arena_mark_release(&bundled.arena, mark);
}

static sei_shape_request request_for(const sei_face *face, sei_script script, sei_lang lang) {
    return (sei_shape_request){.face = face, .script = script, .lang = lang, .is_cjk = true};
}

static bool is_radical(uint32_t code_point) {
    return sei_unicode_unify_radical(code_point) != code_point;
}

static void check_every_character(const sei_face *face, sei_script script, sei_lang lang) {
    sei_shape_request request = request_for(face, script, lang);
    for (uint32_t code_point = 0x20; code_point < 0x30000; code_point++) {
        char bytes[4];
        if ((code_point >= 0xD800 && code_point < 0xE000) || is_radical(code_point) ||
            !sei_face_glyph(face, code_point))
            continue;
        request.text = (sei_str){bytes, (size_t)sei_utf8_encode(bytes, code_point)};
        request.to = request.text.size;
        check_equal(&request);
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Mostly kana, Han and punctuation that the face has, some marks, selectors, Latin and anything. */
static uint32_t random_character(uint32_t *seed) {
    static const uint32_t special[] = {0x3099, 0x309A, 0x0301, 0xFE00,  0xFE0F, 0xE0100,
                                       0x200D, 0x3031, 0x3035, 0x1F4D1, 0x2044, 0x00AD};
    uint32_t value = next_random(seed);
    switch (next_random(seed) % 12) {
    case 0:
        return special[value % (sizeof special / sizeof *special)];
    case 1:
        return 0x20 + value % 0x2F0;
    case 2:
        return 0x2000 + value % 0x700;
    case 3:
        return 0xFF00 + value % 0xEF;
    case 4:
    case 5:
    case 6:
    case 7:
        return 0x3000 + value % 0x400;
    default:
        return 0x4E00 + value % 0x5200;
    }
}

static void check_random_strings(const sei_face *face, sei_script script, sei_lang lang) {
    uint32_t seed = (uint32_t)lang * 31 + (uint32_t)script;
    sei_shape_request request = request_for(face, script, lang);
    for (size_t round = 0; round < 3000; round++) {
        char bytes[4 * 24];
        size_t size = 0, count = 1 + next_random(&seed) % 24;
        for (size_t i = 0; i < count; i++) {
            uint32_t code_point = random_character(&seed);
            if (is_radical(code_point) || !sei_face_shows(face, code_point))
                continue;
            size += (size_t)sei_utf8_encode(bytes + size, code_point);
        }
        request.text = (sei_str){bytes, size};
        request.to = size;
        if (size)
            check_equal(&request);
    }
}

static const sei_script scripts[] = {SEI_SCRIPT_HAN, SEI_SCRIPT_HIRAGANA, SEI_SCRIPT_KATAKANA,
                                     SEI_SCRIPT_BOPOMOFO, SEI_SCRIPT_COMMON};
static const sei_lang langs[] = {SEI_LANG_JA, SEI_LANG_KO, SEI_LANG_ZH_HANS, SEI_LANG_ZH_HANT,
                                 SEI_LANG_NONE};
#define SCRIPT_COUNT (sizeof scripts / sizeof *scripts)
#define LANG_COUNT (sizeof langs / sizeof *langs)

/* Every character in each language and in each script; random strings in each pair of both. */
static void check_face(const sei_face *face) {
    for (size_t i = 0; i < SCRIPT_COUNT; i++)
        for (size_t j = 0; j < LANG_COUNT; j++) {
            check_random_strings(face, scripts[i], langs[j]);
            if (i == 0 || j == 0)
                check_every_character(face, scripts[i], langs[j]);
        }
}

TEST(bundled_faces_equal_the_shaper) {
    static const char *const files[] = {
        "NotoSerifJP-Regular.ttf", "NotoSerifJP-Bold.ttf",       "NotoSansJP-Regular.ttf",
        "NotoSansJP-Bold.ttf",     "NotoEmoji-Regular.ttf",      "SourceCodePro-Regular.ttf",
        "SourceCodePro-Bold.ttf",  "SourceSerif4-Regular.ttf",   "SourceSerif4-Bold.ttf",
        "SourceSerif4-Italic.ttf", "SourceSerif4-BoldItalic.ttf"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        check_face(fixture_face(&bundled, files[i]));
}

/* A pan-CJK face, whose locl lookups touch thousands of Han in a foreign language. */
TEST(system_collections_equal_the_shaper) {
    sei_status status = {0};
    sei_root root;
    if (!sei_root_open(&root, &bundled.arena, SEI_STR("/usr/share/fonts/opentype/noto"), &status)) {
        printf("skipped: fonts-noto-cjk is not installed\n");
        return;
    }
    sei_font_library *library = sei_font_library_open(&bundled.memory, &root, 1, false, &status);
    const sei_face *face =
        library ? sei_font_library_find(library, SEI_STR("NotoSerifCJK-Regular.ttc#2"), &status)
                : NULL;
    if (face)
        check_face(face);
    else
        printf("skipped: NotoSerifCJK-Regular.ttc is not installed\n");
    sei_font_library_close(library);
    sei_root_close(&root);
}

/* The short cut is worth its name: kana, the common Han and punctuation take it. */
TEST(common_text_is_plain) {
    static const char *const files[] = {"NotoSerifJP-Regular.ttf", "NotoSansJP-Bold.ttf"};
    sei_str text = SEI_STR(
        "あいうえおかきくけこがぎぐげごパピプペポヴーアイウエオカキクケコッャ、。「」『』（）"
        "・…！？々〆〇　日本語組版処理情報通信白書令和年第１章①");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const sei_face *face = fixture_face(&bundled, files[i]);
        const sei_plain *plain = sei_plain_find(face, SEI_SCRIPT_HAN, SEI_LANG_JA);
        for (size_t at = 0; at < text.size;) {
            uint32_t code_point = sei_utf8_next(text, &at);
            sei_face_entry entry = sei_face_entry_of(face, code_point);
            bool is_plain = entry.is_plain && !sei_plain_is_touched(plain, entry.glyph);
            if (!is_plain)
                fprintf(stderr, "U+%04X is not plain\n", (unsigned)code_point);
            CHECK(is_plain);
        }
    }
}

int main(void) {
    fixture_open(&bundled, false);
    RUN(common_text_is_plain);
    RUN(bundled_faces_equal_the_shaper);
    RUN(system_collections_equal_the_shaper);
    fixture_close(&bundled);
    return TEST_RESULT();
}
