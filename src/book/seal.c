/* The finished tree → the sealed book: ids in document order, outline depths, anchor numbers, code
 * colours, and the arrays that writers read. Nothing changes after this. */
#include "base/limits.h"
#include "book/assembly.h"
#include "book/colour.h"

/* A heading opens at most this many levels in a note, and frames nest at most so deep. */
#define OPEN_MAX (SEI_BOOK_DEPTH_MAX * (SEI_LIMIT_EMBED_DEPTH + 1))

/* The headings that are open at one place: their levels ascend within a frame, and a frame begins
 * below what is open where it is embedded. */
typedef struct open_heading {
    const sei_node *frame; /* CHAPTER or EMBEDDED */
    int level;             /* as written, */
    int printed;           /* and as it is to be printed */
} open_heading;

typedef struct open_headings {
    int base; /* depth of the title that the chapter's headings stand below, 0: none */
    open_heading open[OPEN_MAX];
    size_t count;
} open_headings;

static const sei_node *frame_of(const sei_node *node) {
    while (node->kind != SEI_NODE_CHAPTER && node->kind != SEI_NODE_EMBEDDED)
        node = node->parent;
    return node;
}

static bool is_within(const sei_node *node, const sei_node *frame) {
    for (; node; node = node->parent)
        if (node == frame)
            return true;
    return false;
}

/* Whether a heading belongs to the outline: not in a quote, list or note, and not written as HTML
 * (spec: obsidian A9). */
static bool stands_in_outline(const sei_node *heading) {
    const sei_node *parent = heading->parent;
    while (parent->kind == SEI_NODE_DIVISION || parent->kind == SEI_NODE_EMBEDDED)
        parent = parent->parent;
    return parent->kind == SEI_NODE_CHAPTER && sei_node_opens_section(heading);
}

/* How deep a heading stands, no level skipped. What belongs to no outline opens nothing for what
 * follows it. */
static int take_depth(open_headings *outline, const sei_node *heading, bool is_outlined) {
    const sei_node *frame = frame_of(heading->parent);
    while (outline->count > 0 && !is_within(frame, outline->open[outline->count - 1].frame))
        outline->count--;
    size_t count = outline->count;
    while (count > 0 && outline->open[count - 1].frame == frame &&
           outline->open[count - 1].level >= heading->as.heading.level)
        count--;
    if (is_outlined && count < OPEN_MAX) {
        outline->open[count] =
            (open_heading){frame, heading->as.heading.level, heading->as.heading.level};
        outline->count = count + 1;
    }
    int depth = outline->base + (int)count + 1;
    return depth < SEI_BOOK_DEPTH_MAX ? depth : SEI_BOOK_DEPTH_MAX;
}

static bool title_leads(const sei_node *chapter) {
    return chapter->as.chapter.title.size > 0 && !chapter->as.chapter.show_title;
}

/* In a book of many notes a chapter's headings stand below it, but for the one that is its title.
 */
static int base_depth(const sei_node *chapter) {
    return title_leads(chapter) ? chapter->as.chapter.depth - 1 : chapter->as.chapter.depth;
}

/* The level that a heading of a single note's book is printed at: as written, but in an embedded
 * note as far below the heading that is open there as it is deeper. */
static int level_in_host(const open_headings *outline, const sei_node *heading, int depth) {
    const sei_node *frame = frame_of(heading->parent);
    size_t hosts = outline->count;
    while (hosts > 0 && outline->open[hosts - 1].frame == frame)
        hosts--;
    if (frame->kind != SEI_NODE_EMBEDDED || hosts == 0)
        return heading->as.heading.level;
    const int below = depth - outline->base - (int)hosts;
    const int level = outline->open[hosts - 1].printed + (below > 1 ? below : 1);
    return level < SEI_BOOK_DEPTH_MAX ? level : SEI_BOOK_DEPTH_MAX;
}

static void number_heading(open_headings *outline, sei_node *heading, bool is_many) {
    const bool is_outlined = stands_in_outline(heading);
    const int depth = take_depth(outline, heading, is_outlined);
    heading->as.heading.depth = is_outlined ? depth : 0;
    if (!is_many) {
        heading->as.heading.level = level_in_host(outline, heading, depth);
        if (is_outlined && outline->count > 0)
            outline->open[outline->count - 1].printed = heading->as.heading.level;
        return;
    }
    heading->as.heading.level = depth;
    const sei_node *parent = heading->parent;
    bool is_title =
        parent->kind == SEI_NODE_CHAPTER && heading == parent->first && title_leads(parent);
    if (is_title) /* whatever else the note has stands below it, other H1s too */
        outline->open[0].level = 0;
}

static void number_nodes(sei_assembly *assembly, bool is_many) {
    sei_node *root = assembly->root;
    open_headings outline = {.count = 0};
    SEI_VEC(sei_anchor) anchors = {0};
    for (sei_node *node = root; node; node = sei_node_next(root, node)) {
        node->id = ++assembly->book.node_count;
        if (node->anchor != 0) {
            SEI_VEC_ADD(assembly->arena, &anchors, (sei_anchor){node});
            node->anchor = (uint32_t)anchors.size;
        }
        if (node->kind == SEI_NODE_CODE_BLOCK)
            sei_colour_code(assembly->arena, node);
        if (node->kind == SEI_NODE_CHAPTER && is_many)
            outline.base = base_depth(node);
        else if (node->kind == SEI_NODE_HEADING)
            number_heading(&outline, node, is_many);
    }
    assembly->book.anchors = anchors.at;
    assembly->book.anchor_count = anchors.size;
}

/* What stands beside the tree has the ids behind the tree's. */
static void number_papers(sei_assembly *assembly) {
    if (assembly->papers.size > 0)
        assembly->book.first_paper = assembly->book.node_count + 1;
    for (size_t i = 0; i < assembly->papers.size; i++) {
        sei_node *top = assembly->papers.at[i];
        for (sei_node *node = top; node; node = sei_node_next(top, node))
            node->id = ++assembly->book.node_count;
    }
}

void sei_seal(sei_assembly *assembly) {
    sei_book *book = &assembly->book;
    number_nodes(assembly, assembly->is_many);
    number_papers(assembly);
    for (size_t i = 0; i < assembly->links.size; i++) {
        const sei_bound_link *bound = &assembly->links.at[i];
        bound->link->as.link.target.anchor = bound->target->anchor;
    }
    const sei_source **sources =
        SEI_NEW_ARRAY(assembly->arena, const sei_source *, assembly->manuscripts.size);
    for (size_t i = 0; i < assembly->manuscripts.size; i++)
        sources[i] = assembly->manuscripts.at[i]->source;
    book->sources = sources;
    book->source_count = assembly->manuscripts.size;
    book->assets = assembly->assets.at;
    book->asset_count = assembly->assets.size;
    book->root = assembly->root;
}
