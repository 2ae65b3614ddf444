/* A request → a plan, by its kind; and what the readers of all kinds add to a plan: notes (each a
 * chapter once), text of the source's own, parts. The rule that is easy to break: an entry's depth
 * skips none, so a reader asks whether a note became a chapter before it nests others below it. */
#include "book/plan.h"

#include "base/limits.h"
#include "unicode/unicode.h"

static bool make_note(sei_planner *planner, sei_status *status) {
    const sei_assemble_request *request = planner->request;
    sei_manuscript *manuscript =
        sei_manuscript_read(planner->assembly, request->note, request->note_bytes);
    if (!manuscript->source) {
        *status = manuscript->failure;
        return false;
    }
    sei_wishes_read(planner, manuscript);
    sei_plan_add_note(planner, &(sei_plan_note){.depth = 1, .path = request->note});
    sei_plan_name(planner, manuscript, manuscript->title, manuscript->path);
    return true;
}

bool sei_plan_make(sei_planner *planner, sei_status *status) {
    switch (planner->request->kind) {
    case SEI_ASSEMBLE_NOTE:
        return make_note(planner, status);
    case SEI_ASSEMBLE_MAP:
        return sei_plan_make_map(planner, status);
    case SEI_ASSEMBLE_FOLDER:
        return sei_plan_make_folder(planner, status);
    case SEI_ASSEMBLE_FILE:
        return sei_plan_make_file(planner, status);
    }
    return false;
}

void sei_plan_name(sei_planner *planner, sei_manuscript *manuscript, sei_str title, sei_str name) {
    planner->plan.manuscript = manuscript;
    planner->plan.title = title;
    planner->plan.name = name;
}

/* Whether there is room for one entry more; says so once when there is not. */
static bool has_room(sei_planner *planner, const sei_source *source, size_t offset) {
    bool is_full =
        planner->plan.entries.size >= SEI_LIMIT_CHAPTERS || planner->bytes > SEI_LIMIT_BOOK_BYTES;
    if (is_full && !planner->is_full) {
        sei_diag_add(planner->assembly->diags, SEI_DIAG_LIMIT, source, offset,
                     "the book is larger than %zu chapters or %zu MiB of notes; what is listed "
                     "from here on is left out",
                     SEI_LIMIT_CHAPTERS, SEI_LIMIT_BOOK_BYTES >> 20);
    }
    planner->is_full = is_full;
    return !is_full;
}

static void add_entry(sei_planner *planner, sei_plan_entry entry) {
    entry.depth = entry.depth < SEI_BOOK_DEPTH_MAX ? entry.depth : SEI_BOOK_DEPTH_MAX;
    SEI_VEC_ADD(planner->assembly->arena, &planner->plan.entries, entry);
}

void sei_plan_count(sei_planner *planner, const sei_manuscript *manuscript) {
    if (!sei_map_add(&planner->counted, manuscript->path, planner))
        planner->bytes += manuscript->source->bytes.size;
}

/* The manuscript, parsed; NULL with a message when its file cannot be used. */
static sei_manuscript *open_note(sei_planner *planner, const sei_plan_note *note) {
    sei_assembly *assembly = planner->assembly;
    bool is_source = sei_str_equal(note->path, planner->request->note);
    sei_manuscript *manuscript = sei_manuscript_open(
        assembly, note->path, is_source ? planner->request->note_bytes : (sei_str){NULL, 0});
    if (!manuscript->tree) {
        sei_diag_add(assembly->diags, SEI_DIAG_READ_FAILED, note->source, note->offset,
                     "%s; the book is made without it", manuscript->failure.message);
        return NULL;
    }
    sei_plan_count(planner, manuscript);
    return manuscript;
}

/* The part of the note that is the chapter: what its subpath names, else the whole. */
static sei_piece find_piece(sei_planner *planner, const sei_plan_note *note,
                            sei_manuscript *manuscript) {
    sei_str subpath = sei_str_starts(note->subpath, SEI_STR("^")) ? SEI_STR("") : note->subpath;
    sei_piece shown;
    if (!sei_piece_find(manuscript, subpath, &shown)) {
        sei_str name = sei_vault_name(note->path);
        sei_diag_add(planner->assembly->diags, SEI_DIAG_HEADING_MISSING, note->source, note->offset,
                     "no heading \"%.*s\" in \"%.*s\"; the whole note is the chapter",
                     SEI_STR_ARG(subpath), SEI_STR_ARG(name));
        sei_piece_find(manuscript, SEI_STR(""), &shown);
    }
    return shown;
}

