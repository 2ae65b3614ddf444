/* What the program knows of characters: JLREQ class, spacing class, UAX #14 class, East Asian
 * width, script and emoji, from generated tables; NFC and case folding by utf8proc.
 *
 * The tables are made by generate.py from Debian's unicode-data (Unicode 15.0) and from the tables
 * in src/para/jlreq; tests/unicode/regenerate.sh checks that they are up to date. Any 32-bit number
 * may be asked about: what is no code point answers as U+FFFD. All functions are pure. */
#ifndef SEI_UNICODE_UNICODE_H
#define SEI_UNICODE_UNICODE_H

#include "base/arena.h"
#include "base/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* UAX #14 line breaking classes (Unicode 15.0). */
/* clang-format off */
#define SEI_BREAK_CLASS_LIST(X)                                                                    \
    X(AI) X(AL) X(B2) X(BA) X(BB) X(BK) X(CB) X(CJ) X(CL) X(CM) X(CP) X(CR) X(EB) X(EM) X(EX)      \
    X(GL) X(H2) X(H3) X(HL) X(HY) X(ID) X(IN) X(IS) X(JL) X(JT) X(JV) X(LF) X(NL) X(NS) X(NU)      \
    X(OP) X(PO) X(PR) X(QU) X(RI) X(SA) X(SG) X(SP) X(SY) X(WJ) X(XX) X(ZW) X(ZWJ)
/* clang-format on */
typedef enum sei_break_class {
#define SEI_BREAK_CLASS_ENUM(name) SEI_BREAK_##name,
    SEI_BREAK_CLASS_LIST(SEI_BREAK_CLASS_ENUM)
#undef SEI_BREAK_CLASS_ENUM
    SEI_BREAK_CLASS_COUNT
} sei_break_class;

/* East Asian width (UAX #11). */
typedef enum sei_width {
    SEI_WIDTH_NEUTRAL,
    SEI_WIDTH_AMBIGUOUS,
    SEI_WIDTH_HALF,
    SEI_WIDTH_NARROW,
    SEI_WIDTH_FULL,
    SEI_WIDTH_WIDE
} sei_width;

/* The scripts that itemising, fonts and languages tell apart. */
typedef enum sei_script {
    SEI_SCRIPT_COMMON,
    SEI_SCRIPT_INHERITED,
    SEI_SCRIPT_LATIN,
    SEI_SCRIPT_GREEK,
    SEI_SCRIPT_CYRILLIC,
    SEI_SCRIPT_HAN,
    SEI_SCRIPT_HIRAGANA,
    SEI_SCRIPT_KATAKANA,
    SEI_SCRIPT_HANGUL,
    SEI_SCRIPT_BOPOMOFO,
    SEI_SCRIPT_ARABIC,
    SEI_SCRIPT_HEBREW,
    SEI_SCRIPT_THAI,
    SEI_SCRIPT_DEVANAGARI,
    SEI_SCRIPT_OTHER /* any other: HarfBuzz guesses */
} sei_script;

/* JLREQ appendix A classes, 1..30 (cl-01 …); SEI_JLREQ_NONE for what JLREQ does not list and that
 * is not wide. Code points that JLREQ lists in several classes give their Japanese one here; para
 * resolves them by context (classes-resolve.tsv). */
#define SEI_JLREQ_NONE 0
typedef uint8_t sei_jlreq_class;

/* spacing-class.tsv: B A BA S J L O and the narrow Bp Ap BAp Sp. */
typedef enum sei_space_class {
    SEI_SPACE_O,
    SEI_SPACE_B,
    SEI_SPACE_A,
    SEI_SPACE_BA,
    SEI_SPACE_S,
    SEI_SPACE_J,
    SEI_SPACE_L,
    SEI_SPACE_BP,
    SEI_SPACE_AP,
    SEI_SPACE_BAP,
    SEI_SPACE_SP
} sei_space_class;

/* One look-up each: three loads. */
sei_break_class sei_unicode_break_class(uint32_t code_point);
sei_width sei_unicode_width(uint32_t code_point);
sei_script sei_unicode_script(uint32_t code_point);
sei_jlreq_class sei_unicode_jlreq_class(uint32_t code_point);
sei_space_class sei_unicode_space_class(uint32_t code_point);

bool sei_unicode_is_wide(uint32_t code_point); /* width F or W */
bool sei_unicode_is_mark(uint32_t code_point); /* general category Mn, Mc or Me */
/* Extended_Pictographic, and the regional indicators that flags are made of. */
bool sei_unicode_is_emoji(uint32_t code_point);
bool sei_unicode_is_emoji_presentation(uint32_t code_point);
bool sei_unicode_is_ignorable(uint32_t code_point);   /* Default_Ignorable_Code_Point */
bool sei_unicode_is_space(uint32_t code_point);       /* JavaScript's \s: White_Space and U+FEFF */
bool sei_unicode_is_punctuation(uint32_t code_point); /* general category P* or S* */
bool sei_unicode_is_letter_or_digit(uint32_t code_point); /* general category L*, N* */
uint32_t sei_unicode_lower(uint32_t code_point);          /* the simple lower-case mapping */
/* Han, kana, Bopomofo, their punctuation and full-width forms: what a CJK line is made of. Hangul
 * is not in it. */
bool sei_unicode_is_cjk(uint32_t code_point);
/* CJK radicals (U+2E80–2FDF): their Equivalent_Unified_Ideograph, else the code point itself. */
uint32_t sei_unicode_unify_radical(uint32_t code_point);

/* Whether a new grapheme cluster starts between two code points (UAX #29, extended; `state` starts
 * at 0 and belongs to one string). */
bool sei_unicode_is_grapheme_break(uint32_t before, uint32_t after, int32_t *state);

/* NFC. The string itself when a scan finds that it is NFC already (nearly all text is). Invalid
 * bytes stay as they are. Takes the time of the length, however many marks stand on one base. */
sei_str sei_unicode_nfc(sei_arena *arena, sei_str str);

/* A key for comparing names: NFC, full case folding, variation selectors removed, NFC again. The
 * string itself when it is its own key. Invalid bytes stay as they are. */
sei_str sei_unicode_fold(sei_arena *arena, sei_str str);

/* Removes white space (sei_unicode_is_space) at both ends. */
sei_str sei_unicode_trim(sei_str str);

/* Whether a soft line break between two characters becomes nothing (true) or a space: nothing when
 * both sides are wide or East Asian, or one is and the other a quotation mark, dash or leader, and
 * neither is Hangul (typography.md, 3.7; CSS Text 4, 4.1.3). */
bool sei_unicode_joins_lines(uint32_t before, uint32_t after);

/* The language that most of the text is written in: kana → ja, Hangul → ko, Han without kana →
 * `han` (zh-Hans, zh-Hant or ja), Latin → en; SEI_LANG_NONE when nothing tells. */
sei_lang sei_unicode_guess_lang(sei_str text, sei_lang han);

#ifdef __cplusplus
}
#endif

#endif
