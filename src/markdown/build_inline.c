/* Text with placeholders → nodes. What a placeholder means may depend on where it ended up: a
 * callout's head counts only as the first text of a quote, a task's box only as the first of an
 * item. Anywhere else it is the text that was written. */
#include <string.h>

#include "base/utf8.h"
#include "markdown/build.h"
#include "unicode/unicode.h"

/* --- targets, sizes -------------------------------------------------------------------------- */

/* Cuts "path#subpath" off at the first '|' (in a table "\|") and returns what is behind it. */
static sei_str split_target(sei_str inner, sei_target *target) {
    sei_str alias = SEI_STR("");
    size_t bar = sei_str_find_byte(inner, '|', 0);
    if (bar != SEI_STR_NONE) {
        alias = sei_unicode_trim(sei_str_slice(inner, bar + 1, inner.size));
        inner = sei_str_slice(inner, 0, bar);
        if (inner.size && inner.at[inner.size - 1] == '\\')
            inner.size--;
    }
    size_t hash = sei_str_find_byte(inner, '#', 0);
    if (hash != SEI_STR_NONE) {
        target->subpath = sei_unicode_trim(sei_str_slice(inner, hash + 1, inner.size));
        inner = sei_str_slice(inner, 0, hash);
    }
    target->path = sei_unicode_trim(inner);
    return alias;
}

static bool parse_length(sei_str text, uint32_t *length) {
    int64_t value;
    if (text.size == 0 || text.size > 5 || text.at[0] < '0' || text.at[0] > '9' ||
        !sei_str_parse_int(text, &value) || value == 0)
        return false;
    *length = (uint32_t)value;
    return true;
}

/* "100" or "100x145". */
static bool parse_size(sei_str text, sei_image_node *image) {
    uint32_t width, height = 0;
    size_t cross = sei_str_find_byte(text, 'x', 0);
    sei_str first = sei_str_slice(text, 0, cross == SEI_STR_NONE ? text.size : cross);
    sei_str second = sei_str_slice(text, first.size + 1, text.size);
    if (!parse_length(first, &width) || (cross != SEI_STR_NONE && !parse_length(second, &height)))
        return false;
    image->width = width;
    image->height = height;
    return true;
}

static sei_str trim_part(sei_str part) {
    if (part.size && part.at[part.size - 1] == '\\') /* "\|" in a table */
        part.size--;
    return sei_unicode_trim(part);
}

/* "+grid": a word that themes look for (spec: obsidian A6), no caption. */
static bool is_hook(sei_str part) {
    bool is_word = part.size > 1 && part.at[0] == '+';
    for (size_t i = 1; i < part.size && is_word; i++) {
        char lower = (char)(part.at[i] | 0x20);
        is_word = (lower >= 'a' && lower <= 'z') || part.at[i] == '-';
    }
    return is_word;
}

/* "text|100": the last part that is a size is the image's, the other parts are its text. */
static void split_alt(sei_build *build, sei_str alt, sei_image_node *image) {
    sei_str rest = alt, part, size = SEI_STR("");
    sei_image_node sized = {0};
    while (sei_str_split(&rest, '|', &part))
        if (parse_size(trim_part(part), &sized))
            size = part;
    image->width = sized.width;
    image->height = sized.height;
    sei_buf text;
    sei_buf_init(&text, build->arena->memory);
    for (rest = alt; sei_str_split(&rest, '|', &part);) {
        if ((size.size && part.at == size.at) || is_hook(trim_part(part)))
            continue;
        if (text.size)
            sei_buf_add_byte(&text, '|');
        sei_buf_add(&text, trim_part(part));
    }
    image->alt = sei_arena_copy(build->arena, sei_buf_str(&text));
    sei_buf_fini(&text);
}

void sei_build_link_target(sei_build *build, sei_node *node, cmark_node *from) {
    sei_str title = sei_str_from(cmark_node_get_title(from));
    node->as.link.target.path = sei_build_url(build, sei_str_from(cmark_node_get_url(from)));
    node->as.link.target.is_markdown_link = true;
    if (title.size)
        node->as.link.title = sei_build_url(build, title);
}

