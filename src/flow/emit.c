/* Filled pages → draws, links, anchors, outline entries and the page map: the only place where the
 * logical axes become x and y (DESIGN, invariant 4).
 *
 * Order on a page: panels (outer first), the note rule, the body, the notes, running head and
 * folio; on a line: what lies behind the text, the text, what lies on it. A strip set again (a
 * table's head) gives no anchors, or they would not be unique. */
#include "flow/emit.h"

#include "flow/reference.h"

#include <string.h>

#define LINK_TEXT_MAX 500                      /* bytes of a link's description */
#define NOTE_RULE_WIDTH (SEI_POINT * 34 / 100) /* 0.12 mm, JLREQ 4.2.5 */
/* Of the em above and below the baseline. */
#define ABOVE_MILLE 880
#define BELOW_MILLE 120

void sei_emit_init(sei_emit *emit, sei_layout *layout, sei_arena *job) {
    *emit = (sei_emit){.layout = layout,
                       .arena = layout->request->arena,
                       .job = job,
                       .first_page = 1,
                       .chapter_depth = 1};
}

uint32_t sei_entry_anchor(const sei_book *book, const sei_node *node) {
    return node->anchor != 0 ? node->anchor : (uint32_t)book->anchor_count + node->id;
}

bool sei_emit_is_recto(const sei_emit *emit) {
    return (emit->first_page + (uint32_t)emit->pages->size) % 2 == 1;
}

void sei_emit_draw(sei_emit *emit, sei_draw draw) {
    SEI_VEC_ADD(emit->job, &emit->draws, draw);
}

void sei_emit_rect(sei_emit *emit, const sei_node *node, sei_box box, sei_color color) {
    sei_draw draw = {.kind = SEI_DRAW_RECT, .role = SEI_ROLE_LAYOUT, .node = node};
    draw.as.rect.box = box;
    draw.as.rect.color = color;
    sei_emit_draw(emit, draw);
}

/* The type area's corner on the page: the shift goes towards the fore-edge, which is the right edge
 * of a recto bound on the left. */
static void find_type_area(sei_emit *emit) {
    const sei_style *style = emit->layout->style;
    const bool shifts_right = emit->is_recto != style->page.binds_right;
    const sei_length shift = shifts_right ? style->text.shift_x : -style->text.shift_x;
    emit->x = (style->page.width - emit->layout->measure) / 2 + shift;
    emit->y =
        (style->page.height - sei_page_grid_height(&emit->layout->grid)) / 2 + style->text.shift_y;
}

/* --- panels --- */

/* A panel on this page: the placed strips [from, to]. */
typedef struct panel_part {
    const sei_panel *panel;
    const sei_placed *from, *to;
} panel_part;

typedef struct panel_parts {
    panel_part *at;
    size_t size, room;
} panel_parts;

static bool is_inside(const sei_panel *inner, const sei_panel *outer) {
    while (inner != NULL && inner != outer) {
        inner = inner->parent;
    }
    return inner == outer;
}

/* Adds the panels that begin with this strip, outermost first. */
static void open_panels(sei_emit *emit, panel_parts *parts, const sei_placed *placed,
                        const sei_panel *above) {
    const size_t first = parts->size;
    for (const sei_panel *panel = placed->strip->panel; panel != NULL && !is_inside(above, panel);
         panel = panel->parent) {
        SEI_VEC_ADD(emit->layout->arena, parts, (panel_part){panel, placed, placed});
    }
    for (size_t i = first, j = parts->size; i + 1 < j; i++, j--) {
        const panel_part swapped = parts->at[i];
        parts->at[i] = parts->at[j - 1];
        parts->at[j - 1] = swapped;
    }
}

/* The panels of a page in the order they begin; each reaches to its last strip here. */
static panel_parts find_panels(sei_emit *emit, const sei_placed *placed, size_t count) {
    panel_parts parts = {0};
    size_t open = 0; /* panels before this one have ended */
    for (size_t i = 0; i < count; i++) {
        const sei_panel *panel = placed[i].strip->panel;
        if (panel == NULL) {
            open = parts.size;
            continue;
        }
        open_panels(emit, &parts, &placed[i], i > 0 ? placed[i - 1].strip->panel : NULL);
        for (size_t p = open; p < parts.size; p++) {
            if (is_inside(panel, parts.at[p].panel)) {
                parts.at[p].to = &placed[i];
            }
        }
    }
    return parts;
}

