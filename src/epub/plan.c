/* Files and notes of an EPUB. Node ids are in document order, so a file of text is a range of ids,
 * and the file of any node is found by bisection. Front and back matter have files of their own
 * around the text's. */
#include "epub/plan.h"

#define FILE_BYTES_MAX ((size_t)150000) /* of text: markup may double it; readers take 300 KB */
#define NODE_BYTES 16                   /* of markup, about */
#define NOTE_BYTES 400                  /* of a note's mark, aside and back link */

struct splitter {
    sei_epub_plan *plan;
    sei_arena *arena;
    SEI_VEC(sei_epub_file) files;
    size_t text_count;
    size_t bytes; /* of text in the file so far */
};

/* --- text ------------------------------------------------------------------------------------ */

static size_t own_bytes(const sei_node *node) {
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_VERBATIM:
        return NODE_BYTES + node->as.code.text.size;
    case SEI_SHAPE_ATOM:
    case SEI_SHAPE_INLINE:
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
        break;
    }
    bool has_text =
        node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_MATH;
    if (has_text)
        return NODE_BYTES + node->as.text.size;
    return NODE_BYTES + (node->kind == SEI_NODE_LINK ? node->as.link.target.path.size : 0);
}

static size_t tree_bytes(const sei_node *root) {
    size_t bytes = 0;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        bytes += own_bytes(node);
    return bytes;
}

/* A block with the notes that are first marked in it. */
static size_t block_bytes(const sei_node *block) {
    size_t bytes = 0;
    for (const sei_node *node = block; node; node = sei_node_next(block, node)) {
        bool brings_note = node->kind == SEI_NODE_NOTE_MARK && node->as.note.mark_count == 1;
        bytes += own_bytes(node);
        if (brings_note && node->as.note.note)
            bytes += NOTE_BYTES + tree_bytes(node->as.note.note);
    }
    return bytes;
}

static sei_epub_file *begin_file(struct splitter *splitter, sei_epub_file file) {
    file.kind = SEI_EPUB_TEXT;
    file.name = sei_arena_print(splitter->arena, "text/c%03zu.xhtml", ++splitter->text_count);
    file.first_id = file.part                             ? file.part->id
                    : sei_epub_file_begins_chapter(&file) ? file.chapter->id
                                                          : file.first->id;
    SEI_VEC_ADD(splitter->arena, &splitter->files, file);
    splitter->bytes = 0;
    return &splitter->files.at[splitter->files.size - 1];
}

static bool begins_section(const sei_node *block) {
    return block->kind == SEI_NODE_HEADING && block->as.heading.depth == 1;
}

/* `part`: the part whose title stands before the chapter, or NULL. */
static void split_chapter(struct splitter *splitter, const sei_node *part,
                          const sei_node *chapter) {
    sei_epub_file whole = {.part = part, .chapter = chapter, .first = chapter->first};
    sei_epub_file *file = begin_file(splitter, whole);
    for (const sei_node *block = chapter->first; block; block = block->next) {
        if (block->kind == SEI_NODE_NOTES) {
            file->end = block;
            break;
        }
        size_t bytes = block_bytes(block);
        bool is_first = block == file->first;
        bool is_full = splitter->bytes + bytes > FILE_BYTES_MAX;
        /* a heading is not left behind by what it heads */
        bool follows_heading = block->previous && block->previous->kind == SEI_NODE_HEADING;
        if (!is_first && (begins_section(block) || (is_full && !follows_heading))) {
            file->end = block;
            file = begin_file(splitter, (sei_epub_file){.chapter = chapter, .first = block});
        }
        splitter->bytes += bytes;
    }
}

static void add_part(struct splitter *splitter, const sei_node *part) {
    if (part)
        begin_file(splitter, (sei_epub_file){.part = part});
}

/* Text without a title that is the first in its part stands below the part's title. */
static bool introduces(const sei_node *chapter, const sei_node *part) {
    return part && chapter->parent == part && !chapter->previous &&
           chapter->as.chapter.title.size == 0;
}

