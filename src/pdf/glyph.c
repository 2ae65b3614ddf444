/* Runs of all pages → which glyphs of each face are used, and what text each one's ToUnicode entry
 * tells (DESIGN, section 6).
 *
 * The first text that a glyph stands for alone is the one. Glyphs of a cluster of several get the
 * characters of the cluster one each, until one is met alone. Wherever glyphs tell something else
 * than the cluster's text, show.c writes an ActualText span: the text layer is the source text,
 * always.
 *
 * The scan meets every glyph of the book: the common case (one glyph, one character, met before) is
 * a few compares, and everything else goes the careful way. */
#include "pdf/glyph.h"

#include "base/assert.h"
#include "base/utf8.h"

#define LONG_TEXT 0xFFu /* in the lowest byte of a key */
#define LONG_TEXT_MAX 0xFFFFFFu

sei_str sei_pdf_glyph_text(const sei_pdf_document *document, uint32_t key, char space[4]) {
    if ((key & 0xFF) == LONG_TEXT)
        return document->texts.at[key >> 8];
    size_t size = 0;
    for (; size < 4 && key != 0; key >>= 8)
        space[size++] = (char)(key & 0xFF);
    return (sei_str){space, size};
}

/* Where the text of the cluster ends whose glyphs are [first, end): at the next larger text_at,
 * which stands behind it, or before it in a run from right to left. */
static size_t cluster_end(const sei_run *run, uint32_t first, uint32_t end) {
    uint32_t at = run->glyphs[first].text_at;
    if (end < run->glyph_count && run->glyphs[end].text_at > at)
        return run->glyphs[end].text_at;
    if (first > 0 && run->glyphs[first - 1].text_at > at)
        return run->glyphs[first - 1].text_at;
    return run->text.size;
}

/* Whether the run's last glyph is a hyphen that stands for nothing in the text: it has none left,
 * or shares the cluster of the glyph before it, whose text has no hyphen at its end. */
static bool has_added_hyphen(const sei_pdf_font *font, const sei_run *run) {
    const sei_glyph *last = &run->glyphs[run->glyph_count - 1];
    if (last->id == 0 || last->id != font->hyphen)
        return false;
    bool is_shared = run->glyph_count > 1 && last[-1].text_at == last->text_at;
    return last->text_at >= run->text.size || (is_shared && !sei_str_ends(run->text, SEI_STR("-")));
}

/* The text of the glyphs [first, end), with the spaces behind it. */
static sei_str text_of(const sei_run *run, uint32_t first, uint32_t end) {
    return sei_str_slice(run->text, run->glyphs[first].text_at, cluster_end(run, first, end));
}

sei_pdf_cluster sei_pdf_cluster_at(const sei_pdf_font *font, const sei_run *run, uint32_t first) {
    uint32_t limit = run->glyph_count - (has_added_hyphen(font, run) ? 1 : 0);
    if (first >= limit)
        return (sei_pdf_cluster){first, 1, SEI_STR("\xC2\xAD"), false, true};
    uint32_t end = first + 1;
    while (end < limit && run->glyphs[end].text_at == run->glyphs[first].text_at)
        end++;
    sei_str text = text_of(run, first, end);
    size_t size = text.size;
    while (size > 1 && text.at[size - 1] == ' ')
        size--;
    bool is_space = size == 1 && text.at[0] == ' ';
    return (sei_pdf_cluster){first, end - first, sei_str_slice(text, 0, size),
                             size < text.size && !is_space, false};
}

/* The piece of the cluster's text that falls to its glyph number `index`: one character each, all
 * the rest to the last one. Glyphs beyond the characters share the last. */
static sei_str share(const sei_pdf_cluster *cluster, uint32_t index) {
    size_t from = 0;
    size_t to = 0;
    for (uint32_t i = 0; i <= index && to < cluster->text.size; i++) {
        from = to;
        sei_utf8_next(cluster->text, &to);
    }
    if (index + 1 == cluster->count)
        to = cluster->text.size;
    return sei_str_slice(cluster->text, from, to);
}

