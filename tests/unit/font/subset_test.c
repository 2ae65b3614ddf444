/* Subsets: small, deterministic, and each glyph as it was. */
#include "fixture.h"
#include "font/cff.h"

#include FT_OUTLINE_H

static font_fixture bundled;

typedef struct font_subset {
    uint32_t glyphs[400], new_ids[400];
    size_t count;
    sei_str program;
} font_subset;

/* Glyphs of 400 characters from all over the face, sorted and without repeats. */
static void choose_glyphs(const sei_face *face, font_subset *subset) {
    uint32_t from = sei_face_glyph(face, 0x4E00) ? 0x4E00 : 0x21;
    subset->count = 0;
    for (uint32_t i = 0; i < 8000 && subset->count < 400; i++) {
        uint32_t glyph = sei_face_glyph(face, from + i * 11 % 8000);
        size_t at = subset->count;
        while (at > 0 && subset->glyphs[at - 1] > glyph)
            at--;
        if (glyph == 0 || (at > 0 && subset->glyphs[at - 1] == glyph))
            continue;
        memmove(subset->glyphs + at + 1, subset->glyphs + at,
                (subset->count - at) * sizeof *subset->glyphs);
        subset->glyphs[at] = glyph;
        subset->count++;
    }
}

static FT_Outline *load_outline(FT_Face face, uint32_t glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0)
        return NULL;
    return &face->glyph->outline;
}

static bool has_same_outline(FT_Face left, uint32_t left_glyph, FT_Face right,
                             uint32_t right_glyph) {
    FT_Outline *a = load_outline(left, left_glyph), *b = load_outline(right, right_glyph);
    if (!a || !b || a->n_points != b->n_points || a->n_contours != b->n_contours)
        return false;
    size_t points = (size_t)a->n_points, contours = (size_t)a->n_contours;
    return points == 0 || (!memcmp(a->points, b->points, points * sizeof *a->points) &&
                           !memcmp(a->contours, b->contours, contours * sizeof *a->contours));
}

