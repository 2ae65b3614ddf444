/* What a set paragraph is made of: runs, faces, text layer, spaces, boxes, marks, alignment, code.
 */
#include "fixture.h"

static const sei_run *run_at(const sei_lines *lines, uint32_t line, uint32_t piece) {
    return lines->count > line && lines->at[line].piece_count > piece
               ? lines->at[line].pieces[piece].run
               : NULL;
}

TEST(empty_paragraph_is_one_line) {
    fixture f;
    fixture_open(&f);
    sei_lines lines = sei_para_set(&f.context, &f.style, NULL, 0);
    CHECK_INT(lines.count, 1);
    CHECK_INT(lines.at[0].piece_count, 0);
    CHECK(lines.at[0].is_last);
    CHECK_INT(fixture_set(&f, "   ").count, 1);
    fixture_close(&f);
}

/* A typed space is the gap: a quarter em beside Japanese, a third between Latin words; it stays in
 * the text, and a gap without one adds nothing to it. */
TEST(spaces_and_gaps) {
    fixture f;
    fixture_open(&f);
    sei_lines typed = fixture_set(&f, "漢 A 字"), plain = fixture_set(&f, "漢A字");
    CHECK_INT(typed.at[0].length, plain.at[0].length);
    CHECK_STR(fixture_lines(&f, &typed), "漢 A 字");
    CHECK_STR(fixture_lines(&f, &plain), "漢A字");
    sei_lines words = fixture_set(&f, "漢字、b c");
    CHECK_STR(fixture_lines(&f, &words), "漢字、b c");
    sei_lines stop = fixture_set(&f, "字。 字"), solid = fixture_set(&f, "字。字");
    CHECK_INT(stop.at[0].length, solid.at[0].length);
    sei_length before = fixture_set(&f, "漢").at[0].length;
    f.style.latin_gap = 125;
    CHECK_INT(fixture_set(&f, "漢A").at[0].length, plain.at[0].length - before - EM / 2 + EM / 8);
    fixture_close(&f);
}

TEST(punctuation_is_drawn_whole_in_half_a_body) {
    fixture f;
    fixture_open(&f);
    sei_lines lines = fixture_set(&f, "「あ」、い");
    const sei_run *run = run_at(&lines, 0, 0);
    CHECK(run && run->glyph_count == 5);
    if (run && run->glyph_count == 5) {
        CHECK_INT(run->glyphs[0].along, -EM / 2); /* its ink is in the right half */
        CHECK_INT(run->glyphs[1].along, EM / 2);
        CHECK_INT(run->glyphs[2].along, EM * 3 / 2);
        CHECK_INT(run->glyphs[3].along, EM * 2);
        CHECK_INT(run->glyphs[4].along, EM * 3);
    }
    fixture_close(&f);
}

TEST(runs_follow_spans_and_faces) {
    fixture f;
    fixture_open(&f);
    sei_span spans[3] = {fixture_span(&f, SEI_STR("漢字とA")), fixture_span(&f, SEI_STR("B」")),
                         fixture_span(&f, SEI_STR("かな"))};
    spans[1].look.color.red = 200;
    spans[2].look.italic = true;
    spans[2].node_offset = 7;
    sei_lines lines = sei_para_set(&f.context, &f.style, spans, 3);
    CHECK_INT(lines.count, 1);
    CHECK_INT(lines.at[0].piece_count, 5); /* 漢字と A | B 」 | かな */
    const sei_run *kana = run_at(&lines, 0, 4), *first = run_at(&lines, 0, 0);
    CHECK(kana && first);
    if (kana && first) {
        CHECK_STR(kana->text, "かな");
        CHECK(!kana->slanted); /* upright gothic for emphasis */
        CHECK(strcmp(kana->face_name, first->face_name) != 0);
        CHECK_INT(kana->node_offset, 7);
        CHECK_INT(run_at(&lines, 0, 2)->color.red, 200);
    }
    fixture_close(&f);
}

TEST(missing_characters_are_reported_once_and_shown) {
    fixture f;
    fixture_open(&f);
    sei_lines lines = fixture_set(&f, "字\xF0\x90\xA4\x80字\xF0\x90\xA4\x80");
    CHECK_INT(f.diags.size, 1);
    CHECK_INT(f.diags.at[0].id, SEI_DIAG_GLYPH_MISSING);
    CHECK(sei_str_find(f.diags.at[0].message, SEI_STR("U+10900"), 0) != SEI_STR_NONE);
    CHECK_INT(lines.at[0].length, 4 * EM); /* geta marks stand in */
    CHECK_STR(fixture_lines(&f, &lines), "字\xF0\x90\xA4\x80字\xF0\x90\xA4\x80");
    for (uint32_t k = 0; k < lines.at[0].piece_count; k++)
        for (uint32_t g = 0; g < run_at(&lines, 0, k)->glyph_count; g++)
            CHECK(run_at(&lines, 0, k)->glyphs[g].id != 0);
    fixture_close(&f);
}

