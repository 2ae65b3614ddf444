/* Code and TeX blocks: small type off the grid on a panel, in the colours of its language, every
 * line a strip, so that a block splits anywhere. The panel's padding is part of the first and the
 * last strip: where a page ends inside, the edge is open. A line too long for the measure goes on
 * below its own indentation, one em further in. */
#include "flow/layout.h"

#define PADDING_MILLE 600   /* em/1000 of the code's size, around the code */
#define CLEARANCE_MILLE 350 /* em/1000 of the text's size, around the panel */
#define INDENTATION_PART 4  /* of the measure: a line that goes on is indented no further */

static sei_str without_last_newline(sei_str text) {
    while (text.size > 0 && (text.at[text.size - 1] == '\n' || text.at[text.size - 1] == '\r'))
        text.size--;
    return text;
}

static sei_text_look code_look(const sei_layout *layout, const sei_frame *frame) {
    const sei_style *style = layout->style;
    sei_text_look look = sei_layout_look(style->code.font, style->code.size, style->code.color);
    if (look.size > frame->look.size)
        look.size = frame->look.size;
    look.is_verbatim = true;
    return look;
}

/* A stretch of code as its kind is shown. Grey print has the weights and the slant. */
static sei_text_look run_look(const sei_layout *layout, sei_text_look look, sei_code_kind kind) {
    const sei_style *style = layout->style;
    const sei_rgb colors[SEI_CODE_KIND_COUNT] = {
        [SEI_CODE_KEYWORD] = style->code.keyword, [SEI_CODE_STRING] = style->code.string,
        [SEI_CODE_COMMENT] = style->code.comment, [SEI_CODE_NUMBER] = style->code.number,
        [SEI_CODE_NAME] = style->code.name,       [SEI_CODE_INSERTED] = style->code.inserted,
        [SEI_CODE_DELETED] = style->code.deleted,
    };
    look.color = sei_layout_color(colors[kind]);
    look.bold |= kind == SEI_CODE_KEYWORD;
    look.italic |= kind == SEI_CODE_COMMENT;
    return look;
}

/* The bytes [from, end) of the code in spans, one for each run and for what stands between them.
 * No run before `run` reaches behind `from`; returns the same for `end`. */
static size_t add_code(sei_layout *layout, const sei_node *node, sei_text_look look, size_t from,
                       size_t end, size_t run, sei_span_list *spans) {
    const sei_str text = node->as.code.text;
    const size_t count = layout->style->code.has_colors ? node->as.code.run_count : 0;
    while (run < count &&
           (size_t)node->as.code.runs[run].from + node->as.code.runs[run].size <= from)
        run++;
    for (; run < count && node->as.code.runs[run].from < end; run++) {
        const sei_code_run *here = &node->as.code.runs[run];
        const size_t run_end = (size_t)here->from + here->size;
        const size_t first = here->from > from ? here->from : from;
        const size_t last = run_end < end ? run_end : end;
        sei_spans_add_text(layout->arena, spans, look, sei_str_slice(text, from, first), node);
        sei_spans_add_text(layout->arena, spans, run_look(layout, look, here->kind),
                           sei_str_slice(text, first, last), node);
        from = last;
        if (run_end > end)
            return run;
    }
    sei_spans_add_text(layout->arena, spans, look, sei_str_slice(text, from, end), node);
    return run;
}

static sei_para_style code_style(sei_layout *layout, const sei_node *node, sei_text_look look,
                                 sei_length measure) {
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.measure = measure;
    style.size = look.size;
    style.is_verbatim = true;
    style.is_justified = false;
    style.hyphenate = false;
    style.align = node->kind == SEI_NODE_MATH_BLOCK ? SEI_STYLE_CENTER : SEI_STYLE_LEFT;
    return style;
}

/* How far the white that the bytes begin with reaches. */
static sei_length indentation(sei_layout *layout, const sei_para_style *style, sei_text_look look,
                              sei_str line) {
    size_t size = 0;
    while (size < line.size && (line.at[size] == ' ' || line.at[size] == '\t'))
        size++;
    const sei_span white = {
        .kind = SEI_SPAN_TEXT, .text = sei_str_slice(line, 0, size), .look = look};
    return size > 0 ? sei_para_width(&layout->para, style, &white, 1) : 0;
}

/* A line as it is printed. */
typedef struct code_line {
    const sei_text *text;
    uint32_t index;     /* in it */
    bool goes_on;       /* with the source line of the one before, */
    sei_length mark_at; /* which a sign says here */
} code_line;

typedef SEI_VEC(code_line) code_lines;

/* What is being laid. */
typedef struct code_block {
    sei_layout *layout;
    const sei_node *node;
    sei_text_look look;
    sei_para_style style;
    size_t run; /* none before it reaches behind the lines set again so far */
    code_lines lines;
} code_block;

/* A source line [from, end) that is too long goes on below where it begins, a step further in. */
static void add_long_line(code_block *block, size_t from, size_t end) {
    sei_layout *layout = block->layout;
    const sei_str line = sei_str_slice(block->node->as.code.text, from, end);
    sei_para_style style = block->style;
    if (style.align == SEI_STYLE_LEFT) {
        const sei_length white = indentation(layout, &style, block->look, line);
        const sei_length most = style.measure / INDENTATION_PART;
        style.hang = (white < most ? white : most) + block->look.size;
        style.hang = style.hang < style.measure / 2 ? style.hang : 0;
    }
    sei_span_list *spans = sei_spans_begin(layout);
    block->run = add_code(layout, block->node, block->look, from, end, block->run, spans);
    const sei_text *text = sei_text_set(layout, &style, spans, block->node);
    layout->character_count -= text->lines.character_count; /* they were counted with the whole */
    const sei_length mark_at = style.hang > 0
                                   ? style.hang - block->look.size
                                   : -sei_length_from_em(block->look.size, PADDING_MILLE);
    for (uint32_t i = 0; i < text->lines.count; i++)
        SEI_VEC_ADD(layout->arena, &block->lines, (code_line){text, i, i > 0, mark_at});
}

