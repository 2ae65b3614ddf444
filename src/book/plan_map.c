/* A map of content → a plan: what its listings (listing.h) and its blocks become, in their order.
 *     heading over something listed     a part; a chapter when the heading itself is a link
 *     item that lists a note            a chapter, with the items below it one deeper; the rest of
 *                                       its text is a remark on the link and not printed
 *     item over such items              a part, as is the title of a callout
 *     heading over nothing listed       the map's own text, as a chapter of that title
 *     other blocks                      the map's own text, below the title above it
 * The map's own text that opens the map or a part introduces it. All else of it is housekeeping
 * (更新履歴, TODO) as likely as a chapter written into the map: it is kept, since a page too many
 * is seen and a page too few is not, unless the map says `seihon: { map-text: drop }`. A map that
 * the map lists is a chapter as any note.
 *
 * The rule that is easy to break: the cursor always stands at the first listing that the walk has
 * not come to, so that a block holds listings when it holds that one. */
#include "book/listing.h"
#include "book/plan.h"
#include "style/front.h"
#include "unicode/unicode.h"

/* A block that is open in the second walk. */
typedef struct open_block {
    const sei_node *node;
    int depth;      /* of what stands below it */
    bool is_listed; /* its own line lists a note: what else it says is a remark on that link */
} open_block;

typedef struct open_section {
    int level; /* of the heading */
    int depth;
} open_section;

typedef struct map_reader {
    sei_planner *planner;
    sei_arena *arena;
    sei_manuscript *map;
    sei_listings found;
    size_t cursor; /* the first listing that the second walk has not come to */
    SEI_VEC(open_block) open;
    open_section sections[6];
    size_t section_count;
    sei_piece text; /* blocks of the map's own that are gathered; first NULL: none */
    int text_depth;
    bool is_intro;   /* nothing is listed yet below the title above */
    bool drops_text; /* map-text: drop */
} map_reader;

static bool is_separator(const sei_node *block) {
    return block->kind == SEI_NODE_RULE || block->kind == SEI_NODE_PAGE_BREAK;
}

/* Ends the run of the map's own text. Rules at its ends only parted it from the rest. */
static void flush_text(map_reader *reader) {
    sei_piece text = reader->text;
    reader->text.first = NULL;
    while (text.first && text.first != text.end && is_separator(text.first))
        text.first = text.first->next;
    if (!text.first || text.first == text.end)
        return;
    const sei_node *last = text.end ? text.end->previous : text.first->parent->last;
    for (; is_separator(last); last = last->previous)
        text.end = last;
    if (reader->is_intro || !reader->drops_text)
        sei_plan_add_text(reader->planner, reader->text_depth, SEI_STR(""), &text);
}

/* Adds a block to the run, when it goes on; else to a new one. */
static void gather_text(map_reader *reader, const sei_node *block, int depth) {
    if (reader->text.first && reader->text.end != block)
        flush_text(reader);
    if (!reader->text.first) {
        reader->text.first = block;
        reader->text_depth = depth;
    }
    reader->text.end = block->next;
}

static const sei_listing *next_listing(const map_reader *reader) {
    return reader->cursor < reader->found.listings.size ? &reader->found.listings.at[reader->cursor]
                                                        : NULL;
}

/* Whether the node holds, or is, the next listing. */
static bool holds_listing(const map_reader *reader, const sei_node *node) {
    const sei_listing *next = next_listing(reader);
    for (const sei_node *up = next ? next->leaf : NULL; up; up = up->parent)
        if (up == node)
            return true;
    return false;
}

/* The alias as it will be read. */
static sei_str link_title(const map_reader *reader, const sei_node *link, sei_str path) {
    bool is_embed = link->kind == SEI_NODE_EMBED || link->kind == SEI_NODE_IMAGE;
    sei_str text = is_embed ? link->as.link.image.alt : sei_node_plain_text(reader->arena, link);
    return sei_plan_given_title(reader->arena, text, path);
}

/* Adds the note that a link lists; whether it became a chapter. */
static bool add_link(map_reader *reader, const sei_node *written, int depth) {
    sei_assembly *assembly = reader->planner->assembly;
    sei_node link = *written;
    sei_link_decode(reader->arena, &link.as.link.target);
    const sei_vault_file *file = sei_link_find(assembly, &link);
    if (!file) {
        sei_link_report_missing(assembly, SEI_DIAG_LINK_MISSING, &link);
        return false;
    }
    sei_plan_note note = {.depth = depth,
                          .path = file->path,
                          .subpath = link.as.link.target.subpath,
                          .title = link_title(reader, written, file->path),
                          .source = reader->map->source,
                          .offset = written->offset};
    return sei_plan_add_note(reader->planner, &note);
}

