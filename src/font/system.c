/* fontconfig's list of fonts → the face that shows a code point in a role, weight and language.
 *
 * fontconfig tells which files there are, what characters and languages they cover, and no more:
 * its own matching depends on the locale of the environment and on the order of folders, ours on
 * the fonts alone. Each query has one list of candidates in the order of `rank`, made on first
 * demand; the first that has the character and opens is the answer. Fonts that cannot go into a PDF
 * as outlines are left out: bitmaps, colour, Type 1; so are variable ones, of which static files
 * are better typeset, and those that forbid embedding. */
#include "font/system.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#define STYLES (SEI_FACE_ROLE_COUNT * 2 * 2 * SEI_LANG_COUNT)

typedef struct system_font {
    FcPattern *pattern; /* the config's */
    FcCharSet *characters;
    sei_str family;
    sei_str path; /* below "/", links resolved */
    uint32_t index;
    const sei_face *face; /* once it is open */
    int weight;           /* OpenType */
    int width;            /* 100 is normal */
    unsigned size;        /* characters that it has */
    sei_face_role role;
    bool is_italic;
    bool is_refused; /* it was tried and cannot be used */
} system_font;

struct sei_system {
    sei_font_library *library;
    sei_root root; /* "/" */
    FcConfig *config;
    FcCharSet *covered; /* by any font */
    system_font *fonts; /* in the order of compare_names */
    size_t count;
    uint32_t *orders[STYLES]; /* numbers of fonts by rank; NULL until asked for */
};

/* Words of family names that tell the kind of a face. */
static const struct {
    const char *word;
    sei_face_role role;
} role_words[] = {
    {"Mono", SEI_FACE_MONO},     {"Courier", SEI_FACE_MONO},   {"Code", SEI_FACE_MONO},
    {"Sans", SEI_FACE_SANS},     {"Gothic", SEI_FACE_SANS},    {"Hei", SEI_FACE_SANS},
    {"Serif", SEI_FACE_SERIF},   {"Mincho", SEI_FACE_SERIF},   {"Song", SEI_FACE_SERIF},
    {"Ming", SEI_FACE_SERIF},    {"Myeongjo", SEI_FACE_SERIF}, {"Myungjo", SEI_FACE_SERIF},
    {"Batang", SEI_FACE_SERIF},  {"Roman", SEI_FACE_SERIF},    {"Emoji", SEI_FACE_EMOJI},
    {"Symbola", SEI_FACE_EMOJI},
};

static sei_face_role family_role(sei_str family, int spacing) {
    if (spacing == FC_MONO)
        return SEI_FACE_MONO;
    for (size_t i = 0; i < sizeof role_words / sizeof *role_words; i++)
        if (sei_str_find(family, sei_str_from(role_words[i].word), 0) != SEI_STR_NONE)
            return role_words[i].role;
    return SEI_FACE_SANS;
}

/* fontconfig's names of the languages, the ones that its coverage tables know. */
static const char *const lang_names[SEI_LANG_COUNT] = {
    [SEI_LANG_JA] = "ja",
    [SEI_LANG_ZH_HANS] = "zh-cn",
    [SEI_LANG_ZH_HANT] = "zh-tw",
    [SEI_LANG_KO] = "ko",
};

