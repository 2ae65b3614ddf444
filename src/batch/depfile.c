/* Depfiles, in what GNU make and ninja both read: a backslash before a space, '#' or ':' and before
 * each backslash in front of one, '$' doubled. Rule that is easy to break: a folder that outputs
 * are written into is no input, or every run would call for the next one. */
#include "batch/depfile.h"

#include <string.h>

#include "base/path.h"
#include "base/sink.h"
#include "batch/inputs.h"

/* --- what counts ----------------------------------------------------------------------------- */

/* Shorter from the current folder, as makefiles name their files. */
static sei_str shown(const sei_depfile *depfile, sei_str path) {
    const sei_str here = depfile->here;
    if (here.size > 1 && sei_path_is_below(path, here))
        return sei_str_slice(path, here.size + 1, path.size);
    return path;
}

static sei_str join(const sei_depfile *depfile, sei_str folder, sei_str path) {
    const bool has_slash = folder.size == 0 || sei_str_ends(folder, SEI_STR("/"));
    return sei_arena_print(depfile->arena, "%.*s%s%.*s", SEI_STR_ARG(folder), has_slash ? "" : "/",
                           SEI_STR_ARG(path));
}

static void add_path(sei_depfile *depfile, sei_str path) {
    if (sei_str_find(path, SEI_STR("\n"), 0) == SEI_STR_NONE)
        sei_map_add(&depfile->inputs, shown(depfile, path), depfile);
}

static bool has_suffix(sei_str path, const char *const *suffixes) {
    for (size_t i = 0; suffixes[i] != NULL; i++)
        if (sei_str_ends(path, sei_str_from(suffixes[i])))
            return true;
    return false;
}

/* What styles may be made of: one may extend the others of its folder. */
static const char *const style_suffixes[] = {".yaml", ".yml", ".css", NULL};
static const char *const font_suffixes[] = {".ttf", ".otf", ".ttc", ".otc", NULL};

static void add_root(sei_depfile *depfile, const sei_root *root, const char *const *suffixes) {
    sei_walk_entry *entries;
    size_t count;
    sei_status ignored = {0};
    sei_str path;
    if (root->fd < 0 || !sei_os_real_path(depfile->arena, root->path, &path) ||
        !sei_root_walk(root, depfile->arena, &entries, &count, NULL, &ignored))
        return;
    for (size_t i = 0; i < count; i++)
        if (has_suffix(entries[i].path, suffixes))
            add_path(depfile, join(depfile, path, entries[i].path));
}

void sei_depfile_init(sei_depfile *depfile, sei_arena *arena, const sei_house *house) {
    static const char *const settings[] = {"seihon.yaml", ".obsidian/app.json"};
    *depfile = (sei_depfile){.arena = arena, .house = house};
    sei_map_init(&depfile->inputs, arena);
    sei_map_init(&depfile->written, arena);
    sei_os_real_path(arena, SEI_STR("."), &depfile->here);
    add_root(depfile, &house->styles, style_suffixes);
    add_root(depfile, &house->style_folder, style_suffixes);
    add_root(depfile, &house->vault.root, style_suffixes);
    for (size_t i = 0; i < house->font_count; i++)
        add_root(depfile, &house->fonts[i], font_suffixes);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        sei_file_info info;
        const sei_str name = sei_str_from(settings[i]);
        if (sei_root_stat(&house->vault.root, name, &info))
            sei_depfile_add_input(depfile, name);
    }
}

void sei_depfile_add_input(sei_depfile *depfile, sei_str path) {
    add_path(depfile, join(depfile, depfile->house->vault.root.path, path));
}

void sei_depfile_add_infos(sei_depfile *depfile, const sei_file_info *infos, size_t count) {
    sei_inode_index index;
    sei_inode_index_init(&index, depfile->arena, &depfile->house->vault);
    const sei_input_list files = sei_inputs_find(&index, depfile->arena, infos, count);
    for (size_t i = 0; i < files.size; i++)
        sei_depfile_add_input(depfile, files.at[i]->path);
}

bool sei_depfile_has_input(const sei_depfile *depfile, sei_str path) {
    return sei_map_find(&depfile->inputs, shown(depfile, path)) != NULL;
}

