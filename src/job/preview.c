/* Pages, or the sides of sheets that the PDF's own plan lays them on → PNG pictures → records:
 * first page, last page and size, each in four bytes, then the PNG. Facing pages go into one
 * picture when spreads are asked for: of a book bound at the left, 2 and 3 with 2 at the left, and
 * page 1 alone at the right. Each picture's memory is given back before the next is drawn. */
#include "job/preview.h"

#include "base/limits.h"
#include "base/os.h"
#include "pdf/fold_mark.h"
#include "pdf/pdf.h"
#include "pdf/sheet.h"
#include "raster/raster.h"

#define HEAD 12 /* bytes of a record before its PNG */

bool sei_preview_parse_pages(sei_str text, sei_preview_wish *wish) {
    sei_str rest = text, word;
    int64_t first, last = 0;
    if (!sei_str_split(&rest, '-', &word) || !sei_str_parse_int(word, &first))
        return false;
    const bool is_range = word.size < text.size, has_end = is_range && rest.size > 0;
    if (has_end && !sei_str_parse_int(rest, &last))
        return false;
    last = is_range ? last : first;
    if (first < 1 || first > UINT32_MAX || last > UINT32_MAX ||
        (last < first && (has_end || !is_range)))
        return false;
    wish->first = (uint32_t)first;
    wish->last = (uint32_t)last;
    return true;
}

bool sei_preview_parse_dpi(sei_str text, sei_preview_wish *wish, sei_status *status) {
    int64_t dpi;
    if (!sei_str_parse_int(text, &dpi) || dpi < SEI_RASTER_DPI_LEAST || dpi > SEI_RASTER_DPI_MOST)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "--dpi wants a whole number from %d to %d, not %.*s",
                              SEI_RASTER_DPI_LEAST, SEI_RASTER_DPI_MOST, SEI_STR_ARG(text));
    wish->dpi = (int)dpi;
    return true;
}

/* What the wish comes to: pages from 1, both ends included. */
typedef struct range {
    uint32_t first, last;
    int dpi;
} range;

/* The range of `count` pictures of so many pixels at most. */
static bool choose_range(const sei_preview_wish *wish, uint32_t count, const char *what,
                         range *chosen, sei_status *status) {
    chosen->first = wish->first ? wish->first : 1;
    chosen->last = wish->last && wish->last < count ? wish->last : count;
    chosen->dpi = wish->dpi ? wish->dpi : SEI_PREVIEW_DPI;
    return chosen->first <= count ||
           sei_status_set(status, SEI_FAILED_USAGE, "there is no %s %u; the last is %u", what,
                          (unsigned)chosen->first, (unsigned)count);
}

static bool check_pixels(const range *chosen, const char *what, uint64_t pixels,
                         sei_status *status) {
    return pixels <= SEI_LIMIT_PREVIEW_PIXELS ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "%u %ss at %d dpi are too many; choose some with --pages, or a lower "
                          "--dpi",
                          (unsigned)(chosen->last - chosen->first + 1), what, chosen->dpi);
}

static void put_number(char *at, size_t number) {
    for (int i = 0; i < 4; i++)
        at[i] = (char)(number >> (24 - 8 * i) & 0xFF);
}

static uint32_t number_at(const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static const sei_page *page_at(const sei_pages *pages, uint32_t number) {
    return number >= 1 && number <= pages->count ? &pages->at[number - 1] : NULL;
}

static bool write_record(sei_arena *scratch, const sei_image_samples *picture, uint32_t first,
                         uint32_t last, int to, sei_status *status) {
    sei_str png;
    char head[HEAD];
    if (!sei_image_encode_png(scratch, picture, SEI_PNG_PAGE, &png, status))
        return false;
    put_number(head, first);
    put_number(head + 4, last);
    put_number(head + 8, png.size);
    return sei_os_write(to, (sei_str){head, HEAD}, status) && sei_os_write(to, png, status);
}

/* --- pages ----------------------------------------------------------------------------------- */

/* Draws the pages first … last, which are one or two, and writes their record. */
static bool write_picture(const sei_preview_request *request, sei_arena *scratch, range shown,
                          int to, sei_status *status) {
    const sei_raster_request raster = {request->book, scratch, request->diags, shown.dpi};
    const sei_page *row[2] = {page_at(request->pages, shown.first),
                              page_at(request->pages, shown.last)};
    const bool turns = shown.first < shown.last && request->style->page.binds_right;
    const sei_page *const turned[2] = {row[turns ? 1 : 0], row[turns ? 0 : 1]};
    sei_image_samples picture;
    return sei_raster_draw(&raster, turned, shown.first < shown.last ? 2 : 1, &picture, status) &&
           write_record(scratch, &picture, row[0] ? shown.first : shown.last,
                        row[1] ? shown.last : shown.first, to, status);
}

static bool write_pages(const sei_preview_request *request, sei_arena *scratch, int to,
                        sei_status *status) {
    range chosen;
    uint64_t pixels = 0;
    if (!choose_range(&request->wish, request->pages->count, "page", &chosen, status))
        return false;
    for (uint32_t i = chosen.first - 1; i < chosen.last; i++)
        pixels += sei_raster_pixels(&request->pages->at[i], chosen.dpi);
    bool good = check_pixels(&chosen, "page", pixels, status);
    const uint32_t step = request->wish.spreads ? 2 : 1;
    uint32_t page = request->wish.spreads ? chosen.first & ~1u : chosen.first;
    for (; good && page <= chosen.last; page += step) {
        const sei_arena_mark mark = sei_arena_mark_take(scratch);
        good =
            write_picture(request, scratch, (range){page, page + step - 1, chosen.dpi}, to, status);
        sei_arena_mark_release(scratch, mark);
    }
    return good;
}

/* --- sheets ---------------------------------------------------------------------------------- */

/* The plan measures from the bottom, pictures from the top. */
static uint32_t place_pages(const sei_preview_request *request, const sei_impose_plan *plan,
                            const sei_impose_side *side, sei_raster_place *places) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < side->cell_count; i++) {
        const sei_impose_cell *cell = &side->cells[i];
        if (cell->page == SEI_IMPOSE_BLANK)
            continue;
        places[count++] = (sei_raster_place){
            .page = &request->pages->at[cell->page],
            .box = {cell->x, plan->height - cell->y - cell->height, cell->width, cell->height},
            .shift = cell->shift,
            .is_upside_down = cell->is_upside_down};
    }
    return count;
}

