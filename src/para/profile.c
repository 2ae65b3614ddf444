/* The profiles' one table, and which profile a language takes by itself. The figures are those of
 * jlreq/line-adjust.tsv, simple-rules.tsv and klreq-rules.tsv. */
#include "para/profile.h"

#include "base/assert.h"
#include "para/para.h"

/* clang-format off */
static const sei_profile_rules rules_by_profile[] = {
    [SEI_PROFILE_JLREQ] = {
        .table = SEI_TABLE_JLREQ, .reduces = true, .has_latin_gap = true,
        .word_max = 4, .latin_max = 4, .solid_max = 2,
        .closing = {4, 0}, .stop = {4, 0}, .comma = {4, 0}, .dot = {2, 0}},
    [SEI_PROFILE_JISX4051] = {
        .table = SEI_TABLE_JISX4051, .reduces = true, .has_latin_gap = true,
        .word_max = 4, .latin_max = 4, .solid_max = 2,
        .closing = {0, 0}, .stop = {4, 4}, .comma = {0, 0}, .dot = {0, 0}},
    [SEI_PROFILE_BOOK] = {
        .table = SEI_TABLE_BOOK, .reduces = true, .has_latin_gap = true,
        .word_max = 4, .latin_max = 0, .solid_max = 2,
        .closing = {4, 0}, .stop = {4, 0}, .comma = {4, 0}, .dot = {2, 2}},
    [SEI_PROFILE_ZH_HANS] = {
        .table = SEI_TABLE_JLREQ, .reduces = true, .is_chinese = true, .has_latin_gap = true,
        .word_max = 4, .latin_max = 4, .solid_max = UINT8_MAX,
        .closing = {0, 0}, .stop = {0, 0}, .comma = {0, 0}, .dot = {0, 0}},
    [SEI_PROFILE_ZH_HANT] = {
        .table = SEI_TABLE_JLREQ, .reduces = true, .is_chinese = true, .has_latin_gap = true,
        .keeps_full_bodies = true, .word_max = 4, .latin_max = 4, .solid_max = UINT8_MAX,
        .closing = {4, 0}, .stop = {0, 0}, .comma = {0, 0}, .dot = {0, 0}},
    [SEI_PROFILE_KO] = {
        .table = SEI_TABLE_JLREQ, .reduces = true,
        .word_max = 8, .latin_max = 0, .solid_max = 0,
        .closing = {4, 0}, .stop = {4, 0}, .comma = {4, 0}, .dot = {2, 0}},
    [SEI_PROFILE_SIMPLE] = {
        .table = SEI_TABLE_JLREQ, .has_latin_gap = true,
        .word_max = 4, .latin_max = 0, .solid_max = UINT8_MAX,
        .closing = {4, 0}, .stop = {4, 0}, .comma = {4, 0}, .dot = {2, 0}},
};
/* clang-format on */

const sei_profile_rules *sei_profile_rules_of(sei_profile profile) {
    sei_assert(profile != SEI_PROFILE_AUTO && profile <= SEI_PROFILE_SIMPLE);
    return &rules_by_profile[profile];
}

sei_profile sei_para_profile(sei_profile profile, sei_lang lang) {
    if (profile != SEI_PROFILE_AUTO)
        return profile;
    switch (lang) {
    case SEI_LANG_ZH_HANS:
        return SEI_PROFILE_ZH_HANS;
    case SEI_LANG_ZH_HANT:
        return SEI_PROFILE_ZH_HANT;
    case SEI_LANG_KO:
        return SEI_PROFILE_KO;
    case SEI_LANG_NONE:
    case SEI_LANG_JA:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        return SEI_PROFILE_JLREQ;
    }
    return SEI_PROFILE_JLREQ;
}
