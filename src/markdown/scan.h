/* Scan: the text of a note → the text that cmark-gfm is given, and a table of what was lifted out
 * of it. Private to markdown/.
 *
 * The scanner follows CommonMark's blocks (scan_block.c) so that it knows what is code, and reads
 * the inline text of the rest (scan_inline.c). What cmark would misread is replaced by a
 * placeholder: three private-use characters, of which two are the number of a `lift`. cmark takes
 * them for letters. Every change keeps the source's text within reach, so that a placeholder that
 * ends up where scan did not expect it (in code, in a URL) is turned back into what was written:
 * sei_scan_restore. */
#ifndef SEI_MARKDOWN_SCAN_H
#define SEI_MARKDOWN_SCAN_H

#include "base/limits.h"
#include "markdown/markdown.h"
#include "markdown/offset_map.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The characters of ours, private-use but for one. U+E000–EFFF are digits (base 4096). The same
 * characters in a source are written as ESCAPE and the character; all have three bytes. */
#define SEI_SCAN_LIFT "\xEF\x80\x80"      /* U+F000, then two digits: the number of a lift */
#define SEI_SCAN_JOINER "\xEF\x80\x81"    /* U+F001: a letter without a shape, see needs_joiner */
#define SEI_SCAN_ESCAPE "\xEF\x80\x82"    /* U+F002: the next character is the source's own */
#define SEI_SCAN_HIGHLIGHT "\xEF\x80\x83" /* U+F003: == */
/* U+1CD3, which no living text uses: punctuation without a shape, see scan_underscores. */
#define SEI_SCAN_EDGE "\xE1\xB3\x93"
#define SEI_SCAN_LIFT_SIZE 9u /* bytes of a placeholder */
#define SEI_SCAN_LIFT_COUNT ((size_t)4096 * 4096)

typedef enum sei_lift_kind {
    SEI_LIFT_LITERAL,      /* text that must not mean anything */
    SEI_LIFT_REMOVED,      /* a comment */
    SEI_LIFT_PAGE_BREAK,   /* %% pagebreak %%, alone in its paragraph */
    SEI_LIFT_WIKILINK,     /* text: between the brackets */
    SEI_LIFT_EMBED,        /* the same */
    SEI_LIFT_MATH,         /* text: the TeX source */
    SEI_LIFT_DISPLAY_MATH, /* the same */
    SEI_LIFT_TAG,          /* text: without '#' */
    SEI_LIFT_URL,          /* a bare URL */
    SEI_LIFT_RUBY,         /* {base|reading}; text: between the braces */
    SEI_LIFT_NOTE_MARK,    /* text: the label */
    SEI_LIFT_NOTE_BODY,    /* first in a quote that is a note's body; text: the label */
    SEI_LIFT_INLINE_NOTE,  /* ^[…]: the mark; its body has the next higher number below `body` */
    SEI_LIFT_INLINE_BODY,  /* first in a quote that is the body; `body` is the mark's number */
    SEI_LIFT_CALLOUT,      /* text: between the brackets; `fold` */
    SEI_LIFT_TASK,         /* text: the character between the brackets */
    SEI_LIFT_BLOCK_ID      /* text: without '^' */
} sei_lift_kind;

typedef struct sei_lift {
    sei_lift_kind kind;
    sei_fold fold;
    size_t from, to; /* the bytes of scan.text that it stands for */
    sei_str text;
    uint32_t body;
} sei_lift;

/* --- what the block tracker keeps ------------------------------------------------------------ */

typedef enum sei_container_kind {
    SEI_CONTAINER_QUOTE,
    SEI_CONTAINER_ITEM,
    SEI_CONTAINER_NOTE /* a footnote's definition: cmark is given a quote in its place */
} sei_container_kind;

typedef struct sei_container {
    sei_container_kind kind;
    size_t width;   /* ITEM: columns of its marker; NOTE: columns of its indentation, 0 as yet */
    size_t written; /* ITEM: the columns that cmark is given for them */
    size_t indent;  /* columns before the marker */
    size_t marker_size; /* ITEM: its bytes … */
    char marker;        /* … and the last: '-', '*', '+', '.' or ')' */
    bool has_content;   /* ITEM: not just an empty first line */
    bool is_new;        /* opened on this line … */
    size_t from, to;    /* … by these bytes */
} sei_container;

