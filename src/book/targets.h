/* What a subpath may lead to: the headings and labels of one note, by normalised text. Private to
 * book/. */
#ifndef SEI_BOOK_TARGETS_H
#define SEI_BOOK_TARGETS_H

#include "base/map.h"
#include "base/source.h"
#include "base/vec.h"
#include "doc/node.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_targets {
    sei_arena *arena;
    sei_map headings; /* key → the headings with that key (targets.c) */
    sei_map labels;   /* folded label → sei_node */
    size_t heading_count;
} sei_targets;

void sei_targets_init(sei_targets *targets, sei_arena *arena);

/* Adds the node when it is a heading or has a label; others are passed over. Nodes come in document
 * order. `source` is the heading's: its raw line counts beside its text. */
void sei_targets_add(sei_targets *targets, sei_node *node, const sei_source *source);

/* The same for a heading that is not printed itself: links to it lead `to` another node. */
void sei_targets_add_heading(sei_targets *targets, const sei_node *heading, sei_node *to,
                             const sei_source *source);

/* "H1#H2", "^block" or an HTML id → the node, or NULL. */
sei_node *sei_targets_find(const sei_targets *targets, sei_str subpath);

/* The key that headings are compared by: ASCII punctuation and runs of white space are one space,
 * then trimmed and folded (obsidian A5). */
sei_str sei_targets_key(sei_arena *arena, sei_str text);

#ifdef __cplusplus
}
#endif

#endif
