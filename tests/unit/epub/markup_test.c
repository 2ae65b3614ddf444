/* The XML writer cannot write ill-formed XML, whatever text it is given. */
#include "test.h"

#include "epub/markup.h"
#include "epub/xhtml.h"

static sei_memory memory;
static sei_arena arena;

static sei_str written(sei_str text) {
    sei_markup markup;
    sei_markup_init(&markup, &arena);
    sei_markup_open(&markup, "p");
    sei_markup_attribute(&markup, "title", text);
    sei_markup_text(&markup, text);
    return sei_markup_finish(&markup);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

TEST(markup_characters_are_escaped_in_text_and_attributes) {
    CHECK_STR(written(SEI_STR("a<b>&\"c")),
              HEAD "<p title=\"a&lt;b&gt;&amp;&quot;c\">a&lt;b&gt;&amp;&quot;c</p>\n");
}

TEST(cdata_ends_cannot_occur) {
    CHECK_STR(written(SEI_STR("]]>")), HEAD "<p title=\"]]&gt;\">]]&gt;</p>\n");
}

TEST(characters_outside_xml_are_dropped) {
    CHECK_STR(written(SEI_STR("a\x01\x0B\xEF\xBF\xBE z")), HEAD "<p title=\"a z\">a z</p>\n");
}

TEST(bytes_that_are_no_utf8_become_the_replacement_character) {
    CHECK_STR(written(SEI_STR("a\xFFz")), HEAD "<p title=\"a\xEF\xBF\xBDz\">a\xEF\xBF\xBDz</p>\n");
}

TEST(open_elements_are_closed_at_the_end) {
    sei_markup markup;
    sei_markup_init(&markup, &arena);
    sei_markup_open(&markup, "a");
    sei_markup_open(&markup, "b");
    sei_markup_open(&markup, "c");
    sei_markup_close(&markup);
    CHECK_STR(sei_markup_finish(&markup), HEAD "<a><b><c/></b></a>\n");
}

TEST(urls_become_ascii_and_keep_their_escapes) {
    CHECK_STR(sei_xhtml_url(&arena, SEI_STR("https://e.jp/日本?a=%E6&b=1#x")),
              "https://e.jp/%E6%97%A5%E6%9C%AC?a=%E6&b=1#x");
    CHECK_STR(sei_xhtml_url(&arena, SEI_STR("a b\"<>%zz")), "a%20b%22%3C%3E%25zz");
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(markup_characters_are_escaped_in_text_and_attributes);
    RUN(cdata_ends_cannot_occur);
    RUN(characters_outside_xml_are_dropped);
    RUN(bytes_that_are_no_utf8_become_the_replacement_character);
    RUN(open_elements_are_closed_at_the_end);
    RUN(urls_become_ascii_and_keep_their_escapes);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