static void emit_panel(sei_emit *emit, const panel_part *part) {
    const sei_panel *panel = part->panel;
    sei_length top = part->from->top;
    sei_length bottom = part->to->top + part->to->strip->height;
    top -= part->from->index == panel->first && !part->from->is_repeat ? panel->padding : 0;
    bottom += part->to->index == panel->last ? panel->padding : 0;
    sei_box box = {emit->x + panel->at, emit->y + top, panel->width, bottom - top};
    if (panel->has_background) {
        sei_emit_rect(emit, panel->node, box, panel->background);
    }
    if (panel->bar > 0) {
        const sei_box bar = {box.x, box.y, panel->bar, box.height};
        sei_emit_rect(emit, panel->node, bar, panel->bar_color);
    }
    if (panel->rule > 0) {
        const sei_box above = {box.x, box.y - panel->rule, box.width, panel->rule};
        const sei_box below = {box.x, box.y + box.height, box.width, panel->rule};
        sei_emit_rect(emit, panel->node, above, panel->rule_color);
        sei_emit_rect(emit, panel->node, below, panel->rule_color);
    }
}

static void emit_panels(sei_emit *emit, const sei_placed *placed, size_t count) {
    const panel_parts parts = find_panels(emit, placed, count);
    for (size_t i = 0; i < parts.size; i++) {
        emit_panel(emit, &parts.at[i]);
    }
}

/* --- lines --- */

/* A line where it stands on the page. */
typedef struct placed_line {
    const sei_text *text;
    const sei_line *line;
    sei_length x, y; /* line head, baseline */
    sei_draw_role role;
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
    draw.as.rect.box = grown(box, box.height / 12, box.height / 12);
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
            if ((span_of(at, i)->decoration & flag) == 0) {
                continue;
            }
            uint32_t to = i;
            while (to + 1 < at->line->piece_count && joins(at, to, to + 1, flag)) {
                to++;
            }
            emit_decoration(emit, at, i, to, flag);
            i = to;
        }
    }
}

/* What the body begins with stands for the page. A figure that has waited is among it: what
 * overtook it on the page before counts as this page's, but the map stays in the tree's order. */
static void map_page(sei_emit *emit, const sei_node *node, uint32_t offset) {
    if (emit->is_mapped || emit->is_repeat || node == NULL || node->id == 0) {
        return;
    }
    emit->is_mapped = true;
    const sei_page_map_entry entry = {node->id, offset, emit->label};
    SEI_VEC_ADD(emit->job, &emit->map, entry);
}

/* The note whose mark or label this piece prints where pages number their notes, else NULL. */
static const sei_node *numbered_note(const sei_emit *emit, const placed_line *at, uint32_t index) {
    const sei_span *span = span_of(at, index);
    if (emit->layout->style->footnotes.numbering != SEI_NUMBER_PAGE) {
        return NULL;
    }
    if (span->kind == SEI_SPAN_MARK) {
        return span->node->as.note.note;
    }
    return at->role == SEI_ROLE_LABEL && span->node->kind == SEI_NODE_NOTE ? span->node : NULL;
}

/* Prints the note's number on its page into the width that the stand-in has kept. */
static void emit_page_number(sei_emit *emit, const placed_line *at, uint32_t index,
                             const sei_node *note) {
    sei_layout *layout = emit->layout;
    const sei_span *span = span_of(at, index);
    const sei_frame frame = {.measure = layout->measure, .look = span->look, .is_ragged = true};
    const sei_para_style style = sei_layout_para_style(layout, &frame);
    sei_span number = *span;
    number.kind = SEI_SPAN_TEXT;
    number.text =
        sei_style_note_mark(layout->style, layout->request->arena, layout->note_numbers[note->id]);
    const sei_lines lines = sei_para_set(&layout->para, &style, &number, 1);
    for (uint32_t i = 0; i < lines.at[0].piece_count; i++) {
        const sei_line_piece *piece = &lines.at[0].pieces[i];
        if (piece->run != NULL) {
            sei_draw draw = {.kind = SEI_DRAW_RUN, .role = at->role, .node = span->node};
            draw.as.run.run = piece->run;
            draw.as.run.x = at->x + at->line->pieces[index].along + piece->along;
            draw.as.run.y = at->y;
            sei_emit_draw(emit, draw);
        }
    }
}

static void emit_piece(sei_emit *emit, const placed_line *at, uint32_t index) {
    const sei_line_piece *piece = &at->line->pieces[index];
    const sei_span *span = span_of(at, index);
    const sei_node *note = numbered_note(emit, at, index);
    if (note != NULL) {
        emit_page_number(emit, at, index, note);
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
        if (is_text && span->node->kind != SEI_NODE_LINK) {
            map_page(emit, piece->run->node, piece->run->node_offset);
        }
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
        link->anchor = node->as.link.target.anchor;
        link->url = link->anchor == 0 ? node->as.link.target.path : (sei_str){0};
    } else if (node->kind == SEI_NODE_NOTE_MARK) {
        link->anchor = node->as.note.note->anchor;
    } else {
        link->anchor = sei_entry_anchor(emit->layout->book, node); /* in the contents */
    }
    return link->anchor != 0 || link->url.size > 0;
}

