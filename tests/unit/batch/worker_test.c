/* The fence: what a worker can no longer do. Run in a child, since it closes for good. The worker:
 * what a death costs. */
#include "../base/ground.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/fence.h"
#include "batch/worker.h"

/* Runs the check behind a closed fence; true when it said so. */
static bool behind_fence(bool (*check)(void)) {
    pid_t child = fork();
    if (child == 0) {
        static const char *const folders[] = {SEI_TEST_ROOT "/styles", NULL};
        sei_fence_close(&(sei_fence){.read_below = folders});
        _exit(check() ? 0 : 1);
    }
    int how = 0;
    waitpid(child, &how, 0);
    return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static bool socket_is_refused(void) {
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
}

static bool exec_is_refused(void) {
    char *const argv[] = {(char *)(uintptr_t) "true", NULL};
    execv("/bin/true", argv);
    return errno == EPERM || errno == EACCES;
}

static bool killing_others_is_refused(void) {
    return kill(getppid(), 0) < 0 && errno == EPERM;
}

static bool removing_files_is_refused(void) {
    return unlink("/tmp/seihon-no-such-file") < 0 && errno == EPERM;
}

static bool ordinary_work_goes_on(void) {
    void *room = malloc(1 << 20);
    free(room);
    int fd = open(SEI_TEST_ROOT "/styles/base.yaml", O_RDONLY);
    char byte;
    return room && fd >= 0 && read(fd, &byte, 1) == 1;
}

TEST(a_worker_has_no_network) {
    CHECK(behind_fence(socket_is_refused));
}

TEST(a_worker_runs_no_program) {
    CHECK(behind_fence(exec_is_refused));
}

TEST(a_worker_signals_nobody) {
    CHECK(behind_fence(killing_others_is_refused));
}

TEST(a_worker_removes_nothing) {
    CHECK(behind_fence(removing_files_is_refused));
}

TEST(a_worker_reads_what_it_may) {
    CHECK(behind_fence(ordinary_work_goes_on));
}

/* Ends the process at the first block of a megabyte: the large note dies, the others do not. */
static void *deadly_resize(void *user, void *old, size_t old_size, size_t size) {
    (void)user;
    (void)old_size;
    if (size >= (size_t)1 << 20)
        abort();
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}

struct row {
    temp_folder temp;
    sei_house house;
    sei_worker worker;
    sei_job_source sources[3];
    sei_job_result results[3];
    size_t finished;
};

/* Three notes, the second of which kills its worker. */
static void set_up_row(struct row *row) {
    sei_status status = {0};
    CHECK(temp_open(&row->temp));
    temp_write(&row->temp, "a.md", "[[none]]\n");
    temp_write(&row->temp, "b.md", "");
    CHECK(truncate(temp_path(&row->temp, "b.md"), 2 << 20) == 0);
    temp_write(&row->temp, "c.md", "[[none]]\n");
    const sei_house_request request = {.source = sei_str_from(row->temp.path),
                                       .no_system_fonts = true,
                                       .allocator = sei_allocator_system()};
    CHECK(sei_house_open(&row->house, &request, &status));
    for (size_t i = 0; i < 3; i++)
        row->sources[i] = (sei_job_source){SEI_ASSEMBLE_NOTE, row->house.vault.files[i].path};
}

static void tear_down_row(struct row *row) {
    sei_house_close(&row->house);
    temp_close(&row->temp);
}

static void run_row(struct row *row, size_t first, size_t count) {
    const sei_worker_request request = {.job = {.house = &row->house,
                                                .kind = SEI_JOB_CHECK,
                                                .epoch = -1,
                                                .allocator = {deadly_resize, NULL}},
                                        .sources = &row->sources[first],
                                        .source_count = count};
    row->finished = sei_worker_run(&row->worker, &request, row->results);
}

TEST(a_death_costs_the_note_it_met_and_is_named) {
    struct row row;
    set_up_row(&row);
    run_row(&row, 0, 3);
    CHECK_INT(row.finished, 1);
    CHECK(row.results[0].is_done);
    CHECK_INT(row.results[0].warnings, 1);
    CHECK(!row.results[1].is_done);
    CHECK_INT(row.results[1].status.code, SEI_FAILED_INPUT);
    CHECK(strstr(row.results[1].status.message, "signal 6"));
    CHECK(lseek(row.worker.report, 0, SEEK_END) > 0); /* the first note's report is kept */
    sei_worker_close(&row.worker);
    run_row(&row, 2, 1);
    CHECK(row.finished == 1 && row.results[0].is_done);
    sei_worker_close(&row.worker);
    tear_down_row(&row);
}

int main(void) {
    RUN(a_worker_has_no_network);
    RUN(a_worker_runs_no_program);
    RUN(a_worker_signals_nobody);
    RUN(a_worker_removes_nothing);
    RUN(a_worker_reads_what_it_may);
    RUN(a_death_costs_the_note_it_met_and_is_named);
    return TEST_RESULT();
}
