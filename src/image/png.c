/* PNG through libpng: rows are decoded one by one to 8 bits of grey or RGB, alpha apart; encoding
 * is the reverse. libpng reports errors by longjmp, so everything that it fills lies in a struct of
 * the caller, its memory comes from the job's, and its callbacks never unwind past it. Chunks that
 * change nothing in the samples are passed over unread: compressed profiles and texts are where
 * bombs hide (spec/robustness, B5). */
#include <png.h>
#include <string.h>

#include "base/limits.h"
#include "image/codec.h"

#define CHUNK_BYTES_MAX ((png_alloc_size_t)8 << 20)
#define CHUNKS_MAX 64

bool sei_png_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    if (bytes.size < 33 || sei_big32(bytes, 8) != 13 ||
        !sei_str_equal(sei_str_slice(bytes, 12, 16), SEI_STR("IHDR")))
        return sei_status_set(status, SEI_FAILED_INPUT, "the PNG image has no header");
    info->width = sei_big32(bytes, 16);
    info->height = sei_big32(bytes, 20);
    return true;
}

typedef struct png_reader {
    png_structp png;
    png_infop info;
    sei_image_job *job;
    size_t at; /* bytes read */
    bool is_interlaced;
    uint8_t *pixels;   /* one row, or all of them when interlaced */
    uint32_t rows;     /* finished */
    char message[128]; /* libpng's */
} png_reader;

static png_voidp allocate(png_structp png, png_alloc_size_t size) {
    return sei_memory_try(png_get_mem_ptr(png), NULL, size);
}

static void release(png_structp png, png_voidp block) {
    sei_memory_free(png_get_mem_ptr(png), block);
}

static void keep_message(char *kept, size_t room, const char *message) {
    size_t size = strlen(message);
    size = size < room ? size : room - 1;
    memcpy(kept, message, size);
    kept[size] = 0;
}

static void on_read_error(png_structp png, png_const_charp message) {
    png_reader *reader = png_get_error_ptr(png);
    keep_message(reader->message, sizeof reader->message, message);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep out, size_t size) {
    png_reader *reader = png_get_io_ptr(png);
    sei_str bytes = reader->job->bytes;
    if (size > bytes.size - reader->at)
        png_error(png, "the file ends too early");
    memcpy(out, bytes.at + reader->at, size);
    reader->at += size;
}

static void set_limits(png_structp png) {
    static const png_byte unread[] =
        "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT"
        "\0sCAL\0sPLT\0sRGB\0tEXt\0tIME\0zTXt";
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF); /* the product is checked by the caller */
    png_set_chunk_cache_max(png, CHUNKS_MAX);
    png_set_chunk_malloc_max(png, CHUNK_BYTES_MAX);
    png_set_benign_errors(png, 1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, unread, (int)(sizeof unread / 5));
}

/* The header, and 8-bit grey or RGB with or without alpha asked for. */
static bool read_header(png_reader *reader) {
    png_structp png = reader->png;
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_read_fn(png, reader, read_bytes);
    set_limits(png);
    png_read_info(png, reader->info);
    png_set_expand(png); /* palette to RGB, grey below 8 bits, tRNS to alpha */
    png_set_scale_16(png);
    reader->is_interlaced = png_set_interlace_handling(png) > 1;
    png_read_update_info(png, reader->info);
    return true;
}

static bool read_rows(png_reader *reader, int passes, size_t row_bytes) {
    sei_image_samples *samples = reader->job->samples;
    if (setjmp(png_jmpbuf(reader->png)))
        return false;
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < samples->height; y++) {
            uint8_t *row = reader->pixels + (reader->is_interlaced ? y * row_bytes : 0);
            png_read_row(reader->png, row, NULL);
            if (pass + 1 < passes)
                continue;
            sei_samples_put_row(samples, y, row);
            reader->rows = y + 1;
        }
    png_read_end(reader->png, NULL);
    return true;
}

