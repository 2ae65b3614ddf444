/* Strips: unbreakable slices of the column, laid once (DESIGN, invariant 6).
 *
 * A strip knows its height, how strongly it sticks to the strip before it, the notes whose marks it
 * carries, the panel (quote bar, callout background) that it stands in, and what it prints. There
 * are two sorts, and the rule that is easy to break is to keep them apart: on the grid    a body
 * line, a heading, a rule: whole lines of the hanmen grid; off the grid   rows, code lines,
 * figures, note lines: they have a natural height and belong to a group; the page builder rounds
 * each group's part on a page up to whole grid lines and centres it in them (spec/typography 6.2).
 * Places are logical: `at` along the line from the column's head edge, `down` from the strip's top.
 */
#ifndef SEI_FLOW_STRIP_H
#define SEI_FLOW_STRIP_H

#include "para/para.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An invisible target inside a paragraph: it stands before the span of this number. */
typedef struct sei_text_anchor {
    uint32_t span;
    uint32_t anchor; /* number in the book */
} sei_text_anchor;

/* A paragraph that has been set, with the spans it was set from. */
typedef struct sei_text {
    const sei_node *node; /* its block */
    const sei_span *spans;
    size_t span_count;
    sei_lines lines;
    const sei_text_anchor *anchors;
    size_t anchor_count;
} sei_text;

typedef enum sei_strip_part_kind {
    SEI_STRIP_LINE,
    SEI_STRIP_RECT,
    SEI_STRIP_FRAME,
    SEI_STRIP_IMAGE,
    SEI_STRIP_QR,
    SEI_STRIP_ANCHOR, /* a target: the part's node is not needed */
    SEI_STRIP_HEADING /* outline, contents and running heads hear of its node */
} sei_strip_part_kind;

/* Something that a strip prints or marks. */
typedef struct sei_strip_part {
    sei_strip_part_kind kind;
    sei_draw_role role;
    const sei_node *node;
    sei_length at, down; /* top left corner; LINE: the line's head on its baseline */
    union {
        struct {
            const sei_text *text;
            uint32_t index; /* of the line */
        } line;
        struct {
            sei_length width, height;
            sei_color color;
            sei_length stroke; /* FRAME */
            bool dashed;
        } rect;
        struct {
            sei_length width, height;
            uint32_t asset;
        } image;
        struct {
            sei_length module;
            uint32_t side;
            const uint8_t *cells; /* as in sei_draw; they outlive the section */
        } qr;
        uint32_t anchor;
        sei_str number; /* HEADING: printed before its text, "" for none */
    } as;
} sei_strip_part;

/* A region around strips with a background, a bar or rules. It is closed at a page's foot and
 * opened again on the next page: each part is padded at both ends. Panels nest. */
typedef struct sei_panel {
    const struct sei_panel *parent;
    const sei_node *node;
    uint32_t first, end;  /* numbers of its strips in their list */
    sei_length at, width; /* along the line */
    sei_length padding;   /* beyond its first and last strip on a page */
    sei_length cut;       /* the same where a page cuts it, for strips that hold their padding */
    bool has_background;
    sei_color background;
    sei_length bar; /* width of the bar at its head edge; 0: none */
    sei_color bar_color;
    sei_length rule; /* width of the rules above and below, at a page's edge too; 0: none */
    sei_color rule_color;
} sei_panel;

/* Off-grid strips that are rounded up to whole grid lines together. */
typedef struct sei_strip_group {
    bool may_wait;                   /* a figure that text may overtake */
    sei_length clearance;            /* least white above and below, besides the line gap */
    uint32_t head_first, head_count; /* its strips (numbers in their list) that are set again at the
                                        top of every page it continues on */
} sei_strip_group;

/* What a page break before a strip costs. The builder weighs it against the lines that a page loses
 * by ending earlier, SEI_COST_LINE each. */
#define SEI_COST_FREE 0
#define SEI_COST_LINE 3
#define SEI_COST_PANEL 9         /* inside a short callout */
#define SEI_COST_NEXT_HEADING 15 /* between a heading without text and its equal or superior */
#define SEI_COST_WIDOW 30        /* one line of a paragraph alone */
#define SEI_COST_SPLIT_NOTE 12   /* a note that continues on the next page */
#define SEI_COST_ROW 40          /* between the lines of a tall table row */
#define SEI_COST_SUB_HEADING 45  /* between a heading and a heading below it */
#define SEI_COST_LONE_LINE 300   /* one body line below a heading */
#define SEI_COST_NEVER 10000     /* below a heading, inside a row */

typedef struct sei_strip {
    sei_length height; /* of what it prints; on the grid: lines * feed - gap */
    sei_length lead;   /* off the grid: white to the strip before it, none at a page's top */
    const sei_strip_group *group; /* NULL: on the grid */
    const sei_panel *panel;       /* the innermost, or NULL */
    const sei_strip_part *parts;
    uint32_t part_count;
    uint32_t first_note, note_count;   /* the notes that begin with marks in it */
    uint16_t lines;                    /* on the grid: how many */
    uint16_t break_cost;               /* of a page break before it: SEI_COST_… */
    uint8_t space_before, space_after; /* empty grid lines; the larger of two neighbours' counts,
                                          none at a page's top */
    uint8_t page_break;                /* sei_style_break before it */
    bool is_heading;
    bool is_opening;    /* begins a chapter: no running head */
    bool is_title_page; /* of a part, with nothing below its title: no folio either */
} sei_strip;

typedef struct sei_strips {
    sei_strip *at;
    size_t size;
    size_t room;
} sei_strips;

/* A note that has been laid: its strips are all off the grid. Where pages number their notes, each
 * further mark of a note has a line of its own that says where the note stands: it is left out on
 * the page on which the note, or such a line before it, begins. */
typedef struct sei_laid_note {
    const sei_node *node, *mark;
    sei_strips strips;
    uint32_t
        repeats; /* 1 + the number of the laid note before it for the same; 0: it is the first */
} sei_laid_note;

typedef struct sei_laid_notes {
    sei_laid_note *at;
    size_t size;
    size_t room;
} sei_laid_notes;

#ifdef __cplusplus
}
#endif

#endif
