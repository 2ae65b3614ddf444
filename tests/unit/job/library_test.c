/* The public library by its one header: an example, and what it promises. */
#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "seihon/seihon.h"

typedef struct counter {
    size_t calls;
    size_t fail_at; /* 0: never */
    long live;      /* blocks */
} counter;

static void *counted_resize(void *user, void *old, size_t old_size, size_t size) {
    counter *count = user;
    (void)old_size;
    if (size == 0) {
        count->live -= old != NULL;
        free(old);
        return NULL;
    }
    count->calls++;
    if (count->fail_at && count->calls >= count->fail_at)
        return NULL;
    void *block = realloc(old, size);
    count->live += block && !old;
    return block;
}

#define NOTE SEI_TEST_ROOT "/vault/手引き/脚注.md"

static seihon_job *job_for(const char *note, seihon_resize *resize, void *user) {
    seihon_job *job = seihon_job_new(resize, user);
    const struct {
        seihon_option option;
        const char *value;
    } options[] = {{SEIHON_SOURCE, note},
                   {SEIHON_STYLE, "a5-booklet"},
                   {SEIHON_SYSTEM_FONTS, "no"},
                   {SEIHON_SETTING, "text.size=8pt"}};
    for (size_t i = 0; job && i < sizeof options / sizeof options[0]; i++) {
        if (seihon_job_set(job, options[i].option, options[i].value) != SEIHON_OK) {
            CHECK(*seihon_job_message(job));
            seihon_job_free(job);
            return NULL;
        }
    }
    return job;
}

/* Into a file of memory, whose size is returned, -1 after a failure. */
static off_t size_of_run(seihon_job *job, seihon_format format) {
    int output = memfd_create("out", 0);
    off_t size = -1;
    if (seihon_job_run(job, format, output, -1) == SEIHON_OK)
        size = lseek(output, 0, SEEK_END);
    close(output);
    return size;
}

TEST(one_job_makes_a_pdf_and_an_epub_in_this_process) {
    seihon_job *job = job_for(NOTE, NULL, NULL);
    CHECK(size_of_run(job, SEIHON_PDF) > 1000);
    CHECK_STR(sei_str_from(seihon_job_message(job)), "");
    CHECK(seihon_job_count(job, SEIHON_PAGES) > 0);
    CHECK(seihon_job_count(job, SEIHON_PEAK_MEMORY) > 1000);
    CHECK(size_of_run(job, SEIHON_EPUB) > 1000);
    seihon_job_free(job);
    seihon_job_free(NULL);
}

TEST(a_folder_becomes_one_book) {
    seihon_job *job = job_for(SEI_TEST_ROOT "/vault/手引き", NULL, NULL);
    CHECK(size_of_run(job, SEIHON_EPUB) < 0);
    CHECK(strstr(seihon_job_message(job), "folder"));
    CHECK(seihon_job_set(job, SEIHON_KIND, "folder") == SEIHON_OK);
    CHECK(size_of_run(job, SEIHON_EPUB) > 1000);
    CHECK(seihon_job_set(job, SEIHON_SOURCE, NOTE) == SEIHON_OK);
    CHECK(size_of_run(job, SEIHON_EPUB) < 0);
    seihon_job_free(job);
}

TEST(the_report_is_json_lines) {
    seihon_job *job =
        job_for(SEI_TEST_ROOT "/tests/golden/cases/image-missing/note.md", NULL, NULL);
    int output = memfd_create("out", 0), report = memfd_create("report", 0);
    char line[200] = {0};
    CHECK(seihon_job_run(job, SEIHON_EPUB, output, report) == SEIHON_OK);
    CHECK(seihon_job_count(job, SEIHON_WARNINGS) > 0);
    CHECK(pread(report, line, sizeof line - 1, 0) > 0 && line[0] == '{');
    close(output);
    close(report);
    seihon_job_free(job);
}

