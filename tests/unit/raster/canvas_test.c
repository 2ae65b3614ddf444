/* The canvas: area is exact, edges hold, colours mix. */
#include "raster/canvas.h"

#include "test.h"

#define PX(n) ((n)*SEI_CANVAS_UNIT)

typedef struct board {
    sei_memory memory;
    sei_arena arena;
    sei_image_samples canvas;
} board;

static void set_up(board *b, uint32_t width, uint32_t height) {
    sei_memory_init(&b->memory, sei_allocator_system(), 0);
    sei_arena_init(&b->arena, &b->memory);
    sei_canvas_init(&b->canvas, &b->arena, width, height);
}

static void tear_down(board *b) {
    sei_arena_fini(&b->arena);
    sei_memory_fini(&b->memory);
}

static int red_at(const board *b, uint32_t x, uint32_t y) {
    return b->canvas.color[(y * b->canvas.width + x) * 3];
}

static void fill(board *b, int64_t left, int64_t top, int64_t right, int64_t bottom) {
    const sei_canvas_box box = {left, top, right, bottom};
    sei_canvas_fill(&b->canvas, &box, (sei_color){0, 0, 0});
}

TEST(a_box_covers_what_it_covers) {
    board b;
    set_up(&b, 4, 3);
    fill(&b, PX(1), PX(1), PX(2), PX(2));
    CHECK_INT(red_at(&b, 1, 1), 0);
    CHECK_INT(red_at(&b, 0, 1), 255);
    CHECK_INT(red_at(&b, 2, 1), 255);
    CHECK_INT(red_at(&b, 1, 2), 255);
    fill(&b, PX(3), 0, PX(3) + SEI_CANVAS_UNIT / 2, SEI_CANVAS_UNIT / 2);
    CHECK_INT(red_at(&b, 3, 0), 191); /* a quarter */
    fill(&b, PX(3), PX(2), PX(4), PX(2) + SEI_CANVAS_UNIT / 4);
    CHECK_INT(red_at(&b, 3, 2), 191); /* a rule a quarter of a pixel thin */
    tear_down(&b);
}

TEST(what_lies_beyond_the_edges_is_left_out) {
    board b;
    set_up(&b, 2, 2);
    fill(&b, PX(-5), PX(-5), PX(1), PX(1));
    fill(&b, PX(7), PX(0), PX(9), PX(2));
    fill(&b, PX(2), PX(2), PX(1), PX(1));
    fill(&b, INT32_MIN, PX(1), INT32_MAX, INT32_MAX);
    CHECK_INT(red_at(&b, 0, 0), 0);
    CHECK_INT(red_at(&b, 1, 0), 255);
    CHECK_INT(red_at(&b, 0, 1), 0);
    CHECK_INT(red_at(&b, 1, 1), 0);
    tear_down(&b);
}

TEST(a_mask_lets_colour_through) {
    board b;
    set_up(&b, 3, 1);
    const uint8_t coverage[] = {255, 51};
    const sei_glyph_mask mask = {.x = 1, .width = 2, .height = 1, .coverage = coverage};
    sei_canvas_stamp(&b.canvas, &mask, (sei_color){0, 0, 0});
    CHECK_INT(red_at(&b, 0, 0), 255);
    CHECK_INT(red_at(&b, 1, 0), 0);
    CHECK_INT(red_at(&b, 2, 0), 204);
    tear_down(&b);
}

TEST(an_image_fills_its_box) {
    board b;
    set_up(&b, 4, 2);
    uint8_t grey[] = {0, 100}, alpha[] = {255, 0};
    const sei_image_samples image = {.width = 2, .height = 1, .channels = 1, .color = grey};
    const sei_canvas_box box = {PX(1), 0, PX(3), PX(1)};
    sei_canvas_place(&b.canvas, &box, &image);
    CHECK_INT(red_at(&b, 0, 0), 255);
    CHECK_INT(red_at(&b, 1, 0), 0);
    CHECK_INT(red_at(&b, 2, 0), 100);
    CHECK_INT(red_at(&b, 3, 0), 255);
    const sei_image_samples sheer = {
        .width = 2, .height = 1, .channels = 1, .color = grey, .alpha = alpha};
    const sei_canvas_box below = {PX(1), PX(1), PX(3), PX(2)};
    sei_canvas_place(&b.canvas, &below, &sheer);
    CHECK_INT(red_at(&b, 1, 1), 0);
    CHECK_INT(red_at(&b, 2, 1), 255);
    tear_down(&b);
}

/* Stretched to four times its width, the middle is a mixture; what is transparent gives none. */
TEST(a_stretched_image_is_smooth) {
    board b;
    set_up(&b, 8, 1);
    uint8_t grey[] = {0, 200}, alpha[] = {255, 0};
    const sei_image_samples image = {.width = 2, .height = 1, .channels = 1, .color = grey};
    const sei_canvas_box box = {0, 0, PX(8), PX(1)};
    sei_canvas_place(&b.canvas, &box, &image);
    CHECK_INT(red_at(&b, 0, 0), 0);
    CHECK(red_at(&b, 3, 0) > 50 && red_at(&b, 3, 0) < red_at(&b, 4, 0));
    CHECK_INT(red_at(&b, 7, 0), 200);
    const sei_image_samples sheer = {
        .width = 2, .height = 1, .channels = 1, .color = grey, .alpha = alpha};
    sei_canvas_init(&b.canvas, &b.arena, 8, 1);
    sei_canvas_place(&b.canvas, &box, &sheer);
    CHECK_INT(red_at(&b, 0, 0), 0);
    CHECK_INT(red_at(&b, 7, 0), 255);
    CHECK(red_at(&b, 4, 0) > red_at(&b, 3, 0));
    tear_down(&b);
}

TEST(a_picture_without_colour_is_one_of_greys) {
    board b;
    set_up(&b, 3, 1);
    fill(&b, PX(1), 0, PX(2), PX(1));
    sei_canvas_settle(&b.canvas);
    CHECK_INT(b.canvas.channels, 1);
    CHECK_INT(b.canvas.color[0], 255);
    CHECK_INT(b.canvas.color[1], 0);
    CHECK_INT(b.canvas.color[2], 255);
    sei_canvas_init(&b.canvas, &b.arena, 2, 1);
    const sei_canvas_box box = {0, 0, PX(1), PX(1)};
    sei_canvas_fill(&b.canvas, &box, (sei_color){200, 0, 0});
    sei_canvas_settle(&b.canvas);
    CHECK_INT(b.canvas.channels, 3);
    tear_down(&b);
}

int main(void) {
    RUN(a_box_covers_what_it_covers);
    RUN(what_lies_beyond_the_edges_is_left_out);
    RUN(a_mask_lets_colour_through);
    RUN(an_image_fills_its_box);
    RUN(a_stretched_image_is_smooth);
    RUN(a_picture_without_colour_is_one_of_greys);
    return TEST_RESULT();
}
