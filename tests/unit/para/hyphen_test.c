/* Division of Latin words, with patterns of our own: the system's may differ between machines. */
#include "fixture.h"

static void open_patterns(fixture *f, sei_root *folder, const char *tag) {
    sei_status status = {0};
    fixture_open(f);
    CHECK(sei_root_open(folder, &f->arena, sei_str_from(SEI_TEST_ROOT "/tests/unit/para/patterns"),
                        &status));
    f->context.hyphenator = sei_hyphenator_open(&f->arena, folder, sei_str_from(tag));
    f->style.hyphenate = true;
    f->style.profile = SEI_PROFILE_SIMPLE;
    f->style.lang = SEI_LANG_EN;
    f->style.measure = 6 * EM;
}

static void close_patterns(fixture *f, sei_root *folder) {
    sei_hyphenator_close(f->context.hyphenator);
    sei_root_close(folder);
    fixture_close(f);
}

/* The lines of a text, with a hyphen shown where one was added. */
static sei_str set(fixture *f, const char *text) {
    sei_lines lines = fixture_set(f, text);
    sei_buf out;
    sei_buf_init(&out, &f->memory);
    for (uint32_t i = 0; i < lines.count; i++) {
        const sei_lines one = {.at = &lines.at[i], .count = 1};
        sei_buf_add(&out, i > 0 ? SEI_STR("|") : SEI_STR(""));
        sei_buf_add(&out, fixture_lines(f, &one));
        sei_buf_add(&out, lines.at[i].has_hyphen ? SEI_STR("-") : SEI_STR(""));
    }
    sei_str copy = sei_arena_copy(&f->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

TEST(words_are_divided_by_patterns) {
    fixture f;
    sei_root folder;
    open_patterns(&f, &folder, "en");
    CHECK_STR(set(&f, "of all typesetting"), "of all type-|setting");
    CHECK_STR(set(&f, "Of All Typesetting"), "Of All Type-|setting");
    f.style.hyphenate = false;
    CHECK_STR(set(&f, "of all typesetting"), "of all|typesetting");
    close_patterns(&f, &folder);
}

TEST(names_and_figures_stay_whole) {
    fixture f;
    sei_root folder;
    open_patterns(&f, &folder, "en");
    CHECK_STR(set(&f, "of all TYPESETS"), "of all|TYPESETS");
    CHECK_STR(set(&f, "of all typesetTing"), "of all|typesetTing");
    CHECK_STR(set(&f, "of all 3typesettin"), "of all|3typesettin");
    CHECK_STR(set(&f, "of all typesetti_n"), "of all|typesetti_n");
    f.style.is_heading = true;
    CHECK_STR(set(&f, "of all typesetting"), "of all|typesetting");
    close_patterns(&f, &folder);
}

TEST(japanese_text_divides_long_words_of_ascii_letters) {
    fixture f;
    sei_root folder;
    open_patterns(&f, &folder, "en");
    f.style.lang = SEI_LANG_JA;
    f.style.profile = SEI_PROFILE_JLREQ;
    CHECK_STR(set(&f, "漢字typesetting"), "漢字typeset-|ting");
    CHECK_STR(set(&f, "漢字と印刷setting"), "漢字と印刷|setting"); /* short */
    close_patterns(&f, &folder);
}

TEST(the_document_s_own_language_is_found_by_its_tag) {
    fixture f;
    sei_root folder;
    bool after[16];
    const uint32_t word[] = {'f', 0xE4, 'n', 'g', 'e'},
                   changed[] = {'s', 'c', 'h', 'i', 'f', 'f', 'a', 'h', 'r', 't'};
    open_patterns(&f, &folder, "de-AT");
    sei_hyphenator *german = f.context.hyphenator;
    CHECK(sei_hyphenator_divide(german, SEI_LANG_OTHER, word, 5, after));
    CHECK(after[1] && !after[0] && !after[2]);
    CHECK(sei_hyphenator_divide(german, SEI_LANG_OTHER, changed, 10, after));
    for (size_t i = 0; i < 10; i++)
        CHECK(!after[i]); /* "Schiff-fahrt" would change the spelling */
    CHECK(!sei_hyphenator_divide(german, SEI_LANG_JA, word, 5, after));
    close_patterns(&f, &folder);
}

TEST(a_language_without_usable_patterns_is_not_divided) {
    fixture f;
    sei_root folder;
    bool after[16];
    const uint32_t word[] = {'b', 'a', 'n', 'a', 'n', 'e'};
    open_patterns(&f, &folder, "fr"); /* its file is no UTF-8 */
    CHECK(!sei_hyphenator_divide(f.context.hyphenator, SEI_LANG_OTHER, word, 6, after));
    close_patterns(&f, &folder);
    open_patterns(&f, &folder, "xx");
    CHECK(!sei_hyphenator_divide(f.context.hyphenator, SEI_LANG_OTHER, word, 6, after));
    close_patterns(&f, &folder);
}

int main(void) {
    RUN(words_are_divided_by_patterns);
    RUN(names_and_figures_stay_whole);
    RUN(japanese_text_divides_long_words_of_ascii_letters);
    RUN(the_document_s_own_language_is_found_by_its_tag);
    RUN(a_language_without_usable_patterns_is_not_divided);
    return TEST_RESULT();
}
