/* JLREQ's class-pair tables, compiled: what stands between two characters of given classes, how it
 * may shrink and grow, and whether a line may break there. tables.c is made by jlreq/generate.py
 * from the .tsv files beside it; a test makes it again and compares. */
#ifndef SEI_PARA_TABLES_H
#define SEI_PARA_TABLES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Classes are cl-01 … cl-30 by number; index 0 is the line's edge (head as `before`, end as
 * `after`). */
#define SEI_PAIR_CLASSES 31

/* Whether a line may break between the two (JLREQ appendix C, very strict). */
typedef enum sei_pair_break {
    SEI_RULE_YES, /* zero: what the table does not list */
    SEI_RULE_NO,
    SEI_RULE_CONDITION /* break_opportunity.c knows the condition */
} sei_pair_break;

/* The steps of reduction in the order in which they are used up (JLREQ 3.8.3, appendix D; CLREQ
 * 3.5). Spaces at the line's end are not among them: a break has variants of its end. */
typedef enum sei_shrink_step {
    SEI_SHRINK_NONE,
    SEI_SHRINK_WORD,        /* Western word space */
    SEI_SHRINK_DOT,         /* around middle dots */
    SEI_SHRINK_PUNCTUATION, /* before opening, after closing brackets; Japanese: after commas too */
    SEI_SHRINK_COMMA,       /* Chinese: after commas */
    SEI_SHRINK_LATIN,       /* between CJK and Latin */
    SEI_SHRINK_STOP,        /* Chinese: after full stops */
    SEI_SHRINK_STEPS
} sei_shrink_step;

/* The steps of expansion, in order (JLREQ 3.8.4, appendix E). */
typedef enum sei_stretch_step {
    SEI_STRETCH_NONE,
    SEI_STRETCH_WORD,   /* Western word space */
    SEI_STRETCH_LATIN,  /* between CJK and Latin */
    SEI_STRETCH_SOLID,  /* between solid kana and ideographs, up to a quarter em */
    SEI_STRETCH_ALL,    /* these and the gaps around punctuation, equally, without bound */
    SEI_STRETCH_LETTER, /* a line without any such gap (an address, a cut word): between letters */
    SEI_STRETCH_STEPS
} sei_stretch_step;

/* The reduction tables, by profile. */
typedef enum sei_shrink_table {
    SEI_TABLE_JLREQ,
    SEI_TABLE_JISX4051,
    SEI_TABLE_BOOK,
    SEI_TABLE_COUNT
} sei_shrink_table;

/* Spaces are eighths of an em, of the character before plus of the character after. */
typedef struct sei_pair_rule {
    uint8_t before, after; /* natural space */
    uint8_t rule;          /* sei_pair_break */
    uint8_t stretch;       /* sei_stretch_step: the first step that opens this gap */
    struct {
        uint8_t step;          /* sei_shrink_step */
        uint8_t before, after; /* how much it can lose */
    } shrink[SEI_TABLE_COUNT];
} sei_pair_rule;

extern const sei_pair_rule sei_pair_rules[SEI_PAIR_CLASSES][SEI_PAIR_CLASSES];

#ifdef __cplusplus
}
#endif

#endif
