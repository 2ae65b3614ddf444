/* Folders and files: every bundled face opens; broken files are refused and never crash. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "font/sfnt.h"

static font_fixture bundled;

static const char *const bundled_files[] = {
    "NotoEmoji-Regular.ttf",     "NotoSansJP-Bold.ttf",      "NotoSansJP-Regular.ttf",
    "NotoSerifJP-Bold.ttf",      "NotoSerifJP-Regular.ttf",  "SourceCodePro-Bold.ttf",
    "SourceCodePro-Regular.ttf", "SourceSerif4-Bold.ttf",    "SourceSerif4-BoldItalic.ttf",
    "SourceSerif4-Italic.ttf",   "SourceSerif4-Regular.ttf",
};
#define BUNDLED_COUNT (sizeof bundled_files / sizeof *bundled_files)

TEST(every_bundled_file_opens) {
    for (size_t i = 0; i < BUNDLED_COUNT; i++) {
        const sei_face *face = fixture_face(&bundled, bundled_files[i]);
        const sei_face_info *info = sei_face_info_of(face);
        CHECK_INT(info->format, SEI_FACE_TRUETYPE);
        CHECK(info->ascender > 0 && info->descender < 0);
        CHECK(info->cap_height > 0 && info->x_height > 0 && info->x_height <= info->cap_height);
        CHECK(info->bbox[0] < info->bbox[2] && info->bbox[1] < info->bbox[3]);
        CHECK_INT(info->weight, strstr(bundled_files[i], "Bold") ? 700 : 400);
        CHECK_INT(info->italic_angle != 0, strstr(bundled_files[i], "Italic") != NULL);
        if (strstr(bundled_files[i], "SourceCode"))
            CHECK(info->is_fixed_pitch);
        CHECK_INT(strlen(info->name) + 4, strlen(bundled_files[i]));
        CHECK(strstr(bundled_files[i], info->name) == bundled_files[i]);
    }
}

TEST(metrics) {
    const sei_face *face = fixture_face(&bundled, "NotoSerifJP-Regular.ttf");
    int box[4];
    CHECK_INT(sei_face_advance(face, sei_face_glyph(face, 0x6F22)), 1000);
    CHECK(sei_face_ink(face, sei_face_glyph(face, 0x3002), box)); /* 。 in the left lower quarter */
    CHECK(box[0] >= 0 && box[2] <= 500 && box[3] < 500);
    CHECK(sei_face_ink(face, sei_face_glyph(face, 0x300C), box)); /* 「 in the right half */
    CHECK(box[0] >= 500 && box[2] <= 1000);
    CHECK(!sei_face_ink(face, sei_face_glyph(face, 0x3000), box));
    CHECK(!sei_face_ink(face, 70000, box));
    CHECK_INT(sei_face_advance(face, 70000), 0);
    CHECK_INT(sei_face_glyph(face, 0x110000), 0);
    CHECK_INT(sei_face_glyph(face, 0xFFFFFFFF), 0);
}

TEST(the_list_is_sorted_and_whole) {
    sei_buf out;
    sei_buf_init(&out, &bundled.memory);
    sei_font_library_list(bundled.library, &out);
    sei_str rest = sei_buf_str(&out), line;
    size_t count = 0;
    while (sei_str_split(&rest, '\n', &line) && line.size) {
        CHECK(count < BUNDLED_COUNT && sei_str_starts(line, sei_str_from(bundled_files[count])));
        count++;
    }
    CHECK_INT(count, BUNDLED_COUNT);
    sei_buf_fini(&out);
}

TEST(one_file_is_one_face) {
    CHECK(fixture_face(&bundled, "NotoSerifJP-Bold.ttf") ==
          fixture_face(&bundled, "NotoSerifJP-Bold.ttf"));
    sei_status status = {0};
    CHECK(!sei_font_library_find(bundled.library, SEI_STR("NotoSerifJP-Bold.ttf#1"), &status));
    CHECK(strstr(status.message, "no such face") != NULL);
    CHECK(
        !sei_font_library_find(bundled.library, SEI_STR("../fonts/NotoSerifJP-Bold.ttf"), &status));
}

