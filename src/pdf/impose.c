/* Pages → sheets: which page stands where, which way up, how large (spec: interface, --impose).
 *
 * Of every scheme one table or one formula says the order; the rest is the same for all: the area
 * that the pages take is centred on the sheet, and made smaller only when it does not fit. The rule
 * that is easy to break: a sheet is planned as it lies in the file; the back is what the printer
 * prints after turning the sheet over its short edge, so that a printer that turns it over the long
 * edge needs the back upside down. */
#include "pdf/impose.h"

#include "base/vec.h"
#include "style/unit.h"

#define PAPER_SLACK (6 * SEI_POINT) /* about 2 mm */
#define SHEET_SIDE_MIN (72 * SEI_POINT)
#define SHEET_SIDE_MAX (14400 * SEI_POINT) /* ISO 32000-1, annex C */
#define CREEP_MAX (72 * SEI_POINT)
#define ZINE_COLUMNS 4
#define ZINE_PAGES 8
#define PAD 4 /* pages: one folded sheet */

typedef SEI_VEC(sei_impose_side) side_list;

/* What a plan is made of. */
typedef struct planner {
    const sei_imposition *imposition;
    const sei_impose_pages *pages;
    sei_arena *arena;
    sei_impose_plan *plan;
    uint32_t columns, rows; /* of places on a side */
    uint32_t total;         /* pages with the blanks */
    side_list sides;
} planner;

bool sei_impose_parse(sei_str text, sei_imposition *imposition) {
    static const struct {
        sei_str name;
        sei_impose_scheme scheme;
    } names[] = {{{"saddle", 6}, SEI_IMPOSE_SADDLE},
                 {{"2up", 3}, SEI_IMPOSE_TWO_UP},
                 {{"zine8", 5}, SEI_IMPOSE_ZINE8},
                 {{"pad4", 4}, SEI_IMPOSE_PAD4},
                 {{"none", 4}, SEI_IMPOSE_NONE}};
    const sei_str saddle = SEI_STR("saddle:");
    int64_t sheets;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (sei_str_equal(text, names[i].name)) {
            imposition->scheme = names[i].scheme;
            imposition->signature = 0;
            return true;
        }
    if (!sei_str_starts(text, saddle) ||
        !sei_str_parse_int(sei_str_slice(text, saddle.size, text.size), &sheets) || sheets < 1 ||
        sheets > SEI_IMPOSE_SIGNATURE_MAX)
        return false;
    imposition->scheme = SEI_IMPOSE_SADDLE;
    imposition->signature = (uint32_t)sheets;
    return true;
}

/* "297x420mm", "11inx17in": a side without a unit has the other's. */
static bool parse_sides(sei_str text, sei_length sides[2]) {
    sei_str parts[2], units[2];
    int64_t numbers[2];
    parts[1] = text;
    if (!sei_str_split(&parts[1], 'x', &parts[0]))
        return false;
    for (int i = 0; i < 2; i++)
        if (!sei_number_parse(parts[i], &numbers[i], &units[i]))
            return false;
    for (int i = 0; i < 2; i++) {
        sei_unit unit;
        if (!sei_unit_find(units[i].size ? units[i] : units[1 - i], &unit))
            return false;
        const int64_t side = sei_unit_apply(unit, numbers[i]);
        if (side < SHEET_SIDE_MIN || side > SHEET_SIDE_MAX)
            return false;
        sides[i] = (sei_length)side;
    }
    return true;
}

bool sei_impose_parse_sheet(sei_str text, sei_imposition *imposition) {
    sei_length sides[2];
    if (!sei_paper_find(text, sides) && !parse_sides(text, sides))
        return false;
    imposition->sheet_width = sides[0];
    imposition->sheet_height = sides[1];
    return true;
}

bool sei_impose_parse_creep(sei_str text, sei_imposition *imposition) {
    return sei_unit_parse_length(text, 0, CREEP_MAX, &imposition->creep);
}

/* --- the sheet ------------------------------------------------------------------------------- */

