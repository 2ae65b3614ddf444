/* GIF, first frame (CompuServe's GIF89a specification): the blocks up to the first image, its
 * colour table, and its LZW codes of growing width. A code's string is walked backwards through the
 * table into a stack, which no string can outgrow: each is one longer than its prefix, and there
 * are 4096. */
#include <string.h>

#include "base/limits.h"
#include "image/codec.h"

#define CODES_MAX 4096

typedef struct gif_frame {
    uint32_t screen_width, screen_height;
    uint32_t x, y, width, height;
    bool is_interlaced;
    int transparent; /* colour number, or -1 */
    sei_str colors;  /* three bytes each */
    size_t data;     /* where its LZW data begins: the code size, then sub-blocks */
} gif_frame;

/* Passes over sub-blocks: a length byte and that many bytes, until a zero. */
static size_t skip_blocks(sei_str bytes, size_t at) {
    while (at < bytes.size && bytes.at[at] != 0)
        at += 1 + (size_t)(unsigned char)bytes.at[at];
    return at + 1;
}

/* A colour table's bytes when the flags say that there is one; *at moves past it. */
static sei_str read_colors(sei_str bytes, unsigned flags, size_t *at) {
    if (!(flags & 0x80))
        return SEI_STR("");
    sei_str colors = sei_str_slice(bytes, *at, *at + ((size_t)3 << ((flags & 7) + 1)));
    *at += (size_t)3 << ((flags & 7) + 1);
    return colors;
}

static bool read_descriptor(sei_str bytes, size_t at, gif_frame *frame) {
    if (bytes.size < at || bytes.size - at < 10)
        return false;
    frame->x = sei_little16(bytes, at + 1);
    frame->y = sei_little16(bytes, at + 3);
    frame->width = sei_little16(bytes, at + 5);
    frame->height = sei_little16(bytes, at + 7);
    unsigned flags = (unsigned char)bytes.at[at + 9];
    frame->is_interlaced = flags & 0x40;
    at += 10;
    sei_str own = read_colors(bytes, flags, &at);
    if (own.size)
        frame->colors = own;
    frame->data = at;
    return frame->data < bytes.size;
}

static bool find_frame(sei_str bytes, gif_frame *frame) {
    size_t at = 13;
    *frame = (gif_frame){.transparent = -1};
    if (bytes.size < 13)
        return false;
    frame->screen_width = sei_little16(bytes, 6);
    frame->screen_height = sei_little16(bytes, 8);
    frame->colors = read_colors(bytes, (unsigned char)bytes.at[10], &at);
    while (at + 2 < bytes.size && bytes.at[at] == 0x21) {
        bool is_control = (unsigned char)bytes.at[at + 1] == 0xF9 && bytes.size - at >= 8;
        if (is_control && (bytes.at[at + 3] & 1))
            frame->transparent = (unsigned char)bytes.at[at + 6];
        at = skip_blocks(bytes, at + 2);
    }
    return at < bytes.size && bytes.at[at] == 0x2C && read_descriptor(bytes, at, frame);
}

bool sei_gif_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    gif_frame frame;
    if (!find_frame(bytes, &frame))
        return sei_status_set(status, SEI_FAILED_INPUT, "the GIF file holds no image");
    info->width = frame.screen_width ? frame.screen_width : frame.width;
    info->height = frame.screen_height ? frame.screen_height : frame.height;
    return true;
}

typedef struct code_reader {
    sei_str bytes;
    size_t at;   /* next byte */
    size_t left; /* bytes of the sub-block still to come */
    uint32_t bits;
    int bit_count;
} code_reader;

/* The next code of the width, or -1 at the data's end. */
static int read_code(code_reader *reader, int width) {
    while (reader->bit_count < width) {
        if (reader->left == 0) {
            if (reader->at >= reader->bytes.size || reader->bytes.at[reader->at] == 0)
                return -1;
            reader->left = (unsigned char)reader->bytes.at[reader->at++];
        }
        if (reader->at >= reader->bytes.size)
            return -1;
        reader->bits |= (uint32_t)(unsigned char)reader->bytes.at[reader->at++]
                        << reader->bit_count;
        reader->bit_count += 8;
        reader->left--;
    }
    int code = (int)(reader->bits & ((1u << width) - 1));
    reader->bits >>= width;
    reader->bit_count -= width;
    return code;
}

