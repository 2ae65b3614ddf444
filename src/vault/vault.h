/* The vault: an index of the notes' names and of the attachments under one root folder, and the
 * look-up that Obsidian does (measured order; spec/obsidian.md A5). Notes are not parsed here:
 * properties that look-up needs (aliases) are read on demand, once.
 *
 * Names are bytes; keys compare as case-folded NFC without variation selectors. Exact bytes win,
 * then NFC, then the fold; among equals the source note's folder, then the shortest path, then code
 * point order. */
#ifndef SEI_VAULT_VAULT_H
#define SEI_VAULT_VAULT_H

#include "base/buf.h"
#include "base/map.h"
#include "base/os.h"
#include "yaml/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_vault_file {
    sei_str path;    /* relative to the root, as on disk */
    bool is_note;    /* .md (any case) */
    bool is_ignored; /* by userIgnoreFilters: links still find it, lists of notes leave it out */
    sei_file_info info;
} sei_vault_file;

/* .obsidian/app.json (absent keys keep Obsidian's defaults), read through the YAML reader: JSON is
 * YAML flow. Its newLinkFormat and useMarkdownLinks say how Obsidian writes links, which changes
 * nothing in how they are read. */
typedef struct sei_vault_settings {
    bool is_vault;           /* there is an .obsidian folder */
    bool strict_line_breaks; /* false: a newline is a line break */
    sei_str attachment_folder;
    const sei_str *ignored; /* userIgnoreFilters in NFC: path prefixes; a /regex/ matches none */
    size_t ignored_count;
} sei_vault_settings;

typedef struct sei_vault {
    sei_root root;
    sei_vault_settings settings;
    const sei_vault_file *files; /* sorted by path */
    size_t file_count;
    size_t skipped;      /* folders that could not be read */
    sei_str seihon_yaml; /* bytes of seihon.yaml at the root, "" when absent */
    /* One byte a file, in the order of `files`: set to 1 once a look-up found the file. The
     * caller's, who sets it after opening (memory shared between processes will do, since bytes are
     * only ever set); NULL when nobody asks. */
    uint8_t *used;
    /* Gets "name\0from\0path\0" for every look-up by name, the path "" where it found nothing; NULL
     * when nobody asks. */
    sei_buf *lookups;
    struct sei_vault_index *index;
} sei_vault;

/* The root that links may reach for a source path: the nearest parent with .obsidian, else the
 * folder of the source. Both absolute, links resolved. */
bool sei_vault_root_for(sei_arena *arena, sei_str source, sei_str *root, sei_status *status);

/* Opens and indexes. */
bool sei_vault_open(sei_vault *vault, sei_arena *arena, sei_str root, sei_status *status);
void sei_vault_close(sei_vault *vault);

typedef enum sei_vault_match {
    SEI_MATCH_NONE,
    SEI_MATCH_FOUND,
    SEI_MATCH_AMBIGUOUS, /* several; the rule's choice is given */
    SEI_MATCH_ALIAS      /* only an alias matched (Obsidian would not resolve it) */
} sei_vault_match;

/* Looks up a link target as Obsidian does: `path` is a wikilink's file part or a decoded Markdown
 * link, `from` the path of the note that holds it. Notes may be named without .md. A file that is
 * found is marked in vault->used. */
sei_vault_match sei_vault_find(sei_vault *vault, sei_str path, sei_str from,
                               const sei_vault_file **file);

/* The same look-up without traces, for what was looked up before: what it finds, or NULL. */
const sei_vault_file *sei_vault_find_again(sei_vault *vault, sei_str path, sei_str from);

/* The file of this very path below the root, or NULL. */
const sei_vault_file *sei_vault_find_file(const sei_vault *vault, sei_str path);

/* The nearest name (of a note without .md) to one that was not found, by edit distance up to a
 * third of its length, or "" — for "did you mean". The work that all suggestions of a vault may
 * cost is bounded; beyond that the answer is "". */
sei_str sei_vault_suggest(sei_vault *vault, sei_str path);

/* The same among other names than the files', such as the headings of a note: one of `names`, or
 * "". It draws on the same bound of work. */
sei_str sei_vault_suggest_among(sei_vault *vault, sei_str name, const sei_str *names, size_t count);

/* Gives suggestions their whole bound of work again: for the next of several jobs, whose messages
 * must not depend on the jobs before. */
void sei_vault_renew_suggestions(sei_vault *vault);

/* A name that several notes bear, without folder and .md, as the first of them writes it. */
typedef struct sei_vault_duplicate {
    sei_str name;
    const sei_vault_file *const *files; /* in the order of their paths */
    size_t count;                       /* at least 2 */
} sei_vault_duplicate;

/* Every name that several notes bear, compared as look-up does; ignored notes do not count. In the
 * order of the folded names, which does not depend on the file system. Returns how many. */
size_t sei_vault_find_duplicates(const sei_vault *vault, sei_arena *arena,
                                 const sei_vault_duplicate **duplicates);

/* Reads a file of the vault whole (at most SEI_LIMIT_FILE). */
bool sei_vault_read(const sei_vault *vault, sei_arena *arena, const sei_vault_file *file,
                    sei_str *bytes, sei_status *status);

typedef enum sei_vault_type_kind {
    SEI_TYPE_NOTE,
    SEI_TYPE_IMAGE,
    SEI_TYPE_MEDIA, /* sound, film, PDF */
    SEI_TYPE_VIEW   /* what Obsidian draws of notes: canvas, base */
} sei_vault_type_kind;

typedef struct sei_vault_type {
    const char *extension;
    const char *word; /* for messages: "no … named" */
    sei_vault_type_kind kind;
} sei_vault_type;

/* What Obsidian takes a file for, by its extension; NULL when it knows none such. */
const sei_vault_type *sei_vault_type_of(sei_str path);

/* A file's name without folder and, for a note, without .md. */
sei_str sei_vault_name(sei_str path);

#ifdef __cplusplus
}
#endif

#endif
