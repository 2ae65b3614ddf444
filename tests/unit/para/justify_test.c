/* The adjustment's own law: steps are used up in order, inside a step all move alike, full stops
 * are never eaten, and bodies and gaps add up to the measure. Over texts of many kinds, all
 * profiles. */
#include "fixture.h"
#include "para/classify.h"
#include "para/itemise.h"
#include "para/justify.h"

static const char *const texts[] = {
    "書籍では、主体となる本文の前に「前付」がつく。AIやXR等の情報通信技術（ICT）・デジタルを利用し"
    "たテクノロジーは、"
    "この先さらに私たちの社会・経済活動を変えていくと期待されている。一方で、技術の進化には課題もあ"
    "る。",
    "実際に、IoT機器の数の増加や機能向上に伴い、「IoT機器」を悪用した攻撃も件数・規模は、増え続ける"
    "傾向にある。"
    "NICTが運用する観測網（NICTER）が2023年に観測した通信についても、依然として多い。という。はい。"
    "いいえ。",
    "The quick brown fox と jumps over the lazy dog という文は Latin words だけではない。typed "
    "spaces も word space も"
    "あるので、reduce and expand の両方の step が used されるはずである。",
};
#define TEXTS (sizeof(texts) / sizeof(texts[0]))

static const sei_profile profiles[] = {
    SEI_PROFILE_JLREQ,   SEI_PROFILE_JISX4051, SEI_PROFILE_BOOK,   SEI_PROFILE_ZH_HANS,
    SEI_PROFILE_ZH_HANT, SEI_PROFILE_KO,       SEI_PROFILE_SIMPLE,
};
#define PROFILES (sizeof(profiles) / sizeof(profiles[0]))

/* What gaps moved, of one direction: a step that is begun needs every earlier one used up. */
static void check_order(const sei_items *items, const sei_broken_line *line,
                        const sei_length *gaps) {
    uint32_t end = sei_fit_gap_end(items, line->from, line->to, (sei_tail)line->fit.tail);
    int last_shrink = 0, last_stretch = 0;
    bool opened_all = false;
    for (uint32_t i = line->from; i < end; i++) {
        const sei_item *item = &items->at[i];
        sei_length moved = gaps[i - line->from] - item->gap;
        if (moved < 0 && item->shrink_step > last_shrink)
            last_shrink = item->shrink_step;
        bool is_over = moved > 0 && moved > item->stretch;
        opened_all = opened_all || is_over;
        if (moved > 0 && item->stretch_step > last_stretch)
            last_stretch = item->stretch_step;
    }
    CHECK(last_shrink == 0 || last_stretch == 0);
    for (uint32_t i = line->from; i < end; i++) {
        const sei_item *item = &items->at[i];
        sei_length moved = gaps[i - line->from] - item->gap;
        CHECK(moved >= -item->shrink);
        CHECK(moved == 0 || item->shrink_step != SEI_SHRINK_NONE ||
              item->stretch_step != SEI_STRETCH_NONE);
        if (item->shrink_step != SEI_SHRINK_NONE && item->shrink_step < last_shrink)
            CHECK_INT(moved, -item->shrink);
        bool is_earlier = item->stretch_step < last_stretch && last_stretch < SEI_STRETCH_LETTER;
        if (item->stretch_step != SEI_STRETCH_NONE && (is_earlier || opened_all) &&
            item->stretch_step != SEI_STRETCH_LETTER)
            CHECK(moved >= item->stretch);
    }
}

static void check_line(fixture *f, const sei_passage *passage, const sei_items *items,
                       const sei_broken_line *line, sei_length measure) {
    uint32_t count = line->to - line->from;
    sei_length *gaps = SEI_NEW_ARRAY(&f->arena, sei_length, count);
    sei_justify_line(items, line, true, gaps);
    int64_t width = 0;
    for (uint32_t i = 0; i < count; i++) {
        const sei_item *item = &items->at[line->from + i];
        const sei_cluster *cluster = &passage->clusters[item->cluster];
        width += item->body + gaps[i];
        bool is_japanese = !passage->rules->is_chinese;
        if (cluster->class == SEI_CLASS_STOP && is_japanese && i + 1 < count)
            CHECK(gaps[i] >= item->gap); /* never an eaten full stop */
    }
    CHECK_INT(width, measure);
    check_order(items, line, gaps);
}

