/* The system's fonts, by fontconfig. For this layer alone. */
#ifndef SEI_FONT_SYSTEM_H
#define SEI_FONT_SYSTEM_H

#include "font/library.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads fontconfig's folders and caches (nothing of them is read again). NULL when fontconfig is
 * not to be had or knows no font that can be used: then there are no system fonts. */
sei_system *sei_system_open(sei_font_library *library);
void sei_system_close(sei_system *system); /* NULL allowed */

/* The system's face for a code point. With `only_lang` just a face that is drawn for the query's
 * language. NULL when there is none. */
const sei_face *sei_system_find(sei_system *system, const sei_font_query *query,
                                uint32_t code_point, bool only_lang);

#ifdef __cplusplus
}
#endif

#endif
