/* Links: what a target leads to, and every link of the finished tree bound (DESIGN, invariant 3). A
 * link to a node of the book keeps its LINK; so does one to an allowed URL; any other is replaced
 * by its own text. Two passes over the whole tree: the first gathers what can be led to, for each
 * manuscript, the second binds. Binding costs a look-up a link, whatever the number of headings. */
#include "base/assert.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "book/assembly.h"
#include "unicode/unicode.h"

static const char *const allowed_schemes[] = {"http", "https", "mailto"};

static bool is_blank(char byte) {
    return (unsigned char)byte <= ' ' || byte == 0x7F;
}

/* The text without the blanks and controls before it. */
static sei_str skip_blanks(sei_str text) {
    size_t at = 0;
    while (at < text.size && is_blank(text.at[at]))
        at++;
    return sei_str_slice(text, at, text.size);
}

static bool is_letter(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* RFC 3986, 3.1; blanks inside are passed over, since browsers do that too ("java\tscript:"). */
static sei_str scheme_of(sei_str path) {
    sei_str text = skip_blanks(path);
    if (text.size == 0 || !is_letter(text.at[0]))
        return SEI_STR("");
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.at[i];
        if (byte == ':')
            return sei_str_slice(text, 0, i);
        bool is_scheme = is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '+' ||
                         byte == '-' || byte == '.' || (is_blank(byte) && byte != ' ');
        if (!is_scheme)
            break;
    }
    return SEI_STR("");
}

bool sei_link_has_scheme(sei_str path) {
    return scheme_of(path).size > 0;
}

bool sei_link_clean_url(sei_arena *arena, sei_str written, sei_str *url) {
    char *out = sei_arena_alloc(arena, written.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < written.size; i++)
        if (!is_blank(written.at[i]))
            out[size++] = written.at[i];
    *url = (sei_str){out, size};
    sei_str scheme = scheme_of(*url);
    for (size_t i = 0; i < sizeof allowed_schemes / sizeof allowed_schemes[0]; i++)
        if (sei_str_equal_ascii_case(scheme, sei_str_from(allowed_schemes[i])))
            return true;
    return false;
}

static int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

sei_str sei_link_decode_percent(sei_arena *arena, sei_str text) {
    if (sei_str_find_byte(text, '%', 0) == SEI_STR_NONE)
        return text;
    char *out = sei_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int high = i + 2 < text.size && text.at[i] == '%' ? hex_digit(text.at[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.at[i + 2]) : -1;
        bool is_code = low >= 0 && (high > 0 || low > 0); /* "%00" stays: no U+0000 in strings */
        out[size++] = (char)(is_code ? high << 4 | low : text.at[i]);
        i += is_code ? 2 : 0;
    }
    return sei_utf8_repair(arena, (sei_str){out, size}, NULL);
}

void sei_link_decode(sei_arena *arena, sei_target *target) {
    if (!target->is_markdown_link || sei_link_has_scheme(target->path))
        return;
    size_t hash = sei_str_find_byte(target->path, '#', 0);
    if (hash != SEI_STR_NONE) {
        target->subpath = sei_link_decode_percent(
            arena, sei_str_slice(target->path, hash + 1, target->path.size));
        target->path = sei_str_slice(target->path, 0, hash);
    }
    target->path = sei_link_decode_percent(arena, target->path);
}

sei_str sei_link_display(sei_arena *arena, const sei_target *target) {
    sei_buf text;
    sei_str rest = target->subpath, part;
    sei_buf_init(&text, arena->memory);
    sei_buf_add(&text, target->path);
    while (sei_str_split(&rest, '#', &part)) {
        part = sei_unicode_trim(part);
        sei_buf_add(&text, text.size > 0 && part.size > 0 ? SEI_STR(" > ") : SEI_STR(""));
        sei_buf_add(&text, part);
    }
    if (text.size == 0) /* [[#]] */
        sei_buf_add(&text, SEI_STR("#"));
    sei_str display = sei_arena_copy(arena, sei_buf_str(&text));
    sei_buf_fini(&text);
    return display;
}