/* The paper that the pages need: two A5 pages are a millimetre narrower than A4, which is meant. */
static void find_paper(const planner *p, int64_t wide, int64_t high, sei_length sides[2]) {
    const sei_length width = (sei_length)wide, height = (sei_length)high;
    const sei_length slack = p->imposition->scheme == SEI_IMPOSE_PAD4 ? 0 : PAPER_SLACK;
    sides[0] = width;
    sides[1] = height;
    if (p->imposition->scheme == SEI_IMPOSE_ZINE8)
        sei_paper_find(SEI_STR("A4"), sides);
    else if (!sei_paper_find_around(width, height, slack, sides))
        sei_paper_find_around(height, width, slack, sides);
}

/* The sheet's size in the file: the side that suits the area lies level. */
static void choose_sheet(planner *p) {
    sei_impose_plan *plan = p->plan;
    const int64_t wide = (int64_t)p->pages->width * p->columns;
    const int64_t high = (int64_t)p->pages->height * p->rows;
    sei_length sides[2] = {p->imposition->sheet_width, p->imposition->sheet_height};
    if (sides[0] == 0 || sides[1] == 0)
        find_paper(p, wide, high, sides);
    const bool is_turned = (wide > high) != (sides[0] > sides[1]);
    plan->width = is_turned ? sides[1] : sides[0];
    plan->height = is_turned ? sides[0] : sides[1];
}

/* The pages are never made larger than they are. */
static void choose_scale(planner *p) {
    sei_impose_plan *plan = p->plan;
    const int64_t wide = (int64_t)p->pages->width * p->columns;
    const int64_t high = (int64_t)p->pages->height * p->rows;
    const int64_t across = plan->width * (int64_t)SEI_POINT / wide;
    const int64_t along = plan->height * (int64_t)SEI_POINT / high;
    const int64_t fit = across < along ? across : along;
    plan->scale = fit < SEI_POINT ? (int32_t)fit : SEI_POINT;
    const sei_length width = (sei_length)(wide * plan->scale / SEI_POINT);
    const sei_length height = (sei_length)(high * plan->scale / SEI_POINT);
    plan->left = (plan->width - width) / 2;
    plan->bottom = (plan->height - height) / 2;
    plan->right = plan->left + width;
    plan->top = plan->bottom + height;
}

/* A place by its column from the left and its row from below. */
static sei_impose_cell place(const planner *p, uint32_t column, uint32_t row) {
    const sei_impose_plan *plan = p->plan;
    const int64_t width = plan->right - plan->left, height = plan->top - plan->bottom;
    sei_impose_cell cell = {.page = SEI_IMPOSE_BLANK};
    cell.x = plan->left + (sei_length)(width * column / p->columns);
    cell.y = plan->bottom + (sei_length)(height * row / p->rows);
    cell.width = plan->left + (sei_length)(width * (column + 1) / p->columns) - cell.x;
    cell.height = plan->bottom + (sei_length)(height * (row + 1) / p->rows) - cell.y;
    return cell;
}

/* --- pages ----------------------------------------------------------------------------------- */

/* The page that stands at a place of the book with its blanks, these before a back cover. */
static uint32_t page_at(const planner *p, uint32_t at) {
    const uint32_t count = p->pages->count;
    if (p->pages->ends_with_cover && count > 1) {
        if (at + 1 == p->total)
            return count - 1;
        return at < count - 1 ? at : SEI_IMPOSE_BLANK;
    }
    return at < count ? at : SEI_IMPOSE_BLANK;
}

static sei_impose_cell *add_side(planner *p, uint32_t cell_count, bool is_back) {
    sei_impose_cell *cells = SEI_NEW_ARRAY(p->arena, sei_impose_cell, cell_count);
    SEI_VEC_ADD(p->arena, &p->sides, (sei_impose_side){cells, cell_count, is_back});
    return cells;
}

/* Turns a side by 180 degrees. */
static void turn_side(const planner *p, sei_impose_cell *cells, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        cells[i].x = p->plan->width - cells[i].x - cells[i].width;
        cells[i].y = p->plan->height - cells[i].y - cells[i].height;
        cells[i].is_upside_down = !cells[i].is_upside_down;
        cells[i].shift = -cells[i].shift;
    }
}

/* Two pages beside each other; `first` is read first. */
static sei_impose_cell *add_pair(planner *p, uint32_t first, uint32_t second, bool is_back) {
    sei_impose_cell *cells = add_side(p, 2, is_back);
    for (uint32_t column = 0; column < 2; column++) {
        cells[column] = place(p, column, 0);
        cells[column].page = page_at(p, (column == 0) != p->pages->binds_right ? first : second);
    }
    return cells;
}

