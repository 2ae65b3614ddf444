/* JLREQ's spacing as lengths: spacing.tsv gives the natural space, the profile's reduction table
 * what it may lose, expand.tsv what it may gain. The rule that is easy to break: where the author
 * typed a space at the border of CJK and Latin text, that space is the gap; it adds nothing. */
#include "para/gap.h"

/* Eighths of an em; two halves make an em whatever the rounding. */
static sei_length part_of(sei_length size, int eighths) {
    if (eighths == 4)
        return size - size / 2;
    return (sei_length)((int64_t)size * eighths / 8);
}

static sei_jlreq_class table_class(const sei_cluster *cluster) {
    return cluster->class == SEI_CLASS_HANGUL ? SEI_CLASS_IDEOGRAPH : cluster->class;
}

static sei_length size_of(const sei_passage *passage, const sei_cluster *cluster) {
    return cluster->kind == SEI_CLUSTER_BOX ? passage->style->size
                                            : passage->segments[cluster->segment].size;
}

static bool is_latin_class(const sei_cluster *cluster) {
    return cluster->class >= SEI_CLASS_NUMERAL && cluster->class <= SEI_CLASS_LATIN;
}

static bool is_narrow(const sei_cluster *cluster, sei_space_class class) {
    return is_latin_class(cluster) &&
           (cluster->space_class == class || cluster->space_class == SEI_SPACE_BAP);
}

/* spacing-class.tsv: only letters and digits stand off from kana and ideographs; at the border of
 * inline code everything does. */
static bool stands_off(const sei_cluster *latin, const sei_cluster *cjk, bool is_border) {
    bool is_letter = latin->space_class == SEI_SPACE_L || is_border;
    return is_letter && (cjk->space_class == SEI_SPACE_J || cjk->class == SEI_CLASS_DIVIDING);
}

static void set_latin_gap(const sei_passage *passage, sei_item *item, const sei_pair_rule *rule,
                          sei_length size) {
    const sei_profile_rules *rules = passage->rules;
    item->gap = sei_length_from_em(size, passage->style->latin_gap);
    if (rules->reduces && rule->shrink[rules->table].step == SEI_SHRINK_LATIN) {
        item->shrink_step = SEI_SHRINK_LATIN;
        item->shrink = item->gap / 2;
    }
    sei_length most = part_of(size, rules->latin_max);
    item->stretch_step = most > item->gap ? SEI_STRETCH_LATIN : SEI_STRETCH_ALL;
    item->stretch = most > item->gap ? most - item->gap : 0;
}

static void set_word_space(const sei_passage *passage, sei_item *item, uint32_t a, uint32_t b) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[b];
    const sei_cluster *space = &passage->clusters[a + 1];
    sei_length size = size_of(passage, before);
    bool is_korean = before->class == SEI_CLASS_HANGUL || after->class == SEI_CLASS_HANGUL;
    if (space->flags & SEI_CLUSTER_VERBATIM) { /* every typed space, as wide as the face has it */
        for (uint32_t i = a + 1; i < b; i++)
            item->gap += passage->clusters[i].advance;
        return;
    }
    item->gap = passage->is_latin || is_korean ? space->advance : size / 3;
    sei_length most = part_of(size, passage->rules->word_max);
    item->stretch_step = SEI_STRETCH_WORD;
    item->stretch = most > item->gap ? most - item->gap : 0;
    if (passage->rules->reduces) {
        item->shrink_step = SEI_SHRINK_WORD;
        item->shrink = item->gap / 4; /* 1/3 to 1/4 em */
    }
}

/* The natural parts of a pair, where neither mark's blank is gone: a body that could not be trimmed
 * holds its blank itself, and narrow punctuation makes its neighbour's disappear. */
static void natural_parts(const sei_passage *passage, const sei_pair_rule *rule,
                          const sei_cluster *a, const sei_cluster *b, int *before, int *after) {
    *before = rule->before;
    *after = rule->after;
    bool closes =
        a->class == SEI_CLASS_CLOSING || a->class == SEI_CLASS_STOP || a->class == SEI_CLASS_COMMA;
    bool a_is_full = a->flags & SEI_CLUSTER_FULL, b_is_full = b->flags & SEI_CLUSTER_FULL;
    if ((a_is_full && (closes || a->class == SEI_CLASS_DOT)) ||
        (closes && is_narrow(b, SEI_SPACE_AP)))
        *before = 0;
    bool opens = b->class == SEI_CLASS_OPENING;
    if ((b_is_full && (opens || b->class == SEI_CLASS_DOT)) ||
        (opens && is_narrow(a, SEI_SPACE_BP)))
        *after = 0;
    if (passage->style->is_heading) { /* large type is set tighter: halves become quarters */
        *before = *before > 2 ? *before - 2 : *before;
        *after = *after > 2 ? *after - 2 : *after;
    }
}

/* CLREQ 3.5: Chinese takes brackets, then commas, then the gap to Latin, then full stops. */
static uint8_t shrink_step_of(const sei_passage *passage, const sei_cluster *a,
                              const sei_cluster *b, uint8_t step) {
    if (!passage->rules->is_chinese)
        return step;
    if (a->class == SEI_CLASS_STOP && b->class != SEI_CLASS_DOT)
        return SEI_SHRINK_STOP;
    return step == SEI_SHRINK_PUNCTUATION && a->class == SEI_CLASS_COMMA ? SEI_SHRINK_COMMA : step;
}

