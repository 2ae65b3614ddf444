/* A picture that is drawn on: opaque RGB, white at first. Places are 1/64 pixel from its top left
 * corner, y downwards; what lies beyond its edges is left out. */
#ifndef SEI_RASTER_CANVAS_H
#define SEI_RASTER_CANVAS_H

#include "font/font.h"
#include "image/image.h"
#include "page/page.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_CANVAS_UNIT 64 /* of a pixel */

typedef struct sei_canvas_box {
    int64_t left, top, right, bottom;
} sei_canvas_box;

/* Makes a white picture on the arena. */
void sei_canvas_init(sei_image_samples *canvas, sei_arena *arena, uint32_t width, uint32_t height);

/* Fills a box; a pixel that it covers in part takes as much of the colour. */
void sei_canvas_fill(sei_image_samples *canvas, const sei_canvas_box *box, sei_color color);

/* Lays a colour through a glyph's mask. */
void sei_canvas_stamp(sei_image_samples *canvas, const sei_glyph_mask *mask, sei_color color);

/* Makes a picture without colour one of greys: one channel. */
void sei_canvas_settle(sei_image_samples *canvas);

/* Lays an image over a box, stretched to it and smoothed between its samples. */
void sei_canvas_place(sei_image_samples *canvas, const sei_canvas_box *box,
                      const sei_image_samples *image);

#ifdef __cplusplus
}
#endif

#endif
