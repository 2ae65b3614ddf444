/* Front and back matter: title page, half-title, colophon, and the sides they stand on. */
#include "bench.h"

static int page_of(const bench *b, const char *text) {
    sei_length x, y;
    return find_text(b, text, &x, &y);
}

static void set_up_info(bench *b) {
    static const sei_str authors[] = {{"甲野", 6}, {"乙野", 6}};
    set_up(b);
    set(b, "text.lines", "24");
    add_lines(b, b->chapter, 2);
    b->book.info.subtitle = SEI_STR("副題");
    b->book.info.authors = authors;
    b->book.info.author_count = 2;
    b->book.info.date = SEI_STR("2024-11-29");
    b->book.info.publisher = SEI_STR("製本社");
    b->book.info.rights = SEI_STR("権利");
}

TEST(a_date_is_written_as_the_language_does) {
    const struct {
        sei_lang lang;
        const char *date, *written;
    } cases[] = {{SEI_LANG_JA, "2024-11-29", "2024年11月29日"},
                 {SEI_LANG_JA, "2024-01-05 10:00", "2024年1月5日"},
                 {SEI_LANG_ZH_HANS, "2024-11-29T10:00", "2024年11月29日"},
                 {SEI_LANG_KO, "2024-11-29", "2024년 11월 29일"},
                 {SEI_LANG_EN, "2024-11-09", "9 November 2024"},
                 {SEI_LANG_OTHER, "2024-11-29", "2024-11-29"},
                 {SEI_LANG_JA, "2024-13-29", "2024-13-29"},
                 {SEI_LANG_JA, "令和六年", "令和六年"},
                 {SEI_LANG_JA, "2024", "2024"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bench b;
        set_up_info(&b);
        set(&b, "front", "[title-page]");
        b.book.info.lang = cases[i].lang;
        b.book.info.date = sei_str_from(cases[i].date);
        run(&b);
        sei_buf page;
        sei_buf_init(&page, &b.memory);
        for (uint32_t d = 0; d < b.pages->at[0].draw_count; d++)
            sei_buf_add(&page, b.pages->at[0].draws[d].as.run.run->text);
        CHECK(sei_str_find(sei_buf_str(&page), sei_str_from(cases[i].written), 0) != SEI_STR_NONE);
        sei_buf_fini(&page);
        tear_down(&b);
    }
}

static const sei_face *face_of(const bench *b, const char *text) {
    const sei_page *page = &b->pages->at[0];
    for (uint32_t i = 0; i < page->draw_count; i++)
        if (page->draws[i].kind == SEI_DRAW_RUN &&
            sei_str_find(page->draws[i].as.run.run->text, sei_str_from(text), 0) != SEI_STR_NONE)
            return page->draws[i].as.run.run->face;
    return NULL;
}

TEST(what_is_no_title_has_the_texts_face) {
    static const char *const fonts[] = {"serif", "sans"};
    for (size_t i = 0; i < 2; i++) {
        bench b;
        set_up_info(&b);
        set(&b, "front", "[title-page]");
        set(&b, "text.font", fonts[i]);
        run(&b);
        CHECK(face_of(&b, "甲野") && face_of(&b, "製本社") == face_of(&b, "甲野"));
        CHECK_INT(face_of(&b, "甲野") == face_of(&b, "副題"), i == 1);
        tear_down(&b);
    }
}

TEST(titles_stand_on_rectos_and_the_back_cover_on_a_verso) {
    bench b;
    set_up_info(&b);
    set(&b, "front", "[half-title, title-page]");
    set(&b, "back", "[colophon, back-cover]");
    run(&b);
    CHECK_INT(b.pages->count, 8); /* half-title, blank, title, blank; text, colophon, blank, back */
    CHECK_INT(page_of(&b, "副題"), 2);
    CHECK_INT(page_of(&b, "発行"), 5);
    CHECK_INT(b.pages->at[1].draw_count, 0);
    CHECK_INT(b.pages->at[3].draw_count, 0);
    CHECK_STR(b.pages->at[4].label, "1");
    tear_down(&b);
}

TEST(a_colophon_ends_at_the_foot_of_one_page) {
    const int repeats[] = {1, 6};
    for (size_t r = 0; r < 2; r++) {
        bench b;
        set_up_info(&b);
        set(&b, "back", "[colophon]");
        sei_str publisher = {0};
        for (int i = 0; i < repeats[r]; i++)
            publisher = sei_arena_print(&b.arena, "%.*s製本社営業部", SEI_STR_ARG(publisher));
        b.book.info.publisher = publisher;
        run(&b);
        CHECK_INT(b.pages->count, 2);
        sei_length x, y;
        CHECK_INT(find_text(&b, "権利", &x, &y), 1);
        const sei_length foot = (b.style.page.height + PT(15) * 24 - PT(5)) / 2;
        CHECK(y < foot && y > foot - PT(5));
        CHECK_INT(count_kind(&b.pages->at[1], SEI_DRAW_RECT), 3);
        tear_down(&b);
    }
}

TEST(a_colophon_without_facts_is_its_title) {
    bench b;
    set_up(&b);
    add_lines(&b, b.chapter, 1);
    set(&b, "back", "[colophon]");
    run(&b);
    CHECK_INT(b.pages->count, 2);
    CHECK_INT(page_of(&b, "題"), 1);
    CHECK_INT(count_kind(&b.pages->at[1], SEI_DRAW_RECT), 2);
    tear_down(&b);
}

TEST(a_book_without_a_picture_has_a_set_cover_and_back_cover) {
    bench b;
    set_up_info(&b);
    set(&b, "front", "[cover]");
    set(&b, "back", "[back-cover]");
    b.book.info.description = SEI_STR("何の本か");
    run(&b);
    CHECK_INT(b.pages->count, 4); /* cover, blank; text, back cover */
    CHECK_INT(page_of(&b, "副題"), 0);
    CHECK_INT(page_of(&b, "何の本か"), 3);
    CHECK_INT(count_kind(&b.pages->at[0], SEI_DRAW_RECT), 2);
    CHECK_INT(count_kind(&b.pages->at[3], SEI_DRAW_RECT), 2);
    const sei_length top = (b.style.page.height - (PT(15) * 24 - PT(5))) / 2;
    for (uint32_t p = 0; p < 4; p += 3) /* what they draw ends in the last of 24 lines */
        CHECK(b.pages->at[p].draws[b.pages->at[p].draw_count - 1].as.rect.box.y >
              top + PT(15) * 23);
    tear_down(&b);
}

TEST(a_cover_is_one_page_whatever_is_said_on_it) {
    bench b;
    set_up_info(&b);
    set(&b, "front", "[cover]");
    set(&b, "back", "[back-cover]");
    for (int i = 0; i < 40; i++)
        b.book.info.description =
            sei_arena_print(&b.arena, "%.*sとても長い説明がまだまだ続きます。",
                            SEI_STR_ARG(b.book.info.description));
    b.book.info.publisher = b.book.info.description;
    run(&b);
    CHECK_INT(b.pages->count, 4);
    tear_down(&b);
}

TEST(a_colophon_gives_the_version_and_the_title_page_the_source) {
    bench b;
    set_up_info(&b);
    set(&b, "front", "[title-page]");
    set(&b, "back", "[colophon]");
    b.book.info.version = SEI_STR("第二版");
    b.book.info.url = SEI_STR("https://a.example/");
    run(&b);
    CHECK_INT(page_of(&b, "第二版"), 3);
    CHECK_INT(page_of(&b, "https://a.example/"), 0);
    tear_down(&b);
}

TEST(a_long_title_is_set_smaller) {
    sei_length sizes[2];
    for (int i = 0; i < 2; i++) {
        bench b;
        set_up_info(&b);
        set(&b, "front", "[title-page]");
        b.book.info.title =
            i == 0 ? SEI_STR("題名") : SEI_STR("題名がとても長いので三行にもなるかもしれない本");
        run(&b);
        sizes[i] = b.pages->at[0].draws[0].as.run.run->size;
        tear_down(&b);
    }
    CHECK(sizes[1] < sizes[0]);
}

int main(void) {
    RUN(a_date_is_written_as_the_language_does);
    RUN(what_is_no_title_has_the_texts_face);
    RUN(titles_stand_on_rectos_and_the_back_cover_on_a_verso);
    RUN(a_colophon_ends_at_the_foot_of_one_page);
    RUN(a_colophon_without_facts_is_its_title);
    RUN(a_book_without_a_picture_has_a_set_cover_and_back_cover);
    RUN(a_cover_is_one_page_whatever_is_said_on_it);
    RUN(a_colophon_gives_the_version_and_the_title_page_the_source);
    RUN(a_long_title_is_set_smaller);
    return TEST_RESULT();
}
