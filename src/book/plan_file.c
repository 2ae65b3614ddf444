/* A book file → a plan. Its keys and those of the entries of `contents` stand in tables: an unknown
 * one, or a value of the wrong kind, is an error at its place, with the nearest right name. Every
 * error is reported before the file is refused. Notes are found as a wikilink in the book file's
 * folder finds them; patterns are matched below that folder, else below the vault's root. */
#include "base/limits.h"
#include "base/path.h"
#include "book/file_key.h"
#include "book/plan.h"
#include "unicode/unicode.h"

static const sei_file_key book_keys[] = {
    {"title", SEI_KEY_TEXT, false},       {"subtitle", SEI_KEY_TEXT, false},
    {"author", SEI_KEY_TEXTS, false},     {"authors", SEI_KEY_TEXTS, false},
    {"language", SEI_KEY_TEXT, false},    {"lang", SEI_KEY_TEXT, false},
    {"identifier", SEI_KEY_TEXT, false},  {"date", SEI_KEY_TEXT, false},
    {"created", SEI_KEY_TEXT, false},     {"modified", SEI_KEY_TEXT, false},
    {"publisher", SEI_KEY_TEXT, false},   {"rights", SEI_KEY_TEXT, false},
    {"description", SEI_KEY_TEXT, false}, {"url", SEI_KEY_TEXT, false},
    {"source", SEI_KEY_TEXT, false},      {"tags", SEI_KEY_TEXTS, false},
    {"cover", SEI_KEY_TEXT, false},       {"version", SEI_KEY_TEXT, false},
    {"style", SEI_KEY_TEXT, true},        {"set", SEI_KEY_ANY, true},
    {"impose", SEI_KEY_TEXT, true},       {"breaks", SEI_KEY_TEXT, true},
    {"contents", SEI_KEY_LIST, false},    {"output", SEI_KEY_MAP, false},
};
#define BOOK_KEYS (sizeof book_keys / sizeof book_keys[0])

static const sei_file_key output_keys[] = {{"pdf", SEI_KEY_TEXT, false},
                                           {"epub", SEI_KEY_TEXT, false}};
static const sei_file_key part_keys[] = {{"part", SEI_KEY_TEXT, false},
                                         {"contents", SEI_KEY_LIST, false}};
static const sei_file_key glob_keys[] = {{"glob", SEI_KEY_TEXT, false},
                                         {"sort", SEI_KEY_TEXT, false}};
static const sei_file_key note_keys[] = {{"note", SEI_KEY_TEXT, false},
                                         {"heading", SEI_KEY_TEXT, false},
                                         {"level", SEI_KEY_TEXT, false},
                                         {"title", SEI_KEY_TEXT, false}};

/* The entries of `contents`, by the key that each has. */
typedef struct entry_rule {
    const sei_file_key *keys; /* the first is the entry's own */
    size_t key_count;
} entry_rule;

static const entry_rule entry_rules[] = {{note_keys, 4}, {part_keys, 2}, {glob_keys, 2}};
#define ENTRY_RULES (sizeof entry_rules / sizeof entry_rules[0])

typedef struct file_reader {
    sei_planner *planner;
    sei_arena *arena;
    sei_manuscript *file;
    bool has_errors;
} file_reader;

/* Reports an error at a place of the YAML text. */
static void refuse(file_reader *reader, size_t offset, sei_str message) {
    reader->has_errors = true;
    sei_diag_add(reader->planner->assembly->diags, SEI_DIAG_BOOK_FILE, reader->file->source,
                 reader->file->front_offset + offset, "%.*s", SEI_STR_ARG(message));
}

static void check_keys(file_reader *reader, const sei_yaml *map, const sei_file_key *keys,
                       size_t count) {
    for (const sei_yaml *entry = map->first; entry; entry = entry->next) {
        size_t offset;
        sei_str problem = sei_file_key_check(reader->arena, entry, keys, count, &offset);
        if (problem.size > 0)
            refuse(reader, offset, problem);
    }
}

/* A note as it is written in `contents`: "note.md#heading", "[[folder/note#heading|title]]". */
static sei_property_link split_note(sei_str text) {
    sei_property_link note;
    size_t hash = sei_str_find_byte(text, '#', 0);
    if (!sei_property_link_split(text, &note)) {
        note.path = sei_unicode_trim(sei_str_slice(text, 0, hash));
        note.subpath =
            hash == SEI_STR_NONE ? SEI_STR("") : sei_str_slice(text, hash + 1, text.size);
    }
    return note;
}

