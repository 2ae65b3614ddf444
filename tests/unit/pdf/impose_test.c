/* Sheets planned, printed, turned over and folded in software; then read page by page. */
#include "pdf/impose.h"

#include "test.h"

#define WIDTH (420 * SEI_POINT)
#define HEIGHT (595 * SEI_POINT)
#define PAGES_MAX 400

static sei_memory memory;
static sei_arena arena;
static sei_impose_plan plan;
static sei_status status;

static void begin(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    status = (sei_status){0};
}

static void end(void) {
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
}

static sei_imposition impose_as(const char *name) {
    sei_imposition imposition = {0};
    CHECK(sei_impose_parse(sei_str_from(name), &imposition));
    return imposition;
}

static bool make(const sei_imposition *imposition, uint32_t count, bool binds_right,
                 bool ends_with_cover) {
    const sei_impose_pages pages = {.count = count,
                                    .width = WIDTH,
                                    .height = HEIGHT,
                                    .binds_right = binds_right,
                                    .ends_with_cover = ends_with_cover};
    return sei_impose_plan_make(imposition, &pages, &arena, &plan, &status);
}

/* --- paper ----------------------------------------------------------------------------------- */

/* What is printed at a point of a side as it lies in the file. */
static const sei_impose_cell *cell_at(const sei_impose_side *side, int64_t x, int64_t y) {
    for (uint32_t i = 0; i < side->cell_count; i++) {
        const sei_impose_cell *cell = &side->cells[i];
        if (x > cell->x && x < cell->x + cell->width && y > cell->y && y < cell->y + cell->height)
            return cell;
    }
    return NULL;
}

/* The printer turned the sheet: what is behind the front's point (x, y). Turned over its short
 * edge, left is right; over the long one, above is below, and who turns the leaf like a book's sees
 * it on its head. */
static uint32_t behind(const sei_impose_side *back, int64_t x, int64_t y, bool long_edge) {
    const sei_impose_cell *cell =
        long_edge ? cell_at(back, x, plan.height - y) : cell_at(back, plan.width - x, y);
    CHECK(cell != NULL);
    CHECK_INT(cell->is_upside_down, long_edge);
    return cell->page;
}

static uint32_t on_front(const sei_impose_side *front, int64_t x, int64_t y) {
    const sei_impose_cell *cell = cell_at(front, x, y);
    CHECK(cell != NULL && !cell->is_upside_down);
    return cell->page;
}

typedef struct reading {
    uint32_t pages[PAGES_MAX];
    uint32_t count;
} reading;

static void read_page(reading *read, uint32_t page) {
    CHECK(read->count < PAGES_MAX);
    read->pages[read->count++] = page;
}

/* Signatures laid together, each a pile of sheets folded in the middle, fronts outside. */
static void read_saddle(reading *read, uint32_t sheets_in_signature, bool binds_right,
                        bool long_edge) {
    const uint32_t sheets = plan.side_count / 2;
    const int64_t low = plan.width / 4, high = 3 * (int64_t)plan.width / 4;
    const int64_t first = binds_right ? low : high, last = binds_right ? high : low;
    const int64_t y = plan.height / 3;
    for (uint32_t from = 0; from < sheets; from += sheets_in_signature) {
        const uint32_t left = sheets - from;
        const uint32_t count = left < sheets_in_signature ? left : sheets_in_signature;
        for (uint32_t k = 0; k < count; k++) { /* inwards: the half that is read first */
            const sei_impose_side *side = &plan.sides[2 * (from + k)];
            read_page(read, on_front(side, first, y));
            read_page(read, behind(side + 1, first, y, long_edge));
        }
        for (uint32_t k = count; k-- > 0;) { /* outwards again */
            const sei_impose_side *side = &plan.sides[2 * (from + k)];
            read_page(read, behind(side + 1, last, y, long_edge));
            read_page(read, on_front(side, last, y));
        }
    }
}

/* Pages in order, then blanks; a back cover stays last. */
static void check_reading(const reading *read, uint32_t count, bool ends_with_cover) {
    const uint32_t body = ends_with_cover ? count - 1 : count;
    for (uint32_t i = 0; i < read->count; i++) {
        const bool is_cover = ends_with_cover && i + 1 == read->count;
        const uint32_t wanted = is_cover ? count - 1 : i < body ? i : SEI_IMPOSE_BLANK;
        CHECK_INT(read->pages[i], wanted);
    }
    CHECK_INT(read->count, count + plan.blank_count);
}

