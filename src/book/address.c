/* The addresses of links that lead out of the book, for paper: nobody can press a link there.
 *
 * Each such link gets its address as it is printed, unless its own text says it, and a mark of a
 * note that gives it: one note for an address and chapter. A link inside a footnote gets no note,
 * since no note stands in a note. A link to a video gets a code to scan besides. All of it stands
 * beside the tree (sei_paper), so that an e-reader, where links work, sees nothing of it; which of
 * it is printed is the style's to say (flow/address.c). */
#include <ctype.h>

#include "base/utf8.h"
#include "book/assembly.h"
#include "unicode/unicode.h"

/* The links of the book in order, and the notes of the addresses met. */
typedef struct address_walk {
    sei_assembly *assembly;
    sei_node *chapter;
    size_t chapter_number;
    sei_map notes; /* chapter and address → NOTE */
} address_walk;

static sei_str without_prefix(sei_str text, sei_str prefix) {
    const bool has_it = text.size >= prefix.size &&
                        sei_str_equal_ascii_case(sei_str_slice(text, 0, prefix.size), prefix);
    return has_it ? sei_str_slice(text, prefix.size, text.size) : text;
}

/* A percent code of a byte that is not ASCII. */
static bool is_code(sei_str url, size_t at) {
    return at + 2 < url.size && url.at[at] == '%' && url.at[at + 1] >= '8' &&
           isxdigit((unsigned char)url.at[at + 1]) && isxdigit((unsigned char)url.at[at + 2]);
}

/* Whether the text is letters alone, so that it cannot be taken for anything else. */
static bool is_letters(sei_str text) {
    for (size_t at = 0; at < text.size;) {
        const uint32_t c = sei_utf8_next(text, &at);
        if (!sei_unicode_is_letter_or_digit(c) && !sei_unicode_is_mark(c))
            return false;
    }
    return true;
}

/* The URL with percent codes of letters as these letters, which every browser takes: who reads
 * %E8%A3%BD, or types it? Other codes stay. */
static sei_str readable(sei_arena *arena, sei_str url) {
    sei_buf out;
    sei_buf_init(&out, arena->memory);
    for (size_t at = 0; at < url.size;) {
        size_t end = at;
        while (is_code(url, end))
            end += 3;
        const sei_str codes = sei_str_slice(url, at, end > at ? end : at + 1);
        const sei_str text = end > at ? sei_link_decode_percent(arena, codes) : codes;
        sei_buf_add(&out, end > at && is_letters(text) ? text : codes);
        at += codes.size;
    }
    const sei_str copy = sei_arena_copy(arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

/* A URL as it is printed: an e-mail address without its scheme. */
static sei_str printed(sei_arena *arena, sei_str url) {
    return readable(arena, without_prefix(url, SEI_STR("mailto:")));
}

/* What two ways to write an address have in common: no scheme, no slash at its end, and no percent
 * codes. */
static sei_str bare(sei_arena *arena, sei_str address) {
    sei_str text = sei_link_decode_percent(arena, without_prefix(address, SEI_STR("mailto:")));
    text = without_prefix(text, SEI_STR("http://"));
    text = without_prefix(text, SEI_STR("https://"));
    const bool has_slash = text.size > 0 && text.at[text.size - 1] == '/';
    return sei_str_slice(text, 0, text.size - has_slash);
}

static bool says_address(sei_arena *arena, const sei_node *link) {
    const sei_str text = bare(arena, sei_node_plain_text(arena, link));
    return sei_str_equal(text, bare(arena, link->as.link.target.path));
}

static sei_node *new_node(const address_walk *walk, sei_node_kind kind, const sei_node *link) {
    return sei_node_new(walk->assembly->arena, kind, link->source, link->offset);
}

/* The address as a code, with the address itself beside it. */
static sei_node *new_code(const address_walk *walk, const sei_node *link) {
    sei_arena *arena = walk->assembly->arena;
    const sei_str url = link->as.link.target.path, shown = printed(arena, url);
    sei_node *code = new_node(walk, SEI_NODE_QR_CODE, link);
    sei_node *paragraph = new_node(walk, SEI_NODE_PARAGRAPH, link);
    sei_node *copy = new_node(walk, SEI_NODE_LINK, link);
    sei_node *text = new_node(walk, SEI_NODE_TEXT, link);
    code->as.link.target.path = url;
    code->as.link.image.alt = sei_arena_print(arena, "QR: %.*s", SEI_STR_ARG(shown));
    copy->as.link.target = link->as.link.target;
    text->as.text = shown;
    sei_node_append(copy, text);
    sei_node_append(paragraph, copy);
    sei_node_append(code, paragraph);
    return code;
}

/* A node that stands beside the chapter's tree. */
static void put_beside(address_walk *walk, sei_node *node, sei_node *parent) {
    node->parent = parent;
    SEI_VEC_ADD(walk->assembly->arena, &walk->assembly->papers, node);
}

static sei_node *note_of(address_walk *walk, const sei_node *link) {
    const sei_str key = sei_arena_print(walk->assembly->arena, "%zu %.*s", walk->chapter_number,
                                        SEI_STR_ARG(link->as.link.target.path));
    sei_node *note = sei_map_find(&walk->notes, key);
    if (!note) {
        note = new_node(walk, SEI_NODE_NOTE, link);
        sei_node_append(note, new_code(walk, link));
        put_beside(walk, note, walk->chapter);
        sei_map_add(&walk->notes, key, note);
    }
    return note;
}

/* Whether the link stands in a paragraph, below which there is room for a code. */
static bool is_in_paragraph(const sei_node *link) {
    const sei_node *leaf = link->parent;
    while (sei_node_shape_of(leaf->kind) == SEI_SHAPE_INLINE)
        leaf = leaf->parent;
    return leaf->kind == SEI_NODE_PARAGRAPH;
}

static void add_paper(address_walk *walk, sei_node *link) {
    sei_arena *arena = walk->assembly->arena;
    const bool is_video = sei_str_equal(link->as.link.title, SEI_STR("video"));
    const bool is_in_note = sei_node_ancestor(link, SEI_NODE_NOTE) != NULL;
    sei_paper *paper = SEI_NEW(arena, sei_paper);
    link->as.link.paper = paper;
    if (is_video && !is_in_note && is_in_paragraph(link)) {
        sei_node *code = new_code(walk, link);
        put_beside(walk, code, walk->chapter);
        paper->code = code;
    }
    if (says_address(arena, link))
        return;
    paper->address = printed(arena, link->as.link.target.path);
    if (!is_in_note) {
        sei_node *mark = new_node(walk, SEI_NODE_NOTE_MARK, link);
        sei_node *note = note_of(walk, link);
        mark->as.note.note = note;
        mark->as.note.mark_count = ++note->as.note.mark_count;
        put_beside(walk, mark, link->parent);
        paper->mark = mark;
    }
}

/* Links into the book lead to an anchor; they have their target in assembly->links. */
static bool leads_out(const sei_node *link) {
    const sei_target *target = &link->as.link.target;
    return target->is_markdown_link && sei_link_has_scheme(target->path);
}

void sei_address_add(sei_assembly *assembly) {
    address_walk walk = {.assembly = assembly};
    sei_map_init(&walk.notes, assembly->arena);
    sei_node *root = assembly->root;
    for (sei_node *node = root; node; node = sei_node_next(root, node)) {
        if (node->kind == SEI_NODE_CHAPTER) {
            walk.chapter = node;
            walk.chapter_number++;
        } else if (node->kind == SEI_NODE_LINK && leads_out(node)) {
            add_paper(&walk, node);
        }
    }
}
