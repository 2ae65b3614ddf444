/* The book's text → font files for its EPUB: for each role and weight that the style sheet uses,
 * the faces that the PDF would take, with the characters that are set in them. Each face is a CSS
 * family of its own and the families follow one another, since old readers take one file a family.
 * What the sheet sets bold is gathered generously: a character too many costs little, one too few
 * shows in another face. */
#include "epub/fonts.h"

#include "base/utf8.h"
#include "base/vec.h"

#define CODE_POINTS 0x110000u
#define EMOJI_SAMPLE 0x1F600u

/* A set of code points, a bit each. */
typedef struct charset {
    uint8_t *bits; /* NULL: empty */
} charset;

struct collector {
    const sei_epub_request *request;
    charset sets[SEI_FONT_ROLE_COUNT][2]; /* by role, and whether bold */
};

/* --- which characters ------------------------------------------------------------------------ */

static void add_text(struct collector *collector, sei_style_font font, sei_str text) {
    charset *set = &collector->sets[font.role][font.bold];
    if (!set->bits)
        set->bits = SEI_NEW_ARRAY(collector->request->arena, uint8_t, CODE_POINTS / 8);
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = sei_utf8_next(text, &at);
        if (code_point >= 0x20 && code_point < CODE_POINTS)
            set->bits[code_point / 8] |= (uint8_t)(1u << code_point % 8);
    }
}

/* What the style sheet sets a text in, by what it stands in. */
static sei_style_font font_of(const sei_style *style, const sei_node *text) {
    sei_style_font font = style->text.font;
    for (const sei_node *node = text; node; node = node->parent) {
        bool is_strong = node->kind == SEI_NODE_STRONG || node->kind == SEI_NODE_EMPHASIS;
        font.bold = font.bold || is_strong;
        if (node->kind == SEI_NODE_HEADING)
            return style
                ->headings[node->as.heading.level < 1   ? 0
                           : node->as.heading.level > 6 ? 5
                                                        : node->as.heading.level - 1]
                .font;
        if (node->kind == SEI_NODE_CALLOUT_TITLE)
            return (sei_style_font){style->callouts.title_font.role, true};
        if (node->kind == SEI_NODE_ROW && node->as.row.is_head)
            return (sei_style_font){style->tables.head_font.role, true};
        if (node->kind == SEI_NODE_FIGURE)
            return (sei_style_font){style->figures.caption_font.role, font.bold};
    }
    return font;
}

static sei_str text_of(const sei_node *node) {
    switch (sei_node_shape_of(node->kind)) {
    case SEI_SHAPE_VERBATIM:
        return node->as.code.text;
    case SEI_SHAPE_ATOM:
    case SEI_SHAPE_INLINE:
    case SEI_SHAPE_BLOCK:
    case SEI_SHAPE_LEAF:
        break;
    }
    bool has_text = node->kind == SEI_NODE_TEXT || node->kind == SEI_NODE_CODE ||
                    node->kind == SEI_NODE_MATH || node->kind == SEI_NODE_TAG;
    return has_text ? node->as.text : SEI_STR("");
}

static bool is_mono(const sei_node *node) {
    return node->kind == SEI_NODE_CODE || node->kind == SEI_NODE_CODE_BLOCK ||
           sei_node_ancestor(node, SEI_NODE_KEYBOARD);
}

/* Every text stands in the body's face too: the contents and the title page repeat it. */
static void add_node(struct collector *collector, const sei_node *node) {
    const sei_style *style = collector->request->style;
    sei_style_font body = {style->text.font.role, false};
    sei_str text = text_of(node);
    if (node->kind == SEI_NODE_PART || node->kind == SEI_NODE_CHAPTER) {
        for (int level = 0; level < 6; level++)
            add_text(collector, style->headings[level].font, node->as.chapter.title);
        text = node->as.chapter.title;
    }
    add_text(collector, body, text);
    if (text.size && is_mono(node))
        add_text(collector, (sei_style_font){SEI_FONT_MONO, false}, text);
    else if (text.size)
        add_text(collector, font_of(style, node), text);
}

/* Signs that are written without standing in the text: numbers, marks, the metadata. */
static void add_signs(struct collector *collector) {
    const sei_book_info *info = &collector->request->book->info;
    const sei_style *style = collector->request->style;
    const sei_style_font body = {style->text.font.role, false};
    const sei_str texts[] = {SEI_STR("0123456789.-–#↑☐☑　（）"),
                             info->subtitle,
                             info->publisher,
                             info->description,
                             info->rights,
                             info->url,
                             info->version};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(collector, body, texts[i]);
    for (size_t i = 0; i < info->author_count; i++)
        add_text(collector, body, info->authors[i]);
    for (sei_style_fact fact = 0; fact < SEI_FACT_COUNT; fact++)
        add_text(collector, body, sei_style_fact_name(info->lang, fact));
    add_text(collector, body, info->title);
    add_text(collector, style->headings[0].font, info->title);
    for (int level = 0; level < 6; level++)
        add_text(collector, style->headings[level].font, SEI_STR("0123456789.第章部節　"));
}