/* The advances as hmtx gives them; a bare CFF has none: a PDF takes them from its W array. */
static void check_advances(const sei_face *face, const font_subset *subset) {
    hb_blob_t *blob = hb_blob_create(subset->program.at, (unsigned)subset->program.size,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *reopened = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(reopened);
    size_t wrong = 0;
    for (size_t i = 0; i < subset->count; i++)
        wrong += hb_font_get_glyph_h_advance(font, subset->new_ids[i]) !=
                 sei_face_advance(face, subset->glyphs[i]);
    CHECK_INT(wrong, 0);
    hb_font_destroy(font);
    hb_face_destroy(reopened);
    hb_blob_destroy(blob);
}

/* Reopens the program and compares every glyph, .notdef too. */
static void check_program(const sei_face *face, const font_subset *subset) {
    FT_Face reopened = NULL;
    CHECK(FT_New_Memory_Face(bundled.library->freetype, (const FT_Byte *)subset->program.at,
                             (FT_Long)subset->program.size, 0, &reopened) == 0);
    if (!reopened)
        return;
    size_t wrong = has_same_outline(face->ft_face, 0, reopened, 0) ? 0 : 1;
    for (size_t i = 0; i < subset->count; i++) {
        wrong += !has_same_outline(face->ft_face, subset->glyphs[i], reopened, subset->new_ids[i]);
        wrong += subset->new_ids[i] == 0 || (i && subset->new_ids[i] <= subset->new_ids[i - 1]);
    }
    CHECK_INT(wrong, 0);
    FT_Done_Face(reopened);
    if (face->info.format == SEI_FACE_TRUETYPE)
        check_advances(face, subset);
}

static void check_subset(const sei_face *face, size_t limit) {
    font_subset first, second;
    sei_status status = {0};
    choose_glyphs(face, &first);
    choose_glyphs(face, &second);
    double before = sei_os_cpu_seconds();
    CHECK(sei_face_subset(face, &bundled.arena, first.glyphs, first.count, first.new_ids,
                          &first.program, &status));
    printf("%s: %zu glyphs, %zu bytes, %.1f ms\n", sei_face_info_of(face)->name, first.count,
           first.program.size, 1e3 * (sei_os_cpu_seconds() - before));
    CHECK(sei_face_subset(face, &bundled.arena, second.glyphs, second.count, second.new_ids,
                          &second.program, &status));
    CHECK(first.program.size < limit);
    CHECK(sei_str_equal(first.program, second.program));
    check_program(face, &first);
}

TEST(truetype) {
    const sei_face *face = fixture_face(&bundled, "NotoSerifJP-Regular.ttf");
    check_subset(face, 200 << 10);
    check_subset(fixture_face(&bundled, "NotoSansJP-Bold.ttf"), 200 << 10);
    check_subset(fixture_face(&bundled, "SourceSerif4-Italic.ttf"), 100 << 10);
    check_subset(fixture_face(&bundled, "NotoEmoji-Regular.ttf"), 200 << 10);
    hb_tag_t tags[16];
    font_subset some;
    sei_status status = {0};
    choose_glyphs(face, &some);
    CHECK(sei_face_subset(face, &bundled.arena, some.glyphs, some.count, some.new_ids,
                          &some.program, &status));
    hb_blob_t *blob = hb_blob_create(some.program.at, (unsigned)some.program.size,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *reopened = hb_face_create(blob, 0);
    unsigned count = 16;
    CHECK_INT(hb_face_get_table_tags(reopened, 0, &count, tags), 6);
    CHECK(hb_face_get_glyph_count(reopened) > some.count); /* parts of composite glyphs too */
    hb_face_destroy(reopened);
    hb_blob_destroy(blob);
}

TEST(nothing_but_notdef) {
    const sei_face *face = fixture_face(&bundled, "NotoSerifJP-Regular.ttf");
    uint32_t glyphs[] = {0, 60000}, new_ids[2];
    sei_str program;
    sei_status status = {0};
    CHECK(sei_face_subset(face, &bundled.arena, NULL, 0, NULL, &program, &status));
    CHECK(program.size > 0);
    CHECK(sei_face_subset(face, &bundled.arena, glyphs, 2, new_ids, &program, &status));
    CHECK_INT(new_ids[0], 0);
    CHECK_INT(new_ids[1], 0); /* no such glyph */
}

/* 葛 has variation sequences: their glyphs are not wanted with it. */
TEST(glyphs_asked_for_alone) {
    const sei_face *face = fixture_face(&bundled, "NotoSerifJP-Regular.ttf");
    uint32_t glyph = sei_face_glyph(face, 0x845B), new_id;
    CHECK(sei_face_has_variant(face, 0x845B, 0xE0100));
    sei_str program;
    sei_status status = {0};
    CHECK(sei_face_subset(face, &bundled.arena, &glyph, 1, &new_id, &program, &status));
    hb_blob_t *blob =
        hb_blob_create(program.at, (unsigned)program.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *reopened = hb_face_create(blob, 0);
    CHECK_INT(hb_face_get_glyph_count(reopened), 2); /* .notdef stands first */
    CHECK_INT(new_id, 1);
    hb_face_destroy(reopened);
    hb_blob_destroy(blob);
}

TEST(every_glyph) {
    const sei_face *face = fixture_face(&bundled, "SourceCodePro-Regular.ttf");
    size_t count = face->info.glyph_count;
    uint32_t *glyphs = SEI_NEW_ARRAY(&bundled.arena, uint32_t, count);
    uint32_t *new_ids = SEI_NEW_ARRAY(&bundled.arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        glyphs[i] = (uint32_t)i;
    sei_str program;
    sei_status status = {0};
    CHECK(sei_face_subset(face, &bundled.arena, glyphs, count, new_ids, &program, &status));
    for (size_t i = 0; i < count; i++)
        CHECK_INT(new_ids[i], i);
}

/* Faces of a folder that may not be there. */
static void with_folder(const char *folder, void (*check)(sei_font_library *library)) {
    sei_status status = {0};
    sei_root root;
    if (!sei_root_open(&root, &bundled.arena, sei_str_from(folder), &status)) {
        printf("skipped: no folder %s\n", folder);
        return;
    }
    sei_font_library *library = sei_font_library_open(&bundled.memory, &root, 1, false, &status);
    CHECK(library != NULL);
    check(library);
    sei_font_library_close(library);
    sei_root_close(&root);
}

static void check_file(sei_font_library *library, const char *file, size_t limit) {
    sei_status status = {0};
    const sei_face *face = sei_font_library_find(library, sei_str_from(file), &status);
    if (face)
        check_subset(face, limit);
    else
        printf("skipped: %s\n", status.message);
}

static void check_noto(sei_font_library *library) {
    check_file(library, "NotoSerifCJK-Regular.ttc", 200 << 10);
    check_file(library, "NotoSerifCJK-Bold.ttc#2", 200 << 10);
    check_file(library, "NotoSansCJK-Regular.ttc#1", 200 << 10);
}

static void check_urw(sei_font_library *library) {
    check_file(library, "C059-Roman.otf", 200 << 10); /* CFF by names, not by CIDs */
}

TEST(cff) {
    with_folder("/usr/share/fonts/opentype/noto", check_noto);
    with_folder("/usr/share/fonts/opentype/urw-base35", check_urw);
}

/* FreeType maps a CID to a glyph as a PDF reader does: through the charset. */
static void check_cids(sei_font_library *library) {
    sei_status status = {0};
    font_subset some;
    const sei_face *face =
        sei_font_library_find(library, SEI_STR("NotoSerifCJK-Regular.ttc"), &status);
    if (!face)
        return;
    choose_glyphs(face, &some);
    CHECK(sei_face_subset(face, &bundled.arena, some.glyphs, some.count, some.new_ids,
                          &some.program, &status));
    FT_Face reopened = NULL;
    CHECK(FT_New_Memory_Face(bundled.library->freetype, (const FT_Byte *)some.program.at,
                             (FT_Long)some.program.size, 0, &reopened) == 0);
    if (!reopened)
        return;
    CHECK(FT_IS_CID_KEYED(reopened));
    for (size_t i = 0; i < some.count; i++)
        CHECK(has_same_outline(face->ft_face, some.glyphs[i], reopened, some.new_ids[i]));
    FT_Done_Face(reopened);
}

TEST(cids_are_glyph_ids) {
    with_folder("/usr/share/fonts/opentype/noto", check_cids);
}

/* header, names, one Top DICT of `top`, charset at 30, CharStrings at 40 with 3 glyphs. */
TEST(charsets_are_renumbered_in_place) {
    char table[64] = {1, 0, 4, 1};
    const char start[] = {0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 8};
    const char top[] = {(char)139, 12, 30, (char)169, 15, (char)179, 17};
    memcpy(table + 4, start, sizeof start);
    memcpy(table + 4 + sizeof start, top, sizeof top);
    const char charset0[] = {0, 1, 44, 7, 7};
    memcpy(table + 30, charset0, sizeof charset0);
    table[41] = 3;
    CHECK(sei_cff_number_cids(table, sizeof table));
    CHECK(!memcmp(table + 30, (char[]){0, 0, 1, 0, 2}, 5));
    const char charset1[] = {1, 1, 44, 0, 7, 7, 0};
    memcpy(table + 30, charset1, sizeof charset1);
    CHECK(sei_cff_number_cids(table, sizeof table));
    CHECK(!memcmp(table + 30, (char[]){1, 0, 1, 1}, 4));
    const char charset2[] = {2, 1, 44, 0, 1};
    memcpy(table + 30, charset2, sizeof charset2);
    CHECK(sei_cff_number_cids(table, sizeof table));
    CHECK(!memcmp(table + 30, (char[]){2, 0, 1, 0, 1}, 5));
    for (size_t size = 0; size < 42; size++)
        CHECK(!sei_cff_number_cids(table, size));
}

int main(void) {
    fixture_open(&bundled, false);
    RUN(truetype);
    RUN(nothing_but_notdef);
    RUN(glyphs_asked_for_alone);
    RUN(every_glyph);
    RUN(cff);
    RUN(cids_are_glyph_ids);
    RUN(charsets_are_renumbered_in_place);
    fixture_close(&bundled);
    return TEST_RESULT();
}
