/* Block nodes → XHTML. */
#include "base/utf8.h"
#include "epub/page.h"

/* Wider tables may scroll: a keyboard must reach them. */
#define NARROW_TABLE 4

static void open_block(sei_epub_page *page, const char *element, const sei_node *node) {
    sei_markup_line(&page->markup);
    sei_page_open_node(page, element, node);
}

/* --- lists ----------------------------------------------------------------------------------- */

/* How many of the list's items stand in earlier files, the one that goes on not counted. */
static int items_before(const sei_epub_page *page, const sei_node *list) {
    const sei_node *item = page->is_going_on ? page->file->first : list->first;
    int count = 0;
    while (item && item->parent != list)
        item = item->parent;
    while (item && (item = item->previous) != NULL)
        count++;
    return count;
}

void sei_page_open_list(sei_epub_page *page, const sei_node *node) {
    open_block(page, node->as.list.ordered ? "ol" : "ul", node);
    int start = node->as.list.start + items_before(page, node);
    if (node->as.list.ordered && start != 1)
        sei_markup_attribute(&page->markup, "start", sei_arena_print(page->arena, "%d", start));
}

/* Any other character than ' ' and 'x' says how a task stands: it is shown in a box. */
static void add_task_mark(sei_epub_page *page, uint32_t task) {
    char sign[4];
    bool is_done = task == 'x' || task == 'X', is_plain = task == ' ' || is_done;
    sei_str text = {sign, (size_t)sei_utf8_encode(sign, task)};
    if (is_plain)
        text = is_done ? SEI_STR("☑") : SEI_STR("☐");
    sei_page_add_text(page, "span", is_plain ? "task-mark" : "task-sign", text);
    sei_markup_text(&page->markup, SEI_STR(" "));
}

static bool begins_with_paragraph(const sei_node *node) {
    return node->first && node->first->kind == SEI_NODE_PARAGRAPH;
}

/* The answers to exercises pass over those that have none. */
static bool skips_numbers(const sei_node *item) {
    const sei_node *before = item->previous;
    return item->parent->as.list.ordered && before &&
           item->as.item.number > before->as.item.number + 1;
}

/* A task's mark stands in its first paragraph, or where there is none alone. */
static void open_item(sei_epub_page *page, const sei_node *node) {
    open_block(page, "li", node);
    if (page->is_going_on)
        sei_page_add_class(page, "continued");
    if (skips_numbers(node))
        sei_markup_attribute(&page->markup, "value",
                             sei_arena_print(page->arena, "%d", (int)node->as.item.number));
    if (node->as.item.task == 0 || page->is_going_on)
        return;
    sei_page_add_class(page, "task");
    if (!begins_with_paragraph(node))
        add_task_mark(page, node->as.item.task);
}

static void open_paragraph(sei_epub_page *page, const sei_node *node) {
    const sei_node *parent = node->parent;
    open_block(page, "p", node);
    sei_page_add_back_links(page, node);
    if (parent->kind == SEI_NODE_ITEM && parent->as.item.task && !node->previous)
        add_task_mark(page, parent->as.item.task);
}

static void open_index_entry(sei_epub_page *page, const sei_node *node) {
    open_block(page, "p", node);
    sei_page_add_class(page, node->first->next ? "index-entry" : "index-group");
}

/* --- callouts -------------------------------------------------------------------------------- */

static void open_callout(sei_epub_page *page, const sei_node *node) {
    const char *kind = sei_style_callout_name(sei_style_callout_kind(node->as.callout.type));
    open_block(page, "div", node);
    sei_markup_attribute_text(&page->markup, "role", "note");
    sei_markup_attribute(&page->markup, "class",
                         sei_arena_print(page->arena, "callout callout-%s", kind));
}

/* The type in title case, as Obsidian shows a callout without a title. */
static sei_str title_case(sei_arena *arena, sei_str type) {
    sei_str rest = sei_str_slice(type, 1, type.size);
    if (type.size == 0)
        return SEI_STR("Note");
    bool is_lower = type.at[0] >= 'a' && type.at[0] <= 'z';
    return is_lower ? sei_arena_print(arena, "%c%.*s", type.at[0] - 'a' + 'A', SEI_STR_ARG(rest))
                    : type;
}

