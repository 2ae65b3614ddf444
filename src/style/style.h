/* Computed styles: every property of a style file with its value, units resolved.
 *
 * A style file is YAML over a base (spec: README "Styles"); style/property_table.c holds the one
 * table of properties (path, type, bounds, default, sentence) from which the reader, `--set`, the
 * manual and the completeness test come. The order, later wins: base style, style, vault, book,
 * note, --set.
 */
#ifndef SEI_STYLE_STYLE_H
#define SEI_STYLE_STYLE_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/length.h"
#include "base/os.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_rgb {
    uint8_t red, green, blue;
} sei_rgb;

/* Font roles: what a text asks for; fonts.* says which files serve it. */
typedef enum sei_font_role {
    SEI_FONT_SERIF,
    SEI_FONT_SANS,
    SEI_FONT_MONO,
    SEI_FONT_EMOJI,
    SEI_FONT_ROLE_COUNT
} sei_font_role;

typedef struct sei_style_font {
    sei_font_role role;
    bool bold;
} sei_style_font;

typedef enum sei_style_align {
    SEI_STYLE_LEFT,
    SEI_STYLE_CENTER,
    SEI_STYLE_RIGHT
} sei_style_align;

typedef enum sei_style_break {
    SEI_STYLE_BREAK_NONE,
    SEI_STYLE_BREAK_PAGE,
    SEI_STYLE_BREAK_RECTO
} sei_style_break;

typedef enum sei_style_chapter_break {
    SEI_CHAPTER_BREAK_NONE,
    SEI_CHAPTER_BREAK_PAGE,
    SEI_CHAPTER_BREAK_RECTO,
    SEI_CHAPTER_BREAK_AUTO /* by headings.1.break and by how long chapters are */
} sei_style_chapter_break;

typedef enum sei_profile {
    SEI_PROFILE_AUTO, /* follows the language */
    SEI_PROFILE_JLREQ,
    SEI_PROFILE_JISX4051,
    SEI_PROFILE_BOOK,
    SEI_PROFILE_ZH_HANS,
    SEI_PROFILE_ZH_HANT,
    SEI_PROFILE_KO,
    SEI_PROFILE_SIMPLE
} sei_profile;

typedef enum sei_kinsoku {
    SEI_KINSOKU_STRICT,
    SEI_KINSOKU_NORMAL,
    SEI_KINSOKU_LOOSE
} sei_kinsoku;

typedef enum sei_note_numbering {
    SEI_NUMBER_CHAPTER,
    SEI_NUMBER_PAGE,
    SEI_NUMBER_BOOK
} sei_note_numbering;

/* What is printed on paper that is to be written on. */
typedef enum sei_paper_kind {
    SEI_PAPER_NONE, /* no such paper */
    SEI_PAPER_PLAIN,
    SEI_PAPER_RULED,
    SEI_PAPER_DOTTED,
    SEI_PAPER_SQUARED
} sei_paper_kind;

/* What is made of terms to learn. */
typedef enum sei_study_term {
    SEI_STUDY_AS_IT_IS,
    SEI_STUDY_RED_SHEET, /* in the colour that a red sheet hides */
    SEI_STUDY_BLANK      /* a blank to fill in */
} sei_study_term;

/* What the index lists. */
typedef enum sei_study_index {
    SEI_INDEX_NONE = 0,
    SEI_INDEX_TAGS = 1,
    SEI_INDEX_TERMS = 2, /* what is highlighted or bold */
    SEI_INDEX_ALL = 3
} sei_study_index;

typedef enum sei_rules_kind {
    SEI_RULES_LINE,
    SEI_RULES_PAGE_BREAK,
    SEI_RULES_SPACE
} sei_rules_kind;

typedef enum sei_links_external {
    SEI_LINKS_FOOTNOTE,
    SEI_LINKS_LIST,
    SEI_LINKS_QR,
    SEI_LINKS_HIDE
} sei_links_external;

