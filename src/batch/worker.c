/* Runs one job in a process of its own and turns however it ends into a result.
 *
 * The parent makes two memory files and one shared page, forks, and waits with a deadline; the
 * child closes the fence, runs the job into the memory files and exits without cleaning up. Only
 * when the child says that its output is complete does the parent copy it to the sink and rename
 * it.
 *
 * Rule that is easy to break: nothing of the child's is trusted — its output is only bytes to copy,
 * and the shared result is read after its death. */
#include "batch/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/sink.h"
#include "batch/fence.h"

/* A document may take 5 s and 10 s a MB of its vault's largest note, with a floor that a slow
 * machine under a sanitizer still meets (spec/robustness, section 0, times a margin). */
#define DEADLINE_BASE 120.0
#define DEADLINE_PER_MB 40.0
#define PROGRESS_AFTER 1.0 /* seconds */
#define TICK_MS 200
/* Address space beyond the job's own budget: the program, mapped fonts, decoders' buffers. */
#define ADDRESS_SPACE_MARGIN ((size_t)3 << 30)

/* What a signal handler must tidy up: the only state outside the calls, one process wide because
 * signals are. Written only while one worker runs. */
static volatile sig_atomic_t running_child;
static sei_sink *volatile running_sink;

struct run {
    const sei_worker_request *request;
    int output, report;       /* memory files */
    sei_job_result *shared;   /* the child's result */
    volatile bool *completed; /* the child's last word, in the shared page */
    pid_t child;
};

typedef struct shared_page {
    sei_job_result result;
    volatile bool is_complete;
} shared_page;

static int memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */);
}

static bool prepare(struct run *run, sei_status *status) {
    run->output = memory_file("seihon-output");
    run->report = memory_file("seihon-report");
    shared_page *page =
        mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (run->output < 0 || run->report < 0 || page == MAP_FAILED)
        return sei_status_set(status, SEI_FAILED_RUN, "cannot make room for a worker: %s",
                              strerror(errno));
    run->shared = &page->result;
    run->completed = &page->is_complete;
    return true;
}

static void dismiss(struct run *run) {
    if (run->output >= 0)
        close(run->output);
    if (run->report >= 0)
        close(run->report);
    if (run->shared)
        munmap(run->shared, sizeof(shared_page));
}

/* --- the child ------------------------------------------------------------------------------- */

#define READ_FOLDERS_MAX (SEI_HOUSE_FONT_FOLDERS_MAX + 13)
#define HOME_FOLDERS 3

/* Folders of the home that fontconfig reads; built into `room`, which lives as long as the list. */
static size_t add_home_folders(const char **folders, size_t count, char room[HOME_FOLDERS][512]) {
    static const char *const below_home[HOME_FOLDERS] = {".fonts", ".local/share/fonts",
                                                         ".cache/fontconfig"};
    const char *home = getenv("HOME");
    for (size_t i = 0; home && i < HOME_FOLDERS; i++) {
        int size = snprintf(room[i], 512, "%s/%s", home, below_home[i]);
        if (size > 0 && size < 512)
            folders[count++] = room[i];
    }
    return count;
}

static void close_fence(const struct run *run) {
    static const char *const system_folders[] = {"/etc/fonts", "/usr/share/fonts",
                                                 "/usr/local/share/fonts", "/var/cache/fontconfig",
                                                 "/usr/share/fontconfig"};
    const sei_house *house = run->request->job.house;
    const char *folders[READ_FOLDERS_MAX];
    char home[HOME_FOLDERS][512];
    size_t count = 0;
    for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++)
        folders[count++] = system_folders[i];
    for (size_t i = 0; i < house->font_count; i++)
        folders[count++] = house->fonts[i].path.at;
    folders[count++] = house->styles.path.at;
    if (house->patterns.fd >= 0)
        folders[count++] = house->patterns.path.at;
    folders[count++] = house->vault.root.path.at;
    count = add_home_folders(folders, count, home);
    folders[count] = NULL;
    sei_fence fence = {.read_below = folders, .cpu_seconds = run->request->deadline};
#ifndef SEI_SANITIZED
    size_t limit = run->request->job.memory_limit;
    fence.memory_limit = (limit ? limit : SEI_LIMIT_JOB_MEMORY) + ADDRESS_SPACE_MARGIN;
#endif
    sei_fence_close(&fence);
}

static _Noreturn void be_child(const struct run *run) {
    sei_job_request job = run->request->job;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* a terminal's Ctrl-C reaches the parent, which decides */
    signal(SIGTERM, SIG_DFL);
    job.output = run->output;
    job.report = run->report;
    close_fence(run);
    *run->completed = sei_job_run(&job, run->shared);
    _exit(0);
}

/* --- the parent ------------------------------------------------------------------------------ */

static void show_progress(const struct run *run, double seconds) {
    fprintf(stderr, "\r%.*s … %.0f s", SEI_STR_ARG(run->request->job.note), seconds);
    fflush(stderr);
}

