/* Inline nodes → the spans of a paragraph: looks, decorations, links, marks, inline images.
 *
 * One walk with an explicit stack of what the open inline nodes ask for. The rule that is easy to
 * break: a span's text is the node's own text, so that every glyph knows its source; generated text
 * ('#' of a tag) is a span of its own. */
#include "flow/layout.h"

/* Superiors and inferiors (JLREQ 3.7.1), and how far they are moved, in em/1000 of the text. */
#define SCRIPT_MILLE 600
#define SUPERIOR_MILLE 380
#define INFERIOR_MILLE (-120)
#define SMALL_MILLE 850
#define CODE_MILLE 920
/* An inline image is at most this high, in per mille of the type area. */
#define INLINE_HEIGHT_MILLE 500

/* What holds inside the open inline nodes. */
typedef struct inline_state {
    sei_text_look look;
    const sei_node *link;
    uint32_t decoration;
} inline_state;

typedef struct inline_states {
    inline_state *at;
    size_t size, room;
} inline_states;

typedef struct inline_walk {
    sei_layout *layout;
    sei_length width;
    sei_span_list *spans;
    inline_states open; /* the innermost last */
} inline_walk;

static void add_span(inline_walk *walk, sei_span span) {
    const inline_state *state = &walk->open.at[walk->open.size - 1];
    span.link = span.link != NULL ? span.link : state->link;
    span.decoration |= state->decoration;
    SEI_VEC_ADD(walk->layout->arena, walk->spans, span);
}

static void add_text(inline_walk *walk, const sei_node *node, sei_str text, sei_text_look look,
                     uint32_t decoration) {
    if (text.size > 0) {
        add_span(walk, (sei_span){.kind = SEI_SPAN_TEXT,
                                  .text = text,
                                  .look = look,
                                  .node = node,
                                  .decoration = decoration});
    }
}

sei_span_list *sei_spans_begin(sei_layout *layout) {
    layout->spans.size = 0;
    layout->spans.anchors.size = 0;
    return &layout->spans;
}

void sei_spans_add_text(sei_arena *arena, sei_span_list *spans, sei_text_look look, sei_str text,
                        const sei_node *node) {
    if (text.size > 0) {
        const sei_span span = {.kind = SEI_SPAN_TEXT, .text = text, .look = look, .node = node};
        SEI_VEC_ADD(arena, spans, span);
    }
}

static sei_text_look verbatim(const sei_layout *layout, sei_text_look look) {
    look.role = (sei_face_role)layout->style->code.font.role;
    look.size = sei_length_from_em(look.size, CODE_MILLE);
    look.is_verbatim = true;
    return look;
}

static sei_text_look script(sei_text_look look, int32_t raise) {
    look.raise += sei_length_from_em(look.size, raise);
    look.size = sei_length_from_em(look.size, SCRIPT_MILLE);
    return look;
}

static void add_mark(inline_walk *walk, const sei_node *mark, sei_text_look look) {
    const sei_node *note = mark->as.note.note;
    if (note == NULL) {
        add_text(walk, mark, mark->as.note.label, look, 0);
        return;
    }
    sei_text_look small = script(look, SUPERIOR_MILLE);
    small.bold = false;
    small.italic = false;
    add_span(walk, (sei_span){.kind = SEI_SPAN_MARK,
                              .text = sei_note_mark(walk->layout, note),
                              .look = small,
                              .node = mark,
                              .link = mark});
}

static void add_image(inline_walk *walk, const sei_node *image, sei_text_look look) {
    const sei_layout *layout = walk->layout;
    const sei_length most =
        sei_length_scale(sei_page_grid_height(&layout->grid), INLINE_HEIGHT_MILLE, 1000);
    sei_length width = 0;
    sei_length height = 0;
    if (!sei_figure_size(layout, &image->as.link.image, walk->width, most, &width, &height)) {
        add_text(walk, image, sei_figure_name(image), look, SEI_DECORATE_KEY);
        return;
    }
    add_span(walk, (sei_span){.kind = SEI_SPAN_BOX,
                              .look = look,
                              .node = image,
                              .width = width,
                              .height = height,
                              .tag = image->as.link.image.asset});
}

static void add_tag(inline_walk *walk, const sei_node *tag, sei_text_look look) {
    add_text(walk, tag, SEI_STR("#"), look, SEI_DECORATE_TAG);
    add_text(walk, tag, tag->as.text, look, SEI_DECORATE_TAG);
}

static void add_break(inline_walk *walk, const sei_node *node, sei_text_look look) {
    add_span(walk, (sei_span){.kind = SEI_SPAN_BREAK, .look = look, .node = node});
}

static void add_anchor(inline_walk *walk, const sei_node *node) {
    if (node->anchor != 0) {
        const sei_text_anchor anchor = {(uint32_t)walk->spans->size, node->anchor};
        SEI_VEC_ADD(walk->layout->arena, &walk->spans->anchors, anchor);
    }
}