/* Takes the next listing: its links become chapters. Whether one of them did. */
static bool take_listing(map_reader *reader, int depth) {
    const sei_listing *next = &reader->found.listings.at[reader->cursor++];
    bool is_chapter = false;
    flush_text(reader);
    for (size_t i = 0; i < next->link_count; i++)
        is_chapter = add_link(reader, reader->found.links.at[next->first + i], depth) || is_chapter;
    reader->is_intro = false;
    return is_chapter;
}

static bool add_part(map_reader *reader, const sei_node *node, int depth) {
    flush_text(reader);
    bool is_heading = node->kind == SEI_NODE_HEADING;
    sei_plan_entry part = {.depth = depth,
                           .title = sei_manuscript_plain_text(reader->arena, node),
                           .manuscript = reader->map,
                           .heading = is_heading ? node : NULL,
                           .source = node->source,
                           .offset = node->offset};
    if (part.title.size > 0)
        sei_plan_add_part(reader->planner, &part);
    reader->is_intro = true;
    return part.title.size > 0;
}

/* The depth of what stands below the blocks that are open around a node; those that it is not in
 * are closed. */
static int depth_at(map_reader *reader, const sei_node *node) {
    while (reader->open.size > 1) {
        const sei_node *open = reader->open.at[reader->open.size - 1].node, *up = node;
        while (up && up != open)
            up = up->parent;
        if (up)
            break;
        reader->open.size--;
    }
    return reader->open.at[reader->open.size - 1].depth;
}

/* An item over something listed: its own line is a chapter, a part, or nothing. Returns the node to
 * go on from. */
static const sei_node *read_item(map_reader *reader, const sei_node *block, const sei_node *item,
                                 int depth) {
    const sei_node *line = item->first;
    bool is_line = sei_node_shape_of(line->kind) == SEI_SHAPE_LEAF;
    bool is_listed = next_listing(reader)->leaf == line;
    bool is_over = is_listed && take_listing(reader, depth);
    if (is_line && !is_over && holds_listing(reader, item))
        is_over = add_part(reader, line, depth);
    SEI_VEC_ADD(reader->arena, &reader->open,
                (open_block){item, is_over ? depth + 1 : depth, is_listed});
    return is_line ? sei_node_skip(block, line) : line;
}

/* A callout over something listed: its title, when it has one, is a part. */
static const sei_node *read_callout(map_reader *reader, const sei_node *block,
                                    const sei_node *callout, int depth) {
    const sei_node *title = callout->first;
    if (next_listing(reader)->leaf == title)
        return title;
    bool is_over = add_part(reader, title, depth);
    SEI_VEC_ADD(reader->arena, &reader->open,
                (open_block){callout, is_over ? depth + 1 : depth, false});
    return sei_node_skip(block, title);
}

/* A block without listings among those that have some. */
static void read_text(map_reader *reader, const sei_node *node, int depth) {
    sei_node_shape shape = sei_node_shape_of(node->kind);
    bool is_cell = node->kind == SEI_NODE_ROW || node->kind == SEI_NODE_CELL;
    bool is_block = shape != SEI_SHAPE_INLINE && shape != SEI_SHAPE_ATOM && !is_cell;
    if (is_block && !reader->open.at[reader->open.size - 1].is_listed)
        gather_text(reader, node, depth);
}

/* One node of a block that lists something; returns the node to go on from. */
static const sei_node *read_node(map_reader *reader, const sei_node *block, const sei_node *node) {
    int depth = depth_at(reader, node);
    if (!holds_listing(reader, node)) {
        read_text(reader, node, depth);
        return sei_node_skip(block, node);
    }
    if (node->kind == SEI_NODE_ITEM)
        return read_item(reader, block, node, depth);
    if (node->kind == SEI_NODE_CALLOUT)
        return read_callout(reader, block, node, depth);
    if (next_listing(reader)->leaf == node) {
        take_listing(reader, depth);
        return sei_node_skip(block, node);
    }
    return sei_node_next(block, node);
}

static void read_listings(map_reader *reader, const sei_node *block, int depth) {
    reader->open.size = 0;
    SEI_VEC_ADD(reader->arena, &reader->open, (open_block){block, depth, false});
    const sei_node *node = block;
    while (node)
        node = read_node(reader, block, node);
}

static int section_depth(const map_reader *reader) {
    return reader->section_count > 0 ? reader->sections[reader->section_count - 1].depth + 1 : 1;
}

