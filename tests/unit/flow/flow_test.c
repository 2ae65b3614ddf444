/* Whole pages from small trees built by hand. */
#include "bench.h"

TEST(an_empty_book_is_one_page) {
    bench b;
    set_up(&b);
    sei_node_unlink(b.chapter);
    run(&b);
    CHECK_INT(b.pages->count, 1);
    CHECK_INT(b.pages->map.count, 0);
    tear_down(&b);
}

TEST(body_lines_stand_on_the_grid) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 4; i++) {
        add_heading(&b, 3, "見出し");
        add_lines(&b, b.chapter, 3);
        sei_node *code = add(&b, b.chapter, SEI_NODE_CODE_BLOCK);
        code->as.code.text = SEI_STR("a\nb\nc\n");
        add_lines(&b, b.chapter, 2);
    }
    run(&b);
    const sei_length top = (b.style.page.height - PT(145)) / 2;
    int seen = 0;
    for (uint32_t p = 0; p < b.pages->count; p++) {
        for (uint32_t i = 0; i < b.pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b.pages->at[p].draws[i];
            if (draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_CONTENT &&
                sei_str_starts(draw->as.run.run->text, SEI_STR("字"))) {
                CHECK_INT((draw->as.run.y - top - PT(10) * 88 / 100) % PT(15), 0);
                seen++;
            }
        }
    }
    CHECK_INT(seen, 20);
    tear_down(&b);
}

TEST(paragraphs_are_indented_by_one_em) {
    bench b;
    set_up(&b);
    add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "段落");
    run(&b);
    sei_length x = 0;
    sei_length y = 0;
    CHECK_INT(find_text(&b, "段落", &x, &y), 0);
    CHECK_INT(x, (b.style.page.width - PT(200)) / 2 + PT(10));
    tear_down(&b);
}

TEST(notes_stand_at_the_foot_behind_their_mark) {
    bench b;
    set_up(&b);
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    add_note(&b, paragraph, notes, "注の文");
    sei_node_append(b.chapter, notes);
    run(&b);
    sei_length x = 0;
    sei_length y = 0;
    CHECK_INT(find_text(&b, "注の文", &x, &y), 0);
    const sei_length foot = (b.style.page.height + PT(145)) / 2;
    CHECK_INT(y, foot - sei_length_from_em(PT(7), 120));
    /* 200 pt hold 28 characters of 7 pt: the inset is 4 pt; then the mark and an em */
    sei_length label_x = 0;
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        if (draw->role == SEI_ROLE_LABEL) {
            label_x = draw->as.run.x;
            CHECK_STR(draw->as.run.run->text, "1)");
            CHECK_INT(x, label_x + draw->as.run.run->length + PT(7));
        }
    }
    CHECK_INT(label_x, (b.style.page.width - PT(200)) / 2 + PT(4));
    CHECK_INT(count_kind(&b.pages->at[0], SEI_DRAW_RECT), 1); /* the note rule */
    tear_down(&b);
}

TEST(a_note_marked_twice_is_set_once_at_its_first_mark) {
    bench b;
    set_up(&b);
    sei_node *first = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
    add_lines(&b, b.chapter, 12);
    sei_node *second = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "終わり");
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    sei_node *note = add_note(&b, first, notes, "注の文");
    add(&b, second, SEI_NODE_NOTE_MARK)->as.note.note = note;
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK_INT(b.pages->count, 2);
    int bodies = 0;
    for (uint32_t p = 0; p < 2; p++) {
        for (uint32_t i = 0; i < b.pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b.pages->at[p].draws[i];
            bodies += draw->kind == SEI_DRAW_RUN &&
                      sei_str_starts(draw->as.run.run->text, SEI_STR("注の文"));
        }
    }
    CHECK_INT(bodies, 1);
    tear_down(&b);
}

/* The texts of all labels on a page, one after another. */
static sei_str labels(bench *b, uint32_t page) {
    sei_str all = {0};
    for (uint32_t i = 0; i < b->pages->at[page].draw_count; i++) {
        const sei_draw *draw = &b->pages->at[page].draws[i];
        if (draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_LABEL) {
            all = sei_arena_print(&b->arena, "%.*s%.*s ", SEI_STR_ARG(all),
                                  SEI_STR_ARG(draw->as.run.run->text));
        }
    }
    return all;
}