/* Hosts whose pages Obsidian shows in place of an image. */
static bool is_video(sei_str url) {
    static const char *const hosts[] = {"youtube.com", "youtu.be", "youtube-nocookie.com",
                                        "twitter.com", "x.com",    "vimeo.com"};
    size_t from = sei_str_find(url, SEI_STR("://"), 0);
    if (from == SEI_STR_NONE || from > 5)
        return false;
    size_t to = sei_str_find_byte(url, '/', from + 3);
    sei_str host = sei_str_slice(url, from + 3, to == SEI_STR_NONE ? url.size : to);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        sei_str known = sei_str_from(hosts[i]);
        sei_str tail =
            host.size > known.size ? sei_str_slice(host, host.size - known.size, host.size) : host;
        bool is_part = host.size > known.size && host.at[host.size - known.size - 1] != '.';
        if (sei_str_equal_ascii_case(tail, known) && !is_part)
            return true;
    }
    return false;
}

void sei_build_finish_image(sei_build *build, sei_node *image) {
    sei_str alt = sei_node_plain_text(build->scratch, image);
    build->is_in_image = false;
    while (image->first)
        sei_node_unlink(image->first);
    split_alt(build, alt, &image->as.link.image);
    if (!is_video(image->as.link.target.path))
        return;
    sei_image_node shown = image->as.link.image;
    image->kind = SEI_NODE_LINK;
    image->as.link.image = (sei_image_node){0};
    image->as.link.title = SEI_STR("video");
    image->as.link.target.has_alias = shown.alt.size > 0;
    sei_node *text = sei_node_new(build->arena, SEI_NODE_TEXT, image->source, image->offset);
    text->as.text = shown.alt.size ? shown.alt : image->as.link.target.path;
    sei_node_append(image, text);
}

/* --- lifts ----------------------------------------------------------------------------------- */

static sei_str copy(sei_build *build, sei_str text) {
    return sei_arena_copy(build->arena, text);
}

/* A child text, which is not where the next node goes. */
static void add_child_text(sei_build *build, sei_node *parent, sei_str text) {
    sei_node *child = sei_node_new(build->arena, SEI_NODE_TEXT, parent->source, parent->offset);
    child->as.text = text;
    sei_node_append(parent, child);
}

static void add_wikilink(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_node *link = sei_build_add(build, SEI_NODE_WIKILINK, offset);
    sei_str alias = split_target(copy(build, lift->text), &link->as.link.target);
    link->as.link.target.has_alias = alias.size > 0;
    if (alias.size)
        add_child_text(build, link, alias);
}

static void add_embed(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_node *embed = sei_build_add(build, SEI_NODE_EMBED, offset);
    sei_str alias = split_target(copy(build, lift->text), &embed->as.link.target);
    split_alt(build, alias, &embed->as.link.image);
    embed->as.link.target.has_alias = embed->as.link.image.alt.size > 0;
}

static void add_url(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_str url = sei_build_url(build, sei_build_decode(build, lift->text));
    if (build->link_depth > 0) {
        sei_build_add_text(build, url, offset);
        return;
    }
    sei_node *link = sei_build_add(build, SEI_NODE_LINK, offset);
    link->as.link.target = (sei_target){.path = url, .is_markdown_link = true};
    add_child_text(build, link, url);
}

/* {漢字|かん|じ} → 漢字（かんじ）. */
static void add_ruby(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_str rest = lift->text, part;
    sei_buf reading;
    sei_str_split(&rest, '|', &part);
    uint32_t base = (uint32_t)part.size;
    sei_build_add_text(build, copy(build, part), offset);
    sei_buf_init(&reading, build->arena->memory);
    sei_buf_add(&reading, SEI_STR("（"));
    while (sei_str_split(&rest, '|', &part))
        sei_buf_add(&reading, part);
    sei_buf_add(&reading, SEI_STR("）"));
    sei_node *span = sei_build_add(build, SEI_NODE_SPAN, offset + 1 + lift->text.size);
    span->as.span.is_reading = true;
    span->as.span.base = base;
    add_child_text(build, span, copy(build, sei_buf_str(&reading)));
    sei_buf_fini(&reading);
}

static void add_note_mark(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_node *mark = sei_build_add(build, SEI_NODE_NOTE_MARK, offset);
    mark->as.note.label = copy(build, lift->text);
    mark->id = (uint32_t)(lift - build->scan->lifts.at) + 1; /* cleared by notes.c */
}