static uint32_t key_of(sei_pdf_document *document, sei_str text) {
    uint32_t key = sei_pdf_character_key(text, 0, text.size);
    if (key == 0) {
        sei_assert(document->texts.size <= LONG_TEXT_MAX); /* two a glyph of a face at the most */
        key = (uint32_t)document->texts.size << 8 | LONG_TEXT;
        SEI_VEC_ADD(&document->arena, &document->texts, text);
    }
    return key;
}

/* Notes what a glyph stands for, unless it is known already. */
static void tell(sei_pdf_document *document, sei_pdf_font *font, uint32_t id, sei_str text,
                 bool is_guess) {
    if (!sei_pdf_glyph_shows(font, id))
        return;
    sei_pdf_glyph *glyph = &font->glyphs[id];
    if (glyph->text == 0 || (glyph->is_guess && !is_guess)) {
        glyph->text = key_of(document, text);
        glyph->is_guess = is_guess;
    }
}

/* The careful way: cluster by cluster. */
static void collect_clusters(sei_pdf_document *document, sei_pdf_font *font, const sei_run *run) {
    for (uint32_t at = 0; at < run->glyph_count;) {
        sei_pdf_cluster cluster = sei_pdf_cluster_at(font, run, at);
        for (uint32_t i = 0; i < cluster.count; i++) {
            bool is_guess = cluster.count > 1 || cluster.is_added || cluster.text.size == 0;
            tell(document, font, run->glyphs[at + i].id, share(&cluster, i), is_guess);
        }
        if (cluster.has_space)
            tell(document, font, font->space, SEI_STR(" "), false);
        at += cluster.count;
    }
}

/* The common way: whether every glyph of the run is one character. */
static bool collect_plain(const sei_pdf_font *font, const sei_run *run) {
    sei_pdf_glyph *glyphs = font->glyphs;
    uint32_t limit = font->info->glyph_count;
    int64_t before = -1;
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const sei_glyph *glyph = &run->glyphs[i];
        size_t end = i + 1 < run->glyph_count ? glyph[1].text_at : run->text.size;
        uint32_t key = sei_pdf_character_key(run->text, glyph->text_at, end);
        if (key == 0 || glyph->text_at <= before || glyph->across != 0 || glyph->id == 0 ||
            glyph->id >= limit)
            return false;
        before = glyph->text_at;
        if (glyphs[glyph->id].text != key) {
            if (glyphs[glyph->id].text != 0 && !glyphs[glyph->id].is_guess)
                return false;
            glyphs[glyph->id].text = key;
            glyphs[glyph->id].is_guess = false;
        }
    }
    return true;
}

bool sei_pdf_glyph_collect(sei_pdf_document *document, sei_pdf_font *font, const sei_run *run) {
    bool is_plain = collect_plain(font, run);
    if (!is_plain)
        collect_clusters(document, font, run);
    if (run->ends_word)
        tell(document, font, font->space, SEI_STR(" "), false);
    return is_plain;
}

/* A private character means nothing by itself: a file of level A says so with an ActualText
 * (ISO 19005-2, 6.2.11.7.3). */
static bool has_private(sei_str text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = sei_utf8_next(text, &at);
        if ((code_point >= 0xE000 && code_point <= 0xF8FF) || code_point >= 0xF0000)
            return true;
    }
    return false;
}

bool sei_pdf_cluster_is_told(const sei_pdf_document *document, const sei_pdf_font *font,
                             const sei_run *run, const sei_pdf_cluster *cluster) {
    size_t at = 0;
    for (uint32_t i = 0; i < cluster->count; i++) {
        char space[4];
        uint32_t id = run->glyphs[cluster->first + i].id;
        if (!sei_pdf_glyph_shows(font, id))
            return false;
        sei_str text = sei_pdf_glyph_text(document, font->glyphs[id].text, space);
        if (!sei_str_starts(sei_str_slice(cluster->text, at, cluster->text.size), text))
            return false;
        at += text.size;
    }
    return at == cluster->text.size && !has_private(cluster->text);
}