/* A heading; returns the number of the block to go on from. */
static size_t read_heading(map_reader *reader, size_t number) {
    const sei_node *heading = reader->found.blocks.at[number];
    size_t end = reader->found.section_ends[number];
    const sei_listing *next = next_listing(reader);
    int level = heading->as.heading.level;
    flush_text(reader);
    while (reader->section_count > 0 && reader->sections[reader->section_count - 1].level >= level)
        reader->section_count--;
    int depth = section_depth(reader);
    if (!next || next->block >= end) {
        bool is_last = end == reader->found.blocks.size;
        sei_piece text = {.manuscript = reader->map,
                          .first = heading,
                          .end = is_last ? NULL : reader->found.blocks.at[end]};
        if (!reader->drops_text) {
            sei_str title = sei_manuscript_plain_text(reader->arena, heading);
            sei_plan_add_text(reader->planner, depth, title, &text);
        }
        reader->is_intro = false;
        return end;
    }
    bool is_over =
        next->leaf == heading ? take_listing(reader, depth) : add_part(reader, heading, depth);
    if (is_over)
        reader->sections[reader->section_count++] = (open_section){level, depth};
    return number + 1;
}

/* The H1 that is the map's title: the only one, before anything is listed and any other heading. */
static const sei_node *title_heading(const map_reader *reader) {
    const sei_node *title = NULL;
    for (size_t i = 0; i < reader->found.blocks.size; i++) {
        const sei_node *block = reader->found.blocks.at[i];
        bool is_listed = reader->found.listings.size > 0 && reader->found.listings.at[0].block <= i;
        if (!sei_node_opens_section(block))
            continue;
        if (!title && (is_listed || block->as.heading.level != 1))
            return NULL;
        if (title && block->as.heading.level == 1)
            return NULL;
        title = title ? title : block;
    }
    return title;
}

/* The second walk. */
static void plan_blocks(map_reader *reader, const sei_node *title) {
    size_t i = 0;
    while (i < reader->found.blocks.size) {
        const sei_node *block = reader->found.blocks.at[i];
        if (block == title) {
            flush_text(reader);
            i++;
        } else if (sei_node_opens_section(block)) {
            i = read_heading(reader, i);
        } else if (holds_listing(reader, block)) {
            read_listings(reader, block, section_depth(reader));
            i++;
        } else {
            gather_text(reader, block, section_depth(reader));
            i++;
        }
    }
    flush_text(reader);
}

/* What `map-text` says; a wrong word is reported and keeps the text. */
static bool read_map_text(const sei_planner *planner, const sei_manuscript *map) {
    const sei_yaml *value = sei_style_front_find(map->front, SEI_STR("map-text"));
    sei_str word = sei_yaml_text(value);
    bool drops = sei_str_equal(word, SEI_STR("drop"));
    if (word.size > 0 && !drops && !sei_str_equal(word, SEI_STR("keep"))) {
        sei_diag_add(planner->request->diags, SEI_DIAG_STYLE, map->source,
                     map->front_offset + value->offset,
                     "map-text is \"%.*s\"; it can be keep or drop", SEI_STR_ARG(word));
    }
    return drops;
}

static void name_book(map_reader *reader, const sei_node *title) {
    sei_planner *planner = reader->planner;
    sei_manuscript *map = reader->map;
    bool is_given = sei_metadata_text(map, "title").size > 0;
    sei_str heading = title ? sei_manuscript_plain_text(reader->arena, title) : SEI_STR("");
    sei_plan_name(planner, map, is_given || heading.size == 0 ? map->title : heading,
                  sei_arena_print(reader->arena, "%.*s/", SEI_STR_ARG(map->path)));
    planner->plan.heading = title;
}

/* A remark is the map's own, as a margin's is: not lost in silence, but told once. */
static void report_remarks(const map_reader *reader) {
    const sei_listings *found = &reader->found;
    if (found->remark_count > 0 && !reader->drops_text) {
        sei_diag_add(reader->planner->request->diags, SEI_DIAG_MAP_REMARK, reader->map->source,
                     found->remark->offset,
                     "%zu list item%s more than the first link, which is the chapter; the rest is "
                     "not printed; the first is here",
                     found->remark_count, found->remark_count == 1 ? " says" : "s say");
    }
}

bool sei_plan_make_map(sei_planner *planner, sei_status *status) {
    const sei_assemble_request *request = planner->request;
    sei_manuscript *map =
        sei_manuscript_read(planner->assembly, request->note, request->note_bytes);
    if (!map->source) {
        *status = map->failure;
        return false;
    }
    sei_wishes_read(planner, map);
    sei_manuscript_open(planner->assembly, request->note, request->note_bytes);
    sei_plan_count(planner, map);
    map_reader reader = {.planner = planner,
                         .arena = request->arena,
                         .map = map,
                         .text = {.manuscript = map},
                         .is_intro = true,
                         .drops_text = read_map_text(planner, map)};
    sei_listings_find(&reader.found, planner->assembly, map);
    report_remarks(&reader);
    const sei_node *title = title_heading(&reader);
    plan_blocks(&reader, title);
    name_book(&reader, title);
    sei_plan_prune(&planner->plan);
    return planner->plan.chapter_count > 0 ||
           sei_status_set(status, SEI_FAILED_INPUT,
                          "it lists no note that is there; write its chapters as a list of links "
                          "([[note]]), or leave --book away");
}
