/* The system's fonts: by language and by character, the same every time; out of play when not asked
 * for. What is not installed is skipped aloud. */
#include <stdlib.h>

#include "fixture.h"
#include "font/system.h"

static font_fixture with_system;

static const char *family_of(sei_face_role role, bool bold, sei_lang lang, uint32_t code_point) {
    sei_font_query query = {.role = role, .bold = bold, .lang = lang};
    const sei_face *face = sei_font_find(with_system.set, &query, code_point, 0, false, NULL);
    return face ? sei_face_info_of(face)->family : "none";
}

static bool has_noto_cjk(void) {
    sei_root root;
    sei_status status = {0};
    sei_file_info info;
    bool found = false;
    if (sei_root_open(&root, &with_system.arena, SEI_STR("/usr/share/fonts"), &status)) {
        found = sei_root_stat(&root, SEI_STR("opentype/noto/NotoSerifCJK-Regular.ttc"), &info);
        sei_root_close(&root);
    }
    if (!found)
        printf("skipped: fonts-noto-cjk is not installed\n");
    return found;
}

#define CHECK_FAMILY(actual, expected) CHECK_STR(sei_str_from(actual), expected)

TEST(chinese_and_korean_take_their_own_faces) {
    if (!has_noto_cjk())
        return;
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_ZH_HANS, 0x76F4), "Noto Serif CJK SC");
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_ZH_HANT, 0x3002), "Noto Serif CJK TC");
    CHECK_FAMILY(family_of(SEI_FACE_SANS, true, SEI_LANG_ZH_HANS, 0x76F4), "Noto Sans CJK SC");
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_KO, 0xAC00), "Noto Serif CJK KR");
    CHECK_FAMILY(family_of(SEI_FACE_SANS, false, SEI_LANG_KO, 0xD55C), "Noto Sans CJK KR");
    sei_font_query query = {.role = SEI_FACE_SANS, .bold = true, .lang = SEI_LANG_ZH_HANS};
    CHECK_INT(
        sei_face_info_of(sei_font_find(with_system.set, &query, 0x76F4, 0, false, NULL))->weight,
        700);
}

TEST(japanese_keeps_the_bundled_faces) {
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_JA, 0x76F4), "Noto Serif JP");
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_NONE, 0x76F4), "Noto Serif JP");
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_ZH_HANS, 'a'), "Source Serif 4");
}

TEST(hangul_in_japanese_text) {
    if (!has_noto_cjk())
        return;
    sei_font_query query = {.role = SEI_FACE_SERIF, .lang = SEI_LANG_JA};
    const sei_face *face = sei_font_find(with_system.set, &query, 0xAC00, 0, false, NULL);
    CHECK(face && sei_face_glyph(face, 0xAC00));
    sei_shape_request request = {.face = face,
                                 .text = SEI_STR("가나"),
                                 .to = 6,
                                 .script = SEI_SCRIPT_HANGUL,
                                 .lang = SEI_LANG_KO};
    sei_shaped_glyph *glyphs;
    CHECK_INT(sei_shape(with_system.set, &with_system.arena, &request, &glyphs, NULL), 2);
    CHECK(glyphs[0].id && glyphs[1].id && glyphs[0].id != glyphs[1].id);
}

/* A sequence of 辻 that the bundled faces do not know. */
TEST(ideographic_variants) {
    if (!has_noto_cjk())
        return;
    sei_font_query query = {.role = SEI_FACE_SERIF, .lang = SEI_LANG_JA};
    const sei_face *face = sei_font_find(with_system.set, &query, 0x8FBB, 0xE0101, false, NULL);
    CHECK(face && sei_face_has_variant(face, 0x8FBB, 0xE0101));
    CHECK_FAMILY(face ? sei_face_info_of(face)->family : "none", "Noto Serif CJK JP");
    sei_shape_request request = {.face = face,
                                 .text = SEI_STR("辻\U000E0101"),
                                 .script = SEI_SCRIPT_HAN,
                                 .lang = SEI_LANG_JA,
                                 .is_cjk = true};
    request.to = request.text.size;
    sei_shaped_glyph *glyphs;
    CHECK_INT(sei_shape(with_system.set, &with_system.arena, &request, &glyphs, NULL), 1);
    CHECK(glyphs[0].id != 0);
}

