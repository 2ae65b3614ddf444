/* The public library by its one header: an example, and what it promises. */
#include "test.h"

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

static seihon_request request_for(const char *note, int output) {
    return (seihon_request){.source = note,
                            .format = SEIHON_PDF,
                            .style = "a5-booklet",
                            .no_system_fonts = 1,
                            .epoch = -1,
                            .output = output,
                            .report = -1};
}

#define NOTE SEI_TEST_ROOT "/vault/手引き/脚注.md"

TEST(a_note_becomes_a_pdf_in_this_process) {
    int output = memfd_create("out", 0);
    seihon_request request = request_for(NOTE, output);
    seihon_result result;
    char head[5] = {0};
    CHECK(seihon_convert(&request, &result) == SEIHON_OK);
    CHECK_STR(sei_str_from(result.message), "");
    CHECK(result.pages > 0);
    CHECK(pread(output, head, 4, 0) == 4 && !strcmp(head, "%PDF"));
    close(output);
}

TEST(an_epub_likewise) {
    int output = memfd_create("out", 0);
    seihon_request request = request_for(NOTE, output);
    seihon_result result;
    request.format = SEIHON_EPUB;
    CHECK(seihon_convert(&request, &result) == SEIHON_OK);
    CHECK(lseek(output, 0, SEEK_END) > 1000);
    close(output);
}

TEST(a_folder_becomes_one_book) {
    int output = memfd_create("out", 0);
    seihon_request request = request_for(SEI_TEST_ROOT "/vault/手引き", output);
    seihon_result result;
    request.kind = SEIHON_FOLDER;
    request.format = SEIHON_EPUB;
    CHECK(seihon_convert(&request, &result) == SEIHON_OK);
    CHECK(lseek(output, 0, SEEK_END) > 1000);
    request.source = NOTE;
    CHECK(seihon_convert(&request, &result) == SEIHON_FAILED_USAGE);
    close(output);
}

TEST(wrong_requests_are_told_apart) {
    const char *const settings[] = {"text.sise=9pt", NULL};
    seihon_result result;
    seihon_request missing = request_for(SEI_TEST_ROOT "/vault/ない.md", -1);
    CHECK(seihon_convert(&missing, &result) == SEIHON_FAILED_INPUT);
    seihon_request folder = request_for(SEI_TEST_ROOT "/vault", -1);
    CHECK(seihon_convert(&folder, &result) == SEIHON_FAILED_USAGE);
    seihon_request wrong = request_for(NOTE, -1);
    wrong.settings = settings;
    CHECK(seihon_convert(&wrong, &result) == SEIHON_FAILED_USAGE);
}

TEST(every_block_of_the_callers_allocator_comes_back) {
    counter count = {0};
    int output = memfd_create("out", 0);
    seihon_request request = request_for(NOTE, output);
    seihon_result result;
    request.resize = counted_resize;
    request.user = &count;
    CHECK(seihon_convert(&request, &result) == SEIHON_OK);
    CHECK(count.calls > 10);
    CHECK_INT(count.live, 0);
    close(output);
}

/* Every n-th allocation fails from there on: a status, no crash, nothing kept. */
TEST(running_out_of_memory_is_a_status) {
    seihon_result result;
    bool done = false;
    for (size_t n = 1; !done && n < 100000; n += 1 + n / 16) {
        counter count = {.fail_at = n};
        int output = memfd_create("out", 0);
        seihon_request request = request_for(NOTE, output);
        request.resize = counted_resize;
        request.user = &count;
        done = seihon_convert(&request, &result) == SEIHON_OK;
        CHECK(done || result.message[0]);
        CHECK_INT(count.live, 0);
        close(output);
    }
    CHECK(done);
}

int main(void) {
    RUN(a_note_becomes_a_pdf_in_this_process);
    RUN(an_epub_likewise);
    RUN(a_folder_becomes_one_book);
    RUN(wrong_requests_are_told_apart);
    RUN(every_block_of_the_callers_allocator_comes_back);
    RUN(running_out_of_memory_is_a_status);
    return TEST_RESULT();
}
