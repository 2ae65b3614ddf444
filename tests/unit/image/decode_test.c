/* Every format shows the same picture of four quarters: red, green, blue, white, or four greys. */
#include "sample.h"

#include <stdlib.h>

typedef struct picture {
    const char *name;
    sei_image_kind kind;
    bool is_grey;
    bool has_hole; /* the first quarter is transparent */
    int tolerance; /* lossy formats */
} picture;

static const picture pictures[] = {
    {"grey-2.png", SEI_IMAGE_PNG, true, false, 0},
    {"grey-4.png", SEI_IMAGE_PNG, true, false, 0},
    {"grey-8.png", SEI_IMAGE_PNG, true, false, 0},
    {"grey-16.png", SEI_IMAGE_PNG, true, false, 0},
    {"grey-alpha.png", SEI_IMAGE_PNG, true, true, 0},
    {"grey-alpha-16.png", SEI_IMAGE_PNG, true, true, 0},
    {"grey-trns.png", SEI_IMAGE_PNG, true, true, 0},
    {"rgb.png", SEI_IMAGE_PNG, false, false, 0},
    {"rgb-16.png", SEI_IMAGE_PNG, false, false, 0},
    {"rgb-interlaced.png", SEI_IMAGE_PNG, false, false, 0},
    {"rgb-trns.png", SEI_IMAGE_PNG, false, true, 0},
    {"rgba.png", SEI_IMAGE_PNG, false, true, 0},
    {"rgba-16-interlaced.png", SEI_IMAGE_PNG, false, true, 0},
    {"rgba-opaque.png", SEI_IMAGE_PNG, false, false, 0},
    {"palette-2.png", SEI_IMAGE_PNG, false, false, 0},
    {"palette-4.png", SEI_IMAGE_PNG, false, false, 0},
    {"palette-8.png", SEI_IMAGE_PNG, false, false, 0},
    {"palette-trns.png", SEI_IMAGE_PNG, false, true, 0},
    {"profile.png", SEI_IMAGE_PNG, false, false, 0},
    {"rgb.jpg", SEI_IMAGE_JPEG, false, false, 20},
    {"progressive.jpg", SEI_IMAGE_JPEG, false, false, 20},
    {"cmyk.jpg", SEI_IMAGE_JPEG, false, false, 20},
    {"plain.gif", SEI_IMAGE_GIF, false, false, 0},
    {"interlaced.gif", SEI_IMAGE_GIF, false, false, 0},
    {"transparent.gif", SEI_IMAGE_GIF, false, true, 0},
    {"animated.gif", SEI_IMAGE_GIF, false, false, 0},
    {"lossy.webp", SEI_IMAGE_WEBP, false, false, 60},
    {"lossless.webp", SEI_IMAGE_WEBP, false, false, 0},
    {"alpha.webp", SEI_IMAGE_WEBP, false, true, 0},
    {"animated.webp", SEI_IMAGE_WEBP, false, false, 0},
    {"lossy.avif", SEI_IMAGE_AVIF, false, false, 60},
    {"deep.avif", SEI_IMAGE_AVIF, false, false, 20},
    {"alpha.avif", SEI_IMAGE_AVIF, false, true, 0},
    {"animated.avif", SEI_IMAGE_AVIF, false, false, 0},
};

static const int quarters[4][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}};
static const int greys[4] = {0, 85, 170, 255};

/* Whether the pixel has the colour of quarter 0 … 3. */
static bool shows(const sei_image_samples *samples, uint32_t x, uint32_t y, const picture *kind,
                  int quarter) {
    size_t at = (size_t)y * samples->width + x;
    for (int c = 0; c < samples->channels; c++) {
        int expected = kind->is_grey ? greys[quarter] : quarters[quarter][c];
        int actual = samples->color[at * (size_t)samples->channels + (size_t)c];
        if (abs(actual - expected) > kind->tolerance)
            return false;
    }
    return true;
}

