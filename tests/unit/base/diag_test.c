/* Diagnostics: order, repeats, escaping, both forms; and that a great many take no great time. */
#include "base/diag.h"
#include "base/os.h"
#include "ground.h"
#include "test.h"

typedef struct fixture {
    ground g;
    sei_diags diags;
    sei_buf out;
    sei_source *first, *second;
} fixture;

static void set_up(fixture *f) {
    ground_open(&f->g);
    sei_diags_init(&f->diags, &f->g.arena);
    sei_buf_init(&f->out, &f->g.memory);
    f->first = sei_source_new(&f->g.arena, SEI_STR("旅行.md"), SEI_STR("一行\n二行目\n"), 0);
    f->second = sei_source_new(&f->g.arena, SEI_STR("b\x1B.md"), SEI_STR("x"), 1);
}

static void tear_down(fixture *f) {
    sei_buf_fini(&f->out);
    ground_close(&f->g);
}

TEST(prints_in_order) {
    fixture f;
    set_up(&f);
    sei_diag_add(&f.diags, SEI_DIAG_STYLE, f.second, 0, "no property named \"%s\"", "x");
    sei_diag_add(&f.diags, SEI_DIAG_LINK_MISSING, f.first, 10, "no note named \"京都\"");
    sei_diag_add(&f.diags, SEI_DIAG_ENCODING, f.first, 3, "1 byte was not UTF-8");
    sei_diag_add(&f.diags, SEI_DIAG_LIMIT, NULL, 0, "the whole run");
    sei_diag_add(&f.diags, SEI_DIAG_LINK_MISSING, f.first, 10, "no note named \"京都\"");
    sei_diags_sort(&f.diags);
    CHECK_INT(f.diags.size, 4);
    CHECK_INT(sei_diags_count(&f.diags, SEI_SEVERITY_ERROR), 1);
    CHECK_INT(sei_diags_count(&f.diags, SEI_SEVERITY_WARNING), 3);
    sei_diags_print_text(&f.diags, &f.out);
    CHECK_STR(sei_buf_str(&f.out), "warning: the whole run [limit]\n"
                                   "旅行.md:1:2: warning: 1 byte was not UTF-8 [encoding]\n"
                                   "旅行.md:2:2: warning: no note named \"京都\" [link-missing]\n"
                                   "b\\x1b.md:1:1: error: no property named \"x\" [style]\n");
    sei_buf_clear(&f.out);
    sei_diags_print_json(&f.diags, &f.out);
    CHECK_STR(sei_buf_str(&f.out),
              "{\"type\":\"diagnostic\",\"severity\":\"warning\",\"id\":\"limit\","
              "\"message\":\"the whole run\"}\n"
              "{\"type\":\"diagnostic\",\"path\":\"旅行.md\",\"line\":1,\"column\":2,"
              "\"severity\":\"warning\",\"id\":\"encoding\",\"message\":\"1 byte was not UTF-8\"}\n"
              "{\"type\":\"diagnostic\",\"path\":\"旅行.md\",\"line\":2,\"column\":2,"
              "\"severity\":\"warning\",\"id\":\"link-missing\","
              "\"message\":\"no note named \\\"京都\\\"\"}\n"
              "{\"type\":\"diagnostic\",\"path\":\"b\\u001b.md\",\"line\":1,\"column\":1,"
              "\"severity\":\"error\",\"id\":\"style\","
              "\"message\":\"no property named \\\"x\\\"\"}\n");
    tear_down(&f);
}

