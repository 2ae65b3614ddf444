/* The standards that a file claims: their names on the command line, and how XMP says them
 * (ISO 19005-2, 6.6.4 and 6.6.2.3; ISO 14289-1, 5). What they ask for stands where it is made:
 * every file is tagged (but for imposed ones), has an output intent, embedded fonts and no
 * forbidden action, whatever it claims. */
#include "pdf/document.h"

static const struct {
    const char *name;
    unsigned standards; /* bits; none: PDF 1.7 alone */
} names[] = {
    {"ua-1", SEI_PDF_UA_1},
    {"a-2a", SEI_PDF_A_2A},
    {"a-2u", SEI_PDF_A_2U},
    {"1.7", 0},
};

static bool find_name(sei_str name, unsigned *standards) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (sei_str_equal(name, sei_str_from(names[i].name))) {
            *standards = names[i].standards;
            return true;
        }
    }
    return false;
}

bool sei_pdf_standards_parse(sei_str list, unsigned *standards) {
    unsigned all = 0;
    sei_str name;
    bool is_known = list.size > 0;
    while (is_known && sei_str_split(&list, ',', &name)) {
        unsigned found = 0;
        is_known = find_name(sei_str_trim_ascii(name), &found);
        all |= found;
    }
    *standards = is_known ? all : *standards;
    return is_known;
}

/* PDF/A knows no namespace of PDF/UA: its property is declared where both are claimed. */
static void put_extension(sei_buf *out) {
    sei_buf_add(out, SEI_STR("<rdf:Description rdf:about=\"\""
                             " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                             " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                             " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                             "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                             "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
                             "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
                             "</pdfaSchema:namespaceURI>\n"
                             "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                             "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                             "<pdfaProperty:name>part</pdfaProperty:name>\n"
                             "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                             "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                             "<pdfaProperty:description>part of ISO 14289 that the file follows"
                             "</pdfaProperty:description>\n"
                             "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                             "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
                             "</rdf:Description>\n"));
}

/* An imposed file is not tagged: of what archives take, level U is left. */
static unsigned claims(const sei_pdf_document *document) {
    unsigned standards = document->request->standards;
    if (!document->sheets)
        return standards;
    return (standards & (SEI_PDF_A_2A | SEI_PDF_A_2U)) != 0 ? SEI_PDF_A_2U : 0;
}

void sei_pdf_standard_put(const sei_pdf_document *document, sei_buf *out) {
    unsigned standards = claims(document);
    bool is_archival = (standards & (SEI_PDF_A_2A | SEI_PDF_A_2U)) != 0;
    if (is_archival) {
        sei_buf_print(out,
                      "<rdf:Description rdf:about=\"\""
                      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                      "<pdfaid:part>2</pdfaid:part>\n"
                      "<pdfaid:conformance>%c</pdfaid:conformance>\n"
                      "</rdf:Description>\n",
                      (standards & SEI_PDF_A_2A) != 0 ? 'A' : 'U');
    }
    if ((standards & SEI_PDF_UA_1) != 0) {
        sei_buf_add(out, SEI_STR("<rdf:Description rdf:about=\"\""
                                 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                                 "<pdfuaid:part>1</pdfuaid:part>\n"
                                 "</rdf:Description>\n"));
        if (is_archival)
            put_extension(out);
    }
}
