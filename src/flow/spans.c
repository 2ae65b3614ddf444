/* Inline nodes → the spans of a paragraph: looks, decorations, links, marks, inline images.
 *
 * One walk with an explicit stack of what the open inline nodes ask for. The rule that is easy to
 * break: a span's text is the node's own text, so that every glyph knows its source; generated text
 * ('#' of a tag) is a span of its own. */
#include "flow/address.h"
#include "flow/reference.h"

/* Superiors and inferiors (JLREQ 3.7.1), and how far they are moved, in em/1000 of the text. */
#define SCRIPT_MILLE 600
#define SUPERIOR_MILLE 380
#define INFERIOR_MILLE (-120)
#define SMALL_MILLE 850
#define CODE_MILLE 920
/* An inline image is at most this high, in per mille of the type area. */
#define INLINE_HEIGHT_MILLE 500
/* A blank: the fewest ems for the answer, the size of its number and its height above the baseline.
 */
#define BLANK_LEAST 3
#define BLANK_NUMBER_MILLE 650
#define BLANK_ABOVE_MILLE 880
#define BLANK_EDGE_MILLE 150 /* between its edge and the number */
#define WORD_JOINER "\xE2\x81\xA0"

/* What an inline node changes for the text in it. */
typedef struct inline_rule {
    bool bold, italic, is_code;
    uint32_t decoration;
    int32_t scale; /* em/1000; 0: as it is */
    int32_t raise; /* em/1000 of the text around */
} inline_rule;

static const inline_rule rules[SEI_NODE_KIND_COUNT] = {
    [SEI_NODE_EMPHASIS] = {.italic = true},
    [SEI_NODE_STRONG] = {.bold = true},
    [SEI_NODE_STRIKE] = {.decoration = SEI_DECORATE_STRIKE},
    [SEI_NODE_HIGHLIGHT] = {.decoration = SEI_DECORATE_HIGHLIGHT},
    [SEI_NODE_UNDERLINE] = {.decoration = SEI_DECORATE_UNDERLINE},
    [SEI_NODE_SUPERSCRIPT] = {.scale = SCRIPT_MILLE, .raise = SUPERIOR_MILLE},
    [SEI_NODE_SUBSCRIPT] = {.scale = SCRIPT_MILLE, .raise = INFERIOR_MILLE},
    [SEI_NODE_SMALL] = {.scale = SMALL_MILLE},
    [SEI_NODE_KEYBOARD] = {.is_code = true, .decoration = SEI_DECORATE_KEY},
    [SEI_NODE_CODE] = {.is_code = true, .decoration = SEI_DECORATE_CODE},
    [SEI_NODE_MATH] = {.is_code = true},
    [SEI_NODE_TAG] = {.decoration = SEI_DECORATE_TAG},
};

/* What holds inside the open inline nodes. */
typedef struct inline_state {
    sei_text_look look;
    const sei_node *link;
    uint32_t decoration;
    bool is_term; /* of one colour, so that a red sheet hides all of it */
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
    inline_state state; /* of the node at hand */
} inline_walk;

static void add_span(inline_walk *walk, sei_span span) {
    span.link = span.link != NULL ? span.link : walk->state.link;
    span.decoration = walk->state.decoration;
    SEI_VEC_ADD(walk->layout->arena, walk->spans, span);
}