/* Whether the next inline is the first of a block's first paragraph. */
static bool begins_block(const sei_build *build, sei_node_kind kind) {
    const sei_node *leaf = build->current;
    return leaf->kind == SEI_NODE_PARAGRAPH && !leaf->first && !leaf->previous &&
           leaf->parent->kind == kind;
}

static bool take_note_body(sei_build *build, const sei_lift *lift, size_t offset) {
    if (!begins_block(build, SEI_NODE_QUOTE))
        return false;
    sei_node *note = build->current->parent;
    note->kind = SEI_NODE_NOTE;
    note->offset = (uint32_t)offset;
    note->as.note.label = copy(build, lift->text);
    if (lift->kind == SEI_LIFT_INLINE_BODY)
        build->inline_notes[lift->body] = note;
    return true;
}

/* "type|metadata" */
static bool take_callout(sei_build *build, const sei_lift *lift) {
    if (!begins_block(build, SEI_NODE_QUOTE))
        return false;
    sei_node *callout = build->current->parent;
    sei_str type = copy(build, lift->text);
    size_t bar = sei_str_find_byte(type, '|', 0);
    callout->kind = SEI_NODE_CALLOUT;
    if (bar != SEI_STR_NONE)
        callout->as.callout.metadata = sei_unicode_trim(sei_str_slice(type, bar + 1, type.size));
    type = sei_unicode_trim(sei_str_slice(type, 0, bar == SEI_STR_NONE ? type.size : bar));
    callout->as.callout.type = sei_unicode_fold(build->arena, type);
    callout->as.callout.fold = lift->fold;
    build->current->kind = SEI_NODE_CALLOUT_TITLE;
    return true;
}

static bool take_task(sei_build *build, const sei_lift *lift) {
    size_t at = 0;
    if (!begins_block(build, SEI_NODE_ITEM))
        return false;
    build->current->parent->as.item.task = sei_utf8_next(lift->text, &at);
    return true;
}

/* scan gave it a paragraph of its own. */
static bool take_page_break(sei_build *build, const sei_lift *lift) {
    if (build->current->kind != SEI_NODE_PARAGRAPH || build->current->first)
        return false;
    build->current->kind = SEI_NODE_PAGE_BREAK;
    build->current->offset = (uint32_t)sei_scan_text_offset(build->scan, lift->from);
    return true;
}

/* An id names a block only at its end: until that is known it is text. */
static void add_block_id(sei_build *build, sei_str raw, size_t offset) {
    sei_node *text = sei_build_add_text(build, copy(build, raw), offset);
    SEI_VEC_ADD(build->scratch, &build->block_ids, text);
}

static void add_math(sei_build *build, const sei_lift *lift, size_t offset) {
    sei_node *math = sei_build_add(build, SEI_NODE_MATH, offset);
    math->as.text = copy(build, lift->text);
    if (lift->kind == SEI_LIFT_DISPLAY_MATH)
        SEI_VEC_ADD(build->scratch, &build->displays, math);
}

static void add_lift(sei_build *build, const sei_lift *lift) {
    size_t offset = sei_scan_text_offset(build->scan, lift->from);
    sei_str raw = sei_str_slice(build->scan->text, lift->from, lift->to);
    bool is_taken = true;
    switch (lift->kind) {
    case SEI_LIFT_LITERAL:
        is_taken = false;
        break;
    case SEI_LIFT_REMOVED:
        break;
    case SEI_LIFT_PAGE_BREAK:
        is_taken = take_page_break(build, lift);
        break;
    case SEI_LIFT_WIKILINK:
        add_wikilink(build, lift, offset);
        break;
    case SEI_LIFT_EMBED:
        add_embed(build, lift, offset);
        break;
    case SEI_LIFT_MATH:
    case SEI_LIFT_DISPLAY_MATH:
        add_math(build, lift, offset);
        break;
    case SEI_LIFT_TAG:
        sei_build_add(build, SEI_NODE_TAG, offset)->as.text = copy(build, lift->text);
        break;
    case SEI_LIFT_URL:
        add_url(build, lift, offset);
        break;
    case SEI_LIFT_RUBY:
        add_ruby(build, lift, offset);
        break;
    case SEI_LIFT_NOTE_MARK:
    case SEI_LIFT_INLINE_NOTE:
        add_note_mark(build, lift, offset);
        break;
    case SEI_LIFT_NOTE_BODY:
    case SEI_LIFT_INLINE_BODY:
        is_taken = take_note_body(build, lift, offset);
        break;
    case SEI_LIFT_CALLOUT:
        is_taken = take_callout(build, lift);
        break;
    case SEI_LIFT_TASK:
        is_taken = take_task(build, lift);
        break;
    case SEI_LIFT_BLOCK_ID:
        add_block_id(build, raw, offset);
        break;
    }
    if (!is_taken)
        sei_build_add_text(build, copy(build, raw), offset);
}

