/* A small XML reader, for SVG alone: tags and texts in order, checked for balance, characters
 * resolved. There are no entities but XML's own five; a document type that declares anything is
 * refused; comments and processing instructions are passed over. Nothing recurses. */
#ifndef SEI_IMAGE_XML_H
#define SEI_IMAGE_XML_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_XML_DEPTH_MAX 200
#define SEI_XML_ATTRIBUTES_MAX 128

typedef enum sei_xml_event {
    SEI_XML_OPEN,  /* name, attributes; an empty element is closed by the next event */
    SEI_XML_CLOSE, /* name */
    SEI_XML_TEXT,  /* text */
    SEI_XML_DONE,
    SEI_XML_WRONG /* wrong: why the document is refused */
} sei_xml_event;

typedef struct sei_xml_attribute {
    sei_str name, value;
} sei_xml_attribute;

typedef struct sei_xml_reader {
    sei_arena *arena; /* NULL: texts stay as written */
    sei_str bytes;
    size_t at;
    sei_str name, text;
    sei_xml_attribute attributes[SEI_XML_ATTRIBUTES_MAX];
    size_t attribute_count;
    sei_str open[SEI_XML_DEPTH_MAX]; /* names of the elements around */
    size_t depth;
    bool is_empty; /* the element just opened closes at once */
    bool had_root;
    const char *wrong;
} sei_xml_reader;

/* In place; a byte order mark is passed over. The bytes must be UTF-8 of XML characters: see below.
 */
void sei_xml_init(sei_xml_reader *reader, sei_arena *arena, sei_str bytes);
sei_xml_event sei_xml_next(sei_xml_reader *reader);

/* Whether the bytes are UTF-8 of characters that XML 1.0 allows (2.2, Char). */
bool sei_xml_valid(sei_str bytes);

/* The element's attribute, or "". */
sei_str sei_xml_attribute_value(const sei_xml_reader *reader, sei_str name);

#ifdef __cplusplus
}
#endif

#endif
