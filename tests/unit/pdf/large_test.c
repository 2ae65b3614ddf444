/* Documents near the limits. Slow: only with SEI_SLOW=1, and then with the time that it took. */
#include "sample.h"

#include "base/os.h"

#define MANY_PAGES 40000
#define MANY_ENTRIES 100000

static bool has(sei_str text, const char *part) {
    return sei_str_find(text, sei_str_from(part), 0) != SEI_STR_NONE;
}

/* More pages than one array of libharu's holds, each with a link, and a large flat outline. */
TEST(forty_thousand_pages_are_ordinary) {
    sample s;
    sample_open(&s);
    for (int line = 0; line < 25; line++)
        sample_line(&s, 0, line, "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやま");
    s.page[0].link_count = 1;
    s.links[0][0] = (sei_page_link){.box = {0, 0, 9999, 9999}, .url = SEI_STR("https://e.org/")};
    sei_page *pages = SEI_NEW_ARRAY(&s.arena, sei_page, MANY_PAGES);
    for (int i = 0; i < MANY_PAGES; i++) {
        pages[i] = s.page[0];
        pages[i].label = sei_arena_print(&s.arena, "%d", i + 1);
    }
    sei_outline_entry *outline = SEI_NEW_ARRAY(&s.arena, sei_outline_entry, MANY_ENTRIES);
    for (uint32_t i = 0; i < MANY_ENTRIES; i++)
        outline[i] = (sei_outline_entry){SEI_STR("節"), i % 10 == 0 ? 1 : 2, i % MANY_PAGES, 0};
    s.pages.at = pages;
    s.pages.count = MANY_PAGES;
    s.pages.outline = outline;
    s.pages.outline_count = MANY_ENTRIES;
    size_t before = s.memory.used;
    double start = sei_os_cpu_seconds();
    int fd = sample_write(&s);
    double seconds = sei_os_cpu_seconds() - start;
    printf("%d pages: %.2f s, %.0f pages a second, %.1f KB a page at the peak, %.1f MB\n",
           MANY_PAGES, seconds, MANY_PAGES / seconds,
           (double)(s.memory.peak - before) / 1024 / MANY_PAGES,
           (double)lseek(fd, 0, SEEK_END) / 1e6);
    CHECK(has(sample_command(&s, "pdfinfo @", fd), "Pages:           40000\n"));
    CHECK(has(sample_command(&s, "qpdf --check @", fd), "No syntax or stream encoding errors"));
    close(fd);
    sample_close(&s);
}

/* One line of 20,000 glyphs, and 20,000 labels that do not count on. */
TEST(long_lines_and_many_labels_are_ordinary) {
    enum {
        GLYPHS = 20000
    };
    sample s;
    sample_open(&s);
    char *text = sei_arena_alloc(&s.arena, GLYPHS + 1);
    memset(text, 'a', GLYPHS);
    sei_run *run = sample_run(&s, sample_face(&s, 'a'), SEI_POINT / 50, text);
    sample_place(&s, 0, run, 0, 60 * SEI_POINT);
    sei_page *pages = SEI_NEW_ARRAY(&s.arena, sei_page, GLYPHS);
    for (int i = 0; i < GLYPHS; i++) {
        pages[i] = i == 0 ? s.page[0] : s.page[1];
        pages[i].label = sei_arena_print(&s.arena, "%d", (i * 7919) % GLYPHS + 1);
    }
    s.pages.at = pages;
    s.pages.count = GLYPHS;
    int fd = sample_write(&s);
    CHECK(has(sample_command(&s, "qpdf --check @", fd), "No syntax or stream encoding errors"));
    CHECK_INT(sample_command(&s, "pdftotext -l 1 @ - | tr -d '\\n\\f'", fd).size, GLYPHS);
    close(fd);
    sample_close(&s);
}

int main(void) {
    const char *slow = getenv("SEI_SLOW");
    if (slow && strcmp(slow, "1") == 0 && sample_has("qpdf") && sample_has("pdftotext")) {
        RUN(forty_thousand_pages_are_ordinary);
        RUN(long_lines_and_many_labels_are_ordinary);
    } else {
        printf("skipped: set SEI_SLOW=1 for large documents\n");
        CHECK(true);
    }
    return TEST_RESULT();
}
