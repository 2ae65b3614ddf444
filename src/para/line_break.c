/* The Unicode line breaking algorithm, version 15.0, as a list of rules in order over the pair of
 * classes at a boundary, with what a pair cannot tell (spaces between, numbers, flag pairs) kept as
 * state. The rule numbers are those of UAX #14. */
#include "para/line_break.h"

#define BIT(name) (UINT64_C(1) << SEI_BREAK_##name)
#define ANY UINT64_MAX

/* A pair without a break between; the first that fits decides. */
typedef struct pair_rule {
    uint64_t before, after;
} pair_rule;

#define LETTERS (BIT(AL) | BIT(HL))
#define CLOSERS (BIT(CL) | BIT(CP))
#define IDEOGRAPHS (BIT(ID) | BIT(EB) | BIT(EM))
#define SYLLABLES (BIT(JL) | BIT(JV) | BIT(JT) | BIT(H2) | BIT(H3))

/* LB11 to LB13: no space stands between, or the rule holds across spaces too. */
static const pair_rule early_rules[] = {
    {ANY, BIT(WJ)},                            /* LB11 */
    {BIT(WJ), ANY},                            /* LB11 */
    {BIT(GL), ANY},                            /* LB12 */
    {~(BIT(SP) | BIT(BA) | BIT(HY)), BIT(GL)}, /* LB12a */
    {~BIT(NU), CLOSERS | BIT(IS) | BIT(SY)},   /* LB13 as in 8.2, example 7 */
    {ANY, BIT(EX)},                            /* LB13 */
};

/* LB14 to LB17: the class before is the last one that is no space. */
static const pair_rule spaced_rules[] = {
    {BIT(OP), ANY},     /* LB14 */
    {BIT(QU), BIT(OP)}, /* LB15 */
    {CLOSERS, BIT(NS)}, /* LB16 */
    {BIT(B2), BIT(B2)}, /* LB17 */
};

/* LB19, LB21 to LB30: no space stands between. LB20 and the rules with state are in the code. */
static const pair_rule late_rules[] = {
    {LETTERS, LETTERS},                               /* LB28, first because it is common */
    {ANY, BIT(BA) | BIT(HY) | BIT(NS)},               /* LB21 */
    {BIT(BB), ANY},                                   /* LB21 */
    {BIT(SY), BIT(HL)},                               /* LB21b */
    {ANY, BIT(IN)},                                   /* LB22 */
    {LETTERS, BIT(NU)},                               /* LB23 */
    {BIT(NU), LETTERS},                               /* LB23 */
    {BIT(PR), IDEOGRAPHS},                            /* LB23a */
    {IDEOGRAPHS, BIT(PO)},                            /* LB23a */
    {BIT(PR) | BIT(PO), LETTERS},                     /* LB24 */
    {LETTERS, BIT(PR) | BIT(PO)},                     /* LB24 */
    {BIT(PR) | BIT(PO) | BIT(OP) | BIT(HY), BIT(NU)}, /* LB25 */
    {BIT(JL), BIT(JL) | BIT(JV) | BIT(H2) | BIT(H3)}, /* LB26 */
    {BIT(JV) | BIT(H2), BIT(JV) | BIT(JT)},           /* LB26 */
    {BIT(JT) | BIT(H3), BIT(JT)},                     /* LB26 */
    {SYLLABLES, BIT(PO)},                             /* LB27 */
    {BIT(PR), SYLLABLES},                             /* LB27 */
    {BIT(IS), LETTERS},                               /* LB29 */
    {BIT(EB), BIT(EM)},                               /* LB30b */
};

/* How far a number of LB25's expression has come. */
typedef enum number_state {
    NUMBER_NONE,
    NUMBER_DIGITS, /* NU (NU | SY | IS)* */
    NUMBER_CLOSED  /* … (CL | CP) */
} number_state;

