/* Weighing an SVG (svg_budget.h). Element after element advances one running weight, so that an
 * element with all below it is a range of it, and what a target costs is its range's length plus
 * the costs of the references inside that range. Those are summed in rounds: round n follows
 * references n deep, from prefix sums over the round before. */
#include "image/svg_budget.h"

#include <stdlib.h>
#include <string.h>

#define WEIGHT_MAX 200000
#define ROUNDS_MAX 16        /* references in one another; a ring never ends */
#define LAYER_WEIGHT 20      /* a group drawn apart: opacity, mask, clip, filter */
#define PRIMITIVE_WEIGHT 400 /* a filter's step over the whole picture */
#define STYLE_TIMES 100      /* elements that a style sheet's rule is taken to meet */

void sei_svg_budget_init(sei_svg_budget *budget, sei_arena *arena) {
    memset(budget, 0, sizeof *budget);
    budget->arena = arena;
}

static bool is_name(sei_str name, const char *other) {
    return sei_str_equal(name, sei_str_from(other));
}

/* A path's or polyline's vertices, no fewer than there are: one for each number or letter, halved
 * for pairs. */
static uint32_t count_vertices(const sei_xml_reader *reader) {
    sei_str data = sei_xml_attribute_value(reader, SEI_STR("d"));
    sei_str points = sei_xml_attribute_value(reader, SEI_STR("points"));
    sei_str text = data.size ? data : points;
    size_t count = 2;
    for (size_t i = 0; i < text.size; i++)
        count += text.at[i] == ' ' || text.at[i] == ',' || text.at[i] == '-' || text.at[i] == '.' ||
                 text.at[i] == '\n' || text.at[i] >= 'A';
    return count > 1000000 ? 1000000 : (uint32_t)count;
}

static void add_reference(sei_svg_budget *budget, sei_str id, uint32_t times) {
    sei_svg_span reference = {id, budget->weight, budget->weight, times, false};
    SEI_VEC_ADD(budget->arena, &budget->references, reference);
}

/* Every url(#id) of a text. */
static void add_urls(sei_svg_budget *budget, sei_str text, uint32_t times) {
    for (size_t at = sei_str_find_byte(text, '#', 0); at != SEI_STR_NONE;
         at = sei_str_find_byte(text, '#', at + 1)) {
        size_t end = at + 1;
        while (end < text.size && !strchr("\"') \t\r\n", text.at[end]))
            end++;
        size_t before = at;
        while (before > 0 && strchr("\"' \t\r\n", text.at[before - 1]))
            before--;
        if (before > 0 && text.at[before - 1] == '(')
            add_reference(budget, sei_str_slice(text, at + 1, end), times);
    }
}

/* A property's value, from its attribute or the style attribute. */
static sei_str find_property(const sei_xml_reader *reader, const char *property) {
    sei_str name = sei_str_from(property), declaration;
    sei_str value = sei_xml_attribute_value(reader, name);
    sei_str style = sei_xml_attribute_value(reader, SEI_STR("style"));
    while (sei_str_split(&style, ';', &declaration)) {
        size_t colon = sei_str_find_byte(declaration, ':', 0);
        if (colon != SEI_STR_NONE &&
            sei_str_equal(sei_str_trim_ascii(sei_str_slice(declaration, 0, colon)), name))
            value = sei_str_slice(declaration, colon + 1, declaration.size);
    }
    return sei_str_trim_ascii(value);
}

static uint32_t weight_of(const sei_xml_reader *reader, const char *element) {
    static const char *const layers[] = {"opacity", "mask", "clip-path", "filter",
                                         "mix-blend-mode"};
    if (element[0] == 'f' && element[1] == 'e')
        return PRIMITIVE_WEIGHT;
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++) {
        sei_str value = find_property(reader, layers[i]);
        if (value.size && !is_name(value, "1") && !is_name(value, "none"))
            return LAYER_WEIGHT;
    }
    return 1;
}