static void fold_saddle(const char *name, uint32_t count, uint32_t signature, int flags) {
    const bool binds_right = flags & 1, long_edge = flags & 2, cover = flags & 4;
    reading read = {.count = 0};
    sei_imposition imposition = impose_as(name);
    imposition.turns_on_long_edge = long_edge;
    begin();
    CHECK(make(&imposition, count, binds_right, cover));
    CHECK_INT(plan.side_count, 2 * plan.sheet_count);
    read_saddle(&read, signature ? signature : plan.sheet_count, binds_right, long_edge);
    check_reading(&read, count, cover);
    end();
}

TEST(folded_sheets_read_in_order) {
    static const uint32_t counts[] = {1, 2, 3, 4, 5, 7, 8, 9, 16, 33, 64, 101, 256};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        for (int flags = 0; flags < 4; flags++) {
            fold_saddle("saddle", counts[i], 0, flags);
            fold_saddle("saddle:1", counts[i], 1, flags);
            fold_saddle("saddle:4", counts[i], 4, flags);
            if (counts[i] > 1)
                fold_saddle("saddle:4", counts[i], 4, flags | 4);
        }
}

TEST(a_zine_reads_in_order) {
    /* Folded along its length, cut in the middle and pushed together, the sheet's panels follow
     * each other round the cut: the lower row from the cover to the right, up, the upper row back,
     * down to the back cover. */
    static const int path[8][2] = {{1, 0}, {2, 0}, {3, 0}, {3, 1}, {2, 1}, {1, 1}, {0, 1}, {0, 0}};
    for (int binds_right = 0; binds_right < 2; binds_right++) {
        const sei_imposition imposition = impose_as("zine8");
        begin();
        CHECK(make(&imposition, 7, binds_right, false));
        CHECK_INT(plan.side_count, 1);
        for (uint32_t i = 0; i < 8; i++) {
            const int column = binds_right ? 3 - path[i][0] : path[i][0];
            const sei_impose_cell *cell =
                cell_at(plan.sides, (2 * column + 1) * (int64_t)plan.width / 8,
                        (2 * path[i][1] + 1) * (int64_t)plan.height / 4);
            CHECK(cell != NULL);
            CHECK_INT(cell->page, i < 7 ? i : SEI_IMPOSE_BLANK);
            CHECK_INT(cell->is_upside_down, path[i][1]);
        }
        end();
    }
}

TEST(a_zine_of_nine_pages_is_refused) {
    const sei_imposition imposition = impose_as("zine8");
    begin();
    CHECK(!make(&imposition, 9, false, false));
    CHECK(sei_str_find(sei_str_from(status.message), SEI_STR("holds 8 pages"), 0) != SEI_STR_NONE);
    end();
}

TEST(two_up_reads_from_the_bound_side) {
    for (int binds_right = 0; binds_right < 2; binds_right++) {
        const sei_imposition imposition = impose_as("2up");
        begin();
        CHECK(make(&imposition, 5, binds_right, false));
        CHECK_INT(plan.side_count, 3);
        CHECK_INT(plan.sides[1].cells[binds_right].page, 2);
        CHECK_INT(plan.sides[1].cells[!binds_right].page, 3);
        CHECK_INT(plan.sides[2].cells[!binds_right].page, SEI_IMPOSE_BLANK);
        end();
    }
}

TEST(padding_stands_before_the_back_cover) {
    const sei_imposition imposition = impose_as("pad4");
    begin();
    CHECK(make(&imposition, 6, false, true));
    CHECK_INT(plan.side_count, 8);
    CHECK_INT(plan.sides[4].cells[0].page, 4);
    CHECK_INT(plan.sides[5].cells[0].page, SEI_IMPOSE_BLANK);
    CHECK_INT(plan.sides[7].cells[0].page, 5);
    end();
}

TEST(fronts_and_backs_apart_are_the_same_sheets) {
    sei_imposition imposition = impose_as("saddle");
    begin();
    CHECK(make(&imposition, 16, false, false));
    const sei_impose_plan both = plan;
    for (int sides = SEI_IMPOSE_FRONT; sides <= SEI_IMPOSE_BACK; sides++) {
        imposition.sides = (sei_impose_sides)sides;
        CHECK(make(&imposition, 16, false, false));
        CHECK_INT(plan.side_count, both.side_count / 2);
        for (uint32_t i = 0; i < plan.side_count; i++) {
            const sei_impose_side *same = &both.sides[2 * i + (sides == SEI_IMPOSE_BACK)];
            CHECK_INT(plan.sides[i].cells[0].page, same->cells[0].page);
            CHECK_INT(plan.sides[i].cells[1].page, same->cells[1].page);
        }
    }
    end();
}

