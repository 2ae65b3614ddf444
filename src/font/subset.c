/* Glyphs of a face → a font program for a PDF: the few tables that it may hold, ids packed
 * together. Characters of a face → a font file for an EPUB, which keeps its map and its layout.
 *
 * HarfBuzz's subsetter does the work. Two things are done to its output. A CID-keyed CFF table
 * keeps the glyphs' old CIDs in its charset, and a PDF would read its codes as those; the charset
 * is rewritten to the identity (cff.c), so that code, CID and glyph id are one number in both
 * formats. And glyphs are asked for of a face without a character map, which would take most of
 * the time. Same glyphs, same bytes: HarfBuzz numbers the glyphs by their old ids. */
#include "font/cff.h"
#include "font/face.h"

#include <hb-subset.h>
#include <string.h>

/* What ISO 32000-1, 9.9, Table 126 asks of FontFile2, without the hinting programs, which rendering
 * has stopped using. */
static const hb_tag_t kept_tables[] = {
    HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
    HB_TAG('C', 'F', 'F', ' '),
};

static bool is_kept(hb_tag_t tag) {
    for (size_t i = 0; i < sizeof kept_tables / sizeof *kept_tables; i++)
        if (kept_tables[i] == tag)
            return true;
    return false;
}

static void drop_tables(hb_face_t *face, hb_set_t *dropped) {
    hb_tag_t tags[64];
    unsigned count = sizeof tags / sizeof *tags;
    for (unsigned start = 0; count; start += count) {
        count = sizeof tags / sizeof *tags;
        hb_face_get_table_tags(face, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (!is_kept(tags[i]))
                hb_set_add(dropped, tags[i]);
    }
}

/* Variable faces are set at their default instance, so they are frozen there. */
static bool pin_axes(hb_face_t *face, hb_subset_input_t *input) {
    hb_ot_var_axis_info_t axes[64];
    unsigned count = sizeof axes / sizeof *axes;
    if (hb_ot_var_get_axis_infos(face, 0, &count, axes) > sizeof axes / sizeof *axes)
        return false;
    for (unsigned i = 0; i < count; i++)
        if (!hb_subset_input_pin_axis_to_default(input, face, axes[i].tag))
            return false;
    return true;
}

/* Takes the input, which may be NULL. `source` is the face or stands for it. */
static hb_subset_plan_t *plan_of(const sei_face *face, hb_face_t *source,
                                 hb_subset_input_t *input) {
    hb_subset_plan_t *plan = NULL;
    if (input && (!face->is_variable || pin_axes(face->hb_face, input)))
        plan = hb_subset_plan_create_or_fail(source, input);
    hb_subset_input_destroy(input);
    return plan;
}

/* A table of a face whose glyphs are asked for by id: without the character map, which the plan
 * would read from end to end, to keep the glyphs of its variation sequences too. */
static hb_blob_t *table_for_ids(hb_face_t *source, hb_tag_t tag, void *face) {
    (void)source;
    return tag == HB_TAG('c', 'm', 'a', 'p') ? NULL : hb_face_reference_table(face, tag);
}

static hb_subset_plan_t *make_plan(const sei_face *face, const uint32_t *glyphs, size_t count) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    hb_set_add(wanted, 0);
    for (size_t i = 0; i < count; i++)
        if (glyphs[i] < face->info.glyph_count)
            hb_set_add(wanted, glyphs[i]);
    drop_tables(face->hb_face, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_face_t *source = hb_face_create_for_tables(table_for_ids, face->hb_face, NULL);
    hb_subset_plan_t *plan = plan_of(face, source, input);
    hb_face_destroy(source); /* the plan keeps its own reference */
    return plan;
}

static hb_subset_plan_t *make_text_plan(const sei_face *face, const uint32_t *code_points,
                                        size_t count) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    for (size_t i = 0; input && i < count; i++)
        hb_set_add(hb_subset_input_unicode_set(input), code_points[i]);
    if (input)
        hb_subset_input_set_flags(input,
                                  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return plan_of(face, face->hb_face, input);
}

static void take_ids(const hb_subset_plan_t *plan, const uint32_t *glyphs, size_t count,
                     uint32_t *new_ids) {
    const hb_map_t *ids = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t id = hb_map_get(ids, glyphs[i]);
        new_ids[i] = id == HB_MAP_VALUE_INVALID ? 0 : id;
    }
}

static hb_blob_t *program_blob(const sei_face *face, hb_face_t *subset) {
    if (face->info.format == SEI_FACE_CFF)
        return hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
    return hb_face_reference_blob(subset);
}

bool sei_face_subset(const sei_face *face, sei_arena *arena, const uint32_t *glyphs, size_t count,
                     uint32_t *new_ids, sei_str *program, sei_status *status) {
    hb_subset_plan_t *plan = make_plan(face, glyphs, count);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    hb_blob_t *blob = subset ? program_blob(face, subset) : hb_blob_get_empty();
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(blob, &size);
    /* Taken by try: an unwind here would keep HarfBuzz's memory from being given back. */
    char *copy = size ? sei_memory_try(arena->memory, NULL, size) : NULL;
    if (copy) {
        memcpy(copy, bytes, size);
        take_ids(plan, glyphs, count, new_ids);
    }
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    if (size && !copy)
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    bool is_good = copy && (face->info.format != SEI_FACE_CFF || sei_cff_number_cids(copy, size));
    *program = is_good ? sei_arena_copy(arena, (sei_str){copy, size}) : (sei_str){0};
    sei_memory_free(arena->memory, copy);
    return is_good || sei_status_set(status, SEI_FAILED_INPUT,
                                     "cannot take a subset of the font %s", face->info.name);
}

bool sei_face_subset_text(const sei_face *face, sei_arena *arena, const uint32_t *code_points,
                          size_t count, sei_str *file, sei_status *status) {
    hb_subset_plan_t *plan = make_text_plan(face, code_points, count);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    hb_blob_t *blob = subset ? hb_face_reference_blob(subset) : hb_blob_get_empty();
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(blob, &size);
    char *copy = size ? sei_memory_try(arena->memory, NULL, size) : NULL; /* as above */
    if (copy)
        memcpy(copy, bytes, size);
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    if (size && !copy)
        sei_memory_unwind(arena->memory, SEI_MEMORY_OVER_BUDGET);
    *file = sei_arena_copy(arena, (sei_str){copy, size});
    sei_memory_free(arena->memory, copy);
    return size > 0 || sei_status_set(status, SEI_FAILED_INPUT,
                                      "cannot take a subset of the font %s", face->info.name);
}
