/* Headings and labels of one note → what "#H1#H2", "#^block" and "#id" lead to (spec: obsidian A5,
 * "Subpath"). A heading is known by two keys: its line as written, which is what Obsidian compares,
 * and its text as read, which is what people type when the line holds markup. Of headings with one
 * key the first wins; a chain takes for each part the first that follows the part before. */
#include "book/targets.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

typedef struct place {
    sei_node *node;
    size_t number; /* among the note's headings, from 1 */
} place;

/* Where a slug leads, and how many headings after that one asked for the same. */
typedef struct slug {
    sei_node *node;
    size_t repeats;
} slug;

/* The headings with one key. */
typedef SEI_VEC(place) places;

void sei_targets_init(sei_targets *targets, sei_arena *arena) {
    targets->arena = arena;
    targets->headings_read.size = targets->headings_read.room = 0;
    sei_map_init(&targets->headings, arena);
    sei_map_init(&targets->labels, arena);
    sei_map_init(&targets->slugs, arena);
}

static bool is_ascii_punctuation(uint32_t c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* The key that headings are compared by: ASCII punctuation and runs of white space are one space,
 * then trimmed and folded (obsidian A5). */
static sei_str heading_key(sei_arena *arena, sei_str text) {
    sei_buf buf;
    bool is_parted = false;
    sei_buf_init(&buf, arena->memory);
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (is_ascii_punctuation(c) || sei_unicode_is_space(c)) {
            is_parted = true;
            continue;
        }
        if (is_parted && buf.size > 0)
            sei_buf_add_byte(&buf, ' ');
        is_parted = false;
        sei_buf_add_code_point(&buf, c);
    }
    sei_str key = sei_unicode_fold(arena, sei_arena_copy(arena, sei_buf_str(&buf)));
    sei_buf_fini(&buf);
    return key;
}

static sei_str label_key(sei_arena *arena, sei_str label) {
    return sei_unicode_fold(arena, sei_unicode_trim(label));
}

/* The heading's line from its own offset on; of a setext heading its first line. */
static sei_str raw_line(const sei_node *node, const sei_source *source) {
    sei_str rest = sei_str_slice(source->bytes, node->offset, source->bytes.size);
    size_t end = 0;
    while (end < rest.size && rest.at[end] != '\n' && rest.at[end] != '\r')
        end++;
    return sei_str_slice(rest, 0, end);
}

static void add_key(sei_targets *targets, sei_str key, sei_node *node) {
    places *same = sei_map_find(&targets->headings, key);
    if (!same) {
        same = SEI_NEW(targets->arena, places);
        sei_map_add(&targets->headings, key, same);
    }
    size_t number = targets->headings_read.size;
    if (same->size == 0 || same->at[same->size - 1].number != number)
        SEI_VEC_ADD(targets->arena, same, ((place){node, number}));
}

/* Letters, digits and '_' alone: the makers of slugs differ in what they do with all else. */
static sei_str slug_key(sei_arena *arena, sei_str text) {
    sei_buf buf;
    sei_buf_init(&buf, arena->memory);
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (sei_unicode_is_letter_or_digit(c) || sei_unicode_is_mark(c) || c == '_')
            sei_buf_add_code_point(&buf, c);
    }
    sei_str key = sei_unicode_fold(arena, sei_arena_copy(arena, sei_buf_str(&buf)));
    sei_buf_fini(&buf);
    return key;
}

/* The second heading with a slug gets "-1" behind it, and so on. */
static void add_slug(sei_targets *targets, sei_str key, sei_node *node) {
    slug *first = sei_map_find(&targets->slugs, key);
    sei_str own = key;
    while (first && sei_map_find(&targets->slugs, own))
        own = sei_arena_print(targets->arena, "%.*s%zu", SEI_STR_ARG(key), ++first->repeats);
    slug *added = SEI_NEW(targets->arena, slug);
    *added = (slug){node, 0};
    sei_map_add(&targets->slugs, own, added);
}

static void add_label(sei_targets *targets, sei_str label, sei_node *to) {
    sei_str key = label_key(targets->arena, label);
    if (label.size > 0 && !sei_map_find(&targets->labels, key))
        sei_map_add(&targets->labels, key, to);
}

void sei_targets_add(sei_targets *targets, sei_node *node, const sei_source *source) {
    if (sei_node_opens_section(node))
        sei_targets_add_heading(targets, node, node, source);
    else
        add_label(targets, node->label, node);
}

void sei_targets_add_heading(sei_targets *targets, const sei_node *node, sei_node *to,
                             const sei_source *source) {
    sei_arena *arena = targets->arena;
    add_label(targets, node->label, to);
    sei_str text = sei_node_plain_text(arena, node);
    SEI_VEC_ADD(arena, &targets->headings_read, text);
    add_key(targets, heading_key(arena, raw_line(node, source)), to);
    add_key(targets, heading_key(arena, text), to);
    add_slug(targets, slug_key(arena, text), to);
}

/* The first heading with the part's key behind a heading's number (0: any). A search by halves,
 * since a note may have one heading and one link ten thousand times. */
static const place *find_after(const sei_targets *targets, sei_str part, size_t number) {
    const places *same = sei_map_find(&targets->headings, heading_key(targets->arena, part));
    size_t low = 0, high = same ? same->size : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (same->at[middle].number <= number)
            low = middle + 1;
        else
            high = middle;
    }
    return same && low < same->size ? &same->at[low] : NULL;
}

static const place *find_chain(const sei_targets *targets, sei_str subpath) {
    const place *found = NULL;
    sei_str part;
    while (sei_str_split(&subpath, '#', &part)) {
        if (part.size == 0)
            continue;
        found = find_after(targets, part, found ? found->number : 0);
        if (!found)
            return NULL;
    }
    return found;
}

sei_node *sei_targets_find(const sei_targets *targets, sei_str subpath) {
    if (sei_str_starts(subpath, SEI_STR("^"))) {
        sei_str label = sei_str_slice(subpath, 1, subpath.size);
        return sei_map_find(&targets->labels, label_key(targets->arena, label));
    }
    const place *found = find_chain(targets, subpath);
    if (!found) /* a '#' of the heading's own, as in "C#" */
        found = find_after(targets, subpath, 0);
    if (found)
        return found->node;
    return sei_map_find(&targets->labels, label_key(targets->arena, subpath));
}

sei_node *sei_targets_find_link(const sei_targets *targets, const sei_target *target) {
    sei_node *node = sei_targets_find(targets, target->subpath);
    if (node || !target->is_markdown_link)
        return node;
    sei_str key = slug_key(targets->arena, target->subpath);
    const slug *found = key.size > 0 ? sei_map_find(&targets->slugs, key) : NULL;
    return found ? found->node : NULL;
}
