/* Lists in the cells of a table: HTML's, and lines that begin with a marker between <br>.
 *
 * A cell holds inlines only, so its lists are nodes of their own kinds: CELL_LIST in a cell or an
 * item, CELL_ITEM in a list. HTML's tags open them while the tree is built; whatever else stands
 * between the items is settled when the tree is finished. The rule that is easy to break: a list is
 * lines of its own, so that no line break stands beside one. */
#include "base/utf8.h"
#include "markdown/build.h"

/* --- HTML's lists ---------------------------------------------------------------------------- */

static bool holds_lists(const sei_node *node) {
    return node->kind == SEI_NODE_CELL || node->kind == SEI_NODE_CELL_ITEM;
}

static bool begins_line(const sei_node *node) {
    return !node->last || node->last->kind == SEI_NODE_LINE_BREAK ||
           node->last->kind == SEI_NODE_CELL_LIST;
}

static sei_node *open_list(sei_build *build, sei_str name, size_t offset) {
    sei_node *list = sei_build_add(build, SEI_NODE_CELL_LIST, offset);
    sei_html_list_read(name, list);
    sei_build_push(build, name, SEI_HTML_LIST, list);
    return list;
}

static void open_item(sei_build *build, sei_str name, size_t offset) {
    sei_node *item = sei_build_add(build, SEI_NODE_CELL_ITEM, offset);
    sei_build_push(build, name, SEI_HTML_ITEM, item);
}

/* Closes the inlines of HTML that are open in the cell or item. */
static void leave_inlines(sei_build *build) {
    while (build->elements.size > sei_build_element_base(build) && !holds_lists(build->current) &&
           build->current->kind != SEI_NODE_CELL_LIST)
        sei_build_pop(build);
}

void sei_cell_open_block(sei_build *build, const sei_html_element *element, size_t offset) {
    bool is_list = element->action == SEI_HTML_LIST, is_item = element->action == SEI_HTML_ITEM;
    sei_str name = sei_str_from(element->name);
    if (is_list || is_item)
        leave_inlines(build);
    bool is_in_list = build->current->kind == SEI_NODE_CELL_LIST;
    if (is_item && holds_lists(build->current))
        is_in_list = open_list(build, SEI_STR(""), offset) != NULL;
    else if (is_list && is_in_list)
        open_item(build, SEI_STR(""), offset);
    if (is_item && is_in_list)
        open_item(build, name, offset);
    else if (is_list && holds_lists(build->current))
        open_list(build, name, offset);
    else if (build->current->kind != SEI_NODE_CELL_LIST && !begins_line(build->current))
        sei_build_add(build, SEI_NODE_LINE_BREAK, offset); /* any other block begins a line */
}

void sei_cell_add_code(sei_build *build, sei_str text) {
    sei_str line;
    for (bool is_first = true; sei_str_split(&text, '\n', &line); is_first = false) {
        if (!is_first)
            sei_build_add(build, SEI_NODE_LINE_BREAK, sei_place_here(build));
        if (line.size)
            sei_build_add(build, SEI_NODE_CODE, sei_place_find(build, line))->as.text = line;
    }
    if (!begins_line(build->current))
        sei_build_add(build, SEI_NODE_LINE_BREAK, sei_place_here(build));
}

/* --- what stands between items --------------------------------------------------------------- */

static bool is_break(const sei_node *node) {
    return node && (node->kind == SEI_NODE_LINE_BREAK || node->kind == SEI_NODE_SOFT_BREAK);
}

static bool is_blank(const sei_node *node) {
    return node && (is_break(node) ||
                    (node->kind == SEI_NODE_TEXT && sei_str_trim_ascii(node->as.text).size == 0));
}

static void drop_blanks_before(sei_node *node) {
    while (is_blank(node->previous))
        sei_node_unlink(node->previous);
}

static void drop_blanks_behind(sei_node *node) {
    while (is_blank(node->next))
        sei_node_unlink(node->next);
}

/* What is no item goes to the end of the item before it, or is one. */
static void settle_list(sei_build *build, sei_node *list) {
    int32_t number = list->as.list.start;
    for (sei_node *child = list->first, *next; child; child = next) {
        next = child->next;
        if (is_blank(child)) {
            sei_node_unlink(child);
            continue;
        }
        if (child->kind != SEI_NODE_CELL_ITEM) {
            sei_node *item = child->previous;
            if (!item) {
                item = sei_node_new(build->arena, SEI_NODE_CELL_ITEM, child->source, child->offset);
                sei_node_insert_before(child, item);
                item->as.item.number = list->as.list.ordered ? number++ : 0;
            }
            sei_node_unlink(child);
            sei_node_append(item, child);
            continue;
        }
        child->as.item.number = list->as.list.ordered ? number++ : 0;
    }
}

