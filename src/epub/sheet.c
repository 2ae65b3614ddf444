/* Style → CSS that every reader understands: no pt and no px for text, no colours on text, no flex,
 * no grid, no variables; borders take the text's own colour, so that a dark page stays legible
 * (spec/epub, 7). */
#include "epub/sheet.h"

static const char fixed_rules[] =
    "html { line-break: strict; -epub-line-break: strict; }\n"
    "body { margin: 0 2%; line-height: 1.75; text-align: justify; overflow-wrap: break-word; }\n"
    "p { margin: 0; }\n"
    "h1, h2, h3, h4, h5, h6 { text-align: left; text-indent: 0; line-height: 1.5;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "li p, td p, th p, figcaption, .callout-title { text-indent: 0; }\n"
    "ul, ol { margin: 0; padding: 0 0 0 2em; }\n"
    "li.task { list-style: none; margin-left: -1em; }\n"
    "strong, th { font-weight: bold; }\n"
    "em { font-style: normal; font-weight: bold; }\n"
    ":lang(en) em { font-style: italic; font-weight: normal; }\n"
    "mark { background: none; color: inherit; border-bottom: 0.15em solid; }\n"
    "code, kbd, pre { font-family: monospace; }\n"
    "kbd { border: 1px solid; border-radius: 0.2em; padding: 0 0.3em; }\n"
    "pre { white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; text-indent: 0;\n"
    "  margin: 0.8em 0; padding: 0.4em 0.8em; border: 1px solid; font-size: 0.9em;\n"
    "  line-height: 1.5; }\n"
    "a { overflow-wrap: anywhere; }\n"
    ".noteref { font-size: 0.7em; vertical-align: super; line-height: 1; text-decoration: none; }\n"
    ".footnotes { margin-top: 2em; font-size: 0.9em; }\n"
    ".footnote p { text-indent: 0; padding-left: 1.5em; }\n"
    ".footnote .backlink { display: inline-block; margin-left: -1.5em; min-width: 1.5em;\n"
    "  text-indent: 0; text-decoration: none; }\n"
    "hr { border: 0; border-top: 1px solid; margin: 1.5em 30%; }\n"
    "hr.notes { margin: 1.5em 66% 1em 0; }\n"
    "hr.page-break { border: 0; margin: 0; break-after: page; page-break-after: always; }\n"
    "figure { margin: 1em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }\n"
    "figcaption { font-size: 0.85em; }\n"
    "img { max-width: 100%; height: auto; }\n"
    ".missing { border: 1px dashed; padding: 0.5em 1em; }\n"
    ".table { overflow-x: auto; margin: 1em 0; }\n"
    "table { border-collapse: collapse; margin: 0 auto; border-top: 2px solid;\n"
    "  border-bottom: 2px solid; font-size: 0.9em; line-height: 1.5; }\n"
    "th, td { padding: 0.2em 0.6em; text-align: left; border-bottom: 1px solid; }\n"
    ".left { text-align: left; } .center { text-align: center; } .right { text-align: right; }\n"
    ".callout { margin: 1em 0; padding: 0.4em 1em; border-left: 0.3em solid; }\n"
    ".callout-title { font-weight: bold; }\n"
    ".tag { font-size: 0.85em; }\n"
    ".embedded-title, .summary { font-weight: bold; text-indent: 0; margin-top: 1em; }\n"
    ".title-page { text-align: center; margin-top: 30%; }\n"
    ".title-page p { text-indent: 0; margin: 1em 0; }\n"
    "nav ol { list-style: none; }\n";

static const char *family_of(sei_font_role role) {
    switch (role) {
    case SEI_FONT_SERIF:
        return "serif";
    case SEI_FONT_MONO:
        return "monospace";
    case SEI_FONT_SANS:
    case SEI_FONT_EMOJI:
    case SEI_FONT_ROLE_COUNT:
        break;
    }
    return "sans-serif";
}

/* `value` thousandths as a decimal, without floating point. */
static void add_thousandths(sei_buf *out, int64_t value) {
    sei_buf_print(out, "%lld.%03lld", (long long)(value / 1000), (long long)(value % 1000));
}

/* The six headings: sizes in the body's em, faces by generic family. */
static void add_headings(sei_buf *out, const sei_style *style) {
    for (int i = 0; i < 6; i++) {
        const sei_style_heading *heading = &style->headings[i];
        sei_buf_print(out, "h%d { font-family: %s; font-weight: %s; font-size: ", i + 1,
                      family_of(heading->font.role), heading->font.bold ? "bold" : "normal");
        add_thousandths(out, (int64_t)heading->size * 1000 / style->text.size);
        sei_buf_print(out, "em; margin: %s 0 0.4em; }\n", i < 2 ? "1.6em" : "1.2em");
    }
}

/* The colour of a callout's bar alone: text keeps the reader's. */
static void add_callouts(sei_buf *out, const sei_style *style) {
    for (size_t kind = 0; kind < SEI_CALLOUT_KINDS; kind++) {
        sei_rgb color = style->callouts.kinds[kind].color;
        sei_buf_print(out, ".callout-%s { border-left-color: #%02x%02x%02x; }\n",
                      sei_style_callout_name(kind), color.red, color.green, color.blue);
    }
}

sei_str sei_sheet_make(const sei_epub_request *request) {
    const sei_style *style = request->style;
    sei_buf out;
    sei_buf_init(&out, request->arena->memory);
    sei_buf_print(&out,
                  "body { font-family: %s; }\np { text-indent: ", family_of(style->text.font.role));
    add_thousandths(&out, style->paragraph.indent);
    sei_buf_add(&out, SEI_STR("em; }\nblockquote { margin: 1em 0 1em "));
    add_thousandths(&out, style->quotes.indent);
    sei_buf_add(&out, SEI_STR("em; }\n"));
    sei_buf_add(&out, sei_str_from(fixed_rules));
    add_headings(&out, style);
    add_callouts(&out, style);
    sei_str sheet = sei_arena_copy(request->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return sheet;
}
