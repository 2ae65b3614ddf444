/* Pages as text (`--dump pages`): what most layout tests compare, so that they read like the page
 * (DESIGN, invariant 12). Draws stand in the order in which they are drawn; only runs that follow
 * one another on one baseline, in one size and without an em between them, become one line, which
 * names each of their faces once. Numbers are points with at most four decimals; nothing rounds
 * twice. */
#include "base/assert.h"
#include "base/diag.h"
#include "page/page.h"

/* Faces that one joined line names. */
#define FACES_MAX 8

static void add_number(sei_buf *out, int64_t length) {
    char number[32];
    int size = sei_length_print(number, length);
    sei_buf_add(out, (sei_str){number, (size_t)size});
}

static void add_pair(sei_buf *out, sei_length a, const char *between, sei_length b) {
    add_number(out, a);
    sei_buf_add(out, sei_str_from(between));
    add_number(out, b);
}

static void add_box(sei_buf *out, const sei_box *box) {
    add_pair(out, box->x, ",", box->y);
    sei_buf_add_byte(out, ' ');
    add_pair(out, box->width, "x", box->height);
}

static void add_color(sei_buf *out, sei_color color) {
    sei_buf_print(out, " #%02x%02x%02x", color.red, color.green, color.blue);
}

static const char *role_name(sei_draw_role role) {
    switch (role) {
    case SEI_ROLE_CONTENT:
    case SEI_ROLE_ENTRY:
        return "";
    case SEI_ROLE_LABEL:
        return "label ";
    case SEI_ROLE_PAGINATION:
        return "(pagination) ";
    case SEI_ROLE_LAYOUT:
        return "(layout) ";
    }
    return "";
}

static void begin_line(sei_buf *out, const char *kind, sei_draw_role role) {
    sei_buf_print(out, "  %s %s", kind, role_name(role));
}

