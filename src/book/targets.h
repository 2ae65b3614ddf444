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
    sei_map slugs; /* what a website would make of the heading → sei_targets_slug (targets.c) */
    SEI_VEC(sei_str) headings_read; /* their texts as read, in document order */
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
/* The same for a link. One written as in Markdown may also name a heading as websites do
 * ("#whats-new" for "What's new?", "#setup-1" for the second "Setup"), which Obsidian does not. */
sei_node *sei_targets_find_link(const sei_targets *targets, const sei_target *target);

#ifdef __cplusplus
}
#endif

#endif
