/* Every row of spacing.tsv and break.tsv: through the classification and the fonts where the class
 * has a character of its own, by the compiled table where it has not (ruby, warichu,
 * tate-chu-yoko). */
#include <stdlib.h>

#include "fixture.h"
#include "para/break_opportunity.h"
#include "para/classify.h"
#include "para/gap.h"
#include "para/itemise.h"

#define TABLES SEI_TEST_ROOT "/src/para/jlreq/"

/* A character of each class; NULL: none that context would not change. */
static const char *const members[SEI_PAIR_CLASSES] = {
    [1] = "「",  [2] = "」",  [3] = "〜",  [4] = "！",  [5] = "・",  [6] = "。",  [7] = "、",
    [8] = "—",   [9] = "ゝ",  [10] = "ー", [11] = "ぁ", [12] = "￥", [13] = "％", [14] = "　",
    [15] = "あ", [16] = "ア", [19] = "漢", [20] = "*",  [24] = "1",  [27] = "A",
};

typedef struct row {
    int before, after; /* 0: the line's edge */
    char value[32], owner[32];
} row;

static int class_number(const char *name) {
    return strncmp(name, "cl-", 3) == 0 ? atoi(name + 3) : 0;
}

static bool read_row(FILE *file, row *out) {
    char line[512];
    while (fgets(line, sizeof(line), file)) {
        char before[32] = "", after[32] = "";
        *out = (row){0};
        if (line[0] != '#' && sscanf(line, "%31[^\t]\t%31[^\t]\t%31[^\t]\t%31[^\t\n]", before,
                                     after, out->value, out->owner) >= 3) {
            out->before = class_number(before);
            out->after = class_number(after);
            return true;
        }
    }
    return false;
}

static int eighths(const char *text) {
    int top = 0, bottom = 1;
    if (sscanf(text, "%d/%d", &top, &bottom) < 1)
        return -1;
    int sum = top * 8 / bottom;
    const char *plus = strchr(text, '+');
    return plus ? sum + eighths(plus + 1) : sum;
}

/* The pair as a passage: class by context, faces, bodies. */
static void open_pair(fixture *f, sei_passage *passage, sei_span spans[2], const row *r) {
    spans[0] = fixture_span(f, sei_str_from(members[r->before]));
    spans[1] = fixture_span(f, sei_str_from(members[r->after]));
    spans[0].kind = r->before == SEI_CLASS_MARK ? SEI_SPAN_MARK : SEI_SPAN_TEXT;
    spans[1].kind = r->after == SEI_CLASS_MARK ? SEI_SPAN_MARK : SEI_SPAN_TEXT;
    sei_passage_open(passage, &f->context, &f->style, spans, 2);
    sei_passage_window(passage, 0);
    sei_classify(passage);
    sei_itemise(passage);
    CHECK_INT(passage->cluster_count, 2);
}

/* Prefixed and postfixed signs have their class beside digits only: elsewhere it is set by hand. */
static void fix_class(sei_cluster *cluster, int class) {
    if (class == SEI_CLASS_PREFIX || class == SEI_CLASS_POSTFIX || class == SEI_CLASS_NUMERAL)
        cluster->class = (sei_jlreq_class) class;
    CHECK_INT(cluster->class, class);
}

static bool is_shown(const row *r) {
    return r->before > 0 && r->after > 0 && members[r->before] && members[r->after];
}

TEST(every_row_of_spacing) {
    fixture f;
    fixture_open(&f);
    FILE *file = fopen(TABLES "spacing.tsv", "r");
    CHECK(file != NULL);
    row r;
    int shown = 0;
    while (file && read_row(file, &r)) {
        const sei_pair_rule *rule = &sei_pair_rules[r.before][r.after];
        if (strcmp(r.value, "X") == 0) {
            CHECK_INT(rule->rule, SEI_RULE_NO);
            continue;
        }
        CHECK_INT(rule->before + rule->after, eighths(r.value));
        CHECK(strcmp(r.owner, "before") != 0 || rule->after == 0);
        CHECK(strcmp(r.owner, "after") != 0 || rule->before == 0);
        if (!is_shown(&r))
            continue;
        sei_passage passage;
        sei_span spans[2];
        open_pair(&f, &passage, spans, &r);
        fix_class(&passage.clusters[0], r.before);
        fix_class(&passage.clusters[1], r.after);
        sei_item item = {0};
        sei_gap_set(&passage, &item, 0, 1);
        CHECK_INT(item.gap, EM * eighths(r.value) / 8);
        shown++;
    }
    CHECK(shown > 120);
    if (file)
        fclose(file);
    fixture_close(&f);
}

