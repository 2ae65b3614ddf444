/* What must hold whatever the text: edges, sums, kinsoku, and that spans decide nothing. The texts
 * are made by a fixed pseudo-random sequence from pieces of every class. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fixture.h"

#define TEXTS 150

static const char *const pieces[] = {
    "の",
    "漢",
    "字",
    "は",
    "て",
    "日本",
    "研究",
    "する",
    "カ",
    "ー",
    "ッ",
    "ョ",
    "々",
    "、",
    "。",
    "「",
    "」",
    "『",
    "』",
    "（",
    "）",
    "・",
    "：",
    "！",
    "？　",
    "……",
    "——",
    "〜",
    "％",
    "50％",
    "2024",
    "3.14",
    "第12章",
    "AI",
    "Web",
    "information",
    "(ICT)",
    " and ",
    " ",
    "“引用”",
    "’",
    "￥5",
    "㎏",
    "한국어",
    "😀",
    "é",
    "か\xE3\x82\x99",
    "/",
    "-",
    ".",
    ",",
    "https://example.com/a/b?c=d",
};
#define PIECES (sizeof(pieces) / sizeof(pieces[0]))

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static sei_str make_text(fixture *f, uint32_t seed) {
    sei_buf out;
    sei_buf_init(&out, &f->memory);
    uint32_t state = seed * 7919u + 1, count = 5 + next_random(&state) % 120;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t pick = next_random(&state);
        size_t number = pick % 3 == 0 ? pick / 3 % PIECES : pick / 3 % 16;
        sei_buf_add(&out, sei_str_from(pieces[number]));
    }
    sei_str text = sei_arena_copy(&f->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

/* The text with every byte of spans one by one, cut at random characters; colours differ. */
static size_t cut_spans(fixture *f, sei_str text, uint32_t seed, sei_span *spans, size_t room) {
    uint32_t state = seed;
    size_t count = 0, from = 0, at = 0;
    while (at < text.size) {
        (void)sei_utf8_next(text, &at);
        bool is_last = at == text.size;
        if (is_last || (next_random(&state) % 4 == 0 && count + 1 < room)) {
            spans[count] = fixture_span(f, sei_str_slice(text, from, at));
            spans[count].look.color.red = (uint8_t)count;
            count++;
            from = at;
        }
    }
    return count;
}

/* The places of all glyphs of a line, one after the other. */
static size_t glyph_places(const sei_line *line, sei_length *places, size_t room) {
    size_t count = 0;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const sei_run *run = line->pieces[k].run;
        for (uint32_t g = 0; run && g < run->glyph_count && count < room; g++)
            places[count++] = line->pieces[k].along + run->glyphs[g].along;
    }
    return count;
}

static void check_same(fixture *f, const sei_lines *a, const sei_lines *b) {
    enum {
        MOST = 4096
    };
    sei_length *x = SEI_NEW_ARRAY(&f->arena, sei_length, MOST);
    sei_length *y = SEI_NEW_ARRAY(&f->arena, sei_length, MOST);
    CHECK_INT(a->count, b->count);
    for (uint32_t i = 0; i < a->count && i < b->count; i++) {
        CHECK_INT(a->at[i].length, b->at[i].length);
        size_t count = glyph_places(&a->at[i], x, MOST);
        CHECK_INT(glyph_places(&b->at[i], y, MOST), count);
        CHECK(memcmp(x, y, count * sizeof(*x)) == 0);
    }
}

TEST(spans_decide_nothing) {
    fixture f;
    fixture_open(&f);
    for (uint32_t seed = 0; seed < TEXTS; seed++) {
        sei_str text = make_text(&f, seed);
        sei_span whole = fixture_span(&f, text), spans[256];
        sei_lines a = sei_para_set(&f.context, &f.style, &whole, 1);
        size_t count = cut_spans(&f, text, seed, spans, 256);
        sei_lines b = sei_para_set(&f.context, &f.style, spans, count);
        check_same(&f, &a, &b);
        CHECK_STR(fixture_lines(&f, &a), fixture_lines(&f, &b).at);
    }
    fixture_close(&f);
}

