/* The structure tree of small documents: a tree of nodes and the draws of its pages, built by hand,
 * read back by qpdf. The end-to-end checks compare whole notes. */
#include "sample.h"

/* A sample with a tree: node 1 is the book, node 2 its chapter. */
typedef struct tree {
    sample s;
    sei_node *book, *chapter;
} tree;

static sei_node *add_node(tree *t, sei_node *parent, sei_node_kind kind) {
    sei_node *node = sei_node_new(&t->s.arena, kind, 0, 0);
    node->id = ++t->s.book.node_count;
    if (parent)
        sei_node_append(parent, node);
    return node;
}

static void open_tree(tree *t) {
    sample_open(&t->s);
    t->book = add_node(t, NULL, SEI_NODE_BOOK);
    t->chapter = add_node(t, t->book, SEI_NODE_CHAPTER);
    t->s.book.root = t->book;
}

/* A line of text that belongs to the node. */
static void draw(tree *t, int page, const sei_node *node, sei_draw_role role, const char *text) {
    sample_line(&t->s, page, (int)t->s.page[page].draw_count, text);
    sei_draw *last = &t->s.draws[page][t->s.page[page].draw_count - 1];
    last->node = node;
    last->role = role;
}

static sei_node *add_text(tree *t, sei_node *parent, sei_node_kind kind, const char *text) {
    sei_node *block = add_node(t, parent, kind);
    draw(t, 0, add_node(t, block, SEI_NODE_TEXT), SEI_ROLE_CONTENT, text);
    return block;
}

/* The file's objects as readable text, without line breaks and indents. */
static sei_str written(tree *t) {
    int fd = sample_write(&t->s);
    sample_check(&t->s, fd);
    sei_str text = sample_command(
        &t->s,
        "qpdf --qdf --object-streams=disable --no-original-object-ids @ - | tr -s ' \\n' ' '", fd);
    close(fd);
    return text;
}

static size_t count(sei_str text, const char *part) {
    size_t found = 0;
    size_t at = sei_str_find(text, sei_str_from(part), 0);
    for (; at != SEI_STR_NONE; at = sei_str_find(text, sei_str_from(part), at + 1))
        found++;
    return found;
}

static bool has(sei_str text, const char *part) {
    if (count(text, part) == 0) {
        fprintf(stderr, "missing: %s\n", part);
        return false;
    }
    return true;
}

TEST(a_paragraph_on_two_pages_is_one_element) {
    tree t;
    open_tree(&t);
    t.s.pages.count = 2;
    sei_node *paragraph = add_text(&t, t.chapter, SEI_NODE_PARAGRAPH, "前");
    draw(&t, 0, paragraph->first, SEI_ROLE_CONTENT, "同じ頁の続き");
    draw(&t, 1, paragraph->first, SEI_ROLE_CONTENT, "後");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /P "), 1);
    CHECK_INT(count(text, "/P<</MCID 0>>BDC"), 2);
    CHECK_INT(count(text, "/Type /MCR"), 1);
    CHECK_INT(count(text, "EMC"), 2);
    CHECK(has(text, "/StructParents 1"));
    sample_close(&t.s);
}

TEST(furniture_is_an_artifact) {
    tree t;
    open_tree(&t);
    draw(&t, 0, NULL, SEI_ROLE_PAGINATION, "柱");
    draw(&t, 0, t.chapter, SEI_ROLE_LAYOUT, "……");
    add_text(&t, t.chapter, SEI_NODE_PARAGRAPH, "本文");
    draw(&t, 0, NULL, SEI_ROLE_PAGINATION, "1");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/Artifact<</Type/Pagination>>BDC"), 2);
    CHECK_INT(count(text, "/Artifact<</Type/Layout>>BDC"), 1);
    CHECK_INT(count(text, "/MCID"), 1);
    CHECK(has(text, "/Marked true"));
    sample_close(&t.s);
}

TEST(what_is_not_drawn_is_not_there) {
    tree t;
    open_tree(&t);
    add_node(&t, t.chapter, SEI_NODE_PARAGRAPH);
    sei_node *list = add_node(&t, t.chapter, SEI_NODE_LIST);
    add_node(&t, add_node(&t, list, SEI_NODE_ITEM), SEI_NODE_PARAGRAPH);
    add_text(&t, t.chapter, SEI_NODE_QUOTE, "引用");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /P "), 0);
    CHECK_INT(count(text, "/S /L"), 0);
    CHECK_INT(count(text, "/S /BlockQuote"), 1);
    sample_close(&t.s);
}

