/* Well-formed XML, by construction. */
#include "epub/markup.h"

#include <string.h>

#include "base/assert.h"
#include "base/utf8.h"

void sei_markup_init(sei_markup *xml, sei_arena *arena) {
    *xml = (sei_markup){.arena = arena};
    sei_buf_init(&xml->out, arena->memory);
    sei_buf_add(&xml->out, SEI_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
}

sei_str sei_markup_finish(sei_markup *xml) {
    sei_markup_close_to(xml, 0);
    sei_buf_add_byte(&xml->out, '\n');
    sei_str document = sei_arena_copy(xml->arena, sei_buf_str(&xml->out));
    sei_buf_fini(&xml->out);
    return document;
}

void sei_markup_doctype_html(sei_markup *xml) {
    sei_buf_add(&xml->out, SEI_STR("<!DOCTYPE html>\n"));
}

static void end_tag(sei_markup *xml) {
    if (xml->in_tag)
        sei_buf_add_byte(&xml->out, '>');
    xml->in_tag = false;
}

void sei_markup_open(sei_markup *xml, const char *name) {
    end_tag(xml);
    sei_buf_add_byte(&xml->out, '<');
    sei_buf_add(&xml->out, sei_str_from(name));
    SEI_VEC_ADD(xml->arena, &xml->open, name);
    xml->in_tag = true;
}

/* XML 1.0's Char, without the noncharacters at the end of the BMP. */
static bool is_char(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

static const char *reference_of(uint32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

/* Runs of ordinary bytes are copied whole. */
static void add_escaped(sei_buf *out, sei_str text) {
    size_t from = 0;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = sei_utf8_next(text, &at);
        const char *reference = reference_of(c);
        bool is_whole = c != SEI_REPLACEMENT || at - start == 3;
        if (!reference && is_char(c) && is_whole)
            continue;
        sei_buf_add(out, sei_str_slice(text, from, start));
        if (reference)
            sei_buf_add(out, sei_str_from(reference));
        else if (!is_whole)
            sei_buf_add_code_point(out, SEI_REPLACEMENT);
        from = at;
    }
    sei_buf_add(out, sei_str_slice(text, from, text.size));
}

void sei_markup_attribute(sei_markup *xml, const char *name, sei_str value) {
    sei_assert(xml->in_tag);
    sei_buf_add_byte(&xml->out, ' ');
    sei_buf_add(&xml->out, sei_str_from(name));
    sei_buf_add(&xml->out, SEI_STR("=\""));
    add_escaped(&xml->out, value);
    sei_buf_add_byte(&xml->out, '"');
}

void sei_markup_attribute_text(sei_markup *xml, const char *name, const char *value) {
    sei_markup_attribute(xml, name, sei_str_from(value));
}

void sei_markup_text(sei_markup *xml, sei_str text) {
    end_tag(xml);
    add_escaped(&xml->out, text);
}

size_t sei_markup_text_bytes(sei_str text) {
    size_t bytes = text.size;
    for (size_t i = 0; i < text.size; i++) {
        const char *reference = reference_of((unsigned char)text.at[i]);
        bytes += reference ? strlen(reference) - 1 : 0;
    }
    return bytes;
}

void sei_markup_close(sei_markup *xml) {
    sei_assert(xml->open.size > 0);
    const char *name = xml->open.at[--xml->open.size];
    if (xml->in_tag) {
        sei_buf_add(&xml->out, SEI_STR("/>"));
        xml->in_tag = false;
        return;
    }
    sei_buf_add(&xml->out, SEI_STR("</"));
    sei_buf_add(&xml->out, sei_str_from(name));
    sei_buf_add_byte(&xml->out, '>');
}

void sei_markup_close_to(sei_markup *xml, size_t depth) {
    while (xml->open.size > depth)
        sei_markup_close(xml);
}

void sei_markup_element(sei_markup *xml, const char *name, sei_str text) {
    sei_markup_open(xml, name);
    sei_markup_text(xml, text);
    sei_markup_close(xml);
}

void sei_markup_line(sei_markup *xml) {
    end_tag(xml);
    sei_buf_add_byte(&xml->out, '\n');
}
