/* The layout: what the block files of flow share while a section's blocks are laid into strips.
 *
 * A section (a chapter, a part's title, the contents list) is laid whole into `out`, then paged and
 * emitted, then its memory is dropped; only runs and glyphs live on, on the pages' arena. Frames
 * are the open containers, innermost last: an explicit stack, so that no nesting can exhaust the C
 * stack. Whatever waits for the next strip (space, labels, anchors) is in the cursor. */
#ifndef SEI_FLOW_LAYOUT_H
#define SEI_FLOW_LAYOUT_H

#include "base/assert.h"
#include "base/vec.h"
#include "flow/flow.h"
#include "flow/page_builder.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A list item's marker that waits for the item's first strip. */
typedef struct sei_label {
    const sei_text *text; /* its one line, or NULL */
    const sei_node *node; /* the item or note */
    sei_length at;        /* of the text */
    sei_length size;      /* of the text */
    sei_length box;       /* side of a task box that is drawn; 0: none */
    sei_length box_at;
    bool is_checked; /* the box is filled */
} sei_label;

/* An open container. */
typedef struct sei_frame {
    const sei_node *node;
    sei_length inset;   /* of its text from the column's head edge */
    sei_length measure; /* of its text */
    sei_text_look look; /* of plain text in it */
    sei_style_align align;
    bool is_ragged;
    int list_level;          /* 0 outside lists */
    sei_length list_column;  /* of the list: width of its markers' column */
    sei_length list_boxes;   /* of it, for the boxes of tasks that are numbered too */
    bool is_first;           /* the next paragraph is the first of an item or note: */
    sei_length first_indent; /* … its indent */
    sei_panel *panel;        /* opened by this frame, or NULL */
    uint16_t line_cost;      /* of a break between its strips */
} sei_frame;

typedef struct sei_frames {
    sei_frame *at;
    size_t size, room;
} sei_frames;

/* Spans in the making, and the invisible targets among them. */
typedef struct sei_span_list {
    sei_span *at;
    size_t size, room;
    SEI_VEC(sei_text_anchor) anchors;
} sei_span_list;

/* QR_CODEs that stand below a paragraph. */
typedef SEI_VEC(const sei_node *) sei_codes;

/* A heading, chapter or part with the number printed before it. */
typedef struct sei_numbered {
    const sei_node *node;
    sei_str number; /* "" for none */
} sei_numbered;

/* Chapters with a title, and the lines they take together. */
typedef struct sei_chapter_tally {
    uint32_t count;
    uint64_t lines;
} sei_chapter_tally;

/* How long the text is, before it is set. */
typedef struct sei_estimate {
    uint32_t *lines;                /* before the node, by its id */
    sei_chapter_tally ranked, deep; /* sei_chapter_is_ranked, and the others */
} sei_estimate;

/* Where a note's body came to stand, and under which number; {0}: not known yet. */
typedef struct sei_note_home {
    uint32_t number, folio;
} sei_note_home;

/* What waits for the next strip. */
typedef struct sei_layout_cursor {
    int space;               /* empty grid lines */
    uint8_t page_break;      /* sei_style_break */
    uint16_t break_cost;     /* least cost of a break before the next strip */
    int lines_below_heading; /* body lines since the last heading; 2 and more: free */
    int heading_rank;        /* of the heading just set, 0 when something stood since */
    bool is_opening;
    const sei_strip_group *group; /* strips are set off the grid in it; NULL: on the grid */
    sei_length lead;              /* off the grid: before the next line */
    SEI_VEC(sei_label) labels;
    sei_length label_drop; /* of the labels, below the place that a line of text gives them */
    SEI_VEC(uint32_t) anchors;
    SEI_VEC(sei_numbered) headings; /* for outline and heads, without a strip yet */
} sei_layout_cursor;