TEST(numbering_follows_the_style) {
    const char *const kinds[] = {"chapter", "page", "book"};
    const char *const first[] = {"1) 2) ", "1) 2) ", "1) 2) "};
    const char *const second[] = {"3) ", "1) ", "3) "};
    for (int i = 0; i < 3; i++) {
        bench b;
        set_up(&b);
        set(&b, "footnotes.numbering", kinds[i]);
        sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
        sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
        add_note(&b, paragraph, notes, "注の文");
        add_note(&b, paragraph, notes, "注の文");
        add_lines(&b, b.chapter, 10);
        paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
        add_note(&b, paragraph, notes, "注の文");
        sei_node_append(b.chapter, notes);
        run(&b);
        CHECK_STR(labels(&b, 0), first[i]);
        CHECK_STR(labels(&b, 1), second[i]);
        tear_down(&b);
    }
}

TEST(a_note_in_a_note_follows_it) {
    bench b;
    set_up(&b);
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "本文");
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    sei_node *outer = add_note(&b, paragraph, notes, "外の注");
    add_note(&b, outer->first, notes, "内の注");
    sei_node_append(b.chapter, notes);
    run(&b);
    sei_length x = 0;
    sei_length y1 = 0;
    sei_length y2 = 0;
    CHECK_INT(find_text(&b, "外の注", &x, &y1), 0);
    CHECK_INT(find_text(&b, "内の注", &x, &y2), 0);
    CHECK(y1 < y2);
    tear_down(&b);
}

TEST(a_run_of_headings_longer_than_a_page_breaks) {
    bench b;
    set_up(&b);
    for (int i = 0; i < 87; i++)
        add_heading(&b, 1 + i % 6, "見出し");
    run(&b);
    CHECK(b.pages->count > 10 && b.pages->count < 40);
    CHECK_INT(b.pages->outline_count, 87);
    int depth = 0;
    for (uint32_t i = 0; i < b.pages->outline_count; i++) {
        CHECK(b.pages->outline[i].depth <= depth + 1);
        depth = b.pages->outline[i].depth;
    }
    tear_down(&b);
}

TEST(headings_are_numbered_by_the_style) {
    bench b;
    set_up(&b);
    set(&b, "headings.1.number", "第{1}章");
    set(&b, "headings.2.number", "\"{1}.{2}\"");
    add_heading(&b, 1, "甲");
    add_heading(&b, 2, "乙");
    add_heading(&b, 2, "丙");
    add_heading(&b, 1, "丁");
    run(&b);
    CHECK_STR(b.pages->outline[0].title, "第1章　甲");
    CHECK_STR(b.pages->outline[2].title, "1.2　丙");
    CHECK_STR(b.pages->outline[3].title, "第2章　丁");
    sei_length x = 0;
    sei_length y = 0;
    CHECK(find_text(&b, "第2章", &x, &y) >= 0);
    tear_down(&b);
}

TEST(a_callout_over_a_page_is_closed_and_opened_again) {
    bench b;
    set_up(&b);
    sei_node *callout = add(&b, b.chapter, SEI_NODE_CALLOUT);
    callout->as.callout.type = SEI_STR("warning");
    add(&b, callout, SEI_NODE_CALLOUT_TITLE);
    add_lines(&b, callout, 12);
    run(&b);
    CHECK_INT(b.pages->count, 2);
    const sei_length top = (b.style.page.height - PT(145)) / 2;
    const sei_draw *first = &b.pages->at[0].draws[0];
    const sei_draw *second = &b.pages->at[1].draws[0];
    CHECK_INT(first->kind, SEI_DRAW_RECT);
    const sei_length padding = top - first->as.rect.box.y;
    CHECK(padding > 0 && padding < PT(10));
    CHECK_INT(first->as.rect.box.y + first->as.rect.box.height, top + PT(145) + padding);
    CHECK_INT(second->as.rect.box.y, top - padding);
    sei_length x = 0;
    sei_length y = 0;
    CHECK_INT(find_text(&b, "Warning", &x, &y), 0);
    tear_down(&b);
}

TEST(nesting_leaves_a_measure) {
    bench b;
    set_up(&b);
    sei_node *parent = b.chapter;
    for (int i = 0; i < 100; i++) {
        sei_node *list = add(&b, parent, SEI_NODE_LIST);
        parent = add(&b, list, SEI_NODE_ITEM);
    }
    add_lines(&b, parent, 2);
    run(&b);
    const sei_length right = (b.style.page.width + PT(200)) / 2;
    sei_length x = 0;
    sei_length y = 0;
    CHECK(find_text(&b, "字", &x, &y) >= 0);
    CHECK(x <= right - PT(80));
    tear_down(&b);
}