static void collect(struct collector *collector) {
    const sei_node *root = collector->request->book->root;
    for (const sei_node *node = root; node; node = sei_node_next(root, node))
        add_node(collector, node);
    add_signs(collector);
}

/* --- which faces ----------------------------------------------------------------------------- */

typedef struct face_text {
    const sei_face *face;
    SEI_VEC(uint32_t) code_points; /* sorted */
} face_text;

typedef SEI_VEC(face_text) face_texts;

static face_text *text_for(sei_arena *arena, face_texts *texts, const sei_face *face) {
    for (size_t i = 0; i < texts->size; i++)
        if (texts->at[i].face == face)
            return &texts->at[i];
    SEI_VEC_ADD(arena, texts, (face_text){.face = face});
    return &texts->at[texts->size - 1];
}

/* The characters of a set by the faces that show them, in the order of their first. */
static face_texts divide(const sei_epub_request *request, sei_font_query query,
                         const charset *set) {
    face_texts texts = {0};
    sei_font_query emoji_query = {.role = SEI_FACE_EMOJI, .lang = query.lang};
    bool is_slanted;
    const sei_face *emoji =
        sei_font_find(request->fonts, &emoji_query, EMOJI_SAMPLE, 0, false, &is_slanted);
    bool is_wide =
        query.lang != SEI_LANG_NONE && query.lang != SEI_LANG_EN && query.lang != SEI_LANG_OTHER;
    for (uint32_t i = 0; i < CODE_POINTS; i++) {
        if (!(set->bits[i / 8] & 1u << i % 8))
            continue;
        const sei_face *face = sei_font_find(request->fonts, &query, i, 0, is_wide, &is_slanted);
        if (!face || face == emoji)
            continue;
        face_text *text = text_for(request->arena, &texts, face);
        SEI_VEC_ADD(request->arena, &text->code_points, i);
    }
    return texts;
}

/* --- files ----------------------------------------------------------------------------------- */

typedef SEI_VEC(sei_epub_font) font_files;

static const char *const role_names[SEI_FONT_ROLE_COUNT] = {
    [SEI_FONT_SERIF] = "serif",
    [SEI_FONT_SANS] = "sans",
    [SEI_FONT_MONO] = "mono",
    [SEI_FONT_EMOJI] = "emoji",
};

static const char *const generic_names[SEI_FONT_ROLE_COUNT] = {
    [SEI_FONT_SERIF] = "serif",
    [SEI_FONT_SANS] = "sans-serif",
    [SEI_FONT_MONO] = "monospace, monospace", /* twice: else it shrinks */
    [SEI_FONT_EMOJI] = "sans-serif",
};

/* Returns how many families the role has with this weight's files. */
static size_t add_files(const sei_epub_request *request, font_files *files, sei_font_role role,
                        bool bold, const charset *set) {
    sei_arena *arena = request->arena;
    sei_font_query query = {
        .role = (sei_face_role)role, .bold = bold, .lang = request->book->info.lang};
    face_texts texts = divide(request, query, set);
    size_t count = 0;
    for (size_t i = 0; i < texts.size; i++) {
        const face_text *text = &texts.at[i];
        bool is_cff = sei_face_info_of(text->face)->format == SEI_FACE_CFF;
        sei_epub_font file = {.media_type = is_cff ? "font/otf" : "font/ttf", .bold = bold};
        sei_status ignored = {0};
        if (!sei_face_subset_text(text->face, arena, text->code_points.at, text->code_points.size,
                                  &file.bytes, &ignored))
            continue;
        file.family = sei_arena_print(arena, "%s-%zu", role_names[role], ++count);
        file.name = sei_arena_print(arena, "font/%.*s%s.%s", SEI_STR_ARG(file.family),
                                    bold ? "-bold" : "", is_cff ? "otf" : "ttf");
        SEI_VEC_ADD(arena, files, file);
    }
    return count;
}

/* "\"serif-1\", \"serif-2\", serif" */
static sei_str families_of(sei_arena *arena, sei_font_role role, size_t count) {
    sei_str families = SEI_STR("");
    for (size_t i = 1; i <= count; i++)
        families =
            sei_arena_print(arena, "%.*s\"%s-%zu\", ", SEI_STR_ARG(families), role_names[role], i);
    return sei_arena_print(arena, "%.*s%s", SEI_STR_ARG(families), generic_names[role]);
}

void sei_epub_fonts_make(sei_epub_fonts *fonts, const sei_epub_request *request) {
    struct collector collector = {.request = request};
    font_files files = {0};
    bool is_wanted = request->style->epub.embed_fonts && request->fonts;
    if (is_wanted)
        collect(&collector);
    for (int role = 0; role < SEI_FONT_ROLE_COUNT; role++) {
        size_t families = 0;
        for (int bold = 0; bold < 2; bold++) {
            const charset *set = &collector.sets[role][bold];
            size_t count =
                set->bits ? add_files(request, &files, (sei_font_role)role, bold, set) : 0;
            families = count > families ? count : families;
        }
        fonts->families[role] = families_of(request->arena, (sei_font_role)role, families);
    }
    fonts->at = files.at;
    fonts->count = files.size;
}
