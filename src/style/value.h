/* One value of a style: a YAML node read as a property's type asks, units resolved. */
#ifndef SEI_STYLE_VALUE_H
#define SEI_STYLE_VALUE_H

#include "style/property.h"
#include "yaml/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_value_reader {
    sei_arena *arena;
    sei_style *style;      /* gets the value; what stands before it in the table is resolved */
    const sei_yaml *wrong; /* after a failure: the node that does not fit */
    sei_str message;       /* … and what would, as a phrase */
} sei_value_reader;

/* Reads the node into the slot's field. False, with wrong and message set, when it does not fit. */
bool sei_value_read(sei_value_reader *reader, sei_property_slot slot, const sei_yaml *node);

/* A value outside a file (--set, a default) as a node: a list, map or quoted text is parsed as
 * YAML, anything else is a scalar as it stands, so that "#123456" and "{page}" need no quotes. NULL
 * with a status when the YAML is not well-formed. */
const sei_yaml *sei_value_parse(sei_arena *arena, sei_str text, sei_property_type type,
                                sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
