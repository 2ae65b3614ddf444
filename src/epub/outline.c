/* The book's titles → the entries of its navigation: parts, chapters and headings in their order.
 *
 * All headings are listed, so that an e-reader's menu leads everywhere; how deep the printed list
 * goes is the navigation document's matter. Only a book of very many headings is cut at the depth
 * that the style prints. */
#include "epub/plan.h"

#define ENTRIES_MAX 3000 /* readers open the whole navigation at once */

/* --- numbers --------------------------------------------------------------------------------- */

static int level_within(int level) {
    return level < 1 ? 1 : level > 6 ? 6 : level;
}

/* What the style counts before a title that is printed. */
static void count_title(const sei_epub_plan *plan, const sei_node *node,
                        uint32_t counts[SEI_STYLE_COUNTS], sei_buf *number) {
    const sei_style *style = plan->request->style;
    if (node->kind == SEI_NODE_HEADING && node->as.heading.depth > 0)
        sei_style_number_heading(style, level_within(node->as.heading.level), counts, number);
    else if (node->kind == SEI_NODE_PART)
        sei_style_number_part(style, level_within(node->as.chapter.depth), counts, number);
    else if (node->kind == SEI_NODE_CHAPTER && sei_epub_plan_shows_title(plan, node))
        sei_style_number_heading(style, level_within(node->as.chapter.depth), counts, number);
}

static sei_str own_number(const sei_node *node) {
    bool is_division = node->kind == SEI_NODE_PART || node->kind == SEI_NODE_CHAPTER;
    return is_division                      ? node->as.chapter.number
           : node->kind == SEI_NODE_HEADING ? node->as.heading.number
                                            : SEI_STR("");
}

/* As in print: the title's own number, else what the style counts. */
void sei_epub_plan_numbers(sei_epub_plan *plan) {
    const sei_book *book = plan->request->book;
    sei_arena *arena = plan->request->arena;
    uint32_t counts[SEI_STYLE_COUNTS] = {0};
    sei_str *numbers = SEI_NEW_ARRAY(arena, sei_str, (size_t)book->node_count + 1);
    sei_buf number;
    sei_buf_init(&number, arena->memory);
    for (const sei_node *node = book->root; node; node = sei_node_next(book->root, node)) {
        sei_buf_clear(&number);
        numbers[node->id] = own_number(node);
        if (numbers[node->id].size == 0)
            count_title(plan, node, counts, &number);
        if (number.size)
            numbers[node->id] = sei_arena_copy(arena, sei_buf_str(&number));
    }
    sei_buf_fini(&number);
    plan->numbers = numbers;
}

/* --- entries --------------------------------------------------------------------------------- */

typedef SEI_VEC(sei_epub_entry) entries;

static void add_entry(const sei_epub_plan *plan, entries *all, const sei_node *node, sei_str title,
                      int depth) {
    sei_arena *arena = plan->request->arena;
    sei_str number = plan->numbers[node->id], id = sei_epub_plan_id(plan, node);
    const sei_epub_file *file = sei_epub_plan_file_of(plan, node);
    int deepest = all->size ? all->at[all->size - 1].depth + 1 : 1;
    sei_epub_entry entry = {.node = node, .title = title, .href = file->name};
    if (number.size)
        entry.title = sei_arena_print(arena, "%.*s　%.*s", SEI_STR_ARG(number), SEI_STR_ARG(title));
    if (id.size)
        entry.href = sei_arena_print(arena, "%.*s#%.*s", SEI_STR_ARG(file->name), SEI_STR_ARG(id));
    entry.depth = depth < 1 ? 1 : depth > deepest ? deepest : depth;
    SEI_VEC_ADD(arena, all, entry);
}

static void take_node(const sei_epub_plan *plan, entries *all, const sei_node *node,
                      int depth_max) {
    if (node->kind == SEI_NODE_PART || node->kind == SEI_NODE_CHAPTER) {
        bool is_shown = sei_epub_plan_shows_title(plan, node);
        if (is_shown && node->as.chapter.depth <= depth_max)
            add_entry(plan, all, node, node->as.chapter.title, node->as.chapter.depth);
    } else if (node->kind == SEI_NODE_HEADING && node->as.heading.depth <= depth_max) {
        sei_str title = sei_node_plain_text(plan->request->arena, node);
        if (title.size && node->as.heading.depth > 0)
            add_entry(plan, all, node, title, node->as.heading.depth);
    }
}

static entries find_entries(const sei_epub_plan *plan, int depth_max) {
    const sei_node *root = plan->request->book->root;
    entries all = {0};
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        take_node(plan, &all, node, depth_max);
    return all;
}

/* A book without any title in its text is one entry. */
void sei_epub_plan_entries(sei_epub_plan *plan) {
    int shown = plan->request->style->contents.depth;
    entries all = find_entries(plan, 6);
    if (all.size > ENTRIES_MAX)
        all = find_entries(plan, shown > 0 ? shown : 1);
    if (all.size == 0) {
        sei_epub_entry whole = {.node = plan->request->book->root->first,
                                .title = plan->request->book->info.title,
                                .href = plan->files[plan->text_first].name,
                                .depth = 1};
        SEI_VEC_ADD(plan->request->arena, &all, whole);
    }
    plan->entries = all.at;
    plan->entry_count = all.size;
}