typedef struct sei_style_heading {
    sei_style_font font;
    sei_length size;
    int lines;        /* of the grid that the heading occupies with its own space */
    int lines_before; /* empty grid lines before it (dropped at a page's top) */
    sei_style_break page_break;
    sei_style_align align;
    sei_length indent;
    sei_rgb color;
    sei_str number; /* printed before the text, with {1} … {6} for the counts; "" for none */
} sei_style_heading;

typedef struct sei_style_callout {
    sei_rgb color;     /* of its bar and title; must stay legible in grey */
    const char *label; /* the title when none is given; NULL: the type in title case */
    const char *icon;  /* one or two characters printed before the title; "" for none */
} sei_style_callout;

#define SEI_CALLOUT_KINDS 13

/* Parts of a book that are set before or behind the text. */
typedef enum sei_style_part {
    SEI_PART_COVER,
    SEI_PART_HALF_TITLE,
    SEI_PART_TITLE_PAGE,
    SEI_PART_CONTENTS,
    SEI_PART_COLOPHON,
    SEI_PART_BACK_COVER
} sei_style_part;

#define SEI_STYLE_PARTS_MAX 8
#define SEI_STYLE_FONT_FILES_MAX 16

typedef struct sei_style_family {
    sei_str regular, bold, italic, bold_italic; /* file names below the font folders, "" for none */
} sei_style_family;