TEST(each_kind_decodes) {
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        const picture *kind = &pictures[i];
        sei_str bytes = sample_read(kind->name);
        sei_image_info info;
        sei_image_samples samples = {0};
        bool damaged = true;
        int failures = test_failures;
        CHECK(sei_image_probe(bytes, &info, &status));
        CHECK_INT(info.kind, kind->kind);
        CHECK_INT(info.width, 24);
        CHECK_INT(info.height, 16);
        CHECK(sei_image_decode(&arena, bytes, 0, &samples, &damaged, &status));
        CHECK(!damaged);
        CHECK_INT(samples.width, 24);
        CHECK_INT(samples.height, 16);
        CHECK_INT(samples.channels, kind->is_grey ? 1 : 3);
        CHECK((samples.alpha != NULL) == kind->has_hole);
        for (int q = 0; q < 4 && samples.color; q++) {
            uint32_t x = q % 2 ? 18 : 6, y = q / 2 ? 12 : 4;
            bool in_hole = q == 0 && kind->has_hole;
            CHECK(in_hole || shows(&samples, x, y, kind, q));
            if (samples.alpha)
                CHECK_INT(samples.alpha[y * 24 + x], q == 0 ? 0 : 255);
        }
        if (test_failures != failures)
            fprintf(stderr, "… in %s: %s\n", kind->name, status.message);
    }
}

TEST(one_bit_and_grey_jpeg) {
    sei_image_samples samples;
    bool damaged;
    CHECK(sei_image_decode(&arena, sample_read("grey-1.png"), 0, &samples, &damaged, &status));
    CHECK_INT(samples.color[0], 0);
    CHECK_INT(samples.color[15 * 24 + 23], 255);
    CHECK(sei_image_decode(&arena, sample_read("grey.jpg"), 0, &samples, &damaged, &status));
    CHECK_INT(samples.channels, 1);
    CHECK(abs(samples.color[0] - 76) < 10); /* red in grey */
}

/* EXIF's eight orientations: which quarter is shown first in reading order. */
static void expect_upright(const char *name, int orientation) {
    static const int first[9][4] = {{0, 1, 2, 3}, {0, 1, 2, 3}, {1, 0, 3, 2},
                                    {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 2, 1, 3},
                                    {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}};
    const picture kind = {.tolerance = 20};
    sei_str bytes = sample_read(name);
    sei_image_info info;
    sei_image_samples samples;
    bool damaged;
    CHECK(sei_image_probe(bytes, &info, &status));
    CHECK_INT(info.orientation, orientation);
    CHECK_INT(info.passes_through, info.kind == SEI_IMAGE_JPEG && orientation == 1);
    CHECK_INT(info.width, orientation < 5 ? 24 : 16);
    CHECK(sei_image_decode(&arena, bytes, 0, &samples, &damaged, &status));
    CHECK_INT(samples.width, info.width);
    CHECK_INT(samples.height, info.height);
    for (int q = 0; q < 4; q++)
        CHECK(shows(&samples, samples.width * (q % 2 ? 3u : 1u) / 4,
                    samples.height * (q / 2 ? 3u : 1u) / 4, &kind, first[orientation][q]));
}

TEST(orientation_is_applied) {
    char name[32];
    for (int orientation = 1; orientation <= 8; orientation++) {
        snprintf(name, sizeof name, "exif-%d.jpg", orientation);
        expect_upright(name, orientation);
    }
    for (int orientation = 2; orientation <= 8; orientation++) {
        snprintf(name, sizeof name, "turned-%d.avif", orientation);
        expect_upright(name, orientation);
    }
}

TEST(jpeg_passes_through_only_when_plain) {
    sei_image_info info;
    CHECK(sei_image_probe(sample_read("rgb.jpg"), &info, &status) && info.passes_through);
    CHECK_INT(info.components, 3);
    CHECK(sei_image_probe(sample_read("progressive.jpg"), &info, &status) && info.passes_through);
    CHECK(sei_image_probe(sample_read("grey.jpg"), &info, &status) && info.passes_through);
    CHECK_INT(info.components, 1);
    CHECK(sei_image_probe(sample_read("cmyk.jpg"), &info, &status) && !info.passes_through);
    CHECK_INT(info.components, 4);
    sei_str cut = sample_read("rgb.jpg");
    cut.size -= 2;
    CHECK(sei_image_probe(cut, &info, &status) && !info.passes_through);
}

