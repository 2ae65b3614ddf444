/* markdown/scan*.c, offset_map.c, normal.c: what cmark is given, and the way back from it. */
#include "markdown/scan.h"
#include "test.h"

static sei_memory memory;
static sei_arena arena;
static sei_diags diags;
static sei_scan scan;

static void run(const char *text, size_t size) {
    static const sei_markdown_options options = {.newline_breaks = true, .wikilinks = true};
    sei_str bytes = {text, size};
    const sei_source *source = sei_source_new(&arena, SEI_STR("n.md"), bytes, 0);
    sei_diags_init(&diags, &arena);
    sei_scan_run(&scan, &arena, source, bytes, &options, &diags);
}

static sei_str out_of(const char *text) {
    run(text, strlen(text));
    return sei_buf_str(&scan.out);
}

/* The text that cmark is given, its placeholders turned back: the source, but for what scan adds.
 */
static sei_str restored(const char *text) {
    return sei_scan_restore(&scan, &arena, out_of(text));
}

TEST(copies_what_needs_nothing) {
    CHECK_STR(out_of("a *b* `c`\n\n- d\n"), "a *b* `c`\n\n- d\n");
    CHECK_STR(out_of("a"), "a\n");
    CHECK_STR(out_of(""), "");
    CHECK_STR(out_of("\xEF\xBB\xBF# a"), "# a\n");
    CHECK_INT(scan.lifts.size, 0);
}

TEST(lifts_and_restores) {
    const char *text = "[[a]] ![[b]] $c$ %%d%% #e ==f== [^g] ^[h] http://i.j {漢|か} k ^l\n";
    out_of(text);
    CHECK_INT(scan.lifts.size, 11 - 1 + 1); /* ten, and the body of the inline note */
    CHECK(sei_str_starts(restored(text), sei_str_from(text)));
    CHECK_STR(restored("`[[a]]` \\[[b]]\n"), "`[[a]]` \\[[b]]\n");
    CHECK_INT(scan.lifts.size, 0);
}

TEST(hides_the_sources_private_use_characters) {
    const char *text = "\uE000\uE123\uF000\uF001\uF003\uF004\uE000\n";
    CHECK_STR(restored(text), text);
    CHECK_STR(restored("```\n\uF000\uE000\uE000\n```\n"), "```\n\uF000\uE000\uE000\n```\n");
    CHECK_INT(scan.lifts.size, 0);
}

TEST(restores_only_what_it_wrote) {
    out_of("[[a]]");
    sei_str forged = SEI_STR(SEI_SCAN_LIFT "\uE000\uE001" SEI_SCAN_LIFT "x" SEI_SCAN_ESCAPE);
    sei_str back = sei_scan_restore(&scan, &arena, forged);
    CHECK(sei_str_find(back, SEI_STR("x"), 0) != SEI_STR_NONE);
    CHECK(!sei_scan_lift_at(&scan, forged, 0));
}

#define J SEI_SCAN_JOINER
#define E SEI_SCAN_EDGE

TEST(joins_asterisks_to_east_asian_punctuation) {
    CHECK_STR(out_of("は**「a」**で"), "は" J "**" J "「a」" J "**" J "で\n");
    CHECK_STR(out_of("**a**「b」"), "**a" J "**" J "「b」\n");
    CHECK_STR(out_of("a**\"b\"**c"), "a**\"b\"**c\n");
    CHECK_STR(out_of("`は**「a」**で`"), "`は**「a」**で`\n");
}

TEST(joins_asterisks_beside_placeholders) {
    sei_str out = out_of("==**\"a\"**==");
    CHECK_STR(out, SEI_SCAN_HIGHLIGHT J "**" J "\"a\"" J "**" J SEI_SCAN_HIGHLIGHT "\n");
    CHECK_STR(out_of("あ**~~「a」~~**い"), "あ" J "**" J J "~~" J "「a」" J "~~" J J "**" J "い\n");
    CHECK_STR(out_of("a**\"b\"**c (**d**)"), "a**\"b\"**c (**d**)\n");
}

TEST(sets_edges_beside_underscores) {
    CHECK_STR(out_of("は__「a」__で"), "は" E "__" E "「a」" E "__" E "で\n");
    CHECK_STR(out_of("あ_い_う"), "あ" E "_" E "い" E "_" E "う\n");
    CHECK_STR(out_of("a__b__c 値_a は"), "a__b__c 値_a は\n");
    CHECK_STR(out_of("==_a_=="), SEI_SCAN_HIGHLIGHT E "_a_" E SEI_SCAN_HIGHLIGHT "\n");
}