/* --- highlights ------------------------------------------------------------------------------ */

static bool is_highlight(const sei_element *element) {
    return sei_str_equal(element->name, SEI_STR("=="));
}

/* The highlight that is open beside this text, SEI_STR_NONE: there is none. */
static size_t open_highlight(const sei_build *build) {
    for (size_t i = build->elements.size; i > sei_build_element_base(build); i--)
        if (is_highlight(&build->elements.at[i - 1]))
            return i - 1;
    return SEI_STR_NONE;
}

static bool is_space_at(sei_str text, size_t at) {
    return at < text.size && (text.at[at] == ' ' || text.at[at] == '\t');
}

/* "==" at text[at]: it closes behind what is no space, else it opens before what is none. */
static void add_highlight(sei_build *build, sei_str text, size_t at, sei_text_edges edges) {
    bool can_close = at > 0 ? !is_space_at(text, at - 1) : edges.begins_open;
    bool can_open = at + 3 < text.size ? !is_space_at(text, at + 3) : edges.ends_open;
    size_t open = open_highlight(build);
    size_t offset = sei_place_find(build, sei_str_slice(text, at, at + 3));
    if (open != SEI_STR_NONE && can_close) {
        build->elements.at[open].name = SEI_STR("");
        sei_build_pop_to(build, open);
    } else if (open == SEI_STR_NONE && can_open) {
        sei_node *node = sei_build_add(build, SEI_NODE_HIGHLIGHT, offset);
        sei_build_push(build, SEI_STR("=="), SEI_HTML_UNKNOWN, node);
    } else {
        sei_build_add_text(build, SEI_STR("=="), offset);
    }
}

/* --- text ------------------------------------------------------------------------------------ */

static void add_plain(sei_build *build, sei_str text) {
    if (text.size == 0)
        return;
    size_t offset = sei_place_find(build, text);
    sei_build_add_text(build, copy(build, text), offset);
}

/* One private-use character at text[at]; returns the byte behind what it stood for. */
static size_t add_special(sei_build *build, sei_str text, size_t at, sei_text_edges edges) {
    const sei_lift *lift = sei_scan_lift_at(build->scan, text, at);
    sei_str mark = sei_str_slice(text, at, at + 3);
    if (lift) {
        sei_place_find(build, sei_str_slice(text, at, at + SEI_SCAN_LIFT_SIZE));
        add_lift(build, lift);
        return at + SEI_SCAN_LIFT_SIZE;
    }
    if (sei_str_equal(mark, SEI_STR(SEI_SCAN_HIGHLIGHT)))
        add_highlight(build, text, at, edges);
    else if (sei_str_equal(mark, SEI_STR(SEI_SCAN_ESCAPE)) && at + 5 < text.size) {
        add_plain(build, sei_str_slice(text, at + 3, at + 6));
        return at + 6;
    } else if (!sei_str_equal(mark, SEI_STR(SEI_SCAN_JOINER)) &&
               !sei_str_equal(mark, SEI_STR(SEI_SCAN_EDGE)))
        add_plain(build, mark);
    return at + 3;
}

void sei_build_text(sei_build *build, sei_str text, sei_text_edges edges) {
    if (build->drop_depth > 0)
        return;
    size_t from = 0, at;
    while ((at = sei_scan_find_ours(text, from, text.size)) < text.size) {
        add_plain(build, sei_str_slice(text, from, at));
        from = add_special(build, text, at, edges);
    }
    add_plain(build, sei_str_slice(text, from, text.size));
}

/* A callout's title ends with its line, whatever breaks mean. */
void sei_build_break(sei_build *build, sei_node_kind kind, size_t offset) {
    if (build->drop_depth > 0)
        return;
    if (build->current->kind == SEI_NODE_CALLOUT_TITLE) {
        build->current = build->current->parent;
        build->current = sei_build_add(build, SEI_NODE_PARAGRAPH, offset + 1);
        return;
    }
    sei_build_add(build, kind, offset);
}