/* At most so many bytes, cut at a character: every line of a link says it again. */
static sei_str shortened(sei_arena *arena, sei_str text) {
    size_t end = LINK_TEXT_MAX;
    if (text.size <= end) {
        return text;
    }
    while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80) {
        end--;
    }
    return sei_arena_print(arena, "%.*s…", (int)end, text.at);
}

static sei_str link_text(sei_emit *emit, const sei_node *node, const sei_span *span) {
    if (node->kind != SEI_NODE_LINK) {
        return shortened(emit->arena, span->text); /* a note's mark, a title in the contents */
    }
    if (emit->link_node != node) {
        emit->link_node = node;
        emit->link_text = shortened(emit->arena, sei_node_plain_text(emit->arena, node));
    }
    return emit->link_text;
}

/* One link area a line and node. */
static void emit_links(sei_emit *emit, const placed_line *at) {
    for (uint32_t i = 0; i < at->line->piece_count; i++) {
        const sei_node *node = span_of(at, i)->link;
        if (node == NULL) {
            continue;
        }
        uint32_t to = i;
        while (to + 1 < at->line->piece_count && span_of(at, to + 1)->link == node) {
            to++;
        }
        sei_page_link link = {.node = node, .box = pieces_box(at, i, to)};
        if (link_target(emit, node, &link)) {
            link.box.y -= span_of(at, i)->look.raise;
            link.contents = link_text(emit, node, span_of(at, i));
            SEI_VEC_ADD(emit->job, &emit->links, link);
        }
        i = to;
    }
}

static void emit_line(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_text *text = part->as.line.text;
    const placed_line at = {.text = text,
                            .line = &text->lines.at[part->as.line.index],
                            .x = emit->x + part->at,
                            .y = emit->y + top + part->down,
                            .role = emit->is_repeat ? SEI_ROLE_PAGINATION : part->role,
                            .entry = part->role == SEI_ROLE_ENTRY ? part->node : NULL};
    uint32_t flags = 0;
    for (uint32_t i = 0; i < at.line->piece_count; i++) {
        flags |= span_of(&at, i)->decoration;
    }
    const uint32_t over = SEI_DECORATE_UNDERLINE | SEI_DECORATE_STRIKE;
    emit_decorations(emit, &at, flags & ~over);
    for (uint32_t i = 0; i < at.line->piece_count; i++) {
        emit_piece(emit, &at, i);
    }
    emit_decorations(emit, &at, flags & over);
    emit_links(emit, &at);
}

/* --- headings and anchors --- */

static void emit_anchor(sei_emit *emit, uint32_t anchor, sei_length top) {
    if (anchor <= emit->layout->book->anchor_count && emit->layout->anchor_folios[anchor] == 0) {
        emit->layout->anchor_folios[anchor] = emit->first_page + (uint32_t)emit->pages->size;
    }
    const sei_page_anchor place = {
        .anchor = anchor, .page = (uint32_t)emit->pages->size, .x = emit->x, .y = emit->y + top};
    SEI_VEC_ADD(emit->job, &emit->anchors, place);
}

static sei_str entry_title(sei_emit *emit, const sei_strip_part *part) {
    const sei_node *node = part->node;
    const sei_str title = node->kind == SEI_NODE_HEADING ? sei_node_plain_text(emit->arena, node)
                                                         : node->as.chapter.title;
    if (part->as.number.size == 0) {
        return title;
    }
    return sei_arena_print(emit->arena, "%.*s\xE3\x80\x80%.*s", SEI_STR_ARG(part->as.number),
                           SEI_STR_ARG(title));
}

static void begin_chapter(sei_emit *emit, sei_str title) {
    emit->titles.chapter = title;
    emit->titles.section = (sei_str){0};
    if (!emit->chapter_seen) {
        emit->page_titles = emit->titles;
        emit->chapter_seen = true;
    }
}

static void begin_section(sei_emit *emit, sei_str title) {
    emit->titles.section = title;
    if (!emit->section_seen) {
        emit->page_titles.section = title;
        emit->section_seen = true;
    }
}

