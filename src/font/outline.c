/* A glyph's outline → SVG path data in font units, y upward: for covers, which are drawn rather
 * than set. The path's room is taken before FreeType walks the outline, so that no step of it can
 * fail or unwind. */
#include "font/face.h"

#include FT_OUTLINE_H

#define STEP_BYTES 72 /* of the longest step: a letter and six numbers */

static int move_to(const FT_Vector *to, void *path) {
    sei_buf_print(path, "M%ld %ld", to->x, to->y);
    return 0;
}

static int line_to(const FT_Vector *to, void *path) {
    sei_buf_print(path, "L%ld %ld", to->x, to->y);
    return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *path) {
    sei_buf_print(path, "Q%ld %ld %ld %ld", control->x, control->y, to->x, to->y);
    return 0;
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
                    void *path) {
    sei_buf_print(path, "C%ld %ld %ld %ld %ld %ld", first->x, first->y, second->x, second->y, to->x,
                  to->y);
    return 0;
}

void sei_face_outline(const sei_face *face, uint32_t glyph, sei_buf *path) {
    static const FT_Outline_Funcs steps = {move_to, line_to, conic_to, cubic_to, 0, 0};
    FT_GlyphSlot slot = face->ft_face->glyph;
    if (glyph >= face->info.glyph_count ||
        FT_Load_Glyph(face->ft_face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_IGNORE_TRANSFORM) != 0 ||
        slot->format != FT_GLYPH_FORMAT_OUTLINE)
        return;
    size_t step_count = (size_t)slot->outline.n_points + 2 * (size_t)slot->outline.n_contours;
    sei_buf_reserve(path, step_count * STEP_BYTES);
    FT_Outline_Decompose(&slot->outline, &steps, path);
}
