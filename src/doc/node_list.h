/* Every node kind once: X(NAME, "dump-name", shape). Shapes: BLOCK holds blocks, LEAF is a block
 * that holds inlines, VERBATIM a block that holds text of its own, INLINE holds inlines, ATOM holds
 * none. A switch over kinds has one call per case and no default (-Wswitch-enum): a new kind breaks
 * the build of every writer that ignores it. */
#ifndef SEI_DOC_NODE_LIST_H
#define SEI_DOC_NODE_LIST_H

/* clang-format off */
#define SEI_NODE_LIST(X)                                                                           \
    X(BOOK, "book", BLOCK)                     /* the root: parts and chapters */                  \
    X(PART, "part", BLOCK)                     /* a titled group of chapters and parts */          \
    X(CHAPTER, "chapter", BLOCK)               /* a note (or markdown's root); without a title: */  \
                                               /* text that belongs to the title above it */       \
    X(HEADING, "heading", LEAF)                                                                    \
    X(PARAGRAPH, "paragraph", LEAF)                                                                \
    X(LIST, "list", BLOCK)                                                                         \
    X(ITEM, "item", BLOCK)                                                                         \
    X(QUOTE, "quote", BLOCK)                                                                       \
    X(CALLOUT, "callout", BLOCK)               /* first child: CALLOUT_TITLE (may be empty) */     \
    X(CALLOUT_TITLE, "callout-title", LEAF)                                                        \
    X(CODE_BLOCK, "code-block", VERBATIM)                                                          \
    X(MATH_BLOCK, "math-block", VERBATIM)                                                          \
    X(TABLE, "table", BLOCK)                                                                       \
    X(CAPTION, "caption", LEAF)                /* first child of a TABLE that has one */           \
    X(ROW, "row", BLOCK)                                                                           \
    X(CELL, "cell", LEAF)                                                                          \
    X(FIGURE, "figure", LEAF)                  /* a block image; its children are the caption */   \
    X(RULE, "rule", BLOCK)                     /* a thematic break: no children */                 \
    X(PAGE_BREAK, "page-break", BLOCK)         /* no children */                                   \
    X(DIVISION, "division", BLOCK)             /* div, center, details: alignment or a title */    \
    X(EMBEDDED, "embedded", BLOCK)             /* a spliced note, heading or block */              \
    X(NOTES, "notes", BLOCK)                   /* last child of a chapter: its NOTEs by number */  \
    X(NOTE, "note", BLOCK)                     /* one footnote's body */                           \
    X(QR_CODE, "qr-code", BLOCK)               /* on paper: an address as a code to scan, with */  \
                                               /* its PARAGRAPH beside it */                       \
    X(INDEX_ENTRY, "index-entry", LEAF)        /* only after book: a word and LINKs to where it */ \
                                               /* stands; without any: the title of a group */     \
    X(TEXT, "text", ATOM)                                                                          \
    X(SOFT_BREAK, "soft-break", ATOM)          /* a newline that is a space in this text */        \
    X(LINE_BREAK, "line-break", ATOM)                                                              \
    X(EMPHASIS, "emphasis", INLINE)                                                                \
    X(STRONG, "strong", INLINE)                                                                    \
    X(STRIKE, "strike", INLINE)                                                                    \
    X(HIGHLIGHT, "highlight", INLINE)                                                              \
    X(UNDERLINE, "underline", INLINE)                                                              \
    X(SUPERSCRIPT, "superscript", INLINE)                                                          \
    X(SUBSCRIPT, "subscript", INLINE)                                                              \
    X(SMALL, "small", INLINE)                                                                      \
    X(KEYBOARD, "keyboard", INLINE)                                                                \
    X(SPAN, "span", INLINE)                    /* a language, or ruby's reading */                 \
    X(TERM, "term", INLINE)                    /* only after book: what a red sheet hides */       \
    X(BLANK, "blank", ATOM)                    /* only after book: a term to fill in, in a LINK */ \
                                               /* to its answer */                                 \
    X(CELL_LIST, "cell-list", INLINE)          /* a list in a CELL or CELL_ITEM: CELL_ITEMs */       \
    X(CELL_ITEM, "cell-item", INLINE)                                                              \
    X(CODE, "code", ATOM)                                                                          \
    X(MATH, "math", ATOM)                                                                          \
    X(TAG, "tag", ATOM)                                                                            \
    X(ANCHOR, "anchor", ATOM)                  /* an invisible target (HTML id) */                 \
    X(IMAGE, "image", ATOM)                    /* an inline image */                               \
    X(LINK, "link", INLINE)                                                                        \
    X(NOTE_MARK, "note-mark", ATOM)                                                                \
    X(WIKILINK, "wikilink", INLINE)            /* only before book: invariant 3 */                 \
    X(EMBED, "embed", ATOM)                    /* only before book */

/* The labels of a switch over inline kinds for all that are none: SEI_NODE_LIST(SEI_NODE_IF_BLOCK) */
#define SEI_NODE_IF_BLOCK(name, dump, shape) SEI_NODE_CASE_##shape(name)
#define SEI_NODE_CASE_BLOCK(name) case SEI_NODE_##name:
#define SEI_NODE_CASE_LEAF(name) case SEI_NODE_##name:
#define SEI_NODE_CASE_VERBATIM(name) case SEI_NODE_##name:
#define SEI_NODE_CASE_INLINE(name)
#define SEI_NODE_CASE_ATOM(name)
/* The same the other way round. */
#define SEI_NODE_IF_INLINE(name, dump, shape) SEI_NODE_INLINE_##shape(name)
#define SEI_NODE_INLINE_BLOCK(name)
#define SEI_NODE_INLINE_LEAF(name)
#define SEI_NODE_INLINE_VERBATIM(name)
#define SEI_NODE_INLINE_INLINE(name) case SEI_NODE_##name:
#define SEI_NODE_INLINE_ATOM(name) case SEI_NODE_##name:
/* clang-format on */

#endif
