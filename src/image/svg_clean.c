/* SVG → an SVG that is safe to ship and to draw. The document is read by our own XML reader and
 * written anew: elements of the allow-list in the SVG namespace and attributes of another, which
 * may not refer to anything outside. Nothing is copied through unread (spec/robustness, C 6). What
 * `use` would multiply is counted, since twenty lines of it can stand for a million shapes. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "image/codec.h"
#include "image/svg_budget.h"

#define SVG_NAMESPACE "http://www.w3.org/2000/svg"
#define XLINK_NAMESPACE "http://www.w3.org/1999/xlink"

/* SVG 1.1's elements that draw, hold or describe; none that runs, animates, links or embeds HTML.
 */
static const char *const allowed[] = {"a",
                                      "circle",
                                      "clipPath",
                                      "defs",
                                      "desc",
                                      "ellipse",
                                      "feBlend",
                                      "feColorMatrix",
                                      "feComponentTransfer",
                                      "feComposite",
                                      "feDiffuseLighting",
                                      "feDisplacementMap",
                                      "feDistantLight",
                                      "feDropShadow",
                                      "feFlood",
                                      "feFuncA",
                                      "feFuncB",
                                      "feFuncG",
                                      "feFuncR",
                                      "feGaussianBlur",
                                      "feMerge",
                                      "feMergeNode",
                                      "feMorphology",
                                      "feOffset",
                                      "fePointLight",
                                      "feSpecularLighting",
                                      "feSpotLight",
                                      "feTile",
                                      "feTurbulence",
                                      "filter",
                                      "g",
                                      "image",
                                      "line",
                                      "linearGradient",
                                      "marker",
                                      "mask",
                                      "path",
                                      "pattern",
                                      "polygon",
                                      "polyline",
                                      "radialGradient",
                                      "rect",
                                      "stop",
                                      "style",
                                      "svg",
                                      "switch",
                                      "symbol",
                                      "text",
                                      "textPath",
                                      "title",
                                      "tspan",
                                      "use",
                                      "view"};

/* Attributes without a prefix that SVG 1.1 knows, sorted; none that handles events or refers to
 * anything outside. What later versions and drawing programs add, validators of EPUB refuse. */
/* clang-format off */
static const char *const allowed_attributes[] = {
    "alignment-baseline", "amplitude", "azimuth", "baseFrequency", "baseProfile",
    "baseline-shift", "bias", "class", "clip", "clip-path", "clip-rule", "clipPathUnits", "color",
    "color-interpolation", "color-interpolation-filters", "color-profile", "color-rendering",
    "cursor", "cx", "cy", "d", "diffuseConstant", "direction", "display", "divisor",
    "dominant-baseline", "dx", "dy", "edgeMode", "elevation", "enable-background", "exponent",
    "fill", "fill-opacity", "fill-rule", "filter", "filterRes", "filterUnits", "flood-color",
    "flood-opacity", "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style",
    "font-variant", "font-weight", "fx", "fy", "glyph-orientation-horizontal",
    "glyph-orientation-vertical", "gradientTransform", "gradientUnits", "height", "id",
    "image-rendering", "in", "in2", "intercept", "k1", "k2", "k3", "k4", "kernelMatrix",
    "kernelUnitLength", "kerning", "lengthAdjust", "letter-spacing", "lighting-color",
    "limitingConeAngle", "marker-end", "marker-mid", "marker-start", "markerHeight",
    "markerUnits", "markerWidth", "mask", "maskContentUnits", "maskUnits", "media", "method",
    "mode", "numOctaves", "offset", "opacity", "operator", "order", "orient", "overflow",
    "pathLength", "patternContentUnits", "patternTransform", "patternUnits", "pointer-events",
    "points", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
    "primitiveUnits", "r", "radius", "refX", "refY", "requiredExtensions", "requiredFeatures",
    "result", "rotate", "rx", "ry", "scale", "seed", "shape-rendering", "slope", "spacing",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation",
    "stitchTiles", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "style", "surfaceScale", "systemLanguage", "tableValues",
    "targetX", "targetY", "text-anchor", "text-decoration", "text-rendering", "textLength",
    "title", "transform", "type", "unicode-bidi", "values", "version", "viewBox", "viewTarget",
    "visibility", "width", "word-spacing", "writing-mode", "x", "x1", "x2", "xChannelSelector",
    "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan",
};
/* clang-format on */

