/* The document around the text: boxes, images, links, outline, labels, information. Read back by
 * qpdf (as JSON or plain objects), poppler, mutool and ghostscript. */
#include "sample.h"

#include "image/image.h"

/* The file's objects as readable text. */
static sei_str objects(sample *s, int fd) {
    return sample_command(s, "qpdf --qdf --object-streams=disable --no-original-object-ids @ -",
                          fd);
}

static bool has(sei_str text, const char *part) {
    if (sei_str_find(text, sei_str_from(part), 0) == SEI_STR_NONE) {
        fprintf(stderr, "missing: %s\n", part);
        return false;
    }
    return true;
}

static size_t count(sei_str text, const char *part) {
    size_t found = 0;
    size_t at = sei_str_find(text, sei_str_from(part), 0);
    for (; at != SEI_STR_NONE; at = sei_str_find(text, sei_str_from(part), at + 1))
        found++;
    return found;
}

TEST(an_empty_page_is_valid) {
    sample s;
    sample_open(&s);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK(has(text, "%PDF-1.7\n"));
    CHECK(has(text, "595"));
    CHECK(has(text, "/Lang (ja)"));
    CHECK(has(text, "/DisplayDocTitle true"));
    close(fd);
    sample_close(&s);
}

TEST(bad_pages_are_refused) {
    sample s;
    sei_status status = {SEI_OK, ""};
    sample_open(&s);
    s.pages.count = 0;
    CHECK_INT(sample_try(&s, &status), -1);
    s.pages.count = 1;
    s.page[0].width = 20000 * SEI_POINT;
    CHECK_INT(sample_try(&s, &status), -1);
    CHECK_INT(status.code, SEI_FAILED_USAGE);
    sample_close(&s);
}

TEST(a_descriptor_that_cannot_be_written_is_said) {
    sample s;
    sei_status status = {SEI_OK, ""};
    sample_open(&s);
    sample_line(&s, 0, 0, "本");
    sei_pdf_request request = {.book = &s.book,
                               .pages = &s.pages,
                               .style = &s.style,
                               .memory = &s.memory,
                               .diags = &s.diags,
                               .producer = "seihon test",
                               .epoch = -1};
    FILE *full = fopen("/dev/full", "w");
    if (full) {
        CHECK(!sei_pdf_write(&request, fileno(full), &status));
        CHECK_INT(status.code, SEI_FAILED_RUN);
        fclose(full);
    }
    sample_close(&s);
}

static void add_box(sample *s, sei_draw_kind kind, int row, bool dashed) {
    sei_draw *draw = sample_draw(s, 0);
    draw->kind = kind;
    draw->role = SEI_ROLE_LAYOUT;
    draw->as.rect.box = (sei_box){50 * SEI_POINT, (50 + 30 * row) * SEI_POINT, 100 * SEI_POINT,
                                  kind == SEI_DRAW_RECT && dashed ? SEI_POINT : 20 * SEI_POINT};
    draw->as.rect.color = (sei_color){255, 0, 51};
    draw->as.rect.line = SEI_POINT / 2;
    draw->as.rect.dashed = dashed;
}

TEST(boxes_are_drawn_where_they_stand) {
    sample s;
    sample_open(&s);
    add_box(&s, SEI_DRAW_RECT, 0, false);
    sample_line(&s, 0, 8, "文");
    add_box(&s, SEI_DRAW_RECT, 1, true);
    add_box(&s, SEI_DRAW_FRAME, 2, false);
    add_box(&s, SEI_DRAW_FRAME, 3, true);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK(has(text, "1 0 0.2002 rg\n50 525 100 20 re\nf\n"));
    CHECK(has(text, "1 0 0.2002 RG\n1 w\n[3 2 ]0 d\n50 514.5 m\n150 514.5 l\nS\n"));
    CHECK(has(text, "0.5 w\n50.25 465.25 99.5 19.5 re\nS\n"));
    CHECK(has(text, "0.5 w\n[1.5 1 ]0 d\n50.25 435.25 99.5 19.5 re\nS\n"));
    CHECK_INT(count(text, "BT\n"), 1);
    CHECK_INT(count(text, "\nq\n"), count(text, "\nQ\n"));
    close(fd);
    sample_close(&s);
}