typedef struct breaker {
    uint8_t before;           /* the element before, marks absorbed (LB9), its bits included */
    sei_break_class solid;    /* the last class that is no space */
    sei_break_class previous; /* the class before `before`, for LB21a */
    sei_break_class raw;      /* the element before as it stands, for LB8a */
    bool has_space;           /* spaces stand between `solid` and the boundary */
    bool after_zero_width;    /* ZW SP* */
    number_state number;
    unsigned flags; /* regional indicators in a row */
} breaker;

static bool is_forbidden(const pair_rule *rules, size_t count, sei_break_class before,
                         sei_break_class after) {
    for (size_t i = 0; i < count; i++)
        if (rules[i].before >> before & 1 && rules[i].after >> after & 1)
            return true;
    return false;
}
#define IS_FORBIDDEN(rules, before, after)                                                         \
    is_forbidden((rules), sizeof(rules) / sizeof((rules)[0]), (before), (after))

static bool is_hard(sei_break_class class) {
    return (BIT(BK) | BIT(CR) | BIT(LF) | BIT(NL)) >> class & 1;
}

/* LB1. */
static sei_break_class resolved(sei_break_class class) {
    if ((BIT(AI) | BIT(SG) | BIT(XX) | BIT(SA)) >> class & 1)
        return SEI_BREAK_AL;
    return class == SEI_BREAK_CJ ? SEI_BREAK_NS : class;
}

/* LB25 beyond pairs: inside a number, and before one that a bracket or hyphen opens. */
static bool keeps_number(const breaker *b, sei_break_class before, sei_break_class after,
                         sei_break_class next) {
    if (b->number == NUMBER_DIGITS && (BIT(NU) | BIT(SY) | BIT(IS) | CLOSERS) >> after & 1)
        return true;
    if (b->number != NUMBER_NONE && (BIT(PO) | BIT(PR)) >> after & 1)
        return true;
    return (BIT(PO) | BIT(PR)) >> before & 1 && (BIT(OP) | BIT(HY)) >> after & 1 &&
           next == SEI_BREAK_NU;
}

static bool is_narrow(uint8_t element, uint64_t set) {
    return set >> SEI_LINE_BREAK_CLASS(element) & 1 && !(element & SEI_LINE_BREAK_WIDE);
}

/* The rules below LB18, for elements with no space between. */
static bool is_late_break(const breaker *b, uint8_t element, sei_break_class next) {
    sei_break_class before = SEI_LINE_BREAK_CLASS(b->before), after = SEI_LINE_BREAK_CLASS(element);
    if (before == SEI_BREAK_QU || after == SEI_BREAK_QU)
        return false; /* LB19 */
    if (before == SEI_BREAK_CB || after == SEI_BREAK_CB)
        return true; /* LB20 */
    if (IS_FORBIDDEN(late_rules, before, after) || keeps_number(b, before, after, next))
        return false;
    if (b->previous == SEI_BREAK_HL && (before == SEI_BREAK_HY || before == SEI_BREAK_BA))
        return false; /* LB21a */
    uint64_t words = LETTERS | BIT(NU);
    if ((words >> before & 1 && is_narrow(element, BIT(OP))) ||
        (is_narrow(b->before, BIT(CP)) && words >> after & 1))
        return false; /* LB30 */
    if (before == SEI_BREAK_RI && after == SEI_BREAK_RI)
        return b->flags % 2 == 0;                                             /* LB30a */
    return !(after == SEI_BREAK_EM && b->before & SEI_LINE_BREAK_PICTOGRAPH); /* LB30b */
}

static bool is_break(const breaker *b, uint8_t element, sei_break_class next) {
    sei_break_class before = SEI_LINE_BREAK_CLASS(b->before), after = SEI_LINE_BREAK_CLASS(element);
    if (is_hard(b->raw))
        return !(b->raw == SEI_BREAK_CR && after == SEI_BREAK_LF); /* LB4, LB5 */
    if (is_hard(after) || after == SEI_BREAK_SP || after == SEI_BREAK_ZW)
        return false; /* LB6, LB7 */
    if (b->after_zero_width)
        return true; /* LB8 */
    if (b->raw == SEI_BREAK_ZWJ || IS_FORBIDDEN(early_rules, before, after) ||
        IS_FORBIDDEN(spaced_rules, b->solid, after))
        return false;                                       /* LB8a, LB11 to LB17 */
    return b->has_space || is_late_break(b, element, next); /* LB18 */
}

