/* Where outputs go: what a book file may name, and what it may not. */
#include "../base/ground.h"
#include "batch/target.h"
#include "test.h"

typedef struct fixture {
    ground g;
    temp_folder temp;
    sei_str path;
    sei_status status;
} fixture;

static void set_up(fixture *f) {
    *f = (fixture){0};
    ground_open(&f->g);
    CHECK(temp_open(&f->temp));
}

static void tear_down(fixture *f) {
    temp_close(&f->temp);
    ground_close(&f->g);
}

static bool place(fixture *f, const char *book, const char *name, sei_format format) {
    f->status = (sei_status){0};
    return sei_target_below_root(&f->g.arena, sei_str_from(book), sei_str_from(name), format,
                                 &f->path, &f->status);
}

static bool is_refused(fixture *f, const char *name) {
    bool placed = place(f, "本/本.yaml", name, SEI_FORMAT_PDF);
    return !placed && f->status.code == SEI_FAILED_USAGE && strstr(f->status.message, "-o");
}

TEST(names_are_relative_to_the_book_file) {
    fixture f;
    set_up(&f);
    CHECK(place(&f, "白書.yaml", "out/白書.pdf", SEI_FORMAT_PDF));
    CHECK_STR(f.path, "out/白書.pdf");
    CHECK(place(&f, "本/二/x.yaml", "./../out//a.EPUB", SEI_FORMAT_EPUB));
    CHECK_STR(f.path, "本/out/a.EPUB");
    CHECK(place(&f, "本/x.yaml", "../a.b.pdf", SEI_FORMAT_PDF));
    CHECK_STR(f.path, "a.b.pdf");
    tear_down(&f);
}

TEST(names_that_leave_the_root_or_are_no_output_are_refused) {
    fixture f;
    set_up(&f);
    const char *const names[] = {"/tmp/x.pdf", "../../x.pdf", "a/../../../x.pdf", "",     "..",
                                 "out/",       ".pdf",        "out/.pdf",         "x.md", "x",
                                 "x.epub",     "x.pdf/..",    "x.pdf/",           "xpdf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK(is_refused(&f, names[i]));
    tear_down(&f);
}

TEST(the_last_part_goes_into_a_folder_of_the_users) {
    fixture f;
    set_up(&f);
    CHECK(sei_target_last_part(SEI_STR("/etc/../白書.pdf"), SEI_FORMAT_PDF, &f.path, &f.status));
    CHECK_STR(f.path, "白書.pdf");
    CHECK(!sei_target_last_part(SEI_STR("out/.."), SEI_FORMAT_PDF, &f.path, &f.status));
    tear_down(&f);
}

TEST(folders_are_made_below_the_root_alone) {
    fixture f;
    set_up(&f);
    sei_str root = sei_arena_copy(&f.g.arena, sei_str_from(f.temp.path));
    CHECK(sei_target_make_below(&f.g.arena, root, SEI_STR("a/b/x.pdf"), &f.path, &f.status));
    CHECK(sei_os_is_folder(sei_str_from(temp_path(&f.temp, "a/b"))));
    CHECK(sei_str_ends(f.path, SEI_STR("/a/b/x.pdf")));
    CHECK(symlink("/tmp", temp_path(&f.temp, "out")) == 0);
    CHECK(!sei_target_make_below(&f.g.arena, root, SEI_STR("out/x.pdf"), &f.path, &f.status));
    CHECK_INT(f.status.code, SEI_FAILED_USAGE);
    CHECK(!sei_target_make_below(&f.g.arena, root, SEI_STR("out/new/x.pdf"), &f.path, &f.status));
    CHECK(symlink("a", temp_path(&f.temp, "inside")) == 0);
    CHECK(sei_target_make_below(&f.g.arena, root, SEI_STR("inside/x.pdf"), &f.path, &f.status));
    CHECK(sei_str_ends(f.path, SEI_STR("/a/x.pdf")));
    tear_down(&f);
}

TEST(a_users_folder_is_made_with_those_above_it) {
    fixture f;
    set_up(&f);
    sei_str folder = sei_arena_copy(&f.g.arena, sei_str_from(temp_path(&f.temp, "p/q/")));
    CHECK(sei_target_make_folder(&f.g.arena, folder, &f.status));
    CHECK(sei_target_make_folder(&f.g.arena, folder, &f.status));
    CHECK(sei_os_is_folder(folder));
    temp_write(&f.temp, "file", "x");
    sei_str file = sei_arena_copy(&f.g.arena, sei_str_from(temp_path(&f.temp, "file")));
    CHECK(!sei_target_make_folder(&f.g.arena, file, &f.status));
    CHECK_INT(f.status.code, SEI_FAILED_USAGE);
    tear_down(&f);
}

int main(void) {
    RUN(names_are_relative_to_the_book_file);
    RUN(names_that_leave_the_root_or_are_no_output_are_refused);
    RUN(the_last_part_goes_into_a_folder_of_the_users);
    RUN(folders_are_made_below_the_root_alone);
    RUN(a_users_folder_is_made_with_those_above_it);
    return TEST_RESULT();
}
