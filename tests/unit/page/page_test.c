/* The display list: finding anchors, and the dump that layout tests compare. */
#include "page/page.h"

#include "test.h"

static sei_memory memory;

static sei_run make_run(const char *face, sei_length length, sei_str text) {
    return (sei_run){.face_name = face, .size = 9 * SEI_POINT, .length = length, .text = text};
}

static sei_draw run_at(const sei_run *run, sei_length x, sei_length y, sei_draw_role role) {
    return (sei_draw){.kind = SEI_DRAW_RUN, .role = role, .as.run = {run, x, y}};
}

static sei_str dump(const sei_pages *pages, const sei_book *book, sei_buf *out) {
    sei_buf_init(out, &memory);
    sei_pages_dump(pages, book, out);
    return sei_buf_str(out);
}

TEST(anchors_are_found_by_number) {
    sei_page_anchor anchors[50];
    for (uint32_t i = 0; i < 50; i++)
        anchors[i] = (sei_page_anchor){.anchor = 3 * i + 1, .page = i};
    sei_pages pages = {.anchors = anchors, .anchor_count = 50};
    for (uint32_t i = 0; i < 50; i++) {
        CHECK(sei_pages_find_anchor(&pages, 3 * i + 1) == &anchors[i]);
        CHECK(sei_pages_find_anchor(&pages, 3 * i + 2) == NULL);
    }
    CHECK(sei_pages_find_anchor(&pages, 0) == NULL);
    CHECK(sei_pages_find_anchor(&pages, 1000) == NULL);
    CHECK(sei_pages_find_anchor(&(sei_pages){0}, 1) == NULL);
}

TEST(touching_runs_of_a_baseline_are_one_line) {
    sei_run kana = make_run("Mincho", 18 * SEI_POINT, SEI_STR("これ"));
    sei_run latin = make_run("Serif", 10 * SEI_POINT, SEI_STR("TeX"));
    sei_length y = 100 * SEI_POINT, gap = 9 * SEI_POINT / 4;
    sei_draw draws[] = {
        run_at(&kana, 50 * SEI_POINT, y, SEI_ROLE_CONTENT),
        run_at(&latin, 68 * SEI_POINT + gap, y, SEI_ROLE_CONTENT),
        run_at(&kana, 78 * SEI_POINT + 2 * gap, y, SEI_ROLE_CONTENT),
        run_at(&kana, 110 * SEI_POINT, y, SEI_ROLE_CONTENT), /* an em away: another column */
        run_at(&kana, 50 * SEI_POINT, y + SEI_POINT, SEI_ROLE_CONTENT),
        run_at(&latin, 200 * SEI_POINT, 20 * SEI_POINT, SEI_ROLE_PAGINATION),
    };
    sei_page page = {.width = 300 * SEI_POINT,
                     .height = 400 * SEI_POINT + 512,
                     .label = SEI_STR("iii"),
                     .draws = draws,
                     .draw_count = 6};
    sei_pages pages = {.at = &page, .count = 1};
    sei_buf out;
    CHECK_STR(dump(&pages, &(sei_book){0}, &out),
              "page 1 \"iii\" 300x400.5\n"
              "  text 50,100 to 100.5 Mincho+Serif 9 \"これTeXこれ\"\n"
              "  text 110,100 to 128 Mincho 9 \"これ\"\n"
              "  text 50,101 to 68 Mincho 9 \"これ\"\n"
              "  text (pagination) 200,20 to 210 Serif 9 \"TeX\"\n");
    sei_buf_fini(&out);
}