static int check_text(fixture *f, const char *text, sei_breaker *breaker) {
    sei_passage passage;
    sei_span span = fixture_span(f, sei_str_from(text));
    sei_passage_open(&passage, &f->context, &f->style, &span, 1);
    sei_passage_window(&passage, 0);
    sei_classify(&passage);
    sei_itemise(&passage);
    sei_items items = sei_items_make(&passage, f->style.measure);
    sei_measures measures = {f->style.measure, f->style.measure, true};
    sei_broken broken = breaker(&f->scratch, &items, &measures);
    int lines = 0;
    for (uint32_t i = 0; i + 1 < broken.count; i++) {
        CHECK_INT(broken.at[i + 1].from, broken.at[i].to);
        CHECK(!broken.at[i].fit.is_over);
        check_line(f, &passage, &items, &broken.at[i], f->style.measure);
        lines++;
    }
    return lines;
}

TEST(steps_are_used_up_in_order) {
    fixture f;
    fixture_open(&f);
    int lines = 0;
    for (size_t p = 0; p < PROFILES; p++) {
        f.style.profile = profiles[p];
        for (sei_length measure = 14; measure <= 40; measure++) {
            f.style.measure = measure * EM;
            for (size_t t = 0; t < TEXTS; t++) {
                lines += check_text(&f, texts[t], sei_break_first_fit);
                lines += check_text(&f, texts[t], sei_break_total_fit);
            }
        }
    }
    CHECK(lines > 4000);
    fixture_close(&f);
}

/* The sum that total-fit makes least: break.c's prices of lines, penalties and contrasts. */
static int64_t demerits(const sei_items *items, const sei_broken *broken) {
    int64_t sum = 0;
    int before = 0;
    for (uint32_t i = 0; i < broken->count; i++) {
        const sei_broken_line *line = &broken->at[i];
        int tightness = line->fit.cost < 5000 || line->is_last ? 0 : line->fit.need < 0 ? -1 : 1;
        int64_t cost = 1000 + line->fit.cost;
        cost += line->is_last ? 0 : (int64_t)items->at[line->to - 1].penalty * 1000;
        cost += tightness * before < 0 ? 30000 : 0;
        before = tightness;
        sum += cost * cost;
    }
    return sum;
}

TEST(total_fit_is_better) {
    fixture f;
    fixture_open(&f);
    int better = 0, worse = 0;
    for (sei_length measure = 14; measure <= 40; measure++) {
        f.style.measure = measure * EM;
        for (size_t t = 0; t < TEXTS; t++) {
            sei_passage passage;
            sei_span span = fixture_span(&f, sei_str_from(texts[t]));
            sei_passage_open(&passage, &f.context, &f.style, &span, 1);
            sei_passage_window(&passage, 0);
            sei_classify(&passage);
            sei_itemise(&passage);
            sei_items items = sei_items_make(&passage, f.style.measure);
            sei_measures measures = {f.style.measure, f.style.measure, true};
            sei_broken first = sei_break_first_fit(&f.scratch, &items, &measures);
            sei_broken total = sei_break_total_fit(&f.scratch, &items, &measures);
            better += demerits(&items, &total) < demerits(&items, &first);
            worse += demerits(&items, &total) > demerits(&items, &first);
        }
    }
    CHECK_INT(worse, 0);
    CHECK(better > 20);
    fixture_close(&f);
}

int main(void) {
    RUN(steps_are_used_up_in_order);
    RUN(total_fit_is_better);
    return TEST_RESULT();
}