/* --- the schemes ----------------------------------------------------------------------------- */

/* The side of sheet `k` of a signature of `sheets`: the outermost is 0. On the front the last page
 * stands before the first one, on the back the second before the last but one. */
static void add_saddle_side(planner *p, uint32_t first, uint32_t sheets, uint32_t k, bool is_back) {
    const uint32_t low = first + 2 * k, high = first + 4 * sheets - 1 - 2 * k;
    sei_impose_cell *cells =
        is_back ? add_pair(p, low + 1, high - 1, true) : add_pair(p, high, low, false);
    const int64_t creep = (int64_t)p->imposition->creep * k;
    const sei_length most = cells[0].width / 8;
    cells[0].shift = creep < most ? (sei_length)creep : most;
    cells[1].shift = -cells[0].shift;
    if (is_back && p->imposition->turns_on_long_edge)
        turn_side(p, cells, 2);
}

static bool wants(const planner *p, bool is_back) {
    return p->imposition->sides == SEI_IMPOSE_BOTH ||
           (p->imposition->sides == SEI_IMPOSE_BACK) == is_back;
}

/* All signatures have the same number of sheets but the last, which has as many as it needs. */
static void plan_saddle(planner *p) {
    const uint32_t all = p->total / PAD;
    const uint32_t most = p->imposition->signature ? p->imposition->signature : all;
    for (uint32_t first = 0; first < all; first += most) {
        const uint32_t sheets = all - first < most ? all - first : most;
        for (uint32_t k = 0; k < sheets; k++) {
            if (wants(p, false))
                add_saddle_side(p, first * PAD, sheets, k, false);
            if (wants(p, true))
                add_saddle_side(p, first * PAD, sheets, k, true);
        }
    }
}

/* The printer turns the sheet; which of the pages is on which side matters to nobody. */
static void plan_two_up(planner *p) {
    for (uint32_t at = 0; at < p->total; at += 2) {
        const bool is_back = at / 2 % 2 == 1;
        if (!wants(p, is_back))
            continue;
        sei_impose_cell *cells = add_pair(p, at, at + 1, is_back);
        if (is_back && p->imposition->turns_on_long_edge)
            turn_side(p, cells, 2);
    }
}

/* Front cover, pages and back cover of the sheet that is folded to an eighth and cut along its
 * middle, by column: the lower row stands upright, the upper one on its head. */
static void plan_zine(planner *p) {
    static const uint32_t order[2][ZINE_COLUMNS] = {{7, 0, 1, 2}, {6, 5, 4, 3}};
    sei_impose_cell *cells = add_side(p, ZINE_PAGES, false);
    for (uint32_t row = 0; row < 2; row++)
        for (uint32_t column = 0; column < ZINE_COLUMNS; column++) {
            sei_impose_cell *cell = &cells[row * ZINE_COLUMNS + column];
            const uint32_t from = p->pages->binds_right ? ZINE_COLUMNS - 1 - column : column;
            *cell = place(p, column, row);
            cell->page = page_at(p, order[row][from]);
            cell->is_upside_down = row == 1;
        }
}

static void plan_single(planner *p) {
    for (uint32_t at = 0; at < p->total; at++) {
        const bool is_back = at % 2 == 1;
        if (!wants(p, is_back))
            continue;
        sei_impose_cell *cell = add_side(p, 1, is_back);
        *cell = place(p, 0, 0);
        cell->page = page_at(p, at);
    }
}

/* --- lines ----------------------------------------------------------------------------------- */

static void add_line(sei_impose_plan *plan, sei_impose_line line) {
    plan->lines[plan->line_count++] = line;
}

/* Where to fold (between the columns, and a zine along its middle) and where to cut (a zine's
 * middle, between its two inner columns). */
