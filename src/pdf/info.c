/* What is said of the document as a whole: the Info dictionary and the same once more as XMP, the
 * language, how a reader opens it (ISO 32000-1, 14.3, 7.7.2, 12.2). Dates come from the notes, else
 * from SOURCE_DATE_EPOCH, else there are none (DESIGN, invariant 5).
 *
 * The rule that is easy to break: what both say must be equal to the letter (ISO 19005-2, 6.6.3),
 * so both are written from one table. */
#include "pdf/date.h"
#include "pdf/object.h"
#include "pdf/syntax.h"

#include "base/utf8.h"

/* How XMP holds a property. */
typedef enum shape {
    SHAPE_TEXT,
    SHAPE_LANGUAGES, /* alternatives by language: the default alone */
    SHAPE_SEQUENCE,
    SHAPE_BAG
} shape;

/* One thing that is said: its key in Info ("" for none), its XMP property, its text. */
typedef struct fact {
    const char *key, *property;
    shape shape;
    sei_str text;
} fact;

#define FACTS_MAX 11

static sei_str join(sei_arena *arena, sei_memory *memory, const sei_str *parts, size_t count) {
    sei_buf joined;
    sei_buf_init(&joined, memory);
    for (size_t i = 0; i < count; i++) {
        sei_buf_add(&joined, i > 0 ? SEI_STR(", ") : SEI_STR(""));
        sei_buf_add(&joined, parts[i]);
    }
    sei_str text = sei_arena_copy(arena, sei_buf_str(&joined));
    sei_buf_fini(&joined);
    return text;
}

/* Facts without a text are left out by the writers. Several authors are one entry: so Info says
 * them. */
static void collect_facts(const sei_pdf_request *request, sei_arena *arena, fact facts[FACTS_MAX]) {
    const sei_book_info *info = &request->book->info;
    sei_str authors = join(arena, request->memory, info->authors, info->author_count);
    sei_str tags = join(arena, request->memory, info->tags, info->tag_count);
    sei_str producer = sei_str_from(request->producer);
    const fact all[FACTS_MAX] = {
        {"Title", "dc:title", SHAPE_LANGUAGES, info->title},
        {"Author", "dc:creator", SHAPE_SEQUENCE, authors},
        {"Subject", "dc:description", SHAPE_LANGUAGES, info->description},
        {"Keywords", "pdf:Keywords", SHAPE_TEXT, tags},
        {"Creator", "xmp:CreatorTool", SHAPE_TEXT, producer},
        {"Producer", "pdf:Producer", SHAPE_TEXT, producer},
        {"", "dc:publisher", SHAPE_BAG, info->publisher},
        {"", "dc:rights", SHAPE_LANGUAGES, info->rights},
        {"", "dc:identifier", SHAPE_TEXT, info->identifier},
        {"", "dc:language", SHAPE_BAG, info->lang_tag},
        {"", "dc:format", SHAPE_TEXT, SEI_STR("application/pdf")},
    };
    for (size_t i = 0; i < FACTS_MAX; i++)
        facts[i] = all[i];
}

/* The first of the dates that is one, else the epoch; false when there is neither. */
static bool choose_date(const sei_pdf_request *request, const sei_str *dates, size_t count,
                        sei_pdf_date *date) {
    for (size_t i = 0; i < count; i++)
        if (sei_pdf_date_parse(dates[i], date))
            return true;
    if (request->epoch < 0)
        return false;
    *date = sei_pdf_date_from_epoch(request->epoch);
    return true;
}

static bool find_created(const sei_pdf_request *request, sei_pdf_date *date) {
    const sei_book_info *info = &request->book->info;
    const sei_str dates[] = {info->created, info->date};
    return choose_date(request, dates, sizeof dates / sizeof *dates, date);
}

static bool find_modified(const sei_pdf_request *request, sei_pdf_date *date) {
    const sei_book_info *info = &request->book->info;
    const sei_str dates[] = {info->modified, info->created, info->date};
    return choose_date(request, dates, sizeof dates / sizeof *dates, date);
}

