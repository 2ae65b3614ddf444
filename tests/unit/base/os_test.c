/* Reading below a root: what stays inside is read, what leads out is refused, and the walk. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "base/os.h"
#include "ground.h"
#include "test.h"

typedef struct fixture {
    ground g;
    temp_folder temp;
    sei_root root;
    sei_status status;
} fixture;

static void link_to(fixture *f, const char *target, const char *name) {
    CHECK(symlink(target, temp_path(&f->temp, name)) == 0);
}

/* vault/ holds notes and links; secret lies beside it. */
static void set_up(fixture *f) {
    *f = (fixture){0};
    ground_open(&f->g);
    CHECK(temp_open(&f->temp));
    CHECK(mkdir(temp_path(&f->temp, "vault"), 0777) == 0);
    CHECK(mkdir(temp_path(&f->temp, "vault/sub"), 0777) == 0);
    CHECK(mkdir(temp_path(&f->temp, "vault/.obsidian"), 0777) == 0);
    temp_write(&f->temp, "secret", "secret");
    temp_write(&f->temp, "vault/a.md", "text");
    temp_write(&f->temp, "vault/b\nc.md", "odd name");
    temp_write(&f->temp, "vault/sub/c.md", "in sub");
    temp_write(&f->temp, "vault/.obsidian/app.json", "{}");
    CHECK(mkfifo(temp_path(&f->temp, "vault/pipe"), 0666) == 0);
    link_to(f, "sub/c.md", "vault/inside.md");
    link_to(f, "../secret", "vault/outside.md");
    link_to(f, "/etc/passwd", "vault/absolute.md");
    link_to(f, ".", "vault/loop");
    link_to(f, "/", "vault/all");
    link_to(f, "/proc/self/environ", "vault/environ.md");
    link_to(f, "nowhere", "vault/dangling.md");
    sei_str path = sei_str_from(temp_path(&f->temp, "vault"));
    CHECK(sei_root_open(&f->root, &f->g.arena, path, &f->status));
}

static void tear_down(fixture *f) {
    sei_root_close(&f->root);
    sei_root_close(&f->root);
    temp_close(&f->temp);
    ground_close(&f->g);
}

static bool reads(fixture *f, sei_str path, sei_str *bytes) {
    return sei_root_read(&f->root, &f->g.arena, path, 1000, bytes, &f->status);
}

TEST(reads_what_is_inside) {
    fixture f;
    sei_str bytes;
    set_up(&f);
    CHECK(reads(&f, SEI_STR("a.md"), &bytes));
    CHECK_STR(bytes, "text");
    CHECK_INT(bytes.at[bytes.size], 0);
    CHECK(reads(&f, SEI_STR("sub/../a.md"), &bytes));
    CHECK_STR(bytes, "text");
    CHECK(reads(&f, SEI_STR("inside.md"), &bytes));
    CHECK_STR(bytes, "in sub");
    CHECK(sei_root_map(&f.root, SEI_STR("a.md"), 1000, &bytes, &f.status));
    CHECK_STR(bytes, "text");
    sei_os_unmap(bytes);
    sei_file_info info;
    CHECK(sei_root_stat(&f.root, SEI_STR("a.md"), &info));
    CHECK_INT(info.size, 4);
    CHECK(info.inode != 0 && info.modified > 0);
    tear_down(&f);
}

static const char *const leading_out[] = {
    "../secret",   "sub/../../secret", "outside.md",       "/etc/passwd",
    "absolute.md", "all/etc/passwd",   "environ.md",       "pipe",
    "sub",         "nothing.md",       "dangling.md",      "",
    ".",           "a.md/x",           "loop/../../secret"};

static void check_refused(fixture *f) {
    for (size_t i = 0; i < sizeof leading_out / sizeof *leading_out; i++) {
        sei_str bytes = {0}, path = sei_str_from(leading_out[i]);
        sei_file_info info;
        f->status = (sei_status){0};
        CHECK(!reads(f, path, &bytes));
        CHECK_INT(f->status.code, SEI_FAILED_INPUT);
        CHECK(f->status.message[0] != 0);
        CHECK(!sei_root_map(&f->root, path, 1000, &bytes, &f->status));
        CHECK(!sei_root_stat(&f->root, path, &info));
        CHECK(bytes.at == NULL);
    }
}

TEST(refuses_what_leads_out) {
    fixture f;
    sei_str bytes;
    set_up(&f);
    check_refused(&f);
    CHECK(!reads(&f, (sei_str){"a.md\0x", 6}, &bytes));
    CHECK(!reads(&f, repeated(&f.g, "long/", 2000), &bytes));
    tear_down(&f);
}

TEST(keeps_to_the_limit) {
    fixture f;
    sei_str bytes;
    set_up(&f);
    CHECK(sei_root_read(&f.root, &f.g.arena, SEI_STR("a.md"), 4, &bytes, &f.status));
    CHECK(!sei_root_read(&f.root, &f.g.arena, SEI_STR("a.md"), 3, &bytes, &f.status));
    CHECK(sei_str_find(sei_str_from(f.status.message), SEI_STR("limit of 3"), 0) != SEI_STR_NONE);
    CHECK(!sei_root_map(&f.root, SEI_STR("a.md"), 3, &bytes, &f.status));
    tear_down(&f);
}

