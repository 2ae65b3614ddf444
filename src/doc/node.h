/* The document tree. markdown makes one tree of one note; book splices them into one, binds every
 * link and numbers what is numbered; after that the tree is const.
 *
 * Every node knows its source (a number into the book's sources) and the byte offset where it was
 * written: messages, dumps, page map, search and watch all follow from that. Strings are UTF-8
 * without U+0000, borrowed from the job's arena.
 */
#ifndef SEI_DOC_NODE_H
#define SEI_DOC_NODE_H

#include "base/arena.h"
#include "base/lang.h"
#include "doc/node_list.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_node_kind {
#define SEI_NODE_ENUM(name, dump, shape) SEI_NODE_##name,
    SEI_NODE_LIST(SEI_NODE_ENUM)
#undef SEI_NODE_ENUM
    SEI_NODE_KIND_COUNT
} sei_node_kind;

typedef enum sei_node_shape {
    SEI_SHAPE_BLOCK,
    SEI_SHAPE_LEAF,
    SEI_SHAPE_VERBATIM,
    SEI_SHAPE_INLINE,
    SEI_SHAPE_ATOM
} sei_node_shape;

typedef enum sei_align {
    SEI_ALIGN_NONE,
    SEI_ALIGN_LEFT,
    SEI_ALIGN_CENTER,
    SEI_ALIGN_RIGHT
} sei_align;

typedef enum sei_fold {
    SEI_FOLD_NONE,
    SEI_FOLD_OPEN,  /* [!type]+ */
    SEI_FOLD_CLOSED /* [!type]- ; printed open all the same */
} sei_fold;

/* Where a link or an embed leads. */
typedef struct sei_target {
    sei_str path;          /* a wikilink's file part, trimmed; or the URL as written */
    sei_str subpath;       /* behind the first '#', without it: "H1#H2" or "^block"; "" when none */
    bool has_alias;        /* the text shown was given (children of WIKILINK, `alt` of EMBED) */
    bool is_markdown_link; /* [text](path#subpath), not split nor decoded before book; else [[…]] */
    uint32_t anchor; /* after book: number of the anchor in the book, 0 when external or none */
    /* after book: another document that is made beside this one, by the path from this one's folder
     * without suffix; "" none */
    sei_str sibling;
} sei_target;

typedef struct sei_image_node {
    sei_str alt;            /* alternative text, without the size */
    uint32_t width, height; /* asked for, CSS px (0.75 pt); 0: not given */
    uint32_t asset;         /* after book: number of the asset + 1; 0: none (missing or remote) */
} sei_image_node;

typedef struct sei_node sei_node;

/* What paper may print for a link that leads out of the book. Its nodes stand beside the tree and
 * not in it: no walk of the tree meets them, and the topmost of each has its CHAPTER, or a mark its
 * LINK's parent, for parent. */
typedef struct sei_paper {
    sei_str address;      /* where it leads, as printed; "" when its own text says so */
    const sei_node *mark; /* NOTE_MARK of the NOTE that gives the address; NULL in a note */
    const sei_node *code; /* of a video in a paragraph: its QR_CODE; else NULL */
} sei_paper;

/* What a stretch of code is in its language. */
typedef enum sei_code_kind {
    SEI_CODE_KEYWORD,
    SEI_CODE_STRING,
    SEI_CODE_COMMENT,
    SEI_CODE_NUMBER,
    SEI_CODE_NAME, /* a key, an attribute, a variable with a sign */
    SEI_CODE_INSERTED,
    SEI_CODE_DELETED,
    SEI_CODE_KIND_COUNT
} sei_code_kind;

typedef struct sei_code_run {
    uint32_t from, size; /* bytes of the text */
    sei_code_kind kind;
} sei_code_run;

