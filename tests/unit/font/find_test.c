/* Which face shows a character: by kind, role, weight, language and selector. */
#include "fixture.h"

static font_fixture bundled;
static const sei_font_query serif = {.role = SEI_FACE_SERIF, .lang = SEI_LANG_JA};
static const sei_font_query mono = {.role = SEI_FACE_MONO, .lang = SEI_LANG_JA};

static const char *name_with(sei_font_query query, uint32_t code_point, uint32_t selector,
                             bool wide) {
    const sei_face *face = sei_font_find(bundled.set, &query, code_point, selector, wide, NULL);
    return face ? sei_face_info_of(face)->name : "none";
}

static const char *name_of(sei_font_query query, uint32_t code_point) {
    return name_with(query, code_point, 0, false);
}

#define CHECK_FACE(actual, expected) CHECK_STR(sei_str_from(actual), expected)

TEST(letters_come_from_the_latin_family) {
    CHECK_FACE(name_of(serif, 'a'), "SourceSerif4-Regular");
    CHECK_FACE(name_of(serif, '7'), "SourceSerif4-Regular");
    CHECK_FACE(name_of(serif, '('), "SourceSerif4-Regular");
    CHECK_FACE(name_of(serif, 0x00E9), "SourceSerif4-Regular"); /* é */
    CHECK_FACE(name_of(serif, 0x03B1), "SourceSerif4-Regular"); /* α */
    CHECK_FACE(name_of(serif, 0x0436), "SourceSerif4-Regular"); /* ж */
    CHECK_FACE(name_of(mono, 'a'), "SourceCodePro-Regular");
    CHECK_FACE(name_of((sei_font_query){.role = SEI_FACE_SANS}, 'a'), "NotoSansJP-Regular");
}

TEST(cjk_comes_from_the_cjk_family) {
    CHECK_FACE(name_of(serif, 0x3042), "NotoSerifJP-Regular");  /* あ */
    CHECK_FACE(name_of(serif, 0x6F22), "NotoSerifJP-Regular");  /* 漢 */
    CHECK_FACE(name_of(serif, 0x3001), "NotoSerifJP-Regular");  /* 、 */
    CHECK_FACE(name_of(serif, 0xFF21), "NotoSerifJP-Regular");  /* Ａ */
    CHECK_FACE(name_of(serif, 0xFF71), "NotoSerifJP-Regular");  /* ｱ */
    CHECK_FACE(name_of(serif, 0x20BB7), "NotoSerifJP-Regular"); /* 𠮷 */
    CHECK_FACE(name_of(mono, 0x6F22), "NotoSansJP-Regular");
}

TEST(shared_punctuation_follows_wide) {
    static const uint32_t shared[] = {0x201C, 0x201D, 0x2018, 0x2019, 0x2026, 0x2014,
                                      0x2015, 0x00B0, 0x00A7, 0x00D7, 0x00F7, 0x00B1};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        CHECK_FACE(name_with(serif, shared[i], 0, true), "NotoSerifJP-Regular");
        CHECK_FACE(name_with(serif, shared[i], 0, false), "SourceSerif4-Regular");
    }
    CHECK_FACE(name_with(serif, 0x2460, 0, true), "NotoSerifJP-Regular"); /* ① */
    CHECK_FACE(name_with(serif, 'a', 0, true), "SourceSerif4-Regular");
}

TEST(weight_and_slant) {
    sei_font_query query = serif;
    bool slanted = true;
    query.italic = true;
    CHECK_FACE(name_of(query, 'a'), "SourceSerif4-Italic");
    sei_font_find(bundled.set, &query, 'a', 0, false, &slanted);
    CHECK(!slanted);
    sei_font_find(bundled.set, &query, 0x6F22, 0, false, &slanted);
    CHECK(slanted);
    query.bold = true;
    CHECK_FACE(name_of(query, 'a'), "SourceSerif4-BoldItalic");
    CHECK_FACE(name_of(query, 0x6F22), "NotoSerifJP-Bold");
    query.italic = false;
    CHECK_FACE(name_of(query, 'a'), "SourceSerif4-Bold");
    sei_font_find(bundled.set, &query, 0x6F22, 0, false, &slanted);
    CHECK(!slanted);
}

TEST(emoji) {
    CHECK_FACE(name_of(serif, 0x1F4D1), "NotoEmoji-Regular"); /* 📑 */
    CHECK_FACE(name_of(serif, 0x231A), "NotoEmoji-Regular");  /* ⌚ is an emoji by itself */
    CHECK_FACE(name_with(serif, 0x25B6, 0xFE0F, false), "NotoEmoji-Regular");
    CHECK(strcmp(name_with(serif, 0x25B6, 0xFE0E, false), "NotoEmoji-Regular") != 0);
    CHECK(strcmp(name_of(serif, 0x25B6), "NotoEmoji-Regular") != 0); /* ▶ is text by itself */
    CHECK_FACE(name_with(serif, '1', 0xFE0F, false), "NotoEmoji-Regular");
}