const sei_vault_file *sei_link_find(sei_assembly *assembly, const sei_node *node) {
    const sei_target *target = &node->as.link.target;
    const sei_source *source = sei_assembly_source(assembly, node);
    const sei_vault_file *file;
    switch (sei_vault_find(assembly->vault, target->path, source->path, &file)) {
    case SEI_MATCH_NONE:
        return NULL;
    case SEI_MATCH_FOUND:
        return file;
    case SEI_MATCH_AMBIGUOUS:
        if (sei_assembly_report_once(assembly, SEI_DIAG_LINK_AMBIGUOUS, node)) {
            sei_diag_add(assembly->diags, SEI_DIAG_LINK_AMBIGUOUS, source, node->offset,
                         "several files are named \"%.*s\"; \"%.*s\" is taken",
                         SEI_STR_ARG(target->path), SEI_STR_ARG(file->path));
        }
        return file;
    case SEI_MATCH_ALIAS:
        if (sei_assembly_report_once(assembly, SEI_DIAG_ALIAS_LINK, node)) {
            sei_str name = sei_vault_name(file->path);
            sei_diag_add(assembly->diags, SEI_DIAG_ALIAS_LINK, source, node->offset,
                         "\"%.*s\" is an alias of \"%.*s\"; write [[%.*s|%.*s]]",
                         SEI_STR_ARG(target->path), SEI_STR_ARG(name), SEI_STR_ARG(name),
                         SEI_STR_ARG(target->path));
        }
        return file;
    }
    return NULL;
}

void sei_link_report_missing(sei_assembly *assembly, sei_diag_id id, const sei_node *node) {
    if (!sei_assembly_report_once(assembly, id, node))
        return;
    sei_str path = node->as.link.target.path;
    sei_str nearest = sei_vault_suggest(assembly->vault, path);
    const char *what = id == SEI_DIAG_IMAGE_MISSING ? "image" : sei_asset_word(path);
    const sei_source *source = sei_assembly_source(assembly, node);
    if (path.size == 0) {
        what = id == SEI_DIAG_IMAGE_MISSING ? what : "link";
        sei_diag_add(assembly->diags, id, source, node->offset, "the %s names no target", what);
    } else if (nearest.size > 0) {
        sei_diag_add(assembly->diags, id, source, node->offset,
                     "no %s named \"%.*s\"; did you mean \"%.*s\"?", what, SEI_STR_ARG(path),
                     SEI_STR_ARG(nearest));
    } else {
        sei_diag_add(assembly->diags, id, source, node->offset, "no %s named \"%.*s\"", what,
                     SEI_STR_ARG(path));
    }
}

uint32_t sei_link_frame(const sei_node *node) {
    while (node->id == 0) {
        sei_assert(node->parent);
        node = node->parent;
    }
    return node->id;
}

/* What the notes of the book offer to links: those of a chapter apart from spliced copies. */
static void gather_targets(sei_assembly *assembly) {
    sei_node *root = assembly->root;
    for (sei_node *node = root->first; node; node = sei_node_next(root, node)) {
        if (sei_node_opens_section(node) || node->label.size > 0) {
            sei_manuscript *manuscript = assembly->manuscripts.at[node->source];
            bool is_chapter = assembly->frames.at[sei_link_frame(node) - 1].parent == 0;
            sei_targets_add(is_chapter ? &manuscript->primary : &manuscript->embedded, node,
                            manuscript->source);
        }
    }
}

static bool is_inside_link(const sei_node *node) {
    for (const sei_node *up = node->parent; up; up = up->parent) {
        if (up->kind == SEI_NODE_LINK)
            return true;
        if (sei_node_shape_of(up->kind) != SEI_SHAPE_INLINE)
            return false;
    }
    return false;
}

static bool bind_url(sei_assembly *assembly, sei_node *link) {
    sei_target *target = &link->as.link.target;
    sei_str url;
    if (sei_link_clean_url(assembly->arena, target->path, &url)) {
        target->path = url;
        return true;
    }
    if (sei_assembly_report_once(assembly, SEI_DIAG_URL_UNSAFE, link)) {
        sei_diag_add(assembly->diags, SEI_DIAG_URL_UNSAFE, sei_assembly_source(assembly, link),
                     link->offset, "a link with the scheme \"%.*s\" is printed as text",
                     SEI_STR_ARG(scheme_of(target->path)));
    }
    return false;
}

/* The path of the note that a link names; "" when there is no such file, with a message, or when it
 * is no note. */