typedef struct cleaner {
    sei_xml_reader reader;
    sei_arena *arena;
    sei_buf out;
    size_t skipping;  /* depth of the element left out with all below it, 0 for none */
    bool tag_is_open; /* the last tag written lacks its '>' */
    size_t style_depth, text_depth; /* of the style or text element around, 0 for none */
    const char *written[SEI_XML_DEPTH_MAX + 1]; /* names by depth, as written */
    SEI_VEC(sei_str) prefixes;                  /* bound to the SVG namespace */
    sei_svg_budget budget;
    sei_buf style; /* what a style element holds so far */
} cleaner;

static bool contains_ascii_case(sei_str text, const char *word) {
    size_t size = strlen(word);
    for (size_t at = 0; at + size <= text.size; at++)
        if (sei_str_equal_ascii_case(sei_str_slice(text, at, at + size), sei_str_from(word)))
            return true;
    return false;
}

/* Whether every url( in the text leads into the document: to "#…". */
static bool urls_stay_inside(sei_str text) {
    for (size_t at = 0; at + 4 <= text.size; at++) {
        if (!sei_str_equal_ascii_case(sei_str_slice(text, at, at + 4), SEI_STR("url(")))
            continue;
        size_t target = at + 4;
        while (target < text.size && strchr(" \t\r\n\"'", text.at[target]) && text.at[target])
            target++;
        if (target == text.size || text.at[target] != '#')
            return false;
    }
    return true;
}

/* Style sheets may refer inside only; a backslash could hide what is looked for. */
static bool style_is_safe(sei_str text) {
    static const char *const words[] = {"\\",         "@import",     "@charset",    "@namespace",
                                        "@font-face", "expression(", "javascript:", "image-set(",
                                        "src(",       "binding",     "behavior"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (contains_ascii_case(text, words[i]))
            return false;
    return urls_stay_inside(text);
}

static void write_escaped(sei_buf *out, sei_str text, bool in_attribute) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == '&')
            sei_buf_add(out, SEI_STR("&amp;"));
        else if (c == '<')
            sei_buf_add(out, SEI_STR("&lt;"));
        else if (c == '>')
            sei_buf_add(out, SEI_STR("&gt;"));
        else if (in_attribute && c == '"')
            sei_buf_add(out, SEI_STR("&quot;"));
        else if (in_attribute && (c == '\t' || c == '\n' || c == '\r'))
            sei_buf_print(out, "&#%d;", c);
        else
            sei_buf_add_byte(out, c);
    }
}

static void write_attribute(cleaner *to, sei_str name, sei_str value) {
    sei_buf_print(&to->out, " %.*s=\"", SEI_STR_ARG(name));
    write_escaped(&to->out, value, true);
    sei_buf_add_byte(&to->out, '"');
}

static void close_tag(cleaner *to) {
    if (to->tag_is_open)
        sei_buf_add_byte(&to->out, '>');
    to->tag_is_open = false;
}

/* Splits "prefix:name". */
static sei_str split_prefix(sei_str name, sei_str *local) {
    size_t colon = sei_str_find_byte(name, ':', 0);
    if (colon == SEI_STR_NONE) {
        *local = name;
        return SEI_STR("");
    }
    *local = sei_str_slice(name, colon + 1, name.size);
    return sei_str_slice(name, 0, colon);
}

/* Remembers which prefixes this element binds to SVG. False when its default namespace is another.
 */
static bool read_namespaces(cleaner *to) {
    for (size_t i = 0; i < to->reader.attribute_count; i++) {
        const sei_xml_attribute *attribute = &to->reader.attributes[i];
        bool is_svg = sei_str_equal(attribute->value, SEI_STR(SVG_NAMESPACE));
        sei_str local;
        if (sei_str_equal(attribute->name, SEI_STR("xmlns")) && !is_svg)
            return false;
        if (sei_str_equal(split_prefix(attribute->name, &local), SEI_STR("xmlns")) && is_svg &&
            to->prefixes.size < 16)
            SEI_VEC_ADD(to->arena, &to->prefixes, local);
    }
    return true;
}

