/* Latin words of a passage → the flags of soft hyphens inside them, from the patterns of the
 * passage's language (hyphen.h). Names in capitals, words with figures and addresses stay whole;
 * headings and code are never divided. Words in Japanese, Chinese or Korean text tell no language:
 * the long ones of ASCII letters, which would leave the widest holes, are taken for English. */
#include "para/word.h"

#include "base/utf8.h"
#include "unicode/unicode.h"

#define LETTERS_MIN 5       /* a shorter word is never divided, */
#define GUEST_LETTERS_MIN 8 /* nor is one in CJK text */

/* A word as libhyphen gets it. */
typedef struct word {
    uint32_t letters[SEI_HYPHEN_WORD_MAX];
    uint32_t clusters[SEI_HYPHEN_WORD_MAX]; /* of each letter */
    size_t count;
    bool is_plain; /* no capital behind the first letter, not too long */
    bool is_ascii;
} word;

static bool is_letter(const sei_cluster *cluster) {
    return cluster->kind == SEI_CLUSTER_CHARACTER && cluster->class == SEI_CLASS_LATIN &&
           !(cluster->flags & SEI_CLUSTER_VERBATIM) &&
           sei_unicode_is_letter_or_digit(cluster->code_point) &&
           !(cluster->code_point >= '0' && cluster->code_point <= '9');
}

/* What glues a word to its neighbour so that the whole is a name: file.c, foo_bar, x@y, 3rd. */
static bool is_glue(const sei_passage *passage, uint32_t i) {
    if (i >= passage->cluster_count || passage->clusters[i].kind != SEI_CLUSTER_CHARACTER)
        return false;
    uint32_t c = passage->clusters[i].code_point;
    return c == '_' || c == '@' || c == '/' || c == '\\' || c == '-' || (c >= '0' && c <= '9');
}

/* Adds the code points of a cluster; the marks on a letter count as letters. */
static void add_cluster(const sei_passage *passage, word *to, uint32_t i) {
    size_t at = passage->clusters[i].text_at, end = sei_passage_end_of(passage, i);
    while (at < end) {
        uint32_t letter = sei_utf8_next(passage->text, &at);
        uint32_t lower = sei_unicode_lower(letter);
        if (to->count == SEI_HYPHEN_WORD_MAX || (lower != letter && to->count > 0)) {
            to->is_plain = false;
            return;
        }
        if (!sei_unicode_is_ignorable(letter)) {
            to->is_ascii &= letter < 0x80;
            to->letters[to->count] = lower;
            to->clusters[to->count++] = i;
        }
    }
}

static void divide(sei_passage *passage, const word *found) {
    bool after[SEI_HYPHEN_WORD_MAX];
    const sei_lang lang = passage->is_latin ? passage->lang : SEI_LANG_EN;
    if (!sei_hyphenator_divide(passage->context->hyphenator, lang, found->letters, found->count,
                               after))
        return;
    for (size_t i = 0; i + 1 < found->count; i++)
        if (after[i] && found->clusters[i] != found->clusters[i + 1])
            passage->clusters[found->clusters[i]].flags |= SEI_CLUSTER_HYPHEN_AFTER;
}

/* Whether its language is known or taken for granted, and it is worth dividing. */
static bool may_divide(const sei_passage *passage, const word *found) {
    return found->is_plain &&
           (passage->is_latin ? found->count >= LETTERS_MIN
                              : found->is_ascii && found->count >= GUEST_LETTERS_MIN);
}

/* The word that begins at a letter; returns where it ends. */
static uint32_t divide_at(sei_passage *passage, uint32_t from) {
    word found = {.is_plain = !(from > 0 && is_glue(passage, from - 1)), .is_ascii = true};
    uint32_t i = from;
    while (i < passage->cluster_count && is_letter(&passage->clusters[i]))
        add_cluster(passage, &found, i++);
    if (may_divide(passage, &found) && !is_glue(passage, i))
        divide(passage, &found);
    return i;
}

void sei_word_divide(sei_passage *passage) {
    const sei_para_style *style = passage->style;
    uint32_t i = 0;
    if (!style->hyphenate || style->is_heading || style->is_verbatim ||
        !passage->context->hyphenator)
        return;
    while (i < passage->cluster_count)
        i = is_letter(&passage->clusters[i]) ? divide_at(passage, i) : i + 1;
}
