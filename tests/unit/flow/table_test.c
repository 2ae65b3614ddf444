/* Tables: columns, lists in cells, rows over pages. */
#include "bench.h"

#include <stdlib.h>

static sei_node *add_table(bench *b, uint32_t columns) {
    sei_node *table = add(b, b->chapter, SEI_NODE_TABLE);
    table->as.table.column_count = columns;
    return table;
}

static sei_node *add_cell(bench *b, sei_node *row, uint32_t column, const char *text) {
    sei_node *cell =
        text != NULL ? add_leaf(b, row, SEI_NODE_CELL, text) : add(b, row, SEI_NODE_CELL);
    cell->as.cell.column = column;
    return cell;
}

/* A row of one text a column. */
static sei_node *add_row(bench *b, sei_node *table, bool is_head, const char *const *texts) {
    sei_node *row = add(b, table, SEI_NODE_ROW);
    row->as.row.is_head = is_head;
    for (uint32_t i = 0; i < table->as.table.column_count; i++)
        add_cell(b, row, i, texts[i]);
    return row;
}

static sei_node *add_item(bench *b, sei_node *list, const char *text) {
    sei_node *item = add_leaf(b, list, SEI_NODE_CELL_ITEM, text);
    item->as.item.number = item->previous != NULL ? item->previous->as.item.number + 1 : 1;
    return item;
}

/* n characters that are all the same. */
static const char *repeated(bench *b, const char *character, int n) {
    sei_str text = {0};
    for (int i = 0; i < n; i++)
        text = sei_arena_print(&b->arena, "%.*s%s", SEI_STR_ARG(text), character);
    return text.at;
}

/* The first run on the page whose text begins like this, or NULL. */
static const sei_draw *run_on(const sei_page *page, const char *text) {
    for (uint32_t i = 0; i < page->draw_count; i++) {
        const sei_draw *draw = &page->draws[i];
        if (draw->kind == SEI_DRAW_RUN &&
            sei_str_starts(draw->as.run.run->text, sei_str_from(text)))
            return draw;
    }
    return NULL;
}

static const sei_draw *run_of(const bench *b, const char *text) {
    const sei_draw *found = NULL;
    for (uint32_t p = 0; p < b->pages->count && found == NULL; p++)
        found = run_on(&b->pages->at[p], text);
    CHECK(found != NULL);
    return found;
}

static sei_length x_of(const bench *b, const char *text) {
    return run_of(b, text)->as.run.x;
}

static sei_length end_of(const bench *b, const char *text) {
    const sei_draw *draw = run_of(b, text);
    return draw->as.run.x + draw->as.run.run->length;
}

static sei_length y_of(const bench *b, const char *text) {
    return run_of(b, text)->as.run.y;
}

TEST(columns_are_aligned_with_their_heads) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 2);
    add_row(&b, table, true, (const char *const[]){"左", "見出し"});
    add_row(&b, table, false, (const char *const[]){"い", "1.11"});
    add_row(&b, table, false, (const char *const[]){"ろ", "88.8"});
    for (sei_node *row = table->first; row != NULL; row = row->next)
        row->last->as.cell.align = SEI_ALIGN_RIGHT;
    run(&b);
    CHECK_INT(x_of(&b, "左"), x_of(&b, "い"));
    CHECK_INT(end_of(&b, "見出し"), end_of(&b, "1.11"));
    CHECK_INT(end_of(&b, "1.11"), end_of(&b, "88.8"));
    CHECK_INT(run_of(&b, "1.11")->as.run.run->length, run_of(&b, "88.8")->as.run.run->length);
    tear_down(&b);
}

