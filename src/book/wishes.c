/* What the source asks of the program → the request's wishes, and what a newline means in all notes
 * of the book. Only the source is asked: a map note, a folder's index note, a book file or the one
 * note itself; the front matter of the other chapters says nothing about the book. */
#include "book/plan.h"
#include "style/front.h"

static sei_breaks parse_breaks(sei_str word) {
    return sei_str_equal(word, SEI_STR("obsidian"))   ? SEI_BREAKS_OBSIDIAN
           : sei_str_equal(word, SEI_STR("markdown")) ? SEI_BREAKS_MARKDOWN
                                                      : SEI_BREAKS_AUTO;
}

/* The vault's seihon.yaml, else Obsidian's setting; outside a vault Markdown's own rule. */
static sei_breaks vault_breaks(sei_arena *arena, const sei_vault *vault) {
    size_t error_offset;
    sei_status status;
    const sei_yaml *map = sei_yaml_parse(arena, vault->seihon_yaml, &error_offset, &status);
    sei_breaks breaks = parse_breaks(sei_yaml_text(sei_yaml_find(map, SEI_STR("breaks"))));
    if (breaks != SEI_BREAKS_AUTO)
        return breaks;
    bool is_obsidian = vault->settings.is_vault && !vault->settings.strict_line_breaks;
    return is_obsidian ? SEI_BREAKS_OBSIDIAN : SEI_BREAKS_MARKDOWN;
}

/* The request, else the source, else the vault. */
static sei_breaks choose_breaks(const sei_assemble_request *request,
                                const sei_manuscript *manuscript, sei_str wish) {
    sei_breaks wished = parse_breaks(wish);
    if (wish.size > 0 && wished == SEI_BREAKS_AUTO) {
        sei_diag_add(request->diags, SEI_DIAG_STYLE, manuscript->source, manuscript->front_offset,
                     "breaks is \"%.*s\"; it can be obsidian or markdown", SEI_STR_ARG(wish));
    }
    if (request->breaks != SEI_BREAKS_AUTO)
        return request->breaks;
    return wished != SEI_BREAKS_AUTO ? wished : vault_breaks(request->arena, request->vault);
}

static void take(sei_planner *planner, const sei_manuscript *manuscript,
                 const sei_assemble_wishes *wishes, sei_str breaks) {
    sei_breaks chosen = choose_breaks(planner->request, manuscript, breaks);
    planner->assembly->markdown.newline_breaks = chosen == SEI_BREAKS_OBSIDIAN;
    if (planner->wishes)
        *planner->wishes = *wishes;
}

void sei_wishes_read(sei_planner *planner, const sei_manuscript *manuscript) {
    sei_assemble_wishes wishes = {.setting_count = 0};
    sei_style_setting *settings;
    sei_str breaks;
    wishes.setting_count = sei_style_front_settings(
        planner->request->arena, manuscript->source, manuscript->front_offset, manuscript->front,
        &settings, &wishes.style, &wishes.impose, &breaks);
    wishes.settings = settings;
    take(planner, manuscript, &wishes, breaks);
}

void sei_wishes_read_file(sei_planner *planner, const sei_manuscript *manuscript,
                          const sei_str *other_keys, size_t other_count) {
    const sei_yaml *map = manuscript->front;
    const sei_yaml *output = sei_yaml_find(map, SEI_STR("output"));
    sei_assemble_wishes wishes = {.pdf = sei_yaml_text(sei_yaml_find(output, SEI_STR("pdf"))),
                                  .epub = sei_yaml_text(sei_yaml_find(output, SEI_STR("epub")))};
    sei_style_setting *settings;
    sei_str breaks;
    wishes.setting_count = sei_style_map_settings(
        planner->request->arena, manuscript->source, manuscript->front_offset, map, other_keys,
        other_count, &settings, &wishes.style, &wishes.impose, &breaks);
    wishes.settings = settings;
    take(planner, manuscript, &wishes, breaks);
}