/* Where pixels go: the frame row by row, in four passes when interlaced, clipped to the screen. */
typedef struct pixel_writer {
    const gif_frame *frame;
    sei_image_samples *samples;
    uint32_t x, y;
    int pass;
    bool is_full;
} pixel_writer;

static void next_row(pixel_writer *writer) {
    static const uint32_t starts[] = {0, 4, 2, 1, 0}, steps[] = {8, 8, 4, 2, 1};
    writer->x = 0;
    writer->y += writer->frame->is_interlaced ? steps[writer->pass] : 1;
    while (writer->y >= writer->frame->height && writer->frame->is_interlaced && writer->pass < 3)
        writer->y = starts[++writer->pass];
    writer->is_full = writer->y >= writer->frame->height;
}

static void put_pixel(pixel_writer *writer, unsigned color) {
    const gif_frame *frame = writer->frame;
    sei_image_samples *samples = writer->samples;
    uint32_t x = frame->x + writer->x, y = frame->y + writer->y;
    if (writer->is_full)
        return;
    if (x < samples->width && y < samples->height && 3 * (size_t)color + 3 <= frame->colors.size) {
        size_t at = (size_t)y * samples->width + x;
        memcpy(samples->color + 3 * at, frame->colors.at + 3 * (size_t)color, 3);
        samples->alpha[at] = (int)color == frame->transparent ? 0 : 255;
    }
    if (++writer->x == frame->width)
        next_row(writer);
}

typedef struct code_table {
    uint16_t prefix[CODES_MAX];
    uint8_t last[CODES_MAX];
    uint8_t stack[CODES_MAX];
    int clear, next, width, least_width, previous;
} code_table;

static void reset(code_table *table) {
    table->next = table->clear + 2;
    table->width = table->least_width + 1;
    table->previous = -1;
}

/* Writes a code's string, and makes the new code of the one before with its first colour. False for
 * a code that cannot be. */
static bool take_code(code_table *table, int code, pixel_writer *writer) {
    size_t depth = 0;
    int walk = code == table->next ? table->previous : code;
    if (code > table->next || (code == table->next && table->previous < 0))
        return false;
    for (; walk >= table->clear + 2; walk = table->prefix[walk])
        table->stack[depth++] = table->last[walk];
    uint8_t first = (uint8_t)walk;
    put_pixel(writer, first);
    while (depth > 0)
        put_pixel(writer, table->stack[--depth]);
    if (code == table->next)
        put_pixel(writer, first);
    if (table->previous >= 0 && table->next < CODES_MAX) {
        table->prefix[table->next] = (uint16_t)table->previous;
        table->last[table->next] = first;
        table->next++;
        if (table->next == 1 << table->width && table->width < 12)
            table->width++;
    }
    table->previous = code;
    return true;
}

/* Decodes until the frame is full; false when the data ends or is wrong before. */
static bool decode_pixels(code_table *table, code_reader *reader, pixel_writer *writer) {
    reset(table);
    while (!writer->is_full) {
        int code = read_code(reader, table->width);
        if (code < 0 || code == table->clear + 1)
            return false;
        if (code == table->clear)
            reset(table);
        else if (!take_code(table, code, writer))
            return false;
    }
    return true;
}

bool sei_gif_decode(sei_image_job *job) {
    gif_frame frame;
    sei_samples_new(job->samples, job->arena, job->info.width, job->info.height, 3, true);
    memset(job->samples->alpha, 0, (size_t)job->info.width * job->info.height);
    if (!find_frame(job->bytes, &frame) || frame.colors.size == 0 || frame.width == 0 ||
        frame.height == 0 || frame.height > SEI_LIMIT_IMAGE_PIXELS / frame.width)
        return sei_status_set(job->status, SEI_FAILED_INPUT, "the GIF file holds no image");
    code_table *table = SEI_NEW(job->arena, code_table);
    table->least_width = (unsigned char)job->bytes.at[frame.data];
    if (table->least_width < 1 || table->least_width > 8)
        return sei_status_set(job->status, SEI_FAILED_INPUT, "the GIF image is damaged");
    table->clear = 1 << table->least_width;
    code_reader reader = {.bytes = job->bytes, .at = frame.data + 1};
    pixel_writer writer = {.frame = &frame, .samples = job->samples};
    *job->damaged = !decode_pixels(table, &reader, &writer);
    return writer.x > 0 || writer.y > 0 || writer.is_full ||
           sei_status_set(job->status, SEI_FAILED_INPUT, "the GIF image is damaged");
}
