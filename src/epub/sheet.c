/* Style → CSS that every reader understands: no pt and no px for text, no colours on text, no flex,
 * no grid, no variables, no negative margins; borders take the text's own colour, so that a dark
 * page stays legible (spec/epub, 7). What the style says in points becomes a part of the text's
 * size. */
#include "epub/sheet.h"

#include "epub/css.h"

static const char fixed_rules[] =
    "p { margin: 0; }\n"
    "h1, h2, h3, h4, h5, h6 { text-indent: 0; line-height: 1.5; hyphens: manual;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "li p, td p, th p, figcaption, .callout-title { text-indent: 0; }\n"
    "ul, ol { margin: 0; padding: 0 0 0 2em; }\n"
    "ul > li.task, li.continued { list-style: none; }\n"
    "li.task > p:first-child { text-indent: -1.4em; }\n"
    ".task-mark, .task-sign { display: inline-block; width: 1.1em; text-indent: 0; }\n"
    ".task-sign { width: auto; min-width: 1em; border: 1px solid; font-size: 0.7em;\n"
    "  line-height: 1.2; text-align: center; }\n"
    "strong, th { font-weight: bold; }\n"
    "em { font-style: normal; font-weight: bold; }\n"
    ":lang(en) em { font-style: italic; font-weight: normal; }\n"
    "mark { background: none; color: inherit; border-bottom: 0.15em solid; }\n"
    ".blank { border: 1px solid; font-size: 0.85em; padding: 0 0.2em; }\n"
    ".index-entry { text-indent: -2em; padding-left: 2em; text-align: left; }\n"
    ".index-group { text-indent: 0; margin: 1em 0 0; font-weight: bold;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "kbd { border: 1px solid; border-radius: 0.2em; padding: 0 0.3em; }\n"
    "pre { white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; text-indent: 0;\n"
    "  margin: 0.8em 0; padding: 0.4em 0.8em; border: 1px solid; line-height: 1.5; }\n"
    ".math pre { border: 0; text-align: center; }\n"
    "code, .math { overflow-wrap: anywhere; }\n"
    "pre .keyword { font-weight: bold; }\n"
    "pre .comment { font-style: italic; }\n"
    "pre .inserted { text-decoration: underline; }\n"
    "pre .deleted { text-decoration: line-through; }\n"
    "a { overflow-wrap: anywhere; }\n"
    ".noteref { font-size: 0.7em; vertical-align: super; line-height: 1; text-decoration: none; }\n"
    ".footnotes { margin-top: 2em; }\n"
    ".footnote p { text-indent: 0; padding-left: 1.5em; }\n"
    ".footnote p:first-child { text-indent: -1.5em; }\n"
    ".footnote .backlink { display: inline-block; min-width: 1.2em; text-indent: 0;\n"
    "  text-decoration: none; }\n"
    "hr { border: 0; border-top: 1px solid; margin: 1.5em 30%; }\n"
    "hr.notes { margin: 1.5em 66% 1em 0; }\n"
    "hr.page-break { border: 0; margin: 0; break-after: page; page-break-after: always; }\n"
    "hr.space { border: 0; margin: 0.9em 0; }\n"
    "figure { margin: 1em 0; break-inside: avoid; page-break-inside: avoid; }\n"
    "img { max-width: 100%; height: auto; }\n"
    ".missing { border: 1px dashed; padding: 0.2em 0.6em; }\n"
    ".table { overflow-x: auto; margin: 1em 0; }\n"
    "table { border-collapse: collapse; margin: 0 auto; border-top: 2px solid;\n"
    "  border-bottom: 2px solid; line-height: 1.5; }\n"
    "th, td { padding: 0.2em 0.6em; text-align: left; vertical-align: top;\n"
    "  border-bottom: 1px solid; font-variant-numeric: tabular-nums; }\n"
    "th ul, th ol, td ul, td ol { margin: 0; padding-left: 1.4em; }\n"
    ".left { text-align: left; } .center { text-align: center; } .right { text-align: right; }\n"
    "th.center, td.center { text-align: center; } th.right, td.right { text-align: right; }\n"
    ".center > p, .right > p { text-indent: 0; }\n"
    ".callout { margin: 1em 0; padding: 0.2em 1em; border-left: 0.3em solid; }\n"
    ".callout-title { font-weight: bold; text-align: left; break-after: avoid;\n"
    "  page-break-after: avoid; }\n"
    ".tag { font-size: 0.85em; }\n"
    ".embedded-title, .summary { font-weight: bold; text-indent: 0; margin-top: 1em; }\n"
    ".cover { text-align: center; }\n"
    ".cover img { max-height: 95vh; }\n"
    ".title-page, .half-title { text-align: center; margin-top: 25%; }\n"
    ".title-page p, .half-title p, .colophon p, .back-cover p { text-indent: 0;\n"
    "  text-align: inherit; }\n"
    ".title-page h1 { text-align: center; font-size: 1.8em; margin: 0 0 0.6em; }\n"
    ".title-page .subtitle { font-size: 1.1em; margin-bottom: 2em; }\n"
    ".title-page .author { font-size: 1.1em; }\n"
    ".title-page .publisher { margin-top: 4em; }\n"
    ".title-page .date { margin-top: 0.5em; }\n"
    ".title-page .address { margin-top: 0.5em; font-size: 0.8em; overflow-wrap: anywhere; }\n"
    ".half-title .title { font-size: 1.3em; font-weight: bold; }\n"
    ".colophon { text-align: left; margin-top: 40%; font-size: 0.9em; }\n"
    ".colophon .title, .back-cover .title { font-weight: bold; }\n"
    ".back-cover .title { margin-top: 3em; }\n"
    "nav ol { list-style: none; text-align: left; }\n"
    "nav > ol { padding-left: 0; }\n"
    "nav > ol > li { margin-top: 0.4em; }\n"
    "nav a { text-decoration: none; }\n";

