/* The table of style properties: what each is called, what it may hold, where its value goes and
 * what it is for. Reading, --set, messages and the manual come from this one table
 * (style/property_table.c).
 *
 * A path may hold one '#', which stands for a name of the property's group: "headings.#.size" is
 * headings.1.size … headings.6.size. A property with such a name filled in is a slot. */
#ifndef SEI_STYLE_PROPERTY_H
#define SEI_STYLE_PROPERTY_H

#include "style/style.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_property_type {
    SEI_PROPERTY_LENGTH,   /* sei_length: a number with a unit */
    SEI_PROPERTY_COUNT,    /* int: characters, lines, levels */
    SEI_PROPERTY_EM,       /* int32_t, em/1000: "0.25em", or a bare number of characters */
    SEI_PROPERTY_FRACTION, /* int32_t, per mille: "1/3", "0.8", "80%" */
    SEI_PROPERTY_SWITCH,   /* bool: yes or no, or the two of `words` */
    SEI_PROPERTY_WORD,     /* an enum: one of `words` */
    SEI_PROPERTY_TEXT,     /* sei_str; one of `words` stands for "" */
    SEI_PROPERTY_LABEL,    /* const char *: text without control characters, "" when empty */
    SEI_PROPERTY_FONT,     /* sei_style_font: "serif", "sans-bold" */
    SEI_PROPERTY_SHADE,    /* sei_rgb: "#rrggbb" */
    SEI_PROPERTY_COLOR,    /* sei_rgb: the same, or a name of `colors` */
    SEI_PROPERTY_PAPER,    /* two sei_length: "A5" or [148mm, 210mm] */
    SEI_PROPERTY_PLACE,    /* two sei_length: "center" or [to the fore-edge, down] */
    SEI_PROPERTY_PARTS,    /* an array of sei_style_part and, at with_at, its count */
    SEI_PROPERTY_FILES     /* an array of sei_str and, at with_at, its count */
} sei_property_type;

typedef enum sei_property_group {
    SEI_GROUP_NONE,
    SEI_GROUP_HEADING, /* 1 … 6 */
    SEI_GROUP_CALLOUT, /* note, abstract … */
    SEI_GROUP_ROLE     /* serif, sans, mono, emoji */
} sei_property_group;

typedef struct sei_property_word {
    const char *name; /* NULL ends a list */
    int value;
} sei_property_word;

typedef struct sei_property {
    const char *path;
    sei_property_type type;
    sei_property_group group;
    size_t at;           /* offset in sei_style, of the group's first */
    int64_t least, most; /* LENGTH, PLACE: sei_length; COUNT, EM, FRACTION: their unit */
    const sei_property_word *words;
    const char *initial; /* as written in a style file; in a group values for each, '|' between
                          * them, the last repeated */
    const char *meaning; /* a sentence for the manual */
    size_t with_at;      /* LENGTH: the size that em means, 0 for text.size; lists: the count */
} sei_property;

extern const sei_property sei_properties[];
size_t sei_property_count(void);

/* A property, with its place in its group. */
typedef struct sei_property_slot {
    size_t property; /* number in the table */
    size_t index;    /* in the group; 0 when it has none */
} sei_property_slot;

#define SEI_PROPERTY_PATH_MAX 64   /* bytes of the longest path, names filled in, NUL included */
#define SEI_PROPERTY_SLOTS_MAX 320 /* a test holds that all slots are fewer */

size_t sei_property_group_size(sei_property_group group); /* 1 for no group */
const char *sei_property_group_name(sei_property_group group, size_t index);
size_t sei_property_group_stride(sei_property_group group); /* bytes from one to the next */

/* A slot's number, 0 … in the order of the table; all are below sei_property_slot_count(). */
size_t sei_property_slot_number(sei_property_slot slot);
size_t sei_property_slot_count(void);

/* Writes the slot's path; returns it. */
sei_str sei_property_path(sei_property_slot slot, char path[SEI_PROPERTY_PATH_MAX]);
/* The slot's default as written. */
sei_str sei_property_initial(sei_property_slot slot);

typedef enum sei_property_match {
    SEI_PROPERTY_UNKNOWN,
    SEI_PROPERTY_BRANCH, /* the path leads to properties: "text", "headings.1" */
    SEI_PROPERTY_FOUND
} sei_property_match;

sei_property_match sei_property_find(sei_str path, sei_property_slot *slot);

/* The path of a property or branch that a wrong path was most likely meant to be (edit distance at
 * most a third of its length), or "" when none is near. */
sei_str sei_property_nearest(sei_str wrong, char path[SEI_PROPERTY_PATH_MAX]);

#ifdef __cplusplus
}
#endif

#endif