static bool is_svg_prefix(const cleaner *to, sei_str prefix) {
    for (size_t i = 0; i < to->prefixes.size; i++)
        if (sei_str_equal(to->prefixes.at[i], prefix))
            return true;
    return prefix.size == 0;
}

static const char *allowed_name(sei_str name) {
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (sei_str_equal(name, sei_str_from(allowed[i])))
            return allowed[i];
    return NULL;
}

static bool is_name(const char *name, const char *other) {
    return strcmp(name, other) == 0;
}

/* What the element refers to: href, with or without its old prefix. */
static sei_str href_of(const sei_xml_reader *reader) {
    sei_str plain = sei_xml_attribute_value(reader, SEI_STR("href"));
    sei_str old = sei_xml_attribute_value(reader, SEI_STR("xlink:href"));
    return sei_str_trim_ascii(plain.size ? plain : old);
}

static bool href_is_safe(cleaner *to, const char *element, sei_str href) {
    if (is_name(element, "image"))
        return sei_svg_picture_is_safe(to->arena, href);
    return !is_name(element, "a") && href.size > 1 && href.at[0] == '#';
}

static int compare_names(const void *name, const void *allowed_attribute) {
    return sei_str_compare(*(const sei_str *)name,
                           sei_str_from(*(const char *const *)allowed_attribute));
}

static bool is_allowed_attribute(sei_str name) {
    return bsearch(&name, allowed_attributes,
                   sizeof allowed_attributes / sizeof *allowed_attributes,
                   sizeof *allowed_attributes, compare_names) != NULL;
}

static bool attribute_is_safe(const sei_xml_attribute *attribute) {
    sei_str name = attribute->name, local;
    sei_str prefix = split_prefix(name, &local);
    if (sei_str_equal(prefix, SEI_STR("xml")))
        return sei_str_equal(local, SEI_STR("space")) || sei_str_equal(local, SEI_STR("lang"));
    if (prefix.size || !is_allowed_attribute(name))
        return false;
    return sei_str_equal(name, SEI_STR("style")) ? style_is_safe(attribute->value)
                                                 : urls_stay_inside(attribute->value);
}

static void write_attributes(cleaner *to, const char *element) {
    sei_str href = href_of(&to->reader);
    for (size_t i = 0; i < to->reader.attribute_count; i++)
        if (attribute_is_safe(&to->reader.attributes[i]))
            write_attribute(to, to->reader.attributes[i].name, to->reader.attributes[i].value);
    if (href_is_safe(to, element, href))
        write_attribute(to, SEI_STR("xlink:href"), href);
}

/* Whether every number of the text is below ten, written plainly. */
static bool is_small(sei_str text) {
    size_t digits = 0;
    bool is_fraction = false;
    for (size_t i = 0; i < text.size; i++) {
        bool is_digit = text.at[i] >= '0' && text.at[i] <= '9';
        digits = is_digit ? digits + 1 : 0;
        is_fraction = text.at[i] == '.' || (is_digit && is_fraction);
        if ((digits > 1 && !is_fraction) || (text.at[i] | 0x20) == 'e')
            return false;
    }
    return true;
}

/* Filters whose cost hangs on a number: librsvg 2.54 works through every octave, and for every
 * pixel through every other one of a radius. */
static bool effect_is_bearable(const sei_xml_reader *reader, const char *name) {
    if (is_name(name, "feTurbulence"))
        return is_small(sei_xml_attribute_value(reader, SEI_STR("numOctaves")));
    if (is_name(name, "feMorphology"))
        return is_small(sei_xml_attribute_value(reader, SEI_STR("radius")));
    return true;
}

/* The name to write the element by, or NULL when it is left out. */
static const char *element_name(cleaner *to) {
    sei_str local;
    sei_str prefix = split_prefix(to->reader.name, &local);
    if (!read_namespaces(to) || !is_svg_prefix(to, prefix))
        return NULL;
    const char *name = allowed_name(local);
    bool needs_target = name && (is_name(name, "use") || is_name(name, "image"));
    if (needs_target && !href_is_safe(to, name, href_of(&to->reader)))
        return NULL;
    return name && effect_is_bearable(&to->reader, name) ? name : NULL;
}

