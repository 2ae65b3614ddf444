/* A sheet: for every slot of the property table what was written last, not yet worked out. Layers
 * are assigned in order; only then are the values resolved, since an em of the base may mean the
 * text size of the layer above. */
#ifndef SEI_STYLE_SHEET_H
#define SEI_STYLE_SHEET_H

#include "style/property.h"
#include "yaml/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_sheet_value {
    const sei_yaml *node; /* NULL: the table's default */
    const sei_source *source;
    size_t offset;  /* of the value in the source … */
    bool is_fixed;  /* … for every part of it; else nodes' own offsets are the source's */
    uint32_t order; /* 1, 2, … : later wins */
} sei_sheet_value;

typedef struct sei_style_sheet {
    sei_sheet_value values[SEI_PROPERTY_SLOTS_MAX]; /* by slot number */
    uint32_t assigned;
    uint32_t suggested; /* messages that looked for the nearest name: that search is bounded */
} sei_style_sheet;

/* Assigns a style file's root map; `extends` and `description` are passed over. False when
 * something in it is no property; every such place is a diagnostic. */
bool sei_sheet_assign_file(sei_style_sheet *sheet, sei_arena *arena, const sei_source *source,
                           const sei_yaml *root, sei_diags *diags);

/* Assigns one setting. */
bool sei_sheet_assign_setting(sei_style_sheet *sheet, sei_arena *arena,
                              const sei_style_setting *setting, sei_diags *diags);

/* Works the values out into *style (its name and sheet are kept) and checks that the type area and
 * what stands around it fit the page. Where a value does not fit, the default stands in its place
 * and the result is false. */
bool sei_sheet_resolve(const sei_style_sheet *sheet, sei_style *style, sei_arena *arena,
                       sei_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