/* Whether the piece is no chapter yet; it is one from here on. A heading is known by its place,
 * since many subpaths may name it. */
static bool list(sei_planner *planner, const sei_plan_note *note, const sei_piece *shown) {
    sei_assembly *assembly = planner->assembly;
    sei_str path = shown->manuscript->path, key = path;
    if (shown->part) {
        if (sei_map_find(&planner->listed, path))
            return false;
        key = sei_arena_print(assembly->arena, "%.*s#%lu", SEI_STR_ARG(path),
                              (unsigned long)shown->part->offset);
    }
    if (!sei_map_add(&planner->listed, key, planner))
        return true;
    sei_str name = sei_vault_name(path);
    bool is_section = note->subpath.size > 0 && !shown->part; /* of what is all there already */
    if (!note->is_found && !is_section) {
        sei_diag_add(assembly->diags, SEI_DIAG_CHAPTER_DUPLICATE, note->source, note->offset,
                     "\"%.*s\" is listed twice; it is a chapter where it is listed first",
                     SEI_STR_ARG(name));
    }
    return false;
}

/* The chapter's own title, and whether its first block says it. */
static void find_title(sei_arena *arena, sei_plan_entry *entry) {
    const sei_manuscript *manuscript = entry->shown.manuscript;
    const sei_node *part = entry->shown.part;
    bool is_section = part && sei_node_opens_section(part);
    entry->title = is_section ? sei_manuscript_plain_text(arena, part) : manuscript->title;
    entry->title_leads = is_section || (!part && manuscript->title_is_heading);
}

bool sei_plan_add_note(sei_planner *planner, const sei_plan_note *note) {
    sei_manuscript *manuscript =
        has_room(planner, note->source, note->offset) ? open_note(planner, note) : NULL;
    if (!manuscript)
        return false;
    sei_plan_entry entry = {.depth = note->depth, .shown = find_piece(planner, note, manuscript)};
    if (!list(planner, note, &entry.shown))
        return false;
    find_title(planner->assembly->arena, &entry);
    entry.title = note->title.size > 0 ? note->title : entry.title;
    add_entry(planner, entry);
    planner->plan.chapter_count++;
    return true;
}

void sei_plan_add_text(sei_planner *planner, int depth, sei_str title, const sei_piece *shown) {
    bool is_empty =
        !shown->first || shown->first == shown->end || shown->first->kind == SEI_NODE_NOTES;
    if (!is_empty && has_room(planner, NULL, 0)) {
        add_entry(planner, (sei_plan_entry){.depth = depth,
                                            .title = title,
                                            .title_leads = title.size > 0,
                                            .shown = *shown});
    }
}

void sei_plan_add_part(sei_planner *planner, const sei_plan_entry *part) {
    if (has_room(planner, NULL, 0)) {
        sei_plan_entry entry = *part;
        entry.is_part = true;
        add_entry(planner, entry);
    }
}

/* From the last entry on: a part stays when the entry behind it, of those that stay, is deeper. At
 * the greatest depth parts and what stands below them look alike; they stay. */
void sei_plan_prune(sei_plan *plan) {
    sei_plan_entry *entries = plan->entries.at;
    size_t kept = plan->entries.size;
    int depth_behind = 0;
    for (size_t i = plan->entries.size; i-- > 0;) {
        bool is_over = depth_behind > entries[i].depth || depth_behind == SEI_BOOK_DEPTH_MAX;
        if (!entries[i].is_part || is_over) {
            depth_behind = entries[i].depth;
            entries[--kept] = entries[i];
        }
    }
    plan->entries.at = entries ? entries + kept : NULL;
    plan->entries.size -= kept;
    plan->entries.room = plan->entries.size;
}

static bool is_same_name(sei_arena *arena, sei_str a, sei_str b) {
    return sei_str_equal(sei_unicode_fold(arena, a), sei_unicode_fold(arena, b));
}

sei_str sei_plan_given_title(sei_arena *arena, sei_str text, sei_str path) {
    sei_str trimmed = sei_unicode_trim(text);
    sei_str without_extension = sei_str_slice(path, 0, path.size - (path.size > 3 ? 3 : 0));
    bool is_name = is_same_name(arena, sei_vault_name(trimmed), sei_vault_name(path)) ||
                   is_same_name(arena, trimmed, without_extension);
    return is_name ? SEI_STR("") : trimmed;
}
