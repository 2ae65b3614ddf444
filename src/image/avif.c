/* AVIF through libavif (ISO/IEC 23000-22); of a sequence the first frame. The library reads the
 * header as well, since only the item tree says which size is the image's and which its tiles' or
 * its thumbnail's. Its memory is not ours: nothing of the arena is taken while a decoder is open,
 * and its own limits keep it small. Turns and mirrors become the EXIF orientation that image.c
 * knows. */
#include <avif/avif.h>

#include "base/limits.h"
#include "image/codec.h"

/* irot turns against the clock in quarters, then imir mirrors: never, top to bottom, left to right.
 * The EXIF orientation that looks the same. */
static int orientation_of(const avifImage *image) {
    static const int orientations[4][3] = {{1, 4, 2}, {8, 5, 7}, {3, 2, 4}, {6, 7, 5}};
    bool turns = image->transformFlags & AVIF_TRANSFORM_IROT;
    bool mirrors = image->transformFlags & AVIF_TRANSFORM_IMIR;
#if AVIF_VERSION_MAJOR >= 1
    int axis = image->imir.axis;
#else
    int axis = image->imir.mode;
#endif
    return orientations[turns ? image->irot.angle & 3 : 0][mirrors ? 1 + (axis & 1) : 0];
}

/* A decoder of these bytes with their header read; NULL, with what the library says in *failure,
 * when there is none. One thread: the fence around a job counts them. */
static avifDecoder *open_decoder(sei_str bytes, const char **failure) {
    avifDecoder *decoder = avifDecoderCreate();
    if (!decoder) {
        *failure = avifResultToString(AVIF_RESULT_OUT_OF_MEMORY);
        return NULL;
    }
    decoder->maxThreads = 1;
    decoder->ignoreExif = AVIF_TRUE; /* AVIF's own properties say how it stands */
    decoder->ignoreXMP = AVIF_TRUE;
    decoder->imageSizeLimit = (uint32_t)SEI_LIMIT_IMAGE_PIXELS;
    decoder->strictFlags = AVIF_STRICT_DISABLED;
    avifResult result = avifDecoderSetIOMemory(decoder, (const uint8_t *)bytes.at, bytes.size);
    if (result == AVIF_RESULT_OK)
        result = avifDecoderParse(decoder);
    if (result == AVIF_RESULT_OK)
        return decoder;
    *failure = avifResultToString(result);
    avifDecoderDestroy(decoder);
    return NULL;
}

bool sei_avif_probe(sei_str bytes, sei_image_info *info, sei_status *status) {
    const char *failure = "";
    avifDecoder *decoder = open_decoder(bytes, &failure);
    if (!decoder)
        return sei_status_set(status, SEI_FAILED_INPUT, "the AVIF image cannot be read (%s)",
                              failure);
    info->orientation = orientation_of(decoder->image);
    bool is_sideways = info->orientation >= 5;
    info->width = is_sideways ? decoder->image->height : decoder->image->width;
    info->height = is_sideways ? decoder->image->width : decoder->image->height;
    info->is_lossy = true;
    avifDecoderDestroy(decoder);
    return true;
}

/* The first frame as RGBA into pixels that have the samples' size. */
static avifResult read_frame(avifDecoder *decoder, const sei_image_samples *samples,
                             uint8_t *pixels) {
    avifRGBImage rgb;
    avifResult result = avifDecoderNextImage(decoder);
    if (result != AVIF_RESULT_OK)
        return result;
    if (decoder->image->width != samples->width || decoder->image->height != samples->height)
        return AVIF_RESULT_DECODE_COLOR_FAILED; /* the frame contradicts the header */
    avifRGBImageSetDefaults(&rgb, decoder->image);
    rgb.depth = 8;
    rgb.format = AVIF_RGB_FORMAT_RGBA;
    rgb.pixels = pixels;
    rgb.rowBytes = samples->width * 4;
    return avifImageYUVToRGB(decoder->image, &rgb);
}

bool sei_avif_decode(sei_image_job *job) {
    const sei_image_info *info = &job->info;
    bool is_sideways = info->orientation >= 5;
    sei_memory *memory = job->arena->memory;
    sei_samples_new(job->samples, job->arena, is_sideways ? info->height : info->width,
                    is_sideways ? info->width : info->height, 3, true);
    size_t row = (size_t)job->samples->width * 4;
    uint8_t *pixels = sei_memory_resize(memory, NULL, row * job->samples->height);
    const char *failure = "";
    avifDecoder *decoder = open_decoder(job->bytes, &failure);
    bool decoded = false;
    if (decoder) {
        avifResult result = read_frame(decoder, job->samples, pixels);
        decoded = result == AVIF_RESULT_OK;
        failure = avifResultToString(result);
        avifDecoderDestroy(decoder);
    }
    for (uint32_t y = 0; decoded && y < job->samples->height; y++)
        sei_samples_put_row(job->samples, y, pixels + row * y);
    sei_memory_free(memory, pixels);
    return decoded ||
           sei_status_set(job->status, SEI_FAILED_INPUT, "the AVIF image is damaged (%s)", failure);
}