/* A hundred by a hundred pixels of noise fill the code table: compared with what make.py wrote. */
TEST(gif_codes_grow_to_their_widest) {
    sei_image_samples samples;
    bool damaged;
    uint32_t state = 1;
    CHECK(sei_image_decode(&arena, sample_read("noise.gif"), 0, &samples, &damaged, &status));
    CHECK(!damaged);
    CHECK_INT(samples.width, 100);
    for (size_t i = 0; i < 10000; i++) {
        state = (state * 1103515245u + 12345u) & 0x7FFFFFFF;
        if (samples.color[3 * i] != (state >> 16 & 255)) {
            CHECK_INT(samples.color[3 * i], state >> 16 & 255);
            break;
        }
    }
}

TEST(what_breaks_off_is_damaged_but_shown) {
    static const char *const names[] = {"rgb.jpg", "rgba.png", "noise.gif"};
    for (size_t i = 0; i < 3; i++) {
        sei_str bytes = sample_read(names[i]);
        sei_image_samples samples;
        bool damaged = false;
        bytes.size -= i == 1 ? 14 : 60; /* the PNG: its last rows' check sum and end */
        CHECK(sei_image_decode(&arena, bytes, 0, &samples, &damaged, &status));
        CHECK(damaged);
        CHECK(samples.width >= 24);
    }
}

/* Three pixels to two: the middle one is halved, and what is transparent gives no colour. */
TEST(shrunk_pixels_are_means_of_areas) {
    uint8_t color[] = {0, 90, 240, 0, 90, 240}, alpha[] = {255, 0, 255, 255, 0, 255};
    sei_image_samples samples = {.width = 3, .height = 2, .channels = 1, .color = color};
    sei_image_shrink(&arena, &samples, 2);
    CHECK_INT(samples.width, 2);
    CHECK_INT(samples.height, 1);
    CHECK_INT(samples.color[0], 30);
    CHECK_INT(samples.color[1], 190);
    samples = (sei_image_samples){3, 2, 1, color, alpha};
    sei_image_shrink(&arena, &samples, 2);
    CHECK_INT(samples.color[0], 0);
    CHECK_INT(samples.color[1], 240);
    CHECK_INT(samples.alpha[0], 170);
    samples = (sei_image_samples){3, 2, 1, color, NULL};
    sei_image_shrink(&arena, &samples, 3);
    CHECK(samples.color == color);
}

/* A gradient, as a photograph has them. */
static sei_image_samples gradient(uint32_t width, uint32_t height) {
    sei_image_samples samples = {.width = width, .height = height, .channels = 3};
    samples.color = sei_arena_alloc_array(&arena, (size_t)width * height, 3);
    for (size_t i = 0; i < (size_t)width * height; i++) {
        samples.color[3 * i] = (uint8_t)(i % width * 255 / width);
        samples.color[3 * i + 1] = (uint8_t)(i / width * 255 / height);
        samples.color[3 * i + 2] = 128;
    }
    return samples;
}

TEST(a_photograph_is_encoded_as_jpeg) {
    sei_image_samples samples = gradient(200, 100), read;
    sei_str bytes;
    bool damaged;
    CHECK(sei_image_encode_jpeg(&arena, &samples, &bytes));
    CHECK(bytes.size < 200 * 100 * 3 / 10);
    CHECK(sei_image_decode(&arena, bytes, 0, &read, &damaged, &status) && !damaged);
    CHECK_INT(read.width, 200);
    CHECK_INT(read.height, 100);
    int most = 0;
    for (size_t i = 0; i < (size_t)200 * 100 * 3; i++)
        most = abs(read.color[i] - samples.color[i]) > most ? abs(read.color[i] - samples.color[i])
                                                            : most;
    CHECK(most <= 8);
}

