/* A request's faces, opened, and the answer to "which face shows this character?".
 *
 * The answer is the first face of a chain that shows the code point. What kind of character it is
 * (letter, CJK, emoji) says which families stand first; then the other roles' families, the
 * fallback list, the emoji face, the system. Chinese and Korean text takes faces that are drawn for
 * its language first, since the bundled Japanese faces have other forms of the same characters.
 * Rule that is easy to break: the chain may depend on the query, the code point and the selector
 * alone, since answers are cached by them (those with a selector are not cached). */
#include "font/set.h"

#include "font/plain.h"
#include "font/shape.h"
#include "font/system.h"

#define TEXT_SELECTOR 0xFE0Eu
#define EMOJI_SELECTOR 0xFE0Fu

/* --- opening --------------------------------------------------------------------------------- */

static bool open_face(sei_font_set *set, sei_str name, const sei_face **face, sei_status *status) {
    if (name.size == 0)
        return true;
    *face = sei_font_library_find(set->library, name, status);
    return *face != NULL;
}

static bool open_family(sei_font_set *set, const sei_face_family *names, sei_set_family *family,
                        sei_status *status) {
    return open_face(set, names->regular, &family->regular, status) &&
           open_face(set, names->bold, &family->bold, status) &&
           open_face(set, names->italic, &family->italic, status) &&
           open_face(set, names->bold_italic, &family->bold_italic, status);
}

static bool open_request(sei_font_set *set, const sei_font_request *request, sei_status *status) {
    for (size_t role = 0; role < SEI_FACE_ROLE_COUNT; role++)
        if (!open_family(set, &request->families[role], &set->families[role], status) ||
            !open_family(set, &request->latin[role], &set->latin[role], status))
            return false;
    if (request->fallback_count > SEI_FONT_FALLBACK_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "more than %d fallback fonts",
                              SEI_FONT_FALLBACK_MAX);
    for (size_t i = 0; i < request->fallback_count; i++)
        if (!open_face(set, request->fallback[i], &set->fallback[i], status))
            return false;
    set->fallback_count = request->fallback_count;
    return true;
}

sei_font_set *sei_font_set_open(sei_font_library *library, const sei_font_request *request,
                                sei_status *status) {
    sei_font_set *set = sei_memory_try(library->memory, NULL, sizeof *set);
    if (!set) {
        sei_status_set(status, SEI_FAILED_RUN, "out of memory while opening fonts");
        return NULL;
    }
    *set = (sei_font_set){.library = library, .buffer = hb_buffer_create()};
    for (size_t lang = 0; lang < SEI_LANG_COUNT; lang++)
        set->languages[lang] = sei_shape_language((sei_lang)lang);
    if (open_request(set, request, status))
        return set;
    sei_font_set_close(set);
    return NULL;
}

void sei_font_set_close(sei_font_set *set) {
    for (size_t i = 0; i < SEI_SET_STYLES; i++)
        sei_code_table_close(set->answers[i]);
    hb_buffer_destroy(set->buffer);
    sei_memory_free(set->library->memory, set);
}

/* --- the chain ------------------------------------------------------------------------------- */

/* Which families stand first. */
typedef enum char_kind {
    KIND_LETTER, /* the Latin families, then the CJK ones */
    KIND_CJK,    /* the other way round */
    KIND_EMOJI
} char_kind;

static char_kind kind_of(uint32_t code_point, uint32_t selector, bool wide) {
    if (selector == EMOJI_SELECTOR ||
        (selector == 0 && sei_unicode_is_emoji_presentation(code_point)))
        return KIND_EMOJI;
    if (code_point < 0x80)
        return KIND_LETTER;
    sei_width width = sei_unicode_width(code_point);
    bool is_half_form = width == SEI_WIDTH_HALF && code_point >= 0xFF00; /* not the won sign */
    if (width == SEI_WIDTH_FULL || width == SEI_WIDTH_WIDE || is_half_form ||
        sei_unicode_is_cjk(code_point))
        return KIND_CJK;
    bool is_shared =
        sei_unicode_script(code_point) == SEI_SCRIPT_COMMON && !sei_unicode_is_space(code_point);
    return wide && is_shared ? KIND_CJK : KIND_LETTER;
}