typedef struct sei_style {
    sei_str name;
    const struct sei_style_sheet *sheet; /* what was written, unresolved; for sei_style_apply */
    struct {
        sei_rgb text, muted, rule, panel, accent; /* what colour properties may name */
    } colors;
    struct {
        sei_length width, height; /* as held, orientation applied */
        bool is_landscape;
        bool binds_right;
    } page;
    struct {
        sei_style_font font;
        sei_length size;
        int line_length; /* characters */
        int lines;       /* of a column */
        int columns;
        sei_length column_gap;
        sei_length line_gap;
        sei_rgb color;
        sei_length shift_x,
            shift_y; /* of the type area off the page's centre; x towards the fore-edge */
        bool is_centered;
    } text;
    struct {
        int32_t indent; /* em/1000 */
        sei_profile profile;
        sei_kinsoku kinsoku;
        bool hanging;
        int32_t latin_gap;   /* em/1000 between CJK and Latin */
        int widows, orphans; /* lines */
        bool hyphenate;
        sei_length gap; /* extra space between paragraphs, 0 in books */
    } paragraph;
    sei_style_heading headings[6];
    struct {
        bool has_page; /* of its own, for the title of a part that no other part holds */
        sei_style_break page_break;
        sei_length size;
        sei_style_align align;
        sei_str number; /* as in headings, for parts that no other part holds */
    } parts;
    struct {
        sei_style_chapter_break page_break;
    } chapters;
    struct {
        int32_t indent;        /* em/1000 a level: whole ems */
        sei_str bullets;       /* one character a level, the last repeats */
        sei_length gap_before; /* around a whole list, 0 in books */
    } lists;
    struct {
        int32_t indent; /* em/1000, left */
        sei_length size;
        bool bar;
        sei_rgb color;
    } quotes;
    struct {
        sei_style_font font;
        sei_length size;
        sei_length line_gap;
        sei_rgb background;
        sei_rgb color;
        bool wrap_mark;
        bool has_colors; /* keywords, strings … of known languages are told apart, in: */
        sei_rgb keyword, string, comment, number, name, inserted, deleted;
    } code;
    struct {
        sei_length size;
        sei_length line_gap;
        sei_style_font head_font;
        sei_length rule; /* width of the thick rules */
        sei_rgb rule_color;
        sei_length cell_gap; /* between a cell's text and its column's edge */
    } tables;
    struct {
        sei_length caption_size;
        sei_style_font caption_font;
        sei_style_align align;
        int32_t max_height; /* per mille of the type area */
    } figures;
    struct {
        sei_length size;
        sei_length padding; /* inside the box, left and right */
        sei_length bar;     /* width of the bar at its left edge */
        sei_rgb background;
        sei_style_font title_font;
        sei_style_callout kinds[SEI_CALLOUT_KINDS]; /* by sei_style_callout_kind */
    } callouts;
    struct {
        sei_rules_kind kind;
        sei_length width; /* of thin rules: thematic breaks, above footnotes */
    } rules;
    struct {
        sei_length size;
        sei_length line_gap;
        sei_note_numbering numbering;
        int32_t rule; /* per mille of the measure */
        sei_str mark; /* how a mark is written: "{n}" replaced, e.g. "{n})" */
        /* of a note that is divided: where it goes on on the next page, and there; "": nothing */
        sei_str continues, continued;
    } footnotes;
    struct {
        sei_rgb color; /* of link text in print and screen PDF */
        bool underline;
        bool has_page;               /* behind a link inside the book stands its target's page */
        sei_links_external external; /* what is printed of where a link out of the book leads */
        bool has_video_codes;        /* below a video's link stands a code to scan */
    } links;
    struct {
        sei_study_term highlight, bold;
        bool has_exercises;       /* of question callouts, at the chapter's end */
        sei_study_index index;    /* at the book's end */
        bool chapter_has_answers; /* else the book, at its end */
        sei_rgb red;
        sei_paper_kind margin;
        sei_length margin_width;
        int notes_pages; /* behind each chapter */
        sei_paper_kind notes_paper;
        sei_rgb paper_color;
        int review_boxes; /* before each heading … */
        int review_level; /* … down to this level */
    } study;
    struct {
        int depth;     /* heading depth that the contents list reaches; 0: none */
        sei_str title; /* "目次", "Contents": empty follows the language */
    } contents;
    struct {
        sei_str verso, recto; /* running heads: {title} {part} {chapter} {section}; "" none */
        sei_length size;
        sei_style_font font;
        sei_length gap; /* from the type area */
    } head;
    struct {
        sei_str fore_edge; /* "{page}"; "" for none */
        sei_str center;
        bool hides_front; /* the folios of what stands before the text */
        sei_length size;
        sei_length gap;
    } foot;
    sei_style_part front[SEI_STYLE_PARTS_MAX];
    size_t front_count;
    sei_style_part back[SEI_STYLE_PARTS_MAX];
    size_t back_count;
    struct {
        sei_style_family families[SEI_FONT_ROLE_COUNT];
        sei_style_family
            latin[SEI_FONT_ROLE_COUNT]; /* for Latin, Greek, Cyrillic: "" uses families */
        sei_str fallback[SEI_STYLE_FONT_FILES_MAX];
        size_t fallback_count;
    } fonts;
    struct {
        sei_str css; /* path below the vault, added after the generated sheet; "" none */
        bool embed_fonts;
        bool native_ruby;
        bool page_list;
    } epub;
} sei_style;

/* One layer of properties over the one before: a style file, a front matter map, a --set. */
typedef struct sei_style_setting {
    sei_str path;             /* "text.size" */
    sei_str value;            /* as written, one YAML scalar or flow value */
    const sei_source *source; /* for messages; NULL: the command line */
    size_t offset;
} sei_style_setting;

/* Whether a style is given as a path, not by name: it holds '/' or ends in .yaml or .yml. */
bool sei_style_is_path(sei_str name);

/* Loads a style by name ("a4-report": NAME.yaml in the style folder) or by path below `vault` (may
 * be NULL), with what it extends. False with a status when it cannot be read or has errors; the
 * errors themselves are diagnostics (style.yaml:7:3: error: …, did you mean …). */
bool sei_style_load(sei_style *style, sei_arena *arena, const sei_root *styles,
                    const sei_root *vault, sei_str name, sei_diags *diags, sei_status *status);

/* Applies settings in order over a loaded style. */
bool sei_style_apply(sei_style *style, sei_arena *arena, const sei_style_setting *settings,
                     size_t count, sei_diags *diags, sei_status *status);