TEST(every_row_of_break) {
    fixture f;
    fixture_open(&f);
    f.style.kinsoku = SEI_KINSOKU_STRICT;
    FILE *file = fopen(TABLES "break.tsv", "r");
    CHECK(file != NULL);
    row r;
    int shown = 0;
    while (file && read_row(file, &r)) {
        const sei_pair_rule *rule = &sei_pair_rules[r.before][r.after];
        if (strcmp(r.value, "no") == 0)
            CHECK_INT(rule->rule, SEI_RULE_NO);
        if (!is_shown(&r) || strcmp(r.value, "no") != 0)
            continue;
        sei_passage passage;
        sei_span spans[2];
        open_pair(&f, &passage, spans, &r);
        fix_class(&passage.clusters[0], r.before);
        fix_class(&passage.clusters[1], r.after);
        const bool *unicode = sei_break_opportunity_unicode(&passage);
        sei_break_opportunity found = sei_break_opportunity_at(&passage, 0, 1, unicode[1]);
        /* The kana fallback: allowed, but never for nothing. */
        bool is_kana = r.after == SEI_CLASS_LONG || r.after == SEI_CLASS_SMALL_KANA;
        CHECK(!found.is_allowed || (is_kana && found.penalty == SEI_PENALTY_KANA));
        shown++;
    }
    CHECK(shown > 120);
    if (file)
        fclose(file);
    fixture_close(&f);
}

/* Pairs that no row names: solid, and a line may break. */
TEST(unlisted_pairs) {
    fixture f;
    fixture_open(&f);
    static const int pairs[][2] = {{15, 15}, {19, 16}, {6, 2}, {1, 19}, {19, 4}, {14, 19}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        row r = {.before = pairs[i][0], .after = pairs[i][1]};
        sei_passage passage;
        sei_span spans[2];
        open_pair(&f, &passage, spans, &r);
        sei_item item = {0};
        sei_gap_set(&passage, &item, 0, 1);
        CHECK_INT(item.gap, 0);
    }
    fixture_close(&f);
}

static sei_jlreq_class class_at(fixture *f, const char *text, uint32_t cluster) {
    sei_passage passage;
    sei_span span = fixture_span(f, sei_str_from(text));
    sei_passage_open(&passage, &f->context, &f->style, &span, 1);
    sei_passage_window(&passage, 0);
    sei_classify(&passage);
    sei_itemise(&passage);
    return cluster < passage.cluster_count ? passage.clusters[cluster].class : 0;
}

TEST(classes_by_context) {
    fixture f;
    fixture_open(&f);
    CHECK_INT(class_at(&f, "年“あ”", 1), SEI_CLASS_LATIN); /* the bundled face's is proportional */
    CHECK_INT(class_at(&f, "年〝あ〟", 1), SEI_CLASS_OPENING);
    CHECK_INT(class_at(&f, "年→あ", 1), SEI_CLASS_IDEOGRAPH);
    CHECK_INT(class_at(&f, "年℃あ", 1), SEI_CLASS_IDEOGRAPH);
    CHECK_INT(class_at(&f, "say “no”", 4), SEI_CLASS_LATIN);
    CHECK_INT(class_at(&f, "それはdon’tです", 6), SEI_CLASS_LATIN);
    CHECK_INT(class_at(&f, "全3.14個", 2), SEI_CLASS_NUMERAL);
    CHECK_INT(class_at(&f, "全5Gの", 1), SEI_CLASS_LATIN);
    CHECK_INT(class_at(&f, "全5％の", 2), SEI_CLASS_POSTFIX);
    CHECK_INT(class_at(&f, "全５％の", 2), SEI_CLASS_POSTFIX);
    CHECK_INT(class_at(&f, "約￥500", 1), SEI_CLASS_PREFIX);
    CHECK_INT(class_at(&f, "約￥の", 1), SEI_CLASS_IDEOGRAPH);
    CHECK_INT(class_at(&f, "語(ICT)", 1), SEI_CLASS_LATIN);
    CHECK_INT(class_at(&f, "語（あ）", 1), SEI_CLASS_OPENING);
    CHECK_INT(class_at(&f, "あ…い", 1), SEI_CLASS_INSEPARABLE);
    CHECK_INT(class_at(&f, "か\xE3\x82\x99い", 1), SEI_CLASS_HIRAGANA);
    CHECK_INT(class_at(&f, "、！", 1), SEI_CLASS_DIVIDING);
    fixture_close(&f);
}