/* The file of a note, or NULL with a message. */
static const sei_vault_file *find_note(file_reader *reader, sei_str path, size_t offset) {
    sei_assembly *assembly = reader->planner->assembly;
    const sei_vault_file *file = NULL;
    sei_vault_match match = sei_vault_find(assembly->vault, path, reader->file->path, &file);
    size_t place = reader->file->front_offset + offset;
    if (file && file->is_note && match != SEI_MATCH_AMBIGUOUS)
        return file;
    if (file && file->is_note) {
        sei_diag_add(assembly->diags, SEI_DIAG_LINK_AMBIGUOUS, reader->file->source, place,
                     "several files are named \"%.*s\"; \"%.*s\" is taken", SEI_STR_ARG(path),
                     SEI_STR_ARG(file->path));
        return file;
    }
    sei_str nearest = file ? SEI_STR("") : sei_vault_suggest(assembly->vault, path);
    const char *what = file ? "is no note" : "names no note";
    if (nearest.size > 0) {
        sei_diag_add(assembly->diags, SEI_DIAG_CHAPTER_MISSING, reader->file->source, place,
                     "\"%.*s\" %s; did you mean \"%.*s\"?", SEI_STR_ARG(path), what,
                     SEI_STR_ARG(nearest));
    } else {
        sei_diag_add(assembly->diags, SEI_DIAG_CHAPTER_MISSING, reader->file->source, place,
                     "\"%.*s\" %s; the book is made without it", SEI_STR_ARG(path), what);
    }
    return NULL;
}

static void add_note(file_reader *reader, sei_property_link note, int depth, size_t offset) {
    const sei_vault_file *file = find_note(reader, note.path, offset);
    if (file) {
        sei_plan_note added = {.depth = depth,
                               .path = file->path,
                               .subpath = note.subpath,
                               .title = note.alias,
                               .source = reader->file->source,
                               .offset = reader->file->front_offset + offset};
        sei_plan_add_note(reader->planner, &added);
    }
}

/* `level`: the depth where the chapter stands; within its part and at most one below the entry
 * before it. */
static int read_level(file_reader *reader, const sei_yaml *map, int depth) {
    const sei_yaml *value = sei_yaml_find(map, SEI_STR("level"));
    sei_str text = sei_yaml_text(value);
    int64_t level = depth;
    const sei_plan *plan = &reader->planner->plan;
    int before = plan->entries.size > 0 ? plan->entries.at[plan->entries.size - 1].depth : 0;
    int most = before + 1 > depth ? before + 1 : depth;
    most = most < SEI_BOOK_DEPTH_MAX ? most : SEI_BOOK_DEPTH_MAX;
    if (text.size > 0 && (!sei_str_parse_int(text, &level) || level < depth || level > most)) {
        sei_str range = most > depth ? sei_arena_print(reader->arena, "%d to %d", depth, most)
                                     : sei_arena_print(reader->arena, "%d", depth);
        refuse(reader, value->offset,
               sei_arena_print(reader->arena, "level can be %.*s here", SEI_STR_ARG(range)));
        return depth;
    }
    return (int)level;
}

static void add_note_map(file_reader *reader, const sei_yaml *map, int depth) {
    const sei_yaml *name = sei_yaml_find(map, SEI_STR("note"));
    sei_str heading = sei_yaml_text(sei_yaml_find(map, SEI_STR("heading")));
    sei_str title = sei_yaml_text(sei_yaml_find(map, SEI_STR("title")));
    sei_property_link note = split_note(sei_yaml_text(name));
    note.subpath = heading.size > 0 ? heading : note.subpath;
    note.alias = title.size > 0 ? title : note.alias;
    add_note(reader, note, read_level(reader, map, depth), name->offset);
}

static sei_plan_sort read_sort(file_reader *reader, const sei_yaml *map) {
    const sei_yaml *value = sei_yaml_find(map, SEI_STR("sort"));
    sei_str word = sei_yaml_text(value);
    sei_plan_sort sort = SEI_PLAN_SORT_NAME;
    if (word.size > 0 && !sei_plan_sort_find(word, &sort)) {
        sei_str shown = sei_file_key_shorten(word), names = sei_plan_sort_names(reader->arena);
        refuse(reader, value->offset,
               sei_arena_print(reader->arena, "sort is \"%.*s\"; it can be %.*s",
                               SEI_STR_ARG(shown), SEI_STR_ARG(names)));
    }
    return sort;
}

static void add_glob(file_reader *reader, const sei_yaml *map, int depth) {
    const sei_yaml *value = sei_yaml_find(map, SEI_STR("glob"));
    sei_plan_glob glob = {.pattern = sei_yaml_text(value),
                          .sort = read_sort(reader, map),
                          .depth = depth,
                          .source = reader->file->source,
                          .offset = reader->file->front_offset + value->offset};
    sei_plan_add_glob(reader->planner, &glob);
}

static void add_part(file_reader *reader, const sei_yaml *map, int depth) {
    const sei_yaml *title = sei_yaml_find(map, SEI_STR("part"));
    sei_plan_entry part = {.depth = depth,
                           .title = sei_yaml_text(title),
                           .source = reader->file->source->number,
                           .offset = (uint32_t)(reader->file->front_offset + title->offset)};
    sei_plan_add_part(reader->planner, &part);
}