static void open_key(const inline_walk *walk, inline_state *state) {
    state->decoration |= SEI_DECORATE_KEY;
    state->look = verbatim(walk->layout, state->look);
}

static void open_link(const inline_walk *walk, const sei_node *link, inline_state *state) {
    state->link = link;
    state->look.color = sei_layout_color(walk->layout->style->links.color);
    state->decoration |= walk->layout->style->links.underline ? SEI_DECORATE_UNDERLINE : 0;
}

/* An atom adds its spans; an inline node changes the state for what is in it. */
static void take_inline(inline_walk *walk, const sei_node *node, inline_state *state) {
    const sei_text_look look = state->look;
    switch (node->kind) {
    case SEI_NODE_TEXT:
        add_text(walk, node, node->as.text, look, 0);
        return;
    case SEI_NODE_SOFT_BREAK:
        add_text(walk, node, SEI_STR(" "), look, 0);
        return;
    case SEI_NODE_LINE_BREAK:
        add_break(walk, node, look);
        return;
    case SEI_NODE_CODE:
        add_text(walk, node, node->as.text, verbatim(walk->layout, look), SEI_DECORATE_CODE);
        return;
    case SEI_NODE_MATH:
        add_text(walk, node, node->as.text, verbatim(walk->layout, look), 0);
        return;
    case SEI_NODE_TAG:
        add_tag(walk, node, look);
        return;
    case SEI_NODE_IMAGE:
        add_image(walk, node, look);
        return;
    case SEI_NODE_NOTE_MARK:
        add_mark(walk, node, look);
        return;
    case SEI_NODE_EMPHASIS:
        state->look.italic = true;
        return;
    case SEI_NODE_STRONG:
        state->look.bold = true;
        return;
    case SEI_NODE_STRIKE:
        state->decoration |= SEI_DECORATE_STRIKE;
        return;
    case SEI_NODE_HIGHLIGHT:
        state->decoration |= SEI_DECORATE_HIGHLIGHT;
        return;
    case SEI_NODE_UNDERLINE:
        state->decoration |= SEI_DECORATE_UNDERLINE;
        return;
    case SEI_NODE_SUPERSCRIPT:
        state->look = script(look, SUPERIOR_MILLE);
        return;
    case SEI_NODE_SUBSCRIPT:
        state->look = script(look, INFERIOR_MILLE);
        return;
    case SEI_NODE_SMALL:
        state->look.size = sei_length_from_em(look.size, SMALL_MILLE);
        return;
    case SEI_NODE_KEYBOARD:
        open_key(walk, state);
        return;
    case SEI_NODE_LINK:
        open_link(walk, node, state);
        return;
    case SEI_NODE_ANCHOR: /* every node's anchor has been taken */
    case SEI_NODE_SPAN:
    case SEI_NODE_WIKILINK:
    case SEI_NODE_EMBED:
    case SEI_NODE_BOOK:
    case SEI_NODE_PART:
    case SEI_NODE_CHAPTER:
    case SEI_NODE_HEADING:
    case SEI_NODE_PARAGRAPH:
    case SEI_NODE_LIST:
    case SEI_NODE_ITEM:
    case SEI_NODE_QUOTE:
    case SEI_NODE_CALLOUT:
    case SEI_NODE_CALLOUT_TITLE:
    case SEI_NODE_CODE_BLOCK:
    case SEI_NODE_MATH_BLOCK:
    case SEI_NODE_TABLE:
    case SEI_NODE_ROW:
    case SEI_NODE_CELL:
    case SEI_NODE_FIGURE:
    case SEI_NODE_RULE:
    case SEI_NODE_PAGE_BREAK:
    case SEI_NODE_DIVISION:
    case SEI_NODE_EMBEDDED:
    case SEI_NODE_NOTES:
    case SEI_NODE_NOTE:
    case SEI_NODE_KIND_COUNT:
        return;
    }
}

void sei_spans_add(sei_layout *layout, const sei_node *leaf, sei_text_look look, sei_length width,
                   sei_span_list *spans) {
    inline_walk walk = {.layout = layout, .width = width, .spans = spans};
    SEI_VEC_ADD(layout->arena, &walk.open, (inline_state){.look = look});
    const sei_node *node = leaf->first;
    while (node != NULL) {
        inline_state state = walk.open.at[walk.open.size - 1];
        add_anchor(&walk, node);
        take_inline(&walk, node, &state);
        if (node->first != NULL) {
            SEI_VEC_ADD(layout->arena, &walk.open, state);
            node = node->first;
            continue;
        }
        while (node->next == NULL && node->parent != leaf) {
            node = node->parent;
            walk.open.size--;
        }
        node = node->next;
    }
}
