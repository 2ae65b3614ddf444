/* Panels → what lies behind a page's strips: backgrounds, bars and rules of callouts, quotes and
 * code.
 *
 * A panel that a page break divides is closed at the foot of the page and opened again at the top
 * of the next: each of its parts is a box of its own. Outer panels are drawn first. */
#include "flow/emit.h"

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
    while (inner != NULL && inner != outer)
        inner = inner->parent;
    return inner == outer;
}

/* Adds the panels that begin with this strip, outermost first. */
static void open_panels(sei_emit *emit, panel_parts *parts, const sei_placed *placed,
                        const sei_panel *above) {
    const size_t first = parts->size;
    for (const sei_panel *panel = placed->strip->panel; panel != NULL && !is_inside(above, panel);
         panel = panel->parent)
        SEI_VEC_ADD(emit->layout->arena, parts, (panel_part){panel, placed, placed});
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
        for (size_t p = open; p < parts.size; p++)
            if (is_inside(panel, parts.at[p].panel))
                parts.at[p].to = &placed[i];
    }
    return parts;
}

/* Nothing is drawn below `floor`. */
static void emit_panel(sei_emit *emit, const panel_part *part, sei_length floor) {
    const sei_panel *panel = part->panel;
    const bool goes_on = part->from->index > panel->first,
               is_cut = part->to->index + 1 < panel->end;
    const sei_length top =
        part->from->top - (goes_on ? panel->padding + panel->cut : panel->padding);
    const sei_length end = part->to->top + part->to->strip->height +
                           (is_cut ? panel->padding + panel->cut : panel->padding);
    const sei_length bottom = end < floor ? end : floor;
    sei_box box = {emit->x + panel->at, emit->y + top, panel->width, bottom - top};
    if (panel->has_background)
        sei_emit_rect(emit, panel->node, box, panel->background);
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

void sei_panels_emit(sei_emit *emit, const sei_placed *placed, size_t count, sei_length floor) {
    const panel_parts parts = find_panels(emit, placed, count);
    for (size_t i = 0; i < parts.size; i++)
        emit_panel(emit, &parts.at[i], floor);
}