typedef struct sei_layout {
    const sei_flow_request *request;
    const sei_style *style;
    const sei_book *book;
    sei_page_grid grid;
    sei_length width;   /* of the type area */
    sei_length measure; /* of a column of the open section */
    bool has_chapters;  /* the book is of parts or several chapters: their titles are headings */
    sei_estimate estimate;
    uint32_t *anchor_folios; /* by anchor: where it stands in the body; 0: not known yet */
    uint32_t section_folio;  /* of the section's first page in the body */
    uint32_t section_first;  /* id of its first node */
    sei_lang lang;           /* of the section's text at hand */
    sei_para_context para;
    sei_arena *arena; /* the section's: strips, parts, spans */
    sei_strips *out;
    sei_laid_notes notes;
    bool is_in_note;                  /* a note's body is being laid */
    SEI_VEC(const sei_node *) listed; /* NOTEs of addresses, for the list at the chapter's end */
    sei_codes codes;                  /* of the paragraph at hand */
    sei_layout_cursor cursor;
    sei_frames frames;
    sei_span_list spans;       /* used again for every paragraph */
    sei_arena *job;            /* lives as long as flow runs */
    uint32_t *note_numbers;    /* by node id: number printed, 0: no mark met yet */
    sei_note_home *note_homes; /* by node id, where pages number their notes */
    uint32_t *note_places; /* by node id: behind its last place in `notes`; 0: no mark met yet */
    uint32_t marks_set;    /* marks in the paragraph at hand */
    uint32_t heading_counts[SEI_STYLE_COUNTS]; /* of the headings and titles so far */
    uint32_t note_count;  /* numbering by chapter: the highest number in the section so far */
    uint32_t last_number; /* numbering over the whole book */
    sei_buf *items;       /* --dump items, or NULL */
    uint64_t character_count;
} sei_layout;

/* layout.c */
void sei_layout_init(sei_layout *layout, const sei_flow_request *request, sei_arena *job,
                     sei_arena *section, sei_arena *scratch);
/* Begins a section in the book's language, in so many columns: empty notes and cursor, strips into
 * `out`. Its memory must have been dropped. */
void sei_layout_begin(sei_layout *layout, sei_strips *out, int columns);
/* What still waits in the cursor goes to the last strip. */
void sei_layout_end(sei_layout *layout);
sei_frame *sei_layout_frame(sei_layout *layout); /* the innermost; valid until the next push */
/* Opens a frame like the innermost (or the section's own, when there is none) for `node`. */
sei_frame *sei_layout_push(sei_layout *layout, const sei_node *node);
void sei_layout_pop(sei_layout *layout); /* closes its panel */
/* Takes `amount` off the frame's head edge, as far as eight characters of measure remain. */
void sei_frame_indent(sei_frame *frame, sei_length amount);
/* A panel around the strips that follow, until the frame is popped. */
sei_panel *sei_layout_open_panel(sei_layout *layout, sei_frame *frame);
sei_para_style sei_layout_para_style(const sei_layout *layout, const sei_frame *frame);
sei_text_look sei_layout_look(sei_style_font font, sei_length size, sei_rgb color);
sei_color sei_layout_color(sei_rgb color);
/* At least so many empty grid lines before the next strip, none at a page's top. */
void sei_layout_want_space(sei_layout *layout, int lines);
/* The same for a length, rounded up to grid lines. */
void sei_layout_want_length(sei_layout *layout, sei_length length);
void sei_layout_anchor(sei_layout *layout, uint32_t anchor); /* 0: nothing */

/* A new strip in the innermost frame: takes what the cursor holds. `parts` is copied. */
sei_strip *sei_layout_add_strip(sei_layout *layout, sei_strip strip, const sei_strip_part *parts,
                                size_t part_count);

/* text.c: spans → lines → strips */

/* Sets the spans of `block` (they are copied) and counts their characters. */
const sei_text *sei_text_set(sei_layout *layout, const sei_para_style *style,
                             const sei_span_list *spans, const sei_node *block);
/* Generated text in one look: labels, page numbers, captions of boxes. */
const sei_text *sei_text_set_plain(sei_layout *layout, const sei_para_style *style,
                                   sei_text_look look, sei_str text, const sei_node *node);
sei_length sei_text_length(const sei_text *text); /* of its longest line */
/* One strip a line in the innermost frame. */
void sei_text_add_lines(sei_layout *layout, const sei_text *text, sei_length size);
/* The part that prints line `index` with its line head at (at, baseline). */
sei_strip_part sei_text_part(const sei_text *text, uint32_t index, sei_length at,
                             sei_length baseline);
/* Baseline below the top of a line box of `height` in which characters of `size` are centred. */
sei_length sei_text_baseline(sei_length size, sei_length height);
/* Anchors inside the lines [from, to) go to the cursor. */
void sei_text_take_anchors(sei_layout *layout, const sei_text *text, uint32_t from, uint32_t to);

/* spans.c: inline nodes → spans */

/* The layout's span list, emptied: valid until it is asked for again. */
sei_span_list *sei_spans_begin(sei_layout *layout);
/* Adds what is in the leaf. `width` bounds inline images. */
void sei_spans_add(sei_layout *layout, const sei_node *leaf, sei_text_look look, sei_length width,
                   sei_span_list *spans);
/* Adds the leaf's children from `first` up to `end`, which is not among them; NULL: to the last. */
void sei_spans_add_run(sei_layout *layout, const sei_node *leaf, const sei_node *first,
                       const sei_node *end, sei_text_look look, sei_length width,
                       sei_span_list *spans);
