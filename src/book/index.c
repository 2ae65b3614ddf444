/* Marked terms and tags → the index at the book's end, in the order of readings.
 *
 * A term is a highlight or a bold word as study.c takes them, short enough to be looked up; a tag
 * stands in the text or in a note's front matter. Before each place an invisible target is put, so
 * that a term may still become a blank. An entry is the word and a link to each place; print sets
 * the places' pages there (flow/index.c), an e-reader numbers. The rule that is easy to break: a
 * word counts once a block, so that a table of terms does not lead to one place many times. */
#include "base/buf.h"
#include "base/utf8.h"
#include "book/assembly.h"
#include "unicode/reading.h"
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

#define WORD_MAX 30               /* characters of what one looks up */
#define READING_MAX ((size_t)120) /* bytes */

typedef struct index_entry {
    sei_str word;    /* as it first stands */
    sei_str reading; /* "" when none is given */
    sei_str key;
    SEI_VEC(sei_node *) places;
    const sei_node *last_block; /* of the last place */
} index_entry;

struct sei_index {
    sei_assembly *assembly;
    sei_map entries; /* by folded word */
};

/* --- words ----------------------------------------------------------------------------------- */

static bool is_sentence(sei_str text) {
    static const char *const ends[] = {"。", "！", "？", "\n", "; "};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (sei_str_find(text, sei_str_from(ends[i]), 0) != SEI_STR_NONE)
            return true;
    return text.size == 0 || sei_utf8_count(text) > WORD_MAX;
}

/* What stands between the brackets that the text begins with, if that is kana. */
static sei_str reading_in(sei_str text) {
    static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"}, {"《", "》"}};
    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
        const sei_str open = sei_str_from(brackets[i][0]), close = sei_str_from(brackets[i][1]);
        const sei_str start =
            sei_str_slice(text, 0, text.size < READING_MAX ? text.size : READING_MAX);
        const size_t end =
            sei_str_starts(start, open) ? sei_str_find(start, close, 0) : SEI_STR_NONE;
        const sei_str inside =
            end == SEI_STR_NONE ? SEI_STR("") : sei_str_slice(start, open.size, end);
        if (sei_reading_is_kana(inside))
            return inside;
    }
    return SEI_STR("");
}

/* The word without the readings of ruby in it, and its reading if that has all. */
static void read_word(sei_arena *arena, const sei_node *term, sei_str *word, sei_str *reading) {
    sei_buf shown, read;
    sei_buf_init(&shown, arena->memory);
    sei_buf_init(&read, arena->memory);
    for (const sei_node *node = term->first, *next; node; node = next) {
        next = sei_node_next(term, node);
        if (node->kind == SEI_NODE_SPAN && node->as.span.is_reading) {
            const sei_str kana = reading_in(sei_node_plain_text(arena, node));
            if (kana.size > 0 && node->as.span.base <= read.size) {
                read.size -= node->as.span.base;
                sei_buf_add(&read, kana);
            }
            next = sei_node_skip(term, node);
        } else if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE) {
            sei_buf_add(&shown, node->as.text);
            sei_buf_add(&read, node->as.text);
        }
    }
    *word = sei_unicode_trim(sei_arena_copy(arena, sei_buf_str(&shown)));
    *reading = sei_unicode_trim(sei_arena_copy(arena, sei_buf_str(&read)));
    if (!sei_reading_is_kana(*reading))
        *reading = SEI_STR("");
    sei_buf_fini(&read);
    sei_buf_fini(&shown);
}

/* A reading behind the term: in ruby, or in brackets. */
static sei_str reading_behind(sei_arena *arena, const sei_node *term) {
    const sei_node *next = term->next;
    if (next && next->kind == SEI_NODE_TEXT)
        return reading_in(next->as.text);
    return next && next->kind == SEI_NODE_SPAN && next->as.span.is_reading
               ? reading_in(sei_node_plain_text(arena, next))
               : SEI_STR("");
}

/* --- places ---------------------------------------------------------------------------------- */

static const sei_node *block_of(const sei_node *node) {
    while (sei_node_shape_of(node->kind) == SEI_SHAPE_INLINE ||
           sei_node_shape_of(node->kind) == SEI_SHAPE_ATOM)
        node = node->parent;
    return node;
}