static const char *align_of(sei_style_align align) {
    switch (align) {
    case SEI_STYLE_CENTER:
        return "center";
    case SEI_STYLE_RIGHT:
        return "right";
    case SEI_STYLE_LEFT:
        break;
    }
    return "left";
}

static const char *line_break_of(sei_kinsoku kinsoku) {
    switch (kinsoku) {
    case SEI_KINSOKU_NORMAL:
        return "normal";
    case SEI_KINSOKU_LOOSE:
        return "loose";
    case SEI_KINSOKU_STRICT:
        break;
    }
    return "strict";
}

/* `value` thousandths as em, without floating point. */
static void add_em(sei_buf *out, int64_t value) {
    sei_buf_print(out, "%lld.%03lldem", (long long)(value / 1000), (long long)(value % 1000));
}

/* "SELECTOR { PROPERTY: length in the text's em; }" */
static void add_length(sei_buf *out, const sei_style *style, const char *selector,
                       const char *property, sei_length length) {
    sei_buf_print(out, "%s { %s: ", selector, property);
    add_em(out, (int64_t)length * 1000 / style->text.size);
    sei_buf_add(out, SEI_STR("; }\n"));
}

static void add_text_rules(sei_buf *out, const sei_style *style, const sei_str *families) {
    const char *line_break = line_break_of(style->paragraph.kinsoku);
    sei_buf_print(out, "html { line-break: %s; -epub-line-break: %s; }\n", line_break, line_break);
    sei_buf_print(
        out,
        "body { font-family: %.*s; margin: 0 2%%; line-height: 1.75; text-align: justify;\n"
        "  overflow-wrap: break-word; hyphens: %s; -epub-hyphens: %s; }\n",
        SEI_STR_ARG(families[style->text.font.role]),
        style->paragraph.hyphenate ? "auto" : "manual",
        style->paragraph.hyphenate ? "auto" : "manual");
    sei_buf_print(out, "code, kbd, pre { font-family: %.*s; }\n",
                  SEI_STR_ARG(families[SEI_FONT_MONO]));
    sei_buf_add(out, SEI_STR("p { text-indent: "));
    add_em(out, style->paragraph.indent);
    sei_buf_add(out, SEI_STR("; }\nblockquote { margin: 1em 0 1em "));
    add_em(out, style->quotes.indent);
    sei_buf_add(out, SEI_STR("; }\n"));
}

/* What stands over the fixed rules: the sizes and choices of the style. */
static void add_parts(sei_buf *out, const sei_style *style, const sei_str *families) {
    add_length(out, style, "blockquote", "font-size", style->quotes.size);
    add_length(out, style, "pre", "font-size", style->code.size);
    add_length(out, style, ".table", "font-size", style->tables.size);
    add_length(out, style, "figcaption, caption", "font-size", style->figures.caption_size);
    add_length(out, style, ".callout", "font-size", style->callouts.size);
    sei_buf_add(out, SEI_STR(".callout .callout { font-size: 1em; }\n"));
    add_length(out, style, ".footnotes", "font-size", style->footnotes.size);
    if (style->paragraph.gap > 0)
        add_length(out, style, "p", "margin-bottom", style->paragraph.gap);
    if (style->lists.gap_before > 0) {
        add_length(out, style, "ul, ol", "margin-top", style->lists.gap_before);
        add_length(out, style, "ul, ol", "margin-bottom", style->lists.gap_before);
    }
    add_length(out, style, ".part > h1", "font-size", style->parts.size);
    sei_buf_print(out, ".part > h1 { text-align: %s; margin: 25%% 0 2em; }\n",
                  align_of(style->parts.align));
    sei_buf_print(out, "figure { text-align: %s; }\n", align_of(style->figures.align));
    sei_buf_print(out, "th { font-family: %.*s; }\n",
                  SEI_STR_ARG(families[style->tables.head_font.role]));
    sei_buf_print(out, "figcaption, caption { font-family: %.*s; }\n",
                  SEI_STR_ARG(families[style->figures.caption_font.role]));
    if (style->quotes.bar)
        sei_buf_add(out, SEI_STR("blockquote { border-left: 0.15em solid; padding-left: 1em; }\n"));
}

