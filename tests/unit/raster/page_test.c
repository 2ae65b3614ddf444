/* Pages as pictures: each kind of draw stands where the page says, in the size that dpi makes of
 * it. Most are drawn at 72 dpi, so that a point is a pixel. */
#include "base/limits.h"
#include "font/font.h"
#include "raster/raster.h"
#include "test.h"

#define PT(n) ((n)*SEI_POINT)

typedef struct bench {
    sei_memory memory;
    sei_arena arena;
    sei_diags diags;
    sei_book book;
    sei_page page;
    sei_image_samples picture;
} bench;

static void set_up(bench *b) {
    *b = (bench){.page = {.width = PT(72), .height = PT(36)}};
    sei_memory_init(&b->memory, sei_allocator_system(), 0);
    sei_arena_init(&b->arena, &b->memory);
    sei_diags_init(&b->diags, &b->arena);
}

static void tear_down(bench *b) {
    sei_arena_fini(&b->arena);
    sei_memory_fini(&b->memory);
}

static void draw(bench *b, const sei_draw *draws, uint32_t count, int dpi) {
    const sei_raster_request request = {&b->book, &b->arena, &b->diags, dpi};
    const sei_page *const row[] = {&b->page};
    sei_status status = {0};
    b->page.draws = draws;
    b->page.draw_count = count;
    CHECK(sei_raster_draw(&request, row, 1, &b->picture, &status));
}

static int red_at(const bench *b, uint32_t x, uint32_t y) {
    return b->picture.color[(y * b->picture.width + x) * (uint32_t)b->picture.channels];
}

TEST(a_picture_is_as_large_as_its_dpi_makes_it) {
    bench b;
    set_up(&b);
    draw(&b, NULL, 0, 72);
    CHECK_INT(b.picture.width, 72);
    CHECK_INT(b.picture.height, 36);
    draw(&b, NULL, 0, 100);
    CHECK_INT(b.picture.width, 100);
    CHECK_INT(b.picture.height, 50);
    CHECK_INT(sei_raster_pixels(&b.page, 100), 5000);
    tear_down(&b);
}

TEST(rules_and_frames_stand_in_their_boxes) {
    bench b;
    set_up(&b);
    const sei_draw draws[] = {
        {.kind = SEI_DRAW_RECT, .as.rect = {.box = {PT(2), PT(3), PT(10), PT(1)}}},
        {.kind = SEI_DRAW_FRAME, .as.rect = {.box = {PT(20), PT(10), PT(6), PT(6)}, .line = PT(1)}},
        {.kind = SEI_DRAW_RECT,
         .as.rect = {.box = {PT(0), PT(30), PT(20), PT(1)}, .dashed = true}}};
    draw(&b, draws, 3, 72);
    CHECK_INT(red_at(&b, 2, 3), 0);
    CHECK_INT(red_at(&b, 11, 3), 0);
    CHECK_INT(red_at(&b, 12, 3), 255);
    CHECK_INT(red_at(&b, 2, 4), 255);
    CHECK_INT(red_at(&b, 20, 10), 0);
    CHECK_INT(red_at(&b, 25, 15), 0);
    CHECK_INT(red_at(&b, 22, 12), 255); /* a frame is empty within */
    CHECK_INT(red_at(&b, 2, 30), 0);    /* three widths of dash, two of space */
    CHECK_INT(red_at(&b, 3, 30), 255);
    CHECK_INT(red_at(&b, 5, 30), 0);
    tear_down(&b);
}

TEST(squares_of_a_code_touch_on_whole_pixels) {
    bench b;
    set_up(&b);
    const uint8_t cells[] = {1, 1, 0, 1};
    const sei_draw code = {
        .kind = SEI_DRAW_QR,
        .as.qr = {.x = PT(1), .y = PT(1), .module = PT(3) / 2, .side = 2, .cells = cells}};
    draw(&b, &code, 1, 72);
    for (uint32_t y = 0; y < 6; y++)
        for (uint32_t x = 0; x < 6; x++)
            CHECK(red_at(&b, x, y) == 0 || red_at(&b, x, y) == 255);
    CHECK_INT(red_at(&b, 1, 1), 0);
    CHECK_INT(red_at(&b, 3, 3), 0);
    CHECK_INT(red_at(&b, 1, 3), 255);
    tear_down(&b);
}

/* The box of the pixels that are more black than white. */
typedef struct ink {
    uint32_t left, right, top, bottom;
} ink;

