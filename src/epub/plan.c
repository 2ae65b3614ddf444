/* Files, notes and images of an EPUB. Node ids are in document order, so a file is a range of ids,
 * and the file of any node is found by bisection. */
#include "epub/plan.h"

#include <string.h>

#include "image/image.h"

#define FILE_BYTES_MAX ((size_t)150000) /* of text: markup may double it; readers take 300 KB */

struct splitter {
    sei_epub_plan *plan;
    sei_arena *arena;
    SEI_VEC(sei_epub_file) files;
    size_t bytes; /* of text in the file so far */
};

/* --- files ----------------------------------------------------------------------------------- */

static size_t text_bytes(const sei_node *block) {
    size_t bytes = 0;
    for (const sei_node *node = block; node; node = sei_node_next(block, node)) {
        if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE)
            bytes += node->as.text.size;
        else if (node->kind == SEI_NODE_CODE_BLOCK)
            bytes += node->as.code.text.size;
        bytes += 16;
    }
    return bytes;
}

static void begin_file(struct splitter *splitter, const sei_node *chapter, const sei_node *first) {
    sei_epub_file file = {
        .name = sei_arena_print(splitter->arena, "text/c%03zu.xhtml", splitter->files.size + 1),
        .chapter = chapter,
        .first = first};
    SEI_VEC_ADD(splitter->arena, &splitter->files, file);
    splitter->bytes = 0;
}

static bool begins_section(const sei_node *block) {
    return block->kind == SEI_NODE_HEADING && block->as.heading.depth == 1;
}

static void split_chapter(struct splitter *splitter, const sei_node *chapter) {
    begin_file(splitter, chapter, chapter->first);
    for (const sei_node *block = chapter->first; block; block = block->next) {
        sei_epub_file *file = &splitter->files.at[splitter->files.size - 1];
        if (block->kind == SEI_NODE_NOTES) {
            file->end = block;
            break;
        }
        size_t bytes = text_bytes(block);
        bool is_first = block == file->first;
        bool is_full = splitter->bytes + bytes > FILE_BYTES_MAX;
        /* a heading is not left behind by what it heads */
        bool follows_heading = block->previous && block->previous->kind == SEI_NODE_HEADING;
        if (!is_first && (begins_section(block) || (is_full && !follows_heading))) {
            file->end = block;
            begin_file(splitter, chapter, block);
        }
        splitter->bytes += bytes;
    }
}

const sei_epub_file *sei_epub_plan_file_of(const sei_epub_plan *plan, const sei_node *node) {
    const sei_node *note = sei_node_ancestor(node, SEI_NODE_NOTE);
    if (note)
        return &plan->files[plan->file_of_note[note->id]];
    size_t low = 0, high = plan->file_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const sei_epub_file *file = &plan->files[middle];
        uint32_t first = file->first ? file->first->id : file->chapter->id;
        if (first <= node->id)
            low = middle;
        else
            high = middle;
    }
    return &plan->files[low];
}

/* --- notes ----------------------------------------------------------------------------------- */

/* A note goes to the file of its first mark; one that is first marked inside another note, to that
 * note's file. Marks are met in document order, notes after text, so one pass knows each. */
static void place_notes(sei_epub_plan *plan, sei_arena *arena) {
    const sei_node *root = plan->request->book->root;
    size_t node_count = plan->request->book->node_count + (size_t)1;
    uint32_t *file_of = SEI_NEW_ARRAY(arena, uint32_t, node_count);
    sei_epub_marks *marks_of = SEI_NEW_ARRAY(arena, sei_epub_marks, node_count);
    SEI_VEC(const sei_node *) *lists =
        sei_arena_alloc_array(arena, plan->file_count + 1, sizeof *lists);
    plan->file_of_note = file_of;
    plan->marks_of_note = marks_of;
    for (const sei_node *node = root; node; node = sei_node_next(root, node)) {
        const sei_node *note = node->kind == SEI_NODE_NOTE_MARK ? node->as.note.note : NULL;
        if (!note)
            continue;
        if (marks_of[note->id].size == 0) {
            uint32_t file = (uint32_t)(sei_epub_plan_file_of(plan, node) - plan->files);
            file_of[note->id] = file;
            SEI_VEC_ADD(arena, &lists[file], note);
        }
        SEI_VEC_ADD(arena, &marks_of[note->id], node);
    }
    for (size_t i = 0; i < plan->file_count; i++) {
        plan->files[i].notes = lists[i].at;
        plan->files[i].note_count = lists[i].size;
    }
}