static void open_callout_title(sei_epub_page *page, const sei_node *node) {
    sei_str type = node->parent->as.callout.type;
    const sei_style *style = page->plan->request->style;
    const char *label = style->callouts.kinds[sei_style_callout_kind(type)].label;
    open_block(page, "p", node);
    sei_page_add_class(page, "callout-title");
    if (!node->first)
        sei_markup_text(&page->markup, label ? sei_str_from(label) : title_case(page->arena, type));
}

/* --- code, tables, figures ------------------------------------------------------------------- */

/* The first word of the info string, as Obsidian reads it. */
static sei_str code_language(sei_str info) {
    size_t end = 0;
    while (end < info.size && info.at[end] != ' ' && info.at[end] != '\t')
        end++;
    return sei_str_slice(info, 0, end);
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The text, or what of it stands in this file, with an element for each run that its language tells
 * apart; the sheet shows them. */
static void add_code(sei_epub_page *page, const sei_node *node) {
    static const char *const classes[SEI_CODE_KIND_COUNT] = {
        [SEI_CODE_KEYWORD] = "keyword", [SEI_CODE_STRING] = "string",
        [SEI_CODE_COMMENT] = "comment", [SEI_CODE_NUMBER] = "number",
        [SEI_CODE_NAME] = "name",       [SEI_CODE_INSERTED] = "inserted",
        [SEI_CODE_DELETED] = "deleted",
    };
    const sei_epub_file *file = page->file;
    const sei_str text = node->as.code.text;
    const size_t text_end = node == file->end ? file->end_at : text.size;
    size_t at = node == file->first ? file->first_at : 0;
    for (size_t i = 0; i < node->as.code.run_count; i++) {
        const sei_code_run *run = &node->as.code.runs[i];
        const size_t end = smaller((size_t)run->from + run->size, text_end);
        if (end <= at)
            continue;
        const size_t from = at > run->from ? at : smaller(run->from, text_end);
        sei_markup_text(&page->markup, sei_str_slice(text, at, from));
        at = from;
        if (from == end)
            break;
        sei_markup_open(&page->markup, "span");
        sei_markup_attribute(&page->markup, "class", sei_str_from(classes[run->kind]));
        sei_markup_text(&page->markup, sei_str_slice(text, from, end));
        sei_markup_close(&page->markup);
        at = end;
    }
    sei_markup_text(&page->markup, sei_str_slice(text, at, text_end));
}

static void add_code_block(sei_epub_page *page, const sei_node *node) {
    sei_str language = code_language(node->as.code.info);
    open_block(page, "pre", node);
    sei_markup_open(&page->markup, "code");
    if (language.size)
        sei_markup_attribute(&page->markup, "class",
                             sei_arena_print(page->arena, "language-%.*s", SEI_STR_ARG(language)));
    add_code(page, node);
}

static void add_math_block(sei_epub_page *page, const sei_node *node) {
    open_block(page, "div", node);
    sei_page_add_class(page, "math");
    sei_markup_attribute_text(&page->markup, "role", "math");
    sei_markup_open(&page->markup, "pre");
    sei_markup_text(&page->markup, node->as.code.text);
}

static void open_table(sei_epub_page *page, const sei_node *node) {
    sei_markup_line(&page->markup);
    sei_page_open(page, "div", "table");
    if (node->as.table.column_count > NARROW_TABLE)
        sei_markup_attribute_text(&page->markup, "tabindex", "0");
    sei_page_open_node(page, "table", node);
}

/* The rows of the head, which can only be the first, and the others stand in groups of their own.
 */
static void open_row(sei_epub_page *page, const sei_node *node) {
    bool is_first = !node->previous || node->previous->kind != SEI_NODE_ROW ||
                    (node == page->file->first && !page->is_in_head);
    bool ends_head = page->is_in_head && !node->as.row.is_head;
    if (is_first || ends_head) {
        if (!is_first)
            sei_markup_close(&page->markup);
        page->is_in_head = node->as.row.is_head;
        sei_markup_open(&page->markup, page->is_in_head ? "thead" : "tbody");
        page->depths.at[page->depths.size - 1] = page->markup.open.size;
    }
    sei_page_open_node(page, "tr", node);
}

static void open_caption(sei_epub_page *page, const sei_node *node) {
    sei_page_open_node(page, "caption", node);
}

static const char *align_class(sei_align align) {
    static const char *const classes[] = {
        [SEI_ALIGN_LEFT] = "left", [SEI_ALIGN_CENTER] = "center", [SEI_ALIGN_RIGHT] = "right"};
    return align == SEI_ALIGN_NONE ? NULL : classes[align];
}

static void add_cell_span(sei_epub_page *page, const char *name, uint32_t more) {
    if (more)
        sei_markup_attribute(&page->markup, name, sei_arena_print(page->arena, "%u", more + 1));
}

static void open_cell(sei_epub_page *page, const sei_node *node) {
    bool is_head = node->parent->as.row.is_head;
    const char *align = align_class(node->as.cell.align);
    sei_page_open_node(page, is_head || node->as.cell.is_head ? "th" : "td", node);
    if (is_head || node->as.cell.is_head)
        sei_markup_attribute_text(&page->markup, "scope", is_head ? "col" : "row");
    add_cell_span(page, "colspan", node->as.cell.more_columns);
    add_cell_span(page, "rowspan", node->as.cell.more_rows);
    if (align)
        sei_page_add_class(page, align);
}

static void open_figure(sei_epub_page *page, const sei_node *node) {
    open_block(page, "figure", node);
    sei_page_add_image(page, node);
    if (node->first)
        sei_markup_open(&page->markup, "figcaption");
}

/* --- rules, divisions, embedded notes -------------------------------------------------------- */

static void add_page_break(sei_epub_page *page, const sei_node *node) {
    open_block(page, "hr", node);
    sei_page_add_class(page, "page-break");
}

/* A thematic break is what the style says it is. */
static void add_rule(sei_epub_page *page, const sei_node *node) {
    switch (page->plan->request->style->rules.kind) {
    case SEI_RULES_LINE:
        open_block(page, "hr", node);
        return;
    case SEI_RULES_PAGE_BREAK:
        add_page_break(page, node);
        return;
    case SEI_RULES_SPACE:
        open_block(page, "hr", node);
        sei_page_add_class(page, "space");
        return;
    }
}

static void open_division(sei_epub_page *page, const sei_node *node) {
    const char *align = align_class(node->as.division.align);
    open_block(page, "div", node);
    if (align)
        sei_page_add_class(page, align);
    if (!page->is_going_on)
        sei_page_add_text(page, "p", "summary", node->as.division.title);
}

static void open_embedded(sei_epub_page *page, const sei_node *node) {
    open_block(page, "div", node);
    sei_page_add_class(page, "embedded");
    if (!page->is_going_on)
        sei_page_add_text(page, "p", "embedded-title", node->as.link.title);
}

/* --- the kinds ------------------------------------------------------------------------------- */

typedef void writer(sei_epub_page *page, const sei_node *node);

static void open_heading(sei_epub_page *page, const sei_node *node) {
    sei_page_open_heading(page, node, node->as.heading.depth);
}

static void open_quote(sei_epub_page *page, const sei_node *node) {
    open_block(page, "blockquote", node);
}

/* The block kinds that stand in a chapter; inline.c's switch knows of all kinds, and a test that no
 * text of any is lost. */
static writer *const writers[SEI_NODE_KIND_COUNT] = {
    [SEI_NODE_HEADING] = open_heading,
    [SEI_NODE_PARAGRAPH] = open_paragraph,
    [SEI_NODE_INDEX_ENTRY] = open_index_entry,
    [SEI_NODE_LIST] = sei_page_open_list,
    [SEI_NODE_ITEM] = open_item,
    [SEI_NODE_QUOTE] = open_quote,
    [SEI_NODE_CALLOUT] = open_callout,
    [SEI_NODE_CALLOUT_TITLE] = open_callout_title,
    [SEI_NODE_CODE_BLOCK] = add_code_block,
    [SEI_NODE_MATH_BLOCK] = add_math_block,
    [SEI_NODE_TABLE] = open_table,
    [SEI_NODE_CAPTION] = open_caption,
    [SEI_NODE_ROW] = open_row,
    [SEI_NODE_CELL] = open_cell,
    [SEI_NODE_FIGURE] = open_figure,
    [SEI_NODE_RULE] = add_rule,
    [SEI_NODE_PAGE_BREAK] = add_page_break,
    [SEI_NODE_DIVISION] = open_division,
    [SEI_NODE_EMBEDDED] = open_embedded,
    [SEI_NODE_NOTE] = sei_page_open_note,
};

void sei_page_enter_block(sei_epub_page *page, const sei_node *node) {
    if (writers[node->kind])
        writers[node->kind](page, node);
}