TEST(what_is_wrong_is_told_apart) {
    static const struct {
        seihon_option option;
        const char *value;
        seihon_status set, run;
    } rows[] = {{SEIHON_SOURCE, SEI_TEST_ROOT "/vault/ない.md", SEIHON_OK, SEIHON_FAILED_INPUT},
                {SEIHON_SOURCE, "", SEIHON_OK, SEIHON_FAILED_USAGE},
                {SEIHON_SETTING, "text.sise=9pt", SEIHON_OK, SEIHON_FAILED_USAGE},
                {SEIHON_SETTING, "text.size", SEIHON_FAILED_USAGE, SEIHON_OK},
                {SEIHON_KIND, "leaflet", SEIHON_FAILED_USAGE, SEIHON_OK},
                {SEIHON_EPOCH, "-1", SEIHON_FAILED_USAGE, SEIHON_OK},
                {SEIHON_SYSTEM_FONTS, "some", SEIHON_FAILED_USAGE, SEIHON_OK},
                {SEIHON_DATA_FOLDER, SEI_TEST_ROOT "/vault", SEIHON_OK, SEIHON_FAILED_USAGE},
                {SEIHON_FONT_FOLDER, "/no/such/folder", SEIHON_OK, SEIHON_FAILED_USAGE},
                {SEIHON_MEMORY_LIMIT, "100000", SEIHON_OK, SEIHON_FAILED_INPUT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        seihon_job *job = job_for(NOTE, NULL, NULL);
        int output = memfd_create("out", 0);
        CHECK_INT(seihon_job_set(job, rows[i].option, rows[i].value), rows[i].set);
        CHECK(!*seihon_job_message(job) == (rows[i].set == SEIHON_OK));
        CHECK_INT(seihon_job_run(job, SEIHON_PDF, output, -1), rows[i].run);
        CHECK(!*seihon_job_message(job) == (rows[i].run == SEIHON_OK));
        close(output);
        seihon_job_free(job);
    }
}

static void *run_in_thread(void *size) {
    seihon_job *job = job_for(NOTE, NULL, NULL);
    *(off_t *)size = size_of_run(job, SEIHON_PDF);
    seihon_job_free(job);
    return NULL;
}

TEST(two_threads_run_jobs_at_once) {
    pthread_t threads[2];
    off_t sizes[2] = {0};
    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&threads[i], NULL, run_in_thread, &sizes[i]) == 0);
    for (int i = 0; i < 2; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(sizes[0] > 1000);
    CHECK_INT(sizes[0], sizes[1]);
}

TEST(every_block_of_the_callers_allocator_comes_back) {
    counter count = {0};
    seihon_job *job = job_for(NOTE, counted_resize, &count);
    CHECK(size_of_run(job, SEIHON_PDF) > 1000);
    CHECK(count.calls > 10);
    seihon_job_free(job);
    CHECK_INT(count.live, 0);
}

/* Every n-th allocation fails from there on: a status, no crash, nothing kept. */
TEST(running_out_of_memory_is_a_status) {
    bool done = false;
    for (size_t n = 1; !done && n < 100000; n += 1 + n / 16) {
        counter count = {.fail_at = n};
        seihon_job *job = job_for(NOTE, counted_resize, &count);
        done = job && size_of_run(job, SEIHON_PDF) > 0;
        CHECK(done || !job || *seihon_job_message(job));
        seihon_job_free(job);
        CHECK_INT(count.live, 0);
    }
    CHECK(done);
}

int main(void) {
    RUN(one_job_makes_a_pdf_and_an_epub_in_this_process);
    RUN(a_folder_becomes_one_book);
    RUN(the_report_is_json_lines);
    RUN(what_is_wrong_is_told_apart);
    RUN(two_threads_run_jobs_at_once);
    RUN(every_block_of_the_callers_allocator_comes_back);
    RUN(running_out_of_memory_is_a_status);
    return TEST_RESULT();
}
