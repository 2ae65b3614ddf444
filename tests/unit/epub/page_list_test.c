/* A page map → page breaks in the text, in the navigation and in the metadata. */
#include "tree.h"

#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/plan.h"
#include "epub/xhtml.h"

static sei_epub_plan plan;
static sei_page_map_entry entries[16];
static sei_page_map map;

static void begin_map(void) {
    begin_test();
    map = (sei_page_map){.entries = entries};
}

static void add_page(const sei_node *node, uint32_t offset, const char *label) {
    entries[map.count++] = (sei_page_map_entry){node->id, offset, 0, sei_str_from(label)};
}

static sei_str make_text(const sei_book *book, size_t file) {
    static sei_epub_request request; /* the plan keeps it */
    request = request_for(book);
    request.page_map = &map;
    sei_epub_plan_make(&plan, &request);
    return sei_xhtml_text(&plan, &plan.files[file]);
}

#define BREAK(id, label)                                                                           \
    "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"p" id "\" aria-label=\"" label "\"" \
    "/>"

TEST(a_page_begins_inside_a_text_at_its_offset) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *paragraph = add(add(root, SEI_NODE_CHAPTER), SEI_NODE_PARAGRAPH);
    const sei_node *text = add_text(paragraph, "あいうえ");
    seal(&book, root);
    add_page(text, 0, "1");
    add_page(text, 3, "2");
    add_page(text, 7, "3"); /* inside う's bytes: before it */
    add_page(text, 99, "4");
    CHECK(holds(make_text(&book, 0), "<p>" BREAK("1", "1") "あ" BREAK("2", "2") "い" BREAK(
                                         "3", "3") "うえ" BREAK("4", "4") "</p>"));
}

TEST(a_page_that_begins_in_a_link_a_table_or_code_stands_before_it) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *paragraph = add_paragraph(chapter, "文");
    sei_node *link = add(paragraph, SEI_NODE_LINK);
    link->as.link.target.path = SEI_STR("https://example.jp/");
    const sei_node *in_link = add_text(add(link, SEI_NODE_STRONG), "リンク");
    const sei_node *code = add(chapter, SEI_NODE_CODE_BLOCK);
    sei_node *table = add(chapter, SEI_NODE_TABLE);
    const sei_node *in_table = add_text(add(add(table, SEI_NODE_ROW), SEI_NODE_CELL), "升");
    const sei_node *later = add_text(add(add(table, SEI_NODE_ROW), SEI_NODE_CELL), "目");
    seal(&book, root);
    add_page(in_link, 3, "1");
    add_page(code, 5, "2");
    add_page(in_table, 0, "3");
    add_page(later, 0, "4");
    sei_str text = make_text(&book, 0);
    CHECK(holds(text, "文" BREAK("1", "1") "<a href"));
    CHECK(holds(text, BREAK("2", "2") "\n<pre>"));
    CHECK(holds(text, BREAK("3", "3") BREAK("4", "4") "\n<div class=\"table\">"));
}

TEST(between_the_items_of_a_list_no_page_begins) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    sei_node *list = add(chapter, SEI_NODE_LIST);
    sei_node *item = add(list, SEI_NODE_ITEM);
    add_paragraph(item, "項");
    sei_node *empty = add(add(chapter, SEI_NODE_LIST), SEI_NODE_ITEM);
    seal(&book, root);
    add_page(item, 0, "1");
    add_page(empty, 0, "2");
    sei_str text = make_text(&book, 0);
    CHECK(holds(text, "<li>" BREAK("1", "1") "\n<p>項</p></li></ul>" BREAK("2", "2") "\n<ul>"));
}

TEST(pages_of_titles_stand_in_their_sections) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *part = add_titled(root, SEI_NODE_PART, 1, "部");
    sei_node *chapter = add_titled(part, SEI_NODE_CHAPTER, 2, "章");
    sei_node *note = new_note(1, "注");
    add_mark(add_paragraph(chapter, "文"), note);
    sei_node_append(add(chapter, SEI_NODE_NOTES), note);
    add_paragraph(add_titled(part, SEI_NODE_CHAPTER, 2, "次"), "文");
    seal(&book, root);
    add_page(part, 0, "1");
    add_page(chapter, 0, "3");
    add_page(note->first, 0, "4");
    add_page(part->last->first->first, 0, "5");
    sei_str first = make_text(&book, 0);
    CHECK_INT(plan.break_count, 3);
    CHECK(holds(first, "role=\"doc-part\">" BREAK("1", "1") "\n<h1>部</h1>"));
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[1]), BREAK("2", "3") "\n<h2>章</h2>"));
    CHECK(holds(sei_xhtml_text(&plan, &plan.files[2]), "<p>" BREAK("3", "5") "文</p>"));
}