TEST(counts_repeats) {
    fixture f;
    set_up(&f);
    for (size_t i = 0; i < 30; i++) {
        sei_diag_add(&f.diags, SEI_DIAG_GLYPH_MISSING, f.first, i, "no font has U+16A0");
        sei_diag_add(&f.diags, SEI_DIAG_GLYPH_MISSING, f.first, i, "other %zu", i);
    }
    sei_diags_sort(&f.diags);
    sei_diags_print_text(&f.diags, &f.out);
    sei_str rest = sei_buf_str(&f.out), line;
    size_t lines = 0, alike = 0, counted = 0;
    while (sei_str_split(&rest, '\n', &line)) {
        lines += line.size != 0;
        alike += sei_str_find(line, SEI_STR("U+16A0"), 0) != SEI_STR_NONE;
        counted += sei_str_find(line, SEI_STR("(and 9 more like this)"), 0) != SEI_STR_NONE;
    }
    CHECK_INT(alike, 21);
    CHECK_INT(counted, 1);
    CHECK_INT(lines, 51);
    tear_down(&f);
}

TEST(silences) {
    fixture f;
    sei_diag_id id = SEI_DIAG_COUNT;
    set_up(&f);
    CHECK(sei_diag_find(SEI_STR("link-missing"), &id));
    CHECK_INT(id, SEI_DIAG_LINK_MISSING);
    CHECK(!sei_diag_find(SEI_STR("no-such"), &id));
    f.diags.silenced[id] = true;
    sei_diag_add(&f.diags, id, f.first, 0, "never seen");
    CHECK_INT(f.diags.size, 0);
    sei_diags_sort(&f.diags);
    sei_diags_print_text(&f.diags, &f.out);
    CHECK_INT(f.out.size, 0);
    tear_down(&f);
}

/* The table is sorted by id, each id is one, and each has its sentence. */
TEST(has_a_whole_table) {
    for (int i = 0; i < SEI_DIAG_COUNT; i++) {
        sei_diag_id id = (sei_diag_id)i, found;
        CHECK(sei_diag_find(sei_str_from(sei_diag_name(id)), &found) && found == id);
        CHECK(sei_str_ends(sei_str_from(sei_diag_meaning(id)), SEI_STR(".")));
        if (i > 0)
            CHECK(strcmp(sei_diag_name((sei_diag_id)(i - 1)), sei_diag_name(id)) < 0);
    }
}

TEST(escapes) {
    fixture f;
    set_up(&f);
    sei_str text = SEI_STR("a\x1B[2J\n\x7F\xC2\x85\xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF\xFF\xE3\x81"
                           "製\xF0\x9F\x93\x91");
    sei_diag_escape(&f.out, text);
    CHECK_STR(sei_buf_str(&f.out),
              "a\\x1b[2J\\x0a\\x7f\\x85\\u202e\\u2066\\ufeff\\xff\\xe3\\x81製📑");
    sei_buf_clear(&f.out);
    sei_json_escape(&f.out, SEI_STR("\"\\\n\t\x01\xE2\x80\xAE\xFF製"));
    CHECK_STR(sei_buf_str(&f.out), "\"\\\"\\\\\\n\\u0009\\u0001\\u202e\xEF\xBF\xBD製\"");
    tear_down(&f);
}

/* A line of a megabyte with a broken link at every tenth byte, each with a message of its own. */
TEST(takes_no_great_time_for_many) {
    fixture f;
    set_up(&f);
    sei_str line = repeated(&f.g, "0123456789", 100000);
    sei_source *source = sei_source_new(&f.g.arena, SEI_STR("long.md"), line, 2);
    for (size_t i = 0; i < 100000; i++)
        sei_diag_add(&f.diags, SEI_DIAG_LINK_MISSING, source, i * 10, "no note named \"%zu\"",
                     i % 50000);
    double began = sei_os_cpu_seconds();
    sei_diags_sort(&f.diags);
    sei_diags_print_text(&f.diags, &f.out);
    CHECK(sei_os_cpu_seconds() - began < 5); /* 50 milliard steps if places were counted anew */
    CHECK(f.out.size > 100000 * 20);
    tear_down(&f);
}

int main(void) {
    RUN(prints_in_order);
    RUN(counts_repeats);
    RUN(silences);
    RUN(has_a_whole_table);
    RUN(escapes);
    RUN(takes_no_great_time_for_many);
    return TEST_RESULT();
}
