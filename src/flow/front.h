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
/* The grid lines that all strips of the section take. */
int sei_front_lines_used(const sei_layout *layout);

/* The book's authors as the language joins them, "" for none. */
sei_str sei_front_authors(const sei_layout *layout);
/* The book's date as the language writes it: 2024年11月29日, 29 November 2024; what is no date is
 * left as it is written, "" for none. */
sei_str sei_front_date(const sei_layout *layout);

#ifdef __cplusplus
}
#endif

#endif