/* Colours and fonts are set once as long as they stay. */
TEST(state_is_set_when_it_changes) {
    sample s;
    sample_open(&s);
    for (int line = 0; line < 4; line++)
        sample_line(&s, 0, line, "同じ色と書体");
    int fd = sample_write(&s);
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, " rg\n"), 1);
    CHECK_INT(count(text, " Tf\n"), 1);
    CHECK_INT(count(text, "TJ\n"), 4);
    close(fd);
    sample_close(&s);
}

TEST(the_same_document_gives_the_same_bytes) {
    sei_str files[2];
    sample samples[2];
    for (int i = 0; i < 2; i++) {
        sample *s = &samples[i];
        sample_open(s);
        sample_line(s, 0, 0, "同じ文書");
        sample_line(s, 0, 1, "office, first");
        s->book.info.created = SEI_STR("2024-05-01");
        int fd = sample_write(s);
        files[i] = sample_bytes(s, fd);
        close(fd);
    }
    CHECK(files[0].size > 1000);
    CHECK(sei_str_equal(files[0], files[1]));
    sample_close(&samples[0]);
    sample_close(&samples[1]);
}

static void add_link(sample *s, uint32_t anchor, const char *url, const char *contents) {
    sei_page *page = &s->page[0];
    s->links[0][page->link_count++] =
        (sei_page_link){.box = {40 * SEI_POINT, 50 * SEI_POINT, 60 * SEI_POINT, 12 * SEI_POINT},
                        .anchor = anchor,
                        .url = sei_str_from(url),
                        .contents = sei_str_from(contents)};
}

TEST(links_lead_inside_and_outside) {
    static const sei_page_anchor anchors[] = {{3, 1, 72 * SEI_POINT, 100 * SEI_POINT}};
    sample s;
    sample_open(&s);
    s.pages.count = 2;
    s.pages.anchors = anchors;
    s.pages.anchor_count = 1;
    add_link(&s, 3, "", "第二章");
    add_link(&s, 0, "https://ja.wikipedia.org/wiki/製本?a=1&b=%E6 %2#「」", "製本");
    add_link(&s, 9, "", "nowhere");
    add_link(&s, 0, "https://example.org/)>>/JS(x)", "x");
    s.links[0][3].box.width = 0;
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, "/Subtype /Link"), 2);
    CHECK(has(text, "/Tabs /S"));
    CHECK(has(text, "/F 4"));
    CHECK(has(text, "/XYZ\n    72\n    495\n    null"));
    CHECK(has(text, "(https://ja.wikipedia.org/wiki/%E8%A3%BD%E6%9C%AC?a=1&b=%E6%20%252#%E3%80%8C"
                    "%E3%80%8D)"));
    CHECK(has(text, "/Rect [\n    40\n    533\n    100\n    545\n  ]"));
    close(fd);
    sample_close(&s);
}

/* No byte of a user's text ends a string. */
TEST(hostile_strings_stay_strings) {
    sample s;
    sample_open(&s);
    s.book.info.title = SEI_STR("a) /JS (b \\ >> endobj \x01\x1B"
                                "ja \xFF");
    add_link(&s, 0, "https://example.org/)>>/S/JavaScript/JS(x)\n", ") >> /Launch");
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str found = sample_command(&s, "pdfinfo @", fd);
    CHECK(has(found, "a) /JS (b \\ >> endobj   ja \xEF\xBF\xBD\n"));
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, "/S /JavaScript"), 0);
    CHECK_INT(count(text, "/S /URI"), 1);
    close(fd);
    sample_close(&s);
}