static index_entry *entry_of(struct sei_index *index, sei_str word) {
    sei_arena *arena = index->assembly->arena;
    const sei_str folded = sei_reading_fold(arena, word);
    index_entry *entry = sei_map_find(&index->entries, folded);
    if (!entry) {
        entry = SEI_NEW(arena, index_entry);
        entry->word = word;
        sei_map_add(&index->entries, folded, entry);
    }
    return entry;
}

static void add_place(struct sei_index *index, sei_str word, sei_str reading, const sei_node *block,
                      sei_node *place) {
    index_entry *entry = entry_of(index, word);
    if (entry->reading.size == 0)
        entry->reading = reading;
    if (entry->last_block == block)
        return;
    entry->last_block = block;
    SEI_VEC_ADD(index->assembly->arena, &entry->places, place);
}

/* An invisible target before the node. */
static sei_node *mark_place(struct sei_index *index, sei_node *node) {
    sei_node *anchor =
        sei_node_new(index->assembly->arena, SEI_NODE_ANCHOR, node->source, node->offset);
    sei_node_insert_before(node, anchor);
    return anchor;
}

static void take_term(struct sei_index *index, sei_node *node) {
    sei_arena *arena = index->assembly->arena;
    sei_str word, reading;
    if (sei_study_is_title(node))
        return;
    read_word(arena, node, &word, &reading);
    if (!is_sentence(word))
        add_place(index, word, reading.size > 0 ? reading : reading_behind(arena, node),
                  block_of(node), mark_place(index, node));
}

/* The tags of the note that the chapter shows. */
static void take_front_matter(struct sei_index *index, sei_node *chapter) {
    const sei_manuscript *manuscript = index->assembly->manuscripts.at[chapter->source];
    const sei_str *tags;
    const size_t count =
        manuscript ? sei_metadata_tags(index->assembly->arena, manuscript->front, &tags) : 0;
    for (size_t i = 0; i < count; i++)
        add_place(index, tags[i], SEI_STR(""), chapter, chapter);
}

static sei_str tag_word(const sei_node *tag) {
    const sei_str text = tag->as.text;
    return sei_str_starts(text, SEI_STR("#")) ? sei_str_slice(text, 1, text.size) : text;
}

/* Returns the node behind what was taken. */
static sei_node *take_node(struct sei_index *index, sei_node *node, sei_study_index wish) {
    sei_node *root = index->assembly->root;
    const bool is_term = node->kind == SEI_NODE_HIGHLIGHT || node->kind == SEI_NODE_STRONG;
    if (node->kind == SEI_NODE_CHAPTER && (wish & SEI_INDEX_TAGS))
        take_front_matter(index, node);
    if (node->kind == SEI_NODE_TAG && (wish & SEI_INDEX_TAGS))
        add_place(index, tag_word(node), SEI_STR(""), block_of(node), mark_place(index, node));
    if (!is_term || !(wish & SEI_INDEX_TERMS))
        return sei_node_next(root, node);
    take_term(index, node);
    return sei_node_skip(root, node);
}

struct sei_index *sei_index_gather(sei_assembly *assembly, const sei_style *style) {
    if (style->study.index == SEI_INDEX_NONE)
        return NULL;
    struct sei_index *index = SEI_NEW(assembly->arena, struct sei_index);
    index->assembly = assembly;
    sei_map_init(&index->entries, assembly->arena);
    for (sei_node *node = assembly->root; node;)
        node = take_node(index, node, style->study.index);
    return index;
}

/* --- the chapter ----------------------------------------------------------------------------- */

static int compare_entries(const void *a, const void *b) {
    const sei_str left = (*(index_entry *const *)a)->key, right = (*(index_entry *const *)b)->key;
    const size_t least = left.size < right.size ? left.size : right.size;
    const int order = memcmp(left.at, right.at, least);
    return order != 0 ? order : (left.size > right.size) - (left.size < right.size);
}

static index_entry **sort_entries(struct sei_index *index) {
    sei_arena *arena = index->assembly->arena;
    index_entry **sorted = SEI_NEW_ARRAY(arena, index_entry *, index->entries.size);
    for (size_t i = 0; i < index->entries.size; i++) {
        index_entry *entry = index->entries.entries[i].value;
        entry->key = sei_reading_key(arena, entry->reading.size > 0 ? entry->reading : entry->word);
        sorted[i] = entry;
    }
    qsort(sorted, index->entries.size, sizeof(index_entry *), compare_entries);
    return sorted;
}

