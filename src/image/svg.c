/* SVG: told by its root element, measured by width, height or viewBox (SVG 2, 8.2 and 8.12), and
 * rasterised by librsvg. What librsvg sees is only ever the cleaned copy (svg_clean.c), from memory
 * and without a base address, so that it has nothing to follow. */
#include <string.h>

#include <librsvg/rsvg.h>

#include "base/limits.h"
#include "image/codec.h"
#include "image/xml.h"

#define SIDE_MAX 8192 /* pixels of a raster's longer side, and of a size that is told */
#define NUMBER_MAX 1000000
#define DEFAULT_WIDTH 300 /* CSS 2, 10.3.2: a replaced element of no known size */
#define DEFAULT_HEIGHT 150

static size_t skip_prologue_part(sei_str bytes, size_t at, const char *end) {
    size_t found = sei_str_find(bytes, sei_str_from(end), at);
    return found == SEI_STR_NONE ? bytes.size : found + strlen(end);
}

/* Declarations inside brackets belong to the document type, refused later with a reason. */
static size_t skip_type(sei_str bytes, size_t at) {
    size_t end = sei_str_find_byte(bytes, '>', at);
    size_t bracket = sei_str_find_byte(bytes, '[', at);
    if (end == SEI_STR_NONE)
        return bytes.size;
    return bracket < end ? skip_prologue_part(bytes, bracket, "]>") : end + 1;
}

bool sei_svg_is(sei_str bytes) {
    size_t at = sei_str_starts(bytes, SEI_STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (;;) {
        while (at < bytes.size && strchr(" \t\r\n", bytes.at[at]) && bytes.at[at])
            at++;
        sei_str rest = sei_str_slice(bytes, at, bytes.size);
        if (sei_str_starts(rest, SEI_STR("<?")))
            at = skip_prologue_part(bytes, at, "?>");
        else if (sei_str_starts(rest, SEI_STR("<!--")))
            at = skip_prologue_part(bytes, at, "-->");
        else if (sei_str_starts(rest, SEI_STR("<!DOCTYPE")))
            at = skip_type(bytes, at);
        else
            break;
    }
    sei_str tag = sei_str_slice(bytes, at + 1, at + 64);
    size_t length = 0;
    while (length < tag.size && !strchr(" \t\r\n/>", tag.at[length]))
        length++;
    tag.size = length;
    return at < bytes.size && bytes.at[at] == '<' &&
           (sei_str_equal(tag, SEI_STR("svg")) || sei_str_ends(tag, SEI_STR(":svg")));
}

/* A decimal number in thousandths off the text's start, separators before it passed over; beyond a
 * million it stands still, so that products of two stay in 64 bits. */
static bool read_number(sei_str *text, int64_t *thousandths) {
    size_t at = 0, digits = 0;
    int64_t value = 0, place = 1000;
    while (at < text->size && strchr(" \t\r\n,", text->at[at]) && text->at[at])
        at++;
    bool is_negative = at < text->size && text->at[at] == '-';
    for (at += is_negative; at < text->size && text->at[at] >= '0' && text->at[at] <= '9'; at++) {
        value = value < NUMBER_MAX ? value * 10 + (text->at[at] - '0') : value;
        digits++;
    }
    value = (value < NUMBER_MAX ? value : NUMBER_MAX) * 1000;
    if (at < text->size && text->at[at] == '.')
        for (at++; at < text->size && text->at[at] >= '0' && text->at[at] <= '9'; at++, digits++)
            value += (text->at[at] - '0') * (place /= 10);
    *thousandths = is_negative ? -value : value;
    *text = sei_str_slice(*text, at, text->size);
    return digits > 0;
}

/* A length in thousandths of a CSS px; 0 for a percentage, none or nonsense. */
static int64_t read_length(sei_str text) {
    static const struct {
        const char *unit;
        int64_t numerator, denominator;
    } units[] = {{"", 1, 1},       {"px", 1, 1},      {"pt", 4, 3},  {"pc", 16, 1}, {"in", 96, 1},
                 {"mm", 960, 254}, {"cm", 9600, 254}, {"em", 16, 1}, {"ex", 8, 1},  {"rem", 16, 1}};
    int64_t number;
    if (!read_number(&text, &number) || number <= 0)
        return 0;
    text = sei_str_trim_ascii(text);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (sei_str_equal(text, sei_str_from(units[i].unit))) {
            number = number * units[i].numerator / units[i].denominator;
            return number < NUMBER_MAX * (int64_t)1000 ? number : NUMBER_MAX * (int64_t)1000;
        }
    return 0;
}

/* The size in thousandths of a px: what is missing follows from the viewBox's shape. */
static void measure(const sei_xml_reader *root, int64_t *width, int64_t *height) {
    sei_str box = sei_xml_attribute_value(root, SEI_STR("viewBox"));
    int64_t numbers[4] = {0};
    size_t count = 0;
    *width = read_length(sei_xml_attribute_value(root, SEI_STR("width")));
    *height = read_length(sei_xml_attribute_value(root, SEI_STR("height")));
    while (count < 4 && read_number(&box, &numbers[count]))
        count++;
    bool has_box = count == 4 && numbers[2] > 0 && numbers[3] > 0;
    if (has_box && *width == 0 && *height == 0) {
        *width = numbers[2];
        *height = numbers[3];
    } else if (has_box && *width == 0) {
        *width = *height * numbers[2] / numbers[3];
    } else if (has_box && *height == 0) {
        *height = *width * numbers[3] / numbers[2];
    }
    *width = *width ? *width : DEFAULT_WIDTH * 1000;
    *height = *height ? *height : DEFAULT_HEIGHT * 1000;
}

static uint32_t to_pixels(int64_t thousandths) {
    int64_t pixels = (thousandths + 500) / 1000;
    return pixels < 1 ? 1 : pixels > SIDE_MAX ? SIDE_MAX : (uint32_t)pixels;
}

bool sei_svg_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    sei_xml_reader reader;
    int64_t width, height;
    sei_xml_init(&reader, NULL, bytes);
    if (sei_xml_next(&reader) != SEI_XML_OPEN)
        return sei_status_set(status, SEI_FAILED_INPUT, "the SVG image is refused: %s",
                              reader.wrong);
    measure(&reader, &width, &height);
    int64_t longer = width > height ? width : height;
    if (longer > SIDE_MAX * (int64_t)1000) {
        width = width * (SIDE_MAX * (int64_t)1000) / longer;
        height = height * (SIDE_MAX * (int64_t)1000) / longer;
    }
    info->width = to_pixels(width);
    info->height = to_pixels(height);
    return true;
}

