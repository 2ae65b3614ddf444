/* Layers of properties → one resolved style. A file's map is walked down to the table's paths
 * (dotted keys and nested maps mean the same); a path that is none is reported with the nearest
 * one. */
#include "style/sheet.h"

#include <string.h>

#include "base/assert.h"
#include "style/value.h"

#define SUGGESTIONS_MAX 20 /* a file of wrong names must not cost a table's search each */

/* What a message about the command line begins with, which has no place to name. */
static const char *origin(const sei_source *source) {
    return source ? "" : "--set: ";
}

static void report_unknown(sei_style_sheet *sheet, const sei_source *source, size_t offset,
                           sei_str path, sei_diags *diags) {
    char nearest[SEI_PROPERTY_PATH_MAX];
    sei_str near = SEI_STR("");
    if (sheet->suggested++ < SUGGESTIONS_MAX)
        near = sei_property_nearest(path, nearest);
    path = sei_str_slice(path, 0, 2 * SEI_PROPERTY_PATH_MAX);
    if (near.size)
        sei_diag_add(diags, SEI_DIAG_STYLE_UNKNOWN, source, offset,
                     "%sunknown property \"%.*s\", did you mean \"%.*s\"?", origin(source),
                     SEI_STR_ARG(path), SEI_STR_ARG(near));
    else
        sei_diag_add(diags, SEI_DIAG_STYLE_UNKNOWN, source, offset, "%sunknown property \"%.*s\"",
                     origin(source), SEI_STR_ARG(path));
}

static void assign(sei_style_sheet *sheet, sei_property_slot slot, sei_sheet_value value) {
    value.order = ++sheet->assigned;
    sheet->values[sei_property_slot_number(slot)] = value;
}

/* One entry of a file's map; `path` has its key at the end. Returns the map to go down into. */
static const sei_yaml *assign_entry(sei_style_sheet *sheet, const sei_source *source,
                                    const sei_yaml *entry, sei_str path, bool *good,
                                    sei_diags *diags) {
    sei_property_slot slot;
    switch (sei_property_find(path, &slot)) {
    case SEI_PROPERTY_UNKNOWN:
        report_unknown(sheet, source, entry->key_offset, path, diags);
        *good = false;
        return NULL;
    case SEI_PROPERTY_FOUND:
        if (entry->kind != SEI_YAML_NULL)
            assign(sheet, slot, (sei_sheet_value){.node = entry, .source = source});
        return NULL;
    case SEI_PROPERTY_BRANCH:
        if (entry->kind == SEI_YAML_MAP)
            return entry;
        if (entry->kind != SEI_YAML_NULL) {
            sei_diag_add(diags, SEI_DIAG_STYLE, source, entry->offset,
                         "%.*s holds properties; write a map", SEI_STR_ARG(path));
            *good = false;
        }
        return NULL;
    }
    return NULL;
}

#define PATH_DEPTH 4 /* steps of the longest path: fonts.latin.serif.bold; a branch has fewer */

bool sei_sheet_assign_file(sei_style_sheet *sheet, sei_arena *arena, const sei_source *source,
                           const sei_yaml *root, sei_diags *diags) {
    struct {
        const sei_yaml *next;
        sei_str path;
    } level[PATH_DEPTH + 1] = {{root->first, SEI_STR("")}};
    int depth = 0;
    bool good = true;
    while (depth >= 0) {
        const sei_yaml *entry = level[depth].next;
        if (!entry) {
            depth--;
            continue;
        }
        level[depth].next = entry->next;
        if (depth == 0 && (sei_str_equal(entry->key, SEI_STR("extends")) ||
                           sei_str_equal(entry->key, SEI_STR("description"))))
            continue;
        sei_str path = depth == 0
                           ? entry->key
                           : sei_arena_print(arena, "%.*s.%.*s", SEI_STR_ARG(level[depth].path),
                                             SEI_STR_ARG(entry->key));
        const sei_yaml *down = assign_entry(sheet, source, entry, path, &good, diags);
        if (down) {
            sei_assert(depth < PATH_DEPTH);
            depth++;
            level[depth].next = down->first;
            level[depth].path = path;
        }
    }
    return good;
}

bool sei_sheet_assign_setting(sei_style_sheet *sheet, sei_arena *arena,
                              const sei_style_setting *setting, sei_diags *diags) {
    sei_property_slot slot;
    sei_status status = {0};
    sei_property_match match = sei_property_find(setting->path, &slot);
    if (match == SEI_PROPERTY_UNKNOWN) {
        report_unknown(sheet, setting->source, setting->offset, setting->path, diags);
        return false;
    }
    if (match == SEI_PROPERTY_BRANCH) {
        sei_diag_add(diags, SEI_DIAG_STYLE, setting->source, setting->offset,
                     "%s%.*s holds properties; name one of them", origin(setting->source),
                     SEI_STR_ARG(setting->path));
        return false;
    }
    const sei_yaml *node =
        sei_value_parse(arena, setting->value, sei_properties[slot.property].type, &status);
    if (!node) {
        sei_diag_add(diags, SEI_DIAG_STYLE, setting->source, setting->offset, "%s%.*s: %s",
                     origin(setting->source), SEI_STR_ARG(setting->path), status.message);
        return false;
    }
    if (node->kind != SEI_YAML_NULL)
        assign(sheet, slot,
               (sei_sheet_value){.node = node,
                                 .source = setting->source,
                                 .offset = setting->offset,
                                 .is_fixed = true});
    return true;
}

