/* The one table of style properties (style/property.h says how it is read). Its order is the order
 * in which values are worked out: colours before what names them, text.size before what is written
 * in em, text.line-gap before what is written in lines, a size before the line gap beside it.
 *
 * styles/base.yaml writes the same defaults out for people to copy from; a test holds the two
 * equal. */
#include "style/property.h"

#define AT(field) offsetof(sei_style, field)
#define PT(points) ((int64_t)(points)*SEI_POINT)

static const sei_property_word orientations[] = {{"portrait", 0}, {"landscape", 1}, {NULL, 0}};
static const sei_property_word bindings[] = {{"left", 0}, {"right", 1}, {NULL, 0}};
static const sei_property_word aligns[] = {
    {"left", SEI_STYLE_LEFT}, {"center", SEI_STYLE_CENTER}, {"right", SEI_STYLE_RIGHT}, {NULL, 0}};
static const sei_property_word breaks[] = {{"none", SEI_STYLE_BREAK_NONE},
                                           {"page", SEI_STYLE_BREAK_PAGE},
                                           {"recto", SEI_STYLE_BREAK_RECTO},
                                           {NULL, 0}};
static const sei_property_word part_breaks[] = {
    {"page", SEI_STYLE_BREAK_PAGE}, {"recto", SEI_STYLE_BREAK_RECTO}, {NULL, 0}};
static const sei_property_word chapter_breaks[] = {{"auto", SEI_CHAPTER_BREAK_AUTO},
                                                   {"none", SEI_CHAPTER_BREAK_NONE},
                                                   {"page", SEI_CHAPTER_BREAK_PAGE},
                                                   {"recto", SEI_CHAPTER_BREAK_RECTO},
                                                   {NULL, 0}};
static const sei_property_word references[] = {{"none", 0}, {"page", 1}, {NULL, 0}};
static const sei_property_word externals[] = {{"footnote", SEI_LINKS_FOOTNOTE},
                                              {"list", SEI_LINKS_LIST},
                                              {"qr", SEI_LINKS_QR},
                                              {"hide", SEI_LINKS_HIDE},
                                              {NULL, 0}};
static const sei_property_word codes[] = {{"none", 0}, {"video", 1}, {NULL, 0}};
static const sei_property_word profiles[] = {{"auto", SEI_PROFILE_AUTO},
                                             {"jlreq", SEI_PROFILE_JLREQ},
                                             {"jisx4051", SEI_PROFILE_JISX4051},
                                             {"book", SEI_PROFILE_BOOK},
                                             {"zh-Hans", SEI_PROFILE_ZH_HANS},
                                             {"zh-Hant", SEI_PROFILE_ZH_HANT},
                                             {"ko", SEI_PROFILE_KO},
                                             {"simple", SEI_PROFILE_SIMPLE},
                                             {NULL, 0}};
static const sei_property_word kinsokus[] = {{"strict", SEI_KINSOKU_STRICT},
                                             {"normal", SEI_KINSOKU_NORMAL},
                                             {"loose", SEI_KINSOKU_LOOSE},
                                             {NULL, 0}};
static const sei_property_word numberings[] = {{"chapter", SEI_NUMBER_CHAPTER},
                                               {"page", SEI_NUMBER_PAGE},
                                               {"book", SEI_NUMBER_BOOK},
                                               {NULL, 0}};
static const sei_property_word rules_kinds[] = {{"line", SEI_RULES_LINE},
                                                {"page-break", SEI_RULES_PAGE_BREAK},
                                                {"space", SEI_RULES_SPACE},
                                                {NULL, 0}};
static const sei_property_word highlights[] = {{"marker", SEI_STUDY_AS_IT_IS},
                                               {"red-sheet", SEI_STUDY_RED_SHEET},
                                               {"blank", SEI_STUDY_BLANK},
                                               {NULL, 0}};
static const sei_property_word bolds[] = {{"bold", SEI_STUDY_AS_IT_IS},
                                          {"red-sheet", SEI_STUDY_RED_SHEET},
                                          {"blank", SEI_STUDY_BLANK},
                                          {NULL, 0}};