/* The number of the last line that is printed of the source line which line `first` begins. */
static uint32_t last_of_line(const sei_text *text, uint32_t first) {
    while (first + 1 < text->lines.count && !text->lines.at[first].is_last)
        first++;
    return first;
}

/* How many bytes of a forced break stand at `at`: of what para.h takes for one in code. */
static size_t forced_break(sei_str code, size_t at) {
    if (code.at[at] == '\n')
        return 1;
    const sei_str three = sei_str_slice(code, at, at + 3 < code.size ? at + 3 : code.size);
    return sei_str_equal(three, SEI_STR("\xE2\x80\xA8")) ||
                   sei_str_equal(three, SEI_STR("\xE2\x80\xA9"))
               ? 3
               : 0;
}

/* The end of the source line that begins at `from`. */
static size_t line_end(sei_str code, size_t from) {
    while (from < code.size && forced_break(code, from) == 0)
        from++;
    return from;
}

/* The block is set at once; source lines that do not fit are then set again, each by itself. */
static void set_code(code_block *block) {
    sei_layout *layout = block->layout;
    const sei_str code = without_last_newline(block->node->as.code.text);
    sei_span_list *spans = sei_spans_begin(layout);
    add_code(layout, block->node, block->look, 0, code.size, 0, spans);
    const sei_text *whole = sei_text_set(layout, &block->style, spans, block->node);
    size_t from = 0;
    for (uint32_t i = 0; i < whole->lines.count; i++) {
        const uint32_t last = last_of_line(whole, i);
        const size_t end = line_end(code, from);
        if (last == i)
            SEI_VEC_ADD(layout->arena, &block->lines, (code_line){whole, i, false, 0});
        else
            add_long_line(block, from, end);
        from = end < code.size ? end + forced_break(code, end) : end;
        i = last;
    }
}

/* The sign that a line goes on with the one before it. */
static const sei_text *wrap_mark(sei_layout *layout, const sei_node *node, sei_text_look look) {
    sei_para_style style = sei_layout_para_style(layout, sei_layout_frame(layout));
    style.is_justified = false;
    look.color = sei_layout_color(layout->style->colors.rule);
    return sei_text_set_plain(layout, &style, look, SEI_STR("\xE2\x80\xBA"), node);
}

static void add_code_lines(const code_block *block, const sei_strip_group *group,
                           sei_length inset) {
    sei_layout *layout = block->layout;
    const sei_length size = block->look.size;
    const sei_length padding = sei_length_from_em(size, PADDING_MILLE);
    const sei_text *mark = NULL;
    for (size_t i = 0; i < block->lines.size; i++) {
        const code_line *line = &block->lines.at[i];
        const bool is_last = i + 1 == block->lines.size;
        const sei_length above = i == 0 ? padding : 0;
        sei_strip strip = {.group = group, .lead = layout->style->code.line_gap};
        strip.height = above + size + (is_last ? padding : 0);
        strip.break_cost = i == 1 || is_last || line->goes_on ? SEI_COST_WIDOW : SEI_COST_FREE;
        strip.break_cost = i == 0 ? SEI_COST_FREE : strip.break_cost;
        const sei_length baseline = above + sei_text_baseline(size, size);
        sei_strip_part parts[2] = {sei_text_part(line->text, line->index, inset, baseline)};
        size_t count = 1;
        if (line->goes_on && layout->style->code.wrap_mark) {
            mark = mark != NULL ? mark : wrap_mark(layout, block->node, block->look);
            parts[count] = sei_text_part(mark, 0, inset + line->mark_at, baseline);
            parts[count++].role = SEI_ROLE_LAYOUT;
        }
        sei_layout_add_strip(layout, strip, parts, count);
    }
}

void sei_code_lay(sei_layout *layout, const sei_node *code) {
    const sei_text_look look = code_look(layout, sei_layout_frame(layout));
    const sei_strip_group *group = layout->cursor.group;
    if (group == NULL) {
        sei_strip_group *own = SEI_NEW(layout->arena, sei_strip_group);
        own->clearance = sei_length_from_em(layout->style->text.size, CLEARANCE_MILLE);
        group = own;
    }
    sei_frame *frame = sei_layout_push(layout, code);
    const sei_length padding = sei_length_from_em(look.size, PADDING_MILLE);
    if (code->kind == SEI_NODE_CODE_BLOCK) {
        sei_panel *panel = sei_layout_open_panel(layout, frame);
        panel->has_background = true;
        panel->background = sei_layout_color(layout->style->code.background);
        panel->cut = padding;
    }
    sei_length measure = frame->measure - 2 * padding;
    measure = measure > look.size ? measure : look.size;
    const sei_length inset = frame->inset + padding;
    code_block block = {.layout = layout, .node = code, .look = look};
    block.style = code_style(layout, code, look, measure);
    set_code(&block);
    add_code_lines(&block, group, inset);
    layout->cursor.lines_below_heading = 2;
    sei_layout_pop(layout);
}
