/* What a style sheet of the vault keeps, and what it may not fetch. */
#include "tree.h"

#include "epub/css.h"
#include "epub/sheet.h"

static sei_str cleaned(const char *css, bool has_references) {
    bool found;
    sei_str clean = sei_css_clean(&arena, sei_str_from(css), &found);
    CHECK_INT(found, has_references);
    return clean;
}

TEST(what_fetches_nothing_stays_as_written) {
    const char *kept = "p > a::before { content: \"url(x) /* ; */ \\\"\"; margin: 0 }\n"
                       "@media print { h1 { color: inherit } } .my-url(1)";
    CHECK_STR(cleaned(kept, false), kept);
    CHECK_STR(cleaned("a/* url(x) */{}/* open", false), "a{}");
    CHECK_STR(cleaned("@charset \"UTF-8\";\xEF\xBB\xBF"
                      "a{}\xFF",
                      false),
              "a{}\xEF\xBF\xBD");
}

TEST(imports_fonts_and_images_are_left_out) {
    CHECK_STR(cleaned("@import url(\"a;b.css\") screen;p{}", true), "p{}");
    CHECK_STR(cleaned("@IMPORT 'a.css'", true), "");
    CHECK_STR(cleaned("@font-face { src: url(a.woff) } p{}", true), " p{}");
    CHECK_STR(cleaned("a{background:URL( 'a)b.png' ) no-repeat}", true),
              "a{background:none no-repeat}");
    CHECK_STR(cleaned("a{background:url(", true), "a{background:none");
}

static sei_str sheet_of(const sei_epub_request *request) {
    sei_epub_fonts fonts;
    sei_epub_fonts_make(&fonts, request);
    return sei_sheet_make(request, &fonts);
}

TEST(the_own_sheet_follows_the_generated_one_and_is_reported) {
    begin_test();
    sei_book book;
    seal(&book, add(NULL, SEI_NODE_BOOK));
    sei_epub_request request = request_for(&book);
    request.css = SEI_STR("p{color:inherit;background:url(a.png)}");
    sei_str sheet = sheet_of(&request);
    CHECK(sei_str_ends(sheet, SEI_STR("p{color:inherit;background:none}\n")));
    CHECK_INT(sei_diags_count(&diags, SEI_SEVERITY_WARNING), 1);
}

TEST(icons_cannot_leave_their_string) {
    begin_test();
    sei_book book;
    seal(&book, add(NULL, SEI_NODE_BOOK));
    sei_epub_request request = request_for(&book);
    style.callouts.kinds[4].icon = "\"}\\";
    CHECK(holds(sheet_of(&request),
                ".callout-tip > .callout-title::before { content: \"\\22 }\\5c \" \" \"; }"));
}

int main(void) {
    begin_tests();
    RUN(what_fetches_nothing_stays_as_written);
    RUN(imports_fonts_and_images_are_left_out);
    RUN(the_own_sheet_follows_the_generated_one_and_is_reported);
    RUN(icons_cannot_leave_their_string);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
