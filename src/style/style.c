/* Loading styles: a file, the files that it extends, and settings over them → one computed style.
 * Files are read through the roots alone, so none leaves the style folder or the vault; chains are
 * bounded. What the values may be is style/property_table.c's matter. */
#include "style/style.h"

#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "style/sheet.h"

#define CHAIN_MAX 8 /* styles that extend one another */
/* Numbers of style sources: behind any note's, so that their messages come last. */
#define SOURCE_NUMBER 0xFFFF0000u

typedef struct style_file {
    const sei_root *root;
    sei_str path;
    const sei_source *source;
    const sei_yaml *map;
} style_file;

typedef struct style_loader {
    sei_arena *arena;
    const sei_root *styles, *vault;
    sei_diags *diags;
    sei_status *status;
    style_file chain[CHAIN_MAX]; /* the style itself first */
    size_t count;
} style_loader;

sei_length sei_style_measure(const sei_style *style) {
    return style->text.line_length * style->text.size;
}

sei_length sei_style_type_width(const sei_style *style) {
    return style->text.columns * sei_style_measure(style) +
           (style->text.columns - 1) * style->text.column_gap;
}

int sei_style_page_lines(const sei_style *style) {
    return style->text.lines * style->text.columns;
}

sei_length sei_style_line_feed(const sei_style *style) {
    return style->text.size + style->text.line_gap;
}

sei_length sei_style_type_height(const sei_style *style) {
    return style->text.lines * style->text.size + (style->text.lines - 1) * style->text.line_gap;
}

