/* How blocks look on paper: levels of headings, running heads, markers of lists, captions. */
#include "bench.h"

/* The first run of a page that is printed in the block. */
static const sei_draw *run_in(const bench *b, const sei_node *block) {
    for (uint32_t i = 0; i < b->pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b->pages->at[0].draws[i];
        const sei_node *node = draw->kind == SEI_DRAW_RUN ? draw->as.run.run->node : NULL;
        if (node != NULL && (node == block || node->parent == block))
            return draw;
    }
    return NULL;
}

TEST(no_two_levels_of_headings_look_alike) {
    bench b;
    set_up(&b);
    set(&b, "page.size", "A4");
    set(&b, "text.lines", "40");
    const sei_draw *draws[6];
    const sei_node *headings[6];
    for (int i = 0; i < 6; i++) {
        headings[i] = add_heading(&b, i + 1, "見出し");
        add_lines(&b, b.chapter, 1);
    }
    run(&b);
    for (int i = 0; i < 6; i++) {
        draws[i] = run_in(&b, headings[i]);
        CHECK(draws[i] != NULL);
        for (int j = 0; j < i; j++) {
            CHECK(draws[i]->as.run.run->size != draws[j]->as.run.run->size ||
                  draws[i]->as.run.run->face != draws[j]->as.run.run->face);
        }
    }
    tear_down(&b);
}

static sei_str head_of(bench *b, const char *head, sei_length *length) {
    set(b, "head.verso", head);
    add_lines(b, b->chapter, 15);
    run(b);
    const sei_draw *draw = find_furniture(&b->pages->at[1]);
    CHECK(draw != NULL);
    *length = draw->as.run.run->length;
    return draw->as.run.run->text;
}

TEST(a_running_head_that_is_too_long_ends_with_an_ellipsis) {
    const struct {
        const char *head, *printed;
    } cases[] = {
        {"\"字字字字字字字字字字字字字字字字字字字字字字字字字\"",
         "字字字字字字字字字字字字字字字字字字字字字字字字字"},
        {"\"字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字\"",
         "字字字字字字字字字字字字字字字字字字字字字字字字…"},
        {"\"字字字字字字字字字字字字字字字字字字字字字字字、字字字字\"",
         "字字字字字字字字字字字字字字字字字字字字字字字…"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bench b;
        set_up(&b);
        sei_length length = 0;
        CHECK_STR(head_of(&b, cases[i].head, &length), cases[i].printed);
        CHECK(length <= PT(200));
        tear_down(&b);
    }
}

static sei_node *add_item(bench *b, sei_node *list, uint32_t task, const char *text) {
    sei_node *item = add(b, list, SEI_NODE_ITEM);
    item->as.item.number = item->previous == NULL ? 1 : item->previous->as.item.number + 1;
    item->as.item.task = task;
    add_leaf(b, item, SEI_NODE_PARAGRAPH, text);
    return item;
}

TEST(a_numbered_task_has_its_number_before_its_box) {
    const uint32_t tasks[] = {' ', 'x', '/'};
    for (size_t i = 0; i < sizeof tasks / sizeof tasks[0]; i++) {
        bench b;
        set_up(&b);
        sei_node *list = add(&b, b.chapter, SEI_NODE_LIST);
        list->as.list.ordered = true;
        list->as.list.delimiter = '.';
        const sei_node *plain = add_item(&b, list, 0, "項目");
        const sei_node *task = add_item(&b, list, tasks[i], "仕事");
        run(&b);
        sei_length number_x = 0, text_x = 0, y = 0, plain_x = 0;
        CHECK_INT(find_text(&b, "2.", &number_x, &y), 0);
        CHECK_INT(find_text(&b, "仕事", &text_x, &y), 0);
        CHECK_INT(find_text(&b, "項目", &plain_x, &y), 0);
        CHECK_INT(text_x, plain_x);
        CHECK(number_x + PT(20) <= text_x + PT(3)); /* the box has an em of its own */
        int labels = 0;
        for (uint32_t d = 0; d < b.pages->at[0].draw_count; d++) {
            const sei_draw *draw = &b.pages->at[0].draws[d];
            labels += draw->node == task && draw->role == SEI_ROLE_LABEL;
        }
        CHECK(labels >= 2);
        CHECK(plain->next == task);
        tear_down(&b);
    }
}

static sei_length caption_at(const char *caption, sei_length *left) {
    bench b;
    set_up(&b);
    const sei_asset asset = {.kind = SEI_ASSET_PNG, .width = 40, .height = 20};
    b.book.assets = &asset;
    b.book.asset_count = 1;
    sei_node *figure = add_leaf(&b, b.chapter, SEI_NODE_FIGURE, caption);
    figure->as.link.image.asset = 1;
    run(&b);
    sei_length x = -1, y = 0;
    CHECK_INT(find_text(&b, "図", &x, &y), 0);
    *left = (b.style.page.width - PT(200)) / 2;
    tear_down(&b);
    return x;
}

TEST(a_caption_of_one_line_is_centred_and_a_longer_one_is_flush) {
    sei_length left = 0;
    CHECK(caption_at("図の説明", &left) > left + PT(50));
    CHECK_INT(caption_at("図の説明が長くて一行に収まらないときには二行になる", &left), left);
}

/* A paragraph with an image, and the text before it. */
static sei_box image_box(const char *text, uint32_t width, sei_length *left) {
    bench b;
    set_up(&b);
    const sei_asset asset = {.kind = SEI_ASSET_PNG, .width = width, .height = 20};
    b.book.assets = &asset;
    b.book.asset_count = 1;
    sei_node *paragraph = add_leaf(&b, b.chapter, SEI_NODE_PARAGRAPH, text);
    add(&b, paragraph, SEI_NODE_IMAGE)->as.link.image.asset = 1;
    run(&b);
    sei_box box = {0};
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        box = draw->kind == SEI_DRAW_IMAGE ? draw->as.image.box : box;
    }
    *left = (b.style.page.width - PT(200)) / 2;
    tear_down(&b);
    return box;
}

