/* Outputs: whole or absent, the older file kept until then, and what is refused. */
#include <signal.h>
#include <sys/resource.h>

#include "base/sink.h"
#include "ground.h"
#include "test.h"

typedef struct fixture {
    ground g;
    temp_folder temp;
    sei_root root;
    sei_status status;
    sei_sink sink;
} fixture;

static void set_up(fixture *f) {
    *f = (fixture){0};
    ground_open(&f->g);
    CHECK(temp_open(&f->temp));
    CHECK(sei_root_open(&f->root, &f->g.arena, sei_str_from(f->temp.path), &f->status));
}

static void tear_down(fixture *f) {
    sei_root_close(&f->root);
    temp_close(&f->temp);
    ground_close(&f->g);
}

static bool opens(fixture *f, const char *name) {
    f->status = (sei_status){0};
    return sei_sink_open(&f->sink, sei_str_from(temp_path(&f->temp, name)), NULL, 0, &f->status);
}

static void check_file(fixture *f, const char *name, const char *expected) {
    sei_str bytes = {0};
    CHECK(sei_root_read(&f->root, &f->g.arena, sei_str_from(name), 1 << 20, &bytes, &f->status));
    CHECK_STR(bytes, expected);
}

/* Files in the folder, temporary ones (whose names begin with '.') included. */
static int file_count(fixture *f) {
    char command[128];
    int count = -1;
    snprintf(command, sizeof command, "ls -A %s | wc -l", f->temp.path);
    FILE *list = popen(command, "r");
    if (list) {
        if (fscanf(list, "%d", &count) != 1)
            count = -1;
        pclose(list);
    }
    return count;
}

TEST(writes_a_whole_file_or_none) {
    fixture f;
    set_up(&f);
    temp_write(&f.temp, "out.pdf", "older");
    CHECK(opens(&f, "out.pdf"));
    CHECK(sei_sink_write(&f.sink, SEI_STR("new "), &f.status));
    CHECK(sei_sink_write(&f.sink, SEI_STR("bytes"), &f.status));
    CHECK_INT(f.sink.size, 9);
    check_file(&f, "out.pdf", "older");
    CHECK(sei_sink_commit(&f.sink, &f.status));
    check_file(&f, "out.pdf", "new bytes");
    sei_sink_drop(&f.sink);
    CHECK(opens(&f, "out.pdf"));
    CHECK(sei_sink_write(&f.sink, SEI_STR("half"), &f.status));
    CHECK_INT(file_count(&f), 2);
    sei_sink_drop(&f.sink);
    check_file(&f, "out.pdf", "new bytes");
    CHECK_INT(file_count(&f), 1);
    tear_down(&f);
}

TEST(copies_a_file) {
    fixture f;
    set_up(&f);
    sei_str text = repeated(&f.g, "0123456789", 20000);
    temp_write(&f.temp, "from", text.at);
    int from = open(temp_path(&f.temp, "from"), O_RDONLY);
    CHECK(opens(&f, "to"));
    CHECK(sei_sink_copy(&f.sink, from, &f.status));
    CHECK(sei_sink_commit(&f.sink, &f.status));
    close(from);
    check_file(&f, "to", text.at);
    tear_down(&f);
}

TEST(refuses_what_is_no_file) {
    fixture f;
    set_up(&f);
    CHECK(mkdir(temp_path(&f.temp, "folder"), 0777) == 0);
    CHECK(mkfifo(temp_path(&f.temp, "pipe"), 0666) == 0);
    CHECK(symlink("/dev/full", temp_path(&f.temp, "device")) == 0);
    CHECK(symlink("folder", temp_path(&f.temp, "to-folder")) == 0);
    static const char *const names[] = {"folder",  "pipe",     "device",   "to-folder",
                                        "folder/", "folder/.", "folder/.."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(!opens(&f, names[i]));
        CHECK_INT(f.status.code, SEI_FAILED_USAGE);
        sei_sink_drop(&f.sink);
    }
    CHECK(!opens(&f, "no such folder/out.pdf"));
    CHECK_INT(f.status.code, SEI_FAILED_RUN);
    CHECK(!sei_sink_open(&f.sink, SEI_STR("/dev/full"), NULL, 0, &f.status));
    CHECK(!sei_sink_open(&f.sink, SEI_STR(""), NULL, 0, &f.status));
    CHECK(!sei_sink_open(&f.sink, (sei_str){"/tmp/a\0b", 8}, NULL, 0, &f.status));
    CHECK_INT(file_count(&f), 4);
    tear_down(&f);
}

