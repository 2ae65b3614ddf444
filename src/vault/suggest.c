/* A name that was not found → the nearest one there is. Levenshtein distance over folded characters
 * in a band as wide as the distance still allowed (Ukkonen 1985), after two cheap lower bounds: the
 * difference of the lengths and of the sets of characters. All suggestions of a vault share one
 * budget of work, so that a note with ten thousand dead links stays fast. */
#include <string.h>

#include "base/utf8.h"
#include "unicode/unicode.h"
#include "vault/index.h"

/* Longer names are not compared; a file name has at most 255 bytes on most systems. */
#define WORD_MAX 255

static sei_vault_word word_of(sei_arena *arena, sei_str name) {
    sei_str fold = sei_unicode_fold(arena, name);
    uint32_t *characters = SEI_NEW_ARRAY(arena, uint32_t, fold.size);
    sei_vault_word word = {characters, 0, 0};
    for (size_t at = 0; at < fold.size;) {
        uint32_t c = sei_utf8_next(fold, &at);
        characters[word.size++] = c;
        word.set |= UINT64_C(1) << ((c * 2654435761u) >> 26);
    }
    return word;
}

static size_t bit_count(uint64_t bits) {
    size_t count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* No fewer edits than this are needed: one edit changes a length by one, and takes at most one
 * character out of a set. */
static size_t least_distance(const sei_vault_word *a, const sei_vault_word *b) {
    size_t by_length = a->size > b->size ? a->size - b->size : b->size - a->size;
    size_t only_a = bit_count(a->set & ~b->set), only_b = bit_count(b->set & ~a->set);
    size_t by_set = only_a > only_b ? only_a : only_b;
    return by_length > by_set ? by_length : by_set;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The edit distance, or limit + 1 when it is more than `limit`. Both have at most WORD_MAX
 * characters; row[j] is the distance of a's first i characters to b's first j. */
static size_t distance(const sei_vault_word *a, const sei_vault_word *b, size_t limit) {
    size_t row[WORD_MAX + 1];
    size_t over = limit + 1;
    for (size_t j = 0; j <= b->size; j++)
        row[j] = least(j, over);
    for (size_t i = 1; i <= a->size; i++) {
        size_t first = i > limit ? i - limit : 1;
        size_t last = least(b->size, i + limit);
        size_t diagonal = row[first - 1], best = over;
        row[first - 1] = first == 1 ? least(i, over) : over;
        for (size_t j = first; j <= last; j++) {
            bool is_same = a->characters[i - 1] == b->characters[j - 1];
            size_t value = least(diagonal + (is_same ? 0 : 1), least(row[j], row[j - 1]) + 1);
            diagonal = row[j];
            row[j] = least(value, over);
            best = least(best, row[j]);
        }
        if (best == over && row[first - 1] == over)
            return over;
    }
    return row[b->size];
}

static void read_words(sei_vault *vault) {
    struct sei_vault_index *index = vault->index;
    index->words = SEI_NEW_ARRAY(index->arena, sei_vault_word, vault->file_count);
    for (size_t i = 0; i < vault->file_count; i++)
        index->words[i] = word_of(index->arena, sei_vault_name(index->shortest[i]->path));
}

/* Whether the word is the asked name with an extension. */
static bool is_stem_of(const sei_vault_word *asked, const sei_vault_word *word) {
    return asked->size > 0 && word->size > asked->size && word->characters[asked->size] == '.' &&
           memcmp(word->characters, asked->characters, asked->size * sizeof(uint32_t)) == 0;
}

#define EXTENSION_MAX 5 /* ".webm" */

/* How many characters of the asked name may be wrong: a third, its extension not counted (it would
 * let any image stand for any other); of two characters one, where they are no letters. */
static size_t errors_allowed(const sei_vault_word *asked, sei_str name) {
    size_t size = asked->size, dot = sei_str_find_last_byte(name, '.');
    if (size > WORD_MAX)
        return 0;
    if (dot != SEI_STR_NONE && dot > 0) {
        size_t extension = name.size - dot;
        size -= extension <= EXTENSION_MAX && extension < size ? extension : 0;
    }
    bool is_cjk_pair = size == 2 && sei_unicode_is_cjk(asked->characters[0]) &&
                       sei_unicode_is_cjk(asked->characters[1]);
    return is_cjk_pair ? 1 : size / 3;
}

/* A name among names that may be meant: what is asked, and the nearest so far. */
typedef struct wanted {
    const sei_vault_word *asked;
    size_t limit; /* errors that are still allowed */
    size_t *work; /* matrix cells that may still be computed */
} wanted;

/* Whether the word is nearer than those compared before. With no work left no word is. */
static bool is_nearer(wanted *name, const sei_vault_word *word) {
    size_t limit = name->limit;
    bool is_far = word->size > WORD_MAX || least_distance(name->asked, word) > limit;
    size_t work = is_far ? 1 : (word->size + 1) * (2 * limit + 2);
    if (limit == 0 || work > *name->work) {
        name->limit = 0;
        return false;
    }
    *name->work -= work;
    size_t found = is_far ? limit + 1 : distance(name->asked, word, limit);
    if (found > limit)
        return false;
    name->limit = found == 0 ? 0 : found - 1; /* only a nearer one replaces it */
    return true;
}

/* The file that only lacks its extension, else the nearest, the first of several. */
static const sei_vault_file *nearest_file(struct sei_vault_index *index, size_t file_count,
                                          const sei_vault_word *asked, size_t limit) {
    wanted name = {asked, limit, &index->suggest_work};
    const sei_vault_file *nearest = NULL;
    for (size_t i = 0; i < file_count; i++) {
        if (is_stem_of(asked, &index->words[i]))
            return index->shortest[i];
        if (is_nearer(&name, &index->words[i]))
            nearest = index->shortest[i];
    }
    return nearest;
}

void sei_vault_renew_suggestions(sei_vault *vault) {
    vault->index->suggest_work = SEI_VAULT_SUGGEST_WORK;
}

sei_str sei_vault_suggest(sei_vault *vault, sei_str path) {
    struct sei_vault_index *index = vault->index;
    if (!index->words)
        read_words(vault);
    sei_arena_mark mark = sei_arena_mark_take(index->arena);
    sei_vault_word asked = word_of(index->arena, sei_vault_name(path));
    size_t limit = errors_allowed(&asked, sei_vault_name(path));
    const sei_vault_file *nearest = nearest_file(index, vault->file_count, &asked, limit);
    sei_arena_mark_release(index->arena, mark);
    return nearest ? sei_vault_name(nearest->path) : SEI_STR("");
}

sei_str sei_vault_suggest_among(sei_vault *vault, sei_str name, const sei_str *names,
                                size_t count) {
    struct sei_vault_index *index = vault->index;
    sei_arena_mark mark = sei_arena_mark_take(index->arena);
    sei_vault_word asked = word_of(index->arena, name);
    wanted wanted_name = {&asked, errors_allowed(&asked, SEI_STR("")), &index->suggest_work};
    sei_str nearest = SEI_STR("");
    for (size_t i = 0; i < count && names[i].size < index->suggest_work; i++) {
        sei_arena_mark own = sei_arena_mark_take(index->arena);
        sei_vault_word word = word_of(index->arena, names[i]);
        index->suggest_work -= names[i].size;
        if (is_nearer(&wanted_name, &word))
            nearest = names[i];
        sei_arena_mark_release(index->arena, own);
    }
    sei_arena_mark_release(index->arena, mark);
    return nearest;
}