TEST(an_item_turns_over_behind_its_marker) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 1);
    sei_node *row = add(&b, table, SEI_NODE_ROW);
    sei_node *cell = add_cell(&b, row, 0, "前");
    sei_node *list = add(&b, cell, SEI_NODE_CELL_LIST);
    list->as.list.ordered = true;
    list->as.list.delimiter = '.';
    add_item(&b, list, repeated(&b, "字", 30));
    sei_node *inner = add(&b, add_item(&b, list, "次"), SEI_NODE_CELL_LIST);
    add_item(&b, inner, "深");
    add_text(&b, cell, "後");
    run(&b);
    const sei_draw *marker = run_of(&b, "1.");
    CHECK_INT(marker->role, SEI_ROLE_LABEL);
    CHECK_INT(marker->as.run.y, y_of(&b, "字"));
    CHECK(marker->as.run.x >= x_of(&b, "前"));
    CHECK(end_of(&b, "1.") < x_of(&b, "字"));
    CHECK_INT(x_of(&b, "次"), x_of(&b, "字"));
    CHECK(x_of(&b, "深") > x_of(&b, "次"));
    CHECK_INT(x_of(&b, "後"), x_of(&b, "前"));
    CHECK(y_of(&b, "前") < y_of(&b, "字") && y_of(&b, "字") < y_of(&b, "次"));
    CHECK(y_of(&b, "次") < y_of(&b, "深") && y_of(&b, "深") < y_of(&b, "後"));
    int lines = 0;
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        if (draw->kind == SEI_DRAW_RUN && sei_str_starts(draw->as.run.run->text, SEI_STR("字"))) {
            CHECK_INT(draw->as.run.x, x_of(&b, "次"));
            lines++;
        }
    }
    CHECK_INT(lines, 2);
    tear_down(&b);
}

TEST(an_item_without_text_has_its_marker) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 1);
    sei_node *list =
        add(&b, add_cell(&b, add(&b, table, SEI_NODE_ROW), 0, NULL), SEI_NODE_CELL_LIST);
    add(&b, list, SEI_NODE_CELL_ITEM);
    add(&b, add(&b, list, SEI_NODE_CELL_ITEM), SEI_NODE_CELL_LIST);
    run(&b);
    CHECK_INT(count_kind(&b.pages->at[0], SEI_DRAW_RUN), 3); /* two bullets, a folio */
    tear_down(&b);
}

TEST(a_cell_covers_columns_and_rows) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 3);
    sei_node *row = add(&b, table, SEI_NODE_ROW);
    add_cell(&b, row, 0, repeated(&b, "長", 24))->as.cell.more_columns = 1;
    add_cell(&b, row, 2, repeated(&b, "縦", 24))->as.cell.more_rows = 1;
    row = add(&b, table, SEI_NODE_ROW);
    add_cell(&b, row, 0, "甲");
    add_cell(&b, row, 1, "乙");
    add_row(&b, table, false, (const char *const[]){"下", "二", "三"});
    run(&b);
    CHECK_INT(x_of(&b, "長"), x_of(&b, "甲"));
    CHECK(end_of(&b, "長") > x_of(&b, "乙"));
    CHECK(end_of(&b, "長") < x_of(&b, "縦"));
    CHECK_INT(x_of(&b, "三"), x_of(&b, "縦"));
    CHECK_INT(y_of(&b, "長"), y_of(&b, "縦"));
    int tall = 0;
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        if (draw->kind == SEI_DRAW_RUN && sei_str_starts(draw->as.run.run->text, SEI_STR("縦"))) {
            CHECK(draw->as.run.y < y_of(&b, "下"));
            tall++;
        }
    }
    CHECK(tall >= 3);
    tear_down(&b);
}

TEST(words_that_have_no_room_make_the_type_smaller_before_they_are_divided) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 5);
    const char *const words[] = {"alphabet", "bracket", "canonical", "delivers", "examples"};
    add_row(&b, table, false, words);
    run(&b);
    for (int i = 0; i < 5; i++) {
        const sei_draw *word = run_of(&b, words[i]);
        CHECK(word->as.run.run->size >= b.style.tables.size * 80 / 100);
        CHECK(word->as.run.run->size < b.style.tables.size);
        CHECK_INT(word->as.run.run->text.size, strlen(words[i]));
    }
    tear_down(&b);
}