/* The running heads hear of a title. */
static void begin_title(sei_emit *emit, sei_str title, int depth) {
    if (depth <= emit->chapter_depth) {
        begin_chapter(emit, title);
    } else if (depth == emit->chapter_depth + 1) {
        begin_section(emit, title);
    }
}

static void add_entry(sei_emit *emit, const sei_node *node, sei_str title, int depth,
                      sei_length top) {
    depth = depth < emit->depth + 1 ? depth : emit->depth + 1;
    emit->depth = depth;
    const sei_entry entry = {.node = node,
                             .title = title,
                             .depth = depth,
                             .page = (uint32_t)emit->pages->size,
                             .y = emit->y + top};
    SEI_VEC_ADD(emit->job, &emit->entries, entry);
    if (node->anchor == 0 && sei_contents_has(&entry, emit->contents_depth)) {
        emit_anchor(emit, sei_entry_anchor(emit->layout->book, node), top);
    }
}

/* What stands directly in a part, or in the book, are the chapters of the running heads. */
static void begin_division(sei_emit *emit, const sei_node *node, sei_str title) {
    const bool is_part = node->kind == SEI_NODE_PART;
    const sei_node *part = is_part ? node : node->parent;
    emit->chapter_depth = part->kind == SEI_NODE_PART ? part->as.chapter.depth + 1 : 1;
    if (node->parent->kind == SEI_NODE_BOOK) {
        emit->titles.part = is_part ? title : (sei_str){0};
    }
}

static void emit_division(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_node *node = part->node;
    const int depth = node->as.chapter.depth > 1 ? node->as.chapter.depth : 1;
    if (!emit->layout->has_chapters) {
        return;
    }
    const sei_str title = entry_title(emit, part);
    begin_division(emit, node, title);
    begin_title(emit, title, depth);
    if (title.size > 0) {
        add_entry(emit, node, title, depth, top);
    }
}

static void emit_heading(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    const sei_node *node = part->node;
    if (node->kind != SEI_NODE_HEADING) {
        emit_division(emit, part, top);
        return;
    }
    const sei_str title = entry_title(emit, part);
    const int depth = node->as.heading.depth;
    if (depth < 1 || title.size == 0) {
        return;
    }
    if (emit->layout->has_chapters && sei_chapter_is_title(node)) {
        begin_division(emit, node->parent, title);
    }
    begin_title(emit, title, depth);
    add_entry(emit, node, title, depth, top);
}

/* --- strips and pages --- */

static void emit_image(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    sei_draw draw = {.kind = SEI_DRAW_IMAGE, .role = part->role, .node = part->node};
    draw.as.image.box = (sei_box){emit->x + part->at, emit->y + top + part->down,
                                  part->as.image.width, part->as.image.height};
    draw.as.image.asset = part->as.image.asset;
    map_page(emit, part->node, 0);
    sei_emit_draw(emit, draw);
}

static void emit_shape(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    sei_draw draw = {.kind = part->kind == SEI_STRIP_FRAME ? SEI_DRAW_FRAME : SEI_DRAW_RECT,
                     .role = part->role,
                     .node = part->node};
    draw.as.rect.box = (sei_box){emit->x + part->at, emit->y + top + part->down,
                                 part->as.rect.width, part->as.rect.height};
    draw.as.rect.color = part->as.rect.color;
    draw.as.rect.line = part->as.rect.stroke;
    draw.as.rect.dashed = part->as.rect.dashed;
    sei_emit_draw(emit, draw);
}

static void emit_part(sei_emit *emit, const sei_strip_part *part, const sei_placed *placed) {
    switch (part->kind) {
    case SEI_STRIP_LINE:
        emit_line(emit, part, placed->top);
        return;
    case SEI_STRIP_RECT:
    case SEI_STRIP_FRAME:
        emit_shape(emit, part, placed->top);
        return;
    case SEI_STRIP_IMAGE:
        emit_image(emit, part, placed->top);
        return;
    case SEI_STRIP_ANCHOR:
        if (!placed->is_repeat) {
            emit_anchor(emit, part->as.anchor, placed->top);
        }
        return;
    case SEI_STRIP_HEADING:
        if (!placed->is_repeat) {
            emit_heading(emit, part, placed->top);
        }
        return;
    }
}

static void emit_strips(sei_emit *emit, const sei_placed *placed, size_t count) {
    for (size_t i = 0; i < count; i++) {
        emit->is_repeat = placed[i].is_repeat;
        for (uint32_t p = 0; p < placed[i].strip->part_count; p++) {
            emit_part(emit, &placed[i].strip->parts[p], &placed[i]);
        }
    }
}