static void add_table(bench *b, int rows, const char *text) {
    sei_node *table = add(b, b->chapter, SEI_NODE_TABLE);
    table->as.table.column_count = 2;
    for (int r = 0; r < rows; r++) {
        sei_node *row = add(b, table, SEI_NODE_ROW);
        row->as.row.is_head = r == 0;
        for (uint32_t c = 0; c < 2; c++) {
            sei_node *cell = add_leaf(b, row, SEI_NODE_CELL, r == 0 ? "頭" : text);
            cell->as.cell.column = c;
        }
    }
}

TEST(a_table_repeats_its_head) {
    bench b;
    set_up(&b);
    add_table(&b, 20, "値");
    run(&b);
    CHECK(b.pages->count >= 2);
    for (uint32_t p = 0; p < b.pages->count; p++) {
        int heads = 0;
        for (uint32_t i = 0; i < b.pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b.pages->at[p].draws[i];
            heads +=
                draw->kind == SEI_DRAW_RUN && sei_str_starts(draw->as.run.run->text, SEI_STR("頭"));
        }
        CHECK_INT(heads, 2);
    }
    tear_down(&b);
}

TEST(a_row_higher_than_a_page_is_split) {
    bench b;
    set_up(&b);
    sei_str text = {0};
    for (int i = 0; i < 600; i++)
        text = sei_arena_print(&b.arena, "%.*s字", SEI_STR_ARG(text));
    add_table(&b, 2, text.at);
    run(&b);
    CHECK(b.pages->count >= 3);
    const sei_length foot = (b.style.page.height + PT(145)) / 2;
    for (uint32_t p = 0; p < b.pages->count; p++) {
        for (uint32_t i = 0; i < b.pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b.pages->at[p].draws[i];
            CHECK(draw->kind != SEI_DRAW_RUN || draw->role != SEI_ROLE_CONTENT ||
                  draw->as.run.y < foot);
        }
    }
    tear_down(&b);
}

TEST(a_missing_figure_is_a_frame_with_its_name) {
    bench b;
    set_up(&b);
    sei_node *figure = add(&b, b.chapter, SEI_NODE_FIGURE);
    figure->as.link.target.path = SEI_STR("folder/picture.png");
    run(&b);
    CHECK_INT(count_kind(&b.pages->at[0], SEI_DRAW_FRAME), 1);
    sei_length x = 0;
    sei_length y = 0;
    CHECK_INT(find_text(&b, "picture.png", &x, &y), 0);
    tear_down(&b);
}

TEST(a_figure_fits_measure_and_page) {
    bench b;
    set_up(&b);
    const sei_asset asset = {.kind = SEI_ASSET_PNG, .width = 4000, .height = 8000};
    b.book.assets = &asset;
    b.book.asset_count = 1;
    sei_node *figure = add(&b, b.chapter, SEI_NODE_FIGURE);
    figure->as.link.image.asset = 1;
    run(&b);
    const sei_draw *draw = &b.pages->at[0].draws[0];
    CHECK_INT(draw->kind, SEI_DRAW_IMAGE);
    CHECK_INT(draw->as.image.box.height, PT(145) * 8 / 10);
    CHECK_INT(draw->as.image.box.width, PT(145) * 4 / 10);
    CHECK_INT(b.pages->map.count, 1);
    tear_down(&b);
}

TEST(links_have_an_area_a_line) {
    bench b;
    set_up(&b);
    sei_node *paragraph =
        add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "前の十五文字はここで終わります。");
    sei_node *link = add(&b, paragraph, SEI_NODE_LINK);
    link->as.link.target.path = SEI_STR("https://example.com/");
    add_text(&b, link, "行をまたぐ長いリンク");
    run(&b);
    CHECK_INT(b.pages->at[0].link_count, 2);
    CHECK_STR(b.pages->at[0].links[0].url, "https://example.com/");
    CHECK_STR(b.pages->at[0].links[1].contents, "行をまたぐ長いリンク");
    tear_down(&b);
}

TEST(anchors_and_map_follow_the_pages) {
    bench b;
    set_up(&b);
    sei_node *first = add_lines(&b, b.chapter, 10);
    sei_node *second = add_lines(&b, b.chapter, 3);
    second->anchor = 1;
    first->anchor = 2;
    b.book.anchor_count = 2;
    run(&b);
    CHECK_INT(b.pages->count, 2);
    CHECK_INT(b.pages->anchor_count, 2);
    CHECK_INT(sei_pages_find_anchor(b.pages, 1)->page, 1);
    CHECK_INT(sei_pages_find_anchor(b.pages, 2)->page, 0);
    CHECK_INT(b.pages->map.count, 2);
    CHECK_INT(b.pages->map.entries[1].node, second->first->id);
    CHECK_STR(b.pages->map.entries[1].label, "2");
    tear_down(&b);
}

