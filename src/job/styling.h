/* The style of one document: a style file and everything that is set over it. */
#ifndef SEI_JOB_STYLING_H
#define SEI_JOB_STYLING_H

#include "book/assemble.h"
#include "job/house.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whose wishes count, each over those before it: the style, the vault's seihon.yaml, the source's
 * own (a note's or map's front matter, a book file), the command's settings. */
typedef struct sei_styling {
    const sei_house *house;
    const sei_assemble_wishes *source;
    const sei_style_setting *settings; /* --set */
    size_t setting_count;
    sei_arena *arena;
    sei_diags *diags;
    bool has_file;      /* filled by sei_styling_make: the style is a file of the user's, */
    sei_file_info file; /* this one */
    sei_str impose;     /* the imposition that the source or the vault asks for, "" for none */
} sei_styling;

/* Computes the style. False with a status; what is wrong with a setting is a diagnostic too. */
bool sei_styling_make(sei_styling *styling, sei_style *style, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
