/* Shaping: features by script, clusters, marks, limits; and the plain way against the shaper. */
#include "base/limits.h"
#include "fixture.h"
#include "font/plain.h"
#include "font/shape.h"

static font_fixture bundled;

static sei_shape_request request_for(const sei_face *face, sei_str text, bool is_cjk) {
    return (sei_shape_request){.face = face,
                               .text = text,
                               .to = text.size,
                               .script = is_cjk ? SEI_SCRIPT_HAN : SEI_SCRIPT_LATIN,
                               .lang = is_cjk ? SEI_LANG_JA : SEI_LANG_EN,
                               .is_cjk = is_cjk};
}

static size_t shape_text(const char *file, const char *text, bool is_cjk,
                         sei_shaped_glyph **glyphs) {
    sei_shape_request request =
        request_for(fixture_face(&bundled, file), sei_str_from(text), is_cjk);
    return sei_shape(bundled.set, &bundled.arena, &request, glyphs, NULL);
}

static long advance_of(const sei_shaped_glyph *glyphs, size_t count) {
    long sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += glyphs[i].advance;
    return sum;
}

TEST(kana_keep_their_em) {
    sei_shaped_glyph *glyphs;
    size_t count = shape_text("NotoSerifJP-Regular.ttf", "かなトークン、「漢字」。", true, &glyphs);
    CHECK_INT(count, 12);
    CHECK_INT(advance_of(glyphs, count), 12000);
    for (size_t i = 0; i < count; i++) {
        CHECK_INT(glyphs[i].text_at, 3 * i);
        CHECK_INT(glyphs[i].x_offset, 0);
    }
}

TEST(latin_kerns_and_cjk_does_not) {
    sei_shaped_glyph *glyphs;
    size_t count = shape_text("SourceSerif4-Regular.ttf", "AVAV", false, &glyphs);
    long kerned = advance_of(glyphs, count);
    count = shape_text("SourceSerif4-Regular.ttf", "AVAV", true, &glyphs);
    CHECK_INT(count, 4);
    CHECK(kerned < advance_of(glyphs, count));
    CHECK_INT(shape_text("SourceSerif4-Regular.ttf", "ffi", true, &glyphs), 3);
}

TEST(text_at_counts_the_whole_text) {
    sei_str text = SEI_STR("前の文AVと後");
    sei_shape_request request =
        request_for(fixture_face(&bundled, "SourceSerif4-Regular.ttf"), text, false);
    request.from = 9;
    request.to = 11;
    sei_shaped_glyph *glyphs;
    CHECK_INT(sei_shape(bundled.set, &bundled.arena, &request, &glyphs, NULL), 2);
    CHECK_INT(glyphs[0].text_at, 9);
    CHECK_INT(glyphs[1].text_at, 10);
    request.to = 9;
    CHECK_INT(sei_shape(bundled.set, &bundled.arena, &request, &glyphs, NULL), 0);
}

TEST(variation_sequences) {
    sei_shaped_glyph *plain, *variant;
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "辻", true, &plain), 1);
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "辻\U000E0100", true, &variant), 1);
    CHECK(plain[0].id != 0 && variant[0].id != 0 && plain[0].id != variant[0].id);
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "あ\uFE0F", true, &variant), 1);
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "𠮷", true, &plain), 1);
    CHECK(plain[0].id != 0);
}

TEST(emoji_sequences_are_one_glyph) {
    sei_shaped_glyph *glyphs;
    CHECK_INT(shape_text("NotoEmoji-Regular.ttf", "📑", false, &glyphs), 1);
    CHECK_INT(shape_text("NotoEmoji-Regular.ttf", "👩\u200D💻", false, &glyphs), 1);
    CHECK(glyphs[0].id != 0);
    CHECK_INT(glyphs[0].text_at, 0);
    CHECK_INT(shape_text("NotoEmoji-Regular.ttf", "❤\uFE0F", false, &glyphs), 1);
}

TEST(marks_compose) {
    sei_shaped_glyph *apart, *whole;
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "か\u3099", true, &apart), 1);
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "が", true, &whole), 1);
    CHECK_INT(apart[0].id, whole[0].id);
    CHECK_INT(shape_text("SourceSerif4-Regular.ttf", "e\u0301", false, &apart), 1);
    CHECK_INT(shape_text("SourceSerif4-Regular.ttf", "é", false, &whole), 1);
    CHECK_INT(apart[0].id, whole[0].id);
    CHECK_INT(shape_text("NotoSerifJP-Regular.ttf", "か\u309A", true, &apart), 1);
}

TEST(tabular_figures) {
    sei_shape_request request =
        request_for(fixture_face(&bundled, "SourceSerif4-Regular.ttf"), SEI_STR("17"), false);
    request.tabular = true;
    sei_shaped_glyph *glyphs;
    CHECK_INT(sei_shape(bundled.set, &bundled.arena, &request, &glyphs, NULL), 2);
    CHECK_INT(glyphs[0].advance, glyphs[1].advance);
}