static void add_heading(tree *t, sei_node *parent, int depth, const char *text) {
    sei_node *heading =
        text ? add_text(t, parent, SEI_NODE_HEADING, text) : add_node(t, parent, SEI_NODE_HEADING);
    heading->as.heading.depth = depth;
}

/* A heading that is not drawn, and one in a quote, leave no gap behind them. */
TEST(heading_levels_are_counted_as_drawn) {
    tree t;
    open_tree(&t);
    add_heading(&t, t.chapter, 1, NULL);
    add_heading(&t, t.chapter, 2, "一");
    add_heading(&t, t.chapter, 3, NULL);
    add_heading(&t, t.chapter, 4, "二");
    add_heading(&t, add_node(&t, t.chapter, SEI_NODE_QUOTE), 0, "三");
    add_heading(&t, t.chapter, 4, "二");
    add_heading(&t, t.chapter, 1, "一");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /H1 "), 2);
    CHECK_INT(count(text, "/S /H2 "), 2);
    CHECK_INT(count(text, "/S /H3 "), 1);
    CHECK_INT(count(text, "/S /H"), 5);
    sample_close(&t.s);
}

TEST(a_short_row_is_filled_up) {
    tree t;
    open_tree(&t);
    sei_node *table = add_node(&t, t.chapter, SEI_NODE_TABLE);
    table->as.table.column_count = 3;
    for (int row = 0; row < 2; row++) {
        sei_node *line = add_node(&t, table, SEI_NODE_ROW);
        line->as.row.is_head = row == 0;
        add_text(&t, line, SEI_NODE_CELL, "左");
        add_node(&t, line, SEI_NODE_CELL)->as.cell.column = 1;
    }
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /TH "), 3);
    CHECK_INT(count(text, "/S /TD "), 3);
    CHECK_INT(count(text, "/Scope /Column"), 3);
    CHECK_INT(count(text, "/Headers"), 3);
    CHECK_INT(count(text, "/S /TR "), 2);
    sample_close(&t.s);
}

/* The second row's first column is covered from above, and its last is missing. */
TEST(cells_that_cover_others_are_counted) {
    tree t;
    open_tree(&t);
    sei_node *table = add_node(&t, t.chapter, SEI_NODE_TABLE);
    table->as.table.column_count = 3;
    sei_node *first = add_node(&t, table, SEI_NODE_ROW);
    sei_node *cell = add_text(&t, first, SEI_NODE_CELL, "左");
    cell->as.cell.more_rows = 1;
    cell->as.cell.is_head = true;
    cell = add_text(&t, first, SEI_NODE_CELL, "左");
    cell->as.cell.column = 1;
    cell->as.cell.more_columns = 1;
    cell = add_text(&t, add_node(&t, table, SEI_NODE_ROW), SEI_NODE_CELL, "左");
    cell->as.cell.column = 1;
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /TH "), 1);
    CHECK_INT(count(text, "/S /TD "), 3);
    CHECK_INT(count(text, "/Scope /Row"), 1);
    CHECK_INT(count(text, "/RowSpan 2"), 1);
    CHECK_INT(count(text, "/ColSpan 2"), 1);
    sample_close(&t.s);
}

TEST(a_list_in_a_cell_is_a_list) {
    tree t;
    open_tree(&t);
    sei_node *table = add_node(&t, t.chapter, SEI_NODE_TABLE);
    table->as.table.column_count = 1;
    sei_node *cell = add_node(&t, add_node(&t, table, SEI_NODE_ROW), SEI_NODE_CELL);
    sei_node *list = add_node(&t, cell, SEI_NODE_CELL_LIST);
    add_text(&t, list, SEI_NODE_CELL_ITEM, "左");
    add_text(&t, list, SEI_NODE_CELL_ITEM, "左");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /L "), 1);
    CHECK_INT(count(text, "/S /LI "), 2);
    CHECK_INT(count(text, "/S /LBody "), 2);
    sample_close(&t.s);
}