/* The settings of a `seihon:` map or of flat `seihon-…` keys of a front matter; declared in
 * style/front.h to keep YAML out of this header. */

/* The measure, its lines and where they stand: the type area comes first, margins are the result.
 */
sei_length sei_style_measure(const sei_style *style);     /* line_length * size */
sei_length sei_style_type_width(const sei_style *style);  /* of all columns, gaps included */
int sei_style_page_lines(const sei_style *style);         /* of all columns */
sei_length sei_style_line_feed(const sei_style *style);   /* size + line_gap */
sei_length sei_style_type_height(const sei_style *style); /* lines * size + (lines-1) * gap */

/* The heading of the contents list: the style's, else one in the language. */
sei_str sei_style_contents_title(const sei_style *style, sei_lang lang);

/* The headings of the exercises and of their answers, in the language. */
typedef struct sei_style_exercise_titles {
    sei_str questions, answers;
} sei_style_exercise_titles;
sei_style_exercise_titles sei_style_exercise_titles_of(sei_lang lang);

/* The heading of the answers to blanks, in the language. */
sei_str sei_style_answers_title(sei_lang lang);

typedef struct sei_style_index_titles {
    sei_str index, symbols, han, other; /* the whole, and the groups that no character names */
} sei_style_index_titles;

sei_style_index_titles sei_style_index_titles_of(sei_lang lang);

/* Counts a heading of the level (1 … 6) in `counts` (all 0 at a book's start) and adds to `number`
 * what the style prints before its text: the level's pattern with {1} … {6} replaced by the counts,
 * nothing when it has none. Counts below the level begin again. */
#define SEI_STYLE_COUNTS 7 /* the six levels', and the parts' */
void sei_style_number_heading(const sei_style *style, int level, uint32_t counts[SEI_STYLE_COUNTS],
                              sei_buf *number);
/* The same for a part. Of the first depth, it is counted apart from chapters, is {1} in what stands
 * below it, and has a pattern of its own; deeper parts are counted as headings. */
void sei_style_number_part(const sei_style *style, int depth, uint32_t counts[SEI_STYLE_COUNTS],
                           sei_buf *number);

/* How a page reference is written in the language: what stands before the folio and behind it. */
typedef struct sei_style_reference {
    sei_str before, after;
} sei_style_reference;
sei_style_reference sei_style_page_reference(sei_lang lang);

/* What a colophon says of a book, and how the language names it. */
typedef enum sei_style_fact {
    SEI_FACT_DATE,
    SEI_FACT_VERSION,
    SEI_FACT_AUTHOR,
    SEI_FACT_PUBLISHER,
    SEI_FACT_URL,
    SEI_FACT_COUNT
} sei_style_fact;
sei_str sei_style_fact_name(sei_lang lang, sei_style_fact fact);

/* The pattern with the number in place of its first "{n}". */
sei_str sei_style_numbered(sei_str pattern, sei_arena *arena, uint32_t number);
/* How the style writes a footnote's mark: its number in `footnotes.mark`. */
sei_str sei_style_note_mark(const sei_style *style, sei_arena *arena, uint32_t number);

/* A callout type as written → its number in the kinds table (aliases folded: tldr → abstract);
 * unknown types are "note". */
size_t sei_style_callout_kind(sei_str type);
const char *sei_style_callout_name(size_t kind); /* "note", "abstract" … */

/* The names of the styles in the folder, for `seihon styles`: sorted; with the file's
 * `description`. */
typedef struct sei_style_listing {
    sei_str name, file, description;
} sei_style_listing;
bool sei_style_list(sei_arena *arena, const sei_root *styles, sei_style_listing **listings,
                    size_t *count, sei_status *status);

/* Adds the table of properties as roff: the body of the manual page seihon_style(5). */
void sei_style_manual(sei_buf *out);

#ifdef __cplusplus
}
#endif

#endif