TEST(ideographic_variation) {
    CHECK(sei_face_has_variant(fixture_face(&bundled, "NotoSerifJP-Regular.ttf"), 0x8FBB, 0xE0100));
    CHECK_FACE(name_with(serif, 0x8FBB, 0xE0100, false), "NotoSerifJP-Regular");
    CHECK_FACE(name_with(serif, 0x8FBB, 0xE01EF, false), "NotoSerifJP-Regular"); /* unknown */
}

TEST(radicals) {
    CHECK_FACE(name_of(serif, 0x2F64), "NotoSerifJP-Regular"); /* ⽤ */
    const sei_face *face = fixture_face(&bundled, "NotoSerifJP-Regular.ttf");
    CHECK(sei_face_glyph(face, 0x2F64) != 0);
    CHECK_INT(sei_face_glyph(face, 0x2F64), sei_face_glyph(face, 0x7528)); /* 用 */
}

TEST(what_is_missing_and_what_never_is) {
    CHECK_FACE(name_of(serif, 0x10FFFD), "none");
    CHECK_FACE(name_of(serif, 0xE000), "none");
    CHECK_FACE(name_of(serif, 0x0E01), "none"); /* Thai, without system fonts */
    CHECK_FACE(name_of(serif, 0x0378), "none"); /* unassigned */
    static const uint32_t ignorable[] = {0x200B, 0x200D, 0xFE0F, 0xE0100, 0x00AD, 0x2060, 0xFEFF};
    for (size_t i = 0; i < sizeof ignorable / sizeof *ignorable; i++)
        CHECK(strcmp(name_of(serif, ignorable[i]), "none") != 0);
    CHECK(strcmp(name_of(serif, 0x00A0), "none") != 0);
    CHECK(strcmp(name_of(serif, 0x2009), "none") != 0);
    CHECK(strcmp(name_of(serif, 0x0301), "none") != 0);
}

TEST(answers_do_not_depend_on_what_was_asked_before) {
    font_fixture other;
    fixture_open(&other, false);
    for (uint32_t code_point = 0x2F; code_point < 0x30000; code_point += 7) {
        const sei_face *before = sei_font_find(bundled.set, &serif, code_point, 0, true, NULL);
        const sei_face *after = sei_font_find(bundled.set, &serif, code_point, 0, true, NULL);
        const sei_face *fresh = sei_font_find(other.set, &serif, code_point, 0, true, NULL);
        CHECK(before == after);
        CHECK(!before == !fresh);
        if (before && fresh)
            CHECK_STR(sei_str_from(sei_face_info_of(before)->name), sei_face_info_of(fresh)->name);
    }
    fixture_close(&other);
}

TEST(packages) {
    CHECK_FACE(sei_font_package_for(0x6F22), "fonts-noto-cjk");
    CHECK_FACE(sei_font_package_for(0xAC00), "fonts-noto-cjk");
    CHECK_FACE(sei_font_package_for(0x1F4D1), "fonts-symbola");
    CHECK_FACE(sei_font_package_for(0x20BB7), "fonts-hanazono");
    CHECK_FACE(sei_font_package_for(0x0E01), "fonts-noto-core");
    size_t nameless = 0;
    for (uint32_t code_point = 0; code_point < 0x110000; code_point++)
        nameless += *sei_font_package_for(code_point) == 0;
    CHECK_INT(nameless, 0);
}

TEST(missing_files_are_named) {
    sei_status status = {0};
    sei_font_request request = {.families = {{.regular = SEI_STR("Nowhere.ttf")}}};
    CHECK(sei_font_set_open(bundled.library, &request, &status) == NULL);
    CHECK_INT(status.code, SEI_FAILED_USAGE);
    CHECK(strstr(status.message, "Nowhere.ttf") != NULL);
}

int main(void) {
    fixture_open(&bundled, false);
    RUN(letters_come_from_the_latin_family);
    RUN(cjk_comes_from_the_cjk_family);
    RUN(shared_punctuation_follows_wide);
    RUN(weight_and_slant);
    RUN(emoji);
    RUN(ideographic_variation);
    RUN(radicals);
    RUN(what_is_missing_and_what_never_is);
    RUN(answers_do_not_depend_on_what_was_asked_before);
    RUN(packages);
    RUN(missing_files_are_named);
    fixture_close(&bundled);
    return TEST_RESULT();
}
