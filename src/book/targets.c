/* Headings and labels of one note → what "#H1#H2", "#^block" and "#id" lead to (spec: obsidian A5,
 * "Subpath"). A heading is known by two keys: its line as written, which is what Obsidian compares,
 * and its text as read, which is what people type when the line holds markup. Of headings with one
 * key the first wins; a chain takes for each part the first that follows the part before. */
#include "book/targets.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "unicode/unicode.h"

typedef struct heading {
    sei_node *node;
    size_t place;                /* among the note's headings */
    struct heading *next, *last; /* `last` is kept in the first only */
} heading;

void sei_targets_init(sei_targets *targets, sei_arena *arena) {
    targets->arena = arena;
    targets->heading_count = 0;
    sei_map_init(&targets->headings, arena);
    sei_map_init(&targets->labels, arena);
}

static bool is_ascii_punctuation(uint32_t c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

sei_str sei_targets_key(sei_arena *arena, sei_str text) {
    sei_buf buf;
    bool is_parted = false;
    sei_buf_init(&buf, arena->memory);
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (is_ascii_punctuation(c) || sei_unicode_is_space(c)) {
            is_parted = true;
            continue;
        }
        if (is_parted && buf.size > 0) {
            sei_buf_add_byte(&buf, ' ');
        }
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
    while (end < rest.size && rest.at[end] != '\n' && rest.at[end] != '\r') {
        end++;
    }
    return sei_str_slice(rest, 0, end);
}

static void add_key(sei_targets *targets, sei_str key, sei_node *node) {
    heading *added = SEI_NEW(targets->arena, heading);
    heading *first = sei_map_find(&targets->headings, key);
    *added = (heading){node, targets->heading_count, NULL, added};
    if (!first) {
        sei_map_add(&targets->headings, key, added);
    } else if (first->last->node != node) {
        first->last->next = added;
        first->last = added;
    }
}

void sei_targets_add(sei_targets *targets, sei_node *node, const sei_source *source) {
    sei_arena *arena = targets->arena;
    if (node->label.size > 0) {
        sei_str key = label_key(arena, node->label);
        if (!sei_map_find(&targets->labels, key)) {
            sei_map_add(&targets->labels, key, node);
        }
    }
    if (node->kind == SEI_NODE_HEADING) {
        targets->heading_count++;
        add_key(targets, sei_targets_key(arena, raw_line(node, source)), node);
        add_key(targets, sei_targets_key(arena, sei_node_plain_text(arena, node)), node);
    }
}

/* The first heading with the key behind a place (from 1; 0: any). */
static const heading *find_after(const sei_targets *targets, sei_str part, size_t place) {
    const heading *found = sei_map_find(&targets->headings, sei_targets_key(targets->arena, part));
    while (found && found->place <= place) {
        found = found->next;
    }
    return found;
}

static const heading *find_chain(const sei_targets *targets, sei_str subpath) {
    const heading *found = NULL;
    sei_str part;
    while (sei_str_split(&subpath, '#', &part)) {
        if (part.size == 0) {
            continue;
        }
        found = find_after(targets, part, found ? found->place : 0);
        if (!found) {
            return NULL;
        }
    }
    return found;
}

sei_node *sei_targets_find(const sei_targets *targets, sei_str subpath) {
    if (sei_str_starts(subpath, SEI_STR("^"))) {
        sei_str label = sei_str_slice(subpath, 1, subpath.size);
        return sei_map_find(&targets->labels, label_key(targets->arena, label));
    }
    const heading *found = find_chain(targets, subpath);
    if (!found) { /* a '#' of the heading's own, as in "C#" */
        found = find_after(targets, subpath, 0);
    }
    if (found) {
        return found->node;
    }
    return sei_map_find(&targets->labels, label_key(targets->arena, subpath));
}
