/* No text of any node kind is lost or repeated on the way to XHTML, and every id that a link may
 * lead to is there: over trees that hold every kind, made by chance from fixed seeds. */
#include "tree.h"

#include "epub/plan.h"
#include "epub/xhtml.h"

static sei_epub_plan plan;
static uint32_t chance;

static uint32_t below(uint32_t count) {
    chance = chance * 1664525u + 1013904223u;
    return (chance >> 16) % count;
}

/* A word that stands once in the book. */
static sei_str word(void) {
    static unsigned last;
    return sei_arena_print(&arena, "w%uw ", ++last);
}

static const sei_node_kind inlines[] = {
    SEI_NODE_TEXT,      SEI_NODE_CODE,        SEI_NODE_MATH,      SEI_NODE_TAG,
    SEI_NODE_ANCHOR,    SEI_NODE_IMAGE,       SEI_NODE_NOTE_MARK, SEI_NODE_SOFT_BREAK,
    SEI_NODE_EMPHASIS,  SEI_NODE_STRONG,      SEI_NODE_STRIKE,    SEI_NODE_HIGHLIGHT,
    SEI_NODE_UNDERLINE, SEI_NODE_SUPERSCRIPT, SEI_NODE_SUBSCRIPT, SEI_NODE_SMALL,
    SEI_NODE_KEYBOARD,  SEI_NODE_SPAN,        SEI_NODE_LINK,      SEI_NODE_LINE_BREAK};

static const sei_node_kind blocks[] = {SEI_NODE_HEADING,    SEI_NODE_PARAGRAPH,  SEI_NODE_LIST,
                                       SEI_NODE_QUOTE,      SEI_NODE_CALLOUT,    SEI_NODE_TABLE,
                                       SEI_NODE_CODE_BLOCK, SEI_NODE_MATH_BLOCK, SEI_NODE_FIGURE,
                                       SEI_NODE_RULE,       SEI_NODE_PAGE_BREAK, SEI_NODE_DIVISION,
                                       SEI_NODE_EMBEDDED};

static SEI_VEC(sei_node *) notes;

static void fill_mark(sei_node *mark) {
    if (notes.size == 0 || below(2)) {
        sei_node *note = new_note((uint32_t)notes.size + 1, word().at);
        SEI_VEC_ADD(&arena, &notes, note);
    }
    sei_node *note = notes.at[notes.size - 1];
    mark->as.note.note = note;
    mark->as.note.mark_count = ++note->as.note.mark_count;
}

static void add_inlines(sei_node *parent, int depth) {
    for (uint32_t count = 1 + below(4); count > 0; count--) {
        sei_node *node = add(parent, inlines[below(sizeof inlines / sizeof *inlines)]);
        bool may_be_target = node->kind != SEI_NODE_TEXT && node->kind != SEI_NODE_SOFT_BREAK &&
                             node->kind != SEI_NODE_NOTE_MARK;
        node->anchor = may_be_target && below(2);
        if (node->kind == SEI_NODE_IMAGE)
            node->as.link.image.alt = word();
        else if (node->kind == SEI_NODE_NOTE_MARK)
            fill_mark(node);
        else if (sei_node_shape_of(node->kind) == SEI_SHAPE_INLINE && depth < 4)
            add_inlines(node, depth + 1);
        else if (node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE ||
                 node->kind == SEI_NODE_MATH || node->kind == SEI_NODE_TAG)
            node->as.text = word();
        if (node->kind == SEI_NODE_LINK)
            node->as.link.target.path = SEI_STR("https://example.jp/");
    }
}

static void add_blocks(sei_node *parent, int depth);

static void fill_table(sei_node *table) {
    for (uint32_t row = 0; row < 3; row++) {
        sei_node *line = add(table, SEI_NODE_ROW);
        line->as.row.is_head = below(2);
        for (uint32_t column = 0; column < 2; column++)
            add_inlines(add(line, SEI_NODE_CELL), 0);
    }
}

static void fill_list(sei_node *list, int depth) {
    list->as.list.ordered = below(2);
    list->as.list.start = 3;
    for (uint32_t count = below(3); count > 0; count--) {
        sei_node *item = add(list, SEI_NODE_ITEM);
        item->anchor = below(2);
        item->as.item.task = below(2) ? '/' : 0;
        add_blocks(item, depth + 1);
    }
}

