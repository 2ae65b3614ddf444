/* YAML text → a bounded tree, through libyaml's events.
 *
 * libyaml's scanner is quadratic in flow nesting and its loader in anchors, so the depth of brackets is
 * counted before it sees a byte, and only the event interface is used (spec/robustness, B3). An alias
 * is refused: no note needs one, and expanding them is how a small file becomes a large tree. The tree
 * is built with an explicit stack. */
#include "yaml/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/utf8.h"

/* One container that is open. */
struct level {
    sei_yaml *node;
    sei_yaml *last;
    const char *pending_key; /* of a map: its key has come, its value not; NULL otherwise */
    sei_str key;
    size_t key_offset;
};

struct builder {
    sei_arena *arena;
    sei_str text;
    struct level levels[SEI_LIMIT_YAML_DEPTH];
    int depth;
    int event_count;
    sei_yaml *root;
    size_t error_offset;
    sei_status *status;
};

/* libyaml counts places in characters: the byte offset of the index-th. Marks come in order mostly, but
 * this is asked only for nodes of a text of at most 64 KiB. */
static size_t offset_of_mark(sei_str text, const yaml_mark_t *mark) {
    size_t at = 0;
    size_t line = 0;
    while (line < mark->line && at < text.size) {
        size_t end = sei_str_find_byte(text, '\n', at);
        at = end == SEI_STR_NONE ? text.size : end + 1;
        line++;
    }
    for (size_t column = 0; column < mark->column && at < text.size; column++)
        sei_utf8_next(text, &at);
    return at;
}

static bool refuse(struct builder *builder, size_t offset, const char *why) {
    builder->error_offset = offset;
    return sei_status_set(builder->status, SEI_FAILED_INPUT, "%s", why);
}

/* --- before libyaml -------------------------------------------------------------------------- */

/* Brackets count whether or not they stand in quotes: a bound, not a parser. */
static bool check_nesting(struct builder *builder) {
    int depth = 0;
    for (size_t i = 0; i < builder->text.size; i++) {
        char byte = builder->text.at[i];
        if (byte == '[' || byte == '{')
            depth++;
        else if ((byte == ']' || byte == '}') && depth > 0)
            depth--;
        else if (byte == '\n' && depth > 0 && i + 1 < builder->text.size &&
                 builder->text.at[i + 1] > ' ' && !strchr("]}", builder->text.at[i + 1]))
            depth = depth > SEI_LIMIT_YAML_DEPTH ? depth : 0; /* an unclosed bracket in a text line */
        if (depth > SEI_LIMIT_YAML_DEPTH)
            return refuse(builder, i, "brackets nest too deeply");
    }
    return true;
}

/* --- building -------------------------------------------------------------------------------- */

static bool is_null_word(sei_str text) {
    return text.size == 0 || sei_str_equal(text, SEI_STR("~")) ||
           sei_str_equal_ascii_case(text, SEI_STR("null"));
}

static bool has_key(const sei_yaml *map, sei_str key) {
    return sei_yaml_find(map, key) != NULL;
}

/* Puts a node where it belongs: the root, a list's end, or behind a map's waiting key. */
static void place(struct builder *builder, sei_yaml *node) {
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    struct level *level = &builder->levels[builder->depth - 1];
    if (level->pending_key) {
        node->key = level->key;
        node->key_offset = level->key_offset;
        level->pending_key = NULL;
    }
    if (level->last)
        level->last->next = node;
    else
        level->node->first = node;
    level->last = node;
}

static bool awaits_key(const struct builder *builder) {
    return builder->depth > 0 &&
           builder->levels[builder->depth - 1].node->kind == SEI_YAML_MAP &&
           !builder->levels[builder->depth - 1].pending_key;
}

