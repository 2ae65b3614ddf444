/* Parts and chapters: which of them begin a page, and how their titles are set.
 *
 * Their titles are headings of the level that their depth says, but for a part that no other part
 * holds: its title has a page of its own, a third of the page down (JLREQ 4.1.2). A chapter without
 * a title is text that belongs to the title above it and goes on below that. The rule that is easy
 * to break: whether a title begins a page is decided here and nowhere else, also for a chapter
 * whose title is its own first heading. */
#include "flow/address.h"

#define TITLE_ABOVE_PART 3 /* of the page's lines are above a part's title */
#define TITLE_BELOW 2      /* lines below it, when text follows */
/* Of more chapters than this, less than half a page long, none begins a page by itself. */
#define SHORT_CHAPTERS 30

bool sei_chapter_has_page(const sei_layout *layout, const sei_node *node) {
    return node->kind == SEI_NODE_PART && node->parent->kind == SEI_NODE_BOOK &&
           layout->style->parts.has_page;
}

static bool is_text(const sei_node *node) {
    return node->kind == SEI_NODE_CHAPTER && node->as.chapter.title.size == 0;
}

bool sei_chapter_is_ranked(const sei_node *node) {
    const sei_node *parent = node->parent;
    const bool is_in_part = parent->kind == SEI_NODE_PART && parent->parent->kind == SEI_NODE_BOOK;
    return (parent->kind == SEI_NODE_BOOK && node->as.chapter.depth <= 1) ||
           (is_in_part && node->as.chapter.depth <= 2);
}

/* Chapters begin a page, unless they are many and short. */
static sei_style_break automatic_break(const sei_layout *layout) {
    const sei_chapter_tally *tally = &layout->estimate.ranked;
    const uint64_t page = (uint64_t)sei_style_page_lines(layout->style);
    if (tally->count > SHORT_CHAPTERS && tally->lines * 2 < page * tally->count)
        return SEI_STYLE_BREAK_NONE;
    return layout->style->headings[0].page_break == SEI_STYLE_BREAK_RECTO ? SEI_STYLE_BREAK_RECTO
                                                                          : SEI_STYLE_BREAK_PAGE;
}

static sei_style_break ranked_break(const sei_layout *layout) {
    switch (layout->style->chapters.page_break) {
    case SEI_CHAPTER_BREAK_NONE:
        return SEI_STYLE_BREAK_NONE;
    case SEI_CHAPTER_BREAK_PAGE:
        return SEI_STYLE_BREAK_PAGE;
    case SEI_CHAPTER_BREAK_RECTO:
        return SEI_STYLE_BREAK_RECTO;
    case SEI_CHAPTER_BREAK_AUTO:
        return automatic_break(layout);
    }
    return SEI_STYLE_BREAK_PAGE;
}

/* Deeper ones begin a page where their headings do, and of themselves when they are long. */
static sei_style_break deep_break(const sei_layout *layout, int level) {
    const sei_chapter_tally *tally = &layout->estimate.deep;
    const sei_style_break wish = layout->style->headings[level - 1].page_break;
    const bool are_long =
        tally->lines > (uint64_t)sei_style_page_lines(layout->style) * tally->count;
    return wish == SEI_STYLE_BREAK_NONE && are_long &&
                   layout->style->chapters.page_break == SEI_CHAPTER_BREAK_AUTO
               ? SEI_STYLE_BREAK_PAGE
               : wish;
}

static int level_of(const sei_node *node) {
    const int depth = node->as.chapter.depth;
    return depth < 1 ? 1 : depth > 6 ? 6 : depth;
}

sei_style_break sei_chapter_break(const sei_layout *layout, const sei_node *node) {
    const sei_node *parent = node->parent;
    if (sei_chapter_has_page(layout, node))
        return layout->style->parts.page_break;
    const sei_style_break wish =
        sei_chapter_is_ranked(node) ? ranked_break(layout) : deep_break(layout, level_of(node));
    if (node->as.chapter.is_index && wish == SEI_STYLE_BREAK_NONE)
        return SEI_STYLE_BREAK_PAGE; /* a section of its own: the pages before it are known */
    if (node->previous != NULL)
        return wish;
    const bool is_in_part = parent->kind == SEI_NODE_PART;
    if (is_in_part && (is_text(node) || !sei_chapter_has_page(layout, parent)))
        return SEI_STYLE_BREAK_NONE; /* it goes on below the part's title */
    return wish == SEI_STYLE_BREAK_NONE ? SEI_STYLE_BREAK_PAGE : wish;
}

bool sei_chapter_is_title(const sei_node *heading) {
    const sei_node *chapter = heading->parent;
    return chapter->kind == SEI_NODE_CHAPTER && heading == chapter->first &&
           chapter->as.chapter.title.size > 0 && !chapter->as.chapter.show_title;
}

/* --- titles --- */

/* The white above a part's title; links and the outline lead to it. */
static void add_white_above(sei_layout *layout, const sei_node *part) {
    const int lines = layout->grid.lines / TITLE_ABOVE_PART;
    sei_strip strip = {.lines = (uint16_t)(lines > 0 ? lines : 1)};
    strip.height = strip.lines * sei_page_grid_feed(&layout->grid) - layout->grid.gap;
    strip.is_title_page = part->first == NULL || !is_text(part->first);
    sei_layout_add_strip(layout, strip, NULL, 0);
    layout->cursor.break_cost = SEI_COST_NEVER;
}

static void lay_title_page(sei_layout *layout, const sei_node *part) {
    const sei_style *style = layout->style;
    sei_style_heading title = style->headings[0];
    title.size = style->parts.size;
    title.lines = 1;
    title.lines_before = 0;
    title.align = style->parts.align;
    title.indent = 0;
    add_white_above(layout, part);
    sei_heading_lay_as(layout, part, level_of(part), &title);
    sei_layout_want_space(layout, TITLE_BELOW);
}

/* A book of one note says its title on the title page, if it has one. */
static bool prints_title(const sei_layout *layout, const sei_node *node) {
    if (node->as.chapter.title.size == 0 || !node->as.chapter.show_title)
        return false;
    if (node->as.chapter.is_index)
        return true;
    for (size_t i = 0; !layout->has_chapters && i < layout->style->front_count; i++)
        if (layout->style->front[i] == SEI_PART_TITLE_PAGE)
            return false;
    return true;
}

static void lay_title(sei_layout *layout, const sei_node *node, sei_style_break page_break) {
    sei_layout_anchor(layout, node->anchor);
    if (sei_chapter_has_page(layout, node)) {
        lay_title_page(layout, node);
    } else if (prints_title(layout, node)) {
        sei_heading_lay(layout, node, level_of(node));
    } else if (is_text(node) && page_break != SEI_STYLE_BREAK_NONE) {
        const sei_numbered untitled = {.node = node}; /* it ends the chapter before it */
        SEI_VEC_ADD(layout->arena, &layout->cursor.headings, untitled);
    }
}

void sei_chapter_lay(sei_layout *layout, const sei_node *node, sei_style_break page_break) {
    const sei_lang lang = node->as.chapter.lang;
    layout->lang = lang == SEI_LANG_NONE ? layout->book->info.lang : lang;
    if (page_break != SEI_STYLE_BREAK_NONE) {
        layout->cursor.page_break = (uint8_t)page_break;
        layout->cursor.is_opening = true;
    }
    lay_title(layout, node, page_break);
    if (node->kind == SEI_NODE_CHAPTER) {
        sei_note_number_all(layout, node);
        sei_blocks_lay(layout, node);
        sei_address_lay_list(layout);
    }
}