typedef enum sei_leaf_kind {
    SEI_LEAF_NONE,
    SEI_LEAF_PARAGRAPH,
    SEI_LEAF_TABLE,
    SEI_LEAF_FENCE,
    SEI_LEAF_HTML
} sei_leaf_kind;

typedef enum sei_line_kind {
    SEI_LINE_BLANK,
    SEI_LINE_VERBATIM, /* code, rules: copied */
    SEI_LINE_HTML,     /* copied, but comments go */
    SEI_LINE_TEXT,     /* inline text */
    SEI_LINE_HEADING,  /* inline text of one line */
    SEI_LINE_ROW       /* inline text of a table's row */
} sei_line_kind;

typedef struct sei_blocks {
    sei_container stack[SEI_LIMIT_NESTING];
    size_t depth;
    sei_leaf_kind leaf;
    char fence_byte;
    size_t fence_length;
    int html_type;       /* CommonMark 4.6, start conditions 1, 6 and 7 */
    size_t column_count; /* TABLE */
    size_t table_line;   /* TABLE: 0 the head, 1 the delimiters, 2 … rows */
} sei_blocks;

/* One line as the tracker found it. */
typedef struct sei_line {
    size_t start, end; /* without the line's end */
    sei_line_kind kind;
    size_t indent;     /* columns of blanks behind the containers' markers */
    size_t content;    /* the first byte that is not blank */
    size_t matched;    /* containers that were open before and go on here */
    bool is_lazy;      /* a paragraph goes on although containers are not matched */
    bool is_delimiter; /* a table's delimiter row behind the first: "-" must be hidden */
    bool hides_first;  /* the byte at `content` must not begin a block */
    bool splits;       /* an empty line must come before, in `split_depth` containers */
    size_t split_depth;
    bool opens_quote;   /* the innermost container is a quote that begins here */
    bool opens_item;    /* … an item */
    sei_str note_label; /* of the note that is opened on this line */
} sei_line;

typedef struct sei_backtick_run {
    size_t at, length;
} sei_backtick_run;

typedef struct sei_bracket_pair {
    size_t open, close; /* close 0: none */
} sei_bracket_pair;

typedef struct sei_inline_note {
    uint32_t mark; /* number of the lift */
    int depth;     /* notes around it */
} sei_inline_note;

/* The inline text that belongs together: a paragraph's rest, a heading, a row. */
typedef struct sei_extent {
    size_t from, to;
    bool has_backticks;                  /* the runs are known */
    SEI_VEC(sei_backtick_run) backticks; /* by length, then place */
    bool has_brackets;
    SEI_VEC(sei_bracket_pair) brackets; /* by `open` */
    bool is_highlighted;                /* an odd number of "==" so far */
    size_t delimiter_count;             /* runs of * _ ~ so far */
    size_t bracket_depth;               /* brackets opened and not closed so far */
} sei_extent;

typedef enum sei_scan_limit {
    SEI_SCAN_LIMIT_NESTING,
    SEI_SCAN_LIMIT_CELLS,
    SEI_SCAN_LIMIT_DELIMITERS,
    SEI_SCAN_LIMIT_BRACKETS,
    SEI_SCAN_LIMIT_LIFTS,
    SEI_SCAN_LIMIT_INLINE_NOTES,
    SEI_SCAN_LIMIT_COUNT
} sei_scan_limit;

