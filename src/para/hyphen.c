/* A word → where it may be divided, by libhyphen (Liang's algorithm, as TeX has it, with the
 * patterns of LibreOffice's dictionaries). The files are the system's, not the user's.
 *
 * Rule that is easy to break: what libhyphen holds is not in the job's memory, so it hangs on the
 * hyphenator, which the job closes; and nothing here may unwind between loading and keeping it. */
#include "para/hyphen.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

#define PATTERNS_MAX ((size_t)16 << 20) /* bytes of a file; Hungarian, the largest, has 2 MB */
#define NAMES_MAX 4
#define BYTES_OF_CHARACTER 4

typedef struct patterns {
    bool is_tried;
    HyphenDict *dictionary; /* NULL: there are none */
} patterns;

struct sei_hyphenator {
    sei_arena *arena;
    const sei_root *folder;
    sei_str tag;
    patterns english, other;
};

sei_hyphenator *sei_hyphenator_open(sei_arena *arena, const sei_root *folder, sei_str tag) {
    sei_hyphenator *hyphenator = SEI_NEW(arena, sei_hyphenator);
    *hyphenator = (sei_hyphenator){.arena = arena, .folder = folder, .tag = tag};
    return hyphenator;
}

void sei_hyphenator_close(sei_hyphenator *hyphenator) {
    if (hyphenator && hyphenator->english.dictionary)
        hnj_hyphen_free(hyphenator->english.dictionary);
    if (hyphenator && hyphenator->other.dictionary)
        hnj_hyphen_free(hyphenator->other.dictionary);
}

/* "hyph_" and the tag with its subtags as files have them: "pt-br" → "hyph_pt_BR.dic". `region` in
 * place of the tag's own; 0 size: as it is. */
static sei_str file_name(sei_arena *arena, sei_str language, sei_str region) {
    char *name = sei_arena_alloc(arena, language.size + region.size + sizeof "hyph__.dic");
    int size = snprintf(name, language.size + region.size + sizeof "hyph__.dic", "hyph_%.*s%s",
                        SEI_STR_ARG(language), region.size ? "_" : "");
    for (size_t i = 0; i < region.size; i++) {
        char c = region.at[i];
        name[size++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    sei_str end = SEI_STR(".dic");
    for (size_t i = 0; i < end.size; i++)
        name[size++] = end.at[i];
    return (sei_str){name, (size_t)size};
}

/* The names that a language's file may have, the nearest first. */
static size_t file_names(sei_arena *arena, sei_str tag, sei_str names[NAMES_MAX]) {
    size_t count = 0, mark = 0;
    while (mark < tag.size && tag.at[mark] != '-' && tag.at[mark] != '_')
        mark++;
    sei_str language = sei_str_slice(tag, 0, mark), none = {tag.at, 0};
    if (mark < tag.size)
        names[count++] = file_name(arena, language, sei_str_slice(tag, mark + 1, tag.size));
    if (sei_str_equal(language, SEI_STR("en")))
        names[count++] = SEI_STR("hyph_en_US.dic");
    names[count++] = file_name(arena, language, none);
    names[count++] = file_name(arena, language, language);
    return count;
}

static HyphenDict *load_bytes(sei_str bytes) {
    FILE *file = fmemopen((void *)(uintptr_t)bytes.at, bytes.size, "r");
    if (!file)
        return NULL;
    HyphenDict *dictionary = hnj_hyphen_load_file(file);
    fclose(file);
    if (dictionary && !dictionary->utf8) { /* an old file: its letters are bytes of another set */
        hnj_hyphen_free(dictionary);
        return NULL;
    }
    return dictionary;
}

static void load(sei_hyphenator *hyphenator, sei_str tag, patterns *to) {
    sei_arena *arena = hyphenator->arena;
    sei_str names[NAMES_MAX], bytes;
    sei_status missing = {0};
    to->is_tried = true;
    sei_arena_mark mark = sei_arena_mark_take(arena);
    size_t count = file_names(arena, tag, names);
    for (size_t i = 0; i < count && !to->dictionary; i++)
        if (sei_root_read(hyphenator->folder, arena, names[i], PATTERNS_MAX, &bytes, &missing) &&
            bytes.size > 0)
            to->dictionary = load_bytes(bytes);
    sei_arena_mark_release(arena, mark);
}

static HyphenDict *dictionary_of(sei_hyphenator *hyphenator, sei_lang lang) {
    bool is_english = lang == SEI_LANG_EN;
    patterns *found = is_english ? &hyphenator->english : &hyphenator->other;
    sei_str english = SEI_STR("en");
    bool is_tagged = sei_str_starts(hyphenator->tag, english); /* en-GB is English, too */
    if (!is_english && lang != SEI_LANG_OTHER)
        return NULL;
    if (!found->is_tried)
        load(hyphenator, is_english && !is_tagged ? english : hyphenator->tag, found);
    return found->dictionary;
}

bool sei_hyphenator_divide(sei_hyphenator *hyphenator, sei_lang lang, const uint32_t *word,
                           size_t count, bool *after) {
    char text[SEI_HYPHEN_WORD_MAX * BYTES_OF_CHARACTER];
    /* libhyphen writes one more than it has characters, and counts bytes until it is done */
    char marks[SEI_HYPHEN_WORD_MAX * BYTES_OF_CHARACTER + 5];
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    HyphenDict *dictionary = dictionary_of(hyphenator, lang);
    size_t size = 0;
    if (!dictionary || count > SEI_HYPHEN_WORD_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        size += (size_t)sei_utf8_encode(text + size, word[i]);
    if (hnj_hyphen_hyphenate2(dictionary, text, (int)size, marks, NULL, &replacements, &positions,
                              &cuts) != 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        bool changes_spelling = replacements && replacements[i]; /* as in "Schiff-fahrt" */
        after[i] = marks[i] & 1 && !changes_spelling;
    }
    for (size_t i = 0; replacements && i < count; i++)
        free(replacements[i]);
    free(replacements);
    free(positions);
    free(cuts);
    return true;
}
