/* The text layer is the source text: what pdftotext finds equals what was set. */
#include "sample.h"

/* The text that pdftotext finds, without the form feed at the end. */
static sei_str extract(sample *s) {
    int fd = sample_write(s);
    sample_check(s, fd);
    sei_str text = sample_command(s, "pdftotext -raw -enc UTF-8 @ -", fd);
    close(fd);
    return sei_str_trim_ascii(text);
}

TEST(japanese_text_comes_back) {
    sample s;
    sample_open(&s);
    sample_line(&s, 0, 0, "吾輩は猫である。名前はまだ無い。");
    CHECK_STR(extract(&s), "吾輩は猫である。名前はまだ無い。");
    sample_close(&s);
}

/* CFF outlines, out of a collection, beside glyf ones. */
TEST(cff_faces_are_embedded) {
    sample s;
    sample_open(&s);
    const sei_face *face = sample_cff_face(&s);
    if (face) {
        sample_place(&s, 0, sample_run(&s, face, 12 * SEI_POINT, "製本の𠮷日"), 40 * SEI_POINT,
                     60 * SEI_POINT);
        sample_line(&s, 0, 1, "製本");
        CHECK_STR(extract(&s), "製本の𠮷日\n製本");
        int fd = sample_write(&s);
        sei_str fonts = sample_command(&s, "pdffonts @", fd);
        CHECK(sei_str_find(fonts, SEI_STR("CID Type 0C"), 0) != SEI_STR_NONE);
        CHECK(sei_str_find(fonts, SEI_STR("CID TrueType"), 0) != SEI_STR_NONE);
        CHECK(sei_str_find(fonts, SEI_STR("no "), 0) ==
              SEI_STR_NONE); /* embedded, subset, Unicode */
        close(fd);
    } else {
        printf("skipped: %s is not installed\n", SAMPLE_CFF);
    }
    sample_close(&s);
}

TEST(characters_beyond_the_first_plane_come_back) {
    sample s;
    sample_open(&s);
    sample_line(&s, 0, 0, "𠮷野家で𠮟る");
    CHECK_STR(extract(&s), "𠮷野家で𠮟る");
    sample_close(&s);
}

TEST(one_glyph_with_two_texts_tells_both) {
    sample s;
    sample_open(&s);
    const sei_face *face = sample_face(&s, 0x7528);
    if (sei_face_glyph(face, 0x7528) != sei_face_glyph(face, 0x2F64))
        printf("skipped: the face has a glyph of its own for U+2F64\n");
    sample_line(&s, 0, 0, "用心");
    sample_line(&s, 0, 1, "用と⽤と用");
    CHECK_STR(extract(&s), "用心\n用と⽤と用");
    sample_close(&s);
}

TEST(ligatures_tell_their_letters) {
    sample s;
    sample_open(&s);
    const sei_run *run = sample_line(&s, 0, 0, "office fig");
    CHECK(run->glyph_count < 10);
    CHECK_STR(extract(&s), "office fig");
    sample_close(&s);
}

/* The same ligature glyph as one character, too: U+FB01 has a code point of its own. */
TEST(a_ligature_and_its_own_character_differ) {
    sample s;
    sample_open(&s);
    sample_line(&s, 0, 0, "fig");
    sei_run *run = sample_run(&s, sample_face(&s, 'f'), 10 * SEI_POINT, "fig");
    run->text = SEI_STR("\xEF\xAC\x81g");
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, run->glyph_count);
    memcpy(glyphs, run->glyphs, run->glyph_count * sizeof *glyphs);
    CHECK_INT(run->glyph_count, 2);
    glyphs[1].text_at = 3;
    run->glyphs = glyphs;
    sample_place(&s, 0, run, 40 * SEI_POINT, 200 * SEI_POINT);
    CHECK_STR(extract(&s), "fig\n\xEF\xAC\x81g");
    sample_close(&s);
}

/* A cluster of a base and a mark, both with glyphs, the mark raised; and the mark's base alone. */
TEST(clusters_of_several_glyphs_come_back) {
    sample s;
    sample_open(&s);
    sei_run *run = sample_run(&s, sample_face(&s, 'x'), 10 * SEI_POINT, "abx");
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, 3);
    memcpy(glyphs, run->glyphs, 3 * sizeof *glyphs);
    glyphs[0].text_at = glyphs[1].text_at = 0;
    glyphs[1].across = 2 * SEI_POINT;
    glyphs[2].text_at = 3;
    run->glyphs = glyphs;
    run->text = SEI_STR("\xE3\x81\x8Bx"); /* two glyphs for か */
    sample_place(&s, 0, run, 40 * SEI_POINT, 60 * SEI_POINT);
    sample_line(&s, 0, 2, "abba");
    CHECK_STR(extract(&s), "\xE3\x81\x8Bx\nabba");
    sample_close(&s);
}

/* Justified Latin text: gaps without glyphs whose spaces stand in the cluster before them. */
TEST(gaps_become_spaces) {
    sample s;
    sample_open(&s);
    sei_run *run = sample_run(&s, sample_face(&s, 'a'), 10 * SEI_POINT, "the cat sat");
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, run->glyph_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < run->glyph_count; i++)
        if (run->text.at[run->glyphs[i].text_at] != ' ')
            glyphs[count++] = run->glyphs[i];
    CHECK_INT(count, 9);
    run->glyphs = glyphs;
    run->glyph_count = count;
    sample_place(&s, 0, run, 40 * SEI_POINT, 60 * SEI_POINT);
    sample_line(&s, 0, 3, "tea");
    CHECK_STR(extract(&s), "the cat sat\ntea");
    sample_close(&s);
}