TEST(refuses_an_input) {
    fixture f;
    sei_file_info input;
    set_up(&f);
    temp_write(&f.temp, "note.md", "text");
    CHECK(sei_root_stat(&f.root, SEI_STR("note.md"), &input));
    char note[512];
    snprintf(note, sizeof note, "%s", temp_path(&f.temp, "note.md"));
    CHECK(link(note, temp_path(&f.temp, "hard")) == 0);
    CHECK(symlink("note.md", temp_path(&f.temp, "soft")) == 0);
    static const char *const names[] = {"note.md", "hard", "soft"};
    for (size_t i = 0; i < 3; i++) {
        sei_str path = sei_str_from(temp_path(&f.temp, names[i]));
        CHECK(!sei_sink_open(&f.sink, path, &input, 1, &f.status));
        CHECK_INT(f.status.code, SEI_FAILED_USAGE);
    }
    check_file(&f, "note.md", "text");
    tear_down(&f);
}

TEST(replaces_a_link_and_keeps_permissions) {
    fixture f;
    struct stat info;
    set_up(&f);
    temp_write(&f.temp, "target", "kept");
    CHECK(symlink("target", temp_path(&f.temp, "link")) == 0);
    CHECK(opens(&f, "link"));
    CHECK(sei_sink_write(&f.sink, SEI_STR("new"), &f.status));
    CHECK(sei_sink_commit(&f.sink, &f.status));
    check_file(&f, "target", "kept");
    check_file(&f, "link", "new");
    CHECK(lstat(temp_path(&f.temp, "link"), &info) == 0 && S_ISREG(info.st_mode));
    CHECK(chmod(temp_path(&f.temp, "target"), 0600) == 0);
    CHECK(opens(&f, "target") && sei_sink_commit(&f.sink, &f.status));
    CHECK(stat(temp_path(&f.temp, "target"), &info) == 0);
    CHECK_INT(info.st_mode & 0777, 0600);
    CHECK(symlink("nowhere", temp_path(&f.temp, "dangling")) == 0);
    CHECK(opens(&f, "dangling") && sei_sink_commit(&f.sink, &f.status));
    CHECK(stat(temp_path(&f.temp, "nowhere"), &info) != 0);
    tear_down(&f);
}

TEST(takes_the_longest_name) {
    fixture f;
    set_up(&f);
    sei_str name = repeated(&f.g, "n", 255);
    CHECK(opens(&f, name.at));
    CHECK(sei_sink_commit(&f.sink, &f.status));
    check_file(&f, name.at, "");
    CHECK(!opens(&f, repeated(&f.g, "n", 256).at));
    tear_down(&f);
}

/* A file-size limit stands for the full disk: the older file stays, and nothing else. */
TEST(keeps_the_older_file_when_the_disk_is_full) {
    fixture f;
    struct rlimit before, small = {65536, 65536};
    set_up(&f);
    temp_write(&f.temp, "out.pdf", "older");
    signal(SIGXFSZ, SIG_IGN);
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    small.rlim_max = before.rlim_max;
    CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
    CHECK(opens(&f, "out.pdf"));
    CHECK(!sei_sink_write(&f.sink, repeated(&f.g, "0123456789", 10000), &f.status));
    CHECK_INT(f.status.code, SEI_FAILED_RUN);
    sei_sink_drop(&f.sink);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    check_file(&f, "out.pdf", "older");
    CHECK_INT(file_count(&f), 1);
    tear_down(&f);
}

TEST(unlinks_for_a_signal_handler) {
    fixture f;
    set_up(&f);
    CHECK(opens(&f, "out.pdf"));
    CHECK_INT(file_count(&f), 1);
    sei_sink_unlink(&f.sink);
    CHECK_INT(file_count(&f), 0);
    CHECK(!sei_sink_commit(&f.sink, &f.status)); /* nothing to rename any more */
    CHECK_INT(file_count(&f), 0);
    tear_down(&f);
}

int main(void) {
    RUN(writes_a_whole_file_or_none);
    RUN(copies_a_file);
    RUN(refuses_what_is_no_file);
    RUN(refuses_an_input);
    RUN(replaces_a_link_and_keeps_permissions);
    RUN(takes_the_longest_name);
    RUN(keeps_the_older_file_when_the_disk_is_full);
    RUN(unlinks_for_a_signal_handler);
    return TEST_RESULT();
}