static void split_text(struct splitter *splitter) {
    const sei_node *root = splitter->plan->request->book->root;
    const sei_node *part = NULL; /* its title waits for what follows */
    for (const sei_node *node = root; node; node = node->kind == SEI_NODE_CHAPTER
                                                       ? sei_node_skip(root, node)
                                                       : sei_node_next(root, node)) {
        if (node->kind == SEI_NODE_PART) {
            add_part(splitter, part);
            part = node;
        } else if (node->kind == SEI_NODE_CHAPTER) {
            const sei_node *introduced = introduces(node, part) ? part : NULL;
            add_part(splitter, introduced ? NULL : part);
            split_chapter(splitter, introduced, node);
            part = NULL;
        }
    }
    add_part(splitter, part);
}

/* --- front and back matter ------------------------------------------------------------------- */

static bool has_file(const struct splitter *splitter, sei_epub_file_kind kind) {
    for (size_t i = 0; i < splitter->files.size; i++)
        if (splitter->files.at[i].kind == kind)
            return true;
    return false;
}

static void add_matter_file(struct splitter *splitter, sei_epub_file_kind kind, const char *name) {
    if (!has_file(splitter, kind))
        SEI_VEC_ADD(splitter->arena, &splitter->files,
                    (sei_epub_file){.kind = kind, .name = sei_str_from(name)});
}

static void add_matter(struct splitter *splitter, sei_style_part part) {
    switch (part) {
    case SEI_PART_HALF_TITLE:
        add_matter_file(splitter, SEI_EPUB_HALF_TITLE, "text/half-title.xhtml");
        return;
    case SEI_PART_TITLE_PAGE:
        add_matter_file(splitter, SEI_EPUB_TITLE_PAGE, "text/title.xhtml");
        return;
    case SEI_PART_CONTENTS:
        if (splitter->plan->request->style->contents.depth > 0)
            add_matter_file(splitter, SEI_EPUB_CONTENTS, "nav.xhtml");
        return;
    case SEI_PART_COLOPHON:
        add_matter_file(splitter, SEI_EPUB_COLOPHON, "text/colophon.xhtml");
        return;
    case SEI_PART_COVER:      /* first, whatever the style says: see add_front */
    case SEI_PART_BACK_COVER: /* paper's alone */
        return;
    }
}

/* A book with a cover has it in every e-reader. */
static void add_front(struct splitter *splitter) {
    const sei_style *style = splitter->plan->request->style;
    if (sei_epub_plan_cover(splitter->plan))
        add_matter_file(splitter, SEI_EPUB_COVER, "text/cover.xhtml");
    for (size_t i = 0; i < style->front_count; i++)
        add_matter(splitter, style->front[i]);
}

static void add_back(struct splitter *splitter) {
    const sei_style *style = splitter->plan->request->style;
    for (size_t i = 0; i < style->back_count; i++)
        add_matter(splitter, style->back[i]);
}

static void plan_files(sei_epub_plan *plan) {
    struct splitter splitter = {.plan = plan, .arena = plan->request->arena};
    add_front(&splitter);
    plan->text_first = splitter.files.size;
    split_text(&splitter);
    plan->text_end = splitter.files.size;
    add_back(&splitter);
    plan->files = splitter.files.at;
    plan->file_count = splitter.files.size;
}

/* --- finding --------------------------------------------------------------------------------- */

const sei_epub_file *sei_epub_plan_file_of(const sei_epub_plan *plan, const sei_node *node) {
    const sei_node *note = sei_node_ancestor(node, SEI_NODE_NOTE);
    if (note)
        return &plan->files[plan->file_of_note[note->id]];
    size_t low = plan->text_first, high = plan->text_end;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plan->files[middle].first_id <= node->id)
            low = middle;
        else
            high = middle;
    }
    return &plan->files[low];
}

const sei_epub_file *sei_epub_plan_find(const sei_epub_plan *plan, sei_epub_file_kind kind) {
    for (size_t i = 0; i < plan->file_count; i++)
        if (plan->files[i].kind == kind)
            return &plan->files[i];
    return NULL;
}

