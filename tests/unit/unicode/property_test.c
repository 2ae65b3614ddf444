/* What is known of characters: the cases that typesetting lives on, and sums over all of Unicode
 * that the standard's own files give. */
#include "base/utf8.h"
#include "unicode/unicode.h"

#include "test.h"

TEST(knows_jlreq_classes) {
    static const struct {
        uint32_t code_point;
        int class;
    } cases[] = {
        {0x300C, 1},              /* 「 */
        {0xFF08, 1},              /* （ */
        {0x2018, 1},              /* ‘ */
        {0x300D, 2},              /* 」 */
        {0x301F, 2},              /* 〟 */
        {0xFF63, 2},              /* ｣ */
        {0x301C, 3},              /* 〜 */
        {0xFF5E, 3},              /* ～ */
        {0xFF01, 4},              /* ！ */
        {0x203C, 4},              /* ‼ */
        {0x30FB, 5},              /* ・ */
        {0xFF1A, 5},              /* ： */
        {0x3002, 6},              /* 。 */
        {0xFF0E, 6},              /* ． */
        {0x3001, 7},              /* 、 */
        {0xFF0C, 7},              /* ， */
        {0x2014, 8},              /* — */
        {0x2026, 8},              /* … */
        {0x3005, 9},              /* 々 */
        {0x309D, 9},              /* ゝ */
        {0x30FC, 10},             /* ー */
        {0xFF70, 10},             /* ｰ */
        {0x30C3, 11},             /* ッ */
        {0x3041, 11},             /* ぁ */
        {0xFF6F, 11},             /* ｯ */
        {0x309B, 11},             /* ゛ */
        {0xFF04, 12},             /* ＄ */
        {0xFF05, 13},             /* ％ */
        {0x3000, 14},             /* the ideographic space */
        {0x304C, 15},             /* が */
        {0x30AB, 16},             /* カ */
        {0xFF76, 16},             /* ｶ */
        {0xFF1D, 17},             /* ＝ */
        {0xFF0B, 18},             /* ＋ */
        {0x7528, 19},             /* 用 */
        {0x20BB7, 19},            /* 𠮷 */
        {0x2460, 19},             /* ① */
        {0xFF21, 19},             /* Ａ */
        {0xFF11, 19},             /* １ */
        {0x1F4D1, 19},            /* 📑 */
        {0x3105, 19},             /* ㄅ */
        {0xD55C, SEI_JLREQ_NONE}, /* 한 */
        {'a', SEI_JLREQ_NONE},
        {0x0E01, SEI_JLREQ_NONE}, /* ก */
        {0x110000, SEI_JLREQ_NONE},
        {UINT32_MAX, SEI_JLREQ_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int class = sei_unicode_jlreq_class(cases[i].code_point);
        if (class != cases[i].class)
            fprintf(stderr, "U+%04X: ", (unsigned)cases[i].code_point);
        CHECK_INT(class, cases[i].class);
    }
}

TEST(knows_other_properties) {
    CHECK_INT(sei_unicode_break_class(0x3001), SEI_BREAK_CL);
    CHECK_INT(sei_unicode_break_class(0x30C3), SEI_BREAK_CJ);
    CHECK_INT(sei_unicode_break_class(0x6F22), SEI_BREAK_ID);
    CHECK_INT(sei_unicode_break_class(0xAC00), SEI_BREAK_H2);
    CHECK_INT(sei_unicode_break_class(0x200D), SEI_BREAK_ZWJ);
    CHECK_INT(sei_unicode_break_class('\n'), SEI_BREAK_LF);
    CHECK_INT(sei_unicode_width(0xFF21), SEI_WIDTH_FULL);
    CHECK_INT(sei_unicode_width(0xFF71), SEI_WIDTH_HALF);
    CHECK_INT(sei_unicode_width('a'), SEI_WIDTH_NARROW);
    CHECK_INT(sei_unicode_width(0x2460), SEI_WIDTH_AMBIGUOUS);
    CHECK(sei_unicode_is_wide(0x3042) && sei_unicode_is_wide(0x3FFFD));
    CHECK(!sei_unicode_is_wide(0xFF71) && !sei_unicode_is_wide(0x2026));
    CHECK_INT(sei_unicode_script(0x3005), SEI_SCRIPT_HAN);
    CHECK_INT(sei_unicode_script(0x30FC), SEI_SCRIPT_COMMON);
    CHECK_INT(sei_unicode_script(0xE9), SEI_SCRIPT_LATIN);
    CHECK_INT(sei_unicode_script(0x0301), SEI_SCRIPT_INHERITED);
    CHECK_INT(sei_unicode_script(0x10900), SEI_SCRIPT_OTHER);
    CHECK_INT(sei_unicode_space_class(0x300C), SEI_SPACE_B);
    CHECK_INT(sei_unicode_space_class(0x3002), SEI_SPACE_A);
    CHECK_INT(sei_unicode_space_class(0x30FB), SEI_SPACE_BA);
    CHECK_INT(sei_unicode_space_class(0x3000), SEI_SPACE_S);
    CHECK_INT(sei_unicode_space_class(0x6F22), SEI_SPACE_J);
    CHECK_INT(sei_unicode_space_class('a'), SEI_SPACE_L);
    CHECK_INT(sei_unicode_space_class('('), SEI_SPACE_BP);
    CHECK_INT(sei_unicode_space_class(0xAC00), SEI_SPACE_O);
}

TEST(knows_kinds) {
    CHECK(sei_unicode_is_mark(0x3099) && sei_unicode_is_mark(0xFE0F) && !sei_unicode_is_mark('a'));
    CHECK(sei_unicode_is_emoji(0x1F600) && sei_unicode_is_emoji(0x1F1EF));
    CHECK(!sei_unicode_is_emoji('1'));
    CHECK(sei_unicode_is_emoji_presentation(0x1F600) && !sei_unicode_is_emoji_presentation(0x2764));
    CHECK(sei_unicode_is_ignorable(0xFE0F) && sei_unicode_is_ignorable(0x200B));
    CHECK(sei_unicode_is_space(0x3000) && sei_unicode_is_space(0xFEFF));
    CHECK(sei_unicode_is_space('\t') && sei_unicode_is_space(0xA0));
    CHECK(!sei_unicode_is_space(0x85) && !sei_unicode_is_space(0x200B)); /* as \s in JavaScript */
    CHECK(sei_unicode_is_punctuation(0x3002) && sei_unicode_is_punctuation('$'));
    CHECK(!sei_unicode_is_punctuation(0x3005));
    CHECK(sei_unicode_is_letter_or_digit(0x3005) && sei_unicode_is_letter_or_digit('7'));
    CHECK(!sei_unicode_is_letter_or_digit('_'));
    CHECK(sei_unicode_is_cjk(0x3001) && sei_unicode_is_cjk(0xFF21) && sei_unicode_is_cjk(0x3005));
    CHECK(!sei_unicode_is_cjk(0xAC00) && !sei_unicode_is_cjk(0x1F600) && !sei_unicode_is_cjk('a'));
}

TEST(unifies_radicals) {
    CHECK_INT(sei_unicode_unify_radical(0x2F64), 0x7528); /* ⽤ → 用 */
    CHECK_INT(sei_unicode_unify_radical(0x2F00), 0x4E00);
    CHECK_INT(sei_unicode_unify_radical(0x2FD5), 0x9FA0);
    CHECK_INT(sei_unicode_unify_radical(0x2E9F), 0x6BCD); /* ⺟ → 母 */
    CHECK_INT(sei_unicode_unify_radical(0x7528), 0x7528);
    CHECK_INT(sei_unicode_unify_radical('a'), 'a');
    CHECK_INT(sei_unicode_unify_radical(UINT32_MAX), UINT32_MAX);
    for (uint32_t c = 0x2F00; c <= 0x2FD5; c++) /* every Kangxi radical has one */
        CHECK(sei_unicode_unify_radical(c) != c);
}

/* Sums that anyone can count in the Unicode Character Database 15.0. */
TEST(agrees_with_the_database) {
    size_t marks = 0, ideographs = 0, hangul = 0, presentation = 0, spaces = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        marks += sei_unicode_is_mark(c);
        ideographs += sei_unicode_script(c) == SEI_SCRIPT_HAN;
        hangul += sei_unicode_script(c) == SEI_SCRIPT_HANGUL;
        presentation += sei_unicode_is_emoji_presentation(c);
        spaces += sei_unicode_is_space(c);
        if (sei_unicode_script(c) == SEI_SCRIPT_HANGUL)
            CHECK(sei_unicode_jlreq_class(c) == SEI_JLREQ_NONE && !sei_unicode_is_cjk(c));
        if (sei_unicode_script(c) == SEI_SCRIPT_HAN && sei_unicode_is_wide(c))
            CHECK(sei_unicode_jlreq_class(c) != SEI_JLREQ_NONE);
    }
    CHECK_INT(ideographs, 98408);
    CHECK_INT(hangul, 11739);
    CHECK_INT(presentation, 1205);
    CHECK_INT(spaces, 25);             /* White_Space's 25, less U+0085, with U+FEFF */
    CHECK_INT(marks, 1985 + 452 + 13); /* Mn, Mc, Me */
}

