/* Splicing: what the files that replace embeds share. Private to book/.
 *
 * Every sei_..._replace function puts something in an embed's place and returns the node that the
 * walk goes on from (NULL at the chapter's end). */
#ifndef SEI_BOOK_SPLICE_H
#define SEI_BOOK_SPLICE_H

#include "book/assembly.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A chapter being made. */
typedef struct sei_splice {
    sei_assembly *assembly;
    sei_node *chapter;
    sei_node *notes; /* NOTES, NULL before the first mark */
} sei_splice;

/* Adds a frame below `parent` (number + 1, 0: a chapter) and returns its number + 1. */
uint32_t sei_splice_add_frame(sei_splice *splice, sei_manuscript *manuscript, const sei_node *part,
                              uint32_t parent);

/* slot.c: an embed's place in its paragraph. */

/* Whether the embed stands between line ends of a paragraph: alone in it, or on its own line. */
bool sei_slot_is_own_line(const sei_node *embed);
/* Takes the embed, a child of a paragraph, out of it and puts a block in its place; what stands
 * before and behind stays as paragraphs, or goes when it is blank. */
void sei_slot_lift(sei_splice *splice, sei_node *embed, sei_node *block);
sei_node *sei_slot_replace_by_text(sei_splice *splice, sei_node *embed, sei_str text);
/* Leaves the embed out, and its paragraph when nothing else is in it. */
sei_node *sei_slot_replace_by_nothing(sei_splice *splice, sei_node *embed);

/* picture.c: embeds that are no notes. */

/* FIGURE on a line of its own, else IMAGE, with the file's picture when it is an image. Without one
 * (`file` NULL: missing, whatever it would have been) a box with its name is printed. */
sei_node *sei_picture_replace(sei_splice *splice, sei_node *embed, const sei_vault_file *file);
/* Of something on the network: a link stands in its place, since nothing is fetched. */
sei_node *sei_picture_replace_remote(sei_splice *splice, sei_node *embed);
/* Of a file that is there and has no printed form: the same box, with a message. */
sei_node *sei_picture_replace_media(sei_splice *splice, sei_node *embed,
                                    const sei_vault_file *file);

/* piece.c: notes and their parts. */

/* Copies the piece's blocks below `parent`. An item comes in a list of its own. */
void sei_piece_copy(sei_arena *arena, const sei_piece *shown, sei_node *parent);
/* The part of the manuscript that the embed's subpath names. */
sei_node *sei_piece_replace(sei_splice *splice, sei_node *embed, sei_manuscript *manuscript);

#ifdef __cplusplus
}
#endif

#endif
