/* Reports: merging without repeats, order, and records that may hold anything. */
#include "base/limits.h"
#include "base/report.h"
#include "ground.h"
#include "test.h"

typedef struct fixture {
    ground g;
    sei_report report;
    sei_buf out;
} fixture;

static void set_up(fixture *f) {
    ground_open(&f->g);
    sei_report_init(&f->report, &f->g.arena);
    sei_buf_init(&f->out, &f->g.memory);
}

static void tear_down(fixture *f) {
    sei_buf_fini(&f->out);
    ground_close(&f->g);
}

static void add(fixture *f, sei_diag_id id, const char *path, uint32_t line, const char *message) {
    const sei_report_line added = {id, sei_str_from(path), {line, 1}, sei_str_from(message)};
    sei_report_add(&f->report, &added);
}

static void print(fixture *f) {
    for (size_t i = 0; i < f->report.size; i++)
        sei_report_print_text(&f->report.at[i], 0, &f->out);
}

TEST(a_problem_that_many_met_is_told_once_at_its_place) {
    fixture f;
    set_up(&f);
    for (int i = 0; i < 3; i++) {
        add(&f, SEI_DIAG_LINK_MISSING, "b.md", 10, "no note named \"x\"");
        add(&f, SEI_DIAG_LINK_MISSING, "b.md", 9, "no note named \"x\"");
        add(&f, SEI_DIAG_ENCODING, "a.md", 1, "1 byte was not UTF-8");
    }
    add(&f, SEI_DIAG_LINK_MISSING, "b.md", 9, "no note named \"x\"; did you mean \"y\"?");
    add(&f, SEI_DIAG_LIMIT, "", 0, "the whole run");
    sei_report_sort(&f.report);
    print(&f);
    CHECK_STR(sei_buf_str(&f.out), "warning: the whole run [limit]\n"
                                   "a.md:1:1: warning: 1 byte was not UTF-8 [encoding]\n"
                                   "b.md:9:1: warning: no note named \"x\"; did you mean \"y\"? "
                                   "[link-missing]\n"
                                   "b.md:10:1: warning: no note named \"x\" [link-missing]\n");
    uint64_t counts[SEI_DIAG_COUNT];
    sei_report_count(&f.report, counts);
    CHECK_INT(counts[SEI_DIAG_LINK_MISSING], 2);
    CHECK_INT(counts[SEI_DIAG_STYLE], 0);
    tear_down(&f);
}

TEST(a_missing_character_is_told_once_a_file) {
    fixture f;
    set_up(&f);
    add(&f, SEI_DIAG_GLYPH_MISSING, "a.md", 9, "no font has U+16A0");
    add(&f, SEI_DIAG_GLYPH_MISSING, "a.md", 5, "no font has U+16A1");
    add(&f, SEI_DIAG_GLYPH_MISSING, "a.md", 5, "no font has U+16A0");
    add(&f, SEI_DIAG_GLYPH_MISSING, "b.md", 9, "no font has U+16A0");
    sei_report_sort(&f.report);
    CHECK_INT(f.report.size, 3);
    CHECK_INT(f.report.at[0].place.line, 5);
    CHECK_STR(f.report.at[1].message, "no font has U+16A1");
    CHECK_STR(f.report.at[2].path, "b.md");
    tear_down(&f);
}

/* Two diagnostics as a worker writes them. */
static void write_two(fixture *f) {
    sei_diags diags;
    sei_diags_init(&diags, &f->g.arena);
    const sei_source *source =
        sei_source_new(&f->g.arena, SEI_STR("旅.md"), SEI_STR("一\n二行目\n"), 0);
    sei_diag_add(&diags, SEI_DIAG_LINK_MISSING, source, 7, "no note named \"京都\"");
    sei_diag_add(&diags, SEI_DIAG_LIMIT, NULL, 0, "cut");
    sei_diags_sort(&diags);
    sei_report_write(&diags, &f->out);
}

TEST(records_come_back_as_they_were) {
    fixture f;
    set_up(&f);
    write_two(&f);
    sei_str bytes = sei_arena_copy(&f.g.arena, sei_buf_str(&f.out));
    CHECK_INT(sei_report_read(&f.report, bytes), 2);
    sei_buf_clear(&f.out);
    print(&f);
    CHECK_STR(sei_buf_str(&f.out), "warning: cut [limit]\n"
                                   "旅.md:2:2: warning: no note named \"京都\" [link-missing]\n");
    tear_down(&f);
}

/* Whatever the bytes, reading ends, and no line reaches beyond them. */
TEST(records_of_a_worker_that_went_wrong_do_no_harm) {
    fixture f;
    set_up(&f);
    write_two(&f);
    sei_str whole = sei_arena_copy(&f.g.arena, sei_buf_str(&f.out));
    for (size_t size = 0; size < whole.size; size++) {
        sei_str part = sei_arena_copy(&f.g.arena, sei_str_slice(whole, 0, size));
        CHECK(sei_report_read(&f.report, part) < 2);
    }
    for (size_t i = 0; i < whole.size; i++) {
        char *bent = sei_arena_alloc(&f.g.arena, whole.size);
        memcpy(bent, whole.at, whole.size);
        bent[i] = (char)~bent[i];
        CHECK(sei_report_read(&f.report, (sei_str){bent, whole.size}) <= 2);
    }
    for (size_t i = 0; i < f.report.size; i++)
        CHECK(f.report.at[i].id < SEI_DIAG_COUNT && f.report.at[i].message.size <= whole.size);
    tear_down(&f);
}

TEST(a_flood_is_cut_and_counted) {
    fixture f;
    sei_diags diags;
    set_up(&f);
    sei_diags_init(&diags, &f.g.arena);
    for (size_t i = 0; i < SEI_LIMIT_REPORT_LINES + 5; i++)
        sei_diag_add(&diags, SEI_DIAG_LINK_MISSING, NULL, i, "m");
    sei_report_write(&diags, &f.out);
    CHECK_INT(sei_report_read(&f.report, sei_buf_str(&f.out)), SEI_LIMIT_REPORT_LINES + 1);
    CHECK_STR(f.report.at[SEI_LIMIT_REPORT_LINES].message,
              "5 more messages of one document are left out");
    tear_down(&f);
}

int main(void) {
    RUN(a_problem_that_many_met_is_told_once_at_its_place);
    RUN(a_missing_character_is_told_once_a_file);
    RUN(records_come_back_as_they_were);
    RUN(records_of_a_worker_that_went_wrong_do_no_harm);
    RUN(a_flood_is_cut_and_counted);
    return TEST_RESULT();
}