TEST(an_image_in_a_paragraph_ends_with_the_line) {
    sei_length left = 0;
    const sei_box box = image_box("字", 4000, &left);
    CHECK(box.width > PT(150));
    CHECK(box.x + box.width <= left + PT(200));
}

TEST(images_alone_in_a_paragraph_stand_where_figures_do) {
    sei_length left = 0;
    const sei_box box = image_box(" ", 40, &left);
    CHECK(box.width > 0);
    CHECK(box.x - left >= (PT(200) - box.width) / 2 - PT(3));
    CHECK(box.x - left <= (PT(200) - box.width) / 2 + PT(3));
}

TEST(a_callouts_title_turns_over_behind_its_icon) {
    bench b;
    set_up(&b);
    sei_node *callout = add(&b, b.chapter, SEI_NODE_CALLOUT);
    callout->as.callout.type = SEI_STR("tip");
    add_leaf(&b, callout, SEI_NODE_CALLOUT_TITLE, "題題題題題題題題題題題題題題題題題題題題題題");
    run(&b);
    sei_length starts[2] = {0};
    size_t count = 0;
    for (uint32_t i = 0; i < b.pages->at[0].draw_count; i++) {
        const sei_draw *draw = &b.pages->at[0].draws[i];
        if (draw->kind == SEI_DRAW_RUN && count < 2 &&
            sei_str_starts(draw->as.run.run->text, SEI_STR("題")))
            starts[count++] = draw->as.run.x;
    }
    CHECK_INT(count, 2);
    CHECK(starts[0] > 0 && starts[1] > 0);
    CHECK_INT((starts[0] - starts[1] + PT(1) / 2) / PT(1), 0);
    tear_down(&b);
}

int main(void) {
    RUN(a_callouts_title_turns_over_behind_its_icon);
    RUN(an_image_in_a_paragraph_ends_with_the_line);
    RUN(images_alone_in_a_paragraph_stand_where_figures_do);
    RUN(no_two_levels_of_headings_look_alike);
    RUN(a_running_head_that_is_too_long_ends_with_an_ellipsis);
    RUN(a_numbered_task_has_its_number_before_its_box);
    RUN(a_caption_of_one_line_is_centred_and_a_longer_one_is_flush);
    return TEST_RESULT();
}