static void add_text(inline_walk *walk, const sei_node *node, sei_str text) {
    if (text.size > 0) {
        add_span(walk,
                 (sei_span){
                     .kind = SEI_SPAN_TEXT, .text = text, .look = walk->state.look, .node = node});
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

static sei_text_look code_look(const sei_layout *layout, sei_text_look look) {
    look.role = (sei_face_role)layout->style->code.font.role;
    look.size = sei_length_from_em(look.size, CODE_MILLE);
    look.is_verbatim = true;
    return look;
}

static void apply_rule(inline_walk *walk, const inline_rule *rule) {
    sei_text_look *look = &walk->state.look;
    walk->state.decoration |= rule->decoration;
    look->bold |= rule->bold;
    look->italic |= rule->italic;
    look->raise += sei_length_from_em(look->size, rule->raise);
    if (rule->scale != 0)
        look->size = sei_length_from_em(look->size, rule->scale);
    if (rule->is_code)
        *look = code_look(walk->layout, *look);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Of two marks in a row, 14 and 15 are not 1415. */
static void part_from_mark(inline_walk *walk, sei_str text, const sei_node *mark) {
    const size_t count = walk->spans->size;
    const sei_span *before = count > 0 ? &walk->spans->at[count - 1] : NULL;
    if (before && before->kind == SEI_SPAN_MARK && before->text.size > 0 && text.size > 0 &&
        is_digit(before->text.at[before->text.size - 1]) && is_digit(text.at[0]))
        add_text(walk, mark->parent, SEI_STR(","));
}

static void add_mark(inline_walk *walk, const sei_node *mark) {
    const sei_node *note = mark->as.note.note;
    if (note == NULL) {
        add_text(walk, mark, mark->as.note.label);
        return;
    }
    apply_rule(walk, &rules[SEI_NODE_SUPERSCRIPT]);
    walk->state.look.bold = walk->state.look.italic = false;
    const bool is_listed = sei_address_is_listed(walk->layout, note);
    const sei_str text = sei_note_mark(walk->layout, note);
    part_from_mark(walk, text, mark);
    add_span(walk, (sei_span){.kind = is_listed ? SEI_SPAN_TEXT : SEI_SPAN_MARK,
                              .text = text,
                              .look = walk->state.look,
                              .node = mark,
                              .link = mark});
}

static void add_image(inline_walk *walk, const sei_node *image) {
    const sei_layout *layout = walk->layout;
    const sei_length most =
        sei_length_scale(sei_page_grid_height(&layout->grid), INLINE_HEIGHT_MILLE, 1000);
    sei_length width = 0;
    sei_length height = 0;
    if (!sei_figure_size(layout, &image->as.link.image, walk->width, most, &width, &height)) {
        walk->state.decoration |= SEI_DECORATE_KEY;
        add_text(walk, image, sei_figure_name(image));
        return;
    }
    add_span(walk, (sei_span){.kind = SEI_SPAN_BOX,
                              .look = walk->state.look,
                              .node = image,
                              .width = width,
                              .height = height,
                              .tag = image->as.link.image.asset});
}

static void add_break(inline_walk *walk, const sei_node *node) {
    add_span(walk, (sei_span){.kind = SEI_SPAN_BREAK, .look = walk->state.look, .node = node});
}

static void add_anchor(inline_walk *walk, const sei_node *node) {
    if (node->anchor != 0) {
        const sei_text_anchor anchor = {(uint32_t)walk->spans->size, node->anchor};
        SEI_VEC_ADD(walk->layout->arena, &walk->spans->anchors, anchor);
    }
}

static void open_link(inline_walk *walk, const sei_node *link) {
    const sei_style *style = walk->layout->style;
    walk->state.link = link;
    if (!walk->state.is_term)
        walk->state.look.color = sei_layout_color(style->links.color);
    walk->state.decoration |= style->links.underline ? SEI_DECORATE_UNDERLINE : 0;
}

static void open_term(inline_walk *walk) {
    walk->state.is_term = true;
    walk->state.look.color = sei_layout_color(walk->layout->style->study.red);
}

static void add_white(inline_walk *walk, const sei_node *blank, sei_length width) {
    const sei_length em = walk->state.look.size;
    add_span(walk, (sei_span){.kind = SEI_SPAN_BOX,
                              .look = walk->state.look,
                              .node = blank,
                              .width = width,
                              .height = sei_length_from_em(em, BLANK_ABOVE_MILLE)});
}

static void add_blank_number(inline_walk *walk, const sei_node *blank) {
    sei_text_look *look = &walk->state.look;
    const sei_text_look around = *look;
    look->role = SEI_FACE_SANS;
    look->bold = look->italic = false;
    look->size = sei_length_from_em(look->size, BLANK_NUMBER_MILLE);
    add_text(walk, blank,
             sei_arena_print(walk->layout->arena, WORD_JOINER "%u" WORD_JOINER,
                             (unsigned)blank->as.blank.number));
    *look = around;
}

/* A frame with the number and white as wide as the answer, but never so narrow that a short answer
 * shows. A long one is of several boxes, so that a line may break within it, though not near its
 * ends. */
static void add_blank(inline_walk *walk, const sei_node *blank) {
    sei_layout *layout = walk->layout;
    const sei_length em = walk->state.look.size;
    const sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    const sei_span answer = {.kind = SEI_SPAN_TEXT,
                             .text = blank->as.blank.answer,
                             .look = walk->state.look,
                             .node = blank};
    const sei_length width = sei_para_width(&layout->para, &style, &answer, 1);
    walk->state.decoration |= SEI_DECORATE_KEY;
    add_white(walk, blank, sei_length_from_em(em, BLANK_EDGE_MILLE));
    add_blank_number(walk, blank);
    const sei_length least = BLANK_LEAST * em;
    sei_length rest = width > least ? width : least;
    for (sei_length piece; rest > 0; rest -= piece) {
        const bool is_start = walk->spans->at[walk->spans->size - 1].kind == SEI_SPAN_TEXT;
        piece = rest <= 2 * least ? rest : is_start ? least : em;
        add_white(walk, blank, piece);
    }
}

/* What is not in the table of rules: an atom adds its spans, a link holds for what is in it. */
static void take_inline(inline_walk *walk, const sei_node *node) {
    switch (node->kind) {
    case SEI_NODE_TEXT:
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
        add_text(walk, node, node->as.text);
        return;
    case SEI_NODE_TAG:
        add_text(walk, node, SEI_STR("#"));
        add_text(walk, node, node->as.text);
        return;
    case SEI_NODE_SOFT_BREAK:
        add_text(walk, node, SEI_STR(" "));
        return;
    case SEI_NODE_LINE_BREAK:
        add_break(walk, node);
        return;
    case SEI_NODE_IMAGE:
        add_image(walk, node);
        return;
    case SEI_NODE_NOTE_MARK:
        add_mark(walk, node);
        return;
    case SEI_NODE_LINK:
        open_link(walk, node);
        return;
    case SEI_NODE_TERM:
        open_term(walk);
        return;
    case SEI_NODE_BLANK:
        add_blank(walk, node);
        return;
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
    case SEI_NODE_SPAN:
    case SEI_NODE_CELL_LIST:
    case SEI_NODE_CELL_ITEM:
    case SEI_NODE_ANCHOR:
    case SEI_NODE_WIKILINK:
    case SEI_NODE_EMBED:
        SEI_NODE_LIST(SEI_NODE_IF_BLOCK)
    case SEI_NODE_KIND_COUNT:
        return;
    }
}

/* Behind a link inside the book stands its page: like the text around, in the link's colour. */
static void add_reference(inline_walk *walk, const sei_node *leaf, const sei_node *node) {
    if (sei_reference_is_wanted(walk->layout, leaf, node)) {
        const inline_state *around = &walk->open.at[walk->open.size - 1];
        sei_span form = {.kind = SEI_SPAN_TEXT, .look = around->look, .node = node, .link = node};
        form.look.color = sei_layout_color(walk->layout->style->links.color);
        form.decoration = around->decoration;
        sei_reference_add(walk->layout, node, form, walk->spans);
    }
}

/* Behind a link out of the book stands what says where it leads. */
static void add_address(inline_walk *walk, const sei_node *link) {
    sei_layout *layout = walk->layout;
    walk->state = walk->open.at[walk->open.size - 1];
    switch (sei_address_form_of(layout, link)) {
    case SEI_ADDRESS_NONE:
        return;
    case SEI_ADDRESS_MARK:
        add_mark(walk, link->as.link.paper->mark);
        return;
    case SEI_ADDRESS_BRACKETS:
        add_text(walk, link, sei_address_in_brackets(layout, link->as.link.paper->address));
        return;
    case SEI_ADDRESS_CODE:
        SEI_VEC_ADD(layout->arena, &layout->codes, link->as.link.paper->code);
        return;
    }
}

static void close_inline(inline_walk *walk, const sei_node *leaf, const sei_node *node) {
    walk->open.size--;
    if (node->kind == SEI_NODE_LINK) {
        add_reference(walk, leaf, node);
        add_address(walk, node);
    }
}

void sei_spans_add(sei_layout *layout, const sei_node *leaf, sei_text_look look, sei_length width,
                   sei_span_list *spans) {
    sei_spans_add_run(layout, leaf, leaf->first, NULL, look, width, spans);
}

void sei_spans_add_run(sei_layout *layout, const sei_node *leaf, const sei_node *first,
                       const sei_node *end, sei_text_look look, sei_length width,
                       sei_span_list *spans) {
    inline_walk walk = {.layout = layout, .width = width, .spans = spans};
    SEI_VEC_ADD(layout->arena, &walk.open, (inline_state){.look = look});
    const sei_node *node = first;
    while (node != end) {
        walk.state = walk.open.at[walk.open.size - 1];
        add_anchor(&walk, node);
        apply_rule(&walk, &rules[node->kind]);
        take_inline(&walk, node);
        if (node->first != NULL) {
            SEI_VEC_ADD(layout->arena, &walk.open, walk.state);
            node = node->first;
            continue;
        }
        while (node->next == NULL && node->parent != leaf) {
            node = node->parent;
            close_inline(&walk, leaf, node);
        }
        node = node->next;
    }
}
