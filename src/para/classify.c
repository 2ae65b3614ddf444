/* Characters that JLREQ lists in several classes get one here, from their neighbours, the language
 * and the look: jlreq/classes-resolve.tsv, rule by rule. What needs the font (whether a quotation
 * mark's glyph is full-width) is settled after shaping, in itemise.c. One pass over the text, with
 * the side to the right looked up in a table made by a pass from the end. */
#include "para/classify.h"

#include "unicode/unicode.h"

typedef struct classifier {
    sei_passage *passage;
    const uint8_t *wide_after; /* the next letter to the right is wide */
    bool wide_before;          /* the last letter to the left is wide */
    bool is_cjk;               /* the paragraph is Japanese or Chinese */
} classifier;

bool sei_classify_is_digit(uint32_t code_point, bool han) {
    if ((code_point >= '0' && code_point <= '9') || (code_point >= 0xFF10 && code_point <= 0xFF19))
        return true;
    if (!han)
        return false;
    switch (code_point) {
    case 0x3007: /* 〇 */
    case 0x4E00: /* 一 … 九 */
    case 0x4E8C:
    case 0x4E09:
    case 0x56DB:
    case 0x4E94:
    case 0x516D:
    case 0x4E03:
    case 0x516B:
    case 0x4E5D:
        return true;
    default:
        return false;
    }
}

static bool is_ideographic_script(const sei_cluster *cluster) {
    const unsigned scripts = 1u << SEI_SCRIPT_HAN | 1u << SEI_SCRIPT_HIRAGANA |
                             1u << SEI_SCRIPT_KATAKANA | 1u << SEI_SCRIPT_BOPOMOFO;
    return scripts >> cluster->script & 1;
}

/* What a cluster says of its surroundings: 1 wide, 0 narrow or an edge, -1 nothing (punctuation).
 */
static int wideness(const sei_cluster *cluster) {
    if (cluster->kind != SEI_CLUSTER_CHARACTER)
        return cluster->kind == SEI_CLUSTER_IGNORED ? -1 : 0;
    if (is_ideographic_script(cluster))
        return 1;
    if (sei_unicode_is_punctuation(cluster->code_point))
        return -1;
    return sei_unicode_is_cjk(cluster->code_point) ? 1 : 0;
}

static const uint8_t *look_right(const sei_passage *passage) {
    uint32_t count = passage->cluster_count;
    uint8_t *after = SEI_NEW_ARRAY(passage->context->scratch, uint8_t, count + 1);
    uint8_t wide = 0;
    for (uint32_t i = count; i-- > 0;) {
        after[i] = wide;
        int said = wideness(&passage->clusters[i]);
        wide = said < 0 ? wide : (uint8_t)said;
    }
    return after;
}

static uint32_t code_point_at(const sei_passage *passage, uint32_t i) {
    return i < passage->cluster_count ? passage->clusters[i].code_point : 0;
}

static uint32_t code_point_before(const sei_passage *passage, uint32_t i) {
    return i > 0 ? passage->clusters[i - 1].code_point : 0;
}

static bool is_latin_letter(const sei_cluster *cluster) {
    return cluster->kind == SEI_CLUSTER_CHARACTER && cluster->space_class == SEI_SPACE_L &&
           !(cluster->code_point >= '0' && cluster->code_point <= '9');
}

static bool is_ascii_digit(const sei_passage *passage, uint32_t i) {
    uint32_t code_point = code_point_at(passage, i);
    return code_point >= '0' && code_point <= '9';
}

static bool is_separator(const sei_passage *passage, uint32_t i) {
    uint32_t code_point = code_point_at(passage, i);
    return (code_point == '.' || code_point == ',') && is_ascii_digit(passage, i + 1);
}

static bool is_mark(const sei_passage *passage, uint32_t i) {
    return passage->spans[passage->clusters[i].span].kind == SEI_SPAN_MARK;
}

/* Rule 11: digits with the . and , between them are one number, unless letters join them. Classes a
 * run of letters and digits that begins at `from`; returns its end. */
static uint32_t classify_word(sei_passage *passage, uint32_t from) {
    bool has_letter = false;
    uint32_t end = from;
    while (end < passage->cluster_count && !is_mark(passage, end)) {
        if (is_latin_letter(&passage->clusters[end]))
            has_letter = true;
        else if (!is_ascii_digit(passage, end) &&
                 !(end > from && is_ascii_digit(passage, end - 1) && is_separator(passage, end)))
            break;
        end++;
    }
    for (uint32_t i = from; i < end; i++)
        passage->clusters[i].class = has_letter ? SEI_CLASS_LATIN : SEI_CLASS_NUMERAL;
    return end;
}

