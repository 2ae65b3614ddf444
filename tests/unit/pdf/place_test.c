/* Glyphs stand where the display list says: mutool's structured text is compared with it. */
#include "sample.h"

#define HAIR 0.02 /* pt */

/* The places of the characters on the file's pages, in order. */
typedef SEI_VEC(double) places;

static places find_places(sample *s, int fd) {
    places found = {0};
    sei_str text = sample_command(s, "mutool draw -q -N -F stext @", fd);
    const char *at = strstr(text.at, "<char ");
    for (; at; at = strstr(at + 1, "<char ")) {
        const char *x = strstr(at, " x=\"");
        const char *y = strstr(at, " y=\"");
        SEI_VEC_ADD(&s->arena, &found, strtod(x + 4, NULL));
        SEI_VEC_ADD(&s->arena, &found, strtod(y + 4, NULL));
    }
    return found;
}

/* How far the worst glyph of the page's first run stands off its place. */
static double worst(sample *s) {
    int fd = sample_write(s);
    sample_check(s, fd);
    places found = find_places(s, fd);
    close(fd);
    const sei_draw *draw = &s->page[0].draws[0];
    const sei_run *run = draw->as.run.run;
    double most = 0;
    CHECK_INT(found.size / 2, run->glyph_count);
    for (size_t i = 0; i < run->glyph_count && 2 * i < found.size; i++) {
        double x = (double)(draw->as.run.x + run->glyphs[i].along) / SEI_POINT;
        double y = (double)(draw->as.run.y - run->glyphs[i].across) / SEI_POINT;
        double dx = found.at[2 * i] > x ? found.at[2 * i] - x : x - found.at[2 * i];
        double dy = found.at[2 * i + 1] > y ? found.at[2 * i + 1] - y : y - found.at[2 * i + 1];
        most = dx > most ? dx : most;
        most = dy > most ? dy : most;
    }
    return most;
}

/* Adds to every gap an amount that does not come round in thousandths of an em, as justifying does.
 */
static sei_run *justify(sample *s, const sei_run *run, sei_length gap) {
    sei_run *justified = SEI_NEW(&s->arena, sei_run);
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s->arena, sei_glyph, run->glyph_count);
    *justified = *run;
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        glyphs[i] = run->glyphs[i];
        glyphs[i].along += (sei_length)i * gap;
    }
    justified->glyphs = glyphs;
    return justified;
}

/* No letters that make ligatures: one character a glyph. */
#define LATIN                                                                                      \
    "A line must end where the measure ends, however many letters stand on it, and no rounding "   \
    "may ever add up to more than a hair: who sets, ends where the measure ends"

static double worst_of(const char *text, sei_length size, sei_length gap) {
    sample s;
    sample_open(&s);
    size_t at = 0;
    const sei_face *face = sample_face(&s, sei_utf8_next(sei_str_from(text), &at));
    sei_run *run = justify(&s, sample_run(&s, face, size, text), gap);
    sample_place(&s, 0, run, 3 * SEI_POINT + 7, 60 * SEI_POINT + 3);
    double most = worst(&s);
    sample_close(&s);
    return most;
}

#define CHECK_PLACES(text, size, gap)                                                              \
    do {                                                                                           \
        double most = worst_of((text), (size), (gap));                                             \
        if (most > HAIR)                                                                           \
            fprintf(stderr, "off by %.4f pt\n", most);                                             \
        CHECK(most <= HAIR);                                                                       \
    } while (0)

TEST(solid_lines_stand_exactly) {
    CHECK_PLACES(LATIN, 4 * SEI_POINT + 511, 0);
    CHECK_PLACES("いろはにほへとちりぬるをわかよたれそつねならむ", 9 * SEI_POINT + 333, 0);
}

TEST(justified_lines_stand_exactly) {
    for (sei_length gap = -37; gap <= 101; gap += 23) {
        CHECK_PLACES(LATIN, 4 * SEI_POINT + 100, gap);
        CHECK_PLACES("いろはにほへと、ちりぬるをわかよたれそ。", 9 * SEI_POINT + 333, gap);
    }
}

TEST(large_type_stands_exactly) {
    CHECK_PLACES("Große Titel", 72 * SEI_POINT + 5, 31);
    CHECK_PLACES("大見出し", 90 * SEI_POINT + 511, 77);
}

TEST(raised_glyphs_stand_exactly) {
    sample s;
    sample_open(&s);
    sei_run *run = justify(&s, sample_run(&s, sample_face(&s, 'a'), 10 * SEI_POINT, "raised"), 13);
    sei_glyph *glyphs = SEI_NEW_ARRAY(&s.arena, sei_glyph, run->glyph_count);
    memcpy(glyphs, run->glyphs, run->glyph_count * sizeof *glyphs);
    glyphs[2].across = 2 * SEI_POINT + 100;
    glyphs[4].across = -SEI_POINT - 33;
    run->glyphs = glyphs;
    sample_place(&s, 0, run, 50 * SEI_POINT, 60 * SEI_POINT);
    CHECK(worst(&s) <= HAIR);
    sample_close(&s);
}

/* A slanted run leans; its glyphs' origins stay on their places. */
TEST(slanted_runs_keep_their_places) {
    sample s;
    sample_open(&s);
    sei_run *run = justify(&s, sample_run(&s, sample_face(&s, 'a'), 12 * SEI_POINT, "lean"), 7);
    run->slanted = true;
    sample_place(&s, 0, run, 50 * SEI_POINT, 60 * SEI_POINT);
    CHECK(worst(&s) <= HAIR);
    int fd = sample_write(&s);
    sei_str trace = sample_command(&s, "mutool draw -q -N -F trace @", fd);
    CHECK(sei_str_find(trace, SEI_STR("trm=\"12 0 2.55"), 0) != SEI_STR_NONE);
    close(fd);
    sample_close(&s);
}

int main(void) {
    if (sample_has("mutool")) {
        RUN(solid_lines_stand_exactly);
        RUN(justified_lines_stand_exactly);
        RUN(large_type_stands_exactly);
        RUN(raised_glyphs_stand_exactly);
        RUN(slanted_runs_keep_their_places);
    } else {
        CHECK(true);
    }
    return TEST_RESULT();
}