TEST(a_deep_outline_is_cut_at_64) {
    sei_outline_entry entries[103];
    for (int i = 0; i < 100; i++)
        entries[i] = (sei_outline_entry){SEI_STR("深い 𠮷"), i + 1, 0, 20 * SEI_POINT};
    entries[100] = (sei_outline_entry){SEI_STR("二"), 2, 0, 0};
    entries[101] = (sei_outline_entry){SEI_STR("末"), 1, 0, 0};
    entries[102] = (sei_outline_entry){SEI_STR("跳ぶ"), 7, 9, 0};
    sample s;
    sample_open(&s);
    s.pages.outline = entries;
    s.pages.outline_count = 103;
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str shown = sample_command(&s, "mutool show @ outline", fd);
    CHECK_INT(count(shown, "深い 𠮷"), 100);
    sei_str text = objects(&s, fd);
    CHECK(has(text, "/PageMode /UseOutlines"));
    CHECK(has(text, "/Count 5\n"));   /* the root: two, and three below them */
    CHECK(has(text, "/Count 2\n"));   /* the first: open */
    CHECK(has(text, "/Count -37\n")); /* number 63: the rest lie side by side below it */
    close(fd);
    sample_close(&s);
}

TEST(an_outline_without_children_is_flat) {
    static const sei_outline_entry entries[] = {{{"a", 1}, 1, 0, 0}, {{"b", 1}, 1, 0, 0}};
    sample s;
    sample_open(&s);
    s.pages.outline = entries;
    s.pages.outline_count = 2;
    int fd = sample_write(&s);
    sample_check(&s, fd);
    CHECK_INT(count(objects(&s, fd), "/Count 2\n"), 1);
    close(fd);
    sample_close(&s);
}

TEST(labels_are_the_folios) {
    static const char *const labels[] = {"i", "ii", "1", "2", "A-7", "A-8", "表紙", ""};
    sample s;
    sample_open(&s);
    s.pages.count = SAMPLE_PAGES;
    for (int i = 0; i < SAMPLE_PAGES; i++)
        s.page[i].label = sei_str_from(labels[i]);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, "/S /r"), 1);
    CHECK_INT(count(text, "/S /D\n"), 2);
    CHECK_INT(count(text, "/St "), 3);
    sei_str json = sample_command(&s, "qpdf --json --json-key=pagelabels @", fd);
    CHECK(has(json, "\"/St\": 7"));
    CHECK(has(json, "表紙"));
    close(fd);
    sample_close(&s);
}

/* Words and misspelt numerals are no numbers. */
TEST(labels_that_only_look_like_numerals_stay_text) {
    static const char *const labels[] = {"iiii", "ic", "mmmm", "007", "X", "XI", "xl", "VX"};
    sample s;
    sample_open(&s);
    s.pages.count = SAMPLE_PAGES;
    for (int i = 0; i < SAMPLE_PAGES; i++)
        s.page[i].label = sei_str_from(labels[i]);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, "/S /R"), 1);
    CHECK_INT(count(text, "/S /r"), 1);
    CHECK_INT(count(text, "/S /D\n"), 1); /* 00 and 7 */
    sei_str json = sample_command(&s, "qpdf --json --json-key=pagelabels @", fd);
    CHECK(has(json, "iiii\""));
    CHECK(has(json, "VX\""));
    close(fd);
    sample_close(&s);
}