static const sei_property_word margins[] = {
    {"none", SEI_PAPER_NONE},     {"plain", SEI_PAPER_PLAIN},     {"ruled", SEI_PAPER_RULED},
    {"dotted", SEI_PAPER_DOTTED}, {"squared", SEI_PAPER_SQUARED}, {NULL, 0}};
static const sei_property_word papers[] = {{"plain", SEI_PAPER_PLAIN},
                                           {"ruled", SEI_PAPER_RULED},
                                           {"dotted", SEI_PAPER_DOTTED},
                                           {"squared", SEI_PAPER_SQUARED},
                                           {NULL, 0}};
static const sei_property_word exercises[] = {{"none", 0}, {"chapter", 1}, {NULL, 0}};
static const sei_property_word indexes[] = {{"no", SEI_INDEX_NONE},
                                            {"yes", SEI_INDEX_ALL},
                                            {"tags", SEI_INDEX_TAGS},
                                            {"terms", SEI_INDEX_TERMS},
                                            {NULL, 0}};
static const sei_property_word answers[] = {{"end", 0}, {"chapter", 1}, {NULL, 0}};
static const sei_property_word front_folios[] = {{"roman", 0}, {"none", 1}, {NULL, 0}};
static const sei_property_word rubies[] = {{"inline", 0}, {"native", 1}, {NULL, 0}};
static const sei_property_word none[] = {{"none", 0}, {NULL, 0}};
static const sei_property_word parts[] = {{"cover", SEI_PART_COVER},
                                          {"half-title", SEI_PART_HALF_TITLE},
                                          {"title-page", SEI_PART_TITLE_PAGE},
                                          {"contents", SEI_PART_CONTENTS},
                                          {"colophon", SEI_PART_COLOPHON},
                                          {"back-cover", SEI_PART_BACK_COVER},
                                          {NULL, 0}};

#define NO_GROUP SEI_GROUP_NONE
#define LENGTH(path, field, least, most, initial, meaning)                                         \
    { path, SEI_PROPERTY_LENGTH, NO_GROUP, AT(field), least, most, NULL, initial, meaning, 0 }
/* A length whose em is the size beside it. */
#define LENGTH_OF(path, field, size, least, most, initial, meaning)                                \
    {                                                                                              \
        path, SEI_PROPERTY_LENGTH, NO_GROUP, AT(field), least, most, NULL, initial, meaning,       \
            AT(size)                                                                               \
    }
