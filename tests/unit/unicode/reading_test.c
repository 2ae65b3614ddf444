/* The order of an index. */
#include "../base/ground.h"
#include "test.h"
#include "unicode/reading.h"

static int compare(sei_str a, sei_str b) {
    const size_t least = a.size < b.size ? a.size : b.size;
    const int order = memcmp(a.at, b.at, least);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* Each row in its order; after JIS X 4061's rules, with words of our own. */
TEST(words_stand_in_the_order_of_their_readings) {
    static const char *const rows[][6] = {
        {"あい", "アイス", "あいだ", "うみ", "んー", NULL},
        {"はは", "ばば", "パパ", "はほ", NULL},         /* voiced behind unvoiced */
        {"さつき", "ざっき", "さっし", "さつま", NULL}, /* small as large */
        {"カート", "かあど", "かい", NULL},             /* a long mark is its vowel */
        {"スーパー", "すうり", "すき", NULL},
        {"ﾊﾞﾗ", "はり", NULL}, /* width does not count */
        {"けいとう", "けいどう", "けいと・おう", NULL},
        {"100", "2", "abc", "Äpfel", "Apfelz", "あ"},
        {"z", "わ", "가", "亜", "漢", NULL},
        {"가나", "각", "까", "나", "하", NULL},
        {"resume", "résumé", "resumes", NULL}};
    ground g;
    ground_open(&g);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (size_t i = 1; i < 6 && rows[r][i]; i++) {
            const sei_str before = sei_reading_key(&g.arena, sei_str_from(rows[r][i - 1]));
            const sei_str after = sei_reading_key(&g.arena, sei_str_from(rows[r][i]));
            if (compare(before, after) >= 0)
                printf("%s does not stand before %s\n", rows[r][i - 1], rows[r][i]);
            CHECK(compare(before, after) < 0);
        }
    ground_close(&g);
}

TEST(heads_are_rows_letters_and_consonants) {
    static const struct {
        const char *word, *head;
        sei_reading_group group;
    } rows[] = {{"がくもん", "か", SEI_READING_KANA}, {"ぢ", "た", SEI_READING_KANA},
                {"ッ", "た", SEI_READING_KANA},       {"ヴィラ", "あ", SEI_READING_KANA},
                {"を", "わ", SEI_READING_KANA},       {"ゃ", "や", SEI_READING_KANA},
                {"épée", "E", SEI_READING_LATIN},     {"Ｂ", "B", SEI_READING_LATIN},
                {"ß", "S", SEI_READING_LATIN},        {"쌀", "사", SEI_READING_HANGUL},
                {"漢字", "", SEI_READING_HAN},        {"①", "", SEI_READING_SYMBOL},
                {"※", "", SEI_READING_SYMBOL},        {"Ω", "", SEI_READING_OTHER},
                {"", "", SEI_READING_SYMBOL}};
    ground g;
    ground_open(&g);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const sei_str key = sei_reading_key(&g.arena, sei_str_from(rows[i].word));
        CHECK_INT(sei_reading_group_of(key), rows[i].group);
        CHECK_STR(sei_reading_head(&g.arena, key), rows[i].head);
    }
    ground_close(&g);
}

TEST(width_and_case_make_no_other_word) {
    ground g;
    ground_open(&g);
    CHECK_STR(sei_reading_fold(&g.arena, SEI_STR("ＡＩﾊﾞﾗ")), "aiバラ");
    CHECK(sei_reading_is_kana(SEI_STR("かな・カナー")));
    CHECK(!sei_reading_is_kana(SEI_STR("仮な")));
    CHECK(!sei_reading_is_kana(SEI_STR("・ ")));
    CHECK(!sei_reading_is_kana(SEI_STR("")));
    ground_close(&g);
}

int main(void) {
    RUN(words_stand_in_the_order_of_their_readings);
    RUN(heads_are_rows_letters_and_consonants);
    RUN(width_and_case_make_no_other_word);
    return TEST_RESULT();
}