/* The six headings: sizes in the body's em, faces by generic family. */
static void add_headings(sei_buf *out, const sei_style *style, const sei_str *families) {
    for (int i = 0; i < 6; i++) {
        const sei_style_heading *heading = &style->headings[i];
        sei_buf_print(out, "h%d { font-family: %.*s; font-weight: %s; text-align: %s; font-size: ",
                      i + 1, SEI_STR_ARG(families[heading->font.role]),
                      heading->font.bold ? "bold" : "normal", align_of(heading->align));
        add_em(out, (int64_t)heading->size * 1000 / style->text.size);
        sei_buf_print(out, "; margin: %s 0 0.4em; }\n", i < 2 ? "1.6em" : "1.2em");
    }
}

/* A string of CSS: what could end it is written by number. */
static void add_string(sei_buf *out, const char *text) {
    sei_buf_add_byte(out, '"');
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || byte == '"' || byte == '\\' || byte == '<')
            sei_buf_print(out, "\\%02x ", byte);
        else
            sei_buf_add_byte(out, *text);
    }
    sei_buf_add_byte(out, '"');
}

/* The colour of a callout's bar alone: text keeps the reader's. Its icon is no text of the book. */
static void add_callouts(sei_buf *out, const sei_style *style, const sei_str *families) {
    sei_buf_print(out, ".callout-title { font-family: %.*s; }\n",
                  SEI_STR_ARG(families[style->callouts.title_font.role]));
    for (size_t i = 0; i < SEI_CALLOUT_KINDS; i++) {
        const sei_style_callout *kind = &style->callouts.kinds[i];
        const char *name = sei_style_callout_name(i);
        sei_buf_print(out, ".callout-%s { border-left-color: #%02x%02x%02x; }\n", name,
                      kind->color.red, kind->color.green, kind->color.blue);
        if (!kind->icon || !kind->icon[0])
            continue;
        sei_buf_print(out, ".callout-%s > .callout-title::before { content: ", name);
        add_string(out, kind->icon);
        sei_buf_add(out, SEI_STR(" \" \"; }\n"));
    }
}

/* The vault's own sheet stands last, so that it wins. */
static void add_own_sheet(sei_buf *out, const sei_epub_request *request) {
    bool has_references;
    if (request->css.size == 0)
        return;
    sei_buf_add(out, sei_css_clean(request->arena, request->css, &has_references));
    sei_buf_add_byte(out, '\n');
    if (has_references)
        sei_diag_add(request->diags, SEI_DIAG_CSS_REFERENCE, NULL, 0,
                     "\"%.*s\" names other files or fonts; the EPUB is made without them",
                     SEI_STR_ARG(request->style->epub.css));
}

static void add_font_files(sei_buf *out, const sei_epub_fonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++) {
        const sei_epub_font *font = &fonts->at[i];
        sei_buf_print(out, "@font-face { font-family: \"%.*s\"; font-weight: %s;\n",
                      SEI_STR_ARG(font->family), font->bold ? "bold" : "normal");
        sei_buf_print(out, "  font-style: normal; src: url(../%.*s); }\n", SEI_STR_ARG(font->name));
    }
}

sei_str sei_sheet_make(const sei_epub_request *request, const sei_epub_fonts *fonts) {
    const sei_style *style = request->style;
    sei_buf out;
    sei_buf_init(&out, request->arena->memory);
    add_font_files(&out, fonts);
    add_text_rules(&out, style, fonts->families);
    sei_buf_add(&out, sei_str_from(fixed_rules));
    add_headings(&out, style, fonts->families);
    add_parts(&out, style, fonts->families);
    add_callouts(&out, style, fonts->families);
    add_own_sheet(&out, request);
    sei_str sheet = sei_arena_copy(request->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return sheet;
}