bool sei_depfile_has_made(const sei_depfile *depfile, sei_str path) {
    return sei_map_find(&depfile->written, path) != NULL;
}

/* --- writing --------------------------------------------------------------------------------- */

static void put_name(sei_buf *out, sei_str name) {
    for (size_t i = 0; i < name.size; i++) {
        size_t end = i;
        while (end < name.size && name.at[end] == '\\')
            end++;
        if (end < name.size && strchr(" \t#:", name.at[end]) != NULL)
            sei_buf_add_byte(out, '\\');
        if (name.at[i] == '$')
            sei_buf_add_byte(out, '$');
        sei_buf_add_byte(out, name.at[i]);
    }
}

static void note_real(sei_depfile *depfile, sei_str path) {
    sei_str real;
    if (sei_os_real_path(depfile->arena, path, &real))
        sei_map_add(&depfile->written, real, depfile);
}

static void note_written(sei_depfile *depfile, sei_str path) {
    const sei_str folder = sei_path_folder(path);
    const bool is_root = sei_str_starts(path, SEI_STR("/"));
    note_real(depfile, folder.size > 0 ? folder : is_root ? SEI_STR("/") : SEI_STR("."));
    note_real(depfile, path);
}

void sei_depfile_add_target(sei_depfile *depfile, sei_str path) {
    sei_buf out;
    sei_buf_init(&out, depfile->arena->memory);
    sei_buf_add(&out, depfile->targets);
    sei_buf_add(&out, depfile->targets.size > 0 ? SEI_STR(" ") : SEI_STR(""));
    put_name(&out, path);
    depfile->targets = sei_arena_copy(depfile->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    note_written(depfile, path);
}

static void add_folder(sei_depfile *depfile, sei_str below) {
    const sei_str root = depfile->house->vault.root.path;
    const sei_str folder = below.size > 0 ? join(depfile, root, below) : root;
    if (sei_map_find(&depfile->written, folder) == NULL)
        add_path(depfile, folder);
}

/* The vault's folders; those above a file's are there with other files, or hold folders alone. */
static void add_folders(sei_depfile *depfile) {
    const sei_vault *vault = &depfile->house->vault;
    sei_map seen;
    sei_map_init(&seen, depfile->arena);
    add_folder(depfile, SEI_STR(""));
    for (size_t i = 0; i < vault->file_count; i++) {
        sei_str folder = sei_path_folder(vault->files[i].path);
        while (folder.size > 0 && sei_map_add(&seen, folder, depfile) == NULL) {
            add_folder(depfile, folder);
            folder = sei_path_folder(folder);
        }
    }
}

static void put_rules(const sei_depfile *depfile, sei_buf *out) {
    sei_buf_add(out, depfile->targets);
    sei_buf_add_byte(out, ':');
    for (size_t i = 0; i < depfile->inputs.size; i++) {
        sei_buf_add(out, SEI_STR(" \\\n  "));
        put_name(out, depfile->inputs.entries[i].key);
    }
    sei_buf_add_byte(out, '\n');
    for (size_t i = 0; i < depfile->inputs.size; i++) {
        const sei_str name = depfile->inputs.entries[i].key;
        if (memchr(name.at, '%', name.size) != NULL)
            continue; /* that would be a pattern */
        sei_buf_add_byte(out, '\n');
        put_name(out, name);
        sei_buf_add(out, SEI_STR(":\n"));
    }
}

bool sei_depfile_write(sei_depfile *depfile, sei_str path, sei_status *status) {
    sei_sink sink = {.folder = -1, .fd = -1};
    sei_buf out;
    note_written(depfile, path);
    if (depfile->has_looked_up)
        add_folders(depfile);
    sei_buf_init(&out, depfile->arena->memory);
    put_rules(depfile, &out);
    const bool is_written = sei_sink_open(&sink, path, NULL, 0, status) &&
                            sei_sink_write(&sink, sei_buf_str(&out), status) &&
                            sei_sink_commit(&sink, status);
    sei_sink_drop(&sink);
    sei_buf_fini(&out);
    note_written(depfile, path);
    return is_written;
}