bool sei_epub_file_begins_chapter(const sei_epub_file *file) {
    return file->chapter && file->first == file->chapter->first;
}

bool sei_epub_plan_shows_title(const sei_epub_plan *plan, const sei_node *node) {
    bool is_alone = node->kind == SEI_NODE_CHAPTER && node->parent->kind == SEI_NODE_BOOK &&
                    !node->previous && !node->next;
    return node->as.chapter.show_title && node->as.chapter.title.size &&
           !(is_alone && sei_epub_plan_find(plan, SEI_EPUB_TITLE_PAGE));
}

/* --- notes ----------------------------------------------------------------------------------- */

/* A note goes to the file of its first mark; one that is first marked inside another note, to that
 * note's file. Marks are met in document order, notes after text, so one pass knows each. Where
 * pages number their notes in print, chapters do here. */
static void place_notes(sei_epub_plan *plan, sei_arena *arena) {
    const sei_node *root = plan->request->book->root;
    size_t node_count = plan->request->book->node_count + (size_t)1;
    uint32_t *file_of = SEI_NEW_ARRAY(arena, uint32_t, node_count);
    sei_epub_marks *marks_of = SEI_NEW_ARRAY(arena, sei_epub_marks, node_count);
    uint32_t *numbers = SEI_NEW_ARRAY(arena, uint32_t, node_count), last = 0;
    bool runs_on = plan->request->style->footnotes.numbering == SEI_NUMBER_BOOK;
    SEI_VEC(const sei_node *) *lists =
        sei_arena_alloc_array(arena, plan->file_count + 1, sizeof *lists);
    plan->file_of_note = file_of;
    plan->marks_of_note = marks_of;
    plan->note_numbers = numbers;
    for (const sei_node *node = root; node; node = sei_node_next(root, node)) {
        const sei_node *note = node->kind == SEI_NODE_NOTE_MARK ? node->as.note.note : NULL;
        if (!note)
            continue;
        if (marks_of[note->id].size == 0) {
            uint32_t file = (uint32_t)(sei_epub_plan_file_of(plan, node) - plan->files);
            file_of[note->id] = file;
            numbers[note->id] = runs_on ? ++last : note->as.note.number;
            SEI_VEC_ADD(arena, &lists[file], note);
        }
        SEI_VEC_ADD(arena, &marks_of[note->id], node);
    }
    for (size_t i = 0; i < plan->file_count; i++) {
        plan->files[i].notes = lists[i].at;
        plan->files[i].note_count = lists[i].size;
    }
}

void sei_epub_plan_make(sei_epub_plan *plan, const sei_epub_request *request) {
    *plan = (sei_epub_plan){.request = request};
    sei_epub_plan_images(plan);
    sei_epub_fonts_make(&plan->fonts, request);
    plan_files(plan);
    place_notes(plan, request->arena);
    sei_epub_plan_numbers(plan);
    sei_epub_plan_entries(plan);
    sei_epub_plan_breaks(plan);
}

/* --- ids ------------------------------------------------------------------------------------- */

sei_str sei_epub_plan_id(const sei_epub_plan *plan, const sei_node *node) {
    sei_arena *arena = plan->request->arena;
    if (node->kind == SEI_NODE_NOTE)
        return sei_arena_print(arena, "fn%u", node->id);
    if (node->anchor)
        return sei_arena_print(arena, "a%u", node->anchor);
    if (node->kind == SEI_NODE_HEADING)
        return sei_arena_print(arena, "h%u", node->id);
    return SEI_STR("");
}

sei_str sei_epub_plan_mark_id(const sei_epub_plan *plan, const sei_node *note, uint32_t mark) {
    return sei_arena_print(plan->request->arena, "r%u-%u", note->id, mark);
}

sei_str sei_epub_plan_break_id(const sei_epub_plan *plan, const sei_epub_page_break *page_break) {
    return sei_arena_print(plan->request->arena, "p%zu", (size_t)(page_break - plan->breaks) + 1);
}