TEST(an_empty_folder_is_no_failure) {
    char folder[] = "/tmp/seihon-font-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    sei_status status = {0};
    sei_root root;
    CHECK(sei_root_open(&root, &bundled.arena, sei_str_from(folder), &status));
    sei_font_library *library = sei_font_library_open(&bundled.memory, &root, 1, false, &status);
    CHECK(library != NULL);
    sei_font_request nothing = {0};
    sei_font_set *set = sei_font_set_open(library, &nothing, &status);
    sei_font_query query = {.role = SEI_FACE_SERIF};
    CHECK(set && !sei_font_find(set, &query, 'a', 0, false, NULL));
    CHECK(set && !sei_font_find(set, &query, 'a', 0xFE0F, false, NULL));
    sei_font_set_close(set);
    sei_font_library_close(library);
    sei_root_close(&root);
    rmdir(folder);
}

static void write_file(const char *path, sei_str bytes) {
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes.at, 1, bytes.size, file) == bytes.size);
    if (file)
        fclose(file);
}

/* Two folders with one file name: the first folder's file is taken, below a folder too. */
TEST(the_first_folder_wins) {
    char folders[2][32] = {"/tmp/seihon-font-XXXXXX", "/tmp/seihon-font-XXXXXX"};
    static const char *const sources[] = {"SourceCodePro-Regular.ttf", "SourceCodePro-Bold.ttf"};
    sei_root roots[2];
    sei_status status = {0};
    char path[64];
    for (size_t i = 0; i < 2; i++) {
        CHECK(mkdtemp(folders[i]) != NULL);
        snprintf(path, sizeof path, "%s/sub", folders[i]);
        CHECK(mkdir(path, 0700) == 0);
        snprintf(path, sizeof path, "%s/sub/mine.ttf", folders[i]);
        write_file(path, fixture_face(&bundled, sources[i])->bytes);
        CHECK(sei_root_open(&roots[i], &bundled.arena, sei_str_from(folders[i]), &status));
    }
    sei_font_library *library = sei_font_library_open(&bundled.memory, roots, 2, false, &status);
    CHECK_INT(library->file_count, 2);
    const sei_face *face = sei_font_library_find(library, SEI_STR("sub/mine.ttf"), &status);
    CHECK(face && sei_face_info_of(face)->weight == 400);
    CHECK(sei_font_library_find(library, SEI_STR("mine.ttf"), &status) == face);
    sei_font_library_close(library);
    for (size_t i = 0; i < 2; i++) {
        sei_root_close(&roots[i]);
        snprintf(path, sizeof path, "%s/sub/mine.ttf", folders[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s/sub", folders[i]);
        rmdir(path);
        rmdir(folders[i]);
    }
}

/* --- broken files ---------------------------------------------------------------------------- */

/* A font file in memory to break, padded so that reads beyond it are seen by a sanitizer. */
typedef struct broken {
    char *bytes;
    size_t size;
} broken;

static broken copy_file(const char *file) {
    sei_str bytes = fixture_face(&bundled, file)->bytes;
    broken copy = {malloc(bytes.size), bytes.size};
    memcpy(copy.bytes, bytes.at, bytes.size);
    return copy;
}

static const char *check_bytes(const broken *font, size_t size) {
    sei_sfnt sfnt;
    char *exact = malloc(size ? size : 1);
    memcpy(exact, font->bytes, size);
    const char *wrong = sei_sfnt_check((sei_str){exact, size}, 0, &sfnt);
    free(exact);
    return wrong;
}

static size_t table_at(const broken *font, const char *tag) {
    for (size_t i = 12; i + 16 < font->size; i += 16)
        if (!memcmp(font->bytes + i, tag, 4)) {
            const unsigned char *at = (const unsigned char *)font->bytes + i + 8;
            return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
        }
    return 0;
}

TEST(truncated_files_are_refused) {
    broken font = copy_file("SourceCodePro-Regular.ttf");
    CHECK(check_bytes(&font, font.size) == NULL);
    for (size_t size = 0; size < font.size - 64; size += size < 1000 ? 1 : 997)
        CHECK(check_bytes(&font, size) != NULL);
    free(font.bytes);
}

TEST(impossible_numbers_are_refused) {
    static const struct {
        const char *table;
        size_t offset;
        unsigned char bytes[2];
        const char *wrong;
    } cases[] = {
        {"head", 18, {0, 0}, "units per em outside 16 to 16384"},
        {"head", 18, {0, 15}, "units per em outside 16 to 16384"},
        {"head", 18, {0x40, 1}, "units per em outside 16 to 16384"},
        {"head", 12, {0, 0}, "broken head table"},
        {"maxp", 4, {0, 0}, "no glyphs"},
        {"maxp", 4, {0xFF, 0xFF}, "broken horizontal metrics"},
        {"hhea", 34, {0, 0}, "broken horizontal metrics"},
        {"hhea", 34, {0xFF, 0xFF}, "broken horizontal metrics"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        broken font = copy_file("SourceCodePro-Regular.ttf");
        memcpy(font.bytes + table_at(&font, cases[i].table) + cases[i].offset, cases[i].bytes, 2);
        CHECK_STR(sei_str_from(check_bytes(&font, font.size)), cases[i].wrong);
        free(font.bytes);
    }
}

TEST(other_files_are_refused) {
    static const char *const starts[] = {"%!PS-AdobeFont-1.0", "wOFF\0\1\0\0", "ttcf\0\1\0\0\xFF",
                                         "\0\1\0\0\0\0", "OTTO\xFF\xFF"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        char bytes[64] = {0};
        memcpy(bytes, starts[i], 6);
        broken font = {bytes, sizeof bytes};
        CHECK(check_bytes(&font, sizeof bytes) != NULL);
    }
}

/* Uses a face as a job does: characters, ink, shaping and a subset. */
static void use_face(const sei_face *face) {
    uint32_t glyphs[64], new_ids[64];
    size_t count = 0;
    for (uint32_t code_point = 0x20; code_point < 0x60; code_point++) {
        int box[4];
        uint32_t glyph = sei_face_glyph(face, code_point);
        sei_face_ink(face, glyph, box);
        sei_face_shows(face, code_point);
        if (count < 64)
            glyphs[count++] = glyph;
    }
    sei_shape_request request = {.face = face, .text = SEI_STR("AVffi あ漢。1/2 e\u0301")};
    request.to = request.text.size;
    sei_shaped_glyph *shaped;
    sei_shape(bundled.set, &bundled.arena, &request, &shaped, NULL);
    request.is_cjk = true;
    sei_shape(bundled.set, &bundled.arena, &request, &shaped, NULL);
    sei_status status = {0};
    sei_str program;
    sei_face_subset(face, &bundled.arena, glyphs, count, new_ids, &program, &status);
}

/* Opens the bytes as a mapped file would be; true when they were accepted. */
static bool open_and_use(const char *path, const broken *font) {
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(font->bytes, 1, font->size, file) == font->size);
    fclose(file);
    sei_root root;
    sei_status status = {0};
    sei_str bytes;
    const char *wrong = NULL;
    sei_face *face = NULL;
    sei_arena_mark mark = sei_arena_mark_take(&bundled.arena);
    CHECK(sei_root_open(&root, &bundled.arena, SEI_STR("/tmp"), &status));
    if (sei_root_map(&root, sei_str_from(path + strlen("/tmp/")), SIZE_MAX, &bytes, &status))
        face = sei_face_open(&bundled.memory, bundled.library->freetype, SEI_STR("broken.ttf"),
                             bytes, 0, &wrong);
    CHECK(face || wrong);
    if (face)
        use_face(face);
    sei_face_close(face);
    sei_root_close(&root);
    sei_arena_mark_release(&bundled.arena, mark);
    return face != NULL;
}

TEST(flipped_bytes_never_crash) {
    static const char *const files[] = {"SourceSerif4-Italic.ttf", "SourceCodePro-Bold.ttf"};
    char path[] = "/tmp/seihon-font-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    close(fd);
    uint32_t seed = 20240924;
    size_t accepted = 0;
    for (size_t round = 0; round < 200; round++) {
        broken font = copy_file(files[round % 2]);
        size_t flips = 1 + round % 40;
        for (size_t i = 0; i < flips; i++) {
            seed = seed * 1664525 + 1013904223;
            size_t at = round % 4 == 0 ? seed % 1000 : seed % font.size;
            font.bytes[at] = (char)(font.bytes[at] ^ (char)(1 + (seed >> 24)));
        }
        accepted += open_and_use(path, &font);
        free(font.bytes);
    }
    unlink(path);
    CHECK(accepted > 0 && accepted < 200);
}

int main(void) {
    fixture_open(&bundled, false);
    RUN(every_bundled_file_opens);
    RUN(metrics);
    RUN(the_list_is_sorted_and_whole);
    RUN(one_file_is_one_face);
    RUN(an_empty_folder_is_no_failure);
    RUN(the_first_folder_wins);
    RUN(truncated_files_are_refused);
    RUN(impossible_numbers_are_refused);
    RUN(other_files_are_refused);
    RUN(flipped_bytes_never_crash);
    fixture_close(&bundled);
    return TEST_RESULT();
}