typedef struct sei_scan {
    sei_arena *arena; /* lives as long as the parse */
    const sei_markdown_options *options;
    const sei_source *source;
    sei_diags *diags;
    size_t body_offset;  /* of the body in the source */
    sei_offset_map body; /* text → body */
    sei_str text;        /* the body, normalised */
    sei_buf out;         /* what cmark is given */
    sei_offset_map map;  /* out → text */
    SEI_VEC(sei_lift) lifts;
    SEI_VEC(sei_inline_note) inline_notes;
    SEI_VEC(size_t) table_heads; /* bytes of out where the text of a table's first row begins */
    size_t at;                   /* in text */
    sei_blocks blocks;
    sei_line line;
    sei_extent extent;
    size_t code_end;      /* the end of a code span that is open over lines */
    size_t line_from;     /* where the inline text of the line begins */
    size_t line_to;       /* … and ends */
    bool is_row;          /* within a table's row: '|' ends what may be lifted */
    size_t bar_count;     /* of the row so far, but for the outer ones */
    int note_depth;       /* inline notes around the text at hand */
    size_t missing_cells; /* that cmark had to complete so far */
    /* Nothing of the kind is found from here on: what keeps failed searches linear. */
    size_t no_percent_from, no_comment_from, no_math_from, no_raw_end_from;
    size_t open_fence_from; /* comments that begin from here on do not look at fences */
    size_t raw_end;         /* the last end of raw HTML that was found */
    bool is_limit_reported[SEI_SCAN_LIMIT_COUNT];
} sei_scan;

/* normal.c: LF, valid UTF-8, no NUL; `map` leads from the result to `body`. */
sei_str sei_normal_text(sei_arena *arena, sei_str body, sei_offset_map *map);

/* Reads the whole text; scan.out is complete after it. Everything hangs on `arena`, scan.out on its
 * memory: sei_scan_fini. */
void sei_scan_run(sei_scan *scan, sei_arena *arena, const sei_source *source, sei_str body,
                  const sei_markdown_options *options, sei_diags *diags);
void sei_scan_fini(sei_scan *scan);

/* The byte of the source that a byte of scan.text, or of scan.out, came from. */
size_t sei_scan_text_offset(const sei_scan *scan, size_t text_at);
size_t sei_scan_out_offset(const sei_scan *scan, size_t out_at);

/* Whether one of our own characters begins here. */
bool sei_scan_is_ours(sei_str str, size_t at);
/* The next byte of [at, to) that begins one, or `to`. The text is valid UTF-8, so that most of CJK
 * text is passed over by threes. */
size_t sei_scan_find_ours(sei_str str, size_t at, size_t to);
/* The lift whose placeholder begins at `at`, or NULL. */
const sei_lift *sei_scan_lift_at(const sei_scan *scan, sei_str str, size_t at);
/* The text with every private-use character of ours turned back into what was written. */
sei_str sei_scan_restore(const sei_scan *scan, sei_arena *arena, sei_str str);

/* --- between the scan files ------------------------------------------------------------------ */

/* Reads a line's containers and leaf; moves the tracker to it. scan_block.c */
void sei_scan_line(sei_scan *scan, size_t start);
/* Whether the line at `start` goes on with all open containers and is not blank. */
bool sei_scan_continues(const sei_scan *scan, size_t start);

/* The first byte behind the markers of the open containers on the line at `start`. */
size_t sei_scan_inner(const sei_scan *scan, size_t start);

/* block_syntax.c: what begins at text[at], within a line that ends at `end`. */
bool sei_syntax_is_rule(sei_str text, size_t at, size_t end);
bool sei_syntax_is_setext(sei_str text, size_t at, size_t end);
bool sei_syntax_is_heading(sei_str text, size_t at, size_t end);
size_t sei_syntax_fence(sei_str text, size_t at, size_t end); /* length of its run, 0: none */
/* Bytes of a list item's marker, 0: none. `in_paragraph`: it would have to interrupt one. */
size_t sei_syntax_item(sei_str text, size_t at, size_t end, bool in_paragraph);
/* The number of the ordered item's marker that begins at text[at] and has text behind it, and what
 * follows the number; -1: none begins. */
int64_t sei_syntax_item_number(sei_str text, size_t at, size_t end, char *delimiter);
/* The end of "[^label]:", 0: none; `label` is between "[^" and "]". */
size_t sei_syntax_note(sei_str text, size_t at, size_t end, sei_str *label);
/* CommonMark's start condition 1, 6 or 7; 0: none. */
int sei_syntax_html(sei_str text, size_t at, size_t end);
size_t sei_syntax_delimiter_row(sei_str text, size_t at, size_t end); /* columns, 0: none */
size_t sei_syntax_cells(sei_str text, size_t at, size_t end);
bool sei_syntax_is_block_id(sei_str text, size_t at, size_t end);
bool sei_syntax_is_blank(char byte); /* space or tab */
size_t sei_syntax_skip_blanks(sei_str text, size_t at, size_t end);
bool sei_syntax_is_name(char byte); /* ASCII letter or digit */

