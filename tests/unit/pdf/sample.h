/* Small documents for the tests of pdf: pages built by hand from shaped text, written to a memory
 * file and read back by other people's tools. Runs are set solid; tests move what they want moved.
 */
#ifndef SEI_TEST_PDF_SAMPLE_H
#define SEI_TEST_PDF_SAMPLE_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../test.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "font/font.h"
#include "pdf/pdf.h"

#define SAMPLE_WIDTH (420 * SEI_POINT)
#define SAMPLE_HEIGHT (595 * SEI_POINT)
#define SAMPLE_CFF "NotoSerifCJK-Regular.ttc" /* as the mono family, where it is installed */
#define SAMPLE_PAGES 8                        /* that draws can be added to one by one */
#define SAMPLE_DRAWS 64

typedef struct sample {
    sei_memory memory;
    sei_arena arena;
    sei_root folders[2]; /* ours, and the system's Noto CJK where it is installed */
    size_t folder_count;
    sei_font_library *library;
    sei_font_set *fonts;
    sei_diags diags;
    sei_book book;
    sei_pages pages;
    sei_style style;
    unsigned standards; /* both, at first */
    sei_page page[SAMPLE_PAGES];
    sei_draw draws[SAMPLE_PAGES][SAMPLE_DRAWS];
    sei_page_link links[SAMPLE_PAGES][SAMPLE_DRAWS];
} sample;

/* A document with one empty page. */
static inline void sample_open(sample *s) {
    sei_status status = {SEI_OK, ""};
    sei_font_request request = {0};
    request.families[SEI_FACE_SERIF].regular = SEI_STR("NotoSerifJP-Regular.ttf");
    request.families[SEI_FACE_SANS].regular = SEI_STR("NotoSansJP-Regular.ttf");
    request.families[SEI_FACE_SERIF].bold = SEI_STR("NotoSerifJP-Bold.ttf");
    request.families[SEI_FACE_SANS].bold = SEI_STR("NotoSansJP-Bold.ttf");
    request.latin[SEI_FACE_SERIF].regular = SEI_STR("SourceSerif4-Regular.ttf");
    memset(s, 0, sizeof *s);
    sei_memory_init(&s->memory, sei_allocator_system(), 0);
    sei_arena_init(&s->arena, &s->memory);
    if (!sei_root_open(&s->folders[0], &s->arena, SEI_STR(SEI_TEST_ROOT "/fonts"), &status)) {
        fprintf(stderr, "%s\n", status.message);
        exit(1);
    }
    s->folder_count = 1;
    sei_status absent = {SEI_OK, ""};
    if (sei_root_open(&s->folders[1], &s->arena, SEI_STR("/usr/share/fonts/opentype/noto"),
                      &absent)) {
        s->folder_count = 2;
        if (sei_root_stat(&s->folders[1], SEI_STR(SAMPLE_CFF), &(sei_file_info){0}))
            request.families[SEI_FACE_MONO].regular = SEI_STR(SAMPLE_CFF);
    }
    s->library = sei_font_library_open(&s->memory, s->folders, s->folder_count, false, &status);
    s->fonts = s->library ? sei_font_set_open(s->library, &request, &status) : NULL;
    if (!s->fonts) {
        fprintf(stderr, "%s\n", status.message);
        exit(1);
    }
    sei_diags_init(&s->diags, &s->arena);
    s->book.info.title = SEI_STR("標本");
    s->book.info.lang = SEI_LANG_JA;
    s->book.info.lang_tag = SEI_STR("ja");
    s->standards = SEI_PDF_UA_1 | SEI_PDF_A_2A;
    for (int i = 0; i < SAMPLE_PAGES; i++) {
        s->page[i] = (sei_page){.width = SAMPLE_WIDTH,
                                .height = SAMPLE_HEIGHT,
                                .label = sei_arena_print(&s->arena, "%d", i + 1),
                                .draws = s->draws[i],
                                .links = s->links[i]};
    }
    s->pages.at = s->page;
    s->pages.count = 1;
}

static inline void sample_close(sample *s) {
    sei_font_set_close(s->fonts);
    sei_font_library_close(s->library);
    for (size_t i = 0; i < s->folder_count; i++)
        sei_root_close(&s->folders[i]);
    sei_arena_fini(&s->arena);
    sei_memory_fini(&s->memory);
}

/* The face for a character. */
static inline const sei_face *sample_face(sample *s, uint32_t code_point) {
    sei_font_query query = {.role = SEI_FACE_SERIF, .lang = SEI_LANG_JA};
    bool slant = false;
    const sei_face *face = sei_font_find(s->fonts, &query, code_point, 0, false, &slant);
    if (!face) {
        fprintf(stderr, "no face has U+%04X\n", (unsigned)code_point);
        exit(1);
    }
    return face;
}

/* A face with CFF outlines in a collection, or NULL. */
static inline const sei_face *sample_cff_face(sample *s) {
    sei_font_query query = {.role = SEI_FACE_MONO, .lang = SEI_LANG_JA};
    bool slant = false;
    const sei_face *face = sei_font_find(s->fonts, &query, 0x672C, 0, true, &slant);
    return face && sei_face_info_of(face)->format == SEI_FACE_CFF ? face : NULL;
}

