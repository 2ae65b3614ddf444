/* A job: several formats of one source, each for itself. */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../base/ground.h"
#include "job/job.h"
#include "test.h"

typedef struct fixture {
    temp_folder temp;
    sei_house house;
    sei_status status;
    sei_job_result result;
    sei_file_info inputs[8];
    int outputs[SEI_FORMAT_COUNT];
    int nowhere;
} fixture;

static void set_up(fixture *f, const char *source) {
    *f = (fixture){.nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)};
    CHECK(temp_open(&f->temp));
    temp_write(&f->temp, "a.md", "# 一\n\n[[none]]\n");
    temp_write(&f->temp, "b.md", "# 二\n\n文。\n");
    temp_write(&f->temp, "book.yaml",
               "title: x\ncontents: [ a.md, b.md ]\noutput: { epub: out/x.epub }\n");
    const sei_house_request request = {.source = sei_str_from(temp_path(&f->temp, source)),
                                       .no_system_fonts = true,
                                       .allocator = sei_allocator_system()};
    CHECK(sei_house_open(&f->house, &request, &f->status));
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++)
        f->outputs[format] = memfd_create("out", 0);
}

static void tear_down(fixture *f) {
    for (sei_format format = 0; format < SEI_FORMAT_COUNT; format++)
        close(f->outputs[format]);
    close(f->nowhere);
    sei_house_close(&f->house);
    temp_close(&f->temp);
}

static bool run(fixture *f, sei_assemble_kind kind, unsigned formats) {
    const sei_job_request request = {
        .house = &f->house,
        .source = {kind, f->house.note},
        .formats = formats,
        .epoch = -1,
        .outputs = {f->outputs[SEI_FORMAT_PDF], f->outputs[SEI_FORMAT_EPUB]},
        .dump = -1,
        .report = f->nowhere,
        .inputs = f->inputs,
        .input_room = sizeof f->inputs / sizeof *f->inputs,
        .allocator = sei_allocator_system()};
    return sei_job_run(&request, &f->result);
}

static bool begins_with(int fd, const char *head) {
    char bytes[8] = {0};
    return pread(fd, bytes, strlen(head), 0) == (ssize_t)strlen(head) && !strcmp(bytes, head);
}

TEST(one_job_makes_every_format) {
    fixture f;
    set_up(&f, "a.md");
    CHECK(run(&f, SEI_ASSEMBLE_NOTE, 0));
    CHECK(begins_with(f.outputs[SEI_FORMAT_PDF], "%PDF"));
    CHECK(begins_with(f.outputs[SEI_FORMAT_EPUB], "PK"));
    CHECK_INT(f.result.warnings, 1);
    CHECK_INT(f.result.input_count, 1);
    tear_down(&f);
}

TEST(a_format_that_fails_leaves_the_other) {
    fixture f;
    set_up(&f, "a.md");
    close(f.outputs[SEI_FORMAT_PDF]);
    f.outputs[SEI_FORMAT_PDF] = open("/dev/full", O_WRONLY | O_CLOEXEC);
    CHECK(!run(&f, SEI_ASSEMBLE_NOTE, 0));
    CHECK(!f.result.outputs[SEI_FORMAT_PDF].is_made);
    CHECK_INT(f.result.outputs[SEI_FORMAT_PDF].status.code, SEI_FAILED_RUN);
    CHECK_INT(f.result.status.code, SEI_FAILED_RUN);
    CHECK(f.result.outputs[SEI_FORMAT_EPUB].is_made);
    CHECK(begins_with(f.outputs[SEI_FORMAT_EPUB], "PK"));
    tear_down(&f);
}

TEST(a_book_file_says_what_to_make_unless_asked) {
    fixture f;
    set_up(&f, "book.yaml");
    sei_assemble_kind kind;
    CHECK(sei_house_source_kind(&f.house, false, &kind, &f.status));
    CHECK_INT(kind, SEI_ASSEMBLE_FILE);
    CHECK_STR(sei_house_source_stem(&f.house), "book");
    CHECK(run(&f, kind, 0));
    CHECK(!f.result.outputs[SEI_FORMAT_PDF].is_wanted);
    CHECK(f.result.outputs[SEI_FORMAT_EPUB].is_made);
    CHECK_STR(sei_str_from(f.result.outputs[SEI_FORMAT_EPUB].name), "out/x.epub");
    CHECK_INT(f.result.input_count, 3);
    CHECK(run(&f, kind, 1u << SEI_FORMAT_PDF));
    CHECK(f.result.outputs[SEI_FORMAT_PDF].is_made);
    CHECK_STR(sei_str_from(f.result.outputs[SEI_FORMAT_PDF].name), "");
    CHECK(!f.result.outputs[SEI_FORMAT_EPUB].is_wanted);
    tear_down(&f);
}

TEST(a_folder_is_a_book_only_when_asked) {
    fixture f;
    set_up(&f, "");
    sei_assemble_kind kind;
    CHECK(!sei_house_source_kind(&f.house, false, &kind, &f.status));
    CHECK(strstr(f.status.message, "--book"));
    CHECK(sei_house_source_kind(&f.house, true, &kind, &f.status));
    CHECK_INT(kind, SEI_ASSEMBLE_FOLDER);
    CHECK(sei_str_starts(sei_house_source_stem(&f.house), SEI_STR("sei-base-")));
    tear_down(&f);
}

int main(void) {
    RUN(one_job_makes_every_format);
    RUN(a_format_that_fails_leaves_the_other);
    RUN(a_book_file_says_what_to_make_unless_asked);
    RUN(a_folder_is_a_book_only_when_asked);
    return TEST_RESULT();
}
