/* Code in a known language → which of its bytes are keywords, strings, comments …: what both
 * writers show in weights and colours. Private to book/. */
#ifndef SEI_BOOK_COLOUR_H
#define SEI_BOOK_COLOUR_H

#include "base/arena.h"
#include "doc/node.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a language is to the scanner. Lists are words with spaces between; NULL is an empty list. */
typedef struct sei_colour_language {
    const char *names; /* in lower case, as they stand behind ``` */
    const char *keywords;
    const char *line_comments; /* what begins one */
    const char *block_comment; /* what begins and what ends one */
    const char *long_quotes;   /* begin and end strings of several lines; tried before `quotes` */
    const char *quotes;        /* characters that begin and end a string in a line */
    unsigned traits;           /* SEI_COLOUR_… */
} sei_colour_language;

#define SEI_COLOUR_ANY_CASE 1u    /* keywords in any case of letters */
#define SEI_COLOUR_KEYS 2u        /* a word before ':' or '=' at its line's head is a name */
#define SEI_COLOUR_SIGILS 4u      /* $word and @word are names */
#define SEI_COLOUR_DASHES 8u      /* '-' is part of a word */
#define SEI_COLOUR_DIRECTIVES 16u /* #word at a line's head is a keyword */
#define SEI_COLOUR_SPARSE 32u     /* a comment begins at a line's head or behind white space only */
#define SEI_COLOUR_LETTERS 64u    /* '…' holds one character; elsewhere ' is none of a string's */
#define SEI_COLOUR_MARKUP 128u    /* <tags with="attributes"> among text */
#define SEI_COLOUR_DIFF 256u      /* what a line is shows at its head */
#define SEI_COLOUR_COMMANDS 512u  /* \word is a keyword */

/* The language that an info string begins with, or NULL. */
const sei_colour_language *sei_colour_find(sei_str info);

/* Fills the CODE_BLOCK's runs, on the arena; none when its language is not known. Takes time in
 * proportion to the text, whatever it is. */
void sei_colour_code(sei_arena *arena, sei_node *code);

#ifdef __cplusplus
}
#endif

#endif
