/* A face, script and language → the glyphs that shaping leaves alone, so that most CJK text needs
 * no shaper: character table and advance are the whole answer.
 *
 * The lookups are asked of the very plan that HarfBuzz would shape with. A run is shaped without
 * HarfBuzz only when all its characters are plain and untouched; so a lookup matters only if it can
 * fire on plain glyphs alone, and "か + combining mark → one glyph" does not touch か. Whether a
 * substitution can fire on a set of glyphs is told by its closure: does the set grow? The touched
 * glyphs are what has to be taken out of the set until it no longer does, found by halving. Where
 * the closure cannot tell (an output that is itself a plain glyph, a deletion, positioning) every
 * input of the lookup counts as touched: slower, never wrong. font/plain_test compares with the
 * shaper. */
#include "font/plain.h"

#include "font/shape.h"

#include <hb-aat.h>
#include <stdlib.h>
#include <string.h>

#define CLOSURES_MAX 2048 /* a lookup that needs more has all its inputs touched */

bool sei_plain_may_be(uint32_t code_point) {
    if (sei_unicode_is_mark(code_point) || sei_unicode_is_ignorable(code_point))
        return false;
    /* Clusters of more than one character: half-width sound marks, regional indicators, modifiers;
     * and the fraction slash, which turns features on around it. */
    if (code_point == 0xFF9E || code_point == 0xFF9F || code_point == 0x2044 ||
        (code_point >= 0x1F000 && code_point < 0x20000))
        return false;
    switch (sei_unicode_script(code_point)) {
    case SEI_SCRIPT_COMMON:
    case SEI_SCRIPT_LATIN:
    case SEI_SCRIPT_GREEK:
    case SEI_SCRIPT_CYRILLIC:
    case SEI_SCRIPT_HAN:
    case SEI_SCRIPT_HIRAGANA:
    case SEI_SCRIPT_KATAKANA:
    case SEI_SCRIPT_BOPOMOFO:
        return true;
    case SEI_SCRIPT_INHERITED:
    case SEI_SCRIPT_HANGUL:
    case SEI_SCRIPT_ARABIC:
    case SEI_SCRIPT_HEBREW:
    case SEI_SCRIPT_THAI:
    case SEI_SCRIPT_DEVANAGARI:
    case SEI_SCRIPT_OTHER:
        return false;
    }
    return false;
}

/* One substitution lookup under examination. */
typedef struct lookup_probe {
    hb_face_t *face;
    unsigned lookup;
    hb_set_t *kept; /* glyphs on which it does not fire */
    hb_set_t *trial;
    sei_plain *plain;
    int closures;
} lookup_probe;

/* A broken lookup may name glyphs that the face does not have. */
static void touch(sei_plain *plain, uint32_t glyph) {
    if (glyph < plain->glyph_count)
        plain->touched[glyph / 8] |= (uint8_t)(1u << (glyph % 8));
}

static void touch_all(sei_plain *plain, const hb_set_t *glyphs) {
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(glyphs, &glyph))
        touch(plain, glyph);
}

/* Whether the lookup can fire on the kept glyphs and these. */
static bool fires(lookup_probe *probe, const uint32_t *glyphs, size_t count) {
    hb_set_set(probe->trial, probe->kept);
    for (size_t i = 0; i < count; i++)
        hb_set_add(probe->trial, glyphs[i]);
    unsigned before = hb_set_get_population(probe->trial);
    hb_ot_layout_lookup_substitute_closure(probe->face, probe->lookup, probe->trial);
    probe->closures++;
    return hb_set_get_population(probe->trial) != before;
}

/* Sorts the glyphs into kept and touched. Recursion halves: at most 16 deep. */
static void sort_glyphs(lookup_probe *probe, const uint32_t *glyphs, size_t count) {
    if (probe->closures < CLOSURES_MAX && !fires(probe, glyphs, count)) {
        for (size_t i = 0; i < count; i++)
            hb_set_add(probe->kept, glyphs[i]);
    } else if (count == 1 || probe->closures >= CLOSURES_MAX) {
        for (size_t i = 0; i < count; i++)
            touch(probe->plain, glyphs[i]);
    } else {
        sort_glyphs(probe, glyphs, count / 2);
        sort_glyphs(probe, glyphs + count / 2, count - count / 2);
    }
}

static bool intersects(const hb_set_t *a, const hb_set_t *b) {
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(a, &glyph))
        if (hb_set_has(b, glyph))
            return true;
    return false;
}

/* The glyph sets of a lookup, as HarfBuzz collects them. */
typedef struct lookup_glyphs {
    hb_set_t *around, *input, *output;
} lookup_glyphs;

static lookup_glyphs collect_glyphs(hb_face_t *face, hb_tag_t table, unsigned lookup) {
    lookup_glyphs glyphs = {hb_set_create(), hb_set_create(), hb_set_create()};
    hb_ot_layout_lookup_collect_glyphs(face, table, lookup, glyphs.around, glyphs.input,
                                       glyphs.around, glyphs.output);
    return glyphs;
}

static void drop_glyphs(lookup_glyphs *glyphs) {
    hb_set_destroy(glyphs->around);
    hb_set_destroy(glyphs->input);
    hb_set_destroy(glyphs->output);
}