static void open_element(cleaner *to) {
    size_t depth = to->reader.depth;
    const char *name = element_name(to);
    if (!name || to->style_depth) {
        to->skipping = depth;
        return;
    }
    sei_svg_budget_open(&to->budget, &to->reader, name, href_of(&to->reader));
    close_tag(to);
    to->written[depth] = name;
    if (is_name(name, "a")) /* a link leads out; what it wraps is kept */
        to->written[depth] = to->text_depth ? "tspan" : "g";
    sei_buf_print(&to->out, "<%s", to->written[depth]);
    if (depth == 1) {
        write_attribute(to, SEI_STR("xmlns"), SEI_STR(SVG_NAMESPACE));
        write_attribute(to, SEI_STR("xmlns:xlink"), SEI_STR(XLINK_NAMESPACE));
    }
    write_attributes(to, name);
    to->tag_is_open = true;
    if (is_name(name, "style"))
        to->style_depth = depth;
    if (is_name(name, "text") && !to->text_depth)
        to->text_depth = depth;
}

static void close_element(cleaner *to) {
    size_t depth = to->reader.depth + 1; /* of the element just closed */
    if (to->skipping) {
        if (to->skipping == depth)
            to->skipping = 0;
        return;
    }
    if (to->style_depth == depth) {
        if (style_is_safe(sei_buf_str(&to->style))) {
            sei_svg_budget_style(&to->budget, sei_arena_copy(to->arena, sei_buf_str(&to->style)));
            close_tag(to);
            write_escaped(&to->out, sei_buf_str(&to->style), false);
        }
        sei_buf_clear(&to->style);
        to->style_depth = 0;
    }
    if (to->text_depth == depth)
        to->text_depth = 0;
    sei_svg_budget_close(&to->budget, depth);
    if (to->tag_is_open)
        sei_buf_add(&to->out, SEI_STR("/>"));
    else
        sei_buf_print(&to->out, "</%s>", to->written[depth]);
    to->tag_is_open = false;
}

static void add_text(cleaner *to) {
    if (to->skipping)
        return;
    if (to->style_depth) {
        sei_buf_add(&to->style, to->reader.text);
        return;
    }
    close_tag(to);
    write_escaped(&to->out, to->reader.text, false);
}

/* Rewrites the whole document into `out`; the reason why it is refused, or NULL. */
static const char *rewrite(cleaner *to) {
    for (;;) {
        switch (sei_xml_next(&to->reader)) {
        case SEI_XML_OPEN:
            if (!to->skipping)
                open_element(to);
            if (to->reader.depth == 1 && (to->skipping || !is_name(to->written[1], "svg")))
                return "its root element is not SVG's";
            break;
        case SEI_XML_CLOSE:
            close_element(to);
            break;
        case SEI_XML_TEXT:
            add_text(to);
            break;
        case SEI_XML_DONE:
            return sei_svg_budget_holds(&to->budget) ? NULL : "it repeats too much";
        case SEI_XML_WRONG:
            return to->reader.wrong;
        }
        if (!sei_svg_budget_lasts(&to->budget))
            return "it has too many elements";
    }
}

bool sei_image_clean_svg(sei_arena *arena, sei_str bytes, sei_str *clean, sei_status *status) {
    cleaner *to = SEI_NEW(arena, cleaner);
    if (!sei_xml_valid(bytes))
        return sei_status_set(status, SEI_FAILED_INPUT,
                              "the SVG image is refused: it is not UTF-8 of XML's characters");
    to->arena = arena;
    sei_xml_init(&to->reader, arena, bytes);
    sei_svg_budget_init(&to->budget, arena);
    sei_buf_init(&to->out, arena->memory);
    sei_buf_init(&to->style, arena->memory);
    sei_buf_add(&to->out, SEI_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    const char *wrong = rewrite(to);
    if (!wrong) {
        sei_buf_add_byte(&to->out, '\n');
        *clean = sei_arena_copy(arena, sei_buf_str(&to->out));
    }
    sei_buf_fini(&to->out);
    sei_buf_fini(&to->style);
    return !wrong ||
           sei_status_set(status, SEI_FAILED_INPUT, "the SVG image is refused: %s", wrong);
}