static bool add_scalar(struct builder *builder, const yaml_event_t *event) {
    sei_str text = sei_arena_copy(builder->arena, (sei_str){(const char *)event->data.scalar.value,
                                                            event->data.scalar.length});
    size_t offset = offset_of_mark(builder->text, &event->start_mark);
    if (awaits_key(builder)) {
        struct level *level = &builder->levels[builder->depth - 1];
        if (has_key(level->node, text))
            return refuse(builder, offset, "the same key stands twice");
        level->key = text;
        level->key_offset = offset;
        level->pending_key = text.at;
        return true;
    }
    sei_yaml *node = SEI_NEW(builder->arena, sei_yaml);
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->kind = !node->is_quoted && is_null_word(text) ? SEI_YAML_NULL : SEI_YAML_SCALAR;
    node->scalar = node->kind == SEI_YAML_NULL ? SEI_STR("") : text;
    node->offset = offset;
    node->end = offset_of_mark(builder->text, &event->end_mark);
    place(builder, node);
    return true;
}

static bool open_container(struct builder *builder, const yaml_event_t *event, sei_yaml_kind kind) {
    size_t offset = offset_of_mark(builder->text, &event->start_mark);
    if (awaits_key(builder))
        return refuse(builder, offset, "a list or map cannot be a key");
    if (builder->depth == SEI_LIMIT_YAML_DEPTH)
        return refuse(builder, offset, "lists and maps nest too deeply");
    sei_yaml *node = SEI_NEW(builder->arena, sei_yaml);
    node->kind = kind;
    node->offset = offset;
    place(builder, node);
    builder->levels[builder->depth++] = (struct level){.node = node};
    return true;
}

static bool close_container(struct builder *builder, const yaml_event_t *event) {
    struct level *level = &builder->levels[--builder->depth];
    level->node->end = offset_of_mark(builder->text, &event->end_mark);
    return true;
}

static bool take_event(struct builder *builder, const yaml_event_t *event) {
    size_t offset = offset_of_mark(builder->text, &event->start_mark);
    if (++builder->event_count > SEI_LIMIT_YAML_EVENTS)
        return refuse(builder, offset, "it has too many entries");
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return add_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_container(builder, event, SEI_YAML_LIST);
    case YAML_MAPPING_START_EVENT:
        return open_container(builder, event, SEI_YAML_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_container(builder, event);
    case YAML_ALIAS_EVENT:
        return refuse(builder, offset, "aliases (*name) are not supported");
    case YAML_DOCUMENT_START_EVENT:
        return !builder->root || refuse(builder, offset, "a second document begins");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

static bool refuse_syntax(struct builder *builder, const yaml_parser_t *parser) {
    return refuse(builder, offset_of_mark(builder->text, &parser->problem_mark),
                  parser->problem ? parser->problem : "it cannot be read");
}

/* The loop between libyaml's initialisation and deletion. Nothing in it may unwind with the parser
 * open, or libyaml's own memory would leak: that costs a bounded amount in a worker that ends. */
static bool read_events(struct builder *builder, yaml_parser_t *parser) {
    bool good = true;
    for (bool ended = false; good && !ended;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return refuse_syntax(builder, parser);
        ended = event.type == YAML_STREAM_END_EVENT;
        good = take_event(builder, &event);
        yaml_event_delete(&event);
    }
    return good;
}

const sei_yaml *sei_yaml_parse(sei_arena *arena, sei_str text, size_t *error_offset,
                               sei_status *status) {
    struct builder builder = {.arena = arena, .text = text, .status = status};
    yaml_parser_t parser;
    bool good = text.size <= SEI_LIMIT_YAML_BYTES || refuse(&builder, 0, "it is too long");
    good = good && check_nesting(&builder);
    if (good && !yaml_parser_initialize(&parser))
        return sei_memory_unwind(arena->memory, SEI_MEMORY_EXHAUSTED), NULL;
    if (good) {
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser, (const unsigned char *)(text.at ? text.at : ""),
                                     text.size);
        good = read_events(&builder, &parser);
        yaml_parser_delete(&parser);
    }
    if (!good) {
        *error_offset = builder.error_offset;
        return NULL;
    }
    return builder.root ? builder.root : SEI_NEW(arena, sei_yaml);
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
