/* The fence: what a worker can no longer do. Run in a child, since it closes for good. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/fence.h"

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

int main(void) {
    RUN(a_worker_has_no_network);
    RUN(a_worker_runs_no_program);
    RUN(a_worker_signals_nobody);
    RUN(a_worker_removes_nothing);
    RUN(a_worker_reads_what_it_may);
    return TEST_RESULT();
}
