/* YAML text → a bounded tree, through libyaml's events.
 *
 * libyaml's loader is quadratic in anchors and its scanner in flow nesting (spec/robustness, B3).
 * So only the event interface is used, and it is left at the first event that is too deep: the
 * scanner looks at most 1,024 characters ahead of the event it hands out (a simple key's length),
 * which bounds what brackets can cost. An alias shares its anchor's children and counts as all of
 * their nodes, so that a small text cannot stand for a large tree. Tags mean nothing and "<<" is an
 * ordinary key. The tree is built with an explicit stack. */
#include "yaml/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"

/* A node that has a name (&name): what an alias of it costs. */
typedef struct anchor {
    const sei_yaml *node;
    int node_count; /* of the whole subtree, 0 while it is still open */
    int height;     /* containers in one another, itself included */
} anchor;

/* One container that is open. */
typedef struct level {
    sei_yaml *node;
    sei_yaml *last;
    anchor *anchor;    /* NULL: it has no name */
    sei_map keys;      /* of a map */
    bool awaits_value; /* of a map: its key has come */
    sei_str key;
    size_t key_offset;
    int first_count; /* builder.node_count when it was opened */
    int height;
} level;

typedef struct builder {
    sei_arena *arena;
    sei_str text;
    size_t mark_index, mark_offset; /* the place of the last mark: in characters and in bytes */
    level levels[SEI_LIMIT_YAML_DEPTH];
    int depth;
    int node_count;
    sei_map anchors;
    sei_yaml *root;
    size_t error_offset;
    sei_status *status;
} builder;

/* libyaml counts places in characters. Marks come nearly in order, so the way from the last one is
 * short and all of them together cost one walk over the text. */
static size_t offset_of(builder *build, const yaml_mark_t *mark) {
    while (build->mark_index < mark->index && build->mark_offset < build->text.size) {
        sei_utf8_next(build->text, &build->mark_offset);
        build->mark_index++;
    }
    while (build->mark_index > mark->index && build->mark_offset > 0) {
        sei_utf8_previous(build->text, &build->mark_offset);
        build->mark_index--;
    }
    return build->mark_offset;
}

static bool refuse(builder *build, size_t offset, const char *why) {
    build->error_offset = offset;
    return sei_status_set(build->status, SEI_FAILED_INPUT, "%s", why);
}

static level *top(builder *build) {
    return build->depth > 0 ? &build->levels[build->depth - 1] : NULL;
}

static bool awaits_key(builder *build) {
    return top(build) && top(build)->node->kind == SEI_YAML_MAP && !top(build)->awaits_value;
}

/* Counts nodes before they are made. */
static bool spend(builder *build, int node_count, size_t offset) {
    if (node_count > SEI_LIMIT_YAML_EVENTS - build->node_count)
        return refuse(build, offset, "it has too many entries");
    build->node_count += node_count;
    return true;
}

/* Puts a node where it belongs: the root, a list's end, or behind a map's waiting key. */
static void place(builder *build, sei_yaml *node) {
    level *into = top(build);
    if (!into) {
        build->root = node;
        return;
    }
    if (into->node->kind == SEI_YAML_MAP) {
        node->key = into->key;
        node->key_offset = into->key_offset;
        into->awaits_value = false;
    }
    if (into->last)
        into->last->next = node;
    else
        into->node->first = node;
    into->last = node;
}

/* Remembers a node that has a name; a later one of the same name takes its place. */
static anchor *add_anchor(builder *build, const yaml_char_t *name, const sei_yaml *node) {
    if (!name)
        return NULL;
    anchor *made = SEI_NEW(build->arena, anchor);
    made->node = node;
    sei_map_add(&build->anchors, sei_arena_copy(build->arena, sei_str_from((const char *)name)),
                made);
    return made;
}

static bool is_null_word(sei_str text) {
    return text.size == 0 || sei_str_equal(text, SEI_STR("~")) ||
           sei_str_equal_ascii_case(text, SEI_STR("null"));
}

static bool add_key(builder *build, sei_str key, size_t offset) {
    level *map = top(build);
    if (sei_map_add(&map->keys, key, map))
        return refuse(build, offset, "the same key stands twice");
    map->key = key;
    map->key_offset = offset;
    map->awaits_value = true;
    return true;
}

static bool add_scalar(builder *build, const yaml_event_t *event) {
    sei_str text = sei_arena_copy(
        build->arena, (sei_str){(const char *)event->data.scalar.value, event->data.scalar.length});
    size_t offset = offset_of(build, &event->start_mark);
    if (!spend(build, 1, offset))
        return false;
    if (awaits_key(build))
        return add_key(build, text, offset);
    sei_yaml *node = SEI_NEW(build->arena, sei_yaml);
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->kind = !node->is_quoted && is_null_word(text) ? SEI_YAML_NULL : SEI_YAML_SCALAR;
    node->scalar = node->kind == SEI_YAML_NULL ? SEI_STR("") : text;
    node->offset = offset;
    node->end = offset_of(build, &event->end_mark);
    place(build, node);
    anchor *name = add_anchor(build, event->data.scalar.anchor, node);
    if (name)
        name->node_count = 1;
    return true;
}

