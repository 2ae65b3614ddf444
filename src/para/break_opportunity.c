/* Line break opportunities: UAX #14 for Latin text, JLREQ appendix C (break.tsv) wherever a CJK
 * character stands on either side, four levels of kinsoku (break-levels.tsv). The rule that is easy
 * to break: nothing ever relaxes a break after an opening bracket or before a closing bracket, a
 * full stop or a comma. */
#include "para/break_opportunity.h"

#include "doc/node.h"
#include "para/classify.h"
#include "para/line_break.h"

static const sei_break_opportunity forbidden = {false, SEI_PENALTY_NONE};
static const sei_break_opportunity allowed = {true, SEI_PENALTY_NONE};

const bool *sei_break_opportunity_unicode(sei_passage *passage) {
    uint32_t count = passage->cluster_count;
    sei_arena *scratch = passage->context->scratch;
    uint8_t *classes = SEI_NEW_ARRAY(scratch, uint8_t, count + 1);
    bool *breaks = SEI_NEW_ARRAY(scratch, bool, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const sei_cluster *cluster = &passage->clusters[i];
        unsigned class = cluster->break_class;
        if (cluster->kind == SEI_CLUSTER_SPACE || cluster->kind == SEI_CLUSTER_TAB)
            class = SEI_BREAK_SP;
        else if (cluster->kind == SEI_CLUSTER_BOX || class == SEI_BREAK_RI)
            class = SEI_BREAK_ID; /* a flag's pair is one cluster */
        if (class == SEI_BREAK_OP || class == SEI_BREAK_CP)
            class |= sei_unicode_is_wide(cluster->code_point) ? SEI_LINE_BREAK_WIDE : 0u;
        classes[i] = (uint8_t) class;
    }
    sei_line_break(classes, count, breaks);
    return breaks;
}

static bool is_cjk_class(sei_jlreq_class class) {
    return class >= SEI_CLASS_OPENING && class <= SEI_CLASS_MARK;
}

static sei_jlreq_class table_class(sei_jlreq_class class) {
    return class == SEI_CLASS_HANGUL ? SEI_CLASS_IDEOGRAPH : class;
}

/* The class that a character counts as where a level of kinsoku lets it begin a line; 0: no level
 * does. `loose` says which of them only the loose level lets (break-levels.tsv). */
static sei_jlreq_class relaxed_class(const sei_cluster *cluster, bool *loose) {
    *loose = false;
    switch (cluster->class) {
    case SEI_CLASS_ITERATION:
        return cluster->code_point == 0x3005 ? SEI_CLASS_IDEOGRAPH : SEI_JLREQ_NONE;
    case SEI_CLASS_LONG:
        return SEI_CLASS_KATAKANA;
    case SEI_CLASS_SMALL_KANA:
        return SEI_CLASS_HIRAGANA;
    case SEI_CLASS_HYPHEN:
        *loose = true;
        return SEI_CLASS_IDEOGRAPH;
    case SEI_CLASS_DOT:
        *loose = true;
        return cluster->code_point == 0x30FB ? SEI_CLASS_IDEOGRAPH : SEI_JLREQ_NONE;
    case SEI_CLASS_POSTFIX:
        *loose = true;
        return cluster->code_point == 0xFF05 || cluster->code_point == '%' ? SEI_CLASS_IDEOGRAPH
                                                                           : SEI_JLREQ_NONE;
    default:
        return SEI_JLREQ_NONE;
    }
}

static sei_break_opportunity relax(const sei_passage *passage, const sei_cluster *a,
                                   const sei_cluster *b) {
    bool loose = false;
    sei_jlreq_class class = relaxed_class(b, &loose);
    if (class == SEI_JLREQ_NONE || (loose && passage->style->kinsoku != SEI_KINSOKU_LOOSE) ||
        sei_pair_rules[table_class(a->class)][class].rule != SEI_RULE_YES)
        return forbidden;
    bool is_strict = passage->style->kinsoku == SEI_KINSOKU_STRICT;
    return (sei_break_opportunity){true, is_strict ? SEI_PENALTY_KANA : SEI_PENALTY_NONE};
}

/* The conditions of break.tsv that can come up: the rest of its conditional pairs are "no" here. */
static bool holds_condition(const sei_passage *passage, const sei_cluster *a,
                            const sei_cluster *b) {
    if (a->class != SEI_CLASS_INSEPARABLE || b->class != SEI_CLASS_INSEPARABLE)
        return false;
    bool is_dots = a->code_point == 0x2026 || a->code_point == 0x2025;
    return a->code_point != b->code_point ||
           (is_dots && passage->style->kinsoku == SEI_KINSOKU_LOOSE);
}