TEST(the_contents_know_the_folios) {
    bench b;
    set_up(&b);
    set(&b, "front", "[title-page, contents]");
    set(&b, "contents.depth", "2");
    add_heading(&b, 1, "第一");
    add_lines(&b, b.chapter, 10);
    add_heading(&b, 2, "第二");
    add_lines(&b, b.chapter, 2);
    run(&b);
    CHECK_INT(b.pages->count, 4); /* title, contents, two of the body */
    CHECK_STR(b.pages->at[1].label, "ii");
    CHECK_STR(b.pages->at[2].label, "1");
    CHECK_INT(b.pages->at[1].link_count, 2);
    const sei_page_anchor *anchor = sei_pages_find_anchor(b.pages, b.pages->at[1].links[1].anchor);
    CHECK(anchor != NULL && anchor->page == 3);
    CHECK_INT(b.pages->outline[1].page, 3);
    tear_down(&b);
}

TEST(chapters_head_the_outline) {
    bench b;
    set_up(&b);
    set(&b, "front", "[contents]");
    set(&b, "head.recto", "\"{chapter} {section}\"");
    set(&b, "head.verso", "\"{title}\"");
    for (int i = 0; i < 2; i++) {
        b.chapter->as.chapter.title = i == 0 ? SEI_STR("甲章") : SEI_STR("乙章");
        b.chapter->as.chapter.show_title = true;
        add_heading(&b, 2, "節");
        add_lines(&b, b.chapter, 25);
        b.chapter = i == 0 ? add(&b, b.root, SEI_NODE_CHAPTER) : b.chapter;
    }
    run(&b);
    CHECK_INT(b.pages->outline_count, 4);
    CHECK_STR(b.pages->outline[2].title, "乙章");
    CHECK_INT(b.pages->outline[2].depth, 1);
    CHECK_INT(b.pages->outline[3].depth, 2);
    const sei_draw *head = find_furniture(&b.pages->at[4]);
    CHECK(head != NULL);
    CHECK_STR(head->as.run.run->text, "甲章 節");
    tear_down(&b);
}

TEST(a_narrow_measure_is_endured) {
    bench b;
    set_up(&b);
    set(&b, "text.line-length", "4");
    set(&b, "text.lines", "2");
    add_heading(&b, 1, "長い見出しがここに来る");
    add_table(&b, 3, "表の文");
    sei_node *quote = add(&b, b.chapter, SEI_NODE_QUOTE);
    sei_node *callout = add(&b, quote, SEI_NODE_CALLOUT);
    add(&b, callout, SEI_NODE_CALLOUT_TITLE);
    add_lines(&b, callout, 1);
    sei_node *code = add(&b, callout, SEI_NODE_CODE_BLOCK);
    code->as.code.text = SEI_STR("abcdefghijklmnopqrstuvwxyz");
    add(&b, callout, SEI_NODE_FIGURE);
    run(&b);
    CHECK(b.pages->count > 3);
    tear_down(&b);
}

TEST(empty_blocks_are_nothing) {
    bench b;
    set_up(&b);
    const sei_node_kind kinds[] = {SEI_NODE_PARAGRAPH, SEI_NODE_HEADING, SEI_NODE_LIST,
                                   SEI_NODE_QUOTE,     SEI_NODE_TABLE,   SEI_NODE_DIVISION,
                                   SEI_NODE_EMBEDDED,  SEI_NODE_NOTES,   SEI_NODE_PAGE_BREAK};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        add(&b, b.chapter, kinds[i]);
    run(&b);
    CHECK_INT(b.pages->count, 1);
    CHECK_INT(count_kind(&b.pages->at[0], SEI_DRAW_RECT), 0);
    tear_down(&b);
}

/* What a page costs beyond the first ones, at its highest. */
TEST(pages_are_lean) {
    size_t peak[2] = {0};
    uint32_t count[2] = {0};
    for (int i = 0; i < 2; i++) {
        bench b;
        set_up(&b);
        for (int n = 0; n < (i == 0 ? 40 : 240); n++) {
            add_heading(&b, 4, "見出し");
            add_lines(&b, b.chapter, 8);
        }
        const size_t before = b.memory.used;
        run(&b);
        peak[i] = b.memory.peak - before;
        count[i] = b.pages->count;
        tear_down(&b);
    }
    CHECK(count[1] > count[0] + 100);
    CHECK((peak[1] - peak[0]) / (count[1] - count[0]) < (size_t)60 * 1024);
}

