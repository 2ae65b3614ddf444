/* YAML: libyaml's events → a small bounded tree with positions; and where a note's front matter is.
 *
 * Event API only, no loader; no merge keys, tags ignored, UTF-8 only. Depth, entries and bytes are
 * bounded (base/limits.h), and an alias counts as all the nodes that it stands for: libyaml's
 * scanner is quadratic in flow nesting, so that it is left at the first event that is too deep
 * (spec/robustness, B3). */
#ifndef SEI_YAML_YAML_H
#define SEI_YAML_YAML_H

#include "base/arena.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_yaml_kind {
    SEI_YAML_NULL, /* empty, ~, null */
    SEI_YAML_SCALAR,
    SEI_YAML_LIST,
    SEI_YAML_MAP
} sei_yaml_kind;

typedef struct sei_yaml sei_yaml;
struct sei_yaml {
    sei_yaml_kind kind;
    bool is_quoted; /* a scalar written in quotes or as a block: always text */
    size_t offset;  /* byte offset of the node in the text given to sei_yaml_parse */
    size_t end;     /* byte behind it */
    sei_str key;    /* of a map's entry, "" otherwise */
    size_t key_offset;
    sei_str scalar;
    const sei_yaml *first, *next; /* a list's or map's children in order */
};

/* Parses one document. On failure returns NULL, with a message in status and *error_offset. An
 * empty text gives a NULL node. Duplicate keys are an error. */
const sei_yaml *sei_yaml_parse(sei_arena *arena, sei_str text, size_t *error_offset,
                               sei_status *status);

/* A map's entry, or NULL (also when `map` is NULL or no map). Keys compare exactly. */
const sei_yaml *sei_yaml_find(const sei_yaml *map, sei_str key);
/* The scalar's text; "" for NULL, null nodes, lists and maps. */
sei_str sei_yaml_text(const sei_yaml *node);

/* Splits "---\n…\n---\n" off a note's start (a BOM, CR LF and trailing blanks tolerated; "..." ends
 * it too). False when there is none or it does not close: then it is text. `yaml` and `body` are
 * slices of `note`. */
bool sei_yaml_front_matter(sei_str note, sei_str *yaml, sei_str *body);

#ifdef __cplusplus
}
#endif

#endif