/* Cairo's pixels hold their alpha multiplied in, as one native 32-bit number. */
static void take_pixels(sei_image_samples *samples, const unsigned char *pixels, size_t stride) {
    for (uint32_t y = 0; y < samples->height; y++)
        for (uint32_t x = 0; x < samples->width; x++) {
            uint32_t pixel;
            size_t at = (size_t)y * samples->width + x;
            memcpy(&pixel, pixels + y * stride + 4 * (size_t)x, sizeof pixel);
            uint32_t alpha = pixel >> 24;
            samples->alpha[at] = (uint8_t)alpha;
            for (int c = 0; c < 3 && alpha; c++) {
                uint32_t value = (((pixel >> (16 - 8 * c)) & 255) * 255 + alpha / 2) / alpha;
                samples->color[3 * at + (size_t)c] = (uint8_t)(value > 255 ? 255 : value);
            }
        }
}

static bool render(sei_str clean, cairo_surface_t *surface, uint32_t width, uint32_t height) {
    const RsvgRectangle page = {0, 0, width, height};
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)clean.at, clean.size, NULL);
    bool rendered = false;
    if (handle) {
        cairo_t *cairo = cairo_create(surface);
        rendered = rsvg_handle_render_document(handle, cairo, &page, NULL) &&
                   cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
        cairo_destroy(cairo);
        g_object_unref(handle);
    }
    return rendered;
}

bool sei_svg_decode(sei_image_job *job) {
    sei_str clean;
    uint64_t width = job->svg_width ? job->svg_width : job->info.width;
    width = width > SIDE_MAX ? SIDE_MAX : width;
    uint64_t height = (width * job->info.height + job->info.width / 2) / job->info.width;
    if (height > SIDE_MAX) {
        width = width * SIDE_MAX / height;
        height = SIDE_MAX;
    }
    if (!sei_image_clean_svg(job->arena, job->bytes, &clean, job->status))
        return false;
    sei_samples_new(job->samples, job->arena, width ? (uint32_t)width : 1,
                    height ? (uint32_t)height : 1, 3, true);
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, (int)job->samples->width, (int)job->samples->height);
    bool rendered = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
                    render(clean, surface, job->samples->width, job->samples->height);
    cairo_surface_flush(surface);
    if (rendered)
        take_pixels(job->samples, cairo_image_surface_get_data(surface),
                    (size_t)cairo_image_surface_get_stride(surface));
    cairo_surface_destroy(surface);
    return rendered ||
           sei_status_set(job->status, SEI_FAILED_INPUT, "the SVG image cannot be drawn");
}
