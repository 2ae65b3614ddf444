/* SVG: telling and measuring it, cleaning it, drawing it. */
#include "sample.h"

#include <stdlib.h>

#include "base/buf.h"

#define NS "xmlns=\"http://www.w3.org/2000/svg\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ROOT                                                                                       \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

static void check_size(const char *text, uint32_t width, uint32_t height) {
    sei_image_info info;
    CHECK(sei_image_probe(sei_str_from(text), &info, &status));
    CHECK_INT(info.kind, SEI_IMAGE_SVG);
    CHECK_INT(info.width, width);
    CHECK_INT(info.height, height);
}

static void check_refused(const char *text) {
    sei_str clean;
    sei_status failed = {0};
    CHECK(!sei_image_clean_svg(&arena, sei_str_from(text), &clean, &failed));
    CHECK_INT(failed.code, SEI_FAILED_INPUT);
}

/* What stands inside the root element, and what is left of it. */
static void check_clean(const char *inside, const char *left) {
    sei_str clean = {0};
    sei_str text = sei_arena_print(&arena, "<svg " NS ">%s</svg>", inside);
    sei_str expected = left[0] ? sei_arena_print(&arena, HEAD ROOT ">%s</svg>\n", left)
                               : SEI_STR(HEAD ROOT "/>\n");
    CHECK(sei_image_clean_svg(&arena, text, &clean, &status));
    CHECK_STR(clean, expected.at);
}

TEST(sizes) {
    check_size("<svg " NS " width=\"120\" height=\"60.4\"/>", 120, 60);
    check_size("<svg width=\"10mm\" height=\"1in\"/>", 38, 96);
    check_size("\xEF\xBB\xBF<?xml version='1.0'?><!-- a -->\n<svg viewBox=\"0,0 24 12\"/>", 24, 12);
    check_size("<svg width=\"100%\" height=\"50\" viewBox=\"-1 -1 20 10\"/>", 100, 50);
    check_size("<svg width=\"50\" viewBox=\"0 0 1.5 3\"/>", 50, 100);
    check_size("<svg/>", 300, 150);
    check_size("<svg width=\"99999999999999\" height=\"1\"/>", 8192, 1);
    check_size("<svg width=\"1e9\" height=\"-3\" viewBox=\"0 0 0 0\"/>", 300, 150);
    check_size("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"a.dtd\">\n<s:svg width='3' "
               "height='4' xmlns:s='http://www.w3.org/2000/svg'/>",
               3, 4);
}

TEST(what_is_not_well_formed_is_refused) {
    check_refused("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg " NS ">&a;</svg>");
    check_refused("<svg " NS ">&nbsp;</svg>");
    check_refused("<svg " NS "><g></svg>");
    check_refused("<svg " NS "><g></g>");
    check_refused("<svg " NS "/><svg/>");
    check_refused("<svg " NS "/>text");
    check_refused("<svg " NS " a=\"1\" a=\"2\"/>");
    check_refused("<svg " NS " a=b/>");
    check_refused("<svg " NS " a=\"<\"/>");
    check_refused("<svg " NS ">&#0;</svg>");
    check_refused("<svg " NS ">&#xD800;</svg>");
    check_refused("<svg " NS ">\x01</svg>");
    check_refused("<svg " NS ">\xFF</svg>");
    check_refused("<svg " NS "><!-- </svg>");
    check_refused("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>");
    check_refused("<html/>");
    check_refused("");
    sei_image_info info;
    CHECK(!sei_image_probe(SEI_STR("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>"), &info, &status));
    CHECK(strstr(status.message, "document type") != NULL);
}

TEST(what_runs_or_leads_out_is_dropped) {
    check_clean("<script>alert(1)</script><rect onclick=\"a()\" ONLOAD=\"b\" width=\"1\"/>",
                "<rect width=\"1\"/>");
    check_clean("<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\"><svg " NS
                "/></div></foreignObject><g/>",
                "<g/>");
    check_clean("<image href=\"http://a.b/c.png\"/><image href=\"c.png\"/><use href=\"a.svg#b\"/>",
                "");
    check_clean("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>", "");
    check_clean("<a href=\"javascript:a()\" target=\"b\" class=\"c\"><path d=\"M0 0\"/></a>",
                "<g class=\"c\"><path d=\"M0 0\"/></g>");
    check_clean("<text><a href=\"#b\">字</a></text>", "<text><tspan>字</tspan></text>");
    check_clean("<set attributeName=\"href\" to=\"x\"/><animate/><metadata><x/></metadata>", "");
    check_clean("<?xml-stylesheet href=\"a.css\"?><!-- c --><g id=\"a\"/>", "<g id=\"a\"/>");
    check_clean(
        "<i:x xmlns:i=\"urn:i\" i:y=\"1\"/><g i:z=\"1\" data-name=\"n\" xml:space=\"preserve\"/>",
        "<g xml:space=\"preserve\"/>");
    check_clean("<rect content=\"a\" onclick=\"b()\" paint-order=\"c\" width=\"5\"/>",
                "<rect width=\"5\"/>");
    check_clean("<x><g/></x><rect fill=\"url(http://a/b)\" stroke=\" URL( '#c')\"/>",
                "<rect stroke=\" URL( '#c')\"/>");
}