/* The nearest face of a family; weight counts for more than slant, which can be drawn. */
static const sei_face *family_face(const sei_set_family *family, const sei_font_query *query) {
    const sei_face *faces[4] = {family->regular};
    if (query->bold && query->italic) {
        faces[0] = family->bold_italic;
        faces[1] = family->bold;
        faces[2] = family->italic;
        faces[3] = family->regular;
    } else if (query->bold || query->italic) {
        faces[0] = query->bold ? family->bold : family->italic;
        faces[1] = family->regular;
    }
    for (size_t i = 0; i < 4; i++)
        if (faces[i])
            return faces[i];
    return NULL;
}

#define CHAIN_MAX (2 * SEI_FACE_ROLE_COUNT + SEI_FONT_FALLBACK_MAX)

typedef struct face_chain {
    const sei_face *at[CHAIN_MAX];
    size_t size;
} face_chain;

static void add_face(face_chain *chain, const sei_face *face) {
    if (face && chain->size < CHAIN_MAX)
        chain->at[chain->size++] = face;
}

/* Which other roles stand in for one, nearest first. */
static const sei_face_role role_orders[SEI_FACE_ROLE_COUNT][SEI_FACE_ROLE_COUNT] = {
    [SEI_FACE_SERIF] = {SEI_FACE_SERIF, SEI_FACE_SANS, SEI_FACE_MONO, SEI_FACE_EMOJI},
    [SEI_FACE_SANS] = {SEI_FACE_SANS, SEI_FACE_SERIF, SEI_FACE_MONO, SEI_FACE_EMOJI},
    [SEI_FACE_MONO] = {SEI_FACE_MONO, SEI_FACE_SANS, SEI_FACE_SERIF, SEI_FACE_EMOJI},
    [SEI_FACE_EMOJI] = {SEI_FACE_EMOJI, SEI_FACE_SANS, SEI_FACE_SERIF, SEI_FACE_MONO},
};

/* The emoji families stand behind the fallback list, unless an emoji or its role is asked for. */
static void add_roles(face_chain *chain, const sei_set_family *families,
                      const sei_set_family *others, const sei_font_query *query, bool first_emoji) {
    const sei_face_role *order = role_orders[query->role];
    for (size_t i = 0; i < SEI_FACE_ROLE_COUNT; i++) {
        if (order[i] == SEI_FACE_EMOJI && !first_emoji)
            continue;
        add_face(chain, family_face(&families[order[i]], query));
        if (others)
            add_face(chain, family_face(&others[order[i]], query));
    }
}

static void make_chain(const sei_font_set *set, const sei_font_query *query, char_kind kind,
                       face_chain *chain) {
    chain->size = 0;
    const sei_set_family *emoji = &set->families[SEI_FACE_EMOJI];
    bool has_emoji_role = query->role == SEI_FACE_EMOJI;
    if (kind == KIND_EMOJI)
        add_face(chain, family_face(emoji, query));
    if (kind == KIND_LETTER) {
        add_roles(chain, set->latin, set->families, query, has_emoji_role);
    } else {
        add_roles(chain, set->families, NULL, query, has_emoji_role);
        add_roles(chain, set->latin, NULL, query, has_emoji_role);
    }
    for (size_t i = 0; i < set->fallback_count; i++)
        add_face(chain, set->fallback[i]);
    add_face(chain, family_face(emoji, query));
}

/* --- the answer ------------------------------------------------------------------------------ */