/* Where the last body of a line ends: the run's end, by its glyphs' own advances. */
static void check_pieces(const sei_line *line) {
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const sei_line_piece *piece = &line->pieces[k];
        CHECK(piece->along >= 0 && piece->length >= 0);
        CHECK(piece->along + piece->length <= line->length);
        if (k > 0)
            CHECK(piece->along >= piece[-1].along + piece[-1].length);
        for (uint32_t g = 1; piece->run && g < piece->run->glyph_count; g++)
            CHECK(piece->run->glyphs[g].text_at >= piece->run->glyphs[g - 1].text_at);
    }
}

static void check_edges(fixture *f, const sei_lines *lines) {
    for (uint32_t i = 0; i < lines->count; i++) {
        const sei_line *line = &lines->at[i];
        check_pieces(line);
        CHECK(line->length <= f->style.measure);
        CHECK(line->is_last || line->length == f->style.measure);
        CHECK(line->is_last == (i + 1 == lines->count));
    }
}

TEST(edges_agree_exactly) {
    fixture f;
    fixture_open(&f);
    for (uint32_t seed = 0; seed < TEXTS; seed++) {
        f.style.measure = (sei_length)(18 + seed % 23) * EM;
        f.style.first_fit = seed % 2;
        f.style.indent = seed % 3 ? EM : 0;
        sei_lines lines = fixture_set(&f, make_text(&f, seed).at);
        check_edges(&f, &lines);
    }
    fixture_close(&f);
}

static bool is_among(uint32_t code_point, const char *set) {
    sei_str str = sei_str_from(set);
    for (size_t at = 0; at < str.size;)
        if (sei_utf8_next(str, &at) == code_point)
            return true;
    return false;
}

TEST(kinsoku_holds) {
    fixture f;
    fixture_open(&f);
    for (uint32_t seed = 0; seed < TEXTS; seed++) {
        f.style.first_fit = seed % 2;
        sei_lines lines = fixture_set(&f, make_text(&f, seed).at);
        sei_str all = fixture_lines(&f, &lines), line;
        for (uint32_t i = 0; i < lines.count; i++) {
            CHECK(sei_str_split(&all, '|', &line));
            size_t head = 0, end = line.size;
            if (line.size == 0)
                continue;
            uint32_t first = sei_utf8_next(line, &head);
            uint32_t last = sei_utf8_previous(line, &end);
            CHECK(i == 0 || !is_among(first, "、。」』）！？・：〜．，　"));
            CHECK(i + 1 == lines.count || !is_among(last, "「『（￥"));
        }
    }
    fixture_close(&f);
}

/* Nothing of the text is lost but spaces at lines' ends. */
TEST(text_is_kept) {
    fixture f;
    fixture_open(&f);
    for (uint32_t seed = 0; seed < TEXTS; seed++) {
        sei_str text = make_text(&f, seed);
        sei_lines lines = fixture_set(&f, text.at);
        sei_str set = fixture_lines(&f, &lines);
        size_t i = 0, k = 0;
        bool agrees = true;
        while (i < text.size && agrees) {
            uint32_t wanted = sei_utf8_next(text, &i);
            size_t next = k;
            uint32_t found = next < set.size ? sei_utf8_next(set, &next) : 0;
            if (found == '|' && next < set.size && wanted != ' ' && wanted != 0x3000)
                found = sei_utf8_next(set, &next);
            agrees = found == wanted || wanted == ' ' || wanted == 0x3000;
            k = found == wanted ? next : k;
        }
        CHECK(agrees);
        CHECK_INT(k, set.size);
    }
    fixture_close(&f);
}

int main(void) {
    RUN(spans_decide_nothing);
    RUN(edges_agree_exactly);
    RUN(kinsoku_holds);
    RUN(text_is_kept);
    return TEST_RESULT();
}