TEST(style_sheets_stay_inside) {
    check_clean("<style>a > b { fill: url(#c) }</style>",
                "<style>a &gt; b { fill: url(#c) }</style>");
    check_clean("<style><![CDATA[@im]]><![CDATA[port 'a.css';]]></style>", "<style/>");
    check_clean("<style>a{fill:url(//a.b/c)}</style>", "<style/>");
    check_clean("<style>@font-face{src:local(a)}</style>", "<style/>");
    check_clean("<style>a{fill:u\\72l(b)}</style>", "<style/>");
    check_clean("<g style=\"fill:red\"/><g style=\"fill:url(a.svg#b)\"/>",
                "<g style=\"fill:red\"/><g/>");
}

TEST(text_is_written_anew) {
    check_clean("<text class=\"&quot;&#x26;&#10;'\">&lt;&#38;&#x65e5;</text>",
                "<text class=\"&quot;&amp;&#10;'\">&lt;&amp;日</text>");
    check_clean("<title>a</title><g\n id = 'b' ></g >", "<title>a</title><g id=\"b\"/>");
    check_clean("<s:g xmlns:s=\"http://www.w3.org/2000/svg\"><s:path/></s:g>", "<g><path/></g>");
}

TEST(cleaning_twice_changes_nothing) {
    sei_str once = {0}, twice = {0};
    sei_str text =
        SEI_STR("<svg " NS " viewBox=\"0 0 9 9\"><defs><g id=\"a\"><path d=\"M0,0 &#9;\"/></g>"
                "</defs><use xlink:href=\"#a\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>"
                "<style>a&gt;b{}</style><text>x &amp; y</text></svg>");
    CHECK(sei_image_clean_svg(&arena, text, &once, &status));
    CHECK(sei_image_clean_svg(&arena, once, &twice, &status));
    CHECK_STR(twice, once.at);
    CHECK(sei_str_find(once, SEI_STR("<use xlink:href=\"#a\"/>"), 0) != SEI_STR_NONE);
}

TEST(use_may_not_multiply) {
    sei_buf text;
    sei_str clean;
    sei_buf_init(&text, &memory);
    sei_buf_add(&text, SEI_STR("<svg " NS "><g id=\"n0\"><rect/></g>"));
    for (int i = 1; i <= 14; i++)
        sei_buf_print(&text, "<g id=\"n%d\"><use href=\"#n%d\"/><use href=\"#n%d\"/></g>", i, i - 1,
                      i - 1);
    size_t size = text.size;
    sei_buf_add(&text, SEI_STR("</svg>"));
    CHECK(sei_image_clean_svg(&arena, sei_buf_str(&text), &clean, &status));
    text.size = size; /* two to the fourteenth is few; eight times that, thrice, is not */
    sei_buf_add(&text,
                SEI_STR("<g id=\"x\"><use href=\"#n14\"/><use href=\"#n14\"/><use href=\"#n14\"/>"
                        "</g><use href=\"#x\"/><use href=\"#x\"/></svg>"));
    CHECK(!sei_image_clean_svg(&arena, sei_buf_str(&text), &clean, &status));
    CHECK(strstr(status.message, "repeats") != NULL);
    sei_buf_fini(&text);
    check_refused("<svg " NS "><g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"
                  "</svg>");
}

TEST(references_of_every_kind_are_weighed) {
    check_refused("<svg " NS "><marker id=\"m\"><path d=\"M0,0\" marker-end=\"url(#m)\"/></marker>"
                  "</svg>");
    sei_buf text;
    sei_str clean;
    sei_buf_init(&text, &memory);
    sei_buf_add(&text, SEI_STR("<svg " NS ">"));
    for (int i = 0; i < 20; i++)
        sei_buf_print(
            &text,
            "<mask id=\"m%d\"><g mask=\"url(#m%d)\"/><g style=\"mask: url('#m%d')\"/></mask>", i,
            i + 1, i + 1);
    sei_buf_add(&text, SEI_STR("</svg>"));
    CHECK(!sei_image_clean_svg(&arena, sei_buf_str(&text), &clean, &status));
    CHECK(strstr(status.message, "repeats") != NULL);
    sei_buf_clear(&text); /* many shapes of one gradient, opaque, are ordinary */
    sei_buf_add(&text,
                SEI_STR("<svg " NS "><linearGradient id=\"g\"><stop/><stop/></linearGradient>"));
    for (int i = 0; i < 50000; i++)
        sei_buf_add(&text,
                    SEI_STR("<path fill=\"url(#g)\" style=\"fill-opacity:0.5;opacity:1\"/>"));
    sei_buf_add(&text, SEI_STR("</svg>"));
    CHECK(sei_image_clean_svg(&arena, sei_buf_str(&text), &clean, &status));
    sei_buf_fini(&text);
}

