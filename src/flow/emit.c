/* Filled pages → the display list: with line.c, panel.c, entry.c, note_area.c and furniture.c the
 * only place where the logical axes become x and y (DESIGN, invariant 4).
 *
 * Order on a page: panels (outer first), the note rule, the body, the notes, running head and
 * folio. A strip set again (a table's head) gives no anchors, or they would not be unique. */
#include "flow/emit.h"

#include <string.h>

void sei_emit_init(sei_emit *emit, sei_layout *layout, sei_arena *job) {
    *emit = (sei_emit){.layout = layout,
                       .arena = layout->request->arena,
                       .job = job,
                       .first_page = 1,
                       .chapter_depth = 1};
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
    const sei_length out = style->text.shift_x - sei_paper_shift(emit->layout);
    const sei_length shift = shifts_right ? out : -out;
    sei_box *area = &emit->area;
    area->width = emit->layout->width;
    area->height = sei_page_grid_height(&emit->layout->grid);
    area->x = (style->page.width - area->width) / 2 + shift;
    area->y = (style->page.height - area->height) / 2 + style->text.shift_y;
}

/* The column's corner: columns stand as far apart as the type area lets them. */
static void find_column(sei_emit *emit, int column) {
    const sei_layout *layout = emit->layout;
    const sei_length rest = layout->width - layout->measure;
    emit->x = emit->area.x;
    if (column > 0)
        emit->x += (sei_length)((int64_t)rest * column / (layout->grid.columns - 1));
    emit->y = emit->area.y;
}

/* What the body begins with stands for the page. A figure that has waited is among it: what
 * overtook it on the page before counts as this page's, but the map stays in the tree's order. */
/* The page map is for those who have the tree alone. */
static bool is_in_tree(const sei_emit *emit, const sei_node *node) {
    const uint32_t first_paper = emit->layout->book->first_paper;
    return node->id != 0 && (first_paper == 0 || node->id < first_paper);
}

void sei_emit_map(sei_emit *emit, const sei_node *node, uint32_t offset) {
    if (emit->is_mapped || emit->is_repeat || node == NULL || !is_in_tree(emit, node))
        return;
    emit->is_mapped = true;
    const sei_page_map_entry entry = {node->id, offset, emit->matter, emit->label};
    SEI_VEC_ADD(emit->job, &emit->map, entry);
}

/* --- strips and pages --- */

static void emit_image(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    sei_draw draw = {.kind = SEI_DRAW_IMAGE, .role = part->role, .node = part->node};
    draw.as.image.box = (sei_box){emit->x + part->at, emit->y + top + part->down,
                                  part->as.image.width, part->as.image.height};
    draw.as.image.asset = part->as.image.asset;
    sei_emit_map(emit, part->node, 0);
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

static void emit_qr(sei_emit *emit, const sei_strip_part *part, sei_length top) {
    sei_draw draw = {.kind = SEI_DRAW_QR, .role = part->role, .node = part->node};
    draw.as.qr.x = emit->x + part->at;
    draw.as.qr.y = emit->y + top + part->down;
    draw.as.qr.module = part->as.qr.module;
    draw.as.qr.side = part->as.qr.side;
    draw.as.qr.cells = part->as.qr.cells;
    sei_emit_draw(emit, draw);
}

static void emit_part(sei_emit *emit, const sei_strip_part *part, const sei_placed *placed) {
    switch (part->kind) {
    case SEI_STRIP_LINE:
        sei_line_emit(emit, part, placed->top);
        return;
    case SEI_STRIP_RECT:
    case SEI_STRIP_FRAME:
        emit_shape(emit, part, placed->top);
        return;
    case SEI_STRIP_IMAGE:
        emit_image(emit, part, placed->top);
        return;
    case SEI_STRIP_QR:
        emit_qr(emit, part, placed->top);
        return;
    case SEI_STRIP_ANCHOR:
        if (!placed->is_repeat)
            sei_entry_emit_anchor(emit, part->as.anchor, placed->top);
        return;
    case SEI_STRIP_HEADING:
        if (!placed->is_repeat)
            sei_entry_emit(emit, part, placed->top);
        return;
    }
}

static void emit_strips(sei_emit *emit, const sei_placed *placed, size_t count) {
    for (size_t i = 0; i < count; i++) {
        emit->is_repeat = placed[i].is_repeat;
        for (uint32_t p = 0; p < placed[i].strip->part_count; p++)
            emit_part(emit, &placed[i].strip->parts[p], &placed[i]);
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
    emit->is_open = true;
    find_type_area(emit);
    find_column(emit, 0);
}

/* The folios that are pending are printed into the page's draws. */
static void keep_pending(sei_emit *emit, sei_draw *draws) {
    for (size_t i = emit->pending.size; i > 0 && emit->pending.at[i - 1].draw == NULL; i--)
        emit->pending.at[i - 1].draw = draws + emit->pending.at[i - 1].index;
}

static void *keep(sei_emit *emit, const void *at, size_t count, size_t size) {
    void *kept = sei_arena_alloc_array(emit->arena, count, size);
    if (count > 0)
        memcpy(kept, at, count * size);
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
    emit->is_open = false;
}

void sei_emit_close(sei_emit *emit) {
    if (!emit->is_open)
        return;
    sei_furniture_emit(emit, &emit->first);
    end_page(emit);
}

/* How far down the panels of the body may reach: they stay clear of the note rule. */
static sei_length body_floor(const sei_emit *emit, const sei_page_fill *fill) {
    const sei_page_grid *grid = &emit->layout->grid;
    return fill->note_count > 0 ? fill->rule - grid->note_space / 4
                                : emit->layout->style->page.height;
}

void sei_emit_page(sei_emit *emit, const sei_page_fill *fill) {
    if (fill->column == 0) {
        sei_emit_close(emit);
        begin_page(emit);
        sei_paper_emit(emit, fill);
        emit->first = *fill;
    }
    find_column(emit, fill->column);
    sei_note_area_number(emit, fill);
    sei_panels_emit(emit, fill->body, fill->body_count, body_floor(emit, fill));
    if (fill->note_count > 0) {
        sei_note_area_emit(emit, fill);
        sei_panels_emit(emit, fill->notes, fill->note_count, emit->layout->style->page.height);
    }
    emit_strips(emit, fill->body, fill->body_count);
    const bool is_mapped = emit->is_mapped;
    emit->is_mapped = true; /* notes stand elsewhere in the tree */
    emit_strips(emit, fill->notes, fill->note_count);
    emit->is_mapped = is_mapped;
}

void sei_emit_cover(sei_emit *emit, uint32_t asset) {
    const sei_style *style = emit->layout->style;
    const sei_image_node image = {.asset = asset};
    sei_draw draw = {
        .kind = SEI_DRAW_IMAGE, .role = SEI_ROLE_CONTENT, .node = emit->layout->book->root};
    sei_box *box = &draw.as.image.box;
    sei_emit_close(emit);
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
