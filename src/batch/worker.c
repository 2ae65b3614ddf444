/* Runs jobs in a process of their own and turns however it ends into results.
 *
 * The parent makes memory files and shared pages, forks, and looks after its workers, each with a
 * deadline; the child closes the fence, runs the jobs into the memory files and exits without
 * cleaning up. An output goes to the sink only when the child said that it is complete.
 *
 * Rule that is easy to break: nothing of the child's is trusted — its output is only bytes to copy,
 * and the shared results are read after its death. */
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

#include "base/assert.h"
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
 * signals are. 0: no child. */
static volatile sig_atomic_t running_children[SEI_WORKERS_MAX];
static sei_sink *volatile running_sink;

/* Shared with the child: how far it came, and each job's result. */
typedef struct sei_worker_page {
    volatile size_t finished; /* jobs that returned */
    sei_job_result results[];
} sei_worker_page;

static int memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */);
}

void *sei_worker_share(size_t size) {
    void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? NULL : block;
}

void sei_worker_unshare(void *block, size_t size) {
    if (block)
        munmap(block, size);
}

static void close_file(int fd) {
    if (fd >= 0)
        close(fd);
}

/* An output's file is made for a conversion alone. */
static bool open_outputs(sei_worker *worker) {
    const sei_worker_request *request = &worker->request;
    bool is_conversion = request->job.kind == SEI_JOB_CONVERT;
    for (size_t i = 0; i < SEI_WORKER_OUTPUTS_MAX; i++)
        for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
            bool is_wanted = is_conversion && i < request->source_count;
            worker->outputs[i][format] = is_wanted ? memory_file("seihon-output") : -1;
            if (is_wanted && worker->outputs[i][format] < 0)
                return false;
        }
    return true;
}

/* Each source of a conversion has its own inputs. */
static size_t inputs_size(const sei_worker *worker) {
    bool is_conversion = worker->request.job.kind == SEI_JOB_CONVERT;
    return worker->input_room * (is_conversion ? worker->request.source_count : 1) *
           sizeof *worker->inputs;
}

static bool prepare(sei_worker *worker, const sei_worker_request *request, sei_status *status) {
    sei_assert(request->source_count <= SEI_WORKER_OUTPUTS_MAX ||
               request->job.kind != SEI_JOB_CONVERT);
    *worker = (sei_worker){.request = *request,
                           .process = -1,
                           .page_size = sizeof(sei_worker_page) +
                                        request->source_count * sizeof(sei_job_result),
                           .input_room = request->job.house->vault.file_count + 1};
    bool has_files = open_outputs(worker);
    worker->dump = memory_file("seihon-dump");
    worker->report = memory_file("seihon-report");
    worker->page = sei_worker_share(worker->page_size);
    worker->lookups = request->job.tells_lookups ? memory_file("seihon-lookups") : -1;
    worker->inputs = sei_worker_share(inputs_size(worker));
    return (has_files && worker->dump >= 0 && worker->report >= 0 && worker->page &&
            worker->inputs) ||
           sei_status_set(status, SEI_FAILED_RUN, "cannot make room for a worker: %s",
                          strerror(errno));
}

void sei_worker_close(sei_worker *worker) {
    for (size_t i = 0; i < SEI_WORKER_OUTPUTS_MAX; i++)
        for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
            close_file(worker->outputs[i][format]);
            worker->outputs[i][format] = -1;
        }
    if (worker->mapped_dump.size)
        munmap((void *)worker->mapped_dump.at, worker->mapped_dump.size);
    close_file(worker->dump);
    close_file(worker->report);
    sei_worker_unshare(worker->page, worker->page_size);
    close_file(worker->lookups);
    sei_worker_unshare(worker->inputs, inputs_size(worker));
    worker->dump = worker->report = worker->lookups = -1;
    worker->page = NULL;
    worker->inputs = NULL;
}

/* --- deadlines ------------------------------------------------------------------------------- */

/* The bytes that a source may have to read: its own, and for a book those of all notes. */
static uint64_t bytes_of(const sei_vault *vault, const sei_job_source *source) {
    sei_file_info info = {0};
    uint64_t sum = 0;
    sei_root_stat(&vault->root, source->path, &info);
    for (size_t i = 0; source->kind != SEI_ASSEMBLE_NOTE && i < vault->file_count; i++)
        sum += vault->files[i].is_note ? vault->files[i].info.size : 0;
    return info.size + sum;
}

