/* Front matter → what the book says of itself. Null and empty values count as absent; where two
 * keys name one thing the first in the table wins (spec: interface "Front matter"). Obsidian's
 * properties may hold a link ("[[山田|山田太郎]]"): its text is what counts. */
#include "base/utf8.h"
#include "book/assembly.h"
#include "book/date.h"
#include "book/uuid.h"
#include "unicode/unicode.h"

typedef struct field {
    const char *key;
    size_t offset; /* of the sei_str in sei_book_info */
    bool is_date;
} field;

#define FIELD(key, member, is_date)                                                                \
    { key, offsetof(sei_book_info, member), is_date }
static const field fields[] = {
    FIELD("subtitle", subtitle, false),
    FIELD("date", date, true),
    FIELD("created", created, true),
    FIELD("modified", modified, true),
    FIELD("description", description, false),
    FIELD("publisher", publisher, false),
    FIELD("version", version, false),
    FIELD("rights", rights, false),
    FIELD("url", url, false),
    FIELD("source", url, false),
    FIELD("identifier", identifier, false),
};
#undef FIELD

/* "[[note|alias]]" → "alias", "[[folder/note#H]]" → "note"; other text as it is. */
static sei_str link_text(sei_str text) {
    sei_property_link link;
    if (!sei_property_link_split(text, &link))
        return text;
    return link.alias.size > 0 ? link.alias : sei_vault_name(link.path);
}

static sei_str value_text(const sei_yaml *value) {
    return link_text(sei_unicode_trim(sei_yaml_text(value)));
}

sei_str sei_metadata_text(const sei_manuscript *manuscript, const char *key) {
    const sei_yaml *value = sei_yaml_find(manuscript->front, sei_str_from(key));
    if (value && value->kind == SEI_YAML_LIST) { /* the first that says something */
        for (const sei_yaml *item = value->first; item; item = item->next)
            if (value_text(item).size > 0)
                return value_text(item);
    }
    return value_text(value);
}

typedef SEI_VEC(sei_str) strings;

static void add_string(sei_arena *arena, strings *list, sei_str text) {
    if (text.size > 0)
        SEI_VEC_ADD(arena, list, text);
}

static void add_authors(sei_arena *arena, const sei_yaml *value, strings *authors) {
    for (const sei_yaml *item = value ? value->first : NULL; item; item = item->next)
        add_string(arena, authors, value_text(item));
    add_string(arena, authors, value_text(value));
}

/* Tags in one scalar are parted by commas or white space; a tag itself has neither. */
static void add_tags_of(sei_arena *arena, sei_str text, strings *tags) {
    size_t from = 0, at = 0;
    while (at <= text.size) {
        size_t next = at;
        bool is_end = at == text.size;
        uint32_t c = is_end ? ',' : sei_utf8_next(text, &next);
        if (c == ',' || sei_unicode_is_space(c)) {
            sei_str tag = sei_str_slice(text, from, at);
            tag = sei_str_starts(tag, SEI_STR("#")) ? sei_str_slice(tag, 1, tag.size) : tag;
            add_string(arena, tags, tag);
            from = is_end ? from : next;
        }
        at = is_end ? at + 1 : next;
    }
}

static void add_tags(sei_arena *arena, const sei_yaml *value, strings *tags) {
    for (const sei_yaml *item = value ? value->first : NULL; item; item = item->next)
        add_tags_of(arena, sei_yaml_text(item), tags);
    add_tags_of(arena, sei_yaml_text(value), tags);
}

size_t sei_metadata_tags(sei_arena *arena, const sei_yaml *front, const sei_str **list) {
    strings tags = {0};
    add_tags(arena, sei_yaml_find(front, SEI_STR("tags")), &tags);
    add_tags(arena, sei_yaml_find(front, SEI_STR("tag")), &tags);
    *list = tags.at;
    return tags.size;
}

static void fill_lists(sei_assembly *assembly, const sei_yaml *front) {
    sei_book_info *info = &assembly->book.info;
    strings authors = {0};
    add_authors(assembly->arena, sei_yaml_find(front, SEI_STR("author")), &authors);
    add_authors(assembly->arena, sei_yaml_find(front, SEI_STR("authors")), &authors);
    info->authors = authors.at;
    info->author_count = authors.size;
    info->tag_count = sei_metadata_tags(assembly->arena, front, &info->tags);
}

/* The cover: a path, "[[…]]" or "![[…]]", found as a link is. */
static void fill_cover(sei_assembly *assembly, const sei_manuscript *manuscript) {
    const sei_yaml *value = sei_yaml_find(manuscript->front, SEI_STR("cover"));
    sei_property_link link;
    sei_property_link_split(sei_yaml_text(value), &link);
    sei_str text = link.path;
    if (text.size == 0)
        return;
    const sei_source *source = manuscript->source;
    size_t offset = manuscript->front_offset + value->offset;
    const sei_vault_file *file = NULL;
    if (sei_link_has_scheme(text)) {
        sei_diag_add(assembly->diags, SEI_DIAG_IMAGE_REMOTE, source, offset,
                     "the cover is on the network and is not fetched; put it into the vault");
    } else if (!sei_asset_is_image(text) ||
               sei_vault_find(assembly->vault, text, manuscript->path, &file) == SEI_MATCH_NONE) {
        sei_diag_add(assembly->diags, SEI_DIAG_IMAGE_MISSING, source, offset,
                     "no image named \"%.*s\" for the cover", SEI_STR_ARG(text));
    } else {
        assembly->book.cover = sei_asset_add(assembly, file, source, offset);
    }
}

void sei_metadata_fill(sei_assembly *assembly, const sei_manuscript *manuscript, sei_str title,
                       sei_str name) {
    sei_book_info *info = &assembly->book.info;
    info->title = title;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        sei_str *member = (sei_str *)(void *)((char *)info + fields[i].offset);
        sei_str text = sei_metadata_text(manuscript, fields[i].key);
        if (member->size == 0)
            *member = fields[i].is_date ? sei_date_normalise(assembly->arena, text) : text;
    }
    if (info->identifier.size == 0) {
        info->identifier =
            sei_uuid_of_name(assembly->arena, sei_unicode_nfc(assembly->arena, name));
    }
    fill_lists(assembly, manuscript->front);
    fill_cover(assembly, manuscript);
}
