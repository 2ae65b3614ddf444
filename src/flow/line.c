/* A set line where it stands on the page → runs, inline images, decorations and link areas.
 *
 * The order on a line: what lies behind the text, the text, what lies on it. Link areas are one a
 * line and node. The rule that is easy to break: a run whose text only the page gives (a note's
 * number, a folio) takes the place of a stand-in and moves nothing. */
#include "flow/emit.h"

#include "flow/address.h"
#include "flow/reference.h"

#define LINK_TEXT_MAX 500 /* bytes of a link's description */
/* Of the em above and below the baseline. */
#define ABOVE_MILLE 880
#define BELOW_MILLE 120

/* A line where it stands on the page. */
typedef struct placed_line {
    const sei_text *text;
    const sei_line *line;
    sei_length x, y; /* line head, baseline */
    sei_draw_role role;
    bool is_label;
    const sei_node *entry; /* of the contents that it belongs to, or NULL */
} placed_line;

static const sei_span *span_of(const placed_line *at, uint32_t piece) {
    return &at->text->spans[at->line->pieces[piece].span];
}

/* The box of pieces [from, to] in em boxes of the largest size among them. */
static sei_box pieces_box(const placed_line *at, uint32_t from, uint32_t to) {
    sei_length size = 0;
    for (uint32_t i = from; i <= to; i++) {
        const sei_length here = span_of(at, i)->look.size;
        size = here > size ? here : size;
    }
    const sei_line_piece *first = &at->line->pieces[from];
    const sei_line_piece *last = &at->line->pieces[to];
    return (sei_box){at->x + first->along, at->y - sei_length_from_em(size, ABOVE_MILLE),
                     last->along + last->length - first->along, size};
}

/* Rules on and under the text, in em/1000 of its size. */
static void emit_text_rule(sei_emit *emit, const placed_line *at, uint32_t from, uint32_t to,
                           int32_t above_mille) {
    const sei_span *span = span_of(at, from);
    sei_box box = pieces_box(at, from, to);
    box.y = at->y - sei_length_from_em(span->look.size, above_mille);
    box.height = span->look.size / 18;
    sei_emit_rect(emit, span->node, box, span->look.color);
}

static sei_box grown(sei_box box, sei_length along, sei_length across) {
    return (sei_box){box.x - along, box.y - across, box.width + 2 * along, box.height + 2 * across};
}

static void emit_key(sei_emit *emit, const sei_node *node, sei_box box) {
    sei_draw draw = {.kind = SEI_DRAW_FRAME, .role = SEI_ROLE_LAYOUT, .node = node};
    draw.as.rect.box = grown(box, 0, box.height / 12); /* its letters have white beside them */
    draw.as.rect.line = SEI_POINT * 2 / 5;
    draw.as.rect.color = sei_layout_color(emit->layout->style->colors.rule);
    sei_emit_draw(emit, draw);
}

static const sei_color marker_color = {255, 238, 140};

static void emit_decoration(sei_emit *emit, const placed_line *at, uint32_t from, uint32_t to,
                            uint32_t flag) {
    const sei_style *style = emit->layout->style;
    const sei_node *node = span_of(at, from)->node;
    const sei_box box = pieces_box(at, from, to);
    if (flag == SEI_DECORATE_UNDERLINE) {
        emit_text_rule(emit, at, from, to, -BELOW_MILLE - 20);
    } else if (flag == SEI_DECORATE_STRIKE) {
        emit_text_rule(emit, at, from, to, 360);
    } else if (flag == SEI_DECORATE_HIGHLIGHT) {
        sei_emit_rect(emit, node, grown(box, 0, box.height / 12), marker_color);
    } else if (flag == SEI_DECORATE_KEY) {
        emit_key(emit, node, box);
    } else if (flag == SEI_DECORATE_CODE) {
        const sei_box panel = grown(box, box.height / 12, box.height / 10);
        sei_emit_rect(emit, node, panel, sei_layout_color(style->code.background));
    } else {
        const sei_box panel = grown(box, box.height / 12, box.height / 12);
        sei_emit_rect(emit, node, panel, sei_layout_color(style->colors.panel));
    }
}

/* Whether the decoration of two neighbouring pieces is one: boxes belong to a node each. */
static bool joins(const placed_line *at, uint32_t a, uint32_t b, uint32_t flag) {
    const uint32_t boxes = SEI_DECORATE_CODE | SEI_DECORATE_KEY | SEI_DECORATE_TAG;
    return (span_of(at, b)->decoration & flag) != 0 &&
           ((flag & boxes) == 0 || span_of(at, a)->node == span_of(at, b)->node);
}

