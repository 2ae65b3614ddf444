/* BCP 47 tags ↔ the languages that typesetting tells apart: a table of prefixes, the longer ones
 * first, compared without regard to case and with '_' as '-' (POSIX and Obsidian plugins write
 * zh_CN). Regions decide only where the script differs (Taiwan, Hong Kong and Macau write
 * traditional). */
#include "base/lang.h"

static const struct {
    const char *tag; /* lower case, as far as it decides */
    sei_lang lang;
} prefixes[] = {
    /* longer before shorter */
    {"zh-hant", SEI_LANG_ZH_HANT}, {"zh-hans", SEI_LANG_ZH_HANS}, {"zh-tw", SEI_LANG_ZH_HANT},
    {"zh-hk", SEI_LANG_ZH_HANT},   {"zh-mo", SEI_LANG_ZH_HANT},   {"zh", SEI_LANG_ZH_HANS},
    {"ja", SEI_LANG_JA},           {"ko", SEI_LANG_KO},           {"en", SEI_LANG_EN},
};

static bool is_well_formed(sei_str tag) {
    if (tag.size < 2 || tag.size > 35)
        return false;
    for (size_t i = 0; i < tag.size; i++) {
        char byte = tag.at[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool digit = byte >= '0' && byte <= '9';
        bool joint = byte == '-' || byte == '_';
        if (!letter && !(i >= 2 && (digit || joint)))
            return false;
    }
    return true;
}

sei_lang sei_lang_parse(sei_str tag) {
    char plain[36];
    if (!is_well_formed(tag))
        return SEI_LANG_NONE;
    for (size_t i = 0; i < tag.size; i++)
        plain[i] = tag.at[i] == '_' ? '-' : tag.at[i];
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        sei_str prefix = sei_str_from(prefixes[i].tag);
        bool ends =
            tag.size == prefix.size || (tag.size > prefix.size && plain[prefix.size] == '-');
        if (ends && sei_str_equal_ascii_case((sei_str){plain, prefix.size}, prefix))
            return prefixes[i].lang;
    }
    return SEI_LANG_OTHER;
}

const char *sei_lang_tag(sei_lang lang) {
    static const char *const tags[] = {
        [SEI_LANG_NONE] = "und",        [SEI_LANG_JA] = "ja", [SEI_LANG_ZH_HANS] = "zh-Hans",
        [SEI_LANG_ZH_HANT] = "zh-Hant", [SEI_LANG_KO] = "ko", [SEI_LANG_EN] = "en",
        [SEI_LANG_OTHER] = "und",
    };
    return tags[lang];
}