/* --- images ---------------------------------------------------------------------------------- */

/* Readers take PNG, JPEG and GIF; the rest becomes PNG, and so does what is damaged. */
static bool convert_bitmap(sei_arena *arena, const sei_asset *asset, const char *media_type,
                           sei_epub_image *image, sei_status *status) {
    sei_image_samples samples;
    bool damaged;
    image->media_type = media_type;
    image->bytes = asset->bytes;
    if (media_type && !asset->is_damaged)
        return true;
    image->media_type = "image/png";
    return sei_image_decode(arena, asset->bytes, 0, &samples, &damaged, status) &&
           sei_image_encode_png(arena, &samples, &image->bytes, status);
}

static bool convert(sei_arena *arena, const sei_asset *asset, sei_epub_image *image,
                    sei_status *status) {
    switch (asset->kind) {
    case SEI_ASSET_PNG:
        return convert_bitmap(arena, asset, "image/png", image, status);
    case SEI_ASSET_JPEG:
        return convert_bitmap(arena, asset, "image/jpeg", image, status);
    case SEI_ASSET_GIF:
        return convert_bitmap(arena, asset, "image/gif", image, status);
    case SEI_ASSET_WEBP:
    case SEI_ASSET_AVIF:
        return convert_bitmap(arena, asset, NULL, image, status);
    case SEI_ASSET_SVG:
        image->media_type = "image/svg+xml";
        return sei_image_clean_svg(arena, asset->bytes, &image->bytes, status);
    case SEI_ASSET_BROKEN:
        break;
    }
    return false;
}

static const char *suffix_of(const char *media_type) {
    static const struct {
        const char *media_type, *suffix;
    } suffixes[] = {{"image/png", "png"},
                    {"image/jpeg", "jpg"},
                    {"image/gif", "gif"},
                    {"image/svg+xml", "svg"}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcmp(media_type, suffixes[i].media_type) == 0)
            return suffixes[i].suffix;
    return "bin";
}

/* What book found broken has no name and is shown as its text. */
static void plan_image(sei_epub_plan *plan, size_t number) {
    sei_epub_image *image = &plan->images[number];
    sei_status ignored = {0};
    if (convert(plan->request->arena, &plan->request->book->assets[number], image, &ignored))
        image->name = sei_arena_print(plan->request->arena, "image/img%03zu.%s", number + 1,
                                      suffix_of(image->media_type));
}

static void plan_images(sei_epub_plan *plan, sei_arena *arena) {
    const sei_book *book = plan->request->book;
    plan->images = SEI_NEW_ARRAY(arena, sei_epub_image, book->asset_count);
    for (size_t i = 0; i < book->asset_count; i++)
        plan_image(plan, i);
}

void sei_epub_plan_make(sei_epub_plan *plan, const sei_epub_request *request) {
    struct splitter splitter = {.plan = plan, .arena = request->arena};
    const sei_node *root = request->book->root;
    *plan = (sei_epub_plan){.request = request};
    for (const sei_node *node = root; node; node = node->kind == SEI_NODE_CHAPTER
                                                       ? sei_node_skip(root, node)
                                                       : sei_node_next(root, node))
        if (node->kind == SEI_NODE_CHAPTER)
            split_chapter(&splitter, node);
    plan->files = splitter.files.at;
    plan->file_count = splitter.files.size;
    place_notes(plan, request->arena);
    plan_images(plan, request->arena);
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