void sei_cell_settle_lists(sei_build *build, sei_node *cell) {
    for (sei_node *node = sei_node_next(cell, cell), *next; node; node = next) {
        if (node->kind == SEI_NODE_CELL_LIST) {
            settle_list(build, node);
            drop_blanks_before(node);
            drop_blanks_behind(node);
        } else if (node->kind == SEI_NODE_CELL_ITEM) {
            while (is_blank(node->last))
                sei_node_unlink(node->last);
        }
        next = sei_node_next(cell, node);
    }
}

/* --- lines with markers ---------------------------------------------------------------------- */

/* What a line begins with: "- ", "・", "2. ". */
typedef struct line_marker {
    uint32_t sign; /* a bullet, or what stands behind a number; 0: no marker */
    int32_t number;
    size_t size; /* bytes, with the blanks behind it */
} line_marker;

#define NUMBER_DIGITS 3

static size_t skip_blanks(sei_str text, size_t at) {
    return sei_syntax_skip_blanks(text, at, text.size);
}

static line_marker read_number(sei_str text) {
    line_marker marker = {0};
    size_t at = 0;
    for (; at < text.size && at < NUMBER_DIGITS && text.at[at] >= '0' && text.at[at] <= '9'; at++)
        marker.number = marker.number * 10 + (text.at[at] - '0');
    if (at == 0 || at + 1 >= text.size || (text.at[at] != '.' && text.at[at] != ')') ||
        !sei_syntax_is_blank(text.at[at + 1]))
        return (line_marker){0};
    marker.sign = (unsigned char)text.at[at];
    marker.size = skip_blanks(text, at + 1);
    return marker;
}

static line_marker read_marker(const sei_node *line) {
    if (!line || line->kind != SEI_NODE_TEXT || line->as.text.size == 0)
        return (line_marker){0};
    sei_str text = line->as.text;
    size_t at = 0;
    uint32_t sign = sei_utf8_next(text, &at);
    bool is_ascii = sign == '-' || sign == '*' || sign == '+';
    bool is_bullet = sign == 0x2022 || sign == 0x2023 || sign == 0x25E6 || sign == 0x30FB;
    if (is_bullet || (is_ascii && at < text.size && sei_syntax_is_blank(text.at[at])))
        return (line_marker){.sign = sign, .size = skip_blanks(text, at)};
    return read_number(text);
}

static bool follows(line_marker marker, line_marker before) {
    bool is_number = before.sign == '.' || before.sign == ')';
    return marker.sign == before.sign && (!is_number || marker.number == before.number + 1);
}

static sei_node *next_line(const sei_node *line) {
    while (line && line->kind != SEI_NODE_LINE_BREAK)
        line = line->next;
    return line ? line->next : NULL;
}

static void strip_marker(sei_node *item, line_marker marker) {
    sei_node *text = item->first;
    text->as.text = sei_str_slice(text->as.text, marker.size, text->as.text.size);
    text->offset += (uint32_t)marker.size;
    if (text->as.text.size == 0)
        sei_node_unlink(text);
}

/* Moves the line into a new item behind the list's last; returns the line below it. */
static sei_node *take_line(sei_build *build, sei_node *list, sei_node *line, line_marker marker) {
    sei_node *item = sei_node_new(build->arena, SEI_NODE_CELL_ITEM, line->source, line->offset);
    item->as.item.number = marker.number;
    sei_node_append(list, item);
    while (line && line->kind != SEI_NODE_LINE_BREAK) {
        sei_node *next = line->next;
        sei_node_unlink(line);
        sei_node_append(item, line);
        line = next;
    }
    strip_marker(item, marker);
    sei_node *below = line ? line->next : NULL;
    if (line)
        sei_node_unlink(line);
    return below;
}

/* Makes a list of the lines from `line` on whose markers go on from its own; returns the line below
 * them. */
static sei_node *take_lines(sei_build *build, sei_node *line, line_marker marker) {
    sei_node *list = sei_node_new(build->arena, SEI_NODE_CELL_LIST, line->source, line->offset);
    list->as.list.ordered = marker.sign == '.' || marker.sign == ')';
    list->as.list.tight = true;
    list->as.list.delimiter = list->as.list.ordered ? (char)marker.sign : 0;
    list->as.list.start = marker.number;
    sei_node_insert_before(line, list);
    line_marker next = marker;
    do {
        marker = next;
        line = take_line(build, list, line, marker);
        next = read_marker(line);
    } while (follows(next, marker));
    drop_blanks_before(list);
    return line;
}

/* One line alone with a dash may mean anything: two make a list. */
void sei_cell_read_lines(sei_build *build, sei_node *cell) {
    sei_node *line = cell->first;
    while (line) {
        line_marker marker = read_marker(line);
        bool is_list = marker.sign != 0 && follows(read_marker(next_line(line)), marker);
        line = is_list ? take_lines(build, line, marker) : next_line(line);
    }
}
