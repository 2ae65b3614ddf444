/* Patterns over paths, as book files and options write them. */
#ifndef SEI_BASE_GLOB_H
#define SEI_BASE_GLOB_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether the path matches the whole pattern: "*" is any characters of one name, "?" is one
 * character of it, "**" as a name of its own any folders, none too ("a/" "**" "/b.md" matches
 * "a/b.md"; at the end it takes one name or more). Other characters stand for themselves. Takes
 * what it costs off *steps and matches nothing once they are spent. */
bool sei_glob_match(sei_str pattern, sei_str path, size_t *steps);

#ifdef __cplusplus
}
#endif

#endif
