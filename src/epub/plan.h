/* The plan of an EPUB: which file each part of the book goes to, and what names and ids the parts
 * have. Everything else in this layer reads it. */
#ifndef SEI_EPUB_PLAN_H
#define SEI_EPUB_PLAN_H

#include "base/vec.h"
#include "epub/fonts.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_epub_file_kind {
    SEI_EPUB_COVER,
    SEI_EPUB_HALF_TITLE,
    SEI_EPUB_TITLE_PAGE,
    SEI_EPUB_CONTENTS, /* the navigation document, shown among the pages */
    SEI_EPUB_TEXT,
    SEI_EPUB_COLOPHON,
    SEI_EPUB_BACK_COVER /* of a book with a description */
} sei_epub_file_kind;

/* An XHTML file of the spine. A file of TEXT holds a part's title, a stretch of a chapter's blocks,
 * or both: a part and the text that introduces it. */
typedef struct sei_epub_file {
    sei_epub_file_kind kind;
    sei_str name;            /* from the package's folder: "text/c001.xhtml" */
    const sei_node *part;    /* whose title opens the file; NULL: none */
    const sei_node *chapter; /* NULL: no chapter's text is in it */
    const sei_node *first;   /* block, maybe inside others; NULL in an empty chapter */
    size_t first_at;         /* bytes of a first CODE_BLOCK's text that earlier files hold */
    const sei_node *end;     /* the block behind the last, maybe inside others, or NULL */
    size_t end_at;           /* not 0: the end is code, whose text is here up to this byte */
    uint32_t first_id;       /* of its first node */
    const sei_node **notes;  /* footnotes whose first mark is in it, by number */
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

/* A line of the navigation. */
typedef struct sei_epub_entry {
    const sei_node *node; /* PART, CHAPTER or HEADING */
    sei_str title;        /* with its number */
    sei_str href;         /* from the package's folder */
    int depth;            /* 1 … 6, at most one more than that of the entry before */
} sei_epub_entry;

/* Where a page of the PDF begins. */
typedef struct sei_epub_page_break {
    const sei_node *node;      /* the break stands before it or, in a TEXT, at an offset; NULL: */
    const sei_epub_file *file; /* of front or back matter, at whose beginning it stands */
    uint32_t id;   /* the node's; of front matter 0, of back matter UINT32_MAX: breaks' order */
    size_t offset; /* bytes; 0 in all but TEXT */
    sei_str label; /* the folio as printed */
} sei_epub_page_break;

typedef struct sei_epub_plan {
    const sei_epub_request *request;
    sei_epub_file *files; /* the spine */
    size_t file_count;
    size_t text_first, text_end; /* the files of TEXT among them; there is one at least */
    sei_epub_image *images;      /* by asset number */
    sei_epub_image made_cover;   /* of a book that gives none; "" name: there is none either */
    sei_epub_fonts fonts;
    const uint32_t *file_of_note;        /* by node id: number of the file that holds a NOTE */
    const sei_epub_marks *marks_of_note; /* by node id */
    const uint32_t *note_numbers;        /* by node id */
    const sei_str *numbers;              /* by node id: what is printed before a title */
    const sei_epub_entry *entries;       /* of the navigation; there is one at least */
    size_t entry_count;
    const sei_epub_page_break *breaks; /* by their ids and offsets */
    size_t break_count;
} sei_epub_plan;

/* Splits chapters at headings of depth 1 and, between blocks, before a file would pass the size
 * that e-readers take (spec/epub, 4); a block larger than that between its items, rows, blocks or
 * lines of code. Front and back matter as the style asks for it. */
void sei_epub_plan_make(sei_epub_plan *plan, const sei_epub_request *request);

/* The parts of the plan, in the order in which they are made. */
void sei_epub_plan_images(sei_epub_plan *plan);
void sei_epub_plan_numbers(sei_epub_plan *plan);
void sei_epub_plan_entries(sei_epub_plan *plan);
void sei_epub_plan_breaks(sei_epub_plan *plan);

/* The file that a node stands in. */
const sei_epub_file *sei_epub_plan_file_of(const sei_epub_plan *plan, const sei_node *node);

/* The first file of a kind, or NULL. */
const sei_epub_file *sei_epub_plan_find(const sei_epub_plan *plan, sei_epub_file_kind kind);

/* The cover's image, the book's or the made one; NULL: none. */
const sei_epub_image *sei_epub_plan_cover(const sei_epub_plan *plan);

/* Makes a cover of the title and the authors. False when the request brings no fonts or the title
 * is in a script that cannot be set so (cover.c). */
bool sei_epub_cover_make(const sei_epub_request *request, sei_epub_image *cover);

/* Whether the file holds its chapter's beginning. */
bool sei_epub_file_begins_chapter(const sei_epub_file *file);

/* Whether a part's or chapter's title is printed: a book of one chapter says it on the title page.
 */
bool sei_epub_plan_shows_title(const sei_epub_plan *plan, const sei_node *node);

/* A node's id in its file, "" when it has none: headings, notes and what links lead to have one. */
sei_str sei_epub_plan_id(const sei_epub_plan *plan, const sei_node *node);

/* The id of a mark: one for each that refers to a note. */
sei_str sei_epub_plan_mark_id(const sei_epub_plan *plan, const sei_node *note, uint32_t mark);

/* The id of a page break. */
sei_str sei_epub_plan_break_id(const sei_epub_plan *plan, const sei_epub_page_break *page_break);

#ifdef __cplusplus
}
#endif

#endif