static void fill_block(sei_node *block, int depth) {
    sei_node_shape shape = sei_node_shape_of(block->kind);
    block->anchor = below(2);
    if (block->kind == SEI_NODE_TABLE)
        fill_table(block);
    else if (block->kind == SEI_NODE_LIST)
        fill_list(block, depth);
    else if (block->kind == SEI_NODE_CALLOUT)
        add_inlines(add(block, SEI_NODE_CALLOUT_TITLE), 0);
    else if (shape == SEI_SHAPE_VERBATIM)
        block->as.code.text = word();
    if (block->kind == SEI_NODE_HEADING)
        block->as.heading.level = block->as.heading.depth = 1 + (int)below(6);
    else if (block->kind == SEI_NODE_DIVISION)
        block->as.division.title = word();
    else if (block->kind == SEI_NODE_EMBEDDED)
        block->as.link.title = word();
    else if (block->kind == SEI_NODE_FIGURE)
        block->as.link.image.alt = word();
    bool is_container = block->kind == SEI_NODE_QUOTE || block->kind == SEI_NODE_CALLOUT ||
                        block->kind == SEI_NODE_DIVISION || block->kind == SEI_NODE_EMBEDDED;
    if (shape == SEI_SHAPE_LEAF)
        add_inlines(block, 0);
    else if (is_container && depth < 4)
        add_blocks(block, depth + 1);
}

static void add_blocks(sei_node *parent, int depth) {
    for (uint32_t count = below(4); count > 0; count--)
        fill_block(add(parent, blocks[below(sizeof blocks / sizeof *blocks)]), depth);
}

static void add_chapter(sei_node *parent, int depth) {
    sei_node *chapter = add_titled(parent, SEI_NODE_CHAPTER, depth, below(3) ? word().at : "");
    notes.at = NULL;
    notes.size = notes.room = 0;
    for (int i = 0; i < 4; i++)
        add_blocks(chapter, 0);
    if (notes.size == 0)
        return;
    sei_node *last = add(chapter, SEI_NODE_NOTES);
    for (size_t i = 0; i < notes.size; i++)
        sei_node_append(last, notes.at[i]);
}

static sei_book chance_book(uint32_t seed) {
    sei_book book;
    chance = seed;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    add_chapter(root, 1);
    sei_node *part = add_titled(root, SEI_NODE_PART, 1, word().at);
    add_chapter(part, 2);
    add_chapter(add_titled(part, SEI_NODE_PART, 2, word().at), 3);
    add_chapter(root, 1);
    seal(&book, root);
    return book;
}