static void plan_lines(planner *p) {
    sei_impose_plan *plan = p->plan;
    const sei_length middle = (plan->bottom + plan->top) / 2;
    const int64_t width = plan->right - plan->left;
    if (p->imposition->scheme == SEI_IMPOSE_PAD4)
        return;
    for (uint32_t column = 1; column < p->columns; column++) {
        const sei_length x = plan->left + (sei_length)(width * column / p->columns);
        add_line(plan, (sei_impose_line){x, plan->bottom, x, plan->top,
                                         p->imposition->scheme == SEI_IMPOSE_TWO_UP});
    }
    if (p->imposition->scheme == SEI_IMPOSE_ZINE8) {
        const sei_length a = plan->left + (sei_length)(width / ZINE_COLUMNS);
        const sei_length b = plan->left + (sei_length)(width * 3 / ZINE_COLUMNS);
        add_line(plan, (sei_impose_line){a, middle, b, middle, true});
    }
}

/* --- the whole ------------------------------------------------------------------------------- */

static bool check(const planner *p, sei_status *status) {
    if (p->pages->count == 0 || p->pages->width <= 0 || p->pages->height <= 0)
        return sei_status_set(status, SEI_FAILED_INPUT, "there are no pages to impose");
    if (p->imposition->scheme == SEI_IMPOSE_ZINE8 && p->pages->count > ZINE_PAGES)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "zine8 holds %d pages and the document has %u: shorten it, take a "
                              "style with more on a page, or impose it as a saddle",
                              ZINE_PAGES, (unsigned)p->pages->count);
    return true;
}

static void plan_sides(planner *p) {
    switch (p->imposition->scheme) {
    case SEI_IMPOSE_SADDLE:
        plan_saddle(p);
        break;
    case SEI_IMPOSE_TWO_UP:
        plan_two_up(p);
        break;
    case SEI_IMPOSE_ZINE8:
        plan_zine(p);
        break;
    case SEI_IMPOSE_PAD4:
        plan_single(p);
        break;
    case SEI_IMPOSE_NONE:
        break;
    }
}

/* How many pages there are with the blanks that the scheme needs. */
static uint32_t fill_up(const planner *p) {
    const uint32_t step = p->imposition->scheme == SEI_IMPOSE_ZINE8    ? ZINE_PAGES
                          : p->imposition->scheme == SEI_IMPOSE_TWO_UP ? 2
                                                                       : PAD;
    return (p->pages->count + step - 1) / step * step;
}

uint32_t sei_impose_sheet_count(sei_impose_scheme scheme, uint32_t page_count) {
    switch (scheme) {
    case SEI_IMPOSE_SADDLE:
    case SEI_IMPOSE_TWO_UP:
        return (page_count + PAD - 1) / PAD;
    case SEI_IMPOSE_ZINE8:
        return 1;
    case SEI_IMPOSE_PAD4:
        return (page_count + PAD - 1) / PAD * 2;
    case SEI_IMPOSE_NONE:
        return (page_count + 1) / 2;
    }
    return 0;
}

bool sei_impose_plan_make(const sei_imposition *imposition, const sei_impose_pages *pages,
                          sei_arena *arena, sei_impose_plan *plan, sei_status *status) {
    planner p = {.imposition = imposition, .pages = pages, .arena = arena, .plan = plan};
    *plan = (sei_impose_plan){0};
    if (!check(&p, status))
        return false;
    p.columns = imposition->scheme == SEI_IMPOSE_ZINE8  ? ZINE_COLUMNS
                : imposition->scheme == SEI_IMPOSE_PAD4 ? 1
                                                        : 2;
    p.rows = imposition->scheme == SEI_IMPOSE_ZINE8 ? 2 : 1;
    p.total = fill_up(&p);
    choose_sheet(&p);
    choose_scale(&p);
    plan_sides(&p);
    plan_lines(&p);
    plan->sides = p.sides.at;
    plan->side_count = (uint32_t)p.sides.size;
    plan->sheet_count = sei_impose_sheet_count(imposition->scheme, pages->count);
    plan->blank_count = p.total - pages->count;
    return true;
}

void sei_impose_point(const sei_impose_plan *plan, const sei_impose_cell *cell, sei_length *x,
                      sei_length *y) {
    const sei_length across = sei_length_scale(*x, plan->scale, SEI_POINT);
    const sei_length up = sei_length_scale(*y, plan->scale, SEI_POINT);
    *x = cell->shift + (cell->is_upside_down ? cell->x + cell->width - across : cell->x + across);
    *y = cell->is_upside_down ? cell->y + cell->height - up : cell->y + up;
}
