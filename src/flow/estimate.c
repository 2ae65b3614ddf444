/* The tree → on which line of the book, about, each node will stand, before anything is set: how
 * many figures a page reference needs, and whether chapters are short.
 *
 * Text is measured by its bytes: a character of three bytes or more is an em, any other half an em.
 * The estimate decides widths and where chapters begin, never what is printed. */
#include "flow/layout.h"

#define FIGURE_PART 4 /* of a page's lines is what an image takes */
#define HEADING_LINES 2

struct measurer {
    const sei_style *style;
    uint64_t lines;    /* so far, but for: */
    uint64_t half_ems; /* of the block at hand */
};

static uint64_t half_ems(sei_str text) {
    uint64_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        const unsigned char byte = (unsigned char)text.at[i];
        count += (byte & 0xC0) != 0x80; /* a character begins here … */
        count += byte >= 0xE0;          /* … of three bytes or more: it is taken for wide */
    }
    return count;
}

static uint64_t lines_of(sei_str text) {
    uint64_t count = 1;
    for (size_t i = 0; i < text.size; i++)
        count += text.at[i] == '\n';
    return count;
}

static void end_block(struct measurer *measurer) {
    const uint64_t line = 2 * (uint64_t)measurer->style->text.line_length;
    measurer->lines += (measurer->half_ems + line - 1) / line;
    measurer->half_ems = 0;
}

static void measure_node(struct measurer *measurer, const sei_node *node) {
    const sei_node_shape shape = sei_node_shape_of(node->kind);
    if (shape != SEI_SHAPE_INLINE && shape != SEI_SHAPE_ATOM)
        end_block(measurer);
    if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_MATH)
        measurer->half_ems += half_ems(node->as.text);
    else if (shape == SEI_SHAPE_VERBATIM)
        measurer->lines += lines_of(node->as.code.text);
    else if (node->kind == SEI_NODE_FIGURE)
        measurer->lines += (uint64_t)(measurer->style->text.lines / FIGURE_PART);
    else if (node->kind == SEI_NODE_HEADING)
        measurer->lines += HEADING_LINES;
}

/* Parts and chapters in order. */
static const sei_node *next_division(const sei_node *root, const sei_node *node) {
    return node->kind == SEI_NODE_PART ? sei_node_next(root, node) : sei_node_skip(root, node);
}

static void tally_chapters(sei_estimate *estimate, const sei_node *root, uint32_t all) {
    for (const sei_node *node = root->first; node != NULL;) {
        const sei_node *next = next_division(root, node);
        if (node->kind == SEI_NODE_CHAPTER && node->as.chapter.title.size > 0) {
            sei_chapter_tally *tally =
                sei_chapter_is_ranked(node) ? &estimate->ranked : &estimate->deep;
            tally->count++;
            tally->lines += (next != NULL ? estimate->lines[next->id] : all);
            tally->lines -= estimate->lines[node->id];
        }
        node = next;
    }
}

/* Half a page is lost before each chapter that begins one. */
static void add_openings(sei_layout *layout, const sei_node *root) {
    const uint32_t half = (uint32_t)sei_style_page_lines(layout->style) / 2;
    uint32_t lost = 0;
    for (const sei_node *node = root->first; node != NULL;) {
        const sei_node *next = next_division(root, node);
        const uint32_t end = next != NULL ? next->id : layout->book->node_count + 1;
        lost += sei_chapter_break(layout, node) != SEI_STYLE_BREAK_NONE ? half : 0;
        for (uint32_t id = node->id; id < end; id++)
            layout->estimate.lines[id] += lost;
        node = next;
    }
}

static uint32_t bounded(uint64_t lines) {
    return (uint32_t)(lines < UINT32_MAX / 2 ? lines : UINT32_MAX / 2);
}

void sei_estimate_make(sei_layout *layout) {
    const sei_node *root = layout->book->root;
    sei_estimate *estimate = &layout->estimate;
    struct measurer measurer = {.style = layout->style};
    estimate->lines = SEI_NEW_ARRAY(layout->job, uint32_t, (size_t)layout->book->node_count + 1);
    for (const sei_node *node = root; node != NULL; node = sei_node_next(root, node)) {
        measure_node(&measurer, node);
        estimate->lines[node->id] = bounded(measurer.lines);
    }
    end_block(&measurer);
    tally_chapters(estimate, root, bounded(measurer.lines));
    add_openings(layout, root);
}