static void emit_decorations(sei_emit *emit, const placed_line *at, uint32_t flags) {
    for (uint32_t flag = 1; flag <= flags; flag <<= 1) {
        for (uint32_t i = 0; (flags & flag) != 0 && i < at->line->piece_count; i++) {
            if ((span_of(at, i)->decoration & flag) == 0)
                continue;
            uint32_t to = i;
            while (to + 1 < at->line->piece_count && joins(at, to, to + 1, flag))
                to++;
            emit_decoration(emit, at, i, to, flag);
            i = to;
        }
    }
}
/* What is printed in place of the span where pages number their notes: the number of its mark or
 * label, or where the note of a further mark stands; "" for nothing. */
static sei_str page_text(const sei_emit *emit, const placed_line *at, const sei_span *span) {
    sei_layout *layout = emit->layout;
    const sei_node *node = span->node;
    const bool is_mark = node->kind == SEI_NODE_NOTE_MARK && node->as.note.note != NULL;
    const bool is_label = node->kind == SEI_NODE_NOTE && at->is_label;
    const sei_node *note = is_mark ? node->as.note.note : node;
    if (layout->style->footnotes.numbering != SEI_NUMBER_PAGE || !(is_mark || is_label) ||
        sei_address_is_listed(layout, note))
        return (sei_str){0};
    if (is_mark && span->kind != SEI_SPAN_MARK)
        return sei_note_reference(layout, &layout->note_homes[note->id]);
    return sei_style_note_mark(layout->style, layout->request->arena,
                               layout->note_numbers[note->id]);
}

/* Prints the text into the width that the span, which begins with this piece, has kept for it;
 * smaller should that be too narrow. */
static void emit_page_text(sei_emit *emit, const placed_line *at, uint32_t index, sei_str text) {
    sei_layout *layout = emit->layout;
    const sei_line_piece *first = &at->line->pieces[index];
    const sei_line_piece *last = first;
    while (last + 1 < at->line->pieces + at->line->piece_count && last[1].span == first->span)
        last++;
    const sei_length room = last->along + last->length - first->along;
    sei_span span = *span_of(at, index);
    const sei_frame frame = {.measure = layout->measure, .look = span.look, .is_ragged = true};
    const sei_para_style style = sei_layout_para_style(layout, &frame);
    span.kind = SEI_SPAN_TEXT;
    span.text = text;
    const sei_length width = sei_para_width(&layout->para, &style, &span, 1);
    if (width > room)
        span.look.size = (sei_length)((int64_t)span.look.size * room / width);
    const sei_lines lines = sei_para_set(&layout->para, &style, &span, 1);
    sei_furniture_draw(emit, &lines, at->x + first->along, at->y,
                       (sei_draw){.role = at->role, .node = span.node});
}

static void emit_piece(sei_emit *emit, const placed_line *at, uint32_t index) {
    const sei_line_piece *piece = &at->line->pieces[index];
    const sei_span *span = span_of(at, index);
    const sei_str text = page_text(emit, at, span);
    if (text.size > 0) {
        if (index == 0 || piece[-1].span != piece->span)
            emit_page_text(emit, at, index, text);
        return;
    }
    sei_draw draw = {.role = at->role, .node = at->entry != NULL ? at->entry : span->node};
    if (piece->run != NULL) {
        draw.kind = SEI_DRAW_RUN;
        draw.as.run.run = piece->run;
        draw.as.run.x = at->x + piece->along;
        draw.as.run.y = at->y;
        if (sei_reference_is_folio(span)) {
            const sei_pending_folio folio = {*span, piece->run, NULL, emit->draws.size};
            SEI_VEC_ADD(emit->job, &emit->pending, folio);
        }
        const bool is_text = at->role == SEI_ROLE_CONTENT || at->role == SEI_ROLE_ENTRY;
        if (is_text && span->node->kind != SEI_NODE_LINK)
            sei_emit_map(emit, piece->run->node, piece->run->node_offset);
    } else if (span->kind == SEI_SPAN_BOX && span->tag > 0) {
        draw.kind = SEI_DRAW_IMAGE;
        draw.as.image.box =
            (sei_box){at->x + piece->along, at->y - span->height, span->width, span->height};
        draw.as.image.asset = span->tag - 1;
    } else {
        return;
    }
    sei_emit_draw(emit, draw);
}

