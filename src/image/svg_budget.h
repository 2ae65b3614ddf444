/* How much drawing an SVG stands for, once everything that it refers to is put in: twenty lines of
 * `use`, masks or markers can mean a million shapes. A weight is about what one plain shape costs;
 * layers and filters cost more. The count is an estimate on the safe side for what attributes say,
 * and a guess for style sheets; the job's deadline has the last word. */
#ifndef SEI_IMAGE_SVG_BUDGET_H
#define SEI_IMAGE_SVG_BUDGET_H

#include "base/vec.h"
#include "image/xml.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An element with an id, or a reference to one: its range in the running weight. */
typedef struct sei_svg_span {
    sei_str id;
    uint32_t first, end;
    uint32_t times;   /* a reference: how often the target is drawn for it */
    bool is_gradient; /* a target that costs nothing to refer to */
} sei_svg_span;

typedef struct sei_svg_budget {
    sei_arena *arena;
    uint32_t weight;                        /* of the elements so far */
    size_t open_ids[SEI_XML_DEPTH_MAX + 1]; /* by depth: number in `ids` + 1, 0 for none */
    SEI_VEC(sei_svg_span) ids;
    SEI_VEC(sei_svg_span) references; /* in document order */
} sei_svg_budget;

void sei_svg_budget_init(sei_svg_budget *budget, sei_arena *arena);

/* Counts the element that the reader has just opened, known by its name; `href` is what it refers
 * to. */
void sei_svg_budget_open(sei_svg_budget *budget, const sei_xml_reader *reader, const char *element,
                         sei_str href);
void sei_svg_budget_close(sei_svg_budget *budget, size_t depth);
/* Counts what a style sheet refers to. */
void sei_svg_budget_style(sei_svg_budget *budget, sei_str text);

/* Whether the elements so far are bearable by themselves. */
bool sei_svg_budget_lasts(const sei_svg_budget *budget);
/* Whether the whole is, every reference followed; false also for rings. Call it once, at the end.
 */
bool sei_svg_budget_holds(sei_svg_budget *budget);

#ifdef __cplusplus
}
#endif

#endif