/* Wall seconds that the job of source `i` may take. */
static double deadline_of(const sei_worker_request *request, size_t i) {
    const sei_vault *vault = &request->job.house->vault;
    if (request->deadline > 0)
        return request->deadline;
    return DEADLINE_BASE +
           DEADLINE_PER_MB * (double)bytes_of(vault, &request->sources[i]) / (1 << 20);
}

/* CPU seconds that the whole worker may take. */
static double sum_deadlines(const sei_worker_request *request) {
    double seconds = 0;
    for (size_t i = 0; i < request->source_count; i++)
        seconds += deadline_of(request, i);
    return seconds;
}

/* --- the child ------------------------------------------------------------------------------- */

#define READ_FOLDERS_MAX (SEI_HOUSE_FONT_FOLDERS_MAX + 14)
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

static void close_fence(const sei_worker_request *request) {
    static const char *const system_folders[] = {"/etc/fonts", "/usr/share/fonts",
                                                 "/usr/local/share/fonts", "/var/cache/fontconfig",
                                                 "/usr/share/fontconfig"};
    const sei_house *house = request->job.house;
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
    if (house->style_folder.fd >= 0)
        folders[count++] = house->style_folder.path.at;
    folders[count++] = house->vault.root.path.at;
    count = add_home_folders(folders, count, home);
    folders[count] = NULL;
    sei_fence fence = {.read_below = folders, .cpu_seconds = sum_deadlines(request)};
#ifndef SEI_SANITIZED
    size_t limit = request->job.memory_limit;
    fence.memory_limit = (limit ? limit : SEI_LIMIT_JOB_MEMORY) + ADDRESS_SPACE_MARGIN;
#endif
    sei_fence_close(&fence);
}

static _Noreturn void be_child(const sei_worker *worker) {
    const sei_worker_request *request = &worker->request;
    sei_job_request job = request->job;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* a terminal's Ctrl-C reaches the parent, which decides */
    signal(SIGTERM, SIG_DFL);
    job.dump = worker->dump;
    job.report = worker->report;
    job.inputs = worker->inputs;
    job.input_room = worker->input_room;
    job.lookups = worker->lookups;
    close_fence(request);
    for (size_t i = 0; i < request->source_count; i++) {
        job.source = request->sources[i];
        if (job.kind == SEI_JOB_CONVERT) {
            memcpy(job.outputs, worker->outputs[i], sizeof job.outputs);
            job.inputs = worker->inputs + i * worker->input_room;
        }
        sei_job_run(&job, &worker->page->results[i]);
        worker->page->finished = i + 1;
    }
    _exit(0);
}

/* --- the parent ------------------------------------------------------------------------------ */

static void show_progress(const sei_worker *worker, double seconds) {
    fprintf(stderr, "\r\033[K%.*s … %.0f s", SEI_STR_ARG(worker->request.sources[worker->at].path),
            seconds);
    fflush(stderr);
}

