/* The languages that typesetting tells apart, and their BCP 47 tags. */
#ifndef SEI_BASE_LANG_H
#define SEI_BASE_LANG_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_lang {
    SEI_LANG_NONE = 0, /* not known: found from the text, or the document's */
    SEI_LANG_JA,
    SEI_LANG_ZH_HANS,
    SEI_LANG_ZH_HANT,
    SEI_LANG_KO,
    SEI_LANG_EN,
    SEI_LANG_OTHER /* anything else: set by Unicode's rules */
} sei_lang;

/* From a tag such as "ja", "zh-TW", "zh_CN", "EN-us"; SEI_LANG_OTHER for a well-formed tag that is
 * none of ours, SEI_LANG_NONE for what is no tag. */
sei_lang sei_lang_parse(sei_str tag);

/* "ja", "zh-Hans" … "en"; "und" for none and other. */
const char *sei_lang_tag(sei_lang lang);

#ifdef __cplusplus
}
#endif

#endif