TEST(boxes_and_marks) {
    fixture f;
    fixture_open(&f);
    sei_span spans[4] = {fixture_span(&f, SEI_STR("漢字")),
                         fixture_span(&f, SEI_STR("1")),
                         fixture_span(&f, SEI_STR("。字")),
                         {.kind = SEI_SPAN_BOX}};
    spans[1].kind = SEI_SPAN_MARK;
    spans[1].look.size = EM * 6 / 10;
    spans[1].look.raise = EM / 3;
    spans[3].width = 3 * EM;
    spans[3].height = 2 * EM;
    sei_lines lines = sei_para_set(&f.context, &f.style, spans, 4);
    CHECK_INT(lines.at[0].mark_count, 1);
    CHECK_INT(lines.marks[lines.at[0].first_mark], 1);
    CHECK_INT(lines.at[0].above, 2 * EM);
    const sei_line_piece *last = &lines.at[0].pieces[lines.at[0].piece_count - 1];
    CHECK(!last->run);
    CHECK_INT(last->span, 3);
    CHECK_INT(last->length, 3 * EM);
    CHECK_INT(run_at(&lines, 0, 1)->glyphs[0].across, EM / 3);
    /* The mark stays with its word: nothing breaks before it or before the full stop behind it. */
    f.style.measure = 2 * EM;
    lines = sei_para_set(&f.context, &f.style, spans, 3);
    CHECK_INT(lines.at[0].mark_count, 0);
    CHECK_STR(run_at(&lines, 0, 0)->text, "漢");
    fixture_close(&f);
}

TEST(forced_breaks_and_code) {
    fixture f;
    fixture_open(&f);
    sei_span spans[3] = {
        fixture_span(&f, SEI_STR("あ")), {.kind = SEI_SPAN_BREAK}, fixture_span(&f, SEI_STR("い"))};
    sei_lines lines = sei_para_set(&f.context, &f.style, spans, 3);
    CHECK_STR(fixture_lines(&f, &lines), "あ|い");
    CHECK(lines.at[0].is_last && lines.at[1].is_last);
    f.style.is_verbatim = true;
    f.look.role = SEI_FACE_MONO;
    f.look.is_verbatim = true;
    lines = fixture_set(&f, "if (a)  {\n\n\tb「」 ;\n}");
    CHECK_STR(fixture_lines(&f, &lines), "if (a)  {||\tb「」 ;|}");
    CHECK_INT(lines.at[1].piece_count, 0);
    sei_length cell = fixture_set(&f, "x").at[0].length;
    CHECK_INT(fixture_set(&f, "\tx").at[0].length, cell * 5);
    CHECK_INT(fixture_set(&f, "ab\tx").at[0].length, cell * 5);
    CHECK_INT(fixture_set(&f, "「」").at[0].length, 2 * EM);
    f.style.measure = cell * 4 + cell / 2;
    lines = fixture_set(&f, "abc defgh");
    CHECK_STR(fixture_lines(&f, &lines), "abc |defg|h");
    fixture_close(&f);
}

TEST(alignment) {
    fixture f;
    fixture_open(&f);
    f.style.is_justified = false;
    f.style.align = SEI_STYLE_CENTER;
    sei_lines lines = fixture_set(&f, "漢字");
    CHECK_INT(lines.at[0].pieces[0].along, 9 * EM);
    f.style.align = SEI_STYLE_RIGHT;
    lines = fixture_set(&f, "漢字");
    CHECK_INT(lines.at[0].length, 20 * EM);
    f.style.align = SEI_STYLE_LEFT;
    f.style.is_heading = true;
    lines = fixture_set(&f, "あいうえおかきくけこさしすせそたちつてとなに");
    CHECK_INT(lines.count, 2); /* 22 characters, balanced */
    CHECK_INT(lines.at[0].length, 11 * EM);
    fixture_close(&f);
}

TEST(width_is_what_fits) {
    fixture f;
    fixture_open(&f);
    sei_span span = fixture_span(&f, SEI_STR("漢字ABCの幅、この字"));
    sei_length width = sei_para_width(&f.context, &f.style, &span, 1);
    f.style.measure = width;
    CHECK_INT(sei_para_set(&f.context, &f.style, &span, 1).count, 1);
    f.style.measure = width - EM;
    CHECK_INT(sei_para_set(&f.context, &f.style, &span, 1).count, 2);
    fixture_close(&f);
}

TEST(soft_hyphens_and_zero_width_spaces) {
    fixture f;
    fixture_open(&f);
    f.style.measure = 10 * EM;
    sei_lines lines = fixture_set(&f, "漢字漢字漢字漢pro\xC2\xADgrammatic");
    CHECK_INT(lines.count, 2);
    CHECK(lines.at[0].has_hyphen);
    CHECK_INT(lines.at[0].length, f.style.measure);
    f.style.measure = 20 * EM;
    CHECK(!fixture_set(&f, "漢字漢字漢字漢pro\xC2\xADgrammatic").at[0].has_hyphen);
    f.style.measure = 6 * EM;
    lines = fixture_set(&f, "漢字漢字漢\xE2\x80\x8B、字漢字");
    CHECK_STR(fixture_lines(&f, &lines), "漢字漢字漢\xE2\x80\x8B、|字漢字");
    CHECK(!lines.at[lines.count - 1].has_hyphen);
    fixture_close(&f);
}

