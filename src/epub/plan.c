/* Files and notes of an EPUB. Node ids are in document order, so a file of text is a range of ids,
 * and the file of any node is found by bisection. Front and back matter have files of their own
 * around the text's. */
#include "epub/plan.h"

#include "epub/markup.h"

#define FILE_BYTES_MAX ((size_t)200000) /* as estimated here; readers take 300 KB */
#define NODE_BYTES ((size_t)20)         /* of an element, about */
#define ID_BYTES ((size_t)12)           /* of an id */
#define NOTE_BYTES ((size_t)400)        /* of a note's aside and ways back */
#define RUN_BYTES ((size_t)30)          /* of a run of code with a colour */

struct splitter {
    sei_epub_plan *plan;
    sei_arena *arena;
    SEI_VEC(sei_epub_file) files;
    size_t text_count;
    size_t bytes; /* of the file so far, as estimated */
};

/* --- text ------------------------------------------------------------------------------------ */

static sei_str own_text(const sei_node *node) {
    if (sei_node_shape_of(node->kind) == SEI_SHAPE_VERBATIM)
        return node->as.code.text;
    bool has_text =
        node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_MATH;
    return has_text ? node->as.text : SEI_STR("");
}

/* A node without its children, roughly. */
static size_t own_bytes(const sei_node *node) {
    static const uint8_t more[SEI_NODE_KIND_COUNT] = {[SEI_NODE_LINK] = 60,
                                                      [SEI_NODE_NOTE_MARK] = 120,
                                                      [SEI_NODE_IMAGE] = 100,
                                                      [SEI_NODE_FIGURE] = 100};
    size_t bytes = NODE_BYTES + more[node->kind] + (node->anchor ? ID_BYTES : 0);
    if (node->kind == SEI_NODE_CODE_BLOCK)
        bytes += node->as.code.run_count * RUN_BYTES;
    if (node->kind == SEI_NODE_LINK)
        bytes += node->as.link.target.path.size;
    return bytes + sei_markup_text_bytes(own_text(node));
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
    if (file.first_at > 0) /* the node itself is where it begins */
        file.first_id++;
    SEI_VEC_ADD(splitter->arena, &splitter->files, file);
    splitter->bytes = 0;
    return &splitter->files.at[splitter->files.size - 1];
}

/* Ends the file at hand before a block and begins the next with it. */
static void turn_file(struct splitter *splitter, sei_epub_file next) {
    sei_epub_file *file = &splitter->files.at[splitter->files.size - 1];
    file->end = next.first;
    file->end_at = next.first_at;
    begin_file(splitter, next);
}

static bool begins_section(const sei_node *block) {
    return block->kind == SEI_NODE_HEADING && block->as.heading.depth == 1 &&
           block->parent->kind == SEI_NODE_CHAPTER;
}

/* What may stand in several files, a part of its children in each. */
static bool is_divisible(const sei_node *block) {
    static const bool divisible[SEI_NODE_KIND_COUNT] = {
        [SEI_NODE_LIST] = true,    [SEI_NODE_ITEM] = true,     [SEI_NODE_QUOTE] = true,
        [SEI_NODE_CALLOUT] = true, [SEI_NODE_DIVISION] = true, [SEI_NODE_EMBEDDED] = true,
        [SEI_NODE_TABLE] = true,
    };
    return divisible[block->kind] && block->first;
}

/* Whether a block is not left behind by the one before it: what it heads, or the rows that one of
 * its cells reaches down to. `spanned` counts these and is kept from row to row. */
static bool follows_closely(const sei_node *block, uint32_t *spanned) {
    const sei_node *previous = block->previous;
    bool is_row = block->kind == SEI_NODE_ROW;
    bool is_spanned = is_row && *spanned > 0;
    *spanned = is_spanned ? *spanned - 1 : 0;
    for (const sei_node *cell = is_row ? block->first : NULL; cell; cell = cell->next)
        if (cell->as.cell.more_rows > *spanned)
            *spanned = cell->as.cell.more_rows;
    if (!previous)
        return block->parent->kind != SEI_NODE_CHAPTER;
    return is_spanned || previous->kind == SEI_NODE_HEADING || previous->kind == SEI_NODE_CAPTION ||
           previous->kind == SEI_NODE_CALLOUT_TITLE ||
           (is_row && previous->kind == SEI_NODE_ROW && previous->as.row.is_head);
}

/* The end of the last line within `most` bytes; of a longer line a character's. */
static size_t code_end(sei_str text, size_t from, size_t most) {
    size_t end = from + most;
    if (end >= text.size)
        return text.size;
    size_t line = sei_str_find_last_byte(sei_str_slice(text, from, end), '\n');
    if (line != SEI_STR_NONE)
        return from + line + 1;
    while (((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    return end;
}

/* `bytes`: of the code with its markup, more than a file's. */
static void split_code(struct splitter *splitter, const sei_node *chapter, const sei_node *code,
                       size_t bytes) {
    sei_str text = code->as.code.text;
    size_t most = FILE_BYTES_MAX * text.size / bytes + 4; /* a character at least */
    size_t at = 0, end;
    while ((end = code_end(text, at, most)) < text.size) {
        at = end;
        turn_file(splitter, (sei_epub_file){.chapter = chapter, .first = code, .first_at = at});
    }
    splitter->bytes += bytes * (text.size - at) / text.size;
}

/* `part`: the part whose title stands before the chapter, or NULL. */
static void split_chapter(struct splitter *splitter, const sei_node *part,
                          const sei_node *chapter) {
    uint32_t spanned = 0;
    begin_file(splitter,
               (sei_epub_file){.part = part, .chapter = chapter, .first = chapter->first});
    const sei_node *block = chapter->first;
    while (block && block->kind != SEI_NODE_NOTES) {
        size_t bytes = block_bytes(block);
        bool is_large = bytes > FILE_BYTES_MAX;
        bool is_full = splitter->bytes + bytes > FILE_BYTES_MAX;
        bool is_bound = follows_closely(block, &spanned);
        if (block != chapter->first && (begins_section(block) || (is_full && !is_bound)))
            turn_file(splitter, (sei_epub_file){.chapter = chapter, .first = block});
        if (is_large && is_divisible(block)) {
            splitter->bytes += NODE_BYTES;
            block = block->first;
            continue;
        }
        if (is_large && block->kind == SEI_NODE_CODE_BLOCK)
            split_code(splitter, chapter, block, bytes);
        else
            splitter->bytes += bytes;
        block = sei_node_skip(chapter, block);
    }
    splitter->files.at[splitter->files.size - 1].end = block;
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
    case SEI_PART_BACK_COVER: /* without a description it says nothing that is not said before */
        if (splitter->plan->request->book->info.description.size > 0)
            add_matter_file(splitter, SEI_EPUB_BACK_COVER, "text/back-cover.xhtml");
        return;
    case SEI_PART_COVER: /* first, whatever the style says: see add_front */
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
    return file->chapter && file->first == file->chapter->first && file->first_at == 0;
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