TEST(gives_items_the_columns_that_cmark_asks_for) {
    CHECK_STR(out_of("10. a\n  - b\n    c\n  - d\n11. e\n"),
              "10. a\n    - b\n      c\n    - d\n11. e\n");
    CHECK_STR(out_of("1. a\n - b\n"), "1. a\n - b\n");
    CHECK_STR(out_of("a\n2. b\n3. c\n"), "a\n\n2. b\n3. c\n");
}

TEST(ends_comments_outside_code) {
    CHECK_STR(restored("a %%`b %% c` d%% e\n"), "a %%`b %% c` d%% e\n");
    CHECK_INT(scan.lifts.size, 1);
    CHECK_INT(scan.lifts.at[0].to, strlen("a %%`b %% c` d%%"));
    out_of("100%% `%%`\n\n```\n%%\n```\n");
    CHECK_INT(scan.lifts.size, 0);
}

TEST(makes_quotes_of_definitions) {
    sei_str out = out_of("[^a]: b\n  c\n\n    d\n[^e]: f\n");
    CHECK_INT(scan.lifts.size, 2);
    CHECK(scan.lifts.at[0].kind == SEI_LIFT_NOTE_BODY);
    CHECK_STR(scan.lifts.at[1].text, "e");
    CHECK(sei_str_find(out, SEI_STR("\n>\n> b\n> c\n> \n>   d\n\n> "), 0) != SEI_STR_NONE);
}

TEST(leads_back_to_the_source) {
    const char *text = "\r\nは**「[[x]]」**で\r\n[^1]: %%c%%終\r\n";
    out_of(text);
    sei_str source = sei_str_from(text), out = sei_buf_str(&scan.out);
    size_t end_in_out = sei_str_find(out, SEI_STR("終"), 0);
    CHECK(end_in_out != SEI_STR_NONE);
    CHECK_INT(sei_scan_out_offset(&scan, end_in_out), sei_str_find(source, SEI_STR("終"), 0));
    size_t close_in_out = sei_str_find(out, SEI_STR("」"), 0);
    CHECK_INT(sei_scan_out_offset(&scan, close_in_out), sei_str_find(source, SEI_STR("」"), 0));
    CHECK_INT(sei_scan_out_offset(&scan, out.size) <= source.size, true);
}

TEST(normalises_bytes) {
    static const char bytes[] = "a\r\nb\rc\0d\xff\xe3\x81 e";
    run(bytes, sizeof bytes - 1);
    CHECK_STR(scan.text, "a\nb\nc\uFFFDd\uFFFD\uFFFD e");
    CHECK_INT(sei_offset_map_find(&scan.body, 2), 3);
    CHECK_INT(sei_offset_map_find(&scan.body, scan.text.size - 1), sizeof bytes - 2);
}

TEST(maps_offsets) {
    sei_offset_map map;
    sei_offset_map_init(&map, &arena);
    CHECK_INT(sei_offset_map_find(&map, 7), 7);
    sei_offset_map_add(&map, 10, 20);
    sei_offset_map_add(&map, 12, 22);
    sei_offset_map_add(&map, 15, 40);
    CHECK_INT(map.pairs.size, 2);
    CHECK_INT(sei_offset_map_find(&map, 9), 9);
    CHECK_INT(sei_offset_map_find(&map, 13), 23);
    CHECK_INT(sei_offset_map_find(&map, 16), 41);
    sei_offset_map_cut(&map, 15);
    CHECK_INT(sei_offset_map_find(&map, 16), 26);
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(copies_what_needs_nothing);
    RUN(lifts_and_restores);
    RUN(hides_the_sources_private_use_characters);
    RUN(restores_only_what_it_wrote);
    RUN(joins_asterisks_to_east_asian_punctuation);
    RUN(joins_asterisks_beside_placeholders);
    RUN(sets_edges_beside_underscores);
    RUN(gives_items_the_columns_that_cmark_asks_for);
    RUN(ends_comments_outside_code);
    RUN(makes_quotes_of_definitions);
    RUN(leads_back_to_the_source);
    RUN(normalises_bytes);
    RUN(maps_offsets);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