/* One note, however often it is mentioned. */
TEST(notes_have_references_and_ids) {
    tree t;
    open_tree(&t);
    sei_node *first = add_text(&t, t.chapter, SEI_NODE_PARAGRAPH, "一");
    sei_node *second = add_text(&t, t.chapter, SEI_NODE_PARAGRAPH, "二");
    sei_node *note = add_node(&t, add_node(&t, t.chapter, SEI_NODE_NOTES), SEI_NODE_NOTE);
    for (int i = 0; i < 2; i++) {
        sei_node *mark = add_node(&t, i == 0 ? first : second, SEI_NODE_NOTE_MARK);
        mark->as.note.note = note;
        draw(&t, 0, mark, SEI_ROLE_CONTENT, "1");
    }
    draw(&t, 0, note, SEI_ROLE_LABEL, "1");
    add_text(&t, note, SEI_NODE_PARAGRAPH, "注");
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /Note "), 1);
    CHECK_INT(count(text, "/S /Reference "), 2);
    CHECK_INT(count(text, "/S /Lbl "), 1);
    CHECK_INT(count(text, "/ID (e"), 1);
    CHECK(has(text, "/IDTree"));
    sample_close(&t.s);
}

TEST(links_of_one_node_share_an_element) {
    tree t;
    open_tree(&t);
    sei_node *link = add_node(&t, add_node(&t, t.chapter, SEI_NODE_PARAGRAPH), SEI_NODE_LINK);
    draw(&t, 0, add_node(&t, link, SEI_NODE_TEXT), SEI_ROLE_CONTENT, "行をまたぐ");
    for (int i = 0; i < 2; i++) {
        t.s.links[0][t.s.page[0].link_count++] =
            (sei_page_link){.box = {40 * SEI_POINT, 50 * SEI_POINT, 60 * SEI_POINT, SEI_POINT},
                            .node = link,
                            .url = SEI_STR("https://example.org/")};
    }
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /Link "), 1);
    CHECK_INT(count(text, "/Type /OBJR"), 2);
    CHECK(has(text, "/StructParent 1 "));
    CHECK(has(text, "/StructParent 2 "));
    CHECK(has(text, "/ParentTreeNextKey 3 "));
    sample_close(&t.s);
}

TEST(pictures_and_formulas_have_texts) {
    static const sei_asset missing = {.path = {"図.png", 7}};
    tree t;
    open_tree(&t);
    t.s.book.assets = &missing;
    t.s.book.asset_count = 1;
    sei_node *figure = add_node(&t, t.chapter, SEI_NODE_FIGURE);
    figure->as.link.image.alt = SEI_STR("絵");
    sei_draw *image = sample_draw(&t.s, 0);
    *image = (sei_draw){.kind = SEI_DRAW_IMAGE, .node = figure};
    image->as.image.box = (sei_box){40 * SEI_POINT, 40 * SEI_POINT, 72 * SEI_POINT, 36 * SEI_POINT};
    draw(&t, 0, add_node(&t, figure, SEI_NODE_TEXT), SEI_ROLE_CONTENT, "説明");
    sei_node *formula = add_node(&t, t.chapter, SEI_NODE_MATH_BLOCK);
    formula->as.code.text = SEI_STR("x");
    draw(&t, 0, formula, SEI_ROLE_CONTENT, "x");
    sei_str text = written(&t);
    CHECK(has(text, "/Alt <feff7d75>"));
    CHECK(has(text, "/BBox [ 40 519 112 555 ]"));
    CHECK_INT(count(text, "/S /Caption "), 1);
    CHECK(has(text, "/Alt <feff0078>"));
    sample_close(&t.s);
}

TEST(a_task_that_is_drawn_says_its_state) {
    tree t;
    open_tree(&t);
    sei_node *item = add_node(&t, add_node(&t, t.chapter, SEI_NODE_LIST), SEI_NODE_ITEM);
    item->as.item.task = 'x';
    sei_draw *box = sample_draw(&t.s, 0);
    *box = (sei_draw){.kind = SEI_DRAW_FRAME, .role = SEI_ROLE_LABEL, .node = item};
    box->as.rect.box = (sei_box){40 * SEI_POINT, 40 * SEI_POINT, 8 * SEI_POINT, 8 * SEI_POINT};
    box->as.rect.line = SEI_POINT;
    sei_str text = written(&t);
    CHECK(has(text, "/ActualText <feff2611>"));
    CHECK_INT(count(text, "/S /LBody "), 0);
    sample_close(&t.s);
}