TEST(columns_never_overlap) {
    bench b;
    set_up(&b);
    const uint32_t count = 40;
    sei_node *table = add_table(&b, count);
    sei_node *row = add(&b, table, SEI_NODE_ROW);
    for (uint32_t i = 0; i < count; i++)
        add_cell(&b, row, i, "字");
    run(&b);
    sei_length end = 0;
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        if (draw->kind == SEI_DRAW_RUN && draw->role == SEI_ROLE_CONTENT) {
            CHECK(draw->as.run.x >= end);
            end = draw->as.run.x + draw->as.run.run->length;
        }
    }
    CHECK_INT(b.diags.size, 1);
    tear_down(&b);
}

TEST(text_below_a_table_is_on_the_grid_with_equal_white) {
    bench b;
    set_up(&b);
    for (int rows = 1; rows <= 3; rows++) {
        const char *before = sei_arena_print(&b.arena, "前%d", rows).at;
        add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, before);
        sei_node *table = add_table(&b, 1);
        for (int i = 0; i < rows; i++)
            add_row(&b, table, false, (const char *const[]){"行"});
        const char *behind = sei_arena_print(&b.arena, "後%d", rows).at;
        add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, behind);
        add(&b, b.chapter, SEI_NODE_PAGE_BREAK);
    }
    run(&b);
    for (uint32_t p = 0; p < 3; p++) {
        const sei_page *page = &b.pages->at[p];
        const sei_draw *before = run_on(page, "前");
        const sei_draw *behind = run_on(page, "後");
        sei_length top = 0;
        sei_length bottom = 0;
        for (uint32_t i = 0; i < page->draw_count; i++) {
            if (page->draws[i].kind == SEI_DRAW_RECT) {
                const sei_box box = page->draws[i].as.rect.box;
                top = top == 0 || box.y < top ? box.y : top;
                bottom = box.y + box.height > bottom ? box.y + box.height : bottom;
            }
        }
        CHECK(before != NULL && behind != NULL && top > 0);
        CHECK_INT((behind->as.run.y - before->as.run.y) % PT(15), 0);
        const sei_length above = top - (before->as.run.y + PT(10) * 12 / 100);
        const sei_length below = behind->as.run.y - PT(10) * 88 / 100 - bottom;
        CHECK(above >= PT(5));
        CHECK(labs((long)(above - below)) <= PT(2));
    }
    tear_down(&b);
}

TEST(a_row_over_pages_has_the_head_on_each) {
    bench b;
    set_up(&b);
    sei_node *table = add_table(&b, 2);
    add_row(&b, table, true, (const char *const[]){"頭", "部"});
    add_row(&b, table, false, (const char *const[]){"短", repeated(&b, "字", 400)});
    add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, "後");
    run(&b);
    CHECK(b.pages->count >= 3);
    int with_rows = 0;
    for (uint32_t p = 0; p < b.pages->count; p++) {
        const sei_draw *line = run_on(&b.pages->at[p], "字");
        const sei_draw *head = run_on(&b.pages->at[p], "頭");
        CHECK((line != NULL) == (head != NULL));
        if (line != NULL && head != NULL) {
            CHECK(line->as.run.y - head->as.run.y >= b.style.tables.size + PT(2));
            with_rows++;
        }
    }
    CHECK(with_rows >= 3);
    tear_down(&b);
}

TEST(notes_of_a_row_are_in_the_order_of_its_cells) {
    bench b;
    set_up(&b);
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    sei_node *table = add_table(&b, 2);
    sei_node *row = add(&b, table, SEI_NODE_ROW);
    sei_node *cell = add_cell(&b, row, 0, repeated(&b, "字", 30));
    add_note(&b, cell, notes, "一の注");
    add_note(&b, add_cell(&b, row, 1, repeated(&b, "短", 20)), notes, "二の注");
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK(y_of(&b, "一の注") < y_of(&b, "二の注"));
    tear_down(&b);
}

