/* A front matter's wishes, nested and flat. */
#include "style/front.h"

#include "test.h"

static sei_memory memory;
static sei_arena arena;
static sei_style_setting *settings;
static sei_str style, impose, breaks;

static size_t read_front(const char *text, size_t base_offset) {
    sei_status status = {0};
    size_t wrong;
    const sei_yaml *front = sei_yaml_parse(&arena, sei_str_from(text), &wrong, &status);
    CHECK(front != NULL);
    return sei_style_front_settings(&arena, NULL, base_offset, front, &settings, &style, &impose,
                                    &breaks);
}

static void check_setting(size_t number, const char *path, const char *value) {
    CHECK_STR(settings[number].path, path);
    CHECK_STR(settings[number].value, value);
}

TEST(the_map) {
    CHECK_INT(
        read_front("title: x\nseihon:\n  style: a5-booklet\n  set: { text.size: 10pt, "
                   "text: { lines: 20, font: ~ } }\n  breaks: markdown\n  impose: saddle:16\n",
                   100),
        2);
    CHECK_STR(style, "a5-booklet");
    CHECK_STR(breaks, "markdown");
    CHECK_STR(impose, "saddle:16");
    check_setting(0, "text.size", "10pt");
    CHECK_INT(settings[0].offset, 100 + 46);
    check_setting(1, "text.lines", "20");
}

TEST(flat_keys) {
    CHECK_INT(read_front("seihon-style: a5-booklet\nseihon-impose:\nseihon-text.size: 10pt\n"
                         "seihon-set: [ text.lines=20, \"head.verso: {title}\", nonsense ]\n",
                         0),
              4);
    CHECK_STR(style, "a5-booklet");
    CHECK_STR(impose, "");
    check_setting(0, "text.size", "10pt");
    check_setting(1, "text.lines", "20");
    check_setting(2, "head.verso", "{title}");
    check_setting(3, "nonsense", "");
}

TEST(values_are_written_as_set_takes_them) {
    CHECK_INT(
        read_front("seihon:\n  set:\n    page.size:\n      - 100mm\n      - 200mm\n"
                   "    head.recto: \"\"\n    foot.center: \"a\\\"b\"\n    front: [contents]\n",
                   0),
        4);
    check_setting(0, "page.size", "[\"100mm\", \"200mm\"]");
    check_setting(1, "head.recto", "\"\"");
    check_setting(2, "foot.center", "\"a\\\"b\"");
    check_setting(3, "front", "[\"contents\"]");
}

TEST(what_is_not_ours_is_left_alone) {
    CHECK_INT(read_front("seihon: yes\nother: 1\nseihonx-style: a\n", 0), 0);
    CHECK_STR(style, "");
    CHECK_INT(read_front("- a\n", 0), 0);
    CHECK_INT(read_front("", 0), 0);
    CHECK_INT(sei_style_front_settings(&arena, NULL, 0, NULL, &settings, &style, &impose, &breaks),
              0);
}

TEST(a_vaults_own_file) {
    sei_status status = {0};
    size_t wrong;
    sei_str books = SEI_STR("books");
    const sei_yaml *map = sei_yaml_parse(
        &arena, SEI_STR("style: s\nbooks: [a]\nset: { text.lines: 9 }\n"), &wrong, &status);
    CHECK_INT(sei_style_map_settings(&arena, NULL, 0, map, &books, 1, &settings, &style, &impose,
                                     &breaks),
              1);
    CHECK_STR(style, "s");
    check_setting(0, "text.lines", "9");
}

static sei_str found_text(const char *yaml, const char *key) {
    sei_status status = {0};
    size_t wrong;
    const sei_yaml *map = sei_yaml_parse(&arena, sei_str_from(yaml), &wrong, &status);
    return sei_yaml_text(sei_style_front_find(map, sei_str_from(key)));
}

TEST(a_key_of_others_is_found_and_no_property) {
    CHECK_STR(found_text("seihon: { map-text: drop }\n", "map-text"), "drop");
    CHECK_STR(found_text("a: 1\nseihon-map-text: keep\n", "map-text"), "keep");
    CHECK_STR(found_text("map-text: keep\n", "map-text"), "");
    CHECK_STR(found_text("- a\n", "map-text"), "");
    CHECK(!sei_style_front_find(NULL, SEI_STR("map-text")));
    CHECK_INT(read_front("seihon: { map-text: drop }\nseihon-map-text: drop\n", 0), 0);
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(the_map);
    RUN(flat_keys);
    RUN(values_are_written_as_set_takes_them);
    RUN(what_is_not_ours_is_left_alone);
    RUN(a_vaults_own_file);
    RUN(a_key_of_others_is_found_and_no_property);
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