/* Right-to-left runs come in visual order, segments too. */
TEST(backward_runs_are_in_visual_order) {
    sei_buf buf;
    sei_buf_init(&buf, &bundled.memory);
    for (size_t i = 0; i < SEI_LIMIT_SHAPE_RUN + 10; i++)
        sei_buf_add_code_point(&buf, 0x05D0 + (uint32_t)i % 20);
    sei_shape_request request =
        request_for(fixture_face(&bundled, "SourceSerif4-Regular.ttf"), sei_buf_str(&buf), false);
    request.script = SEI_SCRIPT_HEBREW;
    sei_shaped_glyph *glyphs;
    size_t count = sei_shape(bundled.set, &bundled.arena, &request, &glyphs, NULL);
    CHECK_INT(count, SEI_LIMIT_SHAPE_RUN + 10);
    bool is_falling = true;
    for (size_t i = 1; i < count; i++)
        is_falling = is_falling && glyphs[i].text_at < glyphs[i - 1].text_at;
    CHECK(is_falling);
    sei_buf_fini(&buf);
}

/* CVE-2023-25193: quadratic time over marks. */
TEST(forty_thousand_marks) {
    sei_buf buf;
    sei_buf_init(&buf, &bundled.memory);
    sei_buf_add(&buf, SEI_STR("a"));
    for (size_t i = 0; i < 40000; i++)
        sei_buf_add_code_point(&buf, 0x0301);
    sei_buf_add(&buf, SEI_STR("b"));
    sei_shape_request request =
        request_for(fixture_face(&bundled, "SourceSerif4-Regular.ttf"), sei_buf_str(&buf), false);
    sei_shaped_glyph *glyphs;
    size_t dropped = 0;
    double before = sei_os_cpu_seconds();
    size_t count = sei_shape(bundled.set, &bundled.arena, &request, &glyphs, &dropped);
    CHECK(sei_os_cpu_seconds() - before < 1.0);
    CHECK_INT(dropped, 40000 - SEI_LIMIT_MARKS);
    CHECK(count >= 2 && count <= SEI_LIMIT_MARKS + 2);
    CHECK_INT(glyphs[count - 1].text_at, 80001);
    sei_buf_fini(&buf);
}

TEST(long_runs_equal_short_ones) {
    sei_buf buf;
    sei_buf_init(&buf, &bundled.memory);
    while (buf.size < 5 * SEI_LIMIT_SHAPE_RUN)
        sei_buf_add(&buf, SEI_STR("e\u0301fi "));
    sei_shape_request request =
        request_for(fixture_face(&bundled, "SourceSerif4-Regular.ttf"), sei_buf_str(&buf), false);
    sei_shaped_glyph *whole, *part;
    size_t count = sei_shape(bundled.set, &bundled.arena, &request, &whole, NULL);
    request.to = 6;
    size_t period = sei_shape(bundled.set, &bundled.arena, &request, &part, NULL);
    CHECK_INT(count, buf.size / 6 * period);
    for (size_t i = 0; i < count && period; i++)
        CHECK(whole[i].id == part[i % period].id &&
              whole[i].text_at == i / period * 6 + part[i % period].text_at);
    sei_buf_fini(&buf);
}

TEST(any_bytes_shape) {
    uint32_t seed = 1;
    for (size_t round = 0; round < 300; round++) {
        char bytes[64];
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
        sei_shape_request request = request_for(
            fixture_face(&bundled, round % 2 ? "NotoSansJP-Regular.ttf" : "NotoEmoji-Regular.ttf"),
            (sei_str){bytes, sizeof bytes}, round % 3 == 0);
        request.script = (sei_script)(round % SEI_SCRIPT_COUNT);
        request.vertical = round % 5 == 0;
        sei_shaped_glyph *glyphs = NULL;
        size_t count = sei_shape(bundled.set, &bundled.arena, &request, &glyphs, NULL);
        for (size_t i = 0; i < count; i++)
            CHECK(glyphs[i].text_at < sizeof bytes);
    }
}

int main(void) {
    fixture_open(&bundled, false);
    RUN(kana_keep_their_em);
    RUN(latin_kerns_and_cjk_does_not);
    RUN(text_at_counts_the_whole_text);
    RUN(variation_sequences);
    RUN(emoji_sequences_are_one_glyph);
    RUN(marks_compose);
    RUN(tabular_figures);
    RUN(backward_runs_are_in_visual_order);
    RUN(forty_thousand_marks);
    RUN(long_runs_equal_short_ones);
    RUN(any_bytes_shape);
    fixture_close(&bundled);
    return TEST_RESULT();
}
