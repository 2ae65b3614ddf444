/* A text → its language. Scripts tell most (unicode/); Han without kana may be Chinese of either
 * kind or terse Japanese: then frequent characters that only one of the three orthographies uses
 * decide, and Japanese stands when none of them occurs. */
#include "book/language.h"

#include "base/utf8.h"
#include "unicode/unicode.h"

/* Each list: everyday characters that the other two orthographies write differently or hardly use.
 */
static const struct orthography {
    sei_lang lang;
    const char *characters;
} orthographies[] = {
    {SEI_LANG_JA, "気円図駅働込応価広単戦変実対発売読県鉄労帰黒歳沢拡択総検験権観険"},
    {SEI_LANG_ZH_HANS, "这们个为时间说对过还没么问题东车见话语们产业务电动现实际认识让从"},
    {SEI_LANG_ZH_HANT, "這們個為說對過還沒麼嗎妳啟裡點應當學會實際發來從關總變價"},
};
#define ORTHOGRAPHY_COUNT (sizeof orthographies / sizeof orthographies[0])

static bool contains(sei_str characters, uint32_t c) {
    for (size_t at = 0; at < characters.size;)
        if (sei_utf8_next(characters, &at) == c)
            return true;
    return false;
}

static sei_lang han_of(sei_str text) {
    size_t counts[ORTHOGRAPHY_COUNT] = {0};
    for (size_t at = 0; at < text.size;) {
        uint32_t c = sei_utf8_next(text, &at);
        if (sei_unicode_script(c) != SEI_SCRIPT_HAN)
            continue;
        for (size_t i = 0; i < ORTHOGRAPHY_COUNT; i++)
            counts[i] += contains(sei_str_from(orthographies[i].characters), c) ? 1 : 0;
    }
    size_t best = 0;
    for (size_t i = 1; i < ORTHOGRAPHY_COUNT; i++)
        best = counts[i] > counts[best] ? i : best;
    return orthographies[best].lang;
}

sei_lang sei_language_guess(sei_str text) {
    sei_lang lang = sei_unicode_guess_lang(text, SEI_LANG_OTHER);
    if (lang == SEI_LANG_OTHER) /* Han alone: the costly look */
        lang = han_of(text);
    return lang == SEI_LANG_NONE ? SEI_LANG_EN : lang;
}