TEST(joins_lines) {
    CHECK(sei_unicode_joins_lines(0x3042, 0x6F22));
    CHECK(sei_unicode_joins_lines(0x3002, 0x300C));
    CHECK(sei_unicode_joins_lines(0x3042, 0x1F600));
    CHECK(sei_unicode_joins_lines(0x884C, 0x201C));
    CHECK(sei_unicode_joins_lines(0x2026, 0x884C));
    CHECK(!sei_unicode_joins_lines('a', 0x201C));
    CHECK(!sei_unicode_joins_lines(0x201D, 0x201C));
    CHECK(!sei_unicode_joins_lines(0xAE00, 0x201C));
    CHECK(!sei_unicode_joins_lines(0x3042, 'a'));
    CHECK(!sei_unicode_joins_lines('a', 'b'));
    CHECK(!sei_unicode_joins_lines(0xD55C, 0xAE00));
    CHECK(!sei_unicode_joins_lines(0x3042, 0xAE00));
}

TEST(trims) {
    CHECK_STR(sei_unicode_trim(sei_str_from("\xEF\xBB\xBF　 題名\xC2\xA0\n")), "題名");
    CHECK_STR(sei_unicode_trim(sei_str_from("　\t")), "");
    CHECK_STR(sei_unicode_trim(sei_str_from("\xFF a \xE3\x81")), "\xFF a \xE3\x81");
}