/* Text in one face, set solid. */
static inline sei_run *sample_run(sample *s, const sei_face *face, sei_length size,
                                  const char *text) {
    sei_shape_request request = {.face = face, .text = sei_str_from(text), .lang = SEI_LANG_JA};
    request.to = request.text.size;
    request.script = (unsigned char)text[0] < 0xE0 ? SEI_SCRIPT_LATIN : SEI_SCRIPT_HAN;
    request.is_cjk = request.script == SEI_SCRIPT_HAN;
    sei_shaped_glyph *shaped;
    size_t count = sei_shape(s->fonts, &s->arena, &request, &shaped, NULL);
    int units = sei_face_info_of(face)->units_per_em;
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s->arena, sei_glyph, count);
    int64_t pen = 0;
    for (size_t i = 0; i < count; i++) {
        glyphs[i] = (sei_glyph){.id = shaped[i].id,
                                .text_at = shaped[i].text_at,
                                .along = (sei_length)((pen + shaped[i].x_offset) * size / units),
                                .across = (sei_length)((int64_t)shaped[i].y_offset * size / units)};
        pen += shaped[i].advance;
    }
    sei_run *run = SEI_NEW(&s->arena, sei_run);
    *run = (sei_run){.face = face,
                     .size = size,
                     .length = (sei_length)(pen * size / units),
                     .text = request.text,
                     .glyphs = glyphs,
                     .glyph_count = (uint32_t)count};
    return run;
}

static inline sei_draw *sample_draw(sample *s, int page) {
    return &s->draws[page][s->page[page].draw_count++];
}

static inline void sample_place(sample *s, int page, const sei_run *run, sei_length x,
                                sei_length y) {
    sei_draw *draw = sample_draw(s, page);
    draw->kind = SEI_DRAW_RUN;
    draw->as.run.run = run;
    draw->as.run.x = x;
    draw->as.run.y = y;
}

/* A line of text in the face of its first character. */
static inline const sei_run *sample_line(sample *s, int page, int line, const char *text) {
    size_t at = 0;
    uint32_t first = sei_utf8_next(sei_str_from(text), &at);
    const sei_run *run = sample_run(s, sample_face(s, first), 10 * SEI_POINT, text);
    sample_place(s, page, run, 40 * SEI_POINT, (60 + 20 * line) * SEI_POINT);
    return run;
}

/* Writes the document to a new memory file; -1 and the status when that fails. */
static inline int sample_try(sample *s, sei_status *status) {
    sei_pdf_request request = {.book = &s->book,
                               .pages = &s->pages,
                               .style = &s->style,
                               .memory = &s->memory,
                               .diags = &s->diags,
                               .producer = "seihon test",
                               .epoch = -1,
                               .standards = s->standards};
    int fd = memfd_create("sample.pdf", 0);
    if (!sei_pdf_write(&request, fd, status)) {
        close(fd);
        return -1;
    }
    return fd;
}

static inline int sample_write(sample *s) {
    sei_status status = {SEI_OK, ""};
    int fd = sample_try(s, &status);
    if (fd < 0) {
        fprintf(stderr, "%s\n", status.message);
        exit(1);
    }
    return fd;
}

/* All bytes of a file, on the arena. */
static inline sei_str sample_bytes(sample *s, int fd) {
    off_t size = lseek(fd, 0, SEEK_END);
    char *bytes = sei_arena_alloc(&s->arena, (size_t)size);
    ssize_t count = pread(fd, bytes, (size_t)size, 0);
    return (sei_str){bytes, count == size ? (size_t)size : 0};
}

/* What a command prints (both streams), "@" in it standing for the file. */
static inline sei_str sample_command(sample *s, const char *command, int fd) {
    char line[512];
    size_t size = 0;
    for (; *command != 0 && size < sizeof line - 64; command++)
        if (*command == '@')
            size += (size_t)snprintf(line + size, 40, "/proc/%d/fd/%d", (int)getpid(), fd);
        else
            line[size++] = *command;
    snprintf(line + size, sizeof line - size, " 2>&1");
    FILE *pipe = popen(line, "r");
    SEI_VEC(char) bytes = {0};
    for (int byte = fgetc(pipe); byte != EOF; byte = fgetc(pipe))
        SEI_VEC_ADD(&s->arena, &bytes, (char)byte);
    if (pclose(pipe) == 127 << 8)
        return SEI_STR("");
    return (sei_str){bytes.at, bytes.size};
}

/* Whether a tool is installed; says when a test is left out for it. */
static inline bool sample_has(const char *tool) {
    char line[128];
    snprintf(line, sizeof line, "command -v %s >/dev/null", tool);
    if (system(line) == 0)
        return true;
    printf("skipped: %s is not installed\n", tool);
    return false;
}

/* Three other parsers take the file without a word. */
static inline void sample_check(sample *s, int fd) {
    if (sample_has("qpdf")) {
        sei_str said = sample_command(s, "qpdf --check @", fd);
        if (sei_str_find(said, SEI_STR("No syntax or stream encoding errors found"), 0) ==
                SEI_STR_NONE ||
            sei_str_find(said, SEI_STR("WARNING"), 0) != SEI_STR_NONE)
            CHECK_STR(said, "no errors");
    }
    if (sample_has("mutool"))
        CHECK_STR(sample_command(s, "mutool draw -q -N -o /dev/null @", fd), "");
    if (sample_has("gs"))
        CHECK_STR(sample_command(s, "gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=nullpage @", fd), "");
}

#endif