static void add_matter_page(sei_style_part part, const char *label) {
    entries[map.count++] = (sei_page_map_entry){1, 0, 1 + (uint32_t)part, sei_str_from(label)};
}

TEST(pages_of_matter_stand_at_the_beginning_of_its_files) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    const sei_node *text = add_paragraph(add(root, SEI_NODE_CHAPTER), "文")->first;
    seal(&book, root);
    set_front(SEI_PART_TITLE_PAGE);
    set_front(SEI_PART_CONTENTS);
    style.back[style.back_count++] = SEI_PART_COLOPHON;
    add_page(text, 0, "1");
    add_matter_page(SEI_PART_COLOPHON, "2");
    add_matter_page(SEI_PART_BACK_COVER, "3"); /* paper's alone */
    add_matter_page(SEI_PART_TITLE_PAGE, "i");
    add_matter_page(SEI_PART_CONTENTS, "iii");
    add_matter_page(SEI_PART_CONTENTS, "iv");
    CHECK(holds(make_text(&book, 2), "<p>" BREAK("4", "1") "文</p>"));
    CHECK_INT(plan.break_count, 5);
    CHECK(holds(sei_xhtml_matter(&plan, &plan.files[0]), BREAK("1", "i") "<section"));
    CHECK(holds(sei_xhtml_matter(&plan, &plan.files[3]), BREAK("5", "2") "<section"));
    sei_str navigation = sei_navigation_document(&plan);
    CHECK(holds(navigation, BREAK("2", "iii") BREAK("3", "iv")));
    CHECK(holds(navigation, "<a href=\"text/title.xhtml#p1\">i</a>"));
    CHECK(holds(navigation, "<a href=\"nav.xhtml#p3\">iv</a>"));
    CHECK(holds(navigation, "<a href=\"text/colophon.xhtml#p5\">2</a>"));
    CHECK(holds(sei_navigation_ncx(&plan), "<pageTarget id=\"p1\" playOrder=\"1\""));
}

TEST(the_pages_are_listed_in_both_navigations_and_their_source_is_named) {
    begin_map();
    sei_book book;
    sei_node *root = add(NULL, SEI_NODE_BOOK);
    sei_node *chapter = add(root, SEI_NODE_CHAPTER);
    const sei_node *first = add_heading(chapter, 1, "一");
    add_heading(chapter, 1, "二");
    const sei_node *text = add_paragraph(chapter, "文")->first;
    seal(&book, root);
    make_text(&book, 0);
    CHECK(!holds(sei_navigation_document(&plan), "page-list"));
    CHECK(!holds(sei_package_opf(&plan), "pagination"));
    add_page(first, 0, "11");
    add_page(text, 0, "12");
    make_text(&book, 0);
    CHECK(holds(sei_navigation_document(&plan), "<a href=\"text/c001.xhtml#p1\">11</a>"));
    CHECK(holds(sei_navigation_document(&plan), "<a href=\"text/c002.xhtml#p2\">12</a>"));
    sei_str ncx = sei_navigation_ncx(&plan);
    CHECK(holds(ncx, "<pageTarget id=\"p1\" playOrder=\"1\""));
    CHECK(holds(ncx, "<navPoint id=\"n1\" playOrder=\"2\""));
    CHECK(holds(ncx, "<navPoint id=\"n2\" playOrder=\"3\""));
    CHECK(holds(ncx, "<pageTarget id=\"p2\" playOrder=\"4\""));
    CHECK(holds(sei_package_opf(&plan), "property=\"source-of\">pagination<"));
    CHECK(holds(sei_package_opf(&plan), ">pageBreakMarkers<"));
}

int main(void) {
    begin_tests();
    RUN(a_page_begins_inside_a_text_at_its_offset);
    RUN(a_page_that_begins_in_a_link_a_table_or_code_stands_before_it);
    RUN(between_the_items_of_a_list_no_page_begins);
    RUN(pages_of_titles_stand_in_their_sections);
    RUN(pages_of_matter_stand_at_the_beginning_of_its_files);
    RUN(the_pages_are_listed_in_both_navigations_and_their_source_is_named);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
