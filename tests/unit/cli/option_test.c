/* The command line: what is taken, what is refused and with which words. */
#include "test.h"

#include "cli/option.h"
#include "cli/table.h"

static sei_options options;
static sei_status status;

static bool parse(int count, const char **words) {
    char *argv[16] = {(char *)(uintptr_t) "seihon"};
    for (int i = 0; i < count; i++)
        argv[i + 1] = (char *)(uintptr_t)words[i];
    status = (sei_status){0};
    return sei_options_parse(&options, count + 1, argv, &status);
}
#define PARSE(...)                                                                                 \
    parse((int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)),                           \
          (const char *[]){__VA_ARGS__})

TEST(options_stand_before_and_behind_the_source) {
    CHECK(PARSE("pdf", "--style=a5-booklet", "n.md", "-o", "x.pdf", "--set", "text.size=10pt"));
    CHECK(options.verb == SEI_VERB_PDF);
    CHECK_STR(sei_str_from(options.style), "a5-booklet");
    CHECK_STR(sei_str_from(options.output), "x.pdf");
    CHECK_STR(options.settings[0].path, "text.size");
    CHECK_STR(options.settings[0].value, "10pt");
    CHECK_INT(options.source_count, 1);
}

TEST(a_letters_value_may_stand_right_behind_it) {
    CHECK(PARSE("batch", "v", "-j2", "-oout", "-Wno-all", "-q"));
    CHECK_INT(options.jobs, 2);
    CHECK_STR(sei_str_from(options.output), "out");
    CHECK(options.quiet);
    CHECK(!PARSE("batch", "v", "-qv"));
    CHECK(!PARSE("batch", "v", "-jtwo"));
}

TEST(two_dashes_end_the_options) {
    CHECK(PARSE("pdf", "--", "--style"));
    CHECK_STR(sei_str_from(options.sources[0]), "--style");
}

TEST(mistyped_words_are_answered_with_the_nearest) {
    CHECK(!PARSE("pfd", "n.md"));
    CHECK_STR(sei_str_from(status.message), "unknown verb pfd, did you mean pdf?");
    CHECK(!PARSE("pdf", "n.md", "--stlye", "x"));
    CHECK_STR(sei_str_from(status.message), "unknown option --stlye, did you mean --style?");
    CHECK_INT(status.code, SEI_FAILED_USAGE);
}

TEST(what_has_no_meaning_for_a_verb_is_refused) {
    CHECK(!PARSE("fonts", "--style", "x"));
    CHECK(!PARSE("check", "n.md", "-o", "x"));
    CHECK(!PARSE("pdf"));
    CHECK(!PARSE("pdf", "a.md", "b.md"));
    CHECK(!PARSE("pdf", "a.md", "--set", "nothing"));
    CHECK(!PARSE("pdf", "a.md", "--lang", "?"));
    CHECK(!PARSE("pdf", "a.md", "--dump", "everything"));
    CHECK(!PARSE("pdf", "a.md", "-o"));
    CHECK(!PARSE("pdf", "a.md", "--strict=yes"));
}

TEST(books_and_formats_are_asked_for) {
    CHECK(PARSE("pdf", "dir", "--book"));
    CHECK(options.book);
    CHECK(PARSE("build", "b.yaml", "-o", "out"));
    CHECK_INT(options.formats, 0);
    CHECK(PARSE("build", "b.yaml", "--to", "epub,pdf"));
    CHECK_INT(options.formats, 1u << SEI_FORMAT_PDF | 1u << SEI_FORMAT_EPUB);
    CHECK(PARSE("build", "b.yaml", "--to=epub"));
    CHECK_INT(options.formats, 1u << SEI_FORMAT_EPUB);
    CHECK(!PARSE("build", "b.yaml", "--to", "pdf,"));
    CHECK(!PARSE("build", "b.yaml", "--to", "html"));
    CHECK(!PARSE("pdf", "b.yaml", "--to", "pdf"));
    CHECK(!PARSE("build", "b.yaml", "--dump", "tree"));
    CHECK(PARSE("check", "dir", "--book") && options.book);
    CHECK(!PARSE("fonts", "--book"));
}

TEST(diagnostics_are_silenced_by_name) {
    CHECK(PARSE("pdf", "n.md", "-W", "no-link-missing"));
    CHECK(options.silenced[SEI_DIAG_LINK_MISSING]);
    CHECK(!options.silenced[SEI_DIAG_IMAGE_MISSING]);
    CHECK(!PARSE("pdf", "n.md", "-W", "no-such-thing"));
}

TEST(every_row_is_in_help_and_manual) {
    sei_memory memory;
    sei_buf help, manual;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_buf_init(&help, &memory);
    sei_buf_init(&manual, &memory);
    CHECK(PARSE("--help"));
    sei_options_help(&help, &options);
    sei_options_manual(&manual);
    for (sei_option_id id = 0; id < SEI_OPTION_COUNT; id++) {
        const sei_option_row *row = sei_option_row_of(id);
        CHECK(sei_str_find(sei_buf_str(&help), sei_str_from(row->name), 0) != SEI_STR_NONE);
        CHECK(row->verbs != 0);
        CHECK(row->help && row->help[0]);
    }
    for (sei_verb verb = 0; verb < SEI_VERB_COUNT; verb++) {
        const sei_verb_row *row = sei_verb_row_of(verb);
        CHECK(sei_str_find(sei_buf_str(&help), sei_str_from(row->example), 0) != SEI_STR_NONE);
        CHECK(sei_str_find(sei_buf_str(&manual), sei_str_from(row->name), 0) != SEI_STR_NONE);
    }
    for (int id = 0; id < SEI_DIAG_COUNT; id++)
        CHECK(sei_diag_meaning((sei_diag_id)id)[0]);
    sei_memory_fini(&memory);
}

int main(void) {
    RUN(options_stand_before_and_behind_the_source);
    RUN(a_letters_value_may_stand_right_behind_it);
    RUN(two_dashes_end_the_options);
    RUN(mistyped_words_are_answered_with_the_nearest);
    RUN(what_has_no_meaning_for_a_verb_is_refused);
    RUN(books_and_formats_are_asked_for);
    RUN(diagnostics_are_silenced_by_name);
    RUN(every_row_is_in_help_and_manual);
    return TEST_RESULT();
}
