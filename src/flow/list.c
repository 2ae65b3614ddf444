/* Lists: each level takes a column of whole ems for its markers, and the text turns over behind it
 * (JLREQ 3.5.1). Numbers stand right-aligned in the column, bullets in its middle; a task's box
 * takes the bullet's place, and stands behind a number, in an em of its own. */
#include "flow/layout.h"

#include "base/utf8.h"

/* Between a number and its text. */
#define NUMBER_GAP_MILLE 300
#define TASK_BOX_MILLE 780
#define TASK_SIGN_MILLE 650 /* a sign in the box */

static sei_str number_text(const sei_layout *layout, const sei_node *list, int32_t number) {
    return sei_arena_print(layout->request->arena, "%d%c", (int)number,
                           list->as.list.delimiter == ')' ? ')' : '.');
}

static sei_length width_of(sei_layout *layout, sei_str text, sei_text_look look) {
    const sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    const sei_span span = {.kind = SEI_SPAN_TEXT, .text = text, .look = look};
    return sei_para_width(&layout->para, &style, &span, 1);
}

/* The widest number of a list is one of its longest: the last stands for all, in tabular figures.
 */
sei_length sei_list_number_width(sei_layout *layout, const sei_node *list, sei_text_look look) {
    const bool has_items = list->last != NULL && (list->last->kind == SEI_NODE_ITEM ||
                                                  list->last->kind == SEI_NODE_CELL_ITEM);
    if (!has_items)
        return 0;
    const int32_t first = list->first->as.item.number;
    const int32_t last = list->last->as.item.number;
    look.tabular = true;
    const sei_length a = width_of(layout, number_text(layout, list, first), look);
    const sei_length b = width_of(layout, number_text(layout, list, last), look);
    return a > b ? a : b;
}

static bool has_tasks(const sei_node *list) {
    for (const sei_node *item = list->first; item != NULL; item = item->next)
        if (item->as.item.task != 0)
            return true;
    return false;
}

void sei_list_open(sei_layout *layout, const sei_node *list) {
    if (layout->frames.size > 0 && sei_layout_frame(layout)->list_level == 0)
        sei_layout_want_length(layout, layout->style->lists.gap_before);
    sei_frame *frame = sei_layout_push(layout, list);
    const sei_length em = frame->look.size;
    frame->list_level++;
    frame->list_boxes = 0;
    frame->list_column = sei_length_from_em(em, layout->style->lists.indent);
    if (list->as.list.ordered) {
        const sei_length number = sei_list_number_width(layout, list, frame->look);
        const sei_length boxes = has_tasks(list) ? em : 0;
        const sei_length need = number + sei_length_from_em(em, NUMBER_GAP_MILLE) + boxes;
        const sei_length ems = (need + em - 1) / em * em;
        frame = sei_layout_frame(layout);
        frame->list_boxes = boxes;
        frame->list_column = ems > frame->list_column ? ems : frame->list_column;
    }
}

void sei_list_close(sei_layout *layout) {
    sei_layout_pop(layout);
    if (sei_layout_frame(layout)->list_level == 0)
        sei_layout_want_length(layout, layout->style->lists.gap_before);
}

/* The bullet of a level: the last one serves all deeper levels. */
static sei_str bullet_of(const sei_layout *layout, int level) {
    const sei_str bullets = layout->style->lists.bullets;
    size_t from = 0;
    size_t to = 0;
    for (int i = 0; i < level && to < bullets.size; i++) {
        const size_t start = to;
        size_t end = to + 1;
        while (end < bullets.size && ((unsigned char)bullets.at[end] & 0xC0) == 0x80)
            end++;
        from = start;
        to = end;
    }
    return sei_str_slice(bullets, from, to);
}

static bool is_checked(uint32_t task) {
    return task == 'x' || task == 'X';
}

/* Any other character than ' ' and 'x' says how a task stands: it is printed in the box. */
static bool is_plain_task(uint32_t task) {
    return task == ' ' || is_checked(task);
}

/* The box of a task is a character where a font has it, else it is drawn. Both boxes must come from
 * one face, so that they match. */
static sei_str task_character(const sei_layout *layout, const sei_frame *frame, uint32_t task) {
    const sei_font_query query = {.role = frame->look.role, .lang = layout->lang};
    bool slanted = false;
    const sei_face *open = sei_font_find(layout->para.fonts, &query, 0x2610, 0, false, &slanted);
    const sei_face *done = sei_font_find(layout->para.fonts, &query, 0x2611, 0, false, &slanted);
    if (open == NULL || open != done)
        return (sei_str){0};
    return is_checked(task) ? SEI_STR("\xE2\x98\x91") : SEI_STR("\xE2\x98\x90");
}