static ink find_ink(const bench *b) {
    ink found = {UINT32_MAX, 0, UINT32_MAX, 0};
    for (uint32_t y = 0; y < b->picture.height; y++)
        for (uint32_t x = 0; x < b->picture.width; x++)
            if (red_at(b, x, y) < 128) {
                found.left = x < found.left ? x : found.left;
                found.right = x > found.right ? x : found.right;
                found.top = y < found.top ? y : found.top;
                found.bottom = y;
            }
    return found;
}

/* An upright stem of the letter I, raised by 2 from a baseline at 30. */
TEST(glyphs_stand_on_their_baseline) {
    bench b;
    sei_root fonts = {0};
    sei_status status = {0};
    set_up(&b);
    CHECK(sei_root_open(&fonts, &b.arena, SEI_STR(SEI_TEST_ROOT "/fonts"), &status));
    sei_font_library *library = sei_font_library_open(&b.memory, &fonts, 1, false, &status);
    const sei_face_family family = {.regular = SEI_STR("NotoSansJP-Regular.ttf")};
    const sei_font_request request = {.families = {family, family, family, family}};
    sei_font_set *set = sei_font_set_open(library, &request, &status);
    const sei_font_query query = {.role = SEI_FACE_SANS, .lang = SEI_LANG_EN};
    bool slants;
    const sei_face *face = sei_font_find(set, &query, 'I', 0, false, &slants);
    const sei_glyph glyph = {.id = sei_face_glyph(face, 'I'), .along = PT(5), .across = PT(2)};
    sei_run run = {.face = face, .size = PT(20), .glyphs = &glyph, .glyph_count = 1};
    const sei_draw text = {.kind = SEI_DRAW_RUN, .as.run = {&run, PT(10), PT(30)}};
    draw(&b, &text, 1, 72);
    const ink upright = find_ink(&b);
    CHECK(upright.left >= 15 && upright.left <= 18 && upright.right <= upright.left + 2);
    CHECK_INT(upright.bottom, 27);
    CHECK(upright.top >= 12 && upright.top <= 14);
    run.slanted = true;
    draw(&b, &text, 1, 72);
    CHECK(find_ink(&b).right >= upright.right + 2);
    sei_font_set_close(set);
    sei_font_library_close(library);
    sei_root_close(&fonts);
    tear_down(&b);
}

TEST(a_row_of_pages_shows_the_fold) {
    bench b;
    sei_status status = {0};
    set_up(&b);
    const sei_draw rule = {.kind = SEI_DRAW_RECT, .as.rect = {.box = {PT(2), 0, PT(1), PT(1)}}};
    b.page.draws = &rule;
    b.page.draw_count = 1;
    const sei_raster_request request = {&b.book, &b.arena, &b.diags, 72};
    const sei_page *const row[] = {NULL, &b.page};
    CHECK(sei_raster_draw(&request, row, 2, &b.picture, &status));
    CHECK_INT(b.picture.width, 144);
    CHECK_INT(red_at(&b, 2, 0), 255);
    CHECK_INT(red_at(&b, 74, 0), 0);
    CHECK_INT(red_at(&b, 72, 20), 200);
    CHECK_INT(red_at(&b, 73, 20), 255);
    tear_down(&b);
}

TEST(a_picture_too_large_is_refused) {
    bench b;
    sei_status status = {0};
    set_up(&b);
    b.page.width = b.page.height = PT(720);
    const sei_raster_request request = {&b.book, &b.arena, &b.diags, SEI_RASTER_DPI_MOST};
    const sei_page *const row[] = {&b.page};
    CHECK(sei_raster_pixels(&b.page, SEI_RASTER_DPI_MOST) > SEI_LIMIT_IMAGE_PIXELS);
    CHECK(!sei_raster_draw(&request, row, 1, &b.picture, &status));
    CHECK_INT(status.code, SEI_FAILED_USAGE);
    tear_down(&b);
}

int main(void) {
    RUN(a_picture_is_as_large_as_its_dpi_makes_it);
    RUN(rules_and_frames_stand_in_their_boxes);
    RUN(squares_of_a_code_touch_on_whole_pixels);
    RUN(glyphs_stand_on_their_baseline);
    RUN(a_row_of_pages_shows_the_fold);
    RUN(a_picture_too_large_is_refused);
    return TEST_RESULT();
}
