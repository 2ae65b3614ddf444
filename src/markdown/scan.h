/* The scan: one linear pass over a note's bytes before cmark-gfm. It knows code fences, indented code,
 * code spans, comments and escapes; it removes %%…%% and <!--…-->, lifts Obsidian's constructs out
 * (markdown/lift.h), re-indents footnote bodies, frees '*' runs beside CJK punctuation, and bounds what
 * cmark is given (spec in README.md here). */
#ifndef SEI_MARKDOWN_SCAN_H
#define SEI_MARKDOWN_SCAN_H

#include "markdown/lift.h"
#include "markdown/markdown.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A footnote's mark or definition, as the scan saw it. */
typedef struct sei_scan_note {
    sei_str label;
    uint32_t offset;
} sei_scan_note;

typedef struct sei_scan {
    sei_arena *arena;
    const sei_source *source;
    const sei_markdown_options *options;
    sei_diags *diags;
    sei_str text;     /* being scanned: the body, or the body repaired */
    size_t base;      /* offset of the text in the source's bytes */
    sei_buf out;      /* what cmark parses */
    sei_lifts lifts;
    SEI_VEC(sei_scan_segment) segments; /* sorted by `at` */
    SEI_VEC(sei_scan_note) marks;
    SEI_VEC(sei_scan_note) definitions;
    SEI_VEC(sei_str) inline_notes; /* slices of the text: bodies of ^[…], in order */
    size_t no_comment_before; /* no "%%" closes before this offset: keeps the search linear */
    size_t no_html_comment_before;
    size_t no_math_before;
    size_t no_code_before[8];  /* by length of the backtick run */
    int brackets;              /* open '[' in this paragraph */
    bool limit_reported;
} sei_scan;

/* Scans the whole body; fills out, lifts, segments and notes. */
void sei_scan_run(sei_scan *scan);

/* The source offset that a place of the parsed text came from. */
uint32_t sei_scan_source_offset(const sei_scan *scan, size_t at);

/* For scan_inline.c: copies text[from … to) and remembers where it came from. */
void sei_scan_copy(sei_scan *scan, size_t from, size_t to);
/* … writes bytes that stand for the source at `from`. */
void sei_scan_write(sei_scan *scan, sei_str bytes, size_t from);
void sei_scan_lift(sei_scan *scan, sei_lift_kind kind, size_t from, size_t to, sei_str inner);

/* Scans inline content text[from … to): `to` is the paragraph's or line's end as far as it is known
 * (constructs that cross lines look on to `limit`). Returns where it stopped, which is at least `to`
 * when a construct crossed it. */
size_t sei_scan_inline(sei_scan *scan, size_t from, size_t to, size_t limit);

/* The end of the paragraph that holds `at`: before the next blank line. */
size_t sei_scan_paragraph_end(const sei_scan *scan, size_t at);

#ifdef __cplusplus
}
#endif

#endif
