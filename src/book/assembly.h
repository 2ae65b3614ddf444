/* What the files of book/ share while one book is made. Private to book/.
 *
 * The flow (assemble.c): a plan says which notes are the book's chapters (plan.h). A manuscript is
 * a note as read and parsed, never changed after that. A chapter is a copy of a manuscript's tree,
 * or of a piece of it; splice.c walks it and puts copies of other manuscripts in place of embeds,
 * link.c binds links, study.c makes what the style asks learners to do, seal.c numbers everything.
 */
#ifndef SEI_BOOK_ASSEMBLY_H
#define SEI_BOOK_ASSEMBLY_H

#include "base/map.h"
#include "base/vec.h"
#include "book/assemble.h"
#include "book/targets.h"
#include "markdown/markdown.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Depths of the outline, of parts, chapters and headings: what is deeper stands at the last. */
#define SEI_BOOK_DEPTH_MAX 6

typedef struct sei_manuscript {
    sei_str path; /* below the vault's root */
    const sei_source *source;
    const sei_yaml *front; /* the front matter's map, or NULL */
    size_t front_offset;   /* byte of the YAML text in the source */
    sei_str body;          /* the text behind the front matter */
    sei_node *tree;        /* as parsed; NULL when the file cannot be used (`failure` says why) */
    sei_status failure;
    sei_str title;
    bool title_is_heading; /* the title is the text of the note's own leading heading */
    uint32_t note_count;   /* NOTEs of the tree; their ids are 1 … note_count */
    sei_targets own;       /* of `tree`; filled at the first embed of a part */
    bool has_own;
    sei_node *start;      /* in the book: the CHAPTER, else the first EMBEDDED of the whole note */
    sei_targets primary;  /* in the book: of its chapter */
    sei_targets embedded; /* in the book: of spliced copies */
} sei_manuscript;

/* What a chapter or an embed shows: siblings of a manuscript's tree. */
typedef struct sei_piece {
    sei_manuscript *manuscript;
    const sei_node *part;        /* as in sei_frame */
    const sei_node *first, *end; /* end is not shown; NULL: to the last */
    int level; /* of the heading whose section it is, which ends before the next of this level or
                  above it; 0: no section */
} sei_piece;

/* A copy of a manuscript, or of a part of it, that stands in the book. The nodes that carry one
 * (CHAPTER, EMBEDDED, the SPAN of an inlined embed, NOTE) have its number + 1 as id until seal.c
 * gives the ids. */
typedef struct sei_frame {
    sei_manuscript *manuscript;
    const sei_node *part; /* in the manuscript's tree; NULL: the whole note */
    uint32_t parent;      /* number + 1 of the frame that embeds this one; 0 for a chapter */
    uint32_t depth;       /* frames above it */
} sei_frame;

typedef struct sei_bound_link {
    sei_node *link;
    sei_node *target;
} sei_bound_link;

/* A link to a heading or block that no node of the book answers to (subpath.c). */
typedef struct sei_asked_subpath {
    const sei_node *link;
    sei_str path; /* of the note it names */
    size_t place; /* among the others */
} sei_asked_subpath;

typedef struct sei_assembly {
    sei_book book; /* first: sei_assemble_inputs finds the rest from it */
    sei_arena *arena;
    sei_vault *vault;
    sei_diags *diags;
    sei_str note;            /* the source's path */
    const sei_map *siblings; /* as in the request */
    sei_markdown_options markdown;
    SEI_VEC(sei_manuscript *) manuscripts; /* by source number */
    sei_map manuscripts_by_path;
    SEI_VEC(sei_asset) assets;
    sei_map assets_by_path;
    SEI_VEC(sei_file_info) inputs;
    SEI_VEC(sei_frame) frames;
    SEI_VEC(sei_bound_link) links;
    SEI_VEC(sei_asked_subpath) subpaths;
    size_t embed_budget;        /* bytes that embeds may still add */
    SEI_VEC(sei_node *) papers; /* what stands beside the tree for paper, topmost nodes */
    sei_map reported;           /* places that have their message, see sei_assembly_report_once */
    sei_map notes;              /* frame and a manuscript's NOTE → the copy of it in the book */
    sei_node *root;             /* BOOK */
    bool is_many; /* the source is more than one note: headings stand below chapters */
} sei_assembly;

/* Whether this is the first message of its kind at the node's place: a text that is spliced in many
 * times is reported once. */
bool sei_assembly_report_once(sei_assembly *assembly, sei_diag_id id, const sei_node *node);

const sei_source *sei_assembly_source(const sei_assembly *assembly, const sei_node *node);

/* The note at a path as a manuscript, known by its path: read once. `bytes` may be given (at not
 * NULL). A file that cannot be used gives a manuscript without a source. */
sei_manuscript *sei_manuscript_read(sei_assembly *assembly, sei_str path, sei_str bytes);
/* The same, and parsed, with assembly->markdown. */
sei_manuscript *sei_manuscript_open(sei_assembly *assembly, sei_str path, sei_str bytes);
/* Targets of the manuscript's own tree. */
const sei_targets *sei_manuscript_targets(sei_manuscript *manuscript);
/* sei_node_plain_text of a tree whose links are not bound yet: a wikilink without an alias gives
 * what it will show. */
sei_str sei_manuscript_plain_text(sei_arena *arena, const sei_node *node);

/* The piece of a manuscript that a subpath names, "" all of it; false when there is none. */
bool sei_piece_find(sei_manuscript *manuscript, sei_str subpath, sei_piece *found);

