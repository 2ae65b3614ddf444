/* Pages → PNG pictures → records: first page, last page and size, each in four bytes, then the
 * PNG. Facing pages go into one picture when spreads are asked for: of a book bound at the left,
 * 2 and 3 with 2 at the left, and page 1 alone at the right. Each picture's memory is given back
 * before the next is drawn. */
#include "job/preview.h"

#include "base/limits.h"
#include "base/os.h"
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

static bool choose_range(const sei_preview_request *request, range *chosen, sei_status *status) {
    const sei_preview_wish *wish = &request->wish;
    const uint32_t count = request->pages->count;
    chosen->first = wish->first ? wish->first : 1;
    chosen->last = wish->last && wish->last < count ? wish->last : count;
    chosen->dpi = wish->dpi ? wish->dpi : SEI_PREVIEW_DPI;
    if (chosen->first > count)
        return sei_status_set(status, SEI_FAILED_USAGE, "there is no page %u; the last is %u",
                              (unsigned)chosen->first, (unsigned)count);
    uint64_t pixels = 0;
    for (uint32_t i = chosen->first - 1; i < chosen->last; i++)
        pixels += sei_raster_pixels(&request->pages->at[i], chosen->dpi);
    return pixels <= SEI_LIMIT_PREVIEW_PIXELS ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "%u pages at %d dpi are too many; choose some with --pages, or a lower "
                          "--dpi",
                          (unsigned)(chosen->last - chosen->first + 1), chosen->dpi);
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

/* Draws the pages first … last, which are one or two, and writes their record. */
static bool write_picture(const sei_preview_request *request, sei_arena *scratch, range shown,
                          int to, sei_status *status) {
    const sei_raster_request raster = {request->book, scratch, request->diags, shown.dpi};
    const sei_page *row[2] = {page_at(request->pages, shown.first),
                              page_at(request->pages, shown.last)};
    const bool turns = shown.first < shown.last && request->binds_right;
    const sei_page *const turned[2] = {row[turns ? 1 : 0], row[turns ? 0 : 1]};
    sei_image_samples picture;
    sei_str png;
    char head[HEAD];
    if (!sei_raster_draw(&raster, turned, shown.first < shown.last ? 2 : 1, &picture, status) ||
        !sei_image_encode_png(scratch, &picture, SEI_PNG_PAGE, &png, status))
        return false;
    put_number(head, row[0] ? shown.first : shown.last);
    put_number(head + 4, row[1] ? shown.last : shown.first);
    put_number(head + 8, png.size);
    return sei_os_write(to, (sei_str){head, HEAD}, status) && sei_os_write(to, png, status);
}

bool sei_preview_write(const sei_preview_request *request, int to, sei_status *status) {
    sei_arena scratch;
    range chosen;
    if (!choose_range(request, &chosen, status))
        return false;
    sei_arena_init(&scratch, request->memory);
    bool good = true;
    const uint32_t step = request->wish.spreads ? 2 : 1;
    uint32_t page = request->wish.spreads ? chosen.first & ~1u : chosen.first;
    for (; good && page <= chosen.last; page += step) {
        const sei_arena_mark mark = sei_arena_mark_take(&scratch);
        good = write_picture(request, &scratch, (range){page, page + step - 1, chosen.dpi}, to,
                             status);
        sei_arena_mark_release(&scratch, mark);
    }
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
