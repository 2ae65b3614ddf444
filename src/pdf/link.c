/* A page's links → annotations (ISO 32000-1, 12.5). A place inside the book is a destination of its
 * own in the annotation, no named one and no action; a place outside is a URI action, another
 * document of the same batch a GoToR action.
 *
 * The rules that are easy to break: a URI is ASCII (12.6.4.7), so other bytes are percent-encoded;
 * and a long address has as many annotations as it has lines, so that nothing may be written with
 * each of them that is as long as the address. */
#include "pdf/object.h"
#include "pdf/syntax.h"

#include "base/limits.h"

#define LONG_URL ((size_t)256)     /* bytes from which the lines of a link share their action */
#define CONTENTS_MAX ((size_t)512) /* bytes of what a screen reader says of a link */

#define LINKS_ON_PAGE                                                                              \
    8000 /* below the array limit of every reader (ISO 32000-1, annex C: 8191)                     \
          */

static bool is_hex(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') ||
           (byte >= 'a' && byte <= 'f');
}

/* Whether the byte at `at` stands in a URI as it is (RFC 3986, appendix A). */
static bool is_uri_byte(sei_str url, size_t at) {
    char byte = url.at[at];
    if (byte == '%')
        return at + 2 < url.size && is_hex(url.at[at + 1]) && is_hex(url.at[at + 2]);
    return byte > ' ' && byte < 0x7F &&
           sei_str_find_byte(SEI_STR("\"<>\\^`{|}"), byte, 0) == SEI_STR_NONE;
}

static sei_str encode_uri(sei_arena *arena, sei_str url) {
    static const char digits[] = "0123456789ABCDEF";
    char *uri = sei_arena_alloc(arena, 3 * url.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < url.size; i++) {
        unsigned char byte = (unsigned char)url.at[i];
        if (is_uri_byte(url, i)) {
            uri[size++] = (char)byte;
        } else {
            uri[size++] = '%';
            uri[size++] = digits[byte >> 4];
            uri[size++] = digits[byte & 15];
        }
    }
    return (sei_str){uri, size};
}

/* The entries of a URI action: false when the address is too long for one. */
static bool put_action(sei_pdf_document *document, sei_buf *out, sei_str url) {
    sei_str uri = url; /* encoding makes it no shorter */
    if (url.size <= SEI_LIMIT_PDF_STRING)
        uri = encode_uri(&document->scratch, url);
    if (uri.size > SEI_LIMIT_PDF_STRING) {
        sei_diag_add(document->request->diags, SEI_DIAG_LIMIT, NULL, 0,
                     "a link's address is longer than %zu bytes; it is printed as plain text",
                     SEI_LIMIT_PDF_STRING);
        return false;
    }
    sei_buf_add(out, SEI_STR("/S/URI/URI"));
    sei_pdf_put_bytes(out, uri);
    return true;
}

/* The object with a long address's action, the last one's when that had the same address; 0 when it
 * is too long for one. */
static uint32_t long_action(sei_pdf_document *document, sei_str url) {
    if (!sei_str_equal(url, document->long_url)) {
        sei_buf action;
        sei_buf_init(&action, document->request->memory);
        document->long_url = url;
        document->long_action = put_action(document, &action, url)
                                    ? sei_pdf_object_add(document, sei_buf_str(&action))
                                    : 0;
        sei_buf_fini(&action);
    }
    return document->long_action;
}

static bool put_url(sei_pdf_document *document, sei_buf *out, sei_str url) {
    if (url.size > LONG_URL) {
        uint32_t action = long_action(document, url);
        sei_buf_add(out, SEI_STR("/A "));
        sei_pdf_put_reference(out, action);
        return action != 0;
    }
    sei_buf_add(out, SEI_STR("/A<<"));
    bool is_put = put_action(document, out, url);
    sei_buf_add(out, SEI_STR(">>"));
    return is_put;
}