TEST(notes_are_on_the_page_of_their_row) {
    static const char *const names[] = {"子", "丑", "寅", "卯", "辰", "巳",
                                        "午", "未", "申", "酉", "戌", "亥"};
    bench b;
    set_up(&b);
    sei_node *notes = sei_node_new(&b.arena, SEI_NODE_NOTES, 0, 0);
    sei_node *table = add_table(&b, 1);
    for (int i = 0; i < 12; i++) {
        sei_node *row = add_row(&b, table, false, &names[i]);
        add_row(&b, table, false, (const char *const[]){"間"});
        add_note(&b, row->first, notes, sei_arena_print(&b.arena, "注%s", names[i]).at);
    }
    sei_node_append(b.chapter, notes);
    run(&b);
    CHECK(b.pages->count >= 3);
    sei_length x = 0;
    sei_length y = 0;
    for (int i = 0; i < 12; i++) {
        const int page = find_text(&b, names[i], &x, &y);
        CHECK(page >= 0);
        CHECK_INT(find_text(&b, sei_arena_print(&b.arena, "注%s", names[i]).at, &x, &y), page);
    }
    tear_down(&b);
}

TEST(a_caption_stays_with_head_and_first_row) {
    for (int lines = 4; lines <= 9; lines++) {
        bench b;
        set_up(&b);
        add_lines(&b, b.chapter, lines);
        sei_node *table = add_table(&b, 1);
        add_leaf(&b, table, SEI_NODE_CAPTION, "題");
        add_row(&b, table, true, (const char *const[]){"頭"});
        for (int i = 0; i < 8; i++)
            add_row(&b, table, false, (const char *const[]){i == 0 ? "行" : "続"});
        run(&b);
        sei_length x = 0;
        sei_length y = 0;
        sei_length caption_y = 0;
        const int page = find_text(&b, "題", &x, &caption_y);
        CHECK(page >= 0);
        CHECK_INT(find_text(&b, "頭", &x, &y), page);
        CHECK(caption_y < y);
        CHECK_INT(find_text(&b, "行", &x, &y), page);
        tear_down(&b);
    }
}

TEST(a_table_in_an_item_stands_behind_its_marker) {
    bench b;
    set_up(&b);
    sei_node *list = add(&b, b.chapter, SEI_NODE_LIST);
    list->as.list.ordered = true;
    list->as.list.delimiter = '.';
    sei_node *item = add(&b, list, SEI_NODE_ITEM);
    item->as.item.number = 1;
    sei_node *table = add_table(&b, 1);
    add_row(&b, table, true, (const char *const[]){"頭"});
    add_row(&b, table, false, (const char *const[]){"行"});
    sei_node_unlink(table);
    sei_node_append(item, table);
    add_leaf(&b, item, SEI_NODE_PARAGRAPH, "文");
    run(&b);
    CHECK_INT(y_of(&b, "1."), y_of(&b, "頭"));
    CHECK(x_of(&b, "頭") >= x_of(&b, "文"));
    CHECK(x_of(&b, "頭") <= x_of(&b, "文") + PT(10));
    tear_down(&b);
}

TEST(text_may_be_parted_from_a_table_of_a_head_alone) {
    bench b;
    set_up(&b);
    add_lines(&b, b.chapter, 7);
    sei_node *table = add_table(&b, 1);
    add_row(&b, table, true, (const char *const[]){"頭"});
    add_lines(&b, b.chapter, 6);
    run(&b);
    sei_length x = 0;
    sei_length y = 0;
    CHECK_INT(find_text(&b, "頭", &x, &y), 0);
    tear_down(&b);
}

int main(void) {
    RUN(columns_are_aligned_with_their_heads);
    RUN(an_item_turns_over_behind_its_marker);
    RUN(an_item_without_text_has_its_marker);
    RUN(a_cell_covers_columns_and_rows);
    RUN(words_that_have_no_room_make_the_type_smaller_before_they_are_divided);
    RUN(columns_never_overlap);
    RUN(text_below_a_table_is_on_the_grid_with_equal_white);
    RUN(a_row_over_pages_has_the_head_on_each);
    RUN(notes_of_a_row_are_in_the_order_of_its_cells);
    RUN(notes_are_on_the_page_of_their_row);
    RUN(a_caption_stays_with_head_and_first_row);
    RUN(a_table_in_an_item_stands_behind_its_marker);
    RUN(text_may_be_parted_from_a_table_of_a_head_alone);
    return TEST_RESULT();
}