static const sei_yaml *initial_node(sei_arena *arena, sei_property_slot slot) {
    sei_status status = {0};
    const sei_yaml *node = sei_value_parse(arena, sei_property_initial(slot),
                                           sei_properties[slot.property].type, &status);
    sei_assert(node != NULL); /* our own table; a test reads every default */
    return node;
}

static sei_str written(const sei_yaml *node) {
    if (node->kind == SEI_YAML_LIST)
        return SEI_STR("[…]");
    if (node->kind == SEI_YAML_MAP)
        return SEI_STR("{…}");
    return sei_str_slice(sei_yaml_text(node), 0, 80);
}

static bool resolve_slot(const sei_style_sheet *sheet, sei_value_reader *reader,
                         sei_property_slot slot, sei_diags *diags) {
    const sei_sheet_value *value = &sheet->values[sei_property_slot_number(slot)];
    char path[SEI_PROPERTY_PATH_MAX];
    if (value->node && sei_value_read(reader, slot, value->node))
        return true;
    if (value->node)
        sei_diag_add(diags, SEI_DIAG_STYLE, value->source,
                     value->is_fixed ? value->offset : reader->wrong->offset,
                     "%s%.*s: \"%.*s\" does not fit; %.*s", origin(value->source),
                     SEI_STR_ARG(sei_property_path(slot, path)),
                     SEI_STR_ARG(written(reader->wrong)), SEI_STR_ARG(reader->message));
    bool fits = sei_value_read(reader, slot, initial_node(reader->arena, slot));
    sei_assert(fits);
    return value->node == NULL;
}

/* The place of the property among `paths` that was written last: it is what made them disagree. */
static const sei_sheet_value *latest(const sei_style_sheet *sheet, const char *const *paths,
                                     size_t count) {
    const sei_sheet_value *last = NULL;
    for (size_t i = 0; i < count; i++) {
        sei_property_slot slot;
        if (sei_property_find(sei_str_from(paths[i]), &slot) != SEI_PROPERTY_FOUND)
            continue;
        const sei_sheet_value *value = &sheet->values[sei_property_slot_number(slot)];
        if (!last || value->order > last->order)
            last = value;
    }
    return last;
}

static size_t place_of(const sei_sheet_value *value) {
    return value->is_fixed || !value->node ? value->offset : value->node->offset;
}

static sei_str points(sei_arena *arena, sei_length length) {
    char number[32];
    int size = sei_length_print(number, length);
    return sei_arena_print(arena, "%.*s", size, number);
}

/* One direction of the type area: what it needs with its shift and what stands around it. */
static bool check_direction(const sei_sheet_value *value, const char *what, sei_length needed,
                            sei_length page, sei_arena *arena, sei_diags *diags) {
    if (needed <= page)
        return true;
    sei_diag_add(diags, SEI_DIAG_STYLE, value->source, place_of(value),
                 "%sthe type area does not fit: it needs %.*s pt of the page's %s of %.*s pt",
                 value->order ? origin(value->source) : "", SEI_STR_ARG(points(arena, needed)),
                 what, SEI_STR_ARG(points(arena, page)));
    return false;
}

static sei_length at_least(sei_length a, sei_length b) {
    return a > b ? a : b;
}

static bool check_fit(const sei_style_sheet *sheet, const sei_style *style, sei_arena *arena,
                      sei_diags *diags) {
    static const char *const widths[] = {"page.size",        "page.orientation", "text.size",
                                         "text.line-length", "text.columns",     "text.column-gap",
                                         "text.place"};
    static const char *const heights[] = {
        "page.size",  "page.orientation", "text.size",      "text.lines", "text.line-gap",
        "text.place", "head.size",        "head.gap",       "head.verso", "head.recto",
        "foot.size",  "foot.gap",         "foot.fore-edge", "foot.center"};
    sei_length shift_x = style->text.shift_x < 0 ? -style->text.shift_x : style->text.shift_x;
    sei_length above =
        style->head.verso.size || style->head.recto.size ? style->head.gap + style->head.size : 0;
    sei_length below = style->foot.fore_edge.size || style->foot.center.size
                           ? style->foot.gap + style->foot.size
                           : 0;
    sei_length beside = at_least(above - style->text.shift_y, below + style->text.shift_y);
    bool wide_enough =
        check_direction(latest(sheet, widths, sizeof widths / sizeof widths[0]), "width",
                        sei_style_type_width(style) + 2 * shift_x, style->page.width, arena, diags);
    bool high_enough = check_direction(latest(sheet, heights, sizeof heights / sizeof heights[0]),
                                       "height, head and foot included,",
                                       sei_style_type_height(style) + 2 * beside,
                                       style->page.height, arena, diags);
    return wide_enough && high_enough;
}

bool sei_sheet_resolve(const sei_style_sheet *sheet, sei_style *style, sei_arena *arena,
                       sei_diags *diags) {
    sei_value_reader reader = {.arena = arena, .style = style};
    sei_str name = style->name;
    bool good = true;
    memset(style, 0, sizeof *style);
    style->name = name;
    style->sheet = sheet;
    for (size_t i = 0; i < sei_property_count(); i++)
        for (size_t k = 0; k < sei_property_group_size(sei_properties[i].group); k++)
            good &= resolve_slot(sheet, &reader, (sei_property_slot){i, k}, diags);
    if (style->page.is_landscape && style->page.width < style->page.height) {
        sei_length width = style->page.width;
        style->page.width = style->page.height;
        style->page.height = width;
    }
    for (size_t i = 0; i < SEI_CALLOUT_KINDS; i++)
        if (style->callouts.kinds[i].label[0] == 0)
            style->callouts.kinds[i].label = NULL;
    return good && check_fit(sheet, style, arena, diags);
}