TEST(guesses_languages) {
#define GUESS(text, han) sei_unicode_guess_lang(sei_str_from(text), han)
    CHECK_INT(GUESS("総務省における情報セキュリティの取組", SEI_LANG_NONE), SEI_LANG_JA);
    CHECK_INT(GUESS("总务省的信息安全措施", SEI_LANG_NONE), SEI_LANG_ZH_HANS);
    CHECK_INT(GUESS("總務省", SEI_LANG_ZH_HANT), SEI_LANG_ZH_HANT);
    CHECK_INT(GUESS("京都", SEI_LANG_JA), SEI_LANG_JA);
    CHECK_INT(GUESS("한국어 문장", SEI_LANG_NONE), SEI_LANG_KO);
    CHECK_INT(GUESS("An English text that names 東京 once", SEI_LANG_NONE), SEI_LANG_EN);
    CHECK_INT(GUESS("1234 …", SEI_LANG_NONE), SEI_LANG_NONE);
    CHECK_INT(GUESS("", SEI_LANG_JA), SEI_LANG_NONE);
}

int main(void) {
    RUN(knows_jlreq_classes);
    RUN(knows_other_properties);
    RUN(knows_kinds);
    RUN(unifies_radicals);
    RUN(agrees_with_the_database);
    RUN(joins_lines);
    RUN(trims);
    RUN(guesses_languages);
    return TEST_RESULT();
}