static void emit_note_rule(sei_emit *emit, const sei_page_fill *fill) {
    const sei_style *style = emit->layout->style;
    const sei_length width = sei_length_scale(emit->layout->measure, style->footnotes.rule, 1000);
    const sei_box box = {emit->x, emit->y + fill->rule, width, NOTE_RULE_WIDTH};
    if (width > 0) {
        sei_emit_rect(emit, NULL, box, sei_layout_color(style->text.color));
    }
}

/* Where pages number their notes: 1, 2, … for those that begin here. */
static void number_notes(sei_emit *emit, const sei_page_fill *fill) {
    uint32_t number = 0;
    for (size_t i = 0; i < fill->note_count; i++) {
        const sei_strip *strip = fill->notes[i].strip;
        for (uint32_t p = 0; p < strip->part_count; p++) {
            const sei_strip_part *part = &strip->parts[p];
            if (part->kind == SEI_STRIP_LINE && part->role == SEI_ROLE_LABEL &&
                part->node->kind == SEI_NODE_NOTE) {
                emit->layout->note_numbers[part->node->id] = ++number;
            }
        }
    }
}

static void begin_page(sei_emit *emit) {
    const uint32_t number = emit->first_page + (uint32_t)emit->pages->size;
    emit->label = sei_page_label(emit->arena, number, emit->is_roman);
    emit->draws.size = emit->links.size = 0;
    emit->is_recto = sei_emit_is_recto(emit);
    emit->is_mapped = false;
    emit->chapter_seen = emit->section_seen = false;
    emit->page_titles = emit->titles;
    find_type_area(emit);
}

/* The folios that are pending are printed into the page's draws. */
static void keep_pending(sei_emit *emit, sei_draw *draws) {
    for (size_t i = emit->pending.size; i > 0 && emit->pending.at[i - 1].draw == NULL; i--) {
        emit->pending.at[i - 1].draw = draws + emit->pending.at[i - 1].index;
    }
}

static void *keep(sei_emit *emit, const void *at, size_t count, size_t size) {
    void *kept = sei_arena_alloc_array(emit->arena, count, size);
    if (count > 0) {
        memcpy(kept, at, count * size);
    }
    return kept;
}

static void end_page(sei_emit *emit) {
    const sei_style *style = emit->layout->style;
    sei_draw *draws = keep(emit, emit->draws.at, emit->draws.size, sizeof *emit->draws.at);
    keep_pending(emit, draws);
    const sei_page page = {.width = style->page.width,
                           .height = style->page.height,
                           .label = emit->label,
                           .draws = draws,
                           .draw_count = (uint32_t)emit->draws.size,
                           .links =
                               keep(emit, emit->links.at, emit->links.size, sizeof *emit->links.at),
                           .link_count = (uint32_t)emit->links.size};
    SEI_VEC_ADD(emit->job, emit->pages, page);
}

void sei_emit_page(sei_emit *emit, const sei_page_fill *fill) {
    begin_page(emit);
    if (emit->layout->style->footnotes.numbering == SEI_NUMBER_PAGE) {
        number_notes(emit, fill);
    }
    emit_panels(emit, fill->body, fill->body_count);
    if (fill->note_count > 0) {
        emit_note_rule(emit, fill);
        emit_panels(emit, fill->notes, fill->note_count);
    }
    emit_strips(emit, fill->body, fill->body_count);
    emit->is_mapped = true; /* notes stand elsewhere in the tree */
    emit_strips(emit, fill->notes, fill->note_count);
    sei_furniture_emit(emit, fill);
    end_page(emit);
}

void sei_emit_cover(sei_emit *emit, uint32_t asset) {
    const sei_style *style = emit->layout->style;
    const sei_image_node image = {.asset = asset};
    sei_draw draw = {
        .kind = SEI_DRAW_IMAGE, .role = SEI_ROLE_CONTENT, .node = emit->layout->book->root};
    sei_box *box = &draw.as.image.box;
    begin_page(emit);
    if (sei_figure_size(emit->layout, &image, style->page.width, style->page.height, &box->width,
                        &box->height)) {
        /* as large as the page in one direction */
        const int64_t across = (int64_t)box->height * style->page.width;
        if (across <= (int64_t)style->page.height * box->width) {
            box->height = (sei_length)(across / box->width);
            box->width = style->page.width;
        } else {
            box->width = (sei_length)((int64_t)box->width * style->page.height / box->height);
            box->height = style->page.height;
        }
        box->x = (style->page.width - box->width) / 2;
        box->y = (style->page.height - box->height) / 2;
        draw.as.image.asset = asset - 1;
        sei_emit_draw(emit, draw);
    }
    end_page(emit);
}