static void clear_progress(void) {
    fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* Waits for the child's end; false when the deadline passed and it was killed. */
static bool wait_for_child(const struct run *run, int *how) {
    double began = sei_os_wall_seconds();
    int descriptor = (int)syscall(SYS_pidfd_open, run->child, 0u);
    bool shown = false, in_time = true;
    for (;;) {
        pid_t ended = waitpid(run->child, how, WNOHANG);
        if (ended == run->child || (ended < 0 && errno != EINTR))
            break;
        double seconds = sei_os_wall_seconds() - began;
        if (in_time && seconds > run->request->deadline) {
            in_time = false;
            kill(run->child, SIGKILL);
        }
        if (run->request->show_progress && seconds > PROGRESS_AFTER) {
            show_progress(run, seconds);
            shown = true;
        }
        struct pollfd ready = {.fd = descriptor, .events = POLLIN};
        poll(&ready, descriptor >= 0 ? 1 : 0, descriptor >= 0 ? TICK_MS : 1);
    }
    if (descriptor >= 0)
        close(descriptor);
    if (shown)
        clear_progress();
    return in_time;
}

/* What a death means to the user. Also true for a bug of ours: the message names the signal. */
static bool judge_death(const struct run *run, int how, bool in_time, sei_status *status) {
    if (!in_time)
        return sei_status_set(status, SEI_FAILED_INPUT, "took more than %.0f s and was stopped",
                              run->request->deadline);
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
        return sei_status_set(status, SEI_FAILED_INPUT, "took more than %.0f s and was stopped",
                              run->request->deadline);
    if (WIFSIGNALED(how))
        return sei_status_set(status, SEI_FAILED_INPUT,
                              "the worker died (signal %d, %s); please report this with the note",
                              WTERMSIG(how), strsignal(WTERMSIG(how)));
    if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
        return sei_status_set(
            status, SEI_FAILED_INPUT,
            "the worker ended early (status %d); please report this with the note",
            WIFEXITED(how) ? WEXITSTATUS(how) : -1);
    return true;
}

static bool copy_out(int from, int to, sei_status *status) {
    char block[1 << 16];
    off_t at = 0;
    for (;;) {
        ssize_t size = pread(from, block, sizeof block, at);
        if (size == 0)
            return true;
        if (size < 0)
            return sei_status_set(status, SEI_FAILED_RUN, "cannot read: %s", strerror(errno));
        at += size;
        for (ssize_t done = 0; done < size;) {
            ssize_t written = write(to, block + done, (size_t)(size - done));
            if (written < 0 && errno != EINTR)
                return sei_status_set(status, SEI_FAILED_RUN, "cannot write: %s", strerror(errno));
            if (written > 0)
                done += written;
        }
    }
}

static bool commit(const struct run *run, const sei_job_result *result, sei_status *status) {
    sei_sink sink = {.folder = -1, .fd = -1};
    running_sink = &sink; /* from before it opens: a signal may come in between */
    if (!sei_sink_open(&sink, run->request->target, result->inputs, result->input_count, status)) {
        running_sink = NULL;
        return false;
    }
    bool written = sei_sink_copy(&sink, run->output, status) && sei_sink_commit(&sink, status);
    running_sink = NULL;
    sei_sink_drop(&sink);
    return written;
}

/* Copies the diagnostics. Those asked for on another descriptor than standard error are a product
 * of the run, and that they were lost is its failure; of standard error nobody could be told. */
static bool report(const struct run *run, sei_status *status) {
    sei_status failure = {0};
    if (copy_out(run->report, run->request->report_to, &failure) ||
        run->request->report_to == STDERR_FILENO)
        return true;
    return sei_status_set(status, failure.code, "the report: %s", failure.message);
}

static bool deliver(const struct run *run, sei_job_result *result) {
    if (run->request->target.size)
        return commit(run, result, &result->status);
    return run->request->dump_to < 0 ||
           copy_out(run->output, run->request->dump_to, &result->status);
}

/* What a child that went wrong left there may be anything. */
static void take_result(const struct run *run, sei_job_result *result) {
    *result = *run->shared;
    result->status.message[sizeof result->status.message - 1] = 0;
    if (result->input_count > SEI_JOB_INPUTS_MAX)
        result->input_count = SEI_JOB_INPUTS_MAX;
}

static double default_deadline(const sei_worker_request *request) {
    sei_file_info info = {0};
    sei_root_stat(&request->job.house->vault.root, request->job.note, &info);
    return DEADLINE_BASE + DEADLINE_PER_MB * (double)info.size / (1 << 20);
}

static bool fork_and_wait(struct run *run, sei_job_result *result) {
    fflush(NULL);
    run->child = fork();
    if (run->child < 0)
        return sei_status_set(&result->status, SEI_FAILED_RUN, "cannot start a worker: %s",
                              strerror(errno));
    if (run->child == 0)
        be_child(run);
    running_child = run->child;
    int how = 0;
    bool in_time = wait_for_child(run, &how);
    running_child = 0;
    take_result(run, result);
    if (!judge_death(run, how, in_time, &result->status))
        return false;
    return report(run, &result->status) && *run->completed && deliver(run, result);
}

bool sei_worker_run(const sei_worker_request *request, sei_job_result *result) {
    sei_worker_request bounded = *request;
    if (bounded.deadline <= 0)
        bounded.deadline = default_deadline(request);
    struct run run = {.request = &bounded, .output = -1, .report = -1};
    *result = (sei_job_result){0};
    bool done = prepare(&run, &result->status) && fork_and_wait(&run, result);
    dismiss(&run);
    return done;
}

void sei_worker_abandon(void) {
    if (running_child > 0)
        kill((pid_t)running_child, SIGKILL);
    if (running_sink)
        sei_sink_unlink(running_sink);
}