TEST(the_information_is_the_notes) {
    static const sei_str authors[] = {{"夏目", 6}, {"森", 3}};
    static const sei_str tags[] = {{"猫", 3}, {"novel", 5}};
    sample s;
    sample_open(&s);
    s.book.info.title = SEI_STR("𠮷輩は猫である");
    s.book.info.authors = authors;
    s.book.info.author_count = 2;
    s.book.info.tags = tags;
    s.book.info.tag_count = 2;
    s.book.info.description = SEI_STR("猫の話");
    s.book.info.created = SEI_STR("2024-05-01T12:30:15+09:00");
    s.book.info.modified = SEI_STR("not a date");
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str found = sample_command(&s, "pdfinfo -isodates @", fd);
    CHECK(has(found, "Title:           𠮷輩は猫である\n"));
    CHECK(has(found, "Subject:         猫の話\n"));
    CHECK(has(found, "Keywords:        猫, novel\n"));
    CHECK(has(found, "Author:          夏目, 森\n"));
    CHECK(has(found, "Producer:        seihon test\n"));
    CHECK(has(found, "CreationDate:    2024-05-01T03:30:15Z\n"));
    CHECK(has(found, "ModDate:         2024-05-01T03:30:15Z\n"));
    close(fd);
    sample_close(&s);
}

TEST(without_dates_there_are_none) {
    sample s;
    sample_open(&s);
    int fd = sample_write(&s);
    CHECK_INT(count(sample_command(&s, "pdfinfo @", fd), "Date:"), 0);
    close(fd);
    sample_close(&s);
}

