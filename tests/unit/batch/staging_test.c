/* Outputs that come to be together: none before the commit, all after it. */
#include "batch/staging.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "../base/ground.h"
#include "test.h"

typedef struct fixture {
    ground g;
    temp_folder temp;
    sei_staging staging;
    sei_status statuses[SEI_STAGING_MAX];
    int from;
} fixture;

static void set_up(fixture *f) {
    *f = (fixture){0};
    ground_open(&f->g);
    CHECK(temp_open(&f->temp));
    f->from = open(f->temp.path, O_TMPFILE | O_RDWR, 0600);
    CHECK(f->from >= 0 && write(f->from, "bytes", 5) == 5);
}

static void tear_down(fixture *f) {
    close(f->from);
    temp_close(&f->temp);
    ground_close(&f->g);
}

static sei_str path_of(fixture *f, const char *name) {
    return sei_arena_print(&f->g.arena, "%s/%s", f->temp.path, name);
}

static bool is_there(fixture *f, const char *name) {
    return access(path_of(f, name).at, F_OK) == 0;
}

TEST(staged_files_have_no_name_before_the_commit) {
    fixture f;
    set_up(&f);
    sei_status status = {0};
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "a"), &status));
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "b"), &status));
    CHECK_INT(f.staging.count, 2);
    CHECK(!is_there(&f, "a") && !is_there(&f, "b"));
    sei_staging_commit(&f.staging, f.statuses);
    CHECK(is_there(&f, "a") && is_there(&f, "b"));
    CHECK(f.statuses[0].code == SEI_OK && f.statuses[1].code == SEI_OK);
    CHECK_INT(f.staging.count, 0);
    tear_down(&f);
}

TEST(what_cannot_be_staged_takes_no_other_along) {
    fixture f;
    set_up(&f);
    sei_status status = {0};
    CHECK(!sei_staging_add(&f.staging, f.from, path_of(&f, "none/a"), &status));
    CHECK(status.code != SEI_OK);
    CHECK_INT(f.staging.count, 0);
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "b"), &status));
    sei_staging_commit(&f.staging, f.statuses);
    CHECK(is_there(&f, "b"));
    tear_down(&f);
}

TEST(what_cannot_be_renamed_is_told_and_removed) {
    fixture f;
    set_up(&f);
    sei_status status = {0};
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "a"), &status));
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "b"), &status));
    CHECK(mkdir(path_of(&f, "a").at, 0700) == 0); /* a folder has taken the name */
    sei_staging_commit(&f.staging, f.statuses);
    CHECK(f.statuses[0].code != SEI_OK && f.statuses[1].code == SEI_OK);
    CHECK(is_there(&f, "b"));
    CHECK(rmdir(path_of(&f, "a").at) == 0);
    CHECK(remove(path_of(&f, "b").at) == 0);
    tear_down(&f);
}

TEST(what_is_abandoned_leaves_nothing) {
    fixture f;
    set_up(&f);
    sei_status status = {0};
    CHECK(sei_staging_add(&f.staging, f.from, path_of(&f, "a"), &status));
    sei_staging_abandon();
    CHECK(rmdir(f.temp.path) == 0); /* it is empty */
    CHECK(mkdir(f.temp.path, 0700) == 0);
    sei_staging_commit(&f.staging, f.statuses);
    CHECK(!is_there(&f, "a"));
    tear_down(&f);
}

int main(void) {
    RUN(staged_files_have_no_name_before_the_commit);
    RUN(what_cannot_be_staged_takes_no_other_along);
    RUN(what_cannot_be_renamed_is_told_and_removed);
    RUN(what_is_abandoned_leaves_nothing);
    return TEST_RESULT();
}