static const sei_face *first_that_shows(const face_chain *chain, uint32_t code_point) {
    for (size_t i = 0; i < chain->size; i++)
        if (sei_face_glyph(chain->at[i], code_point))
            return chain->at[i];
    for (size_t i = 0; i < chain->size; i++)
        if (sei_face_shows(chain->at[i], code_point))
            return chain->at[i];
    return NULL;
}

/* Chinese and Korean: a face of the chain that is drawn for the language, else one of the system.
 */
static const sei_face *find_for_language(const sei_font_set *set, const sei_font_query *query,
                                         const face_chain *chain, uint32_t code_point) {
    if (query->lang != SEI_LANG_ZH_HANS && query->lang != SEI_LANG_ZH_HANT &&
        query->lang != SEI_LANG_KO)
        return NULL;
    for (size_t i = 0; i < chain->size; i++)
        if (chain->at[i]->langs >> query->lang & 1 && sei_face_glyph(chain->at[i], code_point))
            return chain->at[i];
    sei_system *system = set->library->system;
    return system ? sei_system_find(system, query, code_point, true) : NULL;
}

static const sei_face *find_face(const sei_font_set *set, const sei_font_query *query,
                                 uint32_t code_point, uint32_t selector, bool wide) {
    face_chain chain;
    char_kind kind = kind_of(code_point, selector, wide);
    make_chain(set, query, kind, &chain);
    if (sei_unicode_is_ignorable(code_point))
        return chain.size ? chain.at[0] : NULL;
    const sei_face *face = NULL;
    if (kind == KIND_CJK)
        face = find_for_language(set, query, &chain, code_point);
    if (!face)
        face = first_that_shows(&chain, code_point);
    if (!face && set->library->system)
        face = sei_system_find(set->library->system, query, code_point, false);
    return face;
}

static const sei_face *find_cached(sei_font_set *set, const sei_font_query *query,
                                   uint32_t code_point, bool wide) {
    size_t style = (size_t)query->role * 2 + query->bold;
    style = ((style * 2 + query->italic) * SEI_LANG_COUNT + (size_t)query->lang) * 2 + wide;
    const sei_set_answer *known = sei_code_table_find(set->answers[style], code_point);
    if (known && known->is_known)
        return known->face;
    const sei_face *face = find_face(set, query, code_point, 0, wide);
    if (!set->answers[style])
        set->answers[style] = sei_code_table_open(set->library->memory, sizeof(sei_set_answer));
    sei_set_answer *answer = sei_code_table_make(set->answers[style], code_point);
    if (answer)
        *answer = (sei_set_answer){.face = face, .is_known = true};
    return face;
}

/* A face of the chain or the system's best that has the very sequence, else the answer without the
 * selector; the two selectors of presentation only move the emoji face. */
static const sei_face *find_sequence(sei_font_set *set, const sei_font_query *query,
                                     uint32_t code_point, uint32_t selector, bool wide) {
    if (selector == TEXT_SELECTOR || selector == EMOJI_SELECTOR)
        return find_face(set, query, code_point, selector, wide);
    const sei_face *plain = find_cached(set, query, code_point, wide);
    if (!plain || sei_face_has_variant(plain, code_point, selector))
        return plain;
    face_chain chain;
    make_chain(set, query, kind_of(code_point, 0, wide), &chain);
    for (size_t i = 0; i < chain.size; i++)
        if (sei_face_has_variant(chain.at[i], code_point, selector))
            return chain.at[i];
    sei_system *system = set->library->system;
    const sei_face *other = system ? sei_system_find(system, query, code_point, false) : NULL;
    return other && sei_face_has_variant(other, code_point, selector) ? other : plain;
}

const sei_face *sei_font_find(sei_font_set *set, const sei_font_query *query, uint32_t code_point,
                              uint32_t selector, bool wide, bool *synthetic_italic) {
    const sei_face *face = selector ? find_sequence(set, query, code_point, selector, wide)
                                    : find_cached(set, query, code_point, wide);
    if (synthetic_italic)
        *synthetic_italic = query->italic && face && !face->is_italic;
    return face;
}