/* Substitutions of one glyph by itself are touched at once; what is left is sorted by closures. */
static void probe_substitution(sei_plain *plain, hb_face_t *face, unsigned lookup,
                               const hb_set_t *candidates, const lookup_glyphs *glyphs) {
    uint32_t *rest = hb_set_is_empty(glyphs->input)
                         ? NULL
                         : calloc(hb_set_get_population(glyphs->input), sizeof *rest);
    if (!rest) {
        touch_all(plain, glyphs->input);
        return;
    }
    lookup_probe probe = {.face = face,
                          .lookup = lookup,
                          .kept = hb_set_copy(candidates),
                          .trial = hb_set_create(),
                          .plain = plain};
    hb_set_subtract(probe.kept, glyphs->input);
    hb_set_subtract(probe.kept, glyphs->output);
    size_t count = 0;
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(glyphs->input, &glyph)) {
        if (!hb_set_has(candidates, glyph))
            continue;
        if (hb_set_has(glyphs->output, glyph) ||
            hb_ot_layout_lookup_would_substitute(face, lookup, &glyph, 1, true))
            touch(plain, glyph);
        else
            rest[count++] = glyph;
    }
    if (count)
        sort_glyphs(&probe, rest, count);
    hb_set_destroy(probe.kept);
    hb_set_destroy(probe.trial);
    free(rest);
}

static void probe_lookup(sei_plain *plain, hb_face_t *face, hb_tag_t table, unsigned lookup,
                         const hb_set_t *candidates) {
    lookup_glyphs glyphs = collect_glyphs(face, table, lookup);
    if (intersects(glyphs.input, candidates)) {
        bool is_clear = table == HB_OT_TAG_GSUB && !hb_set_is_empty(glyphs.output) &&
                        !intersects(glyphs.around, glyphs.output);
        if (is_clear)
            probe_substitution(plain, face, lookup, candidates, &glyphs);
        else
            touch_all(plain, glyphs.input);
    }
    drop_glyphs(&glyphs);
}

/* The glyphs of all plain characters that the face has. */
static hb_set_t *plain_glyphs(const sei_face *face) {
    hb_set_t *unicodes = hb_set_create(), *glyphs = hb_set_create();
    hb_face_collect_unicodes(face->hb_face, unicodes);
    hb_codepoint_t code_point = HB_SET_VALUE_INVALID;
    while (hb_set_next(unicodes, &code_point)) {
        sei_face_entry entry = sei_face_entry_of(face, code_point);
        if (entry.is_plain)
            hb_set_add(glyphs, entry.glyph);
    }
    hb_set_destroy(unicodes);
    return glyphs;
}

static hb_shape_plan_t *plan_for(const sei_face *face, sei_script script, sei_lang lang) {
    hb_segment_properties_t properties = HB_SEGMENT_PROPERTIES_DEFAULT;
    properties.direction = HB_DIRECTION_LTR;
    properties.script = sei_shape_script(script);
    properties.language = sei_shape_language(lang);
    return hb_shape_plan_create_cached(face->hb_face, &properties, sei_shape_cjk_features,
                                       sei_shape_cjk_feature_count, NULL);
}

static void probe_table(sei_plain *plain, hb_face_t *face, hb_shape_plan_t *plan, hb_tag_t table,
                        const hb_set_t *candidates) {
    hb_set_t *lookups = hb_set_create();
    hb_ot_shape_plan_collect_lookups(plan, table, lookups);
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    while (hb_set_next(lookups, &lookup))
        probe_lookup(plain, face, table, lookup, candidates);
    hb_set_destroy(lookups);
}

static sei_plain *make_plain(const sei_face *face, sei_script script, sei_lang lang) {
    size_t size = sizeof(sei_plain) + face->info.glyph_count / 8 + 1;
    sei_plain *plain = sei_memory_try(face->memory, NULL, size);
    if (!plain)
        return NULL;
    memset(plain, 0, size);
    plain->glyph_count = face->info.glyph_count;
    /* Apple's tables are state machines over all glyphs: nothing is known to be untouched. */
    plain->is_usable = !hb_aat_layout_has_substitution(face->hb_face) &&
                       !hb_aat_layout_has_positioning(face->hb_face) &&
                       !hb_aat_layout_has_tracking(face->hb_face);
    if (!plain->is_usable)
        return plain;
    hb_set_t *candidates = plain_glyphs(face);
    hb_shape_plan_t *plan = plan_for(face, script, lang);
    probe_table(plain, face->hb_face, plan, HB_OT_TAG_GSUB, candidates);
    probe_table(plain, face->hb_face, plan, HB_OT_TAG_GPOS, candidates);
    plain->is_usable = hb_set_allocation_successful(candidates);
    hb_shape_plan_destroy(plan);
    hb_set_destroy(candidates);
    return plain;
}

const sei_plain *sei_plain_find(const sei_face *face, sei_script script, sei_lang lang) {
    sei_plain **plain = &face->cache->plains[script][lang];
    if (!*plain)
        *plain = make_plain(face, script, lang);
    return *plain;
}

void sei_plain_close(sei_plain *plain, sei_memory *memory) {
    sei_memory_free(memory, plain);
}