/* Hangul is its own class; the bundled faces do not have it, so that fonts are left out here. */
TEST(hangul) {
    fixture f;
    fixture_open(&f);
    sei_passage passage;
    sei_span span = fixture_span(&f, SEI_STR("한국어A"));
    sei_passage_open(&passage, &f.context, &f.style, &span, 1);
    sei_passage_window(&passage, 0);
    sei_classify(&passage);
    CHECK_INT(passage.clusters[0].class, SEI_CLASS_HANGUL);
    sei_break_opportunity inside = sei_break_opportunity_at(&passage, 0, 1, true);
    CHECK(inside.is_allowed);
    CHECK_INT(inside.penalty, SEI_PENALTY_SYLLABLE);
    CHECK(!sei_break_opportunity_at(&passage, 2, 3, true).is_allowed);
    fixture_close(&f);
}

static sei_break_opportunity between(fixture *f, const char *text, sei_kinsoku kinsoku) {
    sei_passage passage;
    sei_span span = fixture_span(f, sei_str_from(text));
    f->style.kinsoku = kinsoku;
    sei_passage_open(&passage, &f->context, &f->style, &span, 1);
    sei_passage_window(&passage, 0);
    sei_classify(&passage);
    sei_itemise(&passage);
    const bool *unicode = sei_break_opportunity_unicode(&passage);
    return sei_break_opportunity_at(&passage, 0, 1, unicode[1]);
}

/* break-levels.tsv. */
TEST(levels_of_kinsoku) {
    fixture f;
    fixture_open(&f);
    CHECK_INT(between(&f, "アー", SEI_KINSOKU_STRICT).penalty, SEI_PENALTY_KANA);
    CHECK_INT(between(&f, "アー", SEI_KINSOKU_NORMAL).penalty, 0);
    CHECK(between(&f, "人々", SEI_KINSOKU_NORMAL).is_allowed);
    CHECK(!between(&f, "あゝ", SEI_KINSOKU_LOOSE).is_allowed);
    CHECK(!between(&f, "あ〜", SEI_KINSOKU_NORMAL).is_allowed);
    CHECK(between(&f, "あ〜", SEI_KINSOKU_LOOSE).is_allowed);
    CHECK(!between(&f, "あ・", SEI_KINSOKU_NORMAL).is_allowed);
    CHECK(between(&f, "あ・", SEI_KINSOKU_LOOSE).is_allowed);
    CHECK(!between(&f, "……", SEI_KINSOKU_STRICT).is_allowed);
    CHECK(between(&f, "……", SEI_KINSOKU_LOOSE).is_allowed);
    static const char *const never[] = {"「ー", "（あ", "あ。", "あ、", "あ」", "あ，", "——"};
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
        CHECK(!between(&f, never[i], SEI_KINSOKU_LOOSE).is_allowed);
    CHECK_INT(between(&f, "5年", SEI_KINSOKU_STRICT).penalty, SEI_PENALTY_COUNTER);
    CHECK_INT(between(&f, "第5", SEI_KINSOKU_STRICT).penalty, SEI_PENALTY_COUNTER);
    CHECK(!between(&f, "漢\xE2\x81\xA0字", SEI_KINSOKU_LOOSE).is_allowed);
    CHECK(between(&f, "あ\xE2\x80\x8B。", SEI_KINSOKU_STRICT).is_allowed);
    fixture_close(&f);
}

int main(void) {
    RUN(every_row_of_spacing);
    RUN(every_row_of_break);
    RUN(unlisted_pairs);
    RUN(classes_by_context);
    RUN(hangul);
    RUN(levels_of_kinsoku);
    return TEST_RESULT();
}
