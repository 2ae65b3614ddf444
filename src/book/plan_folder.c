/* A folder → a plan: every note below it, in natural order, folders as parts. Names are compared
 * folder by folder; in each the index notes come first (index_names, then the note called like the
 * folder, in it or beside it, then what begins with "00"). The first of a folder's index notes that
 * is more than a number gives its part the title, when it has one of its own, and its text opens
 * the part; the index note of the whole folder does so for the book.
 *
 * Left out: files that are no notes, what userIgnoreFilters names, hidden folders (the vault's
 * index has none), and the folder of templates, whose notes are forms to fill in. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/path.h"
#include "book/order.h"
#include "book/plan.h"
#include "unicode/unicode.h"

/* Names of index notes, the best first. */
static const char *const index_names[] = {"index", "_index", "readme"};
#define INDEX_NAMES (sizeof index_names / sizeof index_names[0])

typedef struct member {
    const sei_vault_file *file;
    sei_str folder; /* that it stands in, below the book's: "" for that itself */
    sei_str key;    /* of the whole path, for sei_str_compare_natural */
    bool is_index;
} member;

typedef struct folder_reader {
    sei_planner *planner;
    sei_arena *arena;
    sei_str root;      /* with '/' behind it, "" for the vault's */
    sei_str templates; /* the same */
    sei_map folders;   /* those that hold notes */
    SEI_VEC(member) members;
} folder_reader;

static sei_str with_slash(sei_arena *arena, sei_str folder) {
    while (sei_str_ends(folder, SEI_STR("/")))
        folder.size--;
    return folder.size > 0 ? sei_arena_print(arena, "%.*s/", SEI_STR_ARG(folder)) : SEI_STR("");
}

/* Obsidian's own plugin says where templates are. */
static sei_str read_templates(sei_arena *arena, const sei_vault *vault) {
    sei_status status;
    sei_str bytes;
    size_t error_offset;
    if (!vault->settings.is_vault ||
        !sei_root_read(&vault->root, arena, SEI_STR(".obsidian/templates.json"),
                       SEI_LIMIT_YAML_BYTES, &bytes, &status))
        return SEI_STR("");
    const sei_yaml *map = sei_yaml_parse(arena, bytes, &error_offset, &status);
    return with_slash(arena, sei_yaml_text(sei_yaml_find(map, SEI_STR("folder"))));
}

static bool is_member(const folder_reader *reader, const sei_vault_file *file) {
    bool is_template = reader->templates.size > 0 && sei_str_starts(file->path, reader->templates);
    bool is_asked_for = sei_str_starts(reader->root, reader->templates);
    return file->is_note && !file->is_ignored && sei_str_starts(file->path, reader->root) &&
           (!is_template || is_asked_for);
}

static void add_folders(folder_reader *reader, sei_str folder) {
    while (folder.size > 0 && !sei_map_add(&reader->folders, folder, reader))
        folder = sei_path_folder(folder);
}

/* 1 … for an index note, 0 for another. */
static int index_rank(const folder_reader *reader, sei_str name, sei_str folder) {
    for (size_t i = 0; i < INDEX_NAMES; i++)
        if (sei_str_equal_ascii_case(name, sei_str_from(index_names[i])))
            return (int)i + 1;
    sei_str called =
        folder.size > 0 ? sei_path_name(folder) : sei_path_name(sei_path_folder(reader->root));
    bool is_called_so = sei_str_equal(sei_unicode_fold(reader->arena, name),
                                      sei_unicode_fold(reader->arena, called));
    return is_called_so ? (int)INDEX_NAMES + 1 : 0;
}

/* The key of a path: its folders' keys and names, each with a control behind it, which sorts a
 * folder's members together; then the note's rank behind U+0002 when it is to come first, and its
 * name. */
static sei_str key_of(folder_reader *reader, sei_str folder, int rank, sei_str name) {
    sei_buf key;
    sei_str part, rest = folder;
    sei_buf_init(&key, reader->arena->memory);
    while (folder.size > 0 && sei_str_split(&rest, '/', &part)) {
        sei_buf_add(&key, sei_order_key(reader->arena, part));
        sei_buf_print(&key, "\3%.*s\1", SEI_STR_ARG(part));
    }
    if (rank > 0)
        sei_buf_print(&key, "\2%d", rank);
    sei_buf_add(&key, sei_order_key(reader->arena, name));
    sei_str result = sei_arena_copy(reader->arena, sei_buf_str(&key));
    sei_buf_fini(&key);
    return result;
}

