/* A bench for tests of whole pages: small trees built by hand, the bundled fonts, a small page. */
#ifndef SEI_TEST_FLOW_BENCH_H
#define SEI_TEST_FLOW_BENCH_H

#include "doc/node.h"
#include "flow/flow.h"
#include "test.h"

#define PT(n) ((n)*SEI_POINT)

typedef struct bench {
    sei_memory memory;
    sei_arena arena;
    sei_diags diags;
    sei_style style;
    sei_font_library *library;
    sei_font_set *fonts;
    sei_node *root, *chapter;
    const sei_source *source;
    sei_book book;
    const sei_pages *pages;
} bench;

static inline sei_root folder(bench *b, const char *name) {
    sei_root root = {0};
    sei_status status = {0};
    CHECK(sei_root_open(&root, &b->arena, sei_arena_print(&b->arena, "%s/%s", SEI_TEST_ROOT, name),
                        &status));
    return root;
}

static inline void set(bench *b, const char *path, const char *value) {
    const sei_style_setting setting = {sei_str_from(path), sei_str_from(value), NULL, 0};
    sei_status status = {0};
    CHECK(sei_style_apply(&b->style, &b->arena, &setting, 1, &b->diags, &status));
}

static inline void open_fonts(bench *b) {
    const sei_root fonts = folder(b, "fonts");
    sei_status status = {0};
    sei_font_request request = {.fallback = b->style.fonts.fallback,
                                .fallback_count = b->style.fonts.fallback_count};
    for (int r = 0; r < SEI_FACE_ROLE_COUNT; r++) {
        request.families[r].regular = b->style.fonts.families[r].regular;
        request.families[r].bold = b->style.fonts.families[r].bold;
        request.latin[r].regular = b->style.fonts.latin[r].regular;
        request.latin[r].bold = b->style.fonts.latin[r].bold;
    }
    b->library = sei_font_library_open(&b->memory, &fonts, 1, false, &status);
    b->fonts = sei_font_set_open(b->library, &request, &status);
    CHECK(b->fonts != NULL);
}

/* A page of 20 characters by 10 lines, 10 pt with gaps of 5 pt, no front matter. */
static inline void set_up(bench *b) {
    *b = (bench){0};
    sei_memory_init(&b->memory, sei_allocator_system(), 0);
    sei_arena_init(&b->arena, &b->memory);
    sei_diags_init(&b->diags, &b->arena);
    const sei_root styles = folder(b, "styles");
    sei_status status = {0};
    CHECK(sei_style_load(&b->style, &b->arena, &styles, NULL, SEI_STR("base"), &b->diags, &status));
    set(b, "text.size", "10pt");
    set(b, "text.line-gap", "5pt");
    set(b, "text.line-length", "20");
    set(b, "text.lines", "10");
    set(b, "page.size", "A6");
    set(b, "footnotes.size", "7pt");
    set(b, "footnotes.mark", "\"{n})\"");
    open_fonts(b);
    b->source = sei_source_new(&b->arena, SEI_STR("note.md"), SEI_STR(""), 0);
    b->root = sei_node_new(&b->arena, SEI_NODE_BOOK, 0, 0);
    b->chapter = sei_node_new(&b->arena, SEI_NODE_CHAPTER, 0, 0);
    sei_node_append(b->root, b->chapter);
    b->book.info.title = SEI_STR("題");
    b->book.info.lang = SEI_LANG_JA;
}

static inline void tear_down(bench *b) {
    sei_font_set_close(b->fonts);
    sei_font_library_close(b->library);
    sei_arena_fini(&b->arena);
    sei_memory_fini(&b->memory);
}

static inline void run(bench *b) {
    uint32_t id = 0;
    for (sei_node *node = b->root; node != NULL; node = sei_node_next(b->root, node))
        node->id = ++id;
    b->book.root = b->root;
    b->book.node_count = id;
    b->book.sources = &b->source;
    b->book.source_count = 1;
    const sei_flow_request request = {.book = &b->book,
                                      .style = &b->style,
                                      .fonts = b->fonts,
                                      .arena = &b->arena,
                                      .memory = &b->memory,
                                      .diags = &b->diags};
    b->pages = sei_flow_pages(&request);
}

static inline sei_node *add(bench *b, sei_node *parent, sei_node_kind kind) {
    sei_node *node = sei_node_new(&b->arena, kind, 0, 0);
    sei_node_append(parent, node);
    return node;
}

static inline sei_node *add_text(bench *b, sei_node *parent, const char *text) {
    sei_node *node = add(b, parent, SEI_NODE_TEXT);
    node->as.text = sei_str_from(text);
    return node;
}

static inline sei_node *add_leaf(bench *b, sei_node *parent, sei_node_kind kind, const char *text) {
    sei_node *leaf = add(b, parent, kind);
    add_text(b, leaf, text);
    return leaf;
}

/* A paragraph of n full lines of the column (its indent included). */
static inline sei_node *add_lines(bench *b, sei_node *parent, int lines) {
    sei_str text = {0};
    for (int i = 0; i < 20 * lines - 1; i++)
        text = sei_arena_print(&b->arena, "%.*s字", SEI_STR_ARG(text));
    return add_leaf(b, parent, SEI_NODE_PARAGRAPH, text.at);
}

static inline sei_node *add_heading(bench *b, int level, const char *text) {
    sei_node *heading = add_leaf(b, b->chapter, SEI_NODE_HEADING, text);
    heading->as.heading.level = level;
    heading->as.heading.depth = level;
    return heading;
}

static inline sei_node *add_note(bench *b, sei_node *leaf, sei_node *notes, const char *text) {
    sei_node *note = add(b, notes, SEI_NODE_NOTE);
    note->as.note.number = notes->first == note ? 1 : note->previous->as.note.number + 1;
    add_leaf(b, note, SEI_NODE_PARAGRAPH, text);
    sei_node *mark = add(b, leaf, SEI_NODE_NOTE_MARK);
    mark->as.note.note = note;
    return note;
}

/* The page (from 0) of the first run whose text begins like this, or -1; its place too. */
static inline int find_text(const bench *b, const char *text, sei_length *x, sei_length *y) {
    const sei_str start = sei_str_from(text);
    for (uint32_t p = 0; p < b->pages->count; p++) {
        for (uint32_t i = 0; i < b->pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b->pages->at[p].draws[i];
            if (draw->kind == SEI_DRAW_RUN && sei_str_starts(draw->as.run.run->text, start)) {
                *x = draw->as.run.x;
                *y = draw->as.run.y;
                return (int)p;
            }
        }
    }
    return -1;
}

static inline int count_kind(const sei_page *page, sei_draw_kind kind) {
    int count = 0;
    for (uint32_t i = 0; i < page->draw_count; i++)
        count += page->draws[i].kind == kind;
    return count;
}

/* The first run of a page that is a running head or folio, or NULL. */
static inline const sei_draw *find_furniture(const sei_page *page) {
    for (uint32_t i = 0; i < page->draw_count; i++)
        if (page->draws[i].role == SEI_ROLE_PAGINATION)
            return &page->draws[i];
    return NULL;
}

#endif
