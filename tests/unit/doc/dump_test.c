/* The dump: every attribute that is set, in one line a node. */
#include "doc/book.h"

#include "test.h"

static sei_memory memory;
static sei_arena arena;
static sei_buf out;

static void start(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    sei_buf_init(&out, &memory);
}

static void end(void) {
    sei_buf_fini(&out);
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
}

static sei_node *add(sei_node *parent, sei_node_kind kind, uint32_t offset) {
    sei_node *node = sei_node_new(&arena, kind, 0, offset);
    if (parent)
        sei_node_append(parent, node);
    return node;
}

TEST(a_tree_is_dumped_with_places_and_levels) {
    start();
    const sei_source *source =
        sei_source_new(&arena, SEI_STR("a.md"), SEI_STR("## 概要\n\n- \"x\"\n\n終"), 0);
    sei_node *root = add(NULL, SEI_NODE_CHAPTER, 0);
    root->as.chapter.title = SEI_STR("題");
    root->as.chapter.lang = SEI_LANG_JA;
    sei_node *heading = add(root, SEI_NODE_HEADING, 0);
    heading->as.heading.level = 2;
    heading->as.heading.depth = 1;
    heading->anchor = 3;
    heading->label = SEI_STR("id");
    add(heading, SEI_NODE_TEXT, 3)->as.text = SEI_STR("概要");
    sei_node *list = add(root, SEI_NODE_LIST, 11);
    list->as.list.tight = true;
    sei_node *item = add(list, SEI_NODE_ITEM, 11);
    item->as.item.task = '/';
    add(add(item, SEI_NODE_PARAGRAPH, 13), SEI_NODE_TEXT, 13)->as.text = SEI_STR("\"x\"\n");
    add(add(root, SEI_NODE_PARAGRAPH, 18), SEI_NODE_TEXT, 18)->as.text = SEI_STR("終");
    sei_doc_dump(root, &source, 1, &out);
    CHECK_STR(sei_buf_str(&out), "chapter title=\"題\" lang=ja @1:1\n"
                                 "  heading label=\"id\" anchor=3 level=2 depth=1 @1:1\n"
                                 "    text \"概要\" @1:4\n"
                                 "  list tight @3:1\n"
                                 "    item task=\"/\" @3:1\n"
                                 "      paragraph @3:3\n"
                                 "        text \"\\\"x\\\"\\n\" @3:3\n"
                                 "  paragraph @5:1\n"
                                 "    text \"終\" @5:1\n");
    end();
}

TEST(each_kind_prints_what_it_has) {
    start();
    sei_node *root = add(NULL, SEI_NODE_BOOK, 0);
    sei_node *list = add(root, SEI_NODE_LIST, 0);
    list->as.list.ordered = true;
    list->as.list.delimiter = ')';
    list->as.list.start = 4;
    add(list, SEI_NODE_ITEM, 0)->as.item.number = 4;
    sei_node *callout = add(root, SEI_NODE_CALLOUT, 0);
    callout->as.callout.type = SEI_STR("tip");
    callout->as.callout.metadata = SEI_STR("wide");
    callout->as.callout.fold = SEI_FOLD_CLOSED;
    sei_node *code = add(root, SEI_NODE_CODE_BLOCK, 0);
    code->as.code.info = SEI_STR("c");
    code->as.code.text = SEI_STR("x;\n");
    sei_node *table = add(root, SEI_NODE_TABLE, 0);
    static const sei_align aligns[] = {SEI_ALIGN_NONE, SEI_ALIGN_RIGHT};
    table->as.table.column_count = 2;
    table->as.table.aligns = aligns;
    sei_node *row = add(table, SEI_NODE_ROW, 0);
    row->as.row.is_head = true;
    sei_node *cell = add(row, SEI_NODE_CELL, 0);
    cell->as.cell.column = 1;
    cell->as.cell.align = SEI_ALIGN_RIGHT;
    sei_node *figure = add(root, SEI_NODE_FIGURE, 0);
    figure->as.link.target.path = SEI_STR("a.png");
    figure->as.link.image = (sei_image_node){SEI_STR("図"), 100, 50, 1};
    sei_node *link = add(root, SEI_NODE_LINK, 0);
    link->as.link.target = (sei_target){SEI_STR("n"), SEI_STR("H"), true, true, 7, SEI_STR("../m")};
    link->as.link.title = SEI_STR("t");
    sei_node *mark = add(root, SEI_NODE_NOTE_MARK, 0);
    mark->as.note.label = SEI_STR("a");
    mark->as.note.number = 1;
    mark->as.note.mark_count = 2;
    sei_node *span = add(root, SEI_NODE_SPAN, 0);
    span->as.span.lang = SEI_LANG_ZH_HANS;
    span->as.span.is_reading = true;
    sei_node *division = add(root, SEI_NODE_DIVISION, 0);
    division->as.division.align = SEI_ALIGN_CENTER;
    division->as.division.title = SEI_STR("more");
    sei_doc_dump(root, NULL, 0, &out);
    CHECK_STR(sei_buf_str(&out),
              "book\n"
              "  list ordered delimiter=\")\" start=4\n"
              "    item number=4\n"
              "  callout type=\"tip\" metadata=\"wide\" fold=closed\n"
              "  code-block info=\"c\" \"x;\\n\"\n"
              "  table columns=2 aligns=none,right\n"
              "    row head\n"
              "      cell column=1 align=right\n"
              "  figure path=\"a.png\" alt=\"図\" width=100 height=50 asset=1\n"
              "  link path=\"n\" subpath=\"H\" alias markdown to=7 sibling=\"../m\" title=\"t\"\n"
              "  note-mark name=\"a\" number=1 mark=2\n"
              "  span lang=zh-Hans reading\n"
              "  division align=center title=\"more\"\n");
    end();
}

