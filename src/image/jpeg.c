/* JPEG through libjpeg-turbo. The header is read by our own walk over the markers (ITU-T T.81,
 * annex B): size, components, coding and EXIF orientation; the samples by the library, which
 * reports errors by longjmp and whose warnings say that the data is damaged. The samples' room is
 * taken before the library is opened. Progressive files are bounded by their number of scans, each
 * of which costs a walk over the whole image however small its data. */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "base/limits.h"
#include "image/codec.h"

#define SCANS_MAX 100
#define SCAN_PIXELS_MAX ((uint64_t)3000000000) /* scans times pixels */

enum {
    MARKER_SOF0 = 0xC0,
    MARKER_SOF2 = 0xC2,
    MARKER_DHT = 0xC4,
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1,
    MARKER_APP14 = 0xEE,
    MARKER_TEM = 0x01
};

/* EXIF 2.3: a TIFF header, then directory 0; orientation is the SHORT of tag 0x0112. */
static int exif_orientation(sei_str tiff) {
    bool is_big = sei_str_starts(tiff, SEI_STR("MM\0*"));
    if (tiff.size < 8 || (!is_big && !sei_str_starts(tiff, SEI_STR("II*\0"))))
        return 1;
    size_t at = is_big ? sei_big32(tiff, 4) : sei_little32(tiff, 4);
    if (at > tiff.size - 2)
        return 1;
    size_t count = is_big ? sei_big16(tiff, at) : sei_little16(tiff, at);
    for (at += 2; count-- > 0 && at <= tiff.size && tiff.size - at >= 12; at += 12) {
        uint32_t tag = is_big ? sei_big16(tiff, at) : sei_little16(tiff, at);
        uint32_t value = is_big ? sei_big16(tiff, at + 8) : sei_little16(tiff, at + 8);
        if (tag == 0x0112)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

typedef struct jpeg_header {
    uint32_t width, height;
    int components, precision;
    uint32_t frame; /* its marker; 0 before it is met */
    int orientation;
    bool has_jfif, has_adobe, is_rgb;
} jpeg_header;

static void read_frame(jpeg_header *header, uint32_t marker, sei_str segment) {
    if (header->frame || segment.size < 6)
        return;
    header->frame = marker;
    header->precision = (unsigned char)segment.at[0];
    header->height = sei_big16(segment, 1);
    header->width = sei_big16(segment, 3);
    header->components = (unsigned char)segment.at[5];
    header->is_rgb = header->components == 3 && segment.size >= 15 && segment.at[6] == 'R' &&
                     segment.at[9] == 'G' && segment.at[12] == 'B';
}

static void read_segment(jpeg_header *header, uint32_t marker, sei_str segment) {
    bool is_frame = marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
                    marker != MARKER_JPG && marker != MARKER_DAC;
    if (is_frame)
        read_frame(header, marker, segment);
    else if (marker == MARKER_APP0 && sei_str_starts(segment, SEI_STR("JFIF")))
        header->has_jfif = true;
    else if (marker == MARKER_APP14 && sei_str_starts(segment, SEI_STR("Adobe")))
        header->has_adobe = true;
    else if (marker == MARKER_APP1 && sei_str_starts(segment, SEI_STR("Exif\0\0")))
        header->orientation = exif_orientation(sei_str_slice(segment, 6, segment.size));
}

/* Walks the markers up to the first scan. */
static void read_markers(sei_str bytes, jpeg_header *header) {
    size_t at = 2;
    while (bytes.size - at >= 4) {
        uint32_t marker = (unsigned char)bytes.at[at + 1];
        if ((unsigned char)bytes.at[at] != 0xFF || marker == 0xFF) {
            at++; /* fill bytes, or noise that decoders pass over too */
            continue;
        }
        if (marker == 0 || marker == MARKER_TEM || (marker >= MARKER_RST0 && marker < MARKER_EOI)) {
            at += 2;
            continue;
        }
        size_t length = sei_big16(bytes, at + 2);
        if (marker == MARKER_SOS || marker == MARKER_EOI || length < 2 ||
            length > bytes.size - at - 2)
            return;
        read_segment(header, marker, sei_str_slice(bytes, at + 4, at + 2 + length));
        at += 2 + length;
    }
}

/* Whether an end marker stands near the end: a file that was cut off has none. */
static bool is_complete(sei_str bytes) {
    sei_str tail = sei_str_slice(bytes, bytes.size > 4096 ? bytes.size - 4096 : 0, bytes.size);
    return sei_str_find(tail, SEI_STR("\xFF\xD9"), 0) != SEI_STR_NONE;
}

/* A PDF reader must see the colours that we would: without a marker that says so, it takes three
 * components for YCbCr, libjpeg looks at their names. */
static bool passes_through(sei_str bytes, const jpeg_header *header) {
    bool is_coded = header->frame == MARKER_SOF0 || header->frame == MARKER_SOF2;
    bool is_plain = header->components == 1 || header->components == 3;
    bool is_clear = !header->is_rgb || header->has_jfif || header->has_adobe;
    return is_coded && is_plain && is_clear && header->precision == 8 && header->orientation == 1 &&
           is_complete(bytes);
}

bool sei_jpeg_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    jpeg_header header = {.orientation = 1};
    read_markers(bytes, &header);
    if (!header.frame)
        return sei_status_set(status, SEI_FAILED_INPUT, "the JPEG image has no frame header");
    if (header.precision != 8)
        return sei_status_set(status, SEI_FAILED_INPUT, "JPEG images of %d bits are not read",
                              header.precision);
    if (header.components != 1 && header.components != 3 && header.components != 4)
        return sei_status_set(status, SEI_FAILED_INPUT, "JPEG images of %d components are not read",
                              header.components);
    bool is_sideways = header.orientation >= 5;
    info->width = is_sideways ? header.height : header.width;
    info->height = is_sideways ? header.width : header.height;
    info->orientation = header.orientation;
    info->components = header.components;
    info->passes_through = passes_through(bytes, &header);
    info->is_lossy = true;
    return true;
}

typedef struct jpeg_reader {
    struct jpeg_decompress_struct library;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    sei_image_job *job;
    uint8_t *row; /* CMYK only: one row as stored */
    char message[JMSG_LENGTH_MAX];
} jpeg_reader;

static _Noreturn void on_error(j_common_ptr library) {
    jpeg_reader *reader = library->client_data;
    library->err->format_message(library, reader->message);
    longjmp(reader->escape, 1);
}

static void on_message(j_common_ptr library, int level) {
    if (level < 0)
        library->err->num_warnings++;
}

static void on_progress(j_common_ptr library) {
    jpeg_reader *reader = library->client_data;
    uint64_t pixels = (uint64_t)reader->library.image_width * reader->library.image_height;
    int scans = reader->library.input_scan_number;
    if (scans > SCANS_MAX || (uint64_t)scans * pixels > SCAN_PIXELS_MAX + pixels) {
        strcpy(reader->message, "too many scans");
        longjmp(reader->escape, 1);
    }
}

/* Adobe's files hold their inks inverted; no others are known to differ from that. */
static void convert_cmyk(const uint8_t *inks, uint8_t *color, uint32_t count, bool is_inverted) {
    for (uint32_t i = 0; i < count; i++, inks += 4, color += 3)
        for (int c = 0; c < 3; c++) {
            unsigned paper = is_inverted ? inks[c] : 255u - inks[c];
            unsigned light = is_inverted ? inks[3] : 255u - inks[3];
            color[c] = (uint8_t)((paper * light + 127) / 255);
        }
}

static bool start(jpeg_reader *reader) {
    struct jpeg_decompress_struct *library = &reader->library;
    const sei_image_samples *samples = reader->job->samples;
    sei_str bytes = reader->job->bytes;
    library->mem->max_memory_to_use = (long)SEI_LIMIT_IMAGE_BYTES;
    jpeg_mem_src(library, (const unsigned char *)bytes.at, bytes.size);
    jpeg_read_header(library, TRUE);
    if (library->image_width != samples->width || library->image_height != samples->height ||
        library->num_components != reader->job->info.components) {
        strcpy(reader->message, "contradicting headers");
        return false;
    }
    library->out_color_space = library->num_components == 1   ? JCS_GRAYSCALE
                               : library->num_components == 3 ? JCS_RGB
                                                              : JCS_CMYK;
    library->dct_method = JDCT_ISLOW;
    jpeg_start_decompress(library);
    return true;
}

static bool read_image(jpeg_reader *reader) {
    struct jpeg_decompress_struct *library = &reader->library;
    sei_image_samples *samples = reader->job->samples;
    if (setjmp(reader->escape))
        return false;
    jpeg_create_decompress(library); /* keeps err and client_data */
    library->progress = &reader->progress;
    if (!start(reader))
        return false;
    while (library->output_scanline < library->output_height) {
        uint8_t *color = samples->color + (size_t)library->output_scanline * samples->width *
                                              (size_t)samples->channels;
        JSAMPROW row = reader->row ? reader->row : color;
        jpeg_read_scanlines(library, &row, 1);
        if (reader->row)
            convert_cmyk(reader->row, color, samples->width, library->saw_Adobe_marker);
    }
    jpeg_finish_decompress(library);
    return true;
}

bool sei_jpeg_decode(sei_image_job *job) {
    const sei_image_info *info = &job->info;
    bool is_sideways = info->orientation >= 5;
    jpeg_reader *reader = SEI_NEW(job->arena, jpeg_reader);
    sei_samples_new(job->samples, job->arena, is_sideways ? info->height : info->width,
                    is_sideways ? info->width : info->height, info->components == 1 ? 1 : 3, false);
    if (info->components == 4)
        reader->row = sei_arena_alloc_array(job->arena, job->samples->width, 4);
    reader->job = job;
    reader->library.err = jpeg_std_error(&reader->errors);
    reader->library.client_data = reader;
    reader->errors.error_exit = on_error;
    reader->errors.emit_message = on_message;
    reader->progress.progress_monitor = on_progress;
    bool decoded = read_image(reader);
    bool has_rows = reader->library.output_scanline > 0;
    *job->damaged = !decoded || reader->errors.num_warnings > 0;
    jpeg_destroy_decompress(&reader->library);
    return decoded || has_rows ||
           sei_status_set(job->status, SEI_FAILED_INPUT, "the JPEG image is damaged (%s)",
                          reader->message);
}
