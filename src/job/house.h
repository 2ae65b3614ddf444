/* The house: what many jobs share and what is opened once, before the worker is forked — the
 * vault's index, the fonts and the styles. A job reads it; its only changes are the vault's lazy
 * look-ups. */
#ifndef SEI_JOB_HOUSE_H
#define SEI_JOB_HOUSE_H

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
    sei_str note; /* the source's path below the vault's root; "" when the source is the root */
    bool source_is_folder;
} sei_house;

/* Opens styles and fonts only: for `seihon fonts` and `seihon styles`. */
bool sei_house_open_data(sei_house *house, const sei_house_request *request, sei_status *status);

/* Opens everything for a source. */
bool sei_house_open(sei_house *house, const sei_house_request *request, sei_status *status);

/* Safe after a failed open. */
void sei_house_close(sei_house *house);

#ifdef __cplusplus
}
#endif

#endif