TEST(effects_without_bounds_are_left_out) {
    check_clean("<filter id=\"f\"><feTurbulence numOctaves=\"3\"/><feTurbulence numOctaves=\"30\"/>"
                "<feMorphology radius=\"2.25 1\"/><feMorphology radius=\"9e9\"/>"
                "<feConvolveMatrix order=\"200\"/></filter>",
                "<filter id=\"f\"><feTurbulence numOctaves=\"3\"/><feMorphology radius=\"2.25 1\"/>"
                "</filter>");
}

TEST(nesting_is_bounded) {
    sei_buf text;
    sei_str clean;
    sei_buf_init(&text, &memory);
    for (int i = 0; i < 100000; i++)
        sei_buf_add(&text, SEI_STR("<svg>"));
    CHECK(!sei_image_clean_svg(&arena, sei_buf_str(&text), &clean, &status));
    CHECK(strstr(status.message, "deep") != NULL);
    sei_buf_fini(&text);
}

static const uint8_t *pixel(const sei_image_samples *samples, uint32_t x, uint32_t y) {
    return samples->color + 3 * ((size_t)y * samples->width + x);
}

/* Drawn at twice its size, with and without a viewBox. */
static void check_drawing(const char *attributes) {
    sei_image_samples samples = {0};
    bool damaged;
    sei_str text = sei_arena_print(&arena,
                                   "<svg " NS " %s><rect width=\"10\" height=\"10\" fill=\"#f00\"/>"
                                   "<rect x=\"10\" y=\"10\" width=\"10\" height=\"10\" "
                                   "fill=\"#00f\" fill-opacity=\"0.5\"/></svg>",
                                   attributes);
    CHECK(sei_image_decode(&arena, text, 40, &samples, &damaged, &status));
    CHECK_INT(samples.width, 40);
    CHECK_INT(samples.height, 40);
    CHECK(samples.alpha != NULL);
    if (!samples.alpha || samples.width != 40)
        return;
    CHECK_INT(pixel(&samples, 10, 10)[0], 255);
    CHECK_INT(samples.alpha[10 * 40 + 10], 255);
    CHECK_INT(samples.alpha[10 * 40 + 30], 0);
    CHECK_INT(pixel(&samples, 30, 30)[2], 255);
    CHECK(abs(samples.alpha[30 * 40 + 30] - 128) <= 1);
}

TEST(drawing) {
    check_drawing("width=\"20\" height=\"20\" viewBox=\"0 0 20 20\"");
    check_drawing("viewBox=\"0 0 20 20\"");
    check_drawing("width=\"20\" height=\"20\"");
    sei_image_samples samples;
    bool damaged;
    CHECK(sei_image_decode(&arena, SEI_STR("<svg " NS " viewBox=\"0 0 1 100000\"/>"), 5000,
                           &samples, &damaged, &status));
    CHECK(samples.height <= 8192);
}

/* A small PNG inside is drawn; one whose header asks for too much is left out. */
TEST(pictures_inside_are_measured_first) {
    static const char small[] = "<image width=\"2\" height=\"2\" "
                                "href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAA"
                                "AAA6fptVAAAACklEQVR4nGP4DwABAQEAsTUCVwAAAABJRU5ErkJggg==\"/>";
    sei_str clean;
    CHECK(sei_image_clean_svg(&arena, sei_arena_print(&arena, "<svg " NS ">%s</svg>", small),
                              &clean, &status));
    CHECK(sei_str_find(clean, SEI_STR("<image "), 0) != SEI_STR_NONE);
    /* 65535 by 65535 */
    check_clean(
        "<image href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAAAAAA6fptV\"/>", "");
}

int main(void) {
    sample_start();
    RUN(sizes);
    RUN(what_is_not_well_formed_is_refused);
    RUN(what_runs_or_leads_out_is_dropped);
    RUN(style_sheets_stay_inside);
    RUN(text_is_written_anew);
    RUN(cleaning_twice_changes_nothing);
    RUN(use_may_not_multiply);
    RUN(references_of_every_kind_are_weighed);
    RUN(effects_without_bounds_are_left_out);
    RUN(nesting_is_bounded);
    RUN(drawing);
    RUN(pictures_inside_are_measured_first);
    sample_end();
    return TEST_RESULT();
}