#define NUMBER(path, type, field, least, most, initial, meaning)                                   \
    { path, SEI_PROPERTY_##type, NO_GROUP, AT(field), least, most, NULL, initial, meaning, 0 }
#define PLAIN(path, type, field, initial, meaning)                                                 \
    { path, SEI_PROPERTY_##type, NO_GROUP, AT(field), 0, 0, NULL, initial, meaning, 0 }
#define WORD(path, type, field, words, initial, meaning)                                           \
    { path, SEI_PROPERTY_##type, NO_GROUP, AT(field), 0, 0, words, initial, meaning, 0 }
#define LIST(path, type, field, count, words, most, initial, meaning)                              \
    { path, SEI_PROPERTY_##type, NO_GROUP, AT(field), 0, most, words, initial, meaning, AT(count) }
#define EACH(path, type, group, field, least, most, words, initial, meaning)                       \
    {                                                                                              \
        path, SEI_PROPERTY_##type, SEI_GROUP_##group, AT(field), least, most, words, initial,      \
            meaning, 0                                                                             \
    }
#define FACE(path, field, initial, meaning)                                                        \
    EACH(path, TEXT, ROLE, field, 0, 0, NULL, initial, meaning)

/* clang-format off */
const sei_property sei_properties[] = {
    PLAIN("colors.text", SHADE, colors.text, "#000000", "The colour of text."),
    PLAIN("colors.muted", SHADE, colors.muted, "#505050", "The colour of what stands back: quoted text, captions."),
    PLAIN("colors.rule", SHADE, colors.rule, "#707070", "The colour of rules."),
    PLAIN("colors.panel", SHADE, colors.panel, "#f3f3f3", "The background of code and callouts."),
    PLAIN("colors.accent", SHADE, colors.accent, "#1d4f7c", "The colour that picks something out."),

    PLAIN("page.size", PAPER, page.width, "A4", "The trimmed page: A3 to A7, B4 to B7 (JIS), letter, legal, or [width, height]."),
    WORD("page.orientation", SWITCH, page.is_landscape, orientations, "portrait", "Whether the page's longer side is upright (portrait) or flat (landscape)."),
    WORD("page.binding", SWITCH, page.binds_right, bindings, "left", "The side where a book's right-hand pages are bound: left for horizontal writing."),

    PLAIN("text.font", FONT, text.font, "serif", "The font role of running text: serif, sans, mono, with -bold for its bold face."),
    LENGTH("text.size", text.size, PT(4), PT(72), "10.5pt", "The size of running text: the em that lengths of other properties refer to."),
    NUMBER("text.line-length", COUNT, text.line_length, 4, 200, "40", "How many full-width characters a line holds; at most 40 read well in one column."),
    NUMBER("text.lines", COUNT, text.lines, 2, 400, "36", "How many lines a page, or a column, holds."),
    NUMBER("text.columns", COUNT, text.columns, 1, 4, "1", "How many columns a page of chapters has; titles of parts, contents and the like keep its whole width."),
    LENGTH("text.column-gap", text.column_gap, 0, PT(144), "2em", "The space between two columns."),
    LENGTH("text.line-gap", text.line_gap, 0, PT(144), "0.75em", "The space between one line's characters and the next line's: half an em to a whole one."),
    PLAIN("text.place", PLACE, text.shift_x, "center", "Where the type area stands on the page: center, or how far off it as [towards the fore-edge, downwards]."),
    PLAIN("text.color", COLOR, text.color, "text", "The colour of running text."),

    NUMBER("paragraph.indent", EM, paragraph.indent, 0, 10000, "1", "How many characters a paragraph's first line is indented."),
    LENGTH("paragraph.gap", paragraph.gap, 0, PT(144), "0pt", "Space between paragraphs; none in books."),
    WORD("paragraph.profile", WORD, paragraph.profile, profiles, "auto", "The rules of spacing and adjustment; auto follows the language."),
    WORD("paragraph.kinsoku", WORD, paragraph.kinsoku, kinsokus, "strict", "How strictly characters are kept off a line's start and end."),
    PLAIN("paragraph.hanging", SWITCH, paragraph.hanging, "no", "Whether a full stop or comma may hang beyond the line's end."),
    NUMBER("paragraph.latin-gap", EM, paragraph.latin_gap, 0, 1000, "0.25em", "The space between CJK characters and Latin letters or figures."),
    NUMBER("paragraph.widows", COUNT, paragraph.widows, 1, 10, "2", "The fewest lines of a paragraph's end at a page's top."),
    NUMBER("paragraph.orphans", COUNT, paragraph.orphans, 1, 10, "2", "The fewest lines of a paragraph's start at a page's foot."),
    PLAIN("paragraph.hyphenate", SWITCH, paragraph.hyphenate, "yes", "Whether Latin words may be divided at a line's end."),

    EACH("headings.#.font", FONT, HEADING, headings[0].font, 0, 0, NULL, "sans-bold|sans-bold|sans-bold|sans-bold|serif-bold|sans", "The font of a heading of this level."),
    EACH("headings.#.size", LENGTH, HEADING, headings[0].size, PT(4), PT(144), NULL, "1.55em|1.33em|1.15em|1em|1em|1em", "Its size."),
    EACH("headings.#.lines", COUNT, HEADING, headings[0].lines, 1, 20, NULL, "4|3|2|1|1|1", "How many lines of the page's grid it takes, space around it included; a longer heading takes more."),
    EACH("headings.#.before", COUNT, HEADING, headings[0].lines_before, 0, 20, NULL, "0|1|1|1|1|0", "How many empty lines stand before it, except at a page's top."),
    EACH("headings.#.break", WORD, HEADING, headings[0].page_break, 0, 0, breaks, "none", "Whether it begins a page: none, page, or recto for a right-hand page."),
    EACH("headings.#.align", WORD, HEADING, headings[0].align, 0, 0, aligns, "left", "Where it stands in the line: left, center or right."),
    EACH("headings.#.indent", LENGTH, HEADING, headings[0].indent, 0, PT(288), NULL, "0pt|0pt|0pt|0pt|1em|1em", "How far it is indented."),
    EACH("headings.#.color", COLOR, HEADING, headings[0].color, 0, 0, NULL, "text", "Its colour."),
    EACH("headings.#.number", TEXT, HEADING, headings[0].number, 0, 0, none, "none", "What is printed before it, with {1} to {6} for the count at each level, such as \"第{1}章\" or \"{1}.{2}\"; none for nothing."),

    PLAIN("parts.page", SWITCH, parts.has_page, "yes", "Whether a part's title takes a page of its own; the title of a part within a part is a heading in any case."),
    WORD("parts.break", WORD, parts.page_break, part_breaks, "page", "Where that page stands: page, or recto for a right-hand page."),
    LENGTH("parts.size", parts.size, PT(4), PT(144), "2em", "The size of a title on a page of its own."),
    WORD("parts.align", WORD, parts.align, aligns, "center", "Where it stands in the line."),
    WORD("parts.number", TEXT, parts.number, none, "none", "What is printed before a part's title, with {1} for its count, such as \"第{1}部\"; a part within a part is numbered as a heading."),
    WORD("chapters.break", WORD, chapters.page_break, chapter_breaks, "auto", "Whether a chapter of the book or of one of its parts begins a page: none, page, recto, or auto: a page (recto where headings.1.break is) but none for many short notes, and a page for deeper chapters too when they are long."),

    NUMBER("lists.indent", EM, lists.indent, 0, 10000, "1", "How many characters each level of a list is indented."),
    PLAIN("lists.bullets", TEXT, lists.bullets, "•–", "The marks of unordered items, a character for each level; the last is used for deeper ones."),
    LENGTH("lists.gap", lists.gap_before, 0, PT(144), "0pt", "Space before and after a list."),

    NUMBER("quotes.indent", EM, quotes.indent, 0, 20000, "2", "How many characters a quotation is indented."),
    LENGTH("quotes.size", quotes.size, PT(4), PT(72), "1em", "The size of its text."),
    PLAIN("quotes.bar", SWITCH, quotes.bar, "no", "Whether a bar stands at its left."),
    PLAIN("quotes.color", COLOR, quotes.color, "text", "The colour of its text."),

    PLAIN("code.font", FONT, code.font, "mono", "The font of code."),
    LENGTH("code.size", code.size, PT(4), PT(72), "0.85em", "The size of code blocks and of code in a line."),
    LENGTH_OF("code.line-gap", code.line_gap, code.size, 0, PT(144), "0.5em", "The space between its lines; em is the size of code."),
    PLAIN("code.background", COLOR, code.background, "panel", "What a code block stands on."),
    PLAIN("code.color", COLOR, code.color, "text", "The colour of code."),
    PLAIN("code.wrap-mark", SWITCH, code.wrap_mark, "yes", "Whether a mark shows where a long line was broken."),
    PLAIN("code.colors", SWITCH, code.has_colors, "yes", "Whether code in a known language is shown in weights and colours."),
    PLAIN("code.keyword-color", COLOR, code.keyword, "accent", "The colour of its keywords, which are bold."),
    PLAIN("code.string-color", COLOR, code.string, "#1f5f2a", "The colour of its strings."),
    PLAIN("code.comment-color", COLOR, code.comment, "#5f5f5f", "The colour of its comments, which are slanted."),
    PLAIN("code.number-color", COLOR, code.number, "#8a3b00", "The colour of its numbers."),
    PLAIN("code.name-color", COLOR, code.name, "#5b3a8c", "The colour of keys, attributes and variables."),
    PLAIN("code.inserted-color", COLOR, code.inserted, "#1f5f2a", "The colour of lines that a difference adds."),
    PLAIN("code.deleted-color", COLOR, code.deleted, "#972828", "The colour of lines that it takes away."),

    LENGTH("tables.size", tables.size, PT(4), PT(72), "0.9em", "The size of a table's text; down to 80 % of it where words have no room."),
    LENGTH_OF("tables.line-gap", tables.line_gap, tables.size, 0, PT(144), "0.5em", "The space between lines in a cell; em is the size of the table's text."),
    PLAIN("tables.head-font", FONT, tables.head_font, "sans-bold", "The font of the head row."),
    LENGTH("tables.rule", tables.rule, 0, PT(12), "0.8pt", "The width of the rules above and below a table."),
    PLAIN("tables.rule-color", COLOR, tables.rule_color, "text", "The colour of its rules."),
    LENGTH("tables.cell-gap", tables.cell_gap, 0, PT(72), "0.5em", "The space between a cell's text and its column's edge; less where words have no room."),

    LENGTH("figures.caption-size", figures.caption_size, PT(4), PT(72), "0.85em", "The size of captions."),
    PLAIN("figures.caption-font", FONT, figures.caption_font, "sans", "The font of captions."),
    WORD("figures.align", WORD, figures.align, aligns, "center", "Where an image stands in the line."),
    NUMBER("figures.max-height", FRACTION, figures.max_height, 50, 1000, "0.8", "The largest part of the type area's height that an image may take."),

    LENGTH("callouts.size", callouts.size, PT(4), PT(72), "0.95em", "The size of a callout's text."),
    LENGTH("callouts.padding", callouts.padding, 0, PT(72), "1em", "The space between a callout's edges and its text."),
    LENGTH("callouts.bar", callouts.bar, 0, PT(24), "2.5pt", "The width of the bar at its left edge; 0pt for none."),
    PLAIN("callouts.background", COLOR, callouts.background, "panel", "What a callout stands on."),
    PLAIN("callouts.title-font", FONT, callouts.title_font, "sans-bold", "The font of its title."),
    EACH("callouts.#.color", COLOR, CALLOUT, callouts.kinds[0].color, 0, 0, NULL,
         "#1d4f7c|#15616b|#1d4f7c|#1d4f7c|#0f6655|#22662c|#7a4b00|#8a3b00|#972828|#8f1d2c|#8f1d2c|#5b3a8c|#4d4d4d",
         "The colour of the bar and title of this kind; it must stay legible in grey."),
    EACH("callouts.#.label", LABEL, CALLOUT, callouts.kinds[0].label, 0, 0, NULL, "\"\"", "The title of a callout that has none; empty for its type in title case."),
    EACH("callouts.#.icon", LABEL, CALLOUT, callouts.kinds[0].icon, 0, 0, NULL,
         "✏|📋|ℹ|☑|🔥|✔|❓|⚠|✖|⚡|🐛|📑|💬", "One or two characters printed before the title; empty for none."),

    WORD("rules.kind", WORD, rules.kind, rules_kinds, "line", "What a thematic break (---) is: line, page-break or space."),
    LENGTH("rules.width", rules.width, 0, PT(12), "0.12mm", "The width of thin rules: of thematic breaks and above footnotes."),

    LENGTH("footnotes.size", footnotes.size, PT(4), PT(72), "0.78em", "The size of footnotes: one or two steps below the text's."),
    LENGTH_OF("footnotes.line-gap", footnotes.line_gap, footnotes.size, 0, PT(144), "0.5em", "The space between their lines; em is the size of the notes."),
    WORD("footnotes.numbering", WORD, footnotes.numbering, numberings, "chapter", "Where their numbers begin again: chapter (one that begins on a page of its own), page, or book for never."),
    NUMBER("footnotes.rule", FRACTION, footnotes.rule, 0, 1000, "1/3", "The part of the line that the rule above them takes; 0 for none."),
    PLAIN("footnotes.mark", TEXT, footnotes.mark, "\"{n}\"", "How a mark is written, with {n} for its number, such as \"{n})\"."),
    PLAIN("footnotes.continues", TEXT, footnotes.continues, "\"{n}→\"", "Set where a note goes on on the next page, with {n} for its number; empty for nothing."),
    PLAIN("footnotes.continued", TEXT, footnotes.continued, "\"→{n}\"", "Set above the rest of such a note on that page."),

    PLAIN("links.color", COLOR, links.color, "text", "The colour of links."),
    PLAIN("links.underline", SWITCH, links.underline, "no", "Whether links are underlined."),
    WORD("links.internal", SWITCH, links.has_page, references, "page", "What stands behind a link to a place in the book: page for that place's page, or none."),
    WORD("links.external", WORD, links.external, externals, "footnote", "How print says where a link out of the book leads: footnote, list for a list at the chapter's end, qr for that list with codes to scan, or hide."),
    WORD("links.qr", SWITCH, links.has_video_codes, codes, "video", "Which links have a code to scan of their own: video for a video's, none; where links out of the book are hidden there are none."),

    WORD("study.highlight", WORD, study.highlight, highlights, "marker", "What a highlight is: marker, red-sheet for text that a red sheet hides, or blank for a blank to fill in."),
    WORD("study.bold", WORD, study.bold, bolds, "bold", "The same for a bold term: bold, red-sheet or blank. Headings, captions, a table's head and a paragraph or line that is bold as a whole stay as they are."),
    WORD("study.answers", SWITCH, study.chapter_has_answers, answers, "end", "Where the answers to blanks stand: at the end of the book, or of each chapter."),
    WORD("study.exercises", SWITCH, study.has_exercises, exercises, "none", "Where question callouts stand: none where they are written, or chapter for exercises at the chapter's end with their answers behind."),
    WORD("study.index", WORD, study.index, indexes, "no", "Whether an index stands at the book's end: of tags, of terms (what is highlighted or bold, in few words), of both (yes), or no. A reading in kana, 語（ご）, says where a term stands."),
    PLAIN("study.red", COLOR, study.red, "#ec5266", "The colour of text that a red sheet hides."),
    WORD("study.margin", WORD, study.margin, margins, "none", "A wide outer margin to write in: plain, ruled, dotted, squared, or none for the margins that text.place gives."),
    LENGTH("study.margin-width", study.margin_width, PT(12), PT(720), "35mm", "Its width, as far as the page has room for it: the text moves towards the fold and keeps 10 mm from it."),
    NUMBER("study.notes-pages", COUNT, study.notes_pages, 0, 20, "0", "How many pages for notes by hand follow each chapter (that begins a page)."),
    WORD("study.notes-paper", WORD, study.notes_paper, papers, "ruled", "What is printed on them: plain, ruled, dotted or squared."),
    PLAIN("study.paper-color", COLOR, study.paper_color, "#b4bfc7", "The colour of rules, dots and squares to write on."),
    NUMBER("study.review-boxes", COUNT, study.review_boxes, 0, 8, "0", "How many boxes stand before a heading, one to tick or date at each review."),
    NUMBER("study.review-level", COUNT, study.review_level, 1, 6, "2", "The last level of headings that has them."),

    NUMBER("contents.depth", COUNT, contents.depth, 0, 6, "3", "How many levels of headings the contents list shows, from 2 on with every part and chapter; 0 for none."),
    PLAIN("contents.title", TEXT, contents.title, "\"\"", "Its heading; empty follows the language."),

    PLAIN("head.verso", TEXT, head.verso, "\"{title}\"", "The running head of left-hand pages, with {title}, {part}, {chapter} and {section}; empty for none."),
    PLAIN("head.recto", TEXT, head.recto, "\"{chapter}\"", "The same for right-hand pages."),
    LENGTH("head.size", head.size, PT(4), PT(36), "0.8em", "Its size."),
    PLAIN("head.font", FONT, head.font, "sans", "Its font."),
    LENGTH("head.gap", head.gap, 0, PT(144), "1.5em", "Its distance from the type area: more than an em."),
    PLAIN("foot.fore-edge", TEXT, foot.fore_edge, "\"{page}\"", "What stands below the text at the page's outer side: {page} is the folio; empty for none."),
    PLAIN("foot.center", TEXT, foot.center, "\"\"", "What stands below the text in the middle."),
    WORD("foot.front", SWITCH, foot.hides_front, front_folios, "roman", "The folios of what stands before the text, which begins at 1: roman figures, or none."),
    LENGTH("foot.size", foot.size, PT(4), PT(36), "0.85em", "The size of the foot."),
    LENGTH("foot.gap", foot.gap, 0, PT(144), "1.5em", "Its distance from the type area."),

    LIST("front", PARTS, front, front_count, parts, SEI_STYLE_PARTS_MAX, "[]", "What stands before the text: cover, half-title, title-page, contents, in this order."),
    LIST("back", PARTS, back, back_count, parts, SEI_STYLE_PARTS_MAX, "[]", "What stands behind it: colophon, back-cover."),

    FACE("fonts.#.regular", fonts.families[0].regular, "NotoSerifJP-Regular.ttf|NotoSansJP-Regular.ttf|NotoSansJP-Regular.ttf|NotoEmoji-Regular.ttf", "The file of this role's face, in a font folder."),
    FACE("fonts.#.bold", fonts.families[0].bold, "NotoSerifJP-Bold.ttf|NotoSansJP-Bold.ttf|NotoSansJP-Bold.ttf|\"\"", "The file of its bold face; empty for none."),
    FACE("fonts.#.italic", fonts.families[0].italic, "\"\"", "The file of its italic face; empty slants the regular one."),
    FACE("fonts.#.bold-italic", fonts.families[0].bold_italic, "\"\"", "The file of its bold italic face."),
    FACE("fonts.latin.#.regular", fonts.latin[0].regular, "SourceSerif4-Regular.ttf|\"\"|SourceCodePro-Regular.ttf|\"\"", "The file for the role's Latin, Greek and Cyrillic; empty takes the role's own."),
    FACE("fonts.latin.#.bold", fonts.latin[0].bold, "SourceSerif4-Bold.ttf|\"\"|SourceCodePro-Bold.ttf|\"\"", "The same for bold."),
    FACE("fonts.latin.#.italic", fonts.latin[0].italic, "SourceSerif4-Italic.ttf|\"\"", "The same for italic."),
    FACE("fonts.latin.#.bold-italic", fonts.latin[0].bold_italic, "SourceSerif4-BoldItalic.ttf|\"\"", "The same for bold italic."),
    LIST("fonts.fallback", FILES, fonts.fallback, fonts.fallback_count, NULL, SEI_STYLE_FONT_FILES_MAX, "[NotoSansJP-Regular.ttf, NotoEmoji-Regular.ttf]", "Files asked, in order, for characters that the role's faces lack."),

    PLAIN("epub.css", TEXT, epub.css, "\"\"", "A style sheet of the vault, added after the generated one."),
    PLAIN("epub.embed-fonts", SWITCH, epub.embed_fonts, "no", "Whether fonts are put into the EPUB."),
    WORD("epub.ruby", SWITCH, epub.native_ruby, rubies, "inline", "How readings are set: inline as 漢字（かんじ）, or native as ruby."),
    PLAIN("epub.page-list", SWITCH, epub.page_list, "no", "Whether the EPUB has the PDF's page numbers also when it is made alone."),
};
/* clang-format on */

size_t sei_property_count(void) {
    return sizeof sei_properties / sizeof sei_properties[0];
}