static sei_str head_of(const struct sei_index *index, sei_str key) {
    const sei_assembly *assembly = index->assembly;
    const sei_style_index_titles titles = sei_style_index_titles_of(assembly->book.info.lang);
    const sei_str head = sei_reading_head(assembly->arena, key);
    switch (sei_reading_group_of(key)) {
    case SEI_READING_SYMBOL:
        return titles.symbols;
    case SEI_READING_HAN:
        return titles.han;
    case SEI_READING_LATIN:
    case SEI_READING_KANA:
    case SEI_READING_HANGUL:
    case SEI_READING_OTHER:
        break;
    }
    return head.size > 0 ? head : titles.other;
}

static sei_node *add_text(const struct sei_index *index, sei_node *parent, sei_str text) {
    sei_node *node =
        sei_node_new(index->assembly->arena, SEI_NODE_TEXT, parent->source, parent->offset);
    node->as.text = text;
    sei_node_append(parent, node);
    return node;
}

static sei_node *new_line(const struct sei_index *index, const sei_node *place, sei_str word) {
    sei_node *line =
        sei_node_new(index->assembly->arena, SEI_NODE_INDEX_ENTRY, place->source, place->offset);
    add_text(index, line, word);
    return line;
}

/* Between the word and its places. */
static sei_str first_gap(sei_lang lang) {
    const bool is_wide =
        lang == SEI_LANG_JA || lang == SEI_LANG_ZH_HANS || lang == SEI_LANG_ZH_HANT;
    return is_wide ? SEI_STR("\xE3\x80\x80") : SEI_STR(", ");
}

/* The word, and its places' links with their numbers for text. */
static sei_node *new_entry(const struct sei_index *index, const index_entry *entry) {
    sei_assembly *assembly = index->assembly;
    sei_node *line = new_line(index, entry->places.at[0], entry->word);
    for (size_t i = 0; i < entry->places.size; i++) {
        sei_node *link = sei_node_new(assembly->arena, SEI_NODE_LINK, line->source, line->offset);
        add_text(index, line, i == 0 ? first_gap(assembly->book.info.lang) : SEI_STR(", "));
        add_text(index, link, sei_arena_print(assembly->arena, "%zu", i + 1));
        sei_node_append(line, link);
        entry->places.at[i]->anchor = 1; /* seal.c numbers them */
        SEI_VEC_ADD(assembly->arena, &assembly->links, (sei_bound_link){link, entry->places.at[i]});
    }
    return line;
}

/* The book's last chapter, with its first line. */
static void add_chapter(const struct sei_index *index, sei_node *line) {
    sei_assembly *assembly = index->assembly;
    const sei_node *last = assembly->root->last;
    sei_node *chapter = sei_node_new(assembly->arena, SEI_NODE_CHAPTER, last->source, last->offset);
    chapter->as.chapter.title = sei_style_index_titles_of(assembly->book.info.lang).index;
    chapter->as.chapter.show_title = true;
    chapter->as.chapter.is_made = chapter->as.chapter.is_index = true;
    chapter->as.chapter.depth = 1;
    sei_node_append(assembly->root, chapter);
    sei_node_append(chapter, line);
}

void sei_index_add(sei_assembly *assembly, struct sei_index *index) {
    if (!index || index->entries.size == 0 || !assembly->root->last)
        return;
    index_entry **sorted = sort_entries(index);
    sei_str head = SEI_STR("");
    sei_node *last = NULL;
    for (size_t i = 0; i < index->entries.size; i++) {
        const sei_str next = head_of(index, sorted[i]->key);
        sei_node *lines[2] = {NULL, new_entry(index, sorted[i])};
        if (!sei_str_equal(next, head))
            lines[0] = new_line(index, sorted[i]->places.at[0], next);
        head = next;
        for (int n = 0; n < 2; n++) {
            if (lines[n] && last)
                sei_node_insert_after(last, lines[n]);
            else if (lines[n])
                add_chapter(index, lines[n]);
            last = lines[n] ? lines[n] : last;
        }
    }
}