/* A hyphen that the line breaker added stands for no text: one that shares the cluster before it,
 * and one behind the text. Real hyphens are told. */
TEST(an_added_hyphen_is_soft) {
    for (uint32_t at = 3; at <= 4; at++) {
        sample s;
        sample_open(&s);
        sei_run *run = sample_run(&s, sample_face(&s, 'a'), 10 * SEI_POINT, "type-");
        sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, 5);
        memcpy(glyphs, run->glyphs, 5 * sizeof *glyphs);
        glyphs[4].text_at = at;
        run->glyphs = glyphs;
        run->text.size = 4;
        sample_place(&s, 0, run, 40 * SEI_POINT, 60 * SEI_POINT);
        sample_line(&s, 0, 1, "writer-like");
        int fd = sample_write(&s);
        sei_str operators = sample_command(&s, "mutool show -b @ pages/1/Contents", fd);
        CHECK(sei_str_find(operators, SEI_STR("ActualText<FEFF00AD>"), 0) != SEI_STR_NONE);
        CHECK(sei_str_find(operators, SEI_STR("ActualText<FEFF002D>"), 0) == SEI_STR_NONE);
        close(fd);
        sei_str text = extract(&s);
        CHECK(sei_str_find(text, SEI_STR("type-"), 0) == SEI_STR_NONE);
        CHECK(sei_str_find(text, SEI_STR("writer-like"), 0) != SEI_STR_NONE);
        sample_close(&s);
    }
}

/* Several spaces are set as one glyph: they are one space, and nothing need be told. */
TEST(spaces_collapse) {
    sample s;
    sample_open(&s);
    sei_run *run = sample_run(&s, sample_face(&s, 'a'), 10 * SEI_POINT, "two words");
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, run->glyph_count);
    memcpy(glyphs, run->glyphs, run->glyph_count * sizeof *glyphs);
    run->text = SEI_STR("two   words");
    for (uint32_t i = 4; i < run->glyph_count; i++)
        glyphs[i].text_at += 2;
    run->glyphs = glyphs;
    sample_place(&s, 0, run, 40 * SEI_POINT, 60 * SEI_POINT);
    int fd = sample_write(&s);
    sei_str operators = sample_command(&s, "mutool show -b @ pages/1/Contents", fd);
    CHECK(sei_str_find(operators, SEI_STR("TJ"), 0) != SEI_STR_NONE);
    CHECK(sei_str_find(operators, SEI_STR("ActualText"), 0) == SEI_STR_NONE);
    close(fd);
    CHECK_STR(extract(&s), "two words");
    sample_close(&s);
}

/* Four faces of two families at once, and Latin: each its own font, none mixed up. */
TEST(several_faces_stand_side_by_side) {
    sample s;
    sample_open(&s);
    for (int i = 0; i < 4; i++) {
        sei_font_query query = {.role = i / 2 == 0 ? SEI_FACE_SERIF : SEI_FACE_SANS,
                                .bold = i % 2 == 1,
                                .lang = SEI_LANG_JA};
        bool slant = false;
        const sei_face *face = sei_font_find(s.fonts, &query, 0x672C, 0, false, &slant);
        sample_place(&s, 0, sample_run(&s, face, 10 * SEI_POINT, "明朝とゴシック"), 40 * SEI_POINT,
                     (60 + 20 * i) * SEI_POINT);
    }
    sample_line(&s, 0, 4, "Latin");
    CHECK_STR(extract(&s), "明朝とゴシック\n明朝とゴシック\n明朝とゴシック\n明朝とゴシック\nLatin");
    int fd = sample_write(&s);
    sei_str fonts = sample_command(&s, "pdffonts @ | grep -c Identity-H", fd);
    CHECK_STR(fonts, "5\n");
    close(fd);
    sample_close(&s);
}

/* Glyphs outside the face and .notdef are never shown. */
TEST(bad_glyphs_are_left_out) {
    sample s;
    sample_open(&s);
    sei_run *run = sample_run(&s, sample_face(&s, 'a'), 10 * SEI_POINT, "abcd");
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, 4);
    memcpy(glyphs, run->glyphs, 4 * sizeof *glyphs);
    glyphs[1].id = 0xFFFFFF;
    glyphs[2].id = 0;
    run->glyphs = glyphs;
    sample_place(&s, 0, run, 40 * SEI_POINT, 60 * SEI_POINT);
    sei_str text = extract(&s);
    CHECK(sei_str_starts(text, SEI_STR("a")));
    CHECK(sei_str_ends(text, SEI_STR("d")));
    sample_close(&s);
}

int main(void) {
    if (sample_has("pdftotext") && sample_has("mutool")) {
        RUN(japanese_text_comes_back);
        RUN(cff_faces_are_embedded);
        RUN(characters_beyond_the_first_plane_come_back);
        RUN(one_glyph_with_two_texts_tells_both);
        RUN(ligatures_tell_their_letters);
        RUN(a_ligature_and_its_own_character_differ);
        RUN(clusters_of_several_glyphs_come_back);
        RUN(gaps_become_spaces);
        RUN(an_added_hyphen_is_soft);
        RUN(spaces_collapse);
        RUN(several_faces_stand_side_by_side);
        RUN(bad_glyphs_are_left_out);
    } else {
        CHECK(true);
    }
    return TEST_RESULT();
}