struct sei_node {
    sei_node_kind kind;
    uint32_t id;     /* after book: 1, 2, … in document order */
    uint32_t source; /* number of the source */
    uint32_t offset; /* byte offset in it */
    uint32_t anchor; /* after book: number of this node's anchor, 0: nothing leads here */
    sei_str label;   /* block id (^id) or HTML id as written, "" when none */
    sei_node *parent, *previous, *next, *first, *last;
    union {
        struct {
            sei_str title;   /* CHAPTER, PART: plain text; "" for none */
            sei_str number;  /* "第1章" and the like, "" for none */
            bool show_title; /* the title is not among the headings: print it */
            bool is_made; /* by the program, such as 「索引」: it is not numbered, nor to review */
            bool is_index; /* its INDEX_ENTRYs are set in columns */
            sei_lang lang; /* CHAPTER: of the note, SEI_LANG_NONE when not given */
            int depth;     /* after book: place in the outline, 1..6: one more than the PART's or,
                              where a map nests its items, the CHAPTER's that it stands below */
        } chapter;
        struct {
            int level;      /* as written, 1..6; after book, unless its source is one note: the same
                               as depth */
            bool is_made;   /* as above */
            int depth;      /* after book: place in the outline, 1..6, no level skipped; 0: in none,
                               for it stands in a quote, list or note or is written as HTML */
            bool is_html;   /* looks like a heading, but opens no section */
            sei_str number; /* printed before the text, "" for none */
        } heading;
        struct {
            bool ordered;
            bool tight;
            char delimiter; /* '.' or ')' */
            int32_t start;
        } list; /* LIST, CELL_LIST */
        struct {
            uint32_t task;  /* the character between the brackets (' ' is open), 0: no task */
            int32_t number; /* in an ordered list */
        } item;             /* ITEM, CELL_ITEM */
        struct {
            sei_str type;     /* as written, trimmed, lower case */
            sei_str metadata; /* behind '|' */
            sei_fold fold;
        } callout;
        struct {
            sei_str info;             /* CODE_BLOCK: the info string; MATH_BLOCK: "" */
            sei_str text;             /* CODE_BLOCK, MATH_BLOCK */
            const sei_code_run *runs; /* CODE_BLOCK: parts of its text that are shown as what they
                                         are, in order; from book's sealing on */
            size_t run_count;
        } code;
        struct {
            uint32_t column_count;
            const sei_align *aligns; /* one a column: of its cells, unless they say another */
        } table;
        struct {
            bool is_head;
        } row;
        struct {
            uint32_t column; /* from 0 */
            sei_align align;
            uint32_t more_columns, more_rows; /* that it covers behind and below its own */
            bool is_head;                     /* of its row, in a row that is no head */
        } cell;
        struct {
            sei_align align;
            sei_str title; /* details: its summary as plain text */
        } division;
        struct {
            sei_target target;    /* EMBEDDED, EMBED, WIKILINK, LINK, FIGURE, IMAGE */
            sei_image_node image; /* FIGURE, IMAGE, EMBED of an image */
            /* LINK: the "title" as written, or "video" for what stood as an image, iframe, video or
             * audio whose page cannot be printed; EMBEDDED: the title to print; "" for none */
            sei_str title;
            const sei_paper *paper; /* after book, LINK out of the book; else NULL */
        } link;
        struct {
            sei_str label;       /* NOTE, NOTE_MARK: as written; "" for an inline note */
            uint32_t number;     /* after book: 1, 2, … by first mark in its chapter; 0: unused */
            uint32_t mark_count; /* NOTE: its marks; NOTE_MARK: which of them (1…) */
            sei_node *note;      /* NOTE_MARK: the NOTE; NULL before it is known */
        } note;
        struct {
            sei_lang lang;
            bool is_reading; /* an inlined ruby's reading, its parentheses （ ） included */
            uint32_t base; /* of a reading: how many bytes of the TEXT right before it are the word
                              that it reads; 0 where more than a text is */
        } span;
        struct {
            uint32_t number; /* in its chapter */
            sei_str answer;  /* as plain text: the blank is at least as wide */
        } blank;
        sei_str text; /* TEXT, CODE, MATH (TeX source), TAG (without '#') */
    } as;
};

const char *sei_node_name(sei_node_kind kind); /* as in the dump */
sei_node_shape sei_node_shape_of(sei_node_kind kind);

/* A node with no parent, all else zero. */
sei_node *sei_node_new(sei_arena *arena, sei_node_kind kind, uint32_t source, uint32_t offset);
void sei_node_append(sei_node *parent, sei_node *child);      /* child has no parent */
void sei_node_insert_after(sei_node *place, sei_node *child); /* place has a parent */
void sei_node_insert_before(sei_node *place, sei_node *child);
void sei_node_unlink(sei_node *node); /* keeps its children */
/* Puts the node's children in its place and drops it. */
void sei_node_splice_up(sei_node *node);
/* A deep copy with no parent. Strings are shared; a NOTE_MARK still points to the note that the
 * original points to. */
sei_node *sei_node_copy(sei_arena *arena, const sei_node *node);

/* The next node of a walk in document order (parents first) below `root`, or NULL: no recursion, so
 * that no nesting can exhaust the stack. */
sei_node *sei_node_next(const sei_node *root, const sei_node *node);
/* The same, but not into `node`'s children. */
sei_node *sei_node_skip(const sei_node *root, const sei_node *node);

/* The text that a reader sees below the node, as one line: for outlines, running heads, navigation
 * and alternative texts. Notes' marks and anchors give nothing, images their alternative text, line
 * breaks a space; white space is collapsed and trimmed. */
sei_str sei_node_plain_text(sei_arena *arena, const sei_node *node);

/* Whether the node is a heading that opens a section, which links and embeds may name. */
bool sei_node_opens_section(const sei_node *node);

/* The nearest ancestor (or the node itself) of a kind, or NULL. */
const sei_node *sei_node_ancestor(const sei_node *node, sei_node_kind kind);

#ifdef __cplusplus
}
#endif

#endif