/* Rows into the samples. A file that breaks off keeps the rows it gave. */
static bool decode_rows(png_reader *reader) {
    sei_image_job *job = reader->job;
    int channels = png_get_channels(reader->png, reader->info);
    bool has_alpha = channels == 2 || channels == 4;
    size_t row_bytes = png_get_rowbytes(reader->png, reader->info);
    size_t row_count = reader->is_interlaced ? job->info.height : 1;
    if (row_bytes != (size_t)job->info.width * (size_t)channels)
        return false;
    sei_samples_new(job->samples, job->arena, job->info.width, job->info.height,
                    channels - has_alpha, has_alpha);
    reader->pixels = sei_memory_resize(job->arena->memory, NULL, row_count * row_bytes);
    memset(reader->pixels, 255, row_count * row_bytes);
    bool whole =
        read_rows(reader, reader->is_interlaced ? PNG_INTERLACE_ADAM7_PASSES : 1, row_bytes);
    sei_memory_free(job->arena->memory, reader->pixels);
    *job->damaged = !whole;
    return reader->rows > 0;
}

bool sei_png_decode(sei_image_job *job) {
    png_reader reader = {.job = job};
    reader.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &reader, on_read_error, on_warning,
                                          job->arena->memory, allocate, release);
    reader.info = reader.png ? png_create_info_struct(reader.png) : NULL;
    bool decoded = reader.info && read_header(&reader) && decode_rows(&reader);
    png_destroy_read_struct(&reader.png, &reader.info, NULL);
    return decoded || sei_status_set(job->status, SEI_FAILED_INPUT, "the PNG image is damaged (%s)",
                                     reader.message);
}

typedef struct png_writer {
    png_structp png;
    png_infop info;
    sei_memory *memory;
    const sei_image_samples *samples;
    int filters;  /* of libpng */
    uint8_t *row; /* one row with alpha put in */
    char *bytes;  /* written so far */
    size_t size, room;
} png_writer;

static void on_write_error(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

static void write_bytes(png_structp png, png_bytep bytes, size_t size) {
    png_writer *writer = png_get_io_ptr(png);
    if (size > writer->room - writer->size) {
        size_t room = (writer->room + size) * 2;
        char *grown = sei_memory_try(writer->memory, writer->bytes, room);
        if (!grown)
            png_error(png, "no memory");
        writer->bytes = grown;
        writer->room = room;
    }
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

static void flush_bytes(png_structp png) {
    (void)png;
}

static const uint8_t *row_of(const png_writer *writer, uint32_t y) {
    const sei_image_samples *samples = writer->samples;
    size_t channels = (size_t)samples->channels, start = (size_t)y * samples->width;
    const uint8_t *color = samples->color + start * channels;
    uint8_t *out = writer->row;
    if (!samples->alpha)
        return color;
    for (uint32_t x = 0; x < samples->width; x++, color += channels, out += channels + 1) {
        memcpy(out, color, channels);
        out[channels] = samples->alpha[start + x];
    }
    return writer->row;
}

/* Compression and filters are fixed, so that the bytes are the same wherever libpng and zlib are.
 */
static bool write_image(png_writer *writer) {
    const sei_image_samples *samples = writer->samples;
    int type = samples->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
    if (setjmp(png_jmpbuf(writer->png)))
        return false;
    png_set_write_fn(writer->png, writer, write_bytes, flush_bytes);
    png_set_user_limits(writer->png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_compression_level(writer->png, 6);
    /* drawings and screenshots: choosing a filter for each row costs more than it gives */
    png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, writer->filters);
    png_set_IHDR(writer->png, writer->info, samples->width, samples->height, 8,
                 type | (samples->alpha ? PNG_COLOR_MASK_ALPHA : 0), PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer->png, writer->info);
    for (uint32_t y = 0; y < samples->height; y++)
        png_write_row(writer->png, row_of(writer, y));
    png_write_end(writer->png, writer->info);
    return true;
}

bool sei_image_encode_png(sei_arena *arena, const sei_image_samples *samples, sei_png_matter matter,
                          sei_str *bytes, sei_status *status) {
    png_writer writer = {.memory = arena->memory,
                         .samples = samples,
                         .filters = matter == SEI_PNG_PAGE ? PNG_FILTER_NONE : PNG_ALL_FILTERS};
    if (samples->alpha)
        writer.row = sei_arena_alloc_array(arena, samples->width, (size_t)samples->channels + 1);
    writer.png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, NULL, on_write_error, on_warning,
                                           arena->memory, allocate, release);
    writer.info = writer.png ? png_create_info_struct(writer.png) : NULL;
    bool written = writer.info && write_image(&writer);
    png_destroy_write_struct(&writer.png, &writer.info);
    if (written)
        *bytes = sei_arena_copy(arena, (sei_str){writer.bytes, writer.size});
    sei_memory_free(arena->memory, writer.bytes);
    return written || sei_status_set(status, SEI_FAILED_RUN, "a PNG image cannot be written");
}