TEST(walks_in_byte_order) {
    static const char *const expected[] = {"a.md", "b\nc.md", "inside.md", "sub/c.md"};
    fixture f;
    sei_walk_entry *entries;
    size_t count = 0, skipped = 99;
    set_up(&f);
    CHECK(sei_root_walk(&f.root, &f.g.arena, &entries, &count, &skipped, &f.status));
    CHECK_INT(count, 4);
    CHECK_INT(skipped, 0);
    for (size_t i = 0; i < count && i < 4; i++)
        CHECK_STR(entries[i].path, expected[i]);
    CHECK_INT(entries[0].info.size, 4);
    tear_down(&f);
}

TEST(walks_only_so_deep) {
    fixture f;
    sei_walk_entry *entries;
    size_t count = 0, skipped = 0;
    char path[512] = "vault";
    set_up(&f);
    for (int depth = 0; depth < 70; depth++) {
        strcat(path, "/d");
        CHECK(mkdir(temp_path(&f.temp, path), 0777) == 0);
    }
    CHECK(sei_root_walk(&f.root, &f.g.arena, &entries, &count, &skipped, &f.status));
    CHECK_INT(skipped, 1);
    CHECK_INT(count, 4);
    tear_down(&f);
}

static int open_descriptors(void) {
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* A walk and a read; false when memory ended. */
static bool walk_and_read(fixture *f, sei_arena *arena, jmp_buf *escape) {
    sei_walk_entry *entries;
    size_t count;
    sei_str bytes;
    f->g.memory.escape = escape;
    if (setjmp(*escape) != 0)
        return false;
    CHECK(sei_root_walk(&f->root, arena, &entries, &count, NULL, &f->status));
    CHECK(sei_root_read(&f->root, arena, sei_str_from("a.md"), 100, &bytes, &f->status));
    return true;
}

/* The budget ends at every place in turn: no descriptor stays open. */
TEST(leaks_no_descriptor_when_memory_ends) {
    fixture f;
    jmp_buf escape;
    bool is_done = false;
    int failures = 0;
    set_up(&f);
    int before = open_descriptors();
    for (size_t limit = 64; !is_done; limit += 64) {
        sei_arena arena;
        sei_arena_init(&arena, &f.g.memory);
        f.g.memory.limit = f.g.memory.used + limit;
        is_done = walk_and_read(&f, &arena, &escape);
        failures += !is_done;
        sei_arena_fini(&arena);
    }
    f.g.memory.limit = 0;
    CHECK(failures > 0);
    CHECK_INT(open_descriptors(), before);
    tear_down(&f);
}

TEST(says_when_there_is_no_folder) {
    ground g;
    sei_root root;
    sei_status status = {0};
    sei_str real;
    ground_open(&g);
    CHECK(!sei_root_open(&root, &g.arena, SEI_STR("/no/such/folder"), &status));
    CHECK_INT(status.code, SEI_FAILED_RUN);
    CHECK_INT(root.fd, -1);
    CHECK(!sei_root_open(&root, &g.arena, SEI_STR("/etc/passwd"), &status));
    CHECK(sei_os_is_folder(SEI_STR("/etc")) && !sei_os_is_folder(SEI_STR("/etc/passwd")));
    CHECK(!sei_os_is_folder(SEI_STR("")) && !sei_os_is_folder((sei_str){"/etc\0x", 6}));
    CHECK(sei_os_real_path(&g.arena, SEI_STR("/usr/../etc/."), &real));
    CHECK_STR(real, "/etc");
    CHECK(!sei_os_real_path(&g.arena, SEI_STR("/no/such"), &real));
    CHECK(sei_os_program_folder(&g.arena, &real) && sei_os_is_folder(real));
    ground_close(&g);
}

/* From here on the kernel has no openat2. */
static bool take_openat2_away(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/* Links inside the root do not work then, and nothing else is lost. */
TEST(stays_inside_without_openat2) {
    fixture f;
    sei_str bytes;
    sei_walk_entry *entries;
    size_t count = 0;
    set_up(&f);
    if (take_openat2_away()) {
        check_refused(&f);
        CHECK(!reads(&f, SEI_STR("inside.md"), &bytes));
        CHECK(!reads(&f, SEI_STR("sub/../a.md"), &bytes));
        CHECK(reads(&f, SEI_STR("a.md"), &bytes));
        CHECK_STR(bytes, "text");
        CHECK(reads(&f, SEI_STR("sub//c.md"), &bytes));
        CHECK_STR(bytes, "in sub");
        CHECK(sei_root_walk(&f.root, &f.g.arena, &entries, &count, NULL, &f.status));
        CHECK_INT(count, 3);
    } else {
        puts("skipped: no seccomp filter here");
    }
    tear_down(&f);
}

int main(void) {
    RUN(reads_what_is_inside);
    RUN(refuses_what_leads_out);
    RUN(keeps_to_the_limit);
    RUN(walks_in_byte_order);
    RUN(walks_only_so_deep);
    RUN(leaks_no_descriptor_when_memory_ends);
    RUN(says_when_there_is_no_folder);
    RUN(stays_inside_without_openat2); /* the last: what it takes away does not come back */
    return TEST_RESULT();
}
