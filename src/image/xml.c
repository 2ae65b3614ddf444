/* Reading XML 1.0 as far as SVG needs it (image/xml.h). Section numbers are those of the W3C's
 * XML 1.0, fifth edition. */
#include "image/xml.h"

#include "base/utf8.h"

#define WRONG(reader, why) ((reader)->wrong = (why), SEI_XML_WRONG)

void sei_xml_init(sei_xml_reader *reader, sei_arena *arena, sei_str bytes) {
    reader->arena = arena;
    reader->bytes = bytes;
    reader->at = sei_str_starts(bytes, SEI_STR("\xEF\xBB\xBF")) ? 3 : 0;
    reader->depth = reader->attribute_count = 0;
    reader->is_empty = reader->had_root = false;
    reader->wrong = "";
}

static bool is_character(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool sei_xml_valid(sei_str bytes) {
    if (!sei_utf8_valid(bytes, NULL))
        return false;
    for (size_t at = 0; at < bytes.size;)
        if (!is_character(sei_utf8_next(bytes, &at)))
            return false;
    return true;
}

sei_str sei_xml_attribute_value(const sei_xml_reader *reader, sei_str name) {
    for (size_t i = 0; i < reader->attribute_count; i++)
        if (sei_str_equal(reader->attributes[i].name, name))
            return reader->attributes[i].value;
    return SEI_STR("");
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool looking_at(const sei_xml_reader *reader, const char *text) {
    sei_str rest = sei_str_slice(reader->bytes, reader->at, reader->bytes.size);
    return sei_str_starts(rest, sei_str_from(text));
}

static void skip_space(sei_xml_reader *reader) {
    while (reader->at < reader->bytes.size && is_space(reader->bytes.at[reader->at]))
        reader->at++;
}

/* Moves behind the next `end`; false when there is none. */
static bool skip_past(sei_xml_reader *reader, const char *end) {
    sei_str needle = sei_str_from(end);
    size_t found = sei_str_find(reader->bytes, needle, reader->at);
    reader->at = found == SEI_STR_NONE ? reader->bytes.size : found + needle.size;
    return found != SEI_STR_NONE;
}

/* Every character above ASCII counts as one of a name: what is then no name is in no allow-list. */
static bool is_name_byte(char c, bool is_first) {
    unsigned char u = (unsigned char)c;
    if (u >= 0x80 || c == '_' || c == ':' || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z'))
        return true;
    return !is_first && ((c >= '0' && c <= '9') || c == '-' || c == '.');
}

static bool read_name(sei_xml_reader *reader, sei_str *name) {
    size_t start = reader->at;
    while (reader->at < reader->bytes.size &&
           is_name_byte(reader->bytes.at[reader->at], reader->at == start))
        reader->at++;
    *name = sei_str_slice(reader->bytes, start, reader->at);
    return name->size > 0;
}

/* "#38" or "#x26" (4.1); 0 when it is no character. */
static uint32_t number_reference(sei_str digits) {
    bool is_hex = sei_str_starts(digits, SEI_STR("#x"));
    uint32_t value = 0;
    if (digits.size < (is_hex ? 3u : 2u))
        return 0;
    for (size_t i = is_hex ? 2 : 1; i < digits.size; i++) {
        char c = digits.at[i];
        char lower = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            value = value * (is_hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (is_hex && lower >= 'a' && lower <= 'f')
            value = value * 16 + (uint32_t)(lower - 'a' + 10);
        else
            return 0;
        if (value > 0x10FFFF)
            return 0;
    }
    return is_character(value) ? value : 0;
}

static uint32_t reference(sei_str name) {
    static const struct {
        const char *name;
        uint32_t character;
    } own[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (sei_str_equal(name, sei_str_from(own[i].name)))
            return own[i].character;
    return sei_str_starts(name, SEI_STR("#")) ? number_reference(name) : 0;
}

/* References resolved: a result is never longer than what it was written as. */
static bool resolve(sei_xml_reader *reader, sei_str raw, sei_str *text) {
    size_t size = 0;
    *text = raw;
    if (!reader->arena || sei_str_find_byte(raw, '&', 0) == SEI_STR_NONE)
        return true;
    char *out = sei_arena_alloc(reader->arena, raw.size);
    for (size_t at = 0; at < raw.size; at++) {
        if (raw.at[at] != '&') {
            out[size++] = raw.at[at];
            continue;
        }
        size_t end = sei_str_find_byte(sei_str_slice(raw, 0, at + 16), ';', at);
        uint32_t character = end == SEI_STR_NONE ? 0 : reference(sei_str_slice(raw, at + 1, end));
        if (character == 0)
            return false;
        size += (size_t)sei_utf8_encode(out + size, character);
        at = end;
    }
    *text = (sei_str){out, size};
    return true;
}

/* name="value" with its quotes (3.1). */
static const char *read_attribute(sei_xml_reader *reader) {
    sei_xml_attribute attribute;
    if (!read_name(reader, &attribute.name))
        return "a tag is malformed";
    skip_space(reader);
    if (!looking_at(reader, "="))
        return "an attribute has no value";
    reader->at++;
    skip_space(reader);
    char quote = looking_at(reader, "'") ? '\'' : '"';
    size_t start = reader->at + 1;
    size_t end = sei_str_find_byte(reader->bytes, quote, start);
    if (!(looking_at(reader, "'") || looking_at(reader, "\"")) || end == SEI_STR_NONE)
        return "an attribute's value has no quotes";
    sei_str raw = sei_str_slice(reader->bytes, start, end);
    if (sei_str_find_byte(raw, '<', 0) != SEI_STR_NONE)
        return "an attribute holds <";
    if (!resolve(reader, raw, &attribute.value))
        return "an entity is not one of XML's own";
    for (size_t i = 0; i < reader->attribute_count; i++)
        if (sei_str_equal(reader->attributes[i].name, attribute.name))
            return "an attribute stands twice";
    if (reader->attribute_count == SEI_XML_ATTRIBUTES_MAX)
        return "an element has too many attributes";
    reader->attributes[reader->attribute_count++] = attribute;
    reader->at = end + 1;
    return NULL;
}

static sei_xml_event read_open(sei_xml_reader *reader) {
    reader->at++;
    reader->attribute_count = 0;
    if (!read_name(reader, &reader->name))
        return WRONG(reader, "a tag has no name");
    if (reader->had_root && reader->depth == 0)
        return WRONG(reader, "there are two root elements");
    for (;;) {
        size_t before = reader->at;
        skip_space(reader);
        reader->is_empty = looking_at(reader, "/>");
        if (reader->is_empty || looking_at(reader, ">"))
            break;
        const char *wrong = reader->at == before ? "a tag is malformed" : read_attribute(reader);
        if (wrong)
            return WRONG(reader, wrong);
    }
    reader->at += reader->is_empty ? 2 : 1;
    if (reader->depth == SEI_XML_DEPTH_MAX)
        return WRONG(reader, "elements nest too deeply");
    reader->open[reader->depth++] = reader->name;
    reader->had_root = true;
    return SEI_XML_OPEN;
}

static sei_xml_event close_element(sei_xml_reader *reader) {
    reader->name = reader->open[--reader->depth];
    reader->is_empty = false;
    return SEI_XML_CLOSE;
}

static sei_xml_event read_close(sei_xml_reader *reader) {
    sei_str name;
    reader->at += 2;
    if (!read_name(reader, &name) || reader->depth == 0 ||
        !sei_str_equal(name, reader->open[reader->depth - 1]))
        return WRONG(reader, "tags do not match");
    skip_space(reader);
    if (!looking_at(reader, ">"))
        return WRONG(reader, "a tag is malformed");
    reader->at++;
    return close_element(reader);
}

/* A document type that only names one is passed over: nothing is fetched, nothing declared. */
static bool skip_document_type(sei_xml_reader *reader) {
    size_t end = sei_str_find_byte(reader->bytes, '>', reader->at);
    sei_str type = sei_str_slice(reader->bytes, reader->at, end);
    bool is_plain =
        end != SEI_STR_NONE && !reader->had_root && sei_str_find_byte(type, '[', 0) == SEI_STR_NONE;
    reader->at = is_plain ? end + 1 : reader->at;
    return is_plain;
}

static sei_xml_event read_section(sei_xml_reader *reader) {
    size_t start = reader->at + sizeof "<![CDATA[" - 1;
    if (!skip_past(reader, "]]>") || reader->depth == 0)
        return WRONG(reader, "a CDATA section is malformed");
    reader->text = sei_str_slice(reader->bytes, start, reader->at - 3);
    return SEI_XML_TEXT;
}

static sei_xml_event read_text(sei_xml_reader *reader) {
    size_t start = reader->at;
    size_t end = sei_str_find_byte(reader->bytes, '<', start);
    reader->at = end == SEI_STR_NONE ? reader->bytes.size : end;
    sei_str raw = sei_str_slice(reader->bytes, start, reader->at);
    if (reader->depth == 0 && sei_str_trim_ascii(raw).size > 0)
        return WRONG(reader, "there is text outside the root element");
    if (!resolve(reader, raw, &reader->text))
        return WRONG(reader, "an entity is not one of XML's own");
    return SEI_XML_TEXT;
}

/* One construct; SEI_XML_DONE stands for one that is passed over. */
static sei_xml_event read_construct(sei_xml_reader *reader) {
    if (reader->bytes.at[reader->at] != '<')
        return read_text(reader);
    if (looking_at(reader, "<!--"))
        return skip_past(reader, "-->") ? SEI_XML_DONE : WRONG(reader, "a comment does not end");
    if (looking_at(reader, "<?"))
        return skip_past(reader, "?>") ? SEI_XML_DONE
                                       : WRONG(reader, "an instruction does not end");
    if (looking_at(reader, "<![CDATA["))
        return read_section(reader);
    if (looking_at(reader, "<!"))
        return looking_at(reader, "<!DOCTYPE") && skip_document_type(reader)
                   ? SEI_XML_DONE
                   : WRONG(reader, "it declares a document type of its own");
    return looking_at(reader, "</") ? read_close(reader) : read_open(reader);
}

sei_xml_event sei_xml_next(sei_xml_reader *reader) {
    if (reader->is_empty)
        return close_element(reader);
    while (reader->at < reader->bytes.size) {
        sei_xml_event event = read_construct(reader);
        if (event != SEI_XML_DONE && !(event == SEI_XML_TEXT && reader->depth == 0))
            return event;
    }
    if (reader->depth > 0)
        return WRONG(reader, "an element does not end");
    return reader->had_root ? SEI_XML_DONE : WRONG(reader, "there is no root element");
}