static void clear_progress(void) {
    fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* The job that the child is at. */
static size_t job_at(const sei_worker *worker) {
    size_t finished = worker->page->finished, count = worker->request.source_count;
    return finished < count ? finished : count - 1;
}

/* Kills the child when the job it is at has taken too long, and shows how long that is. */
static void attend(sei_worker *worker) {
    size_t at = job_at(worker);
    double now = sei_os_wall_seconds();
    if (at != worker->at || worker->began == 0) {
        worker->at = at;
        worker->began = now;
        worker->deadline = deadline_of(&worker->request, at);
    }
    if (worker->in_time && now - worker->began > worker->deadline) {
        worker->in_time = false;
        kill(worker->child, SIGKILL);
    }
    if (worker->request.show_progress && now - worker->began > PROGRESS_AFTER) {
        show_progress(worker, now - worker->began);
        worker->has_shown = true;
    }
}

static void note_child(pid_t before, pid_t now) {
    size_t i = 0;
    while (i + 1 < SEI_WORKERS_MAX && running_children[i] != before)
        i++;
    running_children[i] = now;
}

bool sei_worker_start(sei_worker *worker, const sei_worker_request *request, sei_status *status) {
    if (!prepare(worker, request, status))
        return false;
    fflush(NULL);
    worker->child = fork();
    if (worker->child == 0)
        be_child(worker);
    if (worker->child < 0)
        return sei_status_set(status, SEI_FAILED_RUN, "cannot start a worker: %s", strerror(errno));
    note_child(0, worker->child);
    worker->process = (int)syscall(SYS_pidfd_open, worker->child, 0u);
    worker->in_time = true;
    return true;
}

void sei_workers_wait(const sei_worker *workers, size_t count) {
    struct pollfd ready[SEI_WORKERS_MAX];
    bool can_poll = true;
    for (size_t i = 0; i < count; i++) {
        ready[i] = (struct pollfd){.fd = workers[i].process, .events = POLLIN};
        can_poll &= workers[i].process >= 0 || workers[i].child == 0;
    }
    poll(ready, (nfds_t)count, can_poll ? TICK_MS : 1);
}

bool sei_worker_has_ended(sei_worker *worker) {
    pid_t ended = waitpid(worker->child, &worker->how, WNOHANG);
    if (ended != worker->child && (ended >= 0 || errno == EINTR)) {
        attend(worker);
        return false;
    }
    note_child(worker->child, 0);
    close_file(worker->process);
    worker->process = -1;
    worker->child = 0;
    if (worker->has_shown)
        clear_progress();
    return true;
}

/* What a death means to the user. Also for a bug of ours: the message names the signal. */
static void name_death(const sei_worker *worker, sei_status *status) {
    int how = worker->how;
    if (!worker->in_time || (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU))
        sei_status_set(status, SEI_FAILED_INPUT, "took more than %.0f s and was stopped",
                       worker->deadline);
    else if (WIFSIGNALED(how))
        sei_status_set(status, SEI_FAILED_INPUT,
                       "the worker died (signal %d, %s); please report this with the note",
                       WTERMSIG(how), strsignal(WTERMSIG(how)));
    else
        sei_status_set(status, SEI_FAILED_INPUT,
                       "the worker ended early (status %d); please report this with the note",
                       WIFEXITED(how) ? WEXITSTATUS(how) : -1);
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

const sei_file_info *sei_worker_inputs(const sei_worker *worker, size_t source, size_t *count) {
    size_t told = worker->page->results[source].input_count;
    *count = told < worker->input_room ? told : worker->input_room;
    return worker->inputs + source * worker->input_room;
}

/* Writes a whole memory file, or without one (-1) the bytes, that a source became. */
static bool commit(sei_worker *worker, size_t source, int from, sei_str bytes, sei_str target,
                   sei_status *status) {
    sei_sink sink = {.folder = -1, .fd = -1};
    running_sink = &sink; /* from before it opens: a signal may come in between */
    size_t input_count;
    const sei_file_info *inputs = sei_worker_inputs(worker, source, &input_count);
    if (!sei_sink_open(&sink, target, inputs, input_count, status)) {
        running_sink = NULL;
        return false;
    }
    bool written =
        from >= 0 ? sei_sink_copy(&sink, from, status) : sei_sink_write(&sink, bytes, status);
    written = written && sei_sink_commit(&sink, status);
    running_sink = NULL;
    sei_sink_drop(&sink);
    return written;
}

bool sei_worker_commit(sei_worker *worker, size_t source, sei_format format, sei_str target,
                       sei_status *status) {
    return commit(worker, source, worker->outputs[source][format], SEI_STR(""), target, status);
}

bool sei_worker_commit_part(sei_worker *worker, sei_str part, sei_str target, sei_status *status) {
    return commit(worker, 0, -1, part, target, status);
}

bool sei_worker_map_dump(sei_worker *worker, sei_str *bytes, sei_status *status) {
    const off_t end = lseek(worker->dump, 0, SEEK_END);
    void *block = end > 0 ? mmap(NULL, (size_t)end, PROT_READ, MAP_PRIVATE, worker->dump, 0) : NULL;
    if (end < 0 || block == MAP_FAILED)
        return sei_status_set(status, SEI_FAILED_RUN, "cannot read back: %s", strerror(errno));
    worker->mapped_dump = (sei_str){block, block ? (size_t)end : 0};
    *bytes = worker->mapped_dump;
    return true;
}

int sei_worker_output(const sei_worker *worker, size_t source, sei_format format) {
    return worker->outputs[source][format];
}

bool sei_worker_copy_dump(const sei_worker *worker, int to, sei_status *status) {
    return copy_out(worker->dump, to, status);
}

/* Those asked for on another descriptor than standard error are a product of the run, and that they
 * were lost is its failure; of standard error nobody could be told. */
bool sei_worker_copy_report(const sei_worker *worker, int to, sei_status *status) {
    sei_status failure = {0};
    if (copy_out(worker->report, to, &failure) || to == STDERR_FILENO)
        return true;
    return sei_status_set(status, failure.code, "the report: %s", failure.message);
}

/* Bytes [from, end) of a child's file, as far as they are there. */
static bool read_bytes(int file, sei_arena *arena, size_t from, size_t end, sei_str *bytes) {
    size_t size = 0, room = end - from;
    char *block = sei_arena_alloc(arena, room);
    while (size < room) {
        ssize_t part = pread(file, block + size, room - size, (off_t)(from + size));
        if (part < 0 && errno != EINTR)
            return false;
        if (part == 0)
            break;
        size += part > 0 ? (size_t)part : 0;
    }
    *bytes = (sei_str){block, size};
    return true;
}

bool sei_worker_read_report(const sei_worker *worker, sei_arena *arena, sei_str *bytes,
                            sei_status *status) {
    off_t end = lseek(worker->report, 0, SEEK_END);
    size_t room = end < 0                                ? 0
                  : (size_t)end > SEI_LIMIT_REPORT_BYTES ? SEI_LIMIT_REPORT_BYTES
                                                         : (size_t)end;
    return read_bytes(worker->report, arena, 0, room, bytes) ||
           sei_status_set(status, SEI_FAILED_RUN, "cannot read a report: %s", strerror(errno));
}

sei_str sei_worker_read_lookups(const sei_worker *worker, sei_arena *arena, size_t source) {
    size_t from = 0, size = worker->page->results[source].lookup_bytes;
    sei_str bytes = SEI_STR("");
    for (size_t i = 0; i < source; i++)
        from += worker->page->results[i].lookup_bytes;
    if (size < SEI_LIMIT_REPORT_BYTES)
        read_bytes(worker->lookups, arena, from, from + size, &bytes);
    return bytes;
}

/* What a child that went wrong left there may be anything. */
static void take_result(sei_worker *worker, size_t i, sei_job_result *result) {
    *result = worker->page->results[i];
    result->status.message[sizeof result->status.message - 1] = 0;
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++) {
        sei_job_output *output = &result->outputs[format];
        output->name[sizeof output->name - 1] = 0;
        output->status.message[sizeof output->status.message - 1] = 0;
    }
    if (result->input_count > worker->input_room)
        result->input_count = worker->input_room;
}

size_t sei_worker_take_results(sei_worker *worker, sei_job_result *results) {
    size_t count = worker->request.source_count, finished = worker->page->finished;
    finished = finished < count ? finished : count;
    memset(results, 0, count * sizeof *results);
    for (size_t i = 0; i < finished; i++)
        take_result(worker, i, &results[i]);
    if (finished < count)
        name_death(worker, &results[finished].status);
    return finished;
}

size_t sei_worker_run(sei_worker *worker, const sei_worker_request *request,
                      sei_job_result *results) {
    sei_status status = {0};
    memset(results, 0, request->source_count * sizeof *results);
    if (!sei_worker_start(worker, request, &status)) {
        results[0].status = status;
        return 0;
    }
    while (!sei_worker_has_ended(worker))
        sei_workers_wait(worker, 1);
    return sei_worker_take_results(worker, results);
}

void sei_worker_abandon(void) {
    for (size_t i = 0; i < SEI_WORKERS_MAX; i++)
        if (running_children[i] > 0)
            kill((pid_t)running_children[i], SIGKILL);
    if (running_sink)
        sei_sink_unlink(running_sink);
}
