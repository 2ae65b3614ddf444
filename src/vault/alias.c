/* Aliases → notes. Obsidian never resolves a link by an alias, but users write such links: this is
 * the last resort of a look-up, so the notes' front matter is read only when a name was not found,
 * and then once for all of them. */
#include "base/limits.h"
#include "unicode/unicode.h"
#include "vault/index.h"

#define START_BYTES (SEI_LIMIT_YAML_BYTES + 16) /* with both "---" lines */

/* The first note (in the order of paths by length) that gives an alias keeps it. */
static void add_alias(struct sei_vault_index *index, sei_str alias, const sei_vault_file *file) {
    sei_str name = sei_unicode_trim(alias);
    sei_str key = sei_arena_copy(index->arena, sei_unicode_fold(index->arena, name));
    if (key.size > 0 && !sei_map_find(&index->aliases, key))
        sei_map_add(&index->aliases, key, (void *)(uintptr_t)file);
}

/* A list of aliases, or (in old vaults) one scalar with commas. */
static void add_aliases(struct sei_vault_index *index, const sei_yaml *node,
                        const sei_vault_file *file) {
    if (!node)
        return;
    for (const sei_yaml *item = node->first; item; item = item->next)
        add_alias(index, sei_yaml_text(item), file);
    sei_str rest = sei_yaml_text(node), part;
    while (sei_str_split(&rest, ',', &part))
        add_alias(index, part, file);
}

/* The first bytes of the file suffice: front matter that does not end there is too long to be read
 * anyway. */
static void read_note(sei_vault *vault, sei_arena *scratch, const sei_vault_file *file) {
    sei_status status;
    sei_str start, yaml, body;
    size_t error_offset;
    if (!sei_root_read_start(&vault->root, scratch, file->path, START_BYTES, &start, &status) ||
        !sei_yaml_front_matter(start, &yaml, &body) ||
        sei_str_find(yaml, SEI_STR("alias"), 0) == SEI_STR_NONE)
        return;
    const sei_yaml *map = sei_yaml_parse(scratch, yaml, &error_offset, &status);
    add_aliases(vault->index, sei_yaml_find(map, SEI_STR("aliases")), file);
    add_aliases(vault->index, sei_yaml_find(map, SEI_STR("alias")), file);
}

static void read_aliases(sei_vault *vault) {
    struct sei_vault_index *index = vault->index;
    sei_arena scratch;
    sei_arena_init(&scratch, index->arena->memory);
    sei_arena_mark mark = sei_arena_mark_take(&scratch);
    for (size_t i = 0; i < vault->file_count; i++) {
        if (index->shortest[i]->is_note)
            read_note(vault, &scratch, index->shortest[i]);
        sei_arena_mark_release(&scratch, mark);
    }
    sei_arena_fini(&scratch);
}

const sei_vault_file *sei_vault_alias_find(sei_vault *vault, sei_str name) {
    struct sei_vault_index *index = vault->index;
    if (!index->has_aliases) {
        index->has_aliases = true;
        sei_map_init(&index->aliases, index->arena);
        read_aliases(vault);
    }
    return sei_map_find(&index->aliases, sei_unicode_fold(index->arena, sei_unicode_trim(name)));
}