TEST(nothing_has_it) {
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_JA, 0x10FFFD), "none");
    CHECK_FAMILY(family_of(SEI_FACE_SERIF, false, SEI_LANG_KO, 0x0378), "none");
}

/* The environment's language must not choose a face. */
TEST(the_locale_does_not_matter) {
    static const char *const locales[] = {"C", "ja_JP.UTF-8", "zh_CN.UTF-8", "ko_KR.UTF-8"};
    static const uint32_t code_points[] = {0x76F4, 0xAC00,  0x0E01, 0x05D0,
                                           0x2713, 0x1D400, 0x20000};
    const char *first[sizeof code_points / sizeof *code_points];
    for (size_t i = 0; i < sizeof code_points / sizeof *code_points; i++)
        first[i] = family_of(SEI_FACE_SANS, false, SEI_LANG_OTHER, code_points[i]);
    for (size_t j = 0; j < sizeof locales / sizeof *locales; j++) {
        font_fixture other;
        setenv("LC_ALL", locales[j], 1);
        fixture_open(&other, true);
        sei_font_query query = {.role = SEI_FACE_SANS, .lang = SEI_LANG_OTHER};
        for (size_t i = 0; i < sizeof code_points / sizeof *code_points; i++) {
            const sei_face *face = sei_font_find(other.set, &query, code_points[i], 0, false, NULL);
            CHECK_FAMILY(face ? sei_face_info_of(face)->family : "none", first[i]);
        }
        fixture_close(&other);
    }
    unsetenv("LC_ALL");
}

TEST(without_system_fonts_japanese_faces_stand_in) {
    font_fixture alone;
    fixture_open(&alone, false);
    sei_font_query query = {.role = SEI_FACE_SERIF, .lang = SEI_LANG_ZH_HANS};
    const sei_face *face = sei_font_find(alone.set, &query, 0x76F4, 0, false, NULL);
    CHECK(face != NULL);
    CHECK_FAMILY(sei_face_info_of(face)->family, "Noto Serif JP");
    query.lang = SEI_LANG_KO;
    CHECK(sei_font_find(alone.set, &query, 0xAC00, 0, false, NULL) == NULL);
    fixture_close(&alone);
}

TEST(families_name_their_language) {
    static const struct {
        const char *family;
        sei_lang lang;
        int distance;
    } cases[] = {
        {"Noto Serif CJK SC", SEI_LANG_ZH_HANS, 0},
        {"Noto Sans KR", SEI_LANG_KO, 0},
        {"Source Han Sans TW", SEI_LANG_ZH_HANT, 0},
        {"Noto Serif JP", SEI_LANG_JA, 0},
        {"Noto Sans CJK HK", SEI_LANG_ZH_HANT, 1},
        {"NanumMyeongjo", SEI_LANG_NONE, 0},
        {"", SEI_LANG_NONE, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int distance = -1;
        CHECK_INT(sei_face_family_lang(sei_str_from(cases[i].family), &distance), cases[i].lang);
        CHECK_INT(distance, cases[i].distance);
    }
}

int main(void) {
    fixture_open(&with_system, true);
    RUN(chinese_and_korean_take_their_own_faces);
    RUN(japanese_keeps_the_bundled_faces);
    RUN(hangul_in_japanese_text);
    RUN(ideographic_variants);
    RUN(nothing_has_it);
    RUN(the_locale_does_not_matter);
    RUN(without_system_fonts_japanese_faces_stand_in);
    RUN(families_name_their_language);
    fixture_close(&with_system);
    return TEST_RESULT();
}