/* How a marker stands in its column. */
typedef enum label_place {
    LABEL_NUMBER, /* right-aligned before a gap */
    LABEL_BULLET, /* in the middle of the last em */
    LABEL_TASK    /* at the head of the last em */
} label_place;

static sei_label text_label(sei_layout *layout, const sei_node *item, sei_str text,
                            label_place place, const sei_marker_column *column) {
    const sei_frame frame = *sei_layout_frame(layout);
    sei_para_style style = sei_layout_para_style(layout, &frame);
    sei_text_look look = column->look;
    style.size = look.size;
    style.align = SEI_STYLE_LEFT;
    style.is_justified = false;
    look.tabular = place == LABEL_NUMBER;
    sei_label label = {.node = item, .size = look.size};
    label.text = sei_text_set_plain(layout, &style, look, text, item);
    const sei_length length = sei_text_length(label.text);
    label.at = column->inset + column->width - look.size;
    if (place == LABEL_NUMBER)
        label.at += look.size - length - sei_length_from_em(look.size, NUMBER_GAP_MILLE);
    else if (place == LABEL_BULLET)
        label.at += (look.size - length) / 2;
    label.at = label.at < column->inset ? column->inset : label.at;
    return label;
}

sei_label sei_list_label(sei_layout *layout, const sei_node *item,
                         const sei_marker_column *column) {
    const sei_node *list = item->parent;
    if (list->as.list.ordered) {
        return text_label(layout, item, number_text(layout, list, item->as.item.number),
                          LABEL_NUMBER, column);
    }
    return text_label(layout, item, bullet_of(layout, column->level), LABEL_BULLET, column);
}

/* A box that is drawn, with the task's sign in it. */
static sei_label box_label(sei_layout *layout, const sei_node *item) {
    const sei_frame frame = *sei_layout_frame(layout);
    const uint32_t task = item->as.item.task;
    sei_label label = {.node = item, .is_checked = is_checked(task)};
    label.box = sei_length_from_em(frame.look.size, TASK_BOX_MILLE);
    label.box_at = frame.inset + frame.list_column - frame.look.size;
    if (!is_plain_task(task)) {
        char bytes[4];
        const size_t size = (size_t)sei_utf8_encode(bytes, task);
        const sei_str sign = sei_arena_copy(layout->request->arena, (sei_str){bytes, size});
        sei_text_look look = frame.look;
        look.size = sei_length_from_em(look.size, TASK_SIGN_MILLE);
        const sei_para_style style = sei_layout_para_style(layout, &frame);
        label.text = sei_text_set_plain(layout, &style, look, sign, item);
        label.size = look.size;
        label.at = label.box_at + (label.box - sei_text_length(label.text)) / 2;
    }
    return label;
}

static sei_label task_label(sei_layout *layout, const sei_node *item,
                            const sei_marker_column *column) {
    const uint32_t task = item->as.item.task;
    const sei_str box =
        is_plain_task(task) ? task_character(layout, sei_layout_frame(layout), task) : (sei_str){0};
    return box.size > 0 ? text_label(layout, item, box, LABEL_TASK, column)
                        : box_label(layout, item);
}

/* The number or bullet, or a task's box, which stands behind a number. */
static void add_labels(sei_layout *layout, const sei_node *item) {
    const sei_frame *frame = sei_layout_frame(layout);
    const sei_node *list = item->parent;
    sei_marker_column column = {frame->look, frame->inset, frame->list_column, frame->list_level};
    const sei_marker_column whole = column;
    const bool is_task = item->as.item.task != 0;
    column.width -= frame->list_boxes;
    if (!is_task || list->as.list.ordered) {
        const sei_label label = sei_list_label(layout, item, &column);
        SEI_VEC_ADD(layout->arena, &layout->cursor.labels, label);
    }
    if (is_task) {
        const sei_label label = task_label(layout, item, &whole);
        SEI_VEC_ADD(layout->arena, &layout->cursor.labels, label);
    }
}

void sei_item_open(sei_layout *layout, const sei_node *item) {
    add_labels(layout, item);
    sei_frame *frame = sei_layout_push(layout, item);
    sei_frame_indent(frame, frame->list_column);
    frame->is_first = true;
    frame->first_indent = 0;
}

void sei_item_close(sei_layout *layout) {
    if (layout->cursor.labels.size > 0) {
        /* an empty item is a line with its marker alone */
        const sei_frame *frame = sei_layout_frame(layout);
        const sei_para_style style = sei_layout_para_style(layout, frame);
        const sei_length size = frame->look.size;
        const sei_text *text =
            sei_text_set_plain(layout, &style, frame->look, (sei_str){0}, frame->node);
        sei_text_add_lines(layout, text, size);
    }
    sei_layout_pop(layout);
}