TEST(what_looks_different_is_not_joined) {
    sei_run plain = make_run("F", 9 * SEI_POINT, SEI_STR("a"));
    sei_run small = plain, red = plain, slanted = plain;
    small.size = 8 * SEI_POINT;
    red.color.red = 255;
    slanted.slanted = true;
    sei_draw draws[] = {
        run_at(&plain, 0, SEI_POINT, SEI_ROLE_CONTENT),
        run_at(&small, 9 * SEI_POINT, SEI_POINT, SEI_ROLE_CONTENT),
        run_at(&red, 18 * SEI_POINT, SEI_POINT, SEI_ROLE_CONTENT),
        run_at(&slanted, 27 * SEI_POINT, SEI_POINT, SEI_ROLE_CONTENT),
        run_at(&slanted, 36 * SEI_POINT, SEI_POINT, SEI_ROLE_LABEL),
    };
    sei_page page = {.draws = draws, .draw_count = 5};
    sei_pages pages = {.at = &page, .count = 1};
    sei_buf out;
    CHECK_STR(dump(&pages, &(sei_book){0}, &out), "page 1 \"\" 0x0\n"
                                                  "  text 0,1 to 9 F 9 \"a\"\n"
                                                  "  text 9,1 to 18 F 8 \"a\"\n"
                                                  "  text 18,1 to 27 F 9 #ff0000 \"a\"\n"
                                                  "  text 27,1 to 36 F 9 slanted \"a\"\n"
                                                  "  text label 36,1 to 45 F 9 slanted \"a\"\n");
    sei_buf_fini(&out);
}

TEST(boxes_links_anchors_and_outline_follow) {
    sei_box box = {SEI_POINT, 2 * SEI_POINT, 3 * SEI_POINT, 4 * SEI_POINT};
    sei_draw draws[] = {
        {.kind = SEI_DRAW_RECT, .role = SEI_ROLE_LAYOUT, .as.rect = {box, {243, 243, 243}, 0, 0}},
        {.kind = SEI_DRAW_FRAME, .as.rect = {box, {0, 0, 0}, 256, true}},
        {.kind = SEI_DRAW_IMAGE, .as.image = {box, 0}},
    };
    sei_page_link links[] = {
        {.box = box, .anchor = 7, .contents = SEI_STR("次章")},
        {.box = box, .url = SEI_STR("https://a.jp/\""), .contents = SEI_STR("a")}};
    sei_page at[] = {
        {.label = SEI_STR("1")},
        {.label = SEI_STR("2"), .draws = draws, .draw_count = 3, .links = links, .link_count = 2}};
    sei_page_anchor anchors[] = {{1, 1, 5 * SEI_POINT, 6}, {2, 0, 0, 0}, {7, 1, 0, SEI_POINT}};
    sei_outline_entry outline[] = {{SEI_STR("概要"), 1, 1, 9 * SEI_POINT}};
    sei_pages pages = {at, 2, outline, 1, anchors, 3, {NULL, 0}, 0};
    sei_asset asset = {.path = SEI_STR("図.png")};
    sei_book book = {.assets = &asset, .asset_count = 1};
    sei_buf out;
    CHECK_STR(dump(&pages, &book, &out), "page 1 \"1\" 0x0\n"
                                         "  anchor 2 0,0\n"
                                         "page 2 \"2\" 0x0\n"
                                         "  rect (layout) 1,2 3x4 #f3f3f3\n"
                                         "  frame 1,2 3x4 #000000 line 0.25 dashed\n"
                                         "  image 1,2 3x4 asset 1 \"図.png\"\n"
                                         "  link 1,2 3x4 to anchor 7 \"次章\"\n"
                                         "  link 1,2 3x4 to \"https://a.jp/\\\"\" \"a\"\n"
                                         "  anchor 1 5,0.0059\n"
                                         "  anchor 7 0,1\n"
                                         "outline 1 page 2 at 9 \"概要\"\n");
    sei_buf_fini(&out);
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    RUN(anchors_are_found_by_number);
    RUN(touching_runs_of_a_baseline_are_one_line);
    RUN(what_looks_different_is_not_joined);
    RUN(boxes_links_anchors_and_outline_follow);
    CHECK(memory.used == 0 || memory.first == NULL);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