TEST(the_same_twice_is_the_same) {
    bench b;
    set_up(&b);
    add_heading(&b, 2, "見出し");
    add_lines(&b, b.chapter, 30);
    add_table(&b, 9, "値 value");
    sei_buf first;
    sei_buf second;
    sei_buf_init(&first, &b.memory);
    sei_buf_init(&second, &b.memory);
    run(&b);
    sei_pages_dump(b.pages, &b.book, &first);
    run(&b);
    sei_pages_dump(b.pages, &b.book, &second);
    CHECK(first.size > 100 && sei_str_equal(sei_buf_str(&first), sei_buf_str(&second)));
    sei_buf_fini(&first);
    sei_buf_fini(&second);
    tear_down(&b);
}

static uint32_t roll(uint32_t *seed, uint32_t sides) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % sides;
}

static void grow_inlines(bench *b, sei_node *leaf, sei_node *notes, uint32_t *seed) {
    static const char *const words[] = {
        "日本語の文", "English words ", "「括弧」、",
        "あ",         "12,345",         "https://example.com/a/very/long/address/indeed"};
    const sei_node_kind kinds[] = {SEI_NODE_STRONG, SEI_NODE_HIGHLIGHT,   SEI_NODE_LINK,
                                   SEI_NODE_STRIKE, SEI_NODE_SUPERSCRIPT, SEI_NODE_KEYBOARD};
    for (uint32_t n = roll(seed, 12); n > 0; n--) {
        sei_node *parent = leaf;
        for (uint32_t d = roll(seed, 3); d > 0; d--)
            parent = add(b, parent, kinds[roll(seed, 6)]);
        add_text(b, parent, words[roll(seed, 6)]);
        if (roll(seed, 12) == 0)
            add_note(b, parent, notes, words[roll(seed, 6)]);
        else if (roll(seed, 12) == 0)
            add(b, parent, roll(seed, 2) ? SEI_NODE_LINE_BREAK : SEI_NODE_IMAGE);
    }
}

static void grow_block(bench *b, sei_node *parent, sei_node *notes, uint32_t *seed, int depth) {
    const sei_node_kind kinds[] = {SEI_NODE_PARAGRAPH,  SEI_NODE_HEADING, SEI_NODE_PARAGRAPH,
                                   SEI_NODE_LIST,       SEI_NODE_QUOTE,   SEI_NODE_CALLOUT,
                                   SEI_NODE_TABLE,      SEI_NODE_FIGURE,  SEI_NODE_CODE_BLOCK,
                                   SEI_NODE_PAGE_BREAK, SEI_NODE_RULE,    SEI_NODE_DIVISION};
    sei_node *block = add(b, parent, kinds[roll(seed, 12)]);
    const sei_node_kind kind = block->kind;
    if (kind == SEI_NODE_HEADING) {
        block->as.heading.level = block->as.heading.depth = (int)roll(seed, 6) + 1;
    } else if (kind == SEI_NODE_CODE_BLOCK) {
        block->as.code.text = SEI_STR("one\n\ttwo two two two two two two two two\n三\n");
    } else if (kind == SEI_NODE_CALLOUT) {
        grow_inlines(b, add(b, block, SEI_NODE_CALLOUT_TITLE), notes, seed);
    } else if (kind == SEI_NODE_LIST) {
        block->as.list.ordered = roll(seed, 2);
    } else if (kind == SEI_NODE_TABLE) {
        block->as.table.column_count = roll(seed, 4) + 1;
        for (uint32_t r = roll(seed, 20); r > 0; r--) {
            sei_node *row = add(b, block, SEI_NODE_ROW);
            row->as.row.is_head = row == block->first;
            for (uint32_t c = 0; c < block->as.table.column_count; c++) {
                sei_node *cell = add(b, row, SEI_NODE_CELL);
                cell->as.cell.column = c;
                grow_inlines(b, cell, notes, seed);
            }
        }
    }
    if (sei_node_shape_of(kind) == SEI_SHAPE_LEAF)
        grow_inlines(b, block, notes, seed);
    for (uint32_t n = depth > 0 ? roll(seed, 5) : 0; n > 0; n--) {
        if (kind == SEI_NODE_LIST) {
            sei_node *item = add(b, block, SEI_NODE_ITEM);
            item->as.item.task = roll(seed, 3) == 0 ? 'x' : 0;
            grow_block(b, item, notes, seed, depth - 1);
        } else if (kind == SEI_NODE_QUOTE || kind == SEI_NODE_CALLOUT ||
                   kind == SEI_NODE_DIVISION) {
            grow_block(b, block, notes, seed, depth - 1);
        }
    }
}