static void put_contents(sei_buf *out, sei_str contents) {
    size_t end = contents.size;
    if (end == 0)
        return;
    if (end > CONTENTS_MAX) {
        end = CONTENTS_MAX;
        while (end > 0 && ((unsigned char)contents.at[end] & 0xC0) == 0x80)
            end--; /* no part of a character */
    }
    sei_buf_add(out, SEI_STR("/Contents"));
    sei_pdf_put_text(out, sei_str_slice(contents, 0, end));
}

/* The PDF of another document, at its first page. A file specification is in bytes of the file
 * system, and says the same in Unicode for readers that ask for that (7.11.2). */
static bool put_sibling(sei_pdf_document *document, sei_buf *out, sei_str path) {
    const sei_str file = sei_arena_print(&document->scratch, "%.*s.pdf", SEI_STR_ARG(path));
    if (file.size > SEI_LIMIT_PDF_STRING)
        return false;
    sei_buf_add(out, SEI_STR("/A<</S/GoToR/D[0/Fit]/F<</Type/Filespec/F"));
    sei_pdf_put_bytes(out, file);
    sei_buf_add(out, SEI_STR("/UF"));
    sei_pdf_put_text(out, file);
    sei_buf_add(out, SEI_STR(">>>>"));
    return true;
}

/* Where the link leads: false when it leads nowhere. */
static bool put_target(sei_pdf_document *document, sei_buf *out, const sei_page_link *link) {
    if (link->url.size > 0)
        return put_url(document, out, link->url);
    if (link->sibling.size > 0)
        return put_sibling(document, out, link->sibling);
    const sei_pages *pages = document->request->pages;
    const sei_page_anchor *anchor =
        link->anchor != 0 ? sei_pages_find_anchor(pages, link->anchor) : NULL;
    if (!anchor || anchor->page >= pages->count)
        return false;
    return sei_pdf_put_destination(document, out, anchor->page, anchor->x, anchor->y);
}

/* Returns the annotation's number, 0 when there is nothing to follow. */
static uint32_t add_link(sei_pdf_document *document, uint32_t page, const sei_page_link *link,
                         sei_buf *out) {
    if (link->box.width <= 0 || link->box.height <= 0)
        return 0;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect"));
    sei_pdf_put_rectangle(document, out, page, &link->box);
    if (!put_target(document, out, link))
        return 0;
    put_contents(out, link->contents.size > 0 ? link->contents : link->url);
    if (document->sheets)
        return sei_pdf_object_add(document, sei_buf_str(out));
    sei_buf_add(out, SEI_STR("/StructParent "));
    sei_pdf_put_number(out, sei_pdf_mark_link_key(document));
    uint32_t number = sei_pdf_object_add(document, sei_buf_str(out));
    sei_pdf_mark_link(document, link, number);
    return number;
}

/* Adds a page's links behind `count` others; returns how many there are now. */
static uint32_t add_links(sei_pdf_document *document, uint32_t page, uint32_t count) {
    const sei_page *from = &document->request->pages->at[page];
    sei_buf *entries = &document->entries;
    for (uint32_t i = 0; i < from->link_count && count < LINKS_ON_PAGE; i++) {
        sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
        uint32_t number = add_link(document, page, &from->links[i], &document->stream);
        sei_arena_mark_release(&document->scratch, mark);
        if (number != 0) {
            sei_buf_add(entries, count == 0 ? SEI_STR("/Annots[") : SEI_STR(""));
            sei_pdf_put_reference(entries, number);
            count++;
        }
    }
    return count;
}

void sei_pdf_link_add(sei_pdf_document *document, const uint32_t *pages, uint32_t page_count) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < page_count; i++)
        count = add_links(document, pages[i], count);
    if (count == 0)
        return;
    sei_buf_add(&document->entries, document->sheets ? SEI_STR("]") : SEI_STR("]/Tabs/S"));
    if (count == LINKS_ON_PAGE) {
        sei_diag_add(document->request->diags, SEI_DIAG_LIMIT, NULL, 0,
                     "a page has %d links or more; further ones are plain text", LINKS_ON_PAGE);
    }
}