void sei_svg_budget_open(sei_svg_budget *budget, const sei_xml_reader *reader, const char *element,
                         sei_str href) {
    sei_str id = sei_xml_attribute_value(reader, SEI_STR("id")), name = sei_str_from(element);
    uint32_t first = budget->weight, vertices = count_vertices(reader);
    bool is_gradient = is_name(name, "linearGradient") || is_name(name, "radialGradient");
    if (href.size > 1 && href.at[0] == '#')
        add_reference(budget, sei_str_slice(href, 1, href.size), 1);
    for (size_t i = 0; i < reader->attribute_count; i++) {
        const sei_xml_attribute *attribute = &reader->attributes[i];
        bool has_markers = sei_str_find(attribute->name, SEI_STR("marker"), 0) != SEI_STR_NONE ||
                           sei_str_find(attribute->value, SEI_STR("marker"), 0) != SEI_STR_NONE;
        add_urls(budget, attribute->value, has_markers ? vertices : 1);
    }
    budget->weight += weight_of(reader, element);
    budget->open_ids[reader->depth] = 0;
    if (id.size) {
        sei_svg_span span = {id, first, budget->weight, 0, is_gradient};
        SEI_VEC_ADD(budget->arena, &budget->ids, span);
        budget->open_ids[reader->depth] = budget->ids.size;
    }
}

void sei_svg_budget_close(sei_svg_budget *budget, size_t depth) {
    if (budget->open_ids[depth])
        budget->ids.at[budget->open_ids[depth] - 1].end = budget->weight;
}

void sei_svg_budget_style(sei_svg_budget *budget, sei_str text) {
    add_urls(budget, text, STYLE_TIMES);
}

bool sei_svg_budget_lasts(const sei_svg_budget *budget) {
    return budget->weight <= WEIGHT_MAX && budget->references.size <= WEIGHT_MAX;
}

static int compare_ids(const void *a, const void *b) {
    const sei_svg_span *left = a, *right = b;
    int order = sei_str_compare(left->id, right->id);
    return order ? order : (left->first > right->first) - (left->first < right->first);
}

static const sei_svg_span *find_id(const sei_svg_budget *budget, sei_str id) {
    size_t low = 0, high = budget->ids.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sei_str_compare(budget->ids.at[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < budget->ids.size && sei_str_equal(budget->ids.at[low].id, id);
    return found ? &budget->ids.at[low] : NULL;
}

/* How many references begin before a weight. */
static size_t references_before(const sei_svg_budget *budget, uint32_t weight) {
    size_t low = 0, high = budget->references.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (budget->references.at[middle].first < weight)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What the reference stands for, by the sums of the round before. */
static uint64_t cost_of(const sei_svg_budget *budget, const sei_svg_span *reference,
                        const uint64_t *sums) {
    const sei_svg_span *target = find_id(budget, reference->id);
    if (!target || target->is_gradient)
        return 0;
    uint64_t inside = sums[references_before(budget, target->end)] -
                      sums[references_before(budget, target->first)];
    return reference->times * (target->end - target->first + inside);
}

bool sei_svg_budget_holds(sei_svg_budget *budget) {
    size_t count = budget->references.size;
    uint64_t *sums = SEI_NEW_ARRAY(budget->arena, uint64_t, count + 1);
    uint64_t *next = SEI_NEW_ARRAY(budget->arena, uint64_t, count + 1);
    bool grows = count > 0;
    if (budget->ids.size)
        qsort(budget->ids.at, budget->ids.size, sizeof(sei_svg_span), compare_ids);
    for (int round = 0; grows; round++) {
        grows = false;
        for (size_t i = 0; i < count; i++) {
            uint64_t cost = cost_of(budget, &budget->references.at[i], sums);
            grows |= cost != sums[i + 1] - sums[i];
            next[i + 1] = next[i] + cost;
        }
        if (next[count] + budget->weight > WEIGHT_MAX || round == ROUNDS_MAX)
            return false;
        memcpy(sums, next, (count + 1) * sizeof *sums);
    }
    return true;
}