static sei_str linked_path(sei_assembly *assembly, const sei_node *link) {
    if (link->as.link.target.path.size == 0)
        return assembly->manuscripts.at[link->source]->path;
    const sei_vault_file *file = sei_link_find(assembly, link);
    if (!file)
        sei_link_report_missing(assembly, SEI_DIAG_LINK_MISSING, link);
    return file && file->is_note ? file->path : SEI_STR("");
}

/* The node of the book that a link to the note of this path leads to, NULL for none. */
static sei_node *linked_node(sei_assembly *assembly, const sei_node *link, sei_str path) {
    const sei_target *target = &link->as.link.target;
    sei_manuscript *manuscript = sei_map_find(&assembly->manuscripts_by_path, path);
    sei_node *start = manuscript ? manuscript->start : NULL, *found = NULL;
    if (path.size == 0 || target->subpath.size == 0)
        return start;
    if (manuscript) {
        found = sei_targets_find_link(&manuscript->primary, target);
        found = found ? found : sei_targets_find_link(&manuscript->embedded, target);
    }
    if (!found)
        sei_subpath_add(assembly, link, path);
    return found ? found : start;
}

/* "旅/京都", seen from "本/目次": "../旅/京都". */
static sei_str relative_path(sei_arena *arena, sei_str from, sei_str to) {
    sei_buf path;
    size_t common = 0;
    sei_buf_init(&path, arena->memory);
    for (size_t i = 0; i < from.size && i < to.size && from.at[i] == to.at[i]; i++)
        common = from.at[i] == '/' ? i + 1 : common;
    for (size_t i = common; i < from.size; i++)
        if (from.at[i] == '/')
            sei_buf_add(&path, SEI_STR("../"));
    sei_buf_add(&path, sei_str_slice(to, common, to.size));
    sei_str kept = sei_arena_copy(arena, sei_buf_str(&path));
    sei_buf_fini(&path);
    return kept;
}

/* A link to a note that is made into a document of its own leads to that. */
static bool bind_sibling(sei_assembly *assembly, sei_node *link, sei_str path) {
    if (!assembly->siblings || path.size == 0)
        return false;
    const sei_str *own = sei_map_find(assembly->siblings, assembly->note);
    const sei_str *other = sei_map_find(assembly->siblings, path);
    if (own && other && own != other)
        link->as.link.target.sibling = relative_path(assembly->arena, *own, *other);
    return link->as.link.target.sibling.size > 0;
}

/* Whether the link stays one. */
static bool bind_link(sei_assembly *assembly, sei_node *link) {
    sei_target *target = &link->as.link.target;
    if (target->is_markdown_link && sei_link_has_scheme(target->path))
        return bind_url(assembly, link);
    if (target->is_markdown_link && target->path.size == 0) { /* [x]() */
        sei_link_report_missing(assembly, SEI_DIAG_LINK_MISSING, link);
        return false;
    }
    sei_link_decode(assembly->arena, target);
    sei_str path = linked_path(assembly, link);
    sei_node *found = linked_node(assembly, link, path);
    if (!found)
        return bind_sibling(assembly, link, path);
    found->anchor = 1; /* seal.c numbers them */
    SEI_VEC_ADD(assembly->arena, &assembly->links, (sei_bound_link){link, found});
    return true;
}

static void add_display(sei_assembly *assembly, sei_node *link) {
    sei_node *text = sei_node_new(assembly->arena, SEI_NODE_TEXT, link->source, link->offset);
    text->as.text = sei_link_display(assembly->arena, &link->as.link.target);
    sei_node_append(link, text);
}

void sei_link_bind(sei_assembly *assembly) {
    gather_targets(assembly);
    sei_node *node = assembly->root, *next;
    for (; node; node = next) {
        bool is_wikilink = node->kind == SEI_NODE_WIKILINK;
        if (is_wikilink && !node->first)
            add_display(assembly, node);
        next = sei_node_next(assembly->root, node);
        if (is_wikilink || node->kind == SEI_NODE_LINK) {
            node->kind = SEI_NODE_LINK;
            if (is_inside_link(node) || !bind_link(assembly, node))
                sei_node_splice_up(node);
        }
    }
    sei_subpath_check(assembly);
}
