/* The plan: what a book is made of, in its order, before any text is assembled. A reader for each
 * kind of source makes one; assemble.c alone knows them all and builds the book from the plan.
 * Private to book/.
 *
 *     one note        → plan.c         one entry
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

typedef enum sei_plan_kind {
    SEI_PLAN_PART, /* a title over the entries behind it that are deeper */
    SEI_PLAN_NOTE, /* a note, or one heading of it, as a chapter */
    SEI_PLAN_TEXT  /* blocks of the map note itself */
} sei_plan_kind;

typedef struct sei_plan_entry {
    sei_plan_kind kind;
    int depth;             /* place in the outline, 1..6: one more than the part's it stands in */
    sei_str title;         /* PART: its title; NOTE: in place of the note's own, "" for none */
    sei_str path;          /* NOTE: below the vault's root */
    sei_str subpath;       /* NOTE: the heading that is the chapter, "" for the whole note */
    const sei_node *first; /* TEXT: blocks of the map's tree, from `first` … */
    const sei_node *end;   /* … to before `end` (NULL: its last) */
    const sei_source *source; /* where it is asked for, for messages */
    size_t offset;
} sei_plan_entry;

typedef struct sei_plan {
    SEI_VEC(sei_plan_entry) entries;
    sei_manuscript *manuscript; /* the note that metadata comes from, or NULL */
} sei_plan;

#ifdef __cplusplus
}
#endif

#endif
