/* Every allocation can fail: the n-th one, for every n until the document is made. Nothing crashes,
 * nothing leaks, and the answer is an unwinding or a status. */
#include "sample.h"

typedef struct failing {
    size_t count; /* allocations so far */
    size_t fail;  /* the one that fails */
    bool stays;   /* all behind it fail, too */
} failing;

static void *resize(void *user, void *old, size_t old_size, size_t size) {
    failing *f = user;
    (void)old_size;
    if (size == 0) {
        free(old);
        return NULL;
    }
    f->count++;
    bool fails = f->stays ? f->count >= f->fail : f->count == f->fail;
    return fails ? NULL : realloc(old, size);
}

/* One try with an allocator of its own. True when the document was made. */
static bool try_once(sample *s, size_t fail, bool stays, int fd, sei_status *status) {
    failing f = {0, fail, stays};
    sei_memory memory;
    jmp_buf escape;
    volatile bool is_made = false;
    sei_memory_init(&memory, (sei_allocator){resize, &f}, 0);
    memory.escape = &escape;
    sei_pdf_request request = {.book = &s->book,
                               .pages = &s->pages,
                               .style = &s->style,
                               .memory = &memory,
                               .diags = &s->diags,
                               .producer = "seihon test",
                               .epoch = 0};
    if (setjmp(escape) == 0) {
        is_made = sei_pdf_write(&request, fd, status);
        CHECK(memory.escape == &escape);
    } else {
        sei_status_set(status, SEI_FAILED_INPUT, "unwound");
        CHECK(memory.failure != SEI_MEMORY_OK);
    }
    CHECK(is_made || status->code != SEI_OK);
    sei_memory_fini(&memory);
    return is_made;
}

static void fill(sample *s) {
    static const sei_outline_entry outline[] = {
        {{"a", 1}, 1, 0, 0}, {{"b", 1}, 2, 1, 0}, {{"c", 1}, 1, 1, 0}};
    static const sei_page_anchor anchors[] = {{1, 1, 0, 0}};
    sample_line(s, 0, 0, "製本");
    sample_line(s, 0, 1, "office");
    sample_line(s, 1, 0, "用⽤");
    sei_node *book = sei_node_new(&s->arena, SEI_NODE_BOOK, 0, 0);
    sei_node *chapter = sei_node_new(&s->arena, SEI_NODE_CHAPTER, 0, 0);
    sei_node *paragraph = sei_node_new(&s->arena, SEI_NODE_PARAGRAPH, 0, 0);
    s->book.root = book;
    sei_node_append(book, chapter);
    sei_node_append(chapter, paragraph);
    chapter->id = 1;
    paragraph->id = s->book.node_count = 2;
    s->draws[0][0].node = paragraph;
    s->pages.count = 3;
    s->pages.outline = outline;
    s->pages.outline_count = 3;
    s->pages.anchors = anchors;
    s->pages.anchor_count = 1;
    s->page[0].link_count = 2;
    s->links[0][0] = (sei_page_link){.box = {0, 0, 9, 9}, .anchor = 1};
    s->links[0][1] = (sei_page_link){.box = {0, 0, 9, 9}, .url = SEI_STR("https://e.org/")};
}

static void fail_each(bool stays) {
    sample s;
    sample_open(&s);
    fill(&s);
    int fd = memfd_create("sample.pdf", 0);
    size_t fail = 1;
    bool is_made = false;
    for (; !is_made && fail < 100000; fail++) {
        sei_status status = {SEI_OK, ""};
        is_made = try_once(&s, fail, stays, fd, &status);
    }
    CHECK(is_made);
    CHECK(fail > 200);
    close(fd);
    sample_close(&s);
}

TEST(every_allocation_can_fail) {
    fail_each(false);
    fail_each(true);
}

/* After a failure the next document is made as if nothing had been. */
TEST(a_failure_leaves_nothing_behind) {
    sample s;
    sample_open(&s);
    fill(&s);
    sei_status status = {SEI_OK, ""};
    int fd = memfd_create("sample.pdf", 0);
    CHECK(!try_once(&s, 150, true, fd, &status));
    close(fd);
    fd = sample_write(&s);
    sample_check(&s, fd);
    close(fd);
    sample_close(&s);
}

int main(void) {
    RUN(every_allocation_can_fail);
    RUN(a_failure_leaves_nothing_behind);
    return TEST_RESULT();
}