/* One line of its own for every kind, whatever it holds. */
TEST(every_kind_has_its_line) {
    start();
    sei_node *root = add(NULL, SEI_NODE_BOOK, 0);
    sei_buf expected;
    sei_buf_init(&expected, &memory);
    sei_buf_add(&expected, SEI_STR("book\n"));
    for (int kind = SEI_NODE_BOOK + 1; kind < SEI_NODE_KIND_COUNT; kind++) {
        sei_node *node = add(root, (sei_node_kind)kind, 0);
        node->label = SEI_STR("l");
        node->anchor = 2;
        bool has_text = kind == SEI_NODE_TEXT || kind == SEI_NODE_CODE || kind == SEI_NODE_MATH ||
                        kind == SEI_NODE_TAG || kind == SEI_NODE_CODE_BLOCK ||
                        kind == SEI_NODE_MATH_BLOCK;
        sei_buf_print(&expected, "  %s label=\"l\" anchor=2%s\n",
                      sei_node_name((sei_node_kind)kind), has_text ? " \"\"" : "");
    }
    sei_doc_dump(root, NULL, 0, &out);
    CHECK(sei_str_equal(sei_buf_str(&out), sei_buf_str(&expected)));
    sei_buf_fini(&expected);
    end();
}

TEST(attributes_of_what_else_a_book_has) {
    start();
    sei_node *root = add(NULL, SEI_NODE_BOOK, 0);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER, 0);
    chapter->as.chapter.title = SEI_STR("題");
    chapter->as.chapter.number = SEI_STR("第1章");
    chapter->as.chapter.show_title = true;
    chapter->as.chapter.depth = 2;
    sei_node *heading = add(chapter, SEI_NODE_HEADING, 0);
    heading->as.heading.level = 2;
    heading->as.heading.depth = 3;
    heading->as.heading.number = SEI_STR("1.1");
    add(chapter, SEI_NODE_MATH_BLOCK, 0)->as.code.text = SEI_STR("x^2");
    sei_node *embedded = add(chapter, SEI_NODE_EMBEDDED, 0);
    embedded->as.link.target = (sei_target){.path = SEI_STR("n"), .subpath = SEI_STR("^b")};
    embedded->as.link.title = SEI_STR("t");
    sei_node *callout = add(chapter, SEI_NODE_CALLOUT, 0);
    callout->as.callout.type = SEI_STR("a");
    callout->as.callout.fold = SEI_FOLD_OPEN;
    sei_node *paragraph = add(chapter, SEI_NODE_PARAGRAPH, 0);
    add(paragraph, SEI_NODE_TAG, 0)->as.text = SEI_STR("t/u");
    add(paragraph, SEI_NODE_MATH, 0)->as.text = SEI_STR("\\pi");
    add(paragraph, SEI_NODE_CODE, 0)->as.text = SEI_STR("c");
    sei_node *image = add(paragraph, SEI_NODE_EMBED, 0);
    image->as.link.target.has_alias = true;
    image->as.link.image.alt = SEI_STR("図");
    sei_node *cell = add(add(chapter, SEI_NODE_ROW, 0), SEI_NODE_CELL, 0);
    cell->as.cell.align = SEI_ALIGN_LEFT;
    sei_node *note = add(add(chapter, SEI_NODE_NOTES, 0), SEI_NODE_NOTE, 0);
    note->as.note.label = SEI_STR("n");
    note->as.note.number = 1;
    note->as.note.mark_count = 3;
    sei_doc_dump(root, NULL, 0, &out);
    CHECK_STR(sei_buf_str(&out), "book\n"
                                 "  chapter title=\"題\" number=\"第1章\" show-title depth=2\n"
                                 "    heading level=2 depth=3 number=\"1.1\"\n"
                                 "    math-block \"x^2\"\n"
                                 "    embedded path=\"n\" subpath=\"^b\" title=\"t\"\n"
                                 "    callout type=\"a\" fold=open\n"
                                 "    paragraph\n"
                                 "      tag \"t/u\"\n"
                                 "      math \"\\\\pi\"\n"
                                 "      code \"c\"\n"
                                 "      embed alias alt=\"図\"\n"
                                 "    row\n"
                                 "      cell align=left\n"
                                 "    notes\n"
                                 "      note name=\"n\" number=1 mark=3\n");
    end();
}