static bool open_container(builder *build, sei_yaml_kind kind, const yaml_event_t *event,
                           const yaml_char_t *name) {
    size_t offset = offset_of(build, &event->start_mark);
    if (awaits_key(build))
        return refuse(build, offset, "a list or map cannot be a key");
    if (build->depth == SEI_LIMIT_YAML_DEPTH)
        return refuse(build, offset, "lists and maps nest too deeply");
    if (!spend(build, 1, offset))
        return false;
    sei_yaml *node = SEI_NEW(build->arena, sei_yaml);
    node->kind = kind;
    node->offset = offset;
    place(build, node);
    level *opened = &build->levels[build->depth++];
    *opened = (level){.node = node, .first_count = build->node_count - 1, .height = 1};
    opened->anchor = add_anchor(build, name, node);
    sei_map_init(&opened->keys, build->arena);
    return true;
}

/* The container above is at least one higher than what it holds. */
static void raise_height(builder *build, int height) {
    if (top(build) && top(build)->height < height + 1)
        top(build)->height = height + 1;
}

static bool close_container(builder *build, const yaml_event_t *event) {
    const level *closed = &build->levels[--build->depth];
    closed->node->end = offset_of(build, &event->end_mark);
    if (closed->anchor) {
        closed->anchor->node_count = build->node_count - closed->first_count;
        closed->anchor->height = closed->height;
    }
    raise_height(build, closed->height);
    return true;
}

/* An alias is a copy of the anchor's node alone: its children are shared. */
static bool add_alias(builder *build, const yaml_event_t *event) {
    size_t offset = offset_of(build, &event->start_mark);
    const anchor *name =
        sei_map_find(&build->anchors, sei_str_from((const char *)event->data.alias.anchor));
    if (!name || name->node_count == 0)
        return refuse(build, offset, "an alias (*name) has no anchor (&name) before it");
    if (awaits_key(build)) {
        if (name->node->first || name->node->kind != SEI_YAML_SCALAR)
            return refuse(build, offset, "a list or map cannot be a key");
        return spend(build, 1, offset) && add_key(build, name->node->scalar, offset);
    }
    if (build->depth + name->height > SEI_LIMIT_YAML_DEPTH)
        return refuse(build, offset, "lists and maps nest too deeply");
    if (!spend(build, name->node_count, offset))
        return false;
    sei_yaml *node = SEI_NEW(build->arena, sei_yaml);
    *node = *name->node;
    node->next = NULL;
    node->key = SEI_STR("");
    node->key_offset = 0;
    node->offset = offset;
    node->end = offset_of(build, &event->end_mark);
    place(build, node);
    raise_height(build, name->height);
    return true;
}

static bool take_event(builder *build, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return add_scalar(build, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_container(build, SEI_YAML_LIST, event, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return open_container(build, SEI_YAML_MAP, event, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_container(build, event);
    case YAML_ALIAS_EVENT:
        return add_alias(build, event);
    case YAML_DOCUMENT_START_EVENT:
        return !build->root ||
               refuse(build, offset_of(build, &event->start_mark), "a second document begins");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

/* The reader counts in bytes, everything behind it in characters. */
static bool refuse_syntax(builder *build, const yaml_parser_t *parser) {
    size_t offset = parser->error == YAML_READER_ERROR ? parser->problem_offset
                                                       : offset_of(build, &parser->problem_mark);
    return refuse(build, offset, parser->problem ? parser->problem : "it cannot be read");
}

/* The parser and the event at hand, which libyaml's own memory holds. */
struct reading {
    yaml_parser_t parser;
    yaml_event_t event;
};

static bool read_events(builder *build, struct reading *reading) {
    bool good = true;
    for (bool ended = false; good && !ended;) {
        if (!yaml_parser_parse(&reading->parser, &reading->event))
            return refuse_syntax(build, &reading->parser);
        ended = reading->event.type == YAML_STREAM_END_EVENT;
        good = take_event(build, &reading->event);
        yaml_event_delete(&reading->event);
    }
    return good;
}

/* Reads all events; lets go of libyaml's memory when an allocation of ours unwinds, then unwinds
 * further. */
static bool read_guarded(builder *build, struct reading *reading) {
    sei_memory *memory = build->arena->memory;
    jmp_buf *outer = memory->escape;
    jmp_buf here;
    memory->escape = &here;
    if (setjmp(here) != 0) {
        memory->escape = outer;
        yaml_event_delete(&reading->event);
        yaml_parser_delete(&reading->parser);
        sei_memory_unwind(memory, memory->failure);
    }
    const bool good = read_events(build, reading);
    memory->escape = outer;
    return good;
}

const sei_yaml *sei_yaml_parse(sei_arena *arena, sei_str text, size_t *error_offset,
                               sei_status *status) {
    builder build = {.arena = arena, .text = text, .status = status};
    sei_map_init(&build.anchors, arena);
    bool good = text.size <= SEI_LIMIT_YAML_BYTES || refuse(&build, 0, "it is too long");
    if (good) {
        struct reading reading = {0};
        if (!yaml_parser_initialize(&reading.parser))
            sei_memory_unwind(arena->memory, SEI_MEMORY_EXHAUSTED);
        yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&reading.parser,
                                     (const unsigned char *)(text.at ? text.at : ""), text.size);
        good = read_guarded(&build, &reading);
        yaml_parser_delete(&reading.parser);
    }
    if (!good) {
        *error_offset = build.error_offset;
        return NULL;
    }
    return build.root ? build.root : SEI_NEW(arena, sei_yaml);
}

const sei_yaml *sei_yaml_find(const sei_yaml *map, sei_str key) {
    if (!map || map->kind != SEI_YAML_MAP)
        return NULL;
    for (const sei_yaml *entry = map->first; entry; entry = entry->next)
        if (sei_str_equal(entry->key, key))
            return entry;
    return NULL;
}

sei_str sei_yaml_text(const sei_yaml *node) {
    return node && node->kind == SEI_YAML_SCALAR ? node->scalar : SEI_STR("");
}
