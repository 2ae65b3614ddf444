/* Every limit once: what no input may exceed (spec/robustness; DESIGN, Memory). Each has a
 * diagnostic or a status, and a test. */
#ifndef SEI_BASE_LIMITS_H
#define SEI_BASE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_LIMIT_FILE ((size_t)64 << 20)        /* bytes of one note, image or style file */
#define SEI_LIMIT_FONT_FILE ((size_t)256 << 20)  /* bytes of one font file (CJK collections) */
#define SEI_LIMIT_JOB_MEMORY ((size_t)4 << 30)   /* bytes of one job, our allocators */
#define SEI_LIMIT_CMARK_BASE ((size_t)256 << 20) /* bytes of cmark, plus: */
#define SEI_LIMIT_CMARK_FACTOR 150               /* … this many bytes a byte of the note */
#define SEI_LIMIT_NESTING 100                    /* containers in one another in a note */
#define SEI_LIMIT_TABLE_CELLS ((size_t)0x80000)  /* cells that cmark may complete in one table */
#define SEI_LIMIT_DELIMITERS ((size_t)2048)      /* emphasis marks in one paragraph */
#define SEI_LIMIT_BRACKETS ((size_t)1000)        /* brackets open at once in one paragraph */
#define SEI_LIMIT_INLINE_NOTES ((size_t)8)       /* inline notes in one another */
#define SEI_LIMIT_YAML_BYTES ((size_t)64 << 10)  /* of front matter */
#define SEI_LIMIT_YAML_DEPTH 32
#define SEI_LIMIT_YAML_EVENTS 10000
#define SEI_LIMIT_CHAPTERS ((size_t)20000)       /* parts and chapters of one book */
#define SEI_LIMIT_BOOK_BYTES ((size_t)64 << 20)  /* of all notes that are a book's chapters */
#define SEI_LIMIT_GLOB_STEPS ((size_t)1 << 28)   /* characters that a book's patterns may compare */
#define SEI_LIMIT_EMBED_DEPTH 5                  /* as in Obsidian */
#define SEI_LIMIT_EMBED_BYTES ((size_t)64 << 20) /* of embedded notes in one document, or: */
#define SEI_LIMIT_EMBED_FACTOR 100               /* … this many times the input */
#define SEI_LIMIT_OUTSIDE_BYTES                                                                    \
    ((size_t)32 << 20)                             /* of notes parsed only to check links to them  \
                                                    */
#define SEI_LIMIT_IMAGE_PIXELS ((size_t)100000000) /* of one image */
#define SEI_LIMIT_IMAGE_BYTES ((size_t)1 << 30)    /* decoded, of one document */
#define SEI_LIMIT_PREVIEW_PIXELS ((uint64_t)1 << 29) /* of all pictures of a preview */
#define SEI_LIMIT_SHAPE_RUN 4096                     /* characters shaped at once */
#define SEI_LIMIT_MARKS 30                           /* combining marks on one base (UAX #15) */
#define SEI_LIMIT_WALK_DEPTH 64                      /* folders in one another in a vault */
#define SEI_LIMIT_PDF_BYTES ((size_t)2147000000)     /* libharu's offsets are 31 bits */
#define SEI_LIMIT_PDF_STRING ((size_t)32767) /* bytes of one PDF string (ISO 19005-2, 6.1.13) */
#define SEI_LIMIT_OUTLINE_DEPTH 64
#define SEI_LIMIT_REPORT_LINES ((size_t)100000)    /* of one document, in `check` */
#define SEI_LIMIT_REPORT_BYTES ((size_t)256 << 20) /* of one worker */

#ifdef __cplusplus
}
#endif

#endif
