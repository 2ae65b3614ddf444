/* What the files of this layer share: one PDF document while it is made.
 *
 * Work goes in the order of document.c. Every part adds its objects through object.h and its
 * entries of the catalog to `catalog`. What libharu writes at the end is borrowed from `arena`
 * until then. */
#ifndef SEI_PDF_DOCUMENT_H
#define SEI_PDF_DOCUMENT_H

#include <hpdf.h>

#include "base/vec.h"
#include "font/font.h"
#include "pdf/pdf.h"
#include "pdf/sheet.h"
#include "pdf/structure.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef HPDF_FAILED_TO_ALLOC_MEM /* the spelling of libharu before 2.4 */
#define HPDF_FAILED_TO_ALLOC_MEM HPDF_FAILD_TO_ALLOC_MEM
#endif

/* A glyph of a face as the document uses it. */
typedef struct sei_pdf_glyph {
    uint32_t text; /* what it stands for: sei_pdf_text_key; 0: not used */
    int32_t width; /* 1/1000 em, the integer that /W says */
    uint16_t code; /* its id in the subset, which the page's operators show */
    bool is_guess; /* its text is only its share of a cluster of several glyphs */
} sei_pdf_glyph;

typedef struct sei_pdf_font {
    const sei_face *face;
    const sei_face_info *info;
    sei_pdf_glyph *glyphs; /* by glyph id, info->glyph_count of them */
    uint32_t space;        /* glyph of U+0020, 0: none */
    uint32_t hyphen;       /* glyph of U+002D, 0: none */
    uint32_t number;       /* of its object; 0: no glyph of it is shown */
    uint32_t page;         /* page number + 1 on which it was named last */
} sei_pdf_font;

/* What the scan of the pages found out about a run; in the order of the draws. */
typedef struct sei_pdf_run {
    uint32_t font; /* in the document's fonts */
    bool is_plain; /* every glyph is one character that its ToUnicode tells, on the baseline */
} sei_pdf_run;

/* An asset as the document uses it. */
typedef struct sei_pdf_image {
    bool is_used;
    sei_length width;     /* the largest that it is placed at */
    const sei_node *node; /* the first place, for messages; may be NULL */
    uint32_t number;      /* of its object; 0: it cannot be drawn */
    bool has_mask;        /* parts of it are transparent */
    uint32_t page;        /* page number + 1 on which it was named last */
} sei_pdf_image;

/* An object stream. */
typedef struct sei_pdf_packed {
    sei_str bytes; /* compressed */
    size_t header; /* size of its header */
} sei_pdf_packed;

/* Objects in object streams: pack.h. */
typedef struct sei_pdf_pack {
    uint32_t reserved;         /* numbers behind libharu's */
    SEI_VEC(uint32_t) numbers; /* of the objects so far */
    SEI_VEC(sei_pdf_packed) streams;
    sei_buf header, body; /* of the stream in the making */
} sei_pdf_pack;

typedef struct sei_pdf_document {
    const sei_pdf_request *request;
    sei_status *status;
    sei_arena arena;   /* what the file is made of, until it is written */
    sei_arena scratch; /* taken back within a part */
    sei_buf entries;   /* of the object being made */
    sei_buf stream;    /* of the stream being made */
    sei_buf packed;    /* the same, compressed */
    sei_buf catalog;   /* entries of the catalog so far */
    struct libdeflate_compressor *compressor;

    HPDF_Doc haru;
    HPDF_STATUS error; /* libharu's first */

    SEI_VEC(sei_pdf_font) fonts;
    SEI_VEC(sei_str) texts; /* what glyphs stand for that is no single character */
    SEI_VEC(sei_pdf_run) runs;
    sei_pdf_image *images;  /* by asset number */
    HPDF_Page *pages;       /* of the file: sheets where pages are imposed */
    sei_pdf_sheets *sheets; /* NULL: nothing is imposed, and the file is tagged */
    sei_str long_url;       /* the last address that got an action of its own, and that action */
    uint32_t long_action;
    sei_pdf_structure structure;
    sei_pdf_pack pack;
} sei_pdf_document;

/* font.c: the scan of all pages, then the font objects. */
void sei_pdf_font_collect(sei_pdf_document *document);
bool sei_pdf_font_add(sei_pdf_document *document);

/* image.c: what assets are placed how large, then their objects. */
void sei_pdf_image_collect(sei_pdf_document *document);
bool sei_pdf_image_add(sei_pdf_document *document);

/* content.c: a page's operators into document->stream, and its /Resources into document->entries.
 * *run counts the runs drawn so far, over all pages. */
void sei_pdf_content_write(sei_pdf_document *document, uint32_t page, size_t *run);

/* show.c: the glyphs of a run (at least one, in a font that has a number, of a size above 0),
 * inside a text object whose pen stands at the first glyph. */
void sei_pdf_show_run(const sei_pdf_document *document, const sei_run *run, const sei_pdf_run *note,
                      sei_buf *out);

/* link.c: the annotations of pages that stand on one page of the file; adds /Annots (and /Tabs) to
 * document->entries. */
void sei_pdf_link_add(sei_pdf_document *document, const uint32_t *pages, uint32_t page_count);

/* outline.c, label.c, icc.c, info.c: add their objects and their entries of the catalog. */
void sei_pdf_outline_add(sei_pdf_document *document);
void sei_pdf_label_add(sei_pdf_document *document);
void sei_pdf_icc_add(sei_pdf_document *document);
void sei_pdf_info_add(sei_pdf_document *document);

/* standard.c: the claims as XMP descriptions. */
void sei_pdf_standard_put(const sei_pdf_document *document, sei_buf *out);

/* output.c: writes all objects, the cross-reference table and the trailer to the descriptor. False
 * with document->status. */
bool sei_pdf_output_write(sei_pdf_document *document, int fd);

#ifdef __cplusplus
}
#endif

#endif
