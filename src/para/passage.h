/* What the phases of setting hand on: a passage is a window of one paragraph (all of it, below
 * SEI_PASSAGE_CLUSTERS), as clusters, then as shaped segments, then as items. Everything here lives
 * in scratch memory until the lines are made.
 *
 * The order: passage (spans to text to clusters) → classify → itemise → items → break → justify →
 * lines. Each phase fills in its own part and changes nothing of the one before. */
#ifndef SEI_PARA_PASSAGE_H
#define SEI_PARA_PASSAGE_H

#include "para/para.h"
#include "para/profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Clusters set at once; a longer paragraph is set window by window. */
#define SEI_PASSAGE_CLUSTERS 50000u

/* Classes behind JLREQ's cl-01 … cl-30. Hangul has its own rules and is looked up as cl-19. */
#define SEI_CLASS_OPENING 1
#define SEI_CLASS_CLOSING 2
#define SEI_CLASS_HYPHEN 3
#define SEI_CLASS_DIVIDING 4
#define SEI_CLASS_DOT 5
#define SEI_CLASS_STOP 6
#define SEI_CLASS_COMMA 7
#define SEI_CLASS_INSEPARABLE 8
#define SEI_CLASS_ITERATION 9
#define SEI_CLASS_LONG 10
#define SEI_CLASS_SMALL_KANA 11
#define SEI_CLASS_PREFIX 12
#define SEI_CLASS_POSTFIX 13
#define SEI_CLASS_SPACE 14
#define SEI_CLASS_HIRAGANA 15
#define SEI_CLASS_KATAKANA 16
#define SEI_CLASS_MATH 17
#define SEI_CLASS_OPERATOR 18
#define SEI_CLASS_IDEOGRAPH 19
#define SEI_CLASS_MARK 20
#define SEI_CLASS_NUMERAL 24
#define SEI_CLASS_LATIN 27
#define SEI_CLASS_HANGUL 31

typedef enum sei_cluster_kind {
    SEI_CLUSTER_CHARACTER,
    SEI_CLUSTER_SPACE, /* U+0020 and what counts as one: it becomes the gap */
    SEI_CLUSTER_TAB,   /* verbatim only */
    SEI_CLUSTER_BREAK, /* forced */
    SEI_CLUSTER_BOX,
    SEI_CLUSTER_IGNORED /* invisible, with nothing before it to join */
} sei_cluster_kind;

#define SEI_CLUSTER_WIDE 1u     /* takes the CJK face's glyph */
#define SEI_CLUSTER_VERBATIM 2u /* in a verbatim look */
#define SEI_CLUSTER_SOLID 4u    /* no natural gap on either side, no break (decimal middle dot) */
#define SEI_CLUSTER_FULL 16u    /* keeps its whole body: its blank cannot be trimmed */
#define SEI_CLUSTER_BREAK_AFTER 32u    /* U+200B follows */
#define SEI_CLUSTER_NO_BREAK_AFTER 64u /* U+2060 or the like follows */
#define SEI_CLUSTER_HYPHEN_AFTER 128u  /* U+00AD follows */
#define SEI_CLUSTER_TRIMMED 256u       /* punctuation set on half its advance */
#define SEI_CLUSTER_JOINED 512u /* drawn by the cluster before it (a ligature): never torn off */

/* A grapheme cluster; invisible characters behind it belong to it. */
typedef struct sei_cluster {
    uint32_t text_at;    /* byte offset in the passage's text */
    uint32_t code_point; /* its first */
    uint32_t span;
    uint32_t segment;
    uint32_t glyph;     /* of its segment's glyphs, the first of its own */
    sei_length advance; /* the whole body as shaped */
    uint16_t glyph_count;
    uint16_t flags; /* SEI_CLUSTER_… */
    uint8_t kind;   /* sei_cluster_kind */
    sei_jlreq_class class;
    uint8_t space_class; /* sei_space_class of the code point */
    uint8_t break_class; /* sei_break_class of the code point */
    uint8_t script;      /* sei_script */
} sei_cluster;

typedef enum sei_segment_kind {
    SEI_SEGMENT_SHAPED,
    SEI_SEGMENT_MISSING, /* geta marks instead of characters that no font has */
    SEI_SEGMENT_BLANK,   /* tabs and line ends: space glyphs */
    SEI_SEGMENT_NONE     /* nothing to draw: breaks, boxes */
} sei_segment_kind;

/* A stretch of clusters in one face and size, shaped at once. */
typedef struct sei_segment {
    sei_segment_kind kind;
    const sei_face *face; /* NULL when nothing is drawn */
    uint32_t first, end;  /* clusters */
    sei_length size, raise;
    int units_per_em;
    sei_script script;
    bool slanted;
    bool is_cjk;
    bool is_rtl; /* glyphs run from the last cluster to the first */
    sei_shaped_glyph *glyphs;
    const int32_t *along; /* font units from the segment's start, one a glyph and one for the end */
    uint32_t glyph_count;
} sei_segment;

typedef struct sei_passage {
    sei_para_context *context;
    const sei_para_style *style;
    const sei_profile_rules *rules;
    const sei_span *spans;
    const uint32_t *span_starts; /* byte offset of each span in `text`, one more for the end */
    const uint32_t *looks;       /* a span's look: number of the first neighbour that looks alike */
    uint32_t span_count;
    sei_str text; /* all spans in one, in the arena of the results */
    sei_lang lang;
    bool is_latin;         /* mostly Latin: word spaces are the font's own */
    bool has_rtl;          /* some segment is_rtl */
    uint32_t from, to;     /* the window's bytes */
    sei_cluster *clusters; /* cluster_count, and one more that begins at `to` */
    uint32_t cluster_count;
    size_t cluster_room;
    sei_segment *segments;
    size_t segment_count, segment_room;
} sei_passage;

/* Concatenates the spans, finds the language and the looks. */
void sei_passage_open(sei_passage *passage, sei_para_context *context, const sei_para_style *style,
                      const sei_span *spans, size_t span_count);

/* Cuts the text from byte `from` on into clusters, SEI_PASSAGE_CLUSTERS at most, and sets `to`. */
void sei_passage_window(sei_passage *passage, uint32_t from);

/* The byte behind a cluster. */
static inline uint32_t sei_passage_end_of(const sei_passage *passage, uint32_t cluster) {
    return passage->clusters[cluster + 1].text_at;
}

const sei_text_look *sei_passage_look(const sei_passage *passage, uint32_t cluster);

#ifdef __cplusplus
}
#endif

#endif
