/* Style sheets that a user brings. */
#ifndef SEI_EPUB_CSS_H
#define SEI_EPUB_CSS_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The sheet without what it takes from other files; *has_references says whether there was any. */
sei_str sei_css_clean(sei_arena *arena, sei_str css, bool *has_references);

#ifdef __cplusplus
}
#endif

#endif
