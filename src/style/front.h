/* What a front matter asks of the program: its `seihon:` map, or the same keys written flat
 * (`seihon-style: a5-booklet`), since Obsidian's property editor knows no nested maps
 * (spec: README "Front matter"). It stands apart from style.h to keep YAML out of that header. */
#ifndef SEI_STYLE_FRONT_H
#define SEI_STYLE_FRONT_H

#include "style/style.h"
#include "yaml/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads the wishes out of a front matter's root map (NULL, or no map: there are none). `source` is
 * the note and `base_offset` the byte where the YAML text begins in it, so that messages about a
 * value show its place. Returns the count of *settings, in the order written, for sei_style_apply;
 * *settings is on the arena. *style, *impose and *breaks get the scalars of those keys, "" when
 * absent or empty: what they may be is checked by who uses them. None of the pointers may be NULL.
 *
 * Known keys are style, impose, breaks, set and map-text (left to sei_style_front_find); `set` is a
 * map of properties (nested or dotted) or a list of "text.size=10pt". Any other key is a property
 * of its own: `seihon-text.size: 10pt`. */
size_t sei_style_front_settings(sei_arena *arena, const sei_source *source, size_t base_offset,
                                const sei_yaml *front, sei_style_setting **settings, sei_str *style,
                                sei_str *impose, sei_str *breaks);

/* The value of a key of the `seihon:` map or of its flat form, or NULL: for keys that are no
 * properties ("map-text", which only a book's map note has). */
const sei_yaml *sei_style_front_find(const sei_yaml *front, sei_str key);

/* The same settings for the map itself, as a vault's seihon.yaml and a book file hold it; keys in
 * `passed_over` (may be NULL) belong to others. */
size_t sei_style_map_settings(sei_arena *arena, const sei_source *source, size_t base_offset,
                              const sei_yaml *map, const sei_str *passed_over,
                              size_t passed_over_count, sei_style_setting **settings,
                              sei_str *style, sei_str *impose, sei_str *breaks);

#ifdef __cplusplus
}
#endif

#endif