/* The rule of a map in `contents`, or NULL with a message. */
static const entry_rule *check_entry(file_reader *reader, const sei_yaml *entry) {
    for (size_t i = 0; i < ENTRY_RULES && entry->kind == SEI_YAML_MAP; i++) {
        sei_str own = sei_str_from(entry_rules[i].keys[0].key);
        const sei_yaml *value = sei_yaml_find(entry, own);
        if (!value)
            continue;
        check_keys(reader, entry, entry_rules[i].keys, entry_rules[i].key_count);
        if (sei_yaml_text(value).size == 0) {
            refuse(reader, value->offset,
                   sei_arena_print(reader->arena, "%.*s is empty", SEI_STR_ARG(own)));
            return NULL;
        }
        return &entry_rules[i];
    }
    refuse(
        reader, entry->offset,
        SEI_STR("an entry of contents is a note's name (\"[[…]]\" in quotes), or a map with note, "
                "part or glob"));
    return NULL;
}

/* One entry; returns what stands below it, or NULL. */
static const sei_yaml *read_entry(file_reader *reader, const sei_yaml *entry, int depth) {
    if (entry->kind == SEI_YAML_SCALAR && entry->scalar.size > 0) {
        add_note(reader, split_note(entry->scalar), depth, entry->offset);
        return NULL;
    }
    const entry_rule *rule = check_entry(reader, entry);
    if (!rule)
        return NULL;
    if (rule->keys == part_keys) {
        const sei_yaml *contents = sei_yaml_find(entry, SEI_STR("contents"));
        add_part(reader, entry, depth);
        return contents ? contents->first : NULL;
    }
    if (rule->keys == glob_keys)
        add_glob(reader, entry, depth);
    else
        add_note_map(reader, entry, depth);
    return NULL;
}

static void read_contents(file_reader *reader, const sei_yaml *contents) {
    const sei_yaml *next[SEI_LIMIT_YAML_DEPTH + 1];
    int depth = 0;
    next[0] = contents->first;
    while (depth >= 0) {
        const sei_yaml *entry = next[depth];
        if (!entry) {
            depth--;
            continue;
        }
        next[depth] = entry->next;
        const sei_yaml *below = read_entry(reader, entry, depth + 1);
        if (below)
            next[++depth] = below;
    }
}

/* Reads the YAML; its map stands as the manuscript's front matter. */
static bool parse_file(file_reader *reader) {
    sei_manuscript *file = reader->file;
    sei_status problem = {SEI_OK, ""};
    size_t error_offset = 0;
    sei_str text = file->source->bytes;
    file->front_offset = sei_str_starts(text, SEI_STR("\xEF\xBB\xBF")) ? 3 : 0;
    text = sei_str_slice(text, file->front_offset, text.size);
    file->front = sei_yaml_parse(reader->arena, text, &error_offset, &problem);
    if (!file->front) {
        refuse(reader, error_offset,
               sei_arena_print(reader->arena, "this is not valid YAML: %s", problem.message));
        return false;
    }
    if (file->front->kind != SEI_YAML_MAP) {
        refuse(reader, file->front->offset,
               SEI_STR("a book file is a map of \"name: value\" lines, with contents as one"));
        return false;
    }
    return true;
}

static void read_wishes(file_reader *reader) {
    sei_str others[BOOK_KEYS];
    size_t count = 0;
    for (size_t i = 0; i < BOOK_KEYS; i++)
        if (!book_keys[i].is_wish)
            others[count++] = sei_str_from(book_keys[i].key);
    sei_wishes_read_file(reader->planner, reader->file, others, count);
}

static void read_book(file_reader *reader) {
    const sei_yaml *map = reader->file->front;
    const sei_yaml *contents = sei_yaml_find(map, SEI_STR("contents"));
    const sei_yaml *output = sei_yaml_find(map, SEI_STR("output"));
    check_keys(reader, map, book_keys, BOOK_KEYS);
    if (output && output->kind == SEI_YAML_MAP)
        check_keys(reader, output, output_keys, sizeof output_keys / sizeof output_keys[0]);
    if (!contents || contents->kind == SEI_YAML_NULL) {
        refuse(reader, contents ? contents->key_offset : 0,
               SEI_STR("there are no contents; list the book's notes under \"contents:\""));
        return;
    }
    read_wishes(reader);
    if (contents->kind == SEI_YAML_LIST)
        read_contents(reader, contents);
}

bool sei_plan_make_file(sei_planner *planner, sei_status *status) {
    const sei_assemble_request *request = planner->request;
    sei_manuscript *file =
        sei_manuscript_read(planner->assembly, request->note, request->note_bytes);
    if (!file->source) {
        *status = file->failure;
        return false;
    }
    file_reader reader = {.planner = planner, .arena = request->arena, .file = file};
    if (parse_file(&reader))
        read_book(&reader);
    if (reader.has_errors)
        return sei_status_set(status, SEI_FAILED_USAGE, "the book file has errors");
    sei_str title = sei_metadata_text(file, "title");
    sei_plan_name(planner, file, title.size > 0 ? title : sei_path_stem(file->path), file->path);
    sei_plan_prune(&planner->plan);
    return planner->plan.chapter_count > 0 ||
           sei_status_set(status, SEI_FAILED_INPUT,
                          "none of the notes that it lists is there; no book was made");
}
