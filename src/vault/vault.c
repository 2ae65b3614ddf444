/* A root folder → an open vault: its files, Obsidian's settings, the index. The rule that is easy
 * to break: below the root every read goes through base/os with a path relative to it; only finding
 * the root itself looks at absolute paths. */
#include "vault/vault.h"

#include "base/limits.h"
#include "base/path.h"
#include "base/vec.h"
#include "unicode/unicode.h"
#include "vault/index.h"

static bool has_obsidian_folder(sei_arena *arena, sei_str folder) {
    return sei_os_is_folder(sei_arena_print(arena, "%.*s/.obsidian", SEI_STR_ARG(folder)));
}

bool sei_vault_root_for(sei_arena *arena, sei_str source, sei_str *root, sei_status *status) {
    sei_str real;
    if (!sei_os_real_path(arena, source, &real)) {
        return sei_status_set(status, SEI_FAILED_INPUT, "there is no file or folder %.*s",
                              SEI_STR_ARG(source));
    }
    sei_str nearest = sei_os_is_folder(real) ? real : sei_path_folder(real);
    if (nearest.size == 0)
        nearest = SEI_STR("/");
    *root = nearest;
    for (sei_str folder = nearest; folder.size > 0; folder = sei_path_folder(folder)) {
        if (has_obsidian_folder(arena, folder)) {
            *root = sei_arena_copy(arena, folder);
            break;
        }
    }
    return true;
}

static void read_ignored(sei_vault_settings *settings, sei_arena *arena, const sei_yaml *list) {
    SEI_VEC(sei_str) ignored = {0};
    for (const sei_yaml *item = list ? list->first : NULL; item; item = item->next)
        if (sei_yaml_text(item).size > 0)
            SEI_VEC_ADD(arena, &ignored, sei_unicode_nfc(arena, sei_yaml_text(item)));
    settings->ignored = ignored.at;
    settings->ignored_count = ignored.size;
}

/* A file that is absent, too long or no JSON leaves the defaults: it is Obsidian's, not the user's.
 */
static void read_settings(sei_vault *vault, sei_arena *arena) {
    sei_vault_settings *settings = &vault->settings;
    sei_status status;
    sei_str bytes;
    size_t error_offset;
    settings->is_vault = has_obsidian_folder(arena, vault->root.path);
    if (!settings->is_vault || !sei_root_read(&vault->root, arena, SEI_STR(".obsidian/app.json"),
                                              SEI_LIMIT_YAML_BYTES, &bytes, &status))
        return;
    const sei_yaml *map = sei_yaml_parse(arena, bytes, &error_offset, &status);
    sei_str strict = sei_yaml_text(sei_yaml_find(map, SEI_STR("strictLineBreaks")));
    settings->strict_line_breaks = sei_str_equal(strict, SEI_STR("true"));
    settings->attachment_folder =
        sei_yaml_text(sei_yaml_find(map, SEI_STR("attachmentFolderPath")));
    read_ignored(settings, arena, sei_yaml_find(map, SEI_STR("userIgnoreFilters")));
}

static bool has_extension(sei_str path, sei_str extension) {
    return path.size > extension.size &&
           sei_str_equal_ascii_case(sei_str_slice(path, path.size - extension.size, path.size),
                                    extension);
}

static bool is_ignored(const sei_vault_settings *settings, sei_arena *arena, sei_str path) {
    sei_str name = settings->ignored_count > 0 ? sei_unicode_nfc(arena, path) : path;
    for (size_t i = 0; i < settings->ignored_count; i++)
        if (sei_str_starts(name, settings->ignored[i]))
            return true;
    return false;
}

static bool list_files(sei_vault *vault, sei_arena *arena, sei_status *status) {
    sei_walk_entry *entries;
    size_t count;
    if (!sei_root_walk(&vault->root, arena, &entries, &count, &vault->skipped, status))
        return false;
    sei_vault_file *files = SEI_NEW_ARRAY(arena, sei_vault_file, count);
    for (size_t i = 0; i < count; i++) {
        files[i] =
            (sei_vault_file){.path = entries[i].path,
                             .is_note = has_extension(entries[i].path, SEI_STR(".md")),
                             .is_ignored = is_ignored(&vault->settings, arena, entries[i].path),
                             .info = entries[i].info};
    }
    vault->files = files;
    vault->file_count = count;
    return true;
}

/* The vault's own wishes; an unreadable file is a failure, since the output would silently differ.
 */
static bool read_seihon_yaml(sei_vault *vault, sei_arena *arena, sei_status *status) {
    sei_file_info info;
    if (!sei_root_stat(&vault->root, SEI_STR("seihon.yaml"), &info))
        return true;
    return sei_root_read(&vault->root, arena, SEI_STR("seihon.yaml"), SEI_LIMIT_YAML_BYTES,
                         &vault->seihon_yaml, status);
}

bool sei_vault_open(sei_vault *vault, sei_arena *arena, sei_str root, sei_status *status) {
    *vault = (sei_vault){.root = {.fd = -1}};
    if (!sei_root_open(&vault->root, arena, root, status))
        return false;
    read_settings(vault, arena);
    if (!list_files(vault, arena, status) || !read_seihon_yaml(vault, arena, status)) {
        sei_vault_close(vault);
        return false;
    }
    vault->index = sei_vault_index_new(arena, vault);
    return true;
}

void sei_vault_close(sei_vault *vault) {
    if (vault->root.fd >= 0) {
        sei_root_close(&vault->root);
        vault->root.fd = -1;
    }
}

bool sei_vault_read(const sei_vault *vault, sei_arena *arena, const sei_vault_file *file,
                    sei_str *bytes, sei_status *status) {
    return sei_root_read(&vault->root, arena, file->path, SEI_LIMIT_FILE, bytes, status);
}

sei_str sei_vault_name(sei_str path) {
    sei_str name = sei_path_name(path);
    return has_extension(name, SEI_STR(".md")) ? sei_str_slice(name, 0, name.size - 3) : name;
}
