/* Where Latin words may be divided: libhyphen's patterns, a file for each language below one
 * folder. Patterns are read when the first paragraph in their language asks for them. */
#ifndef SEI_PARA_HYPHEN_H
#define SEI_PARA_HYPHEN_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/os.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_hyphenator sei_hyphenator;

/* Letters of the longest word that is divided. */
#define SEI_HYPHEN_WORD_MAX 64

/* Reads nothing yet. It lies on the arena; `folder` holds hyph_en_US.dic and the like and stays
 * open as long as it. `tag` is the document's language ("de-AT"), which SEI_LANG_OTHER stands for.
 */
sei_hyphenator *sei_hyphenator_open(sei_arena *arena, const sei_root *folder, sei_str tag);
/* Gives back what libhyphen holds, which is not on the arena. NULL does no harm. */
void sei_hyphenator_close(sei_hyphenator *hyphenator);

/* Fills after[i], one for each of the word's `count` code points: whether a line may end behind it
 * with a hyphen. False, and nothing filled, when the language has no patterns or the word cannot be
 * divided. The word is in lower case, at most SEI_HYPHEN_WORD_MAX code points. */
bool sei_hyphenator_divide(sei_hyphenator *hyphenator, sei_lang lang, const uint32_t *word,
                           size_t count, bool *after);

#ifdef __cplusplus
}
#endif

#endif
