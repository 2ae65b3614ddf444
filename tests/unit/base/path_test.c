/* Paths taken apart by their spelling. */
#include "base/path.h"

#include "../test.h"

TEST(a_path_has_a_folder_a_name_and_a_stem) {
    CHECK_STR(sei_path_folder(SEI_STR("a/b/c.d.md")), "a/b");
    CHECK_STR(sei_path_name(SEI_STR("a/b/c.d.md")), "c.d.md");
    CHECK_STR(sei_path_stem(SEI_STR("a/b/c.d.md")), "c.d");
    CHECK_STR(sei_path_folder(SEI_STR("旅行.md")), "");
    CHECK_STR(sei_path_name(SEI_STR("旅行.md")), "旅行.md");
    CHECK_STR(sei_path_folder(SEI_STR("/c")), "");
    CHECK_STR(sei_path_name(SEI_STR("a/")), "");
}

TEST(a_name_that_is_all_suffix_keeps_it) {
    CHECK_STR(sei_path_stem(SEI_STR("a.b/.hidden")), ".hidden");
    CHECK_STR(sei_path_stem(SEI_STR("a.b/c")), "c");
    CHECK_STR(sei_path_stem(SEI_STR("")), "");
}

TEST(below_a_folder_is_not_beside_it) {
    CHECK(sei_path_is_below(SEI_STR("a/b"), SEI_STR("a")));
    CHECK(sei_path_is_below(SEI_STR("a/b"), SEI_STR("a/")));
    CHECK(sei_path_is_below(SEI_STR("a/b"), SEI_STR("")));
    CHECK(sei_path_is_below(SEI_STR("/a"), SEI_STR("/")));
    CHECK(!sei_path_is_below(SEI_STR("ab"), SEI_STR("a")));
    CHECK(!sei_path_is_below(SEI_STR("a"), SEI_STR("a")));
    CHECK(!sei_path_is_below(SEI_STR("a/"), SEI_STR("a")));
    CHECK(!sei_path_is_below(SEI_STR("/"), SEI_STR("/")));
}

int main(void) {
    RUN(a_path_has_a_folder_a_name_and_a_stem);
    RUN(a_name_that_is_all_suffix_keeps_it);
    RUN(below_a_folder_is_not_beside_it);
    return TEST_RESULT();
}