/* Every page keeps inside the type area, and every note begins on the page of its first mark. */
static void check_pages(const bench *b) {
    const sei_length height = PT(15) * b->style.text.lines - PT(5);
    const sei_length top = (b->style.page.height - height) / 2;
    for (uint32_t p = 0; p < b->pages->count; p++) {
        const sei_page *page = &b->pages->at[p];
        for (uint32_t i = 0; i < page->draw_count; i++) {
            const sei_draw *draw = &page->draws[i];
            if (draw->kind != SEI_DRAW_RUN || draw->role == SEI_ROLE_PAGINATION)
                continue;
            CHECK(draw->as.run.y > top && draw->as.run.y < top + height);
            if (draw->role == SEI_ROLE_LABEL && draw->node->kind == SEI_NODE_NOTE) {
                bool marked = false;
                for (uint32_t j = 0; j < page->draw_count; j++) {
                    const sei_node *node = page->draws[j].node;
                    marked |= node != NULL && node->kind == SEI_NODE_NOTE_MARK &&
                              node->as.note.note == draw->node;
                }
                CHECK(marked);
            }
        }
    }
}

static bool is_map_sorted(const sei_page_map *map) {
    for (size_t i = 1; i < map->count; i++) {
        const sei_page_map_entry *a = &map->entries[i - 1];
        const sei_page_map_entry *b = &map->entries[i];
        if (a->node > b->node || (a->node == b->node && a->offset >= b->offset))
            return false;
    }
    return true;
}

static uint32_t count_notes(const bench *b) {
    uint32_t labels_seen = 0;
    for (uint32_t p = 0; p < b->pages->count; p++) {
        for (uint32_t i = 0; i < b->pages->at[p].draw_count; i++) {
            const sei_draw *draw = &b->pages->at[p].draws[i];
            labels_seen += draw->role == SEI_ROLE_LABEL && draw->node->kind == SEI_NODE_NOTE;
        }
    }
    return labels_seen;
}

TEST(any_tree_is_laid) {
    for (uint32_t round = 1; round <= 24; round++) {
        bench b;
        uint32_t seed = round;
        set_up(&b);
        set(&b, "paragraph.gap", round % 5 == 0 ? "5pt" : "0pt");
        set(&b, "quotes.bar", round % 2 == 0 ? "yes" : "no");
        sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
        for (int i = 0; i < 30; i++)
            grow_block(&b, b.chapter, notes, &seed, 4);
        sei_node_append(b.chapter, notes);
        run(&b);
        check_pages(&b);
        CHECK(is_map_sorted(&b.pages->map));
        const uint32_t all = notes->last != NULL ? notes->last->as.note.number : 0;
        CHECK_INT(count_notes(&b), all);
        tear_down(&b);
    }
}

int main(void) {
    RUN(an_empty_book_is_one_page);
    RUN(body_lines_stand_on_the_grid);
    RUN(paragraphs_are_indented_by_one_em);
    RUN(notes_stand_at_the_foot_behind_their_mark);
    RUN(a_note_marked_twice_is_set_once_at_its_first_mark);
    RUN(numbering_follows_the_style);
    RUN(a_note_in_a_note_follows_it);
    RUN(a_run_of_headings_longer_than_a_page_breaks);
    RUN(headings_are_numbered_by_the_style);
    RUN(a_callout_over_a_page_is_closed_and_opened_again);
    RUN(nesting_leaves_a_measure);
    RUN(a_table_repeats_its_head);
    RUN(a_row_higher_than_a_page_is_split);
    RUN(a_missing_figure_is_a_frame_with_its_name);
    RUN(a_figure_fits_measure_and_page);
    RUN(links_have_an_area_a_line);
    RUN(anchors_and_map_follow_the_pages);
    RUN(the_contents_know_the_folios);
    RUN(chapters_head_the_outline);
    RUN(a_narrow_measure_is_endured);
    RUN(empty_blocks_are_nothing);
    RUN(any_tree_is_laid);
    RUN(pages_are_lean);
    RUN(the_same_twice_is_the_same);
    return TEST_RESULT();
}