/* Where a link leads; false: nowhere. */
static bool link_target(const sei_emit *emit, const sei_node *node, sei_page_link *link) {
    if (node->kind == SEI_NODE_LINK) {
        const sei_target *target = &node->as.link.target;
        link->anchor = target->anchor;
        link->sibling = target->sibling;
        link->url = link->anchor == 0 && link->sibling.size == 0 ? target->path : (sei_str){0};
    } else if (node->kind == SEI_NODE_NOTE_MARK) {
        link->anchor = sei_entry_anchor(emit->layout->book, node->as.note.note);
    } else if (node->kind == SEI_NODE_NOTE) {
        link->anchor = sei_entry_mark_anchor(emit->layout->book, node);
    } else {
        link->anchor = sei_entry_anchor(emit->layout->book, node); /* in the contents */
    }
    return link->anchor != 0 || link->url.size > 0 || link->sibling.size > 0;
}

/* At most so many bytes, cut at a character: every line of a link says it again. */
static sei_str shortened(sei_arena *arena, sei_str text) {
    size_t end = LINK_TEXT_MAX;
    if (text.size <= end)
        return text;
    while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    return sei_arena_print(arena, "%.*s…", (int)end, text.at);
}

static sei_str link_text(sei_emit *emit, const placed_line *at, const sei_node *node,
                         const sei_span *span) {
    const bool is_entry = node->parent != NULL && node->parent->kind == SEI_NODE_INDEX_ENTRY;
    if (node->kind != SEI_NODE_LINK || is_entry) { /* a mark or number, a title in the contents */
        const sei_str text = page_text(emit, at, span);
        return shortened(emit->arena, text.size > 0 ? text : span->text);
    }
    if (emit->link_node != node) {
        emit->link_node = node;
        emit->link_text = shortened(emit->arena, sei_node_plain_text(emit->arena, node));
    }
    return emit->link_text;
}

/* What the piece is a link for: a note's number leads back to its mark. */
static const sei_node *link_of(const placed_line *at, uint32_t piece) {
    const sei_span *span = span_of(at, piece);
    const bool is_number = at->is_label && span->node->kind == SEI_NODE_NOTE;
    return is_number ? span->node : span->link;
}

/* One link area a line and node; a note's mark is a target as well. */
static void emit_links(sei_emit *emit, const placed_line *at) {
    for (uint32_t i = 0; i < at->line->piece_count; i++) {
        const sei_node *node = link_of(at, i);
        if (node == NULL)
            continue;
        uint32_t to = i;
        while (to + 1 < at->line->piece_count && link_of(at, to + 1) == node)
            to++;
        sei_page_link link = {.node = node, .box = pieces_box(at, i, to)};
        if (link_target(emit, node, &link)) {
            link.box.y -= span_of(at, i)->look.raise;
            link.contents = link_text(emit, at, node, span_of(at, i));
            SEI_VEC_ADD(emit->job, &emit->links, link);
        }
        if (node->kind == SEI_NODE_NOTE_MARK && !emit->is_repeat) {
            const uint32_t anchor = sei_entry_mark_anchor(emit->layout->book, node->as.note.note);
            sei_entry_emit_anchor(emit, anchor, link.box.y - emit->y);
        }
        i = to;
    }
}

void sei_line_emit(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_text *text = part->as.line.text;
    const placed_line at = {.text = text,
                            .line = &text->lines.at[part->as.line.index],
                            .x = emit->x + part->at,
                            .y = emit->y + top + part->down,
                            .role = emit->is_repeat ? SEI_ROLE_PAGINATION : part->role,
                            .is_label = part->role == SEI_ROLE_LABEL,
                            .entry = part->role == SEI_ROLE_ENTRY ? part->node : NULL};
    uint32_t flags = 0;
    for (uint32_t i = 0; i < at.line->piece_count; i++)
        flags |= span_of(&at, i)->decoration;
    const uint32_t over = SEI_DECORATE_UNDERLINE | SEI_DECORATE_STRIKE;
    emit_decorations(emit, &at, flags & ~over);
    for (uint32_t i = 0; i < at.line->piece_count; i++)
        emit_piece(emit, &at, i);
    emit_decorations(emit, &at, flags & over);
    emit_links(emit, &at);
}