static void add_member(folder_reader *reader, const sei_vault_file *file) {
    sei_str below = sei_str_slice(file->path, reader->root.size, file->path.size);
    sei_str folder = sei_path_folder(below), name = sei_vault_name(below);
    sei_str beside = sei_str_slice(below, 0, below.size - (sei_path_name(below).size - name.size));
    int rank = index_rank(reader, name, folder);
    if (rank == 0 && sei_map_find(&reader->folders, beside)) { /* the folder's, but beside it */
        folder = beside;
        rank = (int)INDEX_NAMES + 2;
    }
    bool is_index = rank > 0;
    if (!is_index && sei_str_starts(name, SEI_STR("00")))
        rank = (int)INDEX_NAMES + 3;
    member added = {file, folder, key_of(reader, folder, rank, name), is_index};
    SEI_VEC_ADD(reader->arena, &reader->members, added);
}

static int compare_members(const void *a, const void *b) {
    const member *left = a, *right = b;
    int order = sei_str_compare_natural(left->key, right->key);
    return order != 0 ? order : sei_str_compare(left->file->path, right->file->path);
}

static void read_members(folder_reader *reader) {
    const sei_vault *vault = reader->planner->request->vault;
    for (size_t i = 0; i < vault->file_count; i++) {
        if (is_member(reader, &vault->files[i])) {
            sei_str path = vault->files[i].path;
            add_folders(reader, sei_path_folder(sei_str_slice(path, reader->root.size, path.size)));
        }
    }
    for (size_t i = 0; i < vault->file_count; i++)
        if (is_member(reader, &vault->files[i]))
            add_member(reader, &vault->files[i]);
    if (reader->members.size > 0) {
        qsort(reader->members.at, reader->members.size, sizeof reader->members.at[0],
              compare_members);
    }
}

/* How many names two folders have in common at their start. */
static int common_depth(sei_str a, sei_str b) {
    int depth = 0;
    sei_str a_part, b_part;
    bool has_both = a.size > 0 && b.size > 0;
    while (has_both && sei_str_split(&a, '/', &a_part) && sei_str_split(&b, '/', &b_part) &&
           sei_str_equal(a_part, b_part))
        depth++;
    return depth;
}

static int depth_of(sei_str folder) {
    return common_depth(folder, folder);
}

/* The title that a note says itself, "" when it is only its file's name. */
static sei_str own_title(const sei_manuscript *manuscript) {
    sei_str name = sei_vault_name(manuscript->path);
    return sei_str_equal(manuscript->title, name) ? SEI_STR("") : manuscript->title;
}

/* A folder's index note, parsed; NULL when it cannot be read: then it is listed as any note, which
 * says so. */
static sei_manuscript *open_index(folder_reader *reader, const member *first) {
    if (!first->is_index)
        return NULL;
    sei_manuscript *index =
        sei_manuscript_open(reader->planner->assembly, first->file->path, (sei_str){NULL, 0});
    return index->tree ? index : NULL;
}

/* The text of an index note, without the heading that the title above it says. */
static void add_index_text(folder_reader *reader, sei_manuscript *index, int depth) {
    sei_planner *planner = reader->planner;
    sei_piece text;
    sei_piece_find(index, SEI_STR(""), &text);
    bool is_said = index->title_is_heading && own_title(index).size > 0;
    text.first = is_said ? text.first->next : text.first;
    sei_plan_count(planner, index);
    planner->plan.chapter_count++;
    sei_plan_add_text(planner, depth, SEI_STR(""), &text);
}

/* The part of a folder, with its index note when that is the member at hand. */
static void add_part(folder_reader *reader, sei_str name, int depth, sei_manuscript *index) {
    sei_plan_entry entry = {.depth = depth, .title = name, .manuscript = index};
    if (index) {
        bool has_title = own_title(index).size > 0;
        entry.title = has_title ? own_title(index) : name;
        entry.is_index = true;
        entry.heading = has_title && index->title_is_heading ? index->tree->first : NULL;
        entry.source = index->source->number;
    }
    sei_plan_add_part(reader->planner, &entry);
    if (index)
        add_index_text(reader, index, depth + 1);
}

/* Whether the member has its folder for itself: then the folder is a chapter, not a part. */
static bool is_alone(const folder_reader *reader, size_t at) {
    const member *own = &reader->members.at[at];
    bool is_last = at + 1 == reader->members.size;
    return own->is_index &&
           (is_last || common_depth(own->folder, own[1].folder) < depth_of(own->folder));
}

/* Opens the parts of the member's folders from `depth` names on. Whether the member is done with:
 * it was the index note of the last. */