void sei_spans_add_text(sei_arena *arena, sei_span_list *spans, sei_text_look look, sei_str text,
                        const sei_node *node);

/* blocks.c: the dispatch. Lays the children of `root` in the innermost frame. */
void sei_blocks_lay(sei_layout *layout, const sei_node *root);
/* heading.c: a HEADING, or a CHAPTER's or PART's title, as style level `level` (1…6) says, or as
 * `style` says. */
void sei_heading_lay(sei_layout *layout, const sei_node *node, int level);
void sei_heading_lay_as(sei_layout *layout, const sei_node *node, int level,
                        const sei_style_heading *style);

/* estimate.c: fills layout->estimate. */
void sei_estimate_make(sei_layout *layout);

/* chapter.c */

/* What a PART or CHAPTER begins; NONE: it goes on below what stands before it. */
sei_style_break sei_chapter_break(const sei_layout *layout, const sei_node *node);
/* Lays a PART's title, or a CHAPTER with all its blocks; `page_break` is what it begins. */
void sei_chapter_lay(sei_layout *layout, const sei_node *node, sei_style_break page_break);
/* Whether it is the book's own or a part's, not nested below another chapter or in a part's part.
 */
bool sei_chapter_is_ranked(const sei_node *node);
/* Whether the node is a PART whose title has a page of its own. */
bool sei_chapter_has_page(const sei_layout *layout, const sei_node *node);
/* Whether the HEADING is the title of its chapter and stands for it. */
bool sei_chapter_is_title(const sei_node *heading);

/* list.c */
void sei_list_open(sei_layout *layout, const sei_node *list);
void sei_list_close(sei_layout *layout);
void sei_item_open(sei_layout *layout, const sei_node *item);
void sei_item_close(sei_layout *layout);

/* The column that a list's markers stand in. */
typedef struct sei_marker_column {
    sei_text_look look;
    sei_length inset, width;
    int level; /* of the list, from 1 */
} sei_marker_column;

/* The bullet or number of an ITEM or CELL_ITEM, set at its place. */
sei_label sei_list_label(sei_layout *layout, const sei_node *item, const sei_marker_column *column);
/* Of an ordered list's widest number. */
sei_length sei_list_number_width(sei_layout *layout, const sei_node *list, sei_text_look look);

/* quote.c: quotes, callouts and divisions */
void sei_quote_open(sei_layout *layout, const sei_node *quote);
void sei_quote_close(sei_layout *layout);
void sei_callout_open(sei_layout *layout, const sei_node *callout);
void sei_callout_close(sei_layout *layout);
void sei_callout_title_lay(sei_layout *layout, const sei_node *title);
void sei_division_open(sei_layout *layout, const sei_node *division);
void sei_division_close(sei_layout *layout);
void sei_embedded_open(sei_layout *layout, const sei_node *embedded);

void sei_code_lay(sei_layout *layout, const sei_node *code);        /* code.c */
void sei_table_lay(sei_layout *layout, const sei_node *table);      /* table.c */
void sei_figure_lay(sei_layout *layout, const sei_node *figure);    /* figure.c */
void sei_index_entry_lay(sei_layout *layout, const sei_node *node); /* index.c */
/* The leaf's text as a caption in the group: below what stands before it, or above what follows. */
void sei_figure_add_caption(sei_layout *layout, const sei_node *leaf, const sei_strip_group *group,
                            bool is_below);
/* The printed size of an image node, its wishes kept as far as the bounds allow; false: no asset.
 */
bool sei_figure_size(const sei_layout *layout, const sei_image_node *image, sei_length max_width,
                     sei_length max_height, sei_length *width, sei_length *height);
/* The name that stands for an image that is not there. */
sei_str sei_figure_name(const sei_node *image);

/* note.c */
/* Gives the chapter's notes their numbers in the order of their first marks, those in notes last.
 * Chapters that follow one another on a page go on counting, so that no page has a number twice. */
void sei_note_number_all(sei_layout *layout, const sei_node *chapter);
/* The note's mark; where pages number their notes, a stand-in that emit.c replaces. */
sei_str sei_note_mark(sei_layout *layout, const sei_node *note);
/* Lays the bodies of the notes whose first marks are on the strip's lines, and those that these
 * mention, and makes the strip carry them. */
void sei_note_carry(sei_layout *layout, sei_strip *strip);
/* Lays a note's body where it stands, as an entry of a list. */
void sei_note_lay_listed(sei_layout *layout, const sei_node *note);
/* What a mark says on a page where the note's body does not stand. */
sei_str sei_note_reference(sei_layout *layout, const sei_note_home *home);

#ifdef __cplusplus
}
#endif

#endif