static sei_break_opportunity by_table(const sei_passage *passage, const sei_cluster *a,
                                      const sei_cluster *b) {
    if (b->class == SEI_CLASS_SPACE)
        return forbidden; /* U+3000 never begins a line; at its end it may vanish */
    uint8_t rule = sei_pair_rules[table_class(a->class)][table_class(b->class)].rule;
    if (rule == SEI_RULE_YES || (rule == SEI_RULE_CONDITION && holds_condition(passage, a, b)))
        return allowed;
    return relax(passage, a, b);
}

static bool begins_reading(const sei_passage *passage, const sei_cluster *b) {
    const sei_span *span = &passage->spans[b->span];
    const sei_node *parent = span->node ? span->node->parent : NULL;
    return b->text_at == passage->span_starts[b->span] && parent && parent->kind == SEI_NODE_SPAN &&
           parent->as.span.is_reading;
}

/* Whether a short Latin word stands at b: what a unit looks like. */
static bool is_unit(const sei_passage *passage, uint32_t b) {
    uint32_t end = b;
    while (end < passage->cluster_count && end < b + 4 &&
           passage->clusters[end].class == SEI_CLASS_LATIN &&
           passage->clusters[end].space_class == SEI_SPACE_L)
        end++;
    return end > b && end < b + 4;
}

/* A heading turns over between phrases (JLREQ 4.1.3): scripts tell roughly where one ends, since a
 * phrase mostly ends in hiragana and the next begins with an ideograph or katakana. */
static int16_t phrase_penalty(const sei_cluster *before, const sei_cluster *after) {
    if (after->script == SEI_SCRIPT_KATAKANA || after->class == SEI_CLASS_LONG) {
        return before->script == SEI_SCRIPT_KATAKANA || before->class == SEI_CLASS_LONG
                   ? SEI_PENALTY_WORD
                   : SEI_PENALTY_NONE;
    }
    if (after->script == SEI_SCRIPT_HIRAGANA)
        return before->script == SEI_SCRIPT_HIRAGANA ? SEI_PENALTY_COMPOUND : SEI_PENALTY_ENDING;
    return before->script == SEI_SCRIPT_HAN && after->script == SEI_SCRIPT_HAN
               ? SEI_PENALTY_COMPOUND
               : SEI_PENALTY_NONE;
}

static int16_t penalty_at(const sei_passage *passage, uint32_t a, uint32_t b) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[b];
    bool ends_number = sei_classify_is_digit(before->code_point, false);
    if (ends_number && after->script == SEI_SCRIPT_HAN)
        return SEI_PENALTY_COUNTER;
    if (before->code_point == 0x7B2C /* 第 */ && sei_classify_is_digit(after->code_point, true))
        return SEI_PENALTY_COUNTER;
    if (ends_number && b > a + 1 && is_unit(passage, b))
        return SEI_PENALTY_UNIT;
    if (after->class == SEI_CLASS_OPENING && begins_reading(passage, after))
        return SEI_PENALTY_READING;
    return passage->style->is_heading && b == a + 1 ? phrase_penalty(before, after)
                                                    : SEI_PENALTY_NONE;
}

/* Korean words are kept whole, with a break between syllables as the way out (klreq-rules.tsv). */
static sei_break_opportunity in_korean(const sei_cluster *a, const sei_cluster *b, bool is_spaced) {
    bool is_inside = !is_spaced && !is_cjk_class(a->class) && !is_cjk_class(b->class);
    if (!is_inside)
        return allowed;
    bool is_syllables = a->class == SEI_CLASS_HANGUL && b->class == SEI_CLASS_HANGUL;
    return (sei_break_opportunity){is_syllables, SEI_PENALTY_SYLLABLE};
}

sei_break_opportunity sei_break_opportunity_at(const sei_passage *passage, uint32_t a, uint32_t b,
                                               bool unicode) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[b];
    if (before->flags & SEI_CLUSTER_BREAK_AFTER)
        return allowed;
    if (after->class == SEI_CLASS_MARK || before->flags & SEI_CLUSTER_NO_BREAK_AFTER ||
        after->flags & SEI_CLUSTER_JOINED || (before->flags | after->flags) & SEI_CLUSTER_SOLID)
        return forbidden;
    bool cjk_before = is_cjk_class(before->class), cjk_after = is_cjk_class(after->class);
    if (!(cjk_before && cjk_after) && !unicode) {
        bool is_hyphen = before->flags & SEI_CLUSTER_HYPHEN_AFTER;
        return (sei_break_opportunity){is_hyphen, SEI_PENALTY_HYPHEN};
    }
    sei_break_opportunity found = allowed;
    if (cjk_before || cjk_after)
        found = by_table(passage, before, after);
    if (found.is_allowed && (before->class == SEI_CLASS_HANGUL || after->class == SEI_CLASS_HANGUL))
        found = in_korean(before, after, b > a + 1);
    if (found.is_allowed && found.penalty == SEI_PENALTY_NONE)
        found.penalty = penalty_at(passage, a, b);
    return found;
}