/* Makes a chapter of the piece at the end of `parent` (BOOK or PART): a copy of its blocks with all
 * embeds spliced in and its footnotes gathered, in the order of their first marks. Its title is not
 * printed when its first block is the heading that says it (`title_leads`); that heading's text
 * becomes the title. */
sei_node *sei_splice_chapter(sei_assembly *assembly, sei_node *parent, const sei_piece *shown,
                             sei_str title, bool title_leads);
/* The number + 1 of the asset for an image file; its bytes are read at the first call. 0 when it
 * cannot be read, with a message at the node. */
uint32_t sei_asset_add(sei_assembly *assembly, const sei_vault_file *file, const sei_source *source,
                       size_t offset);
/* What a file is by its extension: an image, or else one that Obsidian embeds and paper does not
 * show (PDF, sound, film, canvas, base). */
bool sei_asset_is_image(sei_str path);
bool sei_asset_is_media(sei_str path);
const char *sei_asset_word(sei_str path); /* "image", "PDF file" …; "note" for any other */

/* Binds every link of the book: to a node of it, to an allowed URL, or it becomes text. */
void sei_link_bind(sei_assembly *assembly);
/* The number + 1 of the frame that a node stands in: its own or the nearest above. */
uint32_t sei_link_frame(const sei_node *node);
/* Whether the text starts as a URL with a scheme ("https:", "mailto:"), blanks before it ignored.
 */
bool sei_link_has_scheme(sei_str path);
/* The URL without blanks and controls; false when its scheme is not http, https or mailto. */
bool sei_link_clean_url(sei_arena *arena, sei_str written, sei_str *url);
/* The text with its percent codes as the bytes they stand for; what is no UTF-8 is repaired. */
sei_str sei_link_decode_percent(sei_arena *arena, sei_str text);
/* Splits a Markdown link's path at '#' and decodes its percent signs, once; a wikilink stays. */
void sei_link_decode(sei_arena *arena, sei_target *target);
/* Looks a target's path (not empty) up from the node's note; reports an alias and an ambiguous
 * name. NULL when there is no such file: what to say then is the caller's. */
const sei_vault_file *sei_link_find(sei_assembly *assembly, const sei_node *node);
/* Reports a target that was not found, with the nearest name. */
void sei_link_report_missing(sei_assembly *assembly, sei_diag_id id, const sei_node *node);
/* What is shown for a target without an alias: "Note > Heading"; "#" for the note itself. */
sei_str sei_link_display(sei_arena *arena, const sei_target *target);

/* A link as a property or a book file writes it: "[[path#heading|alias]]", perhaps with an embed's
 * '!' before it. Each part is trimmed, and "" when it is not there. */
typedef struct sei_property_link {
    sei_str path, subpath, alias;
} sei_property_link;

/* Splits such a link; false for any other text, of which all but the '!' is the path. */
bool sei_property_link_split(sei_str text, sei_property_link *link);
/* Marks the files that the properties of a note's front matter name, when vault->used asks for it.
 */
void sei_property_link_mark(sei_assembly *assembly, const sei_manuscript *manuscript);

/* Remembers a link whose subpath the book does not show, of the note at `path`. */
void sei_subpath_add(sei_assembly *assembly, const sei_node *link, sei_str path);
/* Reports the remembered links whose note does not have the heading or block either. */
void sei_subpath_check(sei_assembly *assembly);
/* Reports a heading or block that the manuscript does not have, with the nearest heading that it
 * has; `outcome` says what becomes of the link or embed. */
void sei_subpath_report(sei_assembly *assembly, const sei_node *node, sei_manuscript *manuscript,
                        const char *outcome);

/* Adds to every link that leads out of the book what paper prints for it: its address, and a note
 * (one for an address and chapter) or a code to scan that gives it. */
void sei_address_add(sei_assembly *assembly);

/* Numbers nodes, anchors and heading depths; fills the book's arrays. In a book of many notes the
 * headings stand below their chapters, at levels that are their depths. */
void sei_seal(sei_assembly *assembly);

/* The level of the chapter's own sections: the least among its headings, but for its title's. */
int sei_study_section_level(const sei_node *chapter);
/* Adds a section at the chapter's end, before its notes: a heading and the list. */
void sei_study_add_section(sei_assembly *assembly, sei_node *chapter, sei_node *list, int level,
                           sei_str title);
/* Gathers question callouts as exercises (exercise.c). */
void sei_exercise_gather(sei_assembly *assembly);
/* Makes terms and blanks of what the style asks for, and lists the answers (study.c). */
/* Whether it is text that names what follows, or bold print alone on its lines: no term. */
bool sei_study_is_title(const sei_node *node);
void sei_study(sei_assembly *assembly, const sei_style *style);

/* index.c: the words of an index are gathered before they may become blanks, and stand in it once
 * the book has its other chapters. */
struct sei_index *sei_index_gather(sei_assembly *assembly, const sei_style *style);
void sei_index_add(sei_assembly *assembly, struct sei_index *index); /* NULL: nothing */

/* Fills book.info (but for the language) and the cover from the manuscript's front matter. The
 * identifier, where none is given, is made of `name`. */
/* The tags that a front matter (NULL: none) names, without '#'; their number. */
size_t sei_metadata_tags(sei_arena *arena, const sei_yaml *front, const sei_str **list);
void sei_metadata_fill(sei_assembly *assembly, const sei_manuscript *manuscript, sei_str title,
                       sei_str name);
/* A property's text as printed: "" for null, "[[note|alias]]" gives its alias. */
sei_str sei_metadata_text(const sei_manuscript *manuscript, const char *key);

#ifdef __cplusplus
}
#endif

#endif
