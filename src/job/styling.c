/* Style file + seihon.yaml + the source's wishes + --set → one computed style.
 *
 * Runs behind the assembly, which reads the source's wishes, and before the fonts are opened. The
 * rule that is easy to break: which style file it is and what is set over it are two questions; a
 * --style on the command line answers only the first. */
#include "job/styling.h"

#include "style/front.h"

#define DEFAULT_STYLE "a4-report"
#define VAULT_SOURCE UINT32_MAX /* its messages come last */

/* What the vault's seihon.yaml asks of every note. */
static bool read_vault_wishes(const sei_styling *styling, sei_assemble_wishes *wishes,
                              sei_status *status) {
    const sei_str bytes = styling->house->vault.seihon_yaml;
    static const sei_str others[] = {{"books", 5}};
    size_t error_offset = 0;
    sei_status problem = {0};
    sei_str breaks;
    if (bytes.size == 0)
        return true;
    const sei_source *source =
        sei_source_new(styling->arena, SEI_STR("seihon.yaml"), bytes, VAULT_SOURCE);
    const sei_yaml *map = sei_yaml_parse(styling->arena, bytes, &error_offset, &problem);
    if (!map) {
        sei_diag_add(styling->diags, SEI_DIAG_STYLE, source, error_offset,
                     "this is not valid YAML: %s", problem.message);
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "seihon.yaml has errors; no output was made");
    }
    sei_style_setting *settings = NULL;
    wishes->setting_count =
        sei_style_map_settings(styling->arena, source, 0, map, others, 1, &settings, &wishes->style,
                               &wishes->impose, &breaks);
    wishes->settings = settings;
    return true;
}

static bool apply(const sei_styling *styling, sei_style *style, const sei_style_setting *settings,
                  size_t count, sei_status *status) {
    return sei_style_apply(style, styling->arena, settings, count, styling->diags, status);
}

/* The name of the style file: the command's, else the source's, else the vault's. */
static sei_str choose_file(sei_styling *styling, const sei_assemble_wishes *vault,
                           const sei_root **root) {
    const sei_house *house = styling->house;
    const sei_str name = house->style.size             ? house->style
                         : styling->source->style.size ? styling->source->style
                         : vault->style.size           ? vault->style
                                                       : sei_str_from(DEFAULT_STYLE);
    *root = house->style.size ? sei_house_style_root(house) : &house->vault.root;
    styling->has_file = sei_style_is_path(name) && sei_root_stat(*root, name, &styling->file);
    return name;
}

bool sei_styling_make(sei_styling *styling, sei_style *style, sei_status *status) {
    const sei_assemble_wishes *source = styling->source;
    sei_assemble_wishes vault = {0};
    const sei_root *root;
    if (!read_vault_wishes(styling, &vault, status))
        return false;
    const sei_str name = choose_file(styling, &vault, &root);
    styling->impose = source->impose.size ? source->impose : vault.impose;
    return sei_style_load(style, styling->arena, &styling->house->styles, root, name,
                          styling->diags, status) &&
           apply(styling, style, vault.settings, vault.setting_count, status) &&
           apply(styling, style, source->settings, source->setting_count, status) &&
           apply(styling, style, styling->settings, styling->setting_count, status);
}