static void set_shrink(const sei_passage *passage, sei_item *item, const sei_pair_rule *rule,
                       const sei_cluster *a, const sei_cluster *b) {
    if (!passage->rules->reduces)
        return;
    sei_length most = part_of(size_of(passage, a), rule->shrink[passage->rules->table].before) +
                      part_of(size_of(passage, b), rule->shrink[passage->rules->table].after);
    item->shrink_step = shrink_step_of(passage, a, b, rule->shrink[passage->rules->table].step);
    if (item->shrink_step == SEI_SHRINK_STOP)
        most = item->gap;
    item->shrink = most < item->gap ? most : item->gap;
    if (item->shrink == 0)
        item->shrink_step = SEI_SHRINK_NONE;
}

static void set_stretch(const sei_passage *passage, sei_item *item, const sei_pair_rule *rule,
                        const sei_cluster *a, const sei_cluster *b) {
    bool same_dash = a->class == SEI_CLASS_INSEPARABLE && a->code_point == b->code_point;
    bool in_word = a->class == SEI_CLASS_HANGUL || b->class == SEI_CLASS_HANGUL;
    if (same_dash || in_word)
        return;
    item->stretch_step = rule->stretch == SEI_STRETCH_LATIN ? SEI_STRETCH_NONE : rule->stretch;
    uint8_t most = passage->rules->solid_max;
    if (item->stretch_step == SEI_STRETCH_SOLID) {
        sei_length size = size_of(passage, a);
        item->stretch = most == UINT8_MAX ? size * SEI_GAP_BOUNDLESS : part_of(size, most);
    }
}

/* The gap of a pair as the tables have it, no space typed. */
static void set_pair(const sei_passage *passage, sei_item *item, const sei_pair_rule *rule,
                     const sei_cluster *a, const sei_cluster *b) {
    if ((rule->before | rule->after) != 0) {
        int before = 0, after = 0;
        natural_parts(passage, rule, a, b, &before, &after);
        item->gap = part_of(size_of(passage, a), before) + part_of(size_of(passage, b), after);
        set_shrink(passage, item, rule, a, b);
    }
    set_stretch(passage, item, rule, a, b);
}

static bool is_hangul(const sei_cluster *cluster) {
    return cluster->class == SEI_CLASS_HANGUL;
}

void sei_gap_set(const sei_passage *passage, sei_item *item, uint32_t a, uint32_t b) {
    const sei_cluster *before = &passage->clusters[a], *after = &passage->clusters[b];
    const sei_pair_rule *rule = &sei_pair_rules[table_class(before)][table_class(after)];
    bool is_spaced = b > a + 1;
    bool verbatim_a = before->flags & SEI_CLUSTER_VERBATIM,
         verbatim_b = after->flags & SEI_CLUSTER_VERBATIM;
    item->gap = item->shrink = item->stretch = 0;
    item->shrink_step = SEI_SHRINK_NONE;
    item->stretch_step = SEI_STRETCH_NONE;
    if ((before->flags | after->flags) & SEI_CLUSTER_SOLID)
        return;
    if (verbatim_a && verbatim_b) {
        if (is_spaced)
            set_word_space(passage, item, a, b);
        return;
    }
    if (rule->stretch == SEI_STRETCH_LATIN && passage->rules->has_latin_gap && !is_hangul(before) &&
        !is_hangul(after)) {
        bool is_border = verbatim_a != verbatim_b;
        const sei_cluster *latin = is_latin_class(before) ? before : after;
        const sei_cluster *cjk = latin == before ? after : before;
        if (is_spaced || stands_off(latin, cjk, is_border))
            set_latin_gap(passage, item, rule, size_of(passage, cjk));
        return;
    }
    if (!is_spaced && is_latin_class(before) && is_latin_class(after)) {
        item->stretch_step = SEI_STRETCH_LETTER;
        item->stretch =
            after->flags & SEI_CLUSTER_JOINED ? 0 : size_of(passage, before) / SEI_GAP_LETTER;
        return;
    }
    bool is_plain = rule->stretch == SEI_STRETCH_LATIN; /* CJK and Latin in a profile without gap */
    if (!is_plain)
        set_pair(passage, item, rule, before, after);
    if (is_spaced && item->gap == 0)
        set_word_space(passage, item, a, b);
}

static sei_line_end line_end_of(const sei_profile_rules *rules, sei_jlreq_class class) {
    switch (class) {
    case SEI_CLASS_CLOSING:
        return rules->closing;
    case SEI_CLASS_STOP:
        return rules->stop;
    case SEI_CLASS_COMMA:
        return rules->comma;
    case SEI_CLASS_DOT:
        return rules->dot;
    default:
        return (sei_line_end){0, 0};
    }
}

void sei_gap_set_tail(const sei_passage *passage, sei_item *item, uint32_t a, sei_length before) {
    const sei_cluster *cluster = &passage->clusters[a];
    item->tail = item->tail_cut = 0;
    if (cluster->class == SEI_CLASS_SPACE) {
        item->tail_cut = -item->body;
        item->flags |= SEI_ITEM_VANISHES;
        return;
    }
    if (!(cluster->flags & SEI_CLUSTER_TRIMMED))
        return;
    sei_line_end end = line_end_of(passage->rules, cluster->class);
    sei_length size = size_of(passage, cluster);
    item->tail = part_of(size, end.full);
    item->tail_cut = part_of(size, end.cut);
    if (cluster->class == SEI_CLASS_DOT && end.full != end.cut)
        item->tail_cut -= before; /* both sides of the dot together (reduce-jlreq.tsv) */
    bool may_hang = passage->style->hanging && passage->lang != SEI_LANG_ZH_HANT &&
                    (cluster->class == SEI_CLASS_STOP || cluster->class == SEI_CLASS_COMMA);
    bool is_first = a == 0 || passage->clusters[a - 1].class < SEI_CLASS_CLOSING ||
                    passage->clusters[a - 1].class > SEI_CLASS_COMMA;
    item->flags |= may_hang && is_first ? SEI_ITEM_HANGS : 0u;
}