static uint32_t place_marks(const sei_impose_plan *plan, sei_draw *draws) {
    sei_impose_line marks[SEI_FOLD_MARKS_MAX];
    const uint32_t count = sei_fold_marks_make(plan, marks);
    const sei_length half = SEI_FOLD_MARK_WIDTH / 2;
    for (uint32_t i = 0; i < count; i++) {
        const sei_impose_line *mark = &marks[i];
        draws[i] = (sei_draw){
            .kind = SEI_DRAW_RECT,
            .as.rect = {.box = {mark->x1 - half, plan->height - mark->y2 - half,
                                mark->x2 - mark->x1 + 2 * half, mark->y2 - mark->y1 + 2 * half},
                        .dashed = !mark->is_cut}};
    }
    return count;
}

static void make_gray(sei_image_samples *picture) {
    const size_t count = (size_t)picture->width * picture->height;
    uint8_t *color = picture->color;
    if (picture->channels != 3)
        return;
    for (size_t i = 0; i < count; i++)
        color[i] = sei_pdf_gray(color[3 * i], color[3 * i + 1], color[3 * i + 2]);
    picture->channels = 1;
}

static bool write_side(const sei_preview_request *request, const sei_impose_plan *plan,
                       uint32_t number, int dpi, sei_arena *scratch, int to, sei_status *status) {
    const sei_raster_request raster = {request->book, scratch, request->diags, dpi};
    const sei_impose_side *side = &plan->sides[number - 1];
    sei_raster_place places[SEI_IMPOSE_CELLS_MAX];
    sei_draw marks[SEI_FOLD_MARKS_MAX];
    sei_image_samples picture;
    const bool is_marked = request->imposition.has_marks && !side->is_back;
    const sei_raster_sheet sheet = {.width = plan->width,
                                    .height = plan->height,
                                    .scale = plan->scale,
                                    .places = places,
                                    .place_count = place_pages(request, plan, side, places),
                                    .marks = marks,
                                    .mark_count = is_marked ? place_marks(plan, marks) : 0};
    if (!sei_raster_draw_sheet(&raster, &sheet, &picture, status))
        return false;
    if (request->imposition.is_gray)
        make_gray(&picture);
    return write_record(scratch, &picture, number, number, to, status);
}

static bool write_sheets(const sei_preview_request *request, sei_arena *scratch, int to,
                         uint64_t *sides, sei_status *status) {
    const sei_impose_pages pages = sei_pdf_sheet_pages(request->pages, request->style);
    sei_impose_plan plan;
    range chosen;
    if (request->wish.spreads)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "--spreads shows facing pages, --impose sheets; drop one of them");
    if (!sei_impose_plan_make(&request->imposition, &pages, scratch, &plan, status) ||
        !choose_range(&request->wish, plan.side_count, "side", &chosen, status))
        return false;
    const sei_raster_sheet sheet = {.width = plan.width, .height = plan.height};
    const uint64_t pixels = sei_raster_sheet_pixels(&sheet, chosen.dpi);
    *sides = plan.side_count;
    bool good = check_pixels(&chosen, "side", pixels * (chosen.last - chosen.first + 1), status);
    for (uint32_t side = chosen.first; good && side <= chosen.last; side++) {
        const sei_arena_mark mark = sei_arena_mark_take(scratch);
        good = write_side(request, &plan, side, chosen.dpi, scratch, to, status);
        sei_arena_mark_release(scratch, mark);
    }
    return good;
}

/* --- records --------------------------------------------------------------------------------- */

bool sei_preview_write(const sei_preview_request *request, int to, uint64_t *sides,
                       sei_status *status) {
    sei_arena scratch;
    sei_arena_init(&scratch, request->memory);
    *sides = 0;
    const bool good = request->imposition.scheme == SEI_IMPOSE_NONE
                          ? write_pages(request, &scratch, to, status)
                          : write_sheets(request, &scratch, to, sides, status);
    sei_arena_fini(&scratch);
    return good;
}

bool sei_preview_read(sei_str bytes, size_t *at, sei_picture *picture) {
    if (*at > bytes.size || bytes.size - *at < HEAD)
        return false;
    const char *head = bytes.at + *at;
    const size_t size = number_at(head + 8);
    if (size > bytes.size - *at - HEAD)
        return false;
    *picture = (sei_picture){number_at(head), number_at(head + 4), {head + HEAD, size}};
    *at += HEAD + size;
    return true;
}
