/* The book: one immutable document tree with all that writers need to know of it. Made by book/
 * (for one note too: a book of one chapter), read by flow, pdf and epub. */
#ifndef SEI_DOC_BOOK_H
#define SEI_DOC_BOOK_H

#include "base/buf.h"
#include "base/source.h"
#include "doc/node.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_asset_kind {
    SEI_ASSET_BROKEN, /* found, but no image that can be decoded */
    SEI_ASSET_PNG,
    SEI_ASSET_JPEG,
    SEI_ASSET_GIF,
    SEI_ASSET_WEBP,
    SEI_ASSET_AVIF,
    SEI_ASSET_SVG
} sei_asset_kind;

/* A file that the book shows: read once, used wherever it is named. */
typedef struct sei_asset {
    sei_str path; /* relative to the vault */
    sei_asset_kind kind;
    sei_str bytes;          /* of the file */
    uint32_t width, height; /* pixels as shown (upright); SVG: CSS px; 0 when broken */
    bool is_damaged;        /* only part of it decodes: it must not be shipped as it is */
} sei_asset;

/* A target that links lead to. */
typedef struct sei_anchor {
    const sei_node *node; /* a block, heading, note, chapter or ANCHOR */
} sei_anchor;

/* Dates as written in the front matter, ISO 8601 or nearly; "" when absent. */
typedef struct sei_book_info {
    sei_str title; /* never empty */
    sei_str subtitle;
    const sei_str *authors;
    size_t author_count;
    const sei_str *tags; /* without '#' */
    size_t tag_count;
    sei_str date, created, modified;
    sei_str description, publisher, rights, url;
    sei_str version;    /* of the text: "第2版", "1.2" */
    sei_str identifier; /* given, else "urn:uuid:…" of the note's vault path (version 5) */
    sei_lang lang;      /* never SEI_LANG_NONE */
    sei_str lang_tag;   /* as given, or sei_lang_tag(lang) */
} sei_book_info;

typedef struct sei_book {
    sei_book_info info;
    const sei_node *root; /* BOOK */
    uint32_t node_count;  /* ids are 1 … node_count */
    uint32_t first_paper; /* id from which on nodes stand beside the tree (sei_paper); 0: none */
    const sei_source *const *sources; /* by number */
    size_t source_count;
    const sei_asset *assets;
    size_t asset_count;
    const sei_anchor *anchors; /* anchor number n is anchors[n - 1] */
    size_t anchor_count;
    uint32_t cover; /* number of the asset + 1, 0: none */
} sei_book;

/* The day that a title page and a colophon give: the first of date, modified and created, without
 * its time; "" when there is none. */
sei_str sei_book_date(const sei_book_info *info);

/* The tree as text, a node a line, indented two spaces a level:
 *     heading level=2 depth=2 anchor=3 @12:1
 *       text "概要" @12:4
 * Attributes that are zero or empty are left out, and a chapter's depth of 1; strings are
 * JSON-escaped; @line:column is the place in the source ("@1/12:1" for source 1 where there is more
 * than one). */
void sei_doc_dump(const sei_node *root, const sei_source *const *sources, size_t source_count,
                  sei_buf *out);
/* Metadata, assets and anchors before the tree. */
void sei_book_dump(const sei_book *book, sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
