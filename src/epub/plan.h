/* The plan of an EPUB: which file each part of the book goes to, and what names and ids the parts
 * have. Everything else in this layer reads it. */
#ifndef SEI_EPUB_PLAN_H
#define SEI_EPUB_PLAN_H

#include "base/vec.h"
#include "epub/epub.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An XHTML file of the text: a stretch of a chapter's blocks. */
typedef struct sei_epub_file {
    sei_str name; /* "text/c001.xhtml" */
    const sei_node *chapter;
    const sei_node *first;  /* block; NULL in an empty chapter */
    const sei_node *end;    /* the block behind the last, or NULL */
    const sei_node **notes; /* footnotes whose first mark is in it, by number */
    size_t note_count;
} sei_epub_file;

/* An image as it is shipped. */
typedef struct sei_epub_image {
    sei_str name; /* "image/img001.png"; "" when it cannot be shown */
    const char *media_type;
    sei_str bytes;
} sei_epub_image;

/* The marks that refer to one note, in document order. */
typedef SEI_VEC(const sei_node *) sei_epub_marks;

typedef struct sei_epub_plan {
    const sei_epub_request *request;
    sei_epub_file *files;
    size_t file_count;
    sei_epub_image *images;              /* by asset number */
    const uint32_t *file_of_note;        /* by node id: number of the file that holds a NOTE */
    const sei_epub_marks *marks_of_note; /* by node id */
} sei_epub_plan;

/* Splits chapters at headings of depth 1 and, between blocks, before a file would pass the size
 * that e-readers take (spec/epub, 4). */
void sei_epub_plan_make(sei_epub_plan *plan, const sei_epub_request *request);

/* The file that a node stands in. */
const sei_epub_file *sei_epub_plan_file_of(const sei_epub_plan *plan, const sei_node *node);

/* A node's id in its file, "" when it has none: headings, notes and what links lead to have one. */
sei_str sei_epub_plan_id(const sei_epub_plan *plan, const sei_node *node);

/* The id of a mark: one for each that refers to a note. */
sei_str sei_epub_plan_mark_id(const sei_epub_plan *plan, const sei_node *note, uint32_t mark);

#ifdef __cplusplus
}
#endif

#endif
