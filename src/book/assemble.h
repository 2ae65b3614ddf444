/* Assembling: notes → one book. Reads notes through the vault, parses them through markdown/ (each
 * once), splices embeds in, binds every link to an anchor or makes it an external URL or text,
 * numbers notes per chapter, gives headings their outline depth, collects assets and metadata.
 *
 * After this there is no WIKILINK and no EMBED node (DESIGN, invariant 3). */
#ifndef SEI_BOOK_ASSEMBLE_H
#define SEI_BOOK_ASSEMBLE_H

#include "base/diag.h"
#include "doc/book.h"
#include "style/style.h"
#include "vault/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_breaks {
    SEI_BREAKS_AUTO, /* note, vault setting, else obsidian in a vault and markdown outside */
    SEI_BREAKS_OBSIDIAN,
    SEI_BREAKS_MARKDOWN
} sei_breaks;

/* What the source is, and with that how its chapters are found. */
typedef enum sei_assemble_kind {
    SEI_ASSEMBLE_NOTE,   /* one note: a book of one chapter */
    SEI_ASSEMBLE_MAP,    /* a map-of-content note with the notes it lists */
    SEI_ASSEMBLE_FOLDER, /* every note below a folder */
    SEI_ASSEMBLE_FILE    /* a book file (*.yaml) */
} sei_assemble_kind;

typedef struct sei_assemble_request {
    sei_arena *arena;
    sei_vault *vault;
    sei_str note;       /* path below the vault's root: a note, a folder ("": the root), a file */
    sei_str note_bytes; /* at NULL: read from the vault */
    sei_lang lang;      /* --lang; NONE: front matter, else from the text */
    sei_breaks breaks;
    sei_diags *diags;
    sei_assemble_kind kind;
    /* What else is made beside this book: a source's path → sei_str *, its outputs' path without
     * suffix below a folder of all. NULL: nothing that links could lead to. */
    const sei_map *siblings;
} sei_assemble_request;

/* What a front matter or a book file asks of the program (a note's `seihon:` map and flat
 * `seihon-…` keys; a book file's own keys). */
typedef struct sei_assemble_wishes {
    sei_str style; /* "" for none */
    sei_str impose;
    const sei_style_setting *settings;
    size_t setting_count;
    /* A book file's `output`: paths as written, relative to the book file's folder; "" when not
     * asked for. */
    sei_str pdf, epub;
} sei_assemble_wishes;

/* NULL with a status when the source cannot be read, or when a book file has errors (each with its
 * diagnostic) or no chapter; anything else is a diagnostic. `wishes` may be NULL.
 * The book is not to be read before sei_assemble_finish. */
sei_book *sei_assemble(const sei_assemble_request *request, sei_assemble_wishes *wishes,
                       sei_status *status);

/* Makes the study aids that the style asks for (NULL: none) and seals the book, which is const from
 * then on. What the book's source wishes for is part of the style, so this cannot come earlier. */
void sei_assemble_finish(sei_book *book, const sei_style *style);

/* Every file that was read, or could not be, as the vault's index saw it: for the sink's check, the
 * manifest and depfiles. */
const sei_file_info *sei_assemble_inputs(const sei_book *book, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