TEST(creep_moves_inner_pages_to_the_fold) {
    sei_imposition imposition = impose_as("saddle");
    begin();
    CHECK(sei_impose_parse_creep(SEI_STR("0.1mm"), &imposition));
    CHECK_INT(imposition.creep, 290);
    CHECK(make(&imposition, 16, false, false));
    for (uint32_t i = 0; i < plan.side_count; i++) {
        const sei_impose_side *side = &plan.sides[i];
        CHECK_INT(side->cells[0].shift, (int)(i / 2) * 290);
        CHECK_INT(side->cells[1].shift, -(int)(i / 2) * 290);
    }
    end();
}

TEST(pages_are_centred_and_only_made_smaller) {
    sei_imposition imposition = impose_as("saddle");
    begin();
    CHECK(sei_impose_parse_sheet(SEI_STR("A3"), &imposition));
    CHECK(make(&imposition, 4, false, false));
    CHECK(plan.width > plan.height && plan.scale == SEI_POINT);
    CHECK_INT(plan.right - plan.left, 2 * WIDTH);
    CHECK_INT(plan.left, (plan.width - 2 * WIDTH) / 2);
    CHECK(sei_impose_parse_sheet(SEI_STR("148x210mm"), &imposition));
    CHECK(make(&imposition, 4, false, false));
    CHECK(plan.scale < SEI_POINT && plan.left >= 0 && plan.bottom >= 0);
    CHECK(plan.right <= plan.width && plan.top <= plan.height);
    CHECK(!sei_impose_parse_sheet(SEI_STR("A99"), &imposition));
    CHECK(!sei_impose_parse_sheet(SEI_STR("20x"), &imposition));
    CHECK(!sei_impose_parse_sheet(SEI_STR("1x1mm"), &imposition));
    end();
}

TEST(two_a5_pages_lie_on_a4) {
    const sei_imposition imposition = impose_as("saddle");
    const sei_impose_pages pages = {.count = 4, .width = 429591, .height = 609562};
    sei_length a4[2];
    begin();
    CHECK(sei_impose_plan_make(&imposition, &pages, &arena, &plan, &status));
    CHECK(sei_impose_parse_sheet(SEI_STR("A4"), &(sei_imposition){0}));
    sei_imposition given = imposition;
    sei_impose_parse_sheet(SEI_STR("A4"), &given);
    a4[0] = given.sheet_width;
    a4[1] = given.sheet_height;
    CHECK_INT(plan.width, a4[1]);
    CHECK_INT(plan.height, a4[0]);
    end();
}

TEST(points_follow_their_page) {
    const sei_imposition imposition = impose_as("zine8");
    begin();
    CHECK(make(&imposition, 8, false, false));
    for (uint32_t i = 0; i < 8; i++) {
        const sei_impose_cell *cell = &plan.sides[0].cells[i];
        sei_length x = WIDTH / 4, y = HEIGHT / 4;
        sei_impose_point(&plan, cell, &x, &y);
        CHECK(cell_at(plan.sides, x, y) == cell);
        CHECK_INT(x < cell->x + cell->width / 2, !cell->is_upside_down);
        CHECK_INT(y < cell->y + cell->height / 2, !cell->is_upside_down);
    }
    end();
}

TEST(words_that_are_no_scheme_are_refused) {
    static const char *const wrong[] = {"", "saddles", "saddle:", "saddle:0", "saddle:65", "4up"};
    sei_imposition imposition = {.scheme = SEI_IMPOSE_PAD4};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(!sei_impose_parse(sei_str_from(wrong[i]), &imposition));
    CHECK_INT(imposition.scheme, SEI_IMPOSE_PAD4);
    CHECK(sei_impose_parse(SEI_STR("saddle:16"), &imposition));
    CHECK_INT(imposition.signature, 16);
}

int main(void) {
    RUN(folded_sheets_read_in_order);
    RUN(a_zine_reads_in_order);
    RUN(a_zine_of_nine_pages_is_refused);
    RUN(two_up_reads_from_the_bound_side);
    RUN(padding_stands_before_the_back_cover);
    RUN(fronts_and_backs_apart_are_the_same_sheets);
    RUN(creep_moves_inner_pages_to_the_fold);
    RUN(pages_are_centred_and_only_made_smaller);
    RUN(two_a5_pages_lie_on_a4);
    RUN(points_follow_their_page);
    RUN(words_that_are_no_scheme_are_refused);
    return TEST_RESULT();
}
