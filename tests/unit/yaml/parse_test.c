/* yaml/parse.c: values, places in bytes, what is refused, and the bounds. */
#include "base/limits.h"
#include "test.h"
#include "yaml/yaml.h"

#include <stdlib.h>
#include <time.h>

static sei_memory memory;
static sei_arena arena;
static size_t error_offset;
static sei_status status;

static const sei_yaml *parse(const char *text) {
    status = (sei_status){0};
    error_offset = 0;
    return sei_yaml_parse(&arena, sei_str_from(text), &error_offset, &status);
}

static sei_str field(const sei_yaml *map, const char *key) {
    return sei_yaml_text(sei_yaml_find(map, sei_str_from(key)));
}

TEST(reads_scalars_lists_and_maps) {
    const sei_yaml *root = parse("title: 旅行\ntags:\n  - 📑\n  - b\nn: ~\nm: {a: [1, \"2\"]}\n");
    CHECK(root && root->kind == SEI_YAML_MAP);
    CHECK_STR(field(root, "title"), "旅行");
    const sei_yaml *tags = sei_yaml_find(root, SEI_STR("tags"));
    CHECK(tags && tags->kind == SEI_YAML_LIST);
    CHECK_STR(sei_yaml_text(tags->first), "📑");
    CHECK_STR(sei_yaml_text(tags->first->next), "b");
    CHECK(sei_yaml_find(root, SEI_STR("n"))->kind == SEI_YAML_NULL);
    const sei_yaml *list = sei_yaml_find(sei_yaml_find(root, SEI_STR("m")), SEI_STR("a"));
    CHECK(list && !list->first->is_quoted && list->first->next->is_quoted);
    CHECK(!sei_yaml_find(root, SEI_STR("none")));
    CHECK_STR(sei_yaml_text(NULL), "");
}

TEST(tells_null_from_text) {
    const sei_yaml *root = parse("a:\nb: null\nc: \"null\"\nd: ''\ne: |\n  x\n  y\n");
    CHECK(sei_yaml_find(root, SEI_STR("a"))->kind == SEI_YAML_NULL);
    CHECK(sei_yaml_find(root, SEI_STR("b"))->kind == SEI_YAML_NULL);
    CHECK_STR(field(root, "c"), "null");
    CHECK(sei_yaml_find(root, SEI_STR("d"))->kind == SEI_YAML_SCALAR);
    CHECK_STR(field(root, "e"), "x\ny\n");
    CHECK(parse("")->kind == SEI_YAML_NULL);
    CHECK(parse("# only a comment\n")->kind == SEI_YAML_NULL);
}

TEST(counts_places_in_bytes) {
    const sei_yaml *root = parse("題: 旅\r\nb: [é, c]\n");
    const sei_yaml *first = root->first;
    CHECK_INT(first->key_offset, 0);
    CHECK_INT(first->offset, 5);
    CHECK_INT(first->end, 8);
    CHECK_INT(first->next->key_offset, 10);
    CHECK_INT(first->next->offset, 13);
    CHECK_INT(first->next->first->offset, 14);
    CHECK_INT(first->next->first->next->offset, 18);
    CHECK_INT(first->next->end, 20);
}

TEST(refuses_with_a_place) {
    CHECK(!parse("あ: 1\nb: 2\nあ: 3\n"));
    CHECK_INT(error_offset, 12);
    CHECK_STR(sei_str_from(status.message), "the same key stands twice");
    CHECK(!parse("a: [1, 2\nb: 3\n"));
    CHECK(status.code == SEI_FAILED_INPUT && status.message[0]);
    CHECK(!parse("a: 1\n---\nb: 2\n"));
    CHECK(!parse("? [a]\n: b\n"));
    CHECK(!parse("あ: \"\x01\"\n"));
    CHECK_INT(error_offset, 6);
    CHECK(!parse("a: \xff\n"));
    CHECK_INT(error_offset, 3);
}

TEST(shares_aliases_within_the_budget) {
    const sei_yaml *root = parse("a: &x [1, 2]\nb: *x\nc: *x\n");
    const sei_yaml *shared = sei_yaml_find(root, SEI_STR("c"));
    CHECK(shared && shared->first == sei_yaml_find(root, SEI_STR("a"))->first);
    CHECK_INT(shared->offset, 22);
    CHECK(!parse("a: *x\n"));
    CHECK(!parse("a: &x [*x]\n"));
    char bomb[1024];
    int size = snprintf(bomb, sizeof bomb, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++)
        size += snprintf(bomb + size, sizeof bomb - (size_t)size,
                         "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1,
                         i - 1, i - 1, i - 1);
    CHECK(!parse(bomb));
    CHECK_STR(sei_str_from(status.message), "it has too many entries");
}

/* Repeats a piece up to `size` bytes and parses it; returns the seconds taken. */
static double time_repeated(const char *head, const char *piece, size_t size) {
    char *text = malloc(size + 1);
    size_t at = strlen(head), step = strlen(piece);
    memcpy(text, head, at);
    for (; at + step <= size; at += step)
        memcpy(text + at, piece, step);
    text[at] = 0;
    clock_t start = clock();
    CHECK(!parse(text) || at < size);
    free(text);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

TEST(bounds_depth_entries_and_bytes) {
    size_t full = SEI_LIMIT_YAML_BYTES;
    CHECK(time_repeated("", "[", full) < 1);
    CHECK_STR(sei_str_from(status.message), "lists and maps nest too deeply");
    CHECK(time_repeated("", "{a: ", full) < 1);
    CHECK(time_repeated("", "[\n", full) < 1);
    CHECK(time_repeated("", "[[[[\na,", full) < 1);
    CHECK(time_repeated("", "- ", full) < 1);
    CHECK(time_repeated("a: [", "b,", full) < 1);
    CHECK_STR(sei_str_from(status.message), "it has too many entries");
    CHECK(time_repeated("", "&a [*a, ", full) < 1);
    CHECK(time_repeated("", "a", full + 1) < 1);
    CHECK_STR(sei_str_from(status.message), "it is too long");
}

TEST(splits_front_matter) {
    sei_str yaml, body;
    CHECK(sei_yaml_front_matter(SEI_STR("---\na: 1\n---\ntext"), &yaml, &body));
    CHECK_STR(yaml, "a: 1\n");
    CHECK_STR(body, "text");
    CHECK(sei_yaml_front_matter(SEI_STR("\xEF\xBB\xBF---  \r\na: 1\r\n... \r\n"), &yaml, &body));
    CHECK_STR(yaml, "a: 1\r\n");
    CHECK_STR(body, "");
    CHECK(sei_yaml_front_matter(SEI_STR("---\n---"), &yaml, &body));
    CHECK_STR(yaml, "");
    CHECK(!sei_yaml_front_matter(SEI_STR("---\na: 1\n"), &yaml, &body));
    CHECK(!sei_yaml_front_matter(SEI_STR("a\n---\n---\n"), &yaml, &body));
    CHECK(!sei_yaml_front_matter(SEI_STR("----\n----\n"), &yaml, &body));
    CHECK(!sei_yaml_front_matter(SEI_STR(""), &yaml, &body));
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(reads_scalars_lists_and_maps);
    RUN(tells_null_from_text);
    RUN(counts_places_in_bytes);
    RUN(refuses_with_a_place);
    RUN(shares_aliases_within_the_budget);
    RUN(bounds_depth_entries_and_bytes);
    RUN(splits_front_matter);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