static int pattern_integer(const FcPattern *pattern, const char *object, int otherwise) {
    int value;
    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

static bool pattern_bool(const FcPattern *pattern, const char *object) {
    FcBool value;
    return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch && value;
}

static sei_str pattern_string(const FcPattern *pattern, const char *object) {
    FcChar8 *value;
    if (FcPatternGetString(pattern, object, 0, &value) != FcResultMatch)
        return (sei_str){0};
    return sei_str_from((const char *)value);
}

static bool is_usable(const FcPattern *pattern) {
    sei_str format = pattern_string(pattern, FC_FONTFORMAT);
    int index = pattern_integer(pattern, FC_INDEX, 0);
    return (sei_str_equal(format, SEI_STR("TrueType")) || sei_str_equal(format, SEI_STR("CFF"))) &&
           pattern_bool(pattern, FC_OUTLINE) && !pattern_bool(pattern, FC_COLOR) &&
           !pattern_bool(pattern, FC_VARIABLE) && index >= 0 && index <= UINT16_MAX;
}

/* Links are resolved now: "/" is a root that absolute links would leave. */
static sei_str real_path_below_root(sei_arena *arena, sei_str file) {
    sei_str real;
    return sei_os_real_path(arena, file, &real) ? sei_str_slice(real, 1, real.size) : (sei_str){0};
}

static bool read_font(sei_arena *arena, FcPattern *pattern, system_font *font) {
    *font = (system_font){.pattern = pattern};
    if (!is_usable(pattern) ||
        FcPatternGetCharSet(pattern, FC_CHARSET, 0, &font->characters) != FcResultMatch)
        return false;
    font->family = pattern_string(pattern, FC_FAMILY);
    font->path = real_path_below_root(arena, pattern_string(pattern, FC_FILE));
    font->index = (uint32_t)pattern_integer(pattern, FC_INDEX, 0);
    font->weight = FcWeightToOpenType(pattern_integer(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR));
    font->width = pattern_integer(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
    font->is_italic = pattern_integer(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
    font->size = FcCharSetCount(font->characters);
    font->role = family_role(font->family, pattern_integer(pattern, FC_SPACING, FC_PROPORTIONAL));
    return font->path.size && font->size;
}

static int compare_names(const void *left, const void *right) {
    const system_font *a = left, *b = right;
    int order = sei_str_compare(a->family, b->family);
    if (order == 0)
        order = sei_str_compare(a->path, b->path);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void read_fonts(sei_system *system) {
    FcFontSet *found = FcConfigGetFonts(system->config, FcSetSystem);
    size_t room = found && found->nfont > 0 ? (size_t)found->nfont : 0;
    system->fonts = SEI_NEW_ARRAY(&system->library->arena, system_font, room);
    for (size_t i = 0; i < room; i++)
        if (read_font(&system->library->arena, found->fonts[i], &system->fonts[system->count]))
            system->count++;
    if (system->count)
        qsort(system->fonts, system->count, sizeof *system->fonts, compare_names);
}

static FcCharSet *union_of_characters(const sei_system *system) {
    FcCharSet *all = FcCharSetCreate();
    for (size_t i = 0; all && i < system->count; i++)
        FcCharSetMerge(all, system->fonts[i].characters, NULL);
    return all;
}

sei_system *sei_system_open(sei_font_library *library) {
    sei_system *system = SEI_NEW(&library->arena, sei_system);
    sei_status status = {0};
    system->library = library;
    if (!sei_root_open(&system->root, &library->arena, SEI_STR("/"), &status))
        return NULL;
    system->config = FcInitLoadConfigAndFonts();
    if (system->config)
        read_fonts(system);
    if (system->count)
        system->covered = union_of_characters(system);
    if (system->covered)
        return system;
    sei_system_close(system);
    return NULL;
}

void sei_system_close(sei_system *system) {
    if (!system)
        return;
    for (size_t i = 0; i < STYLES; i++)
        sei_memory_free(system->library->memory, system->orders[i]);
    if (system->covered)
        FcCharSetDestroy(system->covered);
    if (system->config)
        FcConfigDestroy(system->config);
    sei_root_close(&system->root);
}

/* How well a font fits a language, best first. Up to FIT_OWN_LAST it is a face of the language. */
enum {
    FIT_NAMED,        /* its family is named for it */
    FIT_NAMED_REGION, /* … for another region of it */
    FIT_ALONE,        /* it covers this CJK language and no other */
    FIT_AMONG_OTHERS,
    FIT_OWN_LAST = FIT_AMONG_OTHERS,
    FIT_NAMED_OTHERWISE, /* it covers it and is named for another */
    FIT_NONE
};

static bool covers(const FcLangSet *langs, sei_lang lang) {
    return lang_names[lang] &&
           FcLangSetHasLang(langs, (const FcChar8 *)lang_names[lang]) == FcLangEqual;
}

static int lang_fit(const system_font *font, sei_lang lang) {
    FcLangSet *langs;
    int distance;
    if (FcPatternGetLangSet(font->pattern, FC_LANG, 0, &langs) != FcResultMatch ||
        !covers(langs, lang))
        return FIT_NONE;
    sei_lang named = sei_face_family_lang(font->family, &distance);
    if (named == lang)
        return distance ? FIT_NAMED_REGION : FIT_NAMED;
    if (named != SEI_LANG_NONE)
        return FIT_NAMED_OTHERWISE;
    for (int other = 0; other < SEI_LANG_COUNT; other++)
        if (other != (int)lang && covers(langs, (sei_lang)other))
            return FIT_AMONG_OTHERS;
    return FIT_ALONE;
}

/* What a candidate is judged by, in this order; lower is better. */
enum {
    RANK_LANG,
    RANK_ROLE,
    RANK_WIDTH,
    RANK_SLANT,
    RANK_WEIGHT,
    RANK_COVERAGE,
    RANK_NAME, /* the font's number, which is its name's place */
    RANK_COUNT
};

typedef struct candidate {
    int64_t rank[RANK_COUNT];
} candidate;

/* Text of no CJK language takes Japanese forms, as the bundled faces have them. */
static candidate judge(const system_font *font, size_t number, const sei_font_query *query) {
    sei_lang lang = lang_names[query->lang] ? query->lang : SEI_LANG_JA;
    int weight = query->bold ? 700 : 400;
    return (candidate){{
        [RANK_LANG] = lang_fit(font, lang),
        [RANK_ROLE] = font->role != query->role,
        [RANK_WIDTH] = labs((long)font->width - FC_WIDTH_NORMAL),
        [RANK_SLANT] = font->is_italic != query->italic,
        [RANK_WEIGHT] = labs((long)font->weight - weight),
        [RANK_COVERAGE] = -(int64_t)font->size,
        [RANK_NAME] = (int64_t)number,
    }};
}

static int compare_candidates(const void *left, const void *right) {
    const candidate *a = left, *b = right;
    for (size_t i = 0; i < RANK_COUNT; i++)
        if (a->rank[i] != b->rank[i])
            return a->rank[i] < b->rank[i] ? -1 : 1;
    return 0;
}

static uint32_t *make_order(sei_system *system, const sei_font_query *query) {
    sei_memory *memory = system->library->memory;
    candidate *candidates = sei_memory_try(memory, NULL, system->count * sizeof *candidates);
    uint32_t *order = sei_memory_try(memory, NULL, system->count * sizeof *order);
    if (!candidates || !order) {
        sei_memory_free(memory, candidates);
        sei_memory_free(memory, order);
        return NULL;
    }
    for (size_t i = 0; i < system->count; i++)
        candidates[i] = judge(&system->fonts[i], i, query);
    qsort(candidates, system->count, sizeof *candidates, compare_candidates);
    for (size_t i = 0; i < system->count; i++)
        order[i] = (uint32_t)candidates[i].rank[RANK_NAME];
    sei_memory_free(memory, candidates);
    return order;
}

static size_t style_number(const sei_font_query *query) {
    size_t number = (size_t)query->role * 2 + query->bold;
    return (number * 2 + query->italic) * SEI_LANG_COUNT + (size_t)query->lang;
}

static const sei_face *open_font(sei_system *system, system_font *font) {
    sei_status status = {0};
    if (!font->face)
        font->face =
            sei_font_library_face(system->library, &system->root, font->path, font->index, &status);
    font->is_refused = !font->face || !font->face->may_embed || font->face->is_variable;
    return font->is_refused ? NULL : font->face;
}

const sei_face *sei_system_find(sei_system *system, const sei_font_query *query,
                                uint32_t code_point, bool only_lang) {
    if (!FcCharSetHasChar(system->covered, code_point))
        return NULL;
    uint32_t **order = &system->orders[style_number(query)];
    if (!*order)
        *order = make_order(system, query);
    for (size_t i = 0; *order && i < system->count; i++) {
        system_font *font = &system->fonts[(*order)[i]];
        if (only_lang && lang_fit(font, query->lang) > FIT_OWN_LAST)
            return NULL;
        if (font->is_refused || !FcCharSetHasChar(font->characters, code_point))
            continue;
        const sei_face *face = open_font(system, font);
        if (face && sei_face_glyph(face, code_point))
            return face;
    }
    return NULL;
}