/* More elements than one object stream or one leaf of the parent tree holds. */
TEST(many_elements_are_found_again) {
    tree t;
    open_tree(&t);
    t.s.pages.count = SAMPLE_PAGES;
    for (int page = 0; page < SAMPLE_PAGES; page++) {
        for (int line = 0; line < SAMPLE_DRAWS; line++) {
            sei_node *paragraph = add_node(&t, t.chapter, SEI_NODE_PARAGRAPH);
            draw(&t, page, add_node(&t, paragraph, SEI_NODE_TEXT), SEI_ROLE_CONTENT, "行");
        }
    }
    sei_str text = written(&t);
    CHECK_INT(count(text, "/S /P "), SAMPLE_PAGES * SAMPLE_DRAWS);
    CHECK_INT(count(text, "/P<</MCID "), SAMPLE_PAGES * SAMPLE_DRAWS);
    sample_close(&t.s);
}

TEST(standards_have_names) {
    unsigned standards = 77;
    CHECK(sei_pdf_standards_parse(SEI_STR(SEI_PDF_STANDARDS), &standards));
    CHECK_INT(standards, SEI_PDF_UA_1 | SEI_PDF_A_2A);
    CHECK(sei_pdf_standards_parse(SEI_STR("a-2u, ua-1"), &standards));
    CHECK_INT(standards, SEI_PDF_UA_1 | SEI_PDF_A_2U);
    CHECK(sei_pdf_standards_parse(SEI_STR("1.7"), &standards));
    CHECK_INT(standards, 0);
    CHECK(!sei_pdf_standards_parse(SEI_STR("a-2a,x"), &standards));
    CHECK(!sei_pdf_standards_parse(SEI_STR(""), &standards));
    CHECK_INT(standards, 0);
}

static sei_str metadata(unsigned standards) {
    static char kept[65536];
    tree t;
    open_tree(&t);
    t.s.standards = standards;
    int fd = sample_write(&t.s);
    sei_str bytes = sample_bytes(&t.s, fd);
    size_t from = sei_str_find(bytes, SEI_STR("<?xpacket"), 0);
    size_t to = sei_str_find(bytes, SEI_STR("<?xpacket end"), 0);
    sei_str packet = sei_str_slice(bytes, from, to);
    CHECK(from < to && packet.size < sizeof kept);
    memcpy(kept, packet.at, packet.size);
    sei_str copy = {kept, packet.size};
    close(fd);
    sample_close(&t.s);
    return copy;
}

TEST(a_file_claims_what_is_asked_for) {
    sei_str both = metadata(SEI_PDF_UA_1 | SEI_PDF_A_2A);
    CHECK(has(both, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"));
    CHECK(has(both, "<pdfuaid:part>1</pdfuaid:part>"));
    CHECK(has(both, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"));
    sei_str archival = metadata(SEI_PDF_A_2U);
    CHECK(has(archival, "<pdfaid:conformance>U</pdfaid:conformance>"));
    CHECK_INT(count(archival, "pdfuaid"), 0);
    sei_str accessible = metadata(SEI_PDF_UA_1);
    CHECK(has(accessible, "<pdfuaid:part>1</pdfuaid:part>"));
    CHECK_INT(count(accessible, "pdfaSchema"), 0);
    CHECK_INT(count(metadata(0), "aiim.org"), 0);
}

int main(void) {
    RUN(standards_have_names);
    RUN(a_file_claims_what_is_asked_for);
    if (!sample_has("qpdf"))
        return TEST_RESULT();
    RUN(a_paragraph_on_two_pages_is_one_element);
    RUN(furniture_is_an_artifact);
    RUN(what_is_not_drawn_is_not_there);
    RUN(heading_levels_are_counted_as_drawn);
    RUN(a_short_row_is_filled_up);
    RUN(cells_that_cover_others_are_counted);
    RUN(a_list_in_a_cell_is_a_list);
    RUN(notes_have_references_and_ids);
    RUN(links_of_one_node_share_an_element);
    RUN(pictures_and_formulas_have_texts);
    RUN(a_task_that_is_drawn_says_its_state);
    RUN(many_elements_are_found_again);
    return TEST_RESULT();
}