static bool add_parts(folder_reader *reader, size_t at, int depth) {
    const member *first = &reader->members.at[at];
    sei_str rest = first->folder, name;
    for (int i = 0; sei_str_split(&rest, '/', &name); i++) {
        bool is_own = !rest.at;
        sei_manuscript *index = is_own ? open_index(reader, first) : NULL;
        if (i < depth)
            continue;
        if (index && is_alone(reader, at)) {
            sei_str title = own_title(index).size > 0 ? SEI_STR("") : name;
            sei_plan_add_note(
                reader->planner,
                &(sei_plan_note){.depth = i + 1, .path = first->file->path, .title = title});
            return true;
        }
        add_part(reader, name, i + 1, index);
        if (index)
            return true;
    }
    return false;
}

static void plan_members(folder_reader *reader, size_t from) {
    sei_str open = SEI_STR("");
    for (size_t i = from; i < reader->members.size; i++) {
        const member *next = &reader->members.at[i];
        int common = common_depth(open, next->folder);
        bool is_taken = common < depth_of(next->folder) && add_parts(reader, i, common);
        open = next->folder;
        if (!is_taken) {
            sei_plan_note note = {.depth = depth_of(next->folder) + 1, .path = next->file->path};
            sei_plan_add_note(reader->planner, &note);
        }
    }
}

/* The folder's own name, for the root the name of the vault's folder. */
static sei_str folder_name(const folder_reader *reader) {
    sei_str path = reader->root.size > 0 ? sei_path_folder(reader->root)
                                         : reader->planner->request->vault->root.path;
    while (sei_str_ends(path, SEI_STR("/")))
        path.size--;
    sei_str name = sei_path_name(path);
    return name.size > 0 ? name : SEI_STR("/");
}

/* The folder's index note says what the book is; without one the book knows its name only. A note
 * that is alone is no index. */
static sei_manuscript *read_source(folder_reader *reader, bool *has_index) {
    sei_planner *planner = reader->planner;
    const member *first = reader->members.at;
    *has_index = first->is_index && first->folder.size == 0 && reader->members.size > 1;
    if (*has_index) {
        sei_manuscript *index =
            sei_manuscript_read(planner->assembly, first->file->path, (sei_str){NULL, 0});
        *has_index = index->source != NULL;
        if (index->source) {
            sei_wishes_read(planner, index);
            return index;
        }
    }
    sei_manuscript *nothing = SEI_NEW(reader->arena, sei_manuscript);
    nothing->path = planner->request->note;
    sei_wishes_read(planner, nothing);
    return nothing;
}

static bool has_sections(const sei_manuscript *index) {
    const sei_node *block = index->tree->first;
    block = block && index->title_is_heading ? block->next : block;
    while (block && !sei_node_opens_section(block))
        block = block->next;
    return block != NULL;
}

/* The index note of the whole folder says the book's title. Its text opens the book; when it has
 * sections, which stand below a chapter, it is one. */
static void add_root_index(folder_reader *reader, sei_manuscript *index, sei_str *title) {
    bool has_title = own_title(index).size > 0;
    sei_str chapter_title = has_title ? SEI_STR("") : *title;
    *title = has_title ? own_title(index) : *title;
    if (has_sections(index)) {
        sei_plan_note note = {.depth = 1, .path = index->path, .title = chapter_title};
        sei_plan_add_note(reader->planner, &note);
        return;
    }
    add_index_text(reader, index, 1);
    bool is_said = has_title && index->title_is_heading;
    reader->planner->plan.heading = is_said ? index->tree->first : NULL;
}

bool sei_plan_make_folder(sei_planner *planner, sei_status *status) {
    sei_arena *arena = planner->request->arena;
    folder_reader reader = {.planner = planner,
                            .arena = arena,
                            .root = with_slash(arena, planner->request->note),
                            .templates = read_templates(arena, planner->request->vault)};
    sei_map_init(&reader.folders, arena);
    read_members(&reader);
    if (reader.members.size == 0)
        return sei_status_set(status, SEI_FAILED_INPUT, "there is no note in this folder");
    bool has_index;
    sei_manuscript *source = read_source(&reader, &has_index);
    sei_str title = folder_name(&reader), name = reader.root;
    if (name.size == 0)
        name = sei_arena_print(arena, "%.*s/", SEI_STR_ARG(title));
    if (has_index) {
        open_index(&reader, reader.members.at);
        add_root_index(&reader, source, &title);
    }
    plan_members(&reader, has_index ? 1 : 0);
    sei_plan_name(planner, source, title, name);
    sei_plan_prune(&planner->plan);
    return planner->plan.entries.size > 0 ||
           sei_status_set(status, SEI_FAILED_INPUT, "no note of this folder can be read");
}