static bool is_beside_wide(const classifier *c, uint32_t i) {
    return c->wide_before || c->wide_after[i];
}

static bool is_in_cjk(const classifier *c, uint32_t i) {
    return c->is_cjk || is_beside_wide(c, i);
}

/* Rule 3: quotation marks are Japanese brackets beside wide letters, and an apostrophe between
 * letters never is. */
static sei_jlreq_class resolve_quote(const classifier *c, uint32_t i, sei_jlreq_class class) {
    const sei_passage *passage = c->passage;
    bool between_letters = i > 0 && i + 1 < passage->cluster_count &&
                           is_latin_letter(&passage->clusters[i - 1]) &&
                           is_latin_letter(&passage->clusters[i + 1]);
    if (passage->clusters[i].code_point == 0x2019 && between_letters)
        return SEI_CLASS_LATIN;
    return c->is_cjk && is_beside_wide(c, i) ? class : SEI_CLASS_LATIN;
}

static bool is_quote(uint32_t code_point) {
    return code_point == 0x2018 || code_point == 0x2019 || code_point == 0x201C ||
           code_point == 0x201D || code_point == 0xAB || code_point == 0xBB;
}

/* The full-width form or a squared unit: wide whatever stands beside it. */
static bool is_wide(uint32_t code_point) {
    return sei_unicode_is_wide(code_point) || sei_unicode_is_cjk(code_point);
}

/* Rule 8 and typography.md 3.6: a middle dot between Han or full-width digits is a decimal point.
 */
static sei_jlreq_class resolve_dot(const classifier *c, uint32_t i) {
    sei_passage *passage = c->passage;
    sei_cluster *cluster = &passage->clusters[i];
    if (cluster->code_point == 0xB7 && !(c->is_cjk && is_beside_wide(c, i)))
        return SEI_CLASS_LATIN;
    bool is_colon = cluster->code_point == 0xFF1A || cluster->code_point == 0xFF1B;
    if (is_colon && passage->lang == SEI_LANG_ZH_HANS)
        return SEI_CLASS_COMMA; /* clreq-punct.tsv: trimmed on the right only */
    if (!is_colon && sei_classify_is_digit(code_point_before(passage, i), true) &&
        sei_classify_is_digit(code_point_at(passage, i + 1), true))
        cluster->flags |= SEI_CLUSTER_SOLID;
    return SEI_CLASS_DOT;
}

static sei_jlreq_class resolve_ascii(const sei_passage *passage, uint32_t i) {
    switch (passage->clusters[i].code_point) {
    case '$':
    case '#':
        return is_ascii_digit(passage, i + 1) ? SEI_CLASS_PREFIX : SEI_CLASS_LATIN;
    case '%':
        return sei_classify_is_digit(code_point_before(passage, i), false) ? SEI_CLASS_POSTFIX
                                                                           : SEI_CLASS_LATIN;
    default:
        return SEI_CLASS_LATIN; /* rules 1 and 4 */
    }
}

/* Symbols that are narrow in Latin text and wide in CJK text begin here. */
#define SYMBOLS 0x2000u

/* Of what belongs to no class of its own: as wide as its form. */
static sei_jlreq_class plain_class(uint32_t code_point) {
    return is_wide(code_point) ? SEI_CLASS_IDEOGRAPH : SEI_CLASS_LATIN;
}

/* Of a symbol that stands at no number, as ℃ and №. */
static sei_jlreq_class symbol_class(uint32_t code_point, bool in_cjk) {
    return in_cjk && code_point >= SYMBOLS ? SEI_CLASS_IDEOGRAPH : plain_class(code_point);
}

