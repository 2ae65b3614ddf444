/* A note's path → a manuscript: its bytes as UTF-8, its front matter, its tree and its title. Each
 * note is read and parsed once, whoever embeds it; the tree is never changed after this file is
 * done with it, since everything that stands in the book is a copy. */
#include "base/limits.h"
#include "base/path.h"
#include "book/assembly.h"
#include "book/encoding.h"

sei_str sei_manuscript_plain_text(sei_arena *arena, const sei_node *node) {
    sei_node *copy = sei_node_copy(arena, node);
    for (sei_node *at = copy; at; at = sei_node_next(copy, at)) {
        if (at->kind == SEI_NODE_WIKILINK && !at->first) {
            sei_node *text = sei_node_new(arena, SEI_NODE_TEXT, at->source, at->offset);
            text->as.text = sei_link_display(arena, &at->as.link.target);
            sei_node_append(at, text);
        }
    }
    return sei_node_plain_text(arena, copy);
}

static sei_str title_property(const sei_manuscript *manuscript) {
    return sei_metadata_text(manuscript, "title");
}

/* The leading heading's text when it is of level 1, else "". *is_only: no other H1 stands in the
 * tree's own blocks. */
static sei_str leading_heading(sei_arena *arena, const sei_node *tree, bool *is_only) {
    const sei_node *first = tree->first;
    *is_only = true;
    if (!first || !sei_node_opens_section(first) || first->as.heading.level != 1)
        return SEI_STR("");
    for (const sei_node *block = first->next; block; block = block->next)
        if (sei_node_opens_section(block) && block->as.heading.level == 1)
            *is_only = false;
    return sei_manuscript_plain_text(arena, first);
}

/* Front matter, else the single leading H1, else the file's name (spec: obsidian A1). */
static void find_title(sei_assembly *assembly, sei_manuscript *manuscript) {
    bool is_only;
    sei_str given = title_property(manuscript);
    sei_str heading = leading_heading(assembly->arena, manuscript->tree, &is_only);
    manuscript->title = given.size > 0                ? given
                        : heading.size > 0 && is_only ? heading
                                                      : sei_path_stem(manuscript->path);
    manuscript->title_is_heading = sei_str_equal(manuscript->title, heading);
}

/* Gives the NOTEs their numbers within the note. */
static void number_notes(sei_manuscript *manuscript) {
    sei_node *tree = manuscript->tree;
    for (sei_node *node = tree; node; node = sei_node_next(tree, node))
        if (node->kind == SEI_NODE_NOTE)
            node->id = ++manuscript->note_count;
}

static sei_str read_front(sei_assembly *assembly, sei_manuscript *manuscript) {
    const sei_source *source = manuscript->source;
    sei_str yaml, body = source->bytes;
    if (!sei_yaml_front_matter(source->bytes, &yaml, &body))
        return source->bytes;
    sei_status status = {SEI_OK, ""};
    size_t error_offset = 0;
    const sei_yaml *front = sei_yaml_parse(assembly->arena, yaml, &error_offset, &status);
    manuscript->front_offset = (size_t)(yaml.at - source->bytes.at);
    if (!front && status.code != SEI_OK) {
        sei_diag_add(assembly->diags, SEI_DIAG_FRONT_MATTER, source,
                     manuscript->front_offset + error_offset, "the front matter is left out: %s",
                     status.message);
    } else if (front && front->kind == SEI_YAML_MAP) {
        manuscript->front = front;
    } else if (front && front->kind != SEI_YAML_NULL) {
        sei_diag_add(assembly->diags, SEI_DIAG_FRONT_MATTER, source, manuscript->front_offset,
                     "the front matter is left out: it is no list of \"name: value\" lines");
    }
    return body;
}

/* As the index saw it: who compares sees that a file saved since then is another. */
static void add_input(sei_assembly *assembly, sei_str path) {
    const sei_vault_file *file = sei_vault_find_file(assembly->vault, path);
    sei_file_info info;
    if (file)
        SEI_VEC_ADD(assembly->arena, &assembly->inputs, file->info);
    else if (sei_root_stat(&assembly->vault->root, path, &info))
        SEI_VEC_ADD(assembly->arena, &assembly->inputs, info);
}

static bool read_bytes(sei_assembly *assembly, sei_str path, sei_str *bytes, sei_status *status) {
    const sei_root *root = &assembly->vault->root;
    add_input(assembly, path);
    return bytes->at || sei_root_read(root, assembly->arena, path, SEI_LIMIT_FILE, bytes, status);
}

/* Fills the manuscript from its bytes; its source takes the next number. */
static void read_text(sei_assembly *assembly, sei_manuscript *manuscript, sei_str bytes) {
    sei_encoding_result decoded = sei_encoding_decode(assembly->arena, bytes);
    if (decoded.likely) {
        sei_status_set(&manuscript->failure, SEI_FAILED_INPUT,
                       "%.*s is written in %s; convert it to UTF-8, for example with "
                       "iconv -f %s -t UTF-8",
                       SEI_STR_ARG(manuscript->path), decoded.likely, decoded.likely);
        return;
    }
    sei_source *source = sei_source_new(assembly->arena, manuscript->path, decoded.text,
                                        (uint32_t)assembly->manuscripts.size);
    manuscript->source = source;
    SEI_VEC_ADD(assembly->arena, &assembly->manuscripts, manuscript);
    if (decoded.replaced > 0) {
        sei_diag_add(assembly->diags, SEI_DIAG_ENCODING, source, decoded.first,
                     "%zu place%s that %s not UTF-8; the first is here", decoded.replaced,
                     decoded.replaced == 1 ? "" : "s", decoded.replaced == 1 ? "is" : "are");
    }
    manuscript->body = read_front(assembly, manuscript);
}

sei_manuscript *sei_manuscript_read(sei_assembly *assembly, sei_str path, sei_str bytes) {
    sei_manuscript *manuscript = sei_map_find(&assembly->manuscripts_by_path, path);
    if (manuscript)
        return manuscript;
    manuscript = SEI_NEW(assembly->arena, sei_manuscript);
    manuscript->path = sei_arena_copy(assembly->arena, path);
    sei_map_add(&assembly->manuscripts_by_path, manuscript->path, manuscript);
    sei_targets_init(&manuscript->own, assembly->arena);
    sei_targets_init(&manuscript->primary, assembly->arena);
    sei_targets_init(&manuscript->embedded, assembly->arena);
    if (read_bytes(assembly, path, &bytes, &manuscript->failure))
        read_text(assembly, manuscript, bytes);
    return manuscript;
}

sei_manuscript *sei_manuscript_open(sei_assembly *assembly, sei_str path, sei_str bytes) {
    sei_manuscript *manuscript = sei_manuscript_read(assembly, path, bytes);
    if (manuscript->source && !manuscript->tree) {
        manuscript->tree = sei_markdown_parse(assembly->arena, manuscript->source, manuscript->body,
                                              &assembly->markdown, assembly->diags);
        number_notes(manuscript);
        sei_property_link_mark(assembly, manuscript);
        find_title(assembly, manuscript);
    }
    return manuscript;
}

const sei_targets *sei_manuscript_targets(sei_manuscript *manuscript) {
    if (!manuscript->has_own) {
        sei_node *tree = manuscript->tree;
        for (sei_node *node = tree; node; node = sei_node_next(tree, node))
            sei_targets_add(&manuscript->own, node, manuscript->source);
        manuscript->has_own = true;
    }
    return &manuscript->own;
}