static bool is_address_part(const sei_cluster *cluster) {
    return cluster->kind == SEI_CLUSTER_CHARACTER && cluster->code_point > ' ' &&
           cluster->code_point < 0x7F && cluster->class != SEI_CLASS_MARK;
}

static bool has_text(const sei_passage *passage, uint32_t i, uint32_t end, const char *text) {
    for (; *text; text++, i++)
        if (i >= end || passage->clusters[i].code_point != (uint32_t)*text)
            return false;
    return true;
}

/* What a line of an address may end with. */
static bool is_separator(uint32_t code_point) {
    switch (code_point) {
    case '/':
    case '?':
    case '&':
    case '=':
    case '.':
    case '-':
    case '_':
    case '#':
        return true;
    default:
        return false;
    }
}

/* A short name is not torn, and no end of one is left with less than this. */
#define CODE_PART_MIN 3

static bool is_code_separator(uint32_t code_point) {
    switch (code_point) {
    case ',':
    case ';':
    case ':':
    case '|':
    case '\\':
    case ')':
    case '+':
    case '>':
        return true;
    default:
        return is_separator(code_point);
    }
}

/* Whether a break between clusters a and a + 1 would cut fewer than CODE_PART_MIN characters off a
 * part between separators: "githu|b/" reads worse than a loose line. */
static bool cuts_off_little(const sei_passage *passage, uint32_t a) {
    for (uint32_t i = 0; i < CODE_PART_MIN; i++)
        if (a < i || a + 1 + i >= passage->cluster_count ||
            is_code_separator(passage->clusters[a - i].code_point) ||
            is_code_separator(passage->clusters[a + 1 + i].code_point))
            return true;
    return false;
}

sei_break_opportunity sei_break_opportunity_in_code(const sei_passage *passage, uint32_t a,
                                                    uint32_t from, uint32_t end) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[a + 1];
    bool is_near_end = a + 1 - from < CODE_PART_MIN || end - a - 1 < CODE_PART_MIN;
    if (is_near_end || after->flags & SEI_CLUSTER_JOINED || is_code_separator(after->code_point))
        return forbidden;
    bool is_hump = before->code_point >= 'a' && before->code_point <= 'z' &&
                   after->code_point >= 'A' && after->code_point <= 'Z';
    bool is_good = is_hump || is_code_separator(before->code_point);
    if (!is_good && cuts_off_little(passage, a))
        return forbidden;
    return (sei_break_opportunity){true, is_good ? SEI_PENALTY_CODE : SEI_PENALTY_SYMBOL};
}

uint32_t sei_break_opportunity_address_end(const sei_passage *passage, uint32_t from) {
    uint32_t end = from;
    bool is_address = has_text(passage, from, passage->cluster_count, "www.");
    while (end < passage->cluster_count && is_address_part(&passage->clusters[end])) {
        if (!is_address && passage->clusters[end].code_point == ':')
            is_address = end > from && has_text(passage, end, passage->cluster_count, "://");
        end++;
    }
    return is_address ? end : from;
}

sei_break_opportunity sei_break_opportunity_in_address(const sei_passage *passage, uint32_t a) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[a + 1];
    bool is_escape = after->code_point == '%'; /* %E3: the line begins with it, never ends */
    bool is_punctuated = sei_unicode_is_punctuation(after->code_point) && !is_escape;
    bool in_number = sei_classify_is_digit(before->code_point, false) &&
                     sei_classify_is_digit(after->code_point, false);
    bool in_escape = a > 0 && passage->clusters[a - 1].code_point == '%';
    if (is_punctuated || in_number || in_escape || after->flags & SEI_CLUSTER_JOINED ||
        before->code_point == ':' || before->code_point == '(' || before->code_point == '%')
        return forbidden;
    bool is_good = is_escape || is_separator(before->code_point);
    if (!is_good && cuts_off_little(passage, a))
        return forbidden;
    return (sei_break_opportunity){true, is_good ? SEI_PENALTY_URL : SEI_PENALTY_ADDRESS};
}