sei_str sei_style_contents_title(const sei_style *style, sei_lang lang) {
    if (style->contents.title.size)
        return style->contents.title;
    switch (lang) {
    case SEI_LANG_JA:
        return SEI_STR("目次");
    case SEI_LANG_ZH_HANS:
        return SEI_STR("目录");
    case SEI_LANG_ZH_HANT:
        return SEI_STR("目錄");
    case SEI_LANG_KO:
        return SEI_STR("차례");
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return SEI_STR("Contents");
}

sei_style_exercise_titles sei_style_exercise_titles_of(sei_lang lang) {
    switch (lang) {
    case SEI_LANG_JA:
        return (sei_style_exercise_titles){SEI_STR("練習問題"), SEI_STR("練習問題の解答")};
    case SEI_LANG_ZH_HANS:
        return (sei_style_exercise_titles){SEI_STR("练习题"), SEI_STR("练习题答案")};
    case SEI_LANG_ZH_HANT:
        return (sei_style_exercise_titles){SEI_STR("練習題"), SEI_STR("練習題答案")};
    case SEI_LANG_KO:
        return (sei_style_exercise_titles){SEI_STR("연습 문제"), SEI_STR("연습 문제 정답")};
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return (sei_style_exercise_titles){SEI_STR("Exercises"), SEI_STR("Answers to the exercises")};
}

sei_str sei_style_answers_title(sei_lang lang) {
    switch (lang) {
    case SEI_LANG_JA:
        return SEI_STR("解答");
    case SEI_LANG_ZH_HANS:
    case SEI_LANG_ZH_HANT:
        return SEI_STR("答案");
    case SEI_LANG_KO:
        return SEI_STR("정답");
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return SEI_STR("Answers");
}

sei_style_index_titles sei_style_index_titles_of(sei_lang lang) {
    static const sei_style_index_titles
        ja = {{"索引", 6}, {"数字・記号", 15}, {"漢字", 6}, {"ほか", 6}},
        hans = {{"索引", 6}, {"数字、符号", 15}, {"汉字", 6}, {"其他", 6}},
        hant = {{"索引", 6}, {"數字、符號", 15}, {"漢字", 6}, {"其他", 6}},
        ko = {{"찾아보기", 12}, {"숫자·기호", 14}, {"한자", 6}, {"기타", 6}},
        other = {{"Index", 5}, {"Symbols and figures", 19}, {"Han", 3}, {"Other", 5}};
    switch (lang) {
    case SEI_LANG_JA:
        return ja;
    case SEI_LANG_ZH_HANS:
        return hans;
    case SEI_LANG_ZH_HANT:
        return hant;
    case SEI_LANG_KO:
        return ko;
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return other;
}

sei_str sei_style_fact_name(sei_lang lang, sei_style_fact fact) {
    static const char *const ja[] = {"発行日", "版", "著者", "発行", "URL"};
    static const char *const zh_hans[] = {"出版日期", "版本", "作者", "出版", "网址"};
    static const char *const zh_hant[] = {"出版日期", "版本", "作者", "出版", "網址"};
    static const char *const ko[] = {"발행일", "판", "지은이", "펴낸곳", "URL"};
    static const char *const other[] = {"Date", "Version", "Author", "Publisher", "URL"};
    switch (lang) {
    case SEI_LANG_JA:
        return sei_str_from(ja[fact]);
    case SEI_LANG_ZH_HANS:
        return sei_str_from(zh_hans[fact]);
    case SEI_LANG_ZH_HANT:
        return sei_str_from(zh_hant[fact]);
    case SEI_LANG_KO:
        return sei_str_from(ko[fact]);
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return sei_str_from(other[fact]);
}

sei_style_reference sei_style_page_reference(sei_lang lang) {
    switch (lang) {
    case SEI_LANG_JA:
        return (sei_style_reference){SEI_STR("（"), SEI_STR("ページ）")};
    case SEI_LANG_ZH_HANS:
        return (sei_style_reference){SEI_STR("（第"), SEI_STR("页）")};
    case SEI_LANG_ZH_HANT:
        return (sei_style_reference){SEI_STR("（第"), SEI_STR("頁）")};
    case SEI_LANG_KO:
        return (sei_style_reference){SEI_STR("("), SEI_STR("쪽)")};
    case SEI_LANG_NONE:
    case SEI_LANG_EN:
    case SEI_LANG_OTHER:
        break;
    }
    return (sei_style_reference){SEI_STR(" (p.\xC2\xA0"), SEI_STR(")")};
}

bool sei_style_is_path(sei_str name) {
    return sei_str_find_byte(name, '/', 0) != SEI_STR_NONE ||
           sei_str_ends(name, SEI_STR(".yaml")) || sei_str_ends(name, SEI_STR(".yml"));
}

static sei_str file_of_name(sei_arena *arena, sei_str name) {
    return sei_arena_print(arena, "%.*s.yaml", SEI_STR_ARG(name));
}

static bool fail_missing(style_loader *loader, sei_str name) {
    sei_style_listing *listings;
    size_t count;
    sei_status ignored = {0};
    sei_str names = SEI_STR("");
    if (sei_style_list(loader->arena, loader->styles, &listings, &count, &ignored))
        for (size_t i = 0; i < count; i++)
            names = sei_arena_print(loader->arena, "%.*s%s%.*s", SEI_STR_ARG(names),
                                    i ? ", " : "; there are ", SEI_STR_ARG(listings[i].name));
    return sei_status_set(loader->status, SEI_FAILED_USAGE, "no style \"%.*s\"%.*s",
                          SEI_STR_ARG(name), SEI_STR_ARG(names));
}

/* Reads and parses one file onto the chain's end. */
static bool read_file(style_loader *loader, const sei_root *root, sei_str path) {
    style_file *file = &loader->chain[loader->count];
    sei_str bytes, shown = path;
    size_t wrong = 0;
    sei_status status = {0};
    if (!sei_root_read(root, loader->arena, path, SEI_LIMIT_FILE, &bytes, &status))
        return sei_status_set(loader->status, SEI_FAILED_USAGE, "%s", status.message);
    if (root == loader->styles)
        shown =
            sei_arena_print(loader->arena, "%.*s/%.*s", SEI_STR_ARG(root->path), SEI_STR_ARG(path));
    file->root = root;
    file->path = path;
    file->source =
        sei_source_new(loader->arena, shown, bytes, SOURCE_NUMBER + (uint32_t)loader->count);
    loader->count++;
    file->map = sei_yaml_parse(loader->arena, bytes, &wrong, &status);
    if (file->map && (file->map->kind == SEI_YAML_MAP || file->map->kind == SEI_YAML_NULL))
        return true;
    sei_diag_add(loader->diags, SEI_DIAG_STYLE, file->source, wrong, "%s",
                 file->map ? "a style file is a map of properties" : status.message);
    return sei_status_set(loader->status, SEI_FAILED_USAGE, "%.*s is no style file",
                          SEI_STR_ARG(shown));
}

/* The place of what a file extends: a name lies in the style folder, a path beside the file. */
static void resolve_extends(style_loader *loader, const style_file *from, sei_str name,
                            const sei_root **root, sei_str *path) {
    size_t slash = sei_str_find_last_byte(from->path, '/');
    *root = sei_style_is_path(name) ? from->root : loader->styles;
    if (!sei_style_is_path(name))
        *path = file_of_name(loader->arena, name);
    else if (slash == SEI_STR_NONE)
        *path = name;
    else
        *path = sei_arena_print(loader->arena, "%.*s%.*s",
                                SEI_STR_ARG(sei_str_slice(from->path, 0, slash + 1)),
                                SEI_STR_ARG(name));
}

static bool fail_extends(style_loader *loader, const style_file *from, const sei_yaml *extends,
                         const char *what) {
    sei_diag_add(loader->diags, SEI_DIAG_STYLE, from->source, extends->offset, "extends: %s", what);
    return sei_status_set(loader->status, SEI_FAILED_USAGE, "%.*s extends what it cannot",
                          SEI_STR_ARG(from->source->path));
}

/* Reads what the chain's last file extends; *more says whether it extends anything. */
static bool read_next(style_loader *loader, bool *more) {
    const style_file *from = &loader->chain[loader->count - 1];
    const sei_yaml *extends = sei_yaml_find(from->map, SEI_STR("extends"));
    const sei_root *root;
    sei_str path;
    *more = extends && extends->kind != SEI_YAML_NULL;
    if (!*more)
        return true;
    if (extends->kind != SEI_YAML_SCALAR)
        return fail_extends(loader, from, extends, "write the name or path of one style");
    resolve_extends(loader, from, extends->scalar, &root, &path);
    for (size_t i = 0; i < loader->count; i++)
        if (loader->chain[i].root == root && sei_str_equal(loader->chain[i].path, path))
            return fail_extends(loader, from, extends, "the styles extend one another in a ring");
    if (loader->count == CHAIN_MAX)
        return fail_extends(loader, from, extends, "too many styles extend one another");
    sei_file_info info;
    if (!sei_root_stat(root, path, &info))
        return fail_extends(loader, from, extends, "there is no such style");
    return read_file(loader, root, path);
}

static bool read_first(style_loader *loader, sei_str name) {
    sei_str path = sei_style_is_path(name) ? name : file_of_name(loader->arena, name);
    const sei_root *root =
        sei_style_is_path(name) && loader->vault ? loader->vault : loader->styles;
    sei_file_info info;
    if (!sei_root_stat(root, path, &info))
        return fail_missing(loader, name);
    return read_file(loader, root, path);
}

bool sei_style_load(sei_style *style, sei_arena *arena, const sei_root *styles,
                    const sei_root *vault, sei_str name, sei_diags *diags, sei_status *status) {
    style_loader loader = {
        .arena = arena, .styles = styles, .vault = vault, .diags = diags, .status = status};
    sei_style_sheet *sheet = SEI_NEW(arena, sei_style_sheet);
    bool more = true, good = true;
    if (!read_first(&loader, name))
        return false;
    while (more)
        if (!read_next(&loader, &more))
            return false;
    for (size_t i = loader.count; i-- > 0;)
        good &=
            sei_sheet_assign_file(sheet, arena, loader.chain[i].source, loader.chain[i].map, diags);
    style->name = sei_arena_copy(arena, name);
    good &= sei_sheet_resolve(sheet, style, arena, diags);
    return good ||
           sei_status_set(status, SEI_FAILED_USAGE, "the style %.*s has errors", SEI_STR_ARG(name));
}

bool sei_style_apply(sei_style *style, sei_arena *arena, const sei_style_setting *settings,
                     size_t count, sei_diags *diags, sei_status *status) {
    if (count == 0)
        return true;
    sei_style_sheet *sheet = SEI_NEW(arena, sei_style_sheet);
    bool good = true;
    *sheet = *style->sheet;
    for (size_t i = 0; i < count; i++)
        good &= sei_sheet_assign_setting(sheet, arena, &settings[i], diags);
    good &= sei_sheet_resolve(sheet, style, arena, diags);
    return good ||
           sei_status_set(status, SEI_FAILED_USAGE, "settings over the style %.*s have errors",
                          SEI_STR_ARG(style->name));
}

static sei_str read_description(sei_arena *arena, const sei_root *styles, sei_str path) {
    sei_status ignored = {0};
    sei_str bytes;
    size_t wrong;
    if (!sei_root_read(styles, arena, path, SEI_LIMIT_FILE, &bytes, &ignored))
        return SEI_STR("");
    return sei_yaml_text(
        sei_yaml_find(sei_yaml_parse(arena, bytes, &wrong, &ignored), SEI_STR("description")));
}

bool sei_style_list(sei_arena *arena, const sei_root *styles, sei_style_listing **listings,
                    size_t *count, sei_status *status) {
    SEI_VEC(sei_style_listing) list = {0};
    sei_walk_entry *entries;
    size_t entry_count;
    if (!sei_root_walk(styles, arena, &entries, &entry_count, NULL, status))
        return false;
    for (size_t i = 0; i < entry_count; i++) {
        sei_str path = entries[i].path;
        if (sei_str_find_byte(path, '/', 0) != SEI_STR_NONE ||
            !sei_str_ends(path, SEI_STR(".yaml")))
            continue;
        sei_style_listing listing = {sei_str_slice(path, 0, path.size - (sizeof ".yaml" - 1)), path,
                                     read_description(arena, styles, path)};
        SEI_VEC_ADD(arena, &list, listing);
    }
    *listings = list.at;
    *count = list.size;
    return true;
}
