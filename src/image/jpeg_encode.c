/* Samples → JPEG, for photographs whose own file cannot be used: turned by EXIF, larger than print
 * shows, WebP or AVIF. As plain samples they would be ten times as large. The output's room is
 * taken before the library is opened, since an allocation may unwind; what does not fit into it is
 * not worth the loss. */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "image/image.h"

#define QUALITY 90 /* of 100: no loss that print shows */

typedef struct jpeg_writer {
    struct jpeg_compress_struct library;
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr target;
    jmp_buf escape;
    const sei_image_samples *samples;
    uint8_t *room;
    size_t room_size;
} jpeg_writer;

static _Noreturn void on_error(j_common_ptr library) {
    jpeg_writer *writer = library->client_data;
    longjmp(writer->escape, 1);
}

static void on_message(j_common_ptr library, int level) {
    (void)library;
    (void)level;
}

static void begin_output(j_compress_ptr library) {
    jpeg_writer *writer = library->client_data;
    writer->target.next_output_byte = writer->room;
    writer->target.free_in_buffer = writer->room_size;
}

static boolean is_full(j_compress_ptr library) {
    on_error((j_common_ptr)library);
}

static void end_output(j_compress_ptr library) {
    (void)library;
}

static bool write_image(jpeg_writer *writer) {
    struct jpeg_compress_struct *library = &writer->library;
    const sei_image_samples *samples = writer->samples;
    size_t stride = (size_t)samples->width * (size_t)samples->channels;
    if (setjmp(writer->escape))
        return false;
    jpeg_create_compress(library); /* keeps err and client_data */
    writer->target.init_destination = begin_output;
    writer->target.empty_output_buffer = is_full;
    writer->target.term_destination = end_output;
    library->dest = &writer->target;
    library->image_width = samples->width;
    library->image_height = samples->height;
    library->input_components = samples->channels;
    library->in_color_space = samples->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(library);
    jpeg_set_quality(library, QUALITY, TRUE);
    library->dct_method = JDCT_ISLOW;
    library->optimize_coding = TRUE;
    jpeg_start_compress(library, TRUE);
    while (library->next_scanline < library->image_height) {
        JSAMPROW row = samples->color + library->next_scanline * stride;
        jpeg_write_scanlines(library, &row, 1);
    }
    jpeg_finish_compress(library);
    return true;
}

bool sei_image_encode_jpeg(sei_arena *arena, const sei_image_samples *samples, sei_str *bytes) {
    if (samples->alpha || samples->width > JPEG_MAX_DIMENSION ||
        samples->height > JPEG_MAX_DIMENSION)
        return false;
    jpeg_writer *writer = SEI_NEW(arena, jpeg_writer);
    writer->samples = samples;
    writer->room_size = (size_t)samples->width * samples->height * (size_t)samples->channels / 2;
    writer->room = SEI_TAKE_ARRAY(arena, uint8_t, writer->room_size + 1);
    writer->library.err = jpeg_std_error(&writer->errors);
    writer->library.client_data = writer;
    writer->errors.error_exit = on_error;
    writer->errors.emit_message = on_message;
    bool is_written = write_image(writer);
    *bytes =
        (sei_str){(const char *)writer->room, writer->room_size - writer->target.free_in_buffer};
    jpeg_destroy_compress(&writer->library);
    return is_written;
}
