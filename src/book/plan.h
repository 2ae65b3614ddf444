/* The plan: what a book is made of, in its order, before its tree is made. A reader for each kind
 * of source makes one; assemble.c builds the book from it. Private to book/.
 *
 *     one note        → plan.c         one chapter
 *     map of content  → plan_map.c     its headings are parts, its listed links and embeds chapters
 *     folder          → plan_folder.c  its notes in natural order, index notes first, folders parts
 *     book file       → plan_file.c    its `contents`
 */
#ifndef SEI_BOOK_PLAN_H
#define SEI_BOOK_PLAN_H

#include "book/assembly.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_plan_entry {
    bool is_part;     /* a title over the entries behind it that are deeper; else a chapter */
    int depth;        /* place in the outline, 1 … SEI_BOOK_DEPTH_MAX, no depth skipped */
    sei_str title;    /* of a chapter "": text that belongs to the title above it */
    bool title_leads; /* CHAPTER: its first block is the heading that the title is, or stands for */
    sei_piece shown;  /* CHAPTER: its blocks */
    /* PART: the note that the title comes from (NULL: none) and, when it is a heading there, that
     * heading. Links to the heading lead to the part, and links to a folder's index note. */
    sei_manuscript *manuscript;
    const sei_node *heading;
    bool is_index;
    uint32_t source; /* PART: where it is written */
    uint32_t offset;
} sei_plan_entry;

typedef struct sei_plan {
    SEI_VEC(sei_plan_entry) entries;
    size_t chapter_count;       /* notes among them, the source's own text not counted */
    sei_manuscript *manuscript; /* what metadata comes from; its front matter may be absent */
    sei_str title;              /* of the book */
    const sei_node *heading;    /* the manuscript's heading that says the title, when it is not
                                   printed in a chapter; else NULL */
    sei_str name;               /* what its identifier is made of */
} sei_plan;

/* What the readers share while a plan is made. */
typedef struct sei_planner {
    const sei_assemble_request *request;
    sei_assembly *assembly;
    sei_assemble_wishes *wishes;
    sei_plan plan;
    sei_map listed;  /* paths, with the place of a heading: what is a chapter */
    sei_map counted; /* paths of the notes that `bytes` counts */
    size_t bytes;
    size_t glob_steps; /* that patterns may still take */
    bool is_full;      /* a limit was reached: nothing more is added */
} sei_planner;

/* A note to be added. */
typedef struct sei_plan_note {
    int depth;
    sei_str path;             /* below the vault's root */
    sei_str subpath;          /* the heading that is the chapter; "" or a block: the whole note */
    sei_str title;            /* in place of its own, "" for none */
    bool is_found;            /* by a pattern: that it is listed already needs no message */
    const sei_source *source; /* where it is listed, for messages; NULL: nowhere */
    size_t offset;
} sei_plan_note;

/* What the notes of a pattern are sorted by: X(NAME, "word"). Dates are those of the front matter.
 */
#define SEI_PLAN_SORT_LIST(X)                                                                      \
    X(NAME, "name")                                                                                \
    X(PATH, "path")                                                                                \
    X(TITLE, "title")                                                                              \
    X(CREATED, "created")                                                                          \
    X(MODIFIED, "modified")

typedef enum sei_plan_sort {
#define SEI_PLAN_SORT_ENUM(name, word) SEI_PLAN_SORT_##name,
    SEI_PLAN_SORT_LIST(SEI_PLAN_SORT_ENUM)
#undef SEI_PLAN_SORT_ENUM
    SEI_PLAN_SORTS
} sei_plan_sort;

/* Notes to be found by a pattern (glob.h). */
typedef struct sei_plan_glob {
    sei_str pattern;
    sei_plan_sort sort;
    int depth;
    const sei_source *source; /* the book file */
    size_t offset;
} sei_plan_glob;

/* Makes the plan of the request; false with a status when there can be no book. */
bool sei_plan_make(sei_planner *planner, sei_status *status);
bool sei_plan_make_map(sei_planner *planner, sei_status *status);
bool sei_plan_make_folder(sei_planner *planner, sei_status *status);
bool sei_plan_make_file(sei_planner *planner, sei_status *status);

/* Adds a note as a chapter. False when it is none: it is listed already, it cannot be read or there
 * is no room for it (each with its message). A heading that the note does not have gives the whole
 * note; one of a note that is a chapter as a whole is passed over. */
bool sei_plan_add_note(sei_planner *planner, const sei_plan_note *note);
/* Adds all that the pattern matches and that is not listed yet; says so when it matches nothing. */
void sei_plan_add_glob(sei_planner *planner, const sei_plan_glob *glob);
bool sei_plan_sort_find(sei_str word, sei_plan_sort *sort); /* false when there is none */
sei_str sei_plan_sort_names(sei_arena *arena);              /* "name, path … or modified" */
/* Counts a note that the book shows, for the limits that depend on the input's size. */
void sei_plan_count(sei_planner *planner, const sei_manuscript *manuscript);
/* Adds blocks of the source's own as a chapter; nothing when there are none. */
void sei_plan_add_text(sei_planner *planner, int depth, sei_str title, const sei_piece *shown);
/* Adds a part; its depth is bounded here, as that of chapters is. */
void sei_plan_add_part(sei_planner *planner, const sei_plan_entry *part);
/* Takes out the parts that nothing stands below. */
void sei_plan_prune(sei_plan *plan);

/* The plan's manuscript and what the book is called by it. */
void sei_plan_name(sei_planner *planner, sei_manuscript *manuscript, sei_str title, sei_str name);

/* What a link's text says of its chapter's title: "" when it is only the note's name or path, as
 * Obsidian writes it by itself. */
sei_str sei_plan_given_title(sei_arena *arena, sei_str text, sei_str path);

/* The wishes of a front matter (wishes.c): fills planner->wishes and says what a newline means in
 * the book's notes, before the first is parsed. */
void sei_wishes_read(sei_planner *planner, const sei_manuscript *manuscript);
/* The same of a book file's own map; `other_keys` are no wishes. */
void sei_wishes_read_file(sei_planner *planner, const sei_manuscript *manuscript,
                          const sei_str *other_keys, size_t other_count);

#ifdef __cplusplus
}
#endif

#endif