/* LB9: a mark behind anything but a space or a line end is part of it. */
static bool is_absorbed(const breaker *b, sei_break_class class) {
    return (class == SEI_BREAK_CM || class == SEI_BREAK_ZWJ) && !is_hard(b->raw) &&
           b->raw != SEI_BREAK_SP && b->raw != SEI_BREAK_ZW;
}

static void count_number(breaker *b, sei_break_class class) {
    if (class == SEI_BREAK_NU)
        b->number = NUMBER_DIGITS;
    else if (b->number == NUMBER_DIGITS && CLOSERS >> class & 1)
        b->number = NUMBER_CLOSED;
    else if (b->number != NUMBER_DIGITS || !((BIT(SY) | BIT(IS)) >> class & 1))
        b->number = NUMBER_NONE;
}

static void step(breaker *b, uint8_t element, sei_break_class raw) {
    sei_break_class class = SEI_LINE_BREAK_CLASS(element);
    b->previous = SEI_LINE_BREAK_CLASS(b->before);
    b->before = element;
    b->raw = raw;
    b->flags = class == SEI_BREAK_RI ? b->flags + 1 : 0;
    count_number(b, class);
    b->after_zero_width = class == SEI_BREAK_ZW || (b->after_zero_width && class == SEI_BREAK_SP);
    b->has_space = class == SEI_BREAK_SP;
    if (class != SEI_BREAK_SP)
        b->solid = class;
}

/* The element as the rules see it: LB1, and LB10 for a mark with nothing to hold on to. */
static uint8_t element_of(uint8_t given) {
    sei_break_class class = resolved(SEI_LINE_BREAK_CLASS(given));
    if (class == SEI_BREAK_CM || class == SEI_BREAK_ZWJ)
        class = SEI_BREAK_AL;
    return (uint8_t)((given & ~0x3Fu) | class);
}

/* The class of the next element that is no mark, for LB25's look ahead. */
static sei_break_class class_behind(const uint8_t *classes, size_t count, size_t i) {
    for (i++; i < count; i++) {
        sei_break_class class = SEI_LINE_BREAK_CLASS(classes[i]);
        if (class != SEI_BREAK_CM && class != SEI_BREAK_ZWJ)
            return class;
    }
    return SEI_BREAK_XX;
}

/* A short way through most of any text: a letter behind a letter, an ideograph behind an ideograph,
 * with nothing remembered that could matter. */
static bool is_run(const breaker *b, uint8_t given) {
    return (given == SEI_BREAK_ID || given == SEI_BREAK_AL) && b->before == given &&
           b->raw == (sei_break_class)given && !b->after_zero_width && b->number == NUMBER_NONE;
}

void sei_line_break(const uint8_t *classes, size_t count, bool *breaks) {
    breaker b = {.before = SEI_BREAK_XX, .solid = SEI_BREAK_XX, .raw = SEI_BREAK_XX};
    b.previous = SEI_BREAK_XX;
    for (size_t i = 0; i < count; i++) {
        sei_break_class raw = SEI_LINE_BREAK_CLASS(classes[i]);
        if (is_run(&b, classes[i])) {
            breaks[i] = raw == SEI_BREAK_ID; /* LB28, LB31 */
            b.previous = raw;
            continue;
        }
        if (i > 0 && is_absorbed(&b, raw)) {
            breaks[i] = false;
            b.raw = raw;
            continue;
        }
        uint8_t element = element_of(classes[i]);
        bool opens = SEI_LINE_BREAK_CLASS(element) == SEI_BREAK_OP ||
                     SEI_LINE_BREAK_CLASS(element) == SEI_BREAK_HY;
        sei_break_class next = opens ? class_behind(classes, count, i) : SEI_BREAK_XX;
        breaks[i] = i > 0 && is_break(&b, element, next);
        step(&b, element, raw);
    }
}
