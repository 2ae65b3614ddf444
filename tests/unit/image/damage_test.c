/* Damaged images: every sample cut off at every byte and with every byte changed. Whatever comes of
 * it, nothing crashes, no decoder's memory is lost when the budget is spent (LeakSanitizer says
 * so), and what is decoded has the size that was told. */
#include "sample.h"

/* What librsvg's text keeps for the process's life. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libfontconfig\nleak:libpango\n";
}

#define BUDGET ((size_t)24 << 20)

static const char *const names[] = {
    "grey-1.png",  "grey-alpha-16.png", "rgb-trns.png",    "rgba-16-interlaced.png",
    "profile.png", "palette-trns.png",  "palette-2.png",   "rgb.jpg",
    "grey.jpg",    "progressive.jpg",   "cmyk.jpg",        "exif-6.jpg",
    "plain.gif",   "interlaced.gif",    "transparent.gif", "animated.gif",
    "lossy.webp",  "lossless.webp",     "alpha.webp",      "animated.webp",
    "lossy.avif",  "alpha.avif",        "animated.avif",   "turned-5.avif"};

static const char svg[] =
    "<?xml version='1.0'?><!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg' width='9' "
    "height='8'"
    " viewBox='0 0 9 8'><style>p{fill:red}</style><defs><g id='a'><path d='M0 0h5v5z'/></g></defs>"
    "<use href='#a'/><text x='1' y='5'>a&amp;b<![CDATA[c]]></text></svg>";

static size_t decoded_count;

/* Decodes in an arena of its own; running out of its memory ends it as a job would. */
static void decode_once(sei_str bytes) {
    sei_memory own;
    sei_arena scratch;
    jmp_buf escape;
    sei_memory_init(&own, sei_allocator_system(), BUDGET);
    sei_arena_init(&scratch, &own);
    own.escape = &escape;
    if (setjmp(escape) == 0) {
        sei_image_samples samples;
        sei_image_info info;
        sei_status failed = {0};
        bool damaged;
        if (sei_image_decode(&scratch, bytes, 8, &samples, &damaged, &failed)) {
            decoded_count++;
            CHECK(sei_image_probe(bytes, &info, &failed));
            CHECK(info.kind == SEI_IMAGE_SVG || samples.width == info.width);
            CHECK(samples.channels == 1 || samples.channels == 3);
            CHECK(samples.color != NULL);
        } else {
            CHECK(failed.code == SEI_FAILED_INPUT && failed.message[0]);
        }
    }
    sei_memory_fini(&own);
}

static void damage(sei_str bytes, size_t step) {
    static const unsigned char masks[] = {0x01, 0x80, 0xFF};
    char copy[2048];
    CHECK(bytes.size <= sizeof copy);
    decode_once(bytes);
    for (size_t size = 0; size < bytes.size; size += step)
        decode_once(sei_str_slice(bytes, 0, size));
    for (size_t at = 0; at < bytes.size; at += step) {
        memcpy(copy, bytes.at, bytes.size);
        copy[at] = (char)((unsigned char)copy[at] ^ masks[at / step % sizeof masks]);
        decode_once((sei_str){copy, bytes.size});
    }
}

TEST(damaged_bitmaps_harm_nothing) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t before = decoded_count;
        damage(sample_read(names[i]), 1);
        CHECK(decoded_count > before);
    }
}

TEST(damaged_drawings_harm_nothing) {
    size_t before = decoded_count;
    damage(sei_str_from(svg), 1);
    CHECK(decoded_count > before);
}

int main(void) {
    sample_start();
    RUN(damaged_bitmaps_harm_nothing);
    RUN(damaged_drawings_harm_nothing);
    sample_end();
    return TEST_RESULT();
}
