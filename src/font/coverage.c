/* A glyph's outline → how much of each pixel it covers: for pictures of pages. The outline is taken
 * in font units and transformed once, exactly where it stands; nothing is hinted, so that a picture
 * shows the page as print does. The mask's room is taken before FreeType draws, so that no step of
 * it can unwind, and never reaches beyond the picture, whatever a font says. */
#include <string.h>

#include "font/face.h"

#include FT_OUTLINE_H

#define UNIT 64             /* of a pixel: FreeType's 26.6 */
#define SLANT_NUMERATOR 218 /* tan 12 degrees in 1/1024 */

static bool load_outline(const sei_face *face, uint32_t glyph, FT_Outline **outline) {
    const FT_GlyphSlot slot = face->ft_face->glyph;
    *outline = &slot->outline;
    return glyph < face->info.glyph_count &&
           FT_Load_Glyph(face->ft_face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_IGNORE_TRANSFORM) == 0 &&
           slot->format == FT_GLYPH_FORMAT_OUTLINE && slot->outline.n_points > 0;
}

/* Font units to 1/64 pixel, sheared when it is slanted. */
static void scale_outline(const sei_face *face, const sei_glyph_pen *pen, FT_Outline *outline) {
    const FT_Fixed scale = (FT_Fixed)(pen->em * 65536 / face->info.units_per_em);
    FT_Matrix matrix = {.xx = scale, .yy = scale};
    if (pen->slanted)
        matrix.xy = scale * SLANT_NUMERATOR / 1024;
    FT_Outline_Transform(outline, &matrix);
}

static int64_t floor_pixel(int64_t place) {
    return place >= 0 ? place / UNIT : -((UNIT - 1 - place) / UNIT);
}

static int64_t clamp(int64_t value, int64_t most) {
    return value < 0 ? 0 : value > most ? most : value;
}

/* The pixels that the outline can touch, within the picture. */
static bool place_mask(const FT_Outline *outline, const sei_glyph_pen *pen, sei_glyph_mask *mask) {
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    const int64_t left = clamp(floor_pixel(pen->x + box.xMin), pen->width);
    const int64_t right = clamp(floor_pixel(pen->x + box.xMax) + 1, pen->width);
    const int64_t top = clamp(floor_pixel(pen->y - box.yMax), pen->height);
    const int64_t bottom = clamp(floor_pixel(pen->y - box.yMin) + 1, pen->height);
    *mask = (sei_glyph_mask){.x = (uint32_t)left, .y = (uint32_t)top};
    if (right <= left || bottom <= top)
        return false;
    mask->width = (uint32_t)(right - left);
    mask->height = (uint32_t)(bottom - top);
    return true;
}

bool sei_face_cover(const sei_face *face, sei_arena *arena, uint32_t glyph,
                    const sei_glyph_pen *pen, sei_glyph_mask *mask) {
    FT_Outline *outline;
    if (!load_outline(face, glyph, &outline))
        return false;
    scale_outline(face, pen, outline);
    if (!place_mask(outline, pen, mask))
        return false;
    const size_t size = (size_t)mask->width * mask->height;
    uint8_t *coverage = sei_arena_alloc(arena, size);
    memset(coverage, 0, size);
    mask->coverage = coverage;
    FT_Outline_Translate(outline, (FT_Pos)(pen->x - (int64_t)mask->x * UNIT),
                         (FT_Pos)(((int64_t)mask->y + mask->height) * UNIT - pen->y));
    const FT_Bitmap bitmap = {.rows = mask->height,
                              .width = mask->width,
                              .pitch = (int)mask->width,
                              .buffer = coverage,
                              .num_grays = 256,
                              .pixel_mode = FT_PIXEL_MODE_GRAY};
    return FT_Outline_Get_Bitmap(face->ft_face->glyph->library, outline, &bitmap) == 0;
}
