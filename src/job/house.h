/* The house: what many jobs share and what is opened once, before the worker is forked — the
 * vault's index, the fonts and the styles. A job reads it; its only changes are the vault's lazy
 * look-ups. */
#ifndef SEI_JOB_HOUSE_H
#define SEI_JOB_HOUSE_H

#include "book/assemble.h"
#include "font/font.h"
#include "style/style.h"
#include "vault/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_HOUSE_FONT_FOLDERS_MAX 16

typedef struct sei_house_request {
    sei_str source;              /* a note or a folder, as the user named it */
    sei_str vault;               /* --vault; "" finds it */
    sei_str style;               /* --style: a name or a path; "" leaves it to the source */
    sei_str data;                /* the folder that holds fonts/ and styles/; "" finds it */
    const sei_str *font_folders; /* --font-dir, in order */
    size_t font_folder_count;
    bool no_system_fonts;
    sei_allocator allocator;
} sei_house_request;

typedef struct sei_house {
    sei_memory memory;
    sei_arena arena;
    sei_str program_data; /* the folder that holds fonts/ and styles/ */
    sei_root styles;
    sei_root patterns; /* of hyphenation; its fd is -1 when the system has none */
    sei_root fonts[SEI_HOUSE_FONT_FOLDERS_MAX];
    size_t font_count;
    sei_font_library *library;
    sei_vault vault;
    bool has_vault;
    sei_root style_folder; /* of a --style outside the vault; its fd is -1 when it is inside */
    sei_str style;         /* --style as sei_style_load takes it: a name, or below its root */
    sei_str note; /* the source's path below the vault's root; "" when the source is the root */
    bool source_is_folder;
} sei_house;

/* Opens styles and fonts only: for `seihon fonts` and `seihon styles`. */
bool sei_house_open_data(sei_house *house, const sei_house_request *request, sei_status *status);

/* Opens everything for a source. */
bool sei_house_open(sei_house *house, const sei_house_request *request, sei_status *status);

/* What the source of an open house is to a conversion: a book file by its name (.yaml, .yml), a
 * note, or with `as_book` (--book) a map note or a folder. False with a status that names --book
 * when a folder is to be a note. */
bool sei_house_source_kind(const sei_house *house, bool as_book, sei_assemble_kind *kind,
                           sei_status *status);

/* The folder that --style paths are read below: its own when it lies outside the vault. */
const sei_root *sei_house_style_root(const sei_house *house);

/* The source's name without folder and suffix, for naming outputs: "旅行" for 旅/旅行.md, the
 * folder's own name for the vault's root. */
sei_str sei_house_source_stem(const sei_house *house);

/* Safe after a failed open. */
void sei_house_close(sei_house *house);

#ifdef __cplusplus
}
#endif

#endif