TEST(what_jpeg_does_not_halve_is_no_photograph) {
    sei_image_samples small = gradient(8, 8), clear = gradient(200, 100);
    sei_str bytes;
    CHECK(!sei_image_encode_jpeg(&arena, &small, &bytes));
    clear.alpha = sei_arena_alloc_array(&arena, (size_t)200 * 100, 1);
    CHECK(!sei_image_encode_jpeg(&arena, &clear, &bytes));
}

TEST(a_photographs_coding_is_lossy) {
    static const struct {
        const char *name;
        bool is_lossy;
    } files[] = {{"rgb.jpg", true},    {"cmyk.jpg", true},       {"lossy.webp", true},
                 {"lossy.avif", true}, {"lossless.webp", false}, {"rgb.png", false}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        sei_image_info info;
        CHECK(sei_image_probe(sample_read(files[i].name), &info, &status));
        CHECK(info.is_lossy == files[i].is_lossy);
    }
}

TEST(png_is_encoded_as_it_was) {
    static const char *const names[] = {"rgb.png", "rgba.png", "grey-8.png", "grey-alpha.png"};
    for (size_t i = 0; i < 4; i++) {
        sei_image_samples samples, again;
        sei_str first = {0}, second = {0};
        bool damaged;
        CHECK(sei_image_decode(&arena, sample_read(names[i]), 0, &samples, &damaged, &status));
        CHECK(sei_image_encode_png(&arena, &samples, SEI_PNG_PHOTOGRAPH, &first, &status));
        CHECK(sei_image_encode_png(&arena, &samples, SEI_PNG_PHOTOGRAPH, &second, &status));
        CHECK(sei_str_equal(first, second));
        CHECK(sei_image_decode(&arena, first, 0, &again, &damaged, &status));
        CHECK_INT(again.channels, samples.channels);
        CHECK(memcmp(again.color, samples.color, 24u * 16 * (size_t)samples.channels) == 0);
        CHECK((again.alpha == NULL) == (samples.alpha == NULL));
        if (again.alpha)
            CHECK(memcmp(again.alpha, samples.alpha, 24 * 16) == 0);
    }
}

TEST(what_is_no_image_is_refused) {
    static const char *const texts[] = {
        "",         "hello",       "<html></html>", "%PDF-1.7", "GIF", "RIFF", "\x89PNG\r\n\x1a\n",
        "BM......", "\xFF\xD8\xFF"};
    sei_image_info info;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        sei_status failed = {0};
        CHECK(!sei_image_probe(sei_str_from(texts[i]), &info, &failed));
        CHECK(failed.code == SEI_FAILED_INPUT && failed.message[0]);
    }
}

TEST(bombs_are_refused_by_their_header) {
    char bytes[64] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0";
    sei_image_info info;
    CHECK(!sei_image_probe((sei_str){bytes, 40}, &info, &status));
    CHECK(strstr(status.message, "65536 by 65536") != NULL);
    char gif[] = "GIF89a\xFF\xFF\xFF\xFF\x80\0\0abcdef,\0\0\0\0\1\0\1\0\0\2\2D\1";
    CHECK(!sei_image_probe((sei_str){gif, sizeof gif}, &info, &status));
    char bmp[] = "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0";
    CHECK(!sei_image_probe((sei_str){bmp, sizeof bmp}, &info, &status));
    CHECK(strstr(status.message, "BMP") != NULL);
}

int main(void) {
    sample_start();
    RUN(each_kind_decodes);
    RUN(one_bit_and_grey_jpeg);
    RUN(orientation_is_applied);
    RUN(jpeg_passes_through_only_when_plain);
    RUN(gif_codes_grow_to_their_widest);
    RUN(what_breaks_off_is_damaged_but_shown);
    RUN(shrunk_pixels_are_means_of_areas);
    RUN(a_photograph_is_encoded_as_jpeg);
    RUN(what_jpeg_does_not_halve_is_no_photograph);
    RUN(a_photographs_coding_is_lossy);
    RUN(png_is_encoded_as_it_was);
    RUN(what_is_no_image_is_refused);
    RUN(bombs_are_refused_by_their_header);
    sample_end();
    return TEST_RESULT();
}