static const char pixels_svg[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
    "<rect width='40' height='20' fill='red' fill-opacity='0.5'/></svg>";

static void add_image(sample *s, int page, uint32_t asset) {
    sei_draw *draw = sample_draw(s, page);
    draw->kind = SEI_DRAW_IMAGE;
    draw->as.image.asset = asset;
    draw->as.image.box = (sei_box){40 * SEI_POINT, 40 * SEI_POINT, 72 * SEI_POINT, 36 * SEI_POINT};
}

TEST(an_image_goes_in_once) {
    sei_asset assets[] = {
        {SEI_STR("図.svg"), SEI_ASSET_SVG, {pixels_svg, sizeof pixels_svg - 1}, 40, 20, false},
        {SEI_STR("破.png"), SEI_ASSET_PNG, SEI_STR("\x89PNG\r\n\x1A\nrubbish"), 1, 1, false},
        {SEI_STR("不.png"), SEI_ASSET_PNG, SEI_STR("unused"), 1, 1, false}};
    sample s;
    sample_open(&s);
    s.pages.count = 2;
    s.book.assets = assets;
    s.book.asset_count = 3;
    add_image(&s, 0, 0);
    add_image(&s, 0, 0);
    add_image(&s, 1, 0);
    add_image(&s, 1, 1);
    add_image(&s, 1, 77);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    sei_str text = objects(&s, fd);
    CHECK_INT(count(text, "/Subtype /Image"), 2); /* the picture and its mask */
    CHECK_INT(count(text, "/SMask "), 1);
    CHECK_INT(count(text, "/S /Transparency"), 2); /* a page each */
    CHECK_INT(count(text, "/I0 Do"), 3);
    CHECK(has(text, "72 0 0 36 40 519 cm\n"));
    CHECK(has(text, "/Width 300")); /* 72 pt at 300 dpi */
    CHECK_INT(s.diags.size, 1);
    close(fd);
    sample_close(&s);
}

/* 8 by 8 grey pixels. */
static const unsigned char jpeg[] = {
    0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01,
    0x00, 0x01, 0x00, 0x00, 0xFF, 0xDB, 0x00, 0x43, 0x00, 0x28, 0x1C, 0x1E, 0x23, 0x1E, 0x19, 0x28,
    0x23, 0x21, 0x23, 0x2D, 0x2B, 0x28, 0x30, 0x3C, 0x64, 0x41, 0x3C, 0x37, 0x37, 0x3C, 0x7B, 0x58,
    0x5D, 0x49, 0x64, 0x91, 0x80, 0x99, 0x96, 0x8F, 0x80, 0x8C, 0x8A, 0xA0, 0xB4, 0xE6, 0xC3, 0xA0,
    0xAA, 0xDA, 0xAD, 0x8A, 0x8C, 0xC8, 0xFF, 0xCB, 0xDA, 0xEE, 0xF5, 0xFF, 0xFF, 0xFF, 0x9B, 0xC1,
    0xFF, 0xFF, 0xFF, 0xFA, 0xFF, 0xE6, 0xFD, 0xFF, 0xF8, 0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x08,
    0x00, 0x08, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0xFF, 0xC4, 0x00, 0x14,
    0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x2B, 0xFF, 0xD9};

/* A JPEG of so many pixels across, placed an inch wide. */
static sei_str write_wide_jpeg(sample *s, uint32_t width, int *fd) {
    sei_image_samples samples = {.width = width, .height = 8, .channels = 1};
    samples.color = sei_arena_alloc_array(&s->arena, width, 8);
    sei_asset *asset = SEI_NEW(&s->arena, sei_asset);
    CHECK(sei_image_encode_jpeg(&s->arena, &samples, &asset->bytes));
    asset->kind = SEI_ASSET_JPEG;
    s->book.assets = asset;
    s->book.asset_count = 1;
    add_image(s, 0, 0);
    *fd = sample_write(s);
    sample_check(s, *fd);
    return asset->bytes;
}

TEST(a_jpeg_much_finer_than_print_is_made_anew) {
    sample s;
    int fd;
    sample_open(&s);
    sei_str fine = write_wide_jpeg(&s, 600, &fd);
    CHECK(sei_str_find(sample_bytes(&s, fd), fine, 0) != SEI_STR_NONE);
    close(fd);
    sample_close(&s);
    sample_open(&s);
    sei_str finer = write_wide_jpeg(&s, 640, &fd);
    CHECK(sei_str_find(sample_bytes(&s, fd), finer, 0) == SEI_STR_NONE);
    sei_str text = objects(&s, fd);
    CHECK(has(text, "/Filter /DCTDecode"));
    CHECK(has(text, "/Width 300"));
    close(fd);
    sample_close(&s);
}

/* A harmless JPEG goes in byte for byte. */
TEST(a_jpeg_passes_through) {
    sei_asset asset = {
        SEI_STR("灰.jpg"), SEI_ASSET_JPEG, {(const char *)jpeg, sizeof jpeg}, 8, 8, false};
    sample s;
    sample_open(&s);
    s.book.assets = &asset;
    s.book.asset_count = 1;
    add_image(&s, 0, 0);
    int fd = sample_write(&s);
    sample_check(&s, fd);
    CHECK(sei_str_find(sample_bytes(&s, fd), asset.bytes, 0) != SEI_STR_NONE);
    sei_str text = objects(&s, fd);
    CHECK(has(text, "/Filter /DCTDecode"));
    CHECK(has(text, "/ColorSpace /DeviceGray"));
    CHECK_INT(s.diags.size, 0);
    close(fd);
    sample_close(&s);
}

int main(void) {
    if (!sample_has("qpdf") || !sample_has("pdfinfo") || !sample_has("mutool")) {
        CHECK(true);
        return TEST_RESULT();
    }
    RUN(an_empty_page_is_valid);
    RUN(bad_pages_are_refused);
    RUN(a_descriptor_that_cannot_be_written_is_said);
    RUN(boxes_are_drawn_where_they_stand);
    RUN(state_is_set_when_it_changes);
    RUN(the_same_document_gives_the_same_bytes);
    RUN(links_lead_inside_and_outside);
    RUN(hostile_strings_stay_strings);
    RUN(a_deep_outline_is_cut_at_64);
    RUN(an_outline_without_children_is_flat);
    RUN(labels_are_the_folios);
    RUN(labels_that_only_look_like_numerals_stay_text);
    RUN(the_information_is_the_notes);
    RUN(without_dates_there_are_none);
    RUN(an_image_goes_in_once);
    RUN(a_jpeg_passes_through);
    RUN(a_jpeg_much_finer_than_print_is_made_anew);
    return TEST_RESULT();
}