static void set_info(sei_pdf_document *document, const fact facts[FACTS_MAX]) {
    sei_buf *out = &document->entries;
    sei_pdf_date date;
    char text[24];
    sei_buf_clear(out);
    for (size_t i = 0; i < FACTS_MAX; i++) {
        if (facts[i].text.size > 0 && facts[i].key[0] != 0) {
            sei_buf_print(out, "/%s", facts[i].key);
            sei_pdf_put_text(out, facts[i].text);
        }
    }
    if (find_created(document->request, &date)) {
        sei_pdf_date_print(&date, text);
        sei_buf_print(out, "/CreationDate(%s)", text);
    }
    if (find_modified(document->request, &date)) {
        sei_pdf_date_print(&date, text);
        sei_buf_print(out, "/ModDate(%s)", text);
    }
    sei_pdf_object_set(document, document->haru->info, sei_buf_str(out));
}

/* The same characters that sei_pdf_put_text writes, as XML. */
static void put_xml(sei_buf *out, sei_str text) {
    text = sei_pdf_text_fit(text);
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = sei_pdf_text_character(sei_utf8_next(text, &at));
        switch (code_point) {
        case '&':
            sei_buf_add(out, SEI_STR("&amp;"));
            break;
        case '<':
            sei_buf_add(out, SEI_STR("&lt;"));
            break;
        case '>':
            sei_buf_add(out, SEI_STR("&gt;"));
            break;
        default:
            sei_buf_add_code_point(out, code_point);
        }
    }
}

static void put_property(sei_buf *out, const fact *said) {
    static const struct {
        const char *before, *after;
    } shapes[] = {
        [SHAPE_TEXT] = {"", ""},
        [SHAPE_LANGUAGES] = {"<rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt>"},
        [SHAPE_SEQUENCE] = {"<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>"},
        [SHAPE_BAG] = {"<rdf:Bag><rdf:li>", "</rdf:li></rdf:Bag>"},
    };
    sei_buf_print(out, "<%s>%s", said->property, shapes[said->shape].before);
    put_xml(out, said->text);
    sei_buf_print(out, "%s</%s>\n", shapes[said->shape].after, said->property);
}

static void put_dates(sei_buf *out, const sei_pdf_request *request) {
    sei_pdf_date date;
    char text[24];
    if (find_created(request, &date)) {
        sei_pdf_date_print_iso(&date, text);
        sei_buf_print(out, "<xmp:CreateDate>%s</xmp:CreateDate>\n", text);
    }
    if (find_modified(request, &date)) {
        sei_pdf_date_print_iso(&date, text);
        sei_buf_print(out, "<xmp:ModifyDate>%s</xmp:ModifyDate>\n", text);
    }
}

/* The XMP packet (ISO 16684-1); not compressed, so that tools which know no PDF find it. */
static void add_metadata(sei_pdf_document *document, const fact facts[FACTS_MAX]) {
    sei_buf *out = &document->stream;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                             "<rdf:Description rdf:about=\"\""
                             " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                             " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"));
    for (size_t i = 0; i < FACTS_MAX; i++)
        if (facts[i].text.size > 0)
            put_property(out, &facts[i]);
    put_dates(out, document->request);
    sei_buf_add(out, SEI_STR("</rdf:Description>\n"));
    sei_pdf_standard_put(document, out);
    sei_buf_add(out, SEI_STR("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"));
    sei_str packet = sei_arena_copy(&document->arena, sei_buf_str(out));
    uint32_t number = sei_pdf_stream_add(document, packet, SEI_STR("/Type/Metadata/Subtype/XML"));
    sei_buf_print(&document->catalog, "/Metadata %u 0 R", (unsigned)number);
}

void sei_pdf_info_add(sei_pdf_document *document) {
    if (document->error != HPDF_OK)
        return;
    fact facts[FACTS_MAX];
    sei_arena_mark mark = sei_arena_mark_take(&document->scratch);
    collect_facts(document->request, &document->scratch, facts);
    set_info(document, facts);
    add_metadata(document, facts);
    sei_arena_mark_release(&document->scratch, mark);
    sei_buf_add(&document->catalog, SEI_STR("/Lang"));
    sei_pdf_put_bytes(&document->catalog, document->request->book->info.lang_tag);
    sei_buf_add(&document->catalog, SEI_STR("/ViewerPreferences<</DisplayDocTitle true>>"));
}