/* A line as long as a window would hold: nothing of a window's end shows. */
TEST(long_paragraphs_are_set_in_windows) {
    fixture f;
    fixture_open(&f);
    sei_buf text;
    sei_buf_init(&text, &f.memory);
    for (int i = 0; i < 6000; i++)
        sei_buf_add(&text, SEI_STR("漢字の長い段落である。その"));
    sei_span span = fixture_span(&f, sei_buf_str(&text));
    f.style.first_fit = true;
    sei_lines lines = sei_para_set(&f.context, &f.style, &span, 1);
    sei_str set = fixture_lines(&f, &lines);
    CHECK_INT(set.size, text.size + lines.count - 1);
    for (uint32_t i = 0; i + 1 < lines.count; i++)
        CHECK(!lines.at[i].is_last && lines.at[i].length == f.style.measure);
    CHECK(lines.count > 3800);
    CHECK_INT(lines.character_count, 6000 * 13);
    sei_buf_fini(&text);
    fixture_close(&f);
}

TEST(korean_and_chinese) {
    fixture f;
    fixture_open(&f);
    f.style.lang = SEI_LANG_ZH_HANS;
    f.style.profile = SEI_PROFILE_ZH_HANS;
    f.style.measure = 6 * EM;
    /* At a line's end a mark always takes half a cell. */
    sei_lines lines = fixture_set(&f, "漢字漢字漢字。漢字漢字漢字漢字漢");
    CHECK(lines.at[0].length == f.style.measure);
    CHECK_STR(fixture_lines(&f, &lines), "漢字漢字漢|字。漢字漢字|漢字漢字漢");
    f.style.lang = SEI_LANG_NONE;
    f.style.profile = SEI_PROFILE_AUTO;
    lines = fixture_set(&f, "제 책");
    CHECK_INT(lines.count, 1);
    fixture_close(&f);
}

TEST(addresses_and_code_turn_over_behind_separators) {
    fixture f;
    fixture_open(&f);
    f.style.measure = 22 * EM;
    sei_lines lines =
        fixture_set(&f, "詳細は https://www.example.com/whitepaper/html/nd252310.htmlを見る。");
    CHECK_STR(fixture_lines(&f, &lines),
              "詳細は https://www.example.com/whitepaper/|html/nd252310.htmlを見る。");
    sei_span spans[2] = {fixture_span(&f, SEI_STR("漢字仮名交じり文は")),
                         fixture_span(&f, SEI_STR("sei_break_opportunity_at"))};
    spans[1].look.is_verbatim = true;
    spans[1].look.role = SEI_FACE_MONO;
    f.style.measure = 16 * EM;
    lines = sei_para_set(&f.context, &f.style, spans, 2);
    CHECK_STR(fixture_lines(&f, &lines), "漢字仮名交じり文はsei_break_|opportunity_at");
    spans[1].text = SEI_STR("hb_layout");
    lines = sei_para_set(&f.context, &f.style, spans, 2);
    CHECK_INT(lines.count, 1);
    fixture_close(&f);
}

TEST(dump_shows_items_and_lines) {
    fixture f;
    fixture_open(&f);
    f.style.measure = 4 * EM;
    CHECK_STR(fixture_dump(&f, "漢、「あ」。"),
              "\"漢\" cl-19 body=1000 gap=0\n"
              "\"、\" cl-07 body=500 gap=500 shrink=punctuation:500 stretch=all:0 tail=500/0 "
              "break=300\n"
              "\"「\" cl-01 body=500 gap=0\n"
              "\"あ\" cl-15 body=1000 gap=0\n"
              "\"」\" cl-02 body=500 gap=0 tail=500/0\n"
              "\"。\" cl-06 body=500 gap=0 tail=500/0\n"
              "| need=-500 cost=72500 tail=cut last\n"
              "line 1 40 0:\"漢、「あ」。\" last\n");
    fixture_close(&f);
}

int main(void) {
    RUN(empty_paragraph_is_one_line);
    RUN(spaces_and_gaps);
    RUN(punctuation_is_drawn_whole_in_half_a_body);
    RUN(runs_follow_spans_and_faces);
    RUN(missing_characters_are_reported_once_and_shown);
    RUN(boxes_and_marks);
    RUN(forced_breaks_and_code);
    RUN(alignment);
    RUN(width_is_what_fits);
    RUN(soft_hyphens_and_zero_width_spaces);
    RUN(long_paragraphs_are_set_in_windows);
    RUN(korean_and_chinese);
    RUN(addresses_and_code_turn_over_behind_separators);
    RUN(dump_shows_items_and_lines);
    return TEST_RESULT();
}