/* A class that JLREQ gives only in some contexts; `class` is the Japanese one. */
static sei_jlreq_class resolve_listed(const classifier *c, uint32_t i, sei_jlreq_class class) {
    const sei_passage *passage = c->passage;
    uint32_t code_point = passage->clusters[i].code_point;
    switch (class) {
    case SEI_CLASS_OPENING:
    case SEI_CLASS_CLOSING:
        return is_quote(code_point) ? resolve_quote(c, i, class) : class;
    case SEI_CLASS_HYPHEN:
        return is_wide(code_point) || is_beside_wide(c, i) ? class : SEI_CLASS_LATIN;
    case SEI_CLASS_DOT:
        return resolve_dot(c, i);
    case SEI_CLASS_INSEPARABLE:
        return is_in_cjk(c, i) ? class : SEI_CLASS_LATIN;
    case SEI_CLASS_PREFIX:
        return sei_classify_is_digit(code_point_at(passage, i + 1), true)
                   ? class
                   : symbol_class(code_point, is_in_cjk(c, i));
    case SEI_CLASS_POSTFIX:
        return sei_classify_is_digit(code_point_before(passage, i), false)
                   ? class
                   : symbol_class(code_point, is_in_cjk(c, i));
    case SEI_CLASS_MATH:
    case SEI_CLASS_OPERATOR:
        return is_wide(code_point) || is_beside_wide(c, i) ? class : SEI_CLASS_LATIN;
    case SEI_CLASS_IDEOGRAPH: /* arrows, circled numbers: as wide as their surroundings */
        return is_in_cjk(c, i) ? class : plain_class(code_point);
    case SEI_JLREQ_NONE:
        return plain_class(code_point);
    case SEI_CLASS_NUMERAL: /* full-width forms: rule 12 */
    case 25:
    case 26:
    case SEI_CLASS_LATIN:
        return plain_class(code_point);
    default:
        return class;
    }
}

static sei_jlreq_class resolve(const classifier *c, uint32_t i) {
    const sei_passage *passage = c->passage;
    const sei_cluster *cluster = &passage->clusters[i];
    if (cluster->kind == SEI_CLUSTER_BOX)
        return SEI_CLASS_IDEOGRAPH;
    if (is_mark(passage, i))
        return SEI_CLASS_MARK;
    if (cluster->script == SEI_SCRIPT_HANGUL)
        return SEI_CLASS_HANGUL;
    if (cluster->code_point < 0x80)
        return resolve_ascii(passage, i);
    if (cluster->code_point == 0x2500 || cluster->code_point == 0x22EF ||
        cluster->code_point == 0x2E3A) /* dashes and ellipses that JLREQ does not name */
        return resolve_listed(c, i, SEI_CLASS_INSEPARABLE);
    sei_jlreq_class class = sei_unicode_jlreq_class(cluster->code_point);
    bool is_ambiguous = cluster->flags & SEI_CLUSTER_VERBATIM && !is_wide(cluster->code_point);
    return is_ambiguous ? SEI_CLASS_LATIN : resolve_listed(c, i, class);
}

/* Whether the CJK face draws it: what is CJK by itself or by its class; emoji are wide and not CJK.
 */
static bool takes_cjk_face(const sei_cluster *cluster) {
    if (is_ideographic_script(cluster))
        return true;
    if (cluster->kind != SEI_CLUSTER_CHARACTER || cluster->code_point < 0x80 ||
        cluster->class >= SEI_CLASS_MARK)
        return false;
    return cluster->class != SEI_CLASS_IDEOGRAPH || sei_unicode_is_cjk(cluster->code_point) ||
           !sei_unicode_is_wide(cluster->code_point);
}

void sei_classify(sei_passage *passage) {
    classifier c = {.passage = passage, .wide_after = look_right(passage)};
    c.is_cjk = passage->lang == SEI_LANG_JA || passage->lang == SEI_LANG_ZH_HANS ||
               passage->lang == SEI_LANG_ZH_HANT;
    for (uint32_t i = 0; i < passage->cluster_count;) {
        sei_cluster *cluster = &passage->clusters[i];
        uint32_t end = i + 1;
        bool is_word = is_latin_letter(cluster) || is_ascii_digit(passage, i);
        if (is_word && !is_mark(passage, i)) {
            end = classify_word(passage, i);
        } else if (is_ideographic_script(cluster) && !is_mark(passage, i)) {
            sei_jlreq_class class = sei_unicode_jlreq_class(cluster->code_point);
            cluster->class = resolve_listed(&c, i, class);
        } else {
            cluster->class = resolve(&c, i);
        }
        if (takes_cjk_face(cluster))
            cluster->flags |= SEI_CLUSTER_WIDE;
        int said = wideness(&passage->clusters[end - 1]);
        c.wide_before = said < 0 ? c.wide_before : said > 0;
        i = end;
    }
}
