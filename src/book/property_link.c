/* A property's text → the link that it is; front matter → marks on the files that its properties
 * name: "[[note]]" and "![[banner.png]]", or a bare path of an image ("cover: pictures/a.jpg").
 * Properties are not printed; the marks only let `check` know that such a file is in use.
 * Obsidian's properties are texts and lists of texts. */
#include "book/assembly.h"
#include "unicode/unicode.h"

/* Cuts what stands behind the first `byte` off the text and returns it. */
static sei_str cut_behind(sei_str *text, char byte) {
    size_t at = sei_str_find_byte(*text, byte, 0);
    sei_str behind = at == SEI_STR_NONE ? SEI_STR("") : sei_str_slice(*text, at + 1, text->size);
    *text = sei_str_slice(*text, 0, at);
    return sei_unicode_trim(behind);
}

bool sei_property_link_split(sei_str text, sei_property_link *link) {
    text = sei_unicode_trim(text);
    if (sei_str_starts(text, SEI_STR("!")))
        text = sei_str_slice(text, 1, text.size);
    *link = (sei_property_link){.path = text};
    if (!sei_str_starts(text, SEI_STR("[[")) || !sei_str_ends(text, SEI_STR("]]")))
        return false;
    text = sei_str_slice(text, 2, text.size - 2);
    link->alias = cut_behind(&text, '|');
    link->subpath = cut_behind(&text, '#');
    link->path = sei_unicode_trim(text);
    return true;
}

/* "" when the text names no file. */
static sei_str path_of(sei_str text) {
    sei_property_link link;
    bool is_link = sei_property_link_split(text, &link);
    return is_link || sei_asset_is_image(link.path) ? link.path : SEI_STR("");
}

static void mark(sei_assembly *assembly, sei_str from, const sei_yaml *value) {
    const sei_vault_file *file;
    sei_str path = path_of(sei_yaml_text(value));
    if (path.size > 0)
        sei_vault_find(assembly->vault, path, from, &file);
}

void sei_property_link_mark(sei_assembly *assembly, const sei_manuscript *manuscript) {
    if (!assembly->vault->used || !manuscript->front)
        return;
    for (const sei_yaml *entry = manuscript->front->first; entry; entry = entry->next) {
        mark(assembly, manuscript->path, entry);
        for (const sei_yaml *item = entry->first; item; item = item->next)
            mark(assembly, manuscript->path, item);
    }
}
