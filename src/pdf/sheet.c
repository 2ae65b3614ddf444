/* Imposed pages → sheets: every page is written once, as a form, and shown where the plan puts it
 * (impose.h); links and outline lead to the sheet and the place on it.
 *
 * An imposed file is for paper: it is not tagged, and claims no more than PDF/A-2u. The rule that
 * is easy to break: with one side alone asked for, a page may stand on no sheet of the file. */
#include "pdf/sheet.h"

#include "pdf/fold_mark.h"
#include "pdf/object.h"
#include "pdf/syntax.h"

/* Where each page stands. */
static void find_spots(sei_pdf_document *document, sei_pdf_sheets *sheets) {
    const uint32_t count = document->request->pages->count;
    sheets->spots = SEI_NEW_ARRAY(&document->arena, sei_pdf_spot, count);
    for (uint32_t i = 0; i < count; i++)
        sheets->spots[i].side = SEI_PDF_NO_SHEET;
    for (uint32_t s = 0; s < sheets->plan.side_count; s++)
        for (uint32_t c = 0; c < sheets->plan.sides[s].cell_count; c++) {
            const sei_impose_cell *cell = &sheets->plan.sides[s].cells[c];
            if (cell->page != SEI_IMPOSE_BLANK)
                sheets->spots[cell->page] = (sei_pdf_spot){s, cell};
        }
}

sei_impose_pages sei_pdf_sheet_pages(const sei_pages *pages, const sei_style *style) {
    sei_impose_pages all = {.count = pages->count,
                            .width = pages->at[0].width,
                            .height = pages->at[0].height,
                            .binds_right = style->page.binds_right};
    for (size_t i = 0; i < style->back_count; i++)
        all.ends_with_cover |= style->back[i] == SEI_PART_BACK_COVER;
    return all;
}

bool sei_pdf_sheet_plan(sei_pdf_document *document) {
    const sei_pdf_request *request = document->request;
    if (request->imposition.scheme == SEI_IMPOSE_NONE)
        return true;
    const sei_impose_pages pages = sei_pdf_sheet_pages(request->pages, request->style);
    sei_pdf_sheets *sheets = SEI_NEW(&document->arena, sei_pdf_sheets);
    if (!sei_impose_plan_make(&request->imposition, &pages, &document->arena, &sheets->plan,
                              document->status))
        return false;
    sheets->forms = SEI_NEW_ARRAY(&document->arena, uint32_t, pages.count);
    find_spots(document, sheets);
    document->sheets = sheets;
    return true;
}

uint32_t sei_pdf_sheet_count(const sei_pdf_document *document) {
    return document->sheets ? document->sheets->plan.side_count : document->request->pages->count;
}

uint32_t sei_pdf_sheet_of(const sei_pdf_document *document, uint32_t page) {
    return document->sheets ? document->sheets->spots[page].side : page;
}

void sei_pdf_sheet_point(const sei_pdf_document *document, uint32_t page, sei_length *x,
                         sei_length *y) {
    if (document->sheets && document->sheets->spots[page].cell)
        sei_impose_point(&document->sheets->plan, document->sheets->spots[page].cell, x, y);
}

void sei_pdf_sheet_add_form(sei_pdf_document *document, uint32_t page, sei_str packed) {
    document->sheets->forms[page] =
        sei_pdf_stream_add(document, packed, sei_buf_str(&document->entries));
}

/* --- a side ---------------------------------------------------------------------------------- */

static void put_lengths(sei_buf *out, const sei_length *lengths, size_t count) {
    for (size_t i = 0; i < count; i++)
        sei_pdf_put_length(out, lengths[i]);
}

/* The page's form, cut off at the edges of its place. */
static void show_page(const sei_pdf_document *document, const sei_impose_cell *cell, sei_buf *out) {
    const sei_impose_plan *plan = &document->sheets->plan;
    const sei_length clip[] = {cell->x, cell->y, cell->width, cell->height};
    const int32_t scale = cell->is_upside_down ? -plan->scale : plan->scale;
    sei_length x = 0, y = 0;
    sei_impose_point(plan, cell, &x, &y);
    const sei_length matrix[] = {scale, 0, 0, scale, x, y};
    sei_buf_add(out, SEI_STR("q\n"));
    put_lengths(out, clip, 4);
    sei_buf_add(out, SEI_STR("re W n\n"));
    put_lengths(out, matrix, 6);
    sei_buf_print(out, "cm\n/P%u Do\nQ\n", (unsigned)cell->page);
}

/* Folds are dashed, cuts are not. */
static void put_marks(const sei_impose_plan *plan, sei_buf *out) {
    sei_impose_line marks[SEI_FOLD_MARKS_MAX];
    const uint32_t count = sei_fold_marks_make(plan, marks);
    sei_buf_add(out, SEI_STR("0 G\n"));
    sei_pdf_put_length(out, SEI_FOLD_MARK_WIDTH);
    sei_buf_add(out, SEI_STR("w\n"));
    for (uint32_t i = 0; i < count; i++) {
        const sei_length from[] = {marks[i].x1, marks[i].y1}, to[] = {marks[i].x2, marks[i].y2};
        sei_buf_add(out, marks[i].is_cut ? SEI_STR("[]0 d\n") : SEI_STR("[2 2]0 d\n"));
        put_lengths(out, from, 2);
        sei_buf_add(out, SEI_STR("m\n"));
        put_lengths(out, to, 2);
        sei_buf_add(out, SEI_STR("l\nS\n"));
    }
}

/* --- the sheets ------------------------------------------------------------------------------ */

static void put_entries(const sei_pdf_sheets *sheets, const sei_impose_side *side, sei_buf *out) {
    const sei_length box[] = {0, 0, sheets->plan.width, sheets->plan.height};
    sei_buf_clear(out);
    sei_buf_add(out, SEI_STR("/MediaBox["));
    put_lengths(out, box, 4);
    sei_buf_add(out, SEI_STR("]/Resources<</XObject<<"));
    for (uint32_t i = 0; i < side->cell_count; i++)
        if (side->cells[i].page != SEI_IMPOSE_BLANK)
            sei_buf_print(out, "/P%u %u 0 R", (unsigned)side->cells[i].page,
                          (unsigned)sheets->forms[side->cells[i].page]);
    sei_buf_add(out, SEI_STR(">>>>"));
}

static void write_side(sei_pdf_document *document, uint32_t number) {
    const sei_pdf_sheets *sheets = document->sheets;
    const sei_impose_side *side = &sheets->plan.sides[number];
    uint32_t pages[SEI_IMPOSE_CELLS_MAX], count = 0;
    sei_buf_clear(&document->stream);
    for (uint32_t i = 0; i < side->cell_count; i++) {
        if (side->cells[i].page == SEI_IMPOSE_BLANK)
            continue;
        show_page(document, &side->cells[i], &document->stream);
        pages[count++] = side->cells[i].page;
    }
    if (document->request->imposition.has_marks && !side->is_back)
        put_marks(&sheets->plan, &document->stream);
    sei_str packed = sei_pdf_stream_pack(document, sei_buf_str(&document->stream));
    put_entries(sheets, side, &document->entries);
    sei_pdf_link_add(document, pages, count);
    sei_pdf_page_set(document, document->pages[number], packed, sei_buf_str(&document->entries));
}

void sei_pdf_sheet_write(sei_pdf_document *document) {
    for (uint32_t i = 0; i < document->sheets->plan.side_count && document->error == HPDF_OK; i++)
        write_side(document, i);
}