TEST(a_book_is_dumped_with_what_stands_around_its_tree) {
    start();
    const sei_source *sources[2] = {sei_source_new(&arena, SEI_STR("a.md"), SEI_STR("a\nb"), 0),
                                    sei_source_new(&arena, SEI_STR("b.md"), SEI_STR("c"), 1)};
    sei_node *root = add(NULL, SEI_NODE_BOOK, 0);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER, 2);
    chapter->anchor = 1;
    sei_node *rule = sei_node_new(&arena, SEI_NODE_RULE, 1, 0);
    sei_node_append(chapter, rule);
    sei_str author = SEI_STR("山田"), tag = SEI_STR("📑");
    sei_asset asset = {SEI_STR("a.png"), SEI_ASSET_PNG, SEI_STR("12345"), 4, 3, false};
    sei_anchor anchor = {chapter};
    sei_book book = {.info = {.title = SEI_STR("題"),
                              .authors = &author,
                              .author_count = 1,
                              .tags = &tag,
                              .tag_count = 1,
                              .lang = SEI_LANG_JA,
                              .lang_tag = SEI_STR("ja-JP")},
                     .root = root,
                     .sources = sources,
                     .source_count = 2,
                     .assets = &asset,
                     .asset_count = 1,
                     .anchors = &anchor,
                     .anchor_count = 1,
                     .cover = 1};
    sei_book_dump(&book, &out);
    CHECK_STR(sei_buf_str(&out), "title \"題\"\n"
                                 "author \"山田\"\n"
                                 "tag \"📑\"\n"
                                 "lang ja \"ja-JP\"\n"
                                 "cover 1\n"
                                 "source 0 \"a.md\"\n"
                                 "source 1 \"b.md\"\n"
                                 "asset 1 png \"a.png\" bytes=5 width=4 height=3\n"
                                 "anchor 1 chapter @0/2:1\n"
                                 "book @0/1:1\n"
                                 "  chapter anchor=1 @0/2:1\n"
                                 "    rule @1/1:1\n");
    end();
}

int main(void) {
    RUN(a_tree_is_dumped_with_places_and_levels);
    RUN(each_kind_prints_what_it_has);
    RUN(every_kind_has_its_line);
    RUN(attributes_of_what_else_a_book_has);
    RUN(a_book_is_dumped_with_what_stands_around_its_tree);
    return TEST_RESULT();
}