/* The text between the tags of all files of text. */
static sei_str shown_text(const sei_str *files) {
    sei_buf out;
    sei_buf_init(&out, &memory);
    for (size_t i = 0; i < plan.file_count; i++) {
        bool in_tag = false;
        size_t body = sei_str_find(files[i], SEI_STR("<body"), 0);
        for (size_t at = body; at < files[i].size; at++) {
            in_tag = files[i].at[at] == '<' || (in_tag && files[i].at[at] != '>');
            if (!in_tag && files[i].at[at] != '>')
                sei_buf_add_byte(&out, files[i].at[at]);
        }
    }
    sei_str text = sei_arena_copy(&arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return text;
}

/* The words of a node's own. */
static void own_words(const sei_node *node, sei_str words[2]) {
    sei_node_kind kind = node->kind;
    words[0] = words[1] = SEI_STR("");
    if (kind == SEI_NODE_TEXT || kind == SEI_NODE_CODE || kind == SEI_NODE_MATH ||
        kind == SEI_NODE_TAG)
        words[0] = node->as.text;
    else if (kind == SEI_NODE_IMAGE || kind == SEI_NODE_FIGURE)
        words[0] = node->as.link.image.alt; /* none of them has its picture */
    else if (kind == SEI_NODE_CODE_BLOCK || kind == SEI_NODE_MATH_BLOCK)
        words[0] = node->as.code.text;
    else if (kind == SEI_NODE_DIVISION)
        words[0] = node->as.division.title;
    else if (kind == SEI_NODE_EMBEDDED)
        words[0] = node->as.link.title;
    else if (kind == SEI_NODE_PART || kind == SEI_NODE_CHAPTER)
        words[0] = node->as.chapter.title;
}

static void check_node(const sei_node *node, sei_str text, const sei_str *files, size_t *place) {
    sei_str words[2];
    own_words(node, words);
    if (words[0].size) {
        size_t found = sei_str_find(text, words[0], 0);
        bool is_once =
            found != SEI_STR_NONE && sei_str_find(text, words[0], found + 1) == SEI_STR_NONE;
        bool is_in_note = sei_node_ancestor(node, SEI_NODE_NOTE) != NULL;
        CHECK(is_once);
        CHECK(is_in_note || found >= *place);
        *place = is_in_note || !is_once ? *place : found;
    }
    if (node->anchor) {
        const sei_epub_file *file = sei_epub_plan_file_of(&plan, node);
        sei_str id =
            sei_arena_print(&arena, " id=\"%.*s\"", SEI_STR_ARG(sei_epub_plan_id(&plan, node)));
        CHECK_INT(count_of(files[file - plan.files], id.at), 1);
    }
}

static void check_book(uint32_t seed) {
    begin_test();
    sei_book book = chance_book(seed);
    sei_epub_request request = request_for(&book);
    sei_epub_plan_make(&plan, &request);
    sei_str *files = SEI_NEW_ARRAY(&arena, sei_str, plan.file_count);
    for (size_t i = 0; i < plan.file_count; i++)
        files[i] = sei_xhtml_text(&plan, &plan.files[i]);
    sei_str text = shown_text(files);
    size_t place = 0;
    for (const sei_node *node = book.root; node; node = sei_node_next(book.root, node))
        check_node(node, text, files, &place);
}

TEST(every_text_stands_once_and_in_order_and_every_anchor_has_its_id) {
    for (uint32_t seed = 1; seed <= 60; seed++)
        check_book(seed);
}

/* 都は東京（とうきょう）, with a base of so many bytes. */
static sei_str ruby_text(uint32_t base) {
    static sei_book book;
    static sei_epub_request request;
    begin_test();
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *paragraph = add_paragraph(add(root, SEI_NODE_CHAPTER), "都は東京");
    sei_node *span = add(paragraph, SEI_NODE_SPAN);
    span->as.span.is_reading = true;
    span->as.span.base = base;
    add_text(span, "（とうきょう）");
    seal(&book, root);
    request = request_for(&book);
    style.epub.native_ruby = true;
    sei_epub_plan_make(&plan, &request);
    return sei_xhtml_text(&plan, &plan.files[0]);
}

TEST(a_reading_is_ruby_where_the_style_asks_for_it_and_its_word_is_known) {
    CHECK(holds(ruby_text(6), "都は<ruby>東京<rt>とうきょう</rt></ruby></p>"));
    CHECK(holds(ruby_text(0), "都は東京<span>（とうきょう）</span></p>"));
    CHECK(holds(ruby_text(99), "都は東京<span>（とうきょう）</span></p>"));
    style.epub.native_ruby = false;
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[0]), "（とうきょう）"));
}

TEST(every_mark_and_every_note_stands_once) {
    begin_test();
    sei_book book = chance_book(7);
    sei_epub_request request = request_for(&book);
    sei_epub_plan_make(&plan, &request);
    size_t marks = 0, written = 0, wanted_notes = 0, asides = 0;
    for (const sei_node *node = book.root; node; node = sei_node_next(book.root, node)) {
        marks += node->kind == SEI_NODE_NOTE_MARK;
        wanted_notes += node->kind == SEI_NODE_NOTE;
    }
    for (size_t i = 0; i < plan.file_count; i++) {
        sei_str file = sei_xhtml_text(&plan, &plan.files[i]);
        written += count_of(file, "epub:type=\"noteref\"");
        asides += count_of(file, "<aside");
    }
    CHECK(marks > 0);
    CHECK_INT(written, marks);
    CHECK_INT(asides, wanted_notes);
}

int main(void) {
    begin_tests();
    RUN(every_text_stands_once_and_in_order_and_every_anchor_has_its_id);
    RUN(a_reading_is_ruby_where_the_style_asks_for_it_and_its_word_is_known);
    RUN(every_mark_and_every_note_stands_once);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
