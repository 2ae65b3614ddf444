/* The pages' folios → page labels (ISO 32000-1, 12.4.2): runs of pages whose labels count on in one
 * style. A label that is no number in a style of PDF's becomes a prefix with the number behind it,
 * or a prefix alone: what a reader shows is the folio as printed, always. */
#include "pdf/object.h"
#include "pdf/syntax.h"

#include "base/limits.h"

#define ROMAN_MAX 3999
#define RANGES_IN_LEAF 1000 /* of the number tree */

typedef struct label {
    char style; /* 'D', 'r', 'R' as in PDF; 0: the prefix is all */
    sei_str prefix;
    uint32_t number;
} label;

static const struct {
    uint32_t value;
    const char *lower, *upper;
} numerals[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                {1, "i", "I"}};

/* A number in roman numerals; returns the size. */
static size_t print_roman(uint32_t value, bool upper, char out[16]) {
    size_t size = 0;
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        for (; value >= numerals[i].value; value -= numerals[i].value) {
            const char *at = upper ? numerals[i].upper : numerals[i].lower;
            while (*at != 0)
                out[size++] = *at++;
        }
    }
    return size;
}

/* The value of a roman numeral in its one right spelling (at most 15 letters), or 0. */
static uint32_t parse_roman(sei_str text, bool upper) {
    uint32_t value = 0;
    size_t at = 0;
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals && value <= ROMAN_MAX; i++) {
        sei_str numeral = sei_str_from(upper ? numerals[i].upper : numerals[i].lower);
        while (value <= ROMAN_MAX && sei_str_starts(sei_str_slice(text, at, text.size), numeral)) {
            value += numerals[i].value;
            at += numeral.size;
        }
    }
    char right[16];
    bool is_right = at == text.size && value <= ROMAN_MAX &&
                    sei_str_equal(text, (sei_str){right, print_roman(value, upper, right)});
    return is_right ? value : 0;
}

/* The number of digits at the end that count as a page number: no leading zero, at most nine. */
static size_t count_digits(sei_str text) {
    size_t count = 0;
    while (count < text.size && count < 9) {
        char byte = text.at[text.size - 1 - count];
        if (byte < '0' || byte > '9')
            break;
        count++;
    }
    while (count > 0 && text.at[text.size - count] == '0')
        count--;
    return count;
}

static label parse_label(sei_str text) {
    uint32_t lower = parse_roman(text, false);
    uint32_t upper = parse_roman(text, true);
    if (text.size > 0 && (lower != 0 || upper != 0))
        return (label){lower != 0 ? 'r' : 'R', SEI_STR(""), lower != 0 ? lower : upper};
    size_t digits = count_digits(text);
    if (digits == 0)
        return (label){0, text, 0};
    int64_t number = 0;
    sei_str_parse_int(sei_str_slice(text, text.size - digits, text.size), &number);
    return (label){'D', sei_str_slice(text, 0, text.size - digits), (uint32_t)number};
}

/* Whether a page's label is what a reader would count to. */
static bool follows(const label *before, const label *after) {
    return before->style == after->style && sei_str_equal(before->prefix, after->prefix) &&
           (before->style == 0 || after->number == before->number + 1);
}

static void put_range(sei_buf *out, uint32_t page, const label *at) {
    sei_buf_print(out, "%u<<", (unsigned)page);
    if (at->style != 0)
        sei_buf_print(out, "/S/%c/St %u", at->style, (unsigned)at->number);
    if (at->prefix.size > 0) {
        sei_buf_add(out, SEI_STR("/P"));
        sei_pdf_put_text(out, at->prefix);
    }
    sei_buf_add(out, SEI_STR(">>"));
}

/* A leaf of the number tree, named in `kids`. */
static void add_leaf(sei_pdf_document *document, sei_buf *kids, const sei_buf *ranges,
                     uint32_t first, uint32_t last) {
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_print(out, "/Limits[%u %u]/Nums[", (unsigned)first, (unsigned)last);
    sei_buf_add(out, sei_buf_str(ranges));
    sei_buf_add_byte(out, ']');
    sei_pdf_put_reference(kids, sei_pdf_object_add(document, sei_buf_str(out)));
}

void sei_pdf_label_add(sei_pdf_document *document) {
    const sei_pages *pages = document->request->pages;
    sei_buf *ranges = &document->stream;
    sei_buf *kids = &document->packed;
    sei_buf_clear(ranges);
    sei_buf_clear(kids);
    label before = {0, SEI_STR(""), 0};
    uint32_t count = 0, first = 0, last = 0;
    for (uint32_t i = 0; i < pages->count; i++) {
        label now = parse_label(pages->at[i].label);
        if (i == 0 || !follows(&before, &now)) {
            if (count == RANGES_IN_LEAF) {
                add_leaf(document, kids, ranges, first, last);
                sei_buf_clear(ranges);
                count = 0;
            }
            first = count == 0 ? i : first;
            last = i;
            count++;
            put_range(ranges, i, &now);
        }
        before = now;
    }
    add_leaf(document, kids, ranges, first, last);
    sei_buf *out = &document->entries;
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/Kids["));
    sei_buf_add(out, sei_buf_str(kids));
    sei_buf_add_byte(out, ']');
    sei_buf_print(&document->catalog, "/PageLabels %u 0 R",
                  (unsigned)sei_pdf_object_add(document, sei_buf_str(out)));
}