/* tag_syntax.c: the end of an HTML tag that begins at text[at] and ends before `end`, 0: none. */
size_t sei_syntax_tag(sei_str text, size_t at, size_t end);
/* The end of the first closing tag of pre, script, style or textarea in text[at, end), 0: none. */
size_t sei_syntax_raw_end(sei_str text, size_t at, size_t end);
/* link_syntax.c */
/* The end of "](destination "title")" whose ']' is at text[at], 0: none. */
size_t sei_syntax_link_tail(sei_str text, size_t at, size_t end);
size_t sei_syntax_autolink(sei_str text, size_t at,
                           size_t end); /* <scheme:…>, <a@b>: its end, 0: none */
size_t sei_syntax_url(sei_str text, size_t at, size_t end); /* the end of a bare URL, 0: none */
size_t sei_syntax_tag_name(sei_str text, size_t at, size_t end); /* the end of #tag, 0: none */
/* The end of "[[…]]" at text[at], 0: none. `inner` is between the brackets. */
size_t sei_syntax_wikilink(sei_str text, size_t at, size_t end, sei_str *inner);
size_t sei_syntax_ruby(sei_str text, size_t at,
                       size_t end); /* the end of {base|reading}, 0: none */

/* Writes the markers before scan.line.content. scan_prefix.c */
void sei_scan_write_prefix(sei_scan *scan);
/* Writes the markers with which the first `depth` containers go on, or an empty line in them. */
void sei_scan_write_continuations(sei_scan *scan, size_t depth);
void sei_scan_write_empty_line(sei_scan *scan, size_t depth);

/* Copies and lifts from scan.at to the end of the line (behind lines that a construct swallowed),
 * not the line's end itself. `to` bounds it. scan_inline.c */
void sei_scan_inline(sei_scan *scan, size_t to);

/* scan_delimiter.c */
/* Passes the run of '*', '_' or '~' at text[at]; what must stand beside it is written. Where to go
 * on. */
size_t sei_scan_delimiters(sei_scan *scan, size_t at);
/* Within the line at hand: a byte ('\n' at its end), the end of a run of equal bytes, the character
 * before (a space at its start). */
char sei_scan_byte(const sei_scan *scan, size_t at);
size_t sei_scan_run_end(const sei_scan *scan, size_t at);
uint32_t sei_scan_character_before(const sei_scan *scan, size_t at);

/* scan_comment.c */
/* The end of a comment (%%…%% or <!--…-->) at text[at], 0: none begins or it does not end. */
size_t sei_scan_comment_end(sei_scan *scan, size_t at);
/* Whether the comment [at, end) asks for a page break. */
bool sei_scan_is_page_break(const sei_scan *scan, size_t at, size_t end);

/* scan_extent.c */
void sei_extent_begin(sei_scan *scan, size_t from, size_t to);
size_t sei_extent_paragraph_end(const sei_scan *scan, size_t line_end);
/* The end of the code span whose run of backticks [at, at + length) opens it, or SEI_STR_NONE. */
size_t sei_extent_code_end(sei_scan *scan, size_t at, size_t length);
/* The ']' that belongs to the '[' at `open`, or SEI_STR_NONE. */
size_t sei_extent_closing_bracket(sei_scan *scan, size_t open);

/* Text [scan.at, to) as it is, but for private-use characters; scan.at = to. */
void sei_scan_copy(sei_scan *scan, size_t to);
/* A placeholder for [from, to); scan.at = to. Its number. When the table is full the text is
 * copied. */
uint32_t sei_scan_lift(sei_scan *scan, sei_lift_kind kind, size_t from, size_t to, sei_str text);
void sei_scan_write_lift(sei_scan *scan, uint32_t number);
void sei_scan_write(sei_scan *scan, const char *bytes); /* of ours; scan.at stays */
void sei_scan_report(sei_scan *scan, sei_scan_limit limit, size_t text_at);

#ifdef __cplusplus
}
#endif

#endif
