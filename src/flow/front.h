/* What the pages of front and back matter share: lines of text that take whole grid lines. */
#ifndef SEI_FLOW_FRONT_H
#define SEI_FLOW_FRONT_H

#include "flow/emit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_front_line {
    sei_str text;
    sei_face_role role;
    bool bold;
    int32_t size; /* em/1000 of the text */
    sei_style_align align;
} sei_front_line;

/* Empty grid lines that stay at a page's top too. */
void sei_front_add_blank(sei_layout *layout, int lines);
/* A text that takes as many grid lines as its size asks for; nothing when it is empty. */
void sei_front_add_text(sei_layout *layout, sei_front_line line);
/* A grid line with a rule over the measure in its middle. */
void sei_front_add_rule(sei_layout *layout, sei_length width, sei_rgb color);
/* The book's title in the first of the sizes (em/1000 of the text, ended by 0) in which it takes no
 * more than so many lines and than a third of the page, else in the last. */
void sei_front_add_title(sei_layout *layout, const int32_t *sizes, uint32_t lines_max,
                         sei_style_align align);
/* Makes the section a page: its strip of this number, which is empty, grows until the page is full;
 * where there is too much for a page, empty strips shrink to a line each. */
void sei_front_fit(sei_layout *layout, size_t spring);
/* The grid lines that all strips of the section take. */
int sei_front_lines_used(const sei_layout *layout);

/* The face of what is no title: the text's own, so that a book in gothic is gothic throughout. */
sei_face_role sei_front_face(const sei_layout *layout);

/* The book's authors as the language joins them, "" for none. */
sei_str sei_front_authors(const sei_layout *layout);
/* The same as a title page says who wrote the book: 甲野　乙野　著. */
sei_str sei_front_by_line(const sei_layout *layout);
/* The book's date as the language writes it: 2024年11月29日, 29 November 2024; what is no date is
 * left as it is written, "" for none. */
sei_str sei_front_date(const sei_layout *layout);

#ifdef __cplusplus
}
#endif

#endif
