/* Code as it is told apart: the text again, each run between brackets behind the letter of its
 * kind. */
#include "book/colour.h"

#include "base/buf.h"
#include "base/os.h"
#include "test.h"

static sei_memory memory;
static sei_arena arena;

static size_t run_count(const char *info, sei_str text) {
    sei_node node = {.kind = SEI_NODE_CODE_BLOCK};
    node.as.code.info = sei_str_from(info);
    node.as.code.text = text;
    sei_colour_code(&arena, &node);
    return node.as.code.run_count;
}

static sei_str shown(const char *info, const char *text) {
    static const char letters[SEI_CODE_KIND_COUNT] = {'k', 's', 'c', 'n', 'a', 'i', 'd'};
    sei_node node = {.kind = SEI_NODE_CODE_BLOCK};
    sei_buf out;
    size_t at = 0;
    node.as.code.info = sei_str_from(info);
    node.as.code.text = sei_str_from(text);
    sei_colour_code(&arena, &node);
    sei_buf_init(&out, &memory);
    for (size_t i = 0; i < node.as.code.run_count; i++) {
        const sei_code_run *run = &node.as.code.runs[i];
        CHECK(run->from >= at && run->size > 0);
        sei_buf_add(&out, sei_str_slice(node.as.code.text, at, run->from));
        at = (size_t)run->from + run->size;
        CHECK(at <= node.as.code.text.size);
        sei_buf_print(&out, "%c<%.*s>", letters[run->kind],
                      SEI_STR_ARG(sei_str_slice(node.as.code.text, run->from, at)));
    }
    sei_buf_add(&out, sei_str_slice(node.as.code.text, at, node.as.code.text.size));
    sei_str copy = sei_arena_copy(&arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

TEST(every_language_tells_its_own) {
    static const struct {
        const char *info, *text, *shown;
    } cases[] = {
        {"python", "def f(x): # 注\n  return '''a\nb''' + \"s\"",
         "k<def> f(x): c<# 注>\n  k<return> s<'''a\nb'''> + s<\"s\">"},
        {"py", "@cached\nx = 0x1F + 3.5e3", "a<@cached>\nx = n<0x1F> + n<3.5e3>"},
        {"c", "#include <a.h>\n/* a\nb */ int x = 'a'; // c\n",
         "k<#include> <a.h>\nc</* a\nb */> k<int> x = s<'a'>; c<// c>\n"},
        {"C++", "auto s = \"a\\\"b\";", "k<auto> s = s<\"a\\\"b\">;"},
        {"rust", "fn f<'a>(x: &'a str) { '\\n'; '字' }",
         "k<fn> f<'a>(x: &'a k<str>) { s<'\\n'>; s<'字'> }"},
        {"js", "const s = `a\n${b}`; // c", "k<const> s = s<`a\n${b}`>; c<// c>"},
        {"go", "x := \"a\" + 'b'", "x := s<\"a\"> + s<'b'>"},
        {"sh", "echo $HOME a#b # c", "echo a<$HOME> a#b c<# c>"},
        {"SQL", "select 'a' -- b", "k<select> s<'a'> c<-- b>"},
        {"html", "<!-- a --><p class=\"b\">if</p>",
         "c<<!-- a -->>k<<p> a<class>=s<\"b\">k<>>ifk<</p>k<>>"},
        {"css", "a { color: #333; } /* b */", "a { color: #n<333>; } c</* b */>"},
        {"json", "{\"a\": true, \"b\": [1, \"c\"]}",
         "{a<\"a\">: k<true>, a<\"b\">: [n<1>, s<\"c\">]}"},
        {"yaml", "a: b # c\n- d-e: 'f'\n", "a<a>: b c<# c>\n- a<d-e>: s<'f'>\n"},
        {"toml", "a = 1", "a<a> = n<1>"},
        {"diff", "--- a\n+++ b\n@@ 1 @@\n-x\n+y\n z\n",
         "k<--- a>\nk<+++ b>\na<@@ 1 @@>\nd<-x>\ni<+y>\n z\n"},
        {"tex", "\\section{a} % b", "k<\\section>{a} c<% b>"},
        {"lua", "--[[ a\n]] local x -- b", "c<--[[ a\n]]> k<local> x c<-- b>"},
        {"ruby", "@a = nil # b", "a<@a> = k<nil> c<# b>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(shown(cases[i].info, cases[i].text), cases[i].shown);
}

TEST(info_strings_name_a_language_first) {
    CHECK(sei_colour_find(SEI_STR("Python title=\"a\"")) != NULL);
    CHECK(sei_colour_find(SEI_STR("{.python .numbered}")) == sei_colour_find(SEI_STR("py")));
    CHECK(sei_colour_find(SEI_STR("js{1,3}")) == sei_colour_find(SEI_STR("javascript")));
    CHECK(sei_colour_find(SEI_STR("rust,ignore")) == sei_colour_find(SEI_STR("rs")));
    CHECK(sei_colour_find(SEI_STR("")) == NULL);
    CHECK(sei_colour_find(SEI_STR("pyth")) == NULL);
    CHECK(sei_colour_find(SEI_STR("mermaid")) == NULL);
    CHECK_INT(run_count("nolang", SEI_STR("if 1")), 0);
}

TEST(what_never_ends_ends_with_the_text_or_the_line) {
    CHECK_STR(shown("c", "/* a\nb"), "c</* a\nb>");
    CHECK_STR(shown("c", "x = \"a\nint"), "x = s<\"a>\nk<int>");
    CHECK_STR(shown("c", "x = \"a\\"), "x = s<\"a\\>");
    CHECK_STR(shown("c", "'"), "'");
    CHECK_STR(shown("c", "'\\"), "'\\");
    CHECK_STR(shown("python", "\"\"\"a"), "s<\"\"\"a>");
    CHECK_STR(shown("html", "<a b"), "k<<a> a<b>");
    CHECK_STR(shown("tex", "\\"), "\\");
    CHECK_STR(shown("diff", "+"), "i<+>");
}

TEST(words_are_whole) {
    CHECK_STR(shown("c", "integer iffy _if 数if if数"), "integer iffy _if 数if if数");
    CHECK_STR(shown("c", "x2 2x 3章"), "x2 n<2x> n<3>章");
}

/* --- growth ---------------------------------------------------------------------------------- */

#define SMALL ((size_t)8 << 10)
#define LARGE (8 * SMALL)
#define SHORT 0.05 /* seconds: fast enough, and too little to tell */
#define ATTEMPTS 4 /* on a busy machine a time can double by itself */

/* CPU seconds of colouring `size` bytes of one opener after the other. */
static double seconds_of(const char *info, const char *opener, size_t size) {
    sei_buf text;
    sei_buf_init(&text, &memory);
    while (text.size < size)
        sei_buf_add(&text, sei_str_from(opener));
    sei_arena_mark mark = sei_arena_mark_take(&arena);
    double start = sei_os_cpu_seconds();
    (void)run_count(info, sei_buf_str(&text));
    double end = sei_os_cpu_seconds();
    sei_arena_mark_release(&arena, mark);
    sei_buf_fini(&text);
    return end - start;
}

/* Eight times the text may take sixteen times the time. */
static bool is_linear(const char *info, const char *opener) {
    for (int i = 0; i < ATTEMPTS; i++) {
        double large = seconds_of(info, opener, LARGE);
        if (large < SHORT || large < 16 * seconds_of(info, opener, SMALL))
            return true;
    }
    return false;
}

/* Every byte is looked at a bounded number of times: a scanner that starts again at each opener
 * takes seconds. */
TEST(openers_in_heaps_take_linear_time) {
    static const char *const openers[] = {"\"", "'",   "/*", "\"\"\"", "<", "</",   "$",     "# ",
                                          "\\", "'\\", "a ", "a: ",    "+", "<!--", "\"a\" "};
    static const char *const infos[] = {"c", "python", "html", "yaml", "diff", "tex", "sh", "rust"};
    for (size_t o = 0; o < sizeof openers / sizeof openers[0]; o++)
        for (size_t i = 0; i < sizeof infos / sizeof infos[0]; i++) {
            bool passes = is_linear(infos[i], openers[o]);
            if (!passes)
                fprintf(stderr, "%s, heaps of %s\n", infos[i], openers[o]);
            CHECK(passes);
        }
}

int main(void) {
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_arena_init(&arena, &memory);
    RUN(every_language_tells_its_own);
    RUN(info_strings_name_a_language_first);
    RUN(what_never_ends_ends_with_the_text_or_the_line);
    RUN(words_are_whole);
    RUN(openers_in_heaps_take_linear_time);
    sei_arena_fini(&arena);
    sei_memory_fini(&memory);
    return TEST_RESULT();
}
