/* The language of a text that says nothing about it. Private to book/. */
#ifndef SEI_BOOK_LANGUAGE_H
#define SEI_BOOK_LANGUAGE_H

#include "base/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From the scripts it is written in; never SEI_LANG_NONE (nothing tells: English). */
sei_lang sei_language_guess(sei_str text);

#ifdef __cplusplus
}
#endif

#endif