static bool same_color(sei_color a, sei_color b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* Whether `next` goes on where `draw` ends. */
static bool continues(const sei_draw *draw, const sei_draw *next) {
    if (next->kind != SEI_DRAW_RUN || next->role != draw->role)
        return false;
    const sei_run *run = draw->as.run.run, *after = next->as.run.run;
    int64_t gap = (int64_t)next->as.run.x - draw->as.run.x - run->length;
    return next->as.run.y == draw->as.run.y && after->size == run->size &&
           after->slanted == run->slanted && same_color(after->color, run->color) &&
           gap > -(int64_t)run->size && gap < run->size;
}

static void add_faces(sei_buf *out, const sei_draw *draws, uint32_t count) {
    const char *faces[FACES_MAX];
    size_t face_count = 0;
    for (uint32_t i = 0; i < count && face_count < FACES_MAX; i++) {
        const char *name = draws[i].as.run.run->face_name;
        size_t at = 0;
        while (at < face_count && !sei_str_equal(sei_str_from(faces[at]), sei_str_from(name)))
            at++;
        if (at < face_count)
            continue;
        sei_buf_print(out, "%s%s", face_count ? "+" : " ", name ? name : "?");
        faces[face_count++] = name;
    }
}

/* The runs draws[0 … count) as one line. */
static void dump_runs(sei_buf *out, const sei_draw *draws, uint32_t count) {
    const sei_run *first = draws[0].as.run.run;
    const sei_draw *last = &draws[count - 1];
    sei_buf text;
    begin_line(out, "text", draws[0].role);
    add_pair(out, draws[0].as.run.x, ",", draws[0].as.run.y);
    sei_buf_add(out, SEI_STR(" to "));
    add_number(out, (int64_t)last->as.run.x + last->as.run.run->length);
    add_faces(out, draws, count);
    sei_buf_add_byte(out, ' ');
    add_number(out, first->size);
    if (!same_color(first->color, (sei_color){0, 0, 0}))
        add_color(out, first->color);
    if (first->slanted)
        sei_buf_add(out, SEI_STR(" slanted"));
    if (first->vertical)
        sei_buf_add(out, SEI_STR(" vertical"));
    sei_buf_add_byte(out, ' ');
    sei_buf_init(&text, out->memory);
    for (uint32_t i = 0; i < count; i++)
        sei_buf_add(&text, draws[i].as.run.run->text);
    sei_json_escape(out, sei_buf_str(&text));
    sei_buf_fini(&text);
    sei_buf_add_byte(out, '\n');
}

static void dump_rect(sei_buf *out, const sei_draw *draw, const char *kind) {
    begin_line(out, kind, draw->role);
    add_box(out, &draw->as.rect.box);
    add_color(out, draw->as.rect.color);
    if (draw->kind == SEI_DRAW_FRAME) {
        sei_buf_add(out, SEI_STR(" line "));
        add_number(out, draw->as.rect.line);
    }
    sei_buf_add(out, draw->as.rect.dashed ? SEI_STR(" dashed\n") : SEI_STR("\n"));
}

static void dump_image(sei_buf *out, const sei_draw *draw, const sei_book *book) {
    uint32_t asset = draw->as.image.asset;
    begin_line(out, "image", draw->role);
    add_box(out, &draw->as.image.box);
    sei_buf_print(out, " asset %u ", (unsigned)asset + 1); /* as the tree counts them */
    sei_json_escape(out, asset < book->asset_count ? book->assets[asset].path : SEI_STR(""));
    sei_buf_add_byte(out, '\n');
}

/* The squares as a digest: the same code gives the same text. */
static void dump_qr(sei_buf *out, const sei_draw *draw) {
    const uint32_t side = draw->as.qr.side;
    const sei_length length = (sei_length)side * draw->as.qr.module;
    const sei_box box = {draw->as.qr.x, draw->as.qr.y, length, length};
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (uint32_t i = 0; i < side * side; i++)
        hash = (hash ^ draw->as.qr.cells[i]) * 16777619u;
    sei_buf_add(out, SEI_STR("  qr "));
    add_box(out, &box);
    sei_buf_print(out, " %ux%u %08x\n", (unsigned)side, (unsigned)side, (unsigned)hash);
}

/* Writes the line of draws[0] and of those that join it; returns how many they were. */
static uint32_t dump_draws(sei_buf *out, const sei_draw *draws, uint32_t count,
                           const sei_book *book) {
    uint32_t joined = 1;
    switch (draws[0].kind) {
    case SEI_DRAW_RUN:
        while (joined < count && continues(&draws[joined - 1], &draws[joined]))
            joined++;
        dump_runs(out, draws, joined);
        break;
    case SEI_DRAW_RECT:
        dump_rect(out, draws, "rect");
        break;
    case SEI_DRAW_FRAME:
        dump_rect(out, draws, "frame");
        break;
    case SEI_DRAW_IMAGE:
        dump_image(out, draws, book);
        break;
    case SEI_DRAW_QR:
        dump_qr(out, draws);
        break;
    }
    return joined;
}

static void dump_link(sei_buf *out, const sei_page_link *link) {
    sei_buf_add(out, SEI_STR("  link "));
    add_box(out, &link->box);
    if (link->anchor) {
        sei_buf_print(out, " to anchor %u", (unsigned)link->anchor);
    } else {
        sei_buf_add(out, SEI_STR(" to "));
        sei_json_escape(out, link->sibling.size > 0 ? link->sibling : link->url);
    }
    sei_buf_add_byte(out, ' ');
    sei_json_escape(out, link->contents);
    sei_buf_add_byte(out, '\n');
}

static void dump_anchor(sei_buf *out, const sei_page_anchor *anchor) {
    sei_buf_print(out, "  anchor %u ", (unsigned)anchor->anchor);
    add_pair(out, anchor->x, ",", anchor->y);
    sei_buf_add_byte(out, '\n');
}

/* The anchors' numbers in the order of their pages: those of page p are sorted[ends[p - 1] …
 * ends[p]) (from 0 for the first). One counting sort, so that a book of anchors is not walked for
 * each page. */
typedef struct anchor_order {
    uint32_t *ends, *sorted;
} anchor_order;

static anchor_order order_anchors(const sei_pages *pages, sei_memory *memory) {
    size_t slots = (size_t)pages->count + 1;
    anchor_order order;
    order.ends = sei_memory_resize(memory, NULL, slots * sizeof(uint32_t));
    order.sorted =
        sei_memory_resize(memory, NULL, ((size_t)pages->anchor_count + 1) * sizeof(uint32_t));
    for (size_t i = 0; i < slots; i++)
        order.ends[i] = 0;
    for (uint32_t i = 0; i < pages->anchor_count; i++) {
        sei_assert(pages->anchors[i].page < pages->count);
        order.ends[pages->anchors[i].page + 1]++;
    }
    for (size_t i = 1; i < slots; i++)
        order.ends[i] += order.ends[i - 1];
    for (uint32_t i = 0; i < pages->anchor_count; i++)
        order.sorted[order.ends[pages->anchors[i].page]++] = i;
    return order;
}

static void dump_page(sei_buf *out, const sei_pages *pages, uint32_t number, const sei_book *book,
                      const anchor_order *order) {
    const sei_page *page = &pages->at[number];
    sei_buf_print(out, "page %u ", (unsigned)number + 1);
    sei_json_escape(out, page->label);
    sei_buf_add_byte(out, ' ');
    add_pair(out, page->width, "x", page->height);
    sei_buf_add_byte(out, '\n');
    for (uint32_t i = 0; i < page->draw_count;)
        i += dump_draws(out, page->draws + i, page->draw_count - i, book);
    for (uint32_t i = 0; i < page->link_count; i++)
        dump_link(out, &page->links[i]);
    for (uint32_t i = number ? order->ends[number - 1] : 0; i < order->ends[number]; i++)
        dump_anchor(out, &pages->anchors[order->sorted[i]]);
}

void sei_pages_dump(const sei_pages *pages, const sei_book *book, sei_buf *out) {
    anchor_order order = order_anchors(pages, out->memory);
    for (uint32_t i = 0; i < pages->count; i++)
        dump_page(out, pages, i, book, &order);
    for (uint32_t i = 0; i < pages->outline_count; i++) {
        const sei_outline_entry *entry = &pages->outline[i];
        sei_buf_print(out, "outline %d page %u at ", entry->depth, (unsigned)entry->page + 1);
        add_number(out, entry->y);
        sei_buf_add_byte(out, ' ');
        sei_json_escape(out, entry->title);
        sei_buf_add_byte(out, '\n');
    }
    sei_memory_free(out->memory, order.ends);
    sei_memory_free(out->memory, order.sorted);
}
