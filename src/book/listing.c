/* A map note → what it lists. A link or embed counts when it names a note, or could only name one.
 * In an item's own line the first counts whatever else stands there, since a list of links with
 * remarks is still a list; elsewhere only leaves that hold nothing else are lists, since a link in
 * a sentence is a link. Separators, tags and footnote marks are nothing. */
#include "book/listing.h"

#include "base/utf8.h"
#include "unicode/unicode.h"

typedef struct finder {
    sei_assembly *assembly;
    const sei_manuscript *map;
    sei_listings *found;
} finder;

/* The file that a link or embed names, NULL when there is none. */
static const sei_vault_file *find_file(const finder *to, sei_node *link) {
    sei_target *target = &link->as.link.target;
    const sei_vault_file *file = NULL;
    sei_link_decode(to->assembly->arena, target);
    if (target->path.size > 0 && !(target->is_markdown_link && sei_link_has_scheme(target->path)))
        sei_vault_find(to->assembly->vault, target->path, to->map->path, &file);
    return file;
}

/* Whether what no file was found for would have been a note: of Markdown links those alone that say
 * so, since the others are as likely to name what the vault never held. */
static bool would_be_note(const sei_target *target) {
    if (target->is_markdown_link)
        return !sei_link_has_scheme(target->path) && sei_str_ends(target->path, SEI_STR(".md"));
    return target->path.size > 0 && !sei_asset_is_image(target->path) &&
           !sei_asset_is_media(target->path);
}

/* Whether the node asks for a note: one that there is, or a name that only a note could have. The
 * map itself and single blocks that are embedded are no chapters. */
static bool lists_note(const finder *to, const sei_node *node) {
    bool is_link = node->kind == SEI_NODE_WIKILINK || node->kind == SEI_NODE_LINK;
    bool is_embed = node->kind == SEI_NODE_EMBED || node->kind == SEI_NODE_IMAGE;
    if (!is_link && !is_embed)
        return false;
    sei_node link = *node; /* decoding changes it, and the tree is another's to bind */
    const sei_vault_file *file = find_file(to, &link);
    const sei_target *target = &link.as.link.target;
    if (is_embed && sei_str_starts(target->subpath, SEI_STR("^")))
        return false;
    if (file)
        return file->is_note && !sei_str_equal(file->path, to->map->path);
    return would_be_note(target);
}

static bool has_letters(sei_str text) {
    for (size_t at = 0; at < text.size;)
        if (sei_unicode_is_letter_or_digit(sei_utf8_next(text, &at)))
            return true;
    return false;
}

/* Whether a node of a leaf says something beside the links: separators, tags and notes do not. */
static bool is_prose(const sei_node *node) {
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_ATOM:
        return node->kind == SEI_NODE_TEXT
                   ? has_letters(node->as.text)
                   : node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_MATH ||
                         node->kind == SEI_NODE_IMAGE || node->kind == SEI_NODE_EMBED;
    case SEI_SHAPE_INLINE:
        return node->kind == SEI_NODE_WIKILINK || (node->kind == SEI_NODE_LINK && node->first);
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
    case SEI_SHAPE_VERBATIM:
        return false;
    }
    return false;
}

static bool is_item_line(const sei_node *leaf) {
    return leaf->parent->kind == SEI_NODE_ITEM && leaf == leaf->parent->first;
}

/* Adds the leaf's links when it is a listing. */
static void read_leaf(finder *to, const sei_node *leaf, size_t block) {
    sei_listing read = {leaf, block, to->found->links.size, 0};
    bool has_prose = false;
    const sei_node *node = leaf->first;
    while (node) {
        if (lists_note(to, node)) {
            SEI_VEC_ADD(to->assembly->arena, &to->found->links, node);
            node = sei_node_skip(leaf, node);
            continue;
        }
        has_prose = has_prose || is_prose(node);
        node = sei_node_next(leaf, node);
    }
    read.link_count = to->found->links.size - read.first;
    if (has_prose && read.link_count > 0) {
        read.link_count = is_item_line(leaf) ? 1 : 0;
        to->found->links.size = read.first + read.link_count;
        if (read.link_count > 0 && to->found->remark_count++ == 0)
            to->found->remark = leaf;
    }
    if (read.link_count > 0)
        SEI_VEC_ADD(to->assembly->arena, &to->found->listings, read);
}

static void find_section_ends(sei_arena *arena, sei_listings *found) {
    size_t next[7]; /* by level: the next heading of this level or above it */
    size_t count = found->blocks.size;
    found->section_ends = SEI_NEW_ARRAY(arena, size_t, count);
    for (size_t level = 1; level <= 6; level++)
        next[level] = count;
    for (size_t i = count; i-- > 0;) {
        if (sei_node_opens_section(found->blocks.at[i])) {
            size_t own = (size_t)found->blocks.at[i]->as.heading.level;
            found->section_ends[i] = next[own];
            for (size_t level = own; level <= 6; level++)
                next[level] = i;
        }
    }
}

void sei_listings_find(sei_listings *found, sei_assembly *assembly, const sei_manuscript *map) {
    finder to = {assembly, map, found};
    *found = (sei_listings){.section_ends = NULL};
    for (const sei_node *block = map->tree->first; block && block->kind != SEI_NODE_NOTES;
         block = block->next) {
        for (const sei_node *node = block; node; node = sei_node_next(block, node))
            if (sei_node_shape_of(node->kind) == SEI_SHAPE_LEAF)
                read_leaf(&to, node, found->blocks.size);
        SEI_VEC_ADD(assembly->arena, &found->blocks, block);
    }
    find_section_ends(assembly->arena, found);
}
